"""Reading: a Submission comes in, a Document goes out. The order of the steps, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from reviewer.documents.accept import decode, media_of, refuse_blank
from reviewer.documents.complexity import grammar_cost_us, refuse_complex
from reviewer.documents.convert import convert
from reviewer.documents.language import language_of
from reviewer.documents.limits import LIMITS, Limits
from reviewer.documents.lines import SourceLines
from reviewer.documents.outline import outline
from reviewer.documents.passage import PassageDraft, cut_passages
from reviewer.documents.piece import Piece
from reviewer.documents.section import SectionDraft, section_drafts, sections_of
from reviewer.documents.standing import settle_standing
from reviewer.documents.table import table_of
from reviewer.documents.title import has_headings, titles
from reviewer.documents.unread import cut_comments, mark_pictures, unread_of
from reviewer.model.document import SUBSTANCE, Block, Document, Media, Passage, Standing
from reviewer.model.submission import Submission

_HTML_LINE = re.compile(r"^[ \t]*<[A-Za-z!/]", re.MULTILINE)
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_KIND_STANDING: dict[str, Standing] = {
    "heading": "heading",
    "item": "list",
    "table": "table",
    "code": "code",
    "diagram": "diagram",
    "comment": "comment",
    "front_matter": "front_matter",
    "image": "link_list",
}


def read(submission: Submission, *, converted: str | None = None, limits: Limits = LIMITS) -> Document:
    """Read a submission.

    `converted` is what `convert` made of an HTML, DOCX or PDF submission; without it they are converted here.
    Raises DocumentError for everything that cannot be read; its code says why.
    """
    media = media_of(submission)
    if media in ("markdown", "plain"):
        source = decode(submission, limits)
    else:
        source = convert(submission, media, limits=limits) if converted is None else converted
        refuse_blank(source, submission.name)
    lines = SourceLines(source)
    refuse_complex(lines, submission.name, limits)
    pieces = cut_comments(lines, _pieces(lines, media, limits))
    mark_pictures(source, pieces)
    return _document(submission.name, media, lines, pieces)


def _pieces(lines: SourceLines, media: Media, limits: Limits) -> list[Piece]:
    """Markdown by its grammar, or by its outline where it is written as plain text or the grammar would take long."""
    if media == "plain":
        return outline(lines, 0, len(lines) - 1, headings=True)
    if grammar_cost_us(lines) > limits.grammar_cost_us or _is_plain_looking(lines):
        return _outlined(lines)
    from reviewer.documents.markdown import markdown

    return markdown(lines)


def _is_plain_looking(lines: SourceLines) -> bool:
    """No headings of Markdown, or one that only names the document while pseudo-headings divide it; no HTML."""
    found = has_headings(lines)
    if found > 1 or "{{<" in lines.source or "{{%" in lines.source or _HTML_LINE.search(lines.source):
        return False
    return found == 0 or len(titles(lines, 0, len(lines) - 1)) >= 3


def _outlined(lines: SourceLines) -> list[Piece]:
    from reviewer.documents.mask import front_matter

    front = front_matter(lines)
    if front is None or front.last + 1 >= len(lines):
        return [front] if front else outline(lines, 0, len(lines) - 1, headings=True)
    return [front, *outline(lines, front.last + 1, len(lines) - 1, headings=True)]


def _document(name: str, media: Media, lines: SourceLines, pieces: list[Piece]) -> Document:
    source = lines.source
    sections = section_drafts(source, pieces, len(lines))
    drafts = cut_passages(lines, pieces, sections)
    settle_standing(source, drafts, sections)
    _count_words(source, drafts, sections)
    blocks = _blocks(lines, pieces, drafts)
    return Document(
        name=name,
        media=media,
        source=source,
        sha256=sha256(source.encode("utf-8", "surrogatepass")).hexdigest(),
        language=_language(source, drafts),
        line_starts=lines.starts,
        sections=sections_of(sections),
        blocks=blocks,
        tables=tuple(table_of(lines, piece, index) for index, piece in enumerate(pieces) if piece.kind == "table"),
        passages=_passages(lines, pieces, drafts),
        unread=unread_of(source, lines, pieces),
    )


def _blocks(lines: SourceLines, pieces: Sequence[Piece], drafts: Sequence[PassageDraft]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    section = 0
    for index, piece in enumerate(pieces):
        section += piece.kind == "heading" and bool(piece.spans)
        start, end = _range(lines, piece)
        standing = piece.standing or _KIND_STANDING.get(piece.kind, "prose")
        held = {drafts[passage].standing for passage in piece.passages}
        blocks.append(
            Block(
                index=index,
                kind=piece.kind,
                start=start,
                end=end,
                lines=(piece.first + 1, piece.last + 1),
                section=section,
                standing=held.pop() if len(held) == 1 else standing,
                info=piece.info,
                depth=piece.depth,
                ordered=piece.ordered,
            )
        )
    return tuple(blocks)


def _range(lines: SourceLines, piece: Piece) -> tuple[int, int]:
    """A block's text: without markers and fences, but with the indentation before a drawing's or a program's first."""
    if not piece.spans:
        return lines.span(piece.first)
    start = piece.spans[0][0]
    if piece.kind in ("code", "diagram"):
        while start > 0 and lines.source[start - 1] in " \t":
            start -= 1
    return start, piece.spans[-1][1]


def _passages(lines: SourceLines, pieces: Sequence[Piece], drafts: Sequence[PassageDraft]) -> tuple[Passage, ...]:
    passages: list[Passage] = []
    starts, line = lines.starts, 0
    for index, draft in enumerate(drafts):
        line = max(line, pieces[draft.piece].first)
        while line + 1 < len(starts) and starts[line + 1] <= draft.start:
            line += 1
        last = line
        while last + 1 < len(starts) and starts[last + 1] < draft.end:
            last += 1
        where = (line + 1, last + 1)
        passages.append(
            Passage(index, draft.start, draft.end, where, draft.piece, draft.section, draft.standing, draft.leads)
        )
    return tuple(passages)


def _count_words(source: str, drafts: Sequence[PassageDraft], sections: Sequence[SectionDraft]) -> None:
    """Add up the words of substance; scripts without spaces count two characters as a word."""
    wide = not source.isascii()
    for draft in drafts:
        if draft.standing in SUBSTANCE:
            text = source[draft.start : draft.end]
            words = len(text.split())
            if wide and not text.isascii():
                words += len(_IDEOGRAPH.findall(text)) // 2
            sections[draft.section].words += words


def _language(source: str, drafts: Sequence[PassageDraft]) -> str:
    """By the prose and lists; by headings and tables where there is none; program text does not count."""
    for standings in (("prose", "list"), ("table", "heading", "template", "link_list"), ("code", "diagram")):
        text = "\n".join(source[draft.start : draft.end] for draft in drafts if draft.standing in standings)
        if text:
            return language_of(text)
    return "und"
