r"""Formulas in LaTeX as plain ones: a line comes in, a line of the same length goes out, so that places stay.

``\frac{10^9 \times 5}{86400} \approx 57{,}870 \text{ QPS}`` becomes ``(10^9 × 5)/86400 ≈ …``.
"""

from __future__ import annotations

import re

_SIGNS = {
    "times": "×", "cdot": "×", "ast": "×", "div": "÷", "approx": "≈", "simeq": "≈", "sim": "≈", "cong": "≈",
    "rightarrow": "→", "Rightarrow": "→", "to": "→", "implies": "→", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥",
    "lceil": "⌈", "rceil": "⌉", "lfloor": "⌊", "rfloor": "⌋", "left": " ", "right": " ", "quad": " ", "qquad": " ",
    "sqrt": "sqrt", "log": "log", "ln": "ln", "max": "max", "min": "min",
}  # fmt: skip
_COMMAND = re.compile(r"\\(?:([A-Za-z]{2,16})|[*,;:! ])")
_NAMING = re.compile(r"\\(?:text|textbf|mbox|mathrm|mathbf|mathit|operatorname|rm)\{([^{}]{0,80})\}")
_SUBSCRIPT = re.compile(r"_\{[^{}]{0,80}\}")
_LOG_TWO = re.compile(r"\\log_2")
_GROUP = re.compile(r"\{,\}|[{}]")

_DEEPEST = 8

_EMPHASIS = re.compile(r"\\\*\\\*(?![0-9])|(?<![0-9])\\\*\\\*")
"""Stars that are escaped in pairs: emphasis that went through a converter, and no operator."""


def flattened(text: str) -> str:
    """The text without LaTeX, character for character."""
    if "₂" in text:
        text = text.replace("log₂", "log2")
    if "\\" not in text:
        return text
    text = _EMPHASIS.sub("    ", text)
    text = _NAMING.sub(lambda match: match[1].rjust(len(match[0]) - 1) + " ", text)
    text = _LOG_TWO.sub("  log2", text)
    text = _SUBSCRIPT.sub(lambda match: " " * len(match[0]), text)
    text = _COMMAND.sub(_command, text)
    return _grouped(text) if "{" in text else text


def _command(match: re.Match[str]) -> str:
    name = match[1]
    if name in ("frac", "dfrac", "tfrac"):
        return "\x01".ljust(len(match[0]))
    sign = _SIGNS.get(name, " ") if name else ("×" if match[0] == "\\*" else " ")
    return sign.rjust(len(match[0])) if len(sign) > 1 else sign.ljust(len(match[0]))


def _grouped(text: str) -> str:
    """Braces as brackets; between the two of a fraction stands the sign of a division."""
    out = list(text)
    open_fractions: list[int] = []
    depth = 0
    for match in _GROUP.finditer(text):
        at = match.start()
        if match[0] == "{,}":
            continue
        if match[0] == "{":
            depth += 1
            out[at] = "("
            if text[:at].endswith("\x01" + " " * 4) or text[max(0, at - 6) : at].rstrip(" ").endswith("\x01"):
                open_fractions.append(depth)
        else:
            out[at] = ")"
            if open_fractions and open_fractions[-1] == depth and text[at + 1 : at + 2] == "{":
                out[at] = "\x02"
                open_fractions.pop()
            depth -= 1
        if depth > _DEEPEST:
            break
    return "".join(out).replace("\x01", " ")
