"""An answer that is said to leave dates alone leaves them alone, and two that are said to be the same are."""

from __future__ import annotations

from datetime import date

import pytest
from looked_at import EVERY_PAGE

from rse_plan.interview.agenda import Ask
from rse_plan.interview.saving import open_answers
from rse_plan.interview.tries import answered, tries
from rse_plan.interview.voice import Voice
from rse_plan.library import Folder, Library, load_library
from rse_plan.model.answers import Answers
from rse_plan.pipeline import prepare
from rse_plan.planning.dated_names import DatedNames, told_names, with_sources
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.levelling.effort import QUICK
from rse_plan.planning.schedule import first_opening
from rse_plan.resources import BUNDLED, example_names, example_path, playbooks_folder


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library([Folder(playbooks_folder(), BUNDLED)])


@pytest.fixture(scope="module")
def dates(library: Library) -> DatedNames:
    return DatedNames(library)


def plan_of(answers: Answers, library: Library) -> tuple[object, ...]:
    """Everything that dates follow from, and the first opening."""
    ready = prepare(answers, library, work_only=True)
    work = {
        chosen.id: (job.days, job.lead, job.on, dict(job.effort), job.not_before, job.barred)
        for chosen, job in zip(ready.network.items, ready.jobs, strict=True)
    }
    return work, first_opening(ready.grid, QUICK)


def asks_of(library: Library, answers: Answers) -> list[Ask]:
    return [Ask(question, 0 if question.group else None) for question in library.questions.values()]


def test_names_of_the_work_and_what_they_rest_on(dates: DatedNames, library: Library) -> None:
    assert {
        "employer.works_council",
        "employer.headcount",
        "calendar.decision",
        "team.cm_hours",
    } <= dates.names
    assert dates.names.isdisjoint({"organisation.name", "sponsor.minutes", "stakeholders.it"})
    assert "sponsor.contributes" in told_names(library)


def test_sources_are_followed_back(library: Library) -> None:
    """The day of the decision is assumed after the start; the council, by the headcount."""
    assert "calendar.start" in with_sources(["calendar.decision"], library)
    assert {"employer.headcount", "organisation.headcount"} <= with_sources(
        ["employer.works_council"], library
    )


@pytest.mark.parametrize("name", ["weldom", "association-60", *(example_names() if EVERY_PAGE else ())])
def test_the_same_signature_means_the_same_plan(name: str, dates: DatedNames, library: Library) -> None:
    """Of every question, every answer that would be tried: also of those that dates do not depend on."""
    answers = open_answers(example_path(name), library, "en").answers
    sheet = FactSheet(answers, library)
    now, compared = plan_of(answers, library), 0
    for ask in asks_of(library, answers):
        asked = ask.question.id
        before = dates.signature(sheet, asked)
        seen = {before: now}
        for value in tries(ask, sheet, date(2027, 5, 3)):
            other = answered(ask, value, sheet, Voice("en"))
            signature = dates.signature(FactSheet(other, library), asked)
            if signature in seen:
                assert plan_of(other, library) == seen[signature], f"{asked}: {value}"
                compared += 1
            else:
                seen[signature] = plan_of(other, library)
    assert compared > 50
