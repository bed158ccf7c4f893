"""Shares beside their figures, rates turned over, changes in tables, tables and trees drawn in code."""

from __future__ import annotations

import pytest

from benchmarks.estimates import estimates
from tests.facts.told import assert_none_wrong, assert_right, assert_right_and_wrong

BILL = """
```
App servers (10 servers × $200/month):    $2,000
Database:                                 $1,500
Cache (150 GB):                           $800
Monitoring:                               $300
Total:                                    {}/month
```
"""
SPENT = """
```
Service  | Planned | Real  | Change
---------|---------|-------|-------
Compute  | $20     | $2    | -90%
Gateway  | $15     | $1    | -93%
Objects  | $10     | $3    | -{}%
---------|---------|-------|-------
TOTAL    | $45     | $6    | -87%
```
"""
STORES = """
    | What      | Number        | Size           | All      |
    |-----------|---------------|----------------|----------|
    | Users     | 300 million   | 10 KB/user     | ~3 TB    |
    | Customers | 200 million   | 25 KB/customer | ~5 TB    |
    | Sellers   | 1.5 million   | 50 KB/seller   | {} |
"""
TREE = """
```
Example 2
├─ Memory: 512MB
├─ Calculation: 0.5 GB × 3 × 1,000 = {}
└─ Region: eu-west
```
"""
TWICE = """
```
Base:      1000.0 GB (1.00 TB)
Merge:     1200.0 GB (1.20 TB)
Per node:  362.0 GB ({})
```
"""
DISK = """
- the disk has 915 GB
- **Used**: {} (56%)
"""
BUDGET = """
- For a 30-day month (43,200 minutes), 0.1% is **43.2 minutes** of allowed downtime.
- If monthly budget consumption > 25% (≈{}), releases stop.
"""
YEARS = """
- **Text messages:** 14 GB/day (average 100 bytes per message)
- **Media files:** 750 GB/day (50 KB per file)
- **Total storage (10 years):** ~{}
"""
SHRUNK = """
| Metric | Before | After | Change |
|--------|-------|------|--------|
| Index | 200 GB | 50 GB | {} |
| p99 | 200 ms | 80 ms | 60% |
"""
CALLS = """
- Chat: 10,000 questions
- Catalogs: 5,000 requests
- Uploads: 1,000 documents
- Permission checks: 34,000 checks
TOTAL: {} calls/month
"""
NEEDED = "- Total CPU time: 4,500 seconds/second = 4,500 cores\n\n**With 50% efficiency**: ~{} CPU cores needed"
REPLICAS = "- 2 TB × 52 = 104 TB/year\n\nWith replication (3x):\n- {}"
SEARCHES = "20 million searches per day add words.\nSince each search has 2 words, the system ingests {} words per day."
UPLOADS = (
    "100M files are uploaded per day which translates to {} file uploads per second considering a load factor of 10x."
)


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (BILL, "$4,600", "$46,000"),
        (SPENT, "70", "7"),
        (STORES, "~75 GB", "~75 MB"),
        (TREE, "1,500 GB", "150 GB"),
        (TWICE, "0.36 TB", "9.05 TB"),
        (BUDGET, "10.8 minutes", "1.08 minutes"),
        (YEARS, "2.8 PB", "280 TB"),
        (SHRUNK, "75%", "7.5%"),
        (NEEDED, "9,000", "2,250"),
        (REPLICAS, "312 TB/year", "3.1 TB/year"),
        (SEARCHES, "40 million", "10 million"),
        (UPLOADS, "12K", "690K"),
        ("The cluster has {} nodes (50 large ones, 21 small ones).", "71", "710"),
        ("16 billion devices. 75% of devices are online ({})", "12 billion", "120 billion"),
        ("- **Can handle 100,000+ operations/second**\n- 2,500 QPS is only **{} of capacity**", "2.5%", "25%"),
        ("at {} epochs (13000000 / 8192) now", "1600", "160"),
        ("- 9M devices × 2 heartbeats/min = {} heartbeats/sec", "300K", "18M"),
        ("- Trips: 1M/day ÷ 86,400 ≈ {} QPS", "12", "720"),
        ("**Views** = 20 billion views / seconds in a day = {}/second", "230K", "12M"),
        ("We arrive at a volume of\n43.2 MB per day and {} per year.", "16 GB", "16 TB"),
        ("- Uploads = 5 billion views/day / 200 = {} uploads/day", "25 million", "1 trillion"),
        ("- Metadata: 1B * 500 B = {}", "500 GB", "500 MB"),
        ("Servers = 1000,000/8000 = {} servers", "125", "1250"),
        ("((50 M x 200KB x 5 ) x 20) / 100 = {}", "10 Tera Byte", "10 Giga Byte"),
        ("4 x 10^9/ 10^6 GB = {}", "4000 GB", "4 GB"),
        ("It is 2.34 * (2871/6000) / 8 * 24 * 3600 = {}", "12 092 GB/day", "96 740 GB/day"),
        (
            "- in: 5.79 GB/s × 8 ≈ 46.3 Gbps\n- out: 5.79 GB/s × 8 ≈ 46.3 Gbps\n- Aggregate: ≈ {}",
            "92.6 Gbps",
            "926 Gbps",
        ),
        ("Cost = (200 × $0.023) + (100 × $0.10) = {} + $10", "$4.60", "$46.00"),
        (
            "15 billion messages per day / (24 hours 60 minutes* 60 seconds) = ~{} messages/second",
            "175,000",
            "10,400,000",
        ),
        (
            "- 50M connections at peak\n- Each connection averages 10KB/s, that's {} of bandwidth",
            "500 GB/s",
            "500 MB/s",
        ),
        (CALLS, "50,000", "500,000"),
        ("- 5M × 200 bytes = 1 GB/s total for 100 servers\n- Per server: {}", "10 MB/s", "80 MB/s"),
    ],
)
def test_each_is_right_as_it_should_be_and_wrong_by_a_slip(text: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(text, right, wrong)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (DISK.replace("{}", "512 GB"), 512),
        (DISK.replace("{}", "512 GB"), 56),
        ("- **Throughput:** ~22 users/min\n- **Time per user:** ~2.7 seconds", 2.7),
        ("- **Throughput:** ~400 users/min\n- for 1M users it takes 42 hours", 42),
        (
            "| Disk | Before | After | Change |\n|---|---|---|---|\n| Free | 429 GB | 512 GB | +83 GB |",
            83,
        ),
        ("* 1/10* 450 billion messages * 5 MB = 225 PB per month", 225),
    ],
)
def test_what_shares_rates_and_signs_in_cells_lead_to(text: str, stated: float) -> None:
    assert_right(text, stated)


def test_a_size_that_is_told_again_for_a_year() -> None:
    found = estimates("Each takes 1 GB => 5 million GB = 5000GB additional storage every year")
    assert ("wrong", 5000) in [(one.verdict, one.stated.value) for one in found]


NOT_WRONG = [
    "This is about 12% more than the other (11.02 GiB), whose index takes 12.38 GiB.",
    "| Part | Cost |\n|---|---|\n| A | $0.20 |\n| B | $0.30 |\n| **Total** | **< $1.00** |",
    "- A month costs $1.00 / month\n- Cost for 1 Provisioned Instance: **~$20/month**",
    "- base: 1000 GB\n+ merge: 1200 GB\n+ headroom: 1560 GB\n\n+ buffer: 250 GB\n= total: 1810 GB",
    "500 TB/day ÷ 86,400 ≈ 5.79 GB/s in, and the same out\n\n### Both\n≈ 11.6 GB/s (reads + writes)",
    "| Key | 40 Bytes |\n|---|---|\n| Hashes | 16 × 32 Bytes |\n| Bitmap | 4 Bytes |\n| **Total** | **556 Bytes** |",
    "Burst: 30 seconds (550 MB + 825 MB) = ~41 GB",
    "All make 30 transactions per month each.\n300M transactions = 10M transactions per day, 232 a second (daytime).",
    "60 · 5 · 100 = 30 Кб",
    "- Memory: (4 bytes + lastLat 8 + lastLon + newLat + newLon) * 1M = 36 MB",
    "- **Scale:** 1M transactions/day; peak 100 TPS.",
    "```\n| 1 | 1 | 2 | 1 |\n| 2 | 1 | 4 | 2 |\n| 3 | 2 | 4 | 3 |\n```",
    "| Item | Price | Cost |\n|---|---|---|\n| a | $0.9 per GB | $9 |\n| b | $0.5 per GB | $5 |\n| c | $2 per s | $3 |",
    "- 200 * 500bytes = 100Kb/s\n- images: 5 MB/s",
]


@pytest.mark.parametrize("text", NOT_WRONG)
def test_figures_that_only_look_like_wrong_results(text: str) -> None:
    assert_none_wrong(text)
