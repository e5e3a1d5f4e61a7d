"""Where chains of moves begin, told from two outlines alone; nothing where it cannot be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from changed_plans import plan_of

from rse_plan.planning.beginnings import Beginning, Fact, beginnings, begins_at
from rse_plan.planning.comparison import moves
from rse_plan.planning.outline import Ground, Outline, OutlinedItem, outline_of
from rse_plan.planning.plan import Wording

FIRST, THEN, LAST = "a/first", "a/then", "a/last"
WEEK = timedelta(days=7)


def item(id_: str, start: date, **changed: Any) -> OutlinedItem:
    plain: dict[str, Any] = {
        "title": Wording.__new__(Wording),
        "kind": "task",
        "opens": False,
        "finish": start + timedelta(days=4),
        "days": 5,
        "effort": {},
        "fixed_kind": "need",
        "fixed_by": None,
        "roles": (),
        "needs": {},
        "lead": None,
        "lead_why": None,
        "grounds": (),
    }
    return OutlinedItem(id=id_, start=start, **plain | changed)


@pytest.fixture(scope="module")
def weldom() -> Outline:
    return outline_of(plan_of())


def with_items(outline: Outline, *items: OutlinedItem, **changed: Any) -> Outline:
    return replace(outline, items={one.id: one for one in items}, anchor=LAST, **changed)


def chain(start: date, **first: Any) -> tuple[OutlinedItem, ...]:
    """Three items one after the other."""
    return (
        item(FIRST, start, **{"fixed_kind": "start"} | first),
        item(THEN, start + WEEK, fixed_by=FIRST, needs={FIRST: None}),
        item(LAST, start + 2 * WEEK, fixed_by=THEN, needs={THEN: None}),
    )


def begun(former: Outline, now: Outline) -> tuple[Beginning, ...]:
    return beginnings(moves(former, now))


DAY = date(2027, 1, 4)


@pytest.mark.parametrize(
    ("before", "after", "fact"),
    [
        ({"lead": "1mo", "kind": "gate"}, {"lead": "2mo", "kind": "gate"}, Fact.LEAD),
        ({}, {"days": 10}, Fact.LENGTH),
        ({}, {"days": 10, "fixed_kind": "reported"}, Fact.REPORTED),
    ],
)
def test_what_lasts_longer_moves_all_that_follows(
    weldom: Outline, before: Mapping[str, Any], after: Mapping[str, Any], fact: Fact
) -> None:
    first, *rest = chain(DAY, **before)
    longer = replace(first, finish=first.finish + WEEK, **after)
    later = [replace(one, start=one.start + WEEK, finish=one.finish + WEEK) for one in rest]
    (found,) = begun(with_items(weldom, first, *rest), with_items(weldom, longer, *later))
    assert (found.fact, found.now.id, found.follows) == (fact, FIRST, (FIRST, THEN, LAST))


def test_another_start_of_the_plan_is_one_beginning(weldom: Outline) -> None:
    other = item("a/beside", DAY, fixed_kind="start")
    former = with_items(weldom, *chain(DAY), other, start=DAY)
    moved = replace(other, start=DAY + WEEK, finish=other.finish + WEEK)
    now = with_items(weldom, *chain(DAY + WEEK), moved, start=DAY + WEEK)
    (found,) = begun(former, now)
    assert found.fact is Fact.START
    assert set(found.follows) == {FIRST, THEN, LAST, "a/beside"}
    assert begins_at((found,)) == dict.fromkeys(found.follows, 0)


@pytest.mark.parametrize(
    ("before", "after", "fact"),
    [
        ({"fixed_by": FIRST}, {"fixed_by": "a/new"}, Fact.ADDED),
        ({"fixed_by": FIRST, "needs": {FIRST: None}}, {"fixed_by": FIRST, "needs": {FIRST: "2w"}}, Fact.LAG),
        ({"fixed_by": FIRST}, {"fixed_by": FIRST, "fixed_kind": "capacity", "roles": ("it",)}, Fact.HOURS),
        ({"fixed_by": FIRST}, {"fixed_by": FIRST, "fixed_kind": "freeze"}, Fact.FREEZE),
        ({"fixed_by": FIRST}, {"fixed_kind": "pinned"}, Fact.GIVEN),
    ],
)
def test_what_binds_otherwise_is_where_it_begins(
    weldom: Outline, before: Mapping[str, Any], after: Mapping[str, Any], fact: Fact
) -> None:
    first = item(FIRST, DAY, fixed_kind="start")
    was = item(LAST, DAY + WEEK, **before)
    now = item(LAST, DAY + 3 * WEEK, **after)
    (found,) = begun(with_items(weldom, first, was), with_items(weldom, first, item("a/new", DAY), now))
    assert (found.fact, found.follows) == (fact, (LAST,))


def test_what_is_gone_is_named(weldom: Outline) -> None:
    gone, was = item(FIRST, DAY, fixed_kind="start"), item(LAST, DAY + WEEK, fixed_by=FIRST)
    now = item(LAST, DAY, fixed_kind="start")
    (found,) = begun(with_items(weldom, gone, was), with_items(weldom, now))
    assert found.fact is Fact.REMOVED
    assert found.other == gone


def test_what_moves_earlier_is_followed_by_what_bound_it(weldom: Outline) -> None:
    """The council took longer; now something that has not moved binds the last item."""
    council = item(FIRST, DAY, kind="gate", lead="2mo", fixed_kind="start", finish=DAY + 8 * WEEK)
    sooner = replace(council, lead="1mo", finish=DAY + 4 * WEEK)
    other = item(THEN, DAY + WEEK, fixed_kind="start")
    was = item(LAST, DAY + 9 * WEEK, fixed_by=FIRST)
    now = item(LAST, DAY + 6 * WEEK, fixed_by=THEN)
    (found,) = begun(with_items(weldom, council, other, was), with_items(weldom, sooner, other, now))
    assert (found.fact, found.now.id, found.follows) == (Fact.LEAD, FIRST, (FIRST, LAST))


def test_an_answer_behind_an_item_is_named(weldom: Outline) -> None:
    def said(words: str) -> tuple[Ground, ...]:
        return (Ground(question="a.b", said=words, private=False, span=None),)

    first = item(FIRST, DAY, fixed_kind="start")
    was = item(LAST, DAY + WEEK, fixed_by=FIRST, grounds=said("council: no"))
    now = item(LAST, DAY + 2 * WEEK, fixed_by=FIRST, grounds=said("council: yes"))
    (found,) = begun(with_items(weldom, first, was), with_items(weldom, first, now))
    assert found.fact is Fact.ANSWER
    assert found.grounds is not None
    assert [ground.said for ground in found.grounds] == ["council: no", "council: yes"]


def test_nothing_is_said_where_nothing_can_be_told(weldom: Outline) -> None:
    """It moved, and all that is known of it is the same."""
    first = item(FIRST, DAY, fixed_kind="start")
    was = item(LAST, DAY + WEEK, fixed_by=FIRST)
    now = item(LAST, DAY + 2 * WEEK, fixed_by=FIRST)
    assert begun(with_items(weldom, first, was), with_items(weldom, first, now)) == ()


def test_a_ring_of_causes_ends(weldom: Outline) -> None:
    """Work just in time waits for what it serves, and that for it."""
    one, other = item(FIRST, DAY, fixed_by=LAST, fixed_kind="late"), item(LAST, DAY + WEEK, fixed_by=FIRST)
    later = [replace(each, start=each.start + WEEK, finish=each.finish + WEEK) for each in (one, other)]
    assert begun(with_items(weldom, one, other), with_items(weldom, *later)) == ()


@pytest.mark.whole
def test_nearly_all_moves_of_a_real_plan_are_followed_to_a_beginning(weldom: Outline) -> None:
    other = outline_of(plan_of(changes={"employer.council_expert": False}))
    there, back = begun(weldom, other), begun(other, weldom)
    told = begins_at(there)
    assert other.anchor in told
    assert len(told) > 0.8 * len(moves(weldom, other).moved)
    assert there[0].fact is Fact.LEAD
    mirrored = {Fact.ADDED: Fact.REMOVED, Fact.REMOVED: Fact.ADDED}
    assert {(one.now.id, one.fact, frozenset(one.follows)) for one in there} == {
        (one.now.id, mirrored.get(one.fact, one.fact), frozenset(one.follows)) for one in back
    }
