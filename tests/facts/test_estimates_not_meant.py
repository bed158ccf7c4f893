"""What is no sum of the figures beside it, in texts of other countries and of bills, and the forms that are."""

from __future__ import annotations

import pytest

from benchmarks.estimates import estimates
from tests.facts.told import assert_none_wrong, assert_right_and_wrong

CAMERAS = """
Each camera sends 1.5 Gbps at most.

| Month | Clients | Cameras | At once |
|---|---|---|---|
| 1 | 100 | 600 | 360 |
| 2 | 200 | 1.200 | 720 |
| 3 | 400 | 2.400 | 1.440 |
| 4 | 700 | 4.200 | 2.520 |
"""
BILL = """
| Service | Use | Monthly cost |
|---|---|---|
| Model | ~400 queries/day × $0.001 | ~$12 |
| Vectors | ~400 embeddings/day × $0.0001 | ~$1.2 |
"""


MACHINES = """
| Part | Small | Large |
|---|---|---|
| Machine | 2 GB, 1 worker — $15.20 | 4 GB, 2 workers — $30.40 |
| Disk | $2.40 | $2.40 |
| Address | $3.70 | $3.70 |
| **Total** | {} / month | ≈ $36.50 / month |
"""


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("- VM with 300 GB disk, 5% daily change rate = {} changed/day\n", "15 GB", "150 GB"),
        ("- 200 Mbps × 86400s × 30 days / 8 / 1024 = {} GB\n", "63,281", "632,810"),
        ("# 300k users * 10% DAU * 10% peak = 3,000 active; 12 req/min each = {} req/s\n", "600", "6,000"),
        ("bandwidth   = 2M × 1 KB × 8 bits = {} Gbps\n", "16", "2"),
        (
            "- A: 3,000/month\n\n- B1: 40,000/month\n- B2: 700/month\n- B3: 300/month\n"
            "- **Subtotal: ~41,000/month**\n\n**Total: ~{}/month**\n",
            "44,000",
            "440,000",
        ),
        ("Reads: 20K/sec × $0.25/M = ${}/day\n", "432", "4,320"),
        ("- **A year:** 50 GB $\\times$ 365 = **~{} per year**.\n", "18 TB", "1.5 TB"),
        ("- songs : 1 Kb x 300 M={}\n", "300 GB", "30 GB"),
        ("Rodar 300 mil pedidos por dia (ou ~{} pedidos por segundo em média)\n", "3,5", "35"),
        ("4 TB × 365 = {}\n", "1,46 PB/год", "14,6 PB/год"),
        ("- Average: 12,000 visitors/s\n- Peak factor: 10\n- Peak: about {} visitors/s.\n", "120,000", "40,000"),
        ("- Average: 12,000/s\n- With a peak factor of 10: about {}/s.\n", "120,000", "40,000"),
        (MACHINES, "≈ $21.30", "≈ $213"),
        ("storage/day = {} GB/day = ~73 TB/year\n", "200", "2000"),
    ],
)
def test_forms(text: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(text, right, wrong)


@pytest.mark.parametrize(
    "text",
    [
        CAMERAS,
        BILL,
        "- 20M bids/day; peak rate 10× average; ~2K watchers on a hot auction; ~900 watchers on average.\n",
        "- **A** needs 69 µs/tx (7.26 blocks/s × 2,000 tx) and **B** ~67 µs/tx.\n",
        "| Run | Rate |\n|---|---|\n| Before | 14,000/s |\n| Now (at most 8.000 a beat, reads ×5) | 13,503/s |\n",
        "`id` (16B), `lat` (8B), `lng` (8B), `state` (4B) ≈ 36 bytes\n",
        "A day: 20 * 100kb = 2.000kb (2MB)\n",
        "- Raw: 30B × 2 bytes = 60 GB\n- Compressed @ 80%: **12 GB**\n",
        "burst         6,000,000 msg/s      -> required ceiling at 60% = 10,000,000\n",
        "`0.7` = the file system saves 30% of the writes\n",
        "IOPS = 1/(0.3 + 0.025) = 1/0.325 ms = 3,077 IOPS\n",
        "Writes: 200/sec × $1.25/M = $21.60/day = $648/month\nStorage: 100M × 200 bytes = 20 GB = $5/month\n",
        "500M sends a day are ~5.8k/sec, fan-out doubles that to ~11.6k/sec, and the peak hits ~46k/sec.\n",
        "- Brokers: 3 brokers\n- Replication Factor: 3 (to fit our 3-broker setup).\n",
        "At 50 ms per call and 30 RPS per GPU, you need ~1,500 slots.\n",
        "storage/msg = ~100 bytes\nstorage/day = 200 GB/day\n",
        "Each broker gets 1.8 TB / 25 = 72 GB\nTarget: each broker has 128 GB RAM\n",
    ],
)
def test_nothing_wrong_where_nothing_is_summed_up(text: str) -> None:
    assert_none_wrong(text)


@pytest.mark.parametrize("text", ["Size: 0 MB + 0 + 0 = 2 MB\n", "A name of 0 characters takes 5 bytes.\n"])
def test_nothing_divides_nothing(text: str) -> None:
    assert_none_wrong(text)


@pytest.mark.parametrize(
    ("line", "right", "wrong"),
    [
        ("Error rate = 50 / 10,000 × 100 = {}", "0.5%", "5%"),
        ("ROI: ($10,000 - $3,831) / $3,831 × 100 = {}", "161%", "16.1%"),
        ("(50 * 100) / 200 = {}", "25%", "250%"),
        ("24 h × 60 × 60 = {}", "86,400 s", "8,640 s"),
        ("0.5 s × 1000 = {}", "500 ms", "5,000 ms"),
        ("86400 s / 60 / 60 = {}", "24 h", "240 h"),
        ("1.5 h × 60 = {}", "90 min", "900 min"),
        ("Saved: (800-200)/800 = {}", "75%", "7.5%"),
        ("x = (1-0.2)*1000 = {}", "800", "8,000"),
        ("Audio: 44.1 kHz × 16 bit × 2 channels = {}", "1.4 Mbps", "14 Mbps"),
        ("SLO 99.9% over 30 days = {}", "43.2 minutes", "432 minutes"),
        ("10M keys × (50 B key + 200 B value + 64 B overhead) = {}", "3.14 GB", "31.4 GB"),
        (r"$3\text{ 億} \div 100,000\text{ 秒} = \mathbf{{}}$", r"3,000\text{ / 秒}", r"300\text{ / 秒}"),
    ],
)
def test_units_that_a_sum_only_implies(line: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(line, right, wrong)


def test_a_label_in_days_is_no_result_of_a_formula_behind_it() -> None:
    assert_none_wrong(r"- **1 日の総投稿量**：$1.5\text{ 億 DAU} \times 2 = \mathbf{3\text{ 億回 / 日}}$")


def test_operands_are_told_without_the_marks_of_a_formula() -> None:
    (found,) = estimates(r"$1.5\text{ million users} \times 5{,}000 = 7.5\text{ billion}$")
    assert found.operation == "1.5 million users × 5,000"
