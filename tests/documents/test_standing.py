"""Standing: which text is a placeholder, an instruction of a template or a list of links, and which is none of them."""

from __future__ import annotations

import pytest

from reviewer.documents.link import is_links
from reviewer.documents.template import is_bracketed, is_placeholder
from reviewer.model.document import Document
from tests.documents.samples import Reader


def standing(document: Document) -> dict[str, str]:
    return {document.text(p): p.standing for p in document.passages if p.standing != "heading"}


@pytest.mark.parametrize(
    "text",
    [
        "TBD",
        "TODO: choose a store",
        "Owner: N/A",
        "*To be decided.*",
        "Lorem ipsum dolor sit amet",
        "Describe the flow here.",
        "n/a",
    ],
)
def test_placeholders(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "The to-do list is kept in Redis.",
        "TODOs are stored per user",
        "Retries are N/A for reads that hit the cache.",
        "It ends here.",
    ],
)
def test_no_placeholders(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    "text", ["<Describe the problem>", "<goal 1>", "[Insert diagram]", "Team: <your team>", "Date: [date of review]"]
)
def test_bracketed_placeholders(text: str) -> None:
    assert is_bracketed(text)


@pytest.mark.parametrize(
    "text", ["GET /users/<id>", "`<name>`", "[click, view]", "[Redis](r.md)", "<https://a.example>"]
)
def test_other_brackets(text: str) -> None:
    assert not is_bracketed(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example/x",
        "<https://a.example>",
        "[Paper](https://a.example) and [video](v)",
        "See [the source](s.md).",
        "![picture](p.png)",
        "[![badge](b.svg)](https://ci.example)",
        "[ref]: https://a.example",
        "https://a.example/1 (main)",
    ],
)
def test_links(text: str) -> None:
    assert is_links(text)


@pytest.mark.parametrize(
    "text", ["We use [Redis](r.md) for hot keys.", "No link at all", "Traffic comes from www.example.com daily"]
)
def test_no_links(text: str) -> None:
    assert not is_links(text)


class TestSections:
    def test_a_section_of_instructions_is_a_template(self, md: Reader) -> None:
        document = md(
            "# Plan\n\n## Motivation\n\nDescribe why this is needed. What is it trying to achieve? "
            "These do not need to be long.\n\n## Storage\n\nEvents are kept in one table.\n"
        )
        assert set(standing(document).values()) == {"template", "prose"}
        assert [s.words for s in document.sections[1:]] == [0, 0, 6]

    def test_one_answer_makes_a_section_text(self, md: Reader) -> None:
        document = md(
            "# Plan\n\n## Motivation\n\nDescribe why this is needed.\n\nMail arrives late today.\n\n## Other\n"
        )
        assert set(standing(document).values()) == {"prose"}

    def test_several_questions_alone_are_a_template_but_open_questions_are_not(self, md: Reader) -> None:
        text = "What else was considered? Why was it not chosen?"
        assert set(standing(md(f"# A\n\n## Alternatives\n\n{text}\n")).values()) == {"template"}
        assert set(standing(md(f"# A\n\n## Open questions\n\n{text}\n")).values()) == {"prose"}

    def test_sections_of_italic_hints_are_a_template_where_there_are_several(self, md: Reader) -> None:
        hints = "## Load\n\n_Expected load today._\n\n## API\n\n*New and changed operations.*\n\n## Data\n\nTBD\n"
        assert set(standing(md(f"# A\n\n{hints}")).values()) == {"template"}
        assert set(standing(md("# A\n\n## Load\n\n_The load is not known yet._\n\n## B\n\ntext\n")).values()) == {
            "prose"
        }

    def test_a_table_of_empty_rows_is_a_template(self, md: Reader) -> None:
        document = md("# A\n\n## B\n\n| What fails | What then |\n|---|---|\n|  |  |\n")
        assert set(standing(document).values()) == {"template"}
        document = md("# A\n\n## B\n\n| user | created_at |\n|---|---|\n")
        assert set(standing(document).values()) == {"table"}

    def test_requirements_that_begin_with_a_verb_are_text(self, md: Reader) -> None:
        document = md("# A\n\n## Requirements\n\n- List all files\n- Provide a link\n- Describe a photo\n")
        assert set(standing(document).values()) == {"list"}

    def test_references_are_links(self, md: Reader) -> None:
        document = md(
            "# A\n\n## References\n\n- Dean, Barroso: The tail at scale, https://a.example\n- A talk on queues\n"
        )
        assert set(standing(document).values()) == {"link_list"}

    def test_contents(self, md: Reader) -> None:
        text = "# A\n\n- Goals\n- Storage\n- Queues\n- Limits\n\n" + "".join(
            f"## {t}\n\ntext\n\n" for t in ("Goals", "Storage", "Queues", "Limits")
        )
        assert list(standing(md(text)).values())[:4] == ["link_list"] * 4

    def test_contents_as_links(self, md: Reader) -> None:
        document = md("# A\n\n- [Goals](#goals)\n  - [Speed](#speed)\n\n## Goals\n\ntext\n")
        assert list(standing(document).values())[:2] == ["link_list"] * 2

    def test_code_is_never_a_template(self, md: Reader) -> None:
        document = md("# A\n\n## B\n\n```\n# TODO\nhttps://a.example\n```\n")
        assert set(standing(document).values()) == {"code"}

    def test_blocks_take_the_standing_of_their_passages(self, md: Reader) -> None:
        document = md("# A\n\n## B\n\nTBD\n\nReal text.\n")
        assert [b.standing for b in document.blocks] == ["heading", "heading", "template", "prose"]
