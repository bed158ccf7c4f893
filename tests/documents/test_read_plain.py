"""Plain text, and Markdown that is written like it: pseudo-headings, notes by indentation, lists with any marker."""

from __future__ import annotations

import pytest

from reviewer.model.document import Document
from tests.documents.samples import Reader

NOTES = """\
Photo sharing
Assumptions
  - 2M photos a day
  - read heavy

1. Goals

Functional Requirements:
  - upload a photo
  - follow others

Quality Requirements:
  - 200 ms for a feed

2. Capacity
Traffic
  - 2M / 86400 = 23 uploads/sec
Storage
  keep everything for ten years
    originals go to cold storage

3. Parts

  a) Uploader
    - resizes
  b) Feed builder
    - merges
"""


def titles(document: Document) -> list[tuple[int, str]]:
    return [(s.level, s.title) for s in document.sections[1:]]


def leads(document: Document, text: str) -> list[str]:
    passage = next(p for p in document.passages if document.text(p) == text)
    return [document.text(document.passages[lead]) for lead in passage.leads]


@pytest.mark.parametrize("name", ["notes.md", "notes.txt", "notes"])
class TestNotes:
    def test_numbered_lines_and_colon_lines_are_headings(self, md: Reader, name: str) -> None:
        assert titles(md(NOTES, name)) == [
            (1, "1. Goals"),
            (2, "Functional Requirements"),
            (2, "Quality Requirements"),
            (1, "2. Capacity"),
            (1, "3. Parts"),
        ]

    def test_deeper_lines_belong_to_the_line_above(self, md: Reader, name: str) -> None:
        document = md(NOTES, name)
        assert leads(document, "2M photos a day") == ["Assumptions"]
        assert leads(document, "follow others") == ["Functional Requirements:".rstrip(":"), "1. Goals"]
        assert leads(document, "2M / 86400 = 23 uploads/sec") == ["Traffic", "2. Capacity"]
        assert leads(document, "originals go to cold storage") == [
            "keep everything for ten years",
            "Storage",
            "2. Capacity",
        ]
        assert leads(document, "merges") == ["Feed builder", "3. Parts"]


class TestHeadings:
    def test_capitals_and_underlines(self, md: Reader) -> None:
        document = md("OVERVIEW\n\nIt sends mail.\n\nDATA MODEL\n\nOne table.\n", "a.txt")
        assert titles(document) == [(1, "OVERVIEW"), (1, "DATA MODEL")]
        document = md("Mailer\n======\n\nIntro.\n\nQueues\n------\n\nText.\n", "a.rst")
        assert titles(document) == [(1, "Mailer"), (2, "Queues")]

    def test_numbers_with_points_nest(self, md: Reader) -> None:
        text = "1. Storage\n\nText here.\n\n1.1 Tables\n\nMore text.\n\n2. Queues\n\nLast text.\n"
        assert titles(md(text, "a.txt")) == [(1, "1. Storage"), (2, "1.1 Tables"), (1, "2. Queues")]

    def test_asciidoc_and_outline_marks(self, md: Reader) -> None:
        assert titles(md("= Mailer\n\nIntro.\n\n== Queues\n\nText.\n", "a.adoc")) == [(1, "Mailer"), (2, "Queues")]

    def test_bold_lines(self, md: Reader) -> None:
        document = md("**Goals**\n\n- be fast\n\n**Storage**\n\n- one table\n")
        assert titles(document) == [(1, "Goals"), (1, "Storage")]

    def test_a_list_of_steps_has_no_headings(self, md: Reader) -> None:
        document = md("How it works\n\n1. Take a page\n2. Fetch it\n3. Store it\n4. Go on\n", "a.txt")
        assert titles(document) == []
        assert [b.kind for b in document.blocks] == ["paragraph", "item", "item", "item", "item"]

    def test_sentences_with_a_colon_are_leads(self, md: Reader) -> None:
        document = md("# Mailer\n\n# Queue\n\nWe need the following:\n\n- a broker\n")
        assert titles(document) == [(1, "Mailer"), (1, "Queue")]
        assert leads(document, "a broker") == ["We need the following:", "Queue"]


class TestBlocks:
    def test_markers(self, md: Reader) -> None:
        document = md("• one\n– two\n(1) three\na) four\n* five\n6. six\n", "a.txt")
        assert [document.text(b) for b in document.blocks] == ["one", "two", "three", "four", "five", "six"]
        assert {b.kind for b in document.blocks} == {"item"}

    def test_stars_nest(self, md: Reader) -> None:
        document = md("* one\n** two\n*** three\n* four\n", "a.txt")
        assert [(document.text(b), b.depth) for b in document.blocks] == [
            ("one", 0),
            ("two", 1),
            ("three", 2),
            ("four", 0),
        ]

    def test_sums_are_no_headings(self, md: Reader) -> None:
        document = md("10 GB a day\n\n= 300 GB a month\n\n== 3.6 TB a year\n", "a.txt")
        assert titles(document) == []

    def test_wrapped_items(self, md: Reader) -> None:
        text = (
            "- the reader fetches each page once and keeps its\n  text for thirty days before it is deleted.\n- next\n"
        )
        document = md(text, "a.txt")
        assert [document.text(p) for p in document.passages] == [text[2:-8], "next"]

    def test_tables_fences_drawings_and_comments(self, md: Reader) -> None:
        text = "| a | b |\n|---|---|\n| 1 | 2 |\n\n```sql\nSELECT 1\n```\n\n┌──┐\n│ A│\n└──┘\n\n<!-- x\ny --> z\n"
        document = md(text, "a.txt")
        assert [b.kind for b in document.blocks] == ["table", "code", "diagram", "comment", "paragraph"]
        assert document.blocks[1].info == "sql"

    def test_pictures(self, md: Reader) -> None:
        document = md("Parts:\n\n![The parts](p.png)\n\ntext\n")
        assert [b.kind for b in document.blocks][1:] == ["image", "paragraph"]
        assert [unread.lines for unread in document.unread] == [(3, 3)]

    def test_quoted_lines(self, md: Reader) -> None:
        document = md("> quoted once\n> quoted twice\n\nplain\n", "a.txt")
        assert [b.kind for b in document.blocks] == ["quote", "paragraph"]
