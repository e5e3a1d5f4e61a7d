"""Open days, holidays and absences of a plan, worked out anew from the answers, a day at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property
from typing import Any

import holidays

from checker.days import months, walked
from rse_plan.planning.plan import Plan, Planned

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Calendars:
    """Which days are worked by whom, and where."""

    def __init__(
        self, plan: Plan, answers: Mapping[str, Any], playbooks: tuple[Mapping[str, Any], ...]
    ) -> None:
        self.plan = plan
        self.answers = answers
        self.playbooks = playbooks
        self.told = {(w.rule, w.span) for w in plan.warnings}
        self._public: dict[tuple[str, str | None], Mapping[date, str]] = {}

    def open(self, item: Planned, day: date) -> bool:
        return (
            WEEK[day.weekday()] in self.week
            and day not in self.holidays(item)
            and not any(self.within(item, day, each) for each in self.periods("closures"))
        )

    def worked(self, item: Planned, day: date) -> bool:
        """An open day on which nobody is away who has something to do in a task."""
        roles = [role for role, minutes in item.effort.items() if minutes and item.kind == "task"]
        return self.open(item, day) and not any(self.away(role, day) for role in roles)

    def away(self, role: str, day: date) -> bool:
        main = self.place(self.plan.employers[0].id)
        return any(self.holds(day, period, main) for period in self.absences(role))

    @cache  # noqa: B019  # a checker lives as long as one plan is checked
    def absences(self, role: str) -> list[Mapping[str, Any]]:
        found = [*self.answers.get("people", {}).get(role, {}).get("absences", [])]
        if role == "sponsor":
            found += next(iter(self.answers.get("sponsors", [])), {}).get("absences", [])
        return self.ending(found, "endless-absence")

    def within(self, item: Planned, day: date, period: Mapping[str, Any]) -> bool:
        return self.holds(day, period, self.place(self.employer(item)))

    def holds(self, day: date, period: Mapping[str, Any], place: tuple[str, str | None]) -> bool:
        """Whether a day lies in a period of the answers, for people at a place."""
        preset = period.get("preset")
        if preset is None:
            return bool(period["from"] <= day <= period["to"])
        if preset == "august":
            return day.month == 8
        if preset == "year-end":
            return (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 2)
        return day in self.school(place[0], f"Zone {period.get('zone')}" if place[0] == "FR" else place[1])

    def school(self, country: str, region: str | None) -> Mapping[date, str]:
        """School holidays: where they are not known the plan must have said so, and there are none."""
        key = (f"{country} schools", region)
        if key not in self._public:
            told = any(rule == "unknown-school-holidays" for rule, _ in self.told)
            try:
                found = holidays.country_holidays(country, subdiv=region, categories=("school",))
            except (NotImplementedError, ValueError):
                assert told, f"nobody knows the school holidays of {key}, and the plan is silent"
                found = {}
            self._public[key] = found
        return self._public[key]

    @cached_property
    def week(self) -> tuple[str, ...]:
        return tuple(self.answers["calendar"].get("week", WEEK[:5]))

    @cache  # noqa: B019  # a checker lives as long as one plan is checked
    def periods(self, name: str) -> list[Mapping[str, Any]]:
        found = self.answers["calendar"].get(name, [])
        return self.ending(found, f"endless-{name.removesuffix('s')}")

    def ending(self, periods: Iterable[Mapping[str, Any]], rule: str) -> list[Mapping[str, Any]]:
        """The periods without those of more than two years, alone or together, which a finding must tell."""
        found = list(periods)
        alone = [one for one in found if "preset" in one or one["to"] < months(one["from"], 24)]
        short = alone
        for whose in dict.fromkeys(("all", *(one.get("population", "all") for one in alone))):
            around = [one for one in short if one.get("population", "all") in ("all", whose)]
            short = [one for one in short if not self.too_long(one, whose, around)]
        told = any(each == rule for each, _ in self.told)
        assert told == (len(short) < len(found)), f"{rule} is told: {told}"
        return short

    def too_long(self, period: Mapping[str, Any], whose: str, around: Iterable[Mapping[str, Any]]) -> bool:
        """Whether a population's period lies in two years of such days, one after the other."""
        if "preset" in period or period.get("population", "all") != whose:
            return False
        return any(
            walked(period, lambda day, place=place: any(self.holds(day, each, place) for each in around))
            for place in {self.place(employer.id) for employer in self.plan.employers}
        )

    def holidays(self, item: Planned) -> Mapping[date, str]:
        return self.public(*self.place(self.employer(item)))

    def place(self, employer: str) -> tuple[str, str | None]:
        country = next(each.country for each in self.plan.employers if each.id == employer)
        region = self.answer("employers", employer).get("subdivision")
        return country, str(region) if region is not None else None  # 57 is Moselle's code

    def public(self, country: str, subdivision: str | None) -> Mapping[date, str]:
        """Public holidays: of a region that is not known, the country's, and the plan must have said so."""
        key = (country, subdivision)
        if key not in self._public and country != "other":
            told = any(rule == "unknown-holidays" for rule, _ in self.told)
            known = (
                None
                if told and subdivision not in holidays.country_holidays(country).subdivisions
                else subdivision
            )
            self._public[key] = holidays.country_holidays(country, subdiv=known)
        return self._public.get(key, {})

    def employer(self, item: Planned) -> str:
        """Whose calendar an item follows: its own employer, its community's or wave's first, the main one."""
        elements = item.chosen.elements
        of_community = {each.id: each.employers for each in self.plan.communities}
        of_wave = {each.id: each.employers for each in self.plan.waves}
        found = (
            *filter(None, [elements.get("employer")]),
            *of_community.get(elements.get("community", ""), ()),
            *of_wave.get(elements.get("wave", ""), ()),
            self.plan.employers[0].id,
        )
        return found[0]

    def answer(self, plural: str, id_: str | None) -> Mapping[str, Any]:
        return next((each for each in self.answers.get(plural, []) if each["id"] == id_), {})
