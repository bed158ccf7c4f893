"""Grades against reference labels: reading labels, grading a folder, figures of agreement, thresholds on them."""

from reviewer.agreement.figures import Figures, figures
from reviewer.agreement.labels import Label, label_schema, read_labels, write_labels
from reviewer.agreement.measure import grade_folder, labels_of
from reviewer.agreement.page import render
from reviewer.agreement.require import Requirement, parse_requirement

__all__ = [
    "Figures",
    "Label",
    "Requirement",
    "figures",
    "grade_folder",
    "label_schema",
    "labels_of",
    "parse_requirement",
    "read_labels",
    "render",
    "write_labels",
]
