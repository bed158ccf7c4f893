"""Text that addresses the grader: a Document in; what it says to its grader, and the document without that, out."""

from __future__ import annotations

from reviewer.documents.address.clearing import cleared
from reviewer.documents.address.cover import masked, suspicious_lines
from reviewer.documents.address.model import Address, Trick
from reviewer.documents.address.searched import addresses_in
from reviewer.documents.address.spotting import addresses

__all__ = ["Address", "Trick", "addresses", "addresses_in", "cleared", "masked", "suspicious_lines"]
