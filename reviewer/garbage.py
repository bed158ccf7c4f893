"""When garbage is looked for. Nothing goes in or out: one call sets the interpreter up for a short run or a long one.

Loading a rubric makes hundreds of thousands of objects that all stay. A short run spends a quarter of its time looking
for garbage among them; a service that looks as seldom would hold hundreds of answered requests.
"""

from __future__ import annotations

import gc


def for_a_short_run() -> None:
    """Seldom looked for: the process ends soon."""
    gc.set_threshold(100_000, 50, 50)


def for_a_long_run() -> None:
    """Often looked for, among what requests leave behind and not among what is there now and stays."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(2_000, 10, 10)
