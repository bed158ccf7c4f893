"""What the `rules:` of a rubric may say: one module for each operator, whose docstring is its manual page.

In: a Subject. Out: a Match (whether it holds, what supports it, what was found). No operator does I/O.
"""

from __future__ import annotations

from reviewer.operators.operator import Operator
from reviewer.operators.registry import CheckFunction, check_function, operator_class, operator_names

__all__ = ["CheckFunction", "Operator", "check_function", "operator_class", "operator_names"]
