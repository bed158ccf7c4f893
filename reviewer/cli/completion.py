"""`reviewer completion`: shell completion scripts."""

from __future__ import annotations

import click


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for SHELL.

    \b
    bash:  reviewer completion bash > ~/.local/share/bash-completion/completions/reviewer
    zsh:   reviewer completion zsh > "${fpath[1]}/_reviewer"
    fish:  reviewer completion fish > ~/.config/fish/completions/reviewer.fish
    """
    from click.shell_completion import get_completion_class

    from reviewer.cli.main import cli

    completion = get_completion_class(shell)
    if completion is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(completion(cli, {}, "reviewer", "_REVIEWER_COMPLETE").source())
