"""Chains of causes: what binds each link, where a chain ends, and which answers would move a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from planning.asked import question
from planning.explained import Asked, asked
from planning.planned import ANSWERS, playbook

from rse_plan.planning.bounds import Bound, BoundKind
from rse_plan.planning.chain import Chain, Step
from rse_plan.planning.plan import State

EXPERT = question("employer.expert", "boolean", unknown="{assume: true, owner: hr}")
GATE = (
    "id: opinion, kind: gate, gate: other, needs: [file],"
    " lead_time: {base: 1mo, cases: [{when: employer.expert, to: 2mo, why: {en: expert, fr: expert}}]}"
)
CHAIN = f"""
id: file, duration: 10d
{GATE}
id: prepare, duration: 5d, needs: [{{task: opinion, lag: 2w}}]
id: open, kind: milestone, opens: users, needs: [prepare]
"""


def gated(answers: str = ANSWERS) -> Asked:
    return asked(playbook(CHAIN, head=f"questions:\n{EXPERT}"), answers=answers)


def links(steps: tuple[Step, ...]) -> list[tuple[str, str]]:
    return [(step.item.id.removeprefix("own/"), step.bound.kind.value) for step in steps]


def with_calendar(keys: str, answers: str = ANSWERS) -> str:
    return answers.replace("calendar: {start: 2027-01-04}", f"calendar: {{start: 2027-01-04, {keys}}}")


def test_a_chain_goes_back_to_the_start_by_needs_and_lags() -> None:
    found = gated().why("open")
    assert links(found.chain) == [
        ("open", "need"),
        ("prepare", "need"),
        ("opinion", "need"),
        ("file", "start"),
    ]
    assert [str(step.lag) if step.lag else None for step in found.chain] == [None, "2w", None, None]
    assert found.chain[-1].after is None


def test_a_lead_time_names_the_answer_it_rests_on() -> None:
    gate = gated().why("opinion").chain[0]
    assert [(reason.question, reason.shown.value, reason.shown.state) for reason in gate.reasons] == [
        ("employer.expert", True, State.ASSUMED)
    ]


def test_what_would_move_a_date_is_told_with_the_new_day() -> None:
    found = gated().why("opinion")
    assert found.planned is not None
    moves = {move.question: move for move in found.moves}
    assert moves["employer.expert"].shown.value is False
    assert moves["employer.expert"].day == date(2027, 2, 15)
    assert moves["employer.expert"].days == (date(2027, 2, 15) - found.planned.finish).days
    assert moves["calendar.start"].days == -4  # 1 January is in that week
    assert [abs(move.days) for move in found.moves] == sorted(
        (abs(m.days) for m in found.moves), reverse=True
    )


def test_no_more_than_five_moves() -> None:
    names = [f"team.q{number}" for number in range(8)]
    cases = ", ".join(f"{{when: {name}, to: {number + 2}mo}}" for number, name in enumerate(names))
    gate = f"id: g, kind: gate, gate: other, lead_time: {{base: 1mo, cases: [{cases}]}}"
    asks = "".join(question(name, "boolean", default="false") for name in names)
    assert len(asked(playbook(gate, head=f"questions:\n{asks}")).why("g").moves) == 5


def test_a_given_day_ends_a_chain() -> None:
    tasks = (
        "id: decide, kind: gate, gate: decision, on: calendar.decision\nid: a, duration: 1d, needs: [decide]"
    )
    found = asked(playbook(tasks), answers=with_calendar("decision: 2027-03-01")).why("a")
    assert links(found.chain) == [("a", "need"), ("decide", "pinned")]
    reason = found.chain[-1].reasons[0]
    assert (reason.question, reason.shown.value) == ("calendar.decision", date(2027, 3, 1))
    assert reason.span is not None
    assert reason.span.line == 6


def test_a_decision_that_waits_for_work_is_after_that_work() -> None:
    tasks = """
    id: facts, duration: 20d
    id: decide, kind: gate, gate: decision, on: calendar.decision, needs: [facts]
    """
    found = asked(playbook(tasks), answers=with_calendar("decision: 2027-01-08")).why("decide")
    assert links(found.chain) == [("decide", "need"), ("facts", "start")]


def test_a_community_that_opens_on_a_day_of_its_own_ends_a_chain() -> None:
    answers = ANSWERS.replace(
        "use_case: knowledge-sharing", "use_case: knowledge-sharing, opens_on: 2027-05-03"
    )
    found = asked(
        playbook("id: open, kind: milestone, opens: users, for_each: communities"), answers=answers
    ).why("open")
    assert links(found.chain) == [("open@finance", "pinned")]
    assert [reason.question for reason in found.chain[0].reasons] == ["community.opens_on"]


def test_a_freeze_is_named_with_its_line_and_what_it_was_met_after() -> None:
    tasks = "id: a, duration: 5d\nid: open, kind: milestone, opens: users, needs: [a]"
    answers = with_calendar("freezes: [{from: 2027-01-10, to: 2027-02-14}]")
    step = asked(playbook(tasks), answers=answers).why("open").chain[0]
    assert step.bound.kind is BoundKind.FREEZE
    assert step.freeze is not None
    assert step.freeze.last == date(2027, 2, 14)
    assert step.freeze.span is not None
    assert step.freeze.span.path == "answers.yaml"
    assert step.after is not None
    assert step.after.id == "own/a"


def test_work_just_in_time_is_followed_to_what_it_serves() -> None:
    tasks = """
    id: long, duration: 20d
    id: brief, duration: 2d, place: late
    id: open, kind: milestone, opens: users, needs: [brief, long]
    """
    found = asked(playbook(tasks)).why("brief")
    assert links(found.chain) == [("brief", "late"), ("open", "need"), ("long", "start")]


def test_few_hours_a_week_are_told_as_what_stretches_the_work() -> None:
    tasks = "id: seed, duration: 5d, effort: {community-manager: 4d}"
    step = asked(playbook(tasks)).why("seed").chain[0]
    assert step.stretch is not None
    assert step.stretch.stated == 5
    assert (step.stretch.hours.role, step.stretch.hours.hours, step.stretch.hours.assumed) == (
        "community-manager",
        10,
        True,
    )
    assert step.item.days > 5


def test_hours_that_another_item_takes_are_told_as_such() -> None:
    tasks = """
    id: first, duration: 5d, effort: {community-manager: 10h}
    id: second, duration: 5d, effort: {community-manager: 10h}
    """
    made = asked(playbook(tasks))
    waiting = next(found for name in ("first", "second") if (found := made.why(name)).chain[0].hours)
    assert [step.bound.kind for step in waiting.chain] == [BoundKind.CAPACITY, BoundKind.START]
    assert waiting.chain[0].hours[0].role == "community-manager"
    assert "team.cm_hours" in [move.question for move in waiting.moves]


def test_a_closure_in_the_way_is_told() -> None:
    tasks = "id: a, duration: 5d\nid: b, duration: 1d, needs: [a]"
    answers = with_calendar("closures: [{from: 2027-01-09, to: 2027-01-31}]")
    made = asked(playbook(tasks), answers=answers)
    assert [stop.last for stop in made.why("b").chain[0].stops] == [date(2027, 1, 31)]
    assert made.why("a").chain[0].stops == ()


def test_an_absence_that_work_pauses_over_is_told() -> None:
    answers = ANSWERS + "people: {hr: {absences: [{from: 2027-01-05, to: 2027-01-07}]}}\n"
    step = asked(playbook("id: a, duration: 3d, effort: {hr: 1d}"), answers=answers).why("a").chain[0]
    assert [(stop.role, stop.last) for stop in step.stops] == [("hr", date(2027, 1, 7))]


def test_recurring_work_goes_on_from_the_item_it_begins_with() -> None:
    tasks = "id: a, duration: 3d\nid: weekly, kind: ongoing, from: a, until: 6mo, every: 1w"
    found = asked(playbook(tasks)).why("weekly")
    assert links(found.chain) == [("weekly", "need"), ("a", "start")]
    assert "calendar.start" in [move.question for move in found.moves]


def test_an_ask_counts_from_the_item_it_serves() -> None:
    asks = (
        "asks:\n  - {id: speak, phase: prepare, role: support, do: {en: Speak, fr: Parler}, minutes: 5,"
        " due: {before: b, by: 2d}, if_refused: {en: x, fr: x}}\n"
    )
    found = asked(playbook("id: a, duration: 3d\nid: b, duration: 3d, needs: [a]", head=asks)).why("speak")
    assert found.due is not None
    assert (found.due.day, str(found.due.by), found.due.before) == (date(2027, 1, 5), "2d", True)
    assert links(found.chain) == [("b", "need"), ("a", "start")]
    assert found.title.text.en == "Speak"


def test_conditions_and_elements_say_where_they_are_written() -> None:
    head = "for_each: communities\napplies_when: community.members >= 30\n"
    found = asked(playbook("id: a, duration: 1d, when: organisation.headcount > 50", head=head)).why("a")
    assert [(clause.of_playbook, clause.condition.text, clause.span.line) for clause in found.clauses] == [
        (True, "community.members >= 30", 6),
        (False, "organisation.headcount > 50", 8),
    ]
    assert [
        (reason.question, reason.span.line if reason.span else 0) for reason in found.clauses[0].reasons
    ] == [("community.members", 5)]
    assert [(turn.kind, turn.name, turn.span.line if turn.span else 0) for turn in found.turns] == [
        ("community", "Finance", 5)
    ]


def test_causes_that_run_in_a_ring_are_a_fault_and_no_hang() -> None:
    made = asked(playbook("id: a, duration: 1d\nid: b, duration: 1d, needs: [a]"))
    ring = {"own/a": Bound(BoundKind.NEED, "own/b"), "own/b": Bound(BoundKind.NEED, "own/a")}
    items = tuple(replace(item, bound=ring[item.id], early=ring[item.id]) for item in made.made.items)
    with pytest.raises(RuntimeError, match="ring"):
        Chain(replace(made.made, items=items), made.ready).back_from(items[0])


def test_a_start_one_week_earlier_is_tried_last_and_a_settled_country_never() -> None:
    found = gated().why("open")
    assert "employer.country" not in [move.question for move in found.moves]
    start = next(move for move in found.moves if move.question == "calendar.start")
    assert start.shown.value == date(2027, 1, 4) - timedelta(days=7)
