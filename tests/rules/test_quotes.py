"""Quotes: contiguous pieces of the source, long enough to prove something and short enough to read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from samples import document, span

from reviewer.model.rule import Span
from reviewer.rules.quotes import MAX_QUOTE_CHARS, MAX_QUOTES, MIN_QUOTE_CHARS, quotes


def quoted(text: str, *pieces: str) -> list[str]:
    doc = document(text)
    return [item.quote for item in quotes(doc, [span(doc, piece, 10 - i) for i, piece in enumerate(pieces)])]


def test_white_space_around_a_span_is_left_out() -> None:
    doc = document("a\n\n  Orders go to Postgres.  \n")
    (item,) = quotes(doc, [Span(2, len(doc.source), (2, 3))])
    assert (item.quote, item.lines, item.status) == ("Orders go to Postgres.", (3, 3), "exact")


def test_a_short_span_is_widened_to_its_line() -> None:
    assert quoted("We use a CDN here.\nMore.", "CDN") == ["We use a CDN here."]


def test_a_short_line_is_widened_to_the_next_line_with_text() -> None:
    assert quoted("x\n\nCDN\n\nfor images\n", "CDN") == ["CDN\n\nfor images"]


def test_the_last_line_is_widened_backwards() -> None:
    assert quoted("Images come from the edge\n\nCDN", "CDN") == ["Images come from the edge\n\nCDN"]


def test_a_document_with_too_little_text_gives_no_quote() -> None:
    assert quoted("a\nCDN\n", "CDN") == []


def test_a_long_quote_loses_its_end_at_a_word() -> None:
    text = "word " * 100
    (quote,) = quoted(text, text)
    assert quote == ("word " * 60).strip()


def test_one_endless_word_is_cut_hard() -> None:
    assert [len(quote) for quote in quoted("x" * 1000, "x" * 1000)] == [MAX_QUOTE_CHARS]


def test_a_short_span_in_an_endless_line_keeps_its_place() -> None:
    text = "alpha " * 500 + "CDN " + "omega " * 500
    (quote,) = quoted(text, "CDN")
    assert "CDN" in quote
    assert quote.startswith("alpha")


def test_strongest_first_without_overlaps_and_repeats_and_at_most_three() -> None:
    lines = ["Orders go to Postgres.", "The gateway limits calls.", "Orders go to Postgres.", "Seats are held."]
    doc = document("\n\n\n".join([*lines, "Mails are sent."]))
    spans = [
        span(doc, "Mails are sent.", 0.1),
        span(doc, "limits calls", 0.7),
        span(doc, "The gateway limits calls.", 0.8),
        Span(doc.line_starts[6], doc.line_starts[7] - 1, (7, 7), 0.9),
        span(doc, "Orders go to Postgres.", 1.0),
        span(doc, "Seats are held.", 0.5),
    ]
    found = [item.quote for item in quotes(doc, spans)]
    assert found == ["Orders go to Postgres.", "The gateway limits calls.", "Seats are held."]


@given(
    st.text(alphabet="ab \n\t|#é", max_size=400),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=6),
)
def test_every_quote_is_a_piece_of_the_source_on_the_lines_it_names(text, pairs) -> None:
    doc = document(text)
    spans = [Span(min(p), max(p), (1, 1)) for p in pairs if max(p) <= len(text)]
    found = quotes(doc, spans)
    assert len(found) <= MAX_QUOTES
    for item in found:
        assert MIN_QUOTE_CHARS <= len(item.quote) <= MAX_QUOTE_CHARS
        assert item.quote == item.quote.strip()
        first, last = item.lines
        lines = "\n".join(doc.line_text(line) for line in range(first, last + 1))
        assert item.quote in lines
