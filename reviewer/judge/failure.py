"""How a call can fail. In: what a provider answered or the network did. Out: one ProviderError with its kind.

The kind tells which failures are worth another try, which another way of asking may mend, and as which state of the
Reply the others end.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Literal

from reviewer.model.judgement import CallUsage, Reply, ReplyState, Request

Send = Callable[[Request], Awaitable[Reply]]
"""One request and its reply; unlike an Ask it raises ProviderError where there is no reply."""

FailureKind = Literal[
    "rate_limit",  # 429: too many requests or tokens for now
    "quota",  # 429 or 402: the account has nothing left; waiting does not help
    "server",  # 5xx
    "timeout",
    "connection",  # refused, dropped, cut off
    "malformed",  # a reply of the wrong shape: no JSON, no choices
    "auth",  # 401, 403
    "not_found",  # 404: no such model or path
    "unsupported",  # 400: this server cannot do the asked mode
    "parameter",  # 400: this model does not take a parameter (ProviderError.parameter)
    "context_length",
    "filtered",
    "rejected",  # any other 4xx, redirects
    "unknown",
]

TRANSIENT: frozenset[FailureKind] = frozenset({"rate_limit", "server", "timeout", "connection", "malformed"})
"""Another try may succeed."""

MAYBE_BILLED: frozenset[FailureKind] = frozenset({"timeout", "connection", "malformed", "unknown"})
"""The provider may have done the work, and charge for it, although no reply arrived."""

CLIMBING: frozenset[FailureKind] = frozenset({"unsupported", "parameter", "rejected"})
"""Another way of asking may mend it (`ladder`)."""

_STATES: dict[FailureKind, ReplyState] = {"context_length": "context_length", "filtered": "filtered"}


class ProviderError(Exception):
    """A call that gave no reply. `detail` carries neither keys nor document text.

    `retry_after_s` is what the provider asked for, None if it did not say; `parameter` names the one it does not take;
    `sent` is False if the request surely never left.
    """

    def __init__(
        self,
        kind: FailureKind,
        detail: str = "",
        *,
        retry_after_s: float | None = None,
        parameter: str = "",
        sent: bool = True,
    ) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail
        self.retry_after_s = retry_after_s
        self.parameter = parameter
        self.sent = sent

    @property
    def transient(self) -> bool:
        """Whether another try may succeed."""
        return self.kind in TRANSIENT

    @property
    def maybe_billed(self) -> bool:
        """Whether the provider may charge for the call."""
        return self.sent and self.kind in MAYBE_BILLED

    def reply(self, usage: CallUsage | None = None) -> Reply:
        """The reply this failure ends as, with the `usage` of what was tried."""
        return Reply(
            state=_STATES.get(self.kind, "failed"),
            usage=usage or CallUsage(),
            detail=self.detail,
            kind=self.kind,
            retry_after_s=self.retry_after_s,
        )
