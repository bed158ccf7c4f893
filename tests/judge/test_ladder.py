"""Which way of structured output is used: found once, by refusals and by what comes back, and remembered."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from reviewer.judge.failure import ProviderError, Send
from reviewer.judge.ladder import MODES, Ladder, Rung, climbing, has_shape
from reviewer.model.judgement import Reply, Request
from reviewer.store.replies import Replies
from tests.judge.asking import VERDICTS, ok, request


class Model:
    """A model that answers each way of asking with what `answers` says; it counts how it was asked."""

    def __init__(self, **answers: Reply | ProviderError) -> None:
        self.answers = answers
        self.asked: Counter[str] = Counter()

    def at(self, rung: Rung) -> Send:
        async def send(_request: Request) -> Reply:
            self.asked[str(rung)] += 1
            answer = self.answers.get(str(rung), self.answers.get(rung.mode, ok()))
            if isinstance(answer, ProviderError):
                raise answer
            return answer

        return send


UNSUPPORTED = ProviderError("unsupported", "HTTP 400")
PROSE = ok(text="I like it a lot.")


def asking(model: Model, ladder: Ladder, times: int = 1) -> list[Reply]:
    ask = climbing(ladder, model.at)

    async def work() -> list[Reply]:
        return [await ask(request()) for _ in range(times)]

    return asyncio.run(work())


def test_a_refused_way_leads_to_the_next() -> None:
    model = Model(json_schema=UNSUPPORTED)
    replies = asking(model, Ladder("h", "m"), times=3)
    assert [reply.state for reply in replies] == ["ok"] * 3
    assert model.asked == {"json_schema": 1, "tool": 3}
    assert [reply.usage.calls for reply in replies] == [2, 1, 1]


def test_the_way_is_remembered_by_host_and_model(tmp_path: Path) -> None:
    store = Replies(tmp_path / "replies.sqlite")
    asking(Model(json_schema=UNSUPPORTED, tool=UNSUPPORTED), Ladder("h", "m", store))
    again, other = Model(json_schema=UNSUPPORTED, tool=UNSUPPORTED), Model()
    asking(again, Ladder("h", "m", store))
    asking(other, Ladder("h", "another", store))
    assert again.asked == {"json": 1}
    assert other.asked == {"json_schema": 1}
    store.close()


def test_a_model_that_ignores_schemas_is_asked_another_way() -> None:
    model = Model(json_schema=PROSE, tool=PROSE)
    replies = asking(model, Ladder("h", "m"), times=3)
    assert [has_shape(reply.text, VERDICTS) for reply in replies] == [True] * 3
    assert model.asked == {"json_schema": 2, "tool": 2, "json": 3}
    assert replies[0].usage.calls == 5


def test_one_slip_does_not_make_a_model_ignorant() -> None:
    answers = iter([PROSE, ok(), ok()])
    asked = []

    def at(rung: Rung) -> Send:
        async def send(_request: Request) -> Reply:
            asked.append(rung.mode)
            return next(answers)

        return send

    ladder = Ladder("h", "m")

    async def work() -> Reply:
        ask = climbing(ladder, at)
        await ask(request())
        return await ask(request())

    assert asyncio.run(work()).text == ok().text
    assert asked == ["json_schema"] * 3
    assert ladder.proven


def test_a_way_that_has_proved_itself_is_not_left_for_a_bad_reply() -> None:
    model, ladder = Model(), Ladder("h", "m")
    asking(model, ladder)
    model.answers = {"json_schema": PROSE}
    replies = asking(model, ladder, times=5)
    assert model.asked == {"json_schema": 6}
    assert {reply.text for reply in replies} == {PROSE.text}


def test_where_no_way_works_the_search_ends() -> None:
    model = Model(json_schema=PROSE, tool=PROSE, json=PROSE)
    replies = asking(model, Ladder("h", "m"), times=4)
    assert [reply.usage.calls for reply in replies] == [6, 1, 1, 1]
    assert model.asked == {"json_schema": 5, "tool": 2, "json": 2}


def test_where_every_way_is_refused_the_call_fails() -> None:
    model = Model(json_schema=UNSUPPORTED, tool=UNSUPPORTED, json=UNSUPPORTED)
    (reply,) = asking(model, Ladder("h", "m"))
    assert (reply.state, reply.kind, reply.usage.calls) == ("failed", "unsupported", 4)


def test_a_server_that_knows_no_forms_is_asked_in_words_alone() -> None:
    model = Model(json_schema=UNSUPPORTED, tool=UNSUPPORTED, json=UNSUPPORTED, **{"json;response_format": ok()})
    assert [reply.state for reply in asking(model, Ladder("h", "m"), times=2)] == ["ok", "ok"]
    assert model.asked["json;response_format"] == 2


def test_a_parameter_that_is_refused_is_left_out_from_then_on(tmp_path: Path) -> None:
    store = Replies(tmp_path / "replies.sqlite")
    model = Model(json_schema=ProviderError("parameter", parameter="temperature"), **{"json_schema;temperature": ok()})
    asking(model, Ladder("h", "m", store), times=2)
    assert model.asked == {"json_schema": 1, "json_schema;temperature": 2}
    assert store.rung("h", "m") == "json_schema;temperature"
    store.close()


def test_a_parameter_that_is_refused_again_ends_it() -> None:
    (reply,) = asking(Model(json_schema=ProviderError("parameter", parameter="seed")), Ladder("h", "m"))
    assert (reply.state, reply.kind, reply.usage.calls) == ("failed", "parameter", 2)


@pytest.mark.parametrize("proven", [False, True])
def test_a_request_that_is_wrong_is_not_blamed_on_a_proven_way(proven: bool) -> None:
    ladder = Ladder("h", "m")
    ladder.proven = proven
    model = Model(json_schema=ProviderError("rejected"))
    (reply,) = asking(model, ladder)
    assert reply.state == ("failed" if proven else "ok")


def test_many_at_once_find_the_way_together() -> None:
    model, ladder = Model(json_schema=UNSUPPORTED, tool=PROSE), Ladder("h", "m")
    ask = climbing(ladder, model.at)

    async def work() -> list[Reply]:
        return await asyncio.gather(*(ask(request()) for _ in range(16)))

    replies = asyncio.run(work())
    assert {reply.state for reply in replies} == {"ok"}
    assert ladder.rung.mode == "json"
    assert all(reply.usage.calls <= 6 for reply in replies)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("omit", [frozenset[str](), frozenset({"seed", "temperature"})])
def test_a_rung_is_written_and_read_back(mode: str, omit: frozenset[str]) -> None:
    rung = Rung(mode, omit)  # type: ignore[arg-type]
    assert Rung.parse(str(rung)) == rung
    assert Rung.parse("a way of tomorrow") == Rung()


@pytest.mark.parametrize(
    ("text", "shaped"),
    [
        ('{"verdicts": []}', True),
        ('```json\n{"verdicts": []}\n```', True),
        ('Sure: {"verdicts": []}', False),
        ('{"verdict": []}', False),
        ("[]", False),
        ("", False),
        ("[" * 100_000, False),
    ],
)
def test_the_shape_is_that_of_the_whole_reply(text: str, shaped: bool) -> None:
    assert has_shape(text, VERDICTS) is shaped
