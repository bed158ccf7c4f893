"""The hooks for pre-commit: their command runs as it stands on the files they ask for."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import yaml
from click.testing import CliRunner

from reviewer.cli.main import cli

ROOT = Path(__file__).parents[2]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())


def test_each_hook_runs_on_a_file_that_it_asks_for(tmp_path: Path) -> None:
    file = tmp_path / "docs" / "rfc" / "shop.md"
    file.parent.mkdir(parents=True)
    file.write_bytes((ROOT / "examples" / "url_shortener.md").read_bytes())
    for hook in HOOKS:
        assert re.search(hook["files"], file.as_posix())
        program, *arguments = shlex.split(hook["entry"])
        assert program == "reviewer"
        result = CliRunner().invoke(cli, [*arguments, str(file)], standalone_mode=False)
        assert result.stdout.startswith(f"::notice file={file},line=1,")


def test_the_hook_leaves_other_files_alone() -> None:
    [hook] = HOOKS
    assert not re.search(hook["files"], "src/design.py")
    assert not re.search(hook["files"], "README.md")
