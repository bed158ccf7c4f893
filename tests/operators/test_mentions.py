"""`mentions`: windows, leads and headings, stance, counts, and what is cited first."""

from __future__ import annotations

import pytest

from reviewer.operators.index import MAX_SPANS

NOTES = """\
# Notes of a cache

## Reads

Reads go through a cache. It keeps entries for 60 seconds. Nothing else is kept.

## Writes

Writes go to a queue:

- retry three times
- give up then

| Part | Latency |
|---|---|
| database | 20 ms |

### Failure

We do not use a cache here. The database has an outage once a year because disks fail.
"""


def test_a_passage_names_the_concept(matched) -> None:
    assert matched({"mentions": "queue"}, NOTES)[0] == "Writes go to a queue:"


def test_a_heading_lends_its_concept_to_what_stands_below(matched) -> None:
    cited = matched({"mentions": "failure"}, NOTES)
    assert cited == [
        "The database has an outage once a year because disks fail.",
        "We do not use a cache here.",
    ]
    assert matched({"mentions": {"any_of": ["failure"], "headings": False}}, NOTES) == cited[:1]


def test_a_lead_in_lends_its_concept_to_its_items(matched) -> None:
    cited = matched({"mentions": {"any_of": ["queue"], "in": ["list"]}}, NOTES)
    assert cited == ["retry three times", "give up then"]


def test_what_is_led_needs_three_words_of_its_own(matched) -> None:
    assert matched(
        {"mentions": {"any_of": ["queue"], "in": "list"}}, "We need a queue:\n\n- yes\n- not yet\n- as a service\n"
    ) == ["as a service"]


def test_the_title_of_the_document_lends_nothing(matched) -> None:
    assert "Reads go through a cache." in matched({"mentions": "cache"}, NOTES)
    assert "retry three times" not in matched({"mentions": "cache"}, NOTES)


@pytest.mark.parametrize(
    ("window", "text", "holds"),
    [
        ("passage", "A cache for 60 seconds.", True),
        ("passage", "A cache is used. For 60 seconds.", False),
        ("near", "A cache is used. For 60 seconds.", True),
        ("near", "For 60 seconds. A cache is used.", True),
        ("near", "A cache is used. By all. For 60 seconds.", False),
        ("near", "These are for 60 seconds:\n\n- all users\n- a cache is used\n", True),
        ("near", "## One\n\nA cache is used.\n\n## Two\n\nFor 60 seconds.", False),
        ("section", "A cache is used. By all. For 60 seconds.", True),
        ("section", "## One\n\nA cache is used. By all.\n\nFor 60 seconds.", True),
        ("section", "## One\n\nA cache is used.\n\n## Two\n\nFor 60 seconds.", False),
        ("section", "## One\n\nA cache is used.\n\n### Two\n\nFor 60 seconds.", False),
    ],
)
def test_the_window_says_how_far_company_may_stand(matched, window: str, text: str, holds: bool) -> None:
    rule = {"mentions": {"any_of": ["cache"], "with": ["number:time"], "window": window}}
    assert bool(matched(rule, text)) is holds


def test_company_is_any_of_with_and_each_of_with_all(matched) -> None:
    text = "A cache because of reads. A cache for 60 seconds. A cache for 60 seconds because of reads."
    some = {"mentions": {"any_of": ["cache"], "with": ["reason", "number"]}}
    each = {"mentions": {"any_of": ["cache"], "with_all": ["reason", "number"]}}
    assert len(matched(some, text)) == 3
    assert matched(each, text) == ["A cache for 60 seconds because of reads."]


def test_all_of_stand_together(matched) -> None:
    rule = {"mentions": {"all_of": ["cache", "database"]}}
    assert matched(rule, "The cache stands before the database. The cache is fast.") == [
        "The cache stands before the database."
    ]
    assert matched(rule, "## Cache\n\nIt stands before the database.") == ["It stands before the database."]
    assert matched(rule, "The cache is fast. The database is slow.") == []
    near = {"mentions": {"all_of": ["cache", "database"], "window": "near"}}
    assert len(matched(near, "The cache is fast. The database is slow.")) == 2


def test_without_excludes_a_passage(matched) -> None:
    rule = {"mentions": {"any_of": ["cache"], "without": ["queue"]}}
    assert matched(rule, "A cache and a queue. A cache alone.") == ["A cache alone."]


def test_under_looks_at_what_introduces_a_passage(matched) -> None:
    under = {"mentions": {"any_of": ["database"], "under": ["failure"]}}
    assert matched(under, NOTES) == ["The database has an outage once a year because disks fail."]
    not_under = {"mentions": {"any_of": ["database"], "not_under": ["failure"]}}
    assert matched(not_under, NOTES) == ["database | 20 ms"]


@pytest.mark.parametrize(
    ("stance", "text", "holds"),
    [
        ("asserted", "We use a cache.", True),
        ("asserted", "We do not use a cache.", False),
        ("negated", "We do not use a cache.", True),
        ("negated", "We use a cache.", False),
        ("question", "Do we need a cache?", True),
        ("out_of_scope", "## Out of scope\n\n- A cache for reads", True),
        ("asserted", "## Out of scope\n\n- A cache for reads", False),
    ],
)
def test_stance(matched, stance: str, text: str, holds: bool) -> None:
    assert bool(matched({"mentions": {"any_of": ["cache"], "stance": stance}}, text)) is holds


def test_no_stance_is_any_stance(matched) -> None:
    text = "We do not use a cache. We use a cache."
    assert len(matched({"mentions": {"any_of": ["cache"], "stance": []}}, text)) == 2


def test_company_counts_whatever_its_stance(matched) -> None:
    assert matched({"mentions": {"any_of": ["queue"], "with": ["cache"]}}, "A queue, but no cache.") != []


@pytest.mark.parametrize(("at_least", "holds"), [(1, True), (2, True), (3, False)])
def test_at_least_counts_passages(matched, at_least: int, holds: bool) -> None:
    text = "A cache before a cache. Another cache."
    assert bool(matched({"mentions": {"any_of": ["cache"], "at_least": at_least}}, text)) is holds


def test_distinct_counts_concepts_over_all_passages(matched) -> None:
    rule = {"mentions": {"any_of": ["cache", "queue", "database"], "distinct": 3}}
    assert matched(rule, "A cache and a queue. A database.") != []
    assert matched(rule, "A cache and a queue. A cache.") == []


def test_concepts_that_one_word_names_count_once(matched) -> None:
    rule = {"mentions": {"any_of": ["cache", "redis"], "distinct": 2}}
    assert matched({"mentions": "cache"}, "We run Redis.") != []
    assert matched(rule, "We run Redis. Redis is fast.") == []
    assert matched(rule, "We run Redis. It is our cache.") != []


def test_min_words(matched) -> None:
    rule = {"mentions": {"any_of": ["cache"], "min_words": 4}}
    assert matched(rule, "A cache. We use a cache.") == ["We use a cache."]


@pytest.mark.parametrize(
    "text",
    [
        "## Cache\n",
        "## Cache\n\n## Queue\n",
        "<!-- a cache before the database -->",
        "- [cache](https://cache.example)\n",
    ],
)
def test_what_is_no_substance_never_counts(matched, text: str) -> None:
    assert matched({"mentions": {"any_of": ["cache"], "stance": []}}, text) == []


def test_own_mention_with_company_is_cited_first(matched) -> None:
    text = """\
## Cache

It keeps entries for 60 seconds.

A cache is fast. A cache of 30 seconds is enough.
"""
    rule = {"mentions": {"any_of": ["cache"], "with": ["number"], "window": "near"}}
    assert matched(rule, text) == [
        "A cache of 30 seconds is enough.",
        "It keeps entries for 60 seconds.",
        "A cache is fast.",
    ]


def test_only_so_many_passages_are_cited(matched) -> None:
    assert len(matched({"mentions": "cache"}, "We use a cache here. " * 30)) == MAX_SPANS


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        ("cache", "We use a Cache.", "'cache'"),
        ({"any_of": ["cache"], "with": ["number:time"]}, "A cache for 60 seconds.", "'cache' with '60 seconds'"),
        ({"any_of": ["cache"], "with": ["reason"]}, "A cache because.", "'cache' with 'because'"),
        ("failure", "## Failure\n\nDisks are lost each day.", "a passage under 'failure'"),
    ],
)
def test_what_was_found_is_told(subject, rule, asked, text: str, found: str) -> None:
    assert rule({"mentions": asked}).match(subject(text)).found == (found,)
