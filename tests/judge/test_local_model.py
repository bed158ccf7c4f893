"""A real model on this machine, asked through the whole ask. Where there is none, the tests are skipped and say why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.judge.ladder import has_shape
from reviewer.store.replies import Replies
from tests.cassette import SCENARIOS, SCHEMA, run
from tests.local_model import LocalServer, reason_to_skip

pytestmark = [
    pytest.mark.local_model,
    pytest.mark.skipif(reason_to_skip() is not None, reason=reason_to_skip() or ""),
]


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


def test_a_real_model_answers_in_the_asked_shape(server: LocalServer, tmp_path: Path) -> None:
    store = Replies(tmp_path / "replies.sqlite")
    first, second = run(SCENARIOS["json_schema"], server.url, store)
    again = run(SCENARIOS["json_schema"], server.url, store)
    store.close()
    assert (first.state, second.state) == ("ok", "ok")
    assert has_shape(first.text, SCHEMA)
    (verdict,) = json.loads(first.text)["verdicts"]
    assert verdict["criterion"] == "data.replication"
    assert verdict["level"] in ("met", "partial", "missing")
    assert first.usage.input_tokens > 50
    assert second.usage.cached_tokens > second.usage.input_tokens / 2
    assert all(reply.reused for reply in again)
