"""The house rules, checked on the code itself: imports point down, libraries stay in their rooms, code stays small."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# From the bottom up. Rooms on one line never import each other.
FLOORS = [
    ["model", "errors"],
    ["children", "config", "garbage", "plugins", "resources"],
    ["documents"],
    ["facts"],
    ["operators"],
    ["rubric"],
    ["rules", "judge", "findings", "scoring", "report"],
    ["verdict"],
    ["sandbox"],
    ["pipeline"],
    ["engine"],
    ["preload"],
    ["agreement"],
    ["batch"],
    ["store"],
    ["jobs"],
    ["api"],
    ["editors"],
    ["cli"],
]
FLOOR = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}

# A library and the only rooms that may import it.
HOMES = {
    "fastapi": {"api"},
    "starlette": {"api"},
    "uvicorn": {"api"},
    "prometheus_client": {"api"},
    "langchain": {"judge"},
    "langchain_openai": {"judge"},
    "openai": {"judge"},
    "dbos": {"jobs"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "psycopg": {"store"},
    "yaml": {"rubric", "config", "judge"},
    "click": {"cli"},
    "rich": {"cli", "report"},
    "markdown_it": {"documents"},
    "lxml": {"documents"},
    "docx": {"documents"},
    "pypdf": {"documents"},
    "ahocorasick_rs": {"documents", "facts"},
    "pebble": {"engine"},
    "mcp": {"editors"},
    "importlib.metadata": {"plugins"},
}

# Rooms that compute and never read files, start processes or open connections.
PURE = {"model", "facts", "operators", "rules", "verdict", "findings", "scoring", "report"}
DOING_IO = {
    "socket",
    "subprocess",
    "urllib.request",
    "requests",
    "httpx",
    "httpx2",
    "shutil",
    "tempfile",
    "pathlib",
    "os",
}


def sources() -> list[Path]:
    return sorted([*ROOT.glob("reviewer/**/*.py"), *ROOT.glob("api/**/*.py")])


def room_of(parts: tuple[str, ...]) -> str | None:
    """The room of a module: `reviewer.facts.units` is in facts, `api.routes` in api, `reviewer` itself in none."""
    if parts[0] == "api":
        return "api"
    if len(parts) < 2 or parts[1] in {"__init__", "__main__"}:
        return None
    return parts[1]


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.lineno, node.module
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def parsed() -> Iterator[tuple[Path, str | None, ast.Module]]:
    for path in sources():
        relative = path.relative_to(ROOT).with_suffix("")
        yield path, room_of(relative.parts), ast.parse(path.read_text("utf-8"))


def test_every_file_stands_in_a_known_room() -> None:
    strays = [str(path) for path, room, _ in parsed() if room is not None and room not in FLOOR]
    assert strays == []


def test_imports_point_down() -> None:
    wrong = []
    for path, room, tree in parsed():
        if room is None:
            continue
        for line, name in imports(tree):
            parts = tuple(name.split("."))
            if parts[0] not in {"reviewer", "api"}:
                continue
            other = room_of(parts)
            if other is not None and other in FLOOR and other != room and FLOOR[other] >= FLOOR[room]:
                wrong.append(f"{path.relative_to(ROOT)}:{line}: {room} imports {other}")
    assert wrong == []


def test_libraries_stay_in_their_rooms() -> None:
    wrong = []
    for path, room, tree in parsed():
        for line, name in imports(tree):
            for library, homes in HOMES.items():
                if (name == library or name.startswith(library + ".")) and room not in homes:
                    wrong.append(f"{path.relative_to(ROOT)}:{line}: {library} outside {sorted(homes)}")
    assert wrong == []


def test_computing_rooms_do_no_io() -> None:
    wrong = []
    for path, room, tree in parsed():
        if room not in PURE:
            continue
        wrong += [
            f"{path.relative_to(ROOT)}:{line}: {room} imports {name}"
            for line, name in imports(tree)
            if name in DOING_IO
        ]
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"open", "eval", "exec"}
            ):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}: {room} calls {node.func.id}")
    assert wrong == []


def test_files_stay_under_400_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines for path in sources() if (lines := path.read_text("utf-8").count("\n")) > 400
    }
    assert long == {}


def test_functions_stay_under_50_lines() -> None:
    long = []
    for path, _, tree in parsed():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > 50:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {lines} lines")
    assert long == []


def test_every_module_says_what_it_is() -> None:
    silent = [str(path.relative_to(ROOT)) for path, _, tree in parsed() if not ast.get_docstring(tree)]
    assert silent == []


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "manager", "base", "core"])
def test_no_drawer_names(word: str) -> None:
    assert [str(path) for path in sources() if path.stem == word or word in path.relative_to(ROOT).parts] == []
