"""From what the rules and the judge say of a criterion to one decided outcome."""

from reviewer.verdict.decide import decide

__all__ = ["decide"]
