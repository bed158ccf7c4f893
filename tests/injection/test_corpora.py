"""Both sides of the detection: every attack is found where it stands, honest documents stay unmarked."""

from __future__ import annotations

import pytest
from injection.attacks import ATTACKS
from injection.benign import BENIGN
from injection.carriers import CARRIERS, planted, untouched

from reviewer.documents import read
from reviewer.documents.address import addresses, masked, suspicious_lines
from reviewer.model.document import Document
from reviewer.model.submission import Submission

CASES = [
    pytest.param(attack, turn, id=f"{kind}-{turn}")
    for kind, attacks in ATTACKS.items()
    for turn, attack in enumerate(attacks)
]
MOST_FALSE_ALARMS = 0.02


def document(text: str) -> Document:
    return read(Submission(name="design.md", data=text.encode()))


def test_the_corpora_are_large_enough() -> None:
    assert len(ATTACKS) >= 12
    assert len(CASES) >= 60
    assert len(BENIGN) >= 60


@pytest.mark.parametrize(("attack", "turn"), CASES)
def test_an_attack_is_found_where_it_stands_and_can_be_masked(attack, turn) -> None:
    text = planted(attack, turn)
    one = document(text)
    start = one.source.index(attack)
    found = addresses(one)
    assert found
    assert all(start <= address.start and address.end <= start + len(attack) for address in found)
    first, last = one.lines_of(start, start + len(attack))
    assert suspicious_lines(one) <= set(range(first, last + 1))
    covered = masked(one)
    assert len(covered) == len(text)
    assert [line for line in covered.splitlines() if line.strip()] != []
    assert covered[:start] == text[:start]
    assert covered[start + len(attack) :] == text[start + len(attack) :]


def test_false_alarms_are_rare() -> None:
    alarmed = [name for name, text in BENIGN.items() if addresses(document(text))]
    assert len(alarmed) <= MOST_FALSE_ALARMS * len(BENIGN), alarmed


@pytest.mark.parametrize("turn", range(len(CARRIERS)))
def test_the_carriers_are_honest(turn) -> None:
    assert addresses(document(untouched(turn))) == ()
