"""From a path or "-" on the command line to a Submission."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.errors import DocumentError

if TYPE_CHECKING:
    from reviewer.model.submission import Submission

STDIN = "-"


def open_submission(path: str, question: str | None = None) -> Submission:
    """Reads a file, or standard input for "-". Raises DocumentError `document.not_found` if it cannot be opened."""
    from reviewer.model.submission import Submission

    if path == STDIN:
        return Submission(name="stdin", data=sys.stdin.buffer.read(), question=question)
    file = Path(path)
    try:
        return Submission(name=file.name, data=file.read_bytes(), question=question, path=path)
    except IsADirectoryError as error:
        raise DocumentError(
            "this is a folder, not a document",
            code="document.not_found",
            where=path,
            hint=f"Name the files in it, for example: reviewer review {path.rstrip('/')}/*.md",
        ) from error
    except OSError as error:
        raise DocumentError(
            f"cannot be opened: {error.strerror}",
            code="document.not_found",
            where=path,
            hint="Check the path; use - to read standard input.",
        ) from error
