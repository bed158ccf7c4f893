"""What would take too long to grade is refused before, by name; what people write is far from it."""

from __future__ import annotations

import pytest

from reviewer import documents
from reviewer.errors import DocumentError
from reviewer.facts import refuse_costly
from reviewer.facts.complexity import MOST_US, cost_us
from reviewer.model.document import Document
from reviewer.model.submission import Submission

SENTENCE = "The order service keeps 3 replicas of each shard and answers 500 requests per second.\n\n"


def read(text: str) -> Document:
    return documents.read(Submission(name="long.md", data=text.encode()))


def test_a_long_real_document_passes() -> None:
    document = read("# Orders\n\n" + SENTENCE * 2_000)
    refuse_costly(document)
    assert cost_us(document) < MOST_US


@pytest.mark.parametrize(
    "text", ["1," * 600_000, "aA" * 600_000, "cache " * 300_000, "10 GB " * 300_000, "no " * 500_000, SENTENCE * 12_000]
)
def test_what_takes_too_long_is_refused(text: str) -> None:
    with pytest.raises(DocumentError, match="characters") as refused:
        refuse_costly(read(text))
    assert refused.value.code == "document.too_complex"
    assert refused.value.where == "long.md"


def test_the_cost_grows_with_the_text() -> None:
    assert cost_us(read(SENTENCE * 20)) == pytest.approx(2 * cost_us(read(SENTENCE * 10)), rel=0.01)
