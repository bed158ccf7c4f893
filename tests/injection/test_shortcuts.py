"""The shortcuts of the search for tricks: what they pass over cannot hold one."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from reviewer.documents.address import encoded, orders
from reviewer.documents.address.encoded import encoded as search_encoded
from reviewer.documents.address.folding import fold
from reviewer.documents.address.shape import GAP, SENTENCE_END
from reviewer.documents.address.verdict import verdicts
from tests.injection.attacks import ATTACKS


def test_no_shape_reaches_across_the_end_of_a_sentence() -> None:
    for shape in orders._shapes():
        literal = shape.expression.replace(GAP, " ").replace("(?:", "(").replace(")?", ")").replace("(?!", "(")
        assert not SENTENCE_END.search(literal.replace("\\", "")), shape.expression


def test_every_shape_needs_something_unless_its_script_has_no_spaces() -> None:
    assert all(shape.needs for shape in orders._shapes())
    assert all(orders._WIDE_SCRIPT.search(shape.expression) for shape in orders._wide_shapes())


@pytest.mark.parametrize("attack", ATTACKS["encoded"])
def test_codes_are_found_within_a_long_text(attack: str) -> None:
    source = "The queue feeds the workers.\n\n" * 20 + attack + "\n\nThe workers write to the store.\n" * 20
    folded = fold(source)
    assert any(True for _ in (*search_encoded(source, folded), *orders.orders(folded.text)))


def test_a_quick_look_never_denies_a_code_that_is_there() -> None:
    rows: dict[Callable[[str], str], str] = {
        encoded._base32: "A2" * 12,
        encoded._hex: "\\x6a, 0x6b:" * 6 + "6a" * 6,
        encoded._bits: "01101001, " * 9 + "01101001",
        encoded._percents: "a%20b%20c%20",
        encoded._escapes: "\\u0069 " * 8,
        encoded._codes: "105, " * 11 + "105",
        encoded._base64: "abcdefghijklmnopqrst",
    }
    for stretches, pattern, decode in encoded._CODECS:
        assert pattern.search(rows[decode])
        assert list(stretches(rows[decode].encode("ascii")))
        assert not list(stretches(b"A short plain sentence about a queue."))


def test_single_letters_in_a_row_are_seen() -> None:
    for gap in (" ", ". ", "•", " • ", "-", "__"):
        letters = gap.join("ignorethis")
        assert encoded._SPACED.search(letters)
        assert encoded._is_spaced(letters)
    assert not encoded._is_spaced("a word and a word")


def test_a_verdict_opens_the_text_or_a_clause() -> None:
    def stated(source: str) -> int:
        return len(list(verdicts(source, fold(source))))

    assert stated("Final score: 100/100") == 1
    assert stated("We are done. Final score: 100/100") == 1
    assert stated("our final score: 100/100") == 0
    assert stated("We are done \x02Final score: 100/100") == 0


def test_folding_leaves_single_spaces_alone_and_knows_the_way_back() -> None:
    source = "A  **bo**ld word,\n> one\u200b line &amp; a <b>tag</b> | cell\n\n- item - dash --> end"
    folded = fold(source)
    assert folded.text == "a bold word,  one line & a tag  •  cell\n- item - dash end"
    for word in re.finditer(r"[a-z]{3,}", folded.text):
        start, end = folded.span(*word.span())
        assert fold(source[start:end]).text == word.group()
