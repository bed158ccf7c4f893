"""Flows written in one line: `Client -> Load balancer -> API -> Database`. Lines go in, a graph comes out.

A line counts when it is a chain of short names of which most are parts of a system; so type signatures, samples and
sentences with an arrow in them do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reviewer.documents.diagrams.graph import Graph, GraphBuilder
from reviewer.documents.diagrams.kind import kind_of
from reviewer.documents.diagrams.label import clean

_ARROW = re.compile(
    r"(?P<left><)?(?:[-=─—]{1,60}"
    r"(?: ?[(\[]?(?P<label>[A-Za-z][\w ,./]{0,40}(?:-[a-z]{1,20}){0,3})[)\]]? ?[-=─—]{1,60})?"
    r"(?P<right>[>▶►])|(?(left)[-=─—]{1,60}(?: ?[A-Za-z][\w ,./]{0,40} ?[-=─—]{1,60})?|(?!)))"
    r"|(?P<sign>[→⟶➜➔⇒⟹▶])|(?P<mutual>[↔⇄⇆⟷])|(?P<back>[←⟵⇐])"
)
_RUN = re.compile(r"([-=─—])\1{3,}")
_LEAD = re.compile(r"^(?:[-*+•>]|\d{1,3}[.):]|\(\d{1,3}\)|step \d{1,3}:?)\s+", re.I)
_TITLE = re.compile(r"^(?:[A-Z][\w /-]{2,40}):\s+(?=\S)")
_TAIL = re.compile(r"\s*[-^|]+\^?\s*$")
_NAME = re.compile(r"[A-Za-z0-9][\w .,/&'()+:#-]*$")
_FORBIDDEN = re.compile(r"[{}=;\"$\\<>]|\(\)|\w:\w|::|\w\(\w+, ?\w+\)|//")
_BRANCH = re.compile(r"[\s|│]*[\\└├+`]?(?=[-─=]{1,60}[>▶►]|[→➜➔⇒▶])")
_HANGING = 2  # columns from which on the place of an arrow tells which name it hangs from
_NUMBERED = re.compile(r"\s*\d{1,2}:\s.*(?:->|<-|=>|→|←)")
_FEWEST_CALLS = 2
_PAIR = 2
_SMALL_WORDS = frozenset(("of", "and", "the", "for", "to", "in", "a", "an", "by", "on"))
_FEWEST_NAMED = 4
_LONGEST_LINE = 1000
_LONGEST_NAME = 48
_MOST_WORDS = 6
_PARTS = frozenset({"gateway", "load_balancer", "cdn", "service", "database", "cache", "queue", "blob_store", "worker"})

Chain = list[tuple[str, str, bool]]
"""Steps as (source, target, both)."""


def read_chain(line: str, before: str | None = None) -> Chain | None:
    """The steps of one line; None where it is no chain of names.

    `before` is the name that a line which begins with an arrow goes on from.
    """
    if len(line) > _LONGEST_LINE:
        return None
    text = _RUN.sub(r"\1\1\1", _LEAD.sub("", line.strip(), count=1))
    arrows = list(_ARROW.finditer(text))
    if not arrows:
        return None
    names = [_clean_name(part) for part in _between(text, arrows)]
    if not names[0] and before:
        names[0] = before
    if names and not names[-1]:
        names, arrows = names[:-1], arrows[:-1]
    if len(names) < 2 or not all(names):
        return None
    steps: Chain = []
    for arrow, first, second in zip(arrows, names, names[1:], strict=False):
        back = bool(arrow["back"]) or bool(arrow["left"] and not arrow["right"])
        both = bool(arrow["mutual"]) or bool(arrow["left"] and arrow["right"])
        steps.append((second, first, both) if back else (first, second, both))
    return steps


def _between(text: str, arrows: Sequence[re.Match[str]]) -> list[str]:
    starts = [0, *(arrow.end() for arrow in arrows)]
    ends = [*(arrow.start() for arrow in arrows), len(text)]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    parts[0] = _TITLE.sub("", parts[0], count=1)
    parts[-1] = re.split(r"[.;](?:\s|$)| \(", _TAIL.sub("", parts[-1]), maxsplit=1)[0]
    return parts


def _clean_name(part: str) -> str:
    """The name between two arrows, "" where what stands there is none."""
    name = clean(part.strip().strip("`*|,").strip())
    if name[:1] in "[(" and name[-1:] in "])":
        name = name[1:-1].strip()
    name = name.partition(": ")[0]
    if len(name) > _LONGEST_NAME or len(name.split()) > _MOST_WORDS or _FORBIDDEN.search(name):
        return ""
    return name if _NAME.match(name) else ""


def share_of_parts(names: Iterable[str]) -> float:
    """The share of names that are parts of a system; 0 where none is more than a client."""
    kinds = [kind_of(name) for name in names]
    if not any(kind in _PARTS for kind in kinds):
        return 0.0
    return sum(kind != "other" for kind in kinds) / len(kinds)


def parse(
    lines: Sequence[str], *, least_nodes: int = 3, least_share: float = 0.5, in_block: bool = False
) -> Graph | None:
    """The graph of all chains in some lines; None where fewer names than asked are chained or too few are parts.

    `in_block`: the lines are a block of their own, which needs less to be taken for a drawing.

    A line that begins with an arrow goes on from the chain above: from the name it is drawn below, or from the last.
    """
    builder = GraphBuilder()
    above: list[tuple[int, str]] = []
    names: dict[str, None] = {}
    linked: set[tuple[str, str]] = set()
    for line in lines:
        branch = _BRANCH.match(line)
        before = _start_of(branch.end() - 1, above) if branch and above else None
        chain = read_chain(line[branch.end() :] if branch else line, before) if line.strip() else None
        if chain is None:
            continue
        goes_back = "<" in line and ">" not in line
        for source, target, both in chain:
            if goes_back and (target, source) in linked:
                continue  # the answer to a call
            linked.add((source, target))
            builder.link(builder.node(source), builder.node(target), both=both)
            names.update({source: None, target: None})
        if before is None:
            above = _columns(line, chain)
    enough = len(names) >= least_nodes and share_of_parts(names) >= least_share
    return builder.build("ascii") if enough or (in_block and _is_drawn(list(names), lines)) else None


def _is_title(name: str) -> bool:
    """Whether each word of a name, without what it has in brackets, begins with a capital letter."""
    words = [word for word in name.partition("(")[0].split() if word not in _SMALL_WORDS]
    return bool(words) and all(word[0].isupper() or not word[0].isalpha() for word in words)


def _is_drawn(names: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether a block of few or unknown names is a drawing all the same: all in brackets, numbered calls, names
    in title case of which one at least is a part, or a lone arrow from one part to another."""
    kinds = {kind_of(name) for name in names}
    if kinds <= {"other"}:
        return False
    if sum(_NUMBERED.match(line) is not None for line in lines) >= _FEWEST_CALLS:
        return len(names) > 1
    text = "\n".join(lines)
    if len(names) > 1 and all(f"[{name}]" in text for name in names):
        return True
    if kinds.isdisjoint(_PARTS):
        return False
    if len(names) >= _FEWEST_NAMED and all(_is_title(name) for name in names):
        return True
    return len(names) == _PAIR and "other" not in kinds


def _columns(line: str, chain: Chain) -> list[tuple[int, str]]:
    """The names of a chain with the columns they start in."""
    found: list[tuple[int, str]] = []
    position = 0
    for name in dict.fromkeys(name for source, target, _ in chain for name in (source, target)):
        column = line.find(name, position)
        found.append((max(column, position), name))
        position = max(column, position)
    return found


def _start_of(column: int, above: list[tuple[int, str]]) -> str:
    """The name that an arrow beginning in a column hangs from."""
    if column < _HANGING:
        return above[-1][1]
    return next((name for start, name in reversed(above) if start <= column), above[0][1])
