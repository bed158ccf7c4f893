"""The MCP server: a rubric's review as tools of a chat. A Shelf in, an `MCPServer` out.

Each tool answers within WAIT_S or hands back the number of the review. Texts come from the chat; no tool reads a file.
"""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from reviewer import __version__
from reviewer.editors.answers import (
    CriterionAnswer,
    EstimatesAnswer,
    ExampleAnswer,
    FindingsAnswer,
    ReviewAnswer,
    RubricAnswer,
    RubricsAnswer,
)
from reviewer.editors.shelf import Shelf
from reviewer.engine import DEFAULT_RUBRIC, Order, rubric
from reviewer.errors import ConfigError, ReviewerError
from reviewer.model.review import Review
from reviewer.model.rubric import Rubric
from reviewer.model.subject import Kind
from reviewer.model.submission import Submission
from reviewer.pipeline import ReviewOptions
from reviewer.report import render
from reviewer.report.markdown import sums_page
from reviewer.rubric.registry import is_registered

WAIT_S = 45.0
"""How long a tool waits for a review. Clients end a call after 60 s."""

INSTRUCTIONS = """\
Reviews system-design documents against a rubric. Call review_design with the whole text of a design; quote line numbers
and evidence from its answer rather than grading yourself. If it answers with status "running", call get_review with the
id. Use check_estimates to have sums re-computed, explain_criterion to learn what a criterion asks."""

_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

Text = Annotated[str, Field(description="The whole text of the design, Markdown or plain.", min_length=1)]
ReviewResult = Annotated[CallToolResult, ReviewAnswer]
EstimatesResult = Annotated[CallToolResult, EstimatesAnswer]
RubricId = Annotated[str, Field(description="Id of a registered rubric; list_rubrics tells which there are.")]


def server(shelf: Shelf) -> MCPServer[Any]:
    """The server over the reviews of one session."""
    found = MCPServer("design-reviewer", instructions=INSTRUCTIONS, version=__version__, log_level="ERROR")
    tools = _Tools(shelf)
    for tool in (
        tools.review_design,
        tools.get_review,
        tools.list_findings,
        tools.explain_criterion,
        tools.check_estimates,
        tools.list_rubrics,
    ):
        found.tool(annotations=_READS)(tool)
    return found


class _Tools:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def review_design(
        self,
        text: Text,
        ctx: Context[Any],
        name: Annotated[str, Field(description="A name for the document, with its suffix.")] = "design.md",
        rubric: RubricId = DEFAULT_RUBRIC,
        profile: Annotated[str | None, Field(description="Whom to measure against, such as junior or senior.")] = None,
        kind: Annotated[Kind | None, Field(description="What to read it as; guessed if not given.")] = None,
        question: Annotated[str | None, Field(description="The task that the design answers.")] = None,
        use_model: Annotated[bool, Field(description="False: rules alone, even if a model is configured.")] = True,
    ) -> ReviewResult:
        """Review a system design: a grade for every criterion with quoted lines, the score, and what lifts it most."""
        options = ReviewOptions(profile=profile, kind=kind, question=question)
        order = Order(Submission(name=name, data=text.encode("utf-8", "replace")), _registered(rubric), options)
        with _Told():
            number = self._shelf.begin(order, judged=use_model)
        return await self._answer(number, ctx)

    async def get_review(
        self,
        id: Annotated[str, Field(description="The id that review_design gave.")],  # noqa: A002
        ctx: Context[Any],
    ) -> ReviewResult:
        """The review with this id, or status "running" if it needs more time."""
        return await self._answer(id, ctx)

    async def list_findings(self, id: str, ctx: Context[Any]) -> FindingsAnswer:  # noqa: A002
        """The findings of a review: what deserves attention apart from any criterion, with lines."""
        review = await self._review(id, ctx)
        if review is None:
            raise ToolError(f"review {id} is still under way; call get_review first")
        return FindingsAnswer(id=id, findings=review.findings)

    async def explain_criterion(
        self,
        criterion: Annotated[str, Field(description='Such as "nonfunctional.latency".')],
        rubric: RubricId = DEFAULT_RUBRIC,
    ) -> CriterionAnswer:
        """What a criterion asks, what each level means, why it matters, what to write, with examples."""
        with _Told():
            return await asyncio.to_thread(_explained, _registered(rubric), criterion)

    async def check_estimates(self, text: Text) -> EstimatesResult:
        """Re-compute every sum in a text: what is stated, what comes out, and from which lines."""
        submission = Submission(name="text.md", data=text.encode("utf-8", "replace"))
        with _Told():
            facts = await asyncio.wait_for(asyncio.wrap_future(self._shelf.pool.facts(submission)), WAIT_S)
        answer = EstimatesAnswer.model_validate_json(facts)
        return CallToolResult(
            content=[TextContent(type="text", text=sums_page(answer.estimates))],
            structured_content=answer.model_dump(mode="json"),
        )

    async def list_rubrics(self) -> RubricsAnswer:
        """The rubrics that can be used, with their profiles."""
        return await asyncio.to_thread(_rubrics)

    async def _answer(self, number: str, ctx: Context[Any]) -> CallToolResult:
        review = await self._review(number, ctx)
        if review is None:
            text = f"The review is under way. Call get_review with id {number} in a moment."
            data: dict[str, Any] = {"id": number, "status": "running"}
        else:
            text = f"Review {number}\n\n{render(review, format='markdown')}"
            data = {"id": number, "status": "done", **review.model_dump(mode="json")}
        return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=data)

    async def _review(self, number: str, ctx: Context[Any]) -> Review | None:
        async def beat(waited_s: float) -> None:
            await ctx.report_progress(waited_s, WAIT_S, "The review is under way.")

        with _Told():
            return await self._shelf.wait(number, WAIT_S, beat)


class _Told:
    """Makes an error of ours one that the chat's model is told in words; others are faults of this program."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, ReviewerError):
            raise ToolError(str(error)) from error


def _registered(ref: str) -> str:
    """The id of a registered rubric: a chat must not make this process read any folder."""
    if not is_registered(ref):
        raise ToolError(f"there is no rubric {ref!r}; list_rubrics tells which there are")
    return ref


def _explained(ref: str, criterion_id: str) -> CriterionAnswer:
    loaded: Rubric = rubric(ref)
    try:
        found = loaded.criterion(criterion_id)
    except KeyError:
        phase = [one.id for one in loaded.criteria if one.phase == criterion_id.partition(".")[0]]
        known = phase or [one.id for one in loaded.phases]
        raise ConfigError(
            f"rubric {ref} has no criterion {criterion_id!r}",
            code="option.criterion",
            hint=f"among those it has: {', '.join(known)}",
        ) from None
    return CriterionAnswer(
        criterion=found.id,
        phase=found.phase,
        title=found.title,
        ask=found.ask,
        levels=dict(found.levels),
        why=found.why,
        advice=found.advice,
        probe=found.probe,
        examples=[ExampleAnswer(level=one.level, text=one.text, note=one.note) for one in found.examples],
    )


def _rubrics() -> RubricsAnswer:
    from reviewer.rubric import list_rubrics

    loaded = [rubric(one.id) for one in list_rubrics() if one.ok]
    return RubricsAnswer(
        rubrics=[
            RubricAnswer(
                id=one.id,
                version=one.version,
                title=one.title,
                criteria=len(one.criteria),
                profiles=[profile.id for profile in one.profiles],
            )
            for one in loaded
        ]
    )
