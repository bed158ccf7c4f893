"""How output is to look here: colour and width of the terminal, or neither for a pipe."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewer.report import Look


def look_here() -> Look:
    """Colour only on a terminal and without NO_COLOR (no-color.org) or TERM=dumb; COLUMNS sets the width."""
    from reviewer.report import Look

    color = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Look(width=min(shutil.get_terminal_size((100, 24)).columns, 120), color=color)
