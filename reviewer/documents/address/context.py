"""Context: a document and its hits in, the hits that their surroundings do not explain out.

Text that quotes or discusses orders is told from text that gives them: by quotation marks and code together with words
about attacks, prompts or grading around them; by a list or table of examples; by an account of what somebody tries.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from reviewer.documents.address.folding import letters
from reviewer.documents.address.leaning import WHY as LEANING
from reviewer.documents.address.model import Hit
from reviewer.documents.address.verdict import SAMPLE
from reviewer.documents.sentence import sentences
from reviewer.model.document import Block, Document

_TOPIC = re.compile(
    r"\b(?:prompts?|injections?|inject(?:s|ed|ing)|jailbreak\w*|llms?|language models?|chat ?bots?|chat templates?"
    r"|chat models?|guardrails?|moderat\w+|red[- ]team\w*|"
    r"adversarial|malicious|attack\w*|payloads?|phishing|graders?|grading|autograd\w+|rubrics?|essays?|students?"
    r"|teachers?|instructors?|exams?|"
    r"homework|courses?|learners?|evaluators?|plagiarism|completions?|fine-tun\w+|tokeni[sz]\w+|transcripts?"
    r"|role markers?|abuse|spam|scoring|"
    r"untrusted|red teamers?|assistants?|model providers?|inference|candidates?|interviews?|assessments?"
    r"|hiring|recruit\w+|cvs?|raters?"
    r"|evals?|benchmarks?|leaderboards?)\b"
)
_EXAMPLE = re.compile(
    r"\b(?:attack\w*|payloads?|injections?|inject\w*|adversarial|malicious|jailbreak\w*|red[- ]team\w*|abuse"
    r"|abusive|examples?|e\.g|"
    r"for instance|such as|test (?:cases?|prompts?|inputs?|set|corpus)|samples?|moderat\w+|phrases?|patterns?"
    r"|block ?list|deny ?list|detect\w*|"
    r"classif\w+|filter\w*|templates?|strings?|quotes?|quoted|says?|said|saying|reads|contain\w*|includ\w+|like"
    r"|literal\w*|known|called|labell?ed|"
    r"tries|try|attempt\w*|threats?|prompts?|untrusted|spam|instructs?|telling|tells|asks?|asking|injected"
    r"|poison\w*|hostile|fixtures?|rejected|refuse\w*|"
    r"strip\w*|escape\w*|saniti[sz]\w*|neutrali[sz]\w*|messages?|sentences?|button|banner|copy|label|wording"
    r"|rubrics?|feedback)\b"
)
_LISTED = re.compile(
    r"\b(?:attack\w*|payloads?|injections?|adversarial|malicious|jailbreak\w*|red[- ]team\w*|abuse|abusive|example"
    r"|examples|test (?:cases?|prompts?|inputs?|set|corpus)|"
    r"moderation|phrases?|patterns?|block ?list|deny ?list|detect\w*|classif\w+|threats?|spam|fixtures?|poison\w*"
    r"|hostile|samples?|prompts?|untrusted)\b"
)
_ACCOUNT = re.compile(
    r"\b(?:attackers?|attacks?|adversar(?:y|ies|ial)|malicious|jailbreaks?|injections?|injected|payloads?"
    r"|red[- ]team\w*|untrusted|somebody|someone|"
    r"such as|for example|e\.g|tries|try|attempts?|tells|telling|asks|asking|instructs|instructing|says|saying"
    r"|reads|phrases?|classifier|detects?|detector|"
    r"filters?|blocks?|rejects?|strips?|students? who|candidates? who|users? who|texts? that|documents? that"
    r"|submissions? that|messages? that|pages? that|comments? that)\b"
)
_PERSONAL = re.compile(
    r"\b(?:this|my|me|i|i'd|i'll|we|our|us|you|your|please|kindly|everything|the author|the candidate)\b"
)
_TO_SOMEBODY = re.compile(r"\b(?:you|your|please|kindly|i|me|my)\b")
_CALL = re.compile(r"\b(?:GET|POST|PUT|PATCH|answers|returns|responds|responses?|payload)\b|/v[0-9]")
_SAID = re.compile(r"[\"“„«][^\"”“»]{1,300}[\"”“»]|`[^`]{1,300}`")
_ALL_CRITERIA = re.compile(r"\b(?:criteri\w+|phases?|checklists?|rubric items?)\b")
_OPEN = "“„«‹「『"
_CLOSE = {"“": "”“", "„": "“”", "«": "»", "‹": "›", "「": "」", "『": "』"}
_LEAST_TOPIC = 2
_MOST_HITS = 50
_QUOTE_CHARS = 400
_VERBATIM = frozenset({"code", "diagram"})


class Context:
    """The surroundings of hits in one document."""

    def __init__(self, document: Document, hits: Iterable[Hit]) -> None:
        self.document = document
        self.source = document.source
        self._blocks = sorted(document.blocks, key=lambda block: block.start)
        self._starts = [block.start for block in self._blocks]
        self._topic = self._counts_topic(sorted(hits, key=lambda hit: hit.end))

    def block_at(self, offset: int) -> Block | None:
        """The block that `offset` stands in or behind."""
        at = bisect_right(self._starts, offset) - 1
        return self._blocks[at] if at >= 0 else None

    @property
    def on_topic(self) -> bool:
        """Whether the rest of the document is about prompts, grading or abuse, so that such words are its trade."""
        return self._topic >= _LEAST_TOPIC

    def explains(self, hit: Hit) -> bool:
        """Whether the surroundings turn a hit into a quotation, an example or an account."""
        block = self.block_at(hit.start)
        if block is None:
            return False
        verbatim = block.kind in _VERBATIM and hit.start < block.end
        if hit.why == SAMPLE and (verbatim or _CALL.search(self.source[block.start : block.end])):
            return True
        if not self.on_topic:
            return False
        if verbatim or self._is_quoted(hit, block):
            return verbatim or bool(_EXAMPLE.search(self._around(hit, block)))
        return hit.trick != "hidden" and self._is_trade(hit, block)

    def _is_trade(self, hit: Hit, block: Block) -> bool:
        """Whether an unquoted hit is an example in a list, an account of an attack, a rule of a system that grades."""
        if block.kind in ("item", "table", "quote") and _LISTED.search(self._leads(block)):
            return True
        if block.kind == "quote" and _LISTED.search(self._next(block)):
            return True
        before = self._sentence_before(hit, block)
        if hit.trick == "boundary":
            return False
        sentence = _SAID.sub(" ", before + letters(self.source[hit.start : hit.end]))
        if hit.why == LEANING:
            return not _TO_SOMEBODY.search(sentence)
        general = not hit.strong or (hit.why == "orders a grade" and not _ALL_CRITERIA.search(sentence))
        return bool(_ACCOUNT.search(before)) or (general and not _PERSONAL.search(sentence))

    def _counts_topic(self, hits: Sequence[Hit]) -> int:
        """Words of the trade outside the sentences with hits; none where it is one word over and over."""
        words: set[str] = set()
        count = 0
        for block in self._blocks:
            if block.kind != "comment":
                found = _TOPIC.findall(letters(self._outside(block, hits)))
                count += len(found) + (2 * len(found) if block.kind == "heading" else 0)
                words.update(found)
        return count if len(words) > 1 else 0

    def _outside(self, block: Block, hits: Sequence[Hit]) -> str:
        """A block's text without its hits, and without the sentences in which one stands unquoted."""
        first = bisect_left(hits, block.start, key=lambda hit: hit.end)
        inside = [hit for hit in hits[first : first + _MOST_HITS] if hit.start < block.end]
        if not inside:
            return self.source[block.start : block.end]
        kept: list[str] = []
        for start, end in sentences(self.source, block.start, block.end):
            here = [hit for hit in inside if hit.start < end and hit.end > start]
            if all(self._is_quoted(hit, block) for hit in here):
                text = self.source[start:end]
                for hit in here:
                    text = text.replace(self.source[hit.start : hit.end], " ")
                kept.append(text)
        return " ".join(kept)

    def _is_quoted(self, hit: Hit, block: Block) -> bool:
        before = self.source[max(block.start, hit.start - _QUOTE_CHARS) : hit.start]
        after = self.source[hit.end : hit.end + _QUOTE_CHARS]
        inside = self.source[hit.start : hit.end]
        line = before.rpartition("\n")[2] if block.kind == "table" else before
        if line.count("`") % 2 and "`" in after + inside:
            return True
        if line.count('"') % 2 and '"' in after + inside:
            return True
        at = max(before.rfind(mark) for mark in _OPEN)
        if at >= 0 and not any(mark in before[at + 1 :] for mark in _CLOSE[before[at]]):
            return any(mark in after + inside for mark in _CLOSE[before[at]])
        single = re.search(r"(?:^|[\s(])['‘](?=\S)[^'’\n]{0,200}$", before)
        return single is not None and bool(re.search(r"['’]", after))

    def _around(self, hit: Hit, block: Block) -> str:
        own = self.source[block.start : hit.start] + " " + self.source[hit.end : block.end]
        return f"{letters(own)} {self._leads(block)}"

    def _leads(self, block: Block) -> str:
        """What introduces a block: its heading and those above, the line before its list, a table's head."""
        document = self.document
        titles = []
        at: int | None = block.section
        while at is not None:
            titles.append(document.sections[at].title)
            at = document.sections[at].parent
        before = next(
            (one for one in self._earlier(block) if one.kind not in ("item", "table", "quote", "comment")), None
        )
        lead = self.source[before.start : before.end][-_QUOTE_CHARS:] if before else ""
        head = self.source[block.start : block.end].partition("\n")[0] if block.kind == "table" else ""
        return letters(" ".join((*titles, lead, head)))

    def _earlier(self, block: Block) -> Iterable[Block]:
        at = bisect_right(self._starts, block.start) - 2
        for index in range(at, max(-1, at - 40), -1):
            yield self._blocks[index]

    def _next(self, block: Block) -> str:
        at = bisect_right(self._starts, block.start)
        after = self._blocks[at] if at < len(self._blocks) else block
        return letters(self.source[after.start : after.end][:_QUOTE_CHARS])

    def _sentence_before(self, hit: Hit, block: Block) -> str:
        text = letters(self.source[max(block.start, hit.start - _QUOTE_CHARS) : hit.start])
        return re.split(r"[.!?](?:\s|$)", text)[-1]
