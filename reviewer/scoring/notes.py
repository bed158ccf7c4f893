"""What a reader should know before the figures: a subject, its rubric and how it was graded in, sentences out."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.model.rubric import Rubric
from reviewer.model.subject import Subject

_LANGUAGES = {"en": "English"}


def notes(
    subject: Subject, rubric: Rubric, *, judged: bool, kind_guessed: bool, left_out: int, skipped: bool
) -> Iterator[str]:
    """`left_out` criteria are not graded by request; `skipped` says that some of them only by an option."""
    document = subject.document
    graders = "a judge and rules" if judged else "rules"
    yield f"Graded by {graders} against {rubric.title or rubric.id} {rubric.version}."
    if document.language not in rubric.languages:
        read = " and ".join(_LANGUAGES.get(language, language) for language in rubric.languages)
        yield f"The rules read {read}; this document's language is {document.language or 'unknown'}."
    if kind_guessed:
        kind = subject.kind.replace("_", " ")
        yield f"Its kind was not given; its form is that of {'an' if kind == 'answer' else 'a'} {kind}."
    if subject.question and not judged:
        yield "The question was not used: rules grade by the rubric alone; a language model reads it."
    images = sum(item.why.startswith("image") for item in document.unread)
    if images:
        yield f"{_counted(images, 'picture was', 'pictures were')} not read: only the text is graded."
    if left_out:
        no_band = ", so that there is no band" if skipped else ""
        yield f"{_counted(left_out, 'criterion was', 'criteria were')} left out by request{no_band}."


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
