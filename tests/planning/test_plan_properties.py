"""What must hold of any plan, whatever its project: tried on random ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from planning.planned import by_id, plan_of
from planning.random_projects import LAGS, Project, projects, simple_projects, work

from rse_plan.planning.plan import Plan, Planned


def planned(project: Project) -> Plan:
    return plan_of(project.text, project.playbook)


@given(project=projects(), data=st.data())
def test_the_order_of_items_in_a_file_changes_no_date(project: Project, data: st.DataObject) -> None:
    """Nor slack, unless two openings on one day tie for the anchor: then position decides (semantics 28).

    It also decides who comes first of those who want the same hours: none do here.
    """
    project = without_effort(project)
    order = data.draw(st.permutations(project.items))
    made, shuffled = planned(project), planned(Project(project.answers, tuple(order)))
    assert dates(shuffled) == dates(made)
    if shuffled.anchor == made.anchor:
        assert slacks(shuffled) == slacks(made)


def without_effort(project: Project) -> Project:
    """The project with nobody's hours in it."""
    return replace(
        project, items=tuple({k: v for k, v in item.items() if k != "effort"} for item in project.items)
    )


def dates(made: Plan) -> Mapping[str, tuple[date, date]]:
    return {item.id: (item.start, item.finish) for item in made.items}


def slacks(made: Plan) -> Mapping[str, tuple[int | None, bool]]:
    return {item.id: (item.slack, item.critical) for item in made.items}


@given(project=projects(), data=st.data())
def test_a_further_need_makes_nothing_earlier(project: Project, data: st.DataObject) -> None:
    """Nothing but what is placed just in time: it must now come before one more item.

    Of work that shares hours this is not true: with fewer hours taken by one, another may come earlier.
    """
    project = without_effort(project)
    assume(len(project.items) > 1)
    later = data.draw(st.integers(1, len(project.items) - 1))
    need = {"task": f"i{data.draw(st.integers(0, later - 1))}", "lag": data.draw(LAGS)}
    needs = project.items[later]["needs"]
    assert isinstance(needs, list)
    assume(need["task"] not in [known["task"] for known in needs])  # the same wait twice is a fault
    before, after = planned(project), by_id(planned(project.with_item(later, needs=[*needs, need])))
    for id_, item in by_id(before).items():
        if item.item.place == "early":
            assert after[id_].start >= item.start
            assert after[id_].finish >= item.finish


# --- slack is exact: items are held back, and the plan is made again ---


def held_back(project: Project, item: Planned, days: int) -> Project:
    """The project with one item's finish so many open days later, by a wait that only it has."""
    position = int(item.item.id.removeprefix("i"))
    if item.kind == "gate":
        lapse = (open_days_after(project, item.finish, days) - item.start).days
        return project.with_item(position, lead_time={"base": f"{lapse}cd"})
    day = open_days_after(project, item.start, days)
    needs = project.items[position]["needs"]
    assert isinstance(needs, list)
    wait = work(
        "wait", kind="gate", gate="other", lead_time={"base": f"{(day - start_of(project)).days - 1}cd"}
    )
    return project.with_item(position, needs=[*needs, {"task": "wait"}]).with_more(wait)


def start_of(project: Project) -> date:
    calendar = project.answers["calendar"]
    assert isinstance(calendar, dict)
    start = calendar["start"]
    assert isinstance(start, date)
    return start


def open_days_after(project: Project, day: date, count: int) -> date:
    """The last of so many open days after a day, found out by a plan: a gate in working time ends on it."""
    wait = work("wait", kind="gate", gate="other", lead_time={"base": f"{(day - start_of(project)).days}cd"})
    count_days = work("days", kind="gate", gate="other", needs=["wait"], lead_time={"base": f"{count}d"})
    return by_id(plan_of(project.text, Project({}, (wait, count_days)).playbook))["days"].finish


def early(project: Project) -> Project:
    """The project with nothing placed just in time: what it takes to reach the opening stays the same."""
    return Project(
        project.answers, tuple({k: v for k, v in i.items() if k != "place"} for i in project.items)
    )


def can_be_held_back(project: Project, item: Planned) -> bool:
    """Gates on a given day and milestones are left out where their day is not the planner's to choose."""
    return item.kind != "ongoing" and getattr(item.item, "on", None) is None and not item.opens


@given(project=simple_projects(), data=st.data())
def test_slack_is_exact(project: Project, data: st.DataObject) -> None:
    project = early(project)
    made = planned(project)
    assume(made.anchor is not None)
    items = [item for item in made.items if can_be_held_back(project, item)]
    assume(items)
    item = data.draw(st.sampled_from(items))
    if item.slack is None:
        assert opening(held_back(project, item, 30), made) == made.first_opening
        return
    assert made.first_opening is not None
    if item.slack:
        assert opening(held_back(project, item, item.slack), made) == made.first_opening
    moved = opening(held_back(project, item, item.slack + 1), made)
    assert moved is not None
    assert moved > made.first_opening
    assert item.critical == (item.slack == 0)


def opening(project: Project, made: Plan) -> date | None:
    """When what was the first opening takes place now."""
    return next(item.start for item in planned(project).items if item.id == made.anchor)


@given(project=simple_projects())
def test_placing_late_takes_slack_and_moves_nothing_else(project: Project) -> None:
    """What is late has the slack that its followers leave; it is critical when its early dates are."""
    late, soon = by_id(planned(project)), by_id(planned(early(project)))
    for id_, item in late.items():
        if item.item.place == "early":
            assert (item.start, item.finish, item.slack) == (
                soon[id_].start,
                soon[id_].finish,
                soon[id_].slack,
            )
        else:
            assert item.start >= soon[id_].start
            assert (item.slack is None) == (soon[id_].slack is None)
        assert item.critical == soon[id_].critical


@given(project=simple_projects())
def test_what_the_opening_hangs_on_is_linked_by_bounds(project: Project) -> None:
    """From the anchor back, each bound is a need, up to the first day, a given day or a freeze."""
    made = planned(project)
    assume(made.anchor is not None)
    items = {item.id: item for item in made.items}
    item = items[made.anchor or ""]
    assert item.critical
    while item.bound.kind == "need":
        assert item.bound.item in {link.item for link in item.needs}
        item = items[item.bound.item or ""]
    assert item.bound.kind in ("start", "pinned", "freeze", "late")


@pytest.mark.parametrize("days", [1, 7])
def test_a_later_start_never_opens_earlier(days: int) -> None:
    answers = (
        "kind: answers\nformat: 1\norganisation: {{name: A, headcount: 9}}\ncalendar: {{start: {day}}}\n"
    )
    book = Project(
        {},
        (
            work("i0", duration="5d"),
            work("i1", kind="milestone", opens="users", needs=[{"task": "i0", "lag": "1mo"}]),
        ),
    ).playbook
    first = date(2027, 1, 4)
    openings = [
        plan_of(answers.format(day=first + n * timedelta(days=days)), book).first_opening for n in range(20)
    ]
    assert None not in openings
    assert openings == sorted(openings, key=str)
