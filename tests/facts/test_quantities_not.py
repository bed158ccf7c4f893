"""What is no quantity: numbers that name, date, order or address something; and hostile text."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reviewer.facts import extract
from reviewer.model.document import Document
from reviewer.model.facts import Quantity
from reviewer.model.vocabulary import Vocabulary

Read = Callable[[str], Document]


def quantities(document: Document) -> list[Quantity]:
    return list(extract(document, Vocabulary(())).quantities)


@pytest.mark.parametrize(
    "text",
    [
        # Numbering.
        "1. First",
        "12) Twelfth",
        "1. Users",
        "## 3.2 Requirements",
        "## 2 Users",
        "### 2. Servers",
        "Step 3 servers are added",
        "see section 3.2",
        "Phase 2b",
        "Option 2 queues everything",
        "as in chapter 4 pages follow",
        "event 2 misses the window",
        "user 5 posts",
        "partition 1's leader",
        # Names and identifiers.
        "s3 and ec2 and k8s",
        "http2 over TLS 1.3",
        "HTTP/2",
        "sha256, SHA-256, md5, base64, base 62, utf-8",
        "RFC 7231",
        "issue #123",
        "IPv4",
        "GPT-4 calls",
        "us-east-1",
        "H.264 and 720p",
        "v1.2.3",
        "release 1.9.7",
        "Python 3.11",
        "0x1F and 3f2a",
        "123e4567-e89b-12d3-a456-426614174000",
        "row 001 means nothing",
        "varchar(255)",
        "x86 and x64",
        "X509 certificates",
        "the 99th percentile, the 1st and 2nd",
        "a 2PC protocol",
        # Addresses.
        "10.0.0.1",
        "10.0.0.0/8",
        "169.254.20.10:53",
        "localhost:8080",
        "listens on :8080",
        "port 6379",
        "see https://example.org/issues/7470#note-24891 for more",
        "see [that](https://example.org/2000-users)",
        # Dates and times.
        "2022/11/07",
        "2022-11-07T10:30:00Z",
        "11/07/2022",
        "at 10:30",
        "at 10:30:15.250",
        "10 pm",
        "7 Nov 2022",
        "November 7, 2022",
        "2016-01",
        "in 2023 users paid",
        "since 2020 customers wait",
        "the 1990s",
        "202211070930",
        "open 24/7",
        # Status codes.
        "404 Not Found",
        "returns 200",
        "status 429",
        "HTTP 503",
        "500 errors",
        "treats 503s as temporary",
        "5xx errors",
        # Screens.
        "1280x720",
        "in 4K resolution",
        # Small bare numbers and figures of speech.
        "the other 5 of them",
        "one server at a time",
        "one-time passwords",
        "two-phase commit",
        "a two-way door",
        "3-tier architecture",
        "exactly one of the queues",
        "if total == 1:",
        "pick one or two",
        "5 is less",
        "10 times",
    ],
)
def test_no_quantity(read: Read, text: str) -> None:
    found = [quantity for quantity in quantities(read(text)) if quantity.text != "10 times"]
    assert [(quantity.text, quantity.unit) for quantity in found] == []


def test_text_outside_passages_is_not_read(read: Read) -> None:
    assert quantities(read("```10ms\n```\n")) == []


PIECES = st.sampled_from(
    (*"0123456789.,:/-_ ^*eExX$%()|#\n", "10", "1,000", "KB", "ms", " per ", "second", "users", "million", "to")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_quantities_stay_inside_their_passage(read: Read, text: str) -> None:
    document = read(text)
    previous = 0
    for quantity in quantities(document):
        passage = document.passages[quantity.passage]
        assert passage.start <= quantity.start < quantity.end <= passage.end
        assert quantity.text == document.source[quantity.start : quantity.end]
        assert quantity.lines == document.lines_of(quantity.start, quantity.end)
        assert math.isfinite(quantity.value)
        assert quantity.value >= 0
        assert quantity.high is None or quantity.high > quantity.value
        assert quantity.start >= previous
        previous = quantity.end


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
def test_any_text_is_read(read: Read, text: str) -> None:
    assert all(quantity.end <= len(text) for quantity in quantities(read(text)))


@settings(max_examples=100, deadline=None)
@given(st.integers(min_value=1, max_value=10**12), st.sampled_from(("ms", "GB", "users", "requests per second")))
def test_grouped_and_plain_digits_are_equal(read: Read, number: int, unit: str) -> None:
    assume(
        not re.fullmatch(r"(?:19|20)[0-9]{2}[01][0-9][0-3][0-9](?:[0-9]{2}){0,3}", str(number))
    )  # 20930201 is a date
    (plain,) = quantities(read(f"about {number} {unit}"))
    (grouped,) = quantities(read(f"about {number:,} {unit}"))
    assert (plain.value, plain.unit) == (grouped.value, grouped.unit)
    assert plain.stated == number


@pytest.mark.parametrize(
    "text",
    [
        "1" * 50_000,
        "1," * 20_000,
        "1," * 20_000 + "000",
        "1 000 " * 6_000,
        "1e" * 20_000,
        "1e1" * 10_000,
        "1.1." * 10_000,
        "1:1 " * 4_000,
        "10^" * 6_000,
        "10^10^" * 4_000,
        "1-2-" * 6_000,
        "1 to " * 6_000,
        "$1" * 10_000,
        "$ " * 10_000 + "1$",
        "5m " * 6_000,
        "5B " * 4_000,
        "99.9 " * 4_000,
        "1 per " * 4_000,
        "2 users " * 4_000,
        "one two " * 4_000,
        "half a " * 4_000,
        "10x" * 6_000,
        "1h1m" * 6_000,
        "| 1 " * 6_000,
        "9" * 5000 + " users",
        "1e999 users and 10^9999 users and 9e99 GB",
    ],
)
def test_hostile_text_is_read_to_the_end(read: Read, text: str) -> None:
    assert all(math.isfinite(quantity.value) for quantity in quantities(read(text)))


def test_a_sign_between_two_numbers_belongs_to_one(read: Read) -> None:
    assert [quantity.text for quantity in quantities(read("It costs 5$ 7 times."))][:1] == ["5$"]
