"""From verdicts to a Review: scores, coverage, bounds, band, gains, pacing; the guess of a document's kind; notes."""

from reviewer.scoring.kind import guess_kind
from reviewer.scoring.notes import notes
from reviewer.scoring.score import Circumstances, grade_item, score

__all__ = ["Circumstances", "grade_item", "guess_kind", "notes", "score"]
