"""What tests of ways out share: a small plan that is late, examined as `check` does."""

from __future__ import annotations

from planning.planned import ANSWERS, answers_of, library_of, playbook

from rse_plan.library import Library
from rse_plan.model.answers import Answers
from rse_plan.pipeline import prepare, remade
from rse_plan.planning.checkup import Checkup, examine
from rse_plan.planning.levelling.effort import QUICK, Effort
from rse_plan.planning.lever_search import Opening
from rse_plan.planning.schedule import first_opening
from rse_plan.planning.ways_out import Outcome, Planning, WayOut, outcome_of

WORK = """
id: work, duration: 1d, effort: {community-manager: 40h}
id: open, kind: milestone, opens: users, needs: [work]
"""
"""20 working days at the 10 hours a week that are assumed: 4 to 29 January, opening on 1 February."""


def openings(library: Library, effort: Effort) -> Opening:
    return lambda answers: first_opening(prepare(answers, library, work_only=True).grid, effort)


def outcomes(library: Library) -> Planning:
    return lambda answers: outcome_of(remade(answers, library))


def examined(answers: Answers, library: Library) -> Checkup:
    return examine(
        prepare(answers, library), remade(answers, library), openings(library, QUICK), outcomes(library)
    )


NOTHING = Outcome(None)
"""A present plan that opens nothing and has no error."""


def small(target: str, *, calendar: str = "start: 2027-01-04", more: str = "") -> tuple[Answers, Library]:
    library = library_of(playbook(WORK))
    text = ANSWERS.replace("calendar: {start: 2027-01-04}", f"calendar: {{{calendar}, target: {target}}}")
    return answers_of(text + more, library), library


def typed(ways: tuple[WayOut, ...]) -> list[list[str]]:
    return [[change.typed for change in way.changes] for way in ways]
