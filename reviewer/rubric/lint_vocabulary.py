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
    """Forms written twice, or not as they are matched."""
    seen: dict[str, str] = {}
    for form, place in _placed_forms(concept, node):
        if form != form.lower() and not form.isupper():
            hint = "lower case matches any case, capitals match capitals only"
            problems.warning(place, f"write `{form}` in lower case or in capitals", code="rubric.form", hint=hint)
        folded = _folded(form)
        if folded in seen:
            message = f"`{form}` is the same form of `{concept.id}` as `{seen[folded]}`"
            hint = "case, hyphens and a final plural s make no difference"
            problems.warning(place, message, code="rubric.form", hint=hint)
        seen.setdefault(folded, form)


def _placed_forms(concept: Concept, node: Node) -> list[tuple[str, Place]]:
    """The forms that may be inflected, with their places; the exact ones may differ by what is folded here."""
    if isinstance(node.value, list):
        return [(form, node.place_of(position)) for position, form in enumerate(concept.forms)]
    return [(form, node.place_of("forms", position)) for position, form in enumerate(concept.forms)]


def _folded(form: str) -> str:
    """The form as matching sees it: one case, one separator, no final plural."""
    words = form.lower().replace("-", " ").replace("_", " ").split()
    if not words:
        return ""
    return " ".join([*words[:-1], _singular(words[-1])])


def _singular(word: str) -> str:
    """The word without the plural ending that matching adds: "caches" and "cache", "boxes" and "box"."""
    if word.endswith(("ses", "xes", "ches", "shes")) and not word.endswith("aches"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
