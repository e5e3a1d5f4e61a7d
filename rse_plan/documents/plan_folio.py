"""The plan as a folio: all that its HTML page shows, the calendar in words instead of the drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rse_plan.documents.folio import (
    Contents,
    Fact,
    Facts,
    Folio,
    Framed,
    PageBreak,
    Piece,
    Points,
    Row,
    Said,
    Title,
    Voice,
    mark,
)
from rse_plan.documents.folio_parts import (
    Columns,
    assumptions,
    chapter,
    marked,
    measures,
    remark,
    risks,
    row,
    run_in,
    sources,
    table,
)
from rse_plan.documents.gantt import Row as ChartRow
from rse_plan.documents.rows import KeyDate, TaskGroup, TaskRow
from rse_plan.documents.tree import joined, line, strong
from rse_plan.documents.views import Calendar, Opening, PageOne, PlanView, ReaderPage
from rse_plan.documents.words import Words

PAGES = 12


def plan_folio(view: PlanView, words: Words) -> Folio:
    """All that the plan says."""
    pieces = (
        *_page_one(view.page_one, words),
        Contents(words.say("Contents")),
        *_calendar(view.calendar, words),
        *(piece for page in view.readers for piece in _reader(page, words)),
        PageBreak(),
        *_rests_on(view, words),
    )
    return Folio(name="plan", heading=view.heading, pieces=pieces, most_pages=PAGES)


def _page_one(one: PageOne, words: Words) -> Iterator[Piece]:
    if one.news:
        moved = Title(line(words.say("What moved since the plan before")), 1, "news")
        yield Framed((moved, Points(one.news)))
    audience = joined([one.audience, one.then], " ")
    said = (("What it serves", one.purpose), ("For whom", audience), ("Who answers for it", one.answers))
    yield Facts(tuple(Fact(words.say(name), (each,)) for name, each in said))
    yield _opening(one, words)
    yield from _key_dates(one, words)
    yield from _todos(one, words)
    yield from _supposed(one, words)
    if one.legal_basis:
        yield run_in(words.say("What counsel says of legal delays"), one.legal_basis)
    if one.unnamed:
        yield run_in(words.say("Roles without a name"), one.unnamed)


def _opening(one: PageOne, words: Words) -> Framed:
    title = Title(line(words.say("First opening")), 1, "opening")
    if one.opening is None:
        return Framed((title, Said(one.no_opening)))
    return Framed((title, Said(line(one.opening.date), Voice.FIGURE), _moves(one.opening, words)))


def _moves(opening: Opening, words: Words) -> Facts:
    said = (
        ("What fixes it", opening.fixed_by),
        ("What the law says", opening.law),
        ("Later if", opening.later_if),
        ("Next opening", opening.next),
    )
    return Facts(tuple(Fact(words.say(name), each) for name, each in said if each))


def _key_dates(one: PageOne, words: Words) -> Iterator[Piece]:
    title = words.say("The dates that count")
    yield chapter(title, "key-dates")
    columns = (("Date", 13), ("Mark", 14), ("What", 53), ("Who", 20))
    yield table(words, title, columns, map(_key_date, one.dates))


def _key_date(each: KeyDate) -> Row:
    what = strong(each.what) if each.kind == "opening" else each.what
    return row(strong(each.date), mark(each.mark, each.kind), what, each.who, sign=each.kind)


def _todos(one: PageOne, words: Words) -> Iterator[Piece]:
    if one.todos:
        yield chapter(one.todo_title, "todo")
        columns = (("To do", 58), ("Who", 28), ("By", 14))
        rows = (row(each.what, each.who, each.due) for each in one.todos)
        yield replace(table(words, one.todo_title, columns, rows), boxed=True)
        yield from remark(one.todo_more)


def _supposed(one: PageOne, words: Words) -> Iterator[Piece]:
    if one.supposed:
        title = words.say("What we assume")
        yield chapter(title, "supposed")
        columns = (("We assume", 46), ("Who checks", 20), ("If it is wrong", 34))
        rows = (row(each.what, each.who, each.if_wrong) for each in one.supposed)
        yield table(words, title, columns, rows)
        yield from remark(one.supposed_more)


def _calendar(calendar: Calendar, words: Words) -> Iterator[Piece]:
    yield chapter(words.say("Calendar"), calendar.anchor)
    columns = (("What", 39), ("Kind", 15), ("First day", 17), ("Last day", 17), ("First opening", 12))
    hangs = words.say("hangs on it")
    rows = (_bar(each, hangs if each.critical else "") for each in calendar.chart.rows)
    yield table(words, calendar.chart.name, columns, rows)
    phases = (row(strong(each.title), each.start, each.finish) for each in calendar.phases)
    yield table(words, words.say("Phases"), (("Phase", 50), ("First day", 25), ("Last day", 25)), phases)
    if calendar.critical:
        yield run_in(words.say("What the first opening hangs on"), calendar.critical)


def _bar(each: ChartRow, hangs: str) -> Row:
    phase = each.kind == "phase"
    title = strong(each.full_label) if phase else line(each.full_label)
    return row(title, each.what, each.start, each.finish, hangs, sign="phase" if phase else "")


def _reader(page: ReaderPage, words: Words) -> Iterator[Piece]:
    yield chapter(page.title, page.anchor)
    yield from remark(page.time)
    for group in page.groups:
        if group.title:
            yield Title(line(group.title), 2)
        yield from remark(group.note)
        yield _tasks(group, group.title or page.title, words)
    yield from remark(page.more)


def _tasks(group: TaskGroup, caption: str, words: Words) -> Piece:
    named = any(each.who for each in group.rows)
    columns: Columns = (("Date", 16), ("What", 40), ("Done when", 44))
    if named:
        columns = (("Date", 16), ("What", 34), ("Who", 16), ("Done when", 34))
    return table(words, caption, columns, (_task(each, named) for each in group.rows))


def _task(each: TaskRow, named: bool) -> Row:
    words = strong(each.what) if each.sign == "opening" else each.what
    what = joined([marked(words, each.mark, each.sign), each.state], " ")
    who = (line(each.who),) if named else ()
    return row(each.date, what, *who, each.done_when, sign=each.sign)


def _rests_on(view: PlanView, words: Words) -> Iterator[Piece]:
    yield chapter(words.say("Risks"), "risks")
    yield risks(words, view.risks)
    yield from remark(view.risks_more)
    yield chapter(words.say("Measures"), "measures")
    yield from remark(view.measures_rule)
    yield measures(words, view.measures)
    yield from remark(view.measures_more)
    yield chapter(words.say("Assumptions"), "assumptions")
    yield assumptions(words, view.assumptions)
    yield from remark(view.assumptions_more)
    yield chapter(words.say("Sources"), "sources")
    yield sources(words, view.sources)
    yield from remark(view.sources_more)
