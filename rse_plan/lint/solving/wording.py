"""Conditions and answers in the words of playbooks, so that a finding can be read beside what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from rse_plan.expressions import Value
from rse_plan.expressions.syntax import (
    Aggregate,
    Compare,
    Condition,
    Known,
    Literal,
    Logic,
    Member,
    Name,
    Truth,
)


def in_text(node: Condition) -> str:
    """A condition as a playbook writes it."""
    if isinstance(node, Logic):
        if node.operator == "not":
            return f"not {_grouped(node.parts[0])}"
        return f" {node.operator} ".join(_grouped(part) for part in node.parts)
    if isinstance(node, Aggregate):
        inside = in_text(node.where) if node.where is not None else node.summed.path if node.summed else ""
        return f"{node.function}({node.collection}{', ' if inside else ''}{inside})"
    if isinstance(node, Known):
        return f"known({node.name.path})"
    if isinstance(node, Truth):
        return node.name.path
    if isinstance(node, Member):
        return _member(node)
    left = node.left.path if isinstance(node.left, Name) else in_text(node.left)
    return f"{left} {node.operator} {literal(node.right)}"


def _grouped(node: Condition) -> str:
    text = in_text(node)
    return f"({text})" if isinstance(node, Logic) and node.operator != "not" else text


def _member(node: Member) -> str:
    word = "not in" if node.negated else "in"
    if node.literal_first:
        return f"{literal(node.among[0])} {word} {node.name.path}"
    return f"{node.name.path} {word} [{', '.join(map(literal, node.among))}]"


def literal(value: Literal | Value) -> str:
    """A value as a condition writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(map(literal, value))}]"
    return f'"{value}"' if isinstance(value, str | date) else str(value)


def all_of(parts: Iterable[Condition]) -> str:
    """Conditions that must all hold, as one."""
    return " and ".join(_grouped(part) if _is_or(part) else in_text(part) for part in parts)


def _is_or(node: Condition) -> bool:
    return isinstance(node, Logic) and node.operator == "or"


def without_places(node: Condition) -> Condition:
    """The condition as it is wherever it stands: two that say the same are equal."""
    if isinstance(node, Logic):
        return Logic(node.operator, tuple(without_places(part) for part in node.parts))
    if isinstance(node, Aggregate):
        where = without_places(node.where) if node.where is not None else None
        return replace(node, where=where, summed=_unplaced(node.summed), offset=0)
    if isinstance(node, Compare):
        left = node.left
        plain = Name(left.path, 0) if isinstance(left, Name) else without_places(left)
        return replace(node, left=plain, offset=0, value_at=None)  # type: ignore[arg-type]  # an aggregate stays one
    if isinstance(node, Member):
        return replace(node, name=Name(node.name.path, 0), offset=0, values_at=())
    return replace(node, name=Name(node.name.path, 0))


def _unplaced(name: Name | None) -> Name | None:
    return None if name is None else Name(name.path, 0)


def place_in(node: Condition) -> Name | None:
    """The first name of a condition, with its place in the text."""
    if isinstance(node, Logic):
        return next(filter(None, map(place_in, node.parts)), None)
    if isinstance(node, Aggregate):
        return node.summed or (place_in(node.where) if node.where is not None else None)
    if isinstance(node, Compare):
        return node.left if isinstance(node.left, Name) else place_in(node.left)
    return node.name
