"""Messages of a sequence diagram: in the order they are sent they go in, the calls among them come out.

Responses are left out: dashed arrows that go back along a call, and solid ones that do so and read like an answer.
Messages to oneself are left out too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass

_ANSWER = re.compile(
    r"\b(?:responses?|results?|repl(?:y|ies|ied)|returns?|returned|ack(?:s|ed|nowledged?|"
    r"nowledg(?:e)?ment)?|ok|okay|success"
    r"(?:ful|fully)?|found|not_found|rejected|accepted|approved|denied|declined|done|confirmed|"
    r"confirmation|created|saved"
    r"|stored|updated|deleted|completed?|failed|failure|errors?|hit|miss|granted|valid|invalid|true|"
    r"false|yes|no|null"
    r"|[1-5]\d\d|[1-5]xx)\b|(?:response|result|reply|ack)\b",
    re.I,
)
_REQUEST = re.compile(
    r"(?:\d{1,2}[.):]?\s+|[a-z]\)\s+|async(?:hronously)?\s+|then\s+|if\s+\w+,?\s+)?(?:get|list|fetch|"
    r"send|post|put|patch|create|update|delete|remove|query|read"
    r"|write|save|store|publish|emit|check|validate|verify|invoke|call|request|push|notify|forward|"
    r"route|scan|search|look|lookup|find|load|upload"
    r"|download|enqueue|dequeue|consume|poll|pull|subscribe|insert|select|add|set|submit|register|"
    r"login|authenticate|authori[sz]e|redirect|process"
    r"|generate|compute|calculate|charge|refund|reserve|book|cancel|confirm|commit|start|stop|open|"
    r"connect|join|ping|broadcast|fan|fanout|deliver"
    r"|dispatch|trigger|schedule|execute|run|ask|try|retry|acquire|lock|release|increment|incr|index|"
    r"replicate|sync|stream|persist|append|flush"
    r"|evict|invalidate|expire|resolve|render|transcode|encode|decode|encrypt|decrypt|sign|apply|"
    r"assign|allocate|record|log|track|report|mark)"
    r"(?:s|es)?\b",
    re.I,
)
_CAMEL_REQUEST = re.compile(
    r"(?:get|list|fetch|send|post|put|create|update|delete|query|read|write|check|validate|notify|"
    r"find|load|add|set)[A-Z_(]",
    re.I,
)
_ACKNOWLEDGES = re.compile(r"\s*(?:n?acks?\b|acknowledg|commit|ok\b|done\b)", re.I)
_STATUS = re.compile(r"\s*(?:HTTP/?[\d.]*\s)?[1-5]\d\d\b")
_ANSWER_NAME = re.compile(r"(?:Response|Result|Reply)\b")
_ANSWERING_VERB = re.compile(
    r"(?:get|list|send)?s?\s?\S*(?:response|result|reply)\b|returns?\b|confirm(?:ed|ation)\b", re.I
)
_PATH_STEPS = 200  # how many participants are visited to see whether one was called on behalf of another


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `dashed`: drawn as a dashed line."""

    source: str
    target: str
    text: str
    dashed: bool = False


def reads_like_answer(text: str) -> bool:
    """Whether a message's text is what comes back ("Result", "200 OK", "found") and no request of its own."""
    if _STATUS.match(text):
        return True
    if is_request(text):
        return _ANSWERING_VERB.match(text) is not None
    return _ANSWER.search(text) is not None


def is_request(text: str) -> bool:
    """Whether a message's text begins with what is asked for ("fetch rows", "GetOrder(id)")."""
    if _REQUEST.match(text):
        return True
    return _CAMEL_REQUEST.match(text) is not None and _ANSWER_NAME.search(text) is None


def calls(messages: Iterable[Message], queues: frozenset[str] = frozenset()) -> list[Message]:
    """The messages that are requests, in their order, repeats included. What is put into one of `queues` with a solid
    line answers nobody."""
    found: list[Message] = []
    waiting: Counter[tuple[str, str]] = Counter()
    called: defaultdict[str, set[str]] = defaultdict(set)
    for message in messages:
        back = (message.target, message.source)
        if message.source == message.target:
            continue
        is_put = message.target in queues and not message.dashed and _ACKNOWLEDGES.match(message.text) is None
        if not is_put and _is_answer(message, waiting[back] > 0, called):
            waiting[back] -= waiting[back] > 0
            continue
        waiting[message.source, message.target] += 1
        called[message.source].add(message.target)
        found.append(message)
    return found


def _is_answer(message: Message, is_awaited: bool, called: dict[str, set[str]]) -> bool:
    if message.dashed:
        return is_awaited or _reaches(message.target, message.source, called)
    if reads_like_answer(message.text):
        return is_awaited or _reaches(message.target, message.source, called)
    return is_awaited and not is_request(message.text)


def _reaches(start: str, goal: str, called: dict[str, set[str]]) -> bool:
    """Whether `start` called `goal`, itself or through others."""
    seen, queue = {start}, deque([start])
    while queue and len(seen) < _PATH_STEPS:
        for target in called.get(queue.popleft(), ()):
            if target == goal:
                return True
            if target not in seen:
                seen.add(target)
                queue.append(target)
    return False
