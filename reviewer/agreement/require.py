"""Thresholds on figures: the text of `--require` in, a Requirement out that can be held against Figures."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from difflib import get_close_matches

from reviewer.agreement.figures import Figures
from reviewer.errors import ConfigError

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
}
_FORM = re.compile(r"\s*([a-z_0-9]+)\s*(>=|<=|==|>|<)\s*(-?\d+(?:\.\d+)?)\s*")
_NAMES = tuple(item.name for item in fields(Figures) if item.name != "criteria")


@dataclass(frozen=True, slots=True)
class Requirement:
    """A figure, a comparison and a number, as in `qwk >= 0.6`."""

    figure: str
    comparison: str
    threshold: float

    def met_by(self, figures: Figures) -> bool:
        """Whether the figures satisfy it; an undefined figure satisfies nothing."""
        value = getattr(figures, self.figure)
        return value is not None and _COMPARE[self.comparison](value, self.threshold)

    def __str__(self) -> str:
        return f"{self.figure} {self.comparison} {self.threshold:g}"


def parse_requirement(text: str) -> Requirement:
    """A requirement from its text. Raises ConfigError `option.require`."""
    match = _FORM.fullmatch(text)
    if match is None:
        raise ConfigError(f"{text!r} is no requirement", code="option.require", hint='write it as in "qwk>=0.6"')
    name, comparison, threshold = match.groups()
    if name not in _NAMES:
        near = get_close_matches(name, _NAMES, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"figures are: {', '.join(_NAMES)}"
        raise ConfigError(f"there is no figure {name!r}", code="option.require", hint=hint)
    return Requirement(name, comparison, float(threshold))
