"""The order of the stages: a Submission and a Rubric in, a Review out. Nothing else knows it.

read → extract → rules.grade ┬→ decide → score
                 judge (LLM) ┘
                 findings ──────────────┘
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from reviewer import __version__, documents, facts, findings, rules, scoring, verdict
from reviewer.config import Suppression
from reviewer.documents.address import addresses_in, cleared, suspicious_lines
from reviewer.documents.lines import ranges_of
from reviewer.errors import ConfigError, PluginError
from reviewer.model.document import Document, Lines
from reviewer.model.finding import Finding
from reviewer.model.grade import LLMGrade, RuleGrade, Verdict
from reviewer.model.review import GradeItem, Review, Usage
from reviewer.model.rubric import Criterion, Profile, Rubric
from reviewer.model.subject import Kind, Subject
from reviewer.model.submission import Submission

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

SKIPPED = "skipped by option"
"""Why a criterion is not applicable that `only` or `skip` left out."""

CHILD_MEMORY_BYTES = 1_000_000_000
CHILD_TIMEOUT_S = 60.0
"""What converting one document may take. A 2 MB file of the worst kind stays well below both."""

HANDS = 2
"""Documents that one process reads and grades at once beside the calls of its judges."""

Result = TypeVar("Result")

_CONVERTED = frozenset({"html", "docx", "pdf"})


class ReviewOptions(BaseModel):
    """How one document is to be reviewed.

    `profile` and `kind` default to the rubric's and to a guess. `only` and `skip` name criteria or phases;
    `not_applicable` maps criteria to reasons. `local` says that the document is the user's own file: then its comments
    may accept findings. `question` is the task that it answers; a Submission's own question comes first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    profile: str | None = None
    kind: Kind | None = None
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    not_applicable: Mapping[str, str] = Field(default_factory=dict)
    suppress: tuple[Suppression, ...] = ()
    local: bool = False
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judge hands back: grades for some or all of the criteria it was asked for, risks, and what they took."""

    grades: tuple[LLMGrade, ...]
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


Judge = Callable[[Subject, Rubric, frozenset[str]], Awaitable[Judged]]
"""Grades the criteria with these ids."""


@dataclass(frozen=True)
class Begun:
    """A document as read, and how it is to be graded. `aside` maps criteria to why they are not graded.

    It can be pickled; the rubric stays behind, and `attached` puts it back.
    """

    subject: Subject
    rubric: Rubric
    profile: Profile
    kind_guessed: bool
    aside: Mapping[str, str]
    path: str | None = None

    @cached_property
    def asked(self) -> frozenset[str]:
        """The ids of the criteria that are to be graded."""
        return frozenset(criterion.id for criterion in self.rubric.criteria if criterion.id not in self.aside)

    def attached(self, rubric: Rubric) -> Self:
        """The same with the rubric that it was begun with."""
        return replace(self, rubric=rubric)

    def __getstate__(self) -> dict[str, Any]:
        return {one.name: None if one.name == "rubric" else getattr(self, one.name) for one in fields(self)}


@dataclass(frozen=True, kw_only=True)
class Prepared(Begun):
    """A document on its way: everything but the judge's grades."""

    graded: Mapping[str, RuleGrade]
    findings: tuple[Finding, ...]
    broken: tuple[PluginError, ...]


def review(
    submission: Submission, rubric: Rubric, options: ReviewOptions | None = None, judge: Judge | None = None
) -> Review:
    """Reviews one document. Works inside a running event loop too, which it blocks meanwhile.

    Raises DocumentError for a document that cannot be read and ConfigError for options that do not fit the rubric.
    """
    return read_and_review(submission, rubric, options, judge)[0]


def read_and_review(
    submission: Submission, rubric: Rubric, options: ReviewOptions | None = None, judge: Judge | None = None
) -> tuple[Review, Document]:
    """As `review`, with the document as read beside its Review, for formats that show both."""
    if judge is None:
        prepared = prepare(submission, rubric, options)
        return conclude(prepared, None), prepared.subject.document
    return _waited_for(_judged(submission, rubric, options or ReviewOptions(), judge))


async def review_async(
    submission: Submission, rubric: Rubric, options: ReviewOptions | None = None, judge: Judge | None = None
) -> Review:
    """Reviews one document without blocking the event loop; raises as `review` does."""
    return (await _judged(submission, rubric, options or ReviewOptions(), judge))[0]


def prepare(
    submission: Submission,
    rubric: Rubric,
    options: ReviewOptions | None = None,
    read: Callable[[Submission], Document] | None = None,
) -> Prepared:
    """Everything that needs no judge: the document read, its facts, its findings, the grades of the rules.

    `read` is how the document is read (default: `read_document`). Raises as `review` does.
    """
    options = options or ReviewOptions()
    return _graded(_begun(submission, rubric, options, read or read_document), options)


def check_options(rubric: Rubric, options: ReviewOptions) -> None:
    """Raises ConfigError for options that do not fit the rubric, as a review with them would."""
    _profile(rubric, options.profile)
    _set_aside(rubric, options)


def provisional(prepared: Prepared, criterion_id: str, llm: LLMGrade | None = None) -> GradeItem:
    """The outcome of one criterion as far as it is known, for showing a review under way; what it gains comes later."""
    verdict = _verdict(prepared, prepared.rubric.criterion(criterion_id), llm)
    return scoring.grade_item(prepared.rubric, verdict, prepared.subject.kind, prepared.profile, __version__)


async def _judged(
    submission: Submission, rubric: Rubric, options: ReviewOptions, judge: Judge | None
) -> tuple[Review, Document]:
    """The rules grade while the judge waits for its model."""
    import asyncio

    begun = await _in_turn(_begun, submission, rubric, options)
    judging = asyncio.ensure_future(judge(begun.subject, rubric, begun.asked)) if judge else None
    try:
        prepared = await _in_turn(_graded, begun, options)
    except BaseException:
        if judging is not None:
            judging.cancel()
        raise
    judged = await judging if judging is not None else None
    return await _in_turn(conclude, prepared, judged), begun.subject.document


async def _in_turn(work: Callable[..., Result], *given: object) -> Result:
    """What `work` makes of what it is given, in a thread, with few others at a time."""
    import asyncio

    return await asyncio.get_running_loop().run_in_executor(_hands(), work, *given)


@cache
def _hands() -> ThreadPoolExecutor:
    """Threads that read and grade. More would only take turns, and first calls and the event loop wait for them all."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(HANDS, "review")


def read_document(submission: Submission) -> Document:
    """The document as read. HTML, DOCX and PDF are converted in a child process with limits on memory and time.

    Raises DocumentError with one of the codes that its class lists.
    """
    media = documents.media_of(submission)
    if media not in _CONVERTED:
        return documents.read(submission)
    from reviewer.sandbox import convert_in_child

    text = convert_in_child(submission, media, memory_bytes=CHILD_MEMORY_BYTES, timeout_s=CHILD_TIMEOUT_S)
    return documents.read(submission, converted=text)


def read_here(submission: Submission) -> Document:
    """As `read_document`, all in this process: for one that is confined itself."""
    media = documents.media_of(submission)
    if media not in _CONVERTED:
        return documents.read(submission)
    from reviewer.documents.convert import convert

    return documents.read(submission, converted=convert(submission, media))


def _waited_for(work: Coroutine[Any, Any, Result]) -> Result:
    """The result of asynchronous work, in a loop of its own on a thread of its own."""
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()


def _begun(
    submission: Submission,
    rubric: Rubric,
    options: ReviewOptions,
    read: Callable[[Submission], Document] = read_document,
) -> Begun:
    profile = _profile(rubric, options.profile)
    aside = _set_aside(rubric, options)
    subject = _subject(read(submission), submission, rubric, options)
    return Begun(subject, rubric, profile, options.kind is None, aside, submission.path)


def _graded(begun: Begun, options: ReviewOptions) -> Prepared:
    subject, rubric = begun.subject, begun.rubric
    loaded, broken = findings.kinds()
    found = findings.find(subject, loaded, suppressions=options.suppress, local=options.local)
    tricked = subject.cleared is not None
    graded = rules.grade(
        subject.cleared or subject, rubric, [one.id for one in rubric.criteria if one.id in begun.asked]
    )
    return Prepared(
        subject=subject,
        rubric=rubric,
        profile=begun.profile,
        kind_guessed=begun.kind_guessed,
        aside=begun.aside,
        path=begun.path,
        graded={grade.criterion: _quoted(grade, subject.document) if tricked else grade for grade in graded},
        findings=found,
        broken=broken,
    )


def _covered(subject: Subject, rubric: Rubric) -> Subject:
    """The subject with what addresses its grader told apart, so that such text earns nothing and changes nothing."""
    lines = suspicious_lines(subject.document, addresses_in(subject))
    if not lines:
        return subject
    document = cleared(subject.document, addresses_in(subject))
    clear = None
    if document is not subject.document:
        clear = replace(subject, document=document, facts=facts.extract(document, rubric.vocabulary))
    return replace(subject, covered=ranges_of(lines), cleared=clear)


def _quoted(grade: RuleGrade, document: Document) -> RuleGrade:
    """A grade of the cleared text with quotes from the document itself: whole lines where a trick stood inside one."""
    evidence = [
        one if one.quote in document.source else replace(one, quote=_lines(document, one.lines))
        for one in grade.evidence
    ]
    return replace(grade, evidence=tuple(evidence))


def _lines(document: Document, lines: Lines) -> str:
    starts = (*document.line_starts, len(document.source))
    return document.source[starts[lines[0] - 1] : starts[lines[1]]].strip()


def _subject(document: Document, submission: Submission, rubric: Rubric, options: ReviewOptions) -> Subject:
    facts.refuse_costly(document)
    subject = Subject(
        document=document,
        facts=facts.extract(document, rubric.vocabulary),
        kind=options.kind or scoring.guess_kind(document),
        question=submission.question or options.question,
    )
    return _covered(subject, rubric)


def conclude(prepared: Prepared, judged: Judged | None) -> Review:
    """The Review of a prepared document, with what a judge said of it, if one was asked."""
    said = {grade.criterion: grade for grade in judged.grades} if judged else {}
    circumstances = scoring.Circumstances(
        profile=prepared.profile.id,
        engine=__version__,
        created_at=datetime.now(UTC),
        kind_guessed=prepared.kind_guessed,
        notes=tuple(_notes(prepared, judged)),
        usage=judged.usage if judged else Usage(),
        path=prepared.path,
    )
    verdicts = [_verdict(prepared, criterion, said.get(criterion.id)) for criterion in prepared.rubric.criteria]
    found = (*prepared.findings, *(judged.findings if judged else ()))
    review = scoring.score(prepared.subject, prepared.rubric, verdicts, found, circumstances)
    if SKIPPED in prepared.aside.values():
        return review.model_copy(update={"band": None, "supports": None})
    return review


def _verdict(prepared: Prepared, criterion: Criterion, llm: LLMGrade | None) -> Verdict:
    if criterion.id in prepared.aside:
        return Verdict(criterion.id, "not_applicable", why=prepared.aside[criterion.id])
    return verdict.decide(criterion, prepared.rubric, prepared.graded[criterion.id], llm, prepared.subject)


def _profile(rubric: Rubric, profile_id: str | None) -> Profile:
    known = [profile.id for profile in rubric.profiles]
    wanted = profile_id or rubric.default_profile
    if wanted not in known:
        raise _unknown("profile", wanted, known, rubric)
    return rubric.profile(wanted)


def _set_aside(rubric: Rubric, options: ReviewOptions) -> dict[str, str]:
    """Why the options leave a criterion out, by id. A stated reason comes before `only` and `skip`."""
    ids = [criterion.id for criterion in rubric.criteria]
    for criterion_id in options.not_applicable:
        if criterion_id not in ids:
            raise _unknown("criterion", criterion_id, ids, rubric)
    kept = _named(rubric, options.only) if options.only else set(ids)
    skipped = (set(ids) - kept) | _named(rubric, options.skip)
    if skipped == set(ids):
        raise ConfigError("no criterion is left to grade", code="option.nothing_left", hint="check `only` and `skip`")
    return {**dict.fromkeys(skipped, SKIPPED), **options.not_applicable}


def _named(rubric: Rubric, names: Iterable[str]) -> set[str]:
    """The criteria that these ids of criteria and phases stand for."""
    ids = {criterion.id for criterion in rubric.criteria}
    phases = {phase.id for phase in rubric.phases}
    found: set[str] = set()
    for name in names:
        if name in phases:
            found |= {criterion.id for criterion in rubric.criteria if criterion.phase == name}
        elif name in ids:
            found.add(name)
        else:
            raise _unknown("criterion", name, [*ids, *phases], rubric)
    return found


def _unknown(what: str, name: str, known: Iterable[str], rubric: Rubric) -> ConfigError:
    known = sorted(known)
    near = get_close_matches(name, known, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else f"`reviewer rubric show {rubric.id}` lists what there is"
    return ConfigError(f"rubric {rubric.id} has no {what} {name!r}", code=f"option.{what}", hint=hint)


def _notes(prepared: Prepared, judged: Judged | None) -> list[str]:
    aside = prepared.aside
    notes = scoring.notes(
        prepared.subject,
        prepared.rubric,
        judged=judged is not None,
        kind_guessed=prepared.kind_guessed,
        left_out=len(aside),
        skipped=SKIPPED in aside.values(),
    )
    missing = [f"A kind of finding is missing: {error.message}." for error in prepared.broken]
    return [*notes, *missing, *(judged.notes if judged else ())]
