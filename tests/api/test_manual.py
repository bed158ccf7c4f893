"""The page about the API names every operation and every code, and nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.problems import STATUS, status_of
from reviewer.errors import ConfigError

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")


def test_every_operation_is_named(client: TestClient) -> None:
    named = re.sub(r"\{\w+\}", "{}", PAGE)
    for path, item in client.get("/openapi.json").json()["paths"].items():
        if path.startswith("/v1/"):
            assert re.sub(r"\{\w+\}", "{}", path) in named, path
            for method in item:
                assert method.upper() in PAGE


def codes() -> set[str]:
    """The codes that the API itself gives."""
    found: set[str] = set()
    for path in (ROOT / "api").rglob("*.py"):
        text = path.read_text("utf-8")
        if path.name not in ("examples.py", "rubric_check.py", "server.py"):
            found |= set(re.findall(r'code="([a-z_.]+)"', text))
    return found


@pytest.mark.parametrize("code", sorted(codes()))
def test_every_code_is_named(code: str) -> None:
    assert f"`{code}`" in PAGE or f"`{code.split('.')[0]}.*`" in PAGE


def test_every_status_is_in_the_table() -> None:
    table = {int(status) for status in re.findall(r"^\| (\d{3}) \|", PAGE, re.MULTILINE)}
    assert set(STATUS.values()) <= table
    assert status_of(ConfigError("m", code="idempotency.conflict")) in table
