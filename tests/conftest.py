"""For all tests. Standing here, this file makes `tests/` importable, so that every room's tests can use `samples`."""

from __future__ import annotations

from hypothesis import settings

# How long an example takes says more about the machine than about the code.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")
