"""Cautious values that the plan rests on, each with who finds out and what changes if it is false."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from rse_plan.planning.facts import FactSheet
from rse_plan.planning.plan import Assumption, State
from rse_plan.planning.select import Read
from rse_plan.planning.variants import element_of


def assumptions(
    sheet: FactSheet, reads: Iterable[tuple[Read, bool]], settled: Collection[str] = ()
) -> tuple[Assumption, ...]:
    """Every assumed value that was read, once, in the order of the questions.

    `reads` pairs what something in the plan (or the condition that kept something out) read with
    whether that something is critical. `settled` are questions whose answer has been overtaken by events.
    """
    critical: dict[tuple[str, str | None], bool] = {}
    elements_of: dict[tuple[str, str | None], Mapping[str, str]] = {}
    for read, is_critical in reads:
        for name, elements in read:
            key = (name, element_of(sheet, name, elements))
            if sheet.fact(name, elements).state is State.ASSUMED:
                critical[key] = critical.get(key, False) or is_critical
                elements_of.setdefault(key, elements)
    order = {name: position for position, name in enumerate(sheet.library.questions)}
    keys = sorted(critical, key=lambda key: (order.get(key[0], -1), key[1] or ""))
    told = (key for key in keys if key[0] in order and key[0] not in settled)
    return tuple(_worded(sheet, key, elements_of[key], critical[key]) for key in told)


def _worded(
    sheet: FactSheet, key: tuple[str, str | None], elements: Mapping[str, str], critical: bool
) -> Assumption:
    question = sheet.library.questions[key[0]]
    unknown = question.unknown
    return Assumption(
        question=key[0],
        element=key[1],
        shown=sheet.shown(key[0], elements),
        todo=unknown.todo if unknown else None,
        owner=unknown.owner if unknown else None,
        if_wrong=unknown.if_wrong if unknown else None,
        critical=critical,
        private=question.audience == "lead",
    )
