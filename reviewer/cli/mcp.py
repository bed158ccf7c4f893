"""`reviewer mcp`: the reviewer as tools of a chat, over standard input and output or over HTTP."""

from __future__ import annotations

from typing import Any

import click

from reviewer.cli.judging import judge_options, judging, limit_options, taken

EPILOG = """\b
To add it to a chat, name this command in the chat's settings:
  {"mcpServers": {"design-reviewer": {"command": "reviewer", "args": ["mcp"]}}}
Tools: review_design, get_review, list_findings, explain_criterion, check_estimates, list_rubrics.
"""


@click.command("mcp", epilog=EPILOG)
@click.option("--http", is_flag=True, help="Serve over HTTP (path /mcp) instead of standard input and output.")
@click.option("--host", default="127.0.0.1", show_default=True, help="With --http: the address to listen on.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535), help="With --http: the port.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that review.")
@judge_options
@limit_options
def command(http: bool, host: str, port: int, workers: int, **flags: Any) -> None:
    """Offer reviews to a chat through the Model Context Protocol.

    Rules grade, and a language model too where --model or REVIEWER_MODEL names one. Texts come from the chat; files are
    never read. A review that takes longer than a chat waits goes on, and the chat is given its number.
    """
    from reviewer import garbage
    from reviewer.config import load_settings
    from reviewer.editors.mcp_server import server
    from reviewer.editors.shelf import Shelf
    from reviewer.engine import Pool

    judge_flags = taken(flags)
    settings = load_settings(flags=flags)
    with judging(settings, judge_flags) as judge, Pool(workers) as pool:
        offered = server(Shelf(pool, judge))
        garbage.for_a_long_run()
        if http:
            click.echo(f"Listening on http://{host}:{port}/mcp", err=True)
            offered.run("streamable-http", host=host, port=port)
        else:
            offered.run("stdio")
