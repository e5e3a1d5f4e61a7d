"""Conditions against the questions that set their names: types, choices, scopes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rse_plan.diagnostics import nearest
from rse_plan.errors import Said, say
from rse_plan.expressions.syntax import (
    COLLECTIONS,
    Aggregate,
    Compare,
    Condition,
    Expression,
    Known,
    Literal,
    Logic,
    Member,
    Name,
    Stretch,
    Truth,
)


class NameKind(StrEnum):
    """What a name holds, and so what it can be compared with."""

    TEXT = "text"
    """Only known() applies."""
    INTEGER = "integer"
    """Compared with whole numbers."""
    BOOLEAN = "boolean"
    """Stands alone."""
    CHOICE = "choice"
    """Compared with one of its values, in quotes."""
    MULTI = "multi"
    """A value is `in` it."""
    DATE = "date"
    """Compared with a date in quotes."""
    PERIODS = "periods"
    """Only known() applies."""


@dataclass(frozen=True, slots=True)
class NameType:
    """What the checker knows of a name."""

    kind: NameKind
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a condition gets wrong, at `offset` of its text."""

    rule: str
    offset: int
    length: int
    message: Said
    advice: Said | None = None


def check(
    expression: Expression, names: Mapping[str, NameType], scope: frozenset[str]
) -> tuple[Problem, ...]:
    """Type-check a condition.

    `names` are all names that a question sets; `scope` holds the loop elements that may be read
    (`community`, `wave`), sponsor and employer being readable everywhere.
    """
    return tuple(_Checker(names).problems(expression.root, scope | {"sponsor", "employer"}))


class _Checker:
    def __init__(self, names: Mapping[str, NameType]) -> None:
        self._names = names

    def problems(self, node: Condition, scope: frozenset[str]) -> Iterator[Problem]:
        if isinstance(node, Logic):
            for part in node.parts:
                yield from self.problems(part, scope)
        elif isinstance(node, Aggregate):
            yield from self._aggregate(node, scope)
        elif isinstance(node, Known):
            yield from self._unknown(node.name, scope)
        elif isinstance(node, Truth):
            yield from self._truth(node, scope)
        elif isinstance(node, Member):
            yield from self._member(node, scope)
        else:
            yield from self._compare(node, scope)

    def _unknown(self, name: Name, scope: frozenset[str]) -> Iterator[Problem]:
        owner = name.path.split(".")[0]
        if name.path not in self._names:
            advice = nearest(name.path, self._names) or say(
                "add a question with this id, or use another name"
            )
            message = say("no question sets “{name}”", name=name.path)
            yield Problem("unasked-variable", name.offset, len(name.path), message, advice)
        elif owner in ("community", "wave") and owner not in scope:
            message = say("“{name}” has no meaning here: no loop over {owner}", name=name.path, owner=owner)
            advice = say("add for_each, or use any(…) or count(…)")
            yield Problem("unasked-variable", name.offset, len(name.path), message, advice)

    def _truth(self, node: Truth, scope: frozenset[str]) -> Iterator[Problem]:
        unknown = tuple(self._unknown(node.name, scope))
        yield from unknown
        if not unknown and self._names[node.name.path].kind is not NameKind.BOOLEAN:
            yield self._mistyped(node.name, say("“{name}” is not a yes or no", name=node.name.path))

    def _member(self, node: Member, scope: frozenset[str]) -> Iterator[Problem]:
        unknown = tuple(self._unknown(node.name, scope))
        yield from unknown
        if unknown:
            return
        type_ = self._names[node.name.path]
        wanted = NameKind.MULTI if node.literal_first else NameKind.CHOICE
        if type_.kind is not wanted and not (type_.kind is NameKind.INTEGER and not node.literal_first):
            yield self._mistyped(node.name, say("“in” does not fit “{name}”", name=node.name.path))
            return
        places = node.values_at or (None,) * len(node.among)
        for literal, place in zip(node.among, places, strict=True):
            yield from self._literal_fits(node.name, type_, literal, place)

    def _compare(self, node: Compare, scope: frozenset[str]) -> Iterator[Problem]:
        if isinstance(node.left, Aggregate):
            yield from self._aggregate(node.left, scope)
            if not _is_integer(node.right):
                offset, length = node.value_at or (node.offset, 1)
                message, advice = (
                    say("a count is compared with a whole number"),
                    say("write digits without quotes"),
                )
                yield Problem("type-or-choice", offset, length, message, advice)
            return
        unknown = tuple(self._unknown(node.left, scope))
        yield from unknown
        if unknown:
            return
        type_ = self._names[node.left.path]
        if type_.kind in (NameKind.TEXT, NameKind.MULTI, NameKind.PERIODS):
            message = say("“{name}” cannot be compared", name=node.left.path)
            yield self._mistyped(node.left, message, say("only known({name}) applies", name=node.left.path))
        elif node.operator not in ("==", "!=") and type_.kind not in (NameKind.INTEGER, NameKind.DATE):
            yield self._mistyped(node.left, say("“{name}” has no order", name=node.left.path))
        else:
            yield from self._literal_fits(node.left, type_, node.right, node.value_at)

    def _literal_fits(
        self, name: Name, type_: NameType, literal: Literal, place: Stretch | None
    ) -> Iterator[Problem]:
        """The value is at fault, unless a yes or no is compared at all."""
        if type_.choices and literal not in type_.choices:
            message = say("“{value}” is not among the choices of “{name}”", value=literal, name=name.path)
            choices = tuple(dict.fromkeys(type_.choices))
            advice = nearest(str(literal), choices) or say("one of {names}", names=", ".join(choices))
            yield self._mistyped(name, message, advice, place)
        elif type_.kind is NameKind.INTEGER and not _is_integer(literal):
            message = say(
                "“{name}” is a whole number, compared with “{value}”", name=name.path, value=literal
            )
            yield self._mistyped(name, message, say("write digits without quotes"), place)
        elif type_.kind is NameKind.BOOLEAN and not isinstance(literal, bool):
            yield self._mistyped(
                name,
                say("“{name}” is a yes or no", name=name.path),
                say("write the name alone, or not before it"),
            )
        elif type_.kind is NameKind.DATE and not _is_date(literal):
            message = say("“{name}” is compared with a date", name=name.path)
            yield self._mistyped(name, message, say('in quotes: "2027-01-31"'), place)

    def _aggregate(self, node: Aggregate, scope: frozenset[str]) -> Iterator[Problem]:
        inner = scope | {COLLECTIONS[node.collection]}
        if node.where is not None:
            yield from self.problems(node.where, inner)
        if node.summed is not None:
            unknown = tuple(self._unknown(node.summed, inner))
            yield from unknown
            if not unknown and self._names[node.summed.path].kind is not NameKind.INTEGER:
                yield self._mistyped(node.summed, say("only whole numbers can be summed"))

    def _mistyped(
        self, name: Name, message: Said, advice: Said | None = None, place: Stretch | None = None
    ) -> Problem:
        offset, length = place or (name.offset, len(name.path))
        return Problem("type-or-choice", offset, length, message, advice)


def _is_integer(literal: Literal) -> bool:
    return isinstance(literal, int) and not isinstance(literal, bool)


def _is_date(literal: Literal) -> bool:
    if not isinstance(literal, str):
        return False
    try:
        date.fromisoformat(literal)
    except ValueError:
        return False
    return True
