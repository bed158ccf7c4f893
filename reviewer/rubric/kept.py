"""Rubrics as loaded, kept on disk. In: a pack's folder and a cache folder. Out: its Rubric, or None where none is kept.

Reading a pack and compiling its vocabulary takes most of a short run. What is kept is a pickle, so it is trusted only
where nobody else can have written it (a folder and file of this user, closed to all others), only as far as its own
hash goes, and only with classes of this package. It holds for the same files of the pack, the same engine and the same
Python. Whatever is in the way, the pack is read anew, without a word: nothing is lost but time.
"""

from __future__ import annotations

import gc
import hashlib
import io
import json
import os
import pickle
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pydantic

from reviewer import __version__
from reviewer.facts.matcher import Matcher, compile_matcher, remember_matcher
from reviewer.model.rubric import Rubric
from reviewer.rubric.folder import yaml_files

_FOLDER = "rubrics"
_FORMAT = 1
_ENGINE = ("model", "facts", "operators", "rubric")
"""The rooms whose code decides what is kept."""
_MOST_BYTES = 100_000_000
_OURS = ("reviewer.model.", "reviewer.operators.", "reviewer.facts.matcher.")
_BROKEN = (pickle.PickleError, AttributeError, EOFError, ImportError, IndexError, KeyError, TypeError, ValueError)
"""What reading or writing a pickle of something else raises."""


def read_kept(folder: Path, cache_dir: Path) -> Rubric | None:
    """The rubric of the pack in `folder` as it was kept, its matcher ready; None unless it holds."""
    try:
        data = _private_bytes(cache_dir / _FOLDER / _file_name(folder))
    except OSError:
        return None
    first, _, payload = data.partition(b"\n")
    try:
        head = json.loads(first)
        if head["payload"] != hashlib.sha256(payload).hexdigest() or head["stamp"] != _stamp(head["folders"]):
            return None
        rubric, matcher = _unpickled(payload)
    except (OSError, *_BROKEN):
        return None
    if not (isinstance(rubric, Rubric) and isinstance(matcher, Matcher)):
        return None
    remember_matcher(rubric.vocabulary, matcher)
    return rubric


def keep(rubric: Rubric, folder: Path, folders: Iterable[Path], cache_dir: Path) -> None:
    """Keeps a rubric that was made of the packs in `folders`; none that needs code of a plug-in."""
    place = cache_dir / _FOLDER
    parts = [str(one.resolve()) for one in folders]
    try:
        payload = _pickled((rubric, compile_matcher(rubric.vocabulary)))
        head = {"folders": parts, "stamp": _stamp(parts), "payload": hashlib.sha256(payload).hexdigest()}
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_private(os.lstat(place)):
            return
        with tempfile.NamedTemporaryFile(dir=place, delete=False) as file:
            file.write(json.dumps(head).encode() + b"\n" + payload)
        os.replace(file.name, place / _file_name(folder))
    except (OSError, *_BROKEN):
        return


def _private_bytes(path: Path) -> bytes:
    """What a file holds that only this user can have written. Raises OSError where another could have."""
    if not _is_private(os.lstat(path.parent)):
        raise PermissionError(f"{path.parent} is open to others")
    with path.open("rb") as file:
        if not _is_private(os.fstat(file.fileno())):
            raise PermissionError(f"{path} is open to others")
        return file.read(_MOST_BYTES)


def _is_private(status: os.stat_result) -> bool:
    """Whether something is this user's and closed to all others; never where the system has no such rights."""
    return hasattr(os, "getuid") and status.st_uid == os.getuid() and not status.st_mode & 0o077


def _file_name(folder: Path) -> str:
    return hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _stamp(folders: Iterable[str]) -> str:
    """A hash of all that a kept rubric depends on: the files of its packs, and what reads them."""
    made = hashlib.sha256(repr((_FORMAT, __version__, sys.version, pydantic.VERSION, _engine())).encode())
    for folder in folders:
        for path in sorted(yaml_files(Path(folder))):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            made.update(f"{path}\0{content}\0".encode("utf-8", "surrogateescape"))
    return made.hexdigest()


def _engine() -> list[tuple[str, int, int]]:
    """Names, sizes and times of the modules: a checkout changes without its version."""
    package = Path(__file__).parent.parent
    found = []
    for room in _ENGINE:
        for entry in os.scandir(package / room):
            if entry.name.endswith(".py"):
                status = entry.stat()
                found.append((f"{room}/{entry.name}", status.st_size, status.st_mtime_ns))
    return sorted(found)


def _unpickled(payload: bytes) -> Any:
    """What a pickle holds. All of it stays, so that no garbage is looked for meanwhile."""
    collects = gc.isenabled()
    gc.disable()
    try:
        return _Unpickler(io.BytesIO(payload)).load()
    finally:
        if collects:
            gc.enable()


def _pickled(value: Any) -> bytes:
    """A pickle of objects of this package's own classes. Raises PicklingError where there are others."""
    buffer = io.BytesIO()
    _Pickler(buffer, protocol=5).dump(value)
    return buffer.getvalue()


def _is_ours(found: Any, module: str, name: str) -> bool:
    return isinstance(found, type) and found.__module__ == module and f"{module}.".startswith(_OURS) and "." not in name


class _Pickler(pickle.Pickler):
    def reducer_override(self, obj: Any) -> Any:
        kind = obj if isinstance(obj, type) else type(obj)
        if not _is_ours(kind, kind.__module__, kind.__qualname__):
            raise pickle.PicklingError(f"{kind.__module__}.{kind.__qualname__} is no class that may be kept")
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    """Makes nothing but objects of this package's own classes."""

    def find_class(self, module: str, name: str) -> Any:
        ours = f"{module}.".startswith(_OURS) and "." not in name
        found = super().find_class(module, name) if ours else None
        if not _is_ours(found, module, name):
            raise pickle.UnpicklingError(f"{module}.{name} is no class that may be kept")
        return found
