"""Units that bare numbers leave unsaid, numbers of programs with remarks, and scales in the letters of a formula."""

from __future__ import annotations

import pytest

from tests.facts.told import assert_none_wrong, assert_right_and_wrong

PYTHON = """
```python
members = 30_000_000
posts_per_day = members * 3  # {}
post_bytes = 400
daily_gb = posts_per_day * post_bytes / 1e9  # 36 GB/day
```
"""
DAILY = """
```python
rows_per_day = 4_000_000_000
row_bytes = 150
daily_gb = rows_per_day * row_bytes / (1024**3)  # ≈ {}
```
"""
SCRIPT = """
```js
const members = 30_000_000;
const visitsPerDay = 6;
const perSecond = (members * visitsPerDay) / 86_400; // {}
```
"""
WEEK = """
```yaml
token_ttl = 60 * 60 * 24 * 7  # {}
```
"""

FORMS = [
    # so large a bare number is one of bytes
    ("rows: 120 * 400 * 1,000,000 = 48,000,000,000 = {}\n", "48 GB", "48 TB"),
    ("rows => 120 * 400 * 1,000,000 = 48 * 10^9 = {}\n", "48 GB", "48 TB"),
    # seconds that are divided down
    ("A catch-up takes (18.4 * 86400) / 520 / 3600 = {}\n", "51 minutes", "51 hours"),
    ("The copy takes 9,000,000 / 20 / 3600 = {}\n", "7,500 minutes", "7,500 hours"),
    # machines by how long each request takes
    ("`{} = (45M*30ms/10K)`\n", "135 servers", "13.5 servers"),
    # scales in a formula, behind a blank
    (r"$40 \times 300\text{ B} \times 2.5 \text{ billion rows} \approx {}$", r"30\text{ TB}", r"30\text{ GB}"),
    (r"$40 \times 300\text{ Б} \times 2,5 \text{ млрд строк} \approx {}$", r"30\text{ ТБ}", r"30\text{ ГБ}"),
    # programs
    (PYTHON, "90M posts/day", "900M posts/day"),
    (DAILY, "559 GB/day", "559 MB/day"),
    (SCRIPT, "~2,080", "~20,800"),
    (WEEK, "1 week", "1 month"),
    ("A week has 60 * 60 * 24 * 7 = {}\n", "604,800 s", "60,480 s"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), FORMS)
def test_the_unit_that_bare_numbers_can_only_have(text: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(text, right, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "The desk answers 24 x 7 for 300 shops.\n",
        "Records: 2,000,000,000 → 2 TB with 1 KB each\n",
        "The job takes 40 minutes of 3600 seconds, 9,000 / 60 = 150 batches\n",
        "The copy takes 90,000 / 20 / 60 = 75 minutes, of so many seconds; of minutes 90,000 / 20 / 60 = 75 hours\n",
        "```python\nrow_kb = 3\ntotal = 5_000_000 * row_kb / 1e6  # 15 GB\n```\n",
        "ttl_ms = 60 * 60 * 24 * 7 * 1000 # 1 week\n",
    ],
)
def test_other_bare_numbers_stay_open(text: str) -> None:
    assert_none_wrong(text)
