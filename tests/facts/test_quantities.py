"""What is read as a quantity: numbers, scales, units, rates, ranges, ratios, money, and what stands around them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.documents import read as read_submission
from reviewer.facts import extract
from reviewer.model.document import Document
from reviewer.model.facts import Quantity
from reviewer.model.submission import Submission
from reviewer.model.vocabulary import Vocabulary

Read = Callable[[str], Document]

DAY_S = 86_400
MONTH_S = 30 * DAY_S
YEAR_S = 365 * DAY_S


def quantities(document: Document) -> list[Quantity]:
    return list(extract(document, Vocabulary(())).quantities)


def told(document: Document) -> list[tuple[str, float, str]]:
    return [(found.dimension, found.stated, found.unit) for found in quantities(document)]


@pytest.mark.parametrize(
    ("text", "dimension", "stated", "unit"),
    [
        # Numbers.
        ("1,000 users", "users", 1000, "user"),
        ("1 000 000 requests", "count", 1e6, "request"),
        ("10 000 rows", "count", 1e4, "row"),
        ("1_000_000 rows", "count", 1e6, "row"),
        ("10,00,000 users", "users", 1e6, "user"),
        ("1.5M users", "users", 1.5e6, "user"),
        ("10k requests", "count", 1e4, "request"),
        ("10K requests", "count", 1e4, "request"),
        ("12 K writes", "count", 12_000, "write"),
        ("100 Mn users", "users", 1e8, "user"),
        ("5mil users", "users", 5e6, "user"),
        ("5 lakh users", "users", 5e5, "user"),
        ("2 crore users", "users", 2e7, "user"),
        ("3 billion rows", "count", 3e9, "row"),
        ("1Million users", "users", 1e6, "user"),
        ("10+ million users", "users", 1e7, "user"),
        ("500K+ users", "users", 5e5, "user"),
        ("10^9 rows", "count", 1e9, "row"),
        ("10⁹ rows", "count", 1e9, "row"),
        ("10**9 rows", "count", 1e9, "row"),
        ("10<sup>9</sup> rows", "count", 1e9, "row"),
        ("1e6 rows", "count", 1e6, "row"),
        ("2.5 * 10^6 rows", "count", 2.5e6, "row"),
        ("2.5×10⁶ rows", "count", 2.5e6, "row"),
        ("62^7 keys", "count", 62**7, "key"),
        ("$10^{9}$ users", "users", 1e9, "user"),
        (r"$2 \times 10^{9}$ users", "users", 2e9, "user"),
        (r"$10 \text{ GB}$", "size", 10, "GB"),
        (r"$1{,}000\,\mathrm{ms}$", "time", 1000, "ms"),
        ("half a million users", "users", 5e5, "user"),
        ("a million users", "users", 1e6, "user"),
        ("two replicas", "count", 2, "replica"),
        ("twelve read replicas", "count", 12, "replica"),
        ("ten thousand requests per second", "rate", 1e4, "1/s"),
        ("half an hour", "time", 0.5, "h"),
        # Bare numbers, if they are large.
        ("a total of 10,000", "count", 10_000, ""),
        ("= 3.5B", "count", 3.5e9, ""),
        ("2^32", "count", 2**32, ""),
        # Sizes.
        ("64 bytes", "size", 64, "B"),
        ("10 B", "size", 10, "B"),
        ("10kB", "size", 10, "KB"),
        ("100Kb of text", "size", 100, "KB"),
        ("300mb", "size", 300, "MB"),
        ("4 MiB", "size", 4, "MiB"),
        ("25Mi", "size", 25, "MiB"),
        ("1.5 petabytes", "size", 1.5, "PB"),
        ("a 64-bit id", "size", 64, "bit"),
        ("memory limit: 512m", "size", 512, "MB"),
        ("ids of 8B each", "size", 8, "B"),
        ("500M * 365 * 100B = 18TB", "size", 100, "B"),
        # Times.
        ("200 ms", "time", 200, "ms"),
        ("p99 200ms", "time", 200, "ms"),
        ("5 µs", "time", 5, "us"),
        ("5us", "time", 5, "us"),
        ("30s", "time", 30, "s"),
        ("86400sec", "time", 86400, "s"),
        ("24h", "time", 24, "h"),
        ("365days", "time", 365, "day"),
        ("a 30-day window", "time", 30, "day"),
        ("kept for 7d", "time", 7, "day"),
        ("five years", "time", 5, "year"),
        ("a timeout of 5m", "time", 5, "min"),
        ("every 1h30m", "time", 1.5, "h"),
        # Shares, ratios, factors, growth.
        ("99.9%", "percent", 99.9, "%"),
        ("99.99 percent", "percent", 99.99, "%"),
        ("availability of 99.95", "percent", 99.95, "%"),
        ("four nines", "percent", 99.99, "%"),
        ("100:1", "ratio", 100, "ratio"),
        ("a 1:10 ratio", "ratio", 0.1, "ratio"),
        ("a read to write ratio of 80:20", "ratio", 4, "ratio"),
        ("10 to 1 reads to writes", "ratio", 10, "ratio"),
        ("reads vs writes = 5/1", "ratio", 5, "ratio"),
        ("3x", "factor", 3, "x"),
        ("10× faster", "factor", 10, "x"),
        ("(x3 at peak)", "factor", 3, "x"),
        ("5 times the average", "factor", 5, "x"),
        ("10% per month", "growth", 10, "%/month"),
        ("growing 20% yearly", "growth", 20, "%/year"),
        ("30% year-over-year", "growth", 30, "%/year"),
        # Money.
        ("$5", "money", 5, "$"),
        ("$1,000", "money", 1000, "$"),
        ("0.02$ per GB", "money", 0.02, "$"),
        ("USD 150k per day", "money", 150_000, "$/day"),
        ("$500/month", "money", 500, "$/month"),
        ("$5m", "money", 5e6, "$"),
        ("€20", "money", 20, "€"),
        ("5 cents", "money", 5, "$"),
        # Rates.
        ("10K QPS", "rate", 1e4, "1/s"),
        ("10kQPS", "rate", 1e4, "1/s"),
        ("10k peak QPS", "rate", 1e4, "1/s"),
        ("1000 req/s", "rate", 1000, "1/s"),
        ("100 requests per day", "rate", 100, "1/day"),
        ("50 events/min", "rate", 50, "1/min"),
        ("10 messages/hour", "rate", 10, "1/h"),
        ("4 paste writes per second", "rate", 4, "1/s"),
        ("1 request per second", "rate", 1, "1/s"),
        ("35,000/second", "rate", 35_000, "1/s"),
        ("1 billion status change / day", "rate", 1e9, "1/day"),
        ("40 *average* read requests per second", "rate", 40, "1/s"),
        ("**12 K writes / second**", "rate", 12_000, "1/s"),
        ("4 billion links crawled each month", "rate", 4e9, "1/month"),
        ("10 uploads per user per day", "rate", 10, "1/day"),
        ("3 times a day", "rate", 3, "1/day"),
        ("100M requests daily", "rate", 1e8, "1/day"),
        ("100M daily requests", "rate", 1e8, "1/day"),
        ("5B searches/day", "rate", 5e9, "1/day"),
        ("1 message every 5 minutes", "rate", 1, "1/5 min"),
        # Bandwidths.
        ("100 Mbps", "bandwidth", 100, "Mbit/s"),
        ("100 Mb/s", "bandwidth", 100, "Mbit/s"),
        ("1 Gbit/s", "bandwidth", 1, "Gbit/s"),
        ("10 MB/s", "bandwidth", 10, "MB/s"),
        ("10 MBps", "bandwidth", 10, "MB/s"),
        ("5GB/day", "bandwidth", 5, "GB/day"),
        ("250 GB of new content per month", "bandwidth", 250, "GB/month"),
        # Users.
        ("100M DAU", "users", 1e8, "user"),
        ("10M daily active users", "users", 1e7, "user"),
        ("100M daily active", "users", 1e8, "user"),
        ("500 million monthly active people", "users", 5e8, "user"),
        # Counts.
        ("3 replicas", "count", 3, "replica"),
        ("500 servers", "count", 500, "server"),
        ("a 10-node cluster", "count", 10, "node"),
        ("30 million financial accounts", "count", 3e7, "account"),
        ("15 billion different web pages", "count", 1.5e10, "page"),
        ("15B pages", "count", 1.5e10, "page"),
        ("4 vCPUs", "count", 4, "vcpu"),
        ("200 widgets", "count", 200, "widget"),
        ("retry 3 times", "count", 3, "time"),
        ("100 or more users", "users", 100, "user"),
        # Lengths and power.
        ("a radius of 5 km", "length", 5, "km"),
        ("10 miles", "length", 10, "mile"),
        ("400 watts", "power", 400, "W"),
        # Labels.
        ("QPS: 500", "rate", 500, "1/s"),
        ("peak QPS is about 50k", "rate", 50_000, "1/s"),
        ("DAU = 5M", "users", 5e6, "user"),
        ("requests per second: 500", "rate", 500, "1/s"),
        ("storage (GB): 500", "size", 500, "GB"),
        ("latency in ms: 20", "time", 20, "ms"),
    ],
)
def test_units(read: Read, text: str, dimension: str, stated: float, unit: str) -> None:
    found = [(name, pytest.approx(number), what) for name, number, what in told(read(text))]
    assert (dimension, stated, unit) in found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10 KB", 10_000),
        ("10 KiB", 10_240),
        ("100 Mbps", 12_500_000),
        ("64-bit", 8),
        ("5 ms", 0.005),
        ("2 hours", 7200),
        ("1 month", MONTH_S),
        ("2 years", 2 * YEAR_S),
        ("86400 requests per day", 1),
        ("9.5MB per 5 seconds", 1.9e6),
        ("1 GB/day", 1e9 / DAY_S),
        ("99.9%", 0.999),
        ("3 million users", 3e6),
        ("10% per month", 0.1),
        ("2 km", 2000),
        ("1h30m", 5400),
    ],
)
def test_values_are_in_base_units(read: Read, text: str, value: float) -> None:
    assert quantities(read(text))[0].value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("10-20 ms", "ms", 0.010, 0.020),
        ("10 to 20ms", "ms", 0.010, 0.020),
        ("10–20 ms", "ms", 0.010, 0.020),
        ("10ms - 20ms", "ms", 0.010, 0.020),
        ("100GB - 500GB", "GB", 1e11, 5e11),
        ("1-2 million users", "user", 1e6, 2e6),
        ("10K-20K users", "user", 1e4, 2e4),
        ("between 5 and 10 seconds", "s", 5, 10),
        ("3 to 5 replicas", "replica", 3, 5),
        ("1%-2%", "%", 0.01, 0.02),
        ("$5-$10", "$", 5, 10),
        ("5-50KB", "KB", 5000, 50_000),
    ],
)
def test_ranges(read: Read, text: str, unit: str, low: float, high: float) -> None:
    (found,) = quantities(read(text))
    assert (found.unit, found.value, found.high) == (unit, pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    "text", ["from 500 ms to 100 ms", "5 servers and 10 clients", "5 users - 3 servers", "20 - 10 ms"]
)
def test_no_ranges(read: Read, text: str) -> None:
    assert all(found.high is None for found in quantities(read(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("latency < 100ms for 99% of requests", ["100ms", "99%"]),
        ("~10 ms, ≈5 GB, >100 users, <=200ms", ["10 ms", "5 GB", "100 users", "200ms"]),
        ("(24h * 3600 sec) = 12 paste/sec", ["24h", "3600 sec", "12 paste/sec"]),
        ("1M jobs/day * 365 days * 2KB = 730 GB/year", ["1M jobs/day", "365 days", "2KB", "730 GB/year"]),
        ("100B * 100KB = 10PB", ["100B", "100KB", "10PB"]),
        ("10 users share 3 folders", ["10 users", "3 folders"]),
        ("5 billion\ntransactions per\nmonth", ["5 billion\ntransactions per\nmonth"]),
        ("3 retries x (5s for A + 5s for B)", ["3 retries", "5s", "5s"]),
        ("30 million accounts in two regions", ["30 million accounts", "two regions"]),
    ],
)
def test_texts_in_order(read: Read, text: str, expected: list[str]) -> None:
    assert [found.text for found in quantities(read(text))] == expected


def test_one_letter_of_two_meanings(read: Read) -> None:
    assert told(read("100B * 100KB = 10PB"))[0] == ("count", 1e11, "")
    assert told(read("5m users"))[0] == ("users", 5e6, "user")
    assert told(read("cache for 5m"))[0] == ("time", 5, "min")


def test_code_has_its_own_letters(read: Read) -> None:
    document = read("```yaml\ninterval: 5m\ncpu: 50m\nreplicas: 3\n```\n")
    assert told(document) == [("time", 5, "min")]


def test_parameters_of_a_query_are_no_money(read: Read) -> None:
    assert told(read("```sql\nSELECT a FROM b WHERE c = $1 AND d = $2\n```\n")) == []


def test_cells_take_the_unit_of_their_column(read: Read) -> None:
    document = read(
        "| Part | QPS | p99 (ms) | Servers | Size KB |\n|---|---|---|---|---|\n| api | 500 | 20 | 12 | 8 |\n"
    )
    assert told(document) == [("rate", 500, "1/s"), ("time", 20, "ms"), ("count", 12, "server"), ("size", 8, "KB")]


def test_cells_take_the_unit_of_the_label_before_them(read: Read) -> None:
    document = read("| Metric | Value |\n|---|---|\n| Requests/sec | 500 |\n| DAU | 10,000 |\n")
    assert told(document) == [("rate", 500, "1/s"), ("users", 10_000, "user")]


def test_place_and_passage(read: Read) -> None:
    document = read("# Numbers\n\nWe see\n10 ms here.\n\n* 5 GB\n")
    time, size = quantities(document)
    assert (time.text, time.lines, document.passages[time.passage].standing) == ("10 ms", (4, 4), "prose")
    assert (size.text, size.lines, document.passages[size.passage].standing) == ("5 GB", (6, 6), "list")
    assert document.source[time.start : time.end] == "10 ms"


ESTIMATE = """# Photo wall

## Scale

Assume 20M DAU, each posts 2 photos per day.

| Item | Value |
|---|---|
| Uploads/sec | 460 |
| Photo size | 1.5 MB |

1. Writes: 40M photos/day ≈ 460 QPS
2. Storage: 40M * 1.5 MB = **60 TB** per day

$$ 60 \\text{ TB} \\times 365 = 21.9 \\text{ PB} $$

```python
TTL = 5 * 60  # keep it for 5 minutes
```
"""


def test_a_document_as_it_is_read() -> None:
    document = read_submission(Submission(name="wall.md", data=ESTIMATE.encode()))
    found = [(quantity.text, quantity.dimension, quantity.lines[0]) for quantity in quantities(document)]
    assert found == [
        ("20M DAU", "users", 5),
        ("2 photos per day", "rate", 5),
        ("460", "rate", 9),
        ("1.5 MB", "size", 10),
        ("40M photos/day", "rate", 12),
        ("460 QPS", "rate", 12),
        ("40M", "count", 13),
        ("1.5 MB", "size", 13),
        ("60 TB** per day", "bandwidth", 13),
        ("60 \\text{ TB", "size", 15),
        ("21.9 \\text{ PB", "size", 15),
        ("5 minutes", "time", 18),
    ]
