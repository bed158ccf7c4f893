"""Findings in, the same findings out with `suppressed` set on those that were accepted.

A finding is accepted by the settings (its rule or its fingerprint with a reason), or by a comment in the document:

    <!-- reviewer: ignore empty-section the numbers follow in May -->

on a line of the finding, on the line with text just before it or on the one just after it. Comments are honoured only
in the user's own local files, and never for findings about text that addresses the grader.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reviewer.config import Suppression
from reviewer.model.document import BlockKind, Document, Lines
from reviewer.model.finding import Finding

INJECTION = "injection"
"""Findings whose rule begins so are about text that tricks the grader; no document can wave them through."""

_COMMENT = re.compile(r"<!--\s{0,8}reviewer:\s{0,8}ignore\s{1,8}(?P<rule>[\w-]{1,80})(?P<reason>[^>]{0,300}?)-->")
_VERBATIM: frozenset[BlockKind] = frozenset({"code", "diagram", "front_matter"})
"""Blocks in which a comment is part of what is shown."""


_Remarks = Mapping[tuple[str, int], str]
"""The reason by rule and line."""


def suppressed(
    findings: Iterable[Finding], document: Document, suppressions: Sequence[Suppression], *, local: bool
) -> tuple[Finding, ...]:
    """The findings in the same order, each accepted one with the reason in `suppressed`."""
    remarks = _remarks(document) if local else {}
    return tuple(_accepted(finding, suppressions, remarks) for finding in findings)


def _accepted(finding: Finding, suppressions: Sequence[Suppression], remarks: _Remarks) -> Finding:
    for entry in suppressions:
        if finding.rule == entry.rule or finding.fingerprint == entry.fingerprint:
            return replace(finding, suppressed=entry.reason)
    if finding.rule.startswith(INJECTION):
        return finding
    for line in range(finding.lines[0], finding.lines[1] + 1):
        if (finding.rule, line) in remarks:
            return replace(finding, suppressed=remarks[finding.rule, line])
    return finding


def _remarks(document: Document) -> _Remarks:
    verbatim = [block for block in document.blocks if block.kind in _VERBATIM]
    starts = [block.start for block in verbatim]
    remarks: dict[tuple[str, int], str] = {}
    reaches: dict[Lines, tuple[int, ...]] = {}
    for match in _COMMENT.finditer(document.source):
        before = bisect_right(starts, match.start()) - 1
        if before >= 0 and match.start() < verbatim[before].end:
            continue
        reason = " ".join(match["reason"].split()).lstrip("-:–— ") or "no reason given"
        lines = document.lines_of(match.start(), match.end())
        if lines not in reaches:
            reaches[lines] = _reach(document, lines)
        for line in reaches[lines]:
            remarks.setdefault((match["rule"], line), reason)
    return remarks


def _reach(document: Document, lines: Lines) -> tuple[int, ...]:
    """The lines of a comment, the nearest line with text before it and the nearest one after it."""
    first, last = lines
    before = next((line for line in range(first - 1, 0, -1) if document.line_text(line).strip()), first)
    after = next((line for line in range(last + 1, document.line_count + 1) if document.line_text(line).strip()), last)
    return (*range(first, last + 1), before, after)
