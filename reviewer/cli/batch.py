"""`reviewer batch`: many answers in; a folder of reviews, feedback and tables out, and a summary on stdout."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reviewer import children
from reviewer.cli.judging import judge_options, limit_options, taken

if TYPE_CHECKING:
    from reviewer.batch.cohort import Cohort
    from reviewer.cli.batch_run import Ended
    from reviewer.config import Settings

EPILOG = """\b
Examples:
  reviewer batch answers/ --out graded
  reviewer batch 'answers/**/*.md' --out graded --feedback html --question @task.md
  reviewer batch answers.csv --out graded --model openai:gpt-4.1-mini --max-cost 5
  reviewer batch answers.zip --out graded --blind --points 20
  reviewer batch answers/ --out graded --only ann-novak       one answer again
  reviewer batch answers/ --out graded --dry-run              what there is to do, and what it would cost

\b
The same command again goes on where the last one ended, and grades again only what changed.
"""

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_SEVERITIES = ("note", "warning", "error")


def _share(_ctx: click.Context, _param: click.Parameter, value: str | None) -> float | None:
    """A number of answers, or a share of them such as 10%."""
    if value is None:
        return None
    try:
        size = float(value.removesuffix("%")) / 100 if value.endswith("%") else float(int(value))
    except ValueError:
        size = -1.0
    if size <= 0 or (value.endswith("%") and size >= 1):
        raise click.BadParameter("give a number of answers, such as 20, or a share, such as 10%")
    return size


@click.command("batch", epilog=EPILOG)
@click.argument("inputs", nargs=-1, required=True, metavar="IN...")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the results.")
@click.option("--feedback", type=click.Choice(["none", "md", "html"]), default="md", show_default=True)
@click.option("--rubric", metavar="ID|PATH", help="Rubric to grade against (default: system-design).")
@click.option("--profile", metavar="P", help="Whom to measure against: junior, mid, senior or staff (default: mid).")
@click.option("--kind", type=click.Choice(["answer", "design_doc"]), help="What the answers are; guessed if not given.")
@click.option("--question", metavar="TEXT|@FILE", help="The task, for answers that name none.")
@click.option("--questions", type=_FILE, metavar="TOML", help="Questions by id, with expected points.")
@click.option("--roster", type=_FILE, metavar="CSV", help="Who should have answered: id, author, further columns.")
@click.option("--blind", is_flag=True, help="Grade under salted ids; the map of names is kept apart.")
@click.option("--names", type=click.Path(dir_okay=False, path_type=Path), help="Where --blind keeps it: OUT.names.csv.")
@click.option("--only", multiple=True, metavar="ID", help="This answer, criterion or phase only; may be repeated.")
@click.option("--skip", multiple=True, metavar="ID", help="Leave out this criterion or phase; may be repeated.")
@click.option("--retry-errors", is_flag=True, help="Try again what ended in error or lacks grades of the judge.")
@click.option("--dry-run", is_flag=True, help="Say what there is to do and what it would cost; grade nothing.")
@click.option("--overrides", type=_FILE, metavar="CSV", help="Levels that you corrected: id, criterion, level, note.")
@click.option("--points", type=click.FloatRange(min=0, min_open=True), metavar="N", help="Also give scores out of N.")
@click.option(
    "--anchors",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Graded examples to score again: docs/*.md and labels/<id>.jsonl.",
)
@click.option("--double", callback=_share, metavar="N|N%", help="Let the judge grade so many answers twice.")
@judge_options
@limit_options
@click.option("--concurrency", type=click.IntRange(1, 256), default=16, show_default=True, help="Calls at a time.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes that read and grade (default: processors).")
@click.option("--server", metavar="URL", help="Let a review service grade; its key is taken from REVIEWER_SERVER_KEY.")
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="SCORE", help="Exit code 1 if a score is below.")
@click.option("--fail-on", type=click.Choice(_SEVERITIES), help="Exit code 1 on a finding this severe or worse.")
@click.option("--format", "output", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
def command(inputs: tuple[str, ...], output: str, question: str | None, **flags: Any) -> None:
    """Grade many answers: a folder, a pattern, a ZIP file, or a table (CSV or JSONL with id, text or path, question,
    author).

    Writes OUT/summary.csv, grades.csv, batch.html, reviews/, feedback/ and manifest.json. Exit code 3 if an answer
    ended in error; it is a row of the summary like the others.
    """
    if are_read_here(inputs, flags["server"]):
        children.begin()
    from reviewer.cli.batch_run import BatchFlags, run_batch
    from reviewer.cli.review import question_text
    from reviewer.config import load_settings

    judge_flags = taken(flags)
    ours = {name: flags.pop(name) for name in BatchFlags.__slots__ if name in flags}
    settings = load_settings(flags=flags)
    ended = run_batch(settings, judge_flags, BatchFlags(inputs=inputs, question=question_text(question), **ours))
    if ended is None:
        return
    _show(ended, output)
    sys.exit(_exit_code(ended, settings))


def are_read_here(inputs: tuple[str, ...], server: str | None) -> bool:
    """Whether this machine grades the answers, and they are where they are said to be."""
    return server is None and all(Path(one).exists() for one in inputs)


def _show(ended: Ended, output: str) -> None:
    if output == "json":
        click.echo(json.dumps(ended.manifest, indent=2, ensure_ascii=False))
        return
    cohort: Cohort = ended.cohort
    counts = ", ".join(f"{count:,} {status}" for status, count in sorted(cohort.statuses.items()))
    click.echo(f"{ended.out}: {counts or 'no answers'}")
    spread = cohort.spread()
    if spread is not None:
        click.echo(
            f"  scores: median {spread.median:.1f}, mean {spread.mean:.1f}, {spread.low:.1f} to {spread.high:.1f}"
        )
    if ended.pending:
        click.echo(f"  {ended.pending:,} answers are not graded yet; the same command goes on with them")
    look = len(cohort.to_look_at())
    if look:
        click.echo(f"  {look:,} should be read by a person: see {ended.out / 'batch.html'}")


def _exit_code(ended: Ended, settings: Settings) -> int:
    """130 after Ctrl-C; 3 if a row ended in error or the run stopped early; 1 if a gate is missed; else 0."""
    if ended.interrupted:
        return 130
    if ended.cohort.statuses["error"] or ended.stopped:
        return 3
    missed = False
    if settings.fail_under is not None:
        below = sum(score < settings.fail_under for score in ended.cohort.scores())
        if below:
            click.echo(f"Gate missed: {below} answers score below {settings.fail_under:g}.", err=True)
            missed = True
    if settings.fail_on is not None:
        severe = _SEVERITIES[_SEVERITIES.index(settings.fail_on) :]
        found = sum(any(count[one] for one in severe) for count in ended.cohort.severities)
        if found:
            words = f"{found} answers have findings of severity {settings.fail_on} or worse"
            click.echo(f"Gate missed: {words}.", err=True)
            missed = True
    return 1 if missed else 0
