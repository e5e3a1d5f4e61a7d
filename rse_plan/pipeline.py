"""READ ME FIRST: the whole way from answers and playbooks to documents, in order.

load → facts → waves → select → expand → join → schedule → build → describe → write
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rse_plan.errors import UserError, say
from rse_plan.formats.documents import write_document
from rse_plan.formats.manifest import Output
from rse_plan.library import Library
from rse_plan.library.with_answers import Loaded, load
from rse_plan.model.answers import Answers, start_date
from rse_plan.planning.build import Worked, build
from rse_plan.planning.expand import expand
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.jobs import make_jobs
from rse_plan.planning.network import join
from rse_plan.planning.plan import Plan
from rse_plan.planning.schedule import schedule
from rse_plan.planning.select import select
from rse_plan.planning.waves import assign_waves

__all__ = ["Loaded", "load", "plan", "write"]


def plan(answers: Answers, library: Library) -> Plan:
    """Make the plan; what cannot hold in it is among its warnings.

    Raises UserError when there is no start date, or no day left to place the work on.
    """
    start = start_date(answers)
    if start is None:
        advice = say("add under “calendar:” the line “start: 2027-01-04”")
        raise UserError(say("the answers give no start date"), advice, answers.span)
    facts = FactSheet(answers, library)
    sheet = replace(facts, waves=assign_waves(facts))
    selection = select(library, sheet)
    expansion = expand(selection, sheet)
    network = join(expansion, sheet)
    jobs = make_jobs(network, sheet, start)
    dates = schedule(network, jobs, start)
    return build(Worked(answers, library, sheet, selection, expansion, network, jobs, dates, start))


def write(made: Plan, languages: Sequence[str], formats: Sequence[str]) -> tuple[Output, ...]:
    """Every document in every language and format; several languages have a folder each (semantics 31)."""
    return tuple(
        replace(output, name=f"{language}/{output.name}") if len(languages) > 1 else output
        for language in languages
        for name in formats
        for output in write_document(made, language, name)
    )
