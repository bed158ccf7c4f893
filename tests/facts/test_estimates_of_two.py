"""The product of the two lines above, shares of all users, ratios beside their rates, intervals, capacities."""

from __future__ import annotations

import pytest

from tests.facts.told import assert_none_wrong, assert_right_and_wrong

VOLUME = """
- Operations/day = 1,000,000 × 86,400 = 86.4 billion ops
- Op size = 100 bytes
- Daily volume = {}
"""
ORDERS = """
Total orders = 864 million
Lets assume the size of object = 500 bytes
Total storage in 5 years = {} GB
"""
RECORDS = """
  50M users × 1000 files avg = 50B file records
  Each file record ~500 bytes = {} metadata
"""
KEPT = """
Daily snapshots = 10,000 × 1MB = 10GB
90-day retention = {}
"""
POSTS = """
- *Assume: 500M DAU, 1B MAU.*
- How many posts are there per user per day?
  - *Assume: ~1% of users post per day, so ~{} new posts/day.*
"""
TABLE = """
| Metric | Estimate |
|---|---|
| DAU | 500M |
| Posts per day | {} (1% of DAU post) |
"""
YEARLY = """
| Metric | Estimate |
|---|---|
| New storage per day | 5M * ((0.5 * 2MB) + (0.5 * 15MB)) = ~42.5 TB/day |
| Storage per year | ~{} PB/year |
"""
RATIO = """
- Write QPS = **4,000 QPS**
- Avg read QPS = 20B / 10^5 = **200,000 QPS**
- Read:write ≈ **{}** → read-heavy
"""
BESIDE = """
- **New links (writes)**: 10 million links created / month.
- **Read-to-write ratio**: 100 : 1 ({} redirects / month).
"""
RIDES = """
- 15 million rides per day
- Peak traffic: 3x average ({} rides/day)
"""
NODES = """
  Each node: 100 TB raw storage
  Nodes needed for 100 EB: {}+ storage nodes
"""
CELLS = """
| Metric | Sum | Estimate |
|---|---|---|
| **Emails sent/day** | 500M × 5 | **2.5 billion emails/day** |
| **Storage/day** | 20B × 50 KB avg | **~{} PB/day** |
"""
SPAN = """
| Metric | Sum | Estimate |
|---|---|---|
| M | $25\\text{M MAU} \\times 28\\text{ bytes} \\times 2$ | $\\approx \\mathbf{650\\text{ MB to } 1.4\\text{ GB}}$ |
"""
BROWSED = """
- 100M bookings/year ÷ 365 days ÷ 86,400 seconds = **~3 bookings/second**
- Browse events: 10× bookings = **~{} QPS**
"""
RATES = """
| Call | A day | A second |
|---|---|---|
| Stream | 1B | ~11,600 |
| Search | 200M | ~2,300 |
| Playlist | 100M | ~1,160 |
| Recommend | 150M | ~1,740 |
| Share | 50M | ~{} |
"""
COUNTS = """
| Part | Count | Cost |
|---|---|---|
| Queue | 12 | $12,000 |
| Balancer | 2 | $500 |
| Cache | 8 | $700 |
| Snapshots | - | $500 |
| **Total** | **{}** | **$13,700** |
"""


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (VOLUME, "8.64 TB", "86.4 TB"),
        (ORDERS, "432", "864"),
        (RECORDS, "25TB", "125TB"),
        (KEPT, "900GB", "9000GB"),
        (POSTS, "5M", "15M"),
        (TABLE, "5M", "50M"),
        (YEARLY, "15.5", "155"),
        (RATIO, "50:1", "500:1"),
        (BESIDE, "1 billion", "10 billion"),
        (RIDES, "45 million", "450 million"),
        (NODES, "1M", "10M"),
        (COUNTS, "22", "220"),
        (CELLS, "1", "3"),
        (BROWSED, "30", "3"),
        (RATES, "580", "240"),
        ("- At **15 min** interval: {} polls/day per trigger\n", "96", "960"),
        ("READ BW = 4.2 QPS * 15B * 50 = 3150 B/s = {} Kbit/sec\n", "25", "250"),
        (
            "ID (4 bytes), time (4 bytes), rank (4 bytes), score (1 byte), end (2 bytes) -> {}\n",
            "15 bytes",
            "150 bytes",
        ),
    ],
)
def test_forms(text: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(text, right, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "```\nExample: 12+4 scheme (12 data + 4 parity)\n→ Can lose any 4 fragments and go on\n```\n",
        "A row takes 28 bytes.\n\nIf it expands to 500M users, storage grows to 65 GB.\n",
        SPAN,
        "- vCPU       = 16\n- Memory     = 128 GB\n- Volume     = 20TB\n",
        "- 20M DAU and 100M MAU\n- 5% of the requests fail, and 3M users see it.\n",
    ],
)
def test_no_right_figure_is_accused(text: str) -> None:
    assert_none_wrong(text)
