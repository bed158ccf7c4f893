"""Each kind's manual page is its test, and the odd cases beside it."""

from __future__ import annotations

import textwrap

import pytest

from reviewer.documents import read
from reviewer.facts import extract
from reviewer.findings import find, kinds, manual
from reviewer.findings.empty_section import KIND as EMPTY
from reviewer.findings.template_text import KIND as TEMPLATE
from reviewer.findings.unread_diagram import KIND as DIAGRAM
from reviewer.findings.unread_image import KIND as IMAGE
from reviewer.model.subject import Subject
from reviewer.model.submission import Submission
from reviewer.model.vocabulary import Vocabulary

BUILT_IN = {"empty-section": EMPTY, "template-text": TEMPLATE, "unread-diagram": DIAGRAM, "unread-image": IMAGE}


def subject(text: str) -> Subject:
    document = read(Submission(name="design.md", data=text.encode()))
    return Subject(document, extract(document, Vocabulary(())))


def found(kind, text: str) -> list[tuple[int, int]]:
    return [finding.lines for finding in find(subject(text), [kind])]


def example(kind, label: str) -> str:
    """The indented block below a label of the manual page."""
    page = manual(kind)
    body = page.split(f"\n{label}:\n", 1)[1]
    lines = []
    for line in body.split("\n"):
        if line and not line.startswith("    "):
            break
        lines.append(line)
    return textwrap.dedent("\n".join(lines)).strip() + "\n"


@pytest.mark.parametrize("kind", BUILT_IN.values(), ids=BUILT_IN)
def test_the_manual_page_holds(kind) -> None:
    page = manual(kind)
    assert page.startswith(f"`{kind.id}`: ")
    assert "What to do:" in page
    assert found(kind, example(kind, "Reported")) != []
    assert found(kind, example(kind, "Not reported")) == []


def test_the_built_in_kinds_come_through_entry_points() -> None:
    loaded, _ = kinds()
    assert {kind.id: kind for kind in loaded}.items() >= BUILT_IN.items()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# Title\n\n# One\n\nText here.\n", []),
        ("# One\n", [(1, 1)]),
        ("## One\n\n## Two\n\nText here.\n", [(1, 1)]),
        ("# T\n\n## One\n\n### Sub\n\nText here.\n", []),
        ("# T\n\n## One\n\n<!-- say more -->\n\n## Two\n\nText here.\n", [(3, 3)]),
        ("# T\n\n## One\n\n![seats](a.png)\n", []),
        ("# T\n\n## One\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", []),
        ("# T\n\nText here.\n\n## One\n", [(5, 5)]),
        ("Text here.\n\nOne\n---\n\nTwo\n---\n\nText here.\n", [(3, 3)]),
    ],
    ids=["title", "alone", "first", "sub-section", "comment", "picture", "table", "last", "underlined"],
)
def test_empty_sections(text, lines) -> None:
    assert found(EMPTY, text) == lines


def test_template_text_is_one_finding_for_each_run_in_a_section() -> None:
    text = "# T\n\n## A\n\nTBD\n\nTODO\n\nReal text stands here.\n\nTBD\n\n## B\n\nTBD\n"
    (one, two, three) = find(subject(text), [TEMPLATE])
    assert (one.lines, two.lines, three.lines) == ((5, 7), (11, 11), (15, 15))
    assert one.message == "Template text was left in under “A”."
    assert two.fingerprint != three.fingerprint


def test_two_pictures_on_a_line_are_one_finding() -> None:
    assert found(IMAGE, "# T\n\nText here.\n\n![a](a.png) ![b](b.png)\n\n![c](c.png)\n") == [(5, 5), (7, 7)]


@pytest.mark.parametrize(
    "block",
    [
        "mermaid\nerDiagram\n  ORDER ||--o{ SEAT : holds\n",
        "mermaid\nstateDiagram-v2\n  [*] --> Held\n",
        "python\ngraph = {}\n",
    ],
    ids=["entities", "states", "code"],
)
def test_blocks_that_show_no_components_are_no_broken_diagrams(block) -> None:
    assert found(DIAGRAM, f"# T\n\nText here.\n\n```{block}```\n") == []
