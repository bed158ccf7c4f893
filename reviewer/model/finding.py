"""A finding: something in the document that deserves attention apart from any criterion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from reviewer.model.document import Lines
from reviewer.model.subject import Subject

Severity = Literal["note", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a finding kind reports: a message and the piece of source it is about (half-open offsets)."""

    message: str
    start: int
    end: int
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding with its kind, its place and a fingerprint that survives moved lines.

    The fingerprint is made of the kind, the folded snippet and its ordinal among equal ones. `suppressed` says why
    the finding was accepted, None where it was not.
    """

    rule: str
    severity: Severity
    message: str
    lines: Lines
    fingerprint: str
    suppressed: str | None = None


class FindingKind(Protocol):
    """One kind of finding; its module's docstring is its manual page."""

    id: str
    severity: Severity

    def find(self, subject: Subject) -> Iterable[Found]: ...
