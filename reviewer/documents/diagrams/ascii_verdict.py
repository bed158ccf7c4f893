"""Whether a drawing shows an architecture: text, or a graph's labels, go in; the answer comes out.

Folder trees, tables, state machines, data structures and entity diagrams are drawn with the same characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reviewer.documents.diagrams.kind import kind_of

_TREE = re.compile(r"^[\s│|]*(?:[├└]─+|\|--+|`--+|\+--+|\\--+) ?[\w.~/*{\[(]")
_TABLE_ROW = re.compile(r"^\s*[|│║](?:[^|│║\n]*[|│║]){2,}\s*$")
_STATE = re.compile(
    r"(?:(?:un|in|non[-_ ]?)?(?:created|ready|pending|active|inactive|running|stopped|failed|failure|"
    r"done|completed?|success|succeeded"
    r"|error|idle|init|initiali[sz]ed|started?|end|ended|open|opened|closed?|half[- ]open|published|"
    r"draft|approved|rejected|cancel+ed|expired|paid|shipped|delivered"
    r"|processing|waiting|queued|scheduled|paused|retry|retrying|new|confirmed|reserved|available|"
    r"booked|deleted|archived|healthy|unhealthy|suspect|dead|alive"
    r"|leader|follower|candidate|connected|disconnected|accepted|submitted|assigned|enqueued|blocked|"
    r"locked|released|unlocked|captured|authori[sz]ed|refunded|settled)(?: state)?)",
    re.I,
)
_CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(?:[_ -][A-Z0-9]+)*")
_COLUMN = re.compile(
    r"\b(?:varchar|char|int|integer|bigint|uuid|string|text|timestamp|datetime|boolean|bool|float|"
    r"double|json|pk|fk|primary key|foreign key)\b(?:\(\d+\))?\s*$",
    re.I,
)
_STEP = re.compile(
    r"(?:is|are|does|do|has|if|check|return|read|write|get|fetch|send|receive|start|end|stop|begin|"
    r"update|insert|delete|find|compute|calculate|generate|parse|validate|wait|retry|try|set|add|"
    r"remove|merge|split|yes|no|hit|miss|store (?:in|to))\b(?!\s*(?:service|api|server|handler|worker|path|model|"
    r"replicas?|queue|db))",
    re.I,
)
_TEST = re.compile(r"tests?|testing|checks?|qa", re.I)
_ACT = re.compile(
    r"(?:[A-Za-z][\w-]*\s){1,3}(?:clicks|creates|sends|processes|updates|finishes|closes|pays|calls|receives|returns|"
    r"checks|validates|opens|submits|confirms|fails|succeeds|writes|reads|publishes|generates|redirects|selects|"
    r"enters|saves|retries|responds|verifies|uploads|downloads|completes|starts|stops)\b"
)
"""Who does what: "User clicks Pay"."""

_NUMBERED = re.compile(r"\d{1,2}[.)] ?[A-Za-z]")
_MEASURE = re.compile(r"[\d\s.,:%#\[\]()'\"?*/+-]*$")


def is_tree(text: str) -> bool:
    """A listing of folders and files."""
    lines = [line for line in text.split("\n") if line.strip()]
    return sum(_TREE.match(line) is not None for line in lines) >= max(2, 0.4 * len(lines))


def is_table(rows: Sequence[str]) -> bool:
    """A table drawn with bars: rows of cells between rules, all of the same width, with two columns at least."""
    filled = [row.rstrip() for row in rows if row.strip()]
    cells = [row for row in filled if _TABLE_ROW.match(row)]
    rules = [row for row in filled if _is_rule(row)]
    if len(cells) < 2 or not rules or len(cells) + len(rules) < 0.9 * len(filled):
        return False
    starts = Counter(len(row) - len(row.lstrip()) for row in filled)
    ends = Counter(len(row) for row in filled)
    return max(starts.values()) >= 0.9 * len(filled) and max(ends.values()) >= 0.6 * len(filled)


def _is_rule(row: str) -> bool:
    return not set(row.strip()) - set("|+-─=: ═├┼┬┴┤└┌┐┘╔╠╚╗╣╝╬╦╩") and any(char in "-─=═" for char in row)


def shows_parts(labels: Sequence[str], contents: Sequence[Sequence[str]] = ()) -> bool:
    """Whether labels are those of a system's parts rather than of states, values, columns or steps.

    `contents` are the lines of text in each box.
    """
    half = len(labels) / 2
    if not labels or sum(_MEASURE.match(label) is not None for label in labels) >= half:
        return False
    if sum(sum(_COLUMN.search(line) is not None for line in lines) >= 2 for lines in contents) >= half:
        return False
    if are_steps(labels):
        return False
    if sum(_is_test(label) for label in labels) > half:
        return False
    kinds = [kind_of(label) for label in labels]
    states = sum(_is_state(label) and kind == "other" for label, kind in zip(labels, kinds, strict=True))
    return states < half and (any(kind != "other" for kind in kinds) or all(_is_name(label) for label in labels))


def are_steps(labels: Sequence[str]) -> bool:
    """Whether labels are steps of a process rather than parts of a system: "check cache", "3. Deploy", "is it new?"."""
    steps = sum(
        _STEP.match(label) is not None or _ACT.match(label) is not None or label.endswith("?") for label in labels
    )
    numbered = sum(_NUMBERED.match(label) is not None for label in labels)
    return steps * 2 > len(labels) or numbered * 3 >= len(labels)


def _is_test(label: str) -> bool:
    """A kind of test, as in a pyramid of tests: "Integration Tests"."""
    words = label.partition("(")[0].split()
    return bool(words) and _TEST.fullmatch(words[-1]) is not None


def _is_state(label: str) -> bool:
    """A state's name: a participle or adjective, or one word in capitals such as `NODE_READY`."""
    label = label.partition("(")[0].strip()
    return _STATE.fullmatch(label) is not None or ("_" in label and _CONSTANT.fullmatch(label) is not None)


def _is_name(label: str) -> bool:
    """Two or more words in title case, as parts of a system have them."""
    words = label.partition("(")[0].split()
    return len(words) >= 2 and sum(word[0].isupper() for word in words) >= len(words) - 1
