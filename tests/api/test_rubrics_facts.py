"""Rubrics, facts and schemas over HTTP; a pack from outside is checked and reaches nothing but itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from api_answers import TEXT, is_problem
from starlette.testclient import TestClient

HEAD = "id: runbook\ntitle: Runbooks\nversion: 1.0.0\nextends: system-design\n"


def validated(client: TestClient, **files: str) -> dict[str, Any]:
    named = {name.replace("__", "/") + ".yaml": text for name, text in files.items()}
    response = client.post("/v1/rubrics/validate", json={"files": named})
    assert response.status_code == 200, response.text
    report: dict[str, Any] = response.json()
    assert report["valid"] is not any(problem["severity"] == "error" for problem in report["problems"])
    return report


def test_the_installed_rubrics(client: TestClient) -> None:
    told = client.get("/v1/rubrics").json()
    assert {"system-design", "api-design", "well-architected-lite"} <= {one["id"] for one in told["items"]}
    assert (told["default"], told["models"]) == ("system-design", [])
    assert {one["criteria"] for one in told["items"] if one["id"] == "system-design"} == {93}


def test_one_rubric_whole(client: TestClient) -> None:
    rubric = client.get("/v1/rubrics/system-design").json()
    assert len(rubric["criteria"]) == 93
    assert [level["id"] for level in rubric["scale"]] == ["missing", "partial", "met"]
    assert rubric["default_profile"] in [profile["id"] for profile in rubric["profiles"]]
    assert all(criterion["ask"] for criterion in rubric["criteria"])


@pytest.mark.parametrize("bad", ["no-such", "..", "%2e%2e%2fsystem_design", "x" * 200])
def test_rubrics_that_are_none(client: TestClient, bad: str) -> None:
    assert client.get(f"/v1/rubrics/{bad}").status_code == 404


def test_a_pack_that_holds_together(client: TestClient) -> None:
    assert validated(client, rubric=HEAD)["valid"]


def test_a_pack_with_a_fault_is_told_where(client: TestClient) -> None:
    report = validated(client, rubric=HEAD + "colour: red\n")
    problem = report["problems"][0]
    assert (problem["file"], problem["line"]) == ("rubric.yaml", 5)
    assert "colour" in problem["message"]


def test_a_criterion_with_an_unknown_operator(client: TestClient) -> None:
    criterion = (
        "phase: api\ncriteria:\n- id: api.odd\n  title: Odd\n  ask: Is it?\n  levels: {met: it is}\n"
        "  rules: {met: {import_os: true}}\n"
    )
    report = validated(client, rubric=HEAD, api=criterion)
    assert any(problem["file"] == "api.yaml" and "import_os" in problem["message"] for problem in report["problems"])


@pytest.mark.parametrize(
    "text",
    [
        "id: [",
        "a: &a [x]\nb: *c\n",
        "!!python/object/apply:os.system [id]",
        "x: " + "[" * 500,
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(
            f"k{n}: &k{n} [*a,*a,*a,*a,*a,*a,*a,*a,*a]\na{n}: &a [*k{n},*k{n},*k{n},*k{n},*k{n}]\n" for n in range(12)
        ),
        "\u0000",
        "",
    ],
)
def test_yaml_that_is_none_or_too_much(client: TestClient, text: str) -> None:
    assert not validated(client, rubric=text)["valid"]


@pytest.mark.parametrize(
    "head",
    [
        "extends: /etc\n",
        "extends: ../../rubrics/system_design\n",
        "extends: ./\n",
        "vocabulary: [/etc/passwd]\n",
        "vocabulary: /root\n",
        "extends: file:///etc\n",
    ],
)
def test_a_pack_reaches_no_path(client: TestClient, head: str) -> None:
    report = validated(client, rubric=HEAD.replace("extends: system-design\n", head))
    assert [problem["code"] for problem in report["problems"]] == ["rubric.not_found"]


def test_a_pack_beside_which_a_readable_one_lies_does_not_reach_it(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "rubric.yaml").write_text(HEAD)
    report = validated(client, rubric=HEAD.replace("system-design", str(tmp_path)))
    assert not report["valid"]


@pytest.mark.parametrize(
    "name",
    ["../rubric.yaml", "/etc/x.yaml", "a/b/c.yaml", "rubric.txt", "..yaml", ".yaml", "vocabulary/../x.yaml", "A.yaml"],
)
def test_file_names_that_are_refused(client: TestClient, name: str) -> None:
    response = client.post("/v1/rubrics/validate", json={"files": {"rubric.yaml": HEAD, name: "x: 1"}})
    is_problem(response, 422, "request.invalid")


def test_messages_do_not_tell_where_the_check_happened(client: TestClient) -> None:
    criteria = "phase: nowhere\ncriteria:\n- id: a.b\n- id: a.b\n"
    response = client.post("/v1/rubrics/validate", json={"files": {"rubric.yaml": HEAD, "a.yaml": criteria}})
    assert "/tmp" not in response.text
    assert "reviewer-rubric-" not in response.text


def test_a_pack_that_is_too_large(client: TestClient) -> None:
    response = client.post("/v1/rubrics/validate", json={"files": {"rubric.yaml": "# " + "x" * 300_000}})
    is_problem(response, 413, "rubric.too_large")


def test_the_facts_of_a_text_and_of_a_file(client: TestClient) -> None:
    of_text = client.post("/v1/facts", json={"text": TEXT, "name": "paste.md"})
    assert of_text.status_code == 200
    facts = of_text.json()
    assert {one["path_or_name"] for one in facts["operations"]} == {"/v1/pastes", "/v1/pastes/{key}"}
    assert [one["verdict"] for one in facts["estimates"]] == ["right"]
    of_file = client.post("/v1/facts", files={"file": ("paste.md", TEXT.encode())})
    assert of_file.json() == facts
    assert client.get("/v1/reviews").json()["items"] == []


def test_facts_of_what_cannot_be_read(client: TestClient) -> None:
    is_problem(client.post("/v1/facts", json={"text": " "}), 422, "document.empty")
    is_problem(client.post("/v1/facts", json={"text": TEXT, "rubric": "/etc"}), 422, "rubric.not_found")


@pytest.mark.parametrize("name", ["review", "facts", "rubric", "labels"])
def test_schemas(client: TestClient, name: str) -> None:
    schema = client.get(f"/v1/schema/{name}").json()
    jsonschema.validators.validator_for(schema).check_schema(schema)


def test_facts_fit_their_schema(client: TestClient) -> None:
    facts = client.post("/v1/facts", json={"text": TEXT}).json()
    jsonschema.validate(facts, client.get("/v1/schema/facts").json())


def test_a_schema_that_is_none(client: TestClient) -> None:
    is_problem(client.get("/v1/schema/nothing"), 404, "request.path")
