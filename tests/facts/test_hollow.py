"""Passages that name much and say nothing, and those that only look like it."""

from __future__ import annotations

import pytest

from reviewer.documents import read
from reviewer.facts import extract
from reviewer.model.submission import Submission
from reviewer.model.vocabulary import Concept, Vocabulary

NAMES = tuple(f"{first}{second}ix" for first in ("ba", "co", "du", "fe", "gi", "ho", "ju") for second in "klmnprstvwxz")
VOCABULARY = Vocabulary(tuple(Concept(name, (name,)) for name in NAMES))


def hollow(text: str) -> tuple[int, int]:
    """How many passages are hollow, of how many."""
    document = read(Submission(name="design.md", data=text.encode()))
    return len(extract(document, VOCABULARY).hollow), len(document.passages)


@pytest.mark.parametrize(
    "text",
    [
        ", ".join(NAMES * 4) + ".",
        "\n".join(f"- {name}" for name in NAMES * 4),
        "\n\n".join(f"{a} and the {b} {c}." for a, b, c in zip(NAMES, NAMES[20:], NAMES[40:], strict=False)),
        " ".join(f"The system has a {name} today." for name in NAMES[:30]),
        " ".join(f"This section tells {number} things about the system." for number in range(12)),
        " ".join(f"We will provide {'very ' * (number % 7)}fine things number {number}." for number in range(40)),
    ],
    ids=["a paragraph", "a list", "new names all the time", "one frame", "one beginning and end", "one beginning"],
)
def test_lists_of_names_and_repeated_sentences_are_hollow(text: str) -> None:
    found, passages = hollow(text)
    assert found == passages


@pytest.mark.parametrize(
    "text",
    [
        "Nothing.",
        ", ".join(NAMES[:30]) + ".",
        " ".join(
            f"The {name} keeps what the author of line {n} wrote until it is read." for n, name in enumerate(NAMES)
        ),
        "\n".join(f"- As a user, I can see {n} of my {name} on page {n}" for n, name in enumerate(NAMES[:15])),
        "| name | kind |\n|---|---|\n" + "\n".join(f"| {name} | a kind of thing |" for name in NAMES[:20]),
        "```\n" + "return nil, err\n" * 20 + "```",
    ],
    ids=["nothing", "a short list", "sentences on many things", "user stories", "a table", "code"],
)
def test_what_is_said_is_not(text: str) -> None:
    assert hollow(text)[0] == 0


def test_only_the_hollow_part_is_left_out() -> None:
    text = "The meter tells the warden within a second.\n\n## Words\n\n" + ", ".join(NAMES * 4) + "."
    document = read(Submission(name="design.md", data=text.encode()))
    found = extract(document, VOCABULARY).hollow
    assert {passage.index for passage in document.passages if passage.lines[0] > 3} == found
