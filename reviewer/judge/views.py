"""Views. In: a Subject, a Rubric, the criteria to grade, JudgeOptions. Out: how the judge is shown the document, with
the calls for each view and the keys of its verdicts.

Most documents are shown as they are. One in which text addresses its grader is shown twice: with that text covered,
which is the grade, and as it stands, which is a check of what the text would have changed. The check is made as the
grading is, by the same calls with the same seed, so that nothing but that text differs; but once, without re-asks and
risks.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reviewer.judge.quotes import Source
from reviewer.judge.requests import groups, opening, requests, risk_request, verdict_key
from reviewer.judge.shorter import told
from reviewer.model.judgement import JudgeOptions, Request
from reviewer.model.rubric import Rubric
from reviewer.model.subject import Subject

Ballot = tuple[str, int]
"""A criterion and the number of the vote, from 0."""


@dataclass(frozen=True, slots=True)
class View:
    """One way in which a review shows its document. `name` is part of the keys of its verdicts.

    `counts` is False for the check; `source` is where its quotes have to stand.
    """

    subject: Subject
    rubric: Rubric
    ids: frozenset[str]
    options: JudgeOptions
    source: Source
    counts: bool = True
    name: str = ""

    def keys(self) -> dict[Ballot, str]:
        """The content address of every verdict that this view is to bring."""
        key = verdict_key(self.subject, self.rubric, self.options, self.name)
        return {
            (criterion.id, vote): key(criterion, vote)
            for vote in range(max(1, self.options.votes))
            for criterion in self.rubric.criteria
            if criterion.id in self.ids
        }

    def calls(self, open_ballots: set[Ballot]) -> list[Request]:
        """The calls for these verdicts."""
        by_vote: dict[int, set[str]] = defaultdict(set)
        for criterion, vote in open_ballots:
            by_vote[vote].add(criterion)
        made = [
            call
            for vote in sorted(by_vote)
            for call in requests(self.subject, self.rubric, self.options, by_vote[vote], vote)
        ]
        return made if self.counts else [replace(call, purpose="check") for call in made]

    def risk_calls(self) -> list[Request]:
        """The call for the risks, if this view is asked for them."""
        wanted = self.options.risks and self.ids
        return [risk_request(self.subject, self.rubric, self.options)] if wanted else []

    def left_out_notes(self, calls: Sequence[Request]) -> list[str]:
        """What the calls for a long document do not show, one note for each group of criteria."""
        asked = {criterion for call in calls for criterion in call.criteria}
        notes = []
        for group in groups(self.rubric, asked, self.options):
            left_out = opening(self.subject, self.rubric, self.options, group.criteria).left_out
            if left_out:
                lines = told(left_out)
                notes.append(f"Too long for one call: for {group.title} the judge did not see {lines}.")
        return notes


def views(subject: Subject, rubric: Rubric, ids: frozenset[str], options: JudgeOptions) -> tuple[View, ...]:
    """The view that counts and then the check, if there is one; none for a document that only addresses its grader."""
    document = subject.document
    if not subject.covered:
        return (View(subject, rubric, ids, options, Source(document)),)
    if subject.cleared is None:
        return ()
    shown = subject.cleared.document
    name = "covered " + hashlib.sha256(shown.source.encode("utf-8", "surrogatepass")).hexdigest()
    once = replace(options, votes=1, risks=False)
    return (
        View(subject.cleared, rubric, ids, options, Source(shown, document), name=name),
        View(subject, rubric, ids, once, Source(document), counts=False, name="check"),
    )
