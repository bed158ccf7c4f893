"""What is wrong with a rubric pack. In: what loading and lint notice. Out: problems with places, or the error to raise.

Loading goes on after a problem so that lint can show them all; `Problems.raise_first` ends a load that found errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from reviewer.errors import PluginError, ReviewerError, RubricError
from reviewer.model.rubric import Place

ProblemSeverity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of a pack; errors keep it from being loaded. `cause` is the error of the plug-in behind it."""

    severity: ProblemSeverity
    place: Place
    message: str
    hint: str | None = None
    code: str = "rubric.value"
    cause: PluginError | None = None

    def __str__(self) -> str:
        line = f"{self.place}: {self.severity}: {self.message}"
        return f"{line} ({self.hint})" if self.hint else line


class Problems:
    """The problems noticed so far, in the order they were noticed."""

    def __init__(self) -> None:
        self._noticed: list[Problem] = []

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._noticed)

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self._noticed if problem.severity == "error"]

    def error(self, place: Place, message: str, *, code: str = "rubric.value", hint: str | None = None) -> None:
        self._noticed.append(Problem("error", place, message, hint, code))

    def warning(self, place: Place, message: str, *, code: str, hint: str | None = None) -> None:
        self._noticed.append(Problem("warning", place, message, hint, code))

    def unknown(self, place: Place, what: str, value: str, known: Iterable[str]) -> None:
        """An id or key that nothing is called, with the nearest ones that something is."""
        code = "rubric.unknown_" + what.split()[-1]
        self.error(place, f"unknown {what} `{value}`", code=code, hint=near(value, known))

    def plugin(self, place: Place, cause: PluginError) -> None:
        self._noticed.append(Problem("error", place, cause.message, cause.hint, cause.code, cause))

    def add(self, error: RubricError, place: Place) -> None:
        self._noticed.append(Problem("error", place, error.message, error.hint, error.code))

    def raise_first(self) -> None:
        """Raises the first error, as PluginError where a plug-in is behind it, else as RubricError."""
        errors = self.errors
        if not errors:
            return
        first = errors[0]
        more = f"{len(errors) - 1} more; lint the pack to see all" if len(errors) > 1 else None
        if first.cause is not None:
            hint = _sentence(f"needed at {first.place}", first.hint)
            raise PluginError(first.message, code=first.code, where=first.cause.where, hint=hint) from first.cause
        raise RubricError(first.message, code=first.code, where=str(first.place), hint=_sentence(first.hint, more))


def refused(place: Place, message: str, *, code: str, hint: str | None = None) -> ReviewerError:
    """The error for what makes going on impossible."""
    return RubricError(message, code=code, where=str(place), hint=hint)


def near(value: str, known: Iterable[str]) -> str | None:
    """`did you mean …?` for the nearest known ids, or what there is if there is little."""
    options = sorted(set(known))
    matches = get_close_matches(value, options, n=3, cutoff=0.6)
    if matches:
        return "did you mean " + " or ".join(f"`{match}`" for match in matches) + "?"
    if 0 < len(options) <= 12:
        return "there are " + ", ".join(f"`{option}`" for option in options)
    return None


def _sentence(*parts: str | None) -> str | None:
    return "; ".join(part for part in parts if part) or None
