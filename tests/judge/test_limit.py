"""How many calls are under way at once: never too many, fewer where a host refuses, more again where it bears them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable

import pytest

from reviewer.judge.failure import ProviderError
from reviewer.judge.limit import Limiter, limited, limiter_of
from reviewer.judge.retry import retrying
from reviewer.judge.waiting import FIRST, turn
from reviewer.model.judgement import Reply, Request
from tests.judge.asking import Script, ok, request, run_virtual

Send = Callable[[Request], Awaitable[Reply]]


class Host:
    """A host that takes `bears` calls at once and refuses what is beyond; each takes a second."""

    def __init__(self, bears: int) -> None:
        self.bears = bears
        self.at_once = 0
        self.most = 0
        self.refused: list[bool] = []

    async def __call__(self, _request: Request) -> Reply:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            self.refused.append(self.at_once > self.bears)
            if self.refused[-1]:
                raise ProviderError("rate_limit")
            await asyncio.sleep(1)
            return ok()
        finally:
            self.at_once -= 1


async def all_of(send: Send, count: int) -> list[Reply]:
    return await asyncio.gather(*(send(request(str(number))) for number in range(count)))


def test_never_more_at_once_than_allowed() -> None:
    host = Host(bears=1000)
    replies, took_s = run_virtual(all_of(limited(host, Limiter(16)), 100))
    assert host.most == 16
    assert took_s == 7  # seven rounds of up to sixteen
    assert {reply.state for reply in replies} == {"ok"}


def test_it_settles_at_what_the_host_bears() -> None:
    host, limiter = Host(bears=4), Limiter(32)
    replies, took_s = run_virtual(all_of(retrying(limited(host, limiter)), 400))
    late = host.refused[len(host.refused) // 2 :]
    assert {reply.state for reply in replies} == {"ok"}
    assert limiter.limit <= 6
    assert sum(late) / len(late) < 0.15
    assert took_s < 400 / 4 * 1.6  # and little of what the host bears is left unused


def test_it_rises_again() -> None:
    host, limiter = Host(bears=1000), Limiter(16)
    limiter.limit = 1.0
    run_virtual(all_of(limited(host, limiter), 300))
    assert host.most == 16


def test_calls_that_were_under_way_at_a_cut_do_not_cut_again() -> None:
    limiter = Limiter(16)
    limiter.active = 16

    async def work() -> None:
        for _ in range(10):
            limiter.refused(0.0, None)
            await asyncio.sleep(0.001)

    run_virtual(work())
    assert limiter.limit == 8


def test_one_refusal_holds_everyone_back() -> None:
    limiter = Limiter(8)
    first = Script([ProviderError("rate_limit", retry_after_s=5.0), ok()])
    other = Script([ok()])

    async def work() -> None:
        await asyncio.gather(retrying(limited(first, limiter))(request()), _late(limited(other, limiter)))

    run_virtual(work())
    assert other.began_s[0] >= 5.0


async def _late(send: Send) -> Reply:
    await asyncio.sleep(0.5)
    return await send(request())


def test_headers_that_say_nothing_is_left_are_believed() -> None:
    send = Script([ok(pause_s=3.0), ok()])

    async def work() -> None:
        asks = limited(send, Limiter(8))
        await asks(request())
        await asks(request())

    run_virtual(work())
    assert send.began_s == [0.0, 3.0]


def test_a_pause_is_a_failure_if_not_to_be_waited_for() -> None:
    send = Script([ok(pause_s=3.0)])

    async def work() -> None:
        asks = limited(send, Limiter(8), on_rate_limit="rules")
        await asks(request())
        with pytest.raises(ProviderError) as caught:
            await asks(request())
        assert (caught.value.kind, caught.value.sent) == ("rate_limit", False)

    run_virtual(work())
    assert len(send.asked) == 1


def test_those_who_stop_waiting_give_up_their_place() -> None:
    limiter = Limiter(1)
    send = Script([ok()], takes_s=1.0)

    async def work() -> Reply:
        asks = limited(send, limiter)
        first = asyncio.create_task(asks(request()))
        await asyncio.sleep(0)
        gone = [asyncio.create_task(asks(request())) for _ in range(3)]
        last = asyncio.create_task(asks(request()))
        await asyncio.sleep(0.5)
        for task in gone:
            task.cancel()
        await first
        return await last

    reply, took_s = run_virtual(work())
    assert (reply.state, took_s, limiter.active) == ("ok", 2.0, 0)


def test_earlier_turns_go_first_and_what_others_wait_for_before_them() -> None:
    send = Script([ok()] * 5, takes_s=1.0)

    async def work() -> None:
        asks = limited(send, Limiter(1))

        async def one(number: int, name: str) -> None:
            turn.set(number)
            await asks(request(name))

        async with asyncio.TaskGroup() as group:
            for number, name in ((3, "at once"), (3, "third"), (1, "first"), (2, "second"), (FIRST, "opening")):
                group.create_task(one(number, name))

    run_virtual(work())
    assert [asked.key for asked in send.asked] == ["at once", "opening", "first", "second", "third"]


def test_one_limit_holds_over_several_event_loops() -> None:
    limiter, host = Limiter(3), Host(bears=1000)
    host_lock = threading.Lock()
    most = 0

    async def slow(given: Request) -> Reply:
        nonlocal most
        with host_lock:
            host.at_once += 1
            most = max(most, host.at_once)
        await asyncio.sleep(0.002)
        with host_lock:
            host.at_once -= 1
        return ok()

    threads = [threading.Thread(target=lambda: asyncio.run(all_of(limited(slow, limiter), 20))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert most == 3
    assert limiter.active == 0


def test_a_host_has_one_limiter() -> None:
    assert limiter_of("one.example", 4) is limiter_of("one.example", 8)
    assert limiter_of("one.example", 2).limit == 8
    assert limiter_of("two.example", 4) is not limiter_of("one.example", 4)
