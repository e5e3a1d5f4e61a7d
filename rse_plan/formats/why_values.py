"""Values and places as the JSON of `why` and `diff` has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rse_plan.model.periods import AnyPeriod, Period
from rse_plan.planning.facts import FactValue
from rse_plan.source.span import Span


def place_of(span: Span) -> dict[str, Any]:
    """A file and its line."""
    return {"file": span.path, "line": span.line}


def place_or_none(span: Span | None) -> dict[str, Any] | None:
    """The same, where there is one."""
    return place_of(span) if span is not None else None


def plain_value(value: FactValue) -> object:
    """A value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return [_member(member) for member in value] if isinstance(value, tuple) else value


def _member(member: str | AnyPeriod) -> str | Mapping[str, str | None]:
    if isinstance(member, str):
        return member
    if isinstance(member, Period):
        first, last = member.first.isoformat(), member.last.isoformat()
        return {"from": first, "to": last, "population": member.population}
    return {"preset": member.name, "zone": member.zone, "population": member.population}
