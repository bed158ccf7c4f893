"""The judge. In: a Subject, a Rubric and an `ask` for a language model. Out: an LLMGrade for each criterion.

`judge` asks and reads; `requests` and `read` are its two halves without any I/O; `compose` makes the `ask`.
"""
