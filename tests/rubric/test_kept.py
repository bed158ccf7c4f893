"""Rubrics as loaded, kept in the cache folder."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.facts.matcher import compile_matcher
from reviewer.facts.words import read_words
from reviewer.model.rubric import Rubric
from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Subject
from reviewer.model.submission import Submission
from reviewer.operators import Operator
from reviewer.pipeline import review
from reviewer.rubric import kept, load, load_rubric
from tests.rubric.conftest import PACKS

TEXT = "# Orders\n\nA load balancer spreads the calls. Orders are stored in PostgreSQL.\n"
SMALL = PACKS / "small"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def rubric(cache: Path) -> Rubric:
    """The small pack, kept."""
    made = load_rubric(SMALL)
    kept.keep(made, SMALL, [SMALL], cache)
    return made


def kept_file(cache: Path) -> Path:
    (file,) = (cache / "rubrics").iterdir()
    return file


def test_what_is_kept_is_the_rubric_with_its_matcher(rubric: Rubric, cache: Path) -> None:
    again = kept.read_kept(SMALL, cache)
    assert again is not None
    assert again is not rubric
    assert again == rubric
    words = read_words(TEXT)
    assert compile_matcher(again.vocabulary).match(words) == compile_matcher(rubric.vocabulary).match(words)
    submission = Submission(name="orders.md", data=TEXT.encode())
    first, second = review(submission, rubric), review(submission, again)
    assert first.model_copy(update={"created_at": second.created_at}) == second


def test_a_registered_pack_is_kept_when_asked_to(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = load_rubric(SMALL, cache)
    assert not cache.exists()
    monkeypatch.setattr(load, "is_registered", lambda ref: True)
    monkeypatch.setattr(load, "find_pack", lambda ref, beside=None: SMALL)
    assert load_rubric(made.id) == made
    assert not cache.exists()
    assert load_rubric(made.id, cache) == made
    assert kept_file(cache).is_file()
    monkeypatch.delattr(load, "_loaded")
    assert load_rubric(made.id, cache) == made


def test_what_reads_yaml_is_not_loaded_for_a_kept_rubric(cache: Path) -> None:
    load_rubric("well-architected-lite", cache)
    code = (
        "import pathlib, sys\nfrom reviewer.rubric import load_rubric\n"
        f"load_rubric('well-architected-lite', pathlib.Path({str(cache)!r}))\n"
        "print([name for name in ('yaml', 'reviewer.rubric.layers', 'reviewer.rubric.build') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.usefixtures("rubric")
def test_folder_and_file_are_closed_to_others(cache: Path) -> None:
    assert (cache / "rubrics").stat().st_mode & 0o777 == 0o700
    assert kept_file(cache).stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("rubric")
@pytest.mark.parametrize(("path", "mode"), [("", 0o755), ("", 0o720), ("file", 0o644), ("file", 0o602)])
def test_what_is_open_to_others_is_not_trusted(cache: Path, path: str, mode: int) -> None:
    os.chmod(kept_file(cache) if path else cache / "rubrics", mode)
    assert kept.read_kept(SMALL, cache) is None


@pytest.mark.usefixtures("rubric")
@pytest.mark.parametrize("damage", [b"", b"{}\n", b"[]\nx", b"no json\n", b'{"payload": 1, "stamp": 1}\n'])
def test_a_damaged_file_is_not_used(cache: Path, damage: bytes) -> None:
    kept_file(cache).write_bytes(damage)
    assert kept.read_kept(SMALL, cache) is None


@pytest.mark.usefixtures("rubric")
def test_a_changed_byte_is_noticed(cache: Path) -> None:
    data = bytearray(kept_file(cache).read_bytes())
    data[-20] ^= 1
    kept_file(cache).write_bytes(data)
    assert kept.read_kept(SMALL, cache) is None


def test_a_changed_or_further_file_of_the_pack_is_noticed(edited: object, cache: Path) -> None:
    pack: Path = edited()  # type: ignore[operator]
    kept.keep(load_rubric(pack), pack, [pack], cache)
    assert kept.read_kept(pack, cache) is not None
    further = pack / "vocabulary" / "further.yaml"
    further.write_text("further_concept: [further]\n")
    assert kept.read_kept(pack, cache) is None
    further.unlink()
    assert kept.read_kept(pack, cache) is not None
    head = pack / "rubric.yaml"
    head.write_text(head.read_text() + "# changed\n")
    assert kept.read_kept(pack, cache) is None


class Foreign(Operator):
    """An operator of a plug-in."""

    def match(self, subject: Subject) -> Match:
        return NO_MATCH


def test_a_rubric_with_code_of_a_plug_in_is_not_kept(cache: Path) -> None:
    made = load_rubric(SMALL)
    criterion = replace(made.criteria[0], rules={"met": Foreign()})
    kept.keep(replace(made, criteria=(criterion,)), SMALL, [SMALL], cache)
    assert not cache.exists()


@pytest.mark.parametrize(
    "payload", [pickle.dumps(os.system), pickle.dumps(print), b"\x80\x04\x8c\x16reviewer.facts.matcher\x8c\x03Any\x93."]
)
def test_only_classes_of_the_package_are_made(payload: bytes) -> None:
    with pytest.raises(pickle.UnpicklingError):
        kept._Unpickler(io.BytesIO(payload)).load()


def test_a_folder_that_cannot_be_made_is_no_error(rubric: Rubric, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept.keep(rubric, SMALL, [SMALL], tmp_path / "file")
    assert kept.read_kept(SMALL, tmp_path / "file") is None


def test_the_built_in_packs_can_be_kept() -> None:
    assert kept._pickled(load_rubric("well-architected-lite"))
