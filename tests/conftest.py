"""For all tests. Standing here, this file makes `tests/` importable, so that every room's tests can use `samples`."""

from __future__ import annotations

import os

from hypothesis import settings

# How long an example takes says more about the machine than about the code.
settings.register_profile("suite", deadline=None)
# In CI the same examples run each time, so that a run says something about the change alone.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "suite")
