"""The engine's children: they do the same work, and whatever becomes of one disturbs no other."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

import reviewer
from reviewer import children
from reviewer.engine import Order, Pool, rubric
from reviewer.errors import ConfigError, DocumentError, RubricError, WorkError
from reviewer.pipeline import ReviewOptions, conclude
from tests import engine_work

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "url_shortener.md"


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(workers=2, timeout_s=60) as pool:
        pool.warm()
        yield pool


def order(**options: object) -> Order:
    submission = reviewer.Submission(name=EXAMPLE.name, data=EXAMPLE.read_bytes())
    return Order(submission, options=ReviewOptions(**options))  # type: ignore[arg-type]


def test_a_child_reviews_as_this_process_does(pool: Pool) -> None:
    here = reviewer.review(order().submission, rubric("system-design"))
    there = pool.review(order()).result()
    assert there.model_dump(exclude={"created_at"}) == here.model_dump(exclude={"created_at"})


def test_a_document_is_prepared_there_and_concluded_here(pool: Pool) -> None:
    prepared = pool.prepare(order()).result()
    assert prepared.rubric is rubric("system-design")
    assert conclude(prepared, None).score == pool.review(order()).result().score


def test_converted_documents_are_read_in_the_child_itself(pool: Pool) -> None:
    page = reviewer.Submission(name="a.html", data=b"<h1>Shop</h1><p>Orders go to Postgres, 500 writes per second.</p>")
    assert '"line_count"' in pool.facts(page).result()
    assert pool.review(Order(page)).result().document.name == "a.html"


@pytest.mark.parametrize(
    ("wrong", "error", "code"),
    [
        (Order(reviewer.Submission(name="a.md", data=b"")), DocumentError, "document.empty"),
        (Order(order().submission, rubric="no-such"), RubricError, "rubric.not_found"),
        (order(profile="wizard"), ConfigError, "option.profile"),
    ],
)
def test_errors_come_through(pool: Pool, wrong: Order, error: type[Exception], code: str) -> None:
    with pytest.raises(error) as caught:
        pool.review(wrong).result()
    assert caught.value.code == code  # type: ignore[attr-defined]


def test_work_past_its_deadline_is_ended_and_the_next_goes_on(pool: Pool) -> None:
    late = pool.run(engine_work.hang, 600, name="slow.md", timeout_s=0.5)
    with pytest.raises(DocumentError, match=r"0\.5 s") as caught:
        late.result()
    assert (caught.value.code, caught.value.where) == ("document.timeout", "slow.md")
    assert pool.review(order()).result().grades


def test_a_child_that_dies_or_takes_too_much_memory_is_told_and_replaced(pool: Pool) -> None:
    with pytest.raises(DocumentError) as died:
        pool.run(engine_work.die).result()
    assert died.value.code == "document.damaged"
    with pytest.raises(DocumentError) as greedy:
        pool.run(engine_work.take, 4_000_000_000).result()
    assert greedy.value.code == "document.memory"
    assert pool.run(engine_work.who).result() != os.getpid()


def test_cancelled_work_frees_its_child(pool: Pool) -> None:
    for _ in range(2 * pool.workers):
        pool.run(engine_work.hang, 600).cancel()
    assert pool.run(engine_work.who).result()


def test_a_closed_engine_says_so() -> None:
    pool = Pool(workers=1)
    pool.close()
    with pytest.raises(WorkError) as caught:
        pool.review(order())
    assert caught.value.code == "engine.closed"


def test_where_no_child_can_be_started_the_error_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("too many processes")

    pool = Pool(workers=1)
    monkeypatch.setattr("pebble.pool.process.launch_process", refuse)
    with pytest.raises(WorkError, match="too many processes") as caught:
        pool.review(order())
    assert caught.value.code == "engine.broken"
    pool.close()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_children_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    script = tmp_path / "parent.py"
    script.write_text(
        "import sys\n"
        "from reviewer.engine import Pool\n"
        "from tests import engine_work\n"
        "if __name__ == '__main__':\n"
        f"    Pool(workers=1).run(engine_work.note_and_hang, {str(note)!r}).result()\n"
    )
    parent = subprocess.Popen([sys.executable, str(script)], env={**os.environ, "PYTHONPATH": str(ROOT)})
    child = int(eventually(lambda: note.read_text() if note.exists() else ""))
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert eventually(lambda: "gone" if not alive(child) else "")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


def eventually(look: object, limit_s: float = 60) -> str:
    """What `look` gives once it gives something; a generous limit, so that only a hang fails."""
    end = time.monotonic() + limit_s
    while time.monotonic() < end:
        if found := look():  # type: ignore[operator]
            return str(found)
        time.sleep(0.05)
    raise AssertionError("nothing happened")


def test_children_begin_to_start_before_the_engine_is_loaded_and_rubrics_are_kept(tmp_path: Path) -> None:
    program = """
import sys
from multiprocessing.forkserver import _forkserver
from reviewer import children
children.begin()
assert sys.platform == "win32" or _forkserver._forkserver_pid
assert "reviewer.pipeline" not in sys.modules
from reviewer.engine import Pool, rubric
rubric("system-design")
if __name__ == "__main__":
    with Pool(workers=1) as pool:
        pool.warm()
    print("done")
"""
    env = {**os.environ, "REVIEWER_CACHE_DIR": str(tmp_path)}
    made = subprocess.run(
        [sys.executable, "-c", program], env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert made.stdout == "done\n", made.stderr
    assert list((tmp_path / "rubrics").iterdir())


def test_locks_last_until_children_that_only_begin_have_ended() -> None:
    kept = children.context()
    lock = weakref.ref(kept.RLock())
    gc.collect()
    assert lock() is not None
    del kept
    gc.collect()
    assert lock() is None


def test_a_pool_that_is_closed_while_it_begins_says_nothing() -> None:
    program = """
from reviewer.engine import Pool
if __name__ == "__main__":
    for _ in range(12):
        with Pool(workers=2) as pool:
            pool.begin()
"""
    made = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=240
    )
    assert (made.returncode, made.stderr) == (0, "")
