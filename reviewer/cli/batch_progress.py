"""How a batch gets on. In: outcomes as they come. Out: a bar on a terminal, plain lines elsewhere, both on stderr."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import click

if TYPE_CHECKING:
    from reviewer.batch.journal import Outcome

_LINE_EVERY_S = 10.0
_WINDOW_S = 60.0
"""The rate is that of the last minute: with a model the first answers are slower than the rest."""


class Progress:
    """Counts what is done. `refusals` says how many calls a provider has refused so far."""

    def __init__(self, total: int, what: str = "Grading", refusals: Callable[[], int] = lambda: 0) -> None:
        self._total = total
        self._what = what
        self._refusals = refusals
        self._done = 0
        self._cost_usd: float | None = None
        self._failures: Counter[str] = Counter()
        self._times: list[tuple[float, int]] = []
        self._last_line_s = 0.0
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        self._times = [(time.monotonic(), 0)]
        self._last_line_s = time.monotonic()
        if self._total > 1 and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
            from rich.progress import Progress as Bar

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[said]}"),
            )
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(self._what, total=self._total, said="")
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        if self._done:
            click.echo(f"{self._what}: {self._done:,} of {self._total:,} done{self._rest(final=True)}.", err=True)

    def add(self, outcomes: Sequence[Outcome]) -> None:
        """Takes note of finished outcomes."""
        for one in outcomes:
            self._done += 1
            cost = one.row.get("cost_usd")
            if cost is not None:
                self._cost_usd = (self._cost_usd or 0.0) + cost
            if one.status == "error":
                self._failures[one.row["error"]["code"]] += 1
            elif one.row.get("failures"):
                self._failures["calls of the judge"] += 1
        now = time.monotonic()
        self._times = [(at, count) for at, count in self._times if now - at <= _WINDOW_S] or self._times[-1:]
        self._times.append((now, self._done))
        if self._bar is not None:
            self._bar.update(self._task, completed=self._done, said=self._rest().lstrip(", "))
        elif now - self._last_line_s >= _LINE_EVERY_S:
            self._last_line_s = now
            click.echo(f"{self._what}: {self._done:,} of {self._total:,}{self._rest()}", err=True)

    def _rest(self, *, final: bool = False) -> str:
        """Rate, time left, cost and failures, whatever of them there is."""
        (first_s, first), (last_s, last) = self._times[0], self._times[-1]
        rate = (last - first) / (last_s - first_s) if last_s > first_s else 0.0
        parts = [f"{rate:.1f} a second"] if rate else []
        if rate and not final and self._done < self._total:
            parts.append(f"{_clock((self._total - self._done) / rate)} left")
        if self._cost_usd is not None:
            parts.append(f"${self._cost_usd:.3f}")
        if self._refusals():
            parts.append(f"{self._refusals()} calls refused for now")
        parts += [f"{count} {kind}" for kind, count in sorted(self._failures.items())]
        return "".join(f", {part}" for part in parts)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
