"""How the service behaves. In: what `reviewer serve` was told. Out: one frozen ServiceSettings for the whole app."""

from __future__ import annotations

from dataclasses import dataclass, field

from reviewer.documents.limits import LIMITS

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Policy:
    """A limit on how often one key may call: `quota` requests in `window_s` seconds, refilled evenly."""

    name: str
    quota: int
    window_s: int


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """Limits and defaults of the service; sizes in bytes, times in seconds.

    `models` is the allow-list of language models, the first is used where a request names none; with none, rules alone
    grade. `policy` limits each key; without keys, on one's own machine, nothing is limited.
    """

    keyed: bool = False
    """Ask for keys from the start. It must be so where other machines can reach the service."""
    rubric: str = "system-design"
    models: tuple[str, ...] = ()
    body_bytes: int = LIMITS.package_bytes + MIB
    """The largest document that can be read, and what multipart adds to it."""
    text_bytes: int = LIMITS.text_bytes
    json_bytes: int = 4 * LIMITS.text_bytes
    """The same text in JSON, which may escape a character in up to four times its bytes."""
    small_bytes: int = MIB
    """Any other body. What is parsed takes many times its bytes."""
    rubric_bytes: int = 256 * 1024
    """All YAML of one pack to be validated; the built-in pack has 40 files and 500 KB, a checklist about 20 KB."""
    rubric_files: int = 40
    longest_wait_s: float = 60.0
    """The most that `Prefer: wait` can hold a connection."""
    policy: Policy = field(default_factory=lambda: Policy("requests", 600, 60))
