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


def test_times_are_read_in_other_languages() -> None:
    assert_right("| Bitrate por cámara | ~4 Mbps |\n| Consumo por cámara | ~1.8 GB/hora |\n", 1.8)
    assert_right("- 86.4M peticiones por día = 1000 peticiones por segundo\n", 1000)


def test_a_name_is_none_within_a_phrase() -> None:
    found = estimates("```\nTotal = 5 KB + 3 KB\n\nMonthly Total = $1,500\nAnnual Total = $1,800\n```\n")
    assert [(one.text, one.verdict) for one in found if one.stated.unit == "$"] == [("$1,800", "wrong")]


PLANES = """
## Estimates

- ~10M concurrent connections. One gateway server holds ~100K connections → **~{}+ gateway servers**.
"""
RATIO = """
- At most 2.5 million tickets are sold in one day (600 writes per second)
- Assuming 200x reads per write
- Roughly {} reads per second
"""
PEAK = """
# Capacity

| Metric | Formula | Result |
|---|---|---|
| **Average Write QPS** | $\\frac{60{,}000{,}000}{86{,}400\\text{ sec}}$ | $\\approx \\mathbf{700\\text{ QPS}}$ |
| **Peak Write QPS** | $5\\times\\text{ average}$ | $\\approx \\mathbf{@\\text{ QPS}}$ |
"""
BYTES = """
| Activity | Messages/Day | Bytes/Msg | Total/Day |
|----------|:------------:|:---------:|:---------:|
| Probes | 86,400 | 8 | 691 KB |
| Lookups | ~100 | 200 | 20 KB |
| Routing | ~50 | 500 | {} |
"""
BILL = """
For a 30 GB database:
- Daily snapshots: 30 GB × 30 = 900 GB-months × $0.05 = $45
- Monthly snapshots: 30 GB × 12 = 360 GB-months × $0.05 = $18
- **Monthly cost:** ~{}
"""
WHOLE = """
Each link has 1 Gbps:
- Doorbell: 5 Mbps (0.5% used)
- Floodlight: 10 Mbps (1.0% used)
- Garden: {} (1.5% used)
"""
COPIES = """
STORAGE:
- 5 years: 1 GB × 1,825 = 1.8 TB
- With 3x replication: {}
"""
SIZES = """
    | What   | Number      | Size          | All     |
    |--------|-------------|---------------|---------|
    | Users  | 300 million | 10 KB/user    | ~3 TB   |
    | Sellers| 1.5 million | 50 KB/seller  | ~75 GB  |
    | Goods  | 100 million | 100 KB/good   | ~10 TB  |
    | Orders | 365 million | 25 KB/order   | ~9 TB   |

    Total Data Size: ~{}
"""


DOTTED = """
- Votos por dia: 2M × 5% = **{} votos/dia**
- Leituras por segundo: 2M / 86.400 = **~23 reads/segundo**
- 100.000 votos/dia × 365 dias = 36,5 milhões de votos/ano
- Pico: 2.700 reads/s × 61,4 KB = 166 MB/s
- Total: 2.700 + 40 = 2.740 req/s
"""


def test_points_may_part_thousands() -> None:
    assert_right_and_wrong(DOTTED, "100.000", "10.000")
    assert_none_wrong("Trung bình 1.000.000 × 20 = 20.000.000, 20.000.000 / 86.400 ≈ 231, 231 × 5 ≈ 1.155\n")


def test_points_part_decimals_else() -> None:
    assert_right_and_wrong("The runs took 1.500 s + 2.250 s = {} s, then 0.5 s.\n", "3.750", "37.50")
    found = estimates("Node 192.168.100.200 keeps 1.5 TB × 3 = 4.5 TB and 2.500 rows.\n")
    assert [(one.verdict, one.stated.value) for one in found] == [("right", 4.5)]


def test_chinese_and_russian_scales_times_and_signs() -> None:
    assert_right("活跃用户 1000万 × 100 = 10亿\n", 1e9)
    assert_right("每秒 20 MB/s ≈ 1.7 TB/天\n", 1.7)
    assert_right("20 млн × 5 = 100 млн\n", 1e8)
    assert_none_wrong("P99 < 200ms；账单刷新延迟 < 1 分钟\n")
    assert_none_wrong("10年 400GB * 365天 = 1460TB\n")


def test_replicas_may_be_told_beside_the_first() -> None:
    assert_none_wrong("| Shards | 4 shards × 2 replicas = **12 instances** |\n")


EARLY = """
```
Base (all copies):  {} (1.00 TB)
Merge:              1200.0 GB (1.20 TB)
Per node:           362.0 GB (0.36 TB)
Per disk:           662.0 GB (0.66 TB)
```
"""
YEAR = """
| Data | Annual Size | 7-Year Size |
|------|-------------|-------------|
| Records | 10M × 1 KB = 10 GB | 70 GB |
| Entries | 40M × 200 B = 8 GB | 56 GB |
| Logs | 10M × 2 KB = 20 GB | 140 GB |
| **Total** | **~{}/year** | **~266 GB** |
"""
CALLS = """
```
- Chat (one agent): 10,000 consultas
- Lists: 5,000 requests
- Uploads: 1,000 requests
- Checks: 20,000 requests
TOTAL: {} calls/month
```
"""


def test_a_picture_is_no_product() -> None:
    assert_none_wrong("* Each avatar has 100 KB (the site takes 200x200 jpeg)\n")


PAGES = """
```
Tamaño por usuario:     ~40 KB (email, nombre)
500 usuarios:           ~{}
```
"""
PLANS = """
```
Users       | Store          | Pages         | Total/month
------------|----------------|---------------|------------
500         | $0 (M0)        | $0 (Free)     | $0
2000        | $9 (M2)        | $0 (Free)     | $9
5000        | $57 (M5)       | $20 (Pro)     | {}
10000       | $199 (M10)     | $20 (Pro)     | $219
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
        (PLANES, "100", "1,000"),
        (RATIO, "120k", "12k"),
        (PEAK.replace("@", "{}"), "3{,}500", "35{,}000"),
        (BYTES, "25 KB", "250 KB"),
        (BILL, "$63", "$630"),
        (WHOLE, "15 Mbps", "1.5 Mbps"),
        (COPIES, "5.4 TB", "1.8 TB"),
        (SIZES, "22 TB", "2.2 TB"),
        ("We expect 25 million (50 * 500k = {}) redirects.\n", "25 million", "2.5 million"),
        ("- Messages\n  30 seconds (550 MB + 825 MB) = {}\n", "~41 GB", "~4.1 GB"),
        ("```\ncache = 10m * 10KB * 20% = {}\n```\n", "20GB", "200GB"),
        ("1M riders × poll every 5s = {}\n", "200K req/sec", "20K req/sec"),
        (EARLY, "1000.0 GB", "500.0 GB"),
        (YEAR, "38 GB", "380 GB"),
        (CALLS, "36,000", "360,000"),
        ("$$60 \\cdot 5 \\cdot 100 \\cdot 1 \\space байт = {}$$\n", "30 \\space Кб", "300 \\space Кб"),
        (PAGES, "20 MB", "2 MB"),
        (PLANS, "$77", "$770"),
        ("We have 300K English words and 200K nouns, then we will have {} total words.\n", "500K", "5M"),
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
        "```\n500 users × 200 bytes = ~100 KB\nChats (1000 msgs):      ~500 KB\n```\n",
        "- Nodes (3 × n1-standard-2): $208/month\n",
        "- 4 secrets at $0.06/secret/month: ~$0.24/month\n- 1M accesses/month: ~$3/month\n",
        "500 million monthly users, 200 million daily, who load the feed 20 times.\n",
        "Writes of 1M a day: 1M × 5 KB is ~1.8 TB/year.\n",
        "We store 500 GB/day.\n\nIf each user writes 100 KB per day and there are 200 million users:\n",
        "A row has 27 kB and a full 25-row page is 16.8 kB.\n",
        "Shards: 190 relatórios × $0,19 ≈ menos de $ 1\n",
    ],
)
def test_no_right_figure_is_accused(text: str) -> None:
    assert_none_wrong(text)


SAME_LINE = """
## Capacity estimates
1. Assume 6 billion clicks per day. About {} clicks per hour.
"""
SIZES = """
## Load
- 40,000 probes: ~1.2 GB/hour, {}.
"""
NEXT_LINE = """
Clients open 9 pages on average = 36 M page views / day
page view QPS = {}
"""
ADJACENT = [
    # half or twice as much for another time of the same thing right behind it, or alone on the next line
    (SAME_LINE, "250 million", "500 million"),
    (SIZES, "~29 GB/day", "~58 GB/day"),
    (NEXT_LINE, "420 QPS", "84 QPS"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), ADJACENT)
def test_the_same_rate_for_another_time_right_behind_it_is_judged_by_any_factor(
    text: str, right: str, wrong: str
) -> None:
    assert_right_and_wrong(text, right, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "## Load\n- Each key may make 100 requests per minute, 1,000 requests per hour.\n",
        "## Estimates\n- View 8 ratings per day\n- Give 1 rating per week\n",
        "## Load\n- 40,000 requests per minute, 12,000 at most per second at the peak.\n",
    ],
)
def test_limits_habits_and_peaks_for_another_time_are_no_results(text: str) -> None:
    assert_none_wrong(text)
