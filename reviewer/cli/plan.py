"""`reviewer plan`: what judging with a language model would take. Files and settings in; figures on stdout."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from reviewer.cli.judging import JudgeFlags, judge_options, options_of, taken, told
from reviewer.cli.source import open_submission

if TYPE_CHECKING:
    from reviewer.config import Settings
    from reviewer.judge.kept import VerdictStore
    from reviewer.judge.plan import Plan
    from reviewer.judge.prices import Price
    from reviewer.model.judgement import JudgeOptions
    from reviewer.model.rubric import Rubric
    from reviewer.model.subject import Subject
    from reviewer.pipeline import Judged, ReviewOptions

EPILOG = """\b
Examples:
  reviewer plan design.md                                 with the model of REVIEWER_MODEL
  reviewer plan --model openai:gpt-4.1-mini --votes 3 *.md
"""


@click.command("plan", epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--rubric", metavar="ID|PATH", help="Rubric to grade against (default: system-design).")
@click.option("--kind", type=click.Choice(["answer", "design_doc"]), help="What the document is; guessed if not given.")
@click.option("--only", multiple=True, metavar="ID", help="Plan for this criterion or phase only; may be repeated.")
@click.option("--skip", multiple=True, metavar="ID", help="Leave out this criterion or phase; may be repeated.")
@click.option("--question", metavar="TEXT|@FILE", help="The task that the document answers.")
@click.option("--format", "output", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
@judge_options
def command(
    paths: tuple[str, ...],
    only: tuple[str, ...],
    skip: tuple[str, ...],
    question: str | None,
    output: str,
    **flags: Any,
) -> None:
    """Show what the calls of a review would be: how many, how many tokens, what they cost. Calls nothing.

    Verdicts that an earlier review left in the cache folder are not counted. Without a model, calls and tokens are
    told but no cost; re-asks and retries come on top.
    """
    from reviewer.cli.review import question_text, review_options
    from reviewer.config import load_settings

    judge_flags = taken(flags)
    settings = load_settings(flags=flags)
    options = review_options(settings, only, skip, question_text(question))
    plans = [(path, made) for path, made in _planned(paths, settings, judge_flags, options)]
    if output == "json":
        click.echo(json.dumps([{"document": path, **asdict(made)} for path, made in plans], indent=2))
        return
    for path, made in plans:
        click.echo(f"{path}: {told(made)}")
        click.echo(f"  {made.shared_share:.0%} of the prompt text is the same in all calls;", nl=False)
        click.echo(f" {made.verdicts_known} of {made.verdicts} verdicts are known already")
        for note in made.notes:
            click.echo(f"  {note}")


def _planned(
    paths: tuple[str, ...], settings: Settings, flags: JudgeFlags, options: ReviewOptions
) -> Iterator[tuple[str, Plan]]:
    """The plan of each document, made by a judge that is asked for its grades and counts instead."""
    from reviewer.judge.plan import known_keys, plan
    from reviewer.pipeline import Judged, review
    from reviewer.rubric import load_rubric

    rubric = load_rubric(settings.rubric, settings.cache_dir)
    judge_options, price = _model(settings, flags)
    made: list[Plan] = []
    with _replies(settings) as replies:

        async def count(subject: Subject, rubric: Rubric, ids: frozenset[str]) -> Judged:
            known = known_keys(subject, rubric, ids, judge_options, replies)
            made.append(plan(subject, rubric, ids, judge_options, price, known))
            return Judged(())

        for path in paths:
            review(open_submission(path), rubric, options, count)
            yield path, made[-1]


def _model(settings: Settings, flags: JudgeFlags) -> tuple[JudgeOptions, Price | None]:
    """How the model that is set would judge, and its price; a plan needs no key."""
    from reviewer.judge.prices import load_prices
    from reviewer.judge.providers import provider
    from reviewer.model.judgement import JudgeOptions

    if settings.model is None or flags.no_llm:
        return JudgeOptions(model="", batch=flags.batch, votes=flags.votes), None
    found = provider(settings.model, api_key="none")
    return options_of(found, flags), load_prices().find(found.ref, found.host)


@contextmanager
def _replies(settings: Settings) -> Iterator[VerdictStore | None]:
    """The replies file if there is one; none is made."""
    from reviewer.store.replies import FILE_NAME, Replies

    path = settings.cache_dir / FILE_NAME
    if not path.is_file():
        yield None
        return
    replies = Replies(path)
    try:
        yield replies
    finally:
        replies.close()
