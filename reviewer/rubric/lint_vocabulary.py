"""What lint says of the vocabulary. In: a loaded rubric with the layer it was built from. Out: warnings."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.model.rubric import Place, Rubric
from reviewer.model.vocabulary import Concept
from reviewer.rubric.pack import Layer
from reviewer.rubric.problem import Problems
from reviewer.rubric.tree import Node


def warn_vocabulary(rubric: Rubric, layer: Layer, problems: Problems) -> None:
    """Warnings about concepts that no rule asks for and forms that cannot matter."""
    used = _used(rubric)
    for concept in rubric.vocabulary.concepts:
        node = layer.concepts[concept.id]
        if concept.id not in used:
            message = f"no rule asks for the concept `{concept.id}`"
            problems.warning(node.place, message, code="rubric.unused")
        _warn_forms(concept, node, problems)


def _used(rubric: Rubric) -> set[str]:
    """The concepts that rules ask for, and those that count as one of them."""
    asked: set[str] = set()
    for criterion in rubric.criteria:
        for rule in (*criterion.rules.values(), *([criterion.applies.when] if criterion.applies else [])):
            asked |= rule.concepts()
    kinds = {concept.id: concept.kinds for concept in rubric.vocabulary.concepts}
    return {id_ for id_ in kinds if _counts_as(id_, asked, kinds, set())}


def _counts_as(concept: str, asked: set[str], kinds: Mapping[str, tuple[str, ...]], seen: set[str]) -> bool:
    """Whether the concept, or one it belongs to, is asked for."""
    if concept in asked:
        return True
    seen.add(concept)
    return any(_counts_as(kind, asked, kinds, seen) for kind in kinds.get(concept, ()) if kind not in seen)


def _warn_forms(concept: Concept, node: Node, problems: Problems) -> None:
    """Forms that another form stands for already, or that are not written as they are matched."""
    placed = _placed_forms(concept, node)
    plurals = {_plural(_folded(form)): form for form, _ in placed}
    seen: dict[str, str] = {}
    for form, place in placed:
        if form != form.lower() and not form.isupper():
            hint = "lower case matches any case, capitals match capitals only"
            problems.warning(place, f"write `{form}` in lower case or in capitals", code="rubric.form", hint=hint)
        folded = _folded(form)
        other = seen.get(folded) or plurals.get(folded)
        if other is not None:
            hint = "case, hyphens and a final plural s make no difference"
            message = f"`{form}` is found as `{other}` already"
            problems.warning(place, message, code="rubric.form", hint=hint)
        seen.setdefault(folded, form)


def _placed_forms(concept: Concept, node: Node) -> list[tuple[str, Place]]:
    """The forms that may stand in the plural, with their places; the exact ones may differ by what is folded here."""
    path = () if isinstance(node.value, list) else ("forms",)
    return [(form, node.place_of(*path, position)) for position, form in enumerate(concept.forms)]


def _folded(form: str) -> str:
    """The form with one case and one separator, as matching sees it."""
    return " ".join(form.lower().replace("-", " ").replace("_", " ").split())


def _plural(form: str) -> str:
    """The plural that matching adds: "caches" to "cache", "boxes" to "box"."""
    return form + ("es" if form.endswith(("s", "x", "z", "ch", "sh")) else "s")
