"""The plan, at most twelve printed A4 pages: page one, calendar, readers, then what it all rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from rse_plan.documents.cover import cover_facts
from rse_plan.documents.explained import explained
from rse_plan.documents.gantt import chart
from rse_plan.documents.heading import describe_heading
from rse_plan.documents.mermaid import mermaid
from rse_plan.documents.opening import chain_in_words, has_opened
from rse_plan.documents.page_one import describe_page_one
from rse_plan.documents.paper import LINE, SHEET, fitting, height, lines
from rse_plan.documents.phase_chart import phase_charts
from rse_plan.documents.readers import describe_readers
from rse_plan.documents.risk_matrix import risk_matrix
from rse_plan.documents.rows import AssumptionRow, Entry, MeasureRow, RiskRow, SourceRow
from rse_plan.documents.tables import (
    assumption_rows,
    measure_row,
    risk_row,
    shared_assumptions,
    shared_measures,
    shared_risks,
    source_rows,
    with_actual,
)
from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import Line, line
from rse_plan.documents.views import Calendar, PhaseRow, PlanView, ReaderPage
from rse_plan.documents.words import Words, cut
from rse_plan.planning.plan import Plan

NOTHING_CITED: Mapping[str, int] = MappingProxyType({})
MOST_RISKS = 10
MOST_MEASURES = 9
MOST_ASSUMPTIONS = 14
ROOM = SHEET - 85
"""Pixels left for the rows of a table at the end: less its title, its columns' names, what is left out."""
CELL = 150
"""Characters of a cell of the tables at the end."""
WIDTHS_RISK, WIDTHS_MEASURE, WIDTHS_ASSUMPTION = (18, 19, 22, 10), (16, 22, 8, 18, 15), (28, 10, 27, 20)
"""Characters of a line of each column."""
SOURCE_LINE, SOURCE_WIDTH = 15, 105
"""Pixels and characters of a line of the sources, in smaller print."""
SOURCE = ((190, 190), (110, 190), (0, 190), (0, 70))
"""Characters of what a source says and of its limit: the first pair that a sheet holds."""


def describe(
    plan: Plan, words: Words, today: date | None = None, cited: Mapping[str, int] = NOTHING_CITED
) -> PlanView:
    """The plan in one language; `today` is marked in its calendar.

    `cited` are numbers of sources that another document has given.
    """
    telling = Telling(plan, words, dict(cited))
    readers = describe_readers(telling)
    heading = describe_heading(telling, words.say("Plan"))
    page_one = describe_page_one(telling, heading, tuple(_contents(words, readers)))
    risks, risks_more = _risks(telling)
    matrix = risk_matrix(telling, shared_risks(telling), risks)
    measures, measures_more = _measures(telling)
    assumptions, assumptions_more = _assumptions(telling)
    sources, sources_more = _sources(telling)
    view = PlanView(
        heading=heading,
        cover=cover_facts(telling),
        page_one=page_one,
        calendar=_calendar(telling, today),
        readers=readers,
        risks=risks,
        risks_more=risks_more,
        risk_matrix=matrix,
        measures=measures,
        measures_more=measures_more,
        measures_rule=measures_rule(telling),
        assumptions=assumptions,
        assumptions_more=assumptions_more,
        sources=sources,
        sources_more=sources_more,
    )
    return replace(explained(view, words), cover=view.cover)


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


def _calendar(telling: Telling, today: date | None) -> Calendar:
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
        chart=chart(plan, words, today),
        mermaid=mermaid(plan, words),
        critical=chain_in_words(telling) if plan.anchor and not has_opened(telling) else Line(),
        tasks=phase_charts(telling, today),
    )


def _more(telling: Telling, rest: int) -> Line:
    if rest <= 0:
        return Line()
    return line(telling.words.count("1 other: in the register.", "{count} others: in the register.", rest))


def _risks(telling: Telling) -> tuple[tuple[RiskRow, ...], Line]:
    """The gravest that a sheet holds, and how many are left out; so for each part below."""
    found = shared_risks(telling)
    rows = tuple(_risk(risk_row(telling, group)) for group in found[:MOST_RISKS])
    kept = fitting(rows, MOST_RISKS, ROOM, _risk_height)
    return kept, _more(telling, len(found) - len(kept))


def _risk(row: RiskRow) -> RiskRow:
    return replace(
        row, title=cut(row.title, CELL), sign=cut(row.sign, CELL), response=cut(row.response, CELL)
    )


def _risk_height(row: RiskRow) -> int:
    return height((row.title, row.sign, row.response, row.who), WIDTHS_RISK)


def _measures(telling: Telling) -> tuple[tuple[MeasureRow, ...], Line]:
    found = shared_measures(telling)
    rows = tuple(
        with_actual(telling, _measure(measure_row(telling, kpi)), kpi) for kpi in found[:MOST_MEASURES]
    )
    kept = fitting(rows, MOST_MEASURES, ROOM - LINE, _measure_height)
    return kept, _more(telling, len(found) - len(kept))


def _measure(row: MeasureRow) -> MeasureRow:
    return replace(
        row, counted=cut(row.counted, CELL), target=cut(row.target, CELL), limit=cut(row.limit, CELL)
    )


def _measure_height(row: MeasureRow) -> int:
    stop = LINE * 2 if row.stop else 0
    cells = (row.title, row.counted, row.read_on, row.target, row.limit)
    return stop + height(cells, WIDTHS_MEASURE)


def _assumptions(telling: Telling) -> tuple[tuple[AssumptionRow, ...], Line]:
    found = assumption_rows(telling, shared_assumptions(telling))
    kept = fitting(map(_assumption, found), MOST_ASSUMPTIONS, ROOM, _assumption_height)
    return kept, _more(telling, len(found) - len(kept))


def _assumption(row: AssumptionRow) -> AssumptionRow:
    return replace(row, what=cut(row.what, CELL), todo=cut(row.todo, CELL), if_wrong=cut(row.if_wrong, CELL))


def _assumption_height(row: AssumptionRow) -> int:
    mark = LINE if row.critical else 0
    return mark + height((row.what, row.who, row.todo, row.if_wrong), WIDTHS_ASSUMPTION)


def _sources(telling: Telling) -> tuple[tuple[SourceRow, ...], Line]:
    """All of them, since each is cited: where there are too many, what they say is in the register."""
    found = source_rows(telling)
    for says, limits in SOURCE:
        rows = tuple(
            replace(row, says=_cut(row.says, says), limits=_cut(row.limits, limits)) for row in found
        )
        if sum(map(_source_height, rows)) <= ROOM:
            break
    silent = any(row.says and not kept.says for row, kept in zip(found, rows, strict=True))
    return rows, line(telling.words.say("What they say: in the register.")) if silent else Line()


def _cut(words: Line, most: int) -> Line:
    return cut(words, most) if most else Line()


def _source_height(row: SourceRow) -> int:
    text = f"{row.title.plain}, {row.published}. {row.says.plain} xxxxxxx {row.limits.plain}"
    return SOURCE_LINE * lines(text, SOURCE_WIDTH) + 4
