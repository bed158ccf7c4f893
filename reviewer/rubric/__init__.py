"""YAML packs in, Rubrics out: loading, overlays, lint, examples and new packs. Errors carry `file:line:column`.

Everything but `load_rubric` loads on first use: only authors of packs need it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from reviewer.rubric.load import load_rubric

if TYPE_CHECKING:
    from reviewer.rubric.editor_schema import json_schema
    from reviewer.rubric.example import ExampleResult, run_examples
    from reviewer.rubric.lint_pack import lint
    from reviewer.rubric.listing import Registered, list_rubrics
    from reviewer.rubric.new import new_pack
    from reviewer.rubric.problem import Problem

__all__ = [
    "ExampleResult",
    "Problem",
    "Registered",
    "json_schema",
    "lint",
    "list_rubrics",
    "load_rubric",
    "new_pack",
    "run_examples",
]

_ON_USE = {
    "ExampleResult": "reviewer.rubric.example",
    "Problem": "reviewer.rubric.problem",
    "Registered": "reviewer.rubric.listing",
    "json_schema": "reviewer.rubric.editor_schema",
    "lint": "reviewer.rubric.lint_pack",
    "list_rubrics": "reviewer.rubric.listing",
    "new_pack": "reviewer.rubric.new",
    "run_examples": "reviewer.rubric.example",
}


def __getattr__(name: str) -> Any:
    if name in _ON_USE:
        return getattr(import_module(_ON_USE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
