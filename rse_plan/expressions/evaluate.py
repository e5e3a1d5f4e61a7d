"""Conditions walked over facts, with three truth values (semantics 3)."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from rse_plan.expressions.syntax import (
    Aggregate,
    Compare,
    Condition,
    Expression,
    Known,
    Logic,
    Member,
    Name,
    Truth,
)

Value = str | int | bool | date | tuple[str, ...] | None
"""What a name is worth; None when its question does not apply."""


class Facts(Protocol):
    """What a condition reads: a name's value, and the elements of a collection as facts of their own."""

    def value(self, name: str) -> Value:
        """The value of a name; None when its question does not apply."""
        ...

    def is_known(self, name: str) -> bool:
        """Whether an answer was given."""
        ...

    def elements(self, collection: str) -> tuple[Facts, ...]:
        """One set of facts for each element, with its singular name in scope."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a condition holds, and each name whose value was read, with the facts it was read from.

    `known(x)` reads no value: whether an answer was given is not an assumption.
    """

    holds: bool
    read: tuple[tuple[str, Facts], ...]


def evaluate(expression: Expression, facts: Facts) -> Outcome:
    """Kleene logic: an absent name makes its part undefined; undefined at the top counts as false."""
    walk = _Walk()
    holds = walk.truth(expression.root, facts)
    return Outcome(holds is True, tuple(walk.read))


_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class _Walk:
    def __init__(self) -> None:
        self.read: list[tuple[str, Facts]] = []

    def truth(self, node: Condition, facts: Facts) -> bool | None:
        if isinstance(node, Logic):
            return self._logic(node, facts)
        if isinstance(node, Known):
            return facts.is_known(node.name.path)
        if isinstance(node, Truth):
            value = self._value(node.name, facts)
            return value if isinstance(value, bool) else None
        if isinstance(node, Member):
            return self._member(node, facts)
        if isinstance(node, Compare):
            return self._compare(node, facts)
        return bool(self._aggregate(node, facts))

    def _logic(self, node: Logic, facts: Facts) -> bool | None:
        if node.operator == "not":
            inner = self.truth(node.parts[0], facts)
            return None if inner is None else not inner
        deciding = node.operator == "or"
        undefined = False
        for part in node.parts:
            outcome = self.truth(part, facts)
            if outcome is deciding:
                return deciding
            undefined = undefined or outcome is None
        return None if undefined else not deciding

    def _member(self, node: Member, facts: Facts) -> bool | None:
        value = self._value(node.name, facts)
        if value is None:
            return None
        found = node.among[0] in value if isinstance(value, tuple) else value in node.among
        return found != node.negated

    def _compare(self, node: Compare, facts: Facts) -> bool | None:
        if isinstance(node.left, Aggregate):
            return _OPERATORS[node.operator](self._aggregate(node.left, facts), node.right)
        value = self._value(node.left, facts)
        if value is None:
            return None
        right = date.fromisoformat(str(node.right)) if isinstance(value, date) else node.right
        return _OPERATORS[node.operator](value, right)

    def _aggregate(self, node: Aggregate, facts: Facts) -> int:
        elements = facts.elements(node.collection)
        if node.function == "sum" and node.summed is not None:
            values = [self._value(node.summed, element) for element in elements]
            return sum(value for value in values if isinstance(value, int))
        held = [node.where is None or self.truth(node.where, element) is True for element in elements]
        if node.function == "all":
            return all(held)
        return any(held) if node.function == "any" else sum(held)

    def _value(self, name: Name, facts: Facts) -> Value:
        self.read.append((name.path, facts))
        return facts.value(name.path)
