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
| As it is | +14.5 MB / day | ~{} | too much |
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
| All of ten years (10 yr) | {} | 18 TB/day x 3,650 days |
"""
POSTS = """
| Name | Sum | Result |
|---|---|---|
| Notes | $10^8$ × 2 KB a day | {}; 220 TB/year with three copies |
"""
EACH = """
| Metric | Value |
|---|---|
| DAU | 40M |
| Events per day | {} (10 per DAU) |
"""
SAVED = """
- Before: 1,000 × 0.35 µs = **350 µs** (0.35 ms)
- After: 1,000 × 0.21 µs = **210 µs** (0.21 ms)
- Saved: {}
"""
RULE = """
```
key: int                    4 bytes
title: varchar(40)         40 bytes
town: varchar(24)          24 bytes
begun: datetime             8 bytes
-----------------------------------
                            {}
```
"""
CHAIN = "Storage per year = 4.4M × 365 × 300 bytes ≈ {} × 300 bytes ≈ 480 GB/year\n"
KOREAN = """
```
QPS = 3,000만 / 86,400 ≈ {}
```
"""


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (SESSIONS, "240", "2,400"),
        (GROWTH, "435 MB", "435 GB"),
        (COSTS, "$780", "$78"),
        (CELLS, "4B", "400M"),
        (BEFORE, "65 PB", "65 TB"),
        (EACH, "400M", "4,000M"),
        ("- DAU: 40M\n- Posts: {} (10 per user)\n", "400M/day", "4,000M/day"),
        (SAVED, "140 µs", "560 µs"),
        (RULE, "76 bytes", "176 bytes"),
        (CHAIN, "1.6B", "16B"),
        (KOREAN, "347 QPS", "3470 QPS"),
        ("фильм 2 ч @ 6 Мбит/с ≈ {}.\n", "5.4 ГБ", "54 ГБ"),
        ("5.5 ГБ/день × 30 дней ≈ {}\n", "165 ГБ", "1.6 ТБ"),
        ("Read QPS = 20M * 15 / 10^5 seconds ≈ **3,000 QPS**, peak (x4) ≈ **{}**\n", "12,000 QPS", "750 QPS"),
        ("- **Load:** 2k write QPS, 80k read QPS, so mostly reads, {}\n", "40:1", "4:1"),
        ("```\nLetters and digits → 62^6 = {} keys\n```\n", "57 billion", "5.7 billion"),
        ("In all = 20 B * 500 KB = 10000 000 B bytes = {}\n", "10 PB", "10 TB"),
        ("- 9,000 seconds late\n- 9,000 second delay ({} hours)\n", "2.5", "25"),
        ("- 20M DAU\n- North: 40% ({})\n- South: 15% (3M DAU)\n", "8M DAU", "80M DAU"),
        (POSTS, "200 GB/day", "2 TB/day"),
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
        "| Store | 4 nodes | 16 vCPU / 64 GB / 2 TB | $200K |\n" * 2,
        "| Dumps (packed) | 2 PB/year → 200 TB/year | 16 TB/month |\n" * 2,
        "- A mark: 40 bytes\n- Marks: 300M marks/day × 365 days = 4.4TB/year\n",
        "- 1280*720 pixels -> 1.4 MB per clip\n",
        "- A 1-hour trip has ~120 KB raw; packed it compresses to ~12 KB.\n",
        "- 8 and 48-hour plots are drawn in <3 seconds.\n",
        "| Notes | 2 bytes per letter, say 80 letters: 160 bytes + 2 bytes for the length |\n" * 2,
        "| Tier | Monthly | Annual |\n|---|---|---|\n| Team | $10 | $100 |\n| Firm | $25 | $240 |\n",
        "| X | A | B | C |\n|-|-|-|-|\n| Cores | 2 | 4 | 8 |\n| Memory | 8 | 16 | 31 |\n| Price | 20 | 41 | 9 |\n",
    ],
)
def test_no_right_figure_is_accused(text: str) -> None:
    assert_none_wrong(text)
