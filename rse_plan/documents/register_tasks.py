"""The register's tasks: who, when, why then, why at all, on what evidence, from which file."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.documents.opening import lead_taken
from rse_plan.documents.readers import when
from rse_plan.documents.rows import RaciRow, RegisterPhase, RegisterTask, UnconfirmedRow
from rse_plan.documents.standing import standing_whole, unconfirmed
from rse_plan.documents.task_grounds import adjustments, fixed_by, reasons_told
from rse_plan.documents.telling import Telling, answering
from rse_plan.documents.tree import Line, Passage, line
from rse_plan.planning.plan import Planned

KINDS = {"task": "task", "gate": "wait", "milestone": "milestone", "ongoing": "recurring work"}


def register_phases(telling: Telling) -> tuple[RegisterPhase, ...]:
    """Every item, under its phase."""
    found = []
    for each in telling.plan.phases:
        tasks = tuple(_task(telling, item) for item in telling.plan.items if item.phase == each.phase.id)
        title = telling.words.title(each.phase.title)
        found.append(RegisterPhase(title=title, anchor=f"phase-{each.phase.id}", tasks=tasks))
    return tuple(phase for phase in found if phase.tasks)


def unconfirmed_rows(telling: Telling) -> tuple[UnconfirmedRow, ...]:
    """What the plan takes to have gone as planned because nobody has said anything of it."""
    return tuple(
        UnconfirmedRow(
            date=telling.words.day(group[0].finish, telling.plan.start),
            what=telling.merged(group),
            who=telling.who(answering(group[0])),
        )
        for group in unconfirmed(telling)
    )


def _task(telling: Telling, item: Planned) -> RegisterTask:
    words, work = telling.words, item.item
    done_when = getattr(work, "done_when", None)
    return RegisterTask(
        id=item.id,
        title=words.line(item.title),
        kind=words.say(KINDS[item.kind]),
        state=standing_whole(telling, item),
        dates=when(telling, item),
        duration=_duration(telling, item),
        slack=_slack(telling, item),
        critical=item.critical,
        fixed_by=fixed_by(telling, item),
        raci=tuple(_raci(telling, item)),
        effort=_effort(telling, item),
        after=tuple(link.item for link in item.needs),
        done_when=words.passage(item.chosen.word(done_when)) if done_when else Passage(),
        note=words.passage(item.chosen.word(work.note)) if work.note else Passage(),
        reasons=line(telling.words.pause.join(reasons_told(telling, (item,)))),
        adjusted=adjustments(telling, item),
        evidence=_evidence(telling, item),
        origin=_origin(item),
    )


def _duration(telling: Telling, item: Planned) -> str:
    words = telling.words
    if item.kind == "ongoing":
        return words.count("1 time", "{count} times", item.occurrences)
    if item.lead is not None:
        return lead_taken(telling, item)
    return words.count("1 working day", "{count} working days", item.days) if item.days else ""


def _slack(telling: Telling, item: Planned) -> str:
    words = telling.words
    if item.slack is None:
        return ""
    if item.critical:
        return words.say("no slack")
    return words.count("1 working day", "{count} working days", item.slack)


def _raci(telling: Telling, item: Planned) -> Iterator[RaciRow]:
    words, raci = telling.words, item.item.raci
    rows = (
        ("R", words.say("does"), raci.responsible),
        ("A", words.say("answers for it"), raci.accountable),
        ("C", words.say("consulted"), raci.consulted),
        ("I", words.say("informed"), raci.informed),
    )
    for letter, meaning, roles in rows:
        if roles:
            listed = words.listed(telling.who(role) for role in roles)
            yield RaciRow(letter=letter, meaning=meaning, roles=listed)


def _effort(telling: Telling, item: Planned) -> str:
    words = telling.words
    shares = [
        words.say(
            "{effort} ({role})", role=telling.role(role), effort=words.effort(minutes, telling.hours_a_day)
        )
        for role, minutes in item.effort.items()
        if minutes
    ]
    text = ", ".join(shares)
    if text and item.kind == "ongoing":
        return words.say("{effort} each time", effort=text)
    return text


def _evidence(telling: Telling, item: Planned) -> Line:
    found = telling.cite(*item.item.because)
    return Line(found.parts[1:])


def _origin(item: Planned) -> str:
    span = item.chosen.origin.span
    return f"{span.path}:{span.line}"
