"""Facts as JSON, word for word as programs rely on it, and as a page."""

from __future__ import annotations

import json

from samples import document

from reviewer.model.document import Unread
from reviewer.model.facts import (
    Amount,
    Architecture,
    Claim,
    Estimate,
    EstimateInput,
    Facts,
    Mention,
    Node,
    Operation,
    Quantity,
    SchemaTable,
)
from reviewer.report import Look, render_facts
from reviewer.report.facts import json_schema

DOC = document("# Seats\n\nA billion clicks a day are 10,000 a second.\n", name="seats.md")
FACTS = Facts(
    mentions=(Mention(("rate",), "clicks a day", 12, 24, (3, 3), 1, 1, "prose"),),
    quantities=(Quantity(1e9, "1/day", 1e9, "rate", "billion clicks a day", 11, 31, (3, 3), 1),),
    estimates=(
        Estimate(
            (3, 3),
            "= 10,000 QPS",
            Amount(10_000, "1/s"),
            Amount(11_574.07, "1/s"),
            "wrong",
            (EstimateInput((3, 3), 1e9, "1/day"),),
            "1e9/day ÷ 86,400 s/day",
        ),
        Estimate((3, 3), "= 1 TB", Amount(1, "TB"), None, "unchecked"),
    ),
    architecture=(
        Architecture(
            (5, 9),
            "mermaid-flowchart",
            (Node("GW", "Gate", "gateway"), Node("U", "Users", "client", 3)),
            (("Users", "Gate"),),
            ("Gate",),
        ),
    ),
    operations=(Operation(10, "POST", "/v1/urls"), Operation(11, None, "redirect")),
    schema=(SchemaTable(12, "urls", ("hash", "url"), ("hash",)),),
    claims=(Claim((13, 13), "99.9 % available", "availability"),),
    unread=(Unread((14, 15), "image: its content is not in the text"),),
)


def test_json_word_for_word() -> None:
    data = json.loads(render_facts(DOC, FACTS, format="json"))
    mentions, quantities = data.pop("mentions"), data.pop("quantities")
    assert data == {
        "schema_version": "1",
        "document": {"name": "seats.md", "sha256": DOC.sha256, "line_count": 3},
        "estimates": [
            {
                "lines": [3, 3],
                "text": "= 10,000 QPS",
                "stated": {"value": 10000, "unit": "1/s"},
                "expected": {"value": 11574.07, "unit": "1/s"},
                "verdict": "wrong",
                "inputs": [{"lines": [3, 3], "value": 1e9, "unit": "1/day"}],
                "operation": "1e9/day ÷ 86,400 s/day",
            },
            {
                "lines": [3, 3],
                "text": "= 1 TB",
                "stated": {"value": 1, "unit": "TB"},
                "expected": None,
                "verdict": "unchecked",
                "inputs": [],
                "operation": "",
            },
        ],
        "architecture": [
            {
                "lines": [5, 9],
                "kind": "mermaid-flowchart",
                "nodes": [
                    {"id": "GW", "label": "Gate", "kind": "gateway", "replicas": None},
                    {"id": "U", "label": "Users", "kind": "client", "replicas": 3},
                ],
                "edges": [["Users", "Gate"]],
                "spofs": ["Gate"],
            }
        ],
        "operations": [
            {"line": 10, "method": "POST", "path_or_name": "/v1/urls"},
            {"line": 11, "method": None, "path_or_name": "redirect"},
        ],
        "schema": [{"line": 12, "name": "urls", "fields": ["hash", "url"], "keys": ["hash"]}],
        "claims": [{"lines": [13, 13], "text": "99.9 % available", "kind": "availability"}],
        "unread": [{"lines": [14, 15], "why": "image: its content is not in the text"}],
    }
    assert mentions == [
        {"concepts": ["rate"], "form": "clicks a day", "lines": [3, 3], "in": "prose", "stance": "asserted"}
    ]
    assert quantities[0]["dimension"] == "rate"


def test_all_lists_are_always_present() -> None:
    data = json.loads(render_facts(DOC, Facts(), format="json"))
    lists = [key for key, value in data.items() if value == []]
    assert lists == [
        *("estimates", "architecture", "operations", "schema", "claims", "unread", "mentions", "quantities")
    ]


def test_a_value_beyond_all_bounds_is_still_json() -> None:
    facts = Facts(estimates=(Estimate((3, 3), "=", Amount(float("inf"), "B"), None, "unchecked"),))
    assert json.loads(render_facts(DOC, facts, format="json"))["estimates"][0]["stated"]["value"] is None


def test_the_schema_names_what_the_json_has() -> None:
    schema = json_schema()
    data = json.loads(render_facts(DOC, FACTS, format="json"))
    assert set(schema["properties"]) == set(data)
    assert set(schema["$defs"]["MentionItem"]["properties"]) == set(data["mentions"][0])


def test_the_page_tells_everything() -> None:
    page = render_facts(DOC, FACTS, look=Look(width=100))
    for words in [
        "seats.md: 3 lines",
        "2 sums: 1 wrong, 1 unchecked",
        "line 3  wrong      10,000/s is stated, 11,574/s comes out",
        "                   = 1e9/day ÷ 86,400 s/day",
        "line 3  unchecked  1 TB",
        "Diagram (mermaid-flowchart, lines 5–9): 2 nodes, 1 edges",
        "Users → Gate",
        "single points of failure: Gate",
        "line 10  POST  /v1/urls",
        "line 12  urls  hash (key), url",
        "line 13  availability  99.9 % available",
        "lines 14–15    image: its content is not in the text",
        "rate 1",
    ]:
        assert words in page


def test_an_empty_page_says_so() -> None:
    assert "Nothing was found that a rule could use." in render_facts(DOC, Facts())
