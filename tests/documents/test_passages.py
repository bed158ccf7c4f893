"""Passages: where sentences, notes and items are cut, and which passages lend each its subject."""

from __future__ import annotations

import pytest

from reviewer.documents.sentence import sentences
from reviewer.model.document import Document
from tests.documents.samples import Reader


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


def texts(document: Document) -> list[str]:
    return [document.text(p) for p in document.passages]


def leads(document: Document, text: str) -> list[str]:
    passage = next(p for p in document.passages if document.text(p).startswith(text))
    return [document.text(document.passages[lead]) for lead in passage.leads]


class TestSentences:
    @pytest.mark.parametrize(
        "parts",
        [
            ["One thing.", "Another thing!", "A third?", "Yes."],
            ["It uses version 1.2.3 and 99.9 % of it.", "3.5 GB are left."],
            ["Use a cache, e.g. Redis, vs. none at all."],
            ["Some stores (i.e. Cassandra) are wide, etc.", "Others are not."],
            ["See Fig. 3 for the flow.", "It is short."],
            ["He said “stop.”", "Then it stopped."],
            ["Written by J. Smith in May.", "Read by all."],
            ["系统使用缓存。", "读取很快！", "好吗？"],
            ["Das ist z.B. Kafka bzw. Pulsar.", "Beides geht."],
            ["It ends… maybe.", "It does."],
            ["Is it fast?", "yes it is."],
        ],
    )
    def test_boundaries(self, parts: list[str]) -> None:
        joiner = "" if parts[0].endswith("。") else " "
        assert cut(joiner.join(parts)) == parts

    def test_white_space_at_the_ends_is_cut_off(self) -> None:
        assert cut("One.  \n Two. ") == ["One.", "Two."]


class TestParagraphs:
    def test_wrapped_lines_are_one_text(self, md: Reader) -> None:
        text = (
            "Every write goes to the primary first, which appends it to its log and\n"
            "answers as soon as one replica has it. Reads may go to any replica that is\n"
            "less than one second behind.\n"
        )
        assert texts(md(f"# A\n\n# B\n\n{text}"))[2:] == [text[:109], text[110:-1]]

    @pytest.mark.parametrize(
        "lines",
        [
            ["10M users", "each sends 3 messages a day", "a message is 200 bytes"],
            ["driver -> sends its place every three seconds to the service", "rider -> sees all cars that are near"],
            ["a) keys are made when a link is shortened, and tried again", "b) keys are made beforehand and kept"],
            [
                "incoming: 12 pastes/sec * 10 KB size = 120 KB/s of traffic",
                "outgoing: 60 pastes/sec * 10 KB = 600 KB/s",
            ],
        ],
    )
    def test_notes_are_passages_of_their_own(self, md: Reader, lines: list[str]) -> None:
        joined = "\n".join(lines)
        found = texts(md(f"# A\n\n# B\n\n{joined}\n"))[2:]
        assert found == lines or found == [line[3:] for line in lines]

    def test_a_hard_break_separates(self, md: Reader) -> None:
        text = "The first line is long enough to look as if it had been wrapped,  \nbut its author broke it here.\n"
        assert len(texts(md(f"# A\n\n# B\n\n{text}"))[2:]) == 2

    def test_brackets_and_rules_are_no_passages(self, md: Reader) -> None:
        document = md("# A\n\n# B\n\n```\nsave(\n  user\n)\n\n}\n```\n")
        assert texts(document)[2:] == ["save(", "user"]


class TestItems:
    def test_a_short_item_stays_whole(self, md: Reader) -> None:
        assert texts(md("# A\n\n# B\n\n- Reads are cached. Writes are not.\n"))[2:] == [
            "Reads are cached. Writes are not."
        ]

    def test_a_long_item_is_split_and_led_by_its_first_sentence(self, md: Reader) -> None:
        first = "The feed is built when it is read, since most users follow few others."
        second = "For the few that are followed by millions it is built when they post, and merged on reading."
        third = "A cache holds the result for one minute, so that going back and forth costs nothing."
        document = md(f"# A\n\n# B\n\n- {first} {second} {third}\n")
        assert texts(document)[2:] == [first, second, third]
        assert leads(document, second) == [first, "B"]
        assert leads(document, third) == [first, "B"]

    def test_nested_items_are_not_part_of_their_parent(self, md: Reader) -> None:
        document = md("# A\n\n# B\n\n- store\n  - index\n    - by user\n")
        assert texts(document)[2:] == ["store", "index", "by user"]
        assert leads(document, "by user") == ["index", "store", "B"]


class TestLeads:
    def test_the_heading_and_its_parents_but_not_the_title(self, md: Reader) -> None:
        document = md("# Mailer\n\nintro\n\n## Storage\n\n### Index\n\ntext\n")
        assert leads(document, "text") == ["Index", "Storage"]
        assert leads(document, "intro") == []

    def test_several_first_level_headings_are_no_title(self, md: Reader) -> None:
        document = md("# Mailer\n\n# Storage\n\ntext\n")
        assert leads(document, "text") == ["Storage"]

    def test_a_lead_in_reaches_the_block_after_it(self, md: Reader) -> None:
        document = md("# A\n\n## B\n\nWe keep:\n\n- names\n- places\n\nNothing else.\n\n- loose\n")
        assert leads(document, "places") == ["We keep:", "B"]
        assert leads(document, "Nothing else") == ["B"]
        assert leads(document, "loose") == ["B"]

    def test_text_that_touches_a_list_leads_it(self, md: Reader) -> None:
        document = md("# A\n\n## B\n\nThe service stores\n- names\n")
        assert leads(document, "names") == ["The service stores", "B"]

    def test_bold_pseudo_headings_reach_to_the_next(self, md: Reader) -> None:
        document = md(
            "# A\n\n## B\n\n**Reads**\n\nfast ones\n\n- cached\n\n**Writes:**\n\nslow ones\n\n## C\n\nother\n"
        )
        assert leads(document, "cached") == ["**Reads**", "B"]
        assert leads(document, "slow ones") == ["**Writes:**", "B"]
        assert leads(document, "other") == ["C"]

    def test_a_bold_label_ends_the_reach_of_a_pseudo_heading(self, md: Reader) -> None:
        document = md("# A\n\n## B\n\n**Reads**\n\nfast ones\n\n**Writes**: slow ones\n\nboth logged\n")
        assert leads(document, "fast ones") == ["**Reads**", "B"]
        assert leads(document, "both logged") == ["B"]

    def test_a_lead_in_is_spent_by_blocks_of_one_kind(self, md: Reader) -> None:
        document = md("# A\n\n## B\n\nWe keep:\n\n- names\n\n| x | y |\n|---|---|\n| 1 | 2 |\n")
        assert leads(document, "names") == ["We keep:", "B"]
        assert leads(document, "x | y") == ["B"]

    def test_a_first_heading_below_text_is_no_title(self, md: Reader) -> None:
        document = md("Some text first.\n\n# Storage\n\none table\n\n## Index\n\nby user\n")
        assert leads(document, "by user") == ["Index", "Storage"]

    def test_single_numbered_items_and_steps_name_what_follows(self, md: Reader) -> None:
        document = md("# A\n\n## B\n\n1. Goals\n* fast\n\n2. Limits\n* small\n\na) By user\n\ntext\n")
        assert leads(document, "fast") == ["Goals", "B"]
        assert leads(document, "small") == ["Limits", "B"]
        assert leads(document, "text") == ["a) By user", "B"]

    def test_a_step_glued_to_a_list_is_a_paragraph(self, md: Reader) -> None:
        document = md("# A\n\n## B\n\n- one\nb) By place\n- two\n")
        assert [b.kind for b in document.blocks][2:] == ["item", "paragraph", "item"]
        assert leads(document, "two") == ["b) By place", "B"]

    def test_an_item_with_a_colon_leads_its_children_only(self, md: Reader) -> None:
        document = md("# A\n\n## B\n\nGoals:\n\n- speed:\n  - 20 ms\n- size\n")
        assert leads(document, "20 ms") == ["speed:", "Goals:", "B"]
        assert leads(document, "size") == ["Goals:", "B"]

    def test_table_rows_are_led_by_the_header(self, md: Reader) -> None:
        document = md("# A\n\n## B\n\nWe chose:\n\n| Part | Why |\n|--|--|\n| Redis | fast |\n")
        assert leads(document, "Redis") == ["Part | Why", "We chose:", "B"]
        assert leads(document, "Part") == ["We chose:", "B"]

    def test_code_is_led_by_the_text_that_touches_it_or_ends_with_a_colon(self, md: Reader) -> None:
        document = md(
            "# A\n\n## B\n\nFirst this. The schema:\n\n```\ncolumn\n```\n\nDone.\n\n```\nother\n```\n\n"
            "Now\n```\nlast\n```\n"
        )
        assert leads(document, "column") == ["The schema:", "B"]
        assert leads(document, "other") == ["B"]
        assert leads(document, "last") == ["Now", "B"]

    def test_lines_of_a_paragraph_lead_the_deeper_ones(self, md: Reader) -> None:
        document = md("# A\n\n## B\n\nupdate the index\n  at night\n  from a copy\nReads:\nare not stopped\n")
        assert leads(document, "from a copy") == ["update the index", "B"]
        assert leads(document, "are not stopped") == ["Reads:", "B"]

    def test_headings_are_led_by_the_heading_around_them(self, md: Reader) -> None:
        document = md("# A\n\n## B\n\n### C\n\n#### D\n")
        assert leads(document, "D") == ["C", "B"]
