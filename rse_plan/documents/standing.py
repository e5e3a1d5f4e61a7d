"""Where the work of a plan under way stands: to do, under way, blocked, done, or past and not confirmed.

Every document says it in the same words. Nothing is said of a plan that nothing has happened to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rse_plan.documents.decisions import Taken, taken_on_item
from rse_plan.documents.folio import mark
from rse_plan.documents.telling import Telling, instances
from rse_plan.documents.tree import Line, line
from rse_plan.documents.words import Words, cut
from rse_plan.planning.plan import Planned

REASON = 60
"""Characters of what somebody is blocked by, in the plan: the register has it whole."""


class Stand(StrEnum):
    """How far something is, the least advanced first."""

    BLOCKED = "blocked"
    UNDER_WAY = "under-way"
    TO_DO = "to-do"
    UNCONFIRMED = "unconfirmed"
    """Its last day has passed, and nobody has reported anything: it is taken to have gone as planned."""
    DONE = "done"


STAND_NAMES = {
    Stand.TO_DO: "to do",
    Stand.UNDER_WAY: "under way",
    Stand.BLOCKED: "blocked",
    Stand.DONE: "done",
    Stand.UNCONFIRMED: "not confirmed",
}
"""English names, in the catalogue."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an item stands; `since` is the day on which it ended, began or was stopped."""

    stand: Stand
    since: date | None = None
    until: date | None = None
    """The day from which it is expected to go on."""
    reason: str = ""
    taken: Taken | None = None
    """The decision that ended it."""


def standing(telling: Telling, item: Planned) -> Standing | None:
    """Where an item stands on the plan's day; None where the plan is not under way."""
    today, report = telling.plan.today, item.report
    if today is None:
        return None
    taken = taken_on_item(telling.plan, item)
    if report is not None and report.done is not None:
        return Standing(Stand.DONE, report.done, taken=taken)
    if taken is not None and taken.settles:
        return Standing(Stand.DONE, taken.on, taken=taken)
    if report is not None and report.blocked is not None:
        return Standing(Stand.BLOCKED, report.blocked, report.until, report.reason or "")
    if report is not None and report.started is not None:
        return Standing(Stand.UNDER_WAY, report.started)
    if item.finish < today and item.kind != "ongoing":
        return Standing(Stand.UNCONFIRMED)
    return Standing(Stand.TO_DO)


def stand_of(telling: Telling, item: Planned) -> str:
    """The same as a word for formats' own signs; empty where the plan is not under way."""
    found = standing(telling, item)
    return found.stand.value if found is not None else ""


def stand_of_all(telling: Telling, items: Iterable[Planned]) -> str:
    """How far things are that are told together: as far as the one that is least advanced."""
    order = list(Stand)
    found = [each.stand for item in items if (each := standing(telling, item)) is not None]
    return min(found, key=order.index).value if found else ""


def stand_name(words: Words, stand: str) -> str:
    """In words: to do, under way, blocked, done, not confirmed."""
    return words.say(STAND_NAMES[Stand(stand)])


def is_settled(telling: Telling, item: Planned) -> bool:
    """Whether it is done, or its day has passed: nothing is left to do about it."""
    found = standing(telling, item)
    return found is not None and found.stand in (Stand.DONE, Stand.UNCONFIRMED)


def consultation_is_due(telling: Telling) -> bool:
    """Whether a works council has still to be heard, as far as anybody has said."""
    gates = [one for one in telling.plan.items if getattr(one.item, "gate", None) == "works-council"]
    return telling.plan.consultation and not all(
        stand_of(telling, gate) == Stand.DONE.value for gate in gates
    )


def standing_mark(telling: Telling, item: Planned) -> Line:
    """In a few words after a title: “done 5 Feb”; nothing of what is to do or not confirmed."""
    found = standing(telling, item)
    if found is None or found.stand not in (Stand.DONE, Stand.UNDER_WAY, Stand.BLOCKED):
        return Line()
    said = mark(_short(telling, item, found), found.stand.value)
    reason = cut(line(telling.words.typed(found.reason)), REASON)
    return telling.words.sentence("{state}: {reason}", state=said, reason=reason) if reason else said


def standing_whole(telling: Telling, item: Planned) -> Line:
    """All that was reported of it, with whole dates; nothing where the plan is not under way."""
    found = standing(telling, item)
    if found is None:
        return Line()
    words, said = telling.words, mark(_whole(telling, item, found), found.stand.value)
    if found.reason:
        said = words.sentence("{state}: {reason}", state=said, reason=words.typed(found.reason.rstrip(". ")))
    if found.until is not None:
        day = words.date(found.until)
        said = words.sentence("{state}. Expected to go on from {date}.", state=said, date=day)
    if found.taken is not None and found.taken.note:
        said = words.sentence("{state}: {reason}", state=said, reason=words.typed(found.taken.note))
    return said


def _short(telling: Telling, item: Planned, found: Standing) -> str:
    day = telling.words.day(found.since, telling.plan.start) if found.since is not None else ""
    return _said(telling.words, item, found, day)


def _whole(telling: Telling, item: Planned, found: Standing) -> str:
    day = telling.words.date(found.since) if found.since is not None else ""
    return _said(telling.words, item, found, day)


def _said(words: Words, item: Planned, found: Standing, day: str) -> str:
    if found.stand is Stand.DONE and found.taken is not None:
        return found.taken.said(words, day)
    if found.stand is Stand.DONE:
        return words.say(_ENDED.get("opening" if item.opens else item.kind, "done {date}"), date=day)
    if found.stand is Stand.UNDER_WAY:
        return words.say("under way since {date}", date=day)
    if found.stand is Stand.BLOCKED:
        return words.say("blocked since {date}", date=day)
    return stand_name(words, found.stand.value)


_ENDED = {"gate": "ended {date}", "milestone": "reached {date}", "opening": "opened {date}"}
"""What is said of what is done: a task is done."""


def unconfirmed(telling: Telling) -> Iterator[tuple[Planned, ...]]:
    """What has passed without a report, in the order of its last days; instances of one item together."""
    found = [item for item in telling.plan.items if stand_of(telling, item) == Stand.UNCONFIRMED.value]
    yield from instances(sorted(found, key=lambda item: item.finish))


def unconfirmed_count(telling: Telling) -> Line:
    """How many that are, with where they are listed; nothing where there are none."""
    count = sum(stand_of(telling, item) == Stand.UNCONFIRMED.value for item in telling.plan.items)
    if not count:
        return Line()
    one = "1 thing whose day has passed is not confirmed: at the start of the register."
    many = "{count} things whose day has passed are not confirmed: at the start of the register."
    return line(telling.words.count(one, many, count))


def most_common(found: Sequence[Line]) -> Line:
    """What is said of all; nothing where they differ."""
    return found[0] if found and all(each == found[0] for each in found) else Line()
