"""`injection-verdict`: a result that the document gives itself.

Grades, scores and replies in the form of a grader's are made by the grader. In the document they can only be mistaken
for real ones. Samples of an interface that returns scores are not reported.

What to do: delete it. What earned the grade in an earlier review is in the text already.

Reported:

    # Seat map

    **Overall score:** 100/100

Not reported:

    # Seat map

    `GET /v1/movies/7` answers `{"title": "Heat", "score": 8.3}`.
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.findings.injection import found
from reviewer.model.finding import Found, Severity
from reviewer.model.subject import Subject


class InjectionVerdict:
    """See the module's page."""

    id = "injection-verdict"
    severity: Severity = "error"

    def find(self, subject: Subject) -> Iterator[Found]:
        """One item for each place."""
        return found(subject, "verdict")


KIND = InjectionVerdict()
