"""What a plan.json still knows of a plan, as comparisons read it (`planning/outline.py`)."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.formats import plan_schema as shape
from rse_plan.model.base import Text
from rse_plan.planning.calendar import WEEKDAYS
from rse_plan.planning.open_days import Open
from rse_plan.planning.outline import (
    Ground,
    Named,
    Outline,
    OutlinedAsk,
    OutlinedAssumption,
    OutlinedCommunity,
    OutlinedItem,
    OutlinedKpi,
    OutlinedRisk,
    minutes_of,
    value_text,
)
from rse_plan.planning.plan import Shown, State, Wording
from rse_plan.source.span import Span


def outline_of_file(plan: shape.PlanFile) -> Outline:
    """The outline of a plan.json, its texts in the language of the file; what is private is not in it."""
    return Outline(
        organisation=plan.organisation.name,
        start=plan.start,
        finish=plan.finish,
        decision=plan.decision,
        first_opening=plan.first_opening,
        anchor=plan.anchor,
        communities={
            one.id: OutlinedCommunity(id=one.id, name=one.name, opening=one.opening)
            for one in plan.communities
        },
        items={task.id: _item(task) for task in plan.tasks},
        asks={ask.id: _ask(ask) for ask in plan.asks},
        risks={risk.id: _risk(risk) for risk in plan.risks},
        kpis={kpi.id: _kpi(kpi) for kpi in plan.kpis},
        assumptions={(one.question, one.element): _assumption(one) for one in plan.assumptions},
        answered=dict(_answered(plan)),
        load={role: minutes_of(hours) for role, hours in plan.effort.items()},
        bill={stage.stage: (minutes_of(stage.before), minutes_of(stage.after)) for stage in plan.staffing},
        roles={role.id: _same(role.title) for role in plan.roles},
        names={
            **{f"employer:{one.id}": one.name for one in plan.employers},
            **{f"community:{one.id}": one.name for one in plan.communities},
        },
        hours_a_day=None,
        open=_open(plan),
    )


def _same(text: str) -> Text:
    """A text of the file, whatever language is asked for."""
    return Text.model_construct(en=text, fr=text)


def _titled(text: str) -> Wording:
    return Wording(_same(text))


def _item(task: shape.Task) -> OutlinedItem:
    lead = task.lead_time
    return OutlinedItem(
        id=task.id,
        title=_titled(task.title),
        kind=task.kind,
        opens=task.opens is not None,
        start=task.start,
        finish=task.finish,
        days=task.duration,
        effort={role: minutes_of(hours) * task.occurrences for role, hours in task.effort.items()},
        fixed_kind=task.fixed_by.kind,
        fixed_by=task.fixed_by.task,
        roles=tuple(task.fixed_by.roles),
        needs={need.task: need.lag for need in task.needs},
        lead=lead.taken if lead is not None else None,
        lead_why=_titled(lead.why) if lead is not None and lead.why is not None else None,
        grounds=tuple(map(_ground, task.answers)),
    )


def _ground(reason: shape.Reason) -> Ground:
    span = None
    if reason.file is not None and reason.line is not None:
        span = Span(reason.file, reason.line, 1, reason.line, 1)
    return Ground(question=reason.question, said=reason.text, private=reason.question is None, span=span)


def _ask(ask: shape.Ask) -> OutlinedAsk:
    return OutlinedAsk(
        id=ask.id, title=_titled(ask.do), private=False, of=ask.of, minutes=ask.minutes, due=ask.due
    )


def _risk(risk: shape.Risk) -> OutlinedRisk:
    return OutlinedRisk(
        id=risk.id,
        title=_titled(risk.title),
        private=False,
        likelihood=risk.likelihood,
        impact=risk.impact,
    )


def _kpi(kpi: shape.Kpi) -> OutlinedKpi:
    return OutlinedKpi(
        id=kpi.id,
        title=_titled(kpi.title),
        private=False,
        due=kpi.due,
        low=kpi.target.low if kpi.target is not None else None,
        members=kpi.members,
    )


def _assumption(one: shape.Assumption) -> OutlinedAssumption:
    return OutlinedAssumption(
        question=one.question,
        element=one.element,
        shown=Shown(_same(one.name), one.text, State.ASSUMED),
        value=value_text(one.value),
        private=False,
        critical=one.critical,
    )


def _answered(plan: shape.PlanFile) -> Iterator[tuple[Named, str]]:
    """Answers that put tasks there, in the words of the file."""
    main = plan.employers[0].id if plan.employers else None
    for task in plan.tasks:
        for reason in task.answers:
            if reason.question is not None and not reason.assumed:
                prefix = reason.question.partition(".")[0]
                element = task.element.get(prefix, main if prefix == "employer" else None)
                yield (reason.question, element), reason.text


def _open(plan: shape.PlanFile) -> Open | None:
    if not plan.calendars:
        return None
    main = plan.calendars[0]
    days = tuple(number for number, name in enumerate(WEEKDAYS) if name in main.week)
    return Open(weekdays=days, closed=tuple(main.closed))
