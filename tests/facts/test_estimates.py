"""The ledger: which sums are found, what they come to, and what is let pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.estimate_forms import FORMS, samples
from benchmarks.estimates import estimates, misses
from reviewer.model.facts import Estimate

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def told(text: str) -> list[tuple[str, float]]:
    """The verdicts with the results that were stated."""
    return [(one.verdict, one.stated.value) for one in estimates(text)]


RIGHT = [
    ("100M * 300 bytes, i.e. 30 GB per day", 30),
    ("40 million × 2KB is 80 GB", 80),
    ("Writes: 100M / 86400 = ~1,160 per second", 1160),
    ("30 GB/day × 365 days/year × 5 years ≈ 54.75 TB", 54.75),
    ("400M * 250 = 93 GiB", 93),
    ("62⁷ = 3.5T", 3.5e12),
    ("2^32 = 4.3 billion", 4.3e9),
    ("10 Gbps / 8 = 1.25 GB/s", 1.25),
    ("100 Mbps = 12.5 MB/s", 12.5),
    ("3 million req/day / 100k = 30 QPS", 30),
    ("⌈70,000 / 10,000⌉ = 7", 7),
    ("max(100, 250) = 250 QPS", 250),
    ("100K × (1 KB + 500 B) = 150 MB", 150),
    ("2 crore × 50 bytes = 1 GB", 1),
    ("Peak QPS = 2 × 12K = 24K", 24_000),
    (r"$10^9 \times 0.5\text{ KB} = 500\text{ GB}$", 500),
    (r"$$\frac{200 \times 10^6 \times 5}{86400} \approx 11{,}574$$", 11_574),
    ("20% of 100M DAU = 20M", 2e7),
    ("10-20 KB × 1M = 10-20 GB", 10),
    ("1 day = 24 × 60 × 60 = 86,400 seconds", 86_400),
    ("99.95% availability means about 22 minutes of downtime a month", 22),
    ("We send 10 messages to 4 people, so 40 deliveries", 40),
    ("500M notes a day at 280 bytes each is 140 GB per day", 140),
    ("1 10 ^ 6 / 10^5 = 10", 10),
    ("1 000 000 * 25 Kb = 25 Gb", 25),
    ("1000 racks * 100 machines * ~100 series per machine -> ~10mil series", 1e7),
    ("5mil * 5 clips * 0.3GB * 0.02$ = USD 150k per day", 150_000),
    ("A page is 4 MiB (4194304 bytes).", 4_194_304),
    ("The lease is 600 s, this means 10 minutes", 10),
    ("75M / 24 * 3600 = 868 rps", 868),
    ("7 000 * 0,5 = 3 500 calls", 3500),
    (r"$1.18\sqrt{8 \times 10^{17}} \approx 1.06 \times 10^{9}$", 1.06e9),
    ("pings: 12K * 86400 ~ 1 billion", 1e9),
    ("1/8 of 720 GB = 90 GB", 90),
    ("200 px wide, 2000 x 2000 pixels = 4 million pixels", 4e6),
    ("64 bytes (id 8, place 16, time 8, signature 32)", 64),
    ("up to 30s (3 tries x (5s for A + 5s for AAAA))", 30),
    ("| A5 | Opens a day | 72M | |\n|---|---|---|---|\n| A6 | Opens/s | 833 | A5 / 86,400 |", 833),
    ("900 terabytes at two cents per gigabyte and month costs 18,000 dollars per month.", 18_000),
    ("* bookings per sec: 2.3 10^6 / 10^5 = 23", 23),
    ("* bookings: 2.3 10⁶ / 10^5 = 23", 23),
    ("300 000 orders for 7 200 seconds, therefore 42 orders in second", 42),
    (r"$$ V = 300 \cdot 500 = 150\,000 $$", 150_000),
    ("A clip of 40 s: 40 x 2 / 8 = 10 MB", 10),
    ("# Load\n\nx1 = 30M dau\nx2 = 20 msgs/user/d\nx3 = x1*x2 = 600M msgs/d\nx4 = x3/86400 ~ 7k/s", 7000),
    (
        "| R1 | Starts per second | 150 | |\n|---|---|---|---|\n| R2 | Minutes each | 10 min | |\n"
        "| R3 | Under way | 90k | R1 × R2 |",
        90_000,
    ),
    ("# Load\n\n- 900 calls are open at once\n- an agent can take 4 calls -> 225 agents", 225),
    ("# Load\n\n- peak 300 * 16 = 4,800 cores => 150 machines with 32 cores", 150),
    ("# Load\n\n* schools: 30,000\n* pupils in a school: 400\n* total pupils = 12 x 10^6", 12e6),
    ("# Load\n\n* users: 4M\n* orders per user per day: 3\n* size of an order: 5 KB\n* storage per day: 60 GB", 60),
    ("4M users place 3 orders a day. That means 12M orders a day.", 12e6),
    ("| 1 sign | 41 time | 10 machine | 12 sequence | = 64 bits", 64),
    ("99.95% availability allows 263 minutes of downtime per year.", 263),
    ("Our target is 99.95 %, i.e. 4.38 hours in a year.", 4.38),
    ("| Rows | 200 million |\n|---|---|\n| Bytes per row | 50 |\n| Table size | 10 GB |", 10),
    ("- messages per day: 40M\n- message size (bytes): 250\n- storage per day: 10 GB", 10),
    ("Each meter reports every 10 minutes, hence 144 times a day.", 144),
    ("# Load\n\n- uploads\n  40M / 4\n    = 10M", 10e6),
    ("# Load\n\n- 20K * 100KB = 2GB/s\n  - = 16 Gbps", 16),
    ("200,000 drivers are online and report every 4 seconds. That gives us 50,000 writes per second.", 50_000),
    ("10 days of 2h blocks are 120 blocks", 120),
    ("We get 2 billion requests in a month. With 99.9 % we may lose 2 million requests.", 2e6),
    ("Nodes do 20k ops/s of the 80k ops/s that they can, so 25 % are used.", 25),
    ("300 calls per sec, a call takes 4 s → 1,200 calls are open", 1200),
    ("| Part | Items | Per day |\n|---|---|---|\n| a | 20 | 600 |\n| b | 40 | 1,200 |\n| c | 7 | 210 |", 210),
]


@pytest.mark.parametrize(("text", "stated"), RIGHT)
def test_right_results(text: str, stated: float) -> None:
    assert ("right", stated) in told(text)
    assert "wrong" not in {verdict for verdict, _ in told(text)}


WRONG = [
    ("200 KB × 500 = 10 MB", 10, 100),
    ("50 × 10⁹ × 1 KB = 50 GB", 50, 50_000),
    ("100M / 86400 = 12,000 QPS", 12_000, 1157.4),
    ("up to 300s (3 tries x (5s for A + 5s for AAAA))", 300, 30),
    ("20 Gbps = 25 GB/s", 25, 2.5),
    ("150,000 × 80 = 120,000,000", 1.2e8, 1.2e7),
    ("1.5M × 20 KB = 3 GB", 3, 30),
    ("20 crore * 64 = 1.28 GB", 1.28, 12.8),
    ("10 million readers of a 2MB page would be 20 petabytes", 20, 0.02),
    ("The token lives 30 days (259,200 s).", 259_200, 2_592_000),
    ("We had 1,200 shops with an average list of 25,000 addresses, which makes 300 million readers in all.", 3e8, 3e7),
    ("One frame has 100 bytes at 8,000 frames per second, so the flow is 800 KB/s, or 0.1 Mbit/s.", 0.1, 6.4),
    ("464 searches per second with a 20 KB answer is 0.93 Mbps", 0.93, 74.24),
    (
        "150M files of 40 MB make 6 PB a month. At half a cent per gigabyte the bill is 3,000 dollars monthly.",
        3000,
        30_000,
    ),
    ("60M × 40 B = 2.4 GB a day, 28.8 GB a month", 28.8, 72),
    ("4^10 = 1 048 576 000", 1_048_576_000, 1_048_576),
    ("They occupy 300M × 5 bytes = 1.5 GB per day. Keeping them for ten months costs about 45 GB.", 45, 450),
    ("A clip of 40 s: 40 x 2 / 8 = 100 MB", 100, 10),
    ("# Load\n\n- 900 calls are open at once\n- an agent can take 4 calls -> 3,600 agents", 3600, 225),
    ("# Load\n\n- peak 300 * 16 = 4,800 cores => 15 machines with 32 cores", 15, 150),
    ("# Load\n\n* schools: 30,000\n* pupils in a school: 400\n* total pupils = 12 x 10^7", 12e7, 12e6),
    (
        "# Load\n\n* users: 4M\n* orders per user per day: 3\n* size of an order: 5 KB\n* storage per day: 600 GB",
        600,
        60,
    ),
    ("# Load\n\n- active riders: 200K\n- 1.5 rides per active rider\n- rides/day = 133K", 133_000, 300_000),
    ("4M users place 3 orders a day. That means 120M orders a day.", 120e6, 12e6),
    ("4M users place 3 orders a day, 12M orders in all. At 2 KB each we store 240 GB a day.", 240, 24),
    (
        "We get 1,000 requests per second. A hit ratio of 95% leaves 5% for the origin: 500 requests per second.",
        500,
        50,
    ),
    ("99.95% availability allows 263,000 minutes of downtime per year.", 263_000, 263),
    ("Our target is 99.95 %, i.e. 43.8 hours in a year.", 43.8, 4.38),
    ("| Rows | 200 million |\n|---|---|\n| Bytes per row | 50 |\n| Table size | 10 TB |", 10, 0.01),
    (
        "| Kind | Count | Size (KB) | All (GB) |\n|---|---|---|---|\n| a | 2,000,000 | 100 | 200 |\n"
        "| b | 3,000,000 | 2 | 6 |\n| c | 50,000 | 4000 | 20 |",
        20,
        200,
    ),
    ("We get 2 billion requests in a month. With 99.9 % we may lose 20 million requests.", 2e7, 2e6),
    ("Nodes do 20k ops/s of the 80k ops/s that they can, so 2.5 % are used.", 2.5, 25),
    ("300 calls per sec, a call takes 4 s → 75 calls are open", 75, 1200),
    ("# Load\n\n- 20K * 100KB = 2GB/s\n  - = 2 Gbps", 2, 16),
    ("200,000 drivers are online and report every 4 seconds. That gives us 800,000 writes per second.", 8e5, 5e4),
    ("Copying at 100 MB/s: 18 TB → ~5 h", 5, 50),
    ("| Part | Items | Per day |\n|---|---|---|\n| a | 20 | 600 |\n| b | 40 | 1,200 |\n| c | 7 | 2,100 |", 2100, 210),
    ("The rate is 3 Mbit/s each, therefore 300 Gbit/s (2.4 TB/s).", 2.4, 0.0375),
    ("1 million reviews a day. 500 bytes each → 500 MB a day, or 15 GB in a year.", 15, 182.5),
]


@pytest.mark.parametrize(("text", "stated", "expected"), WRONG)
def test_wrong_results(text: str, stated: float, expected: float) -> None:
    found = [one for one in estimates(text) if one.verdict == "wrong"]
    assert [one.stated.value for one in found] == [stated]
    assert found[0].expected is not None
    assert found[0].expected.value == pytest.approx(expected, rel=0.03)


@pytest.mark.parametrize(
    "text",
    [
        "The timeout is 5 seconds and the lease lasts 30 seconds.",
        "We grow from 10 servers → 40 servers next year.",
        "Keep 3 replicas in 2 regions.",
        "p99 latency < 200 ms, p50 < 20 ms",
        "A cache holds 20% of the data; each node has 64 GB.",
        "R + W > N, with N = 3, R = 2 and W = 2",
        "Version 2.3 = LTS, released 2021-03-04",
        "StatusID = 5 bytes",
        "DAU × requests per user",
        "16 hours = 2 working days",
        "per day = 36 000 * 43 MB = 1.5 TB\n\noriginals are 8x bigger => 12 TB/day, so move them after 30 days",
        "# Estimation\n\n- 250M / 30 = 8.3M per day, ~100 per sec\n- 2% of the visitors chat => 500K chats in a month",
        "# Load\n\n- 100M / 86,400 = 1,160/s\n- 100 reads for each write: 1,160 * 100 = 116,000/s, peak 3x = 348,000/s",
        "| Target | Per year |\n|---|---|\n| 99.9 % | 8.76 h |\n| 99.99 % | 52.6 min |\n| 99.999 % | 5.3 min |",
        "200k sockets per box -> 75 boxes, +1/3 spare = 100",
        "redis 7.2 cluster, 3+3. ~$410/mo",
        "We start with 6 API servers, 4 cache nodes and 2 database servers.",
        "- 4,700 drives, 36 drives/box → 131 boxes → ~10 boxes per rack",
        "The SLO is 99.9% over 30 days.",
        "Data takes 3,000 TB, so we need 3.6 PB raw, which is 19 nodes of 12 x 16 TB (192 TB each).",
        "With 2 replicas (so 3 copies) 600 GB are 1.8 TB",
        "Measured in the winter term 2021/22, 11 courses: 1.9 s.",
        "| bouncer | c6i.large | 2 | 4 GiB |\n|---|---|---|---|\n| node | c6i.4xlarge | 16 | 256 GiB |",
        "| flip to 99 % of 400 clients | 17 s |\n|---|---|\n| PUT /location | 1/2s |",
        "A core resizes 8 photos/s. At a peak of 3x we get 75 uploads/s, so 10 cores will do.",
        "They send 20 billion messages every day. A quarter goes to groups. So 50,000 group messages a second.",
        "We get 1.2 billion requests in a month. With 99.9 % we may fail 1.2 million of them, 40,000 per day.",
        "The disks hold 10 TiB. zstd (4:1 on a sample of 2 GiB) would bring it down to ~1.8 TiB per broker.",
        "- 600 GB per year\n- year: 600 GB; ten years: 6 TB",
        "Nodes pull 720 KB over a link of 38 MB/s, each 2 s",
        "4 partitions get 4096 ids per ms each; here only 25,600 ids/s each",
        "| City | Vans | Orders per day |\n|---|---|---|\n| Bonn | 1 | 270 |\n\nx1 = 1,980 orders a day",
    ],
)
def test_nothing_wrong_where_nothing_is_summed_up(text: str) -> None:
    assert "wrong" not in {verdict for verdict, _ in told(text)}


def test_fleets_that_are_listed_are_no_sums() -> None:
    assert told("# Deployment\n\nWe start with 6 API servers, 3 cache nodes and 2 database servers.") == []


LEDGER = """\
## Capacity estimates

- 50M DAU, each user sends 20 messages per day
- Messages per day: 1B
- Average write rate: ~12K/s
- Peak (3x): 36K/s
- Message size 200 bytes
- Storage per day = 200 GB
- With 3x replication: 600 GB
- 5 years: {years}
"""


def test_results_follow_from_earlier_lines() -> None:
    found = estimates(LEDGER.format(years="1.1 PB"))
    assert [one.lines[0] for one in found] == [4, 5, 6, 8, 9, 10]
    assert {one.verdict for one in found} == {"right"}


def test_an_estimate_says_how_it_was_done() -> None:
    found: Estimate = estimates("Per day: 1e9\n\n1e9 posts/day ÷ 86,400 s = 10,000 QPS")[0]
    assert found.lines == (3, 3)
    assert (found.stated.value, found.stated.unit) == (10_000, "1/s")
    assert found.expected is not None
    assert found.expected.value == pytest.approx(11_574.07, rel=1e-4)
    assert found.operation == "1e9 posts/day ÷ 86,400 s"
    assert [(one.value, one.unit) for one in found.inputs] == [(1e9, "1/day"), (86_400, "s")]


def test_tables() -> None:
    table = "| Kind | Count | Size | Storage |\n|---|---|---|---|\n"
    rows = "| Photos | 2M | 200 KB | 400 GB |\n| Clips | 100K | 50 MB | 5 TB |\n| Notes | 2M | 10 KB | 20 TB |\n"
    assert told(f"# Storage\n\n{table}{rows}") == [("right", 400), ("right", 5), ("wrong", 20)]


def test_totals_of_a_table() -> None:
    table = "| Part | Cost |\n|---|---|\n| Compute | $12,000 |\n| Disks | $8,000 |\n| **Total** | **${}** |\n"
    assert told(table.format("20,000")) == [("right", 20_000)]
    assert told(table.format("200,000")) == [("wrong", 200_000)]


def test_availability_in_a_table() -> None:
    rows = "| 99 % | 7.2 h | 3.65 days |\n| 99.9 % | 43 min | {} |\n| 99.99 % | 4 min | 53 min |\n"
    table = f"| SLO | Month | Year |\n|---|---|---|\n{rows}"
    assert {verdict for verdict, _ in told(table.format("8.76 h"))} == {"right"}
    assert ("wrong", 3.65) in told(table.format("3.65 h"))


def test_named_results() -> None:
    named = "x1 = 2M * 30 B = 60 MB\n\nx2 = x1 * 5 = 300 MB\n\nx3 = x2 * 2 (both copies) = {}\n"
    assert told(named.format("600 MB")) == [("right", 60), ("right", 300), ("right", 600)]
    assert told(named.format("6 GB"))[-1] == ("wrong", 6)


def test_names_that_look_like_factors() -> None:
    chain = "    x1 = 1,980 orders a day\n    x2 = x1 * 35 items = 69,300 items a day\n"
    last = "    x3 = x2 / 14 hours = 4,950 items an hour\n    x4 = x3 / 150 items per picker and hour = {} pickers\n"
    text = f"Volume:\n\n{chain}{last}"
    assert told(text.format(33)) == [("right", 69_300), ("right", 4950), ("right", 33)]
    assert told(text.format(330))[-1] == ("wrong", 330)
    assert told("# Estimates\n\nLoad: 6,000 QPS\n\nx3 = 18,000 QPS")[-1] == ("right", 18_000)


def test_only_what_is_wrong_on_purpose_is_wrong_in_the_examples() -> None:
    wrong = {
        path.name: [one.stated.value for one in estimates(path.read_text()) if one.verdict == "wrong"]
        for path in EXAMPLES.glob("*.md")
    }
    assert {name: values for name, values in wrong.items() if values} == {
        "url_shortener.md": [60],
        "answer_middling_job_scheduler.md": [580],
    }


def test_bits_where_the_document_tells_bytes() -> None:
    text = "Reads take 580 KB/s.\n\n12 pastes/sec * 50KB = 0.6 {}/s"
    assert told(text.format("MB")) == [("right", 0.6)]
    assert told(text.format("Mb")) == [("wrong", 0.6)]


def test_remarks_in_code() -> None:
    assert told("```js\nconst ttl = 300000; // 5 minutes\n```") == [("right", 5)]
    assert told("```js\nconst ttl = 300000; // 50 minutes\n```") == [("wrong", 50)]


def test_every_form_is_judged_as_it_should_be() -> None:
    made = samples(len(FORMS) * 6, seed=3)
    missed = misses(made)
    assert len(missed) <= 0.03 * len(made), [sample.text for sample in missed]


def test_samples_are_the_same_for_a_seed() -> None:
    assert samples(50, seed=1) == samples(50, seed=1)
    assert samples(50, seed=1) != samples(50, seed=2)


@pytest.mark.parametrize(
    "piece", ["(" * 3000 + "1", "1 x " * 2000, "9" * 5000, "1 = " * 2000, "*1" * 3000, "1/" * 3000]
)
def test_hostile_lines_end(piece: str) -> None:
    assert len(estimates(f"# Estimates\n\n{piece}\n")) <= 400
