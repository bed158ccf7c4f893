"""Folders, patterns, ZIP files, tables and single files in; one Source of answers in a fixed order out."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reviewer.batch.entry import Entry, Source
from reviewer.batch.naming import Ids
from reviewer.batch.sources.archive import Archive
from reviewer.batch.sources.folder import Files, Folder
from reviewer.batch.sources.table import Table
from reviewer.errors import InputError

TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".jsonl", ".ndjson"})

_MAGIC = frozenset("*?[")


class Sources:
    """Several sources one after the other, with ids that are unique among all of them."""

    def __init__(self, parts: Sequence[Source]) -> None:
        self._parts = tuple(parts)

    @property
    def columns(self) -> tuple[str, ...]:
        """The extra columns of all parts, each once."""
        return tuple(dict.fromkeys(column for part in self._parts for column in part.columns))

    def entries(self) -> Iterator[Entry]:
        """The answers in order; the same ids each time."""
        ids = Ids()
        for part in self._parts:
            for entry in part.entries():
                yield replace(entry, id=ids.take(entry.id, entry.origin))


def open_sources(inputs: Sequence[str], *, leave_out: Sequence[Path] = ()) -> Sources:
    """The answers that these paths and patterns name. `leave_out` are files and folders that are never answers.

    Raises InputError `batch.no_input` for a path that is not there or a pattern that matches nothing, and what the
    tables and archives raise that cannot be opened at all.
    """
    aside = frozenset(path.resolve() for path in leave_out)
    return Sources([_open(one, aside) for one in inputs])


def _open(text: str, aside: frozenset[Path]) -> Source:
    path = Path(text)
    if path.is_dir():
        return Folder(path, aside)
    if not path.exists():
        return _matching(text, aside)
    suffix = path.suffix.lower()
    if suffix == ".zip":
        return Archive(path)
    if suffix in TABLE_SUFFIXES:
        return Table(path)
    return Files(path.parent, (path,))


def _matching(pattern: str, aside: frozenset[Path]) -> Source:
    """The files that a pattern names, `**` for any depth."""
    if not _MAGIC & set(pattern):
        raise InputError("there is no such file or folder", code="batch.no_input", where=pattern)
    found = sorted(Path(name) for name in glob.glob(pattern, recursive=True))
    files = tuple(path for path in found if path.is_file() and path.resolve() not in aside)
    if not files:
        raise InputError("no file matches this pattern", code="batch.no_input", where=pattern)
    return Files(_fixed_part(pattern), files)


def _fixed_part(pattern: str) -> Path:
    """The folders of a pattern before the first that has a wildcard: what file names are relative to."""
    fixed: list[str] = []
    for part in Path(pattern).parts[:-1]:
        if _MAGIC & set(part):
            break
        fixed.append(part)
    return Path(*fixed)
