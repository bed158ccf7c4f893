"""`reviewer agreement`: grades beside reference labels."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("agreement")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--grader", type=click.Choice(["rules", "llm", "both"]), default="rules", show_default=True)
@click.option("--rubric", "ref", metavar="ID|PATH", help="Rubric to grade with.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write the grades to OUT/<id>.jsonl.")
@click.option("--worst", default=10, show_default=True, help="Show this many criteria with the least agreement.")
@click.option("--require", multiple=True, metavar="CONDITION", help='A gate such as "qwk>=0.6"; may be repeated.')
def command(folder: Path, grader: str, ref: str | None, out: Path | None, worst: int, require: tuple[str, ...]) -> None:
    """Grade DIR/docs/*.md and compare with the labels in DIR/labels/<id>.jsonl.

    Prints quadratic weighted kappa (over all pairs and inside the criteria), F1, accuracy, leniency (shift), how well
    documents are ranked, and how well the cited lines match. Exit code 1 if a --require is missed.
    """
    from reviewer import agreement
    from reviewer.config import load_settings
    from reviewer.errors import ConfigError
    from reviewer.pipeline import review
    from reviewer.rubric import load_rubric

    conditions = [agreement.parse_requirement(text) for text in require]
    if grader != "rules":
        raise ConfigError(
            f"the grader {grader!r} needs a language model", code="option.grader", hint="Use --grader rules."
        )
    rubric = load_rubric(load_settings(flags={"rubric": ref}).rubric)
    if out:
        out.mkdir(parents=True, exist_ok=True)
    grades = {}
    for document_id, labels in agreement.grade_folder(folder, lambda submission: review(submission, rubric)):
        grades[document_id] = {label.criterion: label for label in labels}
        if out:
            agreement.write_labels(out, document_id, labels)
    if not (folder / "labels").is_dir():
        click.echo(f"No labels in {folder / 'labels'}: {len(grades)} documents graded, nothing to compare.", err=True)
        return
    figures = agreement.figures(agreement.read_labels(folder / "labels"), grades)
    click.echo(agreement.render(figures, worst))
    missed = [condition for condition in conditions if not condition.met_by(figures)]
    for condition in missed:
        click.echo(f"Missed: {condition}", err=True)
    if missed:
        sys.exit(1)
