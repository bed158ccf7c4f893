"""Grading without names. In: answers. Out: the same with salted ids and without their authors; the map kept apart.

Ids, file names, the author and all extra columns are replaced or dropped, in the table and in the head of a text. The
author's full name is also taken out of the text itself, character for character, so that lines and lengths stay.
"""

from __future__ import annotations

import csv
import hmac
import io
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from reviewer.batch.cells import plain_cell, safe_cell
from reviewer.batch.durable import write_whole
from reviewer.batch.entry import Entry
from reviewer.errors import InputError

_ID_CHARS = 10
_TEXTS = frozenset({".md", ".markdown", ".mdx", ".txt", ".text", ".rst", ".adoc", ""})
_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_NAMED = re.compile(
    rb"^([ \t]*[\"']?(?:authors?|name|by|e-?mail|student|login)[\"']?[ \t]*:[ \t]*)(.*?)(\r?)$",
    re.IGNORECASE | re.MULTILINE,
)
_SALT_CHARS = 32
_SHORTEST_NAME = 4
"""Shorter names are also words; taking them out would change what the text says."""


class Blind:
    """Salted ids for one batch. The salt and the names stand in a file of their own that only its owner can read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._salt = _salt_in(path) or secrets.token_hex(_SALT_CHARS // 2)
        self._rows: dict[str, Entry] = {}

    def hiding(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The answers without names, in the same order."""
        for entry in entries:
            hidden = self.id_of(entry)
            self._rows[hidden] = replace(entry, data=None)
            suffix = PurePosixPath(entry.name).suffix
            data = entry.data if entry.data is None else _without_names(entry.data, entry.author, suffix)
            yield Entry(
                id=hidden,
                name=f"{hidden}{suffix}",
                origin=hidden,
                data=data,
                question=entry.question,
                trouble=entry.trouble,
            )

    def id_of(self, entry: Entry) -> str:
        digest = hmac.new(self._salt.encode(), entry.id.encode("utf-8", "surrogatepass"), "sha256").hexdigest()
        return f"a{digest[:_ID_CHARS]}"

    def write(self) -> None:
        """Writes the map: who has which id. Nothing else leads from one to the other."""
        extra = list(dict.fromkeys(name for entry in self._rows.values() for name in entry.extra))
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["blind_id", "id", "author", "file", *extra, "salt"])
        for hidden, entry in sorted(self._rows.items(), key=lambda row: row[1].id):
            cells = [entry.id, entry.author, entry.origin, *(entry.extra.get(name, "") for name in extra)]
            writer.writerow([hidden, *(safe_cell(cell) for cell in cells), self._salt])
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self.path, text.getvalue().encode("utf-8", "replace"), mode=0o600)


def _salt_in(path: Path) -> str | None:
    """The salt of an earlier run, so that the same answers keep their ids."""
    if not path.exists():
        return None
    os.chmod(path, 0o600)
    with path.open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file), None)
    if row is None or not row.get("salt"):
        raise InputError("is no map of names that a blind batch wrote", code="batch.names", where=str(path))
    return plain_cell(row["salt"])


def _without_names(data: bytes, author: str, suffix: str) -> bytes:
    """The text with its author's name and the names in its front matter blotted out. Packages stay as they are."""
    if suffix.lower() not in _TEXTS:
        return data
    head = _HEAD.match(data)
    if head is not None:
        masked = _NAMED.sub(lambda found: found[1] + _blot(found[2]) + found[3], head[1])
        data = data[: head.start(1)] + masked + data[head.end(1) :]
    if len(author) >= _SHORTEST_NAME:
        name = rb"\s+".join(re.escape(part.encode()) for part in author.split())
        data = re.sub(rb"(?<!\w)" + name + rb"(?!\w)", lambda found: _blot(found[0]), data, flags=re.IGNORECASE)
    return data


def _blot(text: bytes) -> bytes:
    """As many marks as there were characters; line breaks stay."""
    return re.sub(rb"[^\s]", b"x", text)
