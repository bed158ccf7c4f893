"""The documentation: generated pages are up to date, links lead somewhere, samples can be read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import yaml

from reviewer.rubric import load_rubric

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
LABELS = ROOT.parent / "shared" / "gold" / "labels"
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])

FENCE = re.compile(r"^(`{3,})(\w*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!`)\[[^\]\n]+\]\(([^)\s]+)\)")


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(DOCS / script), *arguments], capture_output=True, text=True, check=False)


def prose(page: Path) -> str:
    """A page without what is fenced."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_generated_pages_are_up_to_date() -> None:
    done = run("generate.py", "--check")
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    lost = []
    for target in LINK.findall(prose(page)):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        if not found.exists() or (anchor and anchor not in anchors(found)):
            lost.append(target)
    assert lost == []


def test_the_index_names_every_page_beside_it() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in DOCS.glob("*.md") if path.name != "README.md" and f"({path.name})" not in index] == []


def test_every_criterion_has_its_place() -> None:
    for pack, folder in (
        ("system-design", ""),
        ("well-architected-lite", "well_architected_lite"),
        ("api-design", "api_design"),
    ):
        for criterion in load_rubric(pack).criteria:
            page = (DOCS / "rubric" / folder / f"{criterion.phase}.md").read_text(encoding="utf-8")
            assert f"## {criterion.title}\n\n`{criterion.id}`" in page


def test_yaml_samples_can_be_read() -> None:
    found = [
        body
        for _, language, body in FENCE.findall((DOCS / "rubrics.md").read_text(encoding="utf-8"))
        if language == "yaml"
    ]
    assert len(found) > 5
    for body in found:
        assert yaml.safe_load(body.replace("  ...\n", "")) is not None


@pytest.mark.parametrize("picture", sorted(DOCS.glob("*.svg")), ids=lambda path: path.name)
def test_pictures_are_drawn_and_told(picture: Path) -> None:
    root = ElementTree.fromstring(picture.read_text(encoding="utf-8"))
    name = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{name}svg"
    assert "Scores of" in (root.findtext(f"{name}title") or "")
    assert (root.findtext(f"{name}desc") or "").startswith("Documents by score: ")


@pytest.mark.skipif(not LABELS.is_dir(), reason=f"the reference labels are not here: {LABELS}")
def test_the_measured_counts_are_those_of_the_reference(tmp_path: Path) -> None:
    kept = json.loads((DOCS / "reference_scores.json").read_text(encoding="utf-8"))
    done = run("measure.py", str(LABELS), "--print")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == kept, "renew with `python docs/measure.py LABELS_DIR` and `make docs`"


def test_measuring_needs_labels() -> None:
    done = run("measure.py")
    assert done.returncode == 2
    assert done.stderr.startswith("usage: ")
