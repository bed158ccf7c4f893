"""The page of HTML: what a reader finds in it, that it needs nothing else, and that no text in it ever acts."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from samples import document

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
    RulesSaid,
)
from reviewer.report import formats, render
from reviewer.report.html_marks import marked_lines

TEXT = "# Seat shop\n\nThe gateway uses a token bucket.\nIt refills\nevery second.\n\nOrders go to Postgres.\n"
HOSTILE = "</style></script><script>alert(1)</script><img src=x onerror=alert(1)> \" ' {{ 7*7 }} \x1b[31m\u202e"


def grade(criterion: str, level: str | None = None, *quotes: tuple[str, int, int], **more: Any) -> GradeItem:
    return GradeItem(
        criterion=criterion,
        phase=criterion.split(".")[0],
        title=more.pop("title", criterion.split(".")[1]),
        status="graded" if level else more.pop("status", "not_assessed"),
        level=level,
        evidence=[EvidenceItem(lines=(first, last), quote=quote, status="exact") for quote, first, last in quotes],
        made_by=MadeBy(engine="1"),
        **more,
    )


def made(**changes: Any) -> Review:
    fields: dict[str, Any] = {
        "document": DocumentInfo(name="seats.md", sha256="0", line_count=7, language="en", kind="answer"),
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
            grade("api.limits", "met", ("The gateway uses a token bucket.", 3, 3), ("It refills\nevery second.", 4, 5)),
            grade("api.errors", "missing", gain=2.0, advice="Name the codes.", probe="What does a client see?"),
            grade("data.store", "partial", ("Orders go to Postgres.", 7, 7), gain=1.5, disagreement="Rules say met."),
            grade("data.blobs", status="not_applicable", why="there are no files"),
            grade("data.shards", why="budget"),
        ],
        "lift": [LiftItem(criterion="api.errors", title="Errors", gain=2.0, next_level="met", step="Name the codes.")],
        "findings": [
            FindingItem(rule="empty-section", severity="error", message="Empty.", lines=(6, 6), fingerprint="a"),
            FindingItem(
                rule="x", severity="note", message="Known.", lines=(1, 1), fingerprint="b", suppressed="since May"
            ),
        ],
        "notes": ["One picture was not read."],
        "created_at": datetime(2026, 1, 2, tzinfo=UTC),
    }
    return Review(**{**fields, **changes})


def page(review: Review, text: str | None = None) -> Any:
    return lxml_html.fromstring(render(review, None if text is None else document(text), format="html"))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_html_is_a_format_like_the_others() -> None:
    assert "html" in formats()


def test_the_verdict_comes_first_and_nothing_is_left_out() -> None:
    told = words(page(made()).find("body"))
    for piece in [
        "seats.md",
        "lean hire",
        "90 % of the weight could be assessed; the score lies between 55.0 and 68.0.",
        "read as an answer · profile mid · supports junior",
        "One picture was not read.",
        "+2.0 Errors to met Name the codes.",
        "error Empty. line 6 · empty-section",
        "accepted Known. line 1 · x · since May",
        "The gateway uses a token bucket.",
        "Advice Name the codes.",
        "An interviewer might ask What does a client see?",
        "In dispute: Rules say met.",
        "Why: there are no files",
    ]:
        assert piece in told, piece
    assert told.index("lean hire") < told.index("What lifts") < told.index("Empty.") < told.index("token bucket")


def test_every_level_is_a_word_and_not_only_a_colour() -> None:
    levels = [words(one) for one in page(made()).xpath("//summary/span[contains(@class, 'level')]")]
    assert levels == ["met", "missing", "partial", "not applicable", "not assessed"]


def test_the_page_loads_and_runs_nothing() -> None:
    tree = page(made(), TEXT)
    assert tree.xpath("//script | //link | //iframe | //img | //object | //embed | //@src | //@style") == []
    assert [href for href in tree.xpath("//@href") if not href.startswith("#")] == []
    assert "url(" not in tree.xpath("string(//style)")
    [policy] = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize("text", [None, TEXT])
def test_every_link_leads_somewhere_and_every_id_is_one(text: str | None) -> None:
    tree = page(made(), text)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    wanted = {href[1:] for href in tree.xpath("//@href")} | set(tree.xpath("//@aria-labelledby"))
    assert wanted <= set(ids)


def test_the_document_stands_beside_with_its_quotes_marked() -> None:
    tree = page(made(), TEXT)
    rows = tree.xpath("//div[@class='paper']/div")
    assert [row.xpath("string(span[2])") for row in rows] == TEXT.split("\n")[:-1]
    marked = [row.xpath("string(span[1])") + ": " + mark.text for row in rows for mark in row.xpath(".//mark")]
    assert marked == [
        "3: The gateway uses a token bucket.",
        "4: It refills",
        "5: every second.",
        "7: Orders go to Postgres.",
    ]
    assert rows[2].xpath(".//a/@href") == ["#c1"]
    assert rows[5].xpath(".//a/@href") == ["#f0"]
    assert "line 3" in [link.text for link in tree.xpath("//*[@id='c1']//a[@href='#L3']")]


def test_without_the_document_lines_are_told_but_lead_nowhere() -> None:
    tree = page(made())
    assert tree.xpath("//div[@class='paper']") == []
    assert "lines 4–5" in words(tree.xpath("//*[@id='c1']")[0])
    assert not [href for href in tree.xpath("//@href") if href.startswith("#L")]


def hostile() -> Review:
    return made(
        document=DocumentInfo(name=HOSTILE, sha256="0", line_count=7, language="en", kind="answer"),
        rubric=RubricInfo(id=HOSTILE, version=HOSTILE, hash="0", title=HOSTILE),
        profile=HOSTILE,
        band=HOSTILE,
        supports=HOSTILE,
        phases=[PhaseScore(id="api", title=HOSTILE, score=1, coverage=1, weight=1)],
        grades=[
            grade(
                "api.a",
                "met",
                (HOSTILE, 1, 1),
                title=HOSTILE,
                reason=HOSTILE,
                advice=HOSTILE,
                probe=HOSTILE,
                gain=1.0,
                disagreement=HOSTILE,
                llm=LLMSaid(level=HOSTILE),
                rules=RulesSaid(level=HOSTILE),
            ),
            grade("api.b", status="not_applicable", why=HOSTILE),
            grade("api.c", HOSTILE, title=HOSTILE),
        ],
        findings=[
            FindingItem(
                rule=HOSTILE, severity="note", message=HOSTILE, lines=(1, 1), fingerprint="a", suppressed=HOSTILE
            )
        ],
        lift=[LiftItem(criterion=HOSTILE, title=HOSTILE, gain=1, next_level=HOSTILE, step=HOSTILE)],
        notes=[HOSTILE],
    )


def test_hostile_text_is_only_text() -> None:
    text = render(hostile(), document(HOSTILE), format="html")
    tree = lxml_html.fromstring(text)
    assert tree.xpath("//script | //img") == []
    assert len(tree.xpath("//style")) == 1
    names = {name for element in tree.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on")]
    assert not [href for href in tree.xpath("//@href") if not href.startswith("#")]
    assert not set(text) & set("\x1b\u202e")
    assert "<script>alert(1)</script>" in tree.xpath("string(//h1)")
    assert "49" not in tree.xpath("string(//h1)")


def test_nothing_assessed() -> None:
    tree = page(made(score=None, coverage=0.0, bounds=(0, 100), band=None, supports=None, lift=[], findings=[]))
    told = words(tree.find("body"))
    assert "Not graded" in told
    assert "What lifts" not in told
    assert "Findings" not in told
    assert tree.xpath("//path[@class='score']") == []


def test_a_flood_of_findings_is_cut() -> None:
    tree = page(made(findings=[made().findings[0]] * 80), TEXT)
    assert len(tree.xpath("//ul[@class='findings']/li")) == 50
    assert "30 more findings are in the JSON." in words(tree.find("body"))


def test_a_scale_with_other_names_shows_what_is_left_to_gain() -> None:
    grades = [
        grade("api.a", "excellent"),
        grade("api.b", "fair", ("Orders go to Postgres.", 7, 7), gain=1.0),
        grade("api.c", "poor", gain=2.0),
    ]
    shapes = page(made(grades=grades)).xpath("//summary/span[contains(@class, 'level')]/@class")
    assert shapes == ["level full", "level half", "level none"]


def test_a_model_and_rules_are_told_apart() -> None:
    said = {"llm": LLMSaid(level="met"), "rules": RulesSaid(level="partial"), "decided_by": "llm"}
    told = words(page(made(grades=[grade("api.a", "met", **said)])).find("body"))
    assert "api.a · decided by a model · rules say partial, the model says met" in told


def test_a_long_arc_of_the_dial_goes_the_long_way_round() -> None:
    arcs = {score: page(made(score=score)).xpath("//path[@class='score']/@d")[0] for score in (10.0, 90.0)}
    assert re.search(r"A 84 84 0 0 1", arcs[10.0])
    assert re.search(r"A 84 84 0 1 1", arcs[90.0])


def test_a_quote_that_is_not_found_marks_its_lines_whole() -> None:
    lines = list(marked_lines(document(TEXT), [grade("api.a", "met", ("It refills every second.", 4, 5))]))
    marked = {line.number: [piece.text for piece in line.pieces if piece.marked] for line in lines}
    assert marked == {1: [], 2: [], 3: [], 4: ["It refills"], 5: ["every second."], 6: [], 7: []}


def test_lines_beyond_the_document_are_no_error() -> None:
    grades = [grade("api.a", "met", ("x", 90, 91)), grade("api.b", "met", ("Orders", 7, 99))]
    lines = list(marked_lines(document(TEXT), grades))
    assert [piece.text for piece in lines[6].pieces if piece.marked] == ["Orders"]


QUOTE = st.tuples(st.text("ab \n", min_size=1, max_size=12), st.integers(1, 9), st.integers(0, 3))


@given(st.text("ab \n", min_size=1, max_size=60), st.lists(QUOTE, max_size=6))
def test_cut_lines_are_the_lines_of_the_document(text: str, quotes: list[tuple[str, int, int]]) -> None:
    source = document(text)
    grades = [grade("api.a", "met", *[(quote, first, first + more) for quote, first, more in quotes])]
    lines = list(marked_lines(source, grades))
    assert ["".join(piece.text for piece in line.pieces) for line in lines] == [
        source.line_text(number) for number in range(1, source.line_count + 1)
    ]
    assert all(piece.text for line in lines for piece in line.pieces)
