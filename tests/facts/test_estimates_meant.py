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
  1.25 TB/day → with 3x replication = {} → and so on
```
"""


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        # Twelve months, 24 hours and eight bits are near ten: a result with a digit too many is none of them.
        ("- **Trips:** 20 million/month × 12 = {} million/year\n", "240", "2400"),
        ("- 400 million/month × 12 months/year × 3 years = {} billion notes\n", "14.4", "144"),
        ("8 RPS \\* 30kb = {} kb per second\n", "240", "2400"),
        ("- **Out**: 4.62 GB/s × 8 ≈ **{} Gbps**\n", "37", "370"),
        ("- By hand: 3 hours/day × $20/hour = {}/day\n", "$60", "$600"),
        ("a 20 MB file takes 20 MB × 8 ÷ 200 Mbps = {} s\n", "0.8", "8"),
        # A letter is a billion or bytes, a million or megabytes.
        ("- **Memory a second** = **1M × 70B = {}**\n", "70MB", "700MB"),
        ("Posts per day = 300 M * 60 = {} B\n", "18", "180"),
        ("- **12B lines** × 250 B/line ≈ **~{} TB**\n", "3", "30"),
        ("200K links/day × 400B/link × 365 days × 4 years = ~{} GB\n", "117", "1170"),
        ("$$\n300\\text{M books} \\times 64 \\text{ B} = {} \\text{ GB}\n$$\n", "19.2", "192"),
        ("- $20\\text{ Million daily calls} / 100,000 \\approx {}\\text{ QPS}$\n", "200", "2000"),
        ("A line (in bytes) = 4 + 8 + 12 + 20 + 5K = {}\n", "5,044", "50,440"),
        ("200,000,000 KB / 1,024 / 1,024 ≈ {} GB\n", "190.7", "1907"),
        # Sums in other words.
        ("300M users @ 20x visits/user = {} visits/day\n", "6B", "60B"),
        ("- **All**: ~5TB/year with copies (3x) = {}\n", "15TB", "150TB"),
        (COPIES, "3.75 TB/day", "37.5 TB/day"),
        ("time = (400 * 8) Mb / 12 Mbps = {} seconds\n", "266.67", "2666.7"),
        ("- 150bytes per line * 200B lines over six years = {} on disk\n", "30TB", "300TB"),
        ("1. Number of cards [3400MB/s / 1000MB/s = {}NICs]\n", "4", "40"),
        ("- cost of a look: log₂(30,000,000) ≈ {} steps\n", "24.8", "248"),
        ("- DB: 400 × 300 = {} 연결\n", "120,000", "1,200,000"),
        # Told again in round numbers.
        ("- Links made per second: 200M / 24 / 3600 = 2315 = ~{}\n", "2300", "23000"),
        ("- QPS of sending: 20M * 3 / 86400 = 694 ~ {} QPS\n", "700", "7000"),
        ("- Peak: 1,620 / 1,200 = 1.35 → {} servers\n", "2", "20"),
        ("- 200 KB × 150 M = 30000 GB ~ {} TB\n", "30", "300"),
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
        "20 * 50 million = 1 billion moves / day = **12 K writes / second** --> **240 K reads / second**\n",
        "- 1.3M ÷ 60K reads/node ≈ 22 nodes\n",
        "- 10^5 requests/s * 10^3 bytes / request = 10^8 bytes / s\n",
        "The rate is $0.04 \\times 80{,}140 = 3{,}205.6 \\approx 3.2 \\text{ TxkB/s}$.\n",
        "* Write QPS = requests a day / seconds a day\n* = 10^8/10^5 = 1K QPS\n* Read QPS = 10*(write QPS) = 10K QPS\n",
        "- Basic 20d/40 GB — 40 GB ≈ 8 films\n",
        "- 20% of the active URLs × 500B on average = ~1 GB\n",
        "Traffic of the group is 1M × 10 ~ 15 MB.\n",
    ],
)
def test_no_right_figure_is_accused(text: str) -> None:
    assert_none_wrong(text)
