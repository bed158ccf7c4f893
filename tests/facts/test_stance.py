"""How the author stands to what is named: by section, by lead-in, by clause, by question."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.documents import read as read_submission
from reviewer.facts import extract
from reviewer.facts.stance import title_stance
from reviewer.model.document import Document
from reviewer.model.submission import Submission
from reviewer.model.vocabulary import Concept, Vocabulary

Read = Callable[[str], Document]

VOCABULARY = Vocabulary(
    tuple(
        Concept(name, forms)
        for name, forms in (
            ("cache", ("cache", "caching")),
            ("redis", ("redis",)),
            ("lb", ("load balancer",)),
            ("queue", ("queue", "kafka", "sqs", "rabbitmq")),
            ("cdn", ("cdn",)),
            ("sharding", ("sharding", "shard")),
            ("database", ("database", "mysql", "relational database")),
            ("spof", ("single point of failure",)),
            ("billing", ("billing",)),
            ("search", ("search",)),
            ("analytics", ("analytics",)),
            ("downtime", ("downtime",)),
            ("loss", ("data loss",)),
            ("ordering", ("ordering",)),
            ("microservices", ("microservice",)),
            ("replica", ("replica",)),
        )
    )
)


def stances(document: Document) -> dict[str, str]:
    return {
        concept: mention.stance for mention in extract(document, VOCABULARY).mentions for concept in mention.concepts
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What is proposed or described.
        ("We use a cache.", {"cache": "asserted"}),
        ("There is no downtime thanks to the load balancer.", {"downtime": "negated", "lb": "asserted"}),
        ("Not only a cache but also a CDN.", {"cache": "asserted", "cdn": "asserted"}),
        ("Not just a cache.", {"cache": "asserted"}),
        ("If the key is not in the cache, read the database.", {"cache": "asserted", "database": "asserted"}),
        ("Most requests never reach the database.", {"database": "asserted"}),
        ("Reads do not overload the database.", {"database": "asserted"}),
        ("To avoid overloading the database, add a cache.", {"database": "asserted", "cache": "asserted"}),
        ("It moves traffic without affecting the load balancer.", {"lb": "asserted"}),
        ("It does not work without a load balancer.", {"lb": "asserted"}),
        ("Without a cache the database would melt.", {"cache": "asserted", "database": "asserted"}),
        ("We would not go live without a queue.", {"queue": "asserted"}),
        ("The cache is not limited to sessions, a queue follows.", {"cache": "asserted", "queue": "asserted"}),
        ("No more than two replicas.", {"replica": "asserted"}),
        ("No, but the cache is small.", {"cache": "asserted"}),
        ("Why not a cache in front of it.", {"cache": "asserted"}),
        ("We talk over a queue.", {"queue": "asserted"}),
        # What is denied.
        ("No single point of failure.", {"spof": "negated"}),
        ("No cache.", {"cache": "negated"}),
        ("no dedicated cache", {"cache": "negated"}),
        ("There is no userCacheService here.", {"cache": "negated"}),
        ("We do not need a cache.", {"cache": "negated"}),
        ("We don't need caching", {"cache": "negated"}),
        ("We don’t use a cache", {"cache": "negated"}),
        ("A cache is not needed.", {"cache": "negated"}),
        ("Sharding isn't required yet.", {"sharding": "negated"}),
        ("Sharding is no longer needed.", {"sharding": "negated"}),
        ("A cache is used and sharding is not needed.", {"cache": "asserted", "sharding": "negated"}),
        ("With a cache, sharding is not needed.", {"cache": "asserted", "sharding": "negated"}),
        ("We do not use Kafka, Redis or a CDN.", {"queue": "negated", "redis": "negated", "cdn": "negated"}),
        ("without a cache or a queue", {"cache": "negated", "queue": "negated"}),
        ("Neither a cache nor a queue.", {"cache": "negated", "queue": "negated"}),
        ("There is no need for a queue and the cache is small.", {"queue": "negated", "cache": "asserted"}),
        ("No cache, no queue, and we use a CDN.", {"cache": "negated", "queue": "negated", "cdn": "asserted"}),
        ("The queue does not guarantee ordering.", {"queue": "asserted", "ordering": "negated"}),
        ("We will not add sharding because a replica is enough.", {"sharding": "negated", "replica": "asserted"}),
        ("We avoid data loss with replicas.", {"loss": "negated", "replica": "asserted"}),
        ("We avoid using a cache.", {"cache": "negated"}),
        ("a non-relational database", {"database": "negated"}),
        ("It is not a relational database but a queue.", {"database": "negated", "queue": "asserted"}),
        ("It does not shard.", {"sharding": "negated"}),
        ("The MVP lacks a CDN.", {"cdn": "negated"}),
        # What was not taken.
        ("We take Redis instead of MySQL for sessions.", {"redis": "asserted", "database": "rejected"}),
        ("Rather than sharding we add replicas.", {"sharding": "rejected", "replica": "asserted"}),
        ("Unlike a relational database, Redis is fast.", {"database": "rejected", "redis": "asserted"}),
        ("We chose Redis over MySQL.", {"redis": "asserted", "database": "rejected"}),
        ("A relational database is not a good fit.", {"database": "rejected"}),
        ("Sharding was rejected.", {"sharding": "rejected"}),
        ("We decided against microservices.", {"microservices": "rejected"}),
        ("Kafka would be overkill here.", {"queue": "rejected"}),
        # What is out of scope.
        ("Billing is out of scope.", {"billing": "out_of_scope"}),
        (
            "Billing, search and analytics are out of scope.",
            dict.fromkeys(("billing", "search", "analytics"), "out_of_scope"),
        ),
        ("We use a cache, billing is out of scope.", {"cache": "asserted", "billing": "out_of_scope"}),
        ("Out of scope: billing, search", {"billing": "out_of_scope", "search": "out_of_scope"}),
        ("We will not cover billing or search.", {"billing": "out_of_scope", "search": "out_of_scope"}),
        ("Billing (out of scope)", {"billing": "out_of_scope"}),
        ("We ignore analytics for now.", {"analytics": "out_of_scope"}),
        ("| Billing | out of scope |", {"billing": "out_of_scope"}),
    ],
)
def test_clauses(read: Read, text: str, expected: dict[str, str]) -> None:
    assert stances(read(text)) == expected


@pytest.mark.parametrize(
    ("title", "stance"),
    [
        ("Non-goals", "out_of_scope"),
        ("2.3 Non Goals", "out_of_scope"),
        ("Out of scope", "out_of_scope"),
        ("Not in scope (for now)", "out_of_scope"),
        ("Exclusions", "out_of_scope"),
        ("What we will not build", "out_of_scope"),
        ("Goals and non-goals", None),
        ("Scope", None),
        ("Alternatives considered", "rejected"),
        ("Alternatives", "rejected"),
        ("Alternative designs", "rejected"),
        ("Rejected alternatives", "rejected"),
        ("Rejected ideas", "rejected"),
        ("Options not taken", "rejected"),
        ("Why not a queue", "rejected"),
        ("Trade-offs and alternatives", None),
        ("Rejected requests", None),
        ("Why a queue", None),
        ("Design", None),
        ("", None),
    ],
)
def test_titles(title: str, stance: str | None) -> None:
    assert title_stance(title) == stance


def test_a_section_decides_for_all_below_it(read: Read) -> None:
    document = read("# Design\n\n## Non-goals\n\n### Later\n\n- billing\n- no search\n\n## Parts\n\n- a cache\n")
    assert stances(document) == {"billing": "out_of_scope", "search": "out_of_scope", "cache": "asserted"}


def test_a_title_is_not_subject_to_itself(read: Read) -> None:
    document = read("# Design\n\n## Why not Redis\n\nA cache.\n\n## Alternatives\n\n### Kafka\n\nA queue.\n")
    assert [mention.stance for mention in extract(document, VOCABULARY).mentions] == [
        "asserted",
        "rejected",
        "rejected",
        "rejected",
    ]


def test_the_alternative_that_was_taken_is_asserted(read: Read) -> None:
    document = read("## Alternatives considered\n\n### Kafka (chosen)\n\nA queue.\n\n### Redis\n\nA cache.\n")
    assert stances(document) == {"queue": "asserted", "redis": "rejected", "cache": "rejected"}


def test_a_lead_in_decides_for_its_list(read: Read) -> None:
    document = read("Out of scope:\n\n- billing\n- search\n\nWe do not cover:\n- analytics\n\nWe use:\n- a cache\n")
    assert stances(document) == {
        "billing": "out_of_scope",
        "search": "out_of_scope",
        "analytics": "out_of_scope",
        "cache": "asserted",
    }


def test_a_parent_item_that_denies_something_says_nothing_of_its_children(read: Read) -> None:
    assert stances(read("- We don't need Kafka.\n  - a cache is enough\n")) == {"queue": "negated", "cache": "asserted"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Do we need a cache?", {"cache": "question"}),
        ("- Do we need **caching?**\n- a queue", {"cache": "question", "queue": "asserted"}),
        ("Do we need a cache? Yes, Redis.", {"cache": "asserted", "redis": "asserted"}),
        ("- How do we scale reads with a cache?\n  - by a replica", {"cache": "asserted", "replica": "asserted"}),
        ("# Why a cache?\n", {"cache": "asserted"}),
        ("Is there no cache?", {"cache": "negated"}),
    ],
)
def test_questions(read: Read, text: str, expected: dict[str, str]) -> None:
    assert stances(read(text)) == expected


def test_a_program_denies_nothing(read: Read) -> None:
    assert stances(read("```sql\nif not cache:\n```\n")) == {"cache": "asserted"}


def test_a_cue_does_not_reach_beyond_its_item(read: Read) -> None:
    assert stances(read("* no cache\n* a load balancer\n")) == {"cache": "negated", "lb": "asserted"}


DESIGN = """# Photo wall

## Scope

**Out of scope:**

- billing
- analytics

## Design

We put a load balancer in front.
There is no single point of failure.

- Do we need sharding?
  - Not yet, a replica is enough.

## Alternatives considered

- Kafka
- MySQL
"""


def test_a_document_as_it_is_read() -> None:
    document = read_submission(Submission(name="wall.md", data=DESIGN.encode()))
    assert stances(document) == {
        "billing": "out_of_scope",
        "analytics": "out_of_scope",
        "lb": "asserted",
        "spof": "negated",
        "sharding": "asserted",
        "replica": "asserted",
        "queue": "rejected",
        "database": "rejected",
    }
