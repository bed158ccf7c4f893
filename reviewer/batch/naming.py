"""Names that came from outside in, ids that are safe as file names and unique out."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_UNSAFE = re.compile(r"[^\w.-]+")
_DASHES = re.compile(r"-{2,}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
"""Names of devices under Windows, with or without a suffix."""

_LONGEST_BYTES = 100
_HASH_CHARS = 8


def safe_id(name: str) -> str:
    """The name as a file name on every system: letters, digits, `_`, `.` and `-`; "answer" if nothing is left."""
    text = unicodedata.normalize("NFC", name).replace("/", "-").replace("\\", "-")
    text = _DASHES.sub("-", _UNSAFE.sub("-", text)).strip(".-")
    if not text:
        return "answer"
    if _RESERVED.match(text):
        text = f"_{text}"
    if len(text.encode()) > _LONGEST_BYTES:
        head = text.encode()[: _LONGEST_BYTES - _HASH_CHARS - 1].decode(errors="ignore")
        text = f"{head.rstrip('.-')}-{_hash(name)}"
    return text


class Ids:
    """Gives each answer an id of its own. Ids that differ in case only would be one file on some systems."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str, origin: str) -> str:
        """The wanted id made safe; where it is taken, with a short hash of the origin, so that it stays the same."""
        plain = safe_id(wanted)
        found = plain
        number = 1
        while found.casefold() in self._taken:
            number += 1
            suffix = _hash(origin) if number == 2 else f"{_hash(origin)}-{number}"
            found = f"{plain}-{suffix}"
        self._taken.add(found.casefold())
        return found


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_CHARS]
