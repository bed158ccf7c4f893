"""Prefixes and times that a sum divides down to, powers drawn above a line, scripts without blanks, what is given."""

from __future__ import annotations

import pytest

from tests.facts.told import assert_none_wrong, assert_right, assert_right_and_wrong, estimates

DRAWN = """
```
       8                        9
4 * 10  views  *  25  =  10 * 10  views = {}
```
"""
CHINESE = """
- 每秒写入 30 MB/s ≈ 2.6 TB/天
- 保留3年（压缩前）→ {}
"""
WIDE = """
- 每天产生400GB数据
- 每年约为{}
"""
NEXT = """
450 GB x 60 x 24 / 1,000 = 648 TB ingested per day

{} per day
"""
DOUBLED = """
* **Edge traffic:** 60 + 90 + 170 = **320 Mbps**.
* **Inner traffic (copies + cache):** Double the edge traffic for what nodes tell each other = **{} Mbps**.
"""
WRAPPED = """
Jobs are kept for a month before they are deleted, so that one can look at those that failed: 1,200
jobs/day × 30 days × ~400 B × 1.5 ≈ {} stay in the table at any time.
"""
JAPANESE = """
- 4B × 600B = 2.4TB/日
- 60日保持: {}
"""
RUSSIAN = """
- Комментариев на видео: 4 212 × 0,005 = 21,06
- Размер: 4 212 × 0,005 = {}
"""

AVERAGES = """
| Metric | How | Result |
|---|---|---|
| Average TPS | 34,600 ÷ 86,400 | ~0.4 TPS |
| Peak | 10× avg | ~4 TPS |
| Sale | 200× avg | ~80 TPS |
"""
RATES = """
| | Minute | Second |
|---|---|---|
| Volume (2 KB / event) | 21 MB/min | {} |
"""

FORMS = [
    # a plain number at the end only makes the prefix
    ("60M rooms * 30 bytes * 40 guests / 10^9 = {}\n", "72 GB", "7.2 GB"),
    ("7,000 x 40 MB // 1,000 = {} taken in per minute\n", "280 GB", "28 GB"),
    ("900 requests × 6 KB / 1024 = {} per second\n", "5.3 MB", "53 MB"),
    # the time of a rate is what its sum divides down to
    ("7.92 million votes/hour / 3600 seconds = ~2200 votes/{}\n", "second", "minute"),
    ("43M rides per month / 30 days = 1.43M rides per {}\n", "day", "hour"),
    # told again: in its own unit, in another one by its digits, for another time
    ("- Load: 151 200 * 5mb = 756 000 mb per day({});\n", "~756 GB", "~756 MB"),
    (NEXT, "0.648 PB", "6.48 PB"),
    (
        "**3M users x 8 uploads X 25 KB = 0.6 TB per day**\n\nand this translates to about {} per year\n",
        "220 TB",
        "22 TB",
    ),
    (CHINESE, "~2.8 PB", "~28 PB"),
    (WIDE, "146TB", "14.6TB"),
    # 1024 for 1000 does not hide a prefix
    ("We take 1KB a row, and 240 million rows need about {} of disk.\n", "230GB", "230TB"),
    (DRAWN, "10 billion", "1 billion"),
    ("* Writes to reads are roughly {} (12.4 vs 620).\n", "1:50", "1:5"),
    ("We plan ~300 partitions. A replication factor of 3 → {} partition replicas.\n", "900", "9000"),
    (DOUBLED, "640", "6,400"),
    ("writes: 30M / (24 * 3600)\n{}\n", "~350 per second", "~35 per second"),
    ("RPS = 20kk * 2 views per day / 86400 ~= {}\n", "463", "4630"),
    (RATES, "350 KB/s", "35 KB/s"),
    ("- A year = 80TB * 12 = 960TB ~ {}\n", "0.96PB", "2.1PB"),
    ("10^3 bytes / event * 10^4 events / file = 10^7 bytes / file ({} / file)\n", "10 MB", "10 GB"),
    ("40M rows take 60 * 40M = 2.4B -> {} on disk\n", "2.4GBs", "2.4MBs"),
    (WRAPPED, "21.6 MB", "216 MB"),
    (JAPANESE, "144TB", "14.4TB"),
    ("150KBX10M -> {} a day\n", "1.5TB", "1.5GB"),
    ("3M * (14 bytes for the id, 6 bytes for the count) => {} a day\n", "60MB", "600MB"),
    ("| Average | 6,000,000,000 / 86,400 ≈ **≈ {} likes/sec** |\n", "69,000", "690,000"),
    ("- 2M DAU\n- Sockets at the peak: {} (DAU × 15%)\n", "300K", "30K"),
    ("- Table: ~140 TB over 5 years × 3 replicas = {}\n", "~420 TB", "~42 TB"),
    ("200MIL * 40 bytes = {}\n", "8GB", "80GB"),
    ("Requests per minute = 3,000,0000 / 60 = {} per second\n", "500,000", "50,000"),
    (RUSSIAN, "21,06", "210,6"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), FORMS)
def test_forms(text: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(f"## Estimate\n\n{text}", right, wrong)


RIGHT = [
    # what an average is of is given, and what a later result is made of as well
    "- Logs: 2TB a day\n\n40K events/s at an average line size of 700 bytes equates to around 2.4TB a day.\n",
    "head = 6 bytes, 5 fields = 30 bytes, total = 36 bytes\n",
    # a sum goes on from the last one
    "900 bytes × 1M = 900 MB\n\nWith a lock of 8 bytes for each of the 1 million users, a total of 908 MB is needed.\n",
    # batching divides
    "* At 6M clicks/s we face 6M packets/s.\n* With 4 clicks/packet we reduce the load to 1.5M packets/s.\n",
    # what adds nothing was no sum, and what cannot be read is none of other lines
    "12M drivers online + position every 20 seconds = 600k QPS.\n",
    "- 11 bytes a beat\n\nLight: (1 byte +) 2 bytes time + (2 bytes / lamp * 5 lamps =) 10 bytes = 13 bytes / sample\n",
    "21,5 \\times 2 = 43, aber 5 120 × 0,05 = 256 und 7 100 × 0,003 = 21,3\n",
    "- QPS = 20M / 40s = 500000\n",
    "| Average | 31,000 ÷ 86,400 | **~0.36 TPS** |\n",
    # what is told for each is no product of all, and what the line has for each is what a rate comes of
    "A site has 200 million users. If 10% of them are online and each sends 3 requests per minute, what is the load?\n",
    "- 3,000 posts/day\n\n**Reads:**\n- 15 reads/user/day  35 QPS\n",
    # points for thousands, percentiles, prices per thousand, units that a document means otherwise
    "- Average: 21.5M / (8 * 3600) ≈ 746 requests/s\n- Peak: 10x the average\n  - Expected: ~7.500 RPS\n",
    "Reads take 100 ms at 95 pctl.\nServers with 8 cores, 24GB RAM, 2X2TB HD.\n",
    "| Call | Count | Rate | Cost |\n|---|---|---|---|\n| PUT | 200,000 | $0.005/1000 | $1.00 |\n",
    "* Up ~ 500 qps * 4MB ~ 2000 mbps\n* Down ~ 50 qps * 4MB ~ 200 mbps\n* Small ~ 50 qps * 10 * 8KB ~ 4 mbps\n",
    # letters of a text, and parts, limits and factors that are no operands
    "- id: 8 bytes\n- text: 260 characters = 260 bytes\n",
    "A run takes ~33k tokens (30.2k in / 2.8k out).\n",
    "TOTAL: ~760 MB (fits into the free 500MB + 8GB)\n",
    "- Reads are ~10× writes → 45k reads/s, peak ~90k/s\n",
    "- ~30 read nodes, ~6 write nodes; autoscale ×3 at the peak\n",
    "- 60M users, 20% (12M) set up alerts\n- 5 rules/user → 60M rules\n",
    "QPS = 2*10^9 / 86400 ≈ 2*10^9 / 10 * 10^4 = 20,000\n",
    "图2 显示 3 个分区，第3天上线，2024年发布。\n",
]


@pytest.mark.parametrize("text", RIGHT)
def test_right_results_are_not_called_wrong(text: str) -> None:
    assert_none_wrong(f"## Estimate\n\n{text}")


def test_mbps_once_are_bits() -> None:
    found = estimates("## Load\n\n* Down = 50 qps * 4MB = 200 mbps\n")
    assert [one.verdict for one in found] == ["wrong"]


def test_a_total_under_its_parts_does_not_count_the_line_that_tells_it_first() -> None:
    text = "## Size\n\nOne record: 2.66 KB\n\n- key: 7 bytes\n- name: 4 bytes\n- url: 255 bytes\n- total: 2.66 KB\n"
    assert [one.verdict for one in estimates(text) if one.lines == (8, 8)] == ["wrong"]


def test_70_percent_used_leaves_no_30_percent() -> None:
    text = "## Load\n\n- One server: ~60,000 RPS\n- With a reserve (70% utilization): ~18,000 RPS\n"
    assert "right" not in [one.verdict for one in estimates(text)]


def test_a_factor_of_the_average_is_of_the_line_called_so() -> None:
    assert_right(AVERAGES, 80.0)
    (sale,) = [one for one in estimates(AVERAGES) if one.stated.value == 80.0]
    assert [one.value for one in sale.inputs] == [0.4, 200.0]


UPLOADS = """
We plan for 8M daily users.
Each of them uploads three photos a day at an average size of 2 MB, which gives {}.
"""
LATEX = r"""
$$\text{Cost} = \left(\frac{200,000,000}{1000}\right) \times 3 = {} \text{ USD}$$
"""
SENTENCES = [
    (UPLOADS, "48 TB", "480 TB"),
    ("DAU 200M\n\nEvery user opens it 4 times a day => {} => 9.3K QPS\n", "800M requests/day", "8B requests/day"),
    ("9 bytes + 7 bytes = 16 bytes, x2M = {}\n", "32MB", "320MB"),
    ("1.8TB/day => 657TB/year, x3 replicas => {}\n", "1.97PB", "19.7PB"),
    ("Storage: 12 PB × $0.03/GB per month = {}\n", "$360,000 a month", "$36,000 a month"),
    ("so 70 million bytes means {} - it fits into memory.\n", "70 MB", "70 GB"),
    ("3,000,000 KB / 1,024 / 1,024 ≈ {}\n", "2.86 GB", "2.86 TB"),
    (LATEX, "600,000", "60,000"),
    ("Each plays 20 rounds per day: 70 * 20 = {}\n", "1,400 QPS", "14,000 QPS"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), SENTENCES)
def test_forms_of_ordinary_sentences(text: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(f"## Estimate\n\n{text}", right, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "A row takes 2 KB, its lines 3 x 400 bytes → 3.2 KB for each order.\n",
        "`180 servers = (90M*20ms/10K)`\n",
        "150 * 10,000 = 1500, 000 a second\n",
        "Each plays 20 rounds per day: 70 * 20 = 1,400 QPS.\n",
        "200 people with 5 boards each of 14 panels that refresh every 20 s, i.e. 700 queries per second.\n",
    ],
)
def test_what_goes_with_a_sum_is_counted(text: str) -> None:
    assert_none_wrong(f"## Estimate\n\n{text}")
