"""The plan, at most twelve printed A4 pages: page one, calendar, readers, then what it all rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rse_plan.documents.gantt import chart
from rse_plan.documents.heading import describe_heading
from rse_plan.documents.mermaid import mermaid
from rse_plan.documents.opening import chain_in_words
from rse_plan.documents.page_one import describe_page_one
from rse_plan.documents.readers import describe_readers
from rse_plan.documents.rows import AssumptionRow, Entry, MeasureRow, RiskRow, SourceRow
from rse_plan.documents.tables import (
    assumption_rows,
    measure_row,
    risk_row,
    shared_assumptions,
    shared_measures,
    shared_risks,
    source_rows,
)
from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import Line, line
from rse_plan.documents.views import Calendar, PhaseRow, PlanView, ReaderPage
from rse_plan.documents.words import Words, cut
from rse_plan.planning.plan import Plan

MOST_RISKS = 10
MOST_MEASURES = 9
MOST_ASSUMPTIONS = 14
CELL = 150
"""Characters of a cell of the tables at the end."""
SOURCE = 190
"""Characters of what a source says."""


def describe(plan: Plan, words: Words) -> PlanView:
    """The plan in one language."""
    telling = Telling(plan, words)
    readers = describe_readers(telling)
    page_one = describe_page_one(telling, tuple(_contents(words, readers)))
    risks, measures = shared_risks(telling), shared_measures(telling)
    assumptions = assumption_rows(telling, shared_assumptions(telling))
    return PlanView(
        heading=describe_heading(telling, words.say("Plan")),
        page_one=page_one,
        calendar=_calendar(telling),
        readers=readers,
        risks=tuple(_risk(risk_row(telling, group)) for group in risks[:MOST_RISKS]),
        risks_more=_more(telling, len(risks) - MOST_RISKS),
        measures=tuple(_measure(measure_row(telling, kpi)) for kpi in measures[:MOST_MEASURES]),
        measures_more=_more(telling, len(measures) - MOST_MEASURES),
        measures_rule=measures_rule(telling),
        assumptions=tuple(_assumption(row) for row in assumptions[:MOST_ASSUMPTIONS]),
        assumptions_more=_more(telling, len(assumptions) - MOST_ASSUMPTIONS),
        sources=tuple(_source(row) for row in source_rows(telling)),
    )


def measures_rule(telling: Telling) -> Line:
    """Never a person: the smallest group that is counted."""
    smallest = max((kpi.chosen.item.min_group for kpi in telling.plan.kpis), default=10)
    wording = "Never by person; groups of {count} people at least."
    return line(telling.words.say(wording, count=smallest))


def _contents(words: Words, readers: tuple[ReaderPage, ...]) -> Iterator[Entry]:
    yield Entry(title=words.say("Calendar"), anchor="calendar")
    for reader in readers:
        yield Entry(title=reader.title, anchor=reader.anchor)
    yield Entry(title=words.say("Risks"), anchor="risks")
    yield Entry(title=words.say("Measures"), anchor="measures")
    yield Entry(title=words.say("Assumptions"), anchor="assumptions")
    yield Entry(title=words.say("Sources"), anchor="sources")


def _calendar(telling: Telling) -> Calendar:
    plan, words = telling.plan, telling.words
    return Calendar(
        anchor="calendar",
        phases=tuple(
            PhaseRow(
                title=words.title(each.phase.title),
                start=words.date(each.start),
                finish=words.date(each.finish),
            )
            for each in plan.phases
        ),
        chart=chart(plan, words),
        mermaid=mermaid(plan, words),
        critical=chain_in_words(telling) if plan.anchor else Line(),
    )


def _more(telling: Telling, rest: int) -> Line:
    if rest <= 0:
        return Line()
    return line(telling.words.count("1 other: in the register.", "{count} others: in the register.", rest))


def _risk(row: RiskRow) -> RiskRow:
    return replace(
        row, title=cut(row.title, CELL), sign=cut(row.sign, CELL), response=cut(row.response, CELL)
    )


def _measure(row: MeasureRow) -> MeasureRow:
    return replace(
        row, counted=cut(row.counted, CELL), target=cut(row.target, CELL), limit=cut(row.limit, CELL)
    )


def _assumption(row: AssumptionRow) -> AssumptionRow:
    return replace(row, what=cut(row.what, CELL), todo=cut(row.todo, CELL), if_wrong=cut(row.if_wrong, CELL))


def _source(row: SourceRow) -> SourceRow:
    return replace(row, says=cut(row.says, SOURCE))
