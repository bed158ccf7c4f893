"""Bands and caps of the built-in pack: on labels made up here, and on the reference labels where they stand beside."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.agreement import read_labels
from reviewer.documents import read
from reviewer.model.facts import Facts
from reviewer.model.grade import Verdict
from reviewer.model.review import Review
from reviewer.model.rubric import Rubric, Scheme
from reviewer.model.subject import Kind, Subject
from reviewer.model.submission import Submission
from reviewer.rubric import load_rubric
from reviewer.scoring import Circumstances, score

LABELS = Path(__file__).resolve().parents[3] / "shared" / "gold" / "labels"
PROFILES = ("junior", "mid", "senior", "staff")
KINDS: tuple[Kind, ...] = ("answer", "design_doc")
FAILURE = ("evolve.spof", "tactics.reliability", "mitigation.redundancy", "spof.database", "spof.hardware")

reference = pytest.mark.skipif(not LABELS.is_dir(), reason=f"the reference labels are not here: {LABELS}")


@cache
def pack() -> Rubric:
    return load_rubric("system-design")


@cache
def subject(kind: Kind) -> Subject:
    return Subject(read(Submission(name="text.md", data=b"A text.")), Facts(), kind=kind)


def reviewed(levels: dict[str, str], kind: Kind, profile: str = "mid") -> Review:
    """The Review of a document with these levels; criteria without one are missing."""
    verdicts = [verdict(criterion.id, levels.get(criterion.id, "missing")) for criterion in pack().criteria]
    circumstances = Circumstances(profile=profile, engine="test", created_at=datetime(2030, 1, 1, tzinfo=UTC))
    return score(subject(kind), pack(), verdicts, [], circumstances)


def verdict(criterion: str, level: str) -> Verdict:
    if level == "na":
        return Verdict(criterion, "not_applicable", why="not for this system")
    return Verdict(criterion, "graded", level=level)


def all_at(level: str) -> dict[str, str]:
    return {criterion.id: level for criterion in pack().criteria}


def scheme(profile: str, kind: Kind) -> Scheme:
    return pack().profile(profile).schemes[kind]


def rank(review: Review) -> int:
    """0 for the worst band."""
    bands = scheme(review.profile, review.document.kind).bands
    return [band.id for band in reversed(bands)].index(review.band or "")


def least(profile: str, kind: Kind) -> int:
    """The rank of the band with which a document passes."""
    bands = [band.id for band in reversed(scheme(profile, kind).bands)]
    return bands.index(scheme(profile, kind).accept or "")


@cache
def reference_reviews(kind: Kind, profile: str) -> dict[str, Review]:
    """The reviews of the reference documents of one kind from their labels, worst score first."""
    prefix = "answer-" if kind == "answer" else "rfc-"
    found = {
        name: reviewed({criterion: label.level for criterion, label in labels.items()}, kind, profile)
        for name, labels in read_labels(LABELS).items()
        if name.startswith(prefix)
    }
    return dict(sorted(found.items(), key=lambda item: item[1].score or 0.0))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("profile", PROFILES)
def test_texts_without_substance_are_turned_down(profile: str, kind: Kind) -> None:
    nothing, generic = reviewed({}, kind, profile), reviewed(all_at("partial"), kind, profile)
    assert (nothing.score, nothing.band) == (0.0, "strong no hire" if kind == "answer" else "not ready")
    assert (generic.band, generic.supports) == ("no hire" if kind == "answer" else "not ready", None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("profile", PROFILES)
def test_all_met_is_the_best_there_is(profile: str, kind: Kind) -> None:
    best = reviewed(all_at("met"), kind, profile)
    assert (best.score, rank(best), best.supports) == (100.0, len(scheme(profile, kind).bands) - 1, "staff")


@pytest.mark.parametrize("kind", KINDS)
def test_every_profile_asks_more_than_the_one_before(kind: Kind) -> None:
    for lower, higher in pairwise(PROFILES):
        less, more = scheme(lower, kind).bands, scheme(higher, kind).bands
        assert [band.id for band in less] == [band.id for band in more]
        assert all(one.at_least <= other.at_least for one, other in zip(less, more, strict=True))
        assert less[0].at_least < more[0].at_least


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("profile", PROFILES)
def test_phase_weights_add_up_to_a_hundred(profile: str, kind: Kind) -> None:
    weights = scheme(profile, kind).phase_weights
    assert sum(weights.get(phase.id, phase.weight) for phase in pack().phases) == pytest.approx(100)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("profile", PROFILES)
def test_silence_about_failure_costs_one_band_at_most(profile: str, kind: Kind) -> None:
    """At any score that such a document can reach by what else it says."""
    bands = [band.id for band in scheme(profile, kind).bands]
    accept = bands.index(scheme(profile, kind).accept or "")
    cap = [cap for cap in scheme(profile, kind).caps if "evolve.spof" in cap.criteria]
    assert all(bands.index(one.band) <= accept + 1 for one in cap)
    silent = reviewed({**all_at("met"), **dict.fromkeys(FAILURE, "missing")}, kind, profile)
    assert rank(silent) >= len(bands) - 1 - (accept + 1)


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_a_better_level_never_lowers_score_or_band(data: st.DataObject) -> None:
    ids = [criterion.id for criterion in pack().criteria]
    scale = ("missing", "partial", "met")
    levels = dict(
        zip(ids, data.draw(st.lists(st.sampled_from(scale), min_size=len(ids), max_size=len(ids))), strict=True)
    )
    raised = {
        **levels,
        **{id_: scale[min(2, scale.index(levels[id_]) + 1)] for id_ in data.draw(st.sets(st.sampled_from(ids)))},
    }
    kind, profile = data.draw(st.sampled_from(KINDS)), data.draw(st.sampled_from(PROFILES))
    before, after = reviewed(levels, kind, profile), reviewed(raised, kind, profile)
    assert (after.score or 0) >= (before.score or 0)
    assert rank(after) >= rank(before)


@reference
def test_answers_spread_over_the_bands() -> None:
    reviews = list(reference_reviews("answer", "mid").values())
    bands = [band.id for band in reversed(scheme("mid", "answer").bands)]
    ranks = [bands.index(review.band or "") for review in reviews]
    fifth = len(reviews) // 5
    assert min(ranks[-fifth:]) >= bands.index("hire")
    assert max(ranks[:fifth]) < bands.index("lean hire")
    hired = sum(one >= bands.index("hire") for one in ranks)
    assert len(reviews) / 5 <= hired <= len(reviews) / 2
    assert set(bands) == {bands[one] for one in ranks}, "a band that no answer is in"


@reference
def test_design_documents_spread_over_the_bands() -> None:
    reviews = list(reference_reviews("design_doc", "mid").values())
    found = [review.band for review in reviews]
    fifth = len(reviews) // 5
    assert set(found[-fifth:]) == {"ready"}
    assert set(found[:fifth]) == {"not ready"}
    assert len(reviews) / 5 <= found.count("ready") <= len(reviews) / 2


@reference
@pytest.mark.parametrize("kind", KINDS)
def test_each_profile_accepts_fewer_of_the_same_documents(kind: Kind) -> None:
    accepted = [
        {name for name, review in reference_reviews(kind, profile).items() if rank(review) >= least(profile, kind)}
        for profile in PROFILES
    ]
    assert all(more > fewer for more, fewer in pairwise(accepted))
    for name, review in reference_reviews(kind, "mid").items():
        last = [profile for profile, names in zip(PROFILES, accepted, strict=True) if name in names][-1:]
        assert [review.supports] == (last or [None])
