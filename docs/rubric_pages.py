"""A rubric in, its pages out: an index, and a page for each phase or checklist with its criteria."""

from __future__ import annotations

import re

from reviewer.model.rubric import Criterion, Example, Phase, Rubric

NOTE = "<!-- Made by `make docs` from the pack; changes here are overwritten. -->\n\n"


def rubric_pages(rubric: Rubric) -> dict[str, str]:
    """The text of each page by its file name."""
    found = {"README.md": _index(rubric)}
    for phase in rubric.phases:
        found[f"{phase.id}.md"] = _phase_page(rubric, phase)
    return found


def anchor(heading: str) -> str:
    """The anchor that a heading gets when it is shown as a page."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _of(rubric: Rubric, phase: Phase) -> list[Criterion]:
    return [criterion for criterion in rubric.criteria if criterion.phase == phase.id]


def _index(rubric: Rubric) -> str:
    lines = [
        f"# {rubric.title}",
        "",
        f"The pack `{rubric.id}` {rubric.version} has {len(rubric.criteria)} criteria in {len(rubric.phases)} parts.",
        f"Use it with `reviewer review --rubric {rubric.id} FILE`;",
        f"`reviewer explain --rubric {rubric.id} CRITERION` shows one criterion in the terminal.",
        "",
        "| part | weight | minutes | criteria |",
        "|---|---:|---:|---|",
    ]
    for phase in rubric.phases:
        criteria = ", ".join(f"[{one.title}]({phase.id}.md#{anchor(one.title)})" for one in _of(rubric, phase))
        kind = " (checklist)" if phase.checklist else ""
        lines.append(
            f"| [{phase.title}]({phase.id}.md){kind} | {phase.weight:g} | {phase.minutes or ''} | {criteria} |"
        )
    lines += ["", "## What holds for every criterion", "", *(f"- {one}" for one in rubric.conventions), ""]
    lines += ["## Levels", "", "| level | credit | needs a quote |", "|---|---:|---|"]
    lines += [
        f"| {one.id} | {one.credit:g} | {'yes' if one.needs_evidence else 'no'} |" for one in reversed(rubric.scale)
    ]
    return NOTE + "\n".join(lines) + "\n"


def _phase_page(rubric: Rubric, phase: Phase) -> str:
    what = "Checklist" if phase.checklist else "Phase"
    minutes = f", {phase.minutes} minutes" if phase.minutes else ""
    head = [
        f"# {phase.title}",
        "",
        f"{what} of [{rubric.title}](README.md), weight {phase.weight:g}{minutes}.",
        "",
    ]
    criteria = _of(rubric, phase)
    head += [f"- [{one.title}](#{anchor(one.title)}) `{one.id}`" for one in criteria]
    return NOTE + "\n".join([*head, "", *(line for one in criteria for line in _criterion(one))]).rstrip() + "\n"


def _criterion(criterion: Criterion) -> list[str]:
    bonus = ", bonus: it can raise the phase and never lowers it" if criterion.bonus else ""
    lines = [f"## {criterion.title}", "", f"`{criterion.id}`, weight {criterion.weight:g} inside its phase{bonus}", ""]
    lines += [f"**{criterion.ask.strip()}**", "", "| level | what earns it |", "|---|---|"]
    lines += [f"| {level} | {_cell(words)} |" for level, words in criterion.levels.items()]
    lines.append("")
    if criterion.applies:
        lines += [f"Not applicable: {criterion.applies.otherwise}", ""]
    for label, text in (
        ("Why it matters", criterion.why),
        ("What to write", criterion.advice),
        ("An interviewer asks", criterion.probe),
        ("Source", criterion.source),
    ):
        if text:
            lines += [f"*{label}.* {_line(text)}", ""]
    if criterion.conventions:
        lines += ["Edge cases:", "", *(f"- {_line(one)}" for one in criterion.conventions), ""]
    for example in criterion.examples:
        lines += _example(example)
    return lines


def _example(example: Example) -> list[str]:
    """An example behind its level, in a fence that is longer than any in its text."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", example.text)), default=0))
    note = f" ({example.note})" if example.note else ""
    level = example.level.replace("_", " ")
    return [f"Example, {level}{note}:", "", f"{fence}markdown", example.text.rstrip(), fence, ""]


def _line(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return _line(text).replace("|", "\\|")
