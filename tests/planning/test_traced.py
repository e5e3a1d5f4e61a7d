"""Facts that are varied are those of a new sheet, and so is the plan that is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from rse_plan.errors import UserError
from rse_plan.interview.agenda import Ask
from rse_plan.interview.saving import open_answers
from rse_plan.interview.tries import answered, imagined, tries
from rse_plan.interview.voice import Voice
from rse_plan.library import Folder, Library, load_library
from rse_plan.model.answers import Answer, Answers
from rse_plan.pipeline import prepare, prepare_from
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.levelling.effort import QUICK
from rse_plan.planning.prepared import Prepared
from rse_plan.planning.schedule import first_opening
from rse_plan.planning.traced import TracedSheet
from rse_plan.resources import BUNDLED, example_path, playbooks_folder

START = date(2026, 11, 30)
VOICE = Voice("en")


@pytest.fixture(scope="module")
def bundled() -> Library:
    return load_library([Folder(playbooks_folder(), BUNDLED)])


@pytest.fixture(scope="module")
def weldom(bundled: Library) -> Answers:
    return open_answers(example_path("weldom"), bundled, "en").answers


def ask_of(library: Library, name: str) -> Ask:
    question = library.questions[name]
    return Ask(question, 0 if question.group is not None else None)


def others(library: Library, name: str, answers: Answers) -> Iterator[Answers]:
    """The answers with each other one to a question."""
    ask, sheet = ask_of(library, name), FactSheet(answers, library)
    for value in tries(ask, sheet, date(2027, 5, 3)):
        yield answered(ask, value, sheet, VOICE)


def told(ready: Prepared) -> tuple[object, ...]:
    """Everything that is worked out before days are levelled, and the first opening."""
    jobs = [replace(job, read=()) for job in ready.jobs]
    items = [(chosen.id, chosen.item, dict(chosen.elements)) for chosen in ready.network.items]
    rows = [(*row[1:6], row.fixed, row.barred, row.ends) for row in ready.grid.project.jobs]
    network = ready.network.needs, ready.network.order
    return items, jobs, network, rows, ready.grid.project.goals, first_opening(ready.grid, QUICK)


def anew(answers: Answers, library: Library) -> tuple[object, ...] | str:
    try:
        return told(prepare(answers, library, work_only=True))
    except UserError as fault:
        return str(fault.message)


def planned(sheet: TracedSheet) -> tuple[object, ...] | str:
    try:
        return told(prepare_from(sheet, work_only=True))
    except UserError as fault:
        return str(fault.message)


def agree_with_a_new_plan(answers: Answers, library: Library, names: Iterable[str]) -> int:
    base = TracedSheet(answers, library)
    planned(base)
    count = 0
    for name in names:
        for other in others(library, name, answers):
            assert planned(base.varied(other)) == anew(other, library), f"{name} answered otherwise"
            count += 1
    return count


SOME = ("employer.works_council", "community.wave", "organisation.headcount", "community.use_case")


def test_other_answers_give_the_plan_they_would_give_alone(bundled: Library, weldom: Answers) -> None:
    assert agree_with_a_new_plan(weldom, bundled, SOME[:3]) > 4


@pytest.mark.whole
def test_all_answers_give_the_plan_they_would_give_alone(bundled: Library) -> None:
    answers = open_answers(example_path("orange"), bundled, "en").answers
    assert agree_with_a_new_plan(answers, bundled, bundled.questions) > 100


@pytest.mark.parametrize("steps", [6, pytest.param(100, marks=pytest.mark.whole)])
def test_one_may_be_varied_after_the_other(bundled: Library, weldom: Answers, steps: int) -> None:
    """As an interview does: what is taken over twice is still known to rest on what it read."""
    random = Random(steps)  # noqa: S311  # no secret is drawn
    nothing = replace(weldom, values={}, groups={}, people={})
    states = [
        imagined(answers, ask_of(bundled, name), START)
        for answers in (nothing, weldom)
        for name in bundled.questions
    ]
    states += [other for name in SOME for other in others(bundled, name, weldom)]
    sheet = TracedSheet(weldom, bundled)
    for _ in range(steps):
        answers = random.choice(states)
        sheet = sheet.varied(answers)
        assert planned(sheet) == anew(answers, bundled)


def test_what_was_taken_over_twice_is_made_anew_when_it_changes(bundled: Library, weldom: Answers) -> None:
    sheet = TracedSheet(weldom, bundled)
    planned(sheet)
    for _ in range(2):
        sheet = sheet.varied(replace(weldom, values={**weldom.values}))
        planned(sheet)
    other = next(others(bundled, "employer.works_council", weldom))
    assert anew(other, bundled) != anew(weldom, bundled)
    assert planned(sheet.varied(other)) == anew(other, bundled)


def test_what_an_answer_does_not_touch_is_the_same_thing(bundled: Library, weldom: Answers) -> None:
    """Else nothing would be saved, and every test here would still pass."""
    base = TracedSheet(weldom, bundled)
    before = prepare_from(base, work_only=True)
    other = next(others(bundled, "community.use_case", weldom))
    after = prepare_from(base.varied(other), work_only=True)
    known = {id(job) for job in before.jobs}
    kept = sum(id(job) in known for job in after.jobs)
    assert kept > len(after.jobs) * 0.8
    assert kept < len(after.jobs)


def test_what_is_found_later_is_not_taken_over(bundled: Library, weldom: Answers) -> None:
    """A sheet knows of what was found before it was varied alone whether it still holds."""
    base = TracedSheet(weldom, bundled)
    other = next(others(bundled, "employer.works_council", weldom))
    varied, elements = base.varied(other), {"employer": "weldom"}

    def council(sheet: TracedSheet) -> object:
        return sheet.kept(lambda: "council", lambda: sheet.fact("employer.works_council", elements).value)

    assert council(base) != council(varied)
    assert council(varied) == FactSheet(other, bundled).fact("employer.works_council", elements).value


def test_another_start_takes_nothing_over(bundled: Library, weldom: Answers) -> None:
    later = Answer(date(2027, 1, 4), weldom.span)
    answers = replace(weldom, values={**weldom.values, "calendar.start": later})
    base = TracedSheet(weldom, bundled)
    before = prepare_from(base, work_only=True)
    after = prepare_from(base.varied(answers), work_only=True)
    assert not {id(job) for job in before.jobs} & {id(job) for job in after.jobs}
    assert told(after) == anew(answers, bundled)


def test_what_is_asked_twice_is_worked_out_once(bundled: Library, weldom: Answers) -> None:
    for sheet in (FactSheet(weldom, bundled), TracedSheet(weldom, bundled)):
        made = [sheet.once(("a", "key"), object) for _ in range(2)]
        assert made[0] is made[1]
