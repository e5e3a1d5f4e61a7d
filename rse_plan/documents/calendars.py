"""The plan as days in calendars: one for everyone with what counts, one for each reader with what is theirs.

A day has the same name for calendar programs in every version of a plan and in every file that holds it, so
that whoever takes in a newer file, or two of them, finds each day once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rse_plan.documents.decisions import has_passed, is_taken, taken
from rse_plan.documents.heading import describe_heading
from rse_plan.documents.readers import shown_from
from rse_plan.documents.register_tasks import KINDS
from rse_plan.documents.rows import Heading
from rse_plan.documents.sheet_columns import place
from rse_plan.documents.standing import standing_whole
from rse_plan.documents.telling import Telling, is_decision, mark_of
from rse_plan.documents.words import Words
from rse_plan.model.work import Ongoing
from rse_plan.planning.plan import DatedAsk, Plan, Planned

MONTHS = {"1mo": 1, "3mo": 3, "12mo": 12}
COUNCIL = "works-council"
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """Every week, or every so many months on the same day of the month; `times` counts the first."""

    months: int
    """0: every week."""
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Whole days from first to last, both included; `alarmed`: people are told a week and a day before."""

    uid: str
    first: date
    last: date
    title: str
    about: tuple[str, ...]
    """Lines with what there is to know."""
    kinds: tuple[str, ...]
    repeats: Repeats | None = None
    alarmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A file; `name` is without ending: milestones, or a track such as hr; `version` is the plan's."""

    name: str
    title: str
    heading: Heading
    version: int
    happenings: tuple[Happening, ...]


def describe(plan: Plan, words: Words) -> tuple[Calendar, ...]:
    """The calendars that hold something; readers are the tracks of the roles (semantics 11)."""
    told = _Told(Telling(plan, words))
    found = [told.calendar("milestones", words.say("Milestones"), told.milestones())]
    for track in dict.fromkeys(role.track for role in plan.roles.values()):
        found.append(told.calendar(track, told.reader(track), told.theirs(track)))
    return tuple(calendar for calendar in found if calendar.happenings)


class _Told:
    """One plan told day by day."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._words = telling.words
        self._plan = telling.plan
        self._heading = describe_heading(telling, telling.words.say("Calendar"))
        self._organisation = _short_name(telling.fact("organisation.name"))

    def calendar(self, name: str, title: str, happenings: Iterable[Happening]) -> Calendar:
        ordered = sorted(happenings, key=lambda each: (each.first, each.uid))
        return Calendar(
            name=name,
            title=title,
            heading=self._heading,
            version=self._plan.version,
            happenings=tuple(ordered),
        )

    def milestones(self) -> Iterator[Happening]:
        """Points in time and the days on which waits end."""
        for item in self._plan.items:
            if item.kind in ("milestone", "gate"):
                yield self._work(item)

    def reader(self, track: str) -> str:
        """Those whom a track is for."""
        return self._words.capital(
            self._words.listed(self._telling.role(role) for role in self._roles(track))
        )

    def theirs(self, track: str) -> Iterator[Happening]:
        """What they do, the points and decisions that they answer for, and what is asked of them."""
        roles = self._roles(track)
        for item in self._plan.items:
            if set(roles) & set(_taking_part(item)):
                yield self._work(item)
        for ask in self._plan.asks:
            if ask.chosen.item.audience == "shared" and ask.chosen.item.of in roles and ask.due is not None:
                yield self._ask(ask, ask.due)

    def _roles(self, track: str) -> tuple[str, ...]:
        return tuple(role.id for role in self._plan.roles.values() if role.track == track)

    def _uid(self, id_: str) -> str:
        return f"{id_}@{self._organisation}.rse-plan"

    def _work(self, item: Planned) -> Happening:
        words = self._words
        kinds = (words.capital(_kind(words, item)), self._phase(item.phase))
        mark = mark_of(item, words)
        return Happening(
            uid=self._uid(item.id),
            first=shown_from(item),
            last=shown_from(item) if isinstance(item.item, Ongoing) else item.finish,
            title=f"{mark} · {words.text(item.title)}" if mark else words.text(item.title),
            about=tuple(self._of_work(item)),
            kinds=kinds,
            repeats=_repeats(item),
        )

    def _of_work(self, item: Planned) -> Iterator[str]:
        words, done_when = self._words, getattr(item.item, "done_when", None)
        if state := standing_whole(self._telling, item):
            yield words.say("State: {state}", state=state.plain)
        yield words.say("Who: {names}", names=self._telling.who_acts(item.owner))
        if elements := place(self._telling, item.chosen.elements):
            yield words.say("For: {names}", names=elements)
        if item.kind == "gate" and item.start != item.finish:
            yield words.say("The wait begins on {date}.", date=words.date(item.start))
        if done_when:
            yield words.capital(words.say("done when: {text}", text=words.text(item.chosen.word(done_when))))
        yield from self._reserves()

    def _ask(self, ask: DatedAsk, due: date) -> Happening:
        words, item = self._words, ask.chosen.item
        offered = words.say("offered") if item.role == "contribute" else words.say("required")
        kinds = (words.say("Act"), words.capital(offered), self._phase(item.phase))
        return Happening(
            uid=self._uid(ask.chosen.id),
            first=due,
            last=due,
            title=words.text(ask.chosen.word(item.do)),
            about=tuple(self._of_ask(ask)),
            kinds=kinds,
            alarmed=not (is_taken(taken(self._plan, ask)) or has_passed(self._plan, due)),
        )

    def _of_ask(self, ask: DatedAsk) -> Iterator[str]:
        words, item = self._words, ask.chosen.item
        if found := taken(self._plan, ask):
            said = found.said(words, words.date(found.on))
            yield words.say("Answer: {answer}", answer=said)
        yield words.say("Who: {names}", names=self._telling.who_acts(item.of))
        yield words.say("Time: {time}", time=words.hours(item.minutes))
        if item.if_refused:
            yield words.say("Otherwise: {text}", text=words.text(ask.chosen.word(item.if_refused)))
        yield from self._reserves()

    def _reserves(self) -> Iterator[str]:
        """Days are sent on alone: each says itself what it is subject to."""
        said = (self._heading.project, self._heading.exercise.plain, self._heading.organisation)
        yield from (line for line in said if line)

    def _phase(self, phase: str) -> str:
        titles = {row.phase.id: row.phase.title for row in self._plan.phases}
        return self._words.title(titles[phase]) if phase in titles else phase


def _taking_part(item: Planned) -> Iterator[str]:
    """Roles that want it in their calendar; representatives do no work, but are consulted."""
    raci = item.item.raci
    yield from raci.responsible
    if item.kind in ("gate", "milestone") or is_decision(item):
        yield from raci.accountable
    yield from (role for role in raci.consulted if role == COUNCIL)


def _kind(words: Words, item: Planned) -> str:
    if item.opens:
        return words.say("opening")
    return words.say("decision") if is_decision(item) else words.say(KINDS[item.kind])


def _repeats(item: Planned) -> Repeats | None:
    if not isinstance(item.item, Ongoing):
        return None
    return Repeats(months=MONTHS.get(item.item.every, 0), times=item.occurrences)


def _short_name(organisation: str) -> str:
    """A part of an address from a name: ASCII letters, digits and dashes."""
    letters = unicodedata.normalize("NFKD", organisation.translate(_LIGATURES))
    words = re.findall(r"[a-z0-9]+", letters.encode("ascii", "ignore").decode().lower())
    return "-".join(words)[:60] or "organisation"
