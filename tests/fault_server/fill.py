"""Replies that fit. In: a JSON Schema and the messages of a call. Out: an object that is valid by it, each time alike.

Where the schema asks for quotes, they are pieces of the numbered lines that the messages show.
"""

from __future__ import annotations

import random
import re
from typing import Any

_NUMBERED = re.compile(r"^\s{0,8}(\d{1,6})(?:\s?[|:│]\s?|\t|[.)] |\s{2,})(.*)$")
_SHORTEST_LINE = 24


def fill(schema: dict[str, Any], text: str, rng: random.Random) -> Any:
    """A value that is valid by `schema`."""
    return _Filler(schema, document_lines(text), rng).value(schema, "")


def document_lines(text: str) -> list[str]:
    """The longest run of lines that are numbered 1, 2, 3 … in a text, without their numbers."""
    best: list[str] = []
    run: list[str] = []
    for line in text.split("\n"):
        match = _NUMBERED.match(line)
        if match is None:
            continue
        number = int(match.group(1))
        if number == 1:
            run = []
        if number == len(run) + 1:
            run.append(match.group(2))
            best = max(best, run, key=len)
    return best


def levelled(reply: Any, schema: dict[str, Any], seed: int) -> Any:
    """The verdicts of a reply, each with the level that its criterion always has."""
    levels = schema["properties"]["verdicts"]["items"]["properties"]["level"]["enum"]
    verdicts = [
        {**verdict, "level": random.Random(f"{seed}:{verdict['criterion']}").choice(levels)}
        for verdict in reply["verdicts"]
    ]
    return {**reply, "verdicts": verdicts}


def obedient(reply: Any, schema: dict[str, Any], text: str, order: str) -> Any:
    """The verdicts of a reply, each as good as can be for the sake of an order in the document."""
    best = schema["properties"]["verdicts"]["items"]["properties"]["level"]["enum"][0]
    quotes = [line for line in document_lines(text) if order in line]
    return {**reply, "verdicts": [{**verdict, "level": best, "quotes": quotes} for verdict in reply["verdicts"]]}


class _Filler:
    def __init__(self, root: dict[str, Any], lines: list[str], rng: random.Random) -> None:
        self.root = root
        self.lines = [line.strip() for line in lines if len(line.strip()) >= _SHORTEST_LINE]
        self.rng = rng

    def value(self, schema: dict[str, Any], name: str) -> Any:
        schema = self.resolved(schema)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.rng.choice(schema["enum"])
        kind = schema.get("type", "object" if "properties" in schema else "string")
        if isinstance(kind, list):
            kind = next(one for one in kind if one != "null")
        return getattr(self, f"{kind}_value")(schema, name)

    def resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        while True:
            if "$ref" in schema:
                target: Any = self.root
                for part in schema["$ref"].removeprefix("#/").split("/"):
                    target = target[part]
                schema = target
            elif "anyOf" in schema or "oneOf" in schema:
                schema = (schema.get("anyOf") or schema["oneOf"])[0]
            else:
                return schema

    def object_value(self, schema: dict[str, Any], _name: str) -> dict[str, Any]:
        return {name: self.value(inner, name) for name, inner in schema.get("properties", {}).items()}

    def array_value(self, schema: dict[str, Any], name: str) -> list[Any]:
        items = self.resolved(schema.get("items", {}))
        criterion = self.resolved(items.get("properties", {}).get("criterion", {}))
        if "enum" in criterion:
            return [{**self.object_value(items, name), "criterion": one} for one in criterion["enum"]]
        least = schema.get("minItems", 1)
        most = schema.get("maxItems", max(least, 2))
        return [self.value(items, name) for _ in range(self.rng.randint(least, most))]

    def string_value(self, schema: dict[str, Any], name: str) -> str:
        if name in ("quote", "quotes"):
            return self.quote()
        text = f"The {name or 'text'} of this stub, number {self.rng.randint(1, 999)}."
        text = text.ljust(schema.get("minLength", 0), ".")
        return text[: schema.get("maxLength", len(text))]

    def integer_value(self, schema: dict[str, Any], _name: str) -> int:
        least = schema.get("minimum", 0)
        return self.rng.randint(least, schema.get("maximum", least + 10))

    def number_value(self, schema: dict[str, Any], name: str) -> float:
        return float(self.integer_value({key: int(value) for key, value in schema.items() if "imum" in key}, name))

    def boolean_value(self, _schema: dict[str, Any], _name: str) -> bool:
        return self.rng.random() < 0.5

    def null_value(self, _schema: dict[str, Any], _name: str) -> None:
        return None

    def quote(self) -> str:
        """A contiguous piece of one line of the document."""
        if not self.lines:
            return "the messages show no numbered lines"
        words = self.rng.choice(self.lines).split(" ")
        first = self.rng.randint(0, max(0, len(words) - 6))
        piece = " ".join(words[first : first + self.rng.randint(6, 12)]).strip()
        return piece if len(piece) >= 12 else " ".join(words)
