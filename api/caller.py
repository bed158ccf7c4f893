"""Who calls, and what they may do. In: a request with `Authorization: Bearer SECRET`. Out: a Caller, or 401, 403, 429.

Scopes: `read` sees reviews, `submit` hands in, cancels and corrects, `admin` may do everything, erase and see metrics.
Everything a caller sees and does stays within the tenant of its key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.problems import NoKeyError, NotAllowedError
from api.service import Here, Service
from reviewer.store.records import LOCAL, KeyInfo, Scope

_LONGEST_SECRET = 200
_HINT = "Send `Authorization: Bearer KEY`; `reviewer keys create` makes one."

bearer = HTTPBearer(auto_error=False, scheme_name="key", description="An API key. Without keys none is asked for.")
Given = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever calls. `name` is shown where they decide something; `key_id` is None on one's own machine."""

    tenant: str
    name: str
    key_id: str | None = None


class Needs:
    """A dependency: the caller, if their key allows `scope` and has requests left."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    async def __call__(self, request: Request, service: Here, given: Given) -> Caller:
        if await service.doors.open_to_this_machine():
            return Caller(tenant=LOCAL, name=LOCAL)
        key = await _key(service, given)
        request.state.key_id, request.state.tenant = key.id, key.tenant
        request.state.rate_fields = service.rates.take(key.id)
        if not key.allows(self._scope):
            raise NotAllowedError(
                f"this key does not have the scope {self._scope!r}",
                code="key.scope",
                hint="Use a key that has it; `reviewer keys create --scope` makes one.",
            )
        return Caller(tenant=key.tenant, name=key.name, key_id=key.id)


async def _key(service: Service, given: HTTPAuthorizationCredentials | None) -> KeyInfo:
    if given is None:
        challenge = {"WWW-Authenticate": "Bearer"}
        raise NoKeyError("an API key is needed", code="key.missing", hint=_HINT, headers=challenge)
    secret = given.credentials
    key = await service.doors.key(secret) if 0 < len(secret) <= _LONGEST_SECRET else None
    if key is None:
        challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
        raise NoKeyError(
            "this API key is unknown, expired or revoked", code="key.invalid", hint=_HINT, headers=challenge
        )
    return key


Reader = Annotated[Caller, Depends(Needs("read"))]
Submitter = Annotated[Caller, Depends(Needs("submit"))]
Admin = Annotated[Caller, Depends(Needs("admin"))]
