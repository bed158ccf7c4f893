"""Commands keep things in a cache folder of the tests, not in the user's."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One for all tests, as for all commands of a user."""
    return str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, cache_folder: str) -> None:
    monkeypatch.setenv("REVIEWER_CACHE_DIR", cache_folder)
