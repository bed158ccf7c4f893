from __future__ import annotations

import pytest

from reviewer.documents import read
from reviewer.model.document import Document
from reviewer.model.submission import Submission
from tests.documents.samples import Reader


@pytest.fixture
def md() -> Reader:
    """Read a text as Markdown, or under another file name."""

    def reader(text: str, name: str = "design.md") -> Document:
        return read(Submission(name=name, data=text.encode()))

    return reader
