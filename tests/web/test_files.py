"""The files of the page as they are handed out, and rules for what stands in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api import problems
from api.web import pages

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "api" / "web"
SCRIPTS = sorted(WEB.glob("*.js"))


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    problems.install(app)
    app.include_router(pages.router)
    return TestClient(app)


def test_the_page_comes_with_a_policy_that_allows_only_its_own_files(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'self'; ")
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/assets/app.js").headers["etag"]
    answer = client.get("/assets/app.js", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize(
    "name", ["nope.js", "pages.py", "__init__.py", "../pages.py", "..%2f..%2fREADME.md", "examples/", ""]
)
def test_nothing_else_is_handed_out(client: TestClient, name: str) -> None:
    answer = client.get(f"/assets/{name}")
    assert answer.status_code == 404
    assert b"import" not in answer.content


def test_every_file_that_the_page_names_is_there(client: TestClient) -> None:
    page = client.get("/").text
    named = set(re.findall(r'(?:src|href)="(assets/[^"]+)"', page))
    named |= {
        f"assets/{name}" for path in SCRIPTS for name in re.findall(r'from "\./([^"]+)"', path.read_text("utf-8"))
    }
    named |= {f"assets/examples/{name}" for name in re.findall(r'<option value="([^"]+\.md)"', page)}
    assert len(named) > 20
    assert [name for name in sorted(named) if client.get(f"/{name}").status_code != 200] == []


def test_examples_are_the_projects_own(client: TestClient) -> None:
    answer = client.get("/assets/examples/url_shortener.md")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.content == (ROOT / "examples" / "url_shortener.md").read_bytes()


def test_no_script_or_style_stands_in_the_page() -> None:
    page = (WEB / "index.html").read_text("utf-8")
    assert re.findall(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|javascript:", page) == []


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in [*SCRIPTS, *WEB.glob("*.css"), WEB / "index.html"]:
        found = re.findall(r"""(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s"']*""", path.read_text("utf-8"))
        assert [one for one in found if "www.w3.org" not in one] == [], path.name


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_put_data_into_the_page_as_text_only(path: Path) -> None:
    text = path.read_text("utf-8")
    assert (
        re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\b|new Function", text)
        == []
    )
    assert "localStorage" not in text
    assert text.startswith("// ")
    assert text.count("\n") <= 400
