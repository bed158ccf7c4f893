"""The operations, a file for each kind of thing. Handlers take a request, call the desk or the store, and answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

ReviewId = Annotated[
    str,
    Path(
        pattern=r"^[A-Za-z0-9_-]{1,80}$",
        description="The id of a review, as its ticket told it.",
        examples=["kX3vR8sQm1Zt0aYw"],
    ),
]
