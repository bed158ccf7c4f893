"""A pack from outside, checked. In: the texts of its YAML files by name. Out: a RubricReport.

Runs in a child process of the engine. The files are written to a folder of their own for the time of the check; nothing
else on this machine is opened for them: a pack may build on installed rubrics by their ids, never on a path.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from api.shapes import RubricProblem, RubricReport
from reviewer import plugins
from reviewer.errors import RubricError
from reviewer.rubric.folder import HEAD
from reviewer.rubric.lint_pack import lint
from reviewer.rubric.problem import Problem, near
from reviewer.rubric.registry import GROUP, is_registered
from reviewer.rubric.tree import Node, parse_tree

_MOST_PROBLEMS = 200
_REFERENCES = ("extends", "vocabulary")


def check(files: Mapping[str, str]) -> RubricReport:
    """What `reviewer rubric lint` says about a folder with these files. Names must be plain, as `PackFile` has them."""
    if HEAD not in files:
        return _report([_missing_head()])
    foreign = _foreign(files[HEAD])
    return _report(foreign) if foreign else _linted(files)


def _linted(files: Mapping[str, str]) -> RubricReport:
    with TemporaryDirectory(prefix="reviewer-rubric-") as place:
        folder = Path(place).resolve()
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
        return _report([_item(problem, folder) for problem in lint(folder)])


def _foreign(head: str) -> list[RubricProblem]:
    """What the pack builds on that is no installed rubric."""
    try:
        tree = parse_tree(head.encode(), HEAD)
    except RubricError:
        return []  # the lint says what is wrong with the file, and reads nothing else on its behalf
    named = [node for key in _REFERENCES if key in tree.mapping for node in _words(tree.mapping[key])]
    return [_not_installed(node) for node in named if not is_registered(node.text)]


def _words(node: Node) -> list[Node]:
    return [one for one in (node.items or [node]) if one.text]


def _not_installed(node: Node) -> RubricProblem:
    place = node.place
    return RubricProblem(
        severity="error",
        file=HEAD,
        line=place.line,
        column=place.column,
        code="rubric.not_found",
        message=f"there is no rubric `{node.text[:100]}`",
        hint=near(node.text[:100], plugins.names(GROUP)) or "name an installed rubric by its id",
    )


def _missing_head() -> RubricProblem:
    return RubricProblem(
        severity="error",
        file=HEAD,
        line=1,
        column=1,
        code="rubric.not_found",
        message=f"there is no {HEAD}",
        hint="it holds the pack's id, title, version, scale, phases and profiles",
    )


def _item(problem: Problem, folder: Path) -> RubricProblem:
    return RubricProblem(
        severity=problem.severity,
        file=_inside(problem.place.file, folder),
        line=problem.place.line,
        column=problem.place.column,
        code=problem.code,
        message=_inside(problem.message, folder),
        hint=_inside(problem.hint, folder) if problem.hint else None,
    )


def _inside(text: str, folder: Path) -> str:
    """A text without the folder that the check made up."""
    return text.replace(f"{folder}/", "").replace(str(folder), "the pack")


def _report(problems: list[RubricProblem]) -> RubricReport:
    valid = all(problem.severity != "error" for problem in problems)
    return RubricReport(valid=valid, problems=problems[:_MOST_PROBLEMS])
