"""Which places name a concept: spellings, word borders, markup, camel case, hidden forms, broader concepts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reviewer import documents
from reviewer.facts import extract
from reviewer.facts.matcher import compile_matcher
from reviewer.facts.words import fold, read_words
from reviewer.model.document import Document
from reviewer.model.facts import Mention
from reviewer.model.submission import Submission
from reviewer.model.vocabulary import Concept, Vocabulary

Read = Callable[[str], Document]

VOCABULARY = Vocabulary(
    (
        Concept("cache", ("cache", "caching"), never=("cache-control", "cache of ids")),
        Concept("redis", ("redis",), kinds=("cache", "store")),
        Concept("load_balancer", ("load balancer",), exact=("lb",), kinds=("entry_tier",)),
        Concept("entry_tier", ("entry tier", "balancer"), kinds=("component",)),
        Concept("component", ("component",)),
        Concept("store", ("data store",)),
        Concept("autoscaling", ("autoscaling",)),
        Concept("proxy", ("proxy", "reverse proxy")),
        Concept("index", ("index", "secondary index")),
        Concept("spof", ("single point of failure",)),
        Concept("failure", ("failure",)),
        Concept("node_js", ("node.js",)),
        Concept("cpp", ("c++",)),
        Concept("c_sharp", ("c#",)),
        Concept("ci_cd", ("ci/cd",)),
        Concept("ab_test", ("a/b test",)),
        Concept("tcp", ("tcp/ip",)),
        Concept("s3", ("s3",)),
        Concept("rest", ("REST",)),
        Concept("nosql", ("nosql",)),
        Concept("sql", ("sql",)),
        Concept("database", ("database", "db"), exact=("pg",)),
        Concept("authorization", ("authorization",)),
        Concept("queue", ("message queue", "queue")),
        Concept("choice", ("so that", "in order to")),
    )
)


def named(document: Document) -> list[tuple[str, str]]:
    mentions = extract(document, VOCABULARY).mentions
    return [(mention.concepts[0], document.source[mention.start : mention.end]) for mention in mentions]


def of(concept: str, document: Document) -> list[str]:
    return [text for name, text in named(document) if name == concept]


@pytest.mark.parametrize(
    ("text", "concept", "expected"),
    [
        ("one load balancer", "load_balancer", ["load balancer"]),
        ("two load balancers", "load_balancer", ["load balancers"]),
        ("a Load-Balancer", "load_balancer", ["Load-Balancer"]),
        ("the load_balancer module", "load_balancer", ["load_balancer"]),
        ("the `load   balancer`", "load_balancer", ["load   balancer"]),
        ("a **load** balancer", "load_balancer", ["load** balancer"]),
        ("a load\nbalancer wrapped", "load_balancer", ["load\nbalancer"]),
        ("> a load\n> balancer quoted", "load_balancer", ["load\n> balancer"]),
        ("a load-\nbalancer broken", "load_balancer", ["load-\nbalancer"]),
        ("a load<br/>balancer", "load_balancer", ["load<br/>balancer"]),
        ("a load&nbsp;balancer", "load_balancer", ["load&nbsp;balancer"]),
        ("the LoadBalancer", "load_balancer", ["LoadBalancer"]),
        ("loadBalancer and loadbalancers", "load_balancer", ["loadBalancer", "loadbalancers"]),
        ("[load balancer](https://example.org/lb) in front", "load_balancer", ["load balancer"]),
        ("an LB, and lb again", "load_balancer", ["LB", "lb"]),
        ("the load balancer's health", "load_balancer", ["load balancer"]),
        ("auto-scaling, auto scaling, AutoScaling", "autoscaling", ["auto-scaling", "auto scaling", "AutoScaling"]),
        ("two proxies", "proxy", ["proxies"]),
        ("some indexes and indices", "index", ["indexes", "indices"]),
        ("single points of failure", "spof", ["single points of failure"]),
        ("on Node.js and node-js", "node_js", ["Node.js", "node-js"]),
        ("written in C++.", "cpp", ["C++"]),
        ("written in C#.", "c_sharp", ["C#"]),
        ("a CI/CD pipeline", "ci_cd", ["CI/CD"]),
        ("A/B tests and a/b test", "ab_test", ["A/B tests", "a/b test"]),
        ("over TCP/IP", "tcp", ["TCP/IP"]),
        ("blobs in S3.", "s3", ["S3"]),
        ("a REST interface", "rest", ["REST"]),
        ("authorisation", "authorization", ["authorisation"]),
        ("userCacheService", "cache", ["Cache"]),
        ("MyDBShard", "database", ["DB"]),
        ("the `user_db` table", "database", ["db"]),
        ("**so that** it lasts", "choice", ["so that"]),
    ],
)
def test_spellings(read: Read, text: str, concept: str, expected: list[str]) -> None:
    assert of(concept, read(text)) == expected


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("a cached page and its cachet", "cache"),
        ("the cache-control header", "cache"),
        ("a Cache-Control: no-store", "cache"),
        ("lbs per square inch", "load_balancer"),
        ("the load, balancer and so on", "load_balancer"),
        ("the load. Balancer next", "load_balancer"),
        ("load | balancer", "load_balancer"),
        ("the rest of the system", "rest"),
        ("The Rest", "rest"),
        ("NoSQL stores", "sql"),
        ("see https://example.org/redis/cache", "redis"),
        ("see [this](../notes/redis.md)", "redis"),
        ("the letter C alone", "cpp"),
        ("two pgs", "database"),
        ("sothat", "choice"),
    ],
)
def test_not_named(read: Read, text: str, concept: str) -> None:
    assert of(concept, read(text)) == []


def test_a_mention_counts_as_its_broader_concepts(read: Read) -> None:
    (mention,) = extract(read("Redis"), VOCABULARY).mentions
    assert (mention.concepts, mention.form) == (("redis", "cache", "store"), "redis")


def test_broader_concepts_are_transitive(read: Read) -> None:
    mention = extract(read("load balancer"), VOCABULARY).mentions[0]
    assert mention.concepts == ("load_balancer", "entry_tier", "component")


def test_one_concept_counts_once_at_a_place_by_its_longest_form(read: Read) -> None:
    assert of("proxy", read("a reverse proxy")) == ["reverse proxy"]


def test_different_concepts_may_overlap(read: Read) -> None:
    assert named(read("a single point of failure")) == [("spof", "single point of failure"), ("failure", "failure")]


def test_a_hidden_form_hides_only_what_lies_within_it(read: Read) -> None:
    assert of("cache", read("a cache of ids in a cache")) == ["cache"]


def test_kinds_that_form_a_circle_end() -> None:
    circle = Vocabulary((Concept("a", ("alpha",), kinds=("b",)), Concept("b", ("beta",), kinds=("a",))))
    matcher = compile_matcher(circle)
    assert [concepts for _, _, concepts, _ in matcher.match(read_words("alpha"))] == [("a", "b")]


def test_empty_forms_name_nothing() -> None:
    empty = Vocabulary((Concept("nothing", ("", "--")),))
    assert compile_matcher(empty).match(read_words("-- a -- b")) == []


def test_place_and_passage(read: Read) -> None:
    document = read("# Caching\n\nFirst line.\nA message\nqueue here.\n\n```python\ncache = {}\n```\n")
    heading, queue, code = extract(document, VOCABULARY).mentions
    assert (heading.concepts[0], heading.standing, heading.section, heading.lines) == ("cache", "heading", 1, (1, 1))
    assert (queue.form, queue.standing, queue.lines) == ("message queue", "prose", (4, 5))
    assert (code.form, code.standing, code.lines) == ("cache", "code", (8, 8))
    assert [document.passages[m.passage].standing for m in (heading, queue, code)] == ["heading", "prose", "code"]


def test_text_outside_passages_is_not_reported(read: Read) -> None:
    document = read("```redis\nqueue\n```\n")
    assert named(document) == [("queue", "queue")]


def test_a_vocabulary_is_compiled_once() -> None:
    assert compile_matcher(VOCABULARY) is compile_matcher(VOCABULARY)


def test_extract_leaves_nothing_out(read: Read) -> None:
    facts = extract(read("10 GB in Redis"), VOCABULARY)
    assert facts.mentions
    assert facts.quantities
    assert (facts.estimates, facts.claims) == ((), ())


_PIECES = """load|balancer|balancers|cache|-|_|**| |
|NoSQL|loadBalancer|.|İ|ß|’s|control|C++|# |* |```|no|é|http://a.b/cache|<br>|(|]|Redis|of ids"""
PIECES = st.sampled_from(tuple(re.split(r"\|", _PIECES)))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_mentions_stay_inside_their_passage(text: str) -> None:
    assume(text.strip())
    document = documents.read(Submission(name="any.md", data=text.encode()))
    for mention in extract(document, VOCABULARY).mentions:
        passage = document.passages[mention.passage]
        assert passage.start <= mention.start < mention.end <= passage.end
        assert mention.lines == document.lines_of(mention.start, mention.end)
        assert (mention.standing, mention.section) == (passage.standing, passage.section)
        assert folded(document, mention) == squeezed(mention.form)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_words_keep_their_places(text: str) -> None:
    words = read_words(text)
    assert len(words.plain) == len(text)
    for word, start, end, offset in zip(words.words, words.starts, words.ends, words.offsets, strict=True):
        assert words.text[offset : offset + len(word)] == word
        assert 0 <= start < end <= len(text)


def folded(document: Document, mention: Mention) -> str:
    return squeezed(document.source[mention.start : mention.end])


def squeezed(text: str) -> str:
    """A text without blanks and marks, in the singular."""
    return "".join(word for word in fold(text) if word[0].isalnum()).removesuffix("s")


@pytest.mark.parametrize(
    "text",
    [
        "a" * 30_000,
        "load " * 6_000,
        "load-" * 6_000,
        "loadBalancer" * 4_000,
        "no " * 10_000,
        "no cache, " * 4_000,
        "without " * 4_000,
        "out of scope: " * 4_000,
        "a, not needed, " * 4_000,
        "a" + ", b" * 6_000 + " are not needed",
        "<" * 20_000,
        "](" * 10_000,
        "&" * 20_000,
        "-" * 20_000,
        "aB" * 10_000,
        "not a " * 4_000,
        "is " * 6_000 + "not needed",
        "https://" * 4_000,
        "'s" * 10_000,
    ],
)
def test_hostile_text_is_read_to_the_end(read: Read, text: str) -> None:
    document = read(text)
    assert all(mention.end <= len(text) for mention in extract(document, VOCABULARY).mentions)
