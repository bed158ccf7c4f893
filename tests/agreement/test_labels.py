"""Label files, thresholds, and grading a folder."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from reviewer.agreement import (
    Label,
    figures,
    grade_folder,
    label_schema,
    labels_of,
    parse_requirement,
    read_labels,
    render,
    write_labels,
)
from reviewer.errors import ConfigError, InputError
from reviewer.model.review import DocumentInfo, EvidenceItem, GradeItem, MadeBy, Review, RubricInfo

LINE = {"criterion": "api.endpoints", "level": "met", "lines": [[3, 5]], "note": "two operations"}


def test_labels_are_written_as_they_are_read(tmp_path) -> None:
    label = Label.model_validate_json(json.dumps(LINE))
    write_labels(tmp_path, "d1", [label])
    assert json.loads((tmp_path / "d1.jsonl").read_text()) == LINE
    assert read_labels(tmp_path) == {"d1": {"api.endpoints": label}}


def test_blank_lines_and_missing_fields_are_fine(tmp_path) -> None:
    (tmp_path / "d1.jsonl").write_text('\n{"criterion": "a", "level": "na"}\n\n')
    assert read_labels(tmp_path)["d1"]["a"].lines == []


@pytest.mark.parametrize("line", ['{"criterion": "a"}', "met", '{"criterion": "a", "level": "met", "lines": [[1]]}'])
def test_a_line_that_is_no_label_is_named(tmp_path, line) -> None:
    (tmp_path / "d1.jsonl").write_text(f'{{"criterion": "a", "level": "na"}}\n{line}\n')
    with pytest.raises(InputError) as caught:
        read_labels(tmp_path)
    assert (caught.value.code, caught.value.where) == ("labels.line", f"{tmp_path}/d1.jsonl:2")


def test_a_folder_without_labels(tmp_path) -> None:
    with pytest.raises(InputError) as caught:
        read_labels(tmp_path)
    assert caught.value.code == "labels.none"


def test_the_schema_names_what_a_line_has() -> None:
    assert set(label_schema()["properties"]) == set(LINE)


def made(name: str) -> Review:
    def grade(id_: str, **more) -> GradeItem:
        return GradeItem(criterion=id_, phase="a", title=id_, made_by=MadeBy(engine="1"), **{"level": None, **more})

    quotes = [EvidenceItem(lines=lines, quote="Orders go", status="exact") for lines in ((7, 8), (2, 2), (2, 2))]
    return Review(
        document=DocumentInfo(name=name, sha256="0", line_count=9, language="en", kind="answer"),
        rubric=RubricInfo(id="r", version="1", hash="0"),
        profile="mid",
        score=None,
        coverage=0,
        bounds=(0, 100),
        band=None,
        supports=None,
        phases=[],
        grades=[
            grade("a.met", status="graded", level="met", evidence=quotes, reason="Found it."),
            grade("a.na", status="not_applicable", why="no files"),
            grade("a.open", status="not_assessed", why="budget"),
        ],
        lift=[],
        findings=[],
        created_at=datetime(2026, 1, 2, tzinfo=UTC),
    )


def test_a_review_becomes_one_line_for_each_criterion() -> None:
    assert [label.model_dump() for label in labels_of(made("x.md"))] == [
        {"criterion": "a.met", "level": "met", "lines": [(2, 2), (7, 8)], "note": "Found it."},
        {"criterion": "a.na", "level": "na", "lines": [], "note": "no files"},
        {"criterion": "a.open", "level": "not_assessed", "lines": [], "note": "budget"},
    ]


def test_a_folder_is_graded_in_order(tmp_path) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("b.md", "a.md", "c.txt"):
        (tmp_path / "docs" / name).write_text(name)
    seen = list(grade_folder(tmp_path, lambda submission: made(submission.name)))
    assert [(id_, len(labels)) for id_, labels in seen] == [("a", 3), ("b", 3)]


def test_a_folder_without_documents(tmp_path) -> None:
    with pytest.raises(InputError) as caught:
        list(grade_folder(tmp_path, lambda submission: made(submission.name)))
    assert caught.value.code == "agreement.no_docs"


HALF = figures(
    {"d": {"a": Label(criterion="a", level="met"), "b": Label(criterion="b", level="met")}},
    {"d": {"a": Label(criterion="a", level="met"), "b": Label(criterion="b", level="missing")}},
)


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("accuracy>=0.5", True),
        ("accuracy > 0.5", False),
        (" shift <= -1 ", True),
        ("shift<-1", False),
        ("pairs == 2", True),
        ("doc_rho>=-1", False),
    ],
)
def test_requirements(text, met) -> None:
    assert parse_requirement(text).met_by(HALF) is met


def test_a_requirement_reads_back() -> None:
    assert str(parse_requirement("qwk>=0.60")) == "qwk >= 0.6"


@pytest.mark.parametrize(
    ("text", "hint"),
    [("qwk", "qwk>=0.6"), ("qwk=0.6", "qwk>=0.6"), ("qwq>=0.6", "'qwk'"), ("criteria>=1", "figures are")],
)
def test_what_is_no_requirement(text, hint) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_requirement(text)
    assert caught.value.code == "option.require"
    assert hint in (caught.value.hint or "")


def test_figures_as_text() -> None:
    lines = render(HALF, worst=1).split("\n")
    assert "accuracy      0.500" in lines
    assert "pairs         2" in lines
    assert "doc_rho       –" in lines
    assert lines[-1].split() == ["b", "accuracy", "0.00", "shift", "-2.00", "qwk", "–"]
