"""What two plans are compared by: dates, hours, asks, risks, measures and assumptions, without their texts.

An outline can be made of a plan, and of what a plan.json still knows of one (`formats/plan_outline.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from rse_plan.model.base import Text
from rse_plan.planning.facts import FIRST_ELEMENT, PLURAL, FactSheet
from rse_plan.planning.open_days import Open
from rse_plan.planning.plan import (
    Assumption,
    Chosen,
    DatedAsk,
    DatedKpi,
    Plan,
    Planned,
    Shown,
    State,
    Wording,
)
from rse_plan.source.span import Span

Named = tuple[str, str | None]
"""A question and the element that it is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A value that something was decided on; a plan.json has its words only, and nothing of private ones."""

    question: str | None
    said: Shown | str
    private: bool
    span: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinedItem:
    """A task, gate, milestone or recurring work; `days` are open days, `effort` minutes by role, in all.

    `fixed_kind` and `fixed_by` are what binds its start (see Bound), `needs` the lag after each need.
    """

    id: str
    title: Wording
    kind: str
    opens: bool
    start: date
    finish: date
    days: int
    effort: Mapping[str, int]
    fixed_kind: str
    fixed_by: str | None
    roles: tuple[str, ...]
    needs: Mapping[str, str | None]
    lead: str | None
    lead_why: Wording | None
    grounds: tuple[Ground, ...]

    @property
    def day(self) -> date:
        """The day that is told of it: the last one of a gate, else the first."""
        return self.finish if self.kind == "gate" else self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinedAsk:
    """An act wanted from a sponsor."""

    id: str
    title: Wording
    private: bool
    of: str
    minutes: int
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinedRisk:
    """What may go wrong, from 1 to 5 twice."""

    id: str
    title: Wording
    private: bool
    likelihood: int
    impact: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinedKpi:
    """A measure, the day that its target is read, and the share hoped for at least."""

    id: str
    title: Wording
    private: bool
    due: date | None
    low: float | None
    members: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinedAssumption:
    """A cautious value taken for an unknown answer; `value` is what can be compared of it."""

    question: str
    element: str | None
    shown: Shown
    value: str
    private: bool
    critical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinedCommunity:
    """A community and the day on which real users get in."""

    id: str
    name: str
    opening: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A plan as comparisons read it; mappings are by id, in the plan's order.

    `load` is minutes by role, `bill` minutes a week by stage, before and after opening; `answered` are values
    that somebody has given, as far as the plan knows; `open` the main employer's working days.
    """

    organisation: str | None
    start: date
    finish: date
    decision: date
    first_opening: date | None
    anchor: str | None
    communities: Mapping[str, OutlinedCommunity]
    items: Mapping[str, OutlinedItem]
    asks: Mapping[str, OutlinedAsk]
    risks: Mapping[str, OutlinedRisk]
    kpis: Mapping[str, OutlinedKpi]
    assumptions: Mapping[Named, OutlinedAssumption]
    answered: Mapping[Named, Shown | str] = field(repr=False)
    load: Mapping[str, int]
    bill: Mapping[str, tuple[int, int]]
    roles: Mapping[str, Text] = field(repr=False)
    names: Mapping[str, str] = field(repr=False)
    """Of employers and communities, by `singular:id`."""
    hours_a_day: int | None
    open: Open | None = field(repr=False)

    @property
    def tasks(self) -> int:
        """How much work of its own there is to do, waits and days left aside."""
        return sum(item.kind == "task" for item in self.items.values())

    @property
    def effort(self) -> int:
        """Minutes of all roles together."""
        return sum(self.load.values())

    @property
    def sponsor_minutes(self) -> int:
        """What all asks that a sponsor may read take together."""
        return sum(ask.minutes for ask in self.asks.values() if not ask.private)


def outline_of(plan: Plan, sheet: FactSheet | None = None) -> Outline:
    """The outline of a plan; with its facts, every answer is known, else those that the plan tells of."""
    hours = plan.facts.get("team.hours_a_day")
    return Outline(
        organisation=_organisation(plan),
        start=plan.start,
        finish=plan.finish,
        decision=plan.decision,
        first_opening=plan.first_opening,
        anchor=plan.anchor,
        communities={
            one.id: OutlinedCommunity(id=one.id, name=one.name, opening=one.opening)
            for one in plan.communities
        },
        items={item.id: _item(item) for item in plan.items},
        asks={ask.chosen.id: _ask(ask) for ask in plan.asks},
        risks={
            one.id: OutlinedRisk(
                id=one.id,
                title=one.word(one.item.title),
                private=_is_private(one),
                likelihood=one.item.likelihood,
                impact=one.item.impact,
            )
            for one in plan.risks
        },
        kpis={kpi.chosen.id: _kpi(kpi) for kpi in plan.kpis},
        assumptions={(one.question, one.element): _assumption(one) for one in plan.assumptions},
        answered=dict(_answered(plan) if sheet is None else _answered_in(sheet)),
        load=plan.load,
        bill={stage.stage: (minutes_of(stage.before), minutes_of(stage.after)) for stage in plan.staffing},
        roles={role.id: role.title for role in plan.roles.values()},
        names={
            **{f"employer:{one.id}": one.name for one in plan.employers},
            **{f"community:{one.id}": one.name for one in plan.communities},
        },
        hours_a_day=hours.value if hours is not None and isinstance(hours.value, int) else None,
        open=plan.open_days.places[0].open if plan.open_days.places else None,
    )


def _organisation(plan: Plan) -> str | None:
    name = plan.facts.get("organisation.name")
    return str(name.value) if name is not None and name.value is not None else None


def _item(item: Planned) -> OutlinedItem:
    lead = item.lead
    why = lead.why if lead is not None else None
    return OutlinedItem(
        id=item.id,
        title=item.title,
        kind=item.kind,
        opens=item.opens,
        start=item.start,
        finish=item.finish,
        days=item.days,
        effort={role: minutes * item.occurrences for role, minutes in item.effort.items()},
        fixed_kind=item.bound.kind.value,
        fixed_by=item.bound.item,
        roles=item.bound.roles,
        needs={need.item: str(need.lag) if need.lag is not None else None for need in item.needs},
        lead=str(lead.taken) if lead is not None else None,
        lead_why=item.chosen.word(why) if why is not None else None,
        grounds=tuple(
            Ground(question=reason.question, said=reason.shown, private=reason.private, span=reason.span)
            for reason in item.chosen.reasons
        ),
    )


def _ask(ask: DatedAsk) -> OutlinedAsk:
    chosen = ask.chosen
    return OutlinedAsk(
        id=chosen.id,
        title=chosen.word(chosen.item.do),
        private=_is_private(chosen),
        of=chosen.item.of,
        minutes=chosen.item.minutes,
        due=ask.due,
    )


def _kpi(kpi: DatedKpi) -> OutlinedKpi:
    chosen = kpi.chosen
    target = chosen.item.target
    return OutlinedKpi(
        id=chosen.id,
        title=chosen.word(chosen.item.title),
        private=_is_private(chosen),
        due=kpi.due,
        low=target.low if target is not None else None,
        members=kpi.members,
    )


def _assumption(one: Assumption) -> OutlinedAssumption:
    return OutlinedAssumption(
        question=one.question,
        element=one.element,
        shown=one.shown,
        value=value_text(one.shown.value),
        private=one.private,
        critical=one.critical,
    )


def minutes_of(hours: float) -> int:
    """Whole minutes, so that parts add up to the whole exactly."""
    return round(hours * 60)


def value_text(value: object) -> str:
    """A value as it can be compared with one that was read from JSON."""
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def _is_private(chosen: Chosen) -> bool:  # type: ignore[type-arg]  # an item of any kind
    return bool(chosen.item.audience == "lead")


def _answered(plan: Plan) -> Iterator[tuple[Named, Shown]]:
    """What the plan itself knows: the organisation's answers, and those that put its items there."""
    first = {
        prefix: next(iter(ids), None)
        for prefix, ids in (("employer", [one.id for one in plan.employers]), ("sponsor", ["main"]))
    }
    for name, shown in plan.facts.items():
        if shown.state is State.ANSWERED:
            prefix = name.partition(".")[0]
            yield (name, first[prefix] if prefix in FIRST_ELEMENT else None), shown
    for item in plan.items:
        for reason in item.chosen.reasons:
            if reason.shown.state is State.ANSWERED:
                element = item.chosen.elements.get(reason.question.partition(".")[0])
                yield (reason.question, element), reason.shown


def _answered_in(sheet: FactSheet) -> Iterator[tuple[Named, Shown]]:
    for name in sheet.library.questions:
        prefix = name.partition(".")[0]
        ids = sheet.elements(PLURAL[prefix]) if prefix in PLURAL else (None,)
        for id_ in ids:
            bound = {prefix: id_} if id_ is not None else {}
            if sheet.fact(name, bound).state is State.ANSWERED:
                yield (name, id_), sheet.shown(name, bound)
