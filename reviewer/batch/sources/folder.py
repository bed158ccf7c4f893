"""Folders and single files as a source. Each file is an answer; its path is its id."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePath

from reviewer.batch.entry import Entry, Trouble
from reviewer.documents.limits import LIMITS

MOST_BYTES = LIMITS.package_bytes
"""No document that can be graded is larger; of a longer file one byte more is read, to refuse it."""

_NOT_ANSWERS = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


class Files:
    """Some files, named by their paths below `root`."""

    columns: tuple[str, ...] = ()

    def __init__(self, root: Path, paths: tuple[Path, ...]) -> None:
        self._root = root
        self._paths = paths

    def entries(self) -> Iterator[Entry]:
        for path in self._paths:
            yield read_file(path, inside(path, self._root))


class Folder:
    """All files of a folder and of the folders in it, in order of their paths. Hidden files are no answers.

    Links to folders are not followed; a link to a file outside the folder is an answer that cannot be read.
    """

    columns: tuple[str, ...] = ()

    def __init__(self, root: Path, leave_out: frozenset[Path] = frozenset()) -> None:
        self._root = root
        self._names = sorted(self._listed(leave_out), key=lambda name: PurePath(name).parts)

    def entries(self) -> Iterator[Entry]:
        home = self._root.resolve()
        for name in self._names:
            path = self._root / name
            if path.is_symlink() and not path.resolve().is_relative_to(home):
                trouble = Trouble("document.not_found", "a link that leads out of the folder is not followed")
                yield Entry(id=without_suffix(name), name=path.name, origin=f"{home.name}/{name}", trouble=trouble)
            else:
                yield replace(read_file(path, name), origin=f"{home.name}/{name}")

    def _listed(self, leave_out: frozenset[Path]) -> Iterator[str]:
        for folder, folders, files in os.walk(self._root):
            here = Path(folder)
            folders[:] = [one for one in folders if is_answer(one) and (here / one).resolve() not in leave_out]
            for file in files:
                if is_answer(file) and (here / file).resolve() not in leave_out:
                    yield inside(here / file, self._root)


def is_answer(name: str) -> bool:
    """Whether a file or folder of this name is none of those that systems and programs leave behind."""
    return not name.startswith((".", "~$")) and name.lower() not in _NOT_ANSWERS


def read_file(path: Path, origin: str) -> Entry:
    """A file as an answer; one that cannot be opened is an answer with trouble."""
    wanted = without_suffix(origin)
    try:
        # Opening a pipe or a device would wait for ever.
        if not path.is_file():
            raise OSError("it is no regular file")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        trouble = Trouble("document.not_found", f"cannot be opened: {error.strerror or error}")
        return Entry(id=wanted, name=path.name, origin=origin, trouble=trouble)
    return Entry(id=wanted, name=path.name, origin=origin, data=data)


def inside(path: Path, root: Path) -> str:
    """A path below the root, with `/` on every system; the file's name where it is not below."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def without_suffix(name: str) -> str:
    pure = PurePath(name)
    return (pure.parent / pure.stem).as_posix() if pure.stem else name
