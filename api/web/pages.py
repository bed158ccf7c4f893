"""The page at `/` and its files. In: a request for one of a fixed set of files. Out: the file with its headers.

The page speaks to the HTTP API like any other client. Its policy lets it load nothing from elsewhere and run no script
but its own files; what a document says is only ever shown as text.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import Response

from api.problems import UnknownError

_FOLDER = Path(__file__).resolve().parent
_EXAMPLES = (_FOLDER / "examples", _FOLDER.parents[1] / "examples")
"""A wheel carries the example documents beside the page; in a checkout they have a folder of their own."""

_MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
}

# Trusted types: even our own scripts cannot hand the browser a string to parse as HTML.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Cache-Control": "no-cache",
}

router = APIRouter(include_in_schema=False)


@router.get("/")
def index(if_none_match: Annotated[str | None, Header()] = None) -> Response:
    """The page."""
    return _answer("index.html", if_none_match)


@router.get("/assets/{name:path}")
def asset(name: str, if_none_match: Annotated[str | None, Header()] = None) -> Response:
    """One of the page's files. Raises UnknownError for any other name."""
    if name not in _files():
        raise UnknownError("there is no such file", code="request.path")
    return _answer(name, if_none_match)


def _answer(name: str, if_none_match: str | None) -> Response:
    data, etag = _content(name)
    headers = {**_HEADERS, "ETag": etag}
    if if_none_match == etag:
        return Response(status_code=304, headers=headers)
    return Response(data, headers=headers, media_type=_MEDIA[Path(name).suffix])


@lru_cache(maxsize=1)
def _files() -> dict[str, Path]:
    """The files that are handed out, by the name they are asked for."""
    own = {path.name: path for path in sorted(_FOLDER.iterdir()) if path.suffix in _MEDIA}
    folder = next((folder for folder in _EXAMPLES if folder.is_dir()), None)
    samples = sorted(folder.glob("*.md")) if folder else []
    return own | {f"examples/{path.name}": path for path in samples}


@lru_cache(maxsize=64)
def _content(name: str) -> tuple[bytes, str]:
    """A file's bytes with their ETag; read once."""
    data = _files()[name].read_bytes()
    return data, f'"{sha256(data).hexdigest()[:32]}"'
