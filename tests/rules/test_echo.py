"""The rubric's own words earn nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.documents import read
from reviewer.model.document import Document
from reviewer.model.submission import Submission
from reviewer.rubric import load_rubric
from reviewer.rules.echo import LEAST_PASSAGES, echoes

RUBRIC = load_rubric("system-design")
ADVICE = [criterion.advice for criterion in RUBRIC.criteria[:12]]


def document(text: str) -> Document:
    return read(Submission(name="design.md", data=text.encode()))


def share(text: str) -> float:
    read_in = document(text)
    return len(echoes(read_in, RUBRIC)) / len([one for one in read_in.passages if one.standing != "heading"])


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(ADVICE),
        "\n".join(f"- **{one.ask.upper()}**" for one in RUBRIC.criteria),
        "\n".join(f"{n}. {one.title}" for n, one in enumerate(RUBRIC.criteria)),
        "\n\n".join(example.text for one in RUBRIC.criteria for example in one.examples),
    ],
    ids=["advice", "questions in other marks", "titles", "examples"],
)
def test_what_is_pasted_is_found(text: str) -> None:
    assert share(text) > 0.8


def test_a_sentence_alike_is_chance() -> None:
    own = "Drivers pay for a place by the minute with their phone, and wardens see which places are paid."
    assert echoes(document(f"{own}\n\n{RUBRIC.criteria[0].ask}"), RUBRIC) == frozenset()
    assert LEAST_PASSAGES > 1


def test_a_few_titles_are_topics() -> None:
    text = "\n".join(f"- {criterion.title}" for criterion in RUBRIC.criteria[:5])
    assert echoes(document(text), RUBRIC) == frozenset()


def test_headings_in_the_words_of_the_rubric_are_no_fault() -> None:
    text = "\n\n".join(f"## {one.ask}\n\nWardens see place {n} on a map." for n, one in enumerate(RUBRIC.criteria))
    assert echoes(document(text), RUBRIC) == frozenset()


def test_a_part_of_the_rubric_does_not_stand_for_the_whole() -> None:
    part = replace(RUBRIC, criteria=RUBRIC.criteria[-1:])
    text = document("\n\n".join(ADVICE))
    assert echoes(text, part) == frozenset()
    assert echoes(text, RUBRIC) != frozenset()
