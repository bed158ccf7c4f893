"""Every error this package raises on purpose, each with a stable `code`.

    ReviewerError
    ├── InputError          the caller gave something that cannot be used (exit code 2)
    │   ├── DocumentError   a document that cannot be read: empty, binary, too large, encrypted …
    │   ├── RubricError     a rubric pack that cannot be loaded, with file, line and column
    │   ├── ConfigError     a setting or option that cannot be used
    │   └── PluginError     a plug-in that the chosen rubric needs and that cannot be loaded
    └── WorkError           the work could not be done (exit code 3)

A message says what is wrong and where; `hint` says what to do about it. Codes may be relied upon; messages may not.
"""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar


class ReviewerError(Exception):
    """The root of the tree: `code` is stable, `exit_code` is what the command line ends with."""

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, *, code: str, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.where = where
        self.hint = hint

    def __reduce__(self) -> tuple[Any, ...]:
        """How it travels between processes."""
        return partial(type(self), code=self.code, where=self.where, hint=self.hint), (self.message,)

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head}\n  {self.hint}" if self.hint else head


class InputError(ReviewerError):
    """The caller gave something that cannot be used."""

    exit_code: ClassVar[int] = 2


class DocumentError(InputError):
    """A document that cannot be read. Codes: `document.empty`, `document.binary`, `document.too_large`,
    `document.undecodable`, `document.encrypted`, `document.too_complex`, `document.timeout`, `document.memory`,
    `document.unsupported`, `document.damaged`, `document.not_found`."""


class RubricError(InputError):
    """A rubric pack that cannot be loaded or does not hold together; `where` is `file:line:column`."""


class ConfigError(InputError):
    """A setting, an option or a combination of them that cannot be used."""


class PluginError(InputError):
    """A plug-in that is needed and cannot be loaded; `where` names its entry point."""


class WorkError(ReviewerError):
    """The work was accepted and could not be done."""
