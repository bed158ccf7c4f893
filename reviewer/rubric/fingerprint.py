"""What a rubric amounts to, as a hash. In: its validated entries. Out: a SHA-256 over their canonical form.

Comments, layout, the split into files, packs laid over one another, fragments, shorthands and examples leave no trace:
two packs that grade alike have one hash. Values left at their defaults leave none either, so that new fields change
no hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from reviewer.model.rubric import Criterion
from reviewer.model.vocabulary import Vocabulary
from reviewer.operators import Operator
from reviewer.rubric.schema import CriterionEntry, RubricFile


def fingerprint(
    head: RubricFile, entries: Iterable[CriterionEntry], criteria: Sequence[Criterion], vocabulary: Vocabulary
) -> str:
    """The hash of a rubric from its head, its criteria as written and compiled, and its vocabulary."""
    content = {
        "rubric": head.model_dump(mode="json", exclude_defaults=True, exclude={"extends", "vocabulary"}),
        "written": sorted((_written(one) for one in entries), key=lambda one: str(one["id"])),
        "criteria": [_compiled(one) for one in criteria],
        "vocabulary": sorted(
            [one.id, sorted(one.forms), sorted(one.exact), sorted(one.never), sorted(one.kinds)]
            for one in vocabulary.concepts
        ),
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=repr)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _written(entry: CriterionEntry) -> dict[str, Any]:
    return entry.model_dump(mode="json", exclude_defaults=True, exclude={"examples", "rules", "applies"})


def _compiled(criterion: Criterion) -> list[Any]:
    """A criterion's place in the order, its phase and its rules."""
    applies = criterion.applies
    return [
        criterion.id,
        criterion.phase,
        {level: _plain(rule) for level, rule in criterion.rules.items()},
        [_plain(applies.when), applies.otherwise] if applies else None,
    ]


def _plain(value: Any) -> Any:
    """A rule, or a parameter of one, as plain data without what is left at its default."""
    if isinstance(value, BaseModel):
        fields = {
            name: _plain(getattr(value, name))
            for name, field in type(value).model_fields.items()
            if getattr(value, name) != field.default
        }
        return {value.name: fields} if isinstance(value, Operator) else fields
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
