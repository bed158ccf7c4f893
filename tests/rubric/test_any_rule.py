"""Whatever stands where a rule is due, the pack loads or raises a RubricError with a place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.errors import PluginError, RubricError
from reviewer.model.facts import Facts
from reviewer.model.subject import Subject
from reviewer.operators import operator_names
from reviewer.rubric.compile_rule import REFUSED, RuleCompiler
from reviewer.rubric.problem import Problems
from reviewer.rubric.tree import Node, parse_tree

CONCEPTS = frozenset({"cache", "queue"})
WORDS = st.sampled_from(
    ["cache", "queue", "number", "number:rate", "near", "asserted", "prose", "met", "rate", "answer", "x", "stored"]
)
PARAMETERS = [
    "any_of",
    "all_of",
    "with",
    "of",
    "at_least",
    "worth",
    "rule",
    "window",
    "in",
    "name",
    "dimension",
    "topic",
    "items",
]
KEYS = st.sampled_from([*operator_names(), "use", *PARAMETERS])
PLAIN = st.none() | st.booleans() | st.integers(-3, 10**9) | st.floats(allow_nan=False) | WORDS | st.text(max_size=5)
TREES: st.SearchStrategy[Any] = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=2), max_leaves=10
)
RULES = st.recursive(
    WORDS.map(lambda word: {"mentions": word}) | st.just({"use": "stored"}) | st.just({"words": 3}),
    lambda rule: (
        st.lists(rule, min_size=1, max_size=3).flatmap(
            lambda rules: st.sampled_from(
                [{"all": rules}, {"any": {"of": rules}}, {"count": {"at_least": 1, "of": rules}}, {"not": rules[0]}]
            )
        )
        | rule.map(lambda one: {"points": {"at_least": 1, "of": [{"worth": 2, "rule": one}]}})
    ),
    max_leaves=8,
)
FRAGMENTS = {"stored": parse_tree(b"{mentions: cache}", "fragments.yaml")}


def compiled(tree: Any) -> tuple[Any, Problems]:
    node = parse_tree(yaml.safe_dump(tree).encode(), "rule.yaml")
    problems = Problems()
    return RuleCompiler(FRAGMENTS, CONCEPTS, problems).compile(node), problems


@given(TREES)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_tree_compiles_or_is_refused_with_a_place(tree: Any) -> None:
    rule, problems = compiled(tree)
    assert (rule is REFUSED) <= bool(problems.errors)
    if problems.errors:
        with pytest.raises((RubricError, PluginError)):
            problems.raise_first()
        assert all(problem.place.file in ("rule.yaml", "fragments.yaml") for problem in problems)


@given(RULES)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_well_formed_rules_compile_and_match(tree: Any) -> None:
    rule, problems = compiled(tree)
    assert {problem.code for problem in problems.errors} <= {"rubric.unknown_concept"}
    if not problems.errors:
        assert rule.concepts() <= CONCEPTS
        assert rule.match(empty()).holds in (True, False)


def empty() -> Subject:
    from reviewer.documents import read
    from reviewer.model.submission import Submission

    return Subject(read(Submission(name="empty.md", data=b"Nothing of note.")), Facts())


def test_a_node_made_by_hand_is_no_rule() -> None:
    problems = Problems()
    rule = RuleCompiler({}, CONCEPTS, problems).compile(Node([], (str(Path("x.yaml")), 1, 1)))
    assert rule is REFUSED
    assert [problem.code for problem in problems.errors] == ["rubric.rule"]
