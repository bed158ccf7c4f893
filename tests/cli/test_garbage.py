"""Garbage is looked for seldom in a short run and often in a long one."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from reviewer import garbage


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_a_long_run_looks_more_often_and_leaves_what_is_there_alone() -> None:
    garbage.for_a_short_run()
    seldom = gc.get_threshold()
    garbage.for_a_long_run()
    assert gc.get_threshold()[0] * 10 <= seldom[0]
    assert gc.get_freeze_count() > 0
