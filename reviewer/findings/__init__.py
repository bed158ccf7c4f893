"""Findings: a Subject in, what deserves attention apart from any criterion out. One module for each kind."""

from reviewer.findings.find import find
from reviewer.findings.kinds import kinds, manual

__all__ = ["find", "kinds", "manual"]
