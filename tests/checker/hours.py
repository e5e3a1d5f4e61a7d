"""The hours of each role, held against what the plan takes of them, day by day (semantics 7, 14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from rse_plan.planning.plan import Plan, Planned

DAY = timedelta(days=1)
WEEKS = {"1w": 1.0, "1mo": 52 / 12, "3mo": 13.0, "12mo": 52.0}


class Hours:
    """Minutes a day that roles have, and that tasks and recurring work take."""

    def __init__(
        self, plan: Plan, answers: Mapping[str, Any], worked: Callable[[Planned, date], bool]
    ) -> None:
        self.plan = plan
        self.people = answers.get("people", {})
        self.week = len(answers["calendar"].get("week", range(5)))
        self.worked = worked

    def has(self, role: str) -> int | None:
        """Minutes a working day; None when nobody says so anywhere."""
        hours = self.people.get(role, {}).get("hours")
        if not isinstance(hours, int) and role == "community-manager":
            known = self.plan.facts.get("team.cm_hours")
            hours = known.value if known is not None else None
        if not isinstance(hours, int):
            hours = self.plan.roles[role].hours if role in self.plan.roles else None
        return int(hours * 60 / self.week) if isinstance(hours, int) else None

    def takes(self, item: Planned) -> dict[str, int]:
        """Minutes a day of every levelled role; a fixed task reserves as if it took a week."""
        days = max(item.days, self.week if getattr(item.item, "fixed", False) else 1)
        found = {role: -(-minutes // days) for role, minutes in item.effort.items() if self.has(role)}
        if item.kind == "ongoing":
            found = {
                role: int(-(-minutes // (WEEKS[item.item.every] * self.week)))
                for role, minutes in item.effort.items()
                if self.has(role)
            }
        limits = {role: self.has(role) or 0 for role in found}
        return {role: min(minutes, limits[role]) for role, minutes in found.items() if minutes}

    @cached_property
    def taken(self) -> Mapping[str, Mapping[date, int]]:
        """What tasks take of each role on each day."""
        found: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
        for item in self.plan.items:
            for role, minutes in self.takes(item).items() if item.kind == "task" else ():
                for day in self.days(item):
                    found[role][day] += minutes
        return found

    def days(self, item: Planned) -> Iterator[date]:
        for number in range((item.finish - item.start).days + 1):
            if self.worked(item, item.start + number * DAY):
                yield item.start + number * DAY

    def over(self) -> Iterator[str]:
        """Days on which tasks take more than a role has."""
        for role, days in self.taken.items():
            for day, minutes in days.items():
                if minutes > (self.has(role) or 0):
                    yield f"{role} is planned for {minutes} minutes on {day}, and has {self.has(role)}"

    def recurring(self, role: str, day: date) -> int:
        """What recurring work that has begun may take of a role on a day, whenever it ends."""
        begun = (item for item in self.plan.items if item.kind == "ongoing" and item.start <= day)
        return sum(self.takes(item).get(role, 0) for item in begun)

    def shares(self, item: Planned) -> bool:
        """Whether a role of an item also has work that was placed just in time.

        Such work had hours before that it no longer needs, and nobody moves up for them (semantics 15).
        """
        return any(
            each.item.place == "late" and self.takes(item).keys() & self.takes(each).keys()
            for each in self.plan.items
            if each is not item and each.kind == "task"
        )

    def is_full(self, item: Planned, day: date) -> bool:
        """Whether a role has too few hours left on a day for an item that does not work on it yet."""
        for role, minutes in self.takes(item).items():
            has = self.has(role) or 0
            if has - self.taken[role][day] - min(self.recurring(role, day), has - minutes) < minutes:
                return True
        return False
