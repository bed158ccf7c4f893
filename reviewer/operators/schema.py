"""`schema`: the document gives the fields of its data.

Holds if enough tables, records or collections are described with enough fields each. A name described twice counts
once.

Parameters:
    tables: so many tables. fields: each with so many fields. keys: true if each needs a key.

Traps:
    A table that is only named has no fields and does not count unless `fields: 0`.

Examples:
    - rule: {schema: {tables: 1, fields: 2}}
      holds: ["```sql\\nCREATE TABLE links (hash CHAR(7) PRIMARY KEY, url TEXT);\\n```"]
      fails: ["We keep links in a table called links."]
    - rule: {schema: {keys: true}}
      holds: ["```sql\\nCREATE TABLE links (hash CHAR(7) PRIMARY KEY, url TEXT);\\n```"]
      fails: ["```sql\\nCREATE TABLE links (hash CHAR(7), url TEXT);\\n```"]
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from reviewer.model.facts import SchemaTable
from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Subject
from reviewer.operators.evidence import spans_at, times
from reviewer.operators.operator import Operator
from reviewer.operators.parameter import AtLeast


class Schema(Operator):
    """The document gives the fields of its data; see the module's page."""

    name: ClassVar[str] = "schema"

    tables: AtLeast = 1
    fields: Annotated[int, Field(ge=0)] = 2
    keys: bool = False

    def match(self, subject: Subject) -> Match:
        described: dict[str, SchemaTable] = {}
        for table in subject.facts.schema:
            if len(table.fields) >= self.fields and (table.keys or not self.keys):
                described.setdefault(table.name.casefold(), table)
        if len(described) < self.tables:
            return NO_MATCH
        spans = spans_at(subject.document, ((table.line, table.line) for table in described.values()), 2.5)
        names = ", ".join(f"'{name}'" for name in list(described)[:2])
        return Match(holds=True, spans=spans, found=(f"the fields of {times(len(described), 'table')} ({names})",))
