"""When asks are due, when measures are read, and how often recurring work comes round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rse_plan.model.amounts import CALENDAR, WORKING, Amount, read_amount
from rse_plan.model.content import Ask, Kpi
from rse_plan.model.progress import Measure
from rse_plan.model.work import Item, Ongoing
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.instances import wave_number
from rse_plan.planning.jobs import Job
from rse_plan.planning.lapse import LONGEST_RUN, add_months, after_lapse
from rse_plan.planning.network import Network, full_ref_of
from rse_plan.planning.outlook import Outlook, outlook
from rse_plan.planning.placement import Placed
from rse_plan.planning.plan import Chosen, DatedAsk, DatedKpi
from rse_plan.planning.readings import group_of, judged

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Timetable:
    """The scheduled network, as dates that depend on it are worked out."""

    sheet: FactSheet
    network: Network
    jobs: Sequence[Job]
    placed: Sequence[Placed]

    def instances(self, chosen: Chosen[Item], ref: str, which: str | None) -> list[int]:
        """Positions of the related instances of an item, by their dates."""
        full, instances = full_ref_of(ref, chosen), self.network.instances
        found = instances.all(full) if which == "all" else instances.related(full, chosen.elements)
        return sorted(found, key=lambda position: (self.placed[position].start, position))

    def one(self, chosen: Chosen[Item], ref: str, which: str | None, *, last: bool) -> int | None:
        """The first related instance, or the last when all are waited for."""
        found = self.instances(chosen, ref, which)
        if not found:
            return None
        return found[-1] if last and which != "first" else found[0]


def date_ask(chosen: Chosen[Ask], table: Timetable) -> DatedAsk:
    """The day an ask is due: before an item may start, or the day an item ends."""
    due = chosen.item.due
    position = table.one(chosen, due.before or due.on or "", due.which, last=False)
    if position is None:
        return DatedAsk(chosen=chosen, due=None, item=None)
    placed, calendar = table.placed[position], table.jobs[position].calendar
    day = calendar.before(placed.start, due.by) if due.before else placed.finish
    return DatedAsk(chosen=chosen, due=day, item=table.network.items[position].id)


def date_kpi(chosen: Chosen[Kpi], table: Timetable, read: Sequence[Measure] = ()) -> DatedKpi:
    """When a target is read, on whom it is counted (the pilot's members), what others had, what was read."""
    target, due = chosen.item.target, None
    if target is not None and target.after is not None and target.by is not None:
        position = table.one(chosen, target.after, "first", last=False)
        if position is not None:
            calendar = table.jobs[position].calendar
            due = calendar.open_on_or_after(calendar.after(table.placed[position].finish, target.by))
    members = pilot_members(chosen, table.sheet)
    group = group_of(chosen.item, members)
    return DatedKpi(
        chosen=chosen,
        due=due,
        members=members,
        outlook=_outlook(chosen.item, table.sheet),
        actuals=tuple(judged(measure, group) for measure in read),
    )


def _outlook(kpi: Kpi, sheet: FactSheet) -> Outlook:
    """What others published of it, in organisations of a like size where the answers say how many people."""
    headcount = sheet.fact("organisation.headcount", {}).value
    known = headcount if isinstance(headcount, int) else None
    return outlook(kpi.metric, known, sheet.library.evidence.values())


def pilot_members(chosen: Chosen[Kpi], sheet: FactSheet) -> int:
    """The members that a measure is counted on: of its community, else of all that open in the pilot."""
    community = chosen.elements.get("community")
    if community is not None:
        return sheet.members(community)
    return sheet.waves[0].members if sheet.waves else 0


@dataclass(frozen=True, slots=True)
class Run:
    """Recurring work from its first day to its last, so many times."""

    start: date
    finish: date
    occurrences: int


def run_of(chosen: Chosen[Item], item: Ongoing, table: Timetable, anchor: date | None) -> Run | None:
    """When recurring work runs; nothing when the item it begins with is not in the plan."""
    first = table.one(chosen, item.from_, None, last=False)
    if first is None:
        return None
    job, ended = table.jobs[first], table.placed[first].finish
    start = job.calendar.open_on_or_after(ended if job.kind == "milestone" else ended + _DAY)
    finish = _end(chosen, item, table, start)
    if anchor is not None:
        finish = min(finish, add_months(anchor, LONGEST_RUN))
    finish = max(finish, start)
    step = read_amount(item.every, WORKING | CALENDAR, whole=True)
    return Run(start, finish, _times(start, finish, step))


def _end(chosen: Chosen[Item], item: Ongoing, table: Timetable, start: date) -> date:
    """Its last day: twelve months of monthly work are twelve times, not thirteen."""
    if item.lasts is not None:
        return after_lapse(start, item.lasts) - _DAY
    last = table.one(chosen, item.until, None, last=True)
    return table.placed[last].finish if last is not None else add_months(start, 12) - _DAY


def _times(start: date, finish: date, step: Amount | None) -> int:
    if step is None:
        return 1
    times = 1
    while after_lapse(start, Amount(step.count * times, step.unit)) <= finish:
        times += 1
    return times


def wave_of(chosen: Chosen[Item], sheet: FactSheet) -> int | None:
    """The wave an instance belongs to, if any."""
    return wave_number(sheet, chosen.elements) or None


def shown_phase(phase: str, wave: int | None) -> str:
    """The phase an instance is shown in: later waves' pilot work belongs to the rollout (semantics 5)."""
    return "rollout" if phase == "pilot" and wave is not None and wave > 1 else phase
