"""Estimates in every form that the ledger reads, with known truth: a seed comes in, small documents go out.

Each form writes a sum, and a result that is right or has one seeded error: a digit too many or too few, three and a
half times too much, or the next larger unit.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

DAY_S = 86_400
ERRORS = (10.0, 0.1, 3.5, 1000.0)
"""By what a seeded error multiplies the result."""


@dataclass(frozen=True)
class Sample:
    """A document whose `line` states a result that is `right` or not."""

    form: str
    text: str
    line: int
    right: bool


class Writer:
    """Numbers as people write them, and the result of one sum, falsified or not."""

    def __init__(self, rng: random.Random, error: float) -> None:
        self.rng = rng
        self.error = error

    def count(self, value: float) -> str:
        style = self.rng.choice(("grouped", "letter", "word", "spaced", "power"))
        if value < 10_000:
            return f"{value:,.0f}" if style != "spaced" else f"{value:.0f}"
        if style == "letter" or (style == "word" and value < 1e6):
            return self._scaled(value, (("B", 1e9), ("M", 1e6), ("K", 1e3)), "")
        if style == "word":
            return self._scaled(value, (("billion", 1e9), ("million", 1e6)), " ")
        if style == "power" and value >= 1e6:
            exponent = len(f"{value:.0f}") - 1
            lead = digits(value / 10**exponent)
            return f"10^{exponent}" if lead == "1" else f"{lead} × 10^{exponent}"
        return f"{value:,.0f}".replace(",", " " if style == "spaced" else ",")

    def _scaled(self, value: float, scales: tuple[tuple[str, float], ...], gap: str) -> str:
        letter, factor = next((one for one in scales if value >= one[1]), scales[-1])
        return f"{digits(value / factor)}{gap}{letter}"

    def size(self, value_bytes: float, *, binary: bool = False) -> str:
        step = 1024.0 if binary else 1000.0
        names = ("B", "KiB", "MiB", "GiB", "TiB", "PiB") if binary else ("bytes", "KB", "MB", "GB", "TB", "PB", "EB")
        index = 0
        while value_bytes >= step and index < len(names) - 1:
            value_bytes, index = value_bytes / step, index + 1
        return f"{digits(value_bytes)} {names[index]}"

    def result(self, value: float) -> float:
        """The result as the author has it: rounded to two or three digits, and wrong where an error is seeded."""
        return float(f"{value * self.error:.{self.rng.choice((1, 2))}e}")

    def times(self) -> str:
        return self.rng.choice((" × ", " * ", " x ", " · "))

    def equals(self) -> str:
        return self.rng.choice((" = ", " ≈ ", " ~= ", " => ", " → ", " = ~"))

    def pick(self, *values: float) -> float:
        return self.rng.choice(values)


def digits(value: float) -> str:
    """A number without needless digits."""
    return f"{value:.4g}" if value < 10_000 else f"{value:,.0f}"


Form = Callable[[Writer], tuple[str, int]]
"""Writes a document and tells the line of its result."""


def product_of_size(w: Writer) -> tuple[str, int]:
    n, s = w.pick(2e6, 5e6, 3e7, 1e8, 4e8), w.pick(100, 300, 2e3, 5e4)
    return f"{w.count(n)} posts{w.times()}{w.size(s)}{w.equals()}{w.size(w.result(n * s))}", 1


def product_without_unit(w: Writer) -> tuple[str, int]:
    n, k = w.pick(2e6, 5e6, 1e8), w.pick(3, 8, 25)
    return f"Requests: {w.count(n)}{w.times()}{k:g}{w.equals()}{w.count(w.result(n * k))}", 1


def product_per_day(w: Writer) -> tuple[str, int]:
    n, s = w.pick(2e6, 5e6, 3e7), w.pick(250, 2e3, 4e6)
    return f"{w.count(n)} uploads per day{w.times()}{w.size(s)}{w.equals()}{w.size(w.result(n * s))} per day", 1


def rate_by_division(w: Writer) -> tuple[str, int]:
    n, day = w.pick(5e6, 2e8, 1e9, 7e9), w.rng.choice(("86,400", "86400", "86,400 s", "100,000", "(24 × 3600)"))
    return f"{w.count(n)} requests per day / {day}{w.equals()}{w.count(w.result(n / DAY_S))} QPS", 1


def rate_by_arrow(w: Writer) -> tuple[str, int]:
    n, period = w.pick(5e7, 2e8, 3e9), w.rng.choice(("day", "month"))
    seconds = DAY_S * (30 if period == "month" else 1)
    return f"{w.count(n)} writes per {period} → {w.count(w.result(n / seconds))} writes per second", 1


def rate_in_list(w: Writer) -> tuple[str, int]:
    n, noun = w.pick(5e7, 2e8, 3e9), w.rng.choice(("orders", "searches", "photo uploads"))
    return f"- {w.count(n)} {noun} per day\n- about {w.count(w.result(n / DAY_S))} {noun} per second on average", 2


def peak_in_words(w: Writer) -> tuple[str, int]:
    q, k = w.pick(1200, 8000, 35_000), w.pick(2, 3, 5)
    return (
        f"- Average load: {w.count(q)} QPS\n- Peak load is {k:g} times the average: {w.count(w.result(q * k))} QPS",
        2,
    )


def peak_as_product(w: Writer) -> tuple[str, int]:
    q, k = w.pick(1200, 8000, 35_000), w.pick(2, 3, 5)
    return f"Peak: {w.count(q)} QPS{w.times()}{k:g}{w.equals()}{w.count(w.result(q * k))} QPS", 1


def replicas(w: Writer) -> tuple[str, int]:
    s, k = w.pick(4e11, 2e12, 9e13), w.pick(2, 3, 5)
    return f"- Data to store: {w.size(s)}\n- With {k:g} replicas = {w.size(w.result(s * k))}", 2


def years_in_words(w: Writer) -> tuple[str, int]:
    s, y = w.pick(5e9, 2e11, 3e12), w.pick(3, 5, 10)
    return f"- New messages: {w.size(s)} per day\n- New messages in {y:g} years: {w.size(w.result(s * 365 * y))}", 2


def years_as_product(w: Writer) -> tuple[str, int]:
    s, y = w.pick(5e9, 2e11, 3e12), w.pick(3, 5, 10)
    year = w.rng.choice(("365", "365 days", "360"))
    return f"{w.size(s)}/day{w.times()}{year}{w.times()}{y:g} years{w.equals()}{w.size(w.result(s * 365 * y))}", 1


def total_of_list(w: Writer) -> tuple[str, int]:
    sizes = [w.pick(8, 16, 32, 64, 255, 1000) for _ in range(4)]
    items = [f"- `{name}`: {size:g} bytes" for name, size in zip(("id", "owner", "title", "note"), sizes, strict=True)]
    return "\n".join([*items, f"- total: {w.size(w.result(sum(sizes)))}"]), 5


def sum_in_line(w: Writer) -> tuple[str, int]:
    sizes = [w.pick(8, 16, 40, 64, 256) for _ in range(3)]
    return f"{' + '.join(f'{size:g} bytes' for size in sizes)} = {w.size(w.result(sum(sizes)))} per row", 1


def result_first(w: Writer) -> tuple[str, int]:
    n, s = w.pick(2e6, 3e7, 5e8), w.pick(1.2e3, 5e4)
    return (
        f"* {w.size(w.result(n * s))} of new content per month\n"
        f"    * {w.size(s)} per photo * {w.count(n)} photos per month"
    ), 1


def result_before_bracket(w: Writer) -> tuple[str, int]:
    n, s = w.pick(2e6, 3e7, 5e8), w.pick(200, 1.5e3)
    return f"The index takes {w.size(w.result(n * s))} ({w.count(n)} entries × {w.size(s)})", 1


def table_of_products(w: Writer) -> tuple[str, int]:
    rows = [(w.pick(1e6, 2e6), 2e5), (w.pick(1e5, 3e5), 5e7), (w.pick(4e6, 8e6), 1e4)]
    plain = Writer(w.rng, 1.0)
    at = w.rng.randrange(3)
    lines = [
        f"| {name} | {w.count(n)} | {w.size(s)} | {w.size((w if i == at else plain).result(n * s))} |"
        for i, (name, (n, s)) in enumerate(zip(("Photos", "Clips", "Notes"), rows, strict=True))
    ]
    return "\n".join(["| Kind | Count | Size | Storage |", "| --- | --- | --- | --- |", *lines]), at + 3


def table_with_formula(w: Writer) -> tuple[str, int]:
    n, s = w.pick(2e6, 3e7, 5e8), w.pick(200, 1.5e3)
    return (
        "| Figure | Sum | Result |\n| --- | --- | --- |\n"
        f"| Storage per day | {w.count(n)} × {w.size(s)} | {w.size(w.result(n * s))} |"
    ), 3


def table_with_total(w: Writer) -> tuple[str, int]:
    sizes = [w.pick(1e12, 2e12), w.pick(3e12, 7e12), w.pick(5e11, 9e11)]
    rows = [f"| {name} | {w.size(size)} |" for name, size in zip(("Mail", "Files", "Index"), sizes, strict=True)]
    head = ["| Part | Storage |", "| --- | --- |"]
    return "\n".join([*head, *rows, f"| **Total** | {w.size(w.result(sum(sizes)))} |"]), 6


def table_under_a_load(w: Writer) -> tuple[str, int]:
    load = w.pick(200_000, 500_000, 1_000_000)
    plain = Writer(w.rng, 1.0)
    at = w.rng.randrange(3)
    rows = [
        f"| {each:,} | {(w if i == at else plain).error * load / each:,.0f} |"
        for i, each in enumerate((100, 1_000, 10_000))
    ]
    head = [f"The peak is {w.count(load)} TPS.", "", "| TPS per node | Nodes |", "| --- | --- |"]
    return "\n".join([*head, *rows]), at + 5


def table_of_metrics(w: Writer) -> tuple[str, int]:
    n = w.pick(4e7, 2e8, 3e9)
    head = "| Metric | Value |\n| --- | --- |"
    return (
        f"{head}\n| Orders per day | {w.count(n)} |\n| Average orders/s | {w.count(w.result(n / DAY_S))} orders/s |",
        4,
    )


def latex_fraction(w: Writer) -> tuple[str, int]:
    n, k = w.pick(5e6, 2e7, 8e8), w.pick(4, 10)
    exponent = len(f"{n:.0f}") - 1
    lead = n / 10**exponent
    got = f"{w.result(n * k / DAY_S):,.0f}".replace(",", "{,}")
    return rf"$$\frac{{{lead:g} \times 10^{{{exponent}}} \times {k:g}}}{{86400}} \approx {got} \text{{ QPS}}$$", 1


def latex_product(w: Writer) -> tuple[str, int]:
    n, s = w.pick(5, 20, 80), w.pick(2, 50, 300)
    return rf"${n:g}\text{{M}} \times {s:g}\,\text{{KB}} = {w.size(w.result(n * 1e6 * s * 1e3))}$", 1


def remark_on_time(w: Writer) -> tuple[str, int]:
    minutes = w.pick(2, 5, 15, 30)
    told = float(f"{minutes * (10.0 if w.error == 1000.0 else w.error):.3g}")
    return f"```js\nconst timeout = {minutes * 60_000:.0f}; // {told:g} minutes\n```", 2


def remark_on_size(w: Writer) -> tuple[str, int]:
    size = w.pick(2, 8, 64)
    return f"```python\nLIMIT = {size:g} * 1024 * 1024  # {size * w.error:g} MB\n```", 2


def code_sum(w: Writer) -> tuple[str, int]:
    n, s = w.pick(2e6, 5e6, 3e8), w.pick(200, 2e3)
    return f"```\nstorage = {w.count(n)} * {w.size(s)} = {w.size(w.result(n * s))}\n```", 2


def running_chain(w: Writer) -> tuple[str, int]:
    q, k = w.pick(1500, 6e3), w.pick(2, 3, 5)
    return f"Load: {w.count(q * DAY_S)} calls / 86400 = {w.count(q)} QPS\nx{k:g} = {w.count(w.result(q * k))} QPS", 2


def chain_in_line(w: Writer) -> tuple[str, int]:
    n, k = w.pick(1e7, 5e7), w.pick(8, 10, 20)
    return f"{w.count(n)} users × {k:g} = {w.count(n * k)} / 86400 = {w.count(w.result(n * k / DAY_S))} per second", 1


def share_of(w: Writer) -> tuple[str, int]:
    n, p = w.pick(1e7, 4e8), w.pick(5, 20, 30)
    return f"{p:g}% of {w.count(n)} users = {w.count(w.result(n * p / 100))} users", 1


def headroom(w: Writer) -> tuple[str, int]:
    q, each, p = w.pick(30_000, 80_000), w.pick(500, 1000), w.pick(20, 50)
    n = q / each
    return (
        f"- {w.count(q)} QPS / {each:g} QPS per server = {n:g} servers\n"
        f"- Add {p:g}% headroom = {w.result(n * (1 + p / 100)):g} servers"
    ), 2


def key_space(w: Writer) -> tuple[str, int]:
    base, length = w.rng.choice(((62, 7), (62, 6), (36, 8), (64, 5), (16, 8)))
    return f"{base}^{length}{w.equals()}{w.count(w.result(float(f'{base**length:.2g}')))} keys", 1


def downtime(w: Writer) -> tuple[str, int]:
    nines, minutes = w.rng.choice(((99.9, 525.6), (99.99, 52.56), (99.95, 262.8), (99.5, 2628)))
    return f"{nines:g}% availability allows {digits(w.result(minutes))} minutes of downtime per year.", 1


def servers_by_load(w: Writer) -> tuple[str, int]:
    load, each = w.pick(60_000, 150_000), w.pick(500, 2_000)
    return f"{w.count(load)} QPS / {w.count(each)} QPS per server{w.equals()}{load / each * w.error:,.0f} servers", 1


def servers_in_words(w: Writer) -> tuple[str, int]:
    n, s, each = w.pick(2e10, 6e10), w.pick(2e3, 5e3), w.pick(1e12, 2e12)
    return (
        f"- {w.count(n)} rows × {w.size(s)} = {w.size(n * s)}\n"
        f"- One node holds {w.size(each)}, so we need {max(1.0, n * s / each * w.error):,.0f} nodes"
    ), 2


def ratio_of_reads(w: Writer) -> tuple[str, int]:
    q, k = w.pick(300, 4_000), w.pick(10, 50, 100)
    return f"The read to write ratio is {k:g}:1, so {w.count(q)} writes/s → {w.count(w.result(q * k))} reads/s", 1


def bandwidth_in_bits(w: Writer) -> tuple[str, int]:
    q, s = w.pick(2e3, 5e4), w.pick(5e3, 2e5)
    bits = w.result(q * s * 8)
    told = f"{digits(bits / 1e9)} Gbps" if bits >= 1e9 else f"{digits(bits / 1e6)} Mbps"
    return f"{w.count(q)} requests/s × {w.size(s)} = {told}", 1


def in_words(w: Writer) -> tuple[str, int]:
    n, s = w.pick(2e6, 5e7), w.pick(300, 2e3)
    return f"{w.count(n)} users with {w.size(s)} each would need {w.size(w.result(n * s))} of memory.", 1


def ranges(w: Writer) -> tuple[str, int]:
    n, low = w.pick(1e6, 2e7), w.pick(10, 20)
    got = w.result(n * low * 1e3)
    return f"{low:g}-{low * 2:g} KB × {w.count(n)} = {w.size(got)}", 1


def per_user(w: Writer) -> tuple[str, int]:
    n, k = w.pick(1e7, 4e7), w.pick(3, 5, 20)
    return f"- {w.count(n)} users\n- {k:g} searches per user per day = {w.count(w.result(n * k))} searches per day", 2


def indian_units(w: Writer) -> tuple[str, int]:
    n, s = w.pick(5, 20, 40), w.pick(500, 2e3)
    return f"{n:g} lakh orders × {w.size(s)} = {w.size(w.result(n * 1e5 * s))}", 1


def missing_bracket(w: Writer) -> tuple[str, int]:
    n, s = w.pick(2e6, 5e7), w.pick(300, 2e3)
    return f"Cache ({w.count(n)} sessions × {w.size(s)} = {w.size(w.result(n * s))}", 1


def binary_units(w: Writer) -> tuple[str, int]:
    n, s = w.pick(1024, 4096), w.pick(2.0**16, 2.0**20)
    return f"{n:g} blocks × {w.size(s, binary=True)} = {w.size(w.result(n * s), binary=True)}", 1


def function_call(w: Writer) -> tuple[str, int]:
    load, each = w.pick(70_000, 95_000), w.pick(8_000, 10_000)
    return f"ceil({load:,.0f} / {each:,.0f}) = {float(-(-load // each)) * w.error:g} shards", 1


def money(w: Writer) -> tuple[str, int]:
    price, n = w.pick(250, 800), w.pick(12, 40)
    return f"{n:g} machines × ${price:g} per month = ${w.result(n * price):,.0f} per month", 1


def months_to_years(w: Writer) -> tuple[str, int]:
    s = w.pick(5e11, 2e12)
    return f"- Monthly storage: {w.size(s)}\n- Yearly storage = {w.size(w.result(s * 12))}", 2


def words_within(w: Writer) -> tuple[str, int]:
    a, b, c = w.pick(500, 2000), w.pick(20, 50), w.pick(10, 100)
    return (
        f"{a:g} racks of machines * {b:g} machines in each * ~{c:g} series -> ~{w.count(w.result(a * b * c))} series",
        1,
    )


FORMS: tuple[Form, ...] = (
    product_of_size, product_without_unit, product_per_day, rate_by_division, rate_by_arrow, rate_in_list,
    peak_in_words, peak_as_product, replicas, years_in_words, years_as_product, total_of_list, sum_in_line,
    result_first, result_before_bracket, table_of_products, table_with_formula, table_with_total, table_under_a_load,
    table_of_metrics, latex_fraction, latex_product, remark_on_time, remark_on_size, code_sum, running_chain,
    chain_in_line, share_of, headroom, key_space, downtime, servers_by_load, servers_in_words, ratio_of_reads,
    bandwidth_in_bits, in_words, ranges, per_user, indian_units, missing_bracket, binary_units, function_call, money,
    months_to_years, words_within,
)  # fmt: skip


def samples(count: int, seed: int) -> list[Sample]:
    """`count` estimates, every form in turn, two of five with a seeded error. The same seed gives the same ones."""
    rng = random.Random(seed)
    made: list[Sample] = []
    for index in range(count):
        form = FORMS[index % len(FORMS)]
        error = rng.choice(ERRORS) if rng.random() < 0.4 else 1.0
        text, line = form(Writer(rng, error))
        made.append(Sample(form.__name__, f"# Capacity estimation\n\n{text}\n", line + 2, error == 1.0))
    return made
