"""`table`: the document has a table.

Holds if one table has the columns and enough body rows. With `about`, the header row, the lead-in line or the heading
names one of the concepts, or else only the rows that name one are counted.

Parameters:
    columns: for each entry (a concept, or a list of concepts of which one is enough) the header row names it.
    about: the header row, what introduces the table, or the rows counted, name one of these concepts.
    rows: so many rows below the header.

Traps:
    One header cell can satisfy two entries of `columns` if it names both ("size per day").
    A table whose cells are empty is a template and does not count.

Examples:
    - rule: {table: {columns: [latency, [reason, goal]], rows: 2}}
      holds: ["| Path | Latency | Goal |\\n|---|---|---|\\n| read | 20 ms | fast |\\n| write | 50 ms | safe |"]
      fails:
        - "| Path | Latency | Goal |\\n|---|---|---|\\n| read | 20 ms | fast |"
        - "| Path | Latency | Size |\\n|---|---|---|\\n| read | 20 ms | 1 KB |\\n| write | 50 ms | 2 KB |"
    - rule: {table: {about: [cache]}}
      holds:
        - "## Cache\\n\\n| Key | Value |\\n|---|---|\\n| link | target |"
        - "| Part | Use |\\n|---|---|\\n| cache | hot links |"
      fails: ["| Part | Use |\\n|---|---|\\n| queue | jobs |"]
"""

from __future__ import annotations

from typing import ClassVar

from reviewer.model.document import Table
from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Subject
from reviewer.operators.evidence import spans_at, times
from reviewer.operators.index import ANY_STANCE, ASSERTED, Index, overlaps
from reviewer.operators.operator import Operator
from reviewer.operators.outline import Outline
from reviewer.operators.parameter import AtLeast, Concepts, Listed, concepts_in


class TableOf(Operator):
    """The document has a table; see the module's page."""

    name: ClassVar[str] = "table"

    columns: Listed[Concepts] = ()
    about: Concepts = ()
    rows: AtLeast = 1

    def concepts(self) -> frozenset[str]:
        return concepts_in(self.about, *self.columns)

    def match(self, subject: Subject) -> Match:
        index = subject.once(Index)
        for table in subject.document.tables:
            if subject.document.blocks[table.block].standing != "table":
                continue
            lines = self._rows(index, table)
            if len(lines) >= self.rows:
                spans = spans_at(subject.document, ((line, line) for line in lines), 1.5)
                return Match(holds=True, spans=spans, found=(f"a table of {times(len(table.rows), 'row')}",))
        return NO_MATCH

    def _rows(self, index: Index, table: Table) -> list[int]:
        """The lines of the rows that count towards the rule; none if the header lacks a column."""
        passages = index.subject.once(Outline).passages_of(table.block)
        body = {row.line for row in table.rows}
        header = {passage.index for passage in passages if passage.lines[0] not in body}
        for column in self.columns:
            if not overlaps(header, index.mentioned_any(column, ANY_STANCE)):
                return []
        if not self.about:
            return sorted(body)
        named = index.mentioned_any(self.about, ASSERTED)
        leads = {lead for passage in passages for lead in passage.leads}
        if overlaps(header | leads, named):
            return sorted(body)
        naming = (passage for passage in passages if named >> passage.index & 1)
        return [passage.lines[0] for passage in naming if passage.lines[0] in body]
