"""Several plans seen together: what opens next, what is late, what waits for a decision, who is wanted twice.

Two plans speak of one person where `people.ROLE.name` is the same in both, whatever its case, its spaces and
the form of its accents. How many hours a week that person has in all, no plan knows: each says how many it
counts on, and two times eight hours may be the same eight, or sixteen. So a week is told as too full where
at least two plans have work for the person, and all their minutes together are more than the most that any
one plan counts on; what all plans count on together is told beside it. Hours are those of an ordinary week,
of all the roles that the person has in a plan; roles whose hours nobody knows are not counted.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.planning.health import LEAST_OVER
from rse_plan.planning.hours import Hours
from rse_plan.planning.pending import Late, NextOpening, Pending, Waiting, next_opening
from rse_plan.planning.plan import Plan

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of several plans; `path` are its answers.

    `hours` are those of its roles that are known, `pending` is where it stands when a day is given.
    """

    path: str
    plan: Plan
    hours: Mapping[str, Hours]
    pending: Pending | None = None

    @property
    def organisation(self) -> str:
        """As the answers call it."""
        shown = self.plan.facts.get("organisation.name")
        return shown.value if shown is not None and isinstance(shown.value, str) else ""

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Why the plan cannot hold."""
        return tuple(found for found in self.plan.warnings if found.severity is Severity.ERROR)

    @property
    def holds(self) -> bool:
        """Whether nothing in it is impossible."""
        return not self.errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a plan counts on of a person: minutes in an ordinary week, of these roles together."""

    member: Member
    roles: tuple[str, ...]
    minutes: int
    assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedOverload:
    """Consecutive weeks in which several plans together want more of a person than any of them counts on.

    `first` and `last` are Mondays, `planned` the minutes of the fullest of these weeks, `shares` what each
    plan counts on that has work in them; `most` is the largest number of minutes that a plan of this person
    counts on.
    """

    name: str
    first: date
    last: date
    planned: int
    most: int
    shares: tuple[Share, ...]

    @property
    def together(self) -> int:
        """Minutes a week that these plans count on, if their hours are not the same ones."""
        return sum(share.minutes for share in self.shares)


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """Several plans on one day; without a day, as they were planned.

    Openings come by day, what is late with the most days first, decisions by the day they are due, people by
    name; then by organisation and file.
    """

    today: date | None
    members: tuple[Member, ...]
    openings: tuple[tuple[Member, NextOpening], ...]
    late: tuple[tuple[Member, Late], ...]
    waiting: tuple[tuple[Member, Waiting], ...]
    overloads: tuple[SharedOverload, ...]

    @property
    def holds(self) -> bool:
        """Whether every plan can hold."""
        return all(member.holds for member in self.members)


def portfolio(members: Sequence[Member], today: date | None) -> Portfolio:
    """The plans seen together, in an order that does not depend on the one they are given in."""
    members = tuple(sorted(members, key=lambda one: (same_name(one.organisation), one.path)))
    stands = [(member, member.pending) for member in members if member.pending is not None]
    openings = [(one, found) for one in members if (found := next_opening(one.plan, today)) is not None]
    late = [(member, late) for member, found in stands for late in found.late]
    waiting = [(member, waiting) for member, found in stands for waiting in found.waiting]
    return Portfolio(
        today=today,
        members=members,
        openings=tuple(sorted(openings, key=lambda row: row[1].day)),
        late=tuple(sorted(late, key=lambda row: -row[1].days)),
        waiting=tuple(sorted(waiting, key=lambda row: row[1].due)),
        overloads=tuple(_overloads(members, today)),
    )


def same_name(name: str) -> str:
    """A name as it is compared: without case, outer and double spaces; accents in one form."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return " ".join(folded.split())


# --- people ---


def _overloads(members: Sequence[Member], today: date | None) -> Iterator[SharedOverload]:
    names: dict[str, str] = {}
    shares: dict[str, list[Share]] = {}
    for member in members:
        for share, name in _shares(member):
            key = same_name(name)
            names.setdefault(key, " ".join(name.split()))
            shares.setdefault(key, []).append(share)
    for key in sorted(shares):
        if len(shares[key]) > 1:
            yield from _of_person(names[key], shares[key], today)


def _shares(member: Member) -> Iterator[tuple[Share, str]]:
    """What a plan counts on of each person that it names, with the name."""
    roles: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for role, person in sorted(member.plan.people.items()):
        if person.name is not None and person.name.strip() and role in member.hours:
            key = same_name(person.name)
            names.setdefault(key, person.name)
            roles.setdefault(key, []).append(role)
    for key, theirs in roles.items():
        hours = [member.hours[role] for role in theirs]
        share = Share(
            member=member,
            roles=tuple(theirs),
            minutes=60 * sum(one.hours for one in hours),
            assumed=any(one.assumed for one in hours),
        )
        yield share, names[key]


def _of_person(name: str, shares: Sequence[Share], today: date | None) -> Iterator[SharedOverload]:
    weeks = [_weeks(share) for share in shares]
    most = max(share.minutes for share in shares)
    run: list[date] = []
    for monday in sorted({monday for theirs in weeks for monday in theirs}):
        wanted = [theirs[monday] for theirs in weeks if theirs.get(monday)]
        has_passed = today is not None and monday + _WEEK <= today
        if has_passed or len(wanted) < 2 or sum(wanted) - most < LEAST_OVER:
            continue
        if run and monday != run[-1] + _WEEK:
            yield _overload(name, run, shares, weeks)
            run = []
        run.append(monday)
    if run:
        yield _overload(name, run, shares, weeks)


def _overload(
    name: str, run: Sequence[date], shares: Sequence[Share], weeks: Sequence[Mapping[date, int]]
) -> SharedOverload:
    return SharedOverload(
        name=name,
        first=run[0],
        last=run[-1],
        planned=max(sum(theirs.get(monday, 0) for theirs in weeks) for monday in run),
        most=max(share.minutes for share in shares),
        shares=tuple(
            share
            for share, theirs in zip(shares, weeks, strict=True)
            if any(theirs.get(monday) for monday in run)
        ),
    )


def _weeks(share: Share) -> Mapping[date, int]:
    """Minutes by Monday that a plan has for the roles of a person."""
    found: dict[date, int] = {}
    for load in share.member.plan.workload:
        if load.role in share.roles:
            for week in load.weeks:
                found[week.monday] = found.get(week.monday, 0) + week.minutes
    return found
