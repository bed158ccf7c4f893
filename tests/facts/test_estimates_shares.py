"""Shares of what stands above, what one machine can, two lines multiplied, sizes without their letter, rates again."""

from __future__ import annotations

import pytest

from tests.facts.told import assert_none_wrong, assert_right_and_wrong

ASSUMED = """
```
Assumptions:
- 50 million registered users
- 10% concurrent at peak = {} connections
```
"""
TABLE = """
| Load | Rate |
|---|---|
| 1M requests/day | ~{} requests/sec |
"""
QUEUE = """
- Max queue size = 6,000 req/sec × 60 seconds = 360,000 messages
- At 2 KB per message = {} queue size
"""
SERVERS = """
      Total storage = 1460 * 15 = 21 TB
      Assuming a high-end server has 144GB of memory,
        we would need {} such servers to hold our index.
"""
ANSWER = """
**Q: How did they handle 10 million connections?**
A: Each server handled ~500K connections, requiring about {} servers.
"""
MONTHS = """
* 10 million paste writes per month
* 100 million paste reads per month
* {} read to write ratio
"""
KEPT = """
500 cities * 10 cinemas * 2000 seats * 2 shows * (50+50) bytes = 2GB / day

To store 5 years of this data, we would need around {} TB.
"""
USERS = """
- 300 million daily active users
- Each watches 5 videos a day
- Total videos per day = {}
"""
CLICKS = """
4K ads requests per second which is 10 billions ads requests per month.
With estimated 1% CTR, it has {} clicked ads.
"""
SOCKETS = """
Customers: 500K concurrent
Agents: 100K concurrent
Total: {} connections
"""
GROWTH = """
- **Year 1 peak:** 1,000 orders/sec.
- **Growth:** 30% YoY for 5 years → **~{} orders/sec** at the peak of year 5.
"""
SCALED = """
- over 5 years, 500M new links a month
- in all 5 * 500 * 12 = {} links
"""
PEAK = """
- Ad click QPS = 10^9 / 10^5 = 10,000
- Assume peak ad click QPS is x5 the average number. Peak QPS = {}.
"""
FRACTION = """
| Act | RPS |
|---|---|
| Log in | $$\\frac{10 \\cdot 10^6}{24 \\cdot 3600} = @$$ |
"""


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (ASSUMED, "5 million", "50 million"),
        ("- 50M pastes\n- Hot pastes: Top 10% = {} pastes\n", "5M", "50M"),
        ("- 5,000 hotels → 1M rooms.\n- 70% occupancy → ~{} active reservations.\n", "700K", "7000K"),
        ("```\n10 000 users\n5% active → {}\n```\n", "500", "5000"),
        (CLICKS, "100 millions", "1000 millions"),
        (TABLE, "12", "120"),
        (QUEUE, "720 MB", "7200 MB"),
        (SERVERS, "152", "1520"),
        (ANSWER, "20", "200"),
        (MONTHS, "10:1", "100:1"),
        (KEPT, "3.6", "36"),
        (USERS, "1.5 billion", "15 billion"),
        (SOCKETS, "600K", "6M"),
        ("we have 300K English words and 200K nouns => {} words to index\n", "500K", "5000K"),
        ("730B in 5 years => {} in 2 years\n", "292B", "2920B"),
        ("* {} million seconds per month\n", "2.5", "25"),
        ("= 2GB + 500MB + 100MB + 180MB ~ {}\n", "2.78GB", "27.8GB"),
        ("- Bandwidth\n  - 40 * 500 bytes = {}/s\n", "20k", "200k"),
        ("- 0.2 * 0.4b * 500 bytes = ~{}\n", "40G", "400G"),
        ("- only the current place: 200K \\* 100 bytes = {}\n", "20M", "200M"),
        ("- Total size = (10^10\\*500)/(1000\\*1024\\*1024\\*1024) = {}\n", "5TB", "50TB"),
        ("StatusID = 5 bytes =>  292B * 5 => {} GB\n", "1460", "14600"),
        ("The link carries 3.6 GB/s, ~{} at the peak.\n", "29 Gbit/s", "290 Gbit/s"),
        ("  - Input: $4.2 \\times \\$0.15 = \\${} / \\text{day}$\n", "0.63", "6.3"),
        ("- at ~9TB/year, a 7-year retention policy is **~{}TB**.\n", "65", "650"),
        ("- we expect 10 TB per day ~ {} PB per year\n", "4", "40"),
        ("- Days in 10 years: {} days\n", "3,650", "36,500"),
        ("- size on disk: 314256424684 ({} GBytes)\n", "314", "3140"),
        (FRACTION.replace("@", "{}"), "116", "1160"),
        (GROWTH, "3,713", "37,130"),
        (SCALED, "30B", "300B"),
        (PEAK, "50,000", "500,000"),
    ],
)
def test_forms(text: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(text, right, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "- 12.1M users\n- online at the peak 20% of DAU = 2x10^6\n",
        "The delay removes 40% of them → 2.1k rps left. And caching gives another 25 % → 1.6k.\n",
        "- Total CPU: 4,500 cores\n\nWith 50% efficiency: ~9,000 cores needed\n",
        "- origin = 19% of reads ≈ 11k requests/s at peak\n",
        "around 200K writes/s (each updates every 5s) and 2M reads/s (each reads 9 keys every 5s)\n",
        "For 5 million users: O(5,000,000 × log(5,000,000)) ≈ O(5M × 22.6) operations\n",
        "We need 10 ~ 20 TB of it, or 5 ~ 6 TB with compression.\n",
    ],
)
def test_no_right_figure_is_accused(text: str) -> None:
    assert_none_wrong(text)
