"""Renews the generated pages of the documentation from the packs, the operators and the findings.

    python docs/generate.py            writes what has changed
    python docs/generate.py --check    writes nothing; exit code 1 and the names of the pages if some are stale

Whole pages are generated, and parts of hand-written ones between `<!-- generated: NAME -->` and `<!-- end: NAME -->`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from manual_pages import findings_page, operators_list, operators_page
from rubric_pages import rubric_pages
from score_plot import plot
from scoring_tables import Measured, read_measured, tables

from reviewer.rubric import load_rubric

DOCS = Path(__file__).resolve().parent
PACKS = {
    "system-design": "rubric",
    "well-architected-lite": "rubric/well_architected_lite",
    "api-design": "rubric/api_design",
}
"""The built-in packs with the folder of their pages."""

_BLOCK = re.compile(r"(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end: \2 -->)", re.DOTALL)


def pages() -> dict[Path, str]:
    """Every generated file with the text it must have."""
    found: dict[Path, str] = {}
    for pack, folder in PACKS.items():
        found |= {DOCS / folder / name: text for name, text in rubric_pages(load_rubric(pack)).items()}
    measured = read_measured(DOCS / "reference_scores.json")
    found |= _plots(measured)
    found[DOCS / "operators.md"] = operators_page()
    found[DOCS / "findings.md"] = findings_page()
    blocks = {**tables(load_rubric("system-design"), measured), "operators": operators_list()}
    for name in ("scoring.md", "rubrics.md"):
        found[DOCS / name] = filled((DOCS / name).read_text(encoding="utf-8"), blocks)
    return found


def filled(text: str, blocks: Mapping[str, str]) -> str:
    """A hand-written page with its generated parts put in. KeyError for a part that nobody makes."""
    return _BLOCK.sub(lambda found: f"{found[1]}\n{blocks[found[2]].strip()}\n\n{found[3]}", text)


def stale() -> dict[Path, str | None]:
    """The files that differ from what they must be; None for those that should be gone."""
    wanted = pages()
    old = {path: path.read_text(encoding="utf-8") if path.exists() else None for path in wanted}
    gone = {path: None for path in sorted((DOCS / "rubric").rglob("*.md")) if path not in wanted}
    return {**{path: text for path, text in wanted.items() if text != old[path]}, **gone}


def main(arguments: list[str]) -> int:
    """Writes or checks; returns the exit code."""
    changed = stale()
    check = arguments == ["--check"]
    for path, text in changed.items():
        sys.stdout.write(f"{path.relative_to(DOCS.parent)} {'is stale' if check else 'renewed'}\n")
        if check:
            continue
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if check and changed:
        sys.stdout.write("renew them with `make docs`\n")
    return int(check and bool(changed))


def _plots(measured: Measured) -> dict[Path, str]:
    profile = load_rubric("system-design").profile(measured.profile)
    return {DOCS / f"scores_{kind}.svg": plot(kind, profile, measured) for kind in measured.histogram}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
