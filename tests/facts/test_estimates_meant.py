"""Sums told in other words, by names, with bytes or billions, in formulas, and what a second meaning of them hides."""

from __future__ import annotations

import pytest

from tests.facts.told import assert_none_wrong, assert_right_and_wrong

NAMED = """
- Write QPS = 100M / 86400 = 1160
- Peak QPS = 2 * QPS = {}
"""
BOTH = """
- DAU: 50M
- Posts per user per day: 10
- Posts per day = DAU × posts per user = {}
"""
STARS = """
* Read QPS = 10K requests/second

* Peak QPS
    * reads = 5* read QPS = {} requests/second
"""
COPIES = """
```
  2.15 TB/day → with 3x replication = {} → and so on
```
"""


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        # Twelve months, 24 hours and eight bits are near ten: a result with a digit too many is none of them.
        ("- **Bookings:** 10 million/month × 12 = {} million/year\n", "120", "1200"),
        ("- 500 million/month × 12 months/year × 5 years = {} billion objects\n", "30", "300"),
        ("6 RPS \\* 20kb = {} kb per second\n", "120", "1200"),
        ("- **Writes**: 5.79 GB/s × 8 ≈ **{} Gbps**\n", "46.3", "463"),
        ("- By hand: 2 hours/day × $25/hour = {}/day\n", "$50", "$500"),
        ("a 10 MB body takes 10 MB × 8 ÷ 100 Mbps = {} s\n", "0.8", "8"),
        # A letter is a billion or bytes, a million or megabytes.
        ("- **Memory per second** = **1M × 60B = {}**\n", "60MB", "600MB"),
        ("Messages per day = 500 M * 40 = {} B\n", "20", "200"),
        ("- **15B rows** × 256 B/row ≈ **~{} TB**\n", "4", "40"),
        ("100K URLs/day × 500B/record × 365 days × 5 years = ~{} GB\n", "91", "910"),
        ("$$\n400\\text{M accounts} \\times 128 \\text{ B} = {} \\text{ GB}\n$$\n", "51.2", "512"),
        ("- $10\\text{ Million daily requests} / 100,000 \\approx {}\\text{ QPS}$\n", "100", "1000"),
        ("Size of a row (in bytes) = 8 + 8 + 10 + 10 + 8 + 10K = {}\n", "10,044", "100,440"),
        ("100,000,000 KB / 1,024 / 1,024 ≈ {} GB\n", "95.37", "953.7"),
        # Sums in other words.
        ("500M users @ 10x pageviews/user = {} pageviews/day\n", "5B", "50B"),
        ("- **Total**: ~4TB/year with replicas (3x) = {}\n", "12TB", "120TB"),
        (COPIES, "6.45 TB/day", "64.5 TB/day"),
        ("duration = (500 * 8) Mb / 15 Mbps = {} seconds\n", "266.67", "2666.7"),
        ("- 200bytes per row * 350B rows over ten years = {} of storage\n", "70TB", "700TB"),
        ("1. Number of cards [2400MB/s / 1000MB/s = {}NICs]\n", "3", "30"),
        ("- cost of a look: log₂(25,000,000) ≈ {} operations\n", "24.6", "246"),
        ("- PG: 500 × 200 = {} 연결\n", "100,000", "1,000,000"),
        # Told again in round numbers.
        ("- The URLs created per second: 100M / 24 / 3600 = 1157 = ~{}\n", "1200", "12000"),
        ("- QPS for upload: 10M * 2 / 86400 = 232 ~ {} QPS\n", "240", "2400"),
        ("- Peak: 1,389 / 1,000 = 1.39 → {} servers\n", "2", "20"),
        ("- 100 KB × 200 M = 20000 GB ~ {} TB\n", "20", "200"),
        # By their names.
        (NAMED, "2320", "23200"),
        (BOTH, "500M", "5B"),
        (STARS, "50K", "500K"),
    ],
)
def test_forms(text: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(text, right, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "10 * 100 million = 1 billion changes / day = **12 K writes / second** --> **120 K reads / second**\n",
        "- 1.16M ÷ 50K reads/node ≈ 24 nodes\n",
        "- 10^5 requests/s * 10^3 bytes / request = 10^8 bytes / s\n",
        "The rate is $0.05 \\times 90{,}112 = 4{,}505.6 \\approx 4.5 \\text{ TxkB/s}$.\n",
        "* Write QPS = requests a day / seconds a day\n* = 10^8/10^5 = 1K QPS\n* Read QPS = 10*(write QPS) = 10K QPS\n",
        "- Club 30d/50 GB — 50 GB ≈ 9 games\n",
        "- 20% of the active URLs × 500B on average = ~1 GB\n",
        "Traffic of the group is 1M × 10 ~ 15 MB.\n",
    ],
)
def test_no_right_figure_is_accused(text: str) -> None:
    assert_none_wrong(text)
