"""Everything the steps found, put together into one Plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from rse_plan.diagnostics import in_order
from rse_plan.library import Library
from rse_plan.model.catalogues import Evidence
from rse_plan.model.work import Gate, Milestone, Ongoing
from rse_plan.planning.assumptions import assumptions
from rse_plan.planning.bounds import Bound, BoundKind, Link
from rse_plan.planning.calendar import in_freeze
from rse_plan.planning.course import Course
from rse_plan.planning.days_told import open_days
from rse_plan.planning.decided import settled_days
from rse_plan.planning.dues import Timetable, date_ask, date_kpi, run_of, shown_phase, wave_of
from rse_plan.planning.expand import Expansion
from rse_plan.planning.facts import FIRST_ELEMENT, PLURAL, FactSheet
from rse_plan.planning.findings import DECISION, Fixed, findings, fixed_dates, without_hours
from rse_plan.planning.inputs import Inputs, Proof
from rse_plan.planning.levelling.effort import Effort
from rse_plan.planning.made_from import inputs_of
from rse_plan.planning.own_findings import refuse_early_ends, waits_for_given_day, without_effect
from rse_plan.planning.phase_dates import PhaseDates
from rse_plan.planning.placement import may_start
from rse_plan.planning.plan import (
    Community,
    DatedAsk,
    DatedKpi,
    Employer,
    Plan,
    Planned,
    Reason,
    Shown,
    State,
)
from rse_plan.planning.prepared import Prepared, Worked
from rse_plan.planning.readings import by_measure
from rse_plan.planning.role_load import RoleLoad
from rse_plan.planning.schedule import Schedule
from rse_plan.planning.staffing import weekly_bill
from rse_plan.planning.waves import hours_deciding
from rse_plan.planning.workload import workload

LEGAL = ("law", "ruling")
"""Kinds of evidence that make a gate a legal one."""


def build(prepared: Prepared, schedule: Schedule, effort: Effort) -> Plan:
    """The plan, with its findings.

    Raises UserError when the answers let a delay of the law end too early.
    """
    worked = Worked(prepared, schedule)
    refuse_early_ends(prepared, schedule)
    sheet, library, expansion = prepared.sheet, prepared.library, prepared.expansion
    table = Timetable(sheet, prepared.network, prepared.jobs, schedule.placed)
    anchor = worked.schedule.anchor
    opening = worked.opening
    items = _items(worked, table, opening)
    finish = max((item.finish for item in items), default=prepared.start)
    asks = tuple(_ask(date_ask(chosen, table), prepared.course) for chosen in expansion.asks)
    read = by_measure(prepared.course.measures if prepared.course is not None else ())
    kpis = tuple(date_kpi(chosen, table, read.get(chosen.id, ())) for chosen in expansion.kpis)
    warnings = (
        *findings(sheet, items, asks),
        *fixed_dates(_fixed(worked)),
        *without_hours(sheet, _idle(worked, items)),
        *without_effect(prepared),
    )
    return Plan(
        facts=_facts(sheet),
        private=frozenset(name for name, q in library.questions.items() if q.audience == "lead"),
        version=worked.prepared.answers.version,
        exercise=worked.prepared.answers.exercise,
        start=worked.prepared.start,
        finish=finish,
        decision=_decision(sheet, items, worked.prepared.start),
        anchor=worked.prepared.network.items[anchor].id if anchor is not None else None,
        first_opening=opening,
        consultation=any(isinstance(i.item, Gate) and i.item.gate == "works-council" for i in items),
        phases=tuple(_phases(library, items)),
        waves=sheet.waves,
        communities=tuple(_communities(sheet, items)),
        employers=tuple(_employers(sheet)),
        people=worked.prepared.answers.people,
        roles=library.roles,
        items=items,
        left_out=expansion.left_out,
        open_days=open_days(sheet, prepared.network, prepared.jobs, prepared.start, finish),
        risks=expansion.risks,
        kpis=kpis,
        asks=asks,
        objections=expansion.objections,
        messages=expansion.messages,
        arguments=expansion.arguments,
        options=expansion.options,
        kits=expansion.kits,
        assumptions=assumptions(sheet, _reads(worked), settled_days(items, asks)),
        staffing=weekly_bill(sheet),
        load=_load(items),
        workload=_workload(worked, items),
        evidence=_cited(library, expansion, kpis),
        warnings=in_order(warnings),
        inputs=_inputs(worked, effort),
        today=prepared.course.today if prepared.course is not None else None,
    )


def _decision(sheet: FactSheet, items: Sequence[Planned], start: date) -> date:
    """The day of the first decision: the one of the answers, or later where its needs are done later."""
    days = [item.finish for item in items if getattr(item.item, "on", None) == DECISION]
    answered = sheet.fact(DECISION, {}).value
    return max(days, default=answered if isinstance(answered, date) else start)


def _items(worked: Worked, table: Timetable, opening: date | None) -> tuple[Planned, ...]:
    order = {name: position for position, name in enumerate(worked.prepared.library.phases)}
    found = []
    for position in range(len(worked.prepared.network.items)):
        item = _item(worked, table, opening, position)
        if item is not None:
            found.append((item.start, order.get(item.phase, 0), position, item))
    return tuple(item for *_, item in sorted(found, key=lambda row: row[:3]))


def _item(worked: Worked, table: Timetable, opening: date | None, position: int) -> Planned | None:
    chosen, job = worked.prepared.network.items[position], worked.prepared.jobs[position]
    placed = worked.schedule.placed[position]
    start, finish, occurrences = placed.start, placed.finish, 1
    bound, early = worked.schedule.bound[position], worked.schedule.early[position]
    ready = worked.schedule.ready[position]
    if isinstance(chosen.item, Ongoing):
        run = run_of(chosen, chosen.item, table, opening)
        if run is None:
            return None
        start, finish, occurrences = run.start, run.finish, run.occurrences
        first = table.one(chosen, chosen.item.from_, None, last=False)
        bound = Bound(BoundKind.NEED, worked.prepared.network.items[first].id if first is not None else None)
        early, ready = bound, start
    elif waits_for_given_day(job, placed):
        bound = early = Bound(BoundKind.PINNED)
    wave = wave_of(chosen, worked.prepared.sheet)
    cited = [
        worked.prepared.library.evidence[name]
        for name in chosen.item.because
        if name in worked.prepared.library.evidence
    ]
    course = worked.prepared.course
    return Planned(
        chosen=chosen,
        phase=shown_phase(chosen.item.phase, wave),
        wave=wave,
        start=start,
        finish=finish,
        days=job.days,
        effort=job.effort,
        occurrences=occurrences,
        needs=tuple(
            Link(worked.prepared.network.items[e.item].id, e.lag)
            for e in worked.prepared.network.needs[position]
        ),
        slack=worked.schedule.slack[position],
        critical=worked.schedule.critical[position],
        bound=bound,
        early=early,
        early_start=worked.schedule.early_start[position] if job.kind != "ongoing" else start,
        basis=worked.prepared.bases[position],
        ready=ready,
        lead=job.lead,
        legal=isinstance(chosen.item, Gate) and any(source.type in LEGAL for source in cited),
        report=course.reports.get(chosen.id) if course is not None else None,
        read=(*worked.prepared.expansion.read.get(chosen.id, ()), *job.read),
        decided=course.decision(chosen.id) if course is not None else None,
    )


def _ask(ask: DatedAsk, course: Course | None) -> DatedAsk:
    """An ask of a plan under way: a day that has passed stays, and what was decided is told."""
    if course is None:
        return ask
    former = course.former.dues.get(ask.chosen.id) if course.former is not None else None
    decided = course.decision(ask.chosen.id)
    passed = former is not None and (former < course.today or decided is not None)
    return replace(ask, due=former if passed else ask.due, decided=decided)


def _fixed(worked: Worked) -> Iterator[Fixed]:
    placed = worked.schedule.placed
    for chosen, job, edges in zip(
        worked.prepared.network.items, worked.prepared.jobs, worked.prepared.network.needs, strict=True
    ):
        if isinstance(chosen.item, Milestone) and job.on is not None:
            days = [
                may_start(job, edge.lag, placed[edge.item], worked.prepared.jobs[edge.item]) for edge in edges
            ]
            freeze = in_freeze(job.on, job.on, job.barred)
            ready, given = max(days, default=job.on), worked.prepared.sheet.reasons(job.read)
            assumed = next((one for one in given if _is_assumed(one, chosen.item)), None)
            yield Fixed(chosen, job.on, worked.prepared.start, ready, freeze, assumed)


def _is_assumed(given: Reason, item: Milestone) -> bool:
    return given.question == item.on and given.shown.state is State.ASSUMED


def _idle(worked: Worked, items: Sequence[Planned]) -> Iterator[Sequence[str]]:
    """The roles without hours that have work, item by item of the plan."""
    planned = {item.id for item in items}
    for chosen, job in zip(worked.prepared.network.items, worked.prepared.jobs, strict=True):
        if chosen.id in planned:
            yield job.idle


def _reads(worked: Worked) -> Iterator[tuple[tuple[tuple[str, Mapping[str, str]], ...], bool]]:
    positions = {chosen.id: position for position, chosen in enumerate(worked.prepared.network.items)}
    for id_, read in worked.prepared.expansion.read.items():
        position = positions.get(id_)
        if position is None:
            yield read, False
            continue
        yield (*read, *worked.prepared.jobs[position].read), worked.schedule.critical[position]
    yield worked.prepared.expansion.read_to_exclude, False
    yield hours_deciding(worked.prepared.sheet), False


def _facts(sheet: FactSheet) -> Mapping[str, Shown]:
    """What documents may say of the organisation as a whole."""
    found = {}
    for name in sheet.library.questions:
        prefix = name.partition(".")[0]
        if prefix in FIRST_ELEMENT or prefix not in PLURAL:
            shown = sheet.shown(name, {})
            if shown.state is not State.ABSENT:
                found[name] = shown
    return found


def _phases(library: Library, items: Sequence[Planned]) -> Iterator[PhaseDates]:
    """Phases that have items; recurring work goes on for years and does not stretch them."""
    for name, phase in library.phases.items():
        theirs = [item for item in items if item.phase == name]
        if theirs:
            theirs = [item for item in theirs if not isinstance(item.item, Ongoing)] or theirs
            yield PhaseDates(
                phase=phase,
                start=min(item.start for item in theirs),
                finish=max(item.finish for item in theirs),
            )


def _communities(sheet: FactSheet, items: Sequence[Planned]) -> Iterator[Community]:
    openings = {
        item.chosen.elements["community"]: item.start
        for item in items
        if item.opens and "community" in item.chosen.elements
    }
    for id_ in sheet.elements("communities"):
        elements = {"community": id_}
        wave = sheet.wave_of(id_)
        yield Community(
            id=id_,
            name=sheet.name_of("community", id_),
            members=sheet.shown("community.members", elements),
            use_case=sheet.shown("community.use_case", elements),
            wave=wave.number if wave is not None else 0,
            employers=sheet.employers_of(id_),
            opening=openings.get(id_),
        )


def _employers(sheet: FactSheet) -> Iterator[Employer]:
    for id_ in sheet.elements("employers"):
        elements = {"employer": id_}
        country = sheet.fact("employer.country", elements).value
        yield Employer(
            id=id_,
            name=sheet.name_of("employer", id_),
            country=country if isinstance(country, str) else "other",
            headcount=sheet.shown("employer.headcount", elements),
            works_council=sheet.shown("employer.works_council", elements),
            independent=sheet.fact("employer.independent", elements).value is True,
        )


def _load(items: Sequence[Planned]) -> Mapping[str, int]:
    """Minutes by role, recurring work counted over its occurrences."""
    total: dict[str, int] = {}
    for item in items:
        for role, minutes in item.effort.items():
            total[role] = total.get(role, 0) + minutes * item.occurrences
    return dict(sorted(total.items()))


def _workload(worked: Worked, items: Sequence[Planned]) -> tuple[RoleLoad, ...]:
    prepared = worked.prepared
    jobs = {chosen.id: job for chosen, job in zip(prepared.network.items, prepared.jobs, strict=True)}
    found = [(item, jobs[item.id]) for item in items]
    return workload(found, prepared.sheet, prepared.grid.capacity, prepared.start)


def _cited(library: Library, expansion: Expansion, kpis: Sequence[DatedKpi]) -> Mapping[str, Evidence]:
    """Every source that something in the plan cites or is held against, in the library's order."""
    sections = (
        expansion.tasks,
        expansion.risks,
        expansion.kpis,
        expansion.asks,
        expansion.objections,
        expansion.messages,
        expansion.arguments,
        expansion.options,
    )
    cited = {name for section in sections for chosen in section for name in chosen.item.because}
    cited.update(name for role in library.roles.values() for name in role.because)
    cited.update(case.source for kpi in kpis for case in kpi.outlook.cases)
    return {name: source for name, source in library.evidence.items() if name in cited}


def _inputs(worked: Worked, effort: Effort) -> Inputs:
    return replace(inputs_of(worked.prepared, effort), proof=_proof(worked))


def _proof(worked: Worked) -> Proof:
    """Dates of work that nobody has hours for prove nothing."""
    proof = worked.schedule.proof
    return replace(proof, best=False, no_earlier=None) if worked.prepared.unstaffed else proof
