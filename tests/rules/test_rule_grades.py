"""What the rules make of a criterion: levels, evidence, reasons, and what they do not grade."""

from __future__ import annotations

import pytest
from samples import NO, Pack, Says, criterion, document, span, subject

from reviewer.model.rubric import Applies
from reviewer.rules import grade

TEXT = """# Ticket shop

The gateway uses a token bucket of 50 requests per second.


Seats are held for ten minutes.
"""
DOC = document(TEXT)
BUCKET = span(DOC, "The gateway uses a token bucket of 50 requests per second.", 2.0)
SEATS = span(DOC, "Seats are held for ten minutes.")


def graded(rules, **more):
    (only,) = grade(subject(TEXT), Pack([criterion("a.rate limiting", rules=rules, **more)]).made())
    return only


def test_highest_level_whose_rule_holds_wins() -> None:
    met = Says(spans=(BUCKET,), found=("'token bucket' with a number",))
    result = graded({"met": met, "partial": Says(spans=(SEATS,))})
    assert (result.status, result.level) == ("graded", "met")
    assert [item.quote for item in result.evidence] == [TEXT.split("\n")[2]]
    assert result.evidence[0].lines == (3, 3)
    assert result.reason == "Found 'token bucket' with a number on line 3."


def test_lower_level_where_the_higher_does_not_hold() -> None:
    assert graded({"met": NO, "partial": Says(spans=(SEATS,))}).level == "partial"


def test_nothing_found() -> None:
    result = graded({"met": NO, "partial": NO}, title="Rate limiting")
    assert (result.level, result.evidence) == ("missing", ())
    assert result.reason == "Nothing found on rate limiting."


def test_an_abbreviation_keeps_its_capitals_in_the_reason() -> None:
    assert graded({"met": NO}, title="CDN and edge").reason == "Nothing found on CDN and edge."


def test_a_level_without_evidence_steps_down_to_one_that_has() -> None:
    assert graded({"met": Says(), "partial": Says(spans=(SEATS,))}).level == "partial"
    assert graded({"met": Says(), "partial": NO}).level == "missing"


def test_a_criterion_that_needs_no_evidence_is_graded_without() -> None:
    result = graded({"met": Says()}, needs_evidence=False)
    assert (result.level, result.evidence, result.reason) == ("met", (), "Found what was asked for.")


def test_a_criterion_without_rules_takes_a_judge_and_is_not_missing() -> None:
    result = graded({})
    assert (result.status, result.level, result.why) == ("not_assessed", None, "unsupported")


def test_a_criterion_that_does_not_apply() -> None:
    applies = Applies(Says(holds=False, spans=(SEATS,)), "the shop keeps no files")
    result = graded({"met": Says(spans=(BUCKET,))}, applies=applies)
    assert (result.status, result.level, result.why) == ("not_applicable", None, "the shop keeps no files")
    assert result.evidence[0].lines == (6, 6)


def test_a_criterion_that_applies_is_graded() -> None:
    assert graded({"met": Says(spans=(BUCKET,))}, applies=Applies(Says(), "x")).level == "met"


def test_another_language_is_not_assessed() -> None:
    rubric = Pack([criterion("a.x", rules={"met": Says()}), criterion("a.y")]).made()
    results = grade(subject("Der Dienst skaliert.", language="de"), rubric)
    assert [(one.status, one.level, one.why) for one in results] == [("not_assessed", None, "language")] * 2
    assert "(de)" in results[0].reason


@pytest.mark.parametrize("where", ["rule", "applies"])
def test_a_rule_that_raises_is_told_and_stops_no_other(where) -> None:
    bad = Says(error=ValueError("no such key"))
    more = {"rules": {"met": bad}} if where == "rule" else {"applies": Applies(bad, "x")}
    rubric = Pack([criterion("a.x", **more), criterion("a.y", rules={"met": Says(spans=(SEATS,))})]).made()
    broken, fine = grade(subject(TEXT), rubric)
    assert (broken.status, broken.level, broken.why) == ("not_assessed", None, "plugin")
    assert "'Says' (samples) raised ValueError: no such key" in broken.reason
    assert fine.level == "met"


def test_the_innermost_rule_is_blamed() -> None:
    class Wrapper:
        name = "wrapper"

        def match(self, subject):
            return inner.match(subject)

    class Inner:
        name = "acme-check"

        def match(self, subject):
            raise KeyError("x")

    inner = Inner()
    assert "'acme-check'" in graded({"met": Wrapper()}).reason


def test_only_grades_what_is_asked_in_rubric_order() -> None:
    rubric = Pack([criterion("a.x"), criterion("a.y"), criterion("b.z")]).made()
    assert [one.criterion for one in grade(subject(TEXT), rubric, {"b.z", "a.x"})] == ["a.x", "b.z"]


def test_several_finds_on_several_lines_make_one_sentence() -> None:
    met = Says(spans=(SEATS, BUCKET), found=("'token bucket'", "'hold'", "'token bucket'", "'limit'", "'seat'"))
    assert graded({"met": met}).reason == "Found 'token bucket', 'hold' and 'limit' on lines 3 and 6."
