"""Cells, near-duplicates, questions, blinding, overrides: the parts of a batch one by one."""

from __future__ import annotations

import csv
import io
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.batch.blind import Blind
from reviewer.batch.cells import plain_cell, safe_cell
from reviewer.batch.entry import Entry
from reviewer.batch.near import near_pairs, share, sketch
from reviewer.batch.overrides import read_overrides
from reviewer.batch.questions import Point, Question, Questions, points_found, read_questions
from reviewer.batch.roll import call_roll
from reviewer.batch.terms import Terms, changes, criterion_hash
from reviewer.engine import rubric as load
from reviewer.errors import ConfigError, WorkError
from reviewer.pipeline import ReviewOptions

WORDS = ("the", "queue", "keeps", "each", "order", "until", "a", "worker", "has", "written", "it", "and", "says", "so")


@given(st.text())
def test_no_cell_is_a_formula_and_the_text_comes_back(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    if not text.startswith("'"):
        assert plain_cell(cell) == text.replace("\x00", "")
    out = io.StringIO()
    csv.writer(out).writerow([cell, "next"])
    assert next(csv.reader(io.StringIO(out.getvalue(), newline="")))[1] == "next"


def text_of(seed: int, words: int = 400) -> list[str]:
    return [f"{WORDS[(seed * 7 + at * (seed + 3)) % len(WORDS)]}{seed}x{at % 97}" for at in range(words)]


def test_near_duplicates_are_found_and_others_are_not() -> None:
    texts = {f"a{seed}": text_of(seed) for seed in range(30)}
    edited = [*texts["a3"]]
    edited[100:110] = ["quite", "something", "else"]
    texts["copy"] = edited
    pairs = near_pairs({name: sketch(" ".join(words)) for name, words in texts.items()})
    assert [(pair.first, pair.second) for pair in pairs] == [("a3", "copy")]
    assert pairs[0].share > 0.85


def test_a_sketch_tells_the_share_of_common_sequences() -> None:
    one, other = text_of(1, 600), text_of(2, 600)
    half = sketch(" ".join([*one[:300], *other[:300]]))
    assert share(half, sketch(" ".join(one))) == pytest.approx(1 / 3, abs=0.13)
    assert share(sketch(""), sketch("")) == 0


def test_many_copies_stay_quick() -> None:
    same = sketch(" ".join(text_of(5)))
    pairs = near_pairs({f"a{number:04}": same for number in range(2_000)})
    assert 2_000 <= len(pairs) + 10 <= 10_000


def test_expected_points_are_found_as_words() -> None:
    points = [
        Point(point="Cached.", words=("cache", "CDN")),
        Point(point="Queue.", words=("message queue",)),
        Point(point="x"),
    ]
    source = "One.\nReads are cached\nby a message\nqueue."
    assert points_found(points, source) == [2, 3, None]
    assert points_found([Point(point="x", words=("ache", "cdns"))], source) == [0]


def test_questions_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "q.toml"
    file.write_text('[links]\nask = "Design links."\nexpected = ["Sized.", {point = "Cached.", words = ["cache"]}]\n')
    questions = Questions(read_questions(file), default="Anything.")
    assert questions.of("links").prompt == "Design links. A good answer covers: Sized; Cached."
    assert questions.of("").ask == "Anything."
    assert questions.of("Something new").prompt == "Something new"
    named = list(questions.named([Entry(id="a", name="a.md", origin="class/links/a.md")]))
    assert named[0].question == "links"


@pytest.mark.parametrize("text", ["[a", "a = 1", '[a]\naks = "x"', "[a]\nexpected = 3"])
def test_bad_questions_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "q.toml").write_text(text)
    with pytest.raises(ConfigError):
        read_questions(tmp_path / "q.toml")


def test_the_roll_tells_duplicates_by_order_and_no_two_empty_ones() -> None:
    given_ = [("a", b"same"), ("b", b""), ("c", b"same"), ("d", None), ("e", b""), ("f", b"same")]
    entries = [Entry(id=one, name=f"{one}.md", origin=one, data=data) for one, data in given_]
    roll = call_roll(entries, Questions(), lambda digest, name, question: digest)
    assert [place.standing for place in roll] == ["answer", "answer", "duplicate", "missing", "answer", "duplicate"]
    assert [place.duplicate_of for place in roll] == ["", "", "a", "", "", "a"]


def test_blind_takes_names_out_of_everything(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Links\nauthor: Ann Novak\nemail: ann@x.example\n---\n\n# Links\n\nBy Ann  Novak. Annual growth.\n"
    )
    extra = {"email": "ann@x.example"}
    entry = Entry("ann-novak", "ann-novak.md", "class/ann-novak.md", text.encode(), "Ann Novak", "links", extra)
    blind = Blind(tmp_path / "names.csv")
    hidden = next(iter(blind.hiding([entry])))
    seen = repr(hidden).lower()
    assert "ann-novak" not in seen
    assert "novak" not in seen
    assert "ann@" not in seen
    assert b"Annual growth" in (hidden.data or b"")
    assert len(hidden.data or b"") == len(text.encode())
    blind.write()
    assert "Ann Novak" in (tmp_path / "names.csv").read_text()
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "names.csv").stat().st_mode) == 0o600
    again = Blind(tmp_path / "names.csv")
    assert again.id_of(entry) == hidden.id
    assert Blind(tmp_path / "other.csv").id_of(entry) != hidden.id


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("a,no.such,met,", "no criterion"),
        ("a,api.endpoints,splendid,", "no level"),
        ("a,api.endpoint,met,", "did you mean"),
    ],
)
def test_overrides_that_do_not_fit_are_refused_with_their_line(tmp_path: Path, row: str, words: str) -> None:
    file = tmp_path / "o.csv"
    file.write_text(f"id,criterion,level,note\nb,api.endpoints,met,fine\n{row}\n")
    with pytest.raises(ConfigError, match=words) as caught:
        read_overrides(file, load("system-design"))
    assert caught.value.where == f"{file}:3"


def test_terms_name_the_criteria_that_changed() -> None:
    rubric = load("system-design")
    terms = Terms(rubric, ReviewOptions())
    old, new = terms.noted(), terms.noted()
    assert changes(old, new) == []
    new["criteria"] = {**new["criteria"], "api.endpoints": "another", "api.fresh": "new"}
    new["rubric"] = {**new["rubric"], "hash": "another"}
    (change,) = changes(old, new)
    assert change.criteria == frozenset({"api.endpoints", "api.fresh"})
    assert "changed api.endpoints; new api.fresh" in change.words
    assert changes(old, Terms(rubric, ReviewOptions(profile="senior")).noted())[0].criteria is None


def test_every_criterion_has_a_hash_of_its_own() -> None:
    rubric = load("system-design")
    assert len({criterion_hash(one) for one in rubric.criteria}) == len(rubric.criteria)


def test_a_key_depends_on_all_that_a_review_depends_on() -> None:
    rubric = load("system-design")
    terms = Terms(rubric, ReviewOptions())
    keys = {
        terms.key("a", "x.md", Question()),
        terms.key("b", "x.md", Question()),
        terms.key("a", "y.md", Question()),
        terms.key("a", "x.md", Question(ask="Why?")),
        Terms(rubric, ReviewOptions(profile="staff")).key("a", "x.md", Question()),
        Terms(rubric, ReviewOptions(), model="m").key("a", "x.md", Question()),
        Terms(rubric, ReviewOptions(), model="m", votes=3).key("a", "x.md", Question()),
    }
    assert len(keys) == 7
    assert terms.key("a", "x.md", Question()) in keys


def test_two_runs_do_not_share_a_journal(tmp_path: Path) -> None:
    from reviewer.batch.journal import Journal

    first = Journal(tmp_path)
    first.add([])
    with pytest.raises(WorkError) as caught:
        Journal(tmp_path)
    assert caught.value.code == "batch.busy"
    first.close()
    Journal(tmp_path).close()
