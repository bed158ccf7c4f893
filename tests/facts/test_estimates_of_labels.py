"""Sums whose parts stand in labels, heads, brackets and the lines above."""

from __future__ import annotations

import pytest

from tests.facts.told import assert_none_wrong, assert_right, assert_right_and_wrong

PASTES = """
| Metric | Estimate | How |
|---|---|---|
| New notes/sec | 20 | Writes Per Second WPS |
| Read/Write Ratio | 4:1 | Read/Write R/W |
| Note reads/sec | {reads} | RPS = WPS × R/W |
| Size per note | 5 KB | average of the text |
| Ingress | {ingress} | WPS × Size per note |
"""
COUNTERS = """
| What | Value | From |
|---|---|---|
| Tenants | 40,000 | billing |
| API keys per tenant | 20 | average |
| Live counters | {} | tenants × keys |
"""
PEAKS = """
- Average read QPS: 45,000 requests/sec
- Average read bandwidth: 9 MB/sec

**With 10x Peak Factor**:

- **Peak read QPS**: {}
- **Peak read bandwidth**: 90 MB/sec
"""
NODES = """
`50M * 3 = 150M QPS`

**Scaling plan:**
- Each cache node handles **1M QPS**
- **Deploy {} cache nodes** in a cluster
"""
MONTHLY = """
Load balancer:    $200
CDN:              $100
Monitoring:       $300
Total:            {}/month
"""
CHANGES = """
| Metric | Before | After | Change |
|--------|-------|------|--------|
| Documents | 222.5 million | 85.9 million | -136.6M (-61%) |
| Size | 157.6 GB | 74.1 GB | -{} GB (-53%) |
| Shards | 120 | 50 | -70 (-58%) |
"""
POLLING = """
| Source | Requests/day | Size | A day |
|--------|-------------|----------|-----------------|
| Creation | 30K | 2 KB | 60 MB |
| Status checks (polling) | 300K (10× creations) | 500 B | {} |
| Hooks | 60K | 1 KB | 60 MB |
"""
YEARLY = """
| Data | A year |
|---|---|
| Ledger | 40M × 200 B = 8 GB |
| Fraud | 10M × 500 B = 5 GB |
| Audit | 10M × 2 KB = 20 GB |
| **Total** | **{}** |
"""
GROWTH = """
| Year | Users (M) | Posts/day (K) | Posts/s |
|---|---|---|---|
| 1 | 100 | 50,000 | 578.7 |
| 2 | 110 | 55,000 | 636.6 |
| 3 | 121 | 60,500 | {} |
| 4 | 133 | 66,500 | 769.7 |
| 5 | 146 | 73,000 | 844.9 |
"""
TRIP = """
- **Photos**: 11 per trip @ **3 MB** each
- **Papers**: 10 per trip @ **0.2 MB** each
- **Total per trip**: **{}**
"""
FULL = """
## Storage estimate
* 10 years of it are 37 TB
* assume a 70% capacity model
* this raises what we need to {}
"""


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (PASTES.replace("{ingress}", "100 KB/sec").replace("{reads}", "{}"), "80", "800"),
        (PASTES.replace("{reads}", "80").replace("{ingress}", "{}"), "100 KB/sec", "1 MB/sec"),
        (COUNTERS, "800 k", "80 k"),
        (PEAKS, "450,000 requests/sec", "4.5 million requests/sec"),
        (NODES, "150", "15"),
        (POLLING, "150 MB", "15 MB"),
        (MONTHLY, "$600", "$6,000"),
        (CHANGES, "83.5", "8.35"),
        (YEARLY, "33 GB", "330 GB"),
        (GROWTH, "700.2", "42,014"),
        (TRIP, "~35 MB", "~350 MB"),
        (FULL, "53 TB", "530 TB"),
        ("## Storage estimate\n- 10:1 compression\n- 5.2 TB/day\n- {}", "1.9 PB/year", "1.9 TB/year"),
        ("KB a year = 1 * 14600 * 2.5\nKB a year and user = {} KB", "36500", "365000"),
        ("store: 2 * 10^9 * 80 KB = 160 TB\ngzip makes it 5 times smaller: {}", "32 TB", "320 TB"),
        ("~{} to upload 10 TB over a 1 Gbps connection", "22 hours", "2.8 hours"),
        ("- Bandwidth: {} (for 764 GB/day)", "9 MB/s", "90 MB/s"),
        ("## Capacity\n- One server: ~80,000 RPS\n- With a reserve (70% utilization): ~{} RPS", "56,000", "5,600"),
        (
            "- Views: 46,000 videos per second\n- Upload:view ratio: 1:200, resulting in {} videos uploaded per second",
            "230",
            "2,300",
        ),
        ("- Writes/day 20M\n    - 20M writes a day QPS = 20M / (24 * 60 * 60) = {} QPS", "230", "14K"),
        ("- Reads QPS = 2B / (24 * 60 * 60) = {} QPS", "23K", "1.4M"),
        ("2199023255552 (disk size) / 2522880 (a metric for 2 years) = {} metrics", "871632", "87163"),
        ("`Total Bytes (hour) = 5500 * 242 * 10 = 13310000 ({})`", "12.69 MiB", "12.69 GiB"),
        ("App servers (10 servers × $200/month):    {}", "$2,000", "$20,000"),
        ("For 500 million connections, as a server can handle 50K connections, we need {} servers", "10K", "1K"),
        ("Each video takes 1 GB => 5 million GB = {}", "5000 TB", "5000 GB"),
    ],
)
def test_each_is_right_as_it_should_be_and_wrong_by_a_slip(text: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(text, right, wrong)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Active shards = Primary shards * (1+ Replica) = 52 ( 1+1) = 104", 104),
        ("Cost = 9 * HourlyRate * 24  * 30 = 9* 2.68 * 24 *30 = **17366.4**", 17366.4),
        ("Upload = 800GB/day. 800G/24x60x60=9MB/sec incoming", 9),
        ("3650 KB / 1024 = 3.56 MB", 3.56),
        ("300 MBps * 8 / 1024 = 2.34 Gbps", 2.34),
        ("Requests = 50 per day * .75 * 16 billion = 7 million requests per second", 7e6),
        ("8(user id) + (4 + 2 + 20 (hash overhead)) * 60 + 20 (table overhead) = 1.6KB", 1.6),
        ("5B page views / 86400 seconds (1 day = 24 * 60 * 60) = ~57.8k QPS", 57_800),
        (".5 MB * 100 = 50 MB", 50),
    ],
)
def test_sums_with_names_blanks_and_missing_letters(text: str, stated: float) -> None:
    assert_right(text, stated)


NOT_WRONG = [
    "- App servers: 100 × $100/month = $10,000\n- Cache: 10 × $200/month = $2,000\n\n**Total**: ~$12,000/month",
    "- **Writes**: 1M a day\n- **Read:Write Ratio** → 5:1 (R/W)\n- **Reads per Day** -> 1M * R/W = 5M",
    "- Redirects per second - 3.85\\*200 (R/W = 200) = 770",
    "- Let's assume a read/write ratio of 30:1: 1200 * 30 = ~36000",
    "## Daily\n- **Throughput:** ~125-208 users/hour = 2-3.5 users/min\n## Today\n- **Throughput:** 22 users/min",
    "1. a video post is 20 MB and 20% of users post one\n2. an image post is 0.5MB and 60% of users post one",
    "- **Write instances**: 1,157 ÷ 100K ≈ 2 instances (with a spare)",
    "1 action / 2 sec → 250 RPS",
    "GET costs $0.0004 for 1,000 of them: 20,000,000 objects * $0.0004 = $8.00",
    "An id takes 8 bytes, a time 4 bytes, overhead 20 bytes for 500 of them an hour\n\na total of 12KB a user",
    "### Security (75/100)\nMean latency: 5ms",
    r"t = \frac{8{,}190}{30{,}000} = 273 \text{ ms}",
    "A topic has 10 partitions of 1 GB each.\n\nThe index has a default of 10 MB.",
    "| Size | 10 Mbps | 1 Gbps |\n|---|---|---|\n| 1 TB | 10 days | 2.4 h |\n| 2 TB | 20 days | 5 h |",
    "| Data | Year | 7 years |\n|---|---|---|\n| A | 4 GB | 28 GB |\n| B | 5 GB | 10 GB (2yr) |\n| C | 6 GB | 42 GB |",
    "Payments are 2 a second and there are 1M riders with 9 keys each; the cluster can achieve 100M RPS.",
]


@pytest.mark.parametrize("text", NOT_WRONG)
def test_figures_that_only_look_like_wrong_results(text: str) -> None:
    assert_none_wrong(text)
