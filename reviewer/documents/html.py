"""HTML pages: their source in, Markdown out, with headings, lists, tables, code and links. Nothing is fetched.

Scripts, navigation and forms are no text. Comments and hidden elements come out as HTML comments, so that what hides in
them is not taken for the page's text and can still be found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewer.documents.compose import bullet, comment, fence, indented, paragraph, pipe_table
from reviewer.errors import DocumentError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = frozenset({
    "script", "style", "template", "noscript", "nav", "footer", "aside", "form", "button", "select", "option",
    "textarea", "input", "head", "dialog", "menu", "map", "link", "meta",
})  # fmt: skip
_EMBEDDED = frozenset({
    "iframe", "object", "embed", "video", "audio", "canvas", "svg",
})  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "header", "hr", "html", "legend", "li", "main", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption",
}) | frozenset(_HEADINGS)  # fmt: skip
_BOLD = frozenset({"b", "strong"})
_LAYOUT = ".//table|.//pre|.//h1|.//h2|.//h3|.//h4|.//p[2]"
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)", re.IGNORECASE
)
_LANGUAGE = re.compile(r"\blang(?:uage)?[-=:]([\w+#-]+)|highlight-source-([\w-]+)|\b(mermaid|plantuml)\b")
_DEEPEST = 80
"""Blocks nested deeper than this come out as one paragraph of text."""

_WIDEST = 64
_ICON_PARTS = 12
"""An SVG of fewer elements is an icon, not a picture."""


def html_text(source: str, name: str) -> str:
    """The readable content of an HTML page as Markdown.

    Raises DocumentError: `document.damaged` if nothing in it can be parsed, `document.too_complex` for elements nested
    deeper than the parser follows.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        if any(entry.type == etree.ErrorTypes.ERR_NO_MEMORY for entry in parser.error_log):
            raise MemoryError from error
        hint = "Save the page again, or hand in its text."
        raise DocumentError("cannot be parsed as HTML", code="document.damaged", where=name, hint=hint) from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        hint = "Hand in its text."
        raise DocumentError("its elements are nested too deep", code="document.too_complex", where=name, hint=hint)
    _clean(root)
    blocks = _blocks(_content(root), 0)
    return "\n\n".join(blocks) + "\n"


def _clean(root: HtmlElement) -> None:
    """Drop what is no text, at any depth, and put comments in the place of hidden elements."""
    from lxml.etree import Comment

    waiting = [root]
    while waiting:
        for child in list(waiting.pop()):
            if not isinstance(child.tag, str):
                continue
            if child.tag in _SKIPPED:
                child.drop_tree()
            elif "hidden" in child.attrib or _HIDDEN.search(child.get("style", "")):
                words = Comment(" ".join(str(child.text_content()).split()).replace("--", "- -").rstrip("-"))
                words.tail = child.tail
                child.getparent().replace(child, words)
            else:
                waiting.append(child)


def _content(root: HtmlElement) -> HtmlElement:
    """The page's only `main` or `article`, else all of it."""
    for query in ("//main|//*[@role='main']", "//article"):
        found = root.xpath(query)
        if len(found) == 1:
            return found[0]
    return root


def _blocks(element: HtmlElement, depth: int) -> list[str]:
    """The blocks inside an element; text between them is a paragraph."""
    blocks: list[str] = []
    inline: list[str] = [element.text or ""]

    def flush() -> None:
        text = paragraph("".join(inline))
        inline.clear()
        if text:
            blocks.append(text)

    for child in element:
        if not isinstance(child.tag, str):
            flush()
            blocks.extend(comment(child.text or ""))
        elif child.tag in _BLOCKS or _holds_blocks(child):
            flush()
            blocks.extend(_block(child, depth + 1))
        else:
            inline.append(_inline(child, depth + 1))
        inline.append(child.tail or "")
    flush()
    return blocks


def _holds_blocks(element: HtmlElement) -> bool:
    """Whether an inline or unknown element wraps blocks, as custom elements and `<a>` around headings do."""
    return element.tag not in _EMBEDDED and any(
        isinstance(child.tag, str) and child.tag in _BLOCKS for child in element
    )


def _block(element: HtmlElement, depth: int) -> list[str]:
    tag = element.tag
    if depth > _DEEPEST:
        text = paragraph(str(element.text_content()))
        return [text] if text else []
    if tag in _HEADINGS:
        text = paragraph(_children(element, depth))
        return [f"{'#' * _HEADINGS[tag]} {text}"] if text else []
    if tag == "pre" or "mermaid" in element.get("class", "").split():
        return [fence(_fixed_text(element), _language(element))]
    if tag in ("ul", "ol"):
        return _list(element, depth)
    if tag == "table":
        return _table(element, depth)
    if tag == "blockquote":
        return ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(_blocks(element, depth)).split("\n"))]
    if tag in ("dt", "summary", "caption", "legend"):
        text = paragraph(_children(element, depth)).strip("*")
        return [f"**{text}**"] if text else []
    return ["---"] if tag == "hr" else _blocks(element, depth)


def _list(element: HtmlElement, depth: int) -> list[str]:
    """A list as one block; a nested list that stands between the items belongs to the item before it."""
    ordered = element.tag == "ol"
    items: list[list[str]] = []
    for child in element:
        if not isinstance(child.tag, str):
            continue
        blocks = _blocks(child, depth + 1) if child.tag not in ("ul", "ol") else _list(child, depth + 1)
        if not blocks:
            continue
        if child.tag in ("ul", "ol") and items:
            items[-1].append(indented("\n".join(blocks), ordered=ordered))
        else:
            items.append([bullet(blocks, len(items) + 1 if ordered else 0)])
    return ["\n".join(part for item in items for part in item)] if items else []


def _table(element: HtmlElement, depth: int) -> list[str]:
    """A pipe table; a table that only arranges blocks on the page comes out as those blocks."""
    rows = element.xpath(".//tr")
    if element.xpath(_LAYOUT) or all(len(row.xpath("./td|./th")) < 2 for row in rows):
        return [block for part in element for block in _parts(part, depth)]
    cells = [_cells(row, depth) for row in rows]
    caption = [block for part in element.xpath("./caption") for block in _block(part, depth)]
    return [*caption, *pipe_table([row for row in cells if any(row)])]


def _parts(element: HtmlElement, depth: int) -> list[str]:
    return _block(element, depth + 1) if isinstance(element.tag, str) else []


def _cells(row: HtmlElement, depth: int) -> list[str]:
    cells: list[str] = []
    for cell in row.xpath("./td|./th"):
        cells.append(paragraph(_children(cell, depth)))
        span = cell.get("colspan", "1")
        cells.extend([""] * (min(int(span), _WIDEST) - 1 if span.isascii() and span.isdigit() and len(span) < 4 else 0))
    return cells[:_WIDEST]


def _inline(element: HtmlElement, depth: int) -> str:
    """The text of an inline element with its Markdown marks."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    if tag in _EMBEDDED:
        return "" if tag == "svg" and sum(1 for _ in element.iter()) < _ICON_PARTS else f" ![{tag}](embedded) "
    if tag == "br":
        return "\v"
    if tag == "img":
        return f" ![{' '.join(element.get('alt', '').split())}]({_target(element.get('src', ''))}) "
    text = str(element.text_content()) if depth > _DEEPEST else _children(element, depth)
    if not text.strip():
        return text
    if tag in _BOLD:
        return f"**{text.strip()}**" if "**" not in text else text
    if tag in ("code", "kbd", "samp", "tt"):
        return f"`{text.strip()}`" if "`" not in text else text
    if tag == "sup":
        return f"^{text.strip()}"
    if tag == "a" and (href := _target(element.get("href", ""))):
        return f"[{text.strip()}]({href})"
    return f" {text} " if tag in _BLOCKS else text


def _children(element: HtmlElement, depth: int) -> str:
    parts = [element.text or ""]
    for child in element:
        parts.append(_inline(child, depth + 1))
        parts.append(child.tail or "")
    return "".join(parts)


def _target(url: str) -> str:
    """An address that can stand in a Markdown link; embedded data is named, not copied."""
    address = "".join(url.split())
    if address.startswith(("data:", "javascript:")):
        return address.split(":", 1)[0] + ":"
    return address.replace("(", "%28").replace(")", "%29")[:500]


def _fixed_text(element: HtmlElement) -> str:
    for line_break in element.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return str(element.text_content())


def _language(element: HtmlElement) -> str:
    for part in (element, *element.iter("code")):
        found = _LANGUAGE.search(f"{part.get('class', '')} {part.get('lang', '')} {part.get('data-lang', '')}")
        if found:
            return next(group for group in found.groups() if group)
    return ""
