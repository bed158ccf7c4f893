"""What models cost. In: `prices.yaml` (dated) and a file of one's own. Out: the price of a model, the cost of a call.

A model that is not listed has no price: its tokens are counted and its cost is unknown, never guessed.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reviewer.errors import ConfigError
from reviewer.model.judgement import CallUsage

ENV_FILE = "REVIEWER_PRICES"
_BUILT_IN = Path(__file__).with_name("prices.yaml")
_PER_TOKENS = 1_000_000


class Price(BaseModel):
    """USD for a million tokens of one model. `model` is PROVIDER:NAME; with a `host` it holds there only.

    `cached` is the price of input that the provider had in its prefix cache; by default the price of `input`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = Field(pattern=r"^[^:\s]+:\S+$")
    host: str | None = None
    input: float = Field(ge=0)
    cached: float | None = Field(default=None, ge=0)
    output: float = Field(ge=0)

    def cost(self, usage: CallUsage) -> float:
        """USD for these tokens."""
        cached = min(usage.cached_tokens, usage.input_tokens)
        cached_price = self.input if self.cached is None else self.cached
        fresh = usage.input_tokens - cached
        return (fresh * self.input + cached * cached_price + usage.output_tokens * self.output) / _PER_TOKENS


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: date
    currency: str = Field(default="USD", pattern="^USD$")
    sources: tuple[str, ...] = ()
    models: tuple[Price, ...]


@dataclass(frozen=True, slots=True)
class Prices:
    """All known prices; an entry of one's own file comes before a built-in one. `as_of` is the date of each file."""

    entries: tuple[Price, ...]
    as_of: tuple[date, ...]

    def find(self, model_ref: str, host: str = "") -> Price | None:
        """The price of a model at a host; a dated version (`-2026-05-01`, `-20260501`) costs what its name costs."""
        for entry in self.entries:
            if entry.host in (None, host) and _is_version_of(model_ref, entry.model):
                return entry
        return None

    def cost(self, model_ref: str, usage: CallUsage, host: str = "") -> float | None:
        """USD for these tokens, None if the model is not listed."""
        price = self.find(model_ref, host)
        return None if price is None else price.cost(usage)


def load_prices(path: Path | None = None) -> Prices:
    """The built-in prices, preceded by those of `path` or of the file that REVIEWER_PRICES names.

    Raises ConfigError `prices.unreadable` or `prices.value`.
    """
    named = path or (Path(os.environ[ENV_FILE]) if os.environ.get(ENV_FILE) else None)
    files = [_read(file) for file in (named, _BUILT_IN) if file is not None]
    return Prices(
        entries=tuple(price for file in files for price in file.models), as_of=tuple(file.as_of for file in files)
    )


def no_price(model_ref: str, host: str) -> ConfigError:
    """The refusal of a spending limit for a model without a price."""
    entry = f"{{model: '{model_ref}', host: {host}, input: …, cached: …, output: …}}"
    return ConfigError(
        f"a spending limit needs a price, and none is known for {model_ref} at {host}",
        code="prices.unknown_model",
        hint=f"name a YAML file in {ENV_FILE} with `as_of: DATE` and `models: [{entry}]` (USD for a million tokens)",
    )


def _is_version_of(model_ref: str, entry: str) -> bool:
    if model_ref == entry:
        return True
    suffix = model_ref.removeprefix(entry + "-")
    return suffix != model_ref and len(suffix) >= 8 and suffix.replace("-", "").isdecimal()


def _read(path: Path) -> _File:
    import yaml

    try:
        given: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"cannot be read: {error}", code="prices.unreadable", where=str(path)) from error
    try:
        return _File.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise ConfigError(f"{place}: {first['msg']}", code="prices.value", where=str(path)) from error
