"""Texts that are made to score without designing anything stay below the weakest real documents.

The limit is the score that the weakest tenth of the public reference documents reaches under the rules of the built-in
pack, profile mid: of 48 documents the fifth lowest scores 35. Every text here is built from the pack itself, so that it
names all that the rules know.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

import pytest

from reviewer.model.review import Review
from reviewer.model.rubric import Criterion, Rubric
from reviewer.model.submission import Submission
from reviewer.pipeline import ReviewOptions, review
from reviewer.rubric import load_rubric

LOWEST_TENTH = 34.0
"""Just below the score of the weakest tenth of the reference documents."""

FORMS_PER_CONCEPT = 10
"""Of each concept so many forms are used, which keeps the longest texts within what one review takes on."""


@cache
def pack() -> Rubric:
    return load_rubric("system-design")


@cache
def forms(per_concept: int = FORMS_PER_CONCEPT) -> tuple[str, ...]:
    return tuple(form for concept in pack().vocabulary.concepts for form in concept.forms[:per_concept])


def shuffled() -> list[str]:
    found = list(forms())
    random.Random(7).shuffle(found)
    return found


def by_phase(write: Callable[[Criterion], str]) -> str:
    """A section for each phase with what `write` makes of each criterion."""
    sections = ["# Design"]
    for phase in pack().phases:
        sections.append(f"## {phase.title}")
        sections += [write(criterion) for criterion in pack().criteria if criterion.phase == phase.id]
    return "\n\n".join(sections)


def in_groups(words: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (words[at : at + size] for at in range(0, len(words) - size + 1, size))


def levels(criterion: Criterion) -> str:
    return "\n".join(f"- {level}: {words}" for level, words in criterion.levels.items())


def explained(criterion: Criterion) -> str:
    """What `reviewer explain` prints but for the examples."""
    said = (criterion.ask, levels(criterion), criterion.why, criterion.advice, criterion.probe)
    return "\n\n".join((f"### {criterion.title}", *said))


PASTED = {
    "questions in lists": lambda: by_phase(lambda one: f"- {one.ask}"),
    "questions in one paragraph": lambda: " ".join(one.ask for one in pack().criteria),
    "questions with levels": lambda: by_phase(lambda one: f"### {one.title}\n\n{one.ask}\n\n{levels(one)}"),
    "best levels": lambda: by_phase(lambda one: f"- {one.levels['met']}"),
    "reasons": lambda: by_phase(lambda one: one.why),
    "advice": lambda: by_phase(lambda one: one.advice),
    "probes": lambda: by_phase(lambda one: one.probe),
    "edge cases": lambda: by_phase(lambda one: "\n".join(f"- {case}" for case in one.conventions)),
    "whole pages": lambda: by_phase(explained),
}

CONTENTS = {
    "headings": lambda: by_phase(lambda one: f"### {one.title}"),
    "nested list": lambda: "# Design\n\n## Contents\n\n" + "\n".join(nested()),
    "numbered list": lambda: (
        "Contents\n\n" + "\n".join(f"{n}. {one.title}" for n, one in enumerate(pack().criteria, 1))
    ),
    "with details": lambda: (
        "# Design\n\n## Table of contents\n\n"
        + "\n".join(
            f"1. [{one.title}](#{one.id}) ..... 3\n   - {one.title}: 99.99 %, p99 < 200 ms" for one in pack().criteria
        )
    ),
    "links": lambda: "# Design\n\n" + "\n".join(f"- [{one.title}](#{one.id})" for one in pack().criteria),
}

VOCABULARY = {
    "one paragraph": lambda: f"# Design\n\n{', '.join(forms())}.",
    "first forms in one paragraph": lambda: f"# Design\n\n{', '.join(forms(1))}.",
    "a line each": lambda: "# Design\n\n" + "\n".join(forms(1)),
    "an item each": lambda: "# Design\n\n" + "\n".join(f"- {form}" for form in forms(1)),
    "paragraphs": lambda: "# Design\n\n" + "\n\n".join(" ".join(some) + "." for some in in_groups(shuffled(), 12)),
    "a sentence each": lambda: "# Design\n\n" + sentences("We use {}.", in_groups(forms(1), 1)),
    "sentences of three": lambda: "# Design\n\n" + sentences("The system has {}, {} and {}.", in_groups(forms(1), 3)),
    "shuffled sentences": lambda: (
        "# Design\n\n" + sentences("Our design uses {} with {}.", in_groups(shuffled()[:3000], 2))
    ),
    "in every section": lambda: by_phase(lambda one: sentences("We use {}.", in_groups(forms(1)[::40], 1))),
}

TEMPLATES = {
    "to be done": lambda: by_phase(lambda one: f"### {one.title}\n\nTBD"),
    "placeholders": lambda: by_phase(lambda one: f"### {one.title}\n\n<Describe {one.title.lower()} here>"),
    "hints": lambda: by_phase(lambda one: f"### {one.title}\n\n_{one.ask}_"),
    "comments": lambda: by_phase(lambda one: f"### {one.title}\n\n<!-- {one.ask} -->"),
    "announcements": lambda: by_phase(
        lambda one: f"### {one.title}\n\nThis section describes {one.title.lower()} of the system."
    ),
    "promises": lambda: by_phase(
        lambda one: f"### {one.title}\n\nWe will take care of {one.title.lower()} in this design."
    ),
}

TEXTS = {
    f"{kind}: {name}": text
    for kind, texts in (
        ("pasted rubric", PASTED),
        ("table of contents", CONTENTS),
        ("vocabulary", VOCABULARY),
        ("template", TEMPLATES),
    )
    for name, text in texts.items()
}


def nested() -> Iterator[str]:
    for phase in pack().phases:
        yield f"- {phase.title}"
        yield from (f"  - {one.title}" for one in pack().criteria if one.phase == phase.id)


def sentences(frame: str, words: Iterable[Sequence[str]]) -> str:
    return " ".join(frame.format(*some) for some in words)


def reviewed(text: str, kind: str) -> Review:
    options = ReviewOptions.model_validate({"kind": kind})
    return review(Submission(name="design.md", data=text.encode()), pack(), options)


AS_DESIGN_DOC = (
    "pasted rubric: whole pages",
    "table of contents: nested list",
    "vocabulary: sentences of three",
    "template: promises",
)


@pytest.mark.parametrize(
    ("name", "kind"),
    [*((name, "answer") for name in TEXTS), *((name, "design_doc") for name in AS_DESIGN_DOC)],
)
def test_it_scores_below_the_weakest_real_documents(name: str, kind: str) -> None:
    result = reviewed(TEXTS[name](), kind)
    met = [item.criterion for item in result.grades if item.level == "met"]
    assert result.score is None or result.score < LOWEST_TENTH, f"{result.score}, {len(met)} met: {', '.join(met[:12])}"


@pytest.mark.parametrize("kind", ["answer", "design_doc"])
def test_an_honest_text_of_few_words_is_not_taken_for_one_of_these(kind: str) -> None:
    text = """# Parking meters

Drivers pay for a place by the minute with their phone, and wardens see which places are paid.

- 40,000 drivers pay 3 times a day: 120,000 payments a day, 1.4 a second, 10 a second at noon.
- `POST /stays {place, plate, minutes}` returns `{stay, until}`; `GET /stays?place=` tells a warden whether it is paid.
- The stay service writes to PostgreSQL, because a payment and its stay must be stored together or not at all.
- A warden's phone keeps the list of the last minute, so a lost connection does not fine anybody.
"""
    result = reviewed(text, kind)
    assert sum(item.level == "met" for item in result.grades) >= 4
    padded = reviewed(text + "\n\n" + sentences("We use {}.", in_groups(forms(1), 1)), kind)
    assert (padded.score or 0) < (result.score or 0) + 10
