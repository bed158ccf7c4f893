"""The product of the two lines above, shares of all users, ratios beside their rates, intervals, capacities."""

from __future__ import annotations

import pytest

from tests.facts.told import assert_none_wrong, assert_right_and_wrong

VOLUME = """
- Moves/day = 500,000 × 86,400 = 43.2 billion moves
- Size of a move = 200 bytes
- Volume a day = {}
"""
ORDERS = """
All bookings = 620 million
We take the size of a booking = 400 bytes
Storage in 4 years = {} GB
"""
RECORDS = """
  40M people × 800 notes = 32B note entries
  Each note entry ~250 bytes = {} of entries
"""
KEPT = """
Daily backups = 20,000 × 2MB = 40GB
60-day retention = {}
"""
POSTS = """
- We take 400M DAU, 900M MAU.
- Who writes?
  - About 2% of users write a day, so ~{} new notes/day.
"""
TABLE = """
| Metric | Estimate |
|---|---|
| DAU | 500M |
| Notes per day | {} (1% of DAU write) |
"""
YEARLY = """
| Metric | Estimate |
|---|---|
| New storage per day | 4M * ((0.5 * 3MB) + (0.5 * 11MB)) = ~28 TB/day |
| Storage per year | ~{} PB/year |
"""
RATIO = """
- Write QPS = **3,000 QPS**
- Read QPS = 12B / 10^5 = **120,000 QPS**
- Reads to writes: read:write ≈ **{}**
"""
BESIDE = """
- **New notes (writes)**: 30 million notes created / month.
- **Read-to-write ratio**: 50 : 1 ({} views / month).
"""
RIDES = """
- 12 million trips per day
- Peak load: 4x average ({} trips/day)
"""
NODES = """
  Each node: 50 TB of disks
  Nodes needed for 20 EB: {}+ storage nodes
"""
CELLS = """
| Metric | Sum | Estimate |
|---|---|---|
| **Letters/day** | 300M × 6 | **1.8 billion letters/day** |
| **Storage/day** | 10B × 80 KB each | **~{} TB/day** |
"""
SPAN = """
| Metric | Sum | Estimate |
|---|---|---|
| M | $30\\text{M MAU} \\times 20\\text{ bytes} \\times 2$ | $\\approx \\mathbf{500\\text{ MB to } 1.2\\text{ GB}}$ |
"""
BROWSED = """
- 160M sales/year ÷ 365 days ÷ 86,400 seconds = **~5 sales/second**
- Looking around: 20× sales = **~{} QPS**
"""
RATES = """
| Call | A day | A second |
|---|---|---|
| Open | 2B | ~23,100 |
| Find | 300M | ~3,470 |
| Sort | 90M | ~1,040 |
| Advise | 160M | ~1,850 |
| Send | 40M | ~{} |
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
        (ORDERS, "248", "744"),
        (RECORDS, "8TB", "40TB"),
        (KEPT, "2400GB", "24000GB"),
        (POSTS, "8M", "24M"),
        (TABLE, "5M", "50M"),
        (YEARLY, "10.2", "102"),
        (RATIO, "40:1", "400:1"),
        (BESIDE, "1.5 billion", "15 billion"),
        (RIDES, "48 million", "480 million"),
        (NODES, "400K", "4M"),
        (COUNTS, "22", "220"),
        (CELLS, "800", "2400"),
        (BROWSED, "100", "1000"),
        (RATES, "463", "190"),
        ("- At a **10 min** interval: {} calls/day per feed\n", "144", "1440"),
        ("BW = 3.5 QPS * 20B * 60 = 4200 B/s = {} Kbit/sec\n", "34", "340"),
        (
            "key (8 bytes), time (8 bytes), place (4 bytes), kind (1 byte), mark (2 bytes) -> {}\n",
            "23 bytes",
            "230 bytes",
        ),
    ],
)
def test_forms(text: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(text, right, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "```\nA 10+4 code (10 data + 4 parity)\n→ May lose any 4 pieces and go on\n```\n",
        "A row takes 28 bytes.\n\nIf it expands to 500M users, storage grows to 65 GB.\n",
        SPAN,
        "- vCPU       = 16\n- Memory     = 128 GB\n- Volume     = 20TB\n",
        "- 20M DAU and 100M MAU\n- 5% of the requests fail, and 3M users see it.\n",
    ],
)
def test_no_right_figure_is_accused(text: str) -> None:
    assert_none_wrong(text)
