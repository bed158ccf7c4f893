"""The whole way from bytes to a Review, with a rubric made by hand."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from dataclasses import dataclass

import pytest
from samples import Pack, criterion

from reviewer.config import Suppression
from reviewer.errors import ConfigError, DocumentError
from reviewer.model.grade import Evidence, LLMGrade
from reviewer.model.review import Usage
from reviewer.model.rule import Match, Span
from reviewer.model.submission import Submission
from reviewer.pipeline import SKIPPED, Judged, ReviewOptions, read_and_review, read_document, review, review_async

TEXT = b"""# Design a seat shop

## Functional requirements

Visitors reserve up to six seats for ten minutes.

## Stores

Orders go to Postgres, which keeps them for seven years.

![stores](stores.png)

## Outlook

<!-- reviewer: ignore empty-section comes in May -->
"""
SEATS = Submission(name="seats.md", data=TEXT)


@dataclass(frozen=True)
class Says:
    """A rule that holds where the text has a word."""

    word: str

    def match(self, subject):
        start = subject.document.source.find(self.word)
        if start < 0:
            return Match(holds=False)
        end = subject.document.source.index("\n", start)
        return Match(True, (Span(start, end, subject.document.lines_of(start, end)),), (f"'{self.word}'",))

    def concepts(self):
        return frozenset()


def rules(word: str):
    return {"met": Says(word)}


RUBRIC = Pack(
    [
        criterion("functional.system", rules=rules("Visitors")),
        criterion("data.store_choice", rules=rules("Postgres")),
        criterion("data.sharding", rules=rules("shard key")),
    ]
).made()


def by_id(result):
    return {grade.criterion: grade for grade in result.grades}


def test_from_bytes_to_a_review() -> None:
    result = review(SEATS, RUBRIC)
    assert [(grade.criterion, grade.level) for grade in result.grades] == [
        ("functional.system", "met"),
        ("data.store_choice", "met"),
        ("data.sharding", "missing"),
    ]
    assert (result.score, result.coverage, result.profile, result.band) == (75.0, 1.0, "mid", "hire")
    assert by_id(result)["data.store_choice"].evidence[0].lines == (9, 9)
    assert (result.document.name, result.document.kind, result.document.kind_guessed) == ("seats.md", "answer", True)
    assert result.created_at.tzinfo is not None
    assert result.grades[0].made_by.engine


def test_a_review_can_be_had_with_its_document() -> None:
    result, document = read_and_review(SEATS, RUBRIC)
    assert result.document.sha256 == document.sha256


def test_what_is_said_up_front() -> None:
    assert review(SEATS, RUBRIC).notes == [
        "Graded by rules against Sample 1.0.0.",
        "Its kind was not given; its form is that of an answer.",
        "1 picture was not read: only the text is graded.",
    ]
    told = review(SEATS, RUBRIC, ReviewOptions(kind="answer"))
    assert told.notes[1:] == ["1 picture was not read: only the text is graded."]
    assert not told.document.kind_guessed


def test_a_language_that_the_rules_do_not_read() -> None:
    text = "# Laden\n\nDer Dienst schreibt die Bestellungen in die Datenbank und die Nutzer warten nicht auf sie.\n"
    result = review(Submission(name="laden.md", data=text.encode()), RUBRIC)
    assert {grade.why for grade in result.grades} == {"language"}
    assert (result.score, result.coverage) == (None, 0.0)
    assert result.notes[1] == "The rules read English; this document's language is de."


def test_only_and_skip_take_criteria_and_phases() -> None:
    only = review(SEATS, RUBRIC, ReviewOptions(only=("data",), skip=("data.sharding",)))
    assert [(grade.status, grade.why) for grade in only.grades] == [
        ("not_applicable", SKIPPED),
        ("graded", None),
        ("not_applicable", SKIPPED),
    ]
    assert only.score == 100.0
    assert only.notes[-1] == "2 criteria were left out by request, so that there is no band."
    assert (only.band, only.supports) == (None, None)


def test_something_must_be_left_to_grade() -> None:
    with pytest.raises(ConfigError, match="no criterion is left"):
        review(SEATS, RUBRIC, ReviewOptions(only=("data",), skip=("data",)))


def test_not_applicable_with_the_users_reason() -> None:
    options = ReviewOptions(not_applicable={"data.sharding": "one box is enough"}, skip=("data.sharding",))
    item = by_id(review(SEATS, RUBRIC, options))["data.sharding"]
    assert (item.status, item.level, item.why, item.decided_by) == ("not_applicable", None, "one box is enough", None)


@pytest.mark.parametrize(
    ("options", "code", "hint"),
    [
        ({"only": ("data.store_choise",)}, "option.criterion", "data.store_choice"),
        ({"skip": ("functionl",)}, "option.criterion", "functional"),
        ({"not_applicable": {"data.shard": "x"}}, "option.criterion", "data.sharding"),
        ({"only": ("zzz",)}, "option.criterion", "reviewer rubric show sample"),
        ({"profile": "midd"}, "option.profile", "did you mean mid?"),
    ],
)
def test_options_that_do_not_fit_the_rubric(options, code, hint) -> None:
    with pytest.raises(ConfigError) as caught:
        review(SEATS, RUBRIC, ReviewOptions(**options))
    assert caught.value.code == code
    assert hint in (caught.value.hint or "")


def test_findings_and_whose_comments_count() -> None:
    own = {f.rule: f.suppressed for f in review(SEATS, RUBRIC, ReviewOptions(local=True)).findings}
    assert own == {"unread-image": None, "empty-section": "comes in May"}
    foreign = {f.rule: f.suppressed for f in review(SEATS, RUBRIC).findings}
    assert foreign == {"unread-image": None, "empty-section": None}
    settings = ReviewOptions(suppress=(Suppression(rule="unread-image", reason="a logo"),))
    assert {f.rule: f.suppressed for f in review(SEATS, RUBRIC, settings).findings}["unread-image"] == "a logo"


def test_a_document_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(DocumentError):
        review(Submission(name="empty.md", data=b""), RUBRIC)


async def judge(subject, rubric, criteria):
    await asyncio.sleep(0)
    quote = (Evidence((9, 9), "Orders go to Postgres"),)
    grades = tuple(
        LLMGrade(one, "graded", level="partial", evidence=quote, step="Say why.") for one in sorted(criteria)
    )
    return Judged(grades[:1], Usage(calls=1), (f"Asked for {', '.join(sorted(criteria))}.",))


def test_a_judge_is_asked_for_what_is_graded_and_the_rest_is_the_rules() -> None:
    result = review(SEATS, RUBRIC, ReviewOptions(skip=("functional",)), judge)
    assert [(grade.criterion, grade.decided_by, grade.level) for grade in result.grades] == [
        ("functional.system", None, None),
        ("data.store_choice", "rules", "met"),
        ("data.sharding", "llm", "partial"),
    ]
    assert result.usage.calls == 1
    assert result.notes[0] == "Graded by a judge and rules against Sample 1.0.0."
    assert result.notes[-1] == "Asked for data.sharding, data.store_choice."
    assert result.lift[0].step == "Say why."


@pytest.mark.parametrize("with_judge", [False, True])
def test_the_synchronous_edge_works_inside_a_running_loop(with_judge) -> None:
    async def inside():
        return review(SEATS, RUBRIC, None, judge if with_judge else None)

    assert len(asyncio.run(inside()).grades) == 3


def test_the_asynchronous_edge() -> None:
    async def both():
        return await asyncio.gather(review_async(SEATS, RUBRIC), review_async(SEATS, RUBRIC, None, judge))

    by_rules, by_judge = asyncio.run(both())
    assert by_rules.grades == review(SEATS, RUBRIC).grades
    assert by_judge.usage.calls == 1


def test_a_judge_that_fails_fails_loudly() -> None:
    async def broken(subject, rubric, criteria):
        raise RuntimeError("no connection")

    with pytest.raises(RuntimeError, match="no connection"):
        review(SEATS, RUBRIC, None, broken)


def test_html_is_converted_in_a_child_process() -> None:
    html = (
        b"<html><body><h1>Seat shop</h1><p>Orders go to Postgres, which keeps them for seven years.</p></body></html>"
    )
    document = read_document(Submission(name="seats.html", data=html))
    assert document.media == "html"
    assert "Orders go to Postgres" in document.source


def test_reviewing_by_rules_needs_no_event_loop() -> None:
    probe = "import sys, reviewer.pipeline; print('asyncio' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
