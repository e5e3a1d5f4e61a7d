"""The comparison of two plans as a page: a headline, what caused it, then what differs, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from rse_plan.documents.beginning_words import BeginningWords
from rse_plan.documents.diff_words import DATES, LONGEST, DiffWords
from rse_plan.documents.labelled import Part
from rse_plan.documents.words import Words, shortened
from rse_plan.planning.beginnings import Beginning, begins_at
from rse_plan.planning.causes import Cause, Share
from rse_plan.planning.comparison import (
    Changed,
    Differing,
    Key,
    Moved,
    Moves,
    Shift,
)
from rse_plan.planning.outline import OutlinedAsk, OutlinedKpi, OutlinedRisk

LINES = 40
"""What a terminal shows at a glance."""
MOST_CAUSES = 8
"""Lines of the first part, the causes, that are told however much differs."""
MOST_CHANGES = 3
"""Differences told of one cause; the others are counted."""

MarkedT = TypeVar("MarkedT", OutlinedAsk, OutlinedRisk, OutlinedKpi)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two plans compared: by `causes` where both can be planned anew, else by where moves begin.

    `former` and `now` are what the two are called: their files.
    """

    former: str
    now: str
    moves: Moves
    causes: tuple[Cause, ...] = ()
    begins: tuple[Beginning, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing at all differs."""
        return not self.moves and not self.causes


@dataclass(frozen=True, slots=True)
class DiffPage:
    """What is printed: what matters most, remarks, and labelled lines."""

    headline: str
    remarks: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class DiffView:
    """One comparison in one language; `shared` for a mail: nothing private, no lines of files."""

    found: Compared
    words: Words
    shared: bool = False

    @cached_property
    def told(self) -> DiffWords:
        return DiffWords(self.words, self._moves, self.shared)

    @cached_property
    def _moves(self) -> Moves:
        return _without_private(self.found.moves) if self.shared else self.found.moves

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """Causes that change something; private ones together where others read them."""
        found = _together(self.found.causes) if self.shared else self.found.causes
        return tuple(cause for cause in found if cause.touched)

    @cached_property
    def idle(self) -> tuple[Cause, ...]:
        """Causes that change nothing that is compared."""
        return tuple(
            cause for cause in self.found.causes if not cause.touched and not (self.shared and cause.private)
        )

    @cached_property
    def begins(self) -> tuple[Beginning, ...]:
        return self.found.begins

    def page(self, most: int | None = LINES) -> DiffPage:
        """The page, its parts cut so that it has about so many lines; None for all of them."""
        if self.found.same:
            told = self.words.say("Nothing differs between the two plans.")
            return DiffPage(told, (), ())
        remarks = tuple(self._remarks())
        parts = tuple(part for part in self._parts() if part.lines)
        if most is not None:
            parts = _cut(parts, most - 2 - len(remarks), self.words)
        return DiffPage(self._headline(), remarks, parts)

    # --- on top ---

    def _headline(self) -> str:
        found, words = self._moves.opening, self.words
        if found.former is None or found.now is None:
            return self._without_opening(found)
        if found.days == 0:
            if not self._moves:
                return words.say("The answers differ, the plans do not.")
            return words.say("The first opening stays on {day}.", day=words.date(found.now))
        return words.say(
            "The first opening moves from {former} to {now} ({shift})",
            former=self.told.day(found.former, found.now),
            now=words.date(found.now),
            shift=self.told.shift(found),
        )

    def _without_opening(self, found: Shift) -> str:
        if found.now is not None:
            return self.words.say("There is a first opening now: {day}", day=self.words.date(found.now))
        if found.former is not None:
            day = self.words.date(found.former)
            return self.words.say("There is no opening any more; it was on {day}", day=day)
        return self.words.say("Neither of the two plans opens to users.")

    def _remarks(self) -> Iterator[str]:
        if not self.shared:
            yield self.words.say("{former} → {now}", former=self.found.former, now=self.found.now)
        former, now = self._moves.former.organisation, self._moves.now.organisation
        if former != now:
            names = [shortened(name or self.words.say("without a name"), LONGEST) for name in (former, now)]
            yield self.words.say(
                "The two plans are of different organisations: {names}", names=self.words.listed(names)
            )

    # --- parts ---

    def _parts(self) -> Iterator[Part]:
        words = self.words
        yield Part(words.say("causes"), tuple(self._causes()))
        yield Part(words.say("without effect"), tuple(self._idle()))
        yield Part(words.say("dates"), tuple(self._dates()))
        yield Part(words.say("openings"), tuple(self._openings()))
        yield Part(words.say("moved"), tuple(self._moved()))
        yield Part(words.say("added"), tuple(self._came(added=True)))
        yield Part(words.say("removed"), tuple(self._came(added=False)))
        yield Part(words.say("hours by role"), tuple(self._hours()))
        yield Part(words.say("asks"), tuple(self._asks()))
        yield Part(words.say("risks"), tuple(self._marked("risk", self._moves.risks, self._weight)))
        yield Part(words.say("measures"), tuple(self._marked("kpi", self._moves.kpis, self._target)))
        yield Part(words.say("assumptions"), tuple(self._assumptions()))
        yield Part(words.say("totals"), tuple(self._totals()))

    def _causes(self) -> Iterator[str]:
        several = len(self.causes) + len(self.begins) > 1
        for number, cause in enumerate(self.causes, start=1):
            changes = [*self.told.changes(cause)]
            rest = len(changes) - MOST_CHANGES
            lines = changes[:MOST_CHANGES]
            if rest > 0:
                lines.append(self.words.count("and 1 other", "and {count} others", rest))
            share = self.told.share(cause.share, len(cause.touched))
            begun = f"{self._mark(number)} " if several else ""
            yield f"{begun}{self.words.pause.join(lines)} — {share}"
        for number, begins in enumerate(self.begins, start=1):
            begun = f"{self._mark(number)} " if several else ""
            yield f"{begun}{BeginningWords(self.told).beginning(begins)}"

    def _idle(self) -> Iterator[str]:
        for cause in self.idle:
            yield from self.told.changes(cause)

    def _dates(self) -> Iterator[str]:
        for name, found in self._moves.dates.items():
            told = self.words.say(
                "{name}: {value}", name=self.words.say(DATES[name]), value=self.told.from_to(found)
            )
            yield self._by(told, ("date", name))

    def _openings(self) -> Iterator[str]:
        found, words = self._moves.communities, self.words
        for each in found.changed:
            day = self.told.from_to(each.due) if each.due is not None else ""
            told = words.say("{name}: {value}", name=shortened(each.now.name, LONGEST), value=day)
            yield self._by(told, ("community", each.now.id))
        for wording, communities in (
            ("added: {title} ({day})", found.added),
            ("removed: {title} ({day})", found.removed),
        ):
            for one in communities:
                day = self.told.day(one.opening)
                told = words.say(wording, title=shortened(one.name, LONGEST), day=day)
                yield self._by(told, ("community", one.id))

    def _moved(self) -> Iterator[str]:
        def weight(each: Moved) -> tuple[int, object, str]:
            return -abs(each.told.days or 0), each.now.day, each.now.id

        for each in sorted(self._moves.moved, key=weight):
            told = self.words.say(
                "{name}: {value}", name=self.told.title(each.now), value=self.told.from_to(each.told)
            )
            yield self._by(told, ("item", each.now.id))

    def _came(self, *, added: bool) -> Iterator[str]:
        for item in self._moves.added if added else self._moves.removed:
            day = self.words.period(item.start, item.finish, self._moves.now.start)
            told = self.words.say("{title} ({day})", title=self.told.title(item), day=day)
            yield self._by(told, ("item", item.id))

    def _hours(self) -> Iterator[str]:
        for each in sorted(self._moves.hours, key=lambda one: (-abs(one.more), one.name)):
            told = self.words.say(
                "{name}: {value}", name=self.told.role(each.name), value=self.told.change_of(each)
            )
            yield self._by(told, ("hours", each.name))

    def _asks(self) -> Iterator[str]:
        def due(one: Changed[OutlinedAsk]) -> str:
            if one.due is not None and one.due.former != one.due.now:
                return self.told.from_to(one.due)
            former, now = self.words.hours(one.former.minutes), self.words.hours(one.now.minutes)
            return f"{former} → {now}"

        yield from self._marked("ask", self._moves.asks, due)

    def _marked(
        self, sort: str, found: Differing[MarkedT], changed: Callable[[Changed[MarkedT]], str]
    ) -> Iterator[str]:
        """What came, went and changed of one sort, what is private marked so."""
        for wording, ones in (("added: {title}", found.added), ("removed: {title}", found.removed)):
            for one in ones:
                yield self._by(self.words.say(wording, title=self._titled(one)), (sort, one.id))
        for each in found.changed:
            told = self.words.say("{name}: {value}", name=self._titled(each.now), value=changed(each))
            yield self._by(told, (sort, each.now.id))

    def _titled(self, one: OutlinedAsk | OutlinedRisk | OutlinedKpi) -> str:
        title = shortened(self.words.text(one.title), LONGEST)
        if isinstance(one, OutlinedKpi) and (name := self.told.whose(one.id)) and name not in title:
            title = f"{title} ({name})"
        return f"{title} ({self.words.say('confidential')})" if one.private else title

    def _weight(self, each: Changed[OutlinedRisk]) -> str:
        weights = (f"{one.likelihood} × {one.impact}" for one in (each.former, each.now))
        return self.words.say("likelihood × impact {weights}", weights=" → ".join(weights))

    def _target(self, each: Changed[OutlinedKpi]) -> str:
        if each.due is not None and each.due.former != each.due.now:
            return self.told.from_to(each.due)
        ones = (each.former, each.now)
        if each.former.low != each.now.low:
            return " → ".join("–" if one.low is None else self.words.share(one.low) for one in ones)
        members = " → ".join(self.words.number(one.members) for one in ones)
        return self.words.say("people it is counted on: {members}", members=members)

    def _assumptions(self) -> Iterator[str]:
        for each in self._moves.assumptions:
            told = self.told.turned(each)
            if each.private:
                told = f"{told} ({self.words.say('confidential')})"
            yield self._by(told, ("assumption", each.question, each.element or ""))

    def _totals(self) -> Iterator[str]:
        for each in self._moves.totals:
            amounts = filter(None, (self.told.change_of(each), self.told.person_days(each)))
            told = self.words.say(
                "{name}: {value}", name=self.told.total(each.name), value=self.words.pause.join(amounts)
            )
            yield self._by(told, ("total", each.name))

    # --- by what ---

    def _by(self, told: str, key: Key) -> str:
        """The line with the numbers of its causes, where there are several."""
        numbers = self.causes_of(key)
        if not numbers or len(self.causes) + len(self.begins) < 2:
            return told
        listed = self._mark(*numbers)
        if not self.shared:
            return f"{told} {listed}"
        cause = self.words.say("cause") if len(numbers) == 1 else self.words.say("causes")
        return f"{told} — {cause} {listed}"

    def _mark(self, *numbers: int) -> str:
        """Numbers of causes; square brackets would have to be escaped in a mail."""
        listed = ", ".join(map(str, numbers))
        return f"({listed})" if self.shared else f"[{listed}]"

    def causes_of(self, key: Key) -> tuple[int, ...]:
        """The numbers of the causes that something differs by, from 1."""
        if key[0] == "item" and key[1] in self._begun:
            return (self._begun[key[1]] + 1,)
        return tuple(number for number, cause in enumerate(self.causes, start=1) if key in cause.touched)

    @cached_property
    def _begun(self) -> Mapping[str, int]:
        return begins_at(self.begins)


# --- what others may read ---


def _without_private(moves: Moves) -> Moves:
    return replace(
        moves,
        asks=_shared(moves.asks),
        risks=_shared(moves.risks),
        kpis=_shared(moves.kpis),
        assumptions=tuple(each for each in moves.assumptions if not each.private),
    )


def _shared(found: Differing[MarkedT]) -> Differing[MarkedT]:
    return Differing(
        added=tuple(one for one in found.added if not one.private),
        removed=tuple(one for one in found.removed if not one.private),
        changed=tuple(each for each in found.changed if not (each.former.private or each.now.private)),
    )


def _together(causes: Sequence[Cause]) -> tuple[Cause, ...]:
    """The causes that only private answers make as one, at the place of the first of them."""
    hidden = [cause for cause in causes if all(change.private for change in cause.changes)]
    if len(hidden) < 2:
        return tuple(causes)
    found: list[Cause] = []
    for cause in causes:
        if cause is hidden[0]:
            found.append(_sum(hidden))
        elif cause not in hidden:
            found.append(cause)
    return tuple(found)


def _sum(causes: Sequence[Cause]) -> Cause:
    dates: dict[str, int | None] = {}
    totals: dict[str, int] = {}
    touched: dict[Key, int | None] = {}
    for cause in causes:
        for name, days in cause.share.dates.items():
            dates[name] = None if days is None else (dates.get(name) or 0) + days
        for name, more in cause.share.totals.items():
            totals[name] = totals.get(name, 0) + more
        touched.update(cause.touched)
    return Cause(causes[0].changes, Share(dates, totals), touched)


# --- how much ---


def _cut(parts: Sequence[Part], most: int, words: Words) -> tuple[Part, ...]:
    """The parts with so many lines in all, long ones cut, the causes least; what is left out is counted."""

    def lines(cap: int) -> Iterator[int]:
        for position in range(len(parts)):
            yield cap if position else max(cap, MOST_CAUSES)

    def count(cap: int) -> int:
        return sum(min(len(part.lines), kept + 1) for part, kept in zip(parts, lines(cap), strict=True))

    longest = max((len(part.lines) for part in parts), default=0)
    each = next((cap for cap in range(longest, 1, -1) if count(cap) <= most), 1)
    return tuple(_cut_part(part, kept, words) for part, kept in zip(parts, lines(each), strict=True))


def _cut_part(part: Part, most: int, words: Words) -> Part:
    """A part of at most so many lines; one more is no longer than saying that there is one more."""
    rest = len(part.lines) - most
    if rest <= 1:
        return part
    others = words.count("and 1 other: --all shows it", "and {count} others: --all shows them", rest)
    return Part(part.label, (*part.lines[:most], others))
