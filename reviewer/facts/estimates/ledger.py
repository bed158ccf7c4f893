"""The ledger: stretch by stretch, every stated result with what it comes to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reviewer.facts.estimates.choice import is_beside
from reviewer.facts.estimates.claim import Claim, is_assigned, of_failures
from reviewer.facts.estimates.comment import before_remark, is_of_a_program, remarked
from reviewer.facts.estimates.comparison import compare
from reviewer.facts.estimates.context import TOTALS, Context, Entry
from reviewer.facts.estimates.conversion import conversions, with_alternatives
from reviewer.facts.estimates.decision import is_far_off, judgements
from reviewer.facts.estimates.doubts import is_doubtful
from reviewer.facts.estimates.entries import entries_of, periods_of
from reviewer.facts.estimates.equation import equations
from reviewer.facts.estimates.figure import Figure, of_quantity
from reviewer.facts.estimates.formulas import Labels
from reviewer.facts.estimates.grid import Grid
from reviewer.facts.estimates.headed import headed, heads, is_under_rule, totalled
from reviewer.facts.estimates.implied import derivations
from reviewer.facts.estimates.latex import flattened
from reviewer.facts.estimates.memory import Memory, setting_of, told_before
from reviewer.facts.estimates.mending import mended
from reviewer.facts.estimates.misnamed import spared, without_retold
from reviewer.facts.estimates.naming import Names, with_named
from reviewer.facts.estimates.outcome import Outcome, Setting
from reviewer.facts.estimates.parted import parted
from reviewer.facts.estimates.place import (
    Settings,
    index_of,
    is_behind_a_sum,
    is_behind_sign,
    is_given,
    place_of,
    words_of,
)
from reviewer.facts.estimates.prices import of_a_price
from reviewer.facts.estimates.raised import raised
from reviewer.facts.estimates.rewriting import gone_on, rewritten
from reviewer.facts.estimates.shifts import of_a_shift
from reviewer.facts.estimates.side import with_previous
from reviewer.facts.estimates.sides import of_chain
from reviewer.facts.estimates.slips import is_slip
from reviewer.facts.estimates.spot import Place
from reviewer.facts.estimates.stretch import PLAIN, Stretch, spelled_in, stretches
from reviewer.facts.estimates.telling import estimate_of
from reviewer.facts.estimates.token import Token, read_tokens
from reviewer.facts.estimates.tree import Derivation, Expression, figure_node
from reviewer.facts.estimates.unfinished import Unfinished
from reviewer.facts.words import Words
from reviewer.model.document import Document
from reviewer.model.facts import Estimate, Quantity

_SIGN = re.compile(r"[=≈~×✕*÷→⇒<>≤≥]|->|\b[xX]\b|(?<=[0-9 ])[xX](?=[0-9 ])|[/^+]|\\times|\\frac|\bof\b|times|plus")
_SUM = re.compile(r"[=≈×✕÷→⇒*]|[0-9)] ?[/+x^] ?[0-9(]|\\times|\\frac|->|//|#")
_AVERAGED = re.compile(r" (?:on )?(?:average|avg)\b")
_LABELLED = re.compile(r"[^:]{2,60}: {0,4}[~≈]? {0,2}[0-9]")
_AFTER = 28
_LARGE = 1000
"""A bare number behind a sign may be a result from here on."""

_MOST_EARLY = 20
_USUAL = 2
"""Figures told twice in brackets, from which on every bracket is taken to tell its figure again."""

_ROUGH = Setting(exact=False)
_EXACT = Setting(exact=False, ways=("exact",))


def find_estimates(document: Document, words: Words, quantities: Sequence[Quantity]) -> tuple[Estimate, ...]:
    """The stated results of a document, in the order of the text. Pure, and linear in the document's length."""
    ledger = _Ledger(document, words, quantities)
    for stretch in stretches(document, words, spelled_in(quantities)):
        ledger.read(stretch)
    ledger.end_table()
    ledger.look_back()
    return ledger.found()


_TWO = 2
_FEW_THINGS = 10
"""Fewer of something than so many are told as they are, and no sum follows: "three kinds of traffic"."""

_NEAR = 12.0
"""Up to so many times off, what stands alone behind the cell of a sum is still its result."""


class _Ledger:
    def __init__(self, document: Document, words: Words, quantities: Sequence[Quantity]) -> None:
        self._document = document
        self._plain = words.plain
        strict = any(one.dimension == "bandwidth" and "B/" in one.text for one in quantities)
        self._figures: Mapping[int, Figure] = {
            one.start: of_quantity(one, words.plain[one.end : one.end + _AFTER], strict_bits=strict)
            for quantity in quantities
            for one in parted(quantity, words.plain)
        }
        self._starts = sorted(self._figures)
        self._names = Names()
        self._memory = Memory()
        self._previous: Figure | None = None
        self._context = Context()
        self._settings = Settings(document)
        self._rows = 0
        self._heads: dict[int, str] = {}
        self._unfinished = Unfinished()
        self._written: set[int] = set()
        self._grid: tuple[int, int, Grid] | None = None
        self._labels = Labels()
        self._told_twice = 0
        self._added_up = -1
        self._early: list[list[Token]] = []
        self.estimates: dict[int, Estimate] = {}

    def read(self, stretch: Stretch) -> None:
        """Add what `stretch` states."""
        if self._grid is not None and (self._grid[0] != stretch.block.index or not stretch.table):
            self.end_table()
        text = self._plain[stretch.start : stretch.end]
        if not self._holds_figures(stretch, text):
            return
        tokens = read_tokens(
            flattened(text), self._plain, stretch.start, stretch.end, self._figures, self._names.figures
        )
        tokens = raised(with_alternatives(gone_on(tokens)), self._document, self._plain, stretch.first)
        table = stretch.table
        if table and self._grid is None:
            self._heads = heads(tokens) if not any(one.figure for one in tokens) else {}
        tokens = headed(tokens, self._heads if table else {})
        if stretch.block.kind == "code" and is_under_rule(tokens, self._plain, stretch.start):
            tokens, stretch = totalled(tokens), replace(stretch, indent=0)
        self._rows += 1
        lead = self._settings.lead(stretch.block)
        first = len(self._context.entries)
        row = entries_of(tokens, stretch, self._rows, first, self._plain, lead)
        for entry in row:
            self._context.add(entry)
        if table:
            head = self._grid is None and (stretch.block.kind == "table" or not row)
            if self._grid is None:
                self._grid = stretch.block.index, first, Grid()
            self._grid[2].add(tokens, row, head=head)
        used = self._remark(text, stretch, tokens) if stretch.block.kind == "code" else set()
        if stretch.block.kind != "code" or stretch.block.info in PLAIN:
            used |= self._converted(tokens)
        used |= self._explicit(text, tokens, stretch)
        self._formula(tokens, table=table)
        self._implicit(stretch, tokens, row, used)
        self._memory.remember(tokens, self._plain)
        if table:
            self._names.read_row(text, tokens, row)
        else:
            self._names.read_line(text, tokens, self._written, code=stretch.block.kind == "code")

    def _holds_figures(self, stretch: Stretch, text: str) -> bool:
        """Whether a stretch can state anything: it has a quantity, or digits in a sum, or is a row of a table."""
        at = bisect_left(self._starts, stretch.start)
        if at < len(self._starts) and self._starts[at] < stretch.end:
            return True
        return stretch.table or bool(_SUM.search(text)) or bool(_LABELLED.match(text))

    def end_table(self) -> None:
        """Judge the cells of the table that was read last."""
        if self._grid is None:
            return
        _, first, grid = self._grid
        self._grid = None
        outside = self._context.before(first, 16)
        for derivation in grid.derivations(outside):
            if derivation.stated.start in self._written:
                continue
            timed = derivation.stated.scale.dims.time
            outcome = compare(derivation.node, derivation.stated, _EXACT if timed else _ROUGH)
            if outcome is not None and outcome.verdict == "wrong" and self._is_settled(derivation, grid):
                continue
            if outcome is not None and (outcome.verdict == "right" or is_far_off(derivation, outcome, lengths=False)):
                stated = derivation.stated
                self._judge(Claim(derivation.node, stated, stated.start, stated.end), outcome)

    def _is_settled(self, derivation: Derivation, grid: Grid) -> bool:
        """Whether a remark explains a cell, or other summands give what is called a total."""
        told = self.estimates.get(derivation.stated.start)
        settled = derivation.node.op == "+" and told is not None and told.verdict == "right"
        return derivation.stated.start in grid.remarked or settled

    def _converted(self, tokens: list[Token]) -> set[int]:
        """Judge figures that are told twice, in two units."""
        used: set[int] = set()
        usual = self._told_twice >= _USUAL
        if not usual and len(self._early) < _MOST_EARLY and any(one.kind == "open" for one in tokens):
            self._early.append(tokens)
        for given, stated, ratio, verdict in conversions(tokens, usual=usual):
            self._told_twice += verdict == "right"
            claim = Claim(figure_node(given), stated, min(given.start, stated.start), max(given.end, stated.end))
            self._judge(claim, Outcome(verdict, ratio, "exact"))
            used |= {stated.start}
            self._written.add(stated.start)
        return used

    def found(self) -> tuple[Estimate, ...]:
        """What the document states, in its order."""
        return spared(without_retold(self.estimates, self._written))

    def look_back(self) -> None:
        """Judge the figures in brackets that stood before it was clear that brackets tell their figures again."""
        early, self._early = self._early, []
        for tokens in early if self._told_twice >= _USUAL else []:
            self._converted([one for one in tokens if one.figure is None or one.figure.start not in self._written])

    def _remark(self, text: str, stretch: Stretch, tokens: list[Token]) -> set[int]:
        """Judge what a remark in a program says about the number before it."""
        found = remarked(text, stretch.start, tokens, Setting((), self._memory.sizes))
        if found is None:
            return set()
        self._judge(*found)
        self._written.add(found[0].stated.start)
        return {found[0].stated.start}

    def _explicit(self, text: str, tokens: list[Token], stretch: Stretch) -> set[int]:
        """Judge the sums that are written out. What they use is no result of another sum."""
        if not _SIGN.search(text) and not self._unfinished.is_waiting(self._rows, tokens):
            return set()
        meant = with_named(rewritten(before_remark(text, stretch, tokens)), self._context)
        meant = self._unfinished.signed(self._rows, meant, text)
        found = equations(meant, self._previous)
        claims = [
            *found.claims,
            *self._unfinished.goes_on(self._rows, meant, found, self._previous, self._context),
        ]
        self._unfinished.leave(self._rows, tokens, found)
        periods = periods_of(tokens)
        used: set[int] = set()
        for claim in map(of_failures, claims):
            if (
                stretch.block.kind == "code"
                and is_of_a_program(stretch, self._document, self._plain)
                and is_assigned(claim)
            ):
                continue
            outcome = self._compared(claim, periods)
            agrees = outcome is not None and outcome.verdict == "right"
            if claim.chained is not None and not agrees:
                outcome = of_chain(claim, outcome)
            elif claim.tentative and not agrees:
                continue
            if outcome is not None and outcome.verdict == "wrong":
                claim, outcome = mended(
                    claim, outcome, sides=found.sides, tokens=tokens, context=self._context,
                    setting=setting_of(claim, periods, self._memory), plain=self._plain,
                )  # fmt: skip
            if outcome is not None and self._judge(claim, outcome):
                if claim.node.figure is None or not is_behind_sign(tokens, claim.node.figure):
                    used |= {one.start for one in claim.node.figures() if one.start >= tokens[0].start}
                used.add(claim.stated.start)
                self._written.add(claim.stated.start)
        total = tokens[0].sign in TOTALS  # "Total: 15,000 reads + 7,000 writes" tells two
        for one in found.pending:
            figures = one.node.figures()
            if one.node.op != "+" or not total or len(figures) > _TWO:
                used |= {figure.start for figure in figures}
        if self._added_up != self._rows - 1:
            self._result_elsewhere(found.pending, stretch, periods)
        self._added_up = self._rows if any(one.node.op == "+" for one in found.pending) else self._added_up
        return used

    def _compared(self, claim: Claim, periods: tuple[float, ...]) -> Outcome | None:
        outcome = compare(claim.node, claim.stated, setting_of(claim, periods, self._memory))
        if outcome is None or outcome.verdict != "unchecked":
            return outcome
        told = told_before(claim.node, claim.stated, self._previous)
        return (compare(*told, _EXACT) if told is not None else None) or outcome

    def _formula(self, tokens: Sequence[Token], *, table: bool) -> None:
        """Judge the figure of a row whose formula is told in the labels of other rows."""
        for derivation in self._labels.read(tokens, table=table):
            stated = derivation.stated
            outcome = compare(derivation.node, stated, Setting(exact=False, ways=("exact", "undated")))
            if outcome is None or stated.start in self._written:
                continue
            if outcome.verdict == "right" or (outcome.sure and is_far_off(derivation, outcome)):
                self._judge(Claim(derivation.node, stated, stated.start, stated.end), outcome)
                self._written.add(stated.start)

    def _result_elsewhere(self, pending: Sequence[Expression], stretch: Stretch, periods: tuple[float, ...]) -> None:
        """Look for the result of a sum in the line above, which it explains."""
        if len(pending) != 1:
            return
        if stretch.table:
            self._result_in_row(pending[0], periods)
            return
        node = with_previous(pending[0], self._previous)
        above = [one for one in self._context.entries[-40:] if one.row == self._rows - 1]
        above = [one for one in above if not one.figure.is_factor and one.line >= stretch.first - 2]
        above = [one for one in above if one.figure.value >= _FEW_THINGS or not one.figure.is_counted]
        if node is None or not above or any(one.result for one in above):
            return
        for entry in above:
            setting = Setting(periods, self._memory.sizes, exact=False)
            outcome = compare(node, entry.figure, setting)
            child = len(above) == 1 and stretch.indent > entry.indent
            if outcome is None or not outcome.sure or (outcome.verdict != "right" and not child):
                continue
            if outcome.verdict == "wrong" and (
                (outcome.way != "exact" and entry.figure.scale.dims.time)
                or not is_slip(outcome.ratio, entry.figure.value, node.figures())
            ):
                continue
            claim = Claim(node, entry.figure, entry.figure.start, entry.figure.end)
            self._judge(claim, outcome)
            self._written.add(entry.figure.start)
            return

    def _result_in_row(self, pending: Expression, periods: tuple[float, ...]) -> None:
        """Look for the result of a sum in the other cells of its row, first in those behind it."""
        inside = {figure.start for figure in pending.node.figures()}
        last = max(inside)
        cells = [one.figure for one in self._context.entries[-24:] if one.row == self._rows]
        cells = [one for one in cells if one.start not in inside]
        if pending.node.op == "*":
            cells = [one for one in cells if not _AVERAGED.match(self._plain, one.end)]
        behind = [one for one in cells if one.start > last]
        node = with_previous(pending, self._previous)
        if node is not None and (priced := of_a_price(node, cells)) is not None:
            self._judge(priced, Outcome("right", 1.0, "exact"))
            self._written.add(priced.stated.start)
            return
        for stated in behind + [one for one in cells if one.start < last] if node else []:
            outcome = compare(node, stated, Setting(periods, self._memory.sizes, exact=False)) if node else None
            if outcome is None or node is None:
                continue
            if pending.leading and self._previous is not None and stated.value == self._previous.value:
                continue  # "= 450 TB" above, then "with replication ×3 | 450 TB"
            fits = outcome.way == "exact" or not stated.scale.dims.time
            near = 1 / _NEAR < outcome.ratio < _NEAR and (behind == [stated] or cells == [stated])
            slipped = fits and outcome.sure and (near or is_slip(outcome.ratio, stated.value, node.figures()))
            if outcome.verdict != "right" and not (slipped and is_beside(self._plain, stated, last, cells)):
                continue
            self._judge(Claim(node, stated, stated.start, stated.end), outcome)
            self._written.add(stated.start)
            return

    def _implicit(self, stretch: Stretch, tokens: list[Token], row: list[Entry], used: set[int]) -> None:
        estimating = self._settings.estimating(stretch.block.section)
        words = words_of(tokens) if row else frozenset()
        for entry in row:
            if entry.figure.start in used or entry.figure.start in self._written or entry.dangling:
                continue
            at = index_of(tokens, entry.figure)
            if is_given(tokens, at, entry):
                continue
            place = place_of(entry, row, tokens, at, words, estimating=estimating)
            told = (place.signed or place.strong or place.pointed) and entry.figure.value >= _LARGE
            if place.may_result and (told or place.beside or not entry.figure.bare):
                self._derive(place, tokens)

    def _derive(self, place: Place, tokens: Sequence[Token]) -> None:
        figure, table = place.entry.figure, self._grid is not None
        for derivation, outcome in judgements(derivations(place, self._context), [one.figure for one in place.row]):
            if outcome.verdict == "wrong" and figure.bare and not (place.signed or place.beside):
                continue  # "total songs: 75M" may be given
            summed = outcome.verdict == "wrong" and place.signed and is_behind_a_sum(tokens, figure, self._written)
            if outcome.verdict == "right" or not is_doubtful(
                place, derivation, self._context, table=table, summed=summed
            ):
                self._derived(place, derivation, outcome)
                return

    def _derived(self, place: Place, derivation: Derivation, outcome: Outcome) -> None:
        figures = derivation.node.figures()
        if place.beside is not None and outcome.verdict == "right" and place.beside in figures:
            self._context.shared = next((one.start for one in figures if one is not place.beside), -1)
        if any(one.start == place.entry.figure.start and not one.told for one in figures):
            return
        claim = Claim(derivation.node, place.entry.figure, place.entry.figure.start, place.entry.figure.end)
        self._judge(*of_a_shift(claim, outcome, self._context.shifts.values()))
        if outcome.verdict == "right":
            self._acquit(place, figures)
        if derivation.firm and outcome.verdict == "right":
            self._context.worked_out.add(frozenset(one.start for one in figures if not one.told))

    def _acquit(self, place: Place, operands: Sequence[Figure]) -> None:
        """Take back what was said of a figure of the same line that a right result is made of: it was given."""
        for one in place.row:
            told = self.estimates.get(one.figure.start)
            used = any(one.figure.start == figure.start for figure in operands)
            if used and told is not None and told.verdict == "wrong" and one.figure.start not in self._written:
                del self.estimates[one.figure.start]

    def _judge(self, claim: Claim, outcome: Outcome) -> bool:
        if not claim.firm and (outcome.verdict != "right" and not outcome.sure):
            return False
        self._previous = claim.stated
        self._context.mark(claim.stated, claim.node.figures())
        self.estimates[claim.stated.start] = estimate_of(claim, outcome, self._document)
        return True
