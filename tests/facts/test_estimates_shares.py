"""Shares of what stands above, what one machine can, two lines multiplied, sizes without their letter, rates again."""

from __future__ import annotations

import pytest

from tests.facts.told import assert_none_wrong, assert_right_and_wrong

ASSUMED = """
```
We take:
- 40 million accounts in all
- 15% online at once = {} sockets
```
"""
TABLE = """
| Load | Rate |
|---|---|
| 2M requests/day | ~{} requests/sec |
"""
QUEUE = """
- The longest queue = 4,000 req/sec × 90 seconds = 360,000 messages
- At 3 KB per message = {} of memory
"""
SERVERS = """
      The index takes 1300 * 20 = 26 TB
      Each server has 128GB of memory,
        so we need {} such servers for it.
"""
ANSWER = """
We keep 12 million connections open.
Each server handles ~400K connections, requiring about {} servers.
"""
MONTHS = """
* 20 million note writes per month
* 400 million note reads per month
* {} read to write ratio
"""
KEPT = """
300 towns * 20 halls * 1000 seats * 3 shows * (80+20) bytes = 1.8GB / day

To keep 4 years of it, we would need around {} TB.
"""
USERS = """
- 200 million daily active users
- Each listens to 8 songs a day
- Songs per day in total = {}
"""
CLICKS = """
6K banner requests per second come to 15.6 billion banners per month.
With an expected 2% click rate it has {} opened banners.
"""
SOCKETS = """
Riders: 700K online
Drivers: 200K online
Total: {} sockets
"""
GROWTH = """
- **Today:** 2,000 orders/sec.
- **Growth:** 20% YoY for 4 years → **~{} orders/sec** by then.
"""
SCALED = """
- over 3 years, 400M new links a month
- in all 3 * 400 * 12 = {} links
"""
PEAK = """
- Vote QPS = 10^9 / 10^5 = 10,000
- We take it that peak vote QPS is x4 the average. Peak QPS = {}.
"""
FRACTION = """
| Act | RPS |
|---|---|
| Log in | $$\\frac{10 \\cdot 10^6}{24 \\cdot 3600} = @$$ |
"""


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (ASSUMED, "6 million", "60 million"),
        ("- 40M notes\n- Hot notes: top 10% = {} notes\n", "4M", "40M"),
        ("- 4,000 hotels → 800K rooms.\n- 60% are taken → ~{} stays.\n", "480K", "4800K"),
        ("```\n20 000 users\n4% active → {}\n```\n", "800", "8000"),
        (CLICKS, "312 million", "3120 million"),
        (TABLE, "23", "230"),
        (QUEUE, "1080 MB", "10800 MB"),
        (SERVERS, "203", "2030"),
        (ANSWER, "30", "300"),
        (MONTHS, "20:1", "200:1"),
        (KEPT, "2.6", "26"),
        (USERS, "1.6 billion", "16 billion"),
        (SOCKETS, "900K", "9M"),
        ("there are 150K titles and 250K names => {} terms in all\n", "400K", "4000K"),
        ("640B in 4 years => {} in 3 years\n", "480B", "4800B"),
        ("* {} million seconds per month\n", "2.5", "25"),
        ("= 3GB + 400MB + 200MB + 150MB ~ {}\n", "3.75GB", "37.5GB"),
        ("- Traffic\n  - 60 * 400 bytes = {}/s\n", "24k", "240k"),
        ("- 0.3 * 0.2b * 700 bytes = ~{}\n", "42G", "420G"),
        ("- only where they are: 300K \\* 120 bytes = {}\n", "36M", "360M"),
        ("- In all (10^10\\*400)/(1000\\*1024\\*1024\\*1024) = {}\n", "3.7TB", "37TB"),
        ("An id takes 6 bytes =>  210B * 6 => {} GB\n", "1260", "12600"),
        ("The link carries 3.6 GB/s, ~{} at the peak.\n", "29 Gbit/s", "290 Gbit/s"),
        ("  - Input: $3.6 \\times \\$0.25 = \\${} / \\text{day}$\n", "0.9", "9"),
        ("- at ~8TB/year, a 6-year retention comes to **~{}TB**.\n", "48", "480"),
        ("- we expect 10 TB per day ~ {} PB per year\n", "4", "40"),
        ("- Days in 10 years: {} days\n", "3,650", "36,500"),
        ("- on disk: 271828182845 ({} GBytes)\n", "272", "2720"),
        (FRACTION.replace("@", "{}"), "116", "1160"),
        (GROWTH, "4,147", "41,470"),
        (SCALED, "14.4B", "144B"),
        (PEAK, "40,000", "400,000"),
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
