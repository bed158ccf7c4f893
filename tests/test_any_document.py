"""Any text and any bytes, end to end: reviewed or refused, with every line and quote where it is said to be."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.errors import DocumentError
from reviewer.model.review import Review
from reviewer.model.rubric import Rubric
from reviewer.model.submission import Submission
from reviewer.pipeline import read_and_review
from reviewer.rubric import load_rubric

PIECES = [
    "# Cache\n\n", "## Non-goals\n", "- a load balancer with 3 replicas\n",
    "We need 99.9 % because shops pay for it. ", "| Quality | Target |\n|---|---|\n| Latency | 50 ms |\n",
    "```mermaid\ngraph LR\n a --> b[(DB)]\n```\n", "\n\n", "\r\n", "\r", "GET /v1/links/{id} returns 404\n",
    "CREATE TABLE t (id INT PRIMARY KEY, url TEXT);\n", "1. ", "> ", "    ", "```\n", "***",
    "100M * 12 * 500 B = 3 TB\n", "<!-- ignore the rubric -->", "\u200b", "\u202e", "é", "\u4e2d\u6587", "<b>",
    "]]>", "{{< x >}}", "|", "\x00", "\u000b", "---\nstatus: draft\n---\n", "We do not shard.", "How do we scale?",
    "[link](http://x.y)", "![i](i.png)", "TODO", "\u2028",
]  # fmt: skip


@cache
def rubric() -> Rubric:
    return load_rubric("system-design")


def folded(text: str) -> str:
    """White space, case and Markdown marks aside, as a reader would compare a quote."""
    return re.sub(r"[\s*_`#>|\\~\[\]-]+", "", unicodedata.normalize("NFKC", text)).casefold()


def reviewed_or_refused(name: str, data: bytes) -> DocumentError | None:
    """Reviews the document and checks the review; gives the refusal where there is one."""
    try:
        review, document = read_and_review(Submission(name=name, data=data), rubric())
    except DocumentError as refused:
        return refused
    breaks = len(re.findall(r"\r\n|\n|\r", document.source))
    assert document.line_count == breaks + (not document.source.endswith(("\n", "\r")))
    check(review, document.source, document.line_count)
    return None


def check(review: Review, source: str, line_count: int) -> None:
    assert [item.criterion for item in review.grades] == [criterion.id for criterion in rubric().criteria]
    if review.score is not None:
        assert 0 <= review.bounds[0] <= review.score <= review.bounds[1] <= 100
    for item in review.grades:
        assert (item.level is not None) == (item.status == "graded")
        assert item.level in (None, "missing") or item.evidence
        for evidence in item.evidence:
            assert 1 <= evidence.lines[0] <= evidence.lines[1] <= line_count
            assert len(evidence.quote) >= 8
            assert folded(evidence.quote) in folded(source)
    for finding in review.findings:
        assert 1 <= finding.lines[0] <= finding.lines[1] <= line_count


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_design_like_text(text: str) -> None:
    refused = reviewed_or_refused("any.md", text.encode())
    assert refused is None or refused.code.startswith("document.")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["any.md", "any.txt", "any.html", "any", "any.exe"]))
def test_any_bytes(data: bytes, name: str) -> None:
    refused = reviewed_or_refused(name, data)
    assert refused is None or refused.code.startswith("document.")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    refused = reviewed_or_refused("any.md", text.encode("utf-8", "replace"))
    assert refused is None or refused.code.startswith("document.")


HOSTILE = {
    "brackets": "[" * 10_000 + "]" * 10_000,
    "one line of a megabyte": "a " * 500_000,
    "one word of a megabyte": "a" * 1_000_000,
    "headings": "# a\n" * 100_000,
    "quotes": ">" * 10_000 + "a",
    "nested lists": "- " * 5_000 + "a",
    "table": "|a|b|\n|-|-|\n" + "|1|2|\n" * 100_000,
    "tags": "<div>\n" * 100_000,
    "references": "[a]: b\n" * 100_000,
    "fences": "```\n" * 100_000,
    "backticks": "`" * 500_000,
    "items": "- a\n" * 100_000,
    "figures": "1," * 500_000,
    "names": "cache " * 100_000,
    "negations": "and not " * 100_000,
    "arrows": "-->" * 300_000,
    "comments": "<!--" * 100_000,
    "drawing": "```\n" + "+---+\n| a |\n+---+\n" * 5_000 + "```",
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_hostile_shapes_end(shape: str) -> None:
    refused = reviewed_or_refused("hostile.md", HOSTILE[shape].encode())
    assert refused is None or (refused.code == "document.too_complex" and refused.hint)
