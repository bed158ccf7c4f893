"""The child process: what it answers, and that neither a bomb nor a crash reaches the parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Any

import pytest

from reviewer import sandbox
from reviewer.errors import DocumentError
from reviewer.model.document import Media
from reviewer.model.submission import Submission
from reviewer.sandbox import convert_in_child
from tests.documents.samples import pdf_of

PAGE = Submission(name="a.html", data="<h1>Größe</h1><p>of a 文</p>".encode())


def failure(submission: Submission, media: Media, **limits: Any) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        convert_in_child(submission, media, **limits)
    assert "Traceback" not in str(caught.value)
    return caught.value


def child_that(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let the child run this code instead of converting."""
    run = subprocess.run

    def instead(command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        assert command[0] == sys.executable
        return run([sys.executable, "-c", code], **options)

    monkeypatch.setattr(sandbox.subprocess, "run", instead)


def test_the_text_comes_back() -> None:
    assert convert_in_child(PAGE, "html") == "# Größe\n\nof a 文\n"


def test_refusals_come_back_with_code_place_and_hint() -> None:
    error = failure(Submission(name="scan.pdf", data=pdf_of([[]])), "pdf")
    assert (error.code, error.where) == ("document.empty", "scan.pdf")
    assert error.hint is not None
    assert "OCR" in error.hint


def test_a_child_that_needs_too_much_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "from reviewer.documents.child import confine\nconfine(2**28, 5)\nb = bytearray(2**29)"
    child_that(monkeypatch, code)
    assert failure(PAGE, "html").code == "document.memory"


def test_a_limit_that_is_too_small_for_the_document() -> None:
    page = Submission(name="a.html", data=b"<p>x" * 190_000)
    assert failure(page, "html", memory_bytes=64 * 2**20).code == "document.memory"


def test_a_child_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    child_that(monkeypatch, "import time; time.sleep(60)")
    error = failure(PAGE, "html", timeout_s=0.3)
    assert error.code == "document.timeout"
    assert "0.3 s" in error.message


def test_a_child_that_burns_its_processor_time(monkeypatch: pytest.MonkeyPatch) -> None:
    child_that(monkeypatch, "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)")
    assert failure(PAGE, "html").code == "document.timeout"


@pytest.mark.parametrize("code", ["import os; os.abort()", "raise KeyError('x')", "print('no json')", ""])
def test_a_child_that_dies(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    child_that(monkeypatch, code)
    error = failure(PAGE, "html")
    assert (error.code, error.where) == ("document.damaged", "a.html")


def test_the_child_is_confined_and_has_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("SECRET_TOKEN", "s3cret")
    code = (
        "import json, os, resource\n"
        "from reviewer.documents.child import confine\n"
        "confine(2**30, 7)\n"
        "limits = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)\n"
        "told = [resource.getrlimit(limit)[0] for limit in limits]\n"
        "told += [os.environ.get('https_proxy'), 'SECRET_TOKEN' in os.environ]\n"
        "print(json.dumps({'text': json.dumps(told)}))"
    )
    child_that(monkeypatch, code)
    assert convert_in_child(PAGE, "html") == '[1073741824, 7, 0, "", false]'


def test_no_child_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    popen = subprocess.Popen

    class Noted(popen):  # type: ignore[type-arg, misc, valid-type]
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            started.append(self.pid)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    child_that(monkeypatch, "import time; time.sleep(60)")
    failure(PAGE, "html", timeout_s=0.2)
    with pytest.raises(ProcessLookupError):
        os.kill(started[0], signal.SIG_DFL)
