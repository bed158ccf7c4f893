"""What a batch grades by. In: rubric, options, model. Out: the key of each review, and what changed since the last run.

A key is the content address of everything that a review depends on. Terms are kept in the journal so that a later run
can say in words which part of them is another now, and how many cells (an answer under a criterion) that touches.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from reviewer import __version__
from reviewer.batch.questions import Question
from reviewer.model.rubric import Criterion, Rubric
from reviewer.pipeline import ReviewOptions

_NOT_GRADING = frozenset({"place", "examples", "source"})
"""Fields of a criterion that change no grade."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a run. `model` is "" for rules alone; `prompt` is the hash of the prompts."""

    rubric: Rubric
    options: ReviewOptions
    model: str = ""
    host: str = ""
    votes: int = 1
    calls: str = ""
    prompt: str = ""
    blind: bool = False

    def key(self, sha256: str, name: str, question: Question) -> str:
        """The key of the review of an answer."""
        parts = [sha256, name, question.model_dump(mode="json"), self.rubric.hash, __version__, self._how()]
        return _digest(parts)

    def noted(self) -> dict[str, Any]:
        """The terms as plain data, for the journal."""
        return {
            "engine": __version__,
            "rubric": {"id": self.rubric.id, "version": self.rubric.version, "hash": self.rubric.hash},
            "criteria": {one.id: criterion_hash(one) for one in self.rubric.criteria},
            "vocabulary": _digest(_plain(self.rubric.vocabulary)),
            "options": self.options.model_dump(mode="json"),
            "model": {"name": self.model, "host": self.host, "votes": self.votes, "calls": self.calls},
            "prompt": self.prompt,
            "blind": self.blind,
        }

    def _how(self) -> list[Any]:
        model = [self.model, self.host, self.votes, self.calls, self.prompt] if self.model else []
        return [self.options.model_dump(mode="json"), *model]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is another since the last run; `criteria` are those whose cells it touches, None for all."""

    words: str
    criteria: frozenset[str] | None = None


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """What differs between the terms of two runs, in words."""
    found = []
    if old["engine"] != new["engine"]:
        found.append(Change(f"this program is version {new['engine']}, the last run's was {old['engine']}"))
    if old["rubric"]["hash"] != new["rubric"]["hash"]:
        found.append(_rubric_change(old, new))
    if old["model"] != new["model"]:
        found.append(Change(f"graded by {_model(new)}, the last run was by {_model(old)}"))
    elif old["prompt"] != new["prompt"] and new["model"]["name"]:
        found.append(Change("the prompts of the judge changed"))
    found += [Change(words) for words in _option_changes(old["options"], new["options"])]
    return found


def criterion_hash(criterion: Criterion) -> str:
    """A hash of everything of a criterion that can change a grade or what is said with it."""
    kept = {one.name: _plain(getattr(criterion, one.name)) for one in fields(criterion) if one.name not in _NOT_GRADING}
    return _digest(kept)


def _rubric_change(old: Mapping[str, Any], new: Mapping[str, Any]) -> Change:
    was, now = old["criteria"], new["criteria"]
    if old["rubric"]["id"] != new["rubric"]["id"]:
        return Change(f"the rubric is {new['rubric']['id']}, the last run's was {old['rubric']['id']}")
    edited = sorted(one for one in now if one in was and was[one] != now[one])
    added, gone = sorted(set(now) - set(was)), sorted(set(was) - set(now))
    parts = [f"{what} {_listed(some)}" for what, some in (("changed", edited), ("new", added), ("gone", gone)) if some]
    if old["vocabulary"] != new["vocabulary"]:
        return Change("; ".join(["the rubric's vocabulary changed", *parts]))
    if not parts:
        return Change("weights, bands or notes of the rubric changed; no level does", frozenset())
    return Change(f"criteria of the rubric: {'; '.join(parts)}", frozenset([*edited, *added]))


def _option_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for name in new:
        if old.get(name) != new[name]:
            yield f"the option {name} is {json.dumps(new[name])}, it was {json.dumps(old.get(name))}"


def _model(terms: Mapping[str, Any]) -> str:
    model = terms["model"]
    return f"{model['name']} ({model['votes']} votes) and rules" if model["name"] else "rules alone"


def _listed(names: list[str], most: int = 5) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _plain(value: Any) -> Any:
    """Dataclasses, models, sets and mappings as JSON can write them, the same in every process."""
    if isinstance(value, BaseModel):
        shown = {name: _plain(getattr(value, name)) for name in type(value).model_fields}
        return {"": type(value).__name__, **shown}
    if is_dataclass(value) and not isinstance(value, type):
        shown = {one.name: _plain(getattr(value, one.name)) for one in fields(value) if one.name != "place"}
        return {"": type(value).__name__, **shown}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((_plain(one) for one in value), key=str)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool | None) else type(value).__name__


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
