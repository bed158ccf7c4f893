"""What the server does. In: shares of faults and a seed. Out: for each call the fault it meets, if any."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

FAULTS = (
    "rate_limit",  # 429 with Retry-After in seconds
    "rate_limit_bare",  # 429 without a word on when to come back
    "rate_limit_date",  # 429 with Retry-After as a date
    "quota",  # 429, insufficient_quota
    "server_error",  # 500
    "unavailable",  # 503
    "drop",  # the connection closes without an answer
    "cut",  # the connection closes in the middle of the answer
    "stall",  # no answer until the client gives up
    "trickle",  # blanks, one by one, and never an answer
    "not_json",  # 200 with a page of HTML
    "no_choices",  # 200 with an object that is no completion
    "wrapped_error",  # 200 with an error object inside
    "truncated",  # finish_reason length, the JSON cut off
    "empty",  # no content
    "malformed",  # JSON with a missing comma, finish_reason stop
    "prose",  # a friendly sentence around the verdict
    "refusal",
    "content_filter",
    "context",  # 400, context_length_exceeded
    "redirect",  # 307 to another host
    "auth",  # 401, with the key in its message
    "invented",  # well-formed, but the quotes are not in the document
    "missing",  # well-formed, but half of the verdicts are left out
)


@dataclass(frozen=True)
class Behaviour:
    """How a server behaves.

    `faults` maps a fault to the share of calls that meet it; `script` names the fault of the first, second, … call, ""
    for none, and comes first. `supports` are the ways of structured output it knows; another way is refused with 400,
    or, with `ignores`, answered with prose. `rejects` are parameters it refuses with 400. `most_at_once` and
    `rate_per_s` (with `burst`) answer 429 to what is beyond them; `rate_headers` tells of the latter in headers.
    `steady` makes a level depend on the criterion alone, whatever the document says; a prompt with the words
    `obeys` in it gets the best level for everything, with the line of these words as the quote. Times are in
    seconds; an answer takes `latency_s`, and up to `spread_s` longer by what it is about.
    """

    faults: Mapping[str, float] = field(default_factory=dict)
    script: Sequence[str] = ()
    seed: int = 0
    latency_s: float = 0.0
    spread_s: float = 0.0
    retry_after_s: float = 0.01
    stall_s: float = 60.0
    supports: tuple[str, ...] = ("json_schema", "tool", "json")
    ignores: bool = False
    rejects: tuple[str, ...] = ()
    most_at_once: int | None = None
    rate_per_s: float | None = None
    burst: int = 1
    rate_headers: bool = False
    steady: bool = False
    obeys: str = ""

    def fault(self, number: int, body: bytes, nth: int) -> str:
        """The fault of the `number`th call (from 0), whose body comes for the `nth` time; "" for none.

        Apart from the script it depends on the body alone, so that the order in which calls arrive changes nothing.
        """
        if number < len(self.script):
            return self.script[number]
        digest = hashlib.sha256(body).hexdigest()
        at = random.Random(f"{self.seed}:{digest}:{nth}").random()
        for fault, share in self.faults.items():
            if at < share:
                return fault
            at -= share
        return ""
