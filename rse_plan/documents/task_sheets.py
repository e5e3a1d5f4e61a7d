"""The tables of the work: every task with its owner, days and state; who has which part; hours by week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rse_plan.documents.register_tasks import KINDS
from rse_plan.documents.sheet_columns import (
    cited,
    id_column,
    note_column,
    owned,
    owner_columns,
    place,
    place_column,
    sources_column,
    yes_if,
)
from rse_plan.documents.sheets import Cell, Column, Holds, Sheet
from rse_plan.documents.telling import Telling, sign_of
from rse_plan.documents.words import Words
from rse_plan.planning.bounds import Link
from rse_plan.planning.plan import Planned
from rse_plan.planning.role_load import WeekLoad

PARTS = ("responsible", "accountable", "consulted", "informed")
LETTERS = ("R", "A", "C", "I")


def states(words: Words) -> tuple[str, ...]:
    """What the state of a task can be, in order: to do, in progress, blocked, done."""
    return (words.say("to do"), words.say("in progress"), words.say("blocked"), words.say("done"))


def tasks_sheet(telling: Telling) -> Sheet:
    """Every task, gate, milestone and recurring work, in the order of the plan."""
    words = telling.words
    numbers = {item.id: number for number, item in enumerate(telling.plan.items, start=1)}
    phases = {row.phase.id: words.title(row.phase.title) for row in telling.plan.phases}
    return Sheet(
        key="tasks",
        name=words.say("Tasks"),
        about=words.say(
            "Every task with its owner and its days. The column of states is for you to keep up."
        ),
        columns=(*_planned_columns(telling), *_kept_columns(telling), *_further_columns(telling)),
        rows=tuple(_task(telling, item, numbers, phases) for item in telling.plan.items),
    )


def _planned_columns(telling: Telling) -> tuple[Column, ...]:
    words = telling.words
    owner, name = owner_columns(telling)
    return (
        id_column(telling),
        Column(key="number", title=words.say("Number"), width=9, holds=Holds.WHOLE),
        Column(key="title", title=words.say("Task"), width=46),
        Column(key="phase", title=words.say("Phase"), width=14),
        Column(key="kind", title=words.say("Kind"), width=11),
        owner,
        name,
        Column(key="start", title=words.say("Start"), width=14, holds=Holds.DAY, filled=True),
        Column(key="finish", title=words.say("Finish"), width=14, holds=Holds.DAY, filled=True),
        Column(key="days", title=words.say("Working days"), width=9, holds=Holds.WHOLE),
    )


def _kept_columns(telling: Telling) -> tuple[Column, ...]:
    words = telling.words
    return (
        Column(key="status", title=words.say("State"), width=12, filled=True, choices=states(words)),
        Column(key="mark", title=words.say("Law or decision"), width=12),
        Column(key="critical", title=words.say("Critical path"), width=10),
        note_column(telling),
    )


def _further_columns(telling: Telling) -> tuple[Column, ...]:
    """What there is no room for on paper: RACI is a sheet of its own, the rest is in the register."""
    words = telling.words
    parts = (words.say("does"), words.say("answers for it"), words.say("consulted"), words.say("informed"))
    return (
        Column(key="wave", title=words.say("Wave"), width=8, holds=Holds.WHOLE, printed=False),
        place_column(telling),
        Column(key="effort", title=words.say("Effort in hours"), width=10, holds=Holds.HOURS, printed=False),
        Column(key="efforts", title=words.say("Effort by role"), width=40, printed=False),
        Column(key="slack", title=words.say("Slack in days"), width=10, holds=Holds.WHOLE, printed=False),
        Column(key="after", title=words.say("After tasks"), width=24, printed=False),
        Column(key="done_when", title=words.say("Done when"), width=80, printed=False),
        *(
            Column(key=key, title=words.capital(title), width=30, printed=False)
            for key, title in zip(PARTS, parts, strict=True)
        ),
        sources_column(telling),
    )


def _task(
    telling: Telling, item: Planned, numbers: Mapping[str, int], phases: Mapping[str, str]
) -> tuple[Cell, ...]:
    words = telling.words
    planned: tuple[Cell, ...] = (
        item.id,
        numbers[item.id],
        words.text(item.title),
        phases.get(item.phase, item.phase),
        words.say(KINDS[item.kind]),
        *owned(telling, item.owner),
        item.start,
        item.finish,
        item.days,
    )
    kept = (_state(words, item), _mark(words, item), yes_if(telling, item.critical), _reason(item))
    return (*planned, *kept, *_further(telling, item, numbers))


def _state(words: Words, item: Planned) -> str:
    """The state that was reported: what nobody has spoken of is to do, though its day may have passed."""
    to_do, under_way, blocked, done = states(words)
    report = item.report
    if report is None:
        return to_do
    if report.done is not None:
        return done
    return blocked if report.blocked is not None else under_way if report.started is not None else to_do


def _reason(item: Planned) -> str:
    """Why it is blocked, in the words that were given."""
    report = item.report
    return report.reason or "" if report is not None and report.blocked is not None else ""


def _further(telling: Telling, item: Planned, numbers: Mapping[str, int]) -> Iterator[Cell]:
    words = telling.words
    done_when = getattr(item.item, "done_when", None)
    yield item.wave
    yield place(telling, item.chosen.elements)
    yield round(sum(item.effort.values()) * item.occurrences / 60, 2)
    yield words.pause.join(_efforts(telling, item))
    yield item.slack
    yield _after(words, item.needs, numbers)
    yield words.text(item.chosen.word(done_when)) if done_when else ""
    for part in PARTS:
        roles = getattr(item.item.raci, part)
        yield words.pause.join(telling.role(role) for role in roles)
    yield cited(telling, item.item.because)


def _efforts(telling: Telling, item: Planned) -> Iterator[str]:
    """By role; of recurring work for one time, and how often that is."""
    words = telling.words
    for role, minutes in item.effort.items():
        if minutes and item.occurrences > 1:
            wording = "{role}: {hours}, {times} times"
            yield words.say(
                wording, role=telling.role(role), hours=words.hours(minutes), times=item.occurrences
            )
        elif minutes:
            yield words.say("{role}: {hours}", role=telling.role(role), hours=words.hours(minutes))


def _mark(words: Words, item: Planned) -> str:
    signs = {"law": words.say("law"), "decision": words.say("decision"), "opening": words.say("opening")}
    return signs.get(sign_of(item), "")


def _after(words: Words, needs: tuple[Link, ...], numbers: Mapping[str, int]) -> Cell:
    """Numbers of what it waits for, with the time that must pass after it."""
    known = [link for link in needs if link.item in numbers]
    if len(known) == 1 and known[0].lag is None:
        return numbers[known[0].item]  # as text, programs would call it a number that lost its way
    return ", ".join(_need(words, link, numbers[link.item]) for link in known)


def _need(words: Words, link: Link, number: int) -> str:
    if link.lag is None:
        return str(number)
    return words.say("{number} and {lapse}", number=number, lapse=words.lapse(link.lag))


# Who has which part


def raci_sheet(telling: Telling) -> Sheet:
    """Tasks by roles; the letters say it all, colours only help the eye."""
    words, plan = telling.words, telling.plan
    parts = [parts_of(item) for item in plan.items]
    roles = [role for role in plan.roles if any(role in part for part in parts)]
    fixed = (
        id_column(telling),
        Column(key="number", title=words.say("Number"), width=8, holds=Holds.WHOLE),
        Column(key="title", title=words.say("Task"), width=44),
    )
    titles = [words.capital(telling.role(role)) for role in roles]
    return Sheet(
        key="raci",
        name="RACI",
        about=words.say(
            "Who has which part in each task. R does it, A answers for it, C is consulted before, "
            "I is informed after."
        ),
        columns=(*fixed, *(_role_column(*each) for each in zip(roles, titles, strict=True))),
        rows=tuple(
            (item.id, number, words.text(item.title), *(part.get(role, "") for role in roles))
            for number, (item, part) in enumerate(zip(plan.items, parts, strict=True), start=1)
        ),
    )


def _role_column(role: str, title: str) -> Column:
    return Column(key=role, title=title, width=6, holds=Holds.LETTERS)


def parts_of(item: Planned) -> Mapping[str, str]:
    """The letters of each role in a task, such as “R A”."""
    found: dict[str, list[str]] = {}
    for letter, part in zip(LETTERS, PARTS, strict=True):
        for role in getattr(item.item.raci, part):
            found.setdefault(role, []).append(letter)
    return {role: " ".join(letters) for role, letters in found.items()}


# Hours by week


def load_sheet(telling: Telling) -> Sheet:
    """Hours that roles are planned for, a row a week, beside those they have."""
    words, plan = telling.words, telling.plan
    by_week = [{week.monday: week for week in load.weeks} for load in plan.workload]
    mondays = sorted({monday for weeks in by_week for monday in weeks})
    roles = [words.capital(telling.role(load.role)) for load in plan.workload]
    return Sheet(
        key="load",
        name=words.say("Weekly load"),
        about=words.say("Hours planned for each role, week by week, beside the hours that it has."),
        columns=(
            Column(key="monday", title=words.say("Week of"), width=14, holds=Holds.DAY),
            *(
                column
                for load, role in zip(plan.workload, roles, strict=True)
                for column in _load_columns(words, load.role, role)
            ),
            Column(key="over", title=words.say("Too much"), width=40),
        ),
        rows=tuple(
            _week(words, monday, roles, [weeks.get(monday) for weeks in by_week]) for monday in mondays
        ),
    )


def _load_columns(words: Words, role: str, title: str) -> tuple[Column, Column]:
    planned = words.say("{role}: hours planned", role=title)
    available = words.say("{role}: hours available", role=title)
    return (
        Column(key=f"{role}.hours", title=planned, width=18, holds=Holds.HOURS),
        Column(key=f"{role}.capacity", title=available, width=18, holds=Holds.HOURS),
    )


def _week(
    words: Words, monday: date, roles: Sequence[str], weeks: Sequence[WeekLoad | None]
) -> tuple[Cell, ...]:
    hours: list[Cell] = []
    over = []
    for role, week in zip(roles, weeks, strict=True):
        hours += (round(week.minutes / 60, 2), round(week.capacity / 60, 2)) if week else (None, None)
        if week and week.minutes > week.capacity:
            excess = words.hours(week.minutes - week.capacity)
            over.append(words.say("{role}: {hours}", role=role, hours=excess))
    return (monday, *hours, words.pause.join(over))
