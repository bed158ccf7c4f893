"""Tables written without the words of SQL: the lines of one block go in, the tables come out.

orders(                      orders                          URL
  id,                          id     bigint primary key       id (PK)
  total                        total  decimal                  original_url
)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reviewer.facts.schema_field import Field, is_type, says_key
from reviewer.facts.schema_name import is_generic
from reviewer.facts.schema_rank import Found
from reviewer.facts.source_line import SourceLine

_NAME = r"[`\"]?(?P<name>[A-Za-z_]\w*)[`\"]?"
_OPENED = re.compile(rf"^\s*(?:[-*+]\s+)?{_NAME}\s*\(\s*(?:(?:--|//|#).*)?$")
_CLOSED = re.compile(r"^\s*\)")
_ALONE = re.compile(rf"^(?P<indent>\s*){_NAME}\s*:?\s*(?:(?:--|//|#).*)?$")
_COMMENT = re.compile(r"\s*(?:--|//|#).*$")
_CONSTRAINT = re.compile(
    r"\s*(?:PRIMARY\s+KEY|FOREIGN\s+KEY|UNIQUE|KEY|INDEX|CONSTRAINT|CHECK|PARTITION)\b(?=\s*(?:\(|\w+\s*\())", re.I
)
_COLUMN = re.compile(rf"^\s*{_NAME}(?:\s+(?P<rest>[^:=]*))?$")
_BARE = re.compile(r"^\s*(?P<name>[A-Za-z_]\w*)\s*(?:\((?:PK|FK)[^()]{0,40}\)\s*)?$")
_WALLS = " \t|│║"
_HEADING = re.compile(r"[`\"]?[A-Za-z_]\w*[`\"]?(?: table)?:?", re.I)
_TABLE = re.compile(r" table$", re.I)
_MARKED = re.compile(r"(?:PK|FK|PK, ?FK|FK, ?PK)\s*[|│]\s*")
_RULE = re.compile(r"[-=+─═┌┐└┘├┤┬┴┼╔╗╚╝╠╣ ]{3,}")
_NOTED = re.compile(r"(?P<bullet>[-*+•]\s+)?[`\"]?(?P<name>[A-Za-z_]\w*)[`\"]?(?P<rest>(?:\s|[:|│(,]|$).*)$")
_PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "sql", "postgresql", "mysql", "schema", "dbml"})
_FEWEST_FIELDS = 2
_MOST_FIELDS = 60


def loose_tables(lines: list[SourceLine]) -> Iterator[Found]:
    """The tables of a block of code or of a paragraph, in sections about data or where their columns have types."""
    if lines[0].block.kind == "code" and lines[0].block.info.split(" ")[0] not in _PLAIN:
        return
    index = 0
    while index < len(lines):
        found, end = _bracketed(lines, index)
        if found is None and lines[0].block.kind == "code":
            found, end = _indented(lines, index)
        if found is not None:
            yield found
        index = max(end, index + 1)


def noted_tables(lines: list[SourceLine]) -> Iterator[Found]:
    """Names over their fields in a block of plain text, in sections about data: as bullets, under a rule, or in a box
    drawn around both."""
    if lines[0].block.info.split(" ")[0] not in _PLAIN or "data" not in lines[0].setting.topics:
        return
    named: SourceLine | None = None
    fields: list[Field] = []
    ruled = False
    for line in lines:
        text = line.text.strip(_WALLS)
        is_rule = _RULE.fullmatch(line.text.strip()) is not None
        field = None if is_rule or named is None else _noted(text, ruled=ruled)
        if field is not None:
            fields.append(field)
            continue
        if is_rule and named is not None and not fields:
            ruled = True
            continue
        if fields and not is_rule and line.text.strip()[:1] in ("|", "│", "║"):
            continue  # a cell that goes on
        yield from _noted_table(named, fields)
        is_name = _HEADING.fullmatch(text) is not None and not is_generic(text.rstrip(":"))
        named, fields, ruled = (line if is_name else None), [], False
    yield from _noted_table(named, fields)


def _noted(text: str, *, ruled: bool) -> Field | None:
    """The field that a line tells; a bare word only below a rule."""
    marked = _MARKED.match(text)
    found = _NOTED.match(text, marked.end() if marked else 0)
    if found is None:
        return None
    rest = f"{marked[0] if marked else ''}{found['rest'].strip()}"
    told = (
        marked is not None
        or bool(found["bullet"])
        or rest[:1] in (":", "|", "│")
        or rest[:3] in ("(PK", "(FK")
        or is_type(rest)
    )
    return Field(found["name"], says_key(rest)) if told or (ruled and not rest) else None


def _noted_table(named: SourceLine | None, fields: list[Field]) -> Iterator[Found]:
    if named is not None and len({field.name for field in fields}) >= _FEWEST_FIELDS and len(fields) <= _MOST_FIELDS:
        name = _TABLE.sub("", named.text.strip(_WALLS).rstrip(":"))
        yield Found(named.number, name, tuple(fields))


def continued_items(lines: list[SourceLine]) -> Iterator[Found]:
    """Items that are a name, with a field in each of the lines that belong to them, in sections about data."""
    named = _ALONE.match(lines[0].text.lstrip("-*+ "))
    fields = [Field(found["name"], says_key(line.text)) for line in lines[1:] if (found := _BARE.match(line.text))]
    if named is None or "data" not in lines[0].setting.topics or is_generic(named["name"]):
        return
    if _FEWEST_FIELDS <= len(fields) == len(lines) - 1:
        yield Found(lines[0].number, named["name"], tuple(fields[:_MOST_FIELDS]))


def _bracketed(lines: Sequence[SourceLine], start: int) -> tuple[Found | None, int]:
    """`name (`, a column in each line, `)`; and the index behind it."""
    opened = _OPENED.match(lines[start].text)
    if opened is None:
        return None, start
    columns: list[re.Match[str]] = []
    for index in range(start + 1, min(len(lines), start + 2 * _MOST_FIELDS)):
        text = _COMMENT.sub("", lines[index].text).strip().rstrip(",")
        if _CLOSED.match(lines[index].text):
            return _table(lines[start], opened["name"], columns), index + 1
        if text and not _CONSTRAINT.match(text):
            column = _COLUMN.match(text)
            if column is None or _OPENED.match(text):
                return None, start
            columns.append(column)
    return None, start


def _indented(lines: Sequence[SourceLine], start: int) -> tuple[Found | None, int]:
    """A name alone in its line over columns with their types that stand further in; and the index behind them."""
    named = _ALONE.match(lines[start].text)
    if named is None:
        return None, start
    columns: list[re.Match[str]] = []
    index = start + 1
    while index < len(lines):
        text = lines[index].text
        column = _COLUMN.match(_COMMENT.sub("", text))
        inside = len(text) - len(text.lstrip()) > len(named["indent"])
        if column is None or not inside or not is_type(column["rest"] or ""):
            break
        columns.append(column)
        index += 1
    return _table(lines[start], named["name"], columns), index


def _table(line: SourceLine, name: str, columns: list[re.Match[str]]) -> Found | None:
    typed = sum(is_type(column["rest"] or "") for column in columns)
    about_data = "data" in line.setting.topics or typed * 2 > len(columns)
    if not _FEWEST_FIELDS <= len(columns) <= _MOST_FIELDS or not about_data or is_generic(name):
        return None
    return Found(line.number, name, tuple(Field(one["name"], says_key(one["rest"] or "")) for one in columns))
