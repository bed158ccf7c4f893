"""`reviewer keys`: who may use a service, and what they may do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from reviewer.cli.place import data_option, place

if TYPE_CHECKING:
    from reviewer.store.records import KeyInfo, Scope

EPILOG = """\b
Examples:
  reviewer keys create ci                            may hand in documents and read reviews; prints the key, once
  reviewer keys create grader --scope read           may only read
  reviewer keys create anna --tenant course-7 --expires 120
  reviewer keys list
  reviewer keys revoke 3f2a91bc04de
  curl -H "Authorization: Bearer $KEY" https://…/v1/reviews
"""


@click.group("keys", epilog=EPILOG)
def command() -> None:
    """Create, list and revoke the API keys of a service.

    A service that others can reach answers only to keys. A key belongs to a tenant: tenants never see each other's
    documents, reviews or costs. Only a key's SHA-256 is kept.
    """


@command.command("create")
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice(["read", "submit", "admin"]),
    multiple=True,
    default=["read", "submit"],
    show_default=True,
    help="What the key may do; give it again for more. admin may do everything, and erase.",
)
@click.option("--tenant", default="local", show_default=True, help="Whose reviews it sees and makes.")
@click.option("--expires", type=click.IntRange(min=1), metavar="DAYS", help="Days until it stops working.")
@data_option
def create(name: str, scopes: tuple[Scope, ...], tenant: str, expires: int | None, data: str | None) -> None:
    """Create a key called NAME and print its secret, which cannot be shown again."""
    from reviewer.store.store import Store

    until = datetime.now(UTC) + timedelta(days=expires) if expires else None
    store = Store.open(place(data))
    try:
        info, secret = store.keys.create(name, tenant, tuple(dict.fromkeys(scopes)), until)
    finally:
        store.close()
    click.echo(f"Key {info.id} of tenant {tenant} may {' and '.join(info.scopes)}. Keep what follows:", err=True)
    click.echo(secret)


@command.command("list")
@click.option("--tenant", help="Only those of this tenant.")
@click.option("--format", "output", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
@data_option
def list_command(tenant: str | None, output: str, data: str | None) -> None:
    """List the keys, the oldest first. Secrets are not shown; they are not kept."""
    from reviewer.store.store import Store

    store = Store.open(place(data))
    try:
        found = store.keys.list(tenant)
    finally:
        store.close()
    if output == "json":
        import json
        from dataclasses import asdict

        click.echo(json.dumps([asdict(key) for key in found], indent=2, default=str))
        return
    if not found:
        click.echo("There are no keys. `reviewer keys create NAME` makes one.", err=True)
    for key in found:
        click.echo(f"{key.id}  {key.name:20} {key.tenant:16} {'+'.join(key.scopes):12}  {_state(key)}")


@command.command("revoke")
@click.argument("key_id", metavar="ID")
@data_option
def revoke(key_id: str, data: str | None) -> None:
    """Make the key ID, as `list` shows it, useless at once."""
    from reviewer.errors import ConfigError
    from reviewer.store.store import Store

    store = Store.open(place(data))
    try:
        revoked = store.keys.revoke(key_id)
    finally:
        store.close()
    if not revoked:
        raise ConfigError(
            f"there is no working key {key_id!r}", code="keys.unknown", hint="`reviewer keys list` shows the ids"
        )
    click.echo(f"Key {key_id} is revoked.", err=True)


def _state(key: KeyInfo) -> str:
    if key.revoked_at is not None:
        return f"revoked {key.revoked_at:%Y-%m-%d}"
    if key.expires_at is not None and key.expires_at <= datetime.now(UTC):
        return f"expired {key.expires_at:%Y-%m-%d}"
    until = f"until {key.expires_at:%Y-%m-%d}, " if key.expires_at is not None else ""
    used = f"last used {key.last_used_at:%Y-%m-%d}" if key.last_used_at is not None else "never used"
    return until + used
