"""Settings. In: the folder one works in, the environment, the flags. Out: one frozen Settings.

Each source beats the one before it: defaults, the nearest `.reviewer.toml` from the folder upwards, `REVIEWER_*`
variables, flags. Paths in a file are relative to that file. A key or value that cannot be used is a ConfigError that
names the file and line, or the variable.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from reviewer.errors import ConfigError
from reviewer.model.finding import Severity
from reviewer.model.subject import Kind

FILE_NAME = ".reviewer.toml"
ENV_PREFIX = "REVIEWER_"
_FROM_ENV = ("rubric", "profile", "kind", "model", "fail_under", "fail_on", "data", "cache_dir")
_PATH_KEYS = ("data", "cache_dir")

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Why something is left out or accepted; blanks are no reason."""


class Suppression(BaseModel):
    """Findings that are accepted: all of one `rule`, or the one with this `fingerprint`, with the reason why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str | None = None
    fingerprint: str | None = None
    reason: Reason

    @model_validator(mode="after")
    def _names_something(self) -> Suppression:
        if (self.rule is None) == (self.fingerprint is None):
            raise ValueError("name either a rule or a fingerprint")
        return self


class Settings(BaseModel):
    """All settings.

    `fail_under` (0–100) and `fail_on` are gates, off unless set; `not_applicable` maps a criterion to the reason;
    `paths` are what `review` reads when no file is named; `source` is the settings file, if there is one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rubric: str = "system-design"
    profile: str | None = None
    kind: Kind | None = None
    model: str | None = None
    fail_under: float | None = Field(default=None, ge=0, le=100)
    fail_on: Severity | None = None
    paths: tuple[Path, ...] = ()
    not_applicable: Mapping[str, Reason] = Field(default_factory=dict)
    suppress: tuple[Suppression, ...] = ()
    data: Path = Field(default_factory=lambda: _home("XDG_DATA_HOME", ".local/share"))
    cache_dir: Path = Field(default_factory=lambda: _home("XDG_CACHE_HOME", ".cache"))
    source: Path | None = None


def load_settings(
    folder: Path | None = None, env: Mapping[str, str] | None = None, flags: Mapping[str, Any] | None = None
) -> Settings:
    """The settings that hold in `folder` (default: where we are) under `env` (default: the process's).

    `flags` holds what the command line gave; None values in it are flags that were not given.
    Raises ConfigError `config.syntax`, `config.unknown_key`, `config.value` or `config.unreadable`.
    """
    file = find_file(folder or Path.cwd())
    merged: dict[str, Any] = _from_file(file) if file else {}
    given = _from_env(os.environ if env is None else env)
    merged.update(given)
    merged.update({key: value for key, value in (flags or {}).items() if value is not None})
    try:
        return Settings(**merged, source=file)
    except ValidationError as error:
        raise _value_error(error, "the settings") from error


def find_file(folder: Path) -> Path | None:
    """The `.reviewer.toml` of `folder` or of the nearest folder above it."""
    here = folder.resolve()
    return next((path for place in (here, *here.parents) if (path := place / FILE_NAME).is_file()), None)


def _from_file(file: Path) -> dict[str, Any]:
    """The checked contents of a settings file, with its paths made absolute."""
    try:
        text = file.read_text(encoding="utf-8")
        given = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot be read: {error}", code="config.unreadable", where=str(file)) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"is no valid TOML: {error}", code="config.syntax", where=str(file)) from error
    known = [key for key in Settings.model_fields if key != "source"]
    for key in given:
        if key not in known:
            raise _unknown_key(key, known, f"{file}:{_line_of(text, key)}")
    try:
        Settings(**given)
    except ValidationError as error:
        key = str(error.errors()[0]["loc"][0])
        raise _value_error(error, f"{file}:{_line_of(text, key)}") from error
    return _rooted(given, file.parent)


def _rooted(given: dict[str, Any], root: Path) -> dict[str, Any]:
    rooted: dict[str, Any] = {key: root / Path(given[key]).expanduser() for key in _PATH_KEYS if key in given}
    if "paths" in given:
        rooted["paths"] = tuple(root / path for path in given["paths"])
    if _is_path(given.get("rubric", "")):
        rooted["rubric"] = str(root / Path(given["rubric"]).expanduser())
    return {**given, **rooted}


def _is_path(rubric: str) -> bool:
    """Whether a rubric is named by its path; ids have neither slashes nor a suffix."""
    return "/" in rubric or os.sep in rubric or rubric.endswith((".yaml", ".yml"))


def _from_env(env: Mapping[str, str]) -> dict[str, str]:
    """What the variables set, each checked on its own so that an error can name it."""
    given = {key: env[ENV_PREFIX + key.upper()] for key in _FROM_ENV if env.get(ENV_PREFIX + key.upper())}
    for key, value in given.items():
        try:
            Settings(**{key: value})  # type: ignore[arg-type]
        except ValidationError as error:
            raise _value_error(error, ENV_PREFIX + key.upper()) from error
    return given


def _unknown_key(key: str, known: list[str], where: str) -> ConfigError:
    near = get_close_matches(key.replace("-", "_"), known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known keys are: {', '.join(known)}"
    return ConfigError(f"there is no setting {key!r}", code="config.unknown_key", where=where, hint=hint)


def _value_error(error: ValidationError, where: str) -> ConfigError:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    message = f"{name}: {first['msg'][:1].lower()}{first['msg'][1:]} (got {first['input']!r})"
    return ConfigError(message, code="config.value", where=where)


def _line_of(text: str, key: str) -> int:
    """The line that sets a top-level key or opens its table; 1 where no line shows it."""
    for number, line in enumerate(text.splitlines(), start=1):
        head = line.strip().lstrip("[").lstrip().removeprefix('"')
        if head.startswith(key) and head[len(key) :].lstrip('" \t')[:1] in ("=", "]", "."):
            return number
    return 1


def _home(variable: str, below_home: str) -> Path:
    """The user's folder for our files, by the XDG base directory rules (relative values are ignored)."""
    named = Path(os.environ.get(variable, ""))
    return (named if named.is_absolute() else Path.home() / below_home) / "reviewer"
