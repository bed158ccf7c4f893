"""Findings about sums: each says the sum as it was done, and none speaks where a figure is not stated."""

from __future__ import annotations

import pytest

from reviewer.findings import find
from reviewer.findings.estimate_average_as_peak import KIND as AVERAGE
from reviewer.findings.estimate_bits_bytes import KIND as BITS
from reviewer.findings.estimate_replication_left_out import KIND as COPIES
from reviewer.findings.estimate_two_values import KIND as VALUES
from reviewer.findings.estimate_underived import KIND as UNDERIVED
from reviewer.findings.estimate_unused import KIND as UNUSED
from reviewer.findings.estimate_wrong import KIND as WRONG
from reviewer.model.facts import Amount, Estimate, EstimateInput, EstimateVerdict, Facts
from reviewer.model.subject import Subject
from tests.findings.test_kinds import example, found, manual, subject

KINDS = {kind.id: kind for kind in (AVERAGE, BITS, COPIES, VALUES, UNDERIVED, UNUSED, WRONG)}


def messages(kind, text: str) -> list[str]:
    return [finding.message for finding in find(subject(text), [kind])]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_manual_page_holds(kind) -> None:
    page = manual(kind)
    assert page.startswith(f"`{kind.id}`: ")
    assert "What to do:" in page
    assert len(found(kind, example(kind, "Reported"))) == 1
    assert found(kind, example(kind, "Not reported")) == []


def test_all_kinds_about_sums_are_named_so() -> None:
    assert all(name.startswith("estimate-") for name in KINDS)


def _stated(verdict: EstimateVerdict, expected: Amount | None) -> Estimate:
    inputs = (EstimateInput((3, 3), 1e8, ""), EstimateInput((5, 5), 10, "KB"))
    return Estimate((5, 5), "= 50 TB", Amount(50, "TB"), expected, verdict, inputs, "100M × 10 KB")


def test_a_wrong_sum_is_told_as_it_was_done() -> None:
    given = subject("# Pastes\n\n100M pastes.\n\nAt 10 KB each = 50 TB in all.\n")
    (one,) = find(Subject(given.document, Facts(estimates=(_stated("wrong", Amount(1, "TB")),))), [WRONG])
    assert one.message == "50 TB is stated, but 100M × 10 KB (line 3) comes to 1 TB."
    assert (one.severity, one.lines) == ("error", (5, 5))


@pytest.mark.parametrize(("verdict", "expected"), [("right", Amount(1, "TB")), ("unchecked", None), ("wrong", None)])
def test_other_sums_are_not_reported(verdict, expected) -> None:
    given = subject("# Pastes\n\n100M pastes.\n\nAt 10 KB each = 50 TB in all.\n")
    facts = Facts(estimates=(_stated(verdict, expected),))
    assert find(Subject(given.document, facts), [WRONG]) == ()


def test_bits_for_bytes_explain_a_wrong_sum() -> None:
    given = subject("# Pastes\n\n60 pastes/s × 10 KB = 0.6 Mb/s.\n")
    inputs = (EstimateInput((3, 3), 60, "1/s"), EstimateInput((3, 3), 10, "KB"))
    one = Estimate(
        (3, 3), "0.6 Mb/s", Amount(0.6, "Mbit/s"), Amount(4.8, "Mbit/s"), "wrong", inputs, "60 pastes/s × 10 KB"
    )
    found_ = find(Subject(given.document, Facts(estimates=(one,))), [BITS, WRONG])
    assert {(each.rule, each.severity) for each in found_} == {
        ("estimate-wrong", "error"),
        ("estimate-bits-bytes", "note"),
    }


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("2,000 uploads/s × 500 KB = 1 Gbit/s.", True),
        ("500 uploads/s × 200 kilobytes = 100 Mbit/s.", True),
        ("500 uploads/s × 200 KB = 800 Mbit/s.", False),
        ("500 uploads/s × 200 KB = 100 MB/s.", False),
        ("500 uploads/s × 200 KB = 80 Mbit/s.", False),
        ("10 M pastes × 10 KB = 800 GB.", False),
        ("5.79 GB/s × 8 ≈ 46.3 Gbps.", False),
        ("100 servers × 10 MB/s each: a network of 1-10 Gbps.", False),
    ],
)
def test_bits_for_bytes(text: str, reported: bool) -> None:
    assert bool(found(BITS, f"# T\n\n## Bandwidth\n\n{text}\n")) is reported


LOAD = "# T\n\n## Estimates\n\n- 86.4 M orders a day / 86,400 s = 1,000 orders per second\n"


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("- At peak 4,000 orders per second\n- 1,000 / 250 orders/s per server = 4 servers\n", "16 servers"),
        ("- Peak factor: 3x\n- 1,000 / 250 orders/s per server = 4 servers\n", "12 servers"),
        ("- At peak 4,000 orders per second\n- 4,000 / 250 orders/s per server = 16 servers\n", None),
        ("- 1,000 / 250 orders/s per server = 4 servers\n", None),
        ("- Peak: 1,100 orders per second\n- 1,000 / 250 orders/s per server = 4 servers\n", None),
        ("- At peak 4,000 searches per second\n- 1,000 / 250 orders/s per server = 4 servers\n", None),
    ],
    ids=["peak", "factor", "peak used", "no peak", "no higher", "another load"],
)
def test_an_average_for_a_peak(text: str, needed: str | None) -> None:
    told = messages(AVERAGE, LOAD + text)
    assert len(told) == (needed is not None)
    assert all(f"needs {needed}." in one for one in told)


def test_a_small_or_another_number_is_no_average_load() -> None:
    load = "# T\n\n## Estimates\n\n- 864,000 orders a day / 86,400 s = 10 orders per second\n- Peak factor: 3x\n"
    assert messages(AVERAGE, f"{load}- 10 orders/s / 5 orders/s per worker = 2 workers\n")
    assert not messages(AVERAGE, f"{load}- 10 jobs / 5 jobs per worker = 2 workers\n")
    assert not messages(AVERAGE, f"{load}- Needed workers = 10 / 5 (jobs of each) = 2 workers\n")


STORAGE = "# T\n\n## Storage\n\n2 M photos a day × 3 MB = 6 TB per day.\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In 5 years this is 11 PB.\n\nAll data are replicated three times.\n", "33 PB"),
        ("In 5 years this is 11 PB.\n\nThe data store has a replication factor of 3.\n", "33 PB"),
        ("In 5 years this is 11 PB.\n\nWith copies 33 PB. Photos are kept in three copies.\n", None),
        ("In 5 years this is 11 PB.\n\nThe API runs with 3 replicas.\n", None),
        ("In 5 years this is 11 PB.\n", None),
        ("Photos are kept for 90 days.\n", "540 TB"),
        ("Photos are kept for 90 days, 540 TB.\n", None),
        ("Sessions end after 90 days.\n", None),
    ],
    ids=["times", "factor", "told", "of the API", "no copies", "retention", "retention told", "no retention"],
)
def test_what_storage_leaves_out(text: str, told: str | None) -> None:
    found_ = messages(COPIES, STORAGE + text)
    assert len(found_) == (told is not None)
    assert all(f"comes to {told}." in one for one in found_)


@pytest.mark.parametrize(
    ("one", "other", "reported"),
    [
        ("- 10 million daily active users", "We have 50 million daily active users.", True),
        ("- DAU: 10 million", "We have 50 million daily active users.", True),
        ("- Average photo size: 200 KB", "- Average photo size: 2 MB", True),
        ("| Photo uploads per day | 2 M uploads |", "| Photo uploads per day | 4 M uploads |", True),
        ("- 10 million daily active users", "We have 12 million daily active users.", False),
        ("- 10 million daily active users", "We have 50 million monthly active users.", False),
        ("- 10 million daily active users now", "We have 50 million daily active users in five years.", False),
        ("- 10,000 photo reads per second", "100 photo writes per second", False),
        ("- Photo size at peak: 200 KB", "Photo size on average: 2 MB", False),
        ("- up to 10 million active users", "We have 50 million active users.", False),
        ("- 10–20 million active users", "We have 50 million active users.", False),
        ("- 500,000 daily active drivers", "- 2 million daily active customers", False),
        ("- 200 ms", "- 300 ms", False),
    ],
)
def test_two_values(one: str, other: str, reported: bool) -> None:
    head = "| What | How many |\n|---|---|\n" if one.startswith("|") else ""
    assert bool(messages(VALUES, f"# T\n\n## A\n\n{head}{one}\n\n## B\n\n{head}{other}\n")) is reported


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- 400 M documents × 17 × 5 bytes = 34 GB", [(5, 5)]),
        ("- 400 M documents × 17 words × 5 bytes = 34 GB", []),
        ("- 400 M documents × 0.17 × 5 bytes = 340 MB, as 17 % have one", []),
        ("- 17 words each\n- 400 M documents × 17 × 5 bytes = 34 GB", []),
        ("- 86.4 M documents / 86400 = 1,000 documents per second", []),
        ("- two weeks are kept, 2 weeks of them\n- 1 GB × 14 = 14 GB", []),
        ("- 1 GB × 1,825 = 1.8 TB", []),
        ("- 10,000 users\n- 5% active → 500", []),
        ("| Build | a | b | c |\n|---|---|---|---|\n| one | 2030 | 2335 | 2361 |\n| two | 4060 | 4670 | 4722 |", []),
    ],
    ids=["bare", "named", "a percentage", "stated", "a constant", "weeks", "years", "a result", "a table"],
)
def test_numbers_from_nowhere(text: str, lines: list[tuple[int, int]]) -> None:
    assert found(UNDERIVED, f"# T\n\n## Index\n\n{text}\n") == lines


@pytest.mark.parametrize(
    "after",
    [
        "100 M items × 20 bytes = 2 GB.\n",
        "So one table holds them.\n",
        "5 servers wait.\n\n## Design\n\nThe 100 million items are kept by month.\n",
    ],
    ids=["in a sum", "a conclusion", "named again"],
)
def test_figures_that_are_used(after: str) -> None:
    text = "# T\n\n## Estimates\n\n10 million users × 10 categories = 100 million items.\n\n"
    end = "\n## End\n\nWorkers read the queue.\n"
    assert found(UNUSED, text + "Transactions go to a queue.\n" + end) == [(5, 5)]
    assert found(UNUSED, text + after + end) == []


def test_cells_of_a_table_are_no_steps_to_nowhere() -> None:
    rows = "| Year | Users | Posts |\n|---|---|---|\n| 1 | 100 M | 200 M posts |\n| 2 | 110 M | 220 M posts |\n"
    assert found(UNUSED, f"# T\n\n## Estimates\n\n{rows}\n## End\n\nWorkers read the queue.\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n## Files\n\n- upload size: 10 TB of files\n- upload size: 1 TB of files\n",
        "# T\n\n## Example 1\n\n- 10 million active users\n\n## Example 2\n\n- 50 million active users\n",
        "# A\n\n## Capacity\n\n- 10 million active users\n\n# B\n\n## 2. Capacity\n\n- 50 million active users\n",
    ],
    ids=["side by side", "examples", "two designs"],
)
def test_values_that_are_told_for_different_things(text: str) -> None:
    assert messages(VALUES, text) == []
