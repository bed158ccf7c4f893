"""Which calls are made again, how long in between, and how often at most. Time is virtual."""

from __future__ import annotations

import pytest

from reviewer.judge.deadline import Deadline
from reviewer.judge.failure import FailureKind, ProviderError
from reviewer.judge.retry import ATTEMPTS, LONGEST_WAIT_S, REFUSALS, retrying
from tests.judge.asking import Script, ok, request, run_virtual


@pytest.mark.parametrize("kind", ["server", "timeout", "connection", "malformed", "rate_limit"])
def test_a_passing_failure_is_tried_again(kind: FailureKind) -> None:
    send = Script([ProviderError(kind), ProviderError(kind), ok()])
    reply, _ = run_virtual(retrying(send)(request()))
    assert reply.state == "ok"
    assert len(send.asked) == 3
    assert reply.usage.calls == 3
    assert reply.usage.input_tokens == 100


@pytest.mark.parametrize("kind", ["auth", "quota", "not_found", "unknown", "context_length", "filtered"])
def test_a_failure_that_would_stay_is_not_tried_again(kind: FailureKind) -> None:
    send = Script([ProviderError(kind, "why")])
    reply, took_s = run_virtual(retrying(send)(request()))
    assert len(send.asked) == 1
    assert took_s == 0
    assert (reply.kind, reply.detail) == (kind, "why")
    assert reply.state == {"context_length": "context_length", "filtered": "filtered"}.get(kind, "failed")


@pytest.mark.parametrize("kind", ["unsupported", "parameter", "rejected"])
def test_a_failure_that_another_way_of_asking_may_mend_is_passed_on(kind: FailureKind) -> None:
    with pytest.raises(ProviderError) as caught:
        run_virtual(retrying(Script([ProviderError(kind)]))(request()))
    assert caught.value.kind == kind


def test_tries_are_bounded() -> None:
    send = Script([ProviderError("server", "HTTP 500")])
    reply, took_s = run_virtual(retrying(send)(request()))
    assert (reply.state, reply.kind, reply.usage.calls) == ("failed", "server", ATTEMPTS)
    assert len(send.asked) == ATTEMPTS
    assert took_s < 120


def test_refusals_for_now_are_bounded_apart() -> None:
    send = Script([ProviderError("rate_limit")])
    reply, _ = run_virtual(retrying(send)(request()))
    assert (reply.state, reply.kind) == ("failed", "rate_limit")
    assert len(send.asked) == REFUSALS + 1


def test_retry_after_is_waited_for() -> None:
    send = Script([ProviderError("rate_limit", retry_after_s=7.0), ok()])
    reply, took_s = run_virtual(retrying(send)(request()))
    assert reply.state == "ok"
    assert 7.0 <= took_s <= 7.7


def test_a_provider_that_wants_hours_is_given_up() -> None:
    send = Script([ProviderError("rate_limit", retry_after_s=LONGEST_WAIT_S + 1)])
    reply, took_s = run_virtual(retrying(send)(request()))
    assert (reply.state, reply.retry_after_s, took_s) == ("failed", LONGEST_WAIT_S + 1, 0)


@pytest.mark.parametrize("choice", ["fail", "rules"])
def test_refusals_are_not_waited_for_if_told_so(choice: str) -> None:
    send = Script([ProviderError("rate_limit", retry_after_s=1.0)])
    reply, took_s = run_virtual(retrying(send, on_rate_limit=choice)(request()))  # type: ignore[arg-type]
    assert (reply.state, reply.kind, reply.retry_after_s, took_s) == ("failed", "rate_limit", 1.0, 0)
    assert len(send.asked) == 1


def test_a_truncated_reply_is_asked_for_once_more_with_room() -> None:
    send = Script([ok(state="truncated"), ok()])
    reply, _ = run_virtual(retrying(send)(request(max_output_tokens=400)))
    assert reply.state == "ok"
    assert [asked.max_output_tokens for asked in send.asked] == [400, 800]
    assert (reply.usage.input_tokens, reply.usage.output_tokens, reply.usage.calls) == (200, 20, 2)


@pytest.mark.parametrize("state", ["truncated", "empty"])
def test_a_reply_that_stays_bad_is_paid_for_twice_at_most(state: str) -> None:
    send = Script([ok(state=state)])
    reply, _ = run_virtual(retrying(send)(request()))
    assert (reply.state, reply.usage.calls) == (state, 2)


@pytest.mark.parametrize("kind", ["parameter", "auth"])
def test_a_truncated_reply_stands_if_more_room_is_refused(kind: FailureKind) -> None:
    send = Script([ok(state="truncated"), ProviderError(kind)])
    reply, _ = run_virtual(retrying(send)(request()))
    assert (reply.state, reply.usage.calls) == ("truncated", 2)


@pytest.mark.parametrize("state", ["refused", "filtered"])
def test_an_answer_that_is_a_no_is_final(state: str) -> None:
    send = Script([ok(state=state)])
    reply, _ = run_virtual(retrying(send)(request()))
    assert (reply.state, len(send.asked)) == (state, 1)


def test_no_pause_goes_past_the_deadline() -> None:
    send = Script([ProviderError("rate_limit", retry_after_s=60.0)])

    async def work() -> object:
        return await retrying(send, deadline=Deadline(10.0))(request())

    reply, took_s = run_virtual(work())
    assert (reply.state, reply.kind, took_s) == ("deadline", "rate_limit", 0)  # type: ignore[attr-defined]
