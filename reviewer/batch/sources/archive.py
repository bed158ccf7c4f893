"""A ZIP file as a source. Nothing is unpacked to disk: members are read one by one, and each within limits.

Members with absolute paths or `..`, links, and members that are encrypted, too large, or packed too tightly to be text
become answers with trouble; the others are graded.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from reviewer.batch.entry import Entry, Trouble
from reviewer.batch.sources.folder import MOST_BYTES, is_answer, without_suffix
from reviewer.errors import InputError

MOST_MEMBERS = 100_000
MOST_RATIO = 200
"""Unpacked to packed bytes. Text reaches 20, a page of one repeated letter 1,000."""

_RATIO_FROM_BYTES = 100_000
_ENCRYPTED = 0x1
_UTF8 = 0x800


class Archive:
    """The members of a ZIP file, in order of their names. Raises InputError `batch.archive` if it cannot be opened."""

    columns: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with zipfile.ZipFile(path) as archive:
                count = len(archive.infolist())
        except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
            raise InputError(
                f"is no ZIP file that can be read ({error})", code="batch.archive", where=str(path)
            ) from error
        if count > MOST_MEMBERS:
            raise InputError(
                f"has {count:,} members, more than {MOST_MEMBERS:,}", code="batch.archive", where=str(path)
            )

    def entries(self) -> Iterator[Entry]:
        with zipfile.ZipFile(self._path) as archive:
            members = [(_name(member), member) for member in archive.infolist() if not member.is_dir()]
            for name, member in sorted(members, key=lambda pair: PurePosixPath(pair[0]).parts):
                if all(is_answer(part) or part == ".." for part in PurePosixPath(name).parts):
                    yield _entry(archive, name, member)


def _name(member: zipfile.ZipInfo) -> str:
    """A member's name. Older programs write UTF-8 without saying so; the module then reads it as code page 437."""
    name = member.filename
    if not member.flag_bits & _UTF8:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = member.filename
    return name.replace("\\", "/")


def _entry(archive: zipfile.ZipFile, name: str, member: zipfile.ZipInfo) -> Entry:
    parts = PurePosixPath(name)
    entry = Entry(id=without_suffix(name.replace("..", "_")), name=parts.name, origin=name)
    trouble = _refused(parts, member)
    if trouble is not None:
        return Entry(id=entry.id, name=entry.name, origin=name, trouble=trouble)
    try:
        with archive.open(member) as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        trouble = Trouble("document.damaged", f"cannot be unpacked ({error})")
        return Entry(id=entry.id, name=entry.name, origin=name, trouble=trouble)
    return Entry(id=entry.id, name=entry.name, origin=name, data=data)


def _refused(parts: PurePosixPath, member: zipfile.ZipInfo) -> Trouble | None:
    """Why a member is not read at all."""
    if parts.is_absolute() or ".." in parts.parts or ":" in parts.parts[0]:
        return Trouble("document.not_found", "its path leads out of the ZIP file")
    if stat.S_ISLNK(member.external_attr >> 16):
        return Trouble("document.not_found", "it is a link, which is not followed")
    if member.flag_bits & _ENCRYPTED:
        return Trouble("document.encrypted", "it is encrypted")
    if member.file_size > MOST_BYTES:
        return Trouble("document.too_large", f"it unpacks to {member.file_size:,} bytes")
    if member.file_size > _RATIO_FROM_BYTES and member.file_size > MOST_RATIO * max(1, member.compress_size):
        return Trouble("document.too_large", "it is packed more tightly than any text")
    return None
