"""The Review made of verdicts: gains, lift, bands, caps, what it supports, and its public JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import BANDS, SCALE, Pack, aside, criterion, graded, subject, unassessed

from reviewer.model.finding import Finding
from reviewer.model.grade import LLMGrade, RuleGrade
from reviewer.model.review import Review, Usage
from reviewer.model.rubric import Band, Cap, Level, Scheme
from reviewer.scoring import Circumstances, score

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def scored(pack, *verdicts, findings=(), kind="answer", **more) -> Review:
    rubric = pack.made()
    circumstances = Circumstances(**{"profile": rubric.default_profile, "engine": "1.2.3", "created_at": NOW, **more})
    return score(subject(kind=kind), rubric, verdicts, findings, circumstances)


TWO = Pack([criterion("a.x", advice="Say how."), criterion("a.y"), criterion("b.z", weight=2.0)])


def test_figures_and_gains() -> None:
    review = scored(TWO, graded("a.x", "missing"), graded("a.y", "met"), graded("b.z", "partial"))
    assert (review.score, review.coverage, review.bounds, review.band) == (50.0, 1.0, (50.0, 50.0), "lean hire")
    assert [(grade.criterion, grade.gain) for grade in review.grades] == [("a.x", 12.5), ("a.y", 0.0), ("b.z", 25.0)]
    assert [(phase.id, phase.score) for phase in review.phases] == [("a", 50.0), ("b", 50.0)]


def test_lift_is_sorted_by_gain_and_names_the_step() -> None:
    review = scored(TWO, graded("a.x", "missing"), graded("a.y", "missing"), graded("b.z", "partial"))
    assert [(step.criterion, step.gain, step.next_level) for step in review.lift] == [
        ("b.z", 25.0, "met"),
        ("a.x", 12.5, "partial"),
        ("a.y", 12.5, "partial"),
    ]
    assert [step.step for step in review.lift] == ["all of it", "Say how.", "some of it"]


def test_the_judges_step_comes_before_the_advice() -> None:
    said = replace(graded("a.x", "missing"), step="Name the queue.")
    review = scored(TWO, said, graded("a.y", "met"), graded("b.z", "met"))
    assert [step.step for step in review.lift] == ["Name the queue."]


def test_nothing_assessed() -> None:
    review = scored(TWO, unassessed("a.x"), unassessed("a.y", "language"), aside("b.z"))
    assert (review.score, review.coverage, review.bounds, review.band) == (None, 0.0, (0.0, 100.0), None)
    assert (review.supports, review.lift) == (None, [])
    assert review.notes == ["Not everything could be assessed: the band could be anything from “no hire” to “hire”."]
    assert [phase.score for phase in review.phases] == [None, None]


def test_every_criterion_has_one_entry_in_rubric_order_whatever_the_order_of_verdicts() -> None:
    review = scored(TWO, aside("b.z", "no store"), unassessed("a.y", "budget"), graded("a.x", "met"))
    assert [(grade.criterion, grade.status, grade.level, grade.why) for grade in review.grades] == [
        ("a.x", "graded", "met", None),
        ("a.y", "not_assessed", None, "budget"),
        ("b.z", "not_applicable", None, "no store"),
    ]
    assert (review.coverage, review.score, review.bounds) == (0.5, 100.0, (50.0, 100.0))
    assert len(review.notes) == 1


def test_weights_of_the_profile_for_the_kind() -> None:
    heavy = Scheme(BANDS, phase_weights={"b": 3.0}, criterion_weights={"a.x": 3.0})
    review = scored(
        replace(TWO, schemes={"mid": heavy}), graded("a.x", "met"), graded("a.y", "missing"), graded("b.z", "missing")
    )
    assert (review.phases[0].score, review.score) == (75.0, 18.75)
    assert [phase.weight for phase in review.phases] == [1.0, 3.0]
    assert [grade.weight for grade in review.grades] == [3.0, 1.0, 2.0]


def test_a_kind_without_a_scheme_has_no_band() -> None:
    review = scored(TWO, graded("a.x", "met"), graded("a.y", "met"), graded("b.z", "met"), kind="design_doc")
    assert (review.score, review.band, review.supports) == (100.0, None, None)


def test_below_the_last_band_there_is_none() -> None:
    pack = replace(TWO, schemes={"mid": Scheme((Band("hire", 60.0),), accept="hire")})
    review = scored(pack, graded("a.x", "missing"), graded("a.y", "missing"), graded("b.z", "missing"))
    assert (review.band, review.supports) == (None, None)


CAP = Cap(("a.x", "a.y"), "missing", "no hire", "nothing is said about load.")


@pytest.mark.parametrize(
    ("x", "y", "band"),
    [
        (graded("a.x", "missing"), graded("a.y", "missing"), "no hire"),
        (graded("a.x", "missing"), graded("a.y", "partial"), "hire"),
        (graded("a.x", "missing"), aside("a.y"), "no hire"),
        (aside("a.x"), aside("a.y"), "hire"),
        (graded("a.x", "missing"), unassessed("a.y"), "hire"),
    ],
    ids=["all", "one above", "one does not apply", "none applies", "one unknown"],
)
def test_caps(x, y, band) -> None:
    review = scored(replace(TWO, caps=(CAP,), weights={"b": 9.0}), x, y, graded("b.z", "met"))
    assert review.band == band
    held = ["The band is held at “no hire”: nothing is said about load."]
    assert review.notes == (held if band == "no hire" else [])


def test_a_cap_never_raises_and_the_lowest_counts() -> None:
    caps = (replace(CAP, band="hire"), replace(CAP, band="no hire", why="second"), replace(CAP, band="lean hire"))
    pack = replace(TWO, caps=caps, weights={"b": 2.0})
    review = scored(pack, graded("a.x", "missing"), graded("a.y", "missing"), graded("b.z", "met"))
    assert (review.band, review.notes) == ("no hire", ["The band is held at “no hire”: second"])


def test_supports_the_highest_profile_in_which_the_acceptance_band_is_reached() -> None:
    def profile(at_least: float, accept: str | None = "hire") -> Scheme:
        return Scheme((Band("strong", 90), Band("hire", at_least), Band("no hire", 0)), accept=accept)

    schemes = {"junior": profile(30), "mid": profile(50), "senior": profile(70), "none": profile(0, accept=None)}
    pack = replace(TWO, schemes=schemes)
    review = scored(pack, graded("a.x", "missing"), graded("a.y", "met"), graded("b.z", "partial"))
    assert (review.profile, review.band, review.supports) == ("junior", "hire", "mid")


def test_what_was_said_and_by_whom_stands_in_the_grade() -> None:
    llm = LLMGrade("a.x", "graded", level="met", confidence=0.8, prompt="phase@1", model="m", reason="It names it.")
    rules = RuleGrade("a.x", "graded", level="partial", evidence=graded("a.x", "met").evidence)
    verdict = replace(graded("a.x", "met"), decided_by="llm", llm=llm, rules=rules, disagreement="They differ.")
    item = scored(TWO, verdict, graded("a.y", "met"), graded("b.z", "met")).grades[0]
    assert item.rules.model_dump() == {"level": "partial", "lines": [(3, 3)], "why": None}
    assert item.llm.model_dump() == {"level": "met", "confidence": 0.8, "why": None, "reason": "It names it."}
    assert item.made_by.model_dump() == {"engine": "1.2.3", "prompt": "phase@1", "model": "m"}
    assert (item.disagreement, item.decided_by) == ("They differ.", "llm")


def test_json_has_the_public_keys_and_reads_back() -> None:
    finding = Finding("empty-section", "note", "Empty.", (2, 2), "ab12")
    usage = Usage(calls=2)
    review = scored(
        TWO,
        graded("a.x", "met"),
        graded("a.y", "met"),
        graded("b.z", "met"),
        findings=[finding],
        notes=("Hear.",),
        usage=usage,
    )
    data = json.loads(review.model_dump_json())
    assert set(data) == {
        *("schema_version", "document", "rubric", "profile", "score", "coverage", "bounds", "band", "supports"),
        *("phases", "grades", "lift", "findings", "estimates", "notes", "usage", "created_at"),
    }
    assert data["findings"] == [
        {
            **{"rule": "empty-section", "severity": "note", "message": "Empty.", "lines": [2, 2]},
            **{"fingerprint": "ab12", "suppressed": None},
        }
    ]
    assert data["grades"][0]["evidence"] == [{"lines": [3, 3], "quote": "Orders go to Postgres.", "status": "exact"}]
    assert (data["notes"], data["usage"]["calls"], data["created_at"]) == (["Hear."], 2, "2026-01-02T00:00:00Z")
    assert Review.model_validate_json(review.model_dump_json()) == review


FIVE = (Level("0", 0.0, False), Level("1", 0.1), Level("2", 0.4), Level("3", 0.75), Level("4", 1.0))
IDS = ["a.p", "a.q", "b.r", "b.s", "c.t"]
OUTCOMES = st.fixed_dictionaries({i: st.sampled_from(["missing", "partial", "met", "na", "open"]) for i in IDS})


def verdicts_for(outcomes: dict[str, str]):
    make = {"na": aside, "open": unassessed}
    return [make[o](i) if o in make else graded(i, o) for i, o in outcomes.items()]


@given(OUTCOMES, st.sets(st.sampled_from(IDS)))
def test_a_gain_is_exactly_what_the_next_level_adds(outcomes, bonus) -> None:
    pack = Pack(
        [criterion(i, weight=w, bonus=i in bonus) for i, w in zip(IDS, (1, 2, 0.5, 1, 3), strict=True)],
        weights={"a": 2.0, "b": 1.0, "c": 0.7},
    )
    review = scored(pack, *verdicts_for(outcomes))
    for grade in review.grades:
        level = outcomes[grade.criterion]
        if level not in {"missing", "partial"} or review.score is None:
            assert grade.gain == 0
            continue
        higher = {"missing": "partial", "partial": "met"}[level]
        after = scored(pack, *verdicts_for({**outcomes, grade.criterion: higher}))
        assert grade.gain == pytest.approx(after.score - review.score, abs=2e-4)


@given(OUTCOMES, st.permutations(IDS))
def test_the_order_of_verdicts_does_not_matter(outcomes, order) -> None:
    pack = Pack([criterion(i) for i in IDS])
    assert scored(pack, *verdicts_for(outcomes)) == scored(pack, *verdicts_for({i: outcomes[i] for i in order}))


def test_any_scale_will_do() -> None:
    pack = Pack([criterion("a.x"), criterion("a.y")], scale=FIVE)
    review = scored(pack, graded("a.x", "3"), graded("a.y", "1"))
    assert review.score == 42.5
    assert [grade.gain for grade in review.grades] == [12.5, 15.0]
    assert SCALE[0].id != FIVE[0].id
