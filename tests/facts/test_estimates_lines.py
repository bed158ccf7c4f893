"""Tables read line by line, what each has in brackets, savings, sums under a rule, units of more languages."""

from __future__ import annotations

import pytest

from benchmarks.estimates import estimates
from tests.facts.told import assert_none_wrong, assert_right, assert_right_and_wrong

SESSIONS = """
| Case | Small | Medium | Large |
|---|---|---|---|
| Calls per session | 40 | 300 | 2000 |
| Sessions per day | 6 | 25 | 60 |
| Calls per day | {} | 7,500 | 120,000 |
"""
GROWTH = """
| Layout | Daily growth | Monthly growth | Risk |
|---|---|---|---|
| As it is | +12.5 MB / day | ~{} | too much |
"""
COSTS = """
| Item | Monthly | Annual |
|---|---|---|
| Servers | $40 | $480 |
| Disks | $65 | {} |
"""
CELLS = """
| Name | Sum | Result |
|---|---|---|
| Loads | 200M × 20 a day | {}/day: 46,000/s on average, 140,000/s at the peak |
"""
BEFORE = """
| Name | Result | Sum |
|---|---|---|
| Raw storage of ten years (10 yr) | {} | 18 TB/day x 3,650 days |
"""
POSTS = """
| Name | Sum | Result |
|---|---|---|
| Posts | $10^8$ × 1 KB a day | {}; 110 TB/year with three replicas |
"""
EACH = """
| Metric | Value |
|---|---|
| **DAU** | 40M |
| **Signals per day** | {} (10 per DAU) |
"""
SAVED = """
- **Old**: 1,000 × 0.27 µs = **270 µs** (0.27 ms)
- **New**: 1,000 × 0.19 µs = **190 µs** (0.19 ms)
- **Saved: {}**
"""
RULE = """
```
UserId: int                 4 bytes
Name: varchar(20)          20 bytes
Email: varchar(32)         32 bytes
Birthday: datetime          4 bytes
-----------------------------------
                            {}
```
"""
CHAIN = "Storage per year = 3.3M × 365 × 500 bytes ≈ {} × 500 bytes ≈ 600 GB/year\n"
KOREAN = """
```
평균 QPS = 1,000만 / 86,400 ≈ {}
```
"""


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (SESSIONS, "240", "2,400"),
        (GROWTH, "375 MB", "375 GB"),
        (COSTS, "$780", "$78"),
        (CELLS, "4B", "400M"),
        (BEFORE, "65 PB", "65 TB"),
        (EACH, "400M", "4,000M"),
        ("- DAU: 40M\n- Posts: {} (10 per user)\n", "400M/day", "4,000M/day"),
        (SAVED, "80 µs", "460 µs"),
        (RULE, "60 bytes", "160 bytes"),
        (CHAIN, "1.2B", "12B"),
        (KOREAN, "116 QPS", "1160 QPS"),
        ("матч 1.5 ч @ 8 Мбит/с ≈ {}.\n", "5.4 ГБ", "54 ГБ"),
        ("6.8 ГБ/день × 30 дней ≈ {}\n", "204 ГБ", "2 ТБ"),
        ("Read QPS = 10M * 20 / 10^5 seconds ≈ **2,000 QPS**, peak (x5) ≈ **{}**\n", "10,000 QPS", "400 QPS"),
        ("- **Scale:** 1k write QPS, 100k read QPS, so read-heavy, {}\n", "100:1", "10:1"),
        ("```\nLetters and digits → 62^7 = {} possible codes\n```\n", "3.5 trillion", "350 billion"),
        ("Total storage = 100 B * 100 KB = 10000 000 B bytes = {}\n", "10 PB", "10 TB"),
        ("- a backlog of 10,000 seconds\n- 10,000 second backlog ({} hours)\n", "2.8", "28"),
        ("- 10M DAU\n- North: 30% ({})\n- South: 25% (2.5M DAU)\n", "3M DAU", "30M DAU"),
        (POSTS, "100 GB/day", "1 TB/day"),
    ],
)
def test_forms(text: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(text, right, wrong)


def test_a_rate_goes_without_its_unit() -> None:
    assert_right("- 5M creates per day\n\n```\nWrite QPS ≈ 60\n```\n", 60.0)


def test_a_unit_stands_behind_a_formula() -> None:
    told = estimates("We get $4 \\times 10^6$ × 20 = $8 \\times 10^7$/day of it.\n")
    assert [(one.verdict, one.stated.unit) for one in told] == [("right", "1/day")]


@pytest.mark.parametrize(
    "text",
    [
        "| Database | 3 nodes | 32 vCPU / 128 GB / 1 TB | $300K |\n" * 2,
        "| Crash dumps (dedup) | 1 PB/year → 100 TB/year | 8 TB/month |\n" * 2,
        "- Vote record: 50 bytes\n- Votes: 500M votes/day × 365 days = 9TB/year\n",
        "- 1080*1920 resolution -> 1 MB per video\n",
        "- A 1-hour ride has ~100 KB raw; the binary format compresses to ~10 KB.\n",
        "- 6, 12 and 24-hour charts render in <2 seconds.\n",
        "| Details | nvarchar uses 2 bytes per character, or 100 characters: 200 bytes + 2 bytes for the length |\n"
        * 2,
        "| Tier | Monthly | Annual |\n|---|---|---|\n| Team | $10 | $100 |\n| Firm | $25 | $240 |\n",
        "| X | A | B | C |\n|-|-|-|-|\n| Cores | 2 | 4 | 8 |\n| Memory | 8 | 16 | 31 |\n| Price | 20 | 41 | 9 |\n",
    ],
)
def test_no_right_figure_is_accused(text: str) -> None:
    assert_none_wrong(text)
