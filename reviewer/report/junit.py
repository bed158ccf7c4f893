"""The format `junit`: a test suite for each document and a test case for each criterion, for CI dashboards.

A criterion on the lowest level has failed; one that is not applicable or was not assessed is skipped, with the reason:
it is neither a pass nor a failure. Findings of severity `error` are cases of their own. What earned a grade stands in
the suite's output. The file keeps to the form that Jenkins describes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as Xml

from reviewer.model.document import Document
from reviewer.model.review import FindingItem, GradeItem, Review
from reviewer.report import wording
from reviewer.report.format import Format
from reviewer.report.look import Look

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write (section 2.2, Char)."""


def render(review: Review, document: Document | None, look: Look) -> str:  # noqa: ARG001 - every format is called alike
    """A file with one suite."""
    return together([review])


def together(reviews: Sequence[Review]) -> str:
    """A file with a suite for each review."""
    root = Xml.Element("testsuites")
    root.extend(_suite(review, number) for number, review in enumerate(reviews))
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode")


FORMAT = Format(render, together)


def _suite(review: Review, number: int) -> Xml.Element:
    place = _clean(wording.place(review))
    cases = [_criterion(grade, place) for grade in review.grades]
    cases += [_finding(one, place) for one in review.findings if one.severity == "error" and one.suppressed is None]
    suite = Xml.Element(
        "testsuite",
        id=str(number),
        name=place,
        package="design-reviewer",
        hostname="localhost",
        tests=str(len(cases)),
        failures=str(sum(case.find("failure") is not None for case in cases)),
        errors="0",
        time="0",
        timestamp=review.created_at.strftime("%Y-%m-%dT%H:%M:%S"),
    )
    suite.append(_properties(review))
    suite.extend(cases)
    Xml.SubElement(suite, "system-out").text = _clean("\n".join(_earned(review)))
    Xml.SubElement(suite, "system-err").text = _clean("\n".join(review.notes))
    return suite


def _earned(review: Review) -> Iterator[str]:
    """A line for each quote that earned a grade."""
    for grade in review.grades:
        for one in grade.evidence:
            yield f"{grade.criterion}: {grade.level}, {wording.at_lines(one.lines)}: {' '.join(one.quote.split())}"


def _properties(review: Review) -> Xml.Element:
    figures = {
        "score": wording.points(review.score),
        "band": review.band or "",
        "coverage": f"{review.coverage:g}",
        "profile": review.profile,
        "rubric": f"{review.rubric.id} {review.rubric.version}",
    }
    properties = Xml.Element("properties")
    for name, value in figures.items():
        Xml.SubElement(properties, "property", name=name, value=_clean(value))
    return properties


def _criterion(grade: GradeItem, place: str) -> Xml.Element:
    case = Xml.Element("testcase", classname=f"{place}.{grade.phase}", name=grade.criterion, time="0")
    if grade.status != "graded":
        Xml.SubElement(case, "skipped").text = _clean(f"{grade.status.replace('_', ' ')}: {grade.why or ''}")
    elif not grade.evidence:
        failure = Xml.SubElement(case, "failure", message=_clean(f"{grade.title}: {grade.level}"), type="criterion")
        failure.text = _clean(grade.advice or grade.reason)
    return case


def _finding(finding: FindingItem, place: str) -> Xml.Element:
    case = Xml.Element(
        "testcase", classname=f"{place}.findings", name=f"{finding.rule} {finding.fingerprint}", time="0"
    )
    failure = Xml.SubElement(case, "failure", message=_clean(finding.message), type=finding.rule)
    failure.text = wording.at_lines(finding.lines)
    return case


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
