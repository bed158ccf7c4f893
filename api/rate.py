"""How often a key may call. In: a key's id. Out: what is left to it, or TooManyError.

A bucket per key: it holds `quota` requests and refills evenly over `window_s`. The answer's fields are those of the
IETF draft "RateLimit header fields for HTTP" (RateLimit-Policy, RateLimit), and Retry-After.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from api.problems import TooManyError
from api.settings import Policy

_MOST_BUCKETS = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at_s: float


class Rates:
    """The buckets of all keys, in memory."""

    def __init__(self, policy: Policy, clock: Callable[[], float] = time.monotonic) -> None:
        self._policy = policy
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}

    def take(self, key_id: str) -> Mapping[str, str]:
        """Counts one request of this key; the headers that say what is left. Raises TooManyError `rate.requests`."""
        bucket = self._refilled(key_id)
        if bucket.left < 1:
            raise self._too_many(bucket)
        bucket.left -= 1
        return self._fields(bucket)

    def _refilled(self, key_id: str) -> _Bucket:
        now_s = self._clock()
        bucket = self._buckets.get(key_id)
        if bucket is None:
            if len(self._buckets) >= _MOST_BUCKETS:
                self._buckets.clear()
            bucket = self._buckets[key_id] = _Bucket(self._policy.quota, now_s)
        bucket.left = min(self._policy.quota, bucket.left + (now_s - bucket.at_s) * self._per_s)
        bucket.at_s = now_s
        return bucket

    @property
    def _per_s(self) -> float:
        return self._policy.quota / self._policy.window_s

    def _fields(self, bucket: _Bucket) -> dict[str, str]:
        """What is left, and in how many seconds all of it is there again."""
        name, quota = self._policy.name, self._policy.quota
        full_in_s = math.ceil((quota - bucket.left) / self._per_s)
        return {
            "RateLimit-Policy": f'"{name}";q={quota};w={self._policy.window_s}',
            "RateLimit": f'"{name}";r={math.floor(bucket.left)};t={full_in_s}',
        }

    def _too_many(self, bucket: _Bucket) -> TooManyError:
        wait_s = max(1, math.ceil((1 - bucket.left) / self._per_s))
        return TooManyError(
            f"this key has made its {self._policy.quota} requests in {self._policy.window_s} s",
            code="rate.requests",
            hint=f"Try again in {wait_s} s.",
            headers={**self._fields(bucket), "Retry-After": str(wait_s)},
        )
