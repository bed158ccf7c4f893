"""SQL: the lines of one block go in, tables come out, from CREATE TABLE or from bare column lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.facts.schema_field import TYPE, Field
from reviewer.facts.schema_name import told_name
from reviewer.facts.schema_rank import Found
from reviewer.facts.source_line import SourceLine

_CREATE = re.compile(
    r"\bCREATE\s{1,8}(?:(?:OR\s{1,4}REPLACE|TEMP|TEMPORARY|UNLOGGED|EXTERNAL|"
    r"FOREIGN)\s{1,4})?TABLE\s{1,8}(?:IF\s{1,4}NOT\s{1,4}EXISTS\s{1,4})?(?P<name>[`\"\[]?[\w.$-]{1,80}[`\"\]]?(?:\.[`\"\[]?\w{1,60}[`\"\]]?)?)\s{0,8}\(",
    re.I,
)
_COMMENT = re.compile(r"--[^\n]*|#[^\n]*|//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?")
_LITERAL = re.compile(r"'[^'\n]*'")
_ARGUMENTS = re.compile(r"(?<=\w)<[\w ,<>]{1,80}>")
_CONSTRAINT = re.compile(
    r"(?:PRIMARY\s+KEY|FOREIGN\s+KEY|UNIQUE(?:\s+(?:KEY|INDEX))?|KEY|INDEX|CONSTRAINT|CHECK|EXCLUDE|"
    r"PARTITION|LIKE|FULLTEXT|SPATIAL|ORDER\s+BY)\b",
    re.I,
)
_KEY_COLUMNS = re.compile(r"\b(?:PRIMARY|FOREIGN)\s+KEY\s*\(+(?P<columns>[^;]*)", re.I)
_COLUMN = re.compile(r"^[`\"\[]?(?P<name>[A-Za-z_]\w*)[`\"\]]?(?:\s|$)")
_KEY = re.compile(r"\bPRIMARY\s+KEY\b|\bREFERENCES\b|\bFOREIGN\s+KEY\b", re.I)
_BARE = re.compile(rf"^\s*(?:[-*]\s)?[`\"]?(?P<name>[A-Za-z_]\w*)[`\"]?\s+(?P<type>{TYPE})\b(?P<rest>[^:=]*)$", re.I)
_CONSTRAINT_LINE = re.compile(r"^\s*(?:PRIMARY KEY|FOREIGN KEY|UNIQUE|INDEX|KEY|CONSTRAINT|CREATE INDEX)\b", re.I)
_STRONG = re.compile(r"\bNULL\b|\bKEY\b|\bDEFAULT\b|\bAUTO_INCREMENT\b|\bUNIQUE\b|\bchar\s?\(", re.I)
_WORD = re.compile(r"[`\"\[]?(?P<name>[A-Za-z_]\w*)")


def create_tables(lines: list[SourceLine]) -> Iterator[Found]:
    """Tables of CREATE TABLE statements; what is unclosed runs to the next statement."""
    if not any("table" in line.text or "TABLE" in line.text or "Table" in line.text for line in lines):
        return
    text = "\n".join(line.text for line in lines)
    starts = list(_CREATE.finditer(text))
    for found, following in zip(starts, [*starts[1:], None], strict=False):
        end = following.start() if following else len(text)
        body = _body(text[found.end() : end])
        fields = _fields(body)
        if fields:
            line = lines[0].number + text.count("\n", 0, found.start())
            name = re.split(r"\.", found["name"].replace("`", "").replace('"', "").strip("[]"))[-1]
            yield Found(line, name.strip("[]"), tuple(fields))


def _body(text: str) -> list[str]:
    """The definitions between the brackets, split at their commas, without comments, literals and type arguments."""
    text = _ARGUMENTS.sub("", _LITERAL.sub("''", _COMMENT.sub(" ", text)))
    parts: list[str] = []
    depth, start = 0, 0
    for index, char in enumerate(text):
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        if depth < 0 or char == ";":
            return [*parts, text[start:index]]
        if char == "," and depth == 0:
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]


def _fields(parts: list[str]) -> list[Field]:
    found: dict[str, Field] = {}
    keys: set[str] = set()
    for part in parts:
        for piece in _without_commas(part):
            if _CONSTRAINT.match(piece):
                keys |= _key_columns(piece)
                continue
            column = _COLUMN.match(piece)
            if column:
                found.setdefault(column["name"], Field(column["name"], _KEY.search(piece) is not None))
    return [Field(field.name, field.is_key or field.name.lower() in keys) for field in found.values()]


def _without_commas(part: str) -> list[str]:
    """One definition, or several where the commas between lines were forgotten."""
    pieces = [piece.strip() for piece in part.strip().split("\n") if piece.strip()]
    if len(pieces) > 1 and all(_BARE.match(piece) or _CONSTRAINT.match(piece) for piece in pieces):
        return pieces
    return [" ".join(pieces)] if pieces else []


def _key_columns(constraint: str) -> set[str]:
    listed = _KEY_COLUMNS.search(constraint)
    if listed is None:
        return set()
    columns = re.split(r"\bREFERENCES\b", listed["columns"], flags=re.I)[0]
    return {name.lower() for name in _WORD.findall(columns)}


def column_lines(lines: list[SourceLine]) -> Iterator[Found]:
    """`id int NOT NULL` line by line, without CREATE TABLE; the name is told before the block."""
    fields: list[Field] = []
    keys: set[str] = set()
    strong, constraints = 0, 0
    filled = [line for line in lines if line.text.strip()]
    for line in filled:
        column = _BARE.match(line.text.rstrip(" ,;"))
        if column:
            fields.append(Field(column["name"], _KEY.search(line.text) is not None))
            strong += _STRONG.search(line.text) is not None
        elif _CONSTRAINT_LINE.match(line.text):
            keys |= _key_columns(line.text)
            constraints += 1
    if len(fields) < 2 or len(fields) + constraints < 0.7 * len(filled):
        return
    if not (strong or constraints or "data" in lines[0].setting.topics):
        return
    name = told_name(lines[0].setting.leads)
    if name:
        yield Found(
            lines[0].number,
            name,
            tuple(Field(field.name, field.is_key or field.name.lower() in keys) for field in fields),
        )
