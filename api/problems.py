"""Errors as HTTP knows them. In: any error of this package. Out: an `application/problem+json` answer (RFC 9457).

One table gives each class of error its status. A problem carries the error's stable `code`, what is wrong (`detail`),
where, and what to do (`hint`); never a traceback, and never a piece of the document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match, Route

from api import examples
from reviewer.errors import ConfigError, DocumentError, InputError, PluginError, ReviewerError, RubricError, WorkError

MEDIA_TYPE = "application/problem+json"


class RequestError(InputError):
    """A request that is refused for what it is; `headers` go with the answer."""

    def __init__(
        self,
        message: str,
        *,
        code: str,
        where: str | None = None,
        hint: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message, code=code, where=where, hint=hint)
        self.headers = dict(headers or {})


class NoKeyError(RequestError):
    """No API key, or none that is valid."""


class NotAllowedError(RequestError):
    """The key does not allow this, or the request comes from where it must not."""


class UnknownError(RequestError):
    """There is nothing under this address, or not for this caller."""


class ConflictError(RequestError):
    """The request does not fit the state of what it is about."""


class TooLargeError(RequestError):
    """More bytes than are taken."""


class WrongMediaError(RequestError):
    """A body of a type that is not read."""


class WrongHostError(RequestError):
    """The request was meant for another host."""


class TooManyError(RequestError):
    """More requests than the key may make."""


class InternalError(ReviewerError):
    """Something went wrong here that nobody foresaw."""


STATUS: Mapping[type[ReviewerError], int] = {
    NoKeyError: 401,
    NotAllowedError: 403,
    UnknownError: 404,
    ConflictError: 409,
    TooLargeError: 413,
    WrongMediaError: 415,
    WrongHostError: 421,
    TooManyError: 429,
    DocumentError: 422,
    RubricError: 422,
    ConfigError: 422,
    PluginError: 422,
    InputError: 422,
    WorkError: 503,
    ReviewerError: 500,
}
"""Each class of error, or the nearest class above it, and its status."""

_STATUS_OF_CODE = {"document.too_large": 413, "idempotency.conflict": 409}
"""Where one code of a class has a status of its own."""

_CODE_OF_STATUS = {400: "request.malformed", 404: "request.path", 405: "request.method", 406: "request.accept"}


class Fault(BaseModel):
    """One thing that is wrong with a request: the place in it, and why."""

    where: str
    message: str


class Problem(BaseModel):
    """What went wrong, as RFC 9457 says it. `code` is stable; texts may change."""

    model_config = ConfigDict(json_schema_extra={"example": examples.PROBLEM})

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    where: str | None = None
    hint: str | None = None
    request_id: str | None = None
    errors: list[Fault] = Field(default_factory=list)


def status_of(error: ReviewerError) -> int:
    """The HTTP status of an error."""
    by_class = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    return _STATUS_OF_CODE.get(error.code, by_class)


def problem_of(error: ReviewerError, request_id: str | None = None) -> Problem:
    """An error as a problem."""
    status = status_of(error)
    return Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        code=error.code,
        detail=error.message,
        where=error.where,
        hint=error.hint,
        request_id=request_id,
    )


def answer(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """A problem as a response."""
    return Response(problem.model_dump_json(exclude_none=True), problem.status, dict(headers or {}), MEDIA_TYPE)


_BY_NAME = {kind.__name__: kind for kind in STATUS}


def kept(error: Mapping[str, Any]) -> ReviewerError:
    """The error of a review that failed, from what was kept of it: `kind`, `code`, `message`, `where`, `hint`."""
    kind = _BY_NAME.get(str(error.get("kind")), WorkError)
    return kind(
        str(error.get("message") or "the review could not be made"),
        code=str(error.get("code") or "review.failed"),
        where=error.get("where"),
        hint=error.get("hint"),
    )


def faults(error: ValidationError | RequestValidationError) -> list[Fault]:
    """What pydantic found, without the values it found it in."""
    return [
        Fault(where=".".join(str(part) for part in one["loc"]), message=str(one["msg"])) for one in error.errors()[:20]
    ]


def invalid(found: list[Fault], request_id: str | None) -> Response:
    """The answer for a request whose parts do not have the form they must have."""
    first = found[0] if found else Fault(where="body", message="cannot be read")
    return answer(
        Problem(
            title=HTTPStatus(422).phrase,
            status=422,
            code="request.invalid",
            detail=f"{first.where}: {first.message}",
            hint="/openapi.json describes what can be sent.",
            request_id=request_id,
            errors=found,
        )
    )


def request_id_of(request: Request) -> str | None:
    """The id that this request has in the logs."""
    return getattr(request.state, "request_id", None)


def install(app: FastAPI, routes: Sequence[BaseRoute] = ()) -> None:
    """Teaches the app to answer every expected error with its problem. `routes`: those that tell what a path takes."""
    app.state.routes = [route for route in routes if isinstance(route, Route)]
    app.add_exception_handler(ReviewerError, _reviewer_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)


async def _reviewer_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ReviewerError)
    headers = error.headers if isinstance(error, RequestError) else None
    return answer(problem_of(error, request_id_of(request)), headers)


async def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = faults(error)
    if any(one.where.startswith("path.") for one in found):
        return answer(problem_of(UnknownError("there is no such id", code="request.path"), request_id_of(request)))
    return invalid(found, request_id_of(request))


async def _http_error(request: Request, error: Exception) -> Response:
    """What the framework refuses by itself: an unknown path, a wrong method, a form that cannot be parsed."""
    assert isinstance(error, HTTPException)
    status = 422 if error.status_code == 400 else error.status_code
    problem = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        code=_CODE_OF_STATUS.get(error.status_code, "request.refused"),
        detail=str(error.detail),
        request_id=request_id_of(request),
    )
    allowed = {"Allow": _allowed(request)} if status == 405 else {}
    return answer(problem, {**(error.headers or {}), **allowed})


def _allowed(request: Request) -> str:
    """Every method that something under this path takes; the framework names those of one route. A path that is
    written out hides one with a parameter in its place."""
    here = [route for route in request.app.state.routes if route.matches(request.scope)[0] is not Match.NONE]
    named = [route for route in here if not route.param_convertors] or here
    return ", ".join(sorted({method for route in named for method in route.methods or ()}))
