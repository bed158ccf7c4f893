"""Numbers that no sum survives, in the places of ordinary ones: nothing fails, and all that is told is finite."""

from __future__ import annotations

import math
import random
import re
from pathlib import Path

import pytest

from benchmarks.estimates import estimates

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXTS = sorted([*EXAMPLES.glob("*.md"), *EXAMPLES.glob("class/*.md")])
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
ODD = ("0", "0.0", "0", "0,000", "1e400", "9" * 40, "0.000000001", "10^400", "-0", "1e-400", "0/0", "1e308", "٣")


def with_odd_numbers(text: str, share: float, rng: random.Random) -> str:
    return NUMBER.sub(lambda found: rng.choice(ODD) if rng.random() < share else found[0], text)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_odd_numbers_break_no_sum(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for seed, share in enumerate((0.1, 0.3, 0.3, 0.7)):
        odd = with_odd_numbers(text, share, random.Random(f"{path.stem}{seed}"))
        for one in estimates(odd):
            told = [one.stated.value, *([] if one.expected is None else [one.expected.value])]
            assert all(math.isfinite(value) for value in told), (one, odd)


@pytest.mark.parametrize(
    "text",
    [
        "The store has two sizes.\n\n**Cost a month: $0 - $900**\n\n## Disks\n\n**Cost a month: $0 - $15**\n\n"
        "## Traffic\n\n**Cost a month: ($0.09 / GB) * (2 GB/day * 30 days) = $5.40**\n",
        "A server handles 500 requests/s. At 10,000 requests/s we need 0 servers.\n",
        "A node bears 1000 TPS.\n\n| Load in TPS | Nodes |\n|---|---|\n| 4000 | 0 |\n",
        "| Way | Messages/sec to 0M users | Bears |\n|---|---|---|\n| Batches (0s window) | 4M x 2KB | 8GB/s |\n",
    ],
)
def test_nothing_is_divided_by_none(text: str) -> None:
    assert "right" not in {one.verdict for one in estimates(text) if one.stated.value == 0}
