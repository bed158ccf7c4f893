"""Documents: a Submission (bytes with a name) comes in, a Document (sections, blocks, passages) goes out. No I/O."""

from __future__ import annotations

from reviewer.documents.accept import media_of
from reviewer.documents.convert import convert
from reviewer.documents.limits import LIMITS, Limits
from reviewer.documents.reading import read

__all__ = ["LIMITS", "Limits", "convert", "media_of", "read"]
