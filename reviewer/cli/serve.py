"""`reviewer serve`: where to listen and where the data is in; a running service out, and its address on stderr."""

from __future__ import annotations

import os

import click

from reviewer.cli.place import data_option, place

EPILOG = """\b
Examples:
  reviewer serve                              then open the address it prints
  reviewer serve --data /srv/reviews          keep everything in that folder
  reviewer keys create ci && reviewer serve --host 0.0.0.0     for others, who need the key
"""


@click.command("serve", epilog=EPILOG)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; others need an API key.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@data_option
@click.option(
    "--rate",
    type=click.IntRange(min=1),
    default=600,
    show_default=True,
    metavar="N",
    help="Requests that each API key may make in a minute.",
)
def command(host: str, port: int, data: str | None, rate: int) -> None:
    """Serve the page, and the HTTP API under /v1, until Ctrl-C. Logs go to stderr, a JSON object a line.

    Without API keys only this machine is served. Rules grade, unless REVIEWER_MODEL names a language model;
    REVIEWER_MODELS names further ones that a request may choose, separated by commas.
    """
    from api import logs
    from api.server import Place, run
    from api.settings import Policy, ServiceSettings
    from reviewer.config import load_settings

    settings = load_settings()
    logs.configure()
    run(
        Place(host, port, place(data)),
        ServiceSettings(
            rubric=rubric_id(settings.rubric),
            models=models(settings.model, os.environ.get("REVIEWER_MODELS", "")),
            policy=Policy("requests", rate, 60),
        ),
        lambda address: click.echo(f"Serving at {address}  (Ctrl-C ends it)", err=True),
    )


def models(first: str | None, further: str) -> tuple[str, ...]:
    """The language models that requests may name; the first is the one for those that name none."""
    named = [first, *further.split(",")] if first else further.split(",")
    return tuple(dict.fromkeys(name.strip() for name in named if name and name.strip()))


def rubric_id(ref: str) -> str:
    """The service's default rubric. Raises ConfigError `serve.rubric` for a path: requests name rubrics by id."""
    from reviewer.errors import ConfigError
    from reviewer.rubric.registry import is_registered

    if is_registered(ref):
        return ref
    raise ConfigError(
        f"the service grades by installed rubrics, and {ref!r} is none",
        code="serve.rubric",
        hint="set REVIEWER_RUBRIC to an id that `reviewer rubric list` shows",
    )
