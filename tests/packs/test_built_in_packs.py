"""The built-in packs: they load, lint, pass their own examples, and turn down what has no substance."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

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


GIFT_CARDS = """# Gift card API

Shops sell gift cards and redeem them at the till. This is the API that the tills and the web shop call.

## Operations

A card belongs to one shop. Every card has an opaque id that the server makes.

- `POST /v1/cards {amount, currency, shop}` returns `201 {id, balance, expires_at}`
- `GET /v1/cards/{id}` returns `{id, balance, currency, state}`
- `POST /v1/cards/{id}/redemptions {amount}` returns `{balance}`

Amounts are integers in the smallest unit of the currency, and times are RFC 3339 strings in UTC.

## Calls

- `409` with the code `balance_too_low` if the card does not hold the amount; nothing is taken then.
- The same `Idempotency-Key` within 24 hours returns the first result and takes nothing twice.
- A till authenticates with a client certificate and may only redeem cards of its own shop.
- The rate limit is 20 requests per second and till; beyond that the answer is `429` with `Retry-After`.
- Cards come newest first, 100 per page at most; `next` continues after the last one seen.

## Change

The major version stands in the path and rises only for breaking changes. New optional fields may be added within a
version; callers must ignore unknown fields. A version is deprecated twelve months before it is removed, and the owners
of all tills get a mail. Client libraries are generated from the OpenAPI file, and a contract test compares each release
with it.
"""

WORKLOAD = """# Parcel tracking

## Operations

We page the on-call engineer when the error rate of scans is above 2 % for five minutes; each alert links its runbook.
Each change goes to 5 % of traffic first. If errors rise, the pipeline reverts to the previous release.
Terraform builds a complete region from the repository in 50 minutes.

## Security

Services authenticate with mutual TLS, and the label service may read only parcels of its tenant.
Home addresses are encrypted with a key per tenant and masked in logs.
The database sits in a private subnet, and only the gateway has a public address.

## Reliability

The goal is an availability of 99.9 % per month, and we may lose one minute of scans at most.
If a database node fails, its standby in another zone takes over within 30 seconds.
At a peak of four times the usual load, scans wait in the queue and exports are rejected.
Snapshots are taken every night in a second account, and a restore is rehearsed each quarter.

## Performance

A lookup answers within 200 ms at p95 while 900 requests per second come in.
Scans go to a column store because reports read three columns of a billion rows.
Before each release a load test replays an hour of traffic at twice its speed.

## Cost and energy

The bill is about $4,000 per month, and most of that is storage. Two reserved instances carry the base load.
Raw scans are kept for 90 days; daily sums are archived and deleted after five years.
Only changed parcels are sent to the browser, so 90 % of the bytes are saved.
Preview environments are switched off after two hours without a request.
"""


@pytest.mark.parametrize(("pack", "text"), [("api-design", GIFT_CARDS), ("well-architected-lite", WORKLOAD)])
def test_a_document_of_substance_passes_under_every_profile(pack: str, text: str) -> None:
    from reviewer.pipeline import ReviewOptions, review

    for profile in rubric(pack).profiles:
        result = review(
            Submission(name="design.md", data=text.encode()), rubric(pack), ReviewOptions(profile=profile.id)
        )
        assert result.supports == rubric(pack).profiles[-1].id, (result.score, result.band, result.notes)
        other = next(one for one in (GIFT_CARDS, WORKLOAD) if one != text)
        stray = review(
            Submission(name="design.md", data=other.encode()), rubric(pack), ReviewOptions(profile=profile.id)
        )
        assert stray.band == WORST[pack]
