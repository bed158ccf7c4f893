"""Following a review under way: each criterion is told once, when all its votes are in."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from reviewer.judge.judge import judge
from reviewer.model.grade import LLMGrade
from tests.judge.judging import IDS, OPTIONS, Asking, Memory, rubric, shop


def followed(store: Memory | None = None, *, votes: int = 1) -> tuple[list[LLMGrade], tuple[LLMGrade, ...]]:
    told: list[LLMGrade] = []
    options = replace(OPTIONS, votes=votes)
    work = judge(shop(), rubric(), frozenset(IDS), options, Asking(), store, told.append)
    return told, asyncio.run(work).grades


def test_each_criterion_is_told_once_with_its_final_grade() -> None:
    told, grades = followed()
    assert sorted(told, key=lambda one: IDS.index(one.criterion)) == list(grades)


def test_a_criterion_is_told_when_its_last_vote_is_in() -> None:
    told, grades = followed(votes=3)
    assert sorted(told, key=lambda one: IDS.index(one.criterion)) == list(grades)
    assert {one.confidence for one in told} == {1.0}


def test_verdicts_of_an_earlier_run_are_told_too() -> None:
    store = Memory()
    followed(store)
    told, grades = followed(store)
    assert sorted(told, key=lambda one: IDS.index(one.criterion)) == list(grades)
