"""Several plans together: whose hours are wanted twice, by the rule of planning/portfolio.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from planning.planned import ANSWERS, plan_of, playbook

from rse_plan.model.answers import Person
from rse_plan.planning.hours import Hours
from rse_plan.planning.plan import Plan
from rse_plan.planning.portfolio import Member, SharedOverload, portfolio, same_name
from rse_plan.planning.role_load import RoleLoad, WeekLoad
from rse_plan.source.span import Span

MONDAY = date(2027, 3, 1)
SPAN = Span("answers.yaml", 1, 1, 1, 2)


@cache
def plain() -> Plan:
    return plan_of(ANSWERS, playbook("id: work, duration: 1d"))


def member(path: str, *people: tuple[str, str, int, list[int]]) -> Member:
    """A plan in which people have roles: the role, the name, hours a week, hours planned week by week."""
    loads = [
        RoleLoad(
            role=role,
            weeks=tuple(
                WeekLoad(monday=MONDAY + timedelta(weeks=number), minutes=planned * 60, capacity=hours * 60)
                for number, planned in enumerate(weeks)
                if planned
            ),
        )
        for role, _, hours, weeks in people
    ]
    plan = replace(
        plain(),
        people={role: Person(SPAN, name=name, hours=hours) for role, name, hours, _ in people},
        workload=tuple(loads),
    )
    known = {role: Hours(role, hours, SPAN, assumed=False) for role, _, hours, _ in people}
    return Member(path=path, plan=plan, hours=known)


def overloads(*members: Member, today: date | None = None) -> tuple[SharedOverload, ...]:
    return portfolio(members, today).overloads


def week(number: int) -> date:
    return MONDAY + timedelta(weeks=number)


def test_two_plans_that_want_more_than_any_of_them_counts_on() -> None:
    a = member("a.yaml", ("it", "Anna Muster", 8, [6, 6, 2, 0, 6]))
    b = member("b.yaml", ("dpo", "Anna Muster", 10, [5, 8, 8, 8, 5]))
    first, second = overloads(b, a)
    assert (first.first, first.last, first.planned) == (week(0), week(1), 14 * 60)
    assert (first.most, first.together) == (10 * 60, 18 * 60)
    assert [share.member.path for share in first.shares] == ["a.yaml", "b.yaml"]
    # 2 + 8 hours are what one plan counts on; the fourth week is the business of one plan alone.
    assert (second.first, second.last, second.planned) == (week(4), week(4), 11 * 60)


def test_one_plan_alone_is_told_by_its_own_check() -> None:
    busy = member("a.yaml", ("it", "Anna", 8, [20]), ("dpo", "Anna", 8, [20]))
    other = member("b.yaml", ("it", "Anna", 8, [0, 1]))
    assert overloads(busy) == ()
    assert overloads(busy, other) == ()


def test_roles_of_one_person_in_one_plan_count_together() -> None:
    both = member("a.yaml", ("it", "Anna", 4, [3]), ("dpo", "Anna", 4, [3]))
    other = member("b.yaml", ("it", "Anna", 5, [3]))
    (found,) = overloads(both, other)
    assert (found.planned, found.most, found.together) == (9 * 60, 8 * 60, 13 * 60)
    assert found.shares[0].roles == ("dpo", "it")


def test_a_third_plan_that_counts_on_more_hours_makes_room() -> None:
    pair = [member(f"{name}.yaml", ("it", "Anna", 8, [6])) for name in "ab"]
    assert len(overloads(*pair)) == 1
    assert overloads(*pair, member("c.yaml", ("it", "Anna", 20, [0, 1]))) == ()


def test_a_few_minutes_are_no_overload() -> None:
    a = member("a.yaml", ("it", "Anna", 8, [4]))
    b = member("b.yaml", ("it", "Anna", 8, [4]))
    assert overloads(a, b) == ()


def test_weeks_that_are_over_are_not_told() -> None:
    pair = [member(f"{name}.yaml", ("it", "Anna", 8, [6, 6, 6])) for name in "ab"]
    (found,) = overloads(*pair, today=week(1) + timedelta(days=6))
    assert (found.first, found.last) == (week(1), week(2))
    assert overloads(*pair, today=week(3)) == ()


@pytest.mark.parametrize(
    "name",
    ["anna muster", "  Anna   Muster ", "ANNA MUSTER", "Anna\N{NO-BREAK SPACE}Muster"],
)
def test_a_name_is_the_same_whatever_its_case_and_spaces(name: str) -> None:
    a = member("a.yaml", ("it", "Anna Muster", 8, [6]))
    (found,) = overloads(a, member("b.yaml", ("it", name, 8, [6])))
    assert found.name == "Anna Muster"


def test_accents_are_the_same_in_either_form_and_are_not_left_out() -> None:
    assert same_name("Zoe\N{COMBINING DIAERESIS}") == same_name("ZOË") != same_name("Zoe")
    assert same_name("Straße") == same_name("STRASSE")


def test_roles_without_known_hours_and_without_a_name_are_not_counted() -> None:
    a = member("a.yaml", ("it", "Anna", 8, [6]))
    b = member("b.yaml", ("it", "Anna", 8, [6]))
    assert overloads(a, replace(b, hours={})) == ()
    nameless = replace(b.plan, people={"it": Person(SPAN, name="  ", hours=8)})
    assert overloads(a, replace(b, plan=nameless)) == ()


def test_the_order_of_the_files_does_not_matter() -> None:
    members = [member(f"{name}.yaml", ("it", f"{name} Muster", 8, [6])) for name in "cab"]
    members += [member(f"{name}{name}.yaml", ("it", f"{name} Muster", 8, [6])) for name in "bca"]
    found = portfolio(members, None)
    assert found == portfolio(members[::-1], None)
    assert [one.path for one in found.members] == [
        "a.yaml",
        "aa.yaml",
        "b.yaml",
        "bb.yaml",
        "c.yaml",
        "cc.yaml",
    ]
    assert [one.name for one in found.overloads] == ["a Muster", "b Muster", "c Muster"]
