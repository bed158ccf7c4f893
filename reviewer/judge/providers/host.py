"""Where requests go. In: a URL. Out: the host as it stands in keys and notices, and whether it is this machine."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from reviewer.errors import ConfigError

TIMEOUT_S = 300.0
"""How long one try may take, unless told otherwise."""

LOCAL_TIMEOUT_S = 14_400.0
"""The same on this machine, where a model on few cores takes minutes for a call and all calls of a review queue for it.
A server that has died is noticed at once; against one that hangs there is `--deadline`."""


def host_of(url: str) -> str:
    """`name[:port]` of a URL, without the credentials it may carry. Raises ConfigError `model.base_url`."""
    try:
        parts = urlsplit(url)
        scheme, name, port = parts.scheme, parts.hostname, parts.port
    except ValueError:
        scheme, name, port = "", None, None
    if scheme not in ("http", "https") or not name:
        raise ConfigError(
            "the base URL of the model is no http(s) address",
            code="model.base_url",
            hint="set OPENAI_BASE_URL to something like http://127.0.0.1:8080/v1",
        )
    name = f"[{name}]" if ":" in name else name
    return f"{name}:{port}" if port else name


def is_local(host: str) -> bool:
    """Whether a host is this machine."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def timeout_of(host: str, given_s: float | None) -> float:
    """Seconds for one try: what was given, or what suits the host."""
    if given_s is not None:
        return given_s
    return LOCAL_TIMEOUT_S if is_local(host) else TIMEOUT_S
