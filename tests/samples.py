"""Small documents and rubrics made by hand, for tests of the rooms above documents, facts and rubric."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reviewer.model.document import Block, Document, Passage, Section
from reviewer.model.facts import Facts
from reviewer.model.grade import Evidence, Verdict
from reviewer.model.rubric import Band, Cap, Criterion, Level, Phase, Profile, Rubric, Scheme
from reviewer.model.rule import Match, Span
from reviewer.model.subject import Kind, Subject
from reviewer.model.vocabulary import Vocabulary

SCALE = (Level("missing", 0.0, needs_evidence=False), Level("partial", 0.5), Level("met", 1.0))
BANDS = (Band("hire", 60.0), Band("lean hire", 40.0), Band("no hire", 0.0))


@dataclass(frozen=True)
class Says:
    """A rule that answers what it is told to, or raises."""

    holds: bool = True
    spans: tuple[Span, ...] = ()
    found: tuple[str, ...] = ()
    about: frozenset[str] = frozenset()
    error: Exception | None = None

    def match(self, subject: Subject) -> Match:
        if self.error is not None:
            raise self.error
        return Match(self.holds, self.spans, self.found)

    def concepts(self) -> frozenset[str]:
        return self.about


NO = Says(holds=False)


def document(text: str, *, language: str = "en", name: str = "design.md") -> Document:
    """A document in which each line with text is a block and a passage; `#` lines are headings."""
    starts = [0, *(index + 1 for index, char in enumerate(text) if char == "\n" and index + 1 < len(text))]
    doc = Document(
        name=name,
        media="markdown",
        source=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        language=language,
        line_starts=tuple(starts),
        sections=(Section(0, 0, "", (1, len(starts)), (1, len(starts)), None, 0),),
        blocks=(),
        tables=(),
        passages=(),
    )
    sections, blocks, passages = list(doc.sections), [], []
    for line in range(1, doc.line_count + 1):
        words = doc.line_text(line)
        if not words.strip():
            continue
        start = starts[line - 1]
        heading = words.startswith("#")
        if heading:
            level = len(words) - len(words.lstrip("#"))
            sections.append(Section(len(sections), level, words.lstrip("# "), (line, line), (line, line), 0, 0))
        section = len(sections) - 1
        kind, standing = ("heading", "heading") if heading else ("paragraph", "prose")
        blocks.append(Block(len(blocks), kind, start, start + len(words), (line, line), section, standing))
        passages.append(
            Passage(len(passages), start, start + len(words), (line, line), len(blocks) - 1, section, standing)
        )
    ends = [section.lines[0] - 1 for section in sections[1:]] + [doc.line_count]
    sections = [
        replace(section, own_lines=(section.lines[0], max(section.lines[0], end)))
        for section, end in zip(sections, ends, strict=True)
    ]
    return replace(doc, sections=tuple(sections), blocks=tuple(blocks), passages=tuple(passages))


def subject(text: str = "# Shop\n\nOrders go to Postgres.\n", *, kind: Kind = "answer", **more: object) -> Subject:
    facts = more.pop("facts", Facts())
    return Subject(document(text, **more), facts, kind)  # type: ignore[arg-type]


def span(doc: Document, piece: str, strength: float = 1.0) -> Span:
    """The span of the first occurrence of `piece`."""
    start = doc.source.index(piece)
    return Span(start, start + len(piece), doc.lines_of(start, start + len(piece)), strength)


def criterion(id_: str, *, rules: Mapping[str, Says] | None = None, **more: object) -> Criterion:
    """A criterion called "phase.name"; its title is its name."""
    phase, name = id_.split(".")
    fields = {"title": name, "ask": "?", "levels": {"met": "all of it", "partial": "some of it"}, **more}
    return Criterion(id=id_, phase=phase, rules=rules or {}, **fields)  # type: ignore[arg-type]


@dataclass
class Pack:
    """What a rubric is made of; `made()` makes it."""

    criteria: Sequence[Criterion]
    weights: Mapping[str, float] = field(default_factory=dict)
    scale: tuple[Level, ...] = SCALE
    caps: tuple[Cap, ...] = ()
    schemes: Mapping[str, Scheme] | None = None
    minutes: Mapping[str, int] = field(default_factory=dict)
    checklists: frozenset[str] = frozenset()

    def made(self) -> Rubric:
        phases = dict.fromkeys(criterion.phase for criterion in self.criteria)
        schemes = self.schemes or {"mid": Scheme(BANDS, self.caps, accept="hire")}
        return Rubric(
            id="sample",
            title="Sample",
            version="1.0.0",
            hash="0" * 64,
            scale=self.scale,
            phases=tuple(
                Phase(p, p.title(), self.weights.get(p, 1.0), self.minutes.get(p), p in self.checklists) for p in phases
            ),
            criteria=tuple(self.criteria),
            profiles=tuple(Profile(id_, id_.title(), {"answer": scheme}) for id_, scheme in schemes.items()),
            default_profile=next(iter(schemes)),
            vocabulary=Vocabulary(()),
        )


def graded(id_: str, level: str, quote: str = "Orders go to Postgres.", line: int = 3) -> Verdict:
    """A verdict by the rules, with a quote unless the level is the lowest of the usual scale."""
    evidence = () if level == "missing" else (Evidence((line, line), quote),)
    return Verdict(id_, "graded", level=level, evidence=evidence, decided_by="rules")


def aside(id_: str, why: str = "not here") -> Verdict:
    return Verdict(id_, "not_applicable", why=why)


def unassessed(id_: str, why: str = "budget") -> Verdict:
    return Verdict(id_, "not_assessed", why=why)
