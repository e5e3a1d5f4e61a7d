"""How far the work of a plan is on a day, and which decisions still wait, from what was recorded of both.

Everything that says "done", "late", "not confirmed" or "to decide" asks here: `check` and the portfolio
(`pending.py`), `progress` (`tracking/overview.py`) and the documents (`documents/standing.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from rse_plan.model.progress import Decision, Report
from rse_plan.model.work import Gate
from rse_plan.planning.plan import DatedAsk, Plan, Planned

LATER = "later"
"""The answer that puts a decision off, and settles nothing."""


class Stand(StrEnum):
    """How far something is, the least advanced first."""

    BLOCKED = "blocked"
    UNDER_WAY = "under-way"
    TO_DO = "to-do"
    UNCONFIRMED = "unconfirmed"
    """Its last day has passed, and nobody has reported anything: it is taken to have gone as planned."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an item stands; `since` is the day on which it ended, began or was stopped.

    `decision` is the one on it that counts, whether it ended the work or put it off.
    """

    stand: Stand
    since: date | None = None
    report: Report | None = None
    decision: Decision | None = None


class Recorded(Protocol):
    """What was recorded, by id: a progress file, a course, or a plan that was made from them."""

    def report(self, id_: str) -> Report | None:
        """What was reported of work."""

    def decision(self, id_: str) -> Decision | None:
        """The last decision on an ask or on work."""


def settles(decision: Decision | None) -> bool:
    """Whether nothing more is asked: what was put off is asked again."""
    return decision is not None and decision.answer != LATER


def counting(decisions: Iterable[Decision | None]) -> Decision | None:
    """The one that counts of the decisions on one thing: the last; of one day, what settles it."""
    taken = [one for one in decisions if one is not None]
    return max(taken, key=lambda one: (one.on, settles(one)), default=None)


def asks_decision(ask: DatedAsk) -> bool:
    """Whether what is asked is a decision, which the work that it is about ends with."""
    return bool(ask.chosen.item.decision) or ask.chosen.item.decides is not None


def binds(item: Planned) -> bool:
    """Whether somebody decides at the end of some work."""
    return item.item.decides is not None or (isinstance(item.item, Gate) and item.item.gate == "decision")


class Standings:
    """Where the things of a plan stand on the evening before `today`."""

    def __init__(self, plan: Plan, recorded: Recorded, today: date) -> None:
        self._plan = plan
        self._recorded = recorded
        self._today = today
        self._asks: dict[str, list[DatedAsk]] = defaultdict(list)
        for ask in plan.asks:
            if asks_decision(ask) and ask.item is not None:
                self._asks[ask.item].append(ask)

    def of(self, item: Planned) -> Standing:
        """Where an item stands; work that comes back is never past."""
        report, decision = self._recorded.report(item.id), self.decision_on(item)
        if report is not None and report.done is not None:
            return Standing(Stand.DONE, report.done, report, decision)
        if decision is not None and settles(decision):
            return Standing(Stand.DONE, decision.on, report, decision)
        if report is not None and report.blocked is not None:
            return Standing(Stand.BLOCKED, report.blocked, report, decision)
        if report is not None and report.started is not None:
            return Standing(Stand.UNDER_WAY, report.started, report, decision)
        if item.finish < self._today and item.kind != "ongoing":
            return Standing(Stand.UNCONFIRMED, None, report, decision)
        return Standing(Stand.TO_DO, None, report, decision)

    def decision_on(self, item: Planned) -> Decision | None:
        """What was decided on some work, under its own id or that of an ask about it."""
        asked = (self._recorded.decision(ask.chosen.id) for ask in self._asks.get(item.id, ()))
        return counting((self._recorded.decision(item.id), *asked))

    def unconfirmed(self) -> Iterator[Planned]:
        """What has passed without a report, in the plan's order."""
        return (item for item in self._plan.items if self.of(item).stand is Stand.UNCONFIRMED)

    def undecided(self) -> Iterator[DatedAsk | Planned]:
        """Decisions that nobody has taken: asks, and work that ends with one nobody is asked for."""
        items = {item.id: item for item in self._plan.items}
        for ask in self._plan.asks:
            if asks_decision(ask) and not self._is_settled(ask, items.get(ask.item or "")):
                yield ask
        for item in self._plan.items:
            if binds(item) and item.id not in self._asks and not self._is_settled(item, item):
                yield item

    def answer(self, of: DatedAsk | Planned) -> Decision | None:
        """The decision that counts of those on an ask and on the work that it is about, or on work itself.

        An answer to one ask leaves others about the same work open.
        """
        own = self._recorded.decision(of.chosen.id)
        about = self._recorded.decision(of.item) if isinstance(of, DatedAsk) and of.item else None
        return counting((own, about))

    def _is_settled(self, of: DatedAsk | Planned, work: Planned | None) -> bool:
        report = self._recorded.report(work.id) if work is not None else None
        return settles(self.answer(of)) or (report is not None and report.done is not None)


class OfPlan:
    """What a plan holds of what was recorded when it was made."""

    def __init__(self, plan: Plan) -> None:
        self._reports = {item.id: item.report for item in plan.items}
        decided = [(ask.chosen.id, ask.decided) for ask in plan.asks]
        decided += [(item.id, item.decided) for item in plan.items]
        self._decisions = dict(decided)

    def report(self, id_: str) -> Report | None:
        """What was reported of work."""
        return self._reports.get(id_)

    def decision(self, id_: str) -> Decision | None:
        """The last decision on an ask or on work."""
        return self._decisions.get(id_)
