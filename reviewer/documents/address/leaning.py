"""Leaning: folded text in, sentences out that talk about the grade of this very text, however they put it.

A sentence leans when it speaks of grading, of a good result, and to somebody, about this text or with force. Each of
these adds weight; the least weight is set so that designs and requests for comments by many authors hold none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.documents.address.keys import Keys
from reviewer.documents.address.orders import Order

_GRADING = re.compile(
    r"\b(?:(?P<heavy>grad(?:e|es|ed|ing|ers?)|rubrics?|examiners?|marks|criteri(?:on|a)|evaluators?|assessors?|marking)"
    r"|(?P<light>scor(?:e|es|ed|ing)|evaluat(?:e|es|ed|ing|ion)|assess(?:es|ed|ing|ments?)?|ratings?|verdicts?|credit"
    r"|reviewers?|checklists?|mark(?:ed)?|rate|judged?|interviewers?|feedback|confidence))\b"
)
_STEMS = Keys(
    "grad", "rubric", "examiner", "mark", "criteri", "evaluat", "assess", "scor", "rating", "verdict", "credit",
    "reviewer", "checklist", "rate", "judge", "interviewer", "feedback", "confidence",
)  # fmt: skip
"""What those words begin with."""

_RESULT = re.compile(
    r"(?<!\w)(?:(?P<heavy>100|10/10|maximum|highest|perfect|excellent|full|top|a\+|outstanding|brilliant|met|exceptional"
    r"|flawless)|(?P<light>high|higher|best|better|good|positive(?:ly)?|complete|satisf(?:ied|ies)|approved?|success"
    r"|generous(?:ly)?|pass|nice|lenient(?:ly)?|favou?rabl[ey]|correct|credited|true|given|harsh|strict|missing|an a"
    r"|accordingly))(?!\w)"
)
_PERSON = re.compile(r"\b(?:you|your|please|kindly|i|i'm|me|my)\b")
_SELF = re.compile(
    r"\b(?:(?:this|the present|my|our) (?:document"
    r"|design|submission|answer|proposal|solution|paper|work|essay|file|text"
    r"|candidate|author|doc|one|review|assessment|evaluation|response)"
    r"(?! (?:explains|describes|compares|evaluates|assesses|covers|lists|shows|presents|proposes)\b)"
    r"|the (?:author|candidate|applicant)|regardless"
    r"|automatically)\b"
)
_WHOLE = re.compile(
    r"\b(?:(?:all|every|each|any) (?:\w{1,20} )?"
    r"(?:criteri\w{1,3}|sections?|items?|phases?|checks?|requirements?)|everything)\b"
)
_FORCE = re.compile(
    r"\b(?:regardless|automatically|always|simply|only|must|should|required|deserves?|therefore|just|because|needs?"
    r"|will|would|shall|has been|have been)\b"
)
_LISTENER = re.compile(
    r"\b(?:ai|llms?|gpt"
    r"|chatgpt|graders?|assistant|language model|automated|model|evaluators?|examiners?|administrator)\b"
)
_CONDITION = re.compile(r"\b(?:if|when|whenever|once|until|unless|whether|as an? \w{1,20},? i want)\b")
_END = re.compile(r"[.!?\n•](?:(?<=[\n•])|(?=\s|$))")
_MOST_CHARACTERS = 400
_LEAST = 4.5
_HEAVY, _LIGHT, _MORE = 2.0, 1.5, 0.5
_HEAVY_RESULT, _LIGHT_RESULT = 1.5, 1.0
WHY = "talks to the grader about its own grade"


def leanings(text: str) -> Iterator[Order]:
    """The sentences that lean, each as a mild order. Only those that speak of grading are looked at."""
    done = 0
    for at in _STEMS.starts(text):
        if at >= done and _GRADING.match(text, at):
            start, done = _sentence(text, done, at)
            if _leans(text, start, done - 1):
                yield _order(text, start, done - 1)


def _sentence(text: str, done: int, at: int) -> tuple[int, int]:
    """The sentence around an offset, none of which stands before `done`: where it begins, where what ends it ends."""
    start = max(done, text.rfind("\n", done, at) + 1)
    for match in _END.finditer(text, start):
        if match.end() > at:
            return start, match.end()
        start = match.end()
    return start, len(text) + 1


def _order(text: str, start: int, end: int) -> Order:
    """The sentence without blanks and marks of code around it."""
    sentence = text[start:end]
    return Order(start + len(sentence) - len(sentence.lstrip(" `~")), start + len(sentence.rstrip()), False, WHY)


def _leans(text: str, start: int, end: int) -> bool:
    if not 0 < end - start <= _MOST_CHARACTERS:
        return False
    sentence = text[start:end]
    grading = _weight(_GRADING, sentence, _HEAVY, _LIGHT)
    result = grading and _weight(_RESULT, sentence, _HEAVY_RESULT, _LIGHT_RESULT)
    if not result:
        return False
    person, own, force = (bool(pattern.search(sentence)) for pattern in (_PERSON, _SELF, _FORCE))
    if not (person or own or force) or (not person and _CONDITION.search(sentence)):
        return False
    listener = bool(_LISTENER.search(sentence))
    if not (person or own or listener):
        return False
    whole = bool(_WHOLE.search(sentence))
    total = grading + result + 1.5 * person + 1.5 * own + whole + force + 0.5 * listener
    return total >= (_LEAST if own or listener or grading >= _HEAVY else _LEAST + _MORE)


def _weight(pattern: re.Pattern[str], sentence: str, heavy: float, light: float) -> float:
    """The weight of the heaviest word, and a little more where there are several."""
    words = {match.group(): heavy if match["heavy"] else light for match in pattern.finditer(sentence)}
    return max(words.values()) + (_MORE if len(words) > 1 else 0.0) if words else 0.0
