"""`reviewer review`: files and settings in; reviews on stdout, talk on stderr, gates in the exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from reviewer.cli.judging import JudgeFlags, judge_options, judging, limit_options, taken
from reviewer.cli.source import open_submission
from reviewer.errors import ConfigError, ReviewerError, WorkError

if TYPE_CHECKING:
    from reviewer.config import Settings
    from reviewer.model.document import Document
    from reviewer.model.review import Review
    from reviewer.pipeline import ReviewOptions

EPILOG = """\b
Examples:
  reviewer review design.md
  reviewer review --profile senior --kind answer design.md
  reviewer review --only nonfunctional --only api.semantics design.md
  reviewer review --format json *.md > reviews.json
  reviewer review --model openai:gpt-4.1-mini --max-cost 0.20 design.md
  reviewer review --fail-under 60 --fail-on error design.md     as a gate: exit code 1 if missed
"""

_SEVERITIES = ("note", "warning", "error")


@click.command("review", epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="FILE...")
@click.option("--rubric", metavar="ID|PATH", help="Rubric to grade against (default: system-design).")
@click.option("--profile", metavar="P", help="Whom to measure against: junior, mid, senior or staff (default: mid).")
@click.option("--kind", type=click.Choice(["answer", "design_doc"]), help="What the document is; guessed if not given.")
@judge_options
@limit_options
@click.option(
    "--format",
    "output",
    default="terminal",
    show_default=True,
    metavar="FORMAT",
    help="terminal, json, markdown, html, sarif, github, junit or an installed report format.",
)
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="SCORE", help="Exit code 1 if a score is below.")
@click.option("--fail-on", type=click.Choice(_SEVERITIES), help="Exit code 1 on a finding this severe or worse.")
@click.option("--only", multiple=True, metavar="ID", help="Grade this criterion or phase only; may be repeated.")
@click.option("--skip", multiple=True, metavar="ID", help="Leave out this criterion or phase; may be repeated.")
@click.option("--question", metavar="TEXT|@FILE", help="The task that the document answers.")
def command(
    paths: tuple[str, ...],
    output: str,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    question: str | None,
    **flags: Any,
) -> None:
    """Review design documents (Markdown, text, HTML, .docx, .pdf; - for standard input).

    Grades every criterion of the rubric, quotes the lines that earned each grade, and says what would lift the score
    most. One file gives one review; several give one after the other, or a JSON array.
    """
    from reviewer.config import load_settings

    judge_flags = taken(flags)
    settings = load_settings(flags=flags)
    files = list(paths) or [str(path) for path in settings.paths]
    if not files:
        raise click.UsageError("name at least one FILE, or - to read standard input")
    options = review_options(settings, only, skip, question_text(question))
    results, stopped = finished(reviewed(files, settings, options, judge_flags))
    done = [result for result in results if result]
    if done or stopped is None:
        show(done, output, len(files))
    if stopped is not None:
        click.echo(f"{len(results)} of {len(files)} documents were reviewed.", err=True)
        raise stopped
    sys.exit(exit_code(results, settings))


def finished(
    results: Iterator[tuple[Review, Document] | None],
) -> tuple[list[tuple[Review, Document] | None], WorkError | None]:
    """The results up to the first work that could not be done, and why; what was paid for is not thrown away."""
    done: list[tuple[Review, Document] | None] = []
    try:
        done.extend(results)
    except WorkError as error:
        return done, error
    return done, None


def review_options(
    settings: Settings, only: tuple[str, ...], skip: tuple[str, ...], question: str | None
) -> ReviewOptions:
    """How the settings and flags want each document to be reviewed."""
    from reviewer.pipeline import ReviewOptions

    return ReviewOptions(
        profile=settings.profile,
        kind=settings.kind,
        only=only,
        skip=skip,
        not_applicable=settings.not_applicable,
        suppress=settings.suppress,
        local=True,
        question=question,
    )


def question_text(question: str | None) -> str | None:
    """The text of --question; `@FILE` reads it from a file."""
    if question is None or not question.startswith("@"):
        return question
    return open_submission(question[1:]).data.decode("utf-8", "replace")


def reviewed(
    files: list[str], settings: Settings, options: ReviewOptions, flags: JudgeFlags
) -> Iterator[tuple[Review, Document] | None]:
    """One review after the other; None for a file that cannot be read, which is reported and does not stop the rest."""
    from reviewer.pipeline import read_and_review
    from reviewer.rubric import load_rubric

    rubric = load_rubric(settings.rubric, settings.cache_dir)
    with judging(settings, flags) as judge:
        for file in progress(files):
            try:
                yield read_and_review(open_submission(file), rubric, options, judge)
            except (ConfigError, WorkError):
                raise
            except ReviewerError as error:
                click.echo(f"Error: {error}" if error.where else f"Error: {file}: {error}", err=True)
                yield None


def progress(files: list[str]) -> Iterator[str]:
    """The files one by one; a bar on stderr where there are several and a person looks on."""
    if len(files) < 2 or not sys.stderr.isatty():
        yield from files
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(files, description="Reviewing", console=Console(stderr=True), transient=True)


def show(results: list[tuple[Review, Document]], output: str, asked_for: int) -> None:
    """Prints the reviews: JSON of one file is an object, of several an array."""
    from reviewer.cli.look import look_here
    from reviewer.report import render, render_all

    look = look_here()
    if asked_for > 1:
        click.echo(render_all(results, format=output, look=look))
    for review, document in results if asked_for == 1 else []:
        click.echo(render(review, document, format=output, look=look))


def exit_code(results: list[tuple[Review, Document] | None], settings: Settings) -> int:
    """2 if a file could not be read, 3 if a gate cannot be judged, 1 if a gate is missed, else 0."""
    if any(result is None for result in results):
        return 2
    gates = [gate(result[0], settings) for result in results if result]
    return 3 if 3 in gates else max(gates, default=0)


def gate(review: Review, settings: Settings) -> int:
    """How one review stands against the gates that are set, told on stderr where it fails."""
    name = review.document.name
    if settings.fail_under is not None:
        if review.score is None:
            click.echo(f"Gate: {name} has no score, so --fail-under cannot be judged.", err=True)
            return 3
        if review.score < settings.fail_under:
            click.echo(f"Gate missed: {name} scores {review.score:.1f}, below {settings.fail_under:g}.", err=True)
            return 1
    if settings.fail_on is not None:
        severe = _SEVERITIES[_SEVERITIES.index(settings.fail_on) :]
        count = sum(one.severity in severe and one.suppressed is None for one in review.findings)
        if count:
            click.echo(f"Gate missed: {name} has {count} findings of severity {settings.fail_on} or worse.", err=True)
            return 1
    return 0
