"""`reviewer agreement`: grades beside reference labels."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reviewer.cli.judging import JudgeFlags, judge_options, judging, limit_options, taken
from reviewer.errors import ConfigError

if TYPE_CHECKING:
    from reviewer.config import Settings
    from reviewer.model.grade import LLMGrade
    from reviewer.model.review import GradeItem, Review
    from reviewer.model.rubric import Rubric
    from reviewer.model.subject import Subject
    from reviewer.model.submission import Submission
    from reviewer.pipeline import Judge, Judged


@click.command("agreement")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--grader", type=click.Choice(["rules", "llm", "both"]), default="rules", show_default=True)
@click.option("--rubric", "ref", metavar="ID|PATH", help="Rubric to grade with.")
@judge_options
@limit_options
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write the grades to OUT/<id>.jsonl.")
@click.option("--worst", default=10, show_default=True, help="Show this many criteria with the least agreement.")
@click.option("--require", multiple=True, metavar="CONDITION", help='A gate such as "qwk>=0.6"; may be repeated.')
def command(
    folder: Path,
    grader: str,
    ref: str | None,
    out: Path | None,
    worst: int,
    require: tuple[str, ...],
    **flags: Any,
) -> None:
    """Grade DIR/docs/*.md and compare with the labels in DIR/labels/<id>.jsonl.

    Prints quadratic weighted kappa (over all pairs and inside the criteria), F1, accuracy, leniency (shift), how well
    documents are ranked, and how well the cited lines match. Exit code 1 if a --require is missed.
    """
    from reviewer import agreement
    from reviewer.config import load_settings
    from reviewer.rubric import load_rubric

    conditions = [agreement.parse_requirement(text) for text in require]
    judge_flags = taken(flags)
    settings = load_settings(flags={"rubric": ref, **flags})
    if out:
        out.mkdir(parents=True, exist_ok=True)
    grades = {}
    rubric = load_rubric(settings.rubric, settings.cache_dir)
    with grading(grader, settings, judge_flags, rubric) as grade:
        for document_id, labels in agreement.grade_folder(folder, grade):
            grades[document_id] = {label.criterion: label for label in labels}
            if out:
                agreement.write_labels(out, document_id, labels)
    if not (folder / "labels").is_dir():
        click.echo(f"No labels in {folder / 'labels'}: {len(grades)} documents graded, nothing to compare.", err=True)
        return
    figures = agreement.figures(agreement.read_labels(folder / "labels"), grades)
    click.echo(agreement.render(figures, worst))
    missed = [condition for condition in conditions if not condition.met_by(figures)]
    for condition in missed:
        click.echo(f"Missed: {condition}", err=True)
    if missed:
        sys.exit(1)


@contextmanager
def grading(
    grader: str, settings: Settings, flags: JudgeFlags, rubric: Rubric
) -> Iterator[Callable[[Submission], Review]]:
    """What reviews a document for a grader: rules alone, both together, or the judge alone.

    Raises ConfigError `option.grader` if the grader needs a model and none is set.
    """
    from reviewer.pipeline import review

    if grader == "rules":
        yield lambda submission: review(submission, rubric)
        return
    if settings.model is None or flags.no_llm:
        hint = "set --model PROVIDER:NAME or REVIEWER_MODEL, or use --grader rules"
        raise ConfigError(f"the grader {grader!r} needs a language model", code="option.grader", hint=hint)
    with judging(settings, flags) as judge:
        if grader == "both" or judge is None:
            yield lambda submission: review(submission, rubric, None, judge)
        else:
            yield lambda submission: judged_alone(submission, rubric, judge)


def judged_alone(submission: Submission, rubric: Rubric, judge: Judge) -> Review:
    """A review whose outcomes are those of the judge; where it gives none, the criterion is not assessed."""
    from reviewer.pipeline import review

    said: dict[str, LLMGrade] = {}

    async def heard(subject: Subject, rubric: Rubric, ids: frozenset[str]) -> Judged:
        judged = await judge(subject, rubric, ids)
        said.update({grade.criterion: grade for grade in judged.grades})
        return judged

    made = review(submission, rubric, None, heard)
    return made.model_copy(update={"grades": [_as_said(item, said.get(item.criterion)) for item in made.grades]})


def _as_said(item: GradeItem, grade: LLMGrade | None) -> GradeItem:
    from reviewer.model.review import EvidenceItem

    if grade is None:
        return item
    evidence = [EvidenceItem(lines=one.lines, quote=one.quote, status=one.status) for one in grade.evidence]
    said = {
        "status": grade.status,
        "level": grade.level,
        "why": grade.why,
        "reason": grade.reason,
        "evidence": evidence,
    }
    return item.model_copy(update=said)
