"""`reviewer rubric`: list, show, lint, test and start rubric packs."""

from __future__ import annotations

import sys

import click


@click.group("rubric")
def command() -> None:
    """List, show, lint, test and start rubric packs.

    A pack is a folder of YAML files. PACK is the id of an installed rubric or the path of such a folder.
    """


@command.command("list")
def list_command() -> None:
    """List the installed rubrics."""
    from reviewer.rubric import list_rubrics

    for info in list_rubrics():
        click.echo(f"{info.id:24} {info.version:8} {info.criteria:>4} criteria  {info.title}")


@command.command("show")
@click.argument("pack", default="system-design")
@click.option("--format", "output", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
def show(pack: str, output: str) -> None:
    """Show the phases and criteria of PACK."""
    from reviewer.rubric import load_rubric

    rubric = load_rubric(pack)
    if output == "json":
        import json

        rows = [
            {"id": c.id, "phase": c.phase, "title": c.title, "ask": c.ask, "weight": c.weight} for c in rubric.criteria
        ]
        click.echo(
            json.dumps({"id": rubric.id, "version": rubric.version, "hash": rubric.hash, "criteria": rows}, indent=2)
        )
        return
    click.echo(f"{rubric.title} ({rubric.id} {rubric.version}, {len(rubric.criteria)} criteria)")
    for phase in rubric.phases:
        minutes = f", {phase.minutes} min" if phase.minutes else ""
        click.echo(f"\n{phase.title} (weight {phase.weight:g}{minutes})")
        for criterion in rubric.criteria:
            if criterion.phase == phase.id:
                click.echo(f"  {criterion.id:34} {criterion.title}{'  (bonus)' if criterion.bonus else ''}")


@command.command("lint")
@click.argument("path", type=click.Path(exists=True))
@click.option("--strict", is_flag=True, help="End with exit code 1 on warnings too.")
def lint_command(path: str, strict: bool) -> None:
    """Check the pack at PATH; each problem is printed as file:line:column.

    Exit code 2 if the pack cannot be used, 1 for warnings with --strict.
    """
    from reviewer.rubric import lint

    problems = lint(path)
    for problem in problems:
        click.echo(f"{problem.place}: {problem.severity}: {problem.message}")
        if problem.hint:
            click.echo(f"  {problem.hint}")
    errors = sum(problem.severity == "error" for problem in problems)
    click.echo(f"{errors} errors, {len(problems) - errors} warnings", err=True)
    if errors:
        sys.exit(2)
    if problems and strict:
        sys.exit(1)


@command.command("test")
@click.argument("pack", default="system-design")
@click.option("--only", multiple=True, metavar="ID", help="Run the examples of this criterion only; may be repeated.")
def test(pack: str, only: tuple[str, ...]) -> None:
    """Run the examples of PACK: each must get the level it is an example of.

    Exit code 1 if one does not.
    """
    from reviewer.cli.main import nearest_hint
    from reviewer.rubric import load_rubric, run_examples
    from reviewer.rules import grade

    rubric = load_rubric(pack)
    known = [criterion.id for criterion in rubric.criteria]
    for name in only:
        if name not in known:
            raise click.UsageError(f"rubric {rubric.id} has no criterion {name!r}.{nearest_hint(name, known)}")
    results = [one for one in run_examples(rubric, grade) if not only or one.criterion in only]
    failed = [one for one in results if not one.passed]
    for one in failed:
        click.echo(f"{one.place}: {one.criterion}: example of {one.expected!r} got {one.got!r}. {one.detail}")
    click.echo(f"{len(results) - len(failed)} of {len(results)} examples pass", err=True)
    if failed:
        sys.exit(1)


@command.command("new")
@click.argument("path", type=click.Path())
@click.option("--id", "pack_id", help="Id of the pack; by default the folder's name.")
@click.option("--extends", help="Rubric to build upon, for example system-design.")
def new(path: str, pack_id: str | None, extends: str | None) -> None:
    """Start a pack in the new folder PATH, with comments that explain each part."""
    from pathlib import Path

    from reviewer.rubric import new_pack

    folder = Path(path)
    new_pack(folder, pack_id or folder.name.replace("_", "-"), extends=extends)
    click.echo(f"Started {folder}. Next: reviewer rubric lint {folder} && reviewer rubric test {folder}", err=True)


@command.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of a pack's YAML files, for editors."""
    import json

    from reviewer.rubric import json_schema

    click.echo(json.dumps(json_schema(), indent=2))
