"""A real service and a real Chromium, for tests of the page. Without a Chromium they are skipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from real_service import Service, serving

playwright_api = pytest.importorskip("playwright.sync_api")

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT_MS = 60_000


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("web") / "data") as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with playwright_api.sync_playwright() as playwright:
        if path is None and not Path(playwright.chromium.executable_path).is_file():
            pytest.skip(f"NO BROWSER: none of {', '.join(names)} is installed; set CHROMIUM to the path of one")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Any, service: Service) -> Iterator[Any]:
    """`window(**options)` gives a page in a context of its own; what goes wrong in its scripts fails the test."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def opened(**options: Any) -> Any:
        size = {"width": 1280, "height": 900}
        usual = {"base_url": service.url, "reduced_motion": "reduce", "viewport": size}
        context = chromium.new_context(**{**usual, **options})
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(scope="session")
def example() -> str:
    return (ROOT / "examples" / "answer_middling_ride_hailing.md").read_text("utf-8")


@pytest.fixture(scope="session")
def reviewed(service: Service, example: str) -> str:
    """The id of a finished review of the example."""
    return service.review(example, "ride_hailing.md")
