"""Facts as truths for a prompt. In: a Subject. Out: one fact a line, the same text for the same document.

The words in it are the document's, so it stands in a fence as the document does. Long lists are cut and say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reviewer.judge.fence import one_line
from reviewer.model.amount import in_words
from reviewer.model.facts import Architecture, Estimate
from reviewer.model.subject import Subject

_MOST = 40
"""Facts of one kind that are listed; a document of ten pages has fewer of each."""

_MOST_EDGES = 80
_LONGEST = 160
"""Characters of one piece of the document's text."""

_KINDS = {"answer": "an answer to a design question", "design_doc": "a design document written for a team"}


def facts_block(subject: Subject) -> str:
    """The block's text, never empty."""
    facts = subject.facts
    lines = [f"The document is {_KINDS[subject.kind]}, {subject.document.line_count} lines long."]
    lines += _sums(facts.estimates)
    for one in facts.architecture[:_MOST]:
        lines += _architecture(one)
    lines += _listed(
        "operations", (f"line {o.line}: {o.method or ''} {_cut(o.path_or_name)}" for o in facts.operations)
    )
    lines += _listed(
        "tables of the schema",
        (f"line {t.line}: {_cut(t.name)}({_names(t.fields)}), keys: {_names(t.keys) or 'none'}" for t in facts.schema),
    )
    lines += _listed("claims", (f"lines {_range(c.lines)}: {_cut(c.text)}" for c in facts.claims))
    lines += _listed("not read", (f"lines {_range(u.lines)}: {_cut(u.why)}" for u in facts.unread))
    return "\n".join(lines)


def _listed(name: str, facts: Iterable[str]) -> list[str]:
    """The facts of one kind under their name; that there is none is no fact, as the reader may have missed it."""
    found = list(facts)
    if not found:
        return []
    more = [f"- and {len(found) - _MOST} more"] if len(found) > _MOST else []
    return [f"{name}:", *(f"- {fact}" for fact in found[:_MOST]), *more]


def _sums(estimates: Iterable[Estimate]) -> list[str]:
    """The sums that could be re-done, wrong ones first, so that a long list cuts none of them."""
    checked = [one for one in estimates if one.verdict != "unchecked"]
    wrong = sum(one.verdict == "wrong" for one in checked)
    ordered = sorted(checked, key=lambda one: one.verdict != "wrong")
    return _listed(f"sums re-done ({len(checked) - wrong} right, {wrong} wrong)", map(_estimate, ordered))


def _estimate(estimate: Estimate) -> str:
    told = f"lines {_range(estimate.lines)}: {_cut(estimate.text)} is {estimate.verdict}"
    if estimate.expected is None:
        return told
    comes_to = in_words(estimate.expected.value, estimate.expected.unit)
    if estimate.verdict == "right":
        return f"{told}: {_cut(estimate.operation)} comes to {comes_to}"
    stated = in_words(estimate.stated.value, estimate.stated.unit)
    return f"{told}: {_cut(estimate.operation)} comes to {comes_to}, not {stated}"


def _architecture(diagram: Architecture) -> Iterator[str]:
    yield f"diagram in lines {_range(diagram.lines)} ({diagram.kind}):"
    nodes = [
        f"{_cut(node.label)} [{node.kind}{f', {node.replicas} of it' if node.replicas else ''}]"
        for node in diagram.nodes
    ]
    yield f"- components: {_names(nodes)}"
    edges = [f"{_cut(source)} -> {_cut(target)}" for source, target in diagram.edges]
    more = f"; and {len(edges) - _MOST_EDGES} more" if len(edges) > _MOST_EDGES else ""
    yield f"- flows: {'; '.join(edges[:_MOST_EDGES]) or 'none'}{more}"
    yield f"- components whose loss cuts the flow: {_names(diagram.spofs) or 'none'}"


def _names(names: Iterable[str]) -> str:
    found = list(names)
    more = f" and {len(found) - _MOST} more" if len(found) > _MOST else ""
    return ", ".join(_cut(name) for name in found[:_MOST]) + more


def _cut(text: str) -> str:
    line = " ".join(one_line(text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _range(lines: tuple[int, int]) -> str:
    return str(lines[0]) if lines[0] == lines[1] else f"{lines[0]}-{lines[1]}"
