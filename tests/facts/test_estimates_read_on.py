"""Results under their sums, prices per thousand, caches, rows for longer times, and what is no sum of anything."""

from __future__ import annotations

import pytest

from tests.facts.told import assert_none_wrong, assert_right_and_wrong

PER_MONTH = """
| | Small | Medium | Large |
|---|---|---|---|
| Logs per day | 0.4 MB | 7 MB | 90 MB |
| Logs per month | {} | 210 MB | 2.7 GB |
"""
BILL = """
| Part | A month | A year |
|---|---|---|
| Brokers | $450 | $5,400 |
| Disks (2 TB total) | $100 | $1,200 |
| Logs | $20 | $240 |
| **Total** | {} | $6,840 |
"""
GRAND = """
**Popular:**
- First: 4GB × 50 = 200GB
- Others: 2GB × 50 × 700 = 70,000GB
- **Total popular: 70,200GB**

**Rare:**
- All: 300 × 3 × 4GB = 3,600GB
- **Total rare: 3,600GB**

**TOTAL: {}**
"""
LETTERS = """
- 40 letters a day with 50 KB each -> 730 PB per year
- 20% have files and their size is 500KB -> 1,460 PB per year
"""
AVERAGE = """
| Way | Letters | Price | Cost |
|---|---|---|---|
| Push | 800M | $0.0001 | $80,000 |
| SMS | 100M | $0.02 | $2,000,000 |
| **Total** | **900M** | **Avg $0.0023** | **$2,080,000** |
"""
IOPS = """
- Reads take 1-5 IOPS per op
- IOPS per write : 2-10 (with the journal)

- Reads : 6000 ops/sec
- Writes : 3000 ops/sec
"""
PINGS = """
```
3,000,000 ÷ 1000          ≈ 3,000 : 1  writes to reads
per ping: id 8 B + place 16 B + time 8 B + rest 8 B   ≈ 40 B
with row and index overhead in the store              ≈ 64 B
```
"""
TIMES = """
- 3 platforms are built

| Job | Takes | When | A month |
|---|---|---|---|
| Lint | ~8 min | Every push | ~240 min |
| Tests | ~5 min | Every push | ~150 min |
"""
STAFF = """
Logs: 1.5TB × $0.023 = $35
In all: $187/month
- 1-2 engineers (20% of the time) = $2,000 - $4,000/month
"""
ROW = "| Step | Sum | Comes to |\n|---|---|---|\n"


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        # Under a line that is nothing but the sum.
        ("6000 bays * 2KB\n\n{} (one disk)\n", "12 MB", "12 GB"),
        ("40 000 000 / 86400\n\n{} pictures/sec\n", "463", "46300"),
        # Prices for many, told so.
        ("- Notes: 400/day × 300 tokens × $0.0002/1K = {}/day\n", "$0.024", "$24"),
        ("- Mail: $0.60 per million × 500 = {}\n", "$300", "$3,100"),
        # A cache lets only the misses through.
        ("- Peak: 90K reads/s. With a 80% cache hit rate {} reach the database.\n", "18K reads/s", "72K reads/s"),
        ("100,000 requests/s; with a 95% CDN hit rate the origin sees {} requests/s.\n", "5,000", "50,000"),
        # So many within a time: it is the time that is limited.
        ("60,000 votes in all over 50 minutes ⇒ {} votes/sec on average.\n", "~20", "~60"),
        ("- 3 million fans log in within 20 minutes → {} logins/s.\n", "2,500", "250"),
        # Rows for a longer time.
        (PER_MONTH, "12 MB", "4.5 MB"),
        # The unit of a quotient counts.
        (f"{ROW}| GPU time | 30M / 1000 per minute | {{}} |\n", "500 GPU-hours", "30,000 GPU-hours"),
        (f"{ROW}| Row | 1.5TB / 500M | {{}} |\n", "3KB", "3MB"),
        # What one machine can, told as a condition.
        (
            "We need 3 TB of cache. If one machine can keep 150 GB of cache, we need {}.\n",
            "20 machines",
            "200 machines",
        ),
        # How many of a size a volume holds.
        ("- 2 PB/day at 1KB/event = {} events/day\n", "2 trillion", "2 billion"),
        # The unit of a label is that of the result.
        ("bytes/day  = 4 × 86400 ÷ 8 × 14  = {} bytes/day\n", "604,800,000,000", "6,048,000,000"),
        # Rates of what has no name, and a sum behind what one node has.
        ("Goal: send 6M notes in 1 hour = {} notif/sec\n", "1666", "100000"),
        ("- ~{} QPS/node (240K ÷ 40)\n", "6,000", "60,000"),
        # A share of one as a percentage, and what is provisioned.
        ("150,000 / 4,200,000,000\n≈ 0.0000357 → {}\n", "~0.004%", "~0.4%"),
        ("We need 12 TB. Adding 20% overhead for safety, we should provision about {}.\n", "14.4 TB", "144 TB"),
        # Times and numbers of other languages.
        ("36 TB/ngày / 86400 = {} MB/giây\n", "417", "4170"),
        ("- 30 milioni × 5 richieste/giorno = {} di richieste/giorno\n", "150 milioni", "15 milioni"),
        ("- 3 juta pengguna × 10 pesan/hari = {} pesan/hari\n", "30 juta", "300 juta"),
        # A total with one in a label, and of totals.
        (BILL, "$570", "$120"),
        (GRAND, "73,800GB", "24,600GB"),
        # Working days.
        ("Before: 400 letters/day × 250 working days = {} letters/year\n", "100,000", "1,000,000"),
        # A minus behind words.
        ("Budget: 320 GB of memory − 120 GB weights = {} headroom.\n", "200 GB", "20 GB"),
        # Digits in groups, as formulas have them.
        ("$$300\\cdot 1500={}\\space B/s$$\n", "450\\space 000", "450"),
    ],
)
def test_forms(text: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(text, right, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "8 × H100 GPUs provide 8 × 80 GB = 640 GB of memory.\n",
        "Year: 150 TB × 3 = 450 TB\n\n| Item | Size |\n|---|---|\n| Raw | 150 TB |\n| Raw with copies x3 | 450 TB |\n",
        "- A user gets 40 letters/day\n- A letter: 50KB\n- 10% have large files (avg 5MB)\n",
        "- **Polls at the peak:** 200 polls\n- **Votes per second per poll:** 10 votes/s\n- **Viewers:** 20K users\n",
        "- 60,000 guests on a normal day\n- Each guest views 10 pages\n- 6,000 tickets sold on a normal day\n",
        "- 20 peers by default\n- 35 peers behind each node\n\nIt sends to (P-1)/2 peers.\n",
        "All stamps ≈ 60+14+126 ≈ 200 bits ≈ 25 B ≈ 0.2 B each\n",
        "Two fixes: (1) split 16 B into time 8 B and value 8 B; (2) compress what is left to ~1 bit.\n",
        "Tests (2 weeks × 1 analyst)       = $3,000 (40 hrs @ $75/hr)\n",
        "16 hours = 2 working days\n",
        LETTERS,
        "- 1M tries/day, with repeats ~1.5M keys\n- Each key: ~100 bytes → 150 MB in all\n",
        AVERAGE,
        IOPS,
        PINGS,
        TIMES,
        STAFF,
        "Shards: $4.3M/month\n\n  db.r6g.8xlarge × 4 = ~$60K/month\n",
        "Total: ~100 MB/s = 800 Mbps\nRecommendation: 10 Gbps network\n",
        "- ~400 KB for 100 queues\n- 30 days of retention = ~12 MB/month\n",
        "A chunk is ~190 KB for trams and ~1.5 MB for all modes.\n",
        "largest = max(ceil(By_size), ceil(By_speed)) = 6\n",
        "- Songs played each day by a user: 15\n- 40M users play songs\n- Songs in the store in all: 60M\n",
    ],
)
def test_nothing_wrong_where_nothing_is_summed_up(text: str) -> None:
    assert_none_wrong(text)
