"""The three organisations of the founding document: what an expert would look for in each plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from planning.planned import ROOT

from rse_plan.library import Folder
from rse_plan.model.answers import Answer
from rse_plan.model.work import Gate
from rse_plan.pipeline import Loaded, load, plan
from rse_plan.planning.plan import Plan, Planned

WELDOM, BNP, LAGARDERE = NAMES = ("weldom", "bnp-personal-finance", "lagardere-publicite")
FOUR_WEEKS = timedelta(weeks=4)


@cache
def loaded(name: str) -> Loaded:
    folder = Folder(ROOT / "playbooks", "bundled:")
    return load(ROOT / "examples" / f"{name}.yaml", (folder,), f"{name}.yaml")


@cache
def example(name: str) -> Plan:
    found = loaded(name)
    assert found.diagnostics == ()
    assert found.answers is not None
    return plan(found.answers, found.library)


@cache
def moving_on(day: date) -> Plan:
    """Lagardère's plan with a day for the move."""
    found = loaded(LAGARDERE)
    assert found.answers is not None
    given = {**found.answers.values, "move.date": Answer(day, found.answers.span)}
    return plan(replace(found.answers, values=given), found.library)


def playbooks(made: Plan) -> set[str]:
    return {item.chosen.origin.playbook for item in made.items}


def one(made: Plan, ref: str) -> Planned:
    (found,) = (item for item in made.items if item.chosen.ref == ref)
    return found


def opinions(made: Plan) -> list[Planned]:
    return [item for item in made.items if isinstance(item.item, Gate) and item.item.gate == "works-council"]


@pytest.mark.parametrize("name", NAMES)
def test_nobody_gets_in_before_the_opinion(name: str) -> None:
    made = example(name)
    openings = [item for item in made.items if item.opens]
    assert {item.chosen.elements["community"] for item in openings} == {each.id for each in made.communities}
    assert opinions(made)
    assert min(item.start for item in openings) > max(gate.finish for gate in opinions(made))
    assert made.consultation
    assert not [finding for finding in made.warnings if finding.severity == "error"]


@pytest.mark.parametrize("name", NAMES)
def test_what_binds_is_decided_after_the_opinion(name: str) -> None:
    made = example(name)
    last = max(gate.finish for gate in opinions(made))
    binding = [item for item in made.items if item.item.decides is not None]
    assert {item.item.decides for item in binding} == {"deployment", "purchase"}
    assert all(item.start > last for item in binding)
    decided = one(made, "pilot-by-communities/decide-pilot")
    assert made.first_opening is not None
    assert last < decided.start <= decided.finish < made.first_opening
    asks = [ask for ask in made.asks if ask.chosen.item.decides is not None]
    assert asks
    assert all(ask.due is not None and ask.due > last for ask in asks)


@pytest.mark.parametrize("name", NAMES)
def test_the_critical_path_sets_the_first_opening(name: str) -> None:
    """From the opening back, each step is fixed by the one before, up to the plan's start or a day given."""
    made = example(name)
    items = {item.id: item for item in made.items}
    chain = [items[made.anchor or ""]]
    while chain[-1].bound.kind == "need":
        chain.append(items[chain[-1].bound.item or ""])
    assert all(item.critical for item in chain)
    assert chain[0].start == made.first_opening
    assert chain[-1].bound.kind in ("start", "pinned")
    assert {gate.id for gate in opinions(made)} & {item.id for item in chain}
    assert all(before.finish <= after.start for after, before in pairwise(chain))


def test_each_plan_has_its_own_use() -> None:
    uses = {name: playbooks(example(name)) & {"idea-box", "knowledge-sharing", "move"} for name in NAMES}
    assert uses == {
        WELDOM: {"idea-box", "knowledge-sharing"},
        BNP: {"knowledge-sharing"},
        LAGARDERE: {"move"},
    }
    of_ideas = [item for item in example(WELDOM).items if item.chosen.origin.playbook == "idea-box"]
    assert {item.chosen.elements["community"] for item in of_ideas} == {"boite-a-idees", "toute-l-enseigne"}


# --- Weldom ---


def test_store_staff_get_in_without_company_email() -> None:
    access = one(example(WELDOM), "platform-access/access-without-email")
    assert access.slack is not None, "the opening does not wait for it"
    reasons = {reason.question: reason.shown for reason in access.chosen.reasons}
    assert (reasons["organisation.frontline"].value, reasons["organisation.frontline"].state) == (
        "over-60",
        "answered",
    )


def test_no_staff_of_independent_stores_is_given_work() -> None:
    """What concerns the stores is done by the organisation's own roles; the people there are asked."""
    made = example(WELDOM)
    (stores,) = (each.id for each in made.employers if each.independent)
    theirs = [item for item in made.items if item.chosen.elements.get("employer") == stores]
    assert {item.chosen.origin.playbook for item in theirs} == {"independent-employers"}
    own = {"business", "project-lead", "legal", "dpo"}
    assert {role for item in theirs for role in working(item)} == own
    assert not [
        item.id for item in made.items if {"manager", "champion", "works-council"} & set(working(item))
    ]
    assert {gate.chosen.elements["employer"] for gate in opinions(made)} == {"weldom"}


def working(item: Planned) -> tuple[str, ...]:
    """The roles that do the work or answer for it."""
    return (*item.item.raci.responsible, *item.item.raci.accountable)


def test_stores_agree_before_their_people_get_in() -> None:
    made = example(WELDOM)
    assert made.first_opening is not None
    assert one(made, "independent-employers/agreements-in").start <= made.first_opening
    asked = [item for item in made.items if item.chosen.ref == "independent-employers/agreement-waves"]
    opening = {each.wave: each.opening for each in made.communities}
    assert [item.wave for item in asked] == [2]
    assert all(item.finish < (opening[item.wave or 0] or date.min) for item in asked)


def test_nothing_opens_in_stores_while_they_are_frozen() -> None:
    frozen = [(date(2027, 7, 15), date(2027, 8, 31)), (date(2027, 10, 16), date(2028, 1, 19))]
    made = example(WELDOM)
    openings = [each.opening for each in made.communities if each.opening is not None]
    assert len(openings) == 3
    assert not [day for day in openings for first, last in frozen if first <= day <= last]


# --- BNP Paribas Personal Finance ---


def test_fifty_people_then_wave_after_wave_of_countries() -> None:
    made = example(BNP)
    assert made.waves[0].members == 50
    assert [wave.communities for wave in made.waves] == [
        ("premiers-utilisateurs",),
        ("equipes-en-france",),
        ("premier-groupe-de-pays",),
        ("second-groupe-de-pays",),
    ]
    assert [wave.employers for wave in made.waves][1:] == [("france",), ("autres-pays",), ("autres-pays",)]
    openings = [each.opening or date.min for each in made.communities]
    assert all(later - sooner >= FOUR_WEEKS for sooner, later in pairwise(openings))
    assert {item.chosen.elements["employer"] for item in opinions(made)} == {"france"}


def test_later_waves_are_shown_as_rollout() -> None:
    made = example(BNP)
    phases = {item.wave: item.phase for item in made.items if item.opens}
    assert phases == {1: "pilot", 2: "rollout", 3: "rollout", 4: "rollout"}


# --- Lagardère Publicité ---

MOVES = (date(2027, 12, 13), date(2028, 2, 14), date(2028, 6, 5))


@pytest.mark.parametrize("day", MOVES)
def test_the_move_drives_the_launch(day: date) -> None:
    made = moving_on(day)
    move, launch = one(made, "move/move-day"), one(made, "launch/launch-event")
    assert (move.start, move.bound.kind) == (day, "pinned")
    assert launch.bound.kind == "late"
    assert day - FOUR_WEEKS - timedelta(days=10) < launch.finish < day - FOUR_WEEKS
    assert not [finding for finding in made.warnings if finding.severity == "error"]


def test_the_launch_follows_the_move() -> None:
    launches = [one(moving_on(day), "launch/launch-event").start for day in MOVES]
    assert launches == sorted(set(launches))


def test_the_move_is_assumed_where_nobody_knows_its_date() -> None:
    made = example(LAGARDERE)
    move = one(made, "move/move-day")
    assert (move.start, move.bound.kind) == (made.facts["move.date"].value, "pinned")
    assert "move.date" in {assumption.question for assumption in made.assumptions}
    assert "move.date" not in {assumption.question for assumption in moving_on(MOVES[0]).assumptions}


def test_a_move_that_is_too_early_cannot_hold() -> None:
    made = moving_on(date(2027, 5, 10))
    errors = [finding for finding in made.warnings if finding.severity == "error"]
    assert [finding.rule for finding in errors] == ["date-cannot-hold"]
    assert "move/move-day is fixed on 10 May 2027" in str(errors[0].message)
    assert one(made, "move/move-day").start == date(2027, 5, 10)
    assert made.first_opening == example(LAGARDERE).first_opening
