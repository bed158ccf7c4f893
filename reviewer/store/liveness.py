"""Whether a process still lives. In: the machine it runs on and its number. Out: yes where it cannot be told."""

from __future__ import annotations

import os
import socket


def is_gone(host: str, pid: int) -> bool:
    """Whether it was a process of this machine that has ended; where that cannot be told, it was not."""
    if os.name != "posix" or host != socket.gethostname():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False  # it runs under another user, or the number is none of a process
    else:
        return False
