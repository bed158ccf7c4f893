"""A Rubric out of a layer. In: the nodes of a pack, overlays merged. Out: the Rubric, or problems with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from reviewer.model.rubric import Applies, Criterion, Example, Level, Phase, Rubric
from reviewer.model.vocabulary import Concept, Vocabulary
from reviewer.operators.parameter import NUMBER
from reviewer.rubric.compile_rule import RuleCompiler
from reviewer.rubric.fingerprint import fingerprint
from reviewer.rubric.pack import Layer, Placed
from reviewer.rubric.problem import Problems
from reviewer.rubric.profile import build_profiles
from reviewer.rubric.schema import ConceptEntry, CriterionEntry, RubricFile, ScaleEntry
from reviewer.rubric.tree import Node
from reviewer.rubric.validate import validated

NOT_APPLICABLE = "not_applicable"
"""What an example may give as its level where the criterion must not apply."""

_CONCEPT_ID = re.compile(r"[a-z0-9_]{1,80}")


class Build:
    """One pack on its way to a Rubric; `compiler` knows afterwards which fragments and operators were used."""

    def __init__(self, layer: Layer, problems: Problems) -> None:
        self.layer = layer
        self._problems = problems
        self.vocabulary = _vocabulary(layer.concepts, problems)
        self.compiler = RuleCompiler(layer.fragments, self.vocabulary.ids, problems)
        self._entries: list[CriterionEntry] = []

    def rubric(self) -> Rubric | None:
        """The rubric; None after noting what is wrong with the pack."""
        head = validated(RubricFile, self.layer.head, self._problems)
        scale = _scale(head.scale, self.layer.head, self._problems) if head else _rough_scale(self.layer.head)
        criteria = self._criteria([level.id for level in scale])
        for name in self.layer.fragments:
            self.compiler.fragment(name)
        if head is None:
            return None
        profiles = build_profiles(head, self.layer, self._problems)
        if self._problems.errors:
            return None
        return Rubric(
            id=head.id,
            title=head.title,
            version=head.version,
            hash=fingerprint(head, self._entries, criteria, self.vocabulary),
            scale=scale,
            phases=tuple(Phase(one.id, one.title, one.weight, one.minutes, one.checklist) for one in head.phases),
            criteria=criteria,
            profiles=profiles,
            default_profile=head.default_profile,
            vocabulary=self.vocabulary,
            languages=head.languages,
            conventions=head.conventions,
        )

    def _criteria(self, levels: list[str]) -> tuple[Criterion, ...]:
        """The criteria in the order of their phases."""
        phases = [node.mapping["id"].text for node in _list(self.layer.head, "phases") if "id" in node.mapping]
        found: list[Criterion] = []
        for placed in self.layer.criteria.values():
            if placed.phase.text not in phases:
                self._problems.unknown(placed.phase.place, "phase", placed.phase.text, phases)
            entry = validated(CriterionEntry, placed.node, self._problems)
            if entry is not None:
                self._entries.append(entry)
                found.append(self._criterion(entry, placed, levels))
        return tuple(sorted(found, key=lambda one: phases.index(one.phase) if one.phase in phases else len(phases)))

    def _criterion(self, entry: CriterionEntry, placed: Placed, levels: list[str]) -> Criterion:
        node = placed.node
        self._check_levels(entry, node, levels)
        rules = node.mapping.get("rules", Node({}, node.mark)).mapping
        applies = None
        if entry.applies is not None:
            when = self.compiler.compile(node.mapping["applies"].mapping["when"])
            applies = Applies(when, entry.applies.otherwise)
        return Criterion(
            id=entry.id,
            phase=placed.phase.text,
            title=entry.title,
            ask=entry.ask,
            levels=entry.levels,
            rules={level: self.compiler.compile(rule) for level, rule in rules.items()},
            applies=applies,
            conventions=entry.conventions,
            weight=entry.weight,
            bonus=entry.bonus,
            needs_evidence=entry.needs_evidence,
            why=entry.why.strip(),
            advice=entry.advice.strip(),
            probe=entry.probe.strip(),
            source=entry.source.strip(),
            examples=_examples(entry, node),
            place=node.place,
        )

    def _check_levels(self, entry: CriterionEntry, node: Node, levels: list[str]) -> None:
        """Notes levels that the scale does not have, and a rule for the lowest, which needs none."""
        if not levels:
            return
        self._known_levels(node.mapping["levels"], levels)
        if entry.rules:
            rules = node.mapping["rules"]
            self._known_levels(rules, levels)
            if levels[0] in entry.rules:
                message = f"`{levels[0]}` is the lowest level: it is given where no rule holds and takes none itself"
                self._problems.error(rules.key_place(levels[0]), message, code="rubric.rule")
        allowed = [*levels, NOT_APPLICABLE] if entry.applies else levels
        for example, one in zip(entry.examples, _list(node, "examples"), strict=True):
            if example.level not in allowed:
                self._problems.unknown(one.place_of("level"), "level", example.level, allowed)

    def _known_levels(self, node: Node, levels: list[str]) -> None:
        for level in node.mapping:
            if level not in levels:
                self._problems.unknown(node.key_place(level), "level", level, levels)


def _scale(entries: Iterable[ScaleEntry], head: Node, problems: Problems) -> tuple[Level, ...]:
    """The scale, whose ids must differ and whose credit must rise."""
    levels: list[Level] = []
    for entry, node in zip(entries, _list(head, "scale"), strict=True):
        if any(level.id == entry.id for level in levels):
            problems.error(node.place_of("id"), f"the level `{entry.id}` stands twice", code="rubric.duplicate")
        if levels and entry.credit < levels[-1].credit:
            message = f"the scale goes from worst to best, and `{entry.id}` earns less than `{levels[-1].id}`"
            problems.error(node.place_of("credit"), message, code="rubric.scale")
        needs = entry.needs_evidence if entry.needs_evidence is not None else bool(levels)
        levels.append(Level(entry.id, entry.credit, needs))
    return tuple(levels)


def _rough_scale(head: Node) -> tuple[Level, ...]:
    """The ids of a scale whose head has other faults, so that levels can be checked all the same."""
    ids = [node.mapping["id"].text for node in _list(head, "scale") if "id" in node.mapping]
    return tuple(Level(id_, 0.0) for id_ in ids if id_)


def _vocabulary(nodes: Mapping[str, Node], problems: Problems) -> Vocabulary:
    """The concepts, sorted as written; `kinds` must name concepts."""
    concepts: list[Concept] = []
    for id_, node in nodes.items():
        if not _CONCEPT_ID.fullmatch(id_) or id_ == NUMBER:
            hint = (
                f"use small letters, digits and underscores, and not `{NUMBER}`, which stands for any number in rules"
            )
            problems.error(node.place, f"`{id_}` cannot be the id of a concept", code="rubric.value", hint=hint)
        data = {"forms": node.plain()} if isinstance(node.value, list) else None
        entry = validated(ConceptEntry, node, problems, data=data)
        if entry is None:
            continue
        if not (entry.forms or entry.exact):
            problems.error(node.place, f"the concept `{id_}` has no forms", code="rubric.missing")
        for position, kind in enumerate(entry.kinds):
            if kind not in nodes:
                problems.unknown(node.place_of("kinds", position), "concept", kind, nodes)
        concepts.append(Concept(id_, entry.forms, entry.exact, entry.never, entry.kinds))
    return Vocabulary(tuple(concepts))


def _examples(entry: CriterionEntry, node: Node) -> tuple[Example, ...]:
    nodes = _list(node, "examples")
    return tuple(
        Example(one.level, one.text, one.note, at.place) for one, at in zip(entry.examples, nodes, strict=True)
    )


def _list(node: Node, key: str) -> list[Node]:
    return node.mapping[key].items if key in node.mapping else []
