"""Where a piece of source stands: what comes in is a document, what goes out is the passage of an offset."""

from __future__ import annotations

from bisect import bisect_right

from reviewer.model.document import Document, Passage


class Places:
    """The passages of a document by offset."""

    def __init__(self, document: Document) -> None:
        self._passages = sorted(document.passages, key=lambda passage: passage.start)
        self._starts = [passage.start for passage in self._passages]
        self._last, self._from, self._until = -1, 0, 0

    def passage_at(self, start: int, end: int) -> Passage | None:
        """The passage that holds the whole of `start:end`, or None where there is none."""
        # Most ask for one place after the other: it is the passage that the last one stood in, as a rule.
        if not self._from <= start < self._until:
            at = bisect_right(self._starts, start) - 1
            if at < 0:
                return None
            self._last, self._from = at, self._starts[at]
            self._until = self._starts[at + 1] if at + 1 < len(self._starts) else self._passages[at].end
        passage = self._passages[self._last]
        return passage if end <= passage.end else None
