"""What is told of values that nobody gave, and of those that nobody may see (semantics 3 and 26)."""

from __future__ import annotations

import pytest
from planning.asked import asking, question, with_communities
from planning.planned import ANSWERS, by_id, plan_of, playbook

from rse_plan.planning.plan import Plan, State

ANSWERED, ASSUMED, ABSENT = State.ANSWERED, State.ASSUMED, State.ABSENT


# --- assumptions are told if and only if they were read ---

SIZE = question("box.size", unknown="{assume: 7, owner: it, todo: {en: Ask, fr: Demander}}")


def assumed(made: Plan) -> set[str]:
    return {assumption.question for assumption in made.assumptions}


@pytest.mark.parametrize(
    ("tasks", "told"),
    [
        ("id: a, duration: 1d", False),
        ("id: a, duration: 1d, when: box.size == 7", True),
        ("id: a, duration: 1d, when: box.size == 8", True),
        ("id: a, duration: 1d, when: organisation.headcount > 1 or box.size == 7", False),
        ("id: a, duration: 1d, when: organisation.headcount > 1 and box.size == 7", True),
        ("id: a, duration: 1d, when: known(box.size)", False),
        ("id: a, duration: 1d, note: {en: 'Take {{ box.size }}', fr: 'Prendre {{ box.size }}'}", True),
        (
            "id: a, kind: gate, gate: other, lead_time: {base: 1d, cases: [{when: box.size > 8, to: 2d}]}",
            True,
        ),
        (
            "id: a, kind: gate, gate: other, \
lead_time: {base: 1d, cases: [{when: organisation.headcount > 1, days: box.size}]}",
            True,
        ),
        (
            "id: a, kind: gate, gate: other, \
lead_time: {base: 1d, cases: [{when: organisation.headcount > 1, to: 2d}, {when: box.size > 1, to: 3d}]}",
            False,
        ),
    ],
)
def test_an_assumption_is_told_when_it_was_read(tasks: str, told: bool) -> None:
    assert ("box.size" in assumed(plan_of(ANSWERS, asking(SIZE, tasks=tasks)))) is told
    assert "box.size" not in assumed(plan_of(ANSWERS + "box: {size: 7}\n", asking(SIZE, tasks=tasks)))


def test_what_the_condition_of_a_playbook_read_is_told() -> None:
    for wanted in (7, 8):
        head = f"applies_when: legal.charter_sanctions and organisation.headcount > {wanted}\n"
        assert "legal.charter_sanctions" in assumed(
            plan_of(ANSWERS, playbook("id: a, duration: 1d", head=head))
        )


def test_a_day_that_is_assumed_is_told() -> None:
    for kind in ("kind: gate, gate: decision", "kind: milestone"):
        made = plan_of(ANSWERS, playbook(f"id: a, {kind}, on: calendar.decision"))
        assert assumed(made) == {"calendar.decision"}


def test_hours_that_are_assumed_are_told() -> None:
    tasks = "id: a, duration: 1d, effort: {community-manager: 9h}"
    assert "team.cm_hours" in assumed(plan_of(ANSWERS, playbook(tasks)))
    known = ANSWERS + "people: {community-manager: {hours: 5}}\n"
    assert "team.cm_hours" not in assumed(plan_of(known, playbook(tasks)))
    fixed = "id: a, duration: 1d, fixed: true, effort: {community-manager: 9h}"
    assert "team.cm_hours" not in assumed(plan_of(ANSWERS, playbook(fixed)))


@pytest.mark.parametrize(
    ("loop", "name"),
    [
        ("communities", "champions.count"),
        ("waves", "champions.count"),
        ("waves", "wave.members"),
        ("", "pilot.members"),
    ],
)
def test_members_that_are_counted_are_read(loop: str, name: str) -> None:
    unsure = with_communities("id: finance, name: F", "id: sales, name: S, members: 40, wave: 2")
    each = f"for_each: {loop}, " if loop else ""
    made = plan_of(
        unsure,
        playbook(f"id: a, {each}duration: 1d, note: {{en: '{{{{ {name} }}}}', fr: '{{{{ {name} }}}}'}}"),
    )
    found = [(each.question, each.element) for each in made.assumptions]
    assert found == [("community.members", "finance")]


def test_each_elements_assumption_is_told_once_in_order() -> None:
    unsure = with_communities("id: b, name: B", "id: a, name: A", "id: c, name: C, members: 5")
    tasks = "id: x, for_each: communities, duration: 1d, when: community.members > 1 and community.sensitive"
    made = plan_of(
        unsure, playbook(tasks + "\nid: y, duration: 1d, when: 'any(communities, community.members > 1)'")
    )
    found = [(each.question, each.element) for each in made.assumptions]
    assert sorted(found) == sorted(set(found))
    assert set(found) == {
        ("community.members", "a"),
        ("community.members", "b"),
        ("community.sensitive", "a"),
        ("community.sensitive", "b"),
        ("community.sensitive", "c"),
    }
    assert [name for name, _ in found] == ["community.members"] * 2 + ["community.sensitive"] * 3


def test_an_assumption_is_critical_when_what_read_it_is() -> None:
    tasks = "\n".join(
        (
            "id: a, duration: 9d, when: box.size > 1",
            "id: b, duration: 1d, when: box.depth > 1",
            "id: o, kind: milestone, opens: users, needs: [a, b]",
        )
    )
    book = asking(SIZE, question("box.depth", unknown="{assume: 7}"), tasks=tasks)
    found = {each.question: each.critical for each in plan_of(ANSWERS, book).assumptions}
    assert found == {"box.size": True, "box.depth": False}


# --- private answers ---

LEAD = question("box.mood", type_="boolean", default="true", audience="lead")


def test_lead_answers_steer_and_are_marked_private() -> None:
    tasks = "id: a, duration: 1d, when: box.mood and organisation.headcount > 1"
    for given, state in (("", ASSUMED), ("box: {mood: true}\n", ANSWERED)):
        made = plan_of(ANSWERS + given, asking(LEAD, tasks=tasks))
        reasons = {reason.question: reason for reason in by_id(made)["a"].chosen.reasons}
        assert {name: reason.private for name, reason in reasons.items()} == {
            "box.mood": True,
            "organisation.headcount": False,
        }
        assert reasons["box.mood"].shown.state is state
        assert [(each.question, each.private) for each in made.assumptions] == (
            [] if given else [("box.mood", True)]
        )
        assert "box.mood" in made.private
    assert "sponsor.attitude" in made.private
    assert "organisation.headcount" not in made.private


def test_a_reason_knows_its_line() -> None:
    made = plan_of(
        ANSWERS,
        playbook("id: a, duration: 1d, when: organisation.headcount > 1 and not legal.charter_sanctions"),
    )
    spans = {reason.question: reason.span for reason in by_id(made)["a"].chosen.reasons}
    told = spans["organisation.headcount"]
    assert told is not None
    assert (told.path, told.line) == ("answers.yaml", 3)
    assert spans["legal.charter_sanctions"] is None
