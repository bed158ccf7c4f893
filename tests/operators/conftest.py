"""Subjects and rules for the tests of operators: Markdown and YAML in, what operators work on out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from reviewer.documents import read
from reviewer.facts import extract
from reviewer.model.subject import Kind, Subject
from reviewer.model.submission import Submission
from reviewer.model.vocabulary import Concept, Vocabulary
from reviewer.operators import Operator
from reviewer.rubric.compile_rule import RuleCompiler
from reviewer.rubric.problem import Problems
from reviewer.rubric.tree import parse_tree


def _vocabulary() -> Vocabulary:
    entries = yaml.safe_load((Path(__file__).parent / "vocabulary.yaml").read_text())
    longs = {id_: {"forms": entry} if isinstance(entry, list) else entry for id_, entry in entries.items()}
    return Vocabulary(
        tuple(Concept(id_, **{key: tuple(value) for key, value in one.items()}) for id_, one in longs.items())
    )


VOCABULARY = _vocabulary()


@pytest.fixture(scope="session")
def subject() -> Callable[..., Subject]:
    """A Markdown text as a subject."""

    def make(text: str, kind: Kind = "answer") -> Subject:
        document = read(Submission(name="sample.md", data=text.encode()))
        return Subject(document, extract(document, VOCABULARY), kind)

    return make


@pytest.fixture(scope="session")
def rule() -> Callable[[Any], Operator]:
    """A rule as a rubric file has it, compiled."""

    def make(source: Any) -> Operator:
        text = source if isinstance(source, str) else yaml.safe_dump(source)
        problems = Problems()
        compiled = RuleCompiler({}, VOCABULARY.ids, problems).compile(parse_tree(text.encode(), "rule.yaml"))
        problems.raise_first()
        return compiled

    return make


@pytest.fixture(scope="session")
def matched(subject, rule) -> Callable[[Any, str], list[str]]:
    """The pieces of a text that a rule cites, strongest first; [] if it does not hold."""

    def cite(source: Any, text: str) -> list[str]:
        given = subject(text)
        match = rule(source).match(given)
        if not match.holds:
            assert (match.spans, match.found) == ((), ())
        return [given.document.source[span.start : span.end] for span in match.spans]

    return cite
