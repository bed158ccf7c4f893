"""Times that several work for, days of a shift, arrows before operators, shares in words, and what each of many has."""

from __future__ import annotations

import pytest

from tests.facts.told import assert_none_wrong, assert_right, assert_right_and_wrong

COMMAS = """
O índice guarda `40.000 * 256 * 4B = 40,96 MB` e recebe 0,021 RPS.
Os nomes: `40.000 * 2KB = {}`, e ao todo 118,5MB com 1,024MB de folga.
"""
TABLE = """
| Was | Größe |
|---|---|
| Clips (~50 × 12 s ≈ 6 MB) | ~350 MB |
| Fotos (~240 × 250 KB) | ~60 MB |
| Datenbank | ~90 MB |
| **Summe** | **≈ {} / Tag** |
"""
SHIFT = """
* 2,000 agents × 3 slices/min = 100 slices/sec = 360,000 rows/hour = {} per 8-hour shift
"""
SPANISH = """
AHORRO MENSUAL CON FRÍO: $85.00
AHORRO ANUAL: {}
"""
BARE = """
Daily = 3B × 24 B = 72 GB/day

Annual = 72 × 365 ≈ {}
"""
REPLICATED = """
* songs take 5 MB; 80 million songs * 5 MB / song = 400 TB = 0.4 PB
    - assume 3x replication; raw audio requires {} of space
"""
COLUMNS = """
| Part | Before | After |
|---|---|---|
| Rows | 20 GB | 6 GB |
| Index | — | ~5 GB (120M × 42 B) |
| Metadata | — | ~12 GB |
| **Total** | **20 GB** | **~{}** |
"""
RUSH = """
bookings: 3 M × 60% = 1.8 M ÷ 10^4 s ≈ 180 TPS
          a sale: ×10 → ~1.8 k TPS for minutes
reads: ×100 → {} QPS all day
"""

FORMS = [
    # a line that goes on from an earlier result than the last
    (RUSH, "18 k", "5 k"),
    ("- Orders: avg ≈ **~7 orders/sec**, peak (sale, ×10) ≈ **~{}**\n", "70 orders/sec", "7,000 orders/sec"),
    # a term of a sum with its own result
    ("$2,400/month + backup 36 GB × 25 × $0.02 ≈ {}\n", "$18", "$180"),
    (SPANISH, "~$1,020", "~$5,020"),
    (BARE, "26 TB/year", "2 TB/year"),
    (REPLICATED, "1.2 PB", "3.6 PB"),
    (COLUMNS, "23 GB", "9 GB"),
    ("- Extra storage: ~3 MB/day, {}\n", "~90 MB/month", "~18 MB/month"),
    ("- 3,600 job-min/day ≈ {}\n", "1,800 job-hr/month", "108,000 job-hr/month"),
    ("- 48 GPUs × 24 h × 30 = 34,560 GPU-hours at $2.50 per GPU-hour = {}\n", "$86,400", "$8,640"),
    ("- 450K requests/hour → ÷3600 → 125 RPS → ×4 = {}\n", "500 at the peak", "5,000 at the peak"),
    ("A 4 vCPU / 8 GB task costs (4 × $0.04) + (8 × $0.0045) ≈ {}\n", "**$0.196/hr**", "**$1.96/hr**"),
    (SHIFT, "2.88M rows/day", "28.8M rows/day"),
    (COMMAS, "78,1MB", "7,81MB"),
    (TABLE, "0,5 GB", "5 GB"),
    # what each of many has
    ("60M keys at 20 bytes each = {}\n", "1.2 GB", "12 GB"),
    ("A filter for 60M keys needs 10 bits per key = {}\n", "75 MB", "750 MB"),
    ("QPS ≈ 12.4K, peak 3× ≈ {}.\n", "37K", "370K"),
    ("80M DAU, 10% of them post once a day → {}\n", "8M posts/day", "80M posts/day"),
    # shares in words
    ("60 million monthly users, a quarter of them daily = {}\n", "15 million DAU", "1.5 million DAU"),
    ("Two thirds of the 90M calls are reads: {}\n", "60M reads", "6M reads"),
    # a sentence that only tells copies, and a rate told again
    ("We keep 80 days in the hot store: 7.2 TB. With three replicas {}.\n", "21.6 TB", "216 TB"),
    ("That is 240 million page loads a day, or about {}.\n", "2,800 per second", "28,000 per second"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), FORMS)
def test_each_is_right_as_it_should_be_and_wrong_by_a_slip(text: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(text, right, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "- 800M requests/month → drop 5 → 8,000 → ÷30\n- 2B requests/year → drop 5 → 20,000\n",
        "- **Messages**: 3 paragraphs on average (120 tokens each)\n- **Replies**: 700 tokens average per reply\n",
        "Of every 10 posts four have a picture of 250 KB and one a film of 2 MB. It leaves us 300 KB per post.\n",
        "- 500 paid calls → $40/day → ~$1,200/mo. The storage costs little (~$12/mo).\n",
        "Keeping a year of it on S3 is 540 TB, which at $0.023/GB costs about $12,400 a month.\n",
        "items 4 per order * 150B = 360MB/day, with 600k orders a day\n",
        "Each query reads 1 sensor × 1 day = 8,640 samples.\n",
        "| Goods per shop | 40 on average | The seed makes 100 shops × 5–20 goods |\n|---|---|---|\n| a | b | c |\n",
        "Payments keep 7 years, 5TB\n\nAPI\nWS /track 30k conns * 2 = 60k sockets\n",
        "A task of 6 GB costs $0.11/hr → ~$44/month for 400 task-hr/month.\n",
    ],
)
def test_what_is_given_or_an_average_is_no_wrong_result(text: str) -> None:
    assert_none_wrong(text)


def test_a_day_of_a_shift_is_told_with_its_hours() -> None:
    assert_right("- 50 images/min = 27,000 images/day in a 9-hour shift\n", 27_000)
