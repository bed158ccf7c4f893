"""Rendering: a Review (or Facts) in, text for a reader or a program out. One module for each format."""

from reviewer.report.facts import render_facts
from reviewer.report.look import Look
from reviewer.report.render import formats, render, render_all

__all__ = ["Look", "formats", "render", "render_all", "render_facts"]
