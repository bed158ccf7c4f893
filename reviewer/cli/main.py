"""`reviewer`: the command group. Arguments in; results on stdout, talk on stderr, and an exit code out.

Exit codes: 0 done; 1 a gate that a flag set was missed; 2 bad input or usage; 3 it could not be done.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from reviewer import __version__, garbage
from reviewer.errors import ReviewerError

COMMANDS = {
    "review": ("reviewer.cli.review", "Review design documents: grades, evidence, what lifts the score."),
    "batch": ("reviewer.cli.batch", "Grade many answers: tables, feedback for each author, a page for the class."),
    "plan": ("reviewer.cli.plan", "Show what judging with a language model would take; calls nothing."),
    "facts": ("reviewer.cli.facts", "Show what is read out of a document: figures, diagrams, operations, schema."),
    "text": ("reviewer.cli.text", "Show a document's text as the reviewer reads it, with line numbers."),
    "explain": ("reviewer.cli.explain", "Explain a criterion: question, levels, advice, examples."),
    "rubric": ("reviewer.cli.rubric", "List, show, lint, test and start rubric packs."),
    "agreement": ("reviewer.cli.agreement", "Compare grades with reference labels."),
    "mcp": ("reviewer.cli.mcp", "Offer reviews to a chat (Model Context Protocol)."),
    "plugins": ("reviewer.cli.plugins", "List the installed rubrics, operators, findings and reports."),
    "schema": ("reviewer.cli.schema", "Print the JSON Schema of a review, of facts, of a rubric or of labels."),
    "serve": ("reviewer.cli.serve", "Serve the page and the HTTP API."),
    "worker": ("reviewer.cli.worker", "Review what a service accepted, without serving."),
    "keys": ("reviewer.cli.keys", "Create, list and revoke the API keys of a service."),
    "db": ("reviewer.cli.db", "Bring the database of a service up to date, or take it back."),
    "completion": ("reviewer.cli.completion", "Print the completion script for your shell."),
}

EPILOG = """\b
Examples:
  reviewer review design.md                   grades and advice in the terminal
  reviewer review design.md --format json     the same for a program
  cat design.md | reviewer review -           read standard input
  reviewer facts design.md                    the figures, diagrams and operations found
  reviewer explain nonfunctional.latency      what one criterion asks for
"""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only when it runs, so that --help stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"No such command {args[0]!r}.{nearest_hint(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)


def nearest_hint(word: str, known: object) -> str:
    """ " Did you mean …?" for a misspelt word, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1)  # type: ignore[call-overload]
    return f" Did you mean {near[0]!r}?" if near else ""


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reviewer")
def cli() -> None:
    """Review system-design documents against a rubric: a grade for every criterion, the sentence that
    earned it, and what would lift the score most. Without a language model, rules grade; nothing is sent anywhere.
    """


def main() -> None:
    """The console entry point: runs the group and turns expected errors into a message and an exit code."""
    garbage.for_a_short_run()
    stdout = sys.stdout
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("Interrupted.", err=True)
        sys.exit(130)
    except ReviewerError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        click.echo(f"Error: cannot write the output: {error.strerror}", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(3)
    except SystemExit:
        # The reader of our output went away (`reviewer … | head`): click wraps stdout and ends with 1, which here
        # means a missed gate.
        if sys.stdout is not stdout:
            sys.exit(0)
        raise
