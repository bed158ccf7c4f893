"""Imported once by the process that the engine's children are forked from: what they all need is loaded before they
are, so that each begins at once and they share its memory. Nothing else imports this.
"""

from __future__ import annotations

import gc
from contextlib import suppress

import reviewer.documents.diagrams.ascii_art
import reviewer.documents.diagrams.ascii_flow
import reviewer.documents.diagrams.dot
import reviewer.documents.diagrams.mermaid
import reviewer.documents.diagrams.plantuml
import reviewer.documents.markdown
import reviewer.report.facts
import reviewer.rubric  # noqa: F401
from reviewer.engine import DEFAULT_RUBRIC, rubric
from reviewer.errors import ReviewerError
from reviewer.model.submission import Submission
from reviewer.pipeline import conclude, prepare, read_here

with suppress(ReviewerError):  # each order that asks for it is told why it cannot be loaded
    # A first review compiles what later ones only use: the matcher of the vocabulary, patterns, operators.
    conclude(
        prepare(Submission(name="first.md", data=b"# Design\n\nText.\n"), rubric(DEFAULT_RUBRIC), read=read_here), None
    )
gc.collect()
gc.freeze()
