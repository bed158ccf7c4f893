"""`reviewer text`: the text as read, which is what line numbers refer to."""

from __future__ import annotations

import click

from reviewer.cli.source import open_submission


@click.command("text")
@click.argument("path", metavar="FILE")
@click.option("--number/--no-number", default=False, help="Print line numbers before the lines.")
def command(path: str, number: bool) -> None:
    """Print the text of FILE as the reviewer reads it (- for standard input).

    For Markdown and plain text that is the source itself; for HTML, Word and PDF it is the text taken out of them.
    The line numbers of reviews and facts refer to this text.
    """
    from reviewer.pipeline import read_document

    document = read_document(open_submission(path))
    if not number:
        click.echo(document.source, nl=not document.source.endswith("\n"))
        return
    width = len(str(document.line_count))
    for line in range(1, document.line_count + 1):
        click.echo(f"{line:>{width}}  {document.line_text(line)}")
