"""A document as it comes in. In: a request with a JSON or a multipart body. Out: its fields, checked, and its bytes.

Names are cut down to a plain file name: no folders, no control characters. A rubric is named by its id and nothing
else, so that no request can make the service open a path.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Generic, TypeVar

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData, UploadFile

from api.problems import RequestError, TooLargeError, WrongMediaError
from api.service import Service
from reviewer.documents.accept import empty
from reviewer.errors import ConfigError, RubricError
from reviewer.rubric.registry import GROUP, is_registered

Form = TypeVar("Form", bound=BaseModel)

UNNAMED = "document.md"
RULES = "rules"
"""What an order names as its model to have none."""
_LONGEST_NAME = 200
_MOST_FIELDS = 1_100
_FIELD_BYTES = 100_000
_LISTS = frozenset({"only", "skip"})
_BINARY_SUFFIXES = (".docx", ".pdf")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Incoming(Generic[Form]):
    """What came in: the fields as `Form`, the document's bytes and a safe name for it."""

    form: Form
    data: bytes
    name: str


async def taken(request: Request, form: type[Form], service: Service) -> Incoming[Form]:
    """The document of a request whose JSON body is a `form` with a `text`, or whose multipart body has a `file`.

    Raises RequestValidationError for fields that cannot be used, WrongMediaError, TooLargeError.
    """
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media == "application/json":
        return _from_json(await request.body(), form, service)
    if media == "multipart/form-data":
        return await _from_multipart(request, form)
    raise WrongMediaError(
        "the body must be JSON or a form with a file",
        code="request.media_type",
        hint="Send application/json with `text`, or multipart/form-data with `file`.",
    )


def _from_json(body: bytes, form: type[Form], service: Service) -> Incoming[Form]:
    read = parsed(body, form)
    data = read.text.encode()  # type: ignore[attr-defined]
    if len(data) > service.settings.text_bytes:
        raise TooLargeError(
            f"the text has {len(data):,} bytes, more than the {service.settings.text_bytes:,} that can be read",
            code="document.too_large",
            hint="Split the document, or leave out embedded data.",
        )
    return Incoming(read, data, document_name(read.name))  # type: ignore[attr-defined]


async def _from_multipart(request: Request, form: type[Form]) -> Incoming[Form]:
    async with request.form(max_files=1, max_fields=_MOST_FIELDS, max_part_size=_FIELD_BYTES) as fields:
        upload = fields.get("file")
        if not isinstance(upload, UploadFile):
            raise missing("file", "the form has no file; add one as `file`")
        data = await upload.read()
        if not data:
            raise empty(plain_name(upload.filename))
        read = checked(_values(fields), form)
        return Incoming(read, data, plain_name(read.name or upload.filename))  # type: ignore[attr-defined]


def _values(fields: FormData) -> dict[str, Any]:
    """The fields beside the file; `text` stands for the document, which is checked as bytes elsewhere."""
    values: dict[str, Any] = {name: fields.getlist(name) for name in set(fields.keys()) - {"file"}}
    for name, given in values.items():
        if name not in _LISTS and len(given) == 1:
            values[name] = given[0]
    if "text" in values:
        raise missing("text", "the form has a file; leave out `text`")
    return {**{name: value for name, value in values.items() if value != ""}, "text": "-"}


def parsed(body: bytes, form: type[Form]) -> Form:
    """JSON as a `form`; what is wrong with it as RequestValidationError."""
    try:
        return form.model_validate_json(body)
    except ValidationError as error:
        raise _invalid(error) from error


def checked(values: dict[str, Any], form: type[Form]) -> Form:
    """Values as a `form`; what is wrong with them as RequestValidationError."""
    try:
        return form.model_validate(values)
    except ValidationError as error:
        raise _invalid(error) from error


def missing(field: str, why: str) -> RequestValidationError:
    """The error for a field of a body that is not as it must be."""
    return RequestValidationError([{"loc": ("body", field), "msg": why, "type": "value_error"}])


def _invalid(error: ValidationError) -> RequestValidationError:
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return RequestValidationError([{**one, "loc": ("body", *one["loc"])} for one in found])


def document_name(given: str | None) -> str:
    """A safe name for a document that came as text, whatever its suffix says."""
    name = plain_name(given)
    return f"{name}.txt" if name.lower().endswith(_BINARY_SUFFIXES) else name


def plain_name(name: str | None) -> str:
    """A file's name without folders and without characters that do not print, at most 200 long."""
    shown = _UNPRINTABLE.sub("", (name or "").replace("\\", "/"))
    last = PurePosixPath(shown).name.strip()
    if len(last) > _LONGEST_NAME:
        suffix = PurePosixPath(last).suffix[:10]
        last = last[: _LONGEST_NAME - len(suffix)] + suffix
    return last if last.strip(".") else UNNAMED


def rubric_id(given: str | None, service: Service) -> str:
    """The id of the rubric to use. Raises RubricError `rubric.not_found` for what is not the id of an installed one."""
    from reviewer import plugins
    from reviewer.rubric.problem import near

    wanted = given or service.settings.rubric
    if not is_registered(wanted):
        hint = near(wanted, plugins.names(GROUP)) or "`GET /v1/rubrics` lists what there is"
        raise RubricError(f"there is no rubric `{wanted}`", code="rubric.not_found", hint=hint)
    return wanted


def model_id(given: str | None, service: Service) -> str | None:
    """The language model to use, None where rules grade (or are asked for). Raises ConfigError `model.not_allowed`."""
    models = service.settings.models
    if given is None:
        return models[0] if models else None
    if given == RULES:
        return None
    if given not in models:
        hint = f"It may be: {', '.join(models)}." if models else "This service grades by rules; leave out `model`."
        raise ConfigError("this language model is not offered here", code="model.not_allowed", hint=hint)
    return given


_IDEMPOTENCY_KEY = re.compile(r"[\x21-\x7e]{1,200}")


def idempotency_key(request: Request) -> str | None:
    """The request's Idempotency-Key. Raises RequestError `idempotency.key` for one that is too long or no word."""
    given = request.headers.get("idempotency-key")
    if given is None or _IDEMPOTENCY_KEY.fullmatch(given):
        return given
    raise RequestError("Idempotency-Key must be 1 to 200 printable characters without spaces", code="idempotency.key")


_WAIT = re.compile(r"(?:^|[,;\s])wait\s*=\s*\"?(\d{1,6})\"?\s*(?:$|[,;])", re.IGNORECASE)


def seconds_to_wait(request: Request, longest_s: float) -> int | None:
    """What `Prefer: wait=N` (RFC 7240) asks for, at most `longest_s`; None where it asks for nothing of the kind."""
    found = _WAIT.search(",".join(request.headers.getlist("prefer")))
    return min(int(found.group(1)), int(longest_s)) if found else None
