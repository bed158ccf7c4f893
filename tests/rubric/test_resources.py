"""Data folders: inside the package where a wheel put them, else beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer import resources
from reviewer.errors import WorkError


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "reviewer"
    folder.mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", folder)
    return folder


def test_the_folder_of_a_wheel_comes_first(package: Path) -> None:
    (package.parent / "rubrics").mkdir()
    assert resources.system_design() == package.parent / "rubrics" / "system_design"
    (package / "_data" / "rubrics").mkdir(parents=True)
    assert resources.system_design() == package / "_data" / "rubrics" / "system_design"


def test_an_installation_without_data_is_told(package: Path) -> None:
    with pytest.raises(WorkError) as caught:
        resources.data_folder("prompts")
    assert caught.value.code == "resources.missing"
    assert str(package / "_data" / "prompts") in (caught.value.hint or "")
