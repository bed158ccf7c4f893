"""Rubrics as the API shows them. In: the id of an installed rubric. Out: plain data of `api.shapes`."""

from __future__ import annotations

from functools import lru_cache

from api.shapes import CriterionItem, LevelItem, PhaseItem, ProfileItem, RubricItem, RubricRow
from reviewer.model.rubric import Criterion, Phase, Rubric
from reviewer.rubric.listing import list_rubrics


@lru_cache(maxsize=1)
def rows() -> tuple[RubricRow, ...]:
    """All installed rubrics. What is installed does not change while a process runs."""
    return tuple(
        RubricRow(
            id=one.id,
            version=one.version,
            title=one.title,
            criteria=one.criteria,
            broken=None if one.ok else "it cannot be loaded; `reviewer rubric list` says why",
        )
        for one in list_rubrics()
    )


def item(rubric: Rubric) -> RubricItem:
    """One rubric, whole."""
    return RubricItem(
        id=rubric.id,
        version=rubric.version,
        hash=rubric.hash,
        title=rubric.title,
        scale=[LevelItem(id=level.id, credit=level.credit) for level in rubric.scale],
        phases=[_phase(phase) for phase in rubric.phases],
        profiles=[
            ProfileItem(id=profile.id, title=profile.title, kinds=list(profile.schemes)) for profile in rubric.profiles
        ],
        default_profile=rubric.default_profile,
        criteria=[_criterion(criterion) for criterion in rubric.criteria],
    )


def _phase(phase: Phase) -> PhaseItem:
    return PhaseItem(
        id=phase.id, title=phase.title, weight=phase.weight, minutes=phase.minutes, checklist=phase.checklist
    )


def _criterion(criterion: Criterion) -> CriterionItem:
    return CriterionItem(
        id=criterion.id,
        phase=criterion.phase,
        title=criterion.title,
        ask=criterion.ask,
        levels=dict(criterion.levels),
        weight=criterion.weight,
        bonus=criterion.bonus,
        why=criterion.why,
        advice=criterion.advice,
        probe=criterion.probe,
    )
