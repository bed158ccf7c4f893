"""What a line tells of the one above it, changes in words, sums across columns, times of other languages."""

from __future__ import annotations

import pytest

from benchmarks.estimates import estimates
from tests.facts.told import assert_none_wrong, assert_right, assert_right_and_wrong

NESTED = """
- 40M photos are uploaded per day
    - Requests per second: ~{}
"""
PER_DAY = """
- **Average**: ~8 Mbps = 1 MB/s
- **Per Day**: ~{} (24/7 recording)
"""
YEARLY = """
```
Monthly Total ≈ $1,500
Annual Total ≈ {}
```
"""
KEPT = """
- 20 shops × 2.5M rows = 50M rows/year
- 3-year retention = {}+ rows
"""
STORED = """
## Estimates

| Daily writes | 4M × 500B = ~2 GB/day |
| Reads per write | 20:1 |
| Storage (5 years) | ~{} |
"""
RUNS = """
- 50_000_000 new links created per day
- The service will run for 10 years and has to keep all links for that time for a total of {} rows
"""
RISES = "The cost of traces increases from $200 to **{} / month** (Increase of **$200**).\n"
FALLS = "Latency falls from 400 ms to 100 ms ({} less).\n"
AGAIN = "- **Link**: 1 Gbps (1000 Mbps / {})\n"
ACROSS = """
| Plan | Year 1 | Year 2 | Year 3 | Total 3 Years |
|---|---|---|---|---|
| One disk (4 TB, 10 days) | $300 | $0 | $0 | **$300** |
| Object store (7 days) | $2,400 | $2,400 | $2,400 | **{}** |
"""
SAVED = """
| Item | Old vendor | Old cost | New vendor | New cost | How | Savings (%) |
|---|---|---|---|---|---|---|
| Metrics | A | $5,000 | B | $2,000 | 250 hosts * 1,000 = 250,000 series, `(250,000 / 1,000) * $8` = $2,000 | -60% |
| Paging | C | $4,000 | B | $900 | 63 users, 3 are free, `(63 - 3) * $15` = $900 | -{} |
"""
DISKS = """
| Disk | Model | Price | Lasts |
|---|---|---|---|
| 1 TB | A | $85 | 2.5 days |
| 2 TB | A | $150 | 5 days |
| 4 TB | A | $280 | 10 days |
| 4 TB | B | $120 | 10 days (slower) |
| 8 TB | C | $180 | {} |
| 16 TB | D | $280 | 40 days |
"""
MIXED = """
- The bulk of the price is 1.2B requests a day and comes to ~$30'000 per month
- Transfer is another ~$2500
- Total: ~{}
"""
STEPS = "- Convert to GB: 200,000,000 KB / 1,024 / 1,024 = {}\n"
LINES = """
```
An example with 200 users:
= (200 * $0.50) + (40 * $0.10) + $20
= $100 + $4 + $20
= {}/month
```
"""


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (NESTED, "463", "4,630"),
        (NESTED.replace("Requests per second", "Write QPS").replace("    -", "-"), "463", "46"),
        (PER_DAY, "86 GB", "690 GB"),
        (YEARLY, "$18,000", "$1,800"),
        (KEPT, "150M", "1,500M"),
        (STORED, "3.6 TB", "36 TB"),
        (RUNS, "182B", "18B"),
        (RISES, "$400", "$4,000"),
        (FALLS, "75%", "7.5%"),
        (AGAIN, "125 MB/s", "1000 MB/s"),
        (ACROSS, "$7,200", "$720"),
        (SAVED, "77.5%", "7.75%"),
        (DISKS, "20 days", "200 days"),
        (MIXED, "$32500", "$325000"),
        (STEPS, "190.7 GB", "190.7 MB"),
        (LINES, "$124", "$1,240"),
        ("The price is $15'000 + $3'000 = {}.\n", "$18'000", "$180'000"),
    ],
)
def test_forms(text: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(text, right, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "- 730 partitions would be too many\n- Partitions = shops × months (10 shops × 24 months = 240 partitions)\n",
        "- Lambda: $6/year\n\n\\*\\*Monthly Savings:\\*\\* $50/day × 30 days = $1,500\n",
        "- Doorbell (2K): 4-6 Mbps average = ~5 Mbps\n- 10x 4K cameras: ~100 Mbps total\n",
        "- 100M new links are created per day\n    - Reads per second: ~120K\n",
        "| Bitrate | ~2 Mbps |\n| Used by a camera | ~900 MB/h |\n| Total used | ~15.3 GB/h |\n",
        "| A disk (paid once) | $280 |\n| Warm store | $106 |\n| Cold store | $122 |\n| Total a month | $228 |\n",
        "```\nTotal = 5 KB + 3 KB = 8 KB\n\nMonthly Total = $1,500\nAnnual Total = $18,000\n```\n",
        "The store gives 300 MBps * 8 / 1024 = 2.34 Gbps\n",
        "Latency falls from 400 ms to 100 ms (50 % of the users notice).\n",
    ],
)
def test_no_right_figure_is_accused(text: str) -> None:
    assert_none_wrong(text)


def test_times_are_read_in_other_languages() -> None:
    assert_right("| Bitrate por cámara | ~4 Mbps |\n| Consumo por cámara | ~1.8 GB/hora |\n", 1.8)
    assert_right("- 86.4M peticiones por día = 1000 peticiones por segundo\n", 1000)


def test_a_name_is_none_within_a_phrase() -> None:
    found = estimates("```\nTotal = 5 KB + 3 KB\n\nMonthly Total = $1,500\nAnnual Total = $1,800\n```\n")
    assert [(one.text, one.verdict) for one in found if one.stated.unit == "$"] == [("$1,800", "wrong")]
