"""What the container files say is true of the project, as far as that can be told without a container engine."""

from __future__ import annotations

import ast
import json
import re
import shlex
import subprocess
from pathlib import Path

import click
import yaml

from reviewer.cli.main import cli

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))


def instructions(name: str) -> list[str]:
    joined = DOCKERFILE.replace("\\\n", " ")
    return [line.partition(" ")[2] for line in joined.splitlines() if line.startswith(f"{name} ")]


def ignored() -> set[str]:
    return set((ROOT / ".dockerignore").read_text("utf-8").split())


def test_everything_that_is_copied_exists_and_is_sent_to_the_engine() -> None:
    for line in instructions("COPY"):
        *sources, _ = [word for word in line.split() if not word.startswith("--")]
        if "--from" not in line:
            assert all((ROOT / source).exists() and source not in ignored() for source in sources), line


def test_the_build_copies_all_that_the_wheel_is_made_of() -> None:
    import tomllib

    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    copied = {word for line in instructions("COPY") for word in line.split()}
    assert {*wheel["packages"], *wheel["force-include"]} <= copied


def test_the_lock_reads_as_constraints(tmp_path: Path) -> None:
    [line] = [one for one in instructions("RUN") if "requirements.lock" in one]
    command = line.partition("&&")[0].replace("requirements.lock", str(ROOT / "requirements.lock"))
    subprocess.run(["sh", "-c", command], cwd=tmp_path, check=True)
    constraints = (tmp_path / "constraints.txt").read_text("utf-8").splitlines()
    lock = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    assert len(constraints) == len([one for one in lock if one[:1].isalnum()]) > 50


def test_the_image_runs_as_an_ordinary_user_and_is_asked_for_its_health() -> None:
    assert instructions("USER")[-1] == "reviewer"
    [check] = instructions("HEALTHCHECK")
    command = json.loads(check[check.index("CMD") + 3 :])
    assert command[:2] == ["python", "-c"]
    ast.parse(command[2])
    assert "/health/ready" in command[2]


def test_its_command_is_one_that_the_program_takes() -> None:
    program, *arguments = json.loads(instructions("CMD")[-1])
    assert program == "reviewer"
    parsed = taken(arguments)
    assert (parsed["host"], str(parsed["port"])) == ("0.0.0.0", instructions("EXPOSE")[0])


def test_compose_names_settings_that_the_program_reads() -> None:
    service = COMPOSE["services"]["reviewer"]
    assert set(service["environment"]) == {"REVIEWER_DATA", "REVIEWER_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL"}
    assert service["environment"]["REVIEWER_DATA"].startswith("postgresql+psycopg://")
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    first_line = (ROOT / "compose.yaml").read_text("utf-8").splitlines()[0]
    [key] = re.findall(r"run --rm reviewer reviewer (keys [^`]+)`", first_line)
    assert taken(shlex.split(key))["name"] == "me"


def taken(arguments: list[str]) -> dict[str, object]:
    """The values that a command takes from these words. Raises click.UsageError for one that it does not know."""
    command: click.Command = cli
    context = click.Context(cli)
    while isinstance(command, click.Group):
        name, *arguments = arguments
        found = command.get_command(context, name)
        assert found is not None, name
        command = found
        context = click.Context(command, parent=context)
    values, rest, _ = command.make_parser(context).parse_args(arguments)
    assert rest == []
    return dict(values)
