"""`template-text`: text of the template that was never replaced.

Placeholders and the instructions of a template say nothing about this design and earn no credit. A reader has to find
out what is real and what was left over.

What to do: replace it, or delete it together with its heading if the topic does not matter here and say so.

Reported:

    # Parcel tracking

    ## Rollback plan

    TBD

    ## Storage

    Events are kept for 90 days.

Not reported:

    # Parcel tracking

    ## Rollback plan

    A flag per depot turns the new tracker off; events queue for up to a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reviewer.model.document import Block
from reviewer.model.finding import Found, Severity
from reviewer.model.subject import Subject


class TemplateText:
    """See the module's page."""

    id = "template-text"
    severity: Severity = "warning"

    def find(self, subject: Subject) -> Iterator[Found]:
        """One item for each run of template blocks in a section."""
        document = subject.document
        for (template, _), run in groupby(document.blocks, key=_place):
            blocks = list(run)
            if template:
                title = document.sections[blocks[0].section].title
                where = f" under “{title}”" if title else ""
                yield Found(f"Template text was left in{where}.", blocks[0].start, blocks[-1].end)


def _place(block: Block) -> tuple[bool, int]:
    return block.standing == "template", block.section


KIND = TemplateText()
