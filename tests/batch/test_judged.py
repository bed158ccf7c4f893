"""`reviewer batch` with a judge: a stub in place of a model."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch.running import answer, answers, batch, grades, manifest, summary

from reviewer import Submission, load_rubric
from reviewer.batch.grade import Task
from reviewer.batch.journal import Outcome
from reviewer.batch.judged import grade_with_judge
from reviewer.batch.run import Stop
from reviewer.engine import Pool
from reviewer.judge.waiting import turn
from reviewer.model.rubric import Rubric
from reviewer.model.subject import Subject
from reviewer.pipeline import Judged, ReviewOptions, prepare
from tests.fault_server import Behaviour, FaultServer


@pytest.fixture
def stub() -> Iterator[FaultServer]:
    with FaultServer(Behaviour(latency_s=0.02)) as server:
        yield server


def env(server: FaultServer, home: Path) -> dict[str, str]:
    return {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "none", "REVIEWER_CACHE_DIR": str(home / "cache")}


def test_a_model_grades_beside_the_rules_and_nothing_is_asked_twice(
    tmp_path: Path, stub: FaultServer, pack: Path
) -> None:
    folder, out = answers(tmp_path / "in", 5), tmp_path / "out"
    (folder / "empty.md").write_text("")
    line = (folder, "--model", "openai:stub", "--rubric", pack, "--feedback", "none", "--workers", 1)
    code, _, err = batch(*line, "--out", out, **env(stub, tmp_path))
    assert code == 3
    assert "calls to 127.0.0.1" in err
    assert err.count("Sending the answers") == 1
    assert all(row["status"] != "error" for one, row in summary(out).items() if one != "empty")
    assert any(cell["llm_level"] for cell in grades(out).values())
    asked = len(stub.calls)
    assert asked >= 5 * 3
    batch(*line, "--out", out, **env(stub, tmp_path))
    batch(*line, "--out", tmp_path / "other", **env(stub, tmp_path))
    assert len(stub.calls) == asked
    assert [row["score"] for row in summary(out).values()] == [
        row["score"] for row in summary(tmp_path / "other").values()
    ]


def test_answers_that_were_read_already_are_not_read_again_and_earlier_ones_go_first() -> None:
    rubric = load_rubric("system-design")
    submissions = [Submission(name=name, data=answer(1).encode()) for name in ("a.md", "b.md", "c.md")]
    tasks = [Task(one.name, "key", "sha256", one, ReviewOptions()) for one in submissions]
    ahead = {one.name: prepare(one, rubric) for one in submissions}
    pool = Pool(workers=1)
    pool.close()  # whatever it is asked for is an error
    taken: list[Outcome] = []
    turns: list[int] = []

    async def judge(_subject: Subject, _rubric: Rubric, _ids: frozenset[str]) -> Judged:
        turns.append(turn.get())
        return Judged(())

    work = grade_with_judge(pool, rubric, rubric.id, tasks, judge, taken.extend, Stop(), at_once=2, ahead=ahead)
    asyncio.run(work)
    assert sorted(one.id for one in taken) == ["a.md", "b.md", "c.md"]
    assert ahead == {}
    assert turns == [1, 2, 3]


def test_an_edited_criterion_is_asked_for_alone(tmp_path: Path, stub: FaultServer, pack: Path) -> None:
    folder, out = answers(tmp_path / "in", 3), tmp_path / "out"
    line = (folder, "--model", "openai:stub", "--rubric", pack, "--feedback", "none", "--workers", 1, "--out", out)
    batch(*line, **env(stub, tmp_path))
    asked = len(stub.calls)
    goal = pack / "goal.yaml"
    goal.write_text(goal.read_text().replace("Does it say how fast", "Does it tell how fast"))
    _, _, err = batch(*line, "--dry-run", **env(stub, tmp_path))
    assert "changed goal.target" in err
    assert "3 of 6 cells of 3 answers are graded again" in err
    assert "3 calls to" in err
    assert len(stub.calls) == asked
    batch(*line, **env(stub, tmp_path))
    assert len(stub.calls) == asked + 3


def test_the_limit_of_cost_stops_cleanly(tmp_path: Path, stub: FaultServer, pack: Path) -> None:
    folder, out = answers(tmp_path / "in", 12), tmp_path / "out"
    host = stub.url.split("/")[2]
    prices = tmp_path / "prices.yaml"
    model = f"{{model: 'openai:stub', host: '{host}', input: 1, cached: 1, output: 4}}"
    prices.write_text(f"as_of: 2026-01-01\nmodels: [{model}]\n")
    line = (folder, "--model", "openai:stub", "--rubric", pack, "--feedback", "none", "--workers", 1)
    more = {**env(stub, tmp_path), "REVIEWER_PRICES": str(prices)}
    code, _, err = batch(*line, "--max-cost", "0.02", "--concurrency", 2, "--out", out, **more)
    assert code == 3
    assert "limit of cost" in err
    pending = manifest(out)["pending"]
    assert isinstance(pending, list)
    assert len(pending) + len(summary(out)) == 12
    assert 0 < len(pending) < 12


def test_a_second_grading_and_graded_examples(tmp_path: Path, stub: FaultServer, pack: Path) -> None:
    folder = answers(tmp_path / "in", 4)
    anchors = tmp_path / "anchors"
    answers(anchors / "docs", 2)
    (anchors / "labels").mkdir()
    for name in ("author001", "author002"):
        label = '{"criterion": "goal.target", "level": "met", "lines": [[6, 6]]}\n'
        (anchors / "labels" / f"{name}.jsonl").write_text(label)
    line = (folder, "--model", "openai:stub", "--rubric", pack, "--feedback", "none", "--workers", 1)
    batch(*line, "--anchors", anchors, "--double", "50%", "--out", tmp_path / "out", **env(stub, tmp_path))
    made = manifest(tmp_path / "out")
    assert made["anchors"]["documents"] == 2  # type: ignore[index]
    assert made["anchors"]["drift"] is None  # type: ignore[index]
    assert made["second_grading"]["answers"] == 2  # type: ignore[index]
    batch(*line, "--anchors", anchors, "--double", "50%", "--out", tmp_path / "out", **env(stub, tmp_path))
    drift = manifest(tmp_path / "out")["anchors"]["drift"]  # type: ignore[index]
    assert drift == {"cells": 4, "cells_changed": 0, "score": 0.0}


def test_failures_of_the_model_can_be_tried_again(tmp_path: Path, pack: Path) -> None:
    folder, out = answers(tmp_path / "in", 3), tmp_path / "out"
    line = (folder, "--model", "openai:stub", "--rubric", pack, "--feedback", "none", "--workers", 1, "--out", out)
    with FaultServer(Behaviour(faults={"auth": 1.0})) as server:
        batch(*line, **env(server, tmp_path))
        where = server.url
    assert not any(cell["llm_level"] for cell in grades(out).values())
    port = int(where.rsplit(":", 1)[1].split("/")[0])
    with FaultServer(Behaviour(), port=port) as server:
        _, _, err = batch(*line, "--retry-errors", **env(server, tmp_path))
    assert "3 answers failed before and are tried again" in err
    assert any(cell["llm_level"] for cell in grades(out).values())
