"""The manual pages that operators and findings carry in their docstrings, as Markdown."""

from __future__ import annotations

import re
import sys
import textwrap

from rubric_pages import NOTE

from reviewer import findings
from reviewer.model.finding import FindingKind
from reviewer.operators import Operator, operator_class, operator_names

_PART = re.compile(r"^(Parameters|Traps|Examples):(.*)$", re.MULTILINE)
_PARAMETER = re.compile(r"^ {4}(?=[a-z])", re.MULTILINE)


def operators_page() -> str:
    """The manual of all built-in operators."""
    head = [
        "# Operators",
        "",
        "What the `rules:` of a rubric may say. A rule is a mapping with one key, the operator; `reviewer rubric lint`",
        "checks its parameters with file, line and column. [rubrics.md](rubrics.md) tells how rules become grades.",
        "",
        operators_list(),
    ]
    return NOTE + "\n".join(head) + "\n\n" + "\n\n".join(_operator_page(one) for one in _operators()) + "\n"


def operators_list() -> str:
    """One line for each operator, linked to its page."""
    return "\n".join(f"- [`{one.name}`](operators.md#{one.name}): {_summary(_page_of(one))}" for one in _operators())


def findings_page() -> str:
    """The manual of all built-in kinds of findings."""
    head = [
        "# Findings",
        "",
        "What deserves attention in a document apart from any criterion. A finding changes no score; `--fail-on` makes",
        "it a gate. In your own files a comment `<!-- reviewer: ignore RULE reason -->` accepts one, and so does a",
        "`[[suppress]]` in `.reviewer.toml`; accepted findings stay listed.",
        "",
        "| finding | severity | |",
        "|---|---|---|",
    ]
    shown = [one for one in findings.kinds()[0] if type(one).__module__.startswith("reviewer.findings.")]
    head += [f"| [`{one.id}`](#{one.id}) | {one.severity} | {_summary(findings.manual(one))} |" for one in shown]
    return NOTE + "\n".join(head) + "\n\n" + "\n\n".join(_finding_page(one) for one in shown) + "\n"


def _operators() -> list[type[Operator]]:
    found = [operator_class(name) for name in operator_names()]
    return [one for one in found if one.__module__.startswith("reviewer.operators.")]


def _page_of(operator: type[Operator]) -> str:
    return sys.modules[operator.__module__].__doc__ or ""


def _summary(page: str) -> str:
    """What stands behind the name in the first paragraph of a page."""
    return " ".join(page.split("\n\n", 1)[0].split(": ", 1)[1].split())


def _operator_page(operator: type[Operator]) -> str:
    page = _page_of(operator)
    parts = _PART.split(page)
    body = parts[0].split("\n\n", 1)
    lines = [f"## {operator.name}", "", _capital(_summary(page))]
    if len(body) > 1 and body[1].strip():
        lines += ["", *(_flow(one) for one in body[1].strip().split("\n\n"))]
    for label, inline, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        if label == "Parameters":
            lines += ["", "Parameters:", "", *_parameters(operator, text)]
        elif label == "Traps":
            lines += ["", "Traps:", "", _flow(text)]
        elif not inline.strip():
            lines += ["", "Examples:", "", "```yaml", textwrap.dedent(text).strip(), "```"]
    return "\n".join(lines)


def _parameters(operator: type[Operator], text: str) -> list[str]:
    """A list item for each parameter; several may stand on one line of the page."""
    names = "|".join(
        sorted((info.alias or name for name, info in operator.model_fields.items()), key=len, reverse=True)
    )
    found = []
    for entry in _PARAMETER.split(text):
        for one in re.split(rf"(?<=\. )(?=(?:{names})[,:])", _flow(entry)):
            head, _, words = one.strip().partition(": ")
            if head:
                found.append(f"- {', '.join(f'`{name}`' for name in head.split(', '))}: {words}")
    return found


def _finding_page(kind: FindingKind) -> str:
    """The page with its samples fenced."""
    lines = [f"## {kind.id}", "", f"Severity: {kind.severity}.", ""]
    summary, _, rest = findings.manual(kind).partition("\n\n")
    lines += [_capital(_summary(summary)), ""]
    for part in re.split(r"\n(?=\S)", rest):
        first, _, below = part.partition("\n")
        if below.startswith(("\n    ", "    ")) and first.endswith(":"):
            lines += [first, "", "````markdown", textwrap.dedent(below).strip("\n"), "````", ""]
        else:
            lines.append(part)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _flow(text: str) -> str:
    return " ".join(text.split())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
