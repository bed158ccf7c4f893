"""Facts in, a page for the terminal out: what was read of the document, with its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reviewer.model.document import Document
from reviewer.model.facts import Architecture, Facts
from reviewer.model.review import EstimateItem
from reviewer.report import page, sums
from reviewer.report.look import Look
from reviewer.report.wording import at_lines

if TYPE_CHECKING:
    from rich.console import RenderableType

_MOST_CONCEPTS = 20
_VERDICT_STYLES = {"right": "green", "wrong": "bold red", "unchecked": "dim"}


def render(document: Document, facts: Facts, look: Look) -> str:
    """The facts as a page of `look.width` columns."""
    parts: list[RenderableType] = [page.title(f"{document.name}: {document.line_count} lines")]
    parts += _estimates(facts)
    parts += _architecture(facts)
    parts += _rows("Quantities", ((at_lines(q.lines), q.dimension, q.text) for q in facts.quantities))
    parts += _rows("Operations", ((f"line {o.line}", o.method or "–", o.path_or_name) for o in facts.operations))
    parts += _rows("Tables", ((f"line {t.line}", t.name, _fields(t.fields, t.keys)) for t in facts.schema))
    parts += _rows("Claims", ((at_lines(c.lines), c.kind, c.text) for c in facts.claims))
    parts += _rows("Not read", ((at_lines(u.lines), "", u.why) for u in facts.unread))
    parts += _concepts(facts)
    if len(parts) == 1:
        parts += ["", page.text("Nothing was found that a rule could use.")]
    return page.printed(parts, look)


def _estimates(facts: Facts) -> list[RenderableType]:
    """All sums, wrong ones first: what is stated, what it comes to, and below it how."""
    if not facts.estimates:
        return []
    estimates = [EstimateItem.model_validate(one) for one in facts.estimates]
    table = page.grid(None, None, None)
    for row in sums.rows(estimates):
        verdict = page.text(row.verdict, _VERDICT_STYLES[row.verdict])
        first, *more = _told(row)
        table.add_row(page.text(at_lines(row.lines), "dim"), verdict, page.text(first))
        for line in more:
            table.add_row(page.text(""), page.text(""), page.text(line))
    return ["", page.title(sums.summary(estimates)), table]


def _told(row: sums.SumRow) -> list[str]:
    """One line for a sum that comes out, two for one that does not."""
    how = f"= {row.how}" if row.how else ""
    if row.verdict == "wrong":
        return [f"{row.stated} is stated, {row.comes_to} comes out", *([how] if how else [])]
    exactly = f"({row.comes_to})" if row.comes_to not in ("", row.stated) else ""
    return [" ".join(part for part in (row.stated, exactly, how) if part)]


def _architecture(facts: Facts) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for graph in facts.architecture:
        rows = page.grid(None)
        for source, target in graph.edges:
            rows.add_row(page.text(f"{source} → {target}"))
        parts += ["", page.title(_graph_title(graph)), rows]
        if graph.spofs:
            parts.append(page.text(f"single points of failure: {', '.join(graph.spofs)}", "yellow"))
    return parts


def _graph_title(graph: Architecture) -> str:
    parts = f"{len(graph.nodes)} nodes, {len(graph.edges)} edges"
    return f"Diagram ({graph.kind}, {at_lines(graph.lines)}): {parts}"


def _fields(fields: Iterable[str], keys: Iterable[str]) -> str:
    listed = set(keys)
    return ", ".join(f"{field} (key)" if field in listed else field for field in fields)


def _rows(heading: str, rows: Iterable[tuple[str, str, str]]) -> list[RenderableType]:
    table = page.grid(None, None, None)
    for where, what, text in rows:
        table.add_row(page.text(where, "dim"), page.text(what), page.text(text))
    return ["", page.title(heading), table] if table.row_count else []


def _concepts(facts: Facts) -> list[RenderableType]:
    """The concepts that the text speaks of most, with how often."""
    counted = Counter(concept for mention in facts.mentions for concept in mention.concepts)
    if not counted:
        return []
    listed = ", ".join(
        f"{concept} {count}"
        for concept, count in sorted(counted.items(), key=lambda kv: (-kv[1], kv[0]))[:_MOST_CONCEPTS]
    )
    return ["", page.title(f"Concepts ({len(counted)}, the most frequent)"), page.text(listed)]
