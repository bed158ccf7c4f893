"""Documents in the formats that have to be converted, built by hand."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from reviewer.model.document import Document

Reader = Callable[..., Document]
"""Reads a text as Markdown, or under another file name."""


def pdf_of(pages: list[list[tuple[float, str]]]) -> bytes:
    """A PDF with one text object per line: (size of type, text) per page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        lines, at = [], 760.0
        for size, text in page:
            escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            lines.append(f"BT /F1 {size} Tf 1 0 0 1 60 {at} Tm ({escaped}) Tj ET")
            at -= size * 1.6
        stream = "\n".join(lines).encode("latin-1")
        kids.append(f"{len(objects) + 1} 0 R")
        content = len(objects) + 2
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {content} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out = BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()
