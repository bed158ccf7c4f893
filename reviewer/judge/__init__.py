"""The judge. In: a Subject, a Rubric, and an `ask` for a language model. Out: one LLMGrade for each criterion asked for.

`judge` asks and reads; `requests` and `read` are its two halves without any I/O; `compose` makes the `ask`.
"""
