"""Folders, ZIP files and tables as sources: every answer a row, nothing read that is not in them."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.batch.entry import Entry
from reviewer.batch.naming import Ids, safe_id
from reviewer.batch.sources import open_sources
from reviewer.errors import InputError


def entries(*inputs: Path | str, leave_out: tuple[Path, ...] = ()) -> dict[str, Entry]:
    found = list(open_sources([str(one) for one in inputs], leave_out=leave_out).entries())
    assert len({one.id for one in found}) == len(found)
    return {one.id: one for one in found}


def put(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_a_folder_with_folders_in_it(tmp_path: Path) -> None:
    put(tmp_path, {"b/ann.md": "B", "ann.md": "A", ".hidden.md": "no", "b/Thumbs.db": "no", "~$ann.docx": "no"})
    found = entries(tmp_path)
    assert {one: entry.data for one, entry in found.items()} == {"ann": b"A", "b-ann": b"B"}
    assert [entry.name for entry in found.values()] == ["ann.md", "ann.md"]


def test_the_output_folder_inside_the_input_is_no_answer(tmp_path: Path) -> None:
    put(tmp_path, {"ann.md": "A", "out/summary.csv": "id"})
    assert list(entries(tmp_path, leave_out=(tmp_path / "out",))) == ["ann"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights")
def test_links_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    secret = put(tmp_path, {"secret.txt": "top secret"}) / "secret.txt"
    home = put(tmp_path / "in", {"ann.md": "A"})
    (home / "bob.md").symlink_to(secret)
    (home / "folder").symlink_to(tmp_path)
    found = entries(home)
    assert found["bob"].data is None
    assert found["bob"].trouble is not None
    assert set(found) == {"ann", "bob"}


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    os.mkfifo(tmp_path / "pipe.md")
    assert entries(tmp_path)["pipe"].trouble is not None


def test_patterns(tmp_path: Path) -> None:
    put(tmp_path, {"a/x.md": "1", "a/y.txt": "2", "b/c/z.md": "3"})
    assert list(entries(f"{tmp_path}/**/*.md")) == ["a-x", "b-c-z"]
    with pytest.raises(InputError, match="no file matches"):
        open_sources([f"{tmp_path}/*.pdf"])
    with pytest.raises(InputError, match="no such file"):
        open_sources([str(tmp_path / "nothing")])


def test_answers_of_one_name_keep_their_ids_whatever_comes_beside_them(tmp_path: Path) -> None:
    put(tmp_path, {"ann.md": "1", "ann.txt": "2"})
    both = entries(tmp_path)
    assert both["ann"].data == b"1"
    other = next(one for one in both if one != "ann")
    put(tmp_path, {"aaa.md": "0", "ann.rst": "3"})
    assert entries(tmp_path)[other].data == b"2"


def link_member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


def test_a_zip_file_with_hostile_members(tmp_path: Path) -> None:
    path = tmp_path / "answers.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("class/ann.md", "A")
        archive.writestr("../../etc/passwd.md", "up")
        archive.writestr("/abs.md", "abs")
        archive.writestr("c:/win.md", "drive")
        archive.writestr(link_member("link.md"), "/etc/passwd")
        archive.writestr("bomb.md", "A" * 5_000_000)
        archive.writestr("__MACOSX/class/._ann.md", "no")
    before = sorted(tmp_path.iterdir())
    found = entries(path)
    assert [one for one, entry in found.items() if entry.trouble is None] == ["class-ann"]
    assert found["class-ann"].data == b"A"
    assert all(entry.data is None for entry in found.values() if entry.trouble)
    assert len(found) == 6
    assert sorted(tmp_path.iterdir()) == before


def test_a_member_that_cannot_be_unpacked_is_a_row(tmp_path: Path) -> None:
    path = tmp_path / "answers.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("ann.md", "the answer of ann")
        archive.writestr("bob.md", "the answer of bob")
    path.write_bytes(path.read_bytes().replace(b"answer of bob", b"answer of BOB"))
    found = entries(path)
    assert found["ann"].data == b"the answer of ann"
    assert found["bob"].trouble is not None


def test_no_zip_file(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK nonsense")
    with pytest.raises(InputError, match="no ZIP file"):
        open_sources([str(tmp_path / "a.zip")])


def test_a_table_of_answers(tmp_path: Path) -> None:
    put(tmp_path, {"files/bob.md": "Bob's answer"})
    table = tmp_path / "answers.csv"
    table.write_text(
        "﻿ID;Author;Path;Text;Question;Group\r\n"
        '1;"Novak, Ann";;"# Mine\n\nwith ""quotes"" and\nlines";q1;north\r\n'
        "2;Bob;files/bob.md;;;south\r\n"
        "3;Cyd;files/cyd.md;;;\r\n"
        "4;Dan;;;;\r\n"
        "5;Eve;../../../etc/passwd;;;\r\n",
        encoding="utf-8",
    )
    found = entries(table)
    assert found["1"].data == b'# Mine\n\nwith "quotes" and\nlines'
    assert (found["1"].author, found["1"].question, found["1"].extra) == ("Novak, Ann", "q1", {"Group": "north"})
    assert (found["2"].data, found["2"].name) == (b"Bob's answer", "bob.md")
    assert [found[one].data for one in "345"] == [None, None, None]
    assert found["5"].trouble is not None


def test_a_table_without_answers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,name\n1,Ann\n")
    with pytest.raises(InputError, match="no column with answers"):
        open_sources([str(tmp_path / "a.csv")])


def test_json_lines_with_a_broken_one(tmp_path: Path) -> None:
    lines = [{"id": "ann", "text": "A", "team": {"no": 3}}, {"id": "bob", "text": "B", "year": 2}]
    table = tmp_path / "answers.jsonl"
    table.write_text("\n".join([json.dumps(lines[0]), "{not json", json.dumps(lines[1]), ""]))
    found = entries(table)
    assert list(found) == ["ann", "line-2", "bob"]
    assert found["line-2"].trouble is not None
    assert found["ann"].extra == {"team": '{"no": 3}'}
    assert open_sources([str(table)]).columns == ("team", "year")


@given(st.lists(st.text(max_size=120), max_size=8))
def test_ids_are_safe_file_names_and_unique(names: list[str]) -> None:
    ids = Ids()
    taken = [ids.take(name, f"{index}:{name}") for index, name in enumerate(names)]
    assert len({one.casefold() for one in taken}) == len(taken)
    for one in taken:
        assert one == Path(one).name
        assert not one.startswith((".", "-"))
        assert len(one.encode()) < 140
        assert not set(one) & set('/\\:*?"<>| \t\n')


def test_reserved_names() -> None:
    assert safe_id("CON") == "_CON"
    assert safe_id("..") == "answer"
    assert safe_id("Łukasz Żak") == "Łukasz-Żak"
