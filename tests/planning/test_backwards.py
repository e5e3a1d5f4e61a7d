"""A wanted opening reckoned backwards: the last possible day, the chain, the latest days of everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from planning.planned import ANSWERS, answers_of, library_of, playbook

from rse_plan.pipeline import plan, prepare
from rse_plan.planning.backwards import Target, target_of

WORK = """
id: study, duration: 5d
id: opinion, kind: gate, gate: other, lead_time: {base: 1mo}, needs: [study]
id: aside, duration: 2d
id: open, kind: milestone, opens: users, for_each: communities, needs: [opinion, {task: aside, lag: 5d}]
"""
"""Study 4 to 8 January 2027, opinion 8 January to 8 February, opening on 9 February."""


def wanted(day: str, calendar: str = "") -> Target | None:
    library = library_of(playbook(WORK))
    text = ANSWERS.replace("{start: 2027-01-04}", f"{{start: 2027-01-04, target: {day}{calendar}}}")
    answers = answers_of(text, library)
    return target_of(prepare(answers, library), plan(answers, library))


def target(day: str, calendar: str = "") -> Target:
    found = wanted(day, calendar)
    assert found is not None
    return found


def latest(found: Target) -> dict[str, tuple[date, date, int]]:
    return {one.item.removeprefix("own/"): (one.start, one.finish, one.late) for one in found.latest}


def test_without_a_wanted_day_there_is_nothing_to_reckon() -> None:
    library = library_of(playbook(WORK))
    answers = answers_of(ANSWERS, library)
    assert target_of(prepare(answers, library), plan(answers, library)) is None


def test_a_day_that_holds_has_days_left_and_latest_starts() -> None:
    found = target("2027-02-16")
    assert (found.holds, found.opening, found.days, found.working) == (True, date(2027, 2, 9), 0, 0)
    assert found.slack == 5
    assert latest(found) == {
        "study": (date(2027, 1, 11), date(2027, 1, 15), 0),
        "opinion": (date(2027, 1, 15), date(2027, 2, 15), 0),
        "aside": (date(2027, 2, 5), date(2027, 2, 8), 0),
        "open@finance": (date(2027, 2, 16), date(2027, 2, 16), 0),
    }


def test_a_day_that_cannot_hold_is_missed_by_calendar_and_by_working_days() -> None:
    found = target("2027-01-29")
    assert (found.holds, found.days, found.working, found.slack) == (False, 11, 7, 0)
    assert found.chain == ("own/open@finance", "own/opinion", "own/study")


def test_what_is_late_would_have_started_before_the_plan_and_by_how_much() -> None:
    found = target("2027-01-29")
    # To end on 28 January the opinion is asked for on 28 December; the study takes the five days up to then.
    assert [(one.item, one.start, one.late) for one in found.late] == [
        ("own/study", date(2026, 12, 21), 8),
        ("own/opinion", date(2026, 12, 28), 4),
    ]


@pytest.mark.parametrize(
    ("day", "calendar", "last"),
    [
        ("2027-02-06", "", date(2027, 2, 5)),
        ("2027-03-29", "", date(2027, 3, 26)),
        ("2027-03-10", ", closures: [{from: 2027-03-01, to: 2027-03-12}]", date(2027, 2, 26)),
        ("2027-03-10", ", freezes: [{from: 2027-03-01, to: 2027-03-31}]", date(2027, 2, 26)),
        (
            "2027-03-10",
            ", freezes: [{from: 2027-03-01, to: 2027-03-31}], closures: [{from: 2027-02-15, to: 2027-02-28}]",
            date(2027, 2, 12),
        ),
        ("2027-01-10", ", freezes: [{from: 2027-01-01, to: 2027-03-31}]", None),
        ("2026-12-01", "", None),
    ],
)
def test_the_last_day_that_may_be_opened_on_is_open_and_in_no_freeze(
    day: str, calendar: str, last: date | None
) -> None:
    assert target(day, calendar).last == last


def test_the_latest_days_of_what_a_freeze_bars_come_before_it() -> None:
    """A launch of two days and an opening that stand before the wanted one, which is on 19 February."""
    tasks = """
id: early, kind: milestone, opens: users
id: launch, duration: 2d, launch: true, needs: [early]
id: settle, duration: 5d, needs: [launch]
id: open, kind: milestone, opens: users, for_each: communities, needs: [settle]
"""
    library = library_of(playbook(tasks))
    calendar = "{start: 2027-01-04, target: 2027-02-19, freezes: [{from: 2027-02-10, to: 2027-02-12}]}"
    text = ANSWERS.replace("{start: 2027-01-04}", calendar)
    answers = answers_of(text.replace("use_case: knowledge-sharing", "opens_on: 2027-02-19"), library)
    ready, made = prepare(answers, library), plan(answers, library)
    anchored = replace(made, anchor="own/open@finance")
    found = target_of(ready, anchored)
    assert found is not None
    assert latest(found)["settle"][0] == date(2027, 2, 12)
    assert latest(found)["launch"] == (date(2027, 2, 8), date(2027, 2, 9), 0)
    assert latest(found)["early"][0] == date(2027, 2, 8)


def test_what_would_start_before_all_calendars_has_their_first_days() -> None:
    tasks = """
id: study, duration: 90d
id: opinion, kind: gate, gate: other, lead_time: {base: 24mo}, needs: [study]
id: open, kind: milestone, opens: users, for_each: communities, needs: [opinion]
"""
    library = library_of(playbook(tasks))
    answers = answers_of(
        ANSWERS.replace("{start: 2027-01-04}", "{start: 2027-01-04, target: 2027-01-08}"), library
    )
    found = target_of(prepare(answers, library), plan(answers, library))
    assert found is not None
    assert latest(found)["study"][:2] == (date(2026, 3, 1), date(2026, 3, 1))


def test_what_nothing_can_reach_is_told_without_latest_days() -> None:
    assert target("2026-12-01").latest == ()


def test_the_last_day_of_a_gate_is_a_working_one() -> None:
    """The opening may wait for an opinion up to the Sunday before it; the day to expect it on is Friday."""
    found = latest(target("2027-02-15"))
    assert found["open@finance"][1] == date(2027, 2, 15)
    assert found["opinion"][:2] == (date(2027, 1, 14), date(2027, 2, 12))
