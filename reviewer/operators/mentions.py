"""`mentions`: the document speaks of a concept.

A passage (sentence, list item, table row, line of code or of a diagram) is *about* a concept if it names it, or if
something that introduces it does: a heading, a lead-in line, the parent item, the table's header row. The rule holds if
enough passages are about what is asked and satisfy everything else. A heading alone, an empty template, a list of links
or a comment never counts.

Parameters:
    any_of: the passage is about at least one of these concepts (a bare concept or list stands for this).
    all_of: the passage is about each of these; with a wider `window` the others may stand beside it.
    with, with_all: at least one, or each, of these keeps company: a concept, `number`, `number:<dimension>`, or
        `sentence` (a word such as "the" or "is", which a row of catchwords has not).
        Company counts whatever the author's stance to it.
    without: none of these concepts is named in the passage itself.
    window: where company may stand. `passage`: in the passage itself. `near`: also in what introduces it and in the
        neighbouring passages of the section. `section`: anywhere in the section's own lines.
    under, not_under: something, or nothing, that introduces the passage names one of these concepts.
    in: only passages that stand in `prose`, `list`, `table`, `code`, `diagram`.
    stance: how the author stands to the concept; by default only what is proposed or described counts.
    headings: false means that only passages that name the concept themselves count.
    min_words: the passage has at least so many words of its own.
    at_least: so many passages. distinct: so many different concepts of `any_of`, not named by the same words.

Traps:
    A passage that has its concept only from its heading needs three words of its own.
    Two concepts that one word names ("Redis" is redis and a cache) count once for `distinct`.
    `window` widens company and `all_of`, never `under`, which looks at what introduces the passage.

Examples:
    - rule: {mentions: cache}
      holds:
        - "Reads go through a cache first."
        - "## Caching\\n\\nHot links stay in memory for an hour."
      fails:
        - "Reads go to the database."
        - "We do not use a cache."
        - "## Caching\\n"
    - rule: {mentions: {any_of: [cache], with: [number:time]}}
      holds: ["The cache keeps entries for 60 seconds."]
      fails: ["The cache keeps entries. A request takes 60 seconds.", "The cache holds 3 GB."]
    - rule: {mentions: {any_of: [cache], with: ["number:time"], window: near}}
      holds: ["The cache keeps entries. They live for 60 seconds."]
      fails: ["The cache keeps entries.\\n\\n## Queue\\n\\nMessages live for 60 seconds."]
    - rule: {mentions: {any_of: [cache], with: [sentence]}}
      holds: ["A cache sits in front of the database."]
      fails: ["Cache, queue, database."]
    - rule: {mentions: {any_of: [cache, queue, database], distinct: 2}}
      holds: ["A queue feeds the workers. They write to the database."]
      fails: ["A queue feeds the workers. Another queue collects their results."]
    - rule: {mentions: {any_of: [retry], under: [failure], headings: false}}
      holds: ["## Failure handling\\n\\nWe retry three times and give up."]
      fails: ["## Uploads\\n\\nWe retry three times and give up."]
"""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from reviewer.model.facts import Stance
from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Subject
from reviewer.operators.index import ANY_STANCE, ASSERTED, MIN_OWN_WORDS, Index, PassageSet, first, members
from reviewer.operators.operator import Operator
from reviewer.operators.parameter import (
    NUMBER,
    AtLeast,
    Companies,
    Concepts,
    Listed,
    Place,
    Window,
    concepts_in,
)

_ALL_PLACES: tuple[Place, ...] = ("prose", "list", "table", "code", "diagram")


class Mentions(Operator):
    """The document speaks of a concept; see the module's page."""

    name: ClassVar[str] = "mentions"
    shorthand: ClassVar[str | None] = "any_of"

    any_of: Concepts = ()
    all_of: Concepts = ()
    with_any: Companies = Field(default=(), alias="with")
    with_all: Companies = ()
    without: Concepts = ()
    window: Window = "passage"
    under: Concepts = ()
    not_under: Concepts = ()
    places: Listed[Place] = Field(default=_ALL_PLACES, alias="in")
    stance: Listed[Stance] = ASSERTED
    headings: bool = True
    min_words: AtLeast = 1
    at_least: AtLeast = 1
    distinct: AtLeast = 1

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not (self.any_of or self.all_of):
            raise PydanticCustomError("incomplete", "`mentions` needs `any_of` or `all_of`")
        if self.distinct > max(1, len(set(self.any_of))):
            raise PydanticCustomError("impossible", "`distinct` asks for more concepts than `any_of` has")
        return self

    def concepts(self) -> frozenset[str]:
        return concepts_in(
            self.any_of, self.all_of, self.with_any, self.with_all, self.without, self.under, self.not_under
        )

    def match(self, subject: Subject) -> Match:
        index = subject.once(Index)
        passages = self._about(index)
        if passages:
            passages = self._placed(index, passages)
        if passages:
            passages = self._accompanied(index, passages, self.window)
        if not passages or passages.bit_count() < self.at_least:
            return NO_MATCH
        if self.distinct > 1 and self._distinct(index, passages) < self.distinct:
            return NO_MATCH
        return self._result(index, passages)

    def _about(self, index: Index) -> PassageSet:
        """The passages of substance that are about any of `any_of` and each of `all_of`."""
        found = self._about_any(index, self.any_of or self.all_of)
        if not found:
            return 0
        for concept in self.all_of:
            if found:
                reach = self._about_any(index, (concept,))
                if self.window != "passage":
                    reach |= index.company(concept, self.window, self.stance)
                found &= reach
        return found & index.substance

    def _about_any(self, index: Index, concepts: tuple[str, ...]) -> PassageSet:
        own = index.mentioned_any(concepts, self.stance)
        if not own or not self.headings:
            return own
        lent = index.lent(own)
        return own | (lent & index.worded(MIN_OWN_WORDS)) if lent else own

    def _placed(self, index: Index, passages: PassageSet) -> PassageSet:
        """Those of `passages` that stand where they must and are long enough."""
        if self.places != _ALL_PLACES:
            passages &= index.standing(*self.places)
        if self.min_words > 1:
            passages &= index.worded(self.min_words)
        if self.under:
            passages &= index.below_any(self.under, ANY_STANCE)
        if self.not_under:
            passages &= ~index.below_any(self.not_under, ANY_STANCE)
        return passages

    def _accompanied(self, index: Index, passages: PassageSet, window: Window) -> PassageSet:
        """Those of `passages` that have the company they need within the window and none that they must not have."""
        if self.with_any:
            passages &= index.company_any(self.with_any, window)
        for company in self.with_all:
            passages &= index.company(company, window)
        if self.without:
            passages &= ~index.mentioned_any(self.without, ANY_STANCE)
        return passages

    def _distinct(self, index: Index, passages: PassageSet) -> int:
        """How many concepts of `any_of` the passages are about; concepts that the same words name count once."""
        used: set[str] = set()
        for forms in sorted((self._forms(index, passages, one) for one in dict.fromkeys(self.any_of)), key=len):
            if forms - used:
                used.add(min(forms - used))
        return len(used)

    def _forms(self, index: Index, passages: PassageSet, concept: str) -> set[str]:
        """The words with which `passages`, or what introduces them, name the concept."""
        if not self._about_any(index, (concept,)) & passages:
            return set()
        subject, stances = index.subject, self.stance
        own = {
            mention.form
            for passage in members(index.mentioned(concept, stances) & passages)
            for mention in subject.mentions_in[passage]
            if concept in mention.concepts and (not stances or mention.stance in stances)
        }
        return own or {
            mention.form
            for mention in subject.mentions_of[concept]
            if (not stances or mention.stance in stances) and mention.passage in subject.led_by
        }

    def _result(self, index: Index, passages: PassageSet) -> Match:
        """The match with its evidence: own mention with company, then lent mention with company, then the rest."""
        own = index.mentioned_any(self.any_of + self.all_of if self.all_of else self.any_of, self.stance)
        lent = index.lent(own)
        here = passages if self.window == "passage" else self._accompanied(index, passages, "passage")
        accompanied = 2.0 if self.with_any or self.with_all else 0.0
        spans = index.spans(
            (accompanied + 1.3, here & own & lent),
            (accompanied + 1.0, here & own),
            (accompanied + 0.5, here),
            (1.0, passages & own),
            (0.5, passages),
        )
        return Match(holds=True, spans=spans, found=(self._found(index, here & own or here or passages),))

    def _found(self, index: Index, passages: PassageSet) -> str:
        """What the best passage names, and the company it keeps there."""
        best = first(passages)
        mentions = index.subject.mentions_in
        wanted = {*self.any_of, *self.all_of}
        what = ""
        for place in (best, *index.subject.passages[best].leads):
            form = next((one.form for one in mentions.get(place, ()) if not wanted.isdisjoint(one.concepts)), None)
            if form is not None:
                what = f"'{form}'" if place == best else f"a passage under '{form}'"
                break
        company = self._company_found(index.subject, best)
        return f"{what} with {company}" if company and company not in what else what

    def _company_found(self, subject: Subject, passage: int) -> str:
        for company in (*self.with_any, *self.with_all):
            head, _, dimension = company.partition(":")
            if head == NUMBER:
                for quantity in subject.quantities_in.get(passage, ()):
                    if not dimension or quantity.dimension == dimension:
                        return f"'{quantity.text}'"
            else:
                for mention in subject.mentions_in.get(passage, ()):
                    if company in mention.concepts:
                        return f"'{mention.form}'"
        return ""
