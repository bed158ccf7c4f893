"""Settings: where they come from, which one wins, and errors that say where to look."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from reviewer.config import Settings, find_file, load_settings
from reviewer.errors import ConfigError


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / ".reviewer.toml").write_text(text)
    return tmp_path


def refused(folder: Path, **more) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        load_settings(folder, **{"env": {}, **more})
    return caught.value


def test_defaults(tmp_path) -> None:
    settings = load_settings(tmp_path, env={})
    assert (settings.rubric, settings.profile, settings.kind, settings.model) == ("system-design", None, None, None)
    assert (settings.fail_under, settings.fail_on, settings.source) == (None, None, None)
    assert settings.cache_dir == tmp_path / "home/.cache/reviewer"
    assert settings.data == tmp_path / "home/.local/share/reviewer"


def test_folders_follow_the_xdg_variables_unless_relative(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    settings = load_settings(tmp_path, env={})
    assert settings.cache_dir == tmp_path / "caches/reviewer"
    assert settings.data == tmp_path / "home/.local/share/reviewer"


def test_a_file_sets_everything(tmp_path) -> None:
    folder = written(
        tmp_path,
        """
        rubric = "packs/ours"
        profile = "senior"
        kind = "design_doc"
        model = "openai:gpt"
        fail_under = 55
        fail_on = "error"
        paths = ["docs", "rfcs/one.md"]
        data = "var"
        cache_dir = "/tmp/x"

        [not_applicable]
        "api.endpoints" = "this is a batch job"

        [[suppress]]
        rule = "unread-image"
        reason = "screenshots only"

        [[suppress]]
        fingerprint = "ab12"
        reason = "known"
        """,
    )
    settings = load_settings(folder, env={})
    assert settings.rubric == str(tmp_path / "packs/ours")
    assert settings.paths == (tmp_path / "docs", tmp_path / "rfcs/one.md")
    assert (settings.data, settings.cache_dir) == (tmp_path / "var", Path("/tmp/x"))
    assert settings.not_applicable == {"api.endpoints": "this is a batch job"}
    assert [(entry.rule, entry.fingerprint, entry.reason) for entry in settings.suppress] == [
        ("unread-image", None, "screenshots only"),
        (None, "ab12", "known"),
    ]
    assert settings.source == tmp_path / ".reviewer.toml"


def test_the_nearest_file_upwards_counts(tmp_path) -> None:
    written(tmp_path, 'profile = "junior"')
    inner = tmp_path / "a/b"
    inner.mkdir(parents=True)
    assert load_settings(inner, env={}).profile == "junior"
    written(tmp_path / "a", 'profile = "staff"')
    assert load_settings(inner, env={}).profile == "staff"
    assert find_file(inner) == tmp_path / "a/.reviewer.toml"


def test_a_rubric_id_stays_an_id(tmp_path) -> None:
    (tmp_path / "house").mkdir()
    assert load_settings(written(tmp_path, 'rubric = "house"'), env={}).rubric == "house"


def test_flags_beat_the_environment_beats_the_file(tmp_path) -> None:
    folder = written(tmp_path, 'profile = "junior"\nmodel = "openai:a"\nkind = "answer"\n')
    env = {"REVIEWER_PROFILE": "senior", "REVIEWER_MODEL": "openai:b", "REVIEWER_FAIL_UNDER": "40", "REVIEWER_KIND": ""}
    settings = load_settings(folder, env, {"profile": "staff", "model": None, "fail_under": None})
    assert (settings.profile, settings.model, settings.fail_under, settings.kind) == (
        "staff",
        "openai:b",
        40.0,
        "answer",
    )


def test_other_variables_are_not_ours(tmp_path) -> None:
    assert load_settings(tmp_path, {"REVIEWER_OF_THE_YEAR": "Ana", "PROFILE": "x"}).profile is None


def test_an_unknown_key_names_file_line_and_the_near_one(tmp_path) -> None:
    error = refused(written(tmp_path, '# ours\nprofile = "mid"\nfail-undr = 3\n'))
    assert (error.code, error.where) == ("config.unknown_key", f"{tmp_path}/.reviewer.toml:3")
    assert error.hint == "did you mean 'fail_under'?"


def test_an_unknown_key_like_no_other_lists_the_known_ones(tmp_path) -> None:
    error = refused(written(tmp_path, "[colour]\nx = 1\n"))
    assert error.where is not None
    assert error.where.endswith(":1")
    assert "rubric, profile" in (error.hint or "")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('\nfail_under = "high"\n', 2, "fail_under"),
        ("fail_under = 101", 1, "less than or equal to 100"),
        ('fail_on = "fatal"', 1, "'note', 'warning' or 'error'"),
        ('kind = "essay"', 1, "design_doc"),
        ('rubric = "a"\n\n[[suppress]]\nrule = "x"\n', 3, "suppress.0.reason"),
        ('[[suppress]]\nrule = "x"\nfingerprint = "y"\nreason = "z"\n', 1, "either a rule or a fingerprint"),
        ('[[suppress]]\nrule = "x"\nreason = "  "\n', 1, "suppress.0.reason"),
        ('profile = "mid"\n[not_applicable]\n"api.semantics" = " "\n', 2, "not_applicable.api.semantics"),
        ('paths = "docs"', 1, "paths"),
        ("source = '/x'", 1, "no setting 'source'"),
    ],
)
def test_a_wrong_value_names_file_line_and_key(tmp_path, text, line, words) -> None:
    error = refused(written(tmp_path, text))
    assert error.where == f"{tmp_path}/.reviewer.toml:{line}"
    assert words in error.message


def test_broken_toml_and_files_that_are_no_text(tmp_path) -> None:
    assert refused(written(tmp_path, "profile = ")).code == "config.syntax"
    (tmp_path / ".reviewer.toml").write_bytes(b"\xff\xfe")
    assert refused(tmp_path).code == "config.unreadable"


def test_a_wrong_variable_is_named(tmp_path) -> None:
    error = refused(tmp_path, env={"REVIEWER_FAIL_UNDER": "much"})
    assert (error.code, error.where) == ("config.value", "REVIEWER_FAIL_UNDER")


def test_a_wrong_flag_is_an_error_too(tmp_path) -> None:
    assert refused(tmp_path, flags={"fail_under": -1}).code == "config.value"


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        Settings().rubric = "x"  # type: ignore[misc]
