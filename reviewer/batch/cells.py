"""Text that goes into a table. In: any text. Out: a cell that no spreadsheet takes for a formula, and back."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GUARD = "'"


def safe_cell(text: str) -> str:
    """The text; with an apostrophe before it where a spreadsheet would run it. Characters that no text has are cut."""
    text = text.replace("\x00", "")
    return f"{_GUARD}{text}" if text.startswith(_FORMULA) else text


def plain_cell(text: str) -> str:
    """The text that `safe_cell` was given."""
    return text[1:] if text.startswith(_GUARD) and text[1:].startswith(_FORMULA) else text


def number(value: float | None, digits: int = 4) -> str:
    """A figure, nothing for None. Figures may begin with a minus sign: they are no text."""
    if value is None:
        return ""
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
