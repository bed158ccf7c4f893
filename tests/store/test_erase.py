"""Erasing takes the text and every reply about it, leaves what others need, and says what remains."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.errors import WorkError
from reviewer.model.judgement import Reply
from reviewer.store.store import Store
from tests.store.rows import new, outcome

SECRET = "the launch is on the fourteenth"
JUDGED = {"rubric": "system-design", "model": "openai:x"}


def test_erasing_takes_the_row_the_text_and_the_replies(store: Store) -> None:
    review = new(store, text=SECRET, order=JUDGED)
    again = new(store, previous=review.id)
    replies = store.replies_of("local", review.id)
    assert replies.claim("call", "me", 30).state == "mine"
    replies.keep("call", Reply("ok", SECRET))
    replies.keep_all({"verdict": Reply("ok", SECRET)})
    store.reviews.finish(review.id, outcome(SECRET))
    erased = store.reviews.erase("local", review.id)
    assert erased is not None
    assert (erased.documents, erased.reviews, erased.replies) == (1, 1, 2)
    assert store.reviews.get("local", review.id) is None
    assert store.documents.get("local", review.id) is None
    assert replies.find(["call", "verdict"]) == {}
    kept = store.reviews.get("local", again.id)
    assert kept is not None
    assert kept.previous is None
    assert store.reviews.erase("local", review.id) is None
    assert any("openai:x" in sentence for sentence in erased.remains)


def test_nothing_of_the_text_is_left_in_the_files(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    review = new(store, text=SECRET, order=JUDGED)
    replies = store.replies_of("local", review.id)
    replies.keep_all({"verdict": Reply("ok", SECRET)})
    store.reviews.finish(review.id, outcome(SECRET, review_json=SECRET.encode()))
    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert SECRET.encode() in everything
    store.reviews.erase("local", review.id)
    store.close()
    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert SECRET.encode() not in everything


def test_what_another_review_of_the_document_needs_stays_and_is_named(store: Store) -> None:
    first, second = new(store, order=JUDGED), new(store, order=JUDGED)
    store.replies_of("local", first.id).keep_all({"shared": Reply("ok", "x"), "own": Reply("ok", "y")})
    assert set(store.replies_of("local", second.id).find(["shared"])) == {"shared"}
    store.overrides.put("local", first.sha256, "system-design", "api.endpoints", level="met", note="seen", by="coach")
    erased = store.reviews.erase("local", first.id)
    assert erased is not None
    assert erased.replies == 1
    assert set(store.replies_of("local", second.id).find(["shared", "own"])) == {"shared"}
    said = " ".join(erased.remains)
    assert second.id in said
    assert "1 replies stay" in said
    assert "1 corrections" in said
    last = store.reviews.erase("local", second.id)
    assert last is not None
    assert last.replies == 1


def test_a_reply_that_comes_after_erasing_is_not_kept(store: Store) -> None:
    review = new(store, order=JUDGED)
    replies = store.replies_of("local", review.id)
    replies.claim("call", "me", 30)
    store.reviews.erase("local", review.id)
    with pytest.raises(WorkError):
        replies.keep("call", Reply("ok", SECRET))
    assert store.replies_of("local", new(store).id).find(["call"]) == {}


def test_tenants_do_not_share_replies(store: Store) -> None:
    ours, theirs = new(store, "us", order=JUDGED), new(store, "them", order=JUDGED)
    store.replies_of("us", ours.id).keep_all({"k": Reply("ok", "x")})
    assert store.replies_of("them", theirs.id).find(["k"]) == {}
    assert store.replies_of("them", theirs.id).claim("k", "me", 30).state == "mine"
    erased = store.reviews.erase("us", ours.id)
    assert erased is not None
    assert not any(theirs.id in sentence for sentence in erased.remains)


def test_what_a_way_of_asking_learned_is_shared(store: Store) -> None:
    review = new(store)
    store.replies_of("local", review.id).keep_rung("host", "model", "tool")
    store.replies_of("local", review.id).keep_rung("host", "model", "json")
    assert store.replies_of("other", review.id).rung("host", "model") == "json"
