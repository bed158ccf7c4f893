"""The format `github`: workflow commands, which GitHub Actions shows as annotations on the lines of a pull request.

One annotation for each finding that was not accepted, and one notice with the score and the steps that lift it most:
GitHub shows ten of a kind for each step, so what matters most comes first.
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.model.document import Document
from reviewer.model.finding import Severity
from reviewer.model.review import FindingItem, Review
from reviewer.report import wording
from reviewer.report.look import Look

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
_ORDER: tuple[Severity, ...] = ("error", "warning", "note")


def render(review: Review, document: Document | None, look: Look) -> str:  # noqa: ARG001 - every format is called alike
    """The workflow commands, one a line."""
    return "\n".join([_summary(review), *_annotations(review)])


def _summary(review: Review) -> str:
    steps = [f"+{step.gain:.1f} {step.title or step.criterion}: {step.step}" for step in wording.top_steps(review)]
    text = "\n".join([wording.headline(review), *([doubt] if (doubt := wording.doubt(review)) else []), *steps])
    return _command("notice", review, (1, 1), "Design review", text)


def _annotations(review: Review) -> Iterator[str]:
    open_ones = [finding for finding in review.findings if finding.suppressed is None]
    for finding in sorted(open_ones, key=_urgency):
        yield _command(_COMMANDS[finding.severity], review, finding.lines, finding.rule, finding.message)


def _urgency(finding: FindingItem) -> tuple[int, int]:
    return _ORDER.index(finding.severity), finding.lines[0]


def _command(command: str, review: Review, lines: tuple[int, int], title: str, message: str) -> str:
    place = f"file={_property(wording.place(review))},line={lines[0]},endLine={lines[1]},title={_property(title)}"
    return f"::{command} {place}::{_data(message)}"


def _data(text: str) -> str:
    """Text as a command's message: nothing in it can begin another command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
