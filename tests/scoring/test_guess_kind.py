"""The kind of a document, told by its form."""

from __future__ import annotations

import pytest

from reviewer.documents import read
from reviewer.model.submission import Submission
from reviewer.scoring import guess_kind

ANSWERS = {
    "steps": (
        "# Design a parking app\n\n## Functional requirements\n\nFind a spot.\n\n## Capacity estimation\n\n5 QPS.\n"
    ),
    "numbered lines": (
        "1. What is a parking app?\n\n2. Requirements and goals:\n\n- find a spot\n\n"
        "3. Capacity estimation:\n\n- 5 QPS\n"
    ),
    "notes without a form": "Cars ask the gateway, the gateway asks Redis. A lot has 300 spots.\n",
    "interview": "# Parking: system design interview\n\n## Deep dive\n\nGeohash cells.\n",
    "status is a subject": "# Design a parking app\n\n## Functional requirements\n\nFind a spot.\n"
    + "\n" * 40
    + "Status: free or taken.\n",
}
DESIGN_DOCS = {
    "front matter": (
        "---\nstatus: accepted\nauthors: [ana]\n---\n\n# Spot leases\n\n## What changes\n\n"
        "Leases end after ten minutes.\n"
    ),
    "headings": (
        "# Spot leases\n\n## Motivation\n\nSpots stay blocked.\n\n## Non-goals\n\nPricing.\n\n"
        "## Alternatives\n\nPolling.\n"
    ),
    "title": "# RFC 12: spot leases\n\n## What changes\n\nLeases end after ten minutes.\n",
    "bold headings": "**Motivation**\n\nSpots stay blocked.\n\n**Non-goals**\n\nPricing.\n\n**Proposal**\n\nLeases.\n",
    "status line": "# Spot leases\n\nStatus: draft\nOwner: Ana\n\nLeases end after ten minutes.\n",
    "with a high-level design": (
        "# Spot leases\n\n## Background\n\nIt blocks.\n\n## Non-goals\n\nPricing.\n\n## High-level design\n\nA lease.\n"
    ),
}


def guessed(text: str) -> str:
    return guess_kind(read(Submission(name="design.md", data=text.encode())))


@pytest.mark.parametrize("text", ANSWERS.values(), ids=ANSWERS)
def test_answers(text) -> None:
    assert guessed(text) == "answer"


@pytest.mark.parametrize("text", DESIGN_DOCS.values(), ids=DESIGN_DOCS)
def test_design_documents(text) -> None:
    assert guessed(text) == "design_doc"
