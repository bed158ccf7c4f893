"""Whether keys are asked for. In: the store's keys. Out: `keyless`, and the key behind a secret.

A service that starts without a working key serves this machine only, as the tenant `local`. It asks for keys from the
moment there is one, and never stops to: when the last key is revoked or expires, nobody gets in until the next start.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from reviewer.store.keys import Keys
from reviewer.store.records import KeyInfo

_LOOK_AGAIN_S = 1.0


class Doors:
    """The doors of one service. `always` asks for keys from the start, whatever the store holds."""

    def __init__(self, keys: Keys, *, always: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self._keys = keys
        self._clock = clock
        self._keyed = always or keys.any()
        self._looked_at_s = clock()

    @property
    def keyless(self) -> bool:
        """Whether this machine is served without keys, as far as was last seen."""
        return not self._keyed

    async def open_to_this_machine(self) -> bool:
        """`keyless` as of now: a key that was just made is seen within a second."""
        if not self._keyed and self._clock() - self._looked_at_s > _LOOK_AGAIN_S:
            self._looked_at_s = self._clock()
            self._keyed = await asyncio.to_thread(self._keys.any)
        return not self._keyed

    async def key(self, secret: str) -> KeyInfo | None:
        """The key with this secret, None where it does not work (any more)."""
        return await asyncio.to_thread(self._keys.find, secret)
