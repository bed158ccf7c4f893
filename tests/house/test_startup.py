"""What an import may pull in: start-up stays light because heavy libraries load only where they are used."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = [
    "pydantic",
    "rich",
    "yaml",
    "markdown_it",
    "ahocorasick_rs",
    "docx",
    "pypdf",
    "asyncio",
    "langchain",
    "openai",
    "fastapi",
    "sqlalchemy",
]


def modules_after(code: str) -> set[str]:
    probe = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("heavy", HEAVY)
def test_import_reviewer_is_light(heavy: str) -> None:
    assert heavy not in modules_after("import reviewer")


def test_help_needs_only_click() -> None:
    code = (
        "import io, contextlib\n"
        "from reviewer.cli.main import cli\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        "    cli.main(['--help'], standalone_mode=False)"
    )
    loaded = modules_after(code)
    assert [heavy for heavy in HEAVY if heavy in loaded] == []


def test_public_names_exist() -> None:
    import reviewer

    for name in reviewer.__all__:
        assert getattr(reviewer, name) is not None
