"""What lint says of criteria. In: a loaded rubric with the layer it was built from. Out: warnings.

An author owes a reader of a review the reason for a criterion, advice and a probe, and the rules a text to be tried on.
"""

from __future__ import annotations

import re

from reviewer.model.rubric import Criterion, Level, Place, Rubric
from reviewer.rubric.pack import Layer
from reviewer.rubric.problem import Problems
from reviewer.rubric.tree import Node

_OWED = {
    "why": "say why the criterion matters",
    "advice": "say what to write to earn the highest level",
    "probe": "give a question an interviewer would ask",
    "examples": "give short texts with the level each must get",
}
_VAGUE = re.compile(
    r"\b(?:good|bad|nice|decent|proper|properly|appropriate|appropriately|adequate|adequately|sufficient|sufficiently|"
    r"reasonable|reasonably|suitable|suitably|satisfactory|comprehensive|thorough|thoroughly|effective|effectively)\b",
    re.IGNORECASE,
)


def warn_criteria(rubric: Rubric, layer: Layer, problems: Problems) -> None:
    """Warnings about each criterion, and titles that two of them share."""
    titles: dict[str, str] = {}
    for criterion in rubric.criteria:
        node = layer.criteria[criterion.id].node
        _warn_owed(criterion, node, problems)
        _warn_weight(criterion, node, problems)
        for level in rubric.scale:
            _warn_level(criterion, level, level == rubric.lowest, node, problems)
        _warn_concepts(criterion, rubric.vocabulary.ids, node.place, problems)
        other = titles.setdefault(criterion.title.casefold(), criterion.id)
        if other != criterion.id:
            message = f"`{criterion.id}` has the same title as `{other}`"
            problems.warning(node.place_of("title"), message, code="rubric.title")


def _warn_owed(criterion: Criterion, node: Node, problems: Problems) -> None:
    for key, hint in _OWED.items():
        if not getattr(criterion, key):
            problems.warning(node.place, f"`{criterion.id}` has no `{key}`", code=f"rubric.no_{key}", hint=hint)


def _warn_weight(criterion: Criterion, node: Node, problems: Problems) -> None:
    if criterion.weight <= 0:
        message = f"`{criterion.id}` weighs nothing: it is graded and never counts"
        hint = "drop it with `remove: true` or give it a weight"
        problems.warning(node.place_of("weight"), message, code="rubric.weight", hint=hint)


def _warn_level(criterion: Criterion, level: Level, lowest: bool, node: Node, problems: Problems) -> None:
    """A level that rules cannot give, that is not described, or whose description leaves the matter to taste."""
    if not lowest and level.id not in criterion.rules:
        message = f"no rule of `{criterion.id}` gives the level `{level.id}`"
        problems.warning(node.place_of("rules"), message, code="rubric.no_rule")
    text = criterion.levels.get(level.id)
    if text is None:
        message = f"`{criterion.id}` does not say what earns `{level.id}`"
        problems.warning(node.place_of("levels"), message, code="rubric.no_level")
        return
    found = _VAGUE.search(text)
    if found:
        message = f"`{found.group().lower()}` leaves `{level.id}` to taste"
        place = node.place_of("levels", level.id)
        problems.warning(place, message, code="rubric.vague", hint="name what must be there")


def _warn_concepts(criterion: Criterion, known: frozenset[str], place: Place, problems: Problems) -> None:
    """Concepts that an operator of a plug-in asks for without declaring the parameter as one."""
    rules = [*criterion.rules.values(), *([criterion.applies.when] if criterion.applies else [])]
    for concept in sorted({concept for rule in rules for concept in rule.concepts()} - known):
        problems.unknown(place, "concept", concept, known)
