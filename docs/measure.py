"""Scores documents from their labels and keeps the counts that scoring.md shows.

    python docs/measure.py LABELS_DIR            writes `reference_scores.json` beside this file: counts, no text
    python docs/measure.py LABELS_DIR --print    prints it instead

LABELS_DIR holds one `<id>.jsonl` for each document, in the form that `reviewer agreement` writes; an id that begins
with `rfc-` is a design document, any other an answer.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reviewer.agreement import Label, read_labels
from reviewer.documents import read
from reviewer.model.facts import Facts
from reviewer.model.grade import Verdict
from reviewer.model.review import Review
from reviewer.model.rubric import Rubric
from reviewer.model.subject import Kind, Subject
from reviewer.model.submission import Submission
from reviewer.rubric import load_rubric
from reviewer.scoring import Circumstances, score

BIN_WIDTH = 5
"""Points of one bar of the plot."""


def measured(labels: Mapping[str, Mapping[str, Label]], rubric: Rubric) -> dict[str, Any]:
    """The counts as `reference_scores.json` holds them."""
    kinds: tuple[Kind, ...] = ("answer", "design_doc")
    by_kind = {kind: {name: one for name, one in labels.items() if kind_of(name) == kind} for kind in kinds}
    profiles = [profile.id for profile in rubric.profiles]
    reviews = {
        profile: {kind: [reviewed(one, kind, profile, rubric) for one in by_kind[kind].values()] for kind in kinds}
        for profile in profiles
    }
    default = reviews[rubric.default_profile]
    return {
        "profile": rubric.default_profile,
        "bin_width": BIN_WIDTH,
        "histogram": {kind: histogram(default[kind]) for kind in kinds},
        "bands": {
            profile: {kind: dict(sorted(Counter(one.band for one in found[kind]).items())) for kind in kinds}
            for profile, found in reviews.items()
        },
        "supports": {
            kind: dict(sorted(Counter(one.supports or "none" for one in default[kind]).items())) for kind in kinds
        },
    }


def kind_of(name: str) -> Kind:
    """The kind of a reference document by its name."""
    return "design_doc" if name.startswith("rfc-") else "answer"


def reviewed(labels: Mapping[str, Label], kind: Kind, profile: str, rubric: Rubric) -> Review:
    """The Review that these labels amount to; a criterion without a label is not assessed."""
    verdicts = [
        _verdict(criterion.id, labels[criterion.id].level if criterion.id in labels else "not_assessed")
        for criterion in rubric.criteria
    ]
    subject = Subject(read(Submission(name="labels.md", data=b"Labels.")), Facts(), kind=kind)
    return score(subject, rubric, verdicts, [], Circumstances(profile, "labels", datetime(2000, 1, 1, tzinfo=UTC)))


def histogram(reviews: list[Review]) -> list[int]:
    """How many scores there are in each bin; 100 belongs to the last."""
    counts = [0] * (100 // BIN_WIDTH)
    for review in reviews:
        if review.score is not None:
            counts[min(int(review.score // BIN_WIDTH), len(counts) - 1)] += 1
    return counts


def _verdict(criterion: str, level: str) -> Verdict:
    if level == "na":
        return Verdict(criterion, "not_applicable", why="label")
    if level == "not_assessed":
        return Verdict(criterion, "not_assessed", why="unsupported")
    return Verdict(criterion, "graded", level=level)


def main(arguments: list[str]) -> int:
    """Writes or prints the counts; returns the exit code."""
    folders = [one for one in arguments if one != "--print"]
    if len(folders) != 1:
        sys.stderr.write("usage: python docs/measure.py LABELS_DIR [--print]\n")
        return 2
    counts = measured(read_labels(Path(folders[0])), load_rubric("system-design"))
    text = json.dumps(counts, indent=1, sort_keys=True) + "\n"
    if "--print" in arguments:
        sys.stdout.write(text)
    else:
        (Path(__file__).resolve().parent / "reference_scores.json").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
