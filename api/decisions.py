"""All that people decided in a tenant, for tables and programs. In: the store. Out: rows with points, as CSV or JSON.

Points are those that a decision alone changes in the newest finished review of the same bytes under the same rubric.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from api.corrected import item_of
from api.service import Service
from api.shapes import DecisionItem
from reviewer.batch.cells import number, safe_cell
from reviewer.errors import RubricError
from reviewer.model.review import Review
from reviewer.store.records import Override

COLUMNS = ("name", "sha256", "rubric", "review", "criterion", "graded", "level", "points", "note", "by", "at")


def decisions(service: Service, tenant: str) -> Iterator[DecisionItem]:
    """Each decision of the tenant, by document and rubric; one review is in memory at a time."""
    kept = sorted(service.store.overrides.all(tenant), key=_document)
    for (sha256, rubric), of_one in groupby(kept, key=_document):
        row = service.store.reviews.newest(tenant, sha256, rubric)
        review = Review.model_validate_json(row.review_json) if row is not None and row.review_json else None
        graded = {grade.criterion: grade.level for grade in review.grades} if review else {}
        for one in of_one:
            yield DecisionItem(
                name=row.name if row else None,
                sha256=sha256,
                rubric=rubric,
                review=row.id if row else None,
                graded=graded.get(one.criterion),
                **_item(one, review),
            )


def as_csv(items: Iterable[DecisionItem]) -> str:
    """A table with a line for each; no cell of it is a formula."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for item in items:
        table.writerow([_cell(getattr(item, column)) for column in COLUMNS[:-1]] + [item.at.isoformat()])
    return out.getvalue()


def _document(one: Override) -> tuple[str, str]:
    return one.sha256, one.rubric


def _item(one: Override, review: Review | None) -> dict[str, Any]:
    try:
        return item_of(one, review).model_dump()
    except RubricError:  # it is not installed any more: what the decision is worth cannot be said
        return item_of(one, None).model_dump()


def _cell(value: str | float | None) -> str:
    return safe_cell(value) if isinstance(value, str) else number(value)
