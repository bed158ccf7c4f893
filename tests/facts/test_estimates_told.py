"""What is off by a digit, sums on both sides of a sign, quotients in words, parts, what is left, decimal commas."""

from __future__ import annotations

import pytest

from tests.facts.told import assert_none_wrong, assert_right_and_wrong, estimates

ACCESS = """
## Load

- Links: 20M a day
- Peak writes: 310 writes/s, read to write 10:1
- Lookups: 200M / 86,400 s ≈ 2,300 reads/s average, ≈ {} at peak
"""
FLEET = """
| Parameter | Value |
|---|---:|
| Workers | 6 |
| RAM per worker (GB) | 12.0 |
| Threads per worker | 7.0 |
| Total RAM (GB) | {} |
| Total threads | 42.0 |
"""
BILL = """
| Jobs | Server | DB | Traffic | Total |
|---:|---:|---:|---:|---:|
| 40 | 21.50 | 0.40 | 1.20 | 23.10 |
| 160 | 21.50 | 1.60 | 4.80 | {} |
| 800 | 21.50 | 8.00 | 24.00 | 53.50 |
| 3200 | 21.50 | 32.00 | 96.00 | 149.50 |
"""
STEPS = """
- Resize: 140 ms
- Sign: 60 ms
- Store: 310 ms

Second path:

- Parse: 120 ms
- Match: 90 ms
- Rank: 220 ms
- Total: {}
"""
CODES = """
* upper case = 26
* 0-9 = 10
* signs = 12
* Total = {} characters
"""
HOSTING = """
- Web: **$7.25/mo**
- Mail: **$2.40/mo**
- Copies: **$0.65/mo**

Total month 12: **{} USD (~1300 MXN)**.
"""
USAGE = """
- Size: 160 MB
- Used: 74.5 MB
- Available: {}
"""
GROWTH = """
- Year 1: 14 TB
- Year 2: 28 TB
- Year 3: {}
"""
CALLS = """
- 30M users a day
- each opens it 4 times
- {} opens a day
"""
AGENTS = """
- 700 agents write 40 lines per second each
- {} lines/s
"""
DEVICES = """
- A server takes 4,000 connections
- 3M connected devices
- {} servers
"""
CLUSTER = """
**One:**
- **Server:** $80
- **Backup:** $12

**Cluster:**
- **3× Server:** {}
- **Backup:** $30
"""
HOURLY = """
| What | Result | How |
|---|---|---|
| Raw per day | 14.4 GB | 96 M × 150 B |
| Log disk | {} | 14.4 GB × 5 × 3 |
"""
SHELL = """
```bash
Puts a second = ceil (3,000,000 / (24 * 60 * 60))  = 35
Units in all  = 35 x 4 = {}
```
"""
PEAK = """
## Given

Peak factor: 3x

## Load

- Average: 140 writes/s
- Peak ≈ {} writes/s
"""
HOPS = r"$$\text{hops} = \lceil\log_2(10^{9})\rceil = {} \text{ hops}$$"

FORMS = [
    (ACCESS, "3,100 reads/s", "31,000 reads/s"),
    (FLEET, "72.0", "720.0"),
    (BILL, "27.90", "139.50"),
    (STEPS, "430 ms", "4,300 ms"),
    (CODES, "48", "148"),
    (HOSTING, "$10.30", "$103.00"),
    (USAGE, "85.5 MB", "855 MB"),
    (GROWTH, "56 TB", "560 TB"),
    (CALLS, "120M", "1,200M"),
    (AGENTS, "28,000", "280,000"),
    (DEVICES, "750", "7,500"),
    (CLUSTER, "$240", "$2,400"),
    (HOURLY, "216 GB", "700 GB"),
    (SHELL, "140", "1,400"),
    (PEAK, "420", "4,200"),
    ("2 billion _ 3% _ 40k = {}/day", "2.4TB", "24TB"),
    ("every day 4.1TB, that is 4.1TB _ 365 _ 3 = {}", "4.5 PB", "45 PB"),
    ("3 TB x 365 x 2={} ~ 2.2PB", "2190", "21900"),
    ("Total = 30 Million * 200 byte = {} * 2^20 * 200", "30", "300"),
    ("So 2 KB * 10 Million = {} * 2^10 * 10 * 2^20 = 20 * 2^30", "2", "6"),
    ("60 × 1 × (60 × 60 × 24) = 5,184,000 values = {} values", "5.184M", "5.184B"),
    ("Loading = 9 vans × 11 sec/van = {}", "99 s", "99 ms"),
    ("We hold 31 and have 9, so 31-9={} insertions.", "22", "32"),
    ("Load: 3M RPS across 60 edge nodes = {} RPS/node", "50K", "500K"),
    ("90 TB split among 30 shards ≈ {}", "3 TB", "30 TB"),
    ("400mil updates daily, each is 100 bytes, {} in 4 years", "1460 days", "2920 days"),
    ("The data needs 1,296,000 × 300,000 × 2 = 778 billion bytes, roughly {}.", "780 GB", "2300 GB"),
    ("So 150 out of a 250 GiB volume is about {}.", "60%", "6%"),
    ("Disk costs $0.024 per GB and the other $0.004 per GB, so that is {} cheaper.", "6 times", "60 times"),
    ("- rank: 16-bit integer ({})", "2 bytes", "16 bytes"),
    ("Say a message has 100 bytes, so 100B x 30B = {}/day", "3TB", "9TB"),
    ("Each write takes 1 KB, so units per item = ceil(1) = {}", "1", "10"),
    ("$P = 1 - (0.3)^3 = 1 - 0.027 = 0.973 = {}$", "97.3\\%", "9.73\\%"),
    (HOPS, "30", "300"),
    ("0,342Kb / 3Kb = {} = 1 unit", "0,114", "0,0114"),
    ("14 250,5 blocks x 2 = {} blocks", "28 501", "285 010"),
    ("**324 PB / (24 hours/day × 60 minutes/hour × 60 seconds/minute) = {}/second**", "3.75 TB", "7.5 TB"),
    ("Reads: 720 QPS\nWrites: 40 QPS\nRatio: 720:40 ≈ {} (read-heavy)", "18:1", "36:1"),
    ("- 2.4B visits in one month\n    -> {} TPS (reads)", "926", "9,260"),
    ("```\nOne: 30-40 QPS\nTwo: 20-30 QPS\nThree: 25-35 QPS\nTOTAL: {} peak\n```", "75-105 QPS", "225-315 QPS"),
    (
        "```\nA: 8,000 reads/day + 4,000 writes/day\nB: 7,000 reads/day + 3,000 writes/day\n"
        "TOTAL: {} reads/day + 7,000 writes/day\n```",
        "15,000",
        "150,000",
    ),
    ("A bot logs 500MB/month = 6GB/year. With 40 symbols, multiply by 12× = {}/year.", "72GB", "36GB"),
    ("- 15M vectors × 768D × 4 bytes = {}", "46 GB", "460 GB"),
    ("Growth:\n\n- The first: 12,5 GB\n- The other: 2,5 GB\n- Total: {}", "15 GB", "150 GB"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), FORMS)
def test_forms(text: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(text, right, wrong)


RIGHT = [
    # a share explains the digit
    "- Reads: 400M a day\n- The database sees ~463 reads/second (90% come from a cache)\n",
    # parameters of all kinds, of which one total is no sum
    "| A | B |\n|---|---|\n| Nodes | 6 |\n| Days | 12 |\n| Disk total | 9100.0 |\n| Rate | 3 |\n| RAM total | 384 |\n",
    "300*10^6 * 10^3 (kb)= 3 * 10 ^ 11 =300GB\n",
    "Each link is used 8 times a day.\n\nDaily uses = 160 Million\n\nRequests per second ≈ 1852\n",
    "- **Writes:**\n  - Daily: 90 million posts\n  - Per second: 1040 posts\n- **Reads:**\n  - Daily: 18 billion\n",
    "Total = 200 Million * 6 = 1200 Million per day\nSay in a day = 100000 seconds\n",
    "10B / 24 * 60 * 60 = 1.16 * 100,000\n",
    "f(3,000,000 × log(3,000,000)) ≈ f(3M × 21)\n",
    "- 200M users, 10% of them active on a day: 20M DAU\n",
    # what cannot be read, is left out or only given makes nothing wrong
    "- Node: 16 neighbors × 4 bytes + overhead = 160 bytes\n",
    "- Votes: 30 million users * 8 votes/day * 30 days = 700 GB\n",
    "- **Power:** ~$12 (120W × 24h × $0.15/kWh)\n",
    "Image = 80 KB * 5 = 400 KB\nVideo = I MB * 4 = 4 MB\n",
    "* **Input**: 3 KB a request\n* **Output**: 2 KB a page\n* **Total**: Assume 3.2 KB per request.\n",
    "- 90 million queries / month\n  - 400 - 900 queries / second\n",
    "A letter has 2 bytes.\nA double or a long has = 8 bytes.\n",
    "Average size: 2 MB\nItems per day: 40\nDays per year: 365\n",
    "Every query has on average 3 words and a word has on average 6 letters, so every query has 18 letters.\n",
    "We split what comes in into 4 kinds:\n\n  - 30% * 800 users\n",
    "- 30k cars per day / (60 seconds)\n  = ~1 car every 3 seconds\n",
    "Kept as ~40.5M × 2 integers = ~324 MB\n",
    "- 1,300 QPS at peak\n- Seconds of a day = 86,400\n",
    "- 2600/24x60x60 = around 30,000 requests/sec (users in millions)\n",
    "300 M *50 / 86000 =174 k\n",
    "- 120 messages/day = 36 minutes/day\n- 36 × 30 days = 18 hours/month\n",
    "140 GB per day / 100,000 seconds = 140,000,000,000 / 100,000 = 1,400,000 = 1.4 MB per second\n",
    "A row takes about 540 bytes, so 2000 rows come to about 1,080 KB. The driver adds 160 KB of code.\n",
    "Scale to 80 requests over 10 pods.\n\nPods wanted (90 req/pod): 135/90 = 1.5\n",
]


@pytest.mark.parametrize("text", RIGHT)
def test_right_results_are_not_called_wrong(text: str) -> None:
    assert_none_wrong(f"## Estimate\n\n{text}")


def test_numbered_labels_are_no_ratios() -> None:
    found = estimates("Growth:\n\n- Year 1: 15 TB\n- Year 2: 30 TB\n- Year 3: 600 TB\n")
    assert [one.verdict for one in found] == ["wrong"]


def test_a_digit_by_one_figure_is_no_proof() -> None:
    assert_none_wrong("## Load\n\n- 100M posts\n- 20 services\n\n50 MB are kept.\n")
