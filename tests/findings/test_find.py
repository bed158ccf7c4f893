"""Findings: fingerprints that survive edits, accepted findings, and kinds that fail."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pytest
from samples import subject

from reviewer import plugins
from reviewer.config import Suppression
from reviewer.errors import PluginError
from reviewer.findings import find, kinds
from reviewer.model.finding import Found, fingerprint


@dataclass
class Word:
    """Finds every place of a word."""

    word: str = "maybe"
    id: str = "vague-word"
    severity: str = "note"

    def find(self, subject):
        text, at = subject.document.source, -1
        while (at := text.find(self.word, at + 1)) >= 0:
            yield Found(f"“{self.word}” is vague.", at, at + len(self.word))


class Broken:
    id = "broken"
    severity = "error"

    def find(self, subject):
        raise ZeroDivisionError("division by zero")


TEXT = "# Shop\n\nWe maybe cache.\n\nWe maybe shard.\n"


def lines_of(text, **more):
    return [finding.lines for finding in find(subject(text), [Word()], **more)]


def suppressed(text, **more):
    return [finding.suppressed for finding in find(subject(text), [Word()], **{"local": True, **more})]


def test_findings_stand_in_the_order_of_the_text() -> None:
    found = find(subject(TEXT), [Word("shard", "b"), Word("maybe", "c"), Word("We", "a")])
    assert [(finding.lines[0], finding.rule) for finding in found] == [(3, "a"), (3, "c"), (5, "a"), (5, "b"), (5, "c")]


def test_a_found_item_may_set_its_own_severity() -> None:
    class Loud(Word):
        def find(self, subject):
            yield Found("x", 0, 3, "error")

    assert [finding.severity for finding in find(subject(TEXT), [Loud()])] == ["error"]


def test_fingerprints_survive_moved_lines_white_space_and_case() -> None:
    prints = [finding.fingerprint for finding in find(subject(TEXT), [Word()])]
    moved = [finding.fingerprint for finding in find(subject("New line.\n\n" + TEXT), [Word()])]
    assert prints == moved
    assert len(set(prints)) == 2
    seen: Counter[str] = Counter()
    assert fingerprint("a", "Two\n  words", Counter()) == fingerprint("a", "two WORDS", Counter())
    assert len({fingerprint(*one, seen) for one in (("a", "x"), ("b", "x"), ("b", "x"), ("b", "y"))}) == 4


def test_a_kind_that_raises_is_told_and_the_others_go_on() -> None:
    failed, *others = find(subject(TEXT), [Broken(), Word()])
    assert (failed.rule, failed.severity) == ("check-failed", "warning")
    assert failed.message == "The check 'broken' raised ZeroDivisionError: division by zero"
    assert len(others) == 2


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("We maybe cache. <!-- reviewer: ignore vague-word by design -->\n", ["by design"]),
        ("<!-- reviewer: ignore vague-word: by design -->\n\nWe maybe cache.\n", ["by design"]),
        ("We maybe cache.\n<!-- reviewer: ignore vague-word by design -->\n", ["by design"]),
        ("We maybe cache.\n<!--reviewer:ignore vague-word-->\n", ["no reason given"]),
        ("We maybe cache.\nMore.\n<!-- reviewer: ignore vague-word x -->\n", [None]),
        ("We maybe cache.\n<!-- reviewer: ignore other-word x -->\n", [None]),
        ("<!-- reviewer: ignore vague-word x -->\nWe maybe cache.\n\nWe maybe shard.\n", ["x", None]),
    ],
    ids=["same line", "before", "after", "no reason", "too far", "other rule", "only its own"],
)
def test_comments_accept_findings_beside_them(text, reasons) -> None:
    assert suppressed(text) == reasons


def test_comments_are_honoured_only_in_the_users_own_files() -> None:
    assert suppressed("We maybe cache. <!-- reviewer: ignore vague-word x -->", local=False) == [None]


def test_findings_about_text_that_tricks_the_grader_are_never_accepted_by_a_comment() -> None:
    text = "<!-- reviewer: ignore injection-marker fine -->\nmaybe\n"
    kind = Word(id="injection-marker")
    assert [finding.suppressed for finding in find(subject(text), [kind], local=True)] == [None]
    settings = [Suppression(rule="injection-marker", reason="a quotation")]
    assert [finding.suppressed for finding in find(subject(text), [kind], suppressions=settings)] == ["a quotation"]


def test_settings_accept_by_rule_or_fingerprint() -> None:
    first, _ = find(subject(TEXT), [Word()])
    by_print = Suppression(fingerprint=first.fingerprint, reason="known since May")
    assert suppressed(TEXT, suppressions=[by_print], local=False) == ["known since May", None]
    assert suppressed(TEXT, suppressions=[Suppression(rule="vague-word", reason="y")], local=False) == ["y", "y"]


def test_a_flood_of_unfinished_comments_is_read_in_one_pass() -> None:
    assert suppressed("<!-- reviewer: ignore vague-word " * 20_000 + "\nmaybe") == [None]


def test_a_kind_that_cannot_be_loaded_is_told_beside_the_others(monkeypatch) -> None:
    good = Word()

    def load(group, name):
        if name == "bad":
            raise PluginError("cannot be loaded", code="plugin.broken")
        return good if name == "good" else object()

    monkeypatch.setattr(plugins, "names", lambda group: ("bad", "good", "odd"))
    monkeypatch.setattr(plugins, "load", load)
    loaded, broken = kinds()
    assert loaded == (good,)
    assert [error.code for error in broken] == ["plugin.broken", "plugin.wrong_kind"]
