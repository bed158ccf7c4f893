"""Quotes are found whole, folded on both sides, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import document

from reviewer.judge.quotes import MAX_QUOTE_CHARS, Source
from tests.judge.judging import TEXT

SOURCE = Source(document(TEXT))


@pytest.mark.parametrize(
    ("quote", "lines", "status"),
    [
        ("We expect 120 reservations per second", (6, 6), "exact"),
        ("  We expect 120 reservations per second \n", (6, 6), "exact"),
        ("we EXPECT 120  reservations\nper second", (6, 6), "normalised"),
        ("Visitors reserve up to six seats for ten minutes.", (5, 5), "normalised"),
        ("- Visitors reserve up to six seats", (5, 5), "normalised"),
        ("Orders go to Postgres, which keeps them for seven years.", (10, 11), "normalised"),
        ("6| - We expect 120 reservations per second at peak.", (6, 6), "exact"),
        (
            "10| Orders go to [Postgres](https://db.example/x), which keeps them\n11| for seven years.",
            (10, 11),
            "exact",
        ),
        ("“We expect 120 reservations per second”", (6, 6), "exact"),
        ("We\u200b expect\u00a0120 re\u00adservations per second", (6, 6), "normalised"),
    ],
)
def test_found(quote: str, lines: tuple[int, int], status: str) -> None:
    evidence = SOURCE.locate(quote)
    assert evidence is not None
    assert (evidence.lines, evidence.status) == (lines, status)
    assert evidence.quote in TEXT


@pytest.mark.parametrize(
    "quote",
    [
        "We expect 130 reservations per second at peak.",
        "We expect … per second at peak.",
        "We expect 120 reservations … at peak.",
        "We expect 120 per second at peak.",
        "Orders go to Postgres. We expect 120 reservations per second",
        "Postgre",
        "seats",
        "",
        "        ",
        "----------",
        "\x00" * 20,
    ],
)
def test_not_found(quote: str) -> None:
    assert SOURCE.locate(quote) is None


def test_other_unicode_forms_are_the_same_text() -> None:
    source = Source(document("Das Cafe\u0301 hat “Ta\u0308glich” – offen.\n"))
    assert source.locate('das Caf\u00e9 hat "T\u00e4glich" - offen') is not None
    assert Source(document("The ﬁrst ½ of it is cached here.\n")).locate("the first 1⁄2 of it") is not None


def test_a_table_row_without_its_bars() -> None:
    evidence = Source(document("| Store | Size |\n|---|---|\n| orders | 40 GB |\n")).locate("orders 40 GB")
    assert evidence is not None
    assert (evidence.lines, evidence.quote) == ((3, 3), "orders | 40 GB")


def test_a_quote_without_end_is_cut_at_a_word() -> None:
    text = "word " * 1000
    evidence = Source(document(text)).locate(text)
    assert evidence is not None
    assert len(evidence.quote) <= MAX_QUOTE_CHARS
    assert evidence.quote.endswith("word")


@given(st.text(alphabet="ab *_`#>|-.1[]()\\\n é½ﬁ\u200b", max_size=120), st.data())
def test_every_piece_of_a_text_is_found_or_too_short_and_what_is_found_is_in_it(text: str, data: st.DataObject) -> None:
    doc = document(text or "x")
    start = data.draw(st.integers(0, len(doc.source)))
    piece = doc.source[start : data.draw(st.integers(start, len(doc.source)))]
    evidence = Source(doc).locate(piece)
    if len(piece.strip()) >= 8 and any(char.isalnum() for char in piece.strip()):
        assert evidence is not None
    if evidence is not None:
        assert evidence.quote in doc.source
        assert len(evidence.quote) >= 8
        assert 1 <= evidence.lines[0] <= evidence.lines[1] <= doc.line_count


@pytest.mark.parametrize("unit", ["](", "[", "> ", "| ", "*", "1. ", "#", "\u200b", "((", "]( ", "\n- "])
def test_hostile_text_takes_linear_work(unit: str) -> None:
    source = Source(document(unit * (200_000 // len(unit)) + "\nthe end of it all\n"))
    assert source.locate("The end of it ALL") is not None
