"""A Document in, its probable kind out: an interview `answer` or an engineering `design_doc`.

Both kinds announce themselves by their form, not by their subject: design documents by front matter with a status and
authors and by headings such as Motivation, Non-goals or Alternatives; answers by the steps of the interview. Each sign
counts once, with the weight given here. A few weak signs are not enough for a design document ("Overview" and
"Migration" head answers too), and short notes without any sign nearly always are answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reviewer.model.document import Document
from reviewer.model.subject import Kind

_DESIGN_TITLE = {
    "rfc": 3, "adr": 3, "kep": 3, "proposal": 3, "decision record": 3, "design doc": 3, "design document": 3,
    "technical design": 3, "tech spec": 3, "enhancement": 2, "specification": 1,
}  # fmt: skip
_DESIGN_HEADINGS = {
    "motivation": 2, "non goals": 2, "no goals": 2, "nongoals": 2, "proposal": 2, "proposed solution": 2,
    "proposed design": 2, "alternatives": 2, "alternatives considered": 1, "open questions": 2,
    "unresolved questions": 2, "prior art": 2, "drawbacks": 2, "risks and mitigations": 2, "test plan": 2,
    "graduation criteria": 3, "work plan": 2, "rollout": 1, "roll out": 1, "upgrade": 1,
    "downgrade": 1, "migration": 1, "compatibility": 1, "abstract": 1,
    "background": 1, "summary": 1, "overview": 1, "context": 1, "consequences": 1, "decision": 1, "detailed design": 1,
    "design details": 1, "implementation details": 1, "implementation plan": 1, "future possibilities": 1,
    "future work": 1, "security considerations": 1, "related issues": 1, "related tickets": 1, "changelog": 1,
}  # fmt: skip
_ANSWER_TITLE = {"interview": 3, "system design": 1}
_ANSWER_HEADINGS = {
    "functional requirements": 2, "functional requirement": 2, "non functional requirements": 1,
    "requirements and goals": 2, "requirements clarification": 3, "clarifying questions": 2, "back of the envelope": 3,
    "estimation": 2, "estimations": 2, "estimates": 2, "capacity": 2, "calculation": 1, "calculate usage": 2,
    "use cases": 1, "constraints and assumptions": 1, "high level design": 1, "high level architecture": 1,
    "basic system design": 2, "deep dive": 2, "detailed component design": 2, "system apis": 1, "api design": 1,
    "db design": 1, "database design": 1, "database schema": 1, "data model": 1, "bottlenecks": 1, "follow up": 1,
    "step 1": 2, "step 2": 2, "step 3": 2, "interview": 2, "wrap up": 1,
}  # fmt: skip

_HEAD_KEYS = re.compile(
    r"^[ \t*>_-]{0,8}(?:status|authors?(?:\(s\))?|owners?|reviewers?|approvers?|sponsors|coach|creation-date|"
    r"start_date|last[ -]updated|feature|rfc|kep-number|stage|deciders)[ \t*_]{0,4}:",
    re.IGNORECASE | re.MULTILINE,
)
_WORD = re.compile(r"[^\W_]+")
_HEAD_KEYS_WEIGHT = 3
_HEAD_LINES = 30
"""Status and authors stand at the top of a document; further down the same words are part of its subject."""

_LEAST_DESIGN = 3
_LEAST_LEAD = 2
"""What the signs of a design document must add up to, and by how much they must outweigh those of an answer."""

_LEAD_WORDS = 8
"""A line that introduces others and is at most this long is taken as a heading, whatever its marks."""


def guess_kind(document: Document) -> Kind:
    """The kind that the form of the document speaks for."""
    title, headings = _title(document), _headings(document)
    design = _weigh(headings, _DESIGN_HEADINGS) + _weigh([title], _DESIGN_TITLE) + _head_keys(document)
    answer = _weigh(headings, _ANSWER_HEADINGS) + _weigh([title], _ANSWER_TITLE)
    answer += 2 * title.startswith((" design a ", " design an ", " design the ", " designing "))
    return "design_doc" if design >= max(_LEAST_DESIGN, answer + _LEAST_LEAD) else "answer"


def _title(document: Document) -> str:
    return next((_folded(section.title) for section in document.sections if section.level), " ")


def _headings(document: Document) -> list[str]:
    """Headings and short lines that introduce others, folded."""
    leads = {lead for passage in document.passages for lead in passage.leads}
    short = (document.text(document.passages[lead]) for lead in sorted(leads))
    lines = [section.title for section in document.sections if section.level]
    lines += [line for line in short if len(line.split()) <= _LEAD_WORDS]
    return [_folded(line) for line in lines]


def _folded(text: str) -> str:
    """Words in lower case with one space around each."""
    return " ".join(["", *_WORD.findall(text.lower()), ""])


def _weigh(lines: Iterable[str], signs: dict[str, int]) -> int:
    together = "|".join(lines)
    return sum(weight for sign, weight in signs.items() if f" {sign} " in together)


def _head_keys(document: Document) -> int:
    head = "\n".join(document.line_text(line) for line in range(1, min(_HEAD_LINES, document.line_count) + 1))
    return _HEAD_KEYS_WEIGHT * (_HEAD_KEYS.search(head) is not None)
