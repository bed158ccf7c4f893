"""The prompts. In: the name of a file in `prompts/`. Out: its text with variables to fill, and the schema of the reply.

A file has YAML front matter: `id`, `version`, `variables` and, where a reply follows, its JSON Schema as `reply`.
Variables stand as {{name}} in the text and are filled in one pass, so that what fills one is never read as another.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from reviewer.errors import WorkError
from reviewer.resources import data_folder

_VARIABLE = re.compile(r"\{\{([a-z_]+)\}\}")
_EDGE = "---\n"
_HASH_CHARS = 8
_GRADING = ("system", "document", "phase")
"""The prompts that a verdict depends on."""


@dataclass(frozen=True)
class Prompt:
    """One prompt. `version` is for readers; what keys are made of is the text and the schema themselves."""

    id: str
    version: int
    variables: frozenset[str]
    text: str
    reply: Mapping[str, Any] | None = None

    def fill(self, **values: str) -> str:
        """The text with its variables replaced. Raises KeyError if one is missing."""
        return _VARIABLE.sub(lambda match: values[match.group(1)], self.text)

    @property
    def content(self) -> str:
        """Text and schema as one string, for hashes."""
        return json.dumps([self.text, self.reply], sort_keys=True)


@cache
def load_prompt(prompt_id: str) -> Prompt:
    """The prompt of `prompts/<prompt_id>.md`. Raises WorkError `prompt.missing` or `prompt.invalid`."""
    path = data_folder("prompts") / f"{prompt_id}.md"
    try:
        written = path.read_text(encoding="utf-8")
    except OSError as error:
        raise WorkError(f"cannot be read: {error}", code="prompt.missing", where=str(path)) from error
    return parse_prompt(written, str(path))


def parse_prompt(written: str, where: str) -> Prompt:
    """A prompt file's content as a Prompt. Raises WorkError `prompt.invalid` if it does not hold together."""
    import yaml

    head, edge, text = written.removeprefix(_EDGE).partition("\n" + _EDGE)
    if not written.startswith(_EDGE) or not edge:
        raise _invalid("has no front matter between two lines of ---", where)
    try:
        meta = yaml.safe_load(head)
        prompt = Prompt(
            id=str(meta["id"]),
            version=int(meta["version"]),
            variables=frozenset(meta["variables"]),
            text=text.strip(),
            reply=meta.get("reply"),
        )
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise _invalid(f"its front matter cannot be used: {error!r}", where) from error
    used = set(_VARIABLE.findall(prompt.text))
    if used != prompt.variables:
        odd = ", ".join(sorted(used ^ prompt.variables))
        raise _invalid(f"its variables and its text do not agree on {odd}", where)
    return prompt


@lru_cache(maxsize=1)
def grading_hash() -> str:
    """SHA-256 over the prompts that verdicts depend on."""
    written = "\0".join(load_prompt(name).content for name in _GRADING)
    return hashlib.sha256(written.encode()).hexdigest()


def prompt_name(prompt_id: str) -> str:
    """How a prompt is named in results: its id and a short hash."""
    if prompt_id in _GRADING:
        return f"{prompt_id}@{grading_hash()[:_HASH_CHARS]}"
    return f"{prompt_id}@{hashlib.sha256(load_prompt(prompt_id).content.encode()).hexdigest()[:_HASH_CHARS]}"


def _invalid(message: str, where: str) -> WorkError:
    return WorkError(message, code="prompt.invalid", where=where, hint="install the package again")
