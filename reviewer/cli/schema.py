"""`reviewer schema`: JSON Schemas of what goes in and out."""

from __future__ import annotations

import json

import click

NAMES = ["review", "facts", "rubric", "labels"]


@click.command("schema")
@click.argument("name", type=click.Choice(NAMES))
def command(name: str) -> None:
    """Print the JSON Schema called NAME.

    \b
    review   what `reviewer review --format json` prints
    facts    what `reviewer facts --format json` prints
    rubric   the YAML files of a rubric pack
    labels   a line of reference labels, and of what `reviewer agreement --out` writes
    """
    click.echo(json.dumps(schema(name), indent=2))


def schema(name: str) -> object:
    """The JSON Schema called `name`, one of NAMES."""
    if name == "review":
        from reviewer.model.review import Review

        return Review.model_json_schema(mode="serialization")
    if name == "facts":
        from reviewer.report.facts import json_schema

        return json_schema()
    if name == "rubric":
        from reviewer.rubric import json_schema as rubric_schema

        return rubric_schema()
    from reviewer.agreement import label_schema

    return label_schema()
