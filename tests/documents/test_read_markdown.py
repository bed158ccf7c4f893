"""Markdown: which sections, blocks, tables and unread parts come out of each feature."""

from __future__ import annotations

import pytest

from reviewer.model.document import Document
from tests.documents.samples import Reader


def kinds(document: Document) -> list[str]:
    return [block.kind for block in document.blocks]


def texts(document: Document, kind: str | None = None) -> list[str]:
    return [document.text(p) for p in document.passages if kind in (None, document.blocks[p.block].kind)]


class TestLines:
    def test_lines_split_at_line_breaks_only(self, md: Reader) -> None:
        document = md("# A\r\none\x0btwo\u2028three\rfour\n\nfive")
        assert document.line_count == 5
        assert document.line_text(2) == "one\x0btwo\u2028three"
        assert [p.lines for p in document.passages][-1] == (5, 5)

    def test_a_break_at_the_end_opens_no_line(self, md: Reader) -> None:
        assert md("a\n").line_count == 1
        assert md("a\n\n").line_count == 2

    @pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
    def test_offsets_refer_to_the_source(self, md: Reader, line_break: str) -> None:
        document = md(line_break.join(["# Cache", "", "- keys expire", "- reads hit", "", "```", "GET x", "```"]))
        assert texts(document) == ["Cache", "keys expire", "reads hit", "GET x"]
        assert [p.lines for p in document.passages] == [(1, 1), (3, 3), (4, 4), (7, 7)]
        assert document.blocks[-1].lines == (6, 8)


class TestSections:
    def test_tree_lines_and_words(self, md: Reader) -> None:
        document = md(
            "intro here\n\n# Title\n\n## Storage **now**\n\ntwo words\n\n### Index\n\nthree more words\n\n## End\n"
        )
        assert [(s.title, s.level, s.parent) for s in document.sections] == [
            ("", 0, None),
            ("Title", 1, None),
            ("Storage now", 2, 1),
            ("Index", 3, 2),
            ("End", 2, 1),
        ]
        assert [s.lines for s in document.sections] == [(1, 2), (3, 13), (5, 12), (9, 12), (13, 13)]
        assert [s.own_lines for s in document.sections] == [(1, 2), (3, 4), (5, 8), (9, 12), (13, 13)]
        assert [s.words for s in document.sections] == [2, 0, 2, 3, 0]

    def test_setext_and_closed_headings(self, md: Reader) -> None:
        document = md("Big\n===\n\nSmall\n---\n\n## Closed ##\n\n###Glued\n")
        assert [(s.title, s.level) for s in document.sections[1:]] == [
            ("Big", 1),
            ("Small", 2),
            ("Closed", 2),
            ("Glued", 3),
        ]

    def test_a_rule_under_a_paragraph_makes_no_heading(self, md: Reader) -> None:
        document = md(
            "# A\n\n## B\n\nThe queue holds a message until its worker has confirmed it twice.\nThen it goes.\n---\n"
        )
        assert [s.title for s in document.sections[1:]] == ["A", "B"]
        assert kinds(document)[-2:] == ["paragraph", "rule"]


class TestBlocks:
    def test_front_matter(self, md: Reader) -> None:
        for fence, line in (("---", "title: A plan"), ("+++", 'title = "A plan"')):
            document = md(f"{fence}\n{line}\n{fence}\n\n# One\n\nbody\n\n## Two\n")
            assert document.blocks[0].kind == "front_matter"
            assert document.passages[0].standing == "front_matter"
            assert [s.title for s in document.sections] == ["", "One", "Two"]

    def test_a_rule_first_is_no_front_matter(self, md: Reader) -> None:
        assert "front_matter" not in kinds(md("---\n\nSome text.\n\n---\n\n# A\n\n# B\n"))

    def test_nested_lists(self, md: Reader) -> None:
        document = md("# A\n\n# B\n\n1. one\n   - inner **bold**\n     - deepest\n2. two\n\n   more of two\n")
        items = [b for b in document.blocks if b.kind == "item"]
        assert [(document.text(b), b.depth, b.ordered) for b in items] == [
            ("one", 0, True),
            ("inner **bold**", 1, False),
            ("deepest", 2, False),
            ("two", 0, True),
        ]
        assert texts(document)[-1] == "more of two"

    def test_task_lists_lose_their_boxes(self, md: Reader) -> None:
        assert texts(md("# A\n\n# B\n\n- [x] shard\n- [ ] cache\n"), "item") == ["shard", "cache"]

    def test_lists_nested_beyond_the_grammar_keep_their_text(self, md: Reader) -> None:
        text = "# A\n\n# B\n\n" + "".join(f"{'  ' * depth}- level {depth} text\n" for depth in range(60))
        assert [t for t in texts(md(text)) if t.startswith("level")] == [f"level {depth} text" for depth in range(60)]

    def test_tables(self, md: Reader) -> None:
        document = md("# A\n\n# B\n\n| Part | Why |\n|------|:---:|\n| **Redis** | a \\| b |\n| `x` |\n")
        table = document.tables[0]
        assert table.header == ("Part", "Why")
        assert [(row.line, row.cells) for row in table.rows] == [(7, ("Redis", "a | b")), (8, ("x", ""))]
        assert document.blocks[table.block].lines == table.lines == (5, 8)
        assert texts(document, "table") == ["Part | Why", "**Redis** | a \\| b", "`x`"]

    def test_code_and_its_language(self, md: Reader) -> None:
        document = md("# A\n\n# B\n\n```Go title=x\nfunc f() {\n\n}\n```\n\n~~~\nplain\n~~~\n")
        code = [b for b in document.blocks if b.kind == "code"]
        assert [(b.info, b.lines) for b in code] == [("go", (5, 9)), ("", (11, 13))]
        assert texts(document, "code") == ["func f() {", "plain"]

    def test_indented_code_and_indented_notes(self, md: Reader) -> None:
        document = md(
            "# A\n\n# B\n\ntext\n\n    x = f(1);\n    return x;\n\ntext\n\n    notes that were only moved right\n"
        )
        assert kinds(document)[2:] == ["paragraph", "code", "paragraph", "paragraph"]

    @pytest.mark.parametrize(
        ("info", "body", "language"),
        [
            ("mermaid", "graph TD\nA-->B", "mermaid"),
            ("{.mermaid}", "graph TD\nA-->B", "mermaid"),
            ("puml", "A -> B", "plantuml"),
            ("graphviz", "digraph { a -> b }", "dot"),
            ("d2", "a -> b", "d2"),
            ("", "sequenceDiagram\nA->>B: hi", "mermaid"),
            ("", "@startuml\nA -> B\n@enduml", "plantuml"),
            ("text", "┌───┐    ┌───┐\n│ A │───▶│ B │\n└───┘    └───┘", ""),
            ("", "+---+     +---+\n| A |---->| B |\n+---+     +---+", ""),
            ("", "Client --> Gateway --> Service", ""),
        ],
    )
    def test_diagrams_in_fences(self, md: Reader, info: str, body: str, language: str) -> None:
        document = md(f"# A\n\n# B\n\n```{info}\n{body}\n```\n")
        block = document.blocks[-1]
        assert (block.kind, block.info, block.standing) == ("diagram", language, "diagram")
        assert document.text(block) == body

    @pytest.mark.parametrize(
        "body",
        [
            "x = 1\ny = x + 2",
            "src/\n├── main.go\n├── store.go\n└── README.md",
            "+----+------+\n| id | name |\n+----+------+\n| 1  | a    |\n+----+------+",
            "if (a->b > c->d) {\n  return a->b;\n}",
        ],
    )
    def test_other_fences_are_code(self, md: Reader, body: str) -> None:
        assert kinds(md(f"# A\n\n# B\n\n```\n{body}\n```\n"))[-1] == "code"

    def test_short_codes(self, md: Reader) -> None:
        text = (
            "# A\n\n# B\n\n{{< mermaid >}}\ngraph TD\n\nA --> B\n{{< /mermaid >}}\n\n{{% alert %}}\nMind the gap.\n"
            "{{% /alert %}}\n\n{% highlight sql %}\nSELECT 1\n{% endhighlight %}\n\n::: mermaid\ngraph LR\n:::\n"
        )
        document = md(text)
        assert kinds(document)[2:] == ["diagram", "html", "paragraph", "html", "code", "diagram"]
        assert document.blocks[2].lines == (5, 9)
        assert [b.standing for b in document.blocks if b.kind == "html"] == ["comment", "comment"]

    def test_short_codes_inside_fences_are_code(self, md: Reader) -> None:
        assert kinds(md("# A\n\n# B\n\n```\n{{< mermaid >}}\nx\n{{< /mermaid >}}\n```\n"))[-1] == "code"

    def test_drawings_without_a_fence(self, md: Reader) -> None:
        document = md("# A\n\n# B\n\nClients <--> Balancers <--> Servers\n\n┌─────┐\n│ app │\n└─────┘\n")
        assert kinds(document)[2:] == ["diagram", "diagram"]

    def test_pictures_are_recorded_as_unread(self, md: Reader) -> None:
        document = md("# A\n\n# B\n\n![The write path](w.png)\n\ntext ![](x.png) more\n\n```\n![no](n.png)\n```\n")
        assert [unread.lines for unread in document.unread] == [(5, 5), (7, 7)]
        assert "image" in document.unread[0].why
        image = next(p for p in document.passages if p.lines == (5, 5))
        assert (document.text(image), image.standing) == ("The write path", "link_list")

    def test_footnotes_are_text(self, md: Reader) -> None:
        assert texts(md("# A\n\n# B\n\nFast.[^1]\n\n[^1]: Measured in May.\n"))[-1] == "Measured in May."

    def test_quotes(self, md: Reader) -> None:
        document = md(
            "# A\n\n# B\n\n> The queue keeps what it was given until the\n> worker has confirmed it.\n>\n> - listed\n"
        )
        assert kinds(document)[2:] == ["quote", "item"]
        assert texts(document)[-2:] == [
            "The queue keeps what it was given until the\n> worker has confirmed it.",
            "listed",
        ]


class TestHtml:
    def test_comments_are_no_prose(self, md: Reader) -> None:
        document = md("# A\n\n# B\n\n<!-- hidden\n\nwords -->\n\nSeen <!-- not seen --> again.\n")
        hidden = [document.text(p) for p in document.passages if p.standing == "comment"]
        assert hidden == ["hidden", "words", "<!-- not seen -->"]
        assert [document.text(p) for p in document.passages if p.standing == "prose"] == ["Seen", "again."]

    def test_tags_are_ignored_and_their_text_is_read(self, md: Reader) -> None:
        document = md(
            "# A\n\n# B\n\n<details><summary>More</summary>\n<p>We <b>shard</b> by user.</p>\n"
            "<ul><li>one</li><li>two</li></ul>\n</details>\n\n"
            "<table><tr><td>Redis</td><td>hot keys</td></tr></table>\n\n"
            "<script>\nalert(1)\n</script>\n"
        )
        assert texts(document)[2:] == [
            "More",
            "We <b>shard</b> by user.",
            "one",
            "two",
            "Redis</td><td>hot keys",
        ]

    def test_html_headings_open_sections(self, md: Reader) -> None:
        document = md("# A\n\n<h2 align='center'>Scaling</h2>\n\ntext\n")
        assert [(s.title, s.level) for s in document.sections[1:]] == [("A", 1), ("Scaling", 2)]
