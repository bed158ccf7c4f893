"""A real model on this machine, asked through the whole ask. Where there is none, the tests are skipped and say why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from reviewer.cli.main import cli
from reviewer.judge.ladder import has_shape
from reviewer.model.review import Review
from reviewer.store.replies import Replies
from tests.cassette import DESIGN, SCENARIOS, SCHEMA, run
from tests.local_model import LocalServer, reason_to_skip

pytestmark = [
    pytest.mark.local_model,
    pytest.mark.skipif(reason_to_skip() is not None, reason=reason_to_skip() or ""),
]

CRITERION = "nonfunctional.latency"


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


def test_a_review_by_a_real_model_quotes_nothing_that_is_not_there(
    server: LocalServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One criterion through the command line; the deadline keeps a slow machine from taking minutes for the risks."""
    path = tmp_path / "paste.md"
    path.write_text(DESIGN, "utf-8")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("REVIEWER_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    line = ["review", "--model", "openai:smollm2", "--only", CRITERION, "--deadline", "35", "--format", "json"]
    result = CliRunner().invoke(cli, [*line, str(path)])
    assert result.exit_code == 0, result.output
    review = Review.model_validate_json(result.stdout)
    (grade,) = (one for one in review.grades if one.criterion == CRITERION)
    assert grade.llm is not None
    assert grade.llm.why != "llm_error"
    assert review.usage.calls >= 1
    source = " ".join(DESIGN.split())
    assert all(" ".join(item.quote.split()) in source for one in review.grades for item in one.evidence)
    host = server.url.removeprefix("http://").removesuffix("/v1")
    assert f"to {host}: 2 calls" in result.stderr
