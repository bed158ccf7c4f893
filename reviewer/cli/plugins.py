"""`reviewer plugins`: what is installed, and what is broken."""

from __future__ import annotations

import click


@click.command("plugins")
@click.option("--format", "output", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
def command(output: str) -> None:
    """List the installed rubrics, operators, findings and reports with the package each comes from.

    A broken plug-in is shown with its reason; it is an error only when a rubric needs it.
    """
    from reviewer.plugins import list_plugins

    plugins = list_plugins()
    if output == "json":
        import json
        from dataclasses import asdict

        click.echo(json.dumps([asdict(plugin) for plugin in plugins], indent=2))
        return
    for plugin in plugins:
        state = "ok" if plugin.ok else f"broken: {plugin.reason}"
        click.echo(f"{plugin.group:22} {plugin.name:22} {plugin.distribution} {plugin.version}  {state}")
