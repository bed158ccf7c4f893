"""From verdicts to a Review: scores, coverage, bounds, band, gains, pacing; and the guess of a document's kind."""

from reviewer.scoring.kind import guess_kind
from reviewer.scoring.score import Circumstances, grade_item, score

__all__ = ["Circumstances", "grade_item", "guess_kind", "score"]
