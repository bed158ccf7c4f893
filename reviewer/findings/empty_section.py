"""`empty-section`: a heading with nothing under it.

A heading promises that its topic is treated. With nothing under it the reader cannot tell whether the author forgot the
topic, ran out of time or thinks there is nothing to say. Sub-sections, tables, diagrams, pictures and lists of links
count as something; a comment does not. The document's title is no section.

What to do: write the one sentence that matters ("No cache: reads are 3 per second."), or remove the heading.

Reported:

    # Ticket sales

    ## Capacity

    ## Interface

    POST /v1/orders reserves up to six seats for ten minutes.

Not reported:

    # Ticket sales

    ## Capacity

    One event sells 60,000 seats in an hour, 17 a second.
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.model.document import Document
from reviewer.model.finding import Found, Severity
from reviewer.model.subject import Subject

_NOTHING = frozenset({"heading", "comment", "rule", "front_matter"})


class EmptySection:
    """See the module's page."""

    id = "empty-section"
    severity: Severity = "note"

    def find(self, subject: Subject) -> Iterator[Found]:
        """One item for each empty section, on its heading."""
        document = subject.document
        filled = {block.section for block in document.blocks if block.kind not in _NOTHING}
        filled |= {section.parent for section in document.sections if section.parent is not None}
        headings = {block.section: block for block in document.blocks if block.kind == "heading"}
        title = _title(document)
        for section in document.sections:
            if section.level and section.index not in filled and section.index != title:
                heading = headings[section.index]
                yield Found(f"The section “{section.title}” is empty.", heading.start, heading.end)


def _title(document: Document) -> int | None:
    """The section that is the document's title: the first heading, if it is of the highest rank and others follow."""
    headed = [section for section in document.sections if section.level]
    return headed[0].index if len(headed) > 1 and headed[0].level == 1 else None


KIND = EmptySection()
