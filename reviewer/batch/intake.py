"""Everything that comes in. In: the paths of a batch and its flags. Out: the roll, and the tasks to be graded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from reviewer.batch.blind import Blind
from reviewer.batch.entry import Entry
from reviewer.batch.grade import Task
from reviewer.batch.questions import Question, Questions, read_questions
from reviewer.batch.roll import Place, call_roll, submission_of
from reviewer.batch.roster import Roster
from reviewer.batch.sources import open_sources
from reviewer.batch.terms import Terms
from reviewer.pipeline import ReviewOptions


class Asked(Protocol):
    """What of a command's flags matters here."""

    @property
    def inputs(self) -> Sequence[str]: ...
    @property
    def out(self) -> Path: ...
    @property
    def question(self) -> str | None: ...
    @property
    def questions(self) -> Path | None: ...
    @property
    def roster(self) -> Path | None: ...
    @property
    def blind(self) -> bool: ...
    @property
    def names(self) -> Path | None: ...


class Intake:
    """The answers of a batch. They are read twice: once for the roll, once for grading; never are all in memory."""

    def __init__(self, asked: Asked, terms: Terms) -> None:
        names = asked.names or asked.out.with_name(f"{asked.out.name}.names.csv")
        aside = [asked.out, names, *(one for one in (asked.questions, asked.roster) if one is not None)]
        self._sources = open_sources(asked.inputs, leave_out=aside)
        self._roster = Roster(asked.roster) if asked.roster else None
        known = read_questions(asked.questions) if asked.questions else {}
        self._questions = Questions(known, asked.question)
        self._blind = Blind(names) if asked.blind else None
        self._terms = terms
        self.expected = {one.id: [point.point for point in one.expected] for one in self._questions.all}
        self.roll: list[Place] = call_roll(self._entries(), self._questions, terms.key)

    @property
    def columns(self) -> tuple[str, ...]:
        """The extra columns; none where names are hidden, since any of them may name somebody."""
        if self._blind is not None:
            return ()
        roster = self._roster.columns if self._roster else ()
        return tuple(dict.fromkeys((*self._sources.columns, *roster)))

    def tasks(self, ids: Collection[str] | Mapping[str, object]) -> Iterator[Task]:
        """The tasks of the answers with these ids, in order of the roll."""
        left = len(ids)
        for entry, place in zip(self._entries(), self.roll, strict=True):
            if left and place.id in ids and entry.data is not None:
                left -= 1
                submission = submission_of(entry, place)
                points = place.question.expected
                yield Task(place.id, place.key, place.sha256, submission, self._options(place.question), points)

    def keep_names(self) -> None:
        """Writes the map of names of a blind batch."""
        if self._blind is not None:
            self._blind.write()

    def _entries(self) -> Iterator[Entry]:
        entries = self._sources.entries()
        if self._roster is not None:
            entries = self._roster.beside(entries)
        entries = self._questions.named(entries)
        return entries if self._blind is None else self._blind.hiding(entries)

    def _options(self, question: Question) -> ReviewOptions:
        """The options of the batch with what does not apply to this question."""
        if not question.not_applicable:
            return self._terms.options
        merged = {**question.not_applicable, **self._terms.options.not_applicable}
        return self._terms.options.model_copy(update={"not_applicable": merged})
