"""Ways out of a date that cannot hold: found by planning again, true when applied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from planning.planned import ANSWERS, answers_of, document, library_of, playbook
from planning.sought import NOTHING, WORK, examined, openings, outcomes, small, typed

from rse_plan.library import Folder, Library, load_library
from rse_plan.model.answers import Answer, Answers, read_answers, start_date
from rse_plan.model.work import Gate
from rse_plan.pipeline import load, plan, prepare, remade
from rse_plan.planning.backwards import target_of
from rse_plan.planning.checkup import Checkup
from rse_plan.planning.lapse import BeyondHorizonError
from rse_plan.planning.levelling.effort import QUICK
from rse_plan.planning.lever_search import MOST_TRIES, Opening
from rse_plan.planning.levers import Change, applied, levers_of
from rse_plan.planning.ways_out import Outcome, WayOut, ways_out
from rse_plan.resources import BUNDLED, example_label, example_path, playbooks_folder


@pytest.fixture(scope="module")
def shipped() -> Library:
    return load_library([Folder(playbooks_folder(), BUNDLED)])


# --- the search ---


def test_each_lever_is_taken_as_far_as_needed_and_no_further() -> None:
    found = examined(*small("2027-01-25"))
    assert ["people.community-manager.hours: 15"] in typed(found.ways)
    assert ["calendar.start: 2026-12-21"] in typed(found.ways)  # one week less is lost to a holiday


def test_what_is_shown_makes_the_day_hold_when_applied() -> None:
    answers, library = small("2027-01-13")
    ways = examined(answers, library).ways
    assert len(ways) == 3
    for way in ways:
        again = plan(applied(answers, library, way.changes), library)
        assert again.first_opening == way.opening
        assert way.opening <= date(2027, 1, 13)


@pytest.mark.parametrize("day", ["2027-01-25", "2027-01-13", "2027-01-04"])
def test_the_most_days_gained_come_first_then_the_least_cost(day: str) -> None:
    ways = examined(*small(day)).ways
    ranked = [(-way.gained, way.cost) for way in ways if not repeats(way, ways)]
    assert ranked == sorted(ranked)


@pytest.mark.parametrize("day", ["2027-01-25", "2027-01-13", "2027-01-04"])
def test_the_same_answers_taken_further_come_last_the_smallest_step_first(day: str) -> None:
    ways = examined(*small(day)).ways
    assert len(ways) == 3
    again = [repeats(way, ways) for way in ways]
    assert again == sorted(again)
    assert len({way.levers for way in ways}) >= 2
    gained = [way.gained for way in ways if way.levers == ways[-1].levers]
    assert gained == sorted(gained)


def repeats(way: WayOut, ways: Sequence[WayOut]) -> bool:
    """Whether an earlier way changes the same answers."""
    return way.levers in [other.levers for other in ways[: ways.index(way)]]


def test_less_of_one_lever_and_some_of_another_is_a_way_too() -> None:
    (answers, library), wanted = small("2027-01-04"), date(2027, 1, 4)
    ways = examined(answers, library).ways
    both = [way for way in ways if len(way.changes) == 2]
    alone = [way for way in ways if [change.question for change in way.changes] == ["calendar.start"]]
    assert both
    assert alone
    assert all(way.opening <= wanted for way in ways)
    start = {change.question: change.value.value for change in both[0].changes}["calendar.start"]
    assert isinstance(start, date)
    assert all(start > value for way in alone if isinstance(value := way.changes[0].value.value, date))


def test_levers_that_do_nothing_alone_are_tried_together() -> None:
    """A day that is fixed for the decision holds whoever starts earlier; the two together do not."""
    tasks = """
id: study, duration: 10d
id: decide, kind: gate, gate: decision, on: calendar.decision, needs: [study]
id: open, kind: milestone, opens: users, needs: [decide]
"""
    library = library_of(playbook(tasks))
    calendar = "calendar: {start: 2027-01-04, decision: 2027-01-15, target: 2027-01-08}"
    answers = answers_of(ANSWERS.replace("calendar: {start: 2027-01-04}", calendar), library)
    first, *rest = examined(answers, library).ways
    assert [way.levers for way in rest] == [first.levers] * 2
    assert [change.typed for change in first.changes] == [
        "calendar.start: 2026-12-21",
        "calendar.decision: 2026-12-31",
    ]


def test_there_is_no_way_out_of_what_no_answer_reaches() -> None:
    found = examined(*small("2026-01-05"))
    assert found.target is not None
    assert found.ways == ()


def test_no_way_out_is_sought_for_a_day_that_holds() -> None:
    found = examined(*small("2027-02-26"))
    assert found.target is not None
    assert found.target.holds
    assert found.ways == ()


def test_the_search_plans_no_more_often_than_it_may_and_finds_the_same_again() -> None:
    library = library_of(
        playbook("id: lead, for_each: communities, when: community.owner != 'named', duration: 30d\n" + OPENS)
    )
    answers = answers_of(MANY, library)
    sheet, sure = prepare(answers, library).sheet, outcomes(library)
    planned: list[list[Answers]] = [[], []]

    def quick(times: list[Answers]) -> Opening:
        def opening(other: Answers) -> date | None:
            times.append(other)
            return openings(library, QUICK)(other)

        return opening

    found = [ways_out(sheet, date(2026, 1, 5), NOTHING, quick(times), sure) for times in planned]
    assert found[0] == found[1]
    assert planned[0] == planned[1]
    assert 100 < len(planned[0]) <= MOST_TRIES


def searched(holds: Callable[[set[str], int], bool]) -> tuple[list[tuple[str, ...]], int]:
    """What is found among 60 levers, and how often one plans for it.

    The day holds by the communities whose owner is named, `c0` to `c29`, and the weeks of an earlier start; a
    way out is told by the elements that it changes, “” for the start.
    """
    names = [f"c{number}" for number in range(30)]
    rows = "".join(f"  - {{id: {name}, name: {name}, wave: 1, owner: none}}\n" for name in names)
    library = library_of(
        playbook("id: a, for_each: communities, when: community.owner != 'named', duration: 1d")
    )
    line = "  - {id: finance, name: Finance, members: 40, use_case: knowledge-sharing}\n"
    sheet = prepare(answers_of(ANSWERS.replace(line, rows), library), library).sheet
    wanted, times = date(2027, 3, 1), [0]

    def opening(answers: Answers) -> date:
        times[0] += 1
        changed = {name for name in names if named(answers, name)}
        weeks = (date(2027, 1, 4) - start).days // 7 if (start := start_date(answers)) else 0
        return wanted if holds(changed, weeks) else wanted + timedelta(days=30)

    ways = ways_out(sheet, wanted, NOTHING, opening, lambda _: Outcome(wanted))
    return [tuple(change.element or "" for change in way.changes) for way in ways], times[0]


def named(answers: Answers, community: str) -> bool:
    """Whether a community's owner is."""
    (found,) = (each for each in answers.groups["communities"] if each.id == community)
    return found.answers["community.owner"].value == "named"


def test_what_is_found_before_the_search_has_tried_enough_is_kept() -> None:
    ways, times = searched(lambda changed, _: "c0" in changed and len(changed) > 1)
    assert ways == [("c0", "c1"), ("c0", "c2"), ("c0", "c3")]
    assert times <= MOST_TRIES


def test_pairs_that_do_nothing_take_nothing_from_the_stages_after_them() -> None:
    """Any two of three do nothing alone, and a thousand pairs are tried before them."""
    ways, times = searched(lambda changed, _: {"c0", "c1", "c2"} <= changed)
    assert ways == [("c0", "c1", "c2")]
    assert times <= MOST_TRIES


def test_less_of_a_lever_is_sought_when_pairs_and_triples_have_had_their_share() -> None:
    """Five weeks earlier are enough, three with an owner named: pairs of others do nothing."""
    ways, times = searched(lambda changed, weeks: weeks >= (3 if "c7" in changed else 5))
    assert sorted(ways) == [("",), ("c7", "")]
    assert times <= MOST_TRIES


def test_a_way_out_that_cannot_be_planned_at_full_effort_is_not_shown() -> None:
    answers, library = small("2027-01-13")

    def sure(other: Answers) -> Outcome:
        if other.people:
            raise BeyondHorizonError
        return outcomes(library)(other)

    sheet = prepare(answers, library).sheet
    quick = openings(library, QUICK)
    ways = ways_out(sheet, date(2027, 1, 13), NOTHING, quick, sure)
    assert ways
    assert {change.question for way in ways for change in way.changes} == {"calendar.start"}


OPENS = "id: open, kind: milestone, opens: users, for_each: communities, needs: [lead]\n"
MANY = ANSWERS.replace(
    "  - {id: finance, name: Finance, members: 40, use_case: knowledge-sharing}\n",
    "".join(f"  - {{id: c{number}, name: C{number}, wave: 1}}\n" for number in range(20)),
)


def test_the_pilot_never_loses_its_first_community(shipped: Library) -> None:
    finance = "id: finance, name: Finance, wave: 1"
    text = ANSWERS.replace("id: finance, name: Finance", "id: sales, name: Sales, wave: 1")
    text = text.replace("calendar:", f"  - {{{finance}}}\ncalendar:")
    answers, faults = read_answers(document(text, "answers.yaml"), shipped.questions)
    assert faults == ()
    levers = levers_of(prepare(answers, shipped).sheet)
    assert [lever.element for lever in levers if lever.question.id == "community.wave"] == ["finance"]


def test_an_answer_is_typed_where_the_file_has_it() -> None:
    library = library_of(playbook(WORK))
    levers = levers_of(prepare(answers_of(ANSWERS, library), library).sheet)
    lever = next(lever for lever in levers if lever.question.id == "community.owner")
    changed = Change(
        question="community.owner",
        element="finance",
        now=lever.now,
        value=replace(lever.now, value="named"),
        span=None,
    )
    assert changed.typed == "communities.finance.owner: named"


# --- what others decide has no lever ---


def others_decide(library: Library) -> Iterator[str]:
    """Names that a works council's gate, or a playbook that holds one, reads."""
    for file in library.playbooks.values():
        gates = [item for item in file.value.tasks if isinstance(item, Gate) and item.gate == "works-council"]
        for gate in gates:
            cases = gate.lead_time.cases if gate.lead_time is not None else ()
            conditions = [file.value.applies_when, gate.when, *(case.when for case in cases)]
            yield from (name for condition in conditions if condition for name in condition.names)
            yield from (case.days for case in cases if case.days is not None)


def test_nothing_that_others_decide_is_a_lever(shipped: Library) -> None:
    read = set(others_decide(shipped))
    assert {"employer.council_expert", "employer.council_delay_days", "employer.works_council"} <= read
    levers = {name for name, question in shipped.questions.items() if question.lever is not None}
    assert {"calendar.start", "calendar.decision", "team.cm_hours", "community.wave"} <= levers
    assert levers & read == set()
    assert [name for name in sorted(levers) if name.startswith(("platform.", "employer."))] == []


# --- the examples ---

CASES: dict[str, tuple[str, dict[str, date]]] = {
    "before the council's opinion": ("weldom", {"target": date(2027, 3, 15)}),
    "in the summer": (
        "weldom",
        {"start": date(2027, 4, 5), "decision": date(2027, 4, 23), "target": date(2027, 8, 16)},
    ),
    "decision not fixed": ("lagardere-publicite", {"target": date(2027, 4, 15)}),
}


@cache
def case(name: str) -> tuple[Answers, Library, Checkup]:
    """An example with other days in its calendar, examined."""
    example, calendar = CASES[name]
    loaded = load(example_path(example), (Folder(playbooks_folder(), BUNDLED),), example_label(example))
    assert loaded.answers is not None
    given = {f"calendar.{key}": Answer(day, loaded.answers.span) for key, day in calendar.items()}
    answers = replace(loaded.answers, values={**loaded.answers.values, **given})
    return answers, loaded.library, examined(answers, loaded.library)


@pytest.mark.parametrize("name", CASES)
def test_an_example_says_which_chain_cannot_hold_and_has_three_ways_out(name: str) -> None:
    _, _, found = case(name)
    assert found.target is not None
    assert not found.target.holds
    assert not found.holds
    assert "fr-works-council/council-opinion" in {id_.partition("@")[0] for id_ in found.target.chain}
    assert len({way.changes for way in found.ways}) == 3
    assert all(way.gained >= found.target.days > 0 for way in found.ways)


@pytest.mark.parametrize("name", CASES)
def test_what_an_example_is_offered_holds_when_it_is_planned_again(name: str) -> None:
    answers, library, found = case(name)
    for way in found.ways:
        typed = applied(answers, library, way.answers)
        again, made = prepare(typed, library), remade(typed, library)
        target = target_of(again, made)
        assert target is not None
        assert target.holds
        assert made.first_opening == way.opening
        assert "date-cannot-hold" not in {
            warning.rule for warning in made.warnings if warning.span == answers.span
        }


def test_a_day_in_the_summer_is_brought_forward_to_the_last_open_one() -> None:
    target = case("in the summer")[2].target
    assert target is not None
    assert target.last == date(2027, 7, 13)  # then a public holiday, and a freeze until 26 September
    assert (target.opening, target.days) == (date(2027, 10, 13), 58)
    assert target.late[0].item == "framing/interviews"
