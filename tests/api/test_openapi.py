"""The description of the API: complete, with an example for every operation, and examples that are true."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import pytest
from api_answers import WAIT
from starlette.testclient import TestClient

MakeClient = Callable[..., TestClient]

METHODS = ("get", "put", "post", "delete", "patch")


@pytest.fixture
def description(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def operations(description: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in description["paths"].items():
        for method in METHODS:
            if method in item:
                yield method, path, item[method]


def contents(operation: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every body of an operation: what it takes, and what it answers."""
    yield from ((f"takes {media}", body) for media, body in operation.get("requestBody", {}).get("content", {}).items())
    for status, answer in operation["responses"].items():
        yield from ((f"answers {status} {media}", body) for media, body in answer.get("content", {}).items())


def example_of(description: dict[str, Any], body: dict[str, Any]) -> Any:
    if "example" in body:
        return body["example"]
    name = body.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
    return description["components"]["schemas"].get(name, {}).get("example")


def test_every_operation_has_a_summary_a_text_and_says_how_it_is_refused(description: dict[str, Any]) -> None:
    for method, path, operation in operations(description):
        assert operation["summary"], (method, path)
        assert len(operation["description"]) > 20, (method, path)
        assert {"421"} <= set(operation["responses"]), (method, path)


def test_every_body_has_an_example_that_fits_its_schema(description: dict[str, Any]) -> None:
    checked = 0
    for method, path, operation in operations(description):
        for what, body in contents(operation):
            where = (method, path, what)
            example = example_of(description, body)
            assert example is not None, where
            if "json" in what:
                schema = {**body["schema"], "components": description["components"]}
                jsonschema.validate(example, schema)
                checked += 1
    assert checked > 60


def test_every_parameter_has_an_example_or_a_default(description: dict[str, Any]) -> None:
    for method, path, operation in operations(description):
        for parameter in operation.get("parameters", []):
            if parameter["required"]:
                assert "example" in parameter or "examples" in parameter["schema"], (method, path, parameter["name"])


def test_references_lead_somewhere(description: dict[str, Any]) -> None:
    def references(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for key, part in value.items():
                if key == "$ref":
                    yield part
                else:
                    yield from references(part)
        elif isinstance(value, list):
            for part in value:
                yield from references(part)

    names = {ref.removeprefix("#/components/schemas/") for ref in references(description)}
    assert names <= set(description["components"]["schemas"])


@pytest.mark.parametrize("method", ["post"])
def test_the_examples_of_orders_work(client: TestClient, description: dict[str, Any], method: str) -> None:
    for path in ("/v1/reviews", "/v1/facts", "/v1/rubrics/validate"):
        content = description["paths"][path][method]["requestBody"]["content"]
        example = example_of(description, content["application/json"])
        assert client.post(path, json=example, headers=WAIT).status_code == 200, path


def test_a_real_review_fits_its_schema(client: TestClient, description: dict[str, Any]) -> None:
    order = description["paths"]["/v1/reviews"]["post"]["requestBody"]["content"]["application/json"]["example"]
    path = client.post("/v1/reviews", json=order, headers=WAIT).headers["location"]
    client.put(f"{path}/overrides/api.endpoints", json={"level": "partial", "note": "It is brief."})
    schema = {"$ref": "#/components/schemas/ReviewView", "components": description["components"]}
    view = client.get(path).json()
    assert view["overrides"]
    jsonschema.validate(view, schema)


def test_a_service_without_keys_asks_for_none_and_says_so(client: TestClient, description: dict[str, Any]) -> None:
    assert "securitySchemes" not in description["components"]
    assert not any("security" in operation for _, _, operation in operations(description))


def test_a_service_with_keys_says_which_operations_need_one(make_client: MakeClient) -> None:
    description = make_client(keyed=True).get("/openapi.json").json()
    assert set(description["components"]["securitySchemes"]) == {"key"}
    open_to_all = {path for _, path, operation in operations(description) if "security" not in operation}
    assert open_to_all == {"/health/live", "/health/ready"}
