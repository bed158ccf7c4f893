"""Each operator's module docstring is its manual page and its test: every example on it must come out as it says."""

from __future__ import annotations

import sys
import textwrap

import pytest
import yaml

from reviewer.operators import operator_class, operator_names

BUILT_IN = [name for name in operator_names() if operator_class(name).__module__.startswith("reviewer.operators.")]


def page(name: str) -> str:
    return sys.modules[operator_class(name).__module__].__doc__ or ""


def examples(name: str) -> list[dict]:
    text = page(name).split("\nExamples:", 1)[1]
    return yaml.safe_load(textwrap.dedent(text))


CASES = [
    pytest.param(example["rule"], text, expected, id=f"{name}-{number}-{'holds' if expected else 'fails'}-{index}")
    for name in BUILT_IN
    for number, example in enumerate(examples(name))
    for expected in (True, False)
    for index, text in enumerate(example["holds" if expected else "fails"])
]


def test_all_operators_are_here() -> None:
    assert len(BUILT_IN) == 18


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_page_has_its_parts(name: str) -> None:
    assert page(name).startswith(f"`{name}`: ")
    parameters = page(name).split("\nParameters:", 1)[1].split("\nExamples:", 1)[0]
    for field, info in operator_class(name).model_fields.items():
        assert f"{info.alias or field}" in parameters
    assert examples(name) is not None


@pytest.mark.parametrize(("source", "text", "holds"), CASES)
def test_an_example_comes_out_as_the_page_says(subject, rule, source, text: str, holds: bool) -> None:
    given = subject(text)
    match = rule(source).match(given)
    assert match.holds is holds
    for span in match.spans:
        assert 0 <= span.start < span.end <= len(given.document.source)
        assert span.lines == given.document.lines_of(span.start, span.end)
