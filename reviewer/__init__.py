"""Design Reviewer: grades system-design documents against a rubric, with the sentence that earned each grade.

Everything here loads on first use, so that `import reviewer` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_PUBLIC = {
    "review": "reviewer.pipeline",
    "read": "reviewer.documents",
    "extract": "reviewer.facts",
    "load_rubric": "reviewer.rubric",
    "render": "reviewer.report",
    "Submission": "reviewer.model.submission",
    "Review": "reviewer.model.review",
    "Rubric": "reviewer.model.rubric",
    "ReviewerError": "reviewer.errors",
}

__all__ = ["__version__", *sorted(_PUBLIC)]


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
