"""The register's tasks: who, when, why then, why at all, on what evidence, from which file."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.documents.opening import lead_taken
from rse_plan.documents.readers import when
from rse_plan.documents.rows import RaciRow, RegisterPhase, RegisterTask
from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import Line, Passage, joined, line
from rse_plan.planning.plan import BoundKind, Planned

KINDS = {"task": "task", "gate": "wait", "milestone": "milestone", "ongoing": "recurring work"}


def register_phases(telling: Telling) -> tuple[RegisterPhase, ...]:
    """Every item, under its phase."""
    found = []
    for each in telling.plan.phases:
        tasks = tuple(_task(telling, item) for item in telling.plan.items if item.phase == each.phase.id)
        title = telling.words.title(each.phase.title)
        found.append(RegisterPhase(title=title, anchor=f"phase-{each.phase.id}", tasks=tasks))
    return tuple(phase for phase in found if phase.tasks)


def _task(telling: Telling, item: Planned) -> RegisterTask:
    words, work = telling.words, item.item
    done_when = getattr(work, "done_when", None)
    return RegisterTask(
        id=item.id,
        title=words.line(item.title),
        kind=words.say(KINDS[item.kind]),
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
        reasons=_reasons(telling, item),
        adjusted=_adjusted(telling, item),
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


def fixed_by(telling: Telling, item: Planned) -> Line:
    """What its date comes from, in words."""
    words, bound = telling.words, item.bound
    other = telling.by_id.get(bound.item or "")
    if bound.kind is BoundKind.NEED and other is not None:
        return words.sentence("after: {title}", title=words.line(other.title))
    if bound.kind is BoundKind.CAPACITY and other is not None and other.finish < item.start:
        roles = words.listed([telling.role(role) for role in bound.roles])
        return words.sentence(
            "no hours left ({roles}) before the end of: {title}", roles=roles, title=words.line(other.title)
        )
    return line(
        {
            BoundKind.START: words.say("the first day of the plan"),
            BoundKind.NEED: words.say("what it waits for"),
            BoundKind.CAPACITY: words.say(
                "no hours left ({roles})", roles=words.listed([telling.role(role) for role in bound.roles])
            ),
            BoundKind.FREEZE: words.say("a period in which nothing new opens"),
            BoundKind.PINNED: words.say("a date that the answers give"),
            BoundKind.LATE: words.say("as late as what follows allows"),
        }[bound.kind]
    )


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


def _reasons(telling: Telling, item: Planned) -> Line:
    told = dict.fromkeys(telling.words.reason(reason) for reason in item.chosen.reasons)
    return line(telling.words.pause.join(told))


def _adjusted(telling: Telling, item: Planned) -> Line:
    """Why it is longer or shorter than usual; what rests on a confidential answer is not told."""
    words = telling.words
    hidden = line(words.say("decided by the project team"))
    told = [hidden if change.private else words.line(change.why) for change in item.chosen.adjusted]
    return joined(tuple(dict.fromkeys(told)), words.pause)


def _evidence(telling: Telling, item: Planned) -> Line:
    found = telling.cite(*item.item.because)
    return Line(found.parts[1:])


def _origin(item: Planned) -> str:
    span = item.chosen.origin.span
    return f"{span.path}:{span.line}"
