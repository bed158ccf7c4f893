"""The sums of a document as every view shows them: wrong ones first, nothing of the document as markup."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html
from samples import document

from reviewer.facts.amounts import base_factor, dimension_of, period_s
from reviewer.model.amount import in_words
from reviewer.model.facts import Amount, Estimate, EstimateInput, Facts
from reviewer.model.review import EstimateItem, Review
from reviewer.model.submission import Submission
from reviewer.pipeline import review
from reviewer.report import Look, render, render_facts, sums
from reviewer.report.markdown import sums_page
from reviewer.rubric import load_rubric

RIGHT = Estimate(
    (4, 4),
    "12/s",
    Amount(12, "1/s"),
    Amount(11.574, "1/s"),
    "right",
    (EstimateInput((2, 2), 1e6, "1/day"), EstimateInput((3, 3), 86400, "s")),
    "1M jobs a day",
)
WRONG = Estimate(
    (9, 9), "= 7 TB", Amount(7, "TB"), Amount(0.7, "TB"), "wrong", (EstimateInput((9, 9), 2, "KB"),), "a|b × <i>2</i>"
)
OPEN = Estimate((6, 6), "5 nodes", Amount(5, "node"), None, "unchecked")
ITEMS = [EstimateItem.model_validate(one) for one in (RIGHT, OPEN, WRONG)]


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (11574.07, "1/s", "11,574/s"),
        (1e9, "1/day", "1,000,000,000/day"),
        (0.1, "KB", "0.1 KB"),
        (1, "worker", "1 worker"),
        (500, "city", "500 cities"),
        (100, "box", "100 boxes"),
        (5, "min", "5 min"),
        (10, "ratio", "10:1"),
        (2, "x", "2×"),
        (9.5, "MB/3 s", "9.5 MB/3 s"),
        (7.3e11, "", "730,000,000,000"),
        (999999.6, "", "1,000,000"),
        (0, "B", "0 B"),
        (2.5e-5, "s", "2.5e-05 s"),
        (3.1e18, "", "3.1e+18"),
        (float("inf"), "B", "inf B"),
    ],
)
def test_amounts_in_words(value: float, unit: str, words: str) -> None:
    assert in_words(value, unit) == words


@pytest.mark.parametrize(
    ("unit", "dimension", "factor", "period"),
    [
        ("1/s", "rate", 1.0, 1.0),
        ("1/day", "rate", 1 / 86_400, 86_400.0),
        ("GB", "size", 1e9, 0.0),
        ("GB/day", "bandwidth", 1e9 / 86_400, 86_400.0),
        ("Mbit/s", "bandwidth", 125_000.0, 1.0),
        ("MB/3 s", "bandwidth", 1e6 / 3, 3.0),
        ("server", "count", 1.0, 0.0),
        ("", "count", 1.0, 0.0),
        ("user", "users", 1.0, 0.0),
        ("ratio", "ratio", 1.0, 0.0),
        ("min", "time", 60.0, 0.0),
    ],
)
def test_what_units_measure(unit: str, dimension: str, factor: float, period: float) -> None:
    assert (dimension_of(unit), base_factor(unit), period_s(unit)) == (dimension, pytest.approx(factor), period)


def test_the_summary_counts() -> None:
    assert sums.summary(ITEMS) == "3 sums: 1 right, 1 wrong, 1 unchecked"
    assert sums.summary(ITEMS[:1]) == "1 sum: 1 right"


def test_wrong_sums_come_first_with_their_lines() -> None:
    rows = sums.rows(ITEMS)
    assert [row.verdict for row in rows] == ["wrong", "unchecked", "right"]
    assert rows[0].how == "a|b × <i>2</i>"
    assert rows[2].how == "1M jobs a day (lines 2, 3)"


def test_the_terminal_tells_how() -> None:
    page = render_facts(document("# Jobs\n"), Facts(estimates=(RIGHT, OPEN, WRONG)), look=Look(width=100))
    lines = page.splitlines()
    at = lines.index("3 sums: 1 right, 1 wrong, 1 unchecked")
    assert lines[at + 1 : at + 5] == [
        "line 9  wrong      7 TB is stated, 0.7 TB comes out",
        "                   = a|b × <i>2</i>",
        "line 6  unchecked  5 nodes",
        "line 4  right      12/s (11.574/s) = 1M jobs a day (lines 2, 3)",
    ]


def test_a_table_in_markdown_has_nothing_of_the_document_as_markup() -> None:
    page = sums_page(ITEMS)
    assert page.startswith("**3 sums: 1 right, 1 wrong, 1 unchecked**\n")
    assert "| wrong | 9 | 7 TB | 0.7 TB | `a\\|b × <i>2</i>` |" in page
    assert "| right | 4 | 12/s | 11.574/s | `1M jobs a day` (lines 2, 3) |" in page


def test_a_text_without_sums_says_so() -> None:
    assert sums_page([]) == "No sums were found: no stated result follows from figures written in the text."


def test_long_lists_say_what_they_leave_out() -> None:
    assert sums_page(ITEMS * 20).endswith("- 10 more sums are in the JSON.\n")


def test_reviews_hold_and_show_the_sums() -> None:
    rubric = load_rubric("system-design")
    text = b"# Pastes\n\n## Estimates\n\n10 M pastes a day * 10 KB = 1 TB a day.\n"
    made = review(Submission(name="pastes.md", data=text), rubric)
    again = Review.model_validate_json(made.model_dump_json())
    assert [(one.verdict, one.lines) for one in again.estimates] == [("wrong", (5, 5))]
    markdown, page = render(again, format="markdown"), render(again, format="html")
    assert "### Sums re-done: 1 sum: 1 wrong" in markdown
    assert "| wrong | 5 | 1 TB/day | 0.1 TB/day | `10 M pastes a day × 10 KB` |" in markdown
    (table,) = lxml_html.fromstring(page).find_class("sums")
    cells = [" ".join(cell.text_content().split()) for cell in table.findall("tbody/tr/td")]
    assert cells == ["wrong", "line 5", "1 TB/day", "0.1 TB/day", "10 M pastes a day × 10 KB"]


def test_reviews_without_sums_show_none() -> None:
    made = review(
        Submission(name="pastes.md", data=b"# Pastes\n\nPastes are kept in Postgres.\n"), load_rubric("system-design")
    )
    assert made.estimates == []
    assert "Sums re-done" not in render(made, format="markdown") + render(made, format="html")
