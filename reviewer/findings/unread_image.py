"""`unread-image`: a picture whose content the text does not tell.

Nothing that only a picture shows can be graded, quoted, searched or compared in the next revision, and readers who
cannot see it miss it as well.

What to do: say in words what the picture shows, component by component, or draw it as text (Mermaid, PlantUML, DOT or
boxes of characters).

Reported:

    # Seat map

    ## Architecture

    ![architecture](overview.png)

Not reported:

    # Seat map

    ## Architecture

    Browsers call the gateway; the gateway calls the seat service, which writes to Postgres.
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.model.finding import Found, Severity
from reviewer.model.subject import Subject


class UnreadImage:
    """See the module's page."""

    id = "unread-image"
    severity: Severity = "warning"

    def find(self, subject: Subject) -> Iterator[Found]:
        """One item for each line with a picture that was not read."""
        document = subject.document
        for first, last in sorted({item.lines for item in document.unread if item.why.startswith("image")}):
            start = document.line_starts[first - 1]
            end = document.line_starts[last - 1] + len(document.line_text(last))
            yield Found("This picture's content is not in the text, so it cannot be graded.", start, end)


KIND = UnreadImage()
