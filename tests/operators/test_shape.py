"""Operators that look at the shape of a document or at extracted facts, and those that combine rules."""

from __future__ import annotations

import pytest

LISTS = """\
## Features

The service lets users do this:

- upload a file
  - with a name of their own
  - with a size of 5 MB
- share a link

  to one file or to many
- delete a file

Risks:

- a fault
- lost files
"""


def test_nested_items_are_a_list_of_their_own(matched) -> None:
    assert matched({"list": {"about": ["feature"], "items": 3}}, LISTS) == [
        "upload a file",
        "share a link",
        "delete a file",
    ]
    assert matched({"list": {"about": ["feature"], "items": 4}}, LISTS) == []


def test_a_list_under_something(matched) -> None:
    rule = {"list": {"items": 2, "not_under": ["feature"]}}
    assert matched(rule, LISTS) == []
    assert matched(rule, LISTS.replace("## Features", "## What it does")) != []


def test_a_paragraph_divides_lists(matched) -> None:
    text = "- one item\n- two items\n\nThat was all.\n\n- three items\n- four items\n"
    assert matched({"list": {"items": 3}}, text) == []
    assert matched({"list": {"items": 2}}, text) == ["one item", "two items"]


def test_items_that_name_the_concept_are_counted_where_the_list_is_not_about_it(matched) -> None:
    text = "- a cache for reads\n- a cache for links\n- the database\n"
    assert matched({"list": {"about": "cache", "items": 2}}, text) == ["a cache for reads", "a cache for links"]
    assert matched({"list": {"about": "cache", "items": 3}}, text) == []


SECTIONS = """\
# Failure of a service

## Caching

Links are kept in memory.

### Size

The cache needs 20 GB of memory.

**Failure handling**

We retry for a minute.
"""


@pytest.mark.parametrize(("words", "holds"), [(5, True), (16, True), (40, False)])
def test_subsections_count_for_a_section(matched, words: int, holds: bool) -> None:
    assert bool(matched({"section": {"topic": ["cache"], "words": words}}, SECTIONS)) is holds


def test_a_section_cites_what_names_the_topic_first(matched) -> None:
    cited = matched({"section": {"topic": "cache", "words": 5}}, SECTIONS)
    assert cited[:2] == ["The cache needs 20 GB of memory.", "Links are kept in memory."]


def test_a_bold_line_opens_a_section_and_the_title_does_not(matched) -> None:
    assert matched({"section": {"topic": "failure", "words": 4}}, SECTIONS) == ["We retry for a minute."]
    assert matched({"section": {"topic": "failure", "words": 6}}, SECTIONS) == []


TABLE = "| Part | Latency | Goal |\n|---|---|---|\n| cache | 20 ms | fast |\n| queue | 1 s | safe |\n"


@pytest.mark.parametrize(
    ("asked", "cited"),
    [
        ({"rows": 2}, ["cache | 20 ms | fast", "queue | 1 s | safe"]),
        ({"rows": 3}, []),
        ({"columns": ["latency", ["reason", "goal"]]}, ["cache | 20 ms | fast", "queue | 1 s | safe"]),
        ({"columns": ["latency", "reason"]}, []),
        ({"about": ["latency"], "rows": 2}, ["cache | 20 ms | fast", "queue | 1 s | safe"]),
        ({"about": ["cache"]}, ["cache | 20 ms | fast"]),
        ({"about": ["cache"], "rows": 2}, []),
        ({"about": ["failure"]}, []),
    ],
)
def test_tables(matched, asked: dict, cited: list[str]) -> None:
    assert matched({"table": asked}, TABLE) == cited


def test_a_heading_says_what_a_table_is_about(matched) -> None:
    assert len(matched({"table": {"about": ["failure"], "rows": 2}}, "## Failure\n\n" + TABLE)) == 2


@pytest.mark.parametrize(
    ("asked", "cited"),
    [
        ({"dimension": "time"}, ["cache | 20 ms | fast", "queue | 1 s | safe"]),
        ({"dimension": "time", "at_least": 3}, []),
        ({"dimension": "time", "about": ["cache"]}, ["cache | 20 ms | fast"]),
        ({"dimension": ["size", "time"], "about": ["latency"]}, ["cache | 20 ms | fast", "queue | 1 s | safe"]),
        ({"dimension": "size"}, []),
        ({"dimension": "time", "under": ["latency"]}, ["cache | 20 ms | fast", "queue | 1 s | safe"]),
        ({"dimension": "time", "not_under": ["latency"]}, []),
    ],
)
def test_quantities(matched, asked: dict, cited: list[str]) -> None:
    assert matched({"quantity": asked}, TABLE) == cited


def test_quantities_are_counted_and_not_passages(matched) -> None:
    assert matched({"quantity": {"dimension": "time", "at_least": 2}}, "From 20 ms, then 50 ms.") != []


DIAGRAM = "```mermaid\nflowchart LR\n  Client --> Api\n  Api --> Database\n  Api --> Cache\n```\n"


def test_a_diagram_cites_the_lines_that_name_what_is_asked(matched) -> None:
    assert matched({"diagram": {"nodes": 4, "edges": 3, "node_kinds": ["database"]}}, DIAGRAM) == ["Api --> Database"]
    assert len(matched({"diagram": {}}, DIAGRAM)) == 3
    assert matched({"diagram": {"nodes": 5}}, DIAGRAM) == []
    assert matched({"diagram": {"node_kinds": ["queue"]}}, DIAGRAM) == []


def test_the_parts_of_all_are_each_cited(matched) -> None:
    text = "We use a cache here. " * 20 + "A queue."
    assert "A queue." in matched({"all": [{"mentions": "cache"}, {"mentions": "queue"}]}, text)


def test_a_rule_does_not_care_for_order(matched) -> None:
    text = "A cache. A queue."
    first = matched({"all": [{"mentions": "cache"}, {"mentions": "queue"}]}, text)
    assert sorted(first) == sorted(matched({"all": [{"mentions": "queue"}, {"mentions": "cache"}]}, text))


def test_what_is_absent_has_no_evidence(subject, rule) -> None:
    match = rule({"not": {"mentions": "cache"}}).match(subject("A queue."))
    assert (match.holds, match.spans, match.found) == (True, (), ())


def test_points_add_up(matched) -> None:
    rule = {
        "points": {
            "at_least": 2.5,
            "of": [{"worth": 2, "rule": {"mentions": "cache"}}, {"worth": 0.5, "rule": {"mentions": "queue"}}],
        }
    }
    assert matched(rule, "A cache and a queue.") == ["A cache and a queue."]
    assert matched(rule, "A cache.") == []


def test_kind(subject, rule) -> None:
    assert rule({"kind": "design_doc"}).match(subject("Text.", kind="design_doc")).holds
    assert not rule({"kind": "design_doc"}).match(subject("Text.")).holds


@pytest.mark.parametrize(
    ("source", "asked"),
    [
        ({"mentions": {"any_of": ["cache"], "with": ["number", "number:time", "reason"]}}, {"cache", "reason"}),
        ({"mentions": {"all_of": ["cache"], "without": ["queue"], "under": ["goal"]}}, {"cache", "queue", "goal"}),
        ({"not": {"any": [{"section": "failure"}, {"out_of_scope": "cache"}]}}, {"failure", "cache"}),
        ({"points": {"at_least": 1, "of": [{"worth": 1, "rule": {"mentions": "queue"}}]}}, {"queue"}),
        ({"table": {"columns": ["latency", ["goal"]], "about": "cache"}}, {"latency", "goal", "cache"}),
        ({"count": {"at_least": 1, "of": [{"list": {"about": "feature"}}, {"words": 3}]}}, {"feature"}),
    ],
)
def test_a_rule_tells_the_concepts_it_asks_for(rule, source: dict, asked: set[str]) -> None:
    assert rule(source).concepts() == asked
