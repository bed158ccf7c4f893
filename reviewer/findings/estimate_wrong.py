"""`estimate-wrong`: a sum that does not come out.

Every result that follows from figures written in the document is computed again. Rounding is no error: a day of 100,000
seconds, a month of 30 days, 1024 for 1000 and one significant digit are all right, and “about” may be further off than
“=”. A result is reported where it is off by nearly a factor of two or more, whatever was meant. Sums with a figure that
the document does not state are not reported.

What to do: do the sum again and carry the result on into all that rests on it; or, if the result is right, mend the
figure that it was made of.

Reported:

    # Paste service

    ## Estimates

    10 M pastes a day × 10 KB = 1 TB a day.

Not reported:

    # Paste service

    ## Estimates

    10 M pastes a day × 10 KB = 100 GB a day, about 36 TB in a year.
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.findings.sums import place, told, with_lines
from reviewer.model.finding import Found, Severity
from reviewer.model.subject import Subject


class EstimateWrong:
    """See the module's page."""

    id = "estimate-wrong"
    severity: Severity = "error"

    def find(self, subject: Subject) -> Iterator[Found]:
        """One item for each wrong sum, with the sum as it was done."""
        for one in subject.facts.estimates:
            if one.verdict == "wrong" and one.expected is not None:
                how = with_lines(one) or "the sum"
                message = f"{told(one.stated)} is stated, but {how} comes to {told(one.expected)}."
                yield Found(message, *place(subject.document, one))


KIND = EstimateWrong()
