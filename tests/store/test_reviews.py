"""What was accepted stays, ends once, is listed right while more arrives, and is never seen by another tenant."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from reviewer.errors import ConfigError
from reviewer.store.store import Store
from tests.store.rows import TEXT, accepted, new, outcome


def test_a_row_comes_back_as_it_was_written(store: Store) -> None:
    review, document = accepted(order={"rubric": "system-design", "model": "openai:x", "only": ["a"]}, priority=2)
    assert store.reviews.add(review, document) == (review, True)
    assert store.reviews.get("local", review.id) == review
    kept = store.documents.get("local", review.id)
    assert kept is not None
    assert (kept.data, kept.text, kept.sha256) == (TEXT.encode(), None, review.sha256)


def test_a_finished_review_is_kept_whole_with_its_text(store: Store) -> None:
    review = new(store)
    assert store.reviews.start(review.id, "me") == 1
    assert store.reviews.finish(review.id, outcome())
    done = store.reviews.get("local", review.id)
    assert done is not None
    assert (done.status, done.review_json, done.attempts) == ("done", outcome().review_json, 1)
    assert done.finished_at is not None
    assert done.started_at is not None
    assert review.created_at <= done.started_at <= done.finished_at
    document = store.documents.get("local", review.id)
    assert document is not None
    assert (document.text, document.line_count) == (TEXT, 3)


def test_text_that_is_not_the_bytes_is_kept_beside_them(store: Store) -> None:
    review = new(store)
    store.reviews.finish(review.id, outcome("what was read\n"))
    document = store.documents.get("local", review.id)
    assert document is not None
    assert (document.text, document.data) == ("what was read\n", TEXT.encode())


def test_an_end_is_final(store: Store) -> None:
    done, failed, cancelled = new(store), new(store), new(store)
    assert store.reviews.finish(done.id, outcome())
    assert store.reviews.fail(failed.id, {"code": "document.empty", "message": "is empty"})
    assert store.reviews.cancel("local", cancelled.id)
    for review in (done, failed, cancelled):
        assert not store.reviews.finish(review.id, outcome(score=0.0))
        assert not store.reviews.fail(review.id, {"code": "x"})
        assert not store.reviews.cancel("local", review.id)
        assert store.reviews.start(review.id, "me") is None
    kept = store.reviews.get("local", failed.id)
    assert kept is not None
    assert kept.error == {"code": "document.empty", "message": "is empty"}
    assert store.reviews.counts() == {"done": 1, "failed": 1, "cancelled": 1}
    assert store.reviews.unfinished() == []


def test_tenants_never_see_each_other(store: Store) -> None:
    theirs = new(store, "them", idempotency_key="k", fingerprint="f")
    assert store.reviews.get("us", theirs.id) is None
    assert store.documents.get("us", theirs.id) is None
    assert store.reviews.page("us").items == ()
    assert not store.reviews.cancel("us", theirs.id)
    assert store.reviews.erase("us", theirs.id) is None
    ours, added = store.reviews.add(*accepted("us", idempotency_key="k", fingerprint="other"))
    assert added
    assert ours.id != theirs.id
    assert store.reviews.newest("us", theirs.sha256, "system-design") is None


def test_a_repeated_submission_is_the_first_one(store: Store) -> None:
    first = new(store, idempotency_key="k", fingerprint="f")
    again, added = store.reviews.add(*accepted(idempotency_key="k", fingerprint="f"))
    assert (again.id, added) == (first.id, False)
    with pytest.raises(ConfigError) as caught:
        store.reviews.add(*accepted(idempotency_key="k", fingerprint="another"))
    assert caught.value.code == "idempotency.conflict"
    assert len(store.reviews.page("local").items) == 1


def test_many_at_once_with_one_key_make_one_review(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        made = list(
            threads.map(lambda _: store.reviews.add(*accepted(idempotency_key="k", fingerprint="f")), range(24))
        )
    assert sum(added for _, added in made) == 1
    assert len({review.id for review, _ in made}) == 1


def test_pages_neither_repeat_nor_hide_while_more_arrives(store: Store) -> None:
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    there = [new(store, created_at=begin + timedelta(seconds=n // 3)) for n in range(11)]
    seen: list[str] = []
    cursor = None
    while True:
        page = store.reviews.page("local", limit=3, cursor=cursor)
        seen += [item.id for item in page.items]
        new(store)  # newer than all of them
        cursor = page.next_cursor
        if cursor is None:
            break
    old = {review.id for review in there}
    assert [one for one in seen if one in old] == [
        review.id for review in sorted(there, key=lambda one: (one.created_at, one.id), reverse=True)
    ]
    assert len(seen) == len(set(seen)) == 11


def test_a_page_can_be_narrowed(store: Store) -> None:
    a = new(store, name="Alpha.md", created_at=datetime(2026, 1, 1, tzinfo=UTC))
    b = new(store, name="beta%.md", order={"rubric": "api-design"}, created_at=datetime(2026, 1, 2, tzinfo=UTC))
    store.reviews.finish(b.id, outcome())

    def ids(**by: object) -> list[str]:
        return [item.id for item in store.reviews.page("local", **by).items]  # type: ignore[arg-type]

    assert ids() == [b.id, a.id]
    assert ids(status="done") == ids(rubric="api-design") == ids(name="BETA") == ids(name="a%") == [b.id]
    assert ids(name="%a") == []
    assert ids(since=datetime(2026, 1, 2, tzinfo=UTC)) == [b.id]
    item = store.reviews.page("local", status="done").items[0]
    assert (item.score, item.band, item.findings, item.kind) == (61.4, "lean hire", 2, "answer")


@pytest.mark.parametrize("cursor", ["nonsense", "%%%", "é", "bm86bnVtYmVy"])
def test_a_cursor_that_is_none_is_an_error(store: Store, cursor: str) -> None:
    with pytest.raises(ConfigError) as caught:
        store.reviews.page("local", cursor=cursor)
    assert caught.value.code == "option.cursor"


@pytest.mark.parametrize("limit", [0, -1, 201])
def test_a_page_has_a_size(store: Store, limit: int) -> None:
    with pytest.raises(ConfigError) as caught:
        store.reviews.page("local", limit=limit)
    assert caught.value.code == "option.limit"


def test_work_is_taken_once_from_the_dead_and_from_nobody(store: Store) -> None:
    lost = new(store, executor="dead", status="running")
    free = new(store)
    new(store, executor="alive", status="running")
    new(store, order={"rubric": "r", "model": "openai:x"})  # the workflow engine has those
    with ThreadPoolExecutor(4) as threads:
        taken = list(threads.map(lambda n: store.reviews.take(f"me{n}", ["dead"], 10), range(4)))
    assert sorted(one.id for some in taken for one in some) == sorted([lost.id, free.id])
    assert store.reviews.let_go("alive") == 1
    assert len(store.reviews.take("late", [], 10)) == 1


def test_interactive_work_is_taken_first(store: Store) -> None:
    batch = new(store, priority=2)
    interactive = new(store, priority=1)
    assert [one.id for one in store.reviews.take("me", [], 10)] == [interactive.id, batch.id]
