"""The commands as a user calls them: output on stdout, talk on stderr, exit codes as promised."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from reviewer.cli.main import COMMANDS, cli

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "url_shortener.md"


def run(
    *args: str, stdin: bytes | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """The installed program in a process of its own, away from any settings file."""
    script = "from reviewer.cli.main import main; main()"
    clean = {key: value for key, value in os.environ.items() if not key.startswith("REVIEWER_")}
    return subprocess.run(
        [sys.executable, "-c", script, *args], input=stdin, capture_output=True, env={**clean, **(env or {})}, cwd="/"
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"])
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 4


def test_review_in_the_terminal() -> None:
    done = run("review", "--no-llm", str(EXAMPLE))
    out = done.stdout.decode()
    assert done.returncode == 0
    assert "url_shortener.md" in out
    assert "What lifts the score most" in out
    assert "\x1b[" not in out


def test_review_as_json_of_one_and_of_two() -> None:
    one = json.loads(run("review", "--no-llm", "--format", "json", str(EXAMPLE)).stdout)
    assert len(one["grades"]) == 93
    two = json.loads(run("review", "--no-llm", "--format", "json", str(EXAMPLE), str(EXAMPLE)).stdout)
    assert [review["document"]["name"] for review in two] == ["url_shortener.md"] * 2


def test_review_from_standard_input() -> None:
    done = run("review", "--no-llm", "--format", "json", "-", stdin=EXAMPLE.read_bytes())
    assert json.loads(done.stdout)["document"]["name"] == "stdin"


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["review", "--no-llm", "no-such-file.md"], 2, "no-such-file.md"),
        (["review"], 2, "FILE"),
        (["review", "--rubric", "no-such-rubric", str(EXAMPLE)], 2, "no-such-rubric"),
        (["review", "--profile", "middle", str(EXAMPLE)], 2, "middle"),
        (["review", "--only", "nonfunctional.latencie", str(EXAMPLE)], 2, "nonfunctional.latency"),
        (["review", "--no-llm", "--fail-under", "100", str(EXAMPLE)], 1, "below 100"),
        (["review", str(ROOT)], 2, "folder"),
        (["reviw", str(EXAMPLE)], 2, "review"),
        (["explain", "nonfunctional.latenci"], 2, "nonfunctional.latency"),
    ],
)
def test_errors_say_what_and_end_with_the_right_code(args: list[str], code: int, said: str) -> None:
    done = run(*args)
    assert done.returncode == code
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_one_unreadable_file_does_not_lose_the_others(tmp_path: Path) -> None:
    empty = tmp_path / "empty.md"
    empty.write_bytes(b"")
    done = run("review", "--no-llm", "--format", "json", str(empty), str(EXAMPLE))
    assert done.returncode == 2
    assert [review["document"]["name"] for review in json.loads(done.stdout)] == ["url_shortener.md"]
    assert b"empty" in done.stderr


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -c 'from reviewer.cli.main import main; main()' rubric show | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True)
    assert b"Traceback" not in done.stderr


def test_facts_and_text() -> None:
    facts = json.loads(run("facts", "--format", "json", str(EXAMPLE)).stdout)
    assert {"POST", "GET", "DELETE"} <= {operation["method"] for operation in facts["operations"]}
    assert facts["architecture"][0]["kind"] == "mermaid-flowchart"
    assert [table["name"] for table in facts["schema"]] == ["links"]
    assert run("text", str(EXAMPLE)).stdout == EXAMPLE.read_bytes()
    assert run("text", "--number", str(EXAMPLE)).stdout.splitlines()[0].strip() == b"1  # URL shortener"


def test_explain_shows_levels_and_examples() -> None:
    out = run("explain", "nonfunctional.latency").stdout.decode()
    assert "What to write" in out
    assert "Example: missing" in out


@pytest.mark.parametrize("name", ["review", "facts", "rubric", "labels"])
def test_schemas_are_json(name: str) -> None:
    assert json.loads(run("schema", name).stdout)


def test_a_review_fits_its_published_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    review = json.loads(run("review", "--no-llm", "--format", "json", str(EXAMPLE)).stdout)
    jsonschema.validate(review, json.loads(run("schema", "review").stdout))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    assert b"_REVIEWER_COMPLETE" in run("completion", shell).stdout


def test_settings_file_and_environment(tmp_path: Path) -> None:
    (tmp_path / ".reviewer.toml").write_text('profile = "senior"\n')
    script = "from reviewer.cli.main import main; main()"
    command = [sys.executable, "-c", script, "review", "--no-llm", "--format", "json", str(EXAMPLE)]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path)
    assert json.loads(done.stdout)["profile"] == "senior"
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, env={**os.environ, "REVIEWER_PROFILE": "staff"})
    assert json.loads(done.stdout)["profile"] == "staff"


def test_rubric_commands(tmp_path: Path) -> None:
    assert b"system-design" in run("rubric", "list").stdout
    pack = tmp_path / "mine"
    assert run("rubric", "new", str(pack)).returncode == 0
    assert run("rubric", "lint", str(pack)).returncode == 0
    assert run("rubric", "test", str(pack)).returncode == 0
    assert run("review", "--rubric", str(pack), "--format", "json", str(EXAMPLE)).returncode == 0


def test_plugins_lists_the_built_ins() -> None:
    names = {(one["group"], one["name"]) for one in json.loads(run("plugins", "--format", "json").stdout)}
    assert ("reviewer.rubrics", "system-design") in names
    assert ("reviewer.operators", "mentions") in names


def test_a_reader_that_is_gone_is_no_missed_gate() -> None:
    program = f"{sys.executable} -c 'from reviewer.cli.main import main; main()'"
    command = f"{program} rubric schema | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert done.stdout.strip() == "0"


def test_output_that_cannot_be_written_is_work_not_done() -> None:
    command = f"{sys.executable} -c 'from reviewer.cli.main import main; main()' rubric schema > /dev/full"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_an_unknown_example_is_an_error() -> None:
    done = run("rubric", "test", "--only", "restate.problm")
    assert done.returncode == 2
    assert b"restate.problem" in done.stderr


def test_a_part_of_the_rubric_gives_no_band() -> None:
    review = json.loads(run("review", "--no-llm", "--format", "json", "--only", "nonfunctional", str(EXAMPLE)).stdout)
    assert review["score"] is not None
    assert review["band"] is None
    assert run("review", "--no-llm", "--only", "api", "--skip", "api", str(EXAMPLE)).returncode == 2
