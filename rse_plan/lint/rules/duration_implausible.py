"""A duration, an effort or a lead time that is a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rse_plan.diagnostics import Diagnostic, Related, Severity
from rse_plan.errors import Said, say
from rse_plan.library.index import Place, full_ref
from rse_plan.lint.engine import File
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.model.adjust import Adjustment, DurationChange, EffortChange, LeadTimeChange
from rse_plan.model.amounts import Amount, Unit
from rse_plan.model.work import Gate, Ongoing, Task, Work
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Route

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: interviews
    phase: frame
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
    duration: 90d
    done_when: {en: Eight notes are written., fr: Huit comptes rendus sont écrits.}
"""

RULE = Rule(
    name="duration-implausible",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "A task of more than 60 working days, a gate of more than 18 months, an effort of more "
            "than 30 person-days, an ask of more than four hours, or an amount of zero; also what an "
            "adjustment makes of another playbook’s work."
        ),
        fr=(
            "Une tâche de plus de 60 jours ouvrés, une attente de plus de 18 mois, une charge de plus "
            "de 30 jours-personne, une demande de plus de quatre heures, ou une quantité nulle ; de même "
            "ce qu’un ajustement fait du travail d’un autre playbook."
        ),
    ),
    why_it_matters=Both(
        en="Nobody can follow a task of three months: it has no half-way, and it hides several others.",
        fr=(
            "Personne ne peut suivre une tâche de trois mois : elle n’a pas d’étape et en cache "
            "plusieurs autres."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _BAD.replace("90d", "9d")},
    how_to_ignore=CAN_BE_IGNORED,
)

Change = DurationChange | LeadTimeChange | EffortChange

LONGEST_TASK = 60
"""Working days."""
LONGEST_GATE = 18
"""Months."""
MOST_EFFORT = 30
"""Person-days of one role."""

LONGEST_ASK = 240
"""Minutes of a sponsor."""

_DAYS = {Unit.WORKING_DAY: 1, Unit.WORKING_WEEK: 5}
_MONTHLY = {
    Unit.MONTH: 1,
    Unit.CALENDAR_DAY: 30,
    Unit.CALENDAR_WEEK: 4,
    Unit.WORKING_DAY: 21,
    Unit.WORKING_WEEK: 4,
}
"""How many of a unit are about a month."""
_HOURS_A_DAY = 7


def check(file: File) -> Iterator[Diagnostic]:
    """Every amount of time of every piece of work, and those that adjustments lead to."""
    if file.playbook is None:
        return
    for position, item in enumerate(file.playbook.value.tasks):
        for route, said in _odd(item):
            yield _finding(file.playbook.span("tasks", position, *route), said)
    for position, ask in enumerate(file.playbook.value.asks):
        if ask.minutes > LONGEST_ASK:
            span = file.playbook.span("asks", position, "minutes")
            said = say("an ask of {minutes} minutes: more than {most}", minutes=ask.minutes, most=LONGEST_ASK)
            yield replace(_finding(span, said), help=say("check the figure, or split it: one act, one date"))
    for position, adjustment in enumerate(file.playbook.value.adjust):
        place = file.library.index.places.get(full_ref(adjustment.item, file.playbook.value))
        if place is not None and isinstance(place.item, Work) and not adjustment.skip:
            yield from _adjusted(file, position, adjustment, place, place.item)


def _finding(span: Span, said: Said, related: tuple[Related, ...] = ()) -> Diagnostic:
    return Diagnostic(
        rule=RULE.name,
        severity=RULE.severity,
        span=span,
        message=said,
        help=say("check the figure and its unit; split what is really so long")
        if "most" in said.values
        else say("write how much time it takes at the least"),
        related=related,
    )


def _adjusted(
    file: File, position: int, adjustment: Adjustment, place: Place, item: Work
) -> Iterator[Diagnostic]:
    """One finding for each figure to blame; what is out of measure without it is said at the item."""
    from rse_plan.planning.adjust import adjusted

    before = {route for route, _ in _odd(item)}
    blamed: set[Route] = set()
    for route, said in _odd(adjusted(item, (adjustment,))):
        change: Change | None = getattr(adjustment, str(route[0]))
        if change is None or (route in before and not _sets(change, route)):
            continue
        figure = ("adjust", position, *_figure(change, route))
        if file.document.node(figure) is None:  # a plain value stands for `to`
            figure = figure[:3]
        span = file.document.span(figure)
        mixed = file.document.span(("adjust", position, route[0], "add")) in file.faulty
        if figure not in blamed and span not in file.faulty and not mixed:
            blamed.add(figure)
            own = Related(place.file.span(*place.route, *route), say("what it is without this adjustment"))
            yield _finding(span, said, (own,))


def _sets(change: Change, route: Route) -> bool:
    """Whether the amount is another one, not that of the item made more."""
    return route[1] in change.to if isinstance(change, EffortChange) else change.to is not None


def _figure(change: Change, route: Route) -> Route:
    """The one figure that an amount comes from; all of the change when there are several."""
    given = [name for name in ("to", "times", "add") if getattr(change, name)]
    if len(given) != 1:
        return route[:1]
    return (route[0], "to", *route[1:2]) if given == ["to"] else (route[0], given[0])


def _odd(item: Work) -> Iterator[tuple[Route, Said]]:
    if isinstance(item, Task):
        days = item.duration.count * _DAYS[item.duration.unit]
        if not days:
            yield ("duration",), _nothing(item.duration)
        elif days > LONGEST_TASK:
            yield (
                ("duration",),
                say("a task of {days} working days: more than {most}", days=int(days), most=LONGEST_TASK),
            )
    if isinstance(item, Gate) and item.lead_time is not None:
        yield from _odd_wait(item.lead_time.base, ("lead_time", "base"))
        for position, case in enumerate(item.lead_time.cases):
            if case.to is not None:
                yield from _odd_wait(case.to, ("lead_time", "cases", position, "to"))
    yield from _no_wait(item)
    for role, effort in (getattr(item, "effort", None) or {}).items():
        yield from _odd_effort(effort, ("effort", role))


def _no_wait(item: Work) -> Iterator[tuple[Route, Said]]:
    """Lags and lapses of nothing: whoever wrote them meant something."""
    lapses: list[tuple[Route, Amount | None]] = []
    lapses += [(("needs", position, "lag"), need.lag) for position, need in enumerate(item.needs)]
    lapses += [(("before", position, "by"), before.by) for position, before in enumerate(item.before)]
    if isinstance(item, Ongoing):
        lapses.append((("until",), item.lasts))
    yield from ((route, _nothing(amount)) for route, amount in lapses if amount and not amount.count)


def _odd_wait(amount: Amount, route: Route) -> Iterator[tuple[Route, Said]]:
    months = amount.count / _MONTHLY[amount.unit]
    if not months:
        yield route, _nothing(amount)
    elif months > LONGEST_GATE:
        yield route, say("a wait of {amount}: more than {most} months", amount=amount, most=LONGEST_GATE)


def _odd_effort(amount: Amount, route: Route) -> Iterator[tuple[Route, Said]]:
    days = amount.count / _HOURS_A_DAY if amount.unit is Unit.HOUR else amount.count
    if not days:
        yield route, _nothing(amount)
    elif days > MOST_EFFORT:
        yield (
            route,
            say("an effort of {amount}: more than {most} person-days", amount=amount, most=MOST_EFFORT),
        )


def _nothing(amount: Amount) -> Said:
    return say("{amount} is no time at all", amount=amount)
