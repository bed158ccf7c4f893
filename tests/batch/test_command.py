"""`reviewer batch` by rules, as a user calls it."""

from __future__ import annotations

import json
import random
import signal
import time
from pathlib import Path

import pytest
from batch.running import ROOT, answer, answers, batch, command, digest, grades, manifest, summary

CLASS = ROOT / "examples" / "class"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A batch with every kind of row, graded once for all tests that only look at it."""
    home = tmp_path_factory.mktemp("batch")
    folder = answers(home / "in", 4)
    (folder / "copy.md").write_text(answer(1), encoding="utf-8")
    (folder / "empty.md").write_text("\n")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (folder / "bytes.md").write_bytes(bytes(range(256)) * 40)
    (folder / "=cmd.md").write_text("# =1+1\n\n-2+3 is a formula: =HYPERLINK(1)\n", encoding="utf-8")
    roster = home / "roster.csv"
    roster.write_text("id,author,note\nauthor001,=Ann,@home\nnobody,Nobody,\n")
    code, out, err = batch(folder, "--no-llm", "--roster", roster, "--points", 20, "--out", home / "out")
    assert code == 3, err
    assert "1 duplicate, 3 error, 5 graded, 1 missing" in out
    return home / "out"


def test_each_answer_is_a_row(graded: Path) -> None:
    rows = summary(graded)
    assert {one: row["status"] for one, row in rows.items()} == {
        "author001": "graded",
        "author002": "graded",
        "author003": "graded",
        "author004": "graded",
        "bytes": "error",
        "cmd": "graded",
        "copy": "duplicate",
        "empty": "error",
        "nobody": "missing",
        "picture": "error",
    }
    assert rows["copy"]["duplicate_of"] == "author001"
    assert rows["author001"]["author"] == "'=Ann"
    assert all(row["error"] for row in rows.values() if row["status"] in ("error", "missing", "duplicate"))
    assert all(row["score"] and row["rubric_hash"] for row in rows.values() if row["status"] == "graded")


def test_points_are_the_score_on_another_scale(graded: Path) -> None:
    for row in summary(graded).values():
        if row["score"]:
            assert float(row["points"]) == pytest.approx(float(row["score"]) / 5, abs=0.005)


def test_no_cell_is_a_formula(graded: Path) -> None:
    for rows in (summary(graded), grades(graded)):
        for row in rows.values():
            for name, cell in row.items():
                numeric = cell.lstrip("-").replace(".", "", 1).isdigit()
                assert numeric or not cell.startswith(("=", "+", "-", "@")), (name, cell)


def test_tables_agree_with_the_reviews(graded: Path) -> None:
    cells = grades(graded)
    for one, row in summary(graded).items():
        if row["status"] != "graded":
            continue
        made = json.loads((graded / "reviews" / f"{one}.json").read_text(encoding="utf-8"))
        assert float(row["score"]) == pytest.approx(made["score"])
        assert (graded / "feedback" / f"{one}.md").is_file()
        for grade in made["grades"]:
            cell = cells[one, grade["criterion"]]
            assert (cell["status"], cell["level"]) == (grade["status"], grade["level"] or "")
    assert b"\r\n" in (graded / "grades.csv").read_bytes()


def test_the_page_needs_no_script_and_no_net(graded: Path) -> None:
    page = (graded / "batch.html").read_text(encoding="utf-8")
    for word in ("<script", "http://", "https://", "javascript:", "onload"):
        assert word not in page
    assert "Hardest criteria" in page
    assert "<svg" in page


def test_the_same_again_grades_nothing_and_changes_nothing(graded: Path) -> None:
    before = digest(graded)
    folder, roster = graded.parent / "in", graded.parent / "roster.csv"
    code, _, err = batch(folder, "--no-llm", "--roster", roster, "--points", 20, "--out", graded)
    assert code == 3
    assert "kept as graded before" in err
    assert "first time" not in err
    assert digest(graded) == before


def test_order_and_number_of_workers_change_nothing(tmp_path: Path, pack: Path) -> None:
    folder = answers(tmp_path / "in", 6)
    rows = [{"id": path.stem, "path": f"in/{path.name}"} for path in sorted(folder.iterdir())]
    found = []
    for name, some, workers in (("a", rows, 1), ("b", rows[::-1], 2)):
        table = tmp_path / f"{name}.jsonl"
        table.write_text("".join(json.dumps(row) + "\n" for row in some))
        batch(table, "--no-llm", "--rubric", pack, "--workers", workers, "--feedback", "none", "--out", tmp_path / name)
        found.append(summary(tmp_path / name))
    assert found[0] == found[1]


def test_only_what_changed_is_graded_again(tmp_path: Path, pack: Path) -> None:
    folder, out = answers(tmp_path / "in", 3), tmp_path / "out"
    line = (folder, "--no-llm", "--rubric", pack, "--feedback", "none", "--workers", 1, "--out", out)
    batch(*line)
    first = grades(out)
    goal = pack / "goal.yaml"
    goal.write_text(goal.read_text().replace("Does it say how fast", "Does it tell how fast"))
    (folder / "author002.md").write_text(answer(99), encoding="utf-8")
    (folder / "author004.md").write_text(answer(4), encoding="utf-8")
    code, _, err = batch(*line, "--dry-run")
    assert code == 0
    assert "1 answer to grade for the first time" in err
    assert "1 answer changed since" in err
    assert "changed goal.target" in err
    assert "2 of 4 cells of 2 answers are graded again" in err
    assert grades(out) == first
    batch(*line)
    second = grades(out)
    assert len(second) == 4 * 2
    for key, cell in first.items():
        if key[0] != "author002":
            assert (second[key]["level"], second[key]["quote"]) == (cell["level"], cell["quote"])


def test_overrides_hold_for_later_runs(tmp_path: Path, pack: Path) -> None:
    folder, out = answers(tmp_path / "in", 2), tmp_path / "out"
    table = tmp_path / "mine.csv"
    criterion = next(iter(missed_by_first(folder, out, pack)))
    table.write_text(
        f'id,criterion,level,note\nauthor001,{criterion},met,"Said so, in class"\nauthor009,{criterion},met,\n'
    )
    plain = summary(out)
    _, _, err = batch(folder, "--no-llm", "--rubric", pack, "--overrides", table, "--points", 10, "--out", out)
    assert "no answer has the id 'author009'" in err
    rows = summary(out)
    assert float(rows["author001"]["score"]) > float(plain["author001"]["score"])
    assert rows["author002"]["score"] == plain["author002"]["score"]
    (folder / "author001.md").write_text(answer(7), encoding="utf-8")
    batch(folder, "--no-llm", "--rubric", pack, "--kind", "design_doc", "--out", out)
    cell = grades(out)["author001", criterion]
    assert (cell["level"], cell["reason"], cell["overridden"]) == ("met", "Said so, in class", "yes")
    assert "Decided by your coach" in (out / "feedback" / "author001.md").read_text(encoding="utf-8")


def missed_by_first(folder: Path, out: Path, pack: Path) -> list[str]:
    """The criteria that the first answer misses, by what they would gain."""
    batch(folder, "--no-llm", "--rubric", pack, "--out", out)
    missing = [cell for (one, _), cell in grades(out).items() if one == "author001" and cell["level"] == "missing"]
    return [cell["criterion"] for cell in sorted(missing, key=lambda cell: -float(cell["gain"]))]


def test_one_answer_or_one_criterion_only(tmp_path: Path, pack: Path) -> None:
    folder, out = answers(tmp_path / "in", 3), tmp_path / "out"
    batch(folder, "--no-llm", "--rubric", pack, "--only", "author002", "--feedback", "none", "--out", out)
    assert list(summary(out)) == ["author002"]
    assert manifest(out)["pending"] == ["author001", "author003"]
    code, _, err = batch(folder, "--no-llm", "--rubric", pack, "--only", "author02", "--out", out)
    assert code == 2
    assert "did you mean" in err
    batch(folder, "--no-llm", "--rubric", pack, "--only", "goal", "--feedback", "none", "--out", tmp_path / "part")
    cells = grades(tmp_path / "part")
    assert {cell["phase"] for cell in cells.values() if cell["status"] == "graded"} == {"goal"}


def test_blind_outputs_name_nobody(tmp_path: Path, pack: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in ("Ann Novak", "Bob Lee"):
        (folder / f"{name}.md").write_text(f"---\nauthor: {name}\n---\n{answer(len(name))}\nWritten by {name}.\n")
    roster = tmp_path / "roster.csv"
    roster.write_text("id,author,mail\nAnn Novak,Ann Novak,ann@x.example\nBob Lee,Bob Lee,bob@x.example\n")
    batch(folder, "--no-llm", "--rubric", pack, "--blind", "--roster", roster, "--out", out)
    for path in out.rglob("*"):
        if path.is_file():
            data = path.read_bytes().lower()
            for word in (b"novak", b"bob lee", b"bob-lee", b"x.example", str(folder).lower().encode()):
                assert word not in data, (path, word)
    names = (tmp_path / "out.names.csv").read_text()
    assert all(one in names for one in summary(out))
    before = digest(out)
    _, _, err = batch(folder, "--no-llm", "--rubric", pack, "--blind", "--roster", roster, "--out", out)
    assert "2 answers kept" in err
    assert digest(out) == before


def test_a_dry_run_leaves_nothing(tmp_path: Path, pack: Path) -> None:
    folder = answers(tmp_path / "in", 2)
    code, out, err = batch(folder, "--no-llm", "--rubric", pack, "--dry-run", "--out", tmp_path / "out")
    assert (code, out) == (0, "")
    assert "2 answers to grade for the first time" in err
    assert not (tmp_path / "out").exists()


def test_gates(tmp_path: Path, pack: Path) -> None:
    folder = answers(tmp_path / "in", 2)
    code, _, err = batch(
        folder, "--no-llm", "--rubric", pack, "--fail-under", 99, "--feedback", "none", "--out", tmp_path / "out"
    )
    assert code == 1
    assert "2 answers score below 99" in err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("nowhere",), "no such file"),
        ((CLASS, "--profile", "wizard"), "no profile 'wizard'"),
        ((CLASS, "--rubric", "nothing"), "nothing"),
        ((CLASS, "--double", "10%"), "needs a language model"),
        ((CLASS, "--double", "many"), "a number of answers"),
    ],
)
def test_what_cannot_be_used_is_said_at_once(tmp_path: Path, args: tuple[object, ...], words: str) -> None:
    code, _, err = batch(*args, "--no-llm", "--out", tmp_path / "out")
    assert code == 2
    assert words in err


def test_killed_at_any_moment_it_ends_alike(tmp_path: Path, pack: Path) -> None:
    folder = answers(tmp_path / "in", 24)
    line = (folder, "--no-llm", "--rubric", pack, "--feedback", "md", "--workers", 2, "--out")
    began = time.monotonic()
    batch(*line, tmp_path / "whole")
    took_s = time.monotonic() - began
    rng = random.Random(6)
    for _ in range(3):
        with command(*line, tmp_path / "broken") as process:
            time.sleep(rng.uniform(0.2, 0.9) * took_s)
            process.send_signal(signal.SIGKILL)
            process.communicate()
    code, _, _ = batch(*line, tmp_path / "broken")
    assert code == 0
    broken, whole = digest(tmp_path / "broken"), digest(tmp_path / "whole")
    assert {one: value for one, value in broken.items() if one != "batch.html"} == {
        one: value for one, value in whole.items() if one != "batch.html"
    }
    pages = [(tmp_path / name / "batch.html").read_text().replace(name, "") for name in ("broken", "whole")]
    assert pages[0] == pages[1]


def test_ctrl_c_writes_what_was_done(tmp_path: Path, pack: Path) -> None:
    folder, out = answers(tmp_path / "in", 3_000), tmp_path / "out"
    with command(folder, "--no-llm", "--rubric", pack, "--feedback", "none", "--workers", 1, "--out", out) as process:
        deadline = time.monotonic() + 120
        while not (out / "journal.sqlite-wal").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        stdout, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert "Stopping" in err
    assert "not graded yet" in stdout
    left = manifest(out)["pending"]
    assert isinstance(left, list)
    assert len(left) + len(summary(out)) == 3_000
    assert left


def test_the_class_of_samples(tmp_path: Path) -> None:
    questions, roster = CLASS / "questions.toml", CLASS / "roster.csv"
    batch(
        CLASS, "--no-llm", "--questions", questions, "--roster", roster, "--feedback", "html", "--out", tmp_path / "out"
    )
    rows = summary(tmp_path / "out")
    by_author = {row["author"]: row for row in rows.values()}
    assert len(rows) == 31
    status = {author: by_author[author]["status"] for author in by_author}
    assert status["Greta Holmqvist"] == "error"
    assert status["Emre Sönmez"] == "missing"
    assert status["Viktor Csontos"] == "duplicate"
    assert status["Hugo Barrientos"] == "partial"
    assert by_author["O'Conagh, Liam"]["near_duplicates"].endswith("bo-achterberg")
    strong = [float(by_author[one]["score"]) for one in ("Ada Lindqvist", "Elif Karahan", "Pavel Dvorský")]
    weak = [float(by_author[one]["score"]) for one in ("Deniz Yalçın", "Jonas Wiesinger", "Wanda Pietras")]
    assert min(strong) > 2 * max(weak)
    page = (tmp_path / "out" / "batch.html").read_text(encoding="utf-8")
    assert "its text addresses the grader" in page
    assert "it may be off topic" in page
    assert "of its sums do not come out" in page
    sums = tmp_path / "out" / "feedback" / "parcel-tracking-chiara-fontanesi.html"
    assert "200,000,000 ÷ 86,400 comes to" in sums.read_text(encoding="utf-8")
    assert "<blockquote>" in (tmp_path / "out" / "feedback" / "quiz-night-quynh-lam.html").read_text(encoding="utf-8")
