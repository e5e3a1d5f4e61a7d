"""Where the work of a plan under way stands: to do, under way, blocked, done, or past and not confirmed.

Every document says it in the same words. Nothing is said of a plan that nothing has happened to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rse_plan.documents.decisions import Taken, taken_on_item
from rse_plan.documents.folio import mark
from rse_plan.documents.telling import Telling, instances
from rse_plan.documents.tree import Line, line
from rse_plan.documents.words import Words, cut
from rse_plan.planning.plan import Planned
from rse_plan.planning.standing import Stand, Standing

REASON = 60
"""Characters of what somebody is blocked by, in the plan: the register has it whole."""


STAND_NAMES = {
    Stand.TO_DO: "to do",
    Stand.UNDER_WAY: "under way",
    Stand.BLOCKED: "blocked",
    Stand.DONE: "done",
    Stand.UNCONFIRMED: "not confirmed",
}
"""English names, in the catalogue."""


@dataclass(frozen=True, slots=True)
class Told:
    """Where an item stands, as far as all may read of it; `taken` is the decision that ended it."""

    stand: Stand
    since: date | None = None
    until: date | None = None
    """The day from which it is expected to go on."""
    reason: str = ""
    taken: Taken | None = None


def standing(telling: Telling, item: Planned) -> Told | None:
    """Where an item stands on the plan's day; None where the plan is not under way."""
    if telling.standings is None:
        return None
    found = telling.standings.of(item)
    if found.stand is Stand.DONE:
        return Told(found.stand, found.since, taken=_taken(telling, item, found))
    if found.stand is Stand.BLOCKED and found.report is not None:
        return Told(found.stand, found.since, found.report.until, found.report.reason or "")
    return Told(found.stand, found.since)


def _taken(telling: Telling, item: Planned, found: Standing) -> Taken | None:
    """The decision that ended it; of an answer that not all may read, only that it was given."""
    told = taken_on_item(telling.plan, item)
    is_reported = found.report is not None and found.report.done is not None
    if is_reported or (told is not None and told.settles):
        return told
    return Taken("", found.since) if found.since is not None else None


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


def standing_shown(telling: Telling, group: Sequence[Planned]) -> Line:
    """The same of things told together, also that they are not confirmed; nothing where they differ."""
    stand = stand_of_all(telling, group)
    if stand == Stand.UNCONFIRMED.value:
        return mark(stand_name(telling.words, stand), stand)
    return most_common([standing_mark(telling, item) for item in group])


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


def _short(telling: Telling, item: Planned, found: Told) -> str:
    day = telling.words.day(found.since, telling.plan.start) if found.since is not None else ""
    return _said(telling.words, item, found, day)


def _whole(telling: Telling, item: Planned, found: Told) -> str:
    day = telling.words.date(found.since) if found.since is not None else ""
    return _said(telling.words, item, found, day)


def _said(words: Words, item: Planned, found: Told, day: str) -> str:
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
    found = telling.standings.unconfirmed() if telling.standings is not None else ()
    yield from instances(sorted(found, key=lambda item: item.finish))


def unconfirmed_count(telling: Telling) -> Line:
    """How many that are, with where they are listed; nothing where there are none."""
    count = sum(len(group) for group in unconfirmed(telling))
    if not count:
        return Line()
    one = "1 thing whose day has passed is not confirmed: at the start of the register."
    many = "{count} things whose day has passed are not confirmed: at the start of the register."
    return line(telling.words.count(one, many, count))


def most_common(found: Sequence[Line]) -> Line:
    """What is said of all; nothing where they differ."""
    return found[0] if found and all(each == found[0] for each in found) else Line()
