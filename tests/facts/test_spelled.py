"""Numbers in words: what they come to, what they are not, and sums that are told in them."""

from __future__ import annotations

import pytest

from benchmarks.estimates import estimates
from reviewer.facts.spelled import read_spelled
from reviewer.facts.words import read_words
from tests.facts.told import assert_none_wrong, assert_right_and_wrong


@pytest.mark.parametrize(
    ("text", "value", "length"),
    [
        ("twenty-three thousand reads", 23_000, 3),
        ("two hundred and seventy-six gigabytes", 276, 5),
        ("three point two megabytes", 3.2, 3),
        ("three point five trillion ways", 3.5e12, 4),
        ("one million two hundred thousand users", 1_200_000, 5),
        ("hundred and fifty thousand users", 150_000, 4),
        ("thousand million users", 1e9, 2),
        ("seven hundred writes", 700, 2),
        ("million users", 1e6, 1),
        # What goes on without belonging to it.
        ("two servers and three disks", 2, 1),
        ("three five node clusters", 3, 1),
        ("ten and twenty users", 10, 1),
        ("two hundred and more", 200, 2),
        ("one, two hundred", 1, 1),
        ("five point releases", 5, 1),
        ("twenty thirty users", 20, 1),
        # What ends with the text.
        ("three point two", 3.2, 3),
        ("three point", 3, 1),
        ("two hundred and", 200, 2),
    ],
)
def test_what_words_come_to(text: str, value: float, length: int) -> None:
    words = read_words(text)
    assert read_spelled(words, 0, len(words.words)) == (pytest.approx(value), length)


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("Thirty million photos a day at two megabytes is {} a day.\n", "sixty terabytes", "six terabytes"),
        ("Ten thousand hosts times three hundred and fifty metrics is {} series.\n", "3.5 million", "35 million"),
        ("Three hundred thousand requests a second at sixteen bytes is {} a second.\n", "4.8 MB", "48 MB"),
    ],
)
def test_sums_in_words(text: str, right: str, wrong: str) -> None:
    assert_right_and_wrong(text, right, wrong)


def test_a_few_of_something_begin_no_sum() -> None:
    assert_none_wrong("- 3 months ahead\n- 2,000 seats each\n\nTwo event sizes:\n- small ≈ 1,000 tickets\n")
    assert not estimates("There are two kinds of events and three sizes.\n")


@pytest.mark.parametrize("text", ["The page weighs three point two", "The page weighs three point two\n"])
def test_a_text_may_end_with_a_number_in_words(text: str) -> None:
    assert not estimates(text)
