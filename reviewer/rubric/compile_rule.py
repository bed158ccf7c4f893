"""Rules out of nodes. In: a node such as `mentions: {any_of: [cache]}`. Out: an Operator, or problems.

Nested rules are compiled first, wherever an operator declares a field of type Operator; `use: name` puts in a fragment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, get_args

from pydantic import BaseModel

from reviewer.errors import PluginError
from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Subject
from reviewer.operators import Operator, operator_class, operator_names
from reviewer.rubric.problem import Problems
from reviewer.rubric.tree import Node
from reviewer.rubric.validate import validated

USE = "use"
MAX_RULES = 20_000
"""Rules of one pack with its fragments put in; a pack of a hundred criteria has some two thousand."""
MAX_NESTING = 40
"""How deep rules may stand in rules, fragments put in."""


class Refused(Operator):
    """Stands in for a rule that cannot be compiled, so that what surrounds it is still checked; never grades."""

    name: ClassVar[str] = "refused"

    def match(self, subject: Subject) -> Match:  # noqa: ARG002 - a rubric with a refused rule is not handed out
        return NO_MATCH


REFUSED = Refused()


@dataclass(frozen=True, slots=True)
class _Fragment:
    """A compiled fragment with the number of its rules and how deep they are nested."""

    rule: Operator
    rules: int
    height: int


class RuleCompiler:
    """Compiles the rules of one pack; `used` collects the fragments that rules put in."""

    def __init__(self, fragments: Mapping[str, Node], concepts: frozenset[str], problems: Problems) -> None:
        self.used: set[str] = set()
        self._fragments = fragments
        self._concepts = concepts
        self._problems = problems
        self._compiled: dict[str, _Fragment] = {}
        self._open: list[str] = []
        self._classes: dict[str, type[Operator]] = {}
        self._rules = 0
        self._depth = 0
        self._deepest = 0
        self._told = False

    def compile(self, node: Node) -> Operator:
        """The rule a node describes; REFUSED after noting what is wrong with it."""
        self._rules += 1
        self._depth += 1
        self._deepest = max(self._deepest, self._depth)
        rule = REFUSED if self._too_large(node) else self._rule(node)
        self._depth -= 1
        return rule

    def fragment(self, name: str) -> Operator:
        """The rule behind a fragment's name, compiled once."""
        found = self._compiled.get(name)
        if found is None:
            found = self._compiled[name] = self._new_fragment(name)
        else:
            self._rules += found.rules
            self._deepest = max(self._deepest, self._depth + found.height)
        return REFUSED if self._too_large(self._fragments[name]) else found.rule

    def _new_fragment(self, name: str) -> _Fragment:
        rules, depth, deepest = self._rules, self._depth, self._deepest
        self._open.append(name)
        self._deepest = depth
        rule = self.compile(self._fragments[name])
        self._open.pop()
        height = self._deepest - depth
        self._deepest = max(deepest, self._deepest)
        return _Fragment(rule, self._rules - rules, height)

    def _too_large(self, node: Node) -> bool:
        """Whether there are too many rules, counting fragments wherever they are put in; noted once."""
        if self._deepest <= MAX_NESTING and self._rules <= MAX_RULES:
            return False
        if not self._told:
            message = f"more than {MAX_RULES:,} rules, or rules nested deeper than {MAX_NESTING}"
            self._problems.error(node.place, message, code="rubric.too_large")
        self._told = True
        return True

    def _rule(self, node: Node) -> Operator:
        if len(node.mapping) != 1:
            hint = "write `operator: parameters`; to combine rules use `all` or `any`"
            message = "a rule is a mapping with one key, its operator"
            self._problems.error(node.place, message, code="rubric.rule", hint=hint)
            return REFUSED
        ((name, body),) = node.mapping.items()
        if name == USE:
            return self._fragment(body)
        operator = self._class(name, node)
        return REFUSED if operator is None else self._operator(operator, node, body)

    def _fragment(self, body: Node) -> Operator:
        name = body.text
        if name in self._open:
            chain = " → ".join([*self._open[self._open.index(name) :], name])
            self._problems.error(body.place, f"the fragment uses itself: {chain}", code="rubric.cycle")
            return REFUSED
        if name not in self._fragments:
            self._problems.unknown(body.place, "fragment", name, self._fragments)
            return REFUSED
        self.used.add(name)
        return self.fragment(name)

    def _class(self, name: str, node: Node) -> type[Operator] | None:
        """The operator's class; None after noting that there is none."""
        try:
            if name not in self._classes:
                self._classes[name] = operator_class(name)
        except PluginError as error:
            place = node.key_place(name)
            if error.code == "plugin.unknown":
                self._problems.unknown(place, "operator", name, (*operator_names(), USE))
            else:
                self._problems.plugin(place, error)
            return None
        return self._classes[name]

    def _operator(self, operator: type[Operator], node: Node, body: Node) -> Operator:
        shorthand = operator.shorthand
        if shorthand is not None and self._is_bare(operator, shorthand, body):
            alias = operator.model_fields[shorthand].alias or shorthand
            data: Any = {alias: self._filled(operator.model_fields[shorthand].annotation, body)}
        else:
            data = self._filled(operator, body)
        rule = validated(operator, body, self._problems, data=data, concepts=self._concepts)
        if rule is None:
            return REFUSED
        try:
            rule.prepare()
        except PluginError as error:
            self._problems.plugin(node.key_place(operator.name), error)
            return REFUSED
        return rule

    @staticmethod
    def _is_bare(operator: type[Operator], shorthand: str, body: Node) -> bool:
        """Whether the body is the value of the shorthand's field: no mapping, or itself a rule."""
        return not isinstance(body.value, dict) or operator.model_fields[shorthand].annotation is Operator

    def _filled(self, annotation: Any, node: Node) -> Any:
        """The node's plain value with the rules compiled that the annotation declares in it."""
        if annotation is Operator:
            return self.compile(node)
        if not _holds_rules(annotation):
            return node.plain()
        inner = get_args(annotation)
        if isinstance(node.value, list) and inner:
            return [self._filled(inner[0], item) for item in node.items]
        if isinstance(node.value, dict) and isinstance(annotation, type) and issubclass(annotation, BaseModel):
            types = {field.alias or name: field.annotation for name, field in annotation.model_fields.items()}
            return {key: self._filled(types.get(key, Any), value) for key, value in node.mapping.items()}
        return node.plain()


def _holds_rules(annotation: Any) -> bool:
    """Whether a value of this type holds rules somewhere."""
    if annotation is Operator:
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return any(_holds_rules(field.annotation) for field in annotation.model_fields.values())
    return any(_holds_rules(argument) for argument in get_args(annotation))
