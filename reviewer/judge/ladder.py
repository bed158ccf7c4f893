"""The ways to ask for structured output. In: one Send per way. Out: an Ask that uses the best way the model can do.

From the top: a JSON schema that the server enforces, a forced tool call with the schema as its parameters, plain JSON
with the schema in the prompt. Which one works is found once per host and model, by what the server refuses and by what
comes back, and is remembered in the replies store. Parameters that a model refuses are left out in the same way.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from reviewer.judge.aside import aside
from reviewer.judge.failure import ProviderError, Send
from reviewer.judge.ledger import ReplyStore
from reviewer.model.judgement import Ask, CallUsage, Reply, Request

Mode = Literal["json_schema", "tool", "json"]
MODES: tuple[Mode, ...] = get_args(Mode)

_FORM = "response_format"
_TRIES_A_RUNG = 2  # a reply may be off by chance: one more try tells a slip from a model that ignores schemas


@dataclass(frozen=True, slots=True)
class Rung:
    """A way of asking: the mode, and the parameters that this model does not take."""

    mode: Mode = "json_schema"
    omit: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return ";".join([self.mode, *sorted(self.omit)])

    @classmethod
    def parse(cls, text: str) -> Rung:
        """The rung that `str` wrote; the top one if an unknown version wrote it."""
        mode, *omit = text.split(";")
        known = next((one for one in MODES if one == mode), None)
        return cls(known, frozenset(omit)) if known else cls()

    @property
    def below(self) -> Rung | None:
        """The next way down, None below the last."""
        at = MODES.index(self.mode)
        return replace(self, mode=MODES[at + 1]) if at + 1 < len(MODES) else None

    @property
    def bare(self) -> Rung | None:
        """This way without a word on the form of the reply, None if it says none already."""
        return None if _FORM in self.omit else replace(self, omit=self.omit | {_FORM})


class Ladder:
    """What is known of one model: the rung in use and whether it has proved to work."""

    def __init__(self, host: str, model: str, store: ReplyStore | None = None) -> None:
        self.host = host
        self.model = model
        self.rung = Rung()
        self.proven = False
        self._store = store
        self._misses = 0
        self._recalled = store is None

    async def recall(self) -> None:
        """Reads what an earlier process found; once."""
        if self._recalled or self._store is None:
            return
        self._recalled = True
        found = await aside(self._store.rung, self.host, self.model)
        if found is not None and not self.proven:
            self.rung, self.proven = Rung.parse(found), True

    async def prove(self, rung: Rung) -> None:
        """A reply of this rung had the asked shape: from now on this is the way, unless a better one proved itself."""
        if self.proven and MODES.index(self.rung.mode) <= MODES.index(rung.mode):
            return
        self.rung, self.proven, self._misses = rung, True, 0
        if self._store is not None:
            await aside(self._store.keep_rung, self.host, self.model, str(rung))

    def refused(self, rung: Rung, error: ProviderError) -> Rung | None:
        """The next way to try after the server refused this one, None if there is none."""
        if error.kind == "parameter" and error.parameter and error.parameter not in rung.omit:
            following: Rung | None = replace(rung, omit=rung.omit | {error.parameter})
        elif error.kind == "unsupported" or (error.kind == "rejected" and not self.proven):
            following = rung.below or rung.bare
        else:
            following = None
        if following is not None and rung == self.rung:
            self.rung, self.proven, self._misses = following, False, 0
        return following

    def missed(self, rung: Rung) -> Rung | None:
        """The next way to try after a reply without the asked shape, None to leave it at this reply."""
        if self.proven or rung != self.rung:
            return None
        self._misses += 1
        if self._misses < _TRIES_A_RUNG:
            return rung
        self._misses = 0
        below = rung.below
        # Where no way gives the shape, the strictest is as good as any; in this process the search is over.
        self.rung, self.proven = (below, False) if below else (Rung(omit=rung.omit), True)
        return below


def climbing(ladder: Ladder, at: Callable[[Rung], Send]) -> Ask:
    """Asks on the ladder's rung, steps down where that does not work, and never raises for what a provider did."""

    async def wrapped(request: Request) -> Reply:
        await ladder.recall()
        usage = CallUsage(calls=0)
        following: Rung | None = ladder.rung
        reply = Reply(state="failed")
        while following is not None:
            rung = following
            try:
                reply = await at(rung)(request)
            except ProviderError as error:
                following, reply = ladder.refused(rung, error), error.reply()
            else:
                following = await _after(ladder, rung, request, reply)
            usage += reply.usage
        return replace(reply, usage=usage)

    return wrapped


async def _after(ladder: Ladder, rung: Rung, request: Request, reply: Reply) -> Rung | None:
    """The way to ask again after a reply, None if this reply is the one to give back."""
    if reply.state != "ok":
        return None
    if has_shape(reply.text, request.schema):
        await ladder.prove(rung)
        return None
    return ladder.missed(rung)


def has_shape(text: str, schema: Mapping[str, Any]) -> bool:
    """Whether a reply is one JSON object with the keys that the schema requires; a code fence around it is allowed."""
    try:
        found = json.loads(without_fence(text))
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and all(key in found for key in schema.get("required", ()))


def without_fence(text: str) -> str:
    """The text inside one Markdown code fence, or the text as it is."""
    text = text.strip()
    if text.startswith("```") and text.endswith("```") and "\n" in text:
        return text[text.index("\n") + 1 : -3].strip()
    return text
