"""How much a document may ask of us. Goes into `accept`, `convert` and `read`; nothing comes out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes and counts above which a document is refused (`document.too_large`, `document.too_complex`).

    The longest real design documents are about 0.2 MB and 4,000 lines; every value leaves an order of magnitude.
    """

    text_bytes: int = 2 * 1024 * 1024
    """Markdown, plain text, HTML, and what DOCX and PDF convert to."""

    package_bytes: int = 20 * 1024 * 1024
    """DOCX and PDF as handed in: pictures make them large, their text does not."""

    unpacked_bytes: int = 200 * 1024 * 1024
    """All parts of a DOCX once unpacked: ten times the package is far above any real ratio of XML and pictures."""

    part_bytes: int = 40 * 1024 * 1024
    """One XML part of a DOCX: it is parsed into a tree of about ten times its size."""

    package_parts: int = 5_000
    """Files inside a DOCX."""

    pages: int = 1_000
    """Pages of a PDF."""

    lines: int = 300_000
    """Lines of text, blank ones included; a blank one costs about 1 µs."""

    used_lines: int = 60_000
    """Lines that are not blank: 2 MiB of lines of 35 characters. One costs up to 20 µs, whatever stands in it."""

    sentences: int = 80_000
    """Ends of sentences: 2 MiB of sentences of 26 characters, about 15 µs each."""

    cells: int = 200_000
    """Cells of all tables: about 2 µs each, and a string of its own."""

    tags: int = 40_000
    """Signs that may open an HTML tag, about 25 µs each where every one opens a block of its own."""

    page_tags: int = 200_000
    """The same for an HTML page, about 7 µs each; 2 MiB of a real page have half as many."""

    grammar_cost_us: int = 450_000
    """What the full Markdown grammar may cost by `complexity.grammar_cost_us`; above it the outline reader, which is
    several times faster and knows less of the grammar, reads the document instead."""


LIMITS = Limits()
