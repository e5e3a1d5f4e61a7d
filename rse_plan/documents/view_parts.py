"""Parts of the readers' views: their tasks, what is asked of them, what they must find out, their hours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rse_plan.documents.brief_acts import asked_by, hangs
from rse_plan.documents.folio import Fact, Facts, Piece, Row, Said, Title, Voice
from rse_plan.documents.folio_parts import Columns, chapter, marked, row, sources, table
from rse_plan.documents.mine import Mine
from rse_plan.documents.readers import shown_from, time_planned, when
from rse_plan.documents.standing import standing_shown
from rse_plan.documents.tables import assumption_rows, risk_row, source_rows
from rse_plan.documents.telling import Telling, answering, instances, mark_of, sign_of
from rse_plan.documents.tree import Line, joined, line, strong, with_sources
from rse_plan.model.content import Risk
from rse_plan.planning.plan import Assumption, Chosen, DatedAsk, Planned
from rse_plan.planning.role_load import RoleLoad, WeekLoad
from rse_plan.planning.weekly_bill import Staffing

_MOST_WEEKS = 16
"""Rows of hours, week after week; weeks with as many hours are one row."""


def titled(telling: Telling, title: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """A chapter with its English title; nothing when it holds nothing."""
    found = tuple(pieces)
    if found:
        yield chapter(telling.words.say(title))
        yield from found


# Work


def tasks(telling: Telling, caption: str, items: Sequence[Planned], *, who: bool = False) -> Iterator[Piece]:
    """Each with its days and what shows that it is done, the first due first."""
    if not items:
        return
    groups = sorted(instances(items), key=lambda group: (shown_from(group[0]), group[0].finish))
    columns: Columns = (("Date", 17), ("What", 39), ("Done when", 44))
    if who:
        columns = (("Date", 17), ("What", 35), ("Who", 16), ("Done when", 32))
    rows = (_task(telling, group, who) for group in groups)
    yield table(telling.words, telling.words.say(caption), columns, rows)


def _task(telling: Telling, group: tuple[Planned, ...], who: bool) -> Row:
    first, words = group[0], telling.words
    done = getattr(first.item, "done_when", None)
    values = [item.chosen.values for item in group]
    what = marked(telling.merged(group), mark_of(first, words), sign_of(first)) + grounds(telling, group)
    what = joined([what, standing_shown(telling, group)], " ")
    cells = (line(words.capital(telling.who(answering(first)))),) if who else ()
    shown = telling.together(done, values) if done else Line()
    return row(when(telling, first), what, *cells, shown, sign=sign_of(first))


_WAVE = re.compile(r"\b(?:vague|wave)\s\d+", re.IGNORECASE)
"""The number of a wave is a name, no figure that anybody has measured."""


def grounds(telling: Telling, group: Sequence[Planned]) -> Line:
    """The numbers of what it rests on, where it states a figure or a rule of law."""
    first = group[0]
    said = f"{telling.merged(group).plain} {getattr(first.item, 'done_when', None) or ''}"
    figure = any(sign.isdigit() for sign in _WAVE.sub("", said))
    return telling.cite(*first.item.because) if first.legal or figure else Line()


def dates(telling: Telling, caption: str, items: Sequence[Planned]) -> Iterator[Piece]:
    """What others do, and when: for those who are asked, or told."""
    if not items:
        return
    groups = sorted(instances(items), key=lambda group: (shown_from(group[0]), group[0].finish))
    columns = (("Date", 19), ("What", 54), ("Who does it", 27))
    rows = (
        row(
            when(telling, g[0]),
            joined([telling.merged(g) + grounds(telling, g), standing_shown(telling, g)], " "),
            telling.words.capital(telling.role(answering(g[0]))),
        )
        for g in groups
    )
    yield table(telling.words, telling.words.say(caption), columns, rows)


def asks(telling: Telling, caption: str, found: Sequence[DatedAsk]) -> Iterator[Piece]:
    """Acts asked or offered, with the time they take."""
    if not found:
        return
    columns = (("By", 16), ("Act", 42), ("Time", 11), ("Otherwise", 31))
    rows = (_ask(telling, ask) for ask in found)
    yield table(telling.words, telling.words.say(caption), columns, rows)


def _ask(telling: Telling, ask: DatedAsk) -> Row:
    words, item = telling.words, ask.chosen.item
    what = with_sources(words.line(ask.chosen.word(item.do)), telling.cite(*item.because))
    told = item.if_refused if hangs(telling, ask) else None
    otherwise = words.line(ask.chosen.word(told)) if told else Line()
    return row(asked_by(telling, ask), what, words.hours(item.minutes), otherwise)


# Questions, risks


def questions(telling: Telling, found: Sequence[Assumption]) -> Iterator[Piece]:
    """What the plan takes for true until this reader says so."""
    if not found:
        return
    columns = (("We assume", 34), ("How to find out", 36), ("If it is wrong", 30))
    rows = (row(each.what, each.todo, each.if_wrong) for each in assumption_rows(telling, found))
    yield table(telling.words, telling.words.say("What is assumed, and who finds out"), columns, rows)


def risks(telling: Telling, found: Sequence[Chosen[Risk]], columns: Columns | None = None) -> Iterator[Piece]:
    """What may go wrong and is theirs to watch, the gravest first."""
    if not found:
        return
    groups = [tuple(group) for _, group in groupby(sorted(found, key=_by_weight), key=lambda r: r.ref)]
    told = [risk_row(telling, group) for group in groups]
    names = columns or (("Risk", 34), ("Early sign", 30), ("Response", 36))
    rows = (row(strong(each.title), each.sign, each.response) for each in told)
    yield table(telling.words, telling.words.say("Risks, the heaviest first"), names, rows)


def _by_weight(risk: Chosen[Risk]) -> tuple[int, str]:
    return -risk.item.likelihood * risk.item.impact, risk.ref


# Hours


def hours(telling: Telling, roles: Sequence[str]) -> Iterator[Piece]:
    """What the tasks take, the guide's minimum by week, and the weeks of roles whose hours are known."""
    if total := time_planned(telling, roles):
        yield Said(total)
    yield from _weekly(telling, roles)
    for load in telling.plan.workload:
        if load.role in roles and load.weeks:
            yield from _weeks(telling, load)


def _weekly(telling: Telling, roles: Sequence[str]) -> Iterator[Piece]:
    words = telling.words
    names = {"pilot": words.say("Pilot"), "full": words.say("Everyone")}
    rows = [
        row(
            strong(words.capital(telling.role(each.role))) + hours_from(telling, each.role),
            names.get(stage.stage, stage.stage),
            words.number(each.people),
            words.weekly(each.before),
            words.weekly(each.after),
        )
        for stage in _stages(telling)
        for each in stage.rows
        if each.role in roles
    ]
    if rows:
        columns = (
            ("Role", 30),
            ("Stage", 18),
            ("People", 14),
            ("Hours a week before", 19),
            ("Hours a week after", 19),
        )
        yield table(words, words.say("Hours a week, all the people of the role together"), columns, rows)


def hours_from(telling: Telling, role: str) -> Line:
    """The numbers of the sources that give a role its hours."""
    found = telling.plan.roles.get(role)
    return telling.cite(*found.because) if found is not None else Line()


def _stages(telling: Telling) -> Sequence[Staffing]:
    """The pilot, then everyone when that is more people."""
    stages = telling.plan.staffing
    return stages[:1] if len({stage.members for stage in stages}) < 2 else stages


def _weeks(telling: Telling, load: RoleLoad) -> Iterator[Piece]:
    words, near = telling.words, telling.plan.start
    runs = [tuple(run) for _, run in groupby(load.weeks, key=lambda week: (week.minutes, week.capacity))]
    title = words.say("{role}: planned hours, week by week", role=words.capital(telling.role(load.role)))
    columns = (("Week of", 40), ("Planned", 30), ("Available", 30))
    rows = [
        row(_run(telling, run), words.hours(run[0].minutes), words.hours(run[0].capacity))
        for run in runs[:_MOST_WEEKS]
    ]
    yield Title(line(title), 2)
    yield table(words, title, columns, rows)
    if len(runs) > _MOST_WEEKS:
        last = runs[_MOST_WEEKS - 1][-1].monday
        yield Said(
            line(words.say("The weeks after {date}: in the plan’s data.", date=words.day(last, near))),
            Voice.ASIDE,
        )


def _run(telling: Telling, run: Sequence[WeekLoad]) -> str:
    words, near = telling.words, telling.plan.start
    if len(run) == 1:
        return words.day(run[0].monday, near)
    first, last = (words.day(each.monday, near) for each in (run[0], run[-1]))
    return words.say("{first} to {last} ({count} weeks)", first=first, last=last, count=len(run))


# What it rests on


def with_its_sources(telling: Telling, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces, then each source that they cite with what it says and its limit."""
    yield from pieces
    found = source_rows(telling)
    if found:
        yield chapter(telling.words.say("Sources"))
        yield sources(telling.words, found)


# A view's own words


def reader_pieces(telling: Telling, found: Mine, own: Iterable[Piece] = ()) -> Iterator[Piece]:
    """What every reader finds: theirs to do, to answer for, to be asked, to find out, to watch; then `own`,
    what this reader alone has, and last what others do with their advice."""
    yield from titled(telling, "What you do", tasks(telling, "Your tasks", found.does))
    yield from titled(telling, "What you answer for, others doing it", _answers(telling, found))
    yield from titled(telling, "What is asked of you", asks(telling, "Acts asked of you", found.asks))
    yield from titled(telling, "What we need to know from you", questions(telling, found.questions))
    yield from titled(telling, "Your time", hours(telling, found.roles))
    yield from titled(telling, "Risks that you watch", risks(telling, found.risks))
    yield from own
    consulted = dates(telling, "Consulted before it is done", found.consulted)
    yield from titled(telling, "What you are consulted on", consulted)


def _answers(telling: Telling, found: Mine) -> Iterator[Piece]:
    return tasks(telling, "What you answer for, others doing it", found.answers, who=True)


def facts(telling: Telling, rows: Iterable[tuple[str, Line | str]]) -> Iterator[Piece]:
    """Names, in English, with what is said of each; those of which nothing is said are left out."""
    told = [(name, line(words) if isinstance(words, str) else words) for name, words in rows]
    kept = tuple(Fact(telling.words.say(name), (words,)) for name, words in told if words)
    if kept:
        yield Facts(kept)
