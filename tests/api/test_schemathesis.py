"""Every operation with what its description allows and with what it forbids: no failure of ours, no other answer."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from running import Running, running
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from api.app import create_app
from reviewer.store.store import Store

EXAMPLES = 12
"""For each operation, valid and invalid ones each. What is valid may still name a rubric or a model that is not there,
so that 422 is a right answer to it."""


def operations() -> list[tuple[str, str]]:
    """The method and path of every operation, from the description itself."""
    desk = SimpleNamespace(queued=lambda: 0)
    store = SimpleNamespace(keys=SimpleNamespace(any=lambda: False))
    description = create_app(cast(Any, desk), cast(Any, store)).openapi()
    return [(method.upper(), path) for path, item in description["paths"].items() for method in item]


def takes_anything(operation: dict[str, Any]) -> bool:
    return bool(operation.get("parameters") or operation.get("requestBody"))


def unseen(case: Any) -> list[Any]:
    """The checks that say nothing of this case. What is no text in a form is sent as its JSON, which is a text: nobody
    who gets it can tell that it was meant to be wrong."""
    body = case.body if case.media_type == "multipart/form-data" and isinstance(case.body, dict) else {}
    texts = all(isinstance(value, str | bytes) for value in body.values())
    return [positive_data_acceptance] if texts else [positive_data_acceptance, negative_data_rejection]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, str]]:
    """A whole service with a key that may do everything. Nothing unforeseen happened in it, its log says."""
    data: Path = tmp_path_factory.mktemp("service") / "data"
    store = Store.open(data)
    _, secret = store.keys.create("fuzz", "acme", ["admin"])
    store.close()
    with running(data, "--rate", "1000000") as service:
        yield service, secret
    assert [line for line in service.log if json.loads(line)["level"] == "error"] == []


@pytest.fixture(scope="module")
def described(service: tuple[Running, str]) -> Any:
    return schemathesis.openapi.from_url(f"{service[0].address}/openapi.json")


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("method", "path"), operations())
def test_every_answer_is_as_described(
    service: tuple[Running, str], described: Any, method: str, path: str, mode: GenerationMode
) -> None:
    headers = {"Authorization": f"Bearer {service[1]}"}
    operation = described[path][method]
    if mode is GenerationMode.NEGATIVE and not takes_anything(operation.definition.raw):
        return

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize="CI" in os.environ,  # a gate asks the same each time; whoever works on it meets new cases
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def asked(case: Any) -> None:
        case.call_and_validate(headers=headers, timeout=60, excluded_checks=unseen(case))

    asked()
