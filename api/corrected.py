"""Reviews with what people decided beside them. In: a row of the store. Out: its JSON, with `overrides`, `corrected`.

The Review itself stays as it was made; the decisions on its document are a view over it, whichever review they were
made on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from api.service import Service
from api.shapes import CorrectedSums, OverrideItem, ReviewView
from reviewer import engine
from reviewer.model.review import Review
from reviewer.model.rubric import Rubric
from reviewer.scoring.override import corrected
from reviewer.store.records import Override, StoredReview


def overrides_of(service: Service, row: StoredReview) -> list[Override]:
    """What people decided on the document of a review."""
    rubric = str(row.order.get("rubric", service.settings.rubric))
    return service.store.overrides.of(row.tenant, row.sha256, rubric)


async def with_overrides(service: Service, row: StoredReview) -> bytes:
    """The JSON of a finished review; byte for byte as it was made where nobody decided anything."""
    made = row.review_json or b""
    decided = await asyncio.to_thread(overrides_of, service, row)
    return await asyncio.to_thread(_joined, made, decided) if decided else made


def _joined(made: bytes, decided: Sequence[Override]) -> bytes:
    review = Review.model_validate_json(made)
    levels = {one.criterion: one.level for one in decided}
    sums = corrected(review, engine.rubric(review.rubric.id), levels)
    view = ReviewView(
        **review.model_dump(),
        overrides=[item_of(one, review) for one in decided],
        corrected=CorrectedSums(score=sums.score, coverage=sums.coverage, bounds=sums.bounds, band=sums.band),
    )
    return view.model_dump_json().encode()


def item_of(one: Override, review: Review | None) -> OverrideItem:
    """A decision as the API shows it, with the points that it alone changes in a review."""
    points = None if review is None else _points(review, engine.rubric(review.rubric.id), one)
    return OverrideItem(criterion=one.criterion, level=one.level, note=one.note, by=one.by, at=one.at, points=points)


def _points(review: Review, rubric: Rubric, one: Override) -> float | None:
    after = corrected(review, rubric, {one.criterion: one.level}).score
    return None if after is None or review.score is None else round(after - review.score, 4)
