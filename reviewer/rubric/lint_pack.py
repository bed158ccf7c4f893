"""What a pack's author should know. In: the path of a pack. Out: errors and warnings, in the order of its files.

Errors are what keeps the pack from being loaded. Warnings are about what the pack itself says, not what it extends.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reviewer.rubric.build import Build
from reviewer.rubric.layers import read_pack
from reviewer.rubric.lint_criterion import warn_criteria
from reviewer.rubric.lint_vocabulary import warn_vocabulary
from reviewer.rubric.pack import Layer
from reviewer.rubric.problem import Problem, Problems
from reviewer.rubric.registry import find_pack


def lint(path: str | Path) -> list[Problem]:
    """The problems of the pack at `path` (a folder, its `rubric.yaml`, or a registered id).

    Raises RubricError `rubric.not_found` if there is no pack.
    """
    problems = Problems()
    layer = read_pack(find_pack(path), problems)
    build = Build(layer, problems)
    rubric = build.rubric()
    if rubric is not None:
        warn_criteria(rubric, layer, problems)
        warn_vocabulary(rubric, layer, problems)
        _warn_fragments(layer, build.compiler.used, problems)
        _warn_profiles(layer, problems)
    shown = (one for one in problems if one.severity == "error" or one.place.file in layer.files)
    return sorted(shown, key=lambda one: (one.place.file, one.place.line, one.place.column))


def _warn_fragments(layer: Layer, used: Iterable[str], problems: Problems) -> None:
    for name in sorted(set(layer.fragments) - set(used)):
        message = f"no rule uses the fragment `{name}`"
        problems.warning(layer.fragments[name].place, message, code="rubric.unused")


def _warn_profiles(layer: Layer, problems: Problems) -> None:
    """Kinds of documents that a profile leaves to its other one, and scores for which it has no band."""
    for id_, profile in layer.head.mapping["profiles"].mapping.items():
        kinds = profile.mapping["kinds"]
        if len(kinds.mapping) == 1:
            message = f"the profile `{id_}` judges every document as {next(iter(kinds.mapping))}"
            problems.warning(kinds.place, message, code="rubric.profile", hint="kinds are `answer` and `design_doc`")
        for scheme in kinds.mapping.values():
            last = scheme.mapping["bands"].items[-1]
            if last.mapping["at_least"].value != 0:
                hint = "give the last band `at_least: 0`"
                problems.warning(last.place, "no band for the lowest scores", code="rubric.bands", hint=hint)
