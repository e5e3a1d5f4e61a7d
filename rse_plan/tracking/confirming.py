"""What can be confirmed in one go: work whose day has passed, that nobody has spoken of, and that is nobody
else's word.

Silence is taken to have gone as planned; here a person says so of all of it. A decision is another one's
answer, and what waits for it may not have been begun: both are left to be said one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rse_plan.model.progress import ProgressFile, Report
from rse_plan.planning.plan import DatedAsk, Plan, Planned
from rse_plan.planning.standing import Standings, binds
from rse_plan.tracking.naming import decisions
from rse_plan.tracking.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmable:
    """What is confirmed up to a day, and what is left out, each by its last day.

    `undecided` are decisions that nobody has recorded, `unfinished` is what was reported begun or blocked and
    not done, `behind` is silent work that waits for one of these. What something done has needed has
    happened, whatever it waited for: it holds nothing back.
    """

    until: date
    confirmed: tuple[Planned, ...]
    undecided: tuple[DatedAsk | Planned, ...]
    unfinished: tuple[tuple[Planned, Report], ...]
    behind: tuple[Planned, ...]


def confirmable(file: ProgressFile, plan: Plan, until: date) -> Confirmable:
    """What ended by a day in a plan as it stands with what is recorded, and can be confirmed."""
    asked = {ask.item: ask for ask in decisions(plan) if ask.item is not None}
    reported = ((item, file.report(item.id)) for item in plan.items)
    unfinished = ((item, report) for item, report in reported if report is not None and report.done is None)
    silent = _by_last_day(Standings(plan, file, until + timedelta(days=1)).unconfirmed())
    undecided = [item for item in silent if binds(item) or item.id in asked]
    happened = _before(plan, [report.id for report in file.items if report.done is not None])
    open_ = {item.id for item in undecided} | {report.id for report in file.items if report.done is None}
    held = _after(plan, open_ - happened) - happened
    return Confirmable(
        until=until,
        confirmed=tuple(item for item in silent if item.id not in held | open_),
        undecided=tuple(asked.get(item.id, item) for item in undecided),
        unfinished=tuple(pair for pair in unfinished if _since(pair[1]) <= until),
        behind=tuple(item for item in silent if item.id in held - open_),
    )


def confirmed(record: Record, found: Confirmable) -> ProgressFile:
    """The file with each of it done on its last day, so that no day moves.

    Raises UserError for a day to come.
    """
    record.days.check(found.until)
    made = record
    for item in found.confirmed:
        made = Record(made.done(item.id, item.finish).file, made.days)
    return made.file


def _since(report: Report) -> date:
    return min((day for day in (report.started, report.blocked) if day is not None), default=date.min)


def _by_last_day(items: Iterable[Planned]) -> list[Planned]:
    return sorted(items, key=lambda item: (item.finish, item.start, item.id))


def _before(plan: Plan, done: Iterable[str]) -> frozenset[str]:
    """Everything that one of these has waited for, also by way of other work."""
    needs = {item.id: [need.item for need in item.needs] for item in plan.items}
    return frozenset(_reached(needs, list(done)))


def _after(plan: Plan, open_: Iterable[str]) -> frozenset[str]:
    """Everything that waits for one of these, also by way of other work."""
    waiters: dict[str, list[str]] = {}
    for item in plan.items:
        for need in item.needs:
            waiters.setdefault(need.item, []).append(item.id)
    return frozenset(_reached(waiters, list(open_)))


def _reached(links: Mapping[str, list[str]], left: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    while left:
        for id_ in links.get(left.pop(), ()):
            if id_ not in seen:
                seen.add(id_)
                left.append(id_)
                yield id_
