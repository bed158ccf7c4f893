"""Where a piece of source stands: what comes in is a document, what goes out is the passage of an offset."""

from __future__ import annotations

from bisect import bisect_right

from reviewer.model.document import Document, Passage


class Places:
    """The passages of a document by offset."""

    def __init__(self, document: Document) -> None:
        self._passages = sorted(document.passages, key=lambda passage: passage.start)
        self._starts = [passage.start for passage in self._passages]

    def passage_at(self, start: int, end: int) -> Passage | None:
        """The passage that holds the whole of `start:end`, or None where there is none."""
        at = bisect_right(self._starts, start) - 1
        if at < 0:
            return None
        passage = self._passages[at]
        return passage if end <= passage.end else None
