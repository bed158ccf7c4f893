"""Puts plug-ins on the path as an installer would: the package and its metadata in one folder, no network, no build."""

from __future__ import annotations

import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent

Install = Callable[..., Path]


def write_metadata(target: Path, name: str, version: str, groups: dict[str, dict[str, str]]) -> None:
    """The `dist-info` of a distribution with these entry points."""
    folder = target / f"{name.replace('-', '_')}-{version}.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    lines = [
        f"[{group}]\n" + "".join(f"{key} = {value}\n" for key, value in one.items()) for group, one in groups.items()
    ]
    (folder / "entry_points.txt").write_text("\n".join(lines))


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs a distribution that declares some entry points, and the sample package beside it if asked for."""
    before = set(sys.modules)

    def put(name: str, groups: dict[str, dict[str, str]], version: str = "1.0.0") -> Path:
        target = tmp_path / name
        write_metadata(target, name, version, groups)
        monkeypatch.syspath_prepend(target)
        return target

    yield put
    for module in set(sys.modules) - before:
        if module.split(".")[0] not in ("reviewer", "yaml", "markdown_it"):
            sys.modules.pop(module)


@pytest.fixture
def sample(install: Install) -> Path:
    """The sample plug-in, installed as its own pyproject.toml says."""
    project = tomllib.loads((SOURCE / "pyproject.toml").read_text())["project"]
    target = install(project["name"], project["entry-points"], project["version"])
    shutil.copytree(SOURCE / "sample_reviewer_plugin", target / "sample_reviewer_plugin")
    return target
