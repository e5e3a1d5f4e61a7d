"""The chapter of a consultation file on a plan under way: what is done, what the opening is still subject to.

Work that was promised is told, never who does it well or late: nobody is evaluated by a file of this kind.
"""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.documents.council_file import CouncilFile
from rse_plan.documents.folio import Piece, Points, Said, Voice
from rse_plan.documents.key_dates import pilot_decision
from rse_plan.documents.opening import has_opened, opening_state
from rse_plan.documents.standing import stand_of, standing_whole
from rse_plan.documents.telling import instances
from rse_plan.documents.topics import ACCESS, DISCONNECTION, EXPRESSION, TIME, TRAINING, of_topic
from rse_plan.documents.tree import Line, line
from rse_plan.planning.plan import Planned
from rse_plan.planning.standing import Stand, settles

PROMISED = (*TIME, *DISCONNECTION, *TRAINING, *ACCESS, *EXPRESSION)
"""Measures of the chapter on working conditions."""
MOST_OPEN = 6
"""Measures named among those that nobody has reported done."""


def progress_pieces(file: CouncilFile) -> Iterator[Piece]:
    """What is done and what is not, on a day; nothing before anything has happened."""
    if file.plan.today is None:
        return
    words = file.words
    yield Said(line(words.say("As it stood on {day}.", day=words.date(file.plan.today))))
    yield Points(tuple(filter(None, (*_consultation(file), _opening(file), *_promised(file)))))
    aside = "What nobody has reported is taken to have gone as planned, and is marked “not confirmed”."
    yield Said(line(words.say(aside)), Voice.ASIDE)


def has_answer(file: CouncilFile) -> bool:
    """Whether somebody has decided on the opening, or it took place."""
    decision = pilot_decision(file.plan)
    standings = file.telling.standings
    if standings is None:
        return False
    return has_opened(file.telling) or (decision is not None and settles(standings.decision_on(decision)))


def _consultation(file: CouncilFile) -> Iterator[Line]:
    """The file and the opinion."""
    for item in filter(None, (file.handed, file.gate)):
        yield _state(file, (item,))


def _state(file: CouncilFile, group: tuple[Planned, ...]) -> Line:
    words, first = file.words, group[0]
    title = file.telling.merged(group)
    if stand_of(file.telling, first) == Stand.TO_DO.value:
        return words.sentence("{title}: to come, {date}", title=title, date=words.date(first.finish))
    return words.sentence("{title}: {state}", title=title, state=standing_whole(file.telling, first))


def _opening(file: CouncilFile) -> Line:
    """That it is decided, took place, or that it waits for a decision."""
    words, plan = file.words, file.plan
    if plan.first_opening is None:
        return Line()
    day = words.date(plan.first_opening)
    state = opening_state(file.telling, plan.first_opening, day)
    undecided = words.say("{date}, if it is decided", date=day)
    return line(words.say("First opening: {date}", date=state or undecided))


def _promised(file: CouncilFile) -> Iterator[Line]:
    """How many of the measures due by now are reported done, and which are not."""
    words, telling, today = file.words, file.telling, file.plan.today
    found = of_topic(file.plan, PROMISED, file.employer.id)
    due = [item for item in found if today is not None and (item.finish < today or _is_done(file, item))]
    if not due:
        return
    done = sum(_is_done(file, item) for item in due)
    yield line(
        words.say(
            "Measures for working conditions that are due and reported done: {done} of {count}.",
            done=str(done),
            count=str(len(due)),
        )
    )
    open_ = [group for group in instances(due) if not all(_is_done(file, item) for item in group)]
    named = [telling.merged(group).plain for group in open_[:MOST_OPEN]]
    if rest := len(open_) - len(named):
        named.append(words.count("1 other", "{count} others", rest))
    if named:
        yield line(words.say("Not confirmed: {titles}.", titles=words.pause.join(named)))


def _is_done(file: CouncilFile, item: Planned) -> bool:
    return stand_of(file.telling, item) == Stand.DONE.value
