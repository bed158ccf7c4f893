"""Which share of the words goes to which phase."""

from __future__ import annotations

from dataclasses import replace

import pytest
from samples import Pack, Says, criterion, document, graded

from reviewer.model.facts import Facts, Mention
from reviewer.model.subject import Subject
from reviewer.scoring.pacing import word_shares

TEXT = """# Parking app

## Load

Ten thousand cars ask each minute.

## Spots

A spot has an id, a lot and a lease.

## Outlook

Pricing comes later, with a queue in front.
"""


def subject(*named: tuple[str, str]) -> Subject:
    """TEXT with headings that mention concepts; `named` pairs titles with concepts."""
    doc = document(TEXT)
    mentions = []
    for title, concept in named:
        section = next(section for section in doc.sections if section.title == title)
        passage = next(p for p in doc.passages if p.standing == "heading" and p.section == section.index)
        mentions.append(
            Mention(
                (concept,), title, passage.start, passage.end, passage.lines, passage.index, section.index, "heading"
            )
        )
    return Subject(doc, Facts(mentions=tuple(mentions)))


def rule(*concepts: str) -> dict[str, Says]:
    return {"met": Says(about=frozenset(concepts))}


PACK = Pack([criterion("load.qps", rules=rule("load", "goal")), criterion("data.schema", rules=rule("entity", "goal"))])
WORDS = 6 + 10 + 8


def test_cited_passages_count() -> None:
    shares = word_shares(subject(), PACK.made(), [graded("load.qps", "met", line=5), graded("data.schema", "missing")])
    assert shares == {"load": pytest.approx(6 / WORDS), "data": 0.0}


def test_sections_on_the_phases_topics_count_whole_and_passages_once() -> None:
    named = subject(("Spots", "entity"), ("Load", "load"))
    shares = word_shares(
        named, PACK.made(), [graded("data.schema", "met", line=9), graded("data.schema", "met", line=13)]
    )
    assert shares == {"load": pytest.approx(6 / WORDS), "data": pytest.approx(18 / WORDS)}


def test_a_word_that_every_phase_uses_decides_nothing() -> None:
    assert word_shares(subject(("Outlook", "goal")), PACK.made(), []) == {"load": 0.0, "data": 0.0}


def test_the_title_lends_the_document_no_phase() -> None:
    assert word_shares(subject(("Parking app", "load")), PACK.made(), []) == {"load": 0.0, "data": 0.0}


def test_a_sub_section_takes_the_phase_of_the_section_around_it() -> None:
    named = subject(("Load", "load"))
    sections = [replace(s, parent=2) if s.title == "Spots" else s for s in named.document.sections]
    nested = Subject(replace(named.document, sections=tuple(sections)), named.facts)
    assert word_shares(nested, PACK.made(), [])["load"] == pytest.approx(16 / WORDS)


def test_checklists_have_no_share_and_lend_no_topics() -> None:
    pack = replace(PACK, checklists=frozenset({"load"}))
    assert word_shares(subject(("Load", "load")), pack.made(), []) == {"data": 0.0}


def test_a_document_without_words_has_no_shares() -> None:
    assert word_shares(Subject(document("# Only a heading\n"), Facts()), PACK.made(), []) == {}
