"""Ways out whatever day is wanted: they hold when applied, leave no new error, and offer working days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from planning.asked import question
from planning.planned import ANSWERS, answers_of, library_of, playbook
from planning.sought import WORK, examined, openings, outcomes, small, typed

from rse_plan.documents.check_view import CheckWords
from rse_plan.documents.words import Words
from rse_plan.library import Folder, Library
from rse_plan.model.answers import Answers, start_date
from rse_plan.pipeline import load, prepare, remade
from rse_plan.planning.checkup import Checkup
from rse_plan.planning.levelling.effort import QUICK
from rse_plan.planning.levers import applied, levers_of
from rse_plan.planning.variants import with_answer, without_answer
from rse_plan.planning.ways_out import Outcome, outcome_of, ways_out
from rse_plan.resources import BUNDLED, example_label, example_path, playbooks_folder

# --- whatever day is wanted ---

EXAMPLES = ("weldom", "lagardere-publicite", "bnp-personal-finance")
DAYS = 12
"""Wanted days that are tried, from sixty days after the start to the eve of the opening."""


def wanted_days(answers: Answers, opening: date) -> Iterator[date]:
    start = start_date(answers)
    assert start is not None
    first, last = start + timedelta(days=60), opening - timedelta(days=1)
    for position in range(DAYS):
        yield first + (last - first) * position // (DAYS - 1)


@cache
def example(name: str) -> tuple[Answers, Library]:
    loaded = load(example_path(name), (Folder(playbooks_folder(), BUNDLED),), example_label(name))
    assert loaded.answers is not None
    return loaded.answers, loaded.library


class Remembered:
    """What is planned for one example: no wanted day has a say in it, so that each plan is made once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._openings: dict[str, date | None] = {}
        self._outcomes: dict[str, Outcome] = {}

    def quick(self, answers: Answers) -> date | None:
        other = without_answer(answers, "calendar.target", None)
        if repr(other) not in self._openings:
            self._openings[repr(other)] = openings(self._library, QUICK)(other)
        return self._openings[repr(other)]

    def sure(self, answers: Answers) -> Outcome:
        other = without_answer(answers, "calendar.target", None)
        if repr(other) not in self._outcomes:
            self._outcomes[repr(other)] = outcomes(self._library)(other)
        return self._outcomes[repr(other)]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_way_out_holds_the_day_and_leaves_no_error_that_was_not_there(name: str) -> None:
    answers, library = example(name)
    remembered = Remembered(library)
    now = remembered.sure(answers)
    assert now.opening is not None
    found = 0
    for wanted in wanted_days(answers, now.opening):
        sheet = prepare(with_answer(answers, library, "calendar.target", None, wanted), library).sheet
        for way in ways_out(sheet, wanted, now, remembered.quick, remembered.sure):
            found += 1
            made = remembered.sure(applied(answers, library, way.answers))
            told = f"{wanted}: {[change.typed for change in way.answers]}"
            assert made.opening == way.opening, told
            assert way.opening <= wanted, told
            assert way.gained == (now.opening - way.opening).days, told
            assert made.errors <= now.errors, told
    assert found >= 2 * DAYS


# --- dates that are assumed from the start on ---

MOVING = """
id: work, duration: 1d, effort: {community-manager: 40h}
id: open, kind: milestone, opens: users, needs: [work]
id: training, duration: 40d
id: move-day, kind: milestone, on: move.date, needs: [training]
"""
"""The move is assumed some weeks after the start; the training before it lasts eight working weeks."""


def moving(by: str, tasks: str = MOVING, target: str = "2027-01-25") -> tuple[Answers, Library]:
    asked = question("move.date", type_="date", unknown=f"{{assume: {{after: calendar.start, by: {by}}}}}")
    library = library_of(playbook(tasks, head=f"questions:\n{asked}"))
    calendar = f"calendar: {{start: 2027-01-04, target: {target}}}"
    text = ANSWERS.replace("calendar: {start: 2027-01-04}", calendar) + "move: {date: unknown}\n"
    return answers_of(text, library), library


def test_an_assumed_date_stays_when_the_start_moves_and_is_written_down_where_it_must() -> None:
    """From 4 January on, forty days end on 26 February; from December on, the public holidays take two."""
    answers, library = moving("8w")
    way = next(way for way in examined(answers, library).ways if way.levers == (("calendar.start", None),))
    assert [change.typed for change in way.kept] == ["move.date: 2027-03-01"]
    alone = remade(applied(answers, library, way.changes), library)
    assert "date-cannot-hold" in {fault.rule for fault in alone.warnings if "move-day" in str(fault.message)}
    kept = remade(applied(answers, library, way.answers), library)
    assert kept.first_opening == way.opening
    assert [fault for fault in kept.warnings if "move-day" in str(fault.message)] == []


def test_no_date_is_written_down_where_none_must() -> None:
    found = examined(*moving("30w"))
    assert found.ways
    assert [way.kept for way in found.ways if way.kept] == []


def test_nothing_is_won_by_an_assumed_date_that_moves_with_the_start() -> None:
    tasks = """
id: study, duration: 1d
id: settled, kind: gate, gate: decision, on: move.date, needs: [study]
id: open, kind: milestone, opens: users, needs: [settled]
"""
    found = examined(*moving("8w", tasks, target="2027-02-15"))
    assert found.target is not None
    assert not found.target.holds
    assert found.ways == ()


def test_a_way_out_that_leaves_a_new_error_is_not_shown_and_the_search_goes_on() -> None:
    answers, library = small("2027-01-13")
    now = outcome_of(remade(answers, library))
    quick = openings(library, QUICK)

    def sure(other: Answers) -> Outcome:
        error = ("launch-in-blackout", "answers.yaml", 1, 1, "p/open")
        errors = frozenset({*now.errors, error}) if start_date(other) != start_date(answers) else now.errors
        return replace(outcomes(library)(other), errors=errors)

    ways = ways_out(prepare(answers, library).sheet, date(2027, 1, 13), now, quick, sure)
    assert ways
    assert "calendar.start" not in {change.question for way in ways for change in way.changes}


def test_a_step_that_leaves_a_new_error_gives_way_to_a_further_one() -> None:
    """Thirty hours are enough; when they and any earlier start are refused, thirty-five are tried."""
    answers, library = small("2027-01-13")
    assert ["people.community-manager.hours: 30"] in typed(examined(answers, library).ways)
    now = outcome_of(remade(answers, library))

    def sure(other: Answers) -> Outcome:
        found = outcomes(library)(other)
        person = other.people.get("community-manager")
        error = ("overload", "answers.yaml", 1, 1, "community-manager")
        is_refused = start_date(other) != start_date(answers) or (person is not None and person.hours == 30)
        return replace(found, errors=now.errors | {error}) if is_refused else found

    ways = ways_out(prepare(answers, library).sheet, date(2027, 1, 13), now, openings(library, QUICK), sure)
    assert typed(ways) == [["people.community-manager.hours: 35"]]


# --- days that are offered ---


def test_no_day_is_offered_on_which_nobody_works() -> None:
    """Three weeks before 25 January is in the closure, seven are the Monday before Christmas."""
    library = library_of(playbook(WORK))
    calendar = "calendar: {start: 2027-01-25, closures: [{from: 2026-12-24, to: 2027-01-05}]}"
    sheet = prepare(answers_of(ANSWERS.replace("calendar: {start: 2027-01-04}", calendar), library), library)
    lever = next(lever for lever in levers_of(sheet.sheet) if lever.question.id == "calendar.start")
    assert [str(value) for value in lever.values[:5]] == [
        "2027-01-18",
        "2027-01-11",
        "2026-12-23",
        "2026-12-21",
        "2026-12-14",
    ]


def test_what_was_tried_is_told_when_nothing_was_found() -> None:
    found = examined(*small("2026-01-05"))
    lines = {
        language: [text.replace("\N{NO-BREAK SPACE}", " ") for text in said(found, language)]
        for language in ("en", "fr")
    }
    assert "   start: 12 weeks earlier" in lines["en"]
    assert "   community managers’ hours a week: 35" in lines["en"]
    assert "   début : 12 semaines plus tôt" in lines["fr"]
    assert [line for text in lines.values() for line in text if "decides alone" in line] == []


def said(found: Checkup, language: str) -> list[str]:
    page = CheckWords(found, Words(language)).page(())
    return [line for part in page.parts for line in part.lines]
