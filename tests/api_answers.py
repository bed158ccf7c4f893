"""What the API's tests say about answers, and the documents they hand in."""

from __future__ import annotations

from typing import Any

TEXT = (
    "# Paste service\n\n## Functional requirements\n\nUsers store a text and share a short link to it.\n\n"
    "## Estimation\n\n10 million pastes a day are about 116 writes/s.\n\n## API\n\n"
    "POST /v1/pastes stores a text and answers with its key.\nGET /v1/pastes/{key} reads it.\n"
)
WAIT = {"Prefer": "wait=30"}


def is_problem(response: Any, status: int, code: str) -> dict[str, Any]:
    """The problem that a response is, with this status and code and nothing of our insides."""
    assert (response.status_code, response.json().get("code")) == (status, code), response.text
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert body["type"] == "about:blank"
    assert body["title"]
    assert body["detail"]
    assert "Traceback" not in response.text
    return body
