"""Where the data that ships with the package is. In: the name of a data folder. Out: its path.

A wheel carries the folders inside the package (`reviewer/_data/`); in a checkout they stand beside the package.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from reviewer.errors import WorkError

DataFolder = Literal["rubrics", "prompts"]

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: DataFolder) -> Path:
    """The folder `rubrics/` or `prompts/`. Raises WorkError `resources.missing` if the installation lacks it."""
    places = (_PACKAGE / "_data" / name, _PACKAGE.parent / name)
    for place in places:
        if place.is_dir():
            return place
    looked = " and ".join(str(place) for place in places)
    raise WorkError(
        f"the data folder {name!r} is missing from this installation",
        code="resources.missing",
        hint=f"looked at {looked}; install the package again",
    )


def system_design() -> Path:
    """The folder of the built-in rubric pack; the target of its entry point, as the following are of theirs."""
    return data_folder("rubrics") / "system_design"


def well_architected_lite() -> Path:
    """The folder of the pack on six pillars of a workload."""
    return data_folder("rubrics") / "well_architected_lite"


def api_design() -> Path:
    """The folder of the pack for reviews of an API."""
    return data_folder("rubrics") / "api_design"
