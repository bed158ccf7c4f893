"""Files that are there whole or not at all. In: a path and bytes. Out: the file, put in place in one step."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from reviewer.errors import WorkError

_PART = ".part"


def write_whole(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Writes beside the file and renames. The user's mask narrows `mode`. Raises WorkError `batch.unwritable`."""
    with written_whole(path, mode) as file:
        file.write(data)


@contextmanager
def written_whole(path: Path, mode: int = 0o666) -> Iterator[IO[bytes]]:
    """A file to write to; it takes its place when the block ends well, and leaves nothing when it does not."""
    part = path.with_name(path.name + _PART)
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WorkError(f"cannot be written: {error.strerror}", code="batch.unwritable", where=str(path)) from error
