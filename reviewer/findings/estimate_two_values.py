"""`estimate-two-values`: one quantity with two values in two places.

A number that was changed in one place and not in the other makes everything that rests on it doubtful. Compared are
figures that are told in the same words: users, rates, sizes and counts of the same thing for the same time. Figures
that differ by their words (“now” and “in five years”, peak and average, read and write, one region and all of them),
that are bounds or ranges, that stand in one section, where they are told side by side, in examples or scenarios, or
that agree after rounding are not reported; nor is anything where a document holds several designs.

What to do: settle on one value, or say what sets the two apart.

Reported:

    # Photo sharing

    ## Requirements

    - 10 million daily active users

    ## Estimates

    - 50 million daily active users
    - Two photos each make 100 million photos a day

Not reported:

    # Photo sharing

    ## Requirements

    - 10 million daily active users today

    ## Estimates

    - 50 million daily active users in three years
    - Two photos each make 100 million photos a day
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.facts.amounts import dimension_of, period_s
from reviewer.facts.words import word_set
from reviewer.findings.figures import Figure, Figures
from reviewer.model.amount import in_words
from reviewer.model.finding import Found, Severity
from reviewer.model.subject import Subject

_DIMENSIONS = frozenset(("users", "rate", "size", "count", "bandwidth"))
_FAR = 1.5
"""Values closer than this may be one value rounded twice."""

_MOST_WORDS = 5
"""A clause with more content words is no label; what it says of its figure is more than its name."""

_APART = word_set(
    """
    today now currently current initially initial launch later future eventually target goal grow grows growth growing
    after before first second third phase if when unless until else otherwise instead vs versus compared than from
    least most up maximum minimum max min limit limits cap capped worst best case example eg like such say
    per each every single one another other others some any additional extra more less fewer remaining old new
    region regional global tier free premium paid small medium large big option alternative version
    test tests benchmark default configurable configured threshold batch shard partition node
    """
)
_EXAMPLES = re.compile(r"\b(?:example|scenario|case|option|variant|alternative|phase|tier|plan)s?\b", re.IGNORECASE)
_STEP = re.compile(r"[^a-z]+|\bstep\b")
_ESTIMATING = re.compile(r"estimat|capacity|requirement")
_PEOPLE = word_set("user users dau mau people person active thousand million billion lakh crore")
_NOUN = re.compile(r"[A-Za-z]{3,}(?=[^A-Za-z]*$)")
_SPOT = re.compile(r"[<>≤≥×÷*+]|[0-9] / |\bup to\b|\bat (?:least|most)\b|\be\.g\.", re.IGNORECASE)


class EstimateTwoValues:
    """See the module's page."""

    id = "estimate-two-values"
    severity: Severity = "warning"

    def find(self, subject: Subject) -> Iterator[Found]:
        """One item for each quantity that is told again with another value, on the first such place."""
        seen: dict[tuple[object, ...], Figure] = {}
        reported: set[tuple[object, ...]] = set()
        for one in () if _holds_several(subject) else subject.once(Figures):
            key = _name(one, subject)
            if key is None:
                continue
            first = seen.setdefault(key, one)
            if key not in reported and _differ(first, one, subject):
                reported.add(key)
                yield Found(_message(first, one), one.quantity.start, one.quantity.end)


def _name(figure: Figure, subject: Subject) -> tuple[object, ...] | None:
    """What identifies the quantity; None where it has no name of its own."""
    quantity = figure.quantity
    standing = subject.document.passages[quantity.passage].standing
    if quantity.dimension not in _DIMENSIONS or quantity.high is not None or standing not in ("prose", "list", "table"):
        return None
    if not 2 <= len(figure.words) <= _MOST_WORDS or not figure.words.isdisjoint(_APART):
        return None
    if _SPOT.search(figure.clause) or quantity.value <= 0 or _is_measurement(subject, quantity.passage):
        return None
    return dimension_of(quantity.unit), period_s(quantity.unit), figure.words, figure.peak, figure.average, _who(figure)


def _who(figure: Figure) -> str:
    """Which people a figure counts, where it says more than users: drivers are no customers."""
    noun = _NOUN.search(figure.quantity.text) if figure.quantity.dimension == "users" else None
    return noun[0].lower().rstrip("s") if noun is not None and noun[0].lower() not in _PEOPLE else ""


def _holds_several(subject: Subject) -> bool:
    """Whether a document holds several designs: two of its headings are about the estimates or requirements of one."""
    titles = [_STEP.sub(" ", one.title.lower()).strip() for one in subject.document.sections]
    estimating = [one for one in titles if _ESTIMATING.search(one)]
    return len(estimating) > len(set(estimating))


def _is_example(subject: Subject, section: int | None) -> bool:
    """Whether a section, or one above it, tells one of several cases."""
    while section is not None:
        one = subject.document.sections[section]
        if _EXAMPLES.search(one.title):
            return True
        section = one.parent
    return False


def _is_measurement(subject: Subject, passage: int) -> bool:
    """Whether it stands in a row of three cells or more, where other cells tell the rows apart."""
    piece = subject.document.passages[passage]
    return piece.standing == "table" and subject.document.text(piece).strip().strip("|").count("|") > 1


def _differ(first: Figure, second: Figure, subject: Subject) -> bool:
    one, other = first.quantity, second.quantity
    ratio = other.value / one.value
    if one.lines[1] >= other.lines[0] or 1 / _FAR <= ratio <= _FAR:
        return False
    sections = [subject.document.passages[each.passage].section for each in (one, other)]
    return sections[0] != sections[1] and not any(_is_example(subject, section) for section in sections)


def _message(first: Figure, second: Figure) -> str:
    one, other = first.quantity, second.quantity
    return (
        f"“{' '.join(other.text.split())}” here, “{' '.join(one.text.split())}” on line {one.lines[0]}: the same "
        f"quantity with two values ({in_words(other.stated, other.unit)} and {in_words(one.stated, one.unit)})."
    )


KIND = EstimateTwoValues()
