"""What the canonical units of estimates measure: a unit comes in, its dimension and base value go out."""

from __future__ import annotations

from functools import lru_cache

from reviewer.facts.units import MEASURES, TIMES
from reviewer.model.facts import Dimension

_NAMED: dict[str, Dimension] = {"user": "users", "ratio": "ratio", "x": "factor", "%": "percent"}
_PER: dict[Dimension, Dimension] = {"count": "rate", "users": "rate", "size": "bandwidth", "percent": "growth"}


@lru_cache(maxsize=512)
def dimension_of(unit: str) -> Dimension:
    """The dimension of a canonical unit: "1/s" is a rate, "GB/day" a bandwidth, "worker" and "" a count."""
    name, _, period = unit.partition("/")
    known = None if name == "1" else MEASURES.get(name) or MEASURES.get(name.lower())
    dimension: Dimension = _NAMED.get(name) or (known.dimension if known else "count")
    return _PER.get(dimension, dimension) if period else dimension


@lru_cache(maxsize=512)
def base_factor(unit: str) -> float:
    """What one of a canonical unit is in the base units of its dimension (B, s, B/s, 1/s; 1 for what is counted)."""
    name, _, period = unit.partition("/")
    known = None if name == "1" else MEASURES.get(name) or MEASURES.get(name.lower())
    return (known.factor if known else 1.0) / (period_s(unit) if period else 1.0)


@lru_cache(maxsize=512)
def period_s(unit: str) -> float:
    """The length of time that a unit is told for, in seconds: 86,400 of "GB/day"; 0 where it is told for none."""
    _, _, period = unit.partition("/")
    if not period:
        return 0.0
    count, _, name = period.rpartition(" ")
    time = TIMES.get(name)
    return (float(count) if count else 1.0) * (time.factor if time else 1.0)
