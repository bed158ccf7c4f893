"""Lines of several results: availabilities with what they leave, labels before "~", columns of a drawing, savings."""

from __future__ import annotations

import pytest

from tests.facts.told import assert_none_wrong, assert_right, assert_right_and_wrong

NINES = """
99.9% (three 9s) = 8.76 hours/year downtime; 99.99% (four 9s) = {}; 99.999% (five 9s) = 5.26 min/year
"""
DRAWN = """
```
Assume:
  Daily active users (DAU)   ~ 40M
  Posts per user/day         ~ 0.05    → 2M posts/day
  Likes per user/day         ~ 15      → {} likes/day

Read QPS:
  1B / 86,400s               ~ 11.5k reads/sec average
  → served from caches (feed cache → counters), never rebuilt

Storage:
  Post row      ~ 1 KB  → 2M/day * 365 * 5 * 1KB ~ 3.6 TB
  → shard posts by time
```
"""
BUILD = """
Cold start: 8 min → Warm start: 30 sec
Time saved per start: {}
"""
SHARDS = """
Each row takes 400 bytes → 240GB
6 shards → per shard {}
"""
RATES = """
| Item | How | Value |
|---|---|---|
| Matching requests/s avg | 6M / 86,400 | 70 |
| Matching requests/s peak | 4x | {} |
"""
COPIES = """
* 8B × 600 B = 4.8 TB
* With 3 replicas {}
"""

FORMS = [
    (RATES, "280", "2800"),
    ("- 42 checkpoints/day × ~12.5 KiB ≈ {}\n", "+0.54 MB/day", "+5.4 MB/day"),
    ("- Window: 6 hours, 30 minutes = {}\n", "23,400 seconds", "2,340 seconds"),
    ("- Writes: 99M / 86,400 = ~1,150/s on average, {}\n", "~3,500/s at peak", "~350/s at peak"),
    ("- Log: 200M x 300 bytes (order+ack+fill) = 60 GB/day, {} (250 days)\n", "15 TB per year", "150 TB per year"),
    (
        "- Users: 90 million\n- DAU: 20% → 18 million\n- Each user posts 2 a day → {}\n",
        "36M posts/day",
        "360M posts/day",
    ),
    ("- Row: {} (id 16, user 8, type 2, body 300, times 16, index 8)\n", "350 bytes", "3500 bytes"),
    (COPIES, "14.4 TB", "144 TB"),
    (NINES, "52.6 min/year", "526 min/year"),
    (DRAWN, "600M", "60M"),
    (BUILD, "7.5 min", "75 min"),
    (SHARDS, "~40GB", "~4GB"),
    ("Disk = 80 MB/s × 604,800s × (3-1) RF = {}\n", "~97 TB per broker", "~970 TB per broker"),
    ("payload: 200 B × 40 × 8 = {}\n", "64 kbit/s", "8 kbit/s"),
    ("90M writes/day * 365 days * 5 years = {}\n", "164B records", "32.8B records"),
    ("Saving: 35 bytes per packet × 20Hz × 12 peers = {}\n", "8.4 KB/s", "84 KB/s"),
    ("Needs 900 A100 GPUs.\n\nWith batching efficiency (5x): {}\n", "~180 A100 GPUs", "~1,800 A100 GPUs"),
    ("DAU = 70M\nMessages per user per day = 40\nTotal = {}\n", "2.8B messages/day", "28B messages/day"),
    ("TPS = 1.9B / 86,400 = 22K msg/s\nPeak (x4) = {}\n", "88K msg/s", "880K msg/s"),
    ("per photo = 3.5MB + 0.05 + 0.3 + 0.9 = {}\n", "4.75MB", "47.5MB"),
    ("400 MB + 90 GB / 100K seconds = {}\n", "0.904 MB/s", "90.4 MB/s"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), FORMS)
def test_each_is_right_as_it_should_be_and_wrong_by_a_slip(text: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(text, right, wrong)


def test_each_availability_goes_with_its_own_time() -> None:
    text = "99.5% is 43.8 hours a year, 99.95% is 4.38 hours a year, 99.995% is 26 minutes a year of downtime\n"
    assert_right(text, 4.38)
    assert_none_wrong("three 9s is 8.76 hours a year, four 9s 52.6 minutes, five 9s 5.26 minutes\n")


FRENCH = """
| Matériel (amorti 4 ans) | 2 400 € |
|---|---|
| Amortissement mensuel | ~50 €/mois |
| Électricité | ~8 €/mois |
| Support | ~40 €/mois |
| **Coût mensuel total** | **~98 €/mois** |
"""
TOLD_BEFORE = """
- Snapshots: 60M documents of 90 KB
- value: '~130 TB'
- formula: '60M docs × 24 hourly snapshots × 90 KB = ~130 TB'
"""


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        TOLD_BEFORE,
        "15k payments at avg $8. Fee 2.9% + $0.30 = $0.53 each\n",
        "```\n1M active callers ≈ 60 MB in Redis\n```\n",
    ],
)
def test_what_was_paid_once_told_before_or_counted_makes_no_result_wrong(text: str) -> None:
    assert_none_wrong(text)
