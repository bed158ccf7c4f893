"""A finding: something in the document that deserves attention apart from any criterion."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from reviewer.model.document import Lines
from reviewer.model.subject import Subject

Severity = Literal["note", "warning", "error"]

_FINGERPRINT_CHARS = 16
"""64 bits: enough that two findings of one document never share one by chance."""


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


def fingerprint(rule: str, snippet: str, seen: Counter[str]) -> str:
    """A name for a finding that survives moved lines: kind, folded snippet, ordinal among equal ones.

    `seen` counts the findings of this document so far; it is counted on.
    """
    folded = " ".join(unicodedata.normalize("NFKC", snippet).casefold().split())
    same = f"{rule}\0{folded}"
    mark = hashlib.sha256(f"{same}\0{seen[same]}".encode()).hexdigest()[:_FINGERPRINT_CHARS]
    seen[same] += 1
    return mark


class FindingKind(Protocol):
    """One kind of finding; its module's docstring is its manual page."""

    id: str
    severity: Severity

    def find(self, subject: Subject) -> Iterable[Found]: ...
