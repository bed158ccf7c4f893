"""The replies of a service stand in its own database and keep what the file of the command line keeps."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from reviewer.model.judgement import CallUsage, Reply
from reviewer.store.replies import Replies
from reviewer.store.store import Store


def test_a_reply_comes_back_as_it_was_paid_for(store: Store) -> None:
    replies = Replies(store.database)
    reply = Reply("ok", "text", "model", CallUsage(7, 5, 3, 0.25), "detail")
    replies.keep("k", reply, purpose="grade", prompt="p")
    replies.keep("k", Reply("refused"))
    found = replies.find(["k", "other"])
    assert set(found) == {"k"}
    assert (found["k"].text, found["k"].usage, found["k"].reused) == ("text", reply.usage, True)


def test_one_of_many_may_ask(store: Store) -> None:
    replies = Replies(store.database)
    with ThreadPoolExecutor(8) as threads:
        claims = list(threads.map(lambda n: replies.claim("k", f"elsewhere:{n}:x", 30), range(16)))
    assert [claim.state for claim in claims].count("mine") == 1
    assert [claim.state for claim in claims].count("theirs") == 15


def test_a_claim_that_ran_out_is_taken_over_once_and_counted(store: Store) -> None:
    replies = Replies(store.database)
    replies.claim("k", "elsewhere:1:x", -1)
    with ThreadPoolExecutor(8) as threads:
        claims = list(threads.map(lambda n: replies.claim("k", f"elsewhere:{n}:y", 30), range(16)))
    assert [(claim.state, claim.repeated) for claim in claims].count(("mine", True)) == 1
    assert [claim.state for claim in claims].count("theirs") == 15
    replies.release("k", "elsewhere:1:x")  # the owner before has nothing to say any more
    assert replies.claim("k", "elsewhere:9:z", 30).state == "theirs"
