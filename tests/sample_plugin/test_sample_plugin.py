"""A plug-in that anyone could publish brings a rubric, an operator, a check, a finding and a report, and each works.

A broken one is told where it is listed, and is an error only for what needs it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reviewer import plugins
from reviewer.documents import read
from reviewer.errors import PluginError
from reviewer.facts import extract
from reviewer.findings import find, kinds
from reviewer.model.review import DocumentInfo, Review, RubricInfo
from reviewer.model.subject import Subject
from reviewer.model.submission import Submission
from reviewer.model.vocabulary import Vocabulary
from reviewer.operators import check_function, operator_class
from reviewer.report import render
from reviewer.rubric import lint, list_rubrics, load_rubric, run_examples
from reviewer.rules import grade

BROKEN = {
    "reviewer.operators": {"absent": "no_such_package:Absent", "wrong": "pathlib:Path"},
    "reviewer.rubrics": {"lost": "pathlib:no_such_function", "nowhere": "sys:maxsize"},
    "reviewer.findings": {"gone": "no_such_package:KIND"},
    "reviewer.reports": {"torn": "no_such_package:render"},
}


def subject(text: str) -> Subject:
    document = read(Submission(name="design.md", data=text.encode()))
    return Subject(document, extract(document, Vocabulary(())))


def review() -> Review:
    return Review(
        document=DocumentInfo(name="design.md", sha256="0" * 64, line_count=3, language="en", kind="answer"),
        rubric=RubricInfo(id="house-style", version="1.0.0", hash="0" * 64),
        profile="everyone",
        score=61.4,
        coverage=1.0,
        bounds=(61.4, 61.4),
        band="ready",
        supports=None,
        phases=[],
        grades=[],
        lift=[],
        findings=[],
        created_at=datetime(2024, 1, 1, tzinfo=UTC),
    )


@pytest.mark.usefixtures("sample")
def test_everything_is_listed_with_its_distribution() -> None:
    mine = {
        (one.group, one.name): one for one in plugins.list_plugins() if one.distribution == "sample-reviewer-plugin"
    }
    assert {name for _, name in mine} == {"house-style", "sentences", "starts_with", "shouting", "one-line"}
    assert {(one.version, one.state, one.reason) for one in mine.values()} == {("1.2.3", "ok", None)}


@pytest.mark.usefixtures("sample")
def test_its_rubric_loads_with_its_operator_and_check_and_passes_its_examples() -> None:
    rubric = load_rubric("house-style")
    assert rubric.criterion("style.summary").rules["met"].concepts() == {"decision"}
    results = run_examples(rubric, grade)
    assert [(one.expected, one.got) for one in results] == [("met", "met"), ("missing", "missing")]
    assert lint("house-style") == []
    (listed,) = [one for one in list_rubrics() if one.id == "house-style"]
    assert (listed.title, listed.criteria, listed.ok) == ("House style", 1, True)
    assert listed.distribution == "sample-reviewer-plugin 1.2.3"


@pytest.mark.usefixtures("sample")
def test_its_operator_is_checked_as_any_other(tmp_path: Path) -> None:
    assert operator_class("sentences").shorthand == "about"
    assert check_function("starts_with").__name__ == "starts_with"
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "rubric.yaml").write_text("id: mine\ntitle: Mine\nversion: '1'\nextends: house-style\n")
    (pack / "fragments.yaml").write_text("twice: {sentences: {about: decison}}\nnone: {sentences: {abuot: decision}}\n")
    errors = {(one.code, one.place.line, one.place.column) for one in lint(pack) if one.severity == "error"}
    assert errors == {("rubric.unknown_concept", 1, 28), ("rubric.unknown_key", 2, 20), ("rubric.missing", 2, 19)}


@pytest.mark.usefixtures("sample")
def test_its_finding_is_found() -> None:
    loaded, broken = kinds()
    assert broken == ()
    found = find(subject("# Notes\n\nTHIS LINE IS LOUD\n\nThis one is not.\n"), loaded)
    assert [(one.severity, one.lines) for one in found if one.rule == "shouting"] == [("note", (3, 3))]


@pytest.mark.usefixtures("sample")
def test_its_report_is_rendered() -> None:
    assert render(review(), format="one-line") == "design.md: 61 (ready)"
    assert render(review(), subject("a\nb\n").document, format="one-line").endswith(", 2 lines")


def test_a_broken_plugin_is_listed_with_the_reason_and_stops_nothing(install) -> None:
    install("broken-plugin", BROKEN)
    listed = {one.name: one for one in plugins.list_plugins() if one.distribution == "broken-plugin"}
    assert {name for name, one in listed.items() if not one.ok} == {"absent", "lost", "gone", "torn"}
    assert "No module named 'no_such_package'" in (listed["absent"].reason or "")
    assert plugins.load("reviewer.operators", "mentions").name == "mentions"
    found, errors = kinds()
    assert [error.code for error in errors] == ["plugin.broken"]
    assert found


@pytest.mark.parametrize(
    ("rule", "code"),
    [("{absent: {}}", "plugin.broken"), ("{wrong: {}}", "plugin.wrong_kind"), ("{check: absent}", "plugin.broken")],
)
def test_a_broken_operator_is_an_error_for_the_rubric_that_needs_it(
    install, tmp_path: Path, rule: str, code: str
) -> None:
    install("broken-plugin", BROKEN)
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "rubric.yaml").write_text("id: mine\ntitle: Mine\nversion: '1'\nextends: ../small\n")
    source = Path(__file__).parents[1] / "rubric" / "packs" / "small"
    (tmp_path / "small").symlink_to(source)
    assert load_rubric(pack).id == "mine"
    (pack / "fragments.yaml").write_text(f"stored: {rule}\n")
    with pytest.raises(PluginError) as caught:
        load_rubric(pack)
    assert caught.value.code == code
    assert f"needed at {pack / 'fragments.yaml'}:1:" in (caught.value.hint or "")
    assert [one.code for one in lint(pack) if one.severity == "error"] == [code]


def test_the_error_names_entry_point_distribution_and_cause(install) -> None:
    install("broken-plugin", BROKEN)
    with pytest.raises(PluginError) as caught:
        operator_class("absent")
    error = caught.value
    assert error.where == "reviewer.operators: absent = no_such_package:Absent"
    assert "broken-plugin 1.0.0" in error.message
    assert "ModuleNotFoundError: No module named 'no_such_package'" in error.message
    assert isinstance(error.__cause__, ModuleNotFoundError)


@pytest.mark.parametrize(("ref", "code"), [("lost", "plugin.broken"), ("nowhere", "plugin.wrong_kind")])
def test_a_broken_rubric_is_listed_and_is_an_error_when_chosen(install, ref: str, code: str) -> None:
    install("broken-plugin", BROKEN)
    broken = {one.id: one for one in list_rubrics() if not one.ok}
    assert broken[ref].reason
    with pytest.raises(PluginError) as caught:
        load_rubric(ref)
    assert caught.value.code == code


def test_a_broken_report_is_an_error_when_chosen(install) -> None:
    install("broken-plugin", BROKEN)
    with pytest.raises(PluginError) as caught:
        render(review(), format="torn")
    assert caught.value.code == "plugin.broken"
    assert "design.md" in render(review(), format="markdown")


def test_a_name_that_two_distributions_claim_is_an_error_when_needed(install) -> None:
    install("first", {"reviewer.operators": {"mine": "sys:exit", "mentions": "sys:exit"}})
    with pytest.raises(PluginError) as caught:
        operator_class("mentions")
    assert caught.value.code == "plugin.ambiguous"
    assert "design-reviewer" in caught.value.message
    assert "first 1.0.0" in caught.value.message


def test_an_operator_must_call_itself_what_it_is_registered_as(install) -> None:
    install("renamed", {"reviewer.operators": {"renamed": "reviewer.operators.words:Words"}})
    with pytest.raises(PluginError) as caught:
        operator_class("renamed")
    assert caught.value.code == "plugin.wrong_kind"


def test_an_unknown_name_has_near_matches() -> None:
    with pytest.raises(PluginError) as caught:
        plugins.load("reviewer.operators", "mentoins")
    assert caught.value.code == "plugin.unknown"
    assert "'mentions'" in (caught.value.hint or "")


def test_a_pack_must_be_registered_under_its_own_id(install) -> None:
    folder = Path(__file__).parents[1] / "rubric" / "packs"
    target = install("misnamed", {"reviewer.rubrics": {"other": "misnamed_pack:FOLDER"}})
    (target / "misnamed_pack.py").write_text(f"FOLDER = {str(folder / 'small')!r}\n")
    with pytest.raises(Exception, match="registered as `other` and calls itself `small`"):
        load_rubric("other")
