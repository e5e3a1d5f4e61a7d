"""READ ME FIRST: the whole way from answers and playbooks to documents, in order.

load → facts → waves → select → expand → join → schedule → build → describe → write
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from rse_plan.formats.documents import write, write_all
from rse_plan.library import Library
from rse_plan.library.with_answers import Loaded, load
from rse_plan.model.answers import Answers
from rse_plan.model.answers_together import given_start
from rse_plan.planning.build import Prepared, Worked, build
from rse_plan.planning.expand import expand
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.freezes import guards_of
from rse_plan.planning.grid import make_grid
from rse_plan.planning.jobs import make_jobs
from rse_plan.planning.later import later_openings
from rse_plan.planning.levelling.effort import STANDARD, Effort
from rse_plan.planning.moves import dates_of
from rse_plan.planning.network import join
from rse_plan.planning.plan import Plan
from rse_plan.planning.schedule import first_opening, schedule
from rse_plan.planning.select import select
from rse_plan.planning.waves import assign_waves

__all__ = ["Loaded", "dates", "load", "plan", "write", "write_all"]


def plan(answers: Answers, library: Library, effort: Effort = STANDARD) -> Plan:
    """Make the plan, and say what would put its first opening off; what cannot hold is in its warnings.

    Raises UserError when there is no start date, or no day left to place the work on.
    """
    made = remade(answers, library, effort)

    def opening(other: Answers) -> date | None:
        return first_opening(prepare(other, library, work_only=True).grid, effort)

    return replace(made, later=later_openings(made, answers, library, opening))


def remade(answers: Answers, library: Library, effort: Effort = STANDARD) -> Plan:
    """The same plan, but for what would put it off: what comparisons read."""
    ready = prepare(answers, library)
    return build(ready, schedule(ready.network, ready.jobs, ready.grid, effort), effort)


def dates(answers: Answers, library: Library, effort: Effort = STANDARD) -> Mapping[str, tuple[date, date]]:
    """First and last day of all work by id, as the plan of the same effort has them."""
    ready = prepare(answers, library, work_only=True)
    return dates_of(Worked(ready, schedule(ready.network, ready.jobs, ready.grid, effort)))


def prepare(answers: Answers, library: Library, *, work_only: bool = False) -> Prepared:
    """What is in the plan, and what it waits for."""
    return prepare_from(FactSheet(answers, library), work_only=work_only)


def prepare_from(facts: FactSheet, *, work_only: bool = False) -> Prepared:
    """The same from facts, of which some may have been worked out before."""
    answers, library = facts.answers, facts.library
    start = given_start(answers)
    sheet = facts.with_waves(assign_waves(facts))
    selection = select(library, sheet)
    expansion = expand(selection, sheet, work_only=work_only)
    network = join(expansion, sheet)
    jobs = make_jobs(network, sheet, start, guards_of(selection, sheet))
    grid = make_grid(network, jobs, sheet, start)
    return Prepared(answers, library, sheet, selection, expansion, network, jobs, grid, start)
