"""What differs between two outlines of plans, and between a plan and its own plan.json."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from both_ends import mirrored
from changed_plans import example, plan_of

from rse_plan.documents.words import Words
from rse_plan.formats.json import plan_file
from rse_plan.formats.plan_outline import outline_of_file
from rse_plan.planning.comparison import Differing, Shift, Turn, moves
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.outline import Outline, outline_of

EXPERT = {"employer.council_expert": False}


@pytest.fixture(scope="module")
def weldom() -> Outline:
    return outline_of(plan_of())


@pytest.fixture(scope="module")
def without_expert() -> Outline:
    return outline_of(plan_of(changes=EXPERT))


def test_a_plan_does_not_differ_from_itself(weldom: Outline) -> None:
    found = moves(weldom, weldom)
    assert not found
    assert (found.dates, found.moved, found.totals) == ({}, (), ())
    assert found.opening == Shift(weldom.first_opening, weldom.first_opening, 0, 0)


def test_days_are_counted_in_both_ways(weldom: Outline, without_expert: Outline) -> None:
    """From 28 April back to 8 April 2027: twenty days, fourteen of them worked."""
    found = moves(weldom, without_expert)
    assert found.opening == Shift(date(2027, 4, 28), date(2027, 4, 8), -20, -14)
    assert found.dates["first_opening"] == found.opening
    opened = found.communities.changed[0]
    assert (opened.now.id, opened.due) == ("boite-a-idees", found.opening)
    assert [item.id for item in found.removed] == ["fr-works-council/answer-expert@weldom"]
    assert found.added == ()


def test_days_closed_in_one_plan_do_not_count(weldom: Outline) -> None:
    """Easter Monday, 29 March 2027, is closed anyway; a Tuesday more is closed in the other plan alone."""
    assert weldom.open is not None
    tuesday = date(2027, 3, 30)
    other = replace(
        weldom,
        open=weldom.open.without([tuesday]),
        first_opening=date(2027, 4, 1),
    )
    former = replace(weldom, first_opening=date(2027, 3, 26))
    assert moves(former, other).opening == Shift(date(2027, 3, 26), date(2027, 4, 1), 6, 2)
    assert moves(replace(former, open=None), other).opening.working is None


def test_hours_and_totals_are_told_in_minutes(weldom: Outline, without_expert: Outline) -> None:
    found = moves(weldom, without_expert)
    more = {each.name: each.more for each in found.hours}
    assert sum(more.values()) == -900
    assert {each.name: each.more for each in found.totals} == {"tasks": -1, "effort": -900}


def test_an_assumption_that_became_an_answer(weldom: Outline, without_expert: Outline) -> None:
    found = {(one.question, one.element): one for one in moves(weldom, without_expert).assumptions}
    turned = found["employer.council_expert", "weldom"]
    assert turned.turn is Turn.ANSWERED
    assert moves(without_expert, weldom).assumptions[0].turn is Turn.OPENED


def test_with_all_facts_an_answer_is_known_that_nothing_quotes() -> None:
    answers, library = example("weldom")
    full = outline_of(plan_of(), FactSheet(answers, library))
    assert ("community.wave", "boite-a-idees") in full.answered
    assert ("employer.council_expert", "weldom") not in full.answered


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_plan_and_its_file_have_one_outline(weldom: Outline, language: str) -> None:
    """What a plan.json holds is the same, but for what is the lead's alone; hours are rounded there."""
    read = outline_of_file(plan_file(plan_of(), Words(language)))
    shared = replace(
        weldom,
        asks={id_: one for id_, one in weldom.asks.items() if not one.private},
        risks={id_: one for id_, one in weldom.risks.items() if not one.private},
        kpis={id_: one for id_, one in weldom.kpis.items() if not one.private},
        assumptions={key: one for key, one in weldom.assumptions.items() if not one.private},
        load=read.load,
    )
    found = moves(shared, read)
    assert found.keys() == frozenset()
    assert all(abs(weldom.load[role] - minutes) <= 1 for role, minutes in read.load.items())


def test_a_risk_that_weighs_more_and_an_ask_of_another_day_are_changes(weldom: Outline) -> None:
    risk, ask = next(iter(weldom.risks.values())), next(iter(weldom.asks.values()))
    assert ask.due is not None
    other = replace(
        weldom,
        risks={**weldom.risks, risk.id: replace(risk, impact=risk.impact % 5 + 1)},
        asks={**weldom.asks, ask.id: replace(ask, due=ask.due + timedelta(days=7))},
    )
    found = moves(weldom, other)
    assert [each.now.id for each in found.risks.changed] == [risk.id]
    assert [each.due.days for each in found.asks.changed if each.due is not None] == [7]
    assert found.keys() == {("risk", risk.id), ("ask", ask.id)}


def test_one_end_mirrors_the_other(weldom: Outline, without_expert: Outline) -> None:
    mirrored(moves(weldom, without_expert), moves(without_expert, weldom))


def test_nothing_of_one_sort_differs() -> None:
    assert not Differing()
