"""Requests. In: a Subject, a Rubric, the criteria to ask for and JudgeOptions. Out: the calls to make.

All calls of a review begin with the same two messages: how to grade, then the document in its fence with the facts that
were read out of it. Only then comes what a call asks for, so that a provider reads the long part once. For a document
over `max_input_chars` the second message shows each call what it needs and says what it does not show.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from reviewer.judge.excerpt import excerpt, size_chars
from reviewer.judge.facts_block import facts_block
from reviewer.judge.fence import fenced, mark, numbered, one_line
from reviewer.judge.prompts import Prompt, grading_hash, load_prompt, prompt_name
from reviewer.judge.schema import NOT_APPLICABLE, filled
from reviewer.model.document import Lines
from reviewer.model.judgement import JudgeOptions, Message, Purpose, Request
from reviewer.model.rubric import Criterion, Level, Rubric
from reviewer.model.subject import Subject

_TOKENS_A_VERDICT = 400
_TOKENS_A_REPLY = 1000
"""Room for a reply: 400 tokens hold the longest verdict that the schema allows in English, 1000 what a model says
around them or thinks before them."""

_LONGEST_QUESTION = 4000


@dataclass(frozen=True, slots=True)
class Group:
    """Criteria that share a call."""

    title: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """The first two messages of a call, and the ranges of lines that they do not show."""

    messages: tuple[Message, Message]
    left_out: tuple[Lines, ...] = ()


def requests(
    subject: Subject, rubric: Rubric, options: JudgeOptions, asked: Collection[str], vote: int = 0
) -> list[Request]:
    """The calls for these criteria, in rubric order, one for each group that has any; none if `asked` is empty."""
    return [
        _grading(opening(subject, rubric, options, group.criteria), group, rubric, options, vote)
        for group in groups(rubric, asked, options)
    ]


def groups(rubric: Rubric, asked: Collection[str], options: JudgeOptions) -> list[Group]:
    """The criteria by call: of a phase or checklist, each alone, or all."""
    wanted = [criterion for criterion in rubric.criteria if criterion.id in asked]
    if options.batch == "criterion":
        return [Group(criterion.title, (criterion,)) for criterion in wanted]
    if options.batch == "all":
        return [Group(rubric.title, tuple(wanted))] if wanted else []
    by_phase = {phase: tuple(one for one in wanted if one.phase == phase.id) for phase in rubric.phases}
    return [Group(phase.title, criteria) for phase, criteria in by_phase.items() if criteria]


def opening(
    subject: Subject, rubric: Rubric, options: JudgeOptions, criteria: Sequence[Criterion] | None = None
) -> Opening:
    """How a call begins. `criteria` matter for long documents only: they decide which of its parts are shown."""
    system = _system(rubric)
    facts = subject.once(facts_text)
    taken_chars = len(system) + len(facts) + sum(len(criterion_text(one, rubric)) for one in criteria or ())
    part = excerpt(subject, rubric.criteria if criteria is None else criteria, options.max_input_chars - taken_chars)
    code = subject.once(_code)
    shown = numbered(subject.document, part.shown) if part.left_out else subject.once(_whole)
    text = load_prompt("document").fill(document=fenced("document", code, shown), facts=fenced("facts", code, facts))
    return Opening((Message("system", system), Message("user", text)), part.left_out)


def risk_request(subject: Subject, rubric: Rubric, options: JudgeOptions) -> Request:
    """The call for the deepest risks."""
    prompt = load_prompt("risks")
    return _request(
        opening(subject, rubric, options).messages,
        prompt.fill(),
        schema=dict(prompt.reply or {}),
        name="risks",
        options=options,
        max_output_tokens=min(options.max_output_tokens, _TOKENS_A_REPLY + 3 * _TOKENS_A_VERDICT),
    )


def again(request: Request, criteria: Sequence[Criterion], rubric: Rubric, problems: Sequence[str]) -> Request:
    """The one re-ask: the same call for the criteria that are still open, with what was wrong with the last reply."""
    task, schema = request.messages[-1].text, request.schema
    if criteria:
        task = _task(Group("the ones still open", tuple(criteria)), rubric)
        schema = _schema(criteria, rubric)
    code = mark(request.key, [task, *problems])
    told = fenced("problems", code, "\n".join(f"- {one_line(problem)}" for problem in problems))
    message = Message("user", load_prompt("reask").fill(task=task, problems=told))
    following = replace(
        request,
        purpose="reask",
        messages=(*request.messages[:-1], message),
        schema=schema,
        criteria=tuple(criterion.id for criterion in criteria),
    )
    return replace(following, key=_digest([request.key, message.text, schema]))


def verdict_key(
    subject: Subject, rubric: Rubric, options: JudgeOptions, view: str = ""
) -> Callable[[Criterion, int], str]:
    """Gives the content address of the verdict on a criterion in a vote: everything that it depends on, and nothing of
    its neighbours in the call. `view` names what is shown where that is not simply the document.
    """
    document = subject.document
    # Well below the limit the document is shown whole, and a verdict does not depend on where the limit lies.
    whole = size_chars(document, (1, document.line_count)) < options.max_input_chars // 2
    limit = None if whole else options.max_input_chars
    shown = [document.sha256, _system(rubric), subject.once(facts_text), view, limit]
    common = _digest([*shown, grading_hash(), options.host, options.model, options.temperature])

    def key(criterion: Criterion, vote: int) -> str:
        return "verdict:" + _digest([common, criterion_text(criterion, rubric), options.seed + vote])

    return key


def criterion_text(criterion: Criterion, rubric: Rubric) -> str:
    """A criterion as it stands in a prompt."""
    lines = [f"## {criterion.id}: {criterion.title}", criterion.ask]
    lines += [
        f"- {level.id}: {criterion.levels[level.id]}"
        for level in reversed(rubric.scale)
        if level.id in criterion.levels
    ]
    if criterion.conventions:
        lines += ["Edge cases:", *(f"- {convention}" for convention in criterion.conventions)]
    if criterion.applies is not None:
        lines.append(f"Not applicable if this holds: {criterion.applies.otherwise}")
    if not criterion.needs_evidence:
        lines.append("No level of it needs a quote.")
    return "\n".join(lines)


def facts_text(subject: Subject) -> str:
    """What stands in the prompt between the marks for facts, the question that the document answers included."""
    if not subject.question:
        return facts_block(subject)
    question = " ".join(one_line(subject.question).split())[:_LONGEST_QUESTION]
    return f"The document answers this question: {question}\n{facts_block(subject)}"


def _code(subject: Subject) -> str:
    return mark(subject.document.sha256, [subject.document.source, subject.once(facts_text)])


def _whole(subject: Subject) -> str:
    return numbered(subject.document, [(1, subject.document.line_count)])


def _system(rubric: Rubric) -> str:
    return _system_text(load_prompt("system"), tuple(rubric.scale), tuple(rubric.conventions))


@lru_cache(maxsize=16)
def _system_text(prompt: Prompt, scale: tuple[Level, ...], conventions: tuple[str, ...]) -> str:
    levels = (
        f"- `{level.id}`: as the criterion describes it{', needs a quote' if level.needs_evidence else ''}"
        for level in reversed(scale)
    )
    told = (f"- {convention}" for convention in conventions or ("None.",))
    return prompt.fill(scale="\n".join(levels), conventions="\n".join(told))


def _grading(start: Opening, group: Group, rubric: Rubric, options: JudgeOptions, vote: int) -> Request:
    room = _TOKENS_A_REPLY + _TOKENS_A_VERDICT * len(group.criteria)
    return _request(
        start.messages,
        _task(group, rubric),
        schema=_schema(group.criteria, rubric),
        name="verdicts",
        options=options,
        max_output_tokens=room if options.batch == "all" else min(room, options.max_output_tokens),
        criteria=tuple(criterion.id for criterion in group.criteria),
        vote=vote,
    )


def _request(
    start: tuple[Message, Message],
    task: str,
    *,
    schema: Mapping[str, Any],
    name: str,
    options: JudgeOptions,
    max_output_tokens: int,
    criteria: tuple[str, ...] = (),
    vote: int = 0,
) -> Request:
    messages = (*start, Message("user", task))
    purpose: Purpose = "grade" if criteria else "risks"
    sampling = [options.host, options.model, options.temperature, options.seed + vote, max_output_tokens]
    return Request(
        key=_digest([*sampling, name, schema, [[message.role, message.text] for message in messages]]),
        purpose=purpose,
        messages=messages,
        schema=schema,
        schema_name=name,
        criteria=criteria,
        prompt=prompt_name("phase" if criteria else "risks"),
        max_output_tokens=max_output_tokens,
        prefix_chars=sum(len(message.text) for message in start),
        vote=vote,
        temperature=options.temperature,
        seed=options.seed,
    )


def _task(group: Group, rubric: Rubric) -> str:
    texts: Iterator[str] = (criterion_text(criterion, rubric) for criterion in group.criteria)
    return load_prompt("phase").fill(title=group.title, criteria="\n\n".join(texts))


def _schema(criteria: Sequence[Criterion], rubric: Rubric) -> Mapping[str, Any]:
    values = {
        "criteria": [criterion.id for criterion in criteria],
        "levels": [*(level.id for level in reversed(rubric.scale)), NOT_APPLICABLE],
        "count": len(criteria),
    }
    schema: Mapping[str, Any] = filled(load_prompt("phase").reply, values)
    return schema


def _digest(parts: Sequence[Any]) -> str:
    """SHA-256 of values that JSON can write, unambiguous about where one ends."""
    return hashlib.sha256(json.dumps(list(parts), ensure_ascii=True, sort_keys=True).encode()).hexdigest()
