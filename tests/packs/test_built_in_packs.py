"""The built-in packs: they load, lint, pass their own examples, and turn down what has no substance."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from reviewer.documents import read
from reviewer.model.facts import Facts
from reviewer.model.grade import Verdict
from reviewer.model.review import Review
from reviewer.model.rubric import Rubric
from reviewer.model.subject import Kind, Subject
from reviewer.model.submission import Submission
from reviewer.rubric import lint, list_rubrics, load_rubric, run_examples
from reviewer.rules import grade
from reviewer.scoring import Circumstances, score

PACKS = ("api-design", "system-design", "well-architected-lite")
ADDED = ("api-design", "well-architected-lite")
KINDS: tuple[Kind, ...] = ("answer", "design_doc")
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WORST = {"api-design": "not ready", "well-architected-lite": "high risk"}


@cache
def rubric(pack: str) -> Rubric:
    return load_rubric(pack)


def reviewed(pack: str, level: str, kind: Kind, profile: str) -> Review:
    """The Review of a document with one level throughout."""
    verdicts = [Verdict(criterion.id, "graded", level=level) for criterion in rubric(pack).criteria]
    subject = Subject(read(Submission(name="text.md", data=b"A text.")), Facts(), kind=kind)
    return score(subject, rubric(pack), verdicts, [], Circumstances(profile, "test", datetime(2030, 1, 1, tzinfo=UTC)))


def test_they_are_registered() -> None:
    listed = {one.id: one for one in list_rubrics()}
    assert [one for one in PACKS if one not in listed or not listed[one].ok] == []


@pytest.mark.parametrize("pack", PACKS)
def test_lint_finds_no_error(pack: str) -> None:
    assert [str(one) for one in lint(pack) if one.severity == "error"] == []


@pytest.mark.parametrize("pack", ADDED)
def test_lint_finds_nothing_at_all(pack: str) -> None:
    assert [str(one) for one in lint(pack)] == []


@pytest.mark.parametrize("pack", PACKS)
def test_examples_come_out_as_they_say(pack: str) -> None:
    failed = [one for one in run_examples(rubric(pack), grade) if not one.passed]
    assert [f"{one.place}: {one.criterion}: {one.expected} got {one.got}: {one.detail}" for one in failed] == []


@pytest.mark.parametrize("pack", PACKS)
def test_each_criterion_is_complete(pack: str) -> None:
    """Advice for an author, a rule for each level above the lowest, and an example of both ends of the scale."""
    levels = [level.id for level in rubric(pack).scale]
    for criterion in rubric(pack).criteria:
        assert criterion.why, criterion.id
        assert criterion.advice, criterion.id
        assert criterion.probe, criterion.id
        assert set(criterion.levels) == set(levels), criterion.id
        assert set(criterion.rules) == set(levels[1:]), criterion.id
        assert {levels[0], levels[-1]} <= {example.level for example in criterion.examples}, criterion.id


@pytest.mark.parametrize("pack", ADDED)
@pytest.mark.parametrize("kind", KINDS)
def test_weights_add_up_and_bands_turn_down_generalities(pack: str, kind: Kind) -> None:
    for profile in rubric(pack).profiles:
        weights = profile.schemes[kind].phase_weights
        assert sum(weights.get(phase.id, phase.weight) for phase in rubric(pack).phases) == pytest.approx(100)
        assert [reviewed(pack, level, kind, profile.id).band for level in ("missing", "partial")] == [WORST[pack]] * 2
        best = reviewed(pack, "met", kind, profile.id)
        assert (best.band, best.score) == (profile.schemes[kind].accept, 100.0)


def test_six_pillars() -> None:
    pack = rubric("well-architected-lite")
    counts = {phase.title: sum(one.phase == phase.id for one in pack.criteria) for phase in pack.phases}
    assert list(counts) == [
        "Operational excellence",
        "Security",
        "Reliability",
        "Performance efficiency",
        "Cost optimisation",
        "Sustainability",
    ]
    assert set(counts.values()) <= {3, 4}
    assert [profile.id for profile in pack.profiles] == ["workload", "critical"]


def test_the_api_review_keeps_overrides_adds_and_removes() -> None:
    pack, below = rubric("api-design"), rubric("system-design")
    kept = {one.id for one in pack.criteria} & {one.id for one in below.criteria}
    assert {"restate.problem", "functional.user", "nonfunctional.latency", "api.endpoints"} <= kept
    assert pack.criterion("functional.user") == below.criterion("functional.user")
    ours, theirs = pack.criterion("api.contracts"), below.criterion("api.contracts")
    assert ours.rules == theirs.rules
    assert (ours.weight, ours.levels["met"]) != (theirs.weight, theirs.levels["met"])
    assert {"api.resources", "calls.errors", "calls.paging", "change.versioning"} <= {one.id for one in pack.criteria}
    assert not {"estimation", "deep_dive", "gateway", "spof"} & {one.phase for one in pack.criteria}
    assert "api.semantics" not in kept
    assert [profile.id for profile in pack.profiles] == ["internal", "public"]


@pytest.mark.parametrize("pack", ["api-design", "well-architected-lite"])
def test_a_document_of_substance_passes_under_every_profile(pack: str) -> None:
    from reviewer.pipeline import ReviewOptions, review

    substance, thin = (
        Submission(name=name, data=(EXAMPLES / name).read_bytes())
        for name in ("answer_strong_ticket_sale.md", "rfc_thin_audit_log_compression.md")
    )
    for profile in rubric(pack).profiles:
        options = ReviewOptions(profile=profile.id)
        result = review(substance, rubric(pack), options)
        assert result.supports == rubric(pack).profiles[-1].id, (result.score, result.band, result.notes)
        assert review(thin, rubric(pack), options).band == WORST[pack]
