"""`reviewer facts`: what is read out of a document, without grading it."""

from __future__ import annotations

import click

from reviewer.cli.source import open_submission


@click.command("facts")
@click.argument("path", metavar="FILE")
@click.option("--format", "output", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
@click.option("--rubric", "ref", metavar="ID|PATH", help="The rubric whose vocabulary is used.")
def command(path: str, output: str, ref: str | None) -> None:
    """Show what is read out of FILE (- for standard input): its sums, re-done, wrong ones first; diagrams as graphs
    with their single points of failure; quantities, operations, schema, and what could not be read.

    Always ends with exit code 0 if the document could be read.
    """
    from reviewer.cli.look import look_here
    from reviewer.config import load_settings
    from reviewer.facts import extract
    from reviewer.pipeline import read_document
    from reviewer.report import render_facts
    from reviewer.rubric import load_rubric

    document = read_document(open_submission(path))
    settings = load_settings(flags={"rubric": ref})
    rubric = load_rubric(settings.rubric, settings.cache_dir)
    facts = extract(document, rubric.vocabulary)
    click.echo(render_facts(document, facts, "json" if output == "json" else "terminal", look_here()))
