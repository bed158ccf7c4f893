"""Grading by rules: a Subject and a Rubric in, one RuleGrade for each criterion out."""

from reviewer.rules.grade import grade

__all__ = ["grade"]
