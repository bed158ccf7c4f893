"""Untrusted documents are converted in a child process with a memory limit and a deadline: submission in, text out.

The parent's side. The child (`reviewer.documents.child`) is killed at the deadline; whatever becomes of it, the caller
gets the text or a DocumentError.
"""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys

from reviewer.errors import DocumentError
from reviewer.model.document import Media
from reviewer.model.submission import Submission

MEMORY_BYTES = 1024 * 1024 * 1024
"""Address space of the child: an empty one needs about 0.2 GiB, a DOCX with 40 MiB of XML about 0.6."""

TIMEOUT_S = 30.0
"""A PDF of 1,000 full pages takes about 10 s."""

_CHILD = "reviewer.documents.child"
_KEPT = ("PATH", "SYSTEMROOT", "TMPDIR", "LD_LIBRARY_PATH")
_PROXIES = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy")
_LAST_WORDS = 400
_MEMORY_SIGNS = (b"memory", b"failed to map segment")
_HINTS = {
    "document.timeout": "Split the document, or hand in its text.",
    "document.memory": "It needs more memory to be opened than is allowed: split it, or hand in its text.",
    "document.damaged": "Open it in its program, save it again, or hand in its text.",
}


def convert_in_child(
    submission: Submission, media: Media, *, memory_bytes: int = MEMORY_BYTES, timeout_s: float = TIMEOUT_S
) -> str:
    """What `reviewer.documents.convert` makes of the submission, made in a child process.

    Raises DocumentError: what `convert` raises, and `document.timeout`, `document.memory`, `document.damaged` when the
    child runs out of time or memory, or dies.
    """
    order = {
        "name": submission.name,
        "media": media,
        "memory_bytes": memory_bytes,
        "cpu_s": max(1, math.ceil(timeout_s)),
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell, nothing of the document in it
            [sys.executable, "-P", "-m", _CHILD],
            input=json.dumps(order).encode() + b"\n" + submission.data,
            capture_output=True,
            timeout=timeout_s,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _failed(submission, "document.timeout", f"took longer than {timeout_s:g} s to be opened") from error
    return _answer(submission, done)


def _environment() -> dict[str, str]:
    """As little as Python needs; no proxy, so that a library that would fetch something cannot."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    proxies = dict.fromkeys(_PROXIES, "")
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return {**kept, **proxies, "no_proxy": "*", "PYTHONPATH": path, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _answer(submission: Submission, done: subprocess.CompletedProcess[bytes]) -> str:
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise _died(submission, done) from error
    if "error" in answer:
        raise DocumentError(**answer["error"])
    return str(answer["text"])


def _died(submission: Submission, done: subprocess.CompletedProcess[bytes]) -> DocumentError:
    """Why a child ended without an answer, by its signal and its last words."""
    if sys.platform != "win32" and done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return _failed(submission, "document.timeout", "used up its time while it was opened")
    last_words = done.stderr[-_LAST_WORDS:].lower()
    if any(sign in last_words for sign in _MEMORY_SIGNS):
        return _failed(submission, "document.memory", "too large to be opened")
    return _failed(submission, "document.damaged", "cannot be opened")


def _failed(submission: Submission, code: str, message: str) -> DocumentError:
    return DocumentError(message, code=code, where=submission.name, hint=_HINTS[code])
