"""The profiles of a pack. In: its validated head. Out: profiles.

Every id that a profile names must exist, and bands go from best to worst.
"""

from __future__ import annotations

from reviewer.model.rubric import Band, Cap, Profile, Scheme
from reviewer.model.subject import Kind
from reviewer.rubric.pack import Layer
from reviewer.rubric.problem import Problems
from reviewer.rubric.schema import CapEntry, PhaseEntry, ProfileEntry, RubricFile, SchemeEntry
from reviewer.rubric.tree import Node


def build_profiles(head: RubricFile, layer: Layer, problems: Problems) -> tuple[Profile, ...]:
    """The profiles of a pack. A kind of document that a profile does not give is judged as its other one."""
    _check_phases(head.phases, layer.head, problems)
    if head.default_profile not in head.profiles:
        place = layer.head.place_of("default_profile")
        problems.unknown(place, "profile", head.default_profile, head.profiles)
    checked = _Checked(head, layer, problems)
    node = layer.head.mapping["profiles"]
    return tuple(checked.profile(id_, entry, node.mapping[id_]) for id_, entry in head.profiles.items())


def _check_phases(phases: tuple[PhaseEntry, ...], head: Node, problems: Problems) -> None:
    seen: set[str] = set()
    for position, phase in enumerate(phases):
        if phase.id in seen:
            place = head.place_of("phases", position, "id")
            problems.error(place, f"the phase `{phase.id}` stands twice", code="rubric.duplicate")
        seen.add(phase.id)


class _Checked:
    """Profiles against the ids of their pack."""

    def __init__(self, head: RubricFile, layer: Layer, problems: Problems) -> None:
        self._levels = [level.id for level in head.scale]
        self._phases = [phase.id for phase in head.phases]
        self._criteria = layer.criteria
        self._problems = problems

    def profile(self, id_: str, entry: ProfileEntry, node: Node) -> Profile:
        kinds = node.mapping["kinds"].mapping
        schemes: dict[Kind, Scheme] = {kind: self._scheme(one, kinds[kind]) for kind, one in entry.kinds.items()}
        only = next(iter(schemes.values()))
        return Profile(id_, entry.title, {"answer": only, "design_doc": only, **schemes})

    def _scheme(self, entry: SchemeEntry, node: Node) -> Scheme:
        bands: list[Band] = []
        for position, one in enumerate(entry.bands):
            if bands and one.at_least >= bands[-1].at_least:
                message = f"bands go from best to worst, and `{one.id}` asks as much as `{bands[-1].id}` before it"
                self._problems.error(node.place_of("bands", position), message, code="rubric.bands")
            bands.append(Band(one.id, one.at_least))
        names = [band.id for band in bands]
        for position, cap in enumerate(entry.caps):
            self._check_cap(cap, node.mapping["caps"].items[position], names)
        if entry.accept is not None and entry.accept not in names:
            self._problems.unknown(node.place_of("accept"), "band", entry.accept, names)
        self._check_weights(node, "phase_weights", "phase", self._phases)
        self._check_weights(node, "criterion_weights", "criterion", list(self._criteria))
        return Scheme(
            bands=tuple(bands),
            caps=tuple(Cap(one.criteria, one.level, one.band, one.why) for one in entry.caps),
            phase_weights=entry.phase_weights,
            criterion_weights=entry.criterion_weights,
            accept=entry.accept,
        )

    def _check_cap(self, cap: CapEntry, node: Node, bands: list[str]) -> None:
        for position, criterion in enumerate(cap.criteria):
            if criterion not in self._criteria:
                place = node.place_of("criteria", position)
                self._problems.unknown(place, "criterion", criterion, self._criteria)
        if cap.level not in self._levels:
            self._problems.unknown(node.place_of("level"), "level", cap.level, self._levels)
        if cap.band not in bands:
            self._problems.unknown(node.place_of("band"), "band", cap.band, bands)

    def _check_weights(self, node: Node, key: str, what: str, known: list[str]) -> None:
        weights = node.mapping.get(key)
        for id_ in weights.mapping if weights else ():
            if weights and id_ not in known:
                self._problems.unknown(weights.key_place(id_), what, id_, known)
