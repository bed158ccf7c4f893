"""Prices of many, prices per gigabyte, and what looks like a sum of prices, times or energies and is none."""

from __future__ import annotations

import pytest

from tests.facts.told import assert_none_wrong, assert_right_and_wrong, estimates

OBJECTS = """
We keep 14 million objects in the bucket.

Moving each one costs $0.05 per 1,000 objects, so the whole move comes to {}.
"""
SUMS = [
    ("$0.60 per million requests × 45 million requests = {}\n", "$27", "$270"),
    ("45,000 × $0.60 per thousand = {}\n", "$27", "$270"),
    ("$0.60 per million × 500 = {}\n", "$300", "$3,100"),
    ("Egress is 24 TB at $15/TB = {} a month\n", "$360", "$3,600"),
    (OBJECTS, "$700", "$7,000"),
    ("We store 5 GB per day × 3 for replicas, × 40 days = {}.\n", "600 GB", "6,000 GB"),
    ("- a day = 3B × 200 B = 600 GB\n- RF=3 → {}\n", "1.8 TB/day", "18 TB/day"),
    ("- 8M / 40k = 200 gateways\n- +30% headroom => {}\n", "260", "2600"),
    ("Backup: 6 × 5 TB = 30 TB\n\n- lz4 ~ 5x -> {}\n", "6 TB", "60 TB"),
    ("Backup: 6 × 6 TB = 36 TB\n- A mirror doubles it to {}\n", "72 TB", "720 TB"),
    ("Availability 99.9% → {}/month\n", "43.2 min", "432 min"),
    ("200k / 4,000 → 50 GPUs.\n\nPlus 40% for failover → {}\n", "70 GPUs", "710 GPUs"),
    ("Asleep: 6 µA × 24 h = {}\n", "0.144 mAh", "1.44 mAh"),
    ("9,300/15 → {} until all mails are out\n", "10 min", "40 min"),
    ("What is left for us is 0.08 - 0.03 = {}\n", "0.05 %", "0.5 %"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), SUMS)
def test_prices_and_products_are_worked_out(text: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(f"## Cost\n\n{text}", right, wrong)


def test_a_price_per_thousand_is_told_with_its_thousand() -> None:
    (cost,) = estimates("## Cost\n\n$0.60 per million × 45 million requests = $27\n")
    assert [(one.value, one.unit) for one in cost.inputs] == [(0.6, "$"), (45e6, "request")]
    assert cost.operation == "$0.60 per million × 45 million requests"


@pytest.mark.parametrize(
    "text",
    [
        "A bigger model ($6 in/$18 out): 12x → $400/month\n",
        "30 W × 8760 h = 263 kWh a year × 0.30 €  = 79 €\n",
        "The radio takes 2.2 W but only 6 min per hour = 2.4 h/day\n",
        "An archive would be 44 cents, $2.64/month, but then 12h until it is restored\n",
        "out: replication 2x + 5 groups → 240*(2+5)/6 = 280 MB/s\n",
        "that is 3.1 Gbit so 10G cards are enough\n",
        "$(\\ln 2)^2 = 0.48$\n",
        "Two years at €420/month instead of €300 (€1,440 more per year).\n",
        "entry = 20 char id, rank = 8 byte double → 28 B\n",
        "record: time 8, symbol 4 = 12 bytes; for quotes 3 px + 3 sz → 48\n",
        "The disk has 8 TB, leaving 10% empty.\n\n* usable => 7.2 TB\n",
        "original 4.5 MB + 4 thumbnails (total 0.5 MB) = 5 MB\n",
        "- 8M / 40k = 200 gateways\n- RF=3 → 5 nodes\n",
        "Platform split 40/60 of 50M → iOS 20M, Android 30M\n",
        "Traffic doubles every 6 months; we release every 3 months.\n",
        "We count 99.5% of requests in 30 min/day windows\n",
        "900 apps × 40,000 feeds, hourly = 10,000 rps. Nothing new for 98 %, so bodies go out 200 times a second.\n",
        "Fraud: 9,000 messages to +xx numbers at 0.20 = $1,800\n",
    ],
)
def test_what_only_looks_like_a_sum_is_not_called_wrong(text: str) -> None:
    assert_none_wrong(f"## Cost\n\n{text}")
