"""A Subject and kinds of finding in, Findings in the order of the text out, accepted ones marked as such."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from reviewer.config import Suppression
from reviewer.findings.suppress import suppressed
from reviewer.model.document import Document
from reviewer.model.finding import Finding, FindingKind, Found, fingerprint
from reviewer.model.subject import Subject

FAILED = "check-failed"
"""The rule of a finding that says that a kind itself raised an error."""


def find(
    subject: Subject, kinds: Iterable[FindingKind], *, suppressions: Sequence[Suppression] = (), local: bool = False
) -> tuple[Finding, ...]:
    """All findings of `kinds`, sorted by place.

    `suppressions` come from the settings. Comments in the document that accept a finding are honoured only if `local`
    says that it is the user's own file. Accepted findings stay in the list with their reason.
    """
    found = [finding for kind in kinds for finding in _of_kind(subject, kind)]
    found.sort(key=lambda finding: (finding.lines, finding.rule))
    return suppressed(found, subject.document, suppressions, local=local)


def _of_kind(subject: Subject, kind: FindingKind) -> list[Finding]:
    """One kind's findings; a kind that raises becomes a finding itself, so that the others still get reported."""
    try:
        found = sorted(kind.find(subject), key=lambda item: (item.start, item.end))
    except Exception as error:
        message = f"The check {kind.id!r} raised {type(error).__name__}: {error}"
        return [Finding(FAILED, "warning", message, (1, 1), fingerprint(FAILED, kind.id, Counter()))]
    seen: Counter[str] = Counter()
    return [_finding(subject.document, kind, item, seen) for item in found]


def _finding(document: Document, kind: FindingKind, found: Found, seen: Counter[str]) -> Finding:
    snippet = document.source[found.start : found.end]
    lines = document.lines_of(found.start, found.end)
    return Finding(kind.id, found.severity or kind.severity, found.message, lines, fingerprint(kind.id, snippet, seen))
