"""`reviewer explain`: a criterion as a learner needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from reviewer.model.rubric import Criterion


@click.command("explain")
@click.argument("criterion")
@click.option("--rubric", "ref", default="system-design", show_default=True, help="Rubric id or path of a pack.")
@click.option("--no-examples", is_flag=True, help="Leave the examples out.")
def command(criterion: str, ref: str, no_examples: bool) -> None:
    """Explain CRITERION: what it asks, what each level means, why it matters, what to write, with examples.

    `reviewer rubric show` lists the criteria of a rubric.
    """
    from reviewer.cli.main import nearest_hint
    from reviewer.config import load_settings
    from reviewer.errors import ConfigError
    from reviewer.rubric import load_rubric

    rubric = load_rubric(ref, load_settings().cache_dir)
    try:
        found = rubric.criterion(criterion)
    except KeyError:
        known = [one.id for one in rubric.criteria]
        raise ConfigError(
            f"rubric {rubric.id} has no criterion {criterion!r}.{nearest_hint(criterion, known)}",
            code="option.criterion",
            hint=f"`reviewer rubric show {rubric.id}` lists them.",
        ) from None
    click.echo(page(found, rubric.phase(found.phase).title, examples=not no_examples))


def page(criterion: Criterion, phase: str, *, examples: bool = True) -> str:
    """The page of one criterion as plain text."""
    parts = [
        f"{criterion.id}  {criterion.title}",
        f"{phase} · weight {criterion.weight:g}{' · bonus' if criterion.bonus else ''}",
    ]
    parts += ["", criterion.ask, ""]
    parts += [f"  {level:8} {words}" for level, words in reversed(list(criterion.levels.items()))]
    if criterion.applies:
        parts += ["", f"Not applicable: {criterion.applies.otherwise}"]
    for title, text in (
        ("Why it matters", criterion.why),
        ("What to write", criterion.advice),
        ("An interviewer asks", criterion.probe),
        ("Source", criterion.source),
    ):
        if text:
            parts += ["", title, *indented(text)]
    if criterion.conventions:
        parts += ["", "Edge cases", *(line for note in criterion.conventions for line in indented(f"- {note}"))]
    if examples:
        for example in criterion.examples:
            parts += [
                "",
                f"Example: {example.level}{f' ({example.note})' if example.note else ''}",
                *indented(example.text, "  | "),
            ]
    return "\n".join(parts)


def indented(text: str, mark: str = "  ") -> list[str]:
    return [f"{mark}{line}".rstrip() for line in text.strip().splitlines()]
