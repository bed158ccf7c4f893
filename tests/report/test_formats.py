"""Rendered reviews: what a person finds in them, and that a document's text never acts in them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from markdown_it import MarkdownIt
from samples import document

from reviewer import plugins
from reviewer.errors import PluginError
from reviewer.model.review import (
    DocumentInfo,
    EvidenceItem,
    FindingItem,
    GradeItem,
    LiftItem,
    LLMSaid,
    MadeBy,
    PhaseScore,
    Review,
    RubricInfo,
)
from reviewer.report import Look, formats, render

TEXT = "# Seat shop\n\nThe gateway uses a token bucket.\n\n## Stores\n\nOrders go to Postgres.\n"


def grade(id_: str, level: str | None = None, quote: str = "", line: int = 3, **more) -> GradeItem:
    phase, name = id_.split(".")
    evidence = [EvidenceItem(lines=(line, line), quote=quote, status="exact")] if quote else []
    status = "graded" if level else more.pop("status", "not_assessed")
    return GradeItem(
        criterion=id_,
        phase=phase,
        title=name.replace("_", " "),
        status=status,
        level=level,
        evidence=evidence,
        made_by=MadeBy(engine="1"),
        **more,
    )


def made(**changes) -> Review:
    fields = {
        "document": DocumentInfo(
            name="seats.md", sha256="0", line_count=7, language="en", kind="answer", kind_guessed=True
        ),
        "rubric": RubricInfo(id="sample", version="1.0.0", hash="0", title="Sample rubric"),
        "profile": "mid",
        "score": 61.44,
        "coverage": 0.9,
        "bounds": (55.0, 68.0),
        "band": "lean hire",
        "supports": "junior",
        "phases": [
            PhaseScore(id="api", title="API design", score=75, coverage=1, weight=1, minutes=10, word_share=0.25),
            PhaseScore(id="data", title="Data stores", score=None, coverage=0, weight=1),
        ],
        "grades": [
            grade("api.rate_limits", "met", "The gateway uses a token bucket."),
            grade("api.errors", "missing", gain=2.0),
            grade("api.paging", "missing", gain=1.0),
            grade("data.store_choice", "partial", "Orders go to Postgres.", 7, gain=1.5),
            grade("data.blobs", status="not_applicable", why="there are no files"),
            grade("data.sharding", why="budget"),
        ],
        "lift": [
            LiftItem(criterion=f"api.s{n}", title=f"Step {n}", gain=5 - n, next_level="met", step=f"Write {n}.")
            for n in range(1, 5)
        ],
        "findings": [
            FindingItem(rule="empty-section", severity="error", message="Empty.", lines=(4, 5), fingerprint="a"),
            FindingItem(
                rule="x", severity="note", message="Known.", lines=(6, 6), fingerprint="b", suppressed="since May"
            ),
        ],
        "notes": ["One picture was not read."],
        "created_at": datetime(2026, 1, 2, tzinfo=UTC),
    }
    return Review(**{**fields, **changes})


def test_the_built_in_formats_come_through_entry_points() -> None:
    assert set(formats()) >= {"terminal", "json", "markdown"}


def test_an_unknown_format_is_an_error_with_near_names() -> None:
    with pytest.raises(PluginError) as caught:
        render(made(), format="terminl")
    assert (caught.value.code, "terminal" in (caught.value.hint or "")) == ("plugin.unknown", True)


def test_a_format_that_cannot_render_is_an_error(monkeypatch) -> None:
    monkeypatch.setattr(plugins, "load", lambda group, name: "text")
    with pytest.raises(PluginError, match="is no report"):
        render(made())


def test_json_is_the_public_json() -> None:
    assert json.loads(render(made(), format="json")) == json.loads(made().model_dump_json())


def test_terminal_tells_everything_in_plain_text() -> None:
    page = render(made(), look=Look(width=100))
    for words in [
        "seats.md",
        "61.4 of 100, lean hire",
        "90 % of the weight could be assessed; the score lies between 55.0 and 68.0.",
        "read as an answer (guessed) · profile mid · supports junior",
        "One picture was not read.",
        "+4.0  Step 1 (api.s1)",
        "Write 3.",
        "25 % of the words, 10 min",
        "error     lines 4–5  Empty. empty-section",
        "accepted  line 6     Known. x (accepted: since May)",
        "met      rate limits   line 3  “The gateway uses a token bucket.”",
        "missing: errors · paging",
        "not applicable: blobs (there are no files)",
        "not assessed: sharding (budget)",
    ]:
        assert words in page
    assert "Step 4" not in page
    assert page.isprintable() or set(page) - {"\n"} <= {char for char in page if char.isprintable()}


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_terminal_keeps_to_the_width(width) -> None:
    page = render(made(), look=Look(width=width))
    assert max(len(line) for line in page.split("\n")) <= width
    assert all(line == line.rstrip() for line in page.split("\n"))


def test_colours_only_where_they_are_wanted() -> None:
    assert "\x1b[" in render(made(), look=Look(color=True))
    assert not set(render(made(), look=Look(color=False))) & set("\x1b█░─│┌")


def test_full_coverage_needs_no_words_about_it() -> None:
    assert "could be assessed" not in render(made(coverage=1.0))


def test_nothing_assessed() -> None:
    page = render(made(score=None, coverage=0.0, bounds=(0, 100), band=None, supports=None, lift=[], findings=[]))
    assert "Not graded: nothing could be assessed" in page
    assert "supports" not in page
    assert "What lifts" not in page


def test_a_judge_and_a_disagreement_are_told() -> None:
    said = {"llm": LLMSaid(level="met"), "decided_by": "llm", "disagreement": "The rules say missing."}
    grades = [grade("api.a", "met", "The gateway uses a token bucket.", **said), grade("api.b", "missing", **said)]
    for name in ("terminal", "markdown"):
        page = render(made(grades=grades), format=name)
        assert "met by llm" in page
        assert page.count("The rules say missing.") == 2


def test_a_flood_of_findings_is_cut_on_pages() -> None:
    one = made().findings[0]
    review = made(findings=[one] * 80)
    for name in ("terminal", "markdown"):
        assert "30 more findings are in the JSON." in render(review, format=name)
    assert len(json.loads(render(review, format="json"))["findings"]) == 80


def test_markdown_has_tables_for_a_pull_request() -> None:
    page = render(made(), format="markdown")
    assert page.startswith("## seats.md: 61.4 of 100, lean hire\n")
    assert "1. **+4.0 Step 1** (`api.s1`): Write 1." in page
    assert "| API design | 75.0 | 100 % | 25 % | 10 |" in page
    assert "| rate limits | met | 3 | `The gateway uses a token bucket.` |" in page
    assert "| accepted: since May | line 6 | Known. | `x` |" in page
    assert "<details><summary>API design: 75.0</summary>" in page
    assert page.count("<details>") == page.count("</details>") == 2


def test_markdown_with_the_document_tells_what_each_section_earned() -> None:
    page = render(made(), document(TEXT), format="markdown")
    assert "Section by section" in page
    assert "| Seat shop | rate limits (met) |" in page
    assert "| Stores | store choice (partial) |" in page


HOSTILE = "</details><img src=x onerror=alert(1)> | ![p](http://a.example/p.png) `@ana` \x1b[31m\u202e [bold red]x[/]"


def hostile() -> Review:
    return made(
        document=DocumentInfo(name=HOSTILE, sha256="0", line_count=7, language="en", kind="answer"),
        grades=[
            grade("api.a", "met", HOSTILE, reason=HOSTILE, disagreement=HOSTILE),
            grade("api.b", status="not_applicable", why=HOSTILE),
        ],
        findings=[
            FindingItem(rule="r", severity="note", message=HOSTILE, lines=(1, 1), fingerprint="a", suppressed=HOSTILE)
        ],
        lift=[LiftItem(criterion="api.a", title=HOSTILE, gain=1, next_level="met", step=HOSTILE)],
        notes=[HOSTILE],
    )


def test_hostile_text_is_only_text_on_the_terminal() -> None:
    page = render(hostile(), look=Look(width=200))
    assert "[bold red]x[/]" in page
    assert not set(page) & set("\x1b\u202e")


def test_hostile_text_is_only_text_in_markdown() -> None:
    page = render(hostile(), format="markdown")
    tokens = MarkdownIt("commonmark").enable("table").parse(page)
    inline = [child.type for token in tokens for child in token.children or []]
    assert not {"image", "link_open", "html_inline"} & set(inline)
    blocks = [token.content for token in tokens if token.type == "html_block"]
    assert all("img" not in block and "@ana" not in block for block in blocks)
    assert "| r |" not in page
    rows = [line for line in page.split("\n") if line.startswith("| a |")]
    assert len(rows) == 1
