"""The sentence that says what a rule found."""

from __future__ import annotations

from reviewer.model.grade import Evidence
from reviewer.rules.reason import reason_for

EVIDENCE = (Evidence((40, 41), "a token bucket of 100 requests"),)


def test_finds_are_told_once() -> None:
    found = ["'token bucket' with '100 requests'", "'100 requests'", "'token bucket' with '100 requests'", "'quota'"]
    assert reason_for(found, EVIDENCE) == "Found 'token bucket' with '100 requests' and 'quota' on line 40."


def test_without_finds_the_lines_are_told() -> None:
    assert reason_for([], EVIDENCE) == "Found what was asked for on line 40."
