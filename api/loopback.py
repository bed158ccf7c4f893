"""Which hosts are this machine. In: a name or an address. Out: whether it means this machine and no other."""

from __future__ import annotations

from ipaddress import ip_address


def is_loopback(name: str) -> bool:
    """Whether nobody else can be reached, or can reach us, by this name or address."""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
