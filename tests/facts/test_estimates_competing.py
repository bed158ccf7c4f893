"""Sums that compete for a result: the nearer figures that words point to, before others that only come near it."""

from __future__ import annotations

import pytest

from tests.facts.told import assert_none_wrong, assert_right_and_wrong

COMMITS = """
**What the archive costs:**
- Keep at most 400 snapshots
- Commits per day: ~40 (batched)
- Data per commit: ~60 KB
- Data per day: {}
"""
CASES = """
The model flags 1.9 million payments a year, of which 190,000 are real frauds.
Of all alarms 19,000 cases are looked at by clerks.
A clerk handles 50 cases a shift → {}.
"""
TILES = """
- Views: 200k readers × 20 visits × 10 tiles = 40M tiles/day
- Tiles of 60 KB avg → 2.4 TB/day egress; CDN at $0.03/GB = {}
"""
LINKS = """
The office has a 10 Gbps uplink.
At 300 MB/s its 9 TB are copied in {}.
"""

FORMS = [
    (COMMITS, "~2.4 MB", "~24 MB"),
    (CASES, "380 clerks", "3,800 clerks"),
    (TILES, "$72/day", "$720/day"),
    (LINKS, "30,000 s", "300,000 s"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), FORMS)
def test_the_nearest_figures_that_words_point_to_come_before_those_that_only_agree(
    text: str, right: str, wrong: str
) -> None:
    assert_right_and_wrong(text, right, wrong)


LISTED = """
- 400,000 users in all
- Low (10% online): 40,000 connections
- Moderate (20% online): 80,000 connections
"""
BUSY = """
- 1.3 PB egress a day at the edge
- 600,000 viewers at the peak, 5 Mbps each: 3 Tbps
"""


@pytest.mark.parametrize("text", [LISTED, BUSY])
def test_shares_of_one_whole_and_peaks_are_made_of_what_agrees(text: str) -> None:
    assert_none_wrong(text)
