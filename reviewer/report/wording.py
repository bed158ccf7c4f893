"""Words that several formats share: how a score, a range of lines, a standing or a kind is put."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from reviewer.model.review import GradeItem, LiftItem, LineRange, Review

STEPS_SHOWN = 3
"""How many steps that lift the score are told: more than three are no advice."""

FINDINGS_SHOWN = 50
"""How many findings a page lists; programs get all of them."""

KINDS = {"answer": "an answer", "design_doc": "a design document"}


def points(score: float | None) -> str:
    """ "61.4", or "–" where there is no score."""
    if score is None:
        return "–"
    return f"{score:.1f}"


def percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def at_lines(lines: LineRange) -> str:
    """ "line 3" or "lines 3–5"."""
    return f"line {lines[0]}" if lines[0] == lines[1] else f"lines {lines[0]}–{lines[1]}"


def headline(review: Review) -> str:
    """The score with its band: "61.4 of 100, lean hire"."""
    if review.score is None:
        return "Not graded: nothing could be assessed"
    band = f", {review.band}" if review.band else ""
    return f"{points(review.score)} of 100{band}"


def circumstances(review: Review) -> str:
    """One line on how it was measured: kind, profile, what it supports."""
    kind = KINDS[review.document.kind] + (" (guessed)" if review.document.kind_guessed else "")
    parts = [f"read as {kind}", f"profile {review.profile}"]
    if review.band is not None:
        parts.append(f"supports {review.supports}" if review.supports else "supports no profile yet")
    return " · ".join(parts)


def doubt(review: Review) -> str | None:
    """The sentence on what could not be assessed, None where all of it was."""
    if review.coverage >= 1:
        return None
    low, high = (points(bound) for bound in review.bounds)
    return f"{percent(review.coverage)} of the weight could be assessed; the score lies between {low} and {high}."


def spent(review: Review) -> list[str]:
    """A sentence on what the judge took in this run, as its provider reported it; empty where it took nothing."""
    used = review.usage
    if not used.calls and not used.replies_reused:
        return []
    told = f"The judge made {used.calls} {'call' if used.calls == 1 else 'calls'}"
    if used.input_tokens:
        cached = used.cached_tokens / used.input_tokens
        told += f": {used.input_tokens:,} tokens in ({percent(cached)} from the provider's cache)"
        told += f" and {used.output_tokens:,} out"
    told += "" if used.cost_usd is None else f", ${used.cost_usd:.3f}"
    return [
        f"{told}; {used.replies_reused} replies of earlier runs were used again." if used.replies_reused else f"{told}."
    ]


def place(review: Review) -> str:
    """Where the document stands, for programs that look it up: its path as given, else its name."""
    return review.document.path or review.document.name


def top_steps(review: Review) -> list[LiftItem]:
    return review.lift[:STEPS_SHOWN]


def unshown(review: Review) -> list[str]:
    """A sentence on the findings that a page leaves out; empty where it lists all."""
    more = len(review.findings) - FINDINGS_SHOWN
    return [f"{more} more findings are in the JSON."] if more > 0 else []


def by_phase(review: Review) -> Iterator[tuple[str, list[GradeItem]]]:
    """The grades of each phase, in rubric order, with the phase's id."""
    for phase, grades in groupby(review.grades, key=lambda grade: grade.phase):
        yield phase, list(grades)


def rewarded(grades: Iterable[GradeItem]) -> list[GradeItem]:
    """What was found: graded with evidence."""
    return [grade for grade in grades if grade.status == "graded" and grade.evidence]


def unrewarded(grades: Iterable[GradeItem]) -> dict[str, list[GradeItem]]:
    """What was not found: graded without evidence, by level."""
    found: dict[str, list[GradeItem]] = {}
    for grade in grades:
        if grade.level is not None and not grade.evidence:
            found.setdefault(grade.level, []).append(grade)
    return found


def set_aside(grades: Iterable[GradeItem]) -> dict[tuple[str, str], list[GradeItem]]:
    """What is not graded, by its status in words and its reason."""
    found: dict[tuple[str, str], list[GradeItem]] = {}
    for grade in grades:
        if grade.status != "graded":
            found.setdefault((grade.status.replace("_", " "), grade.why or ""), []).append(grade)
    return found
