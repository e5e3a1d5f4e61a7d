"""Which communities open together (semantics 5): as the answers pin them, else as many as hours allow.

Waves come from the answers and capacities alone, never from the schedule.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from types import MappingProxyType

from rse_plan.planning.facts import FactSheet
from rse_plan.planning.hours import hours_read
from rse_plan.planning.preparation import ROLE, Preparation, available_minutes
from rse_plan.planning.select import Read
from rse_plan.planning.wave import Wave, WaveReason, WaveReasonKind
from rse_plan.source.span import Span

PILOT_SIZE = 3
"""Communities that a pilot takes at most when the answers do not pin it.

Our benchmarks: where reach matters, animate three to five communities and open reading widely.
"""

_Kind = WaveReasonKind


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A community with what orders it; `minutes` of community management before it opens."""

    id: str
    position: int
    pin: int | None
    kept: bool
    opens_on: date | None
    ready: date | None
    named: bool
    language: object
    place: tuple[object, object]
    minutes: int

    @property
    def not_before(self) -> date | None:
        return max((day for day in (self.ready, self.opens_on) if day is not None), default=None)


def assign_waves(sheet: FactSheet, former: Mapping[str, int] = MappingProxyType({})) -> tuple[Wave, ...]:
    """Every community in one wave; numbers without a community are closed up.

    A community that had a wave in a former plan (`former`, by id) keeps it, unless the answers pin another.
    """
    found = _assigned(sheet, {})
    numbers = {community: wave.number for wave in found for community in wave.communities}
    same = all(former.get(id_, number) == number for id_, number in numbers.items())
    return found if same else _assigned(sheet, former)


def _assigned(sheet: FactSheet, former: Mapping[str, int]) -> tuple[Wave, ...]:
    candidates = tuple(_candidates(sheet, former))
    filling = _Filling([each for each in candidates if each.pin is not None], available_minutes(sheet))
    bounds = _Bounds(candidates, filling.first)
    for candidate in _in_order([each for each in candidates if each.pin is None], bounds):
        filling.place(candidate, bounds)
    told = _Finished(sheet, candidates, filling)
    return tuple(told.wave(index, number) for index, number in enumerate(sorted(filling.waves), 1))


def hours_deciding(sheet: FactSheet) -> Read:
    """The name of the community managers' hours, when with others some wave would be another."""
    return hours_read(ROLE, sheet) if any(map(_rests_on_hours, sheet.waves)) else ()


def _rests_on_hours(wave: Wave) -> bool:
    kinds = [reason.kind for reason in wave.reasons]
    free = len(wave.communities) - kinds.count(_Kind.PINNED)
    together = len(wave.communities) > 1 and free > 0 and wave.hours_needed > 0
    return together or _Kind.FULL in kinds or _Kind.OVER in kinds


def _candidates(sheet: FactSheet, former: Mapping[str, int]) -> Iterator[_Candidate]:
    preparation = Preparation(sheet)
    for position, id_ in enumerate(sheet.elements("communities")):
        elements = {"community": id_}
        employer = {"employer": next(iter(sheet.employers_of(id_)), "")}
        pin = sheet.fact("community.wave", elements).value
        yield _Candidate(
            id=id_,
            position=position,
            pin=pin if isinstance(pin, int) else former.get(id_),
            kept=not isinstance(pin, int) and id_ in former,
            opens_on=_day(sheet, "community.opens_on", id_),
            ready=_day(sheet, "community.ready", id_),
            named=sheet.fact("community.owner", elements).value == "named",
            language=sheet.fact("community.language", elements).value,
            place=(
                sheet.fact("employer.country", employer).value,
                sheet.fact("employer.subdivision", employer).value,
            ),
            minutes=preparation.minutes(id_),
        )


def _day(sheet: FactSheet, name: str, community: str) -> date | None:
    value = sheet.fact(name, {"community": community}).value
    return value if isinstance(value, date) else None


class _Bounds:
    """Waves that an opening day allows: never later than that of a pinned community with a later day."""

    def __init__(self, candidates: Iterable[_Candidate], first: int) -> None:
        pinned = sorted((each.opens_on, each.pin) for each in candidates if each.opens_on and each.pin)
        self._first = first
        self._days = [day for day, _ in pinned]
        self._highest = [0, *accumulate((pin for _, pin in pinned), max)]
        self._lowest = [*accumulate((pin for _, pin in reversed(pinned)), min)][::-1]

    def earliest(self, candidate: _Candidate) -> int:
        """The first wave it may join: not before that of a pinned community with an earlier day."""
        if candidate.opens_on is None:
            return self._first
        return max(self._first, self._highest[bisect_left(self._days, candidate.opens_on)])

    def latest(self, candidate: _Candidate) -> int | None:
        """The last wave it may join; None when any."""
        if candidate.opens_on is None:
            return None
        position = bisect_right(self._days, candidate.opens_on)
        return self._lowest[position] if position < len(self._lowest) else None

    def waits(self, candidate: _Candidate) -> bool:
        """Whether it must come after a wave that others may still fill."""
        return self.earliest(candidate) > self._first


def _in_order(candidates: Sequence[_Candidate], bounds: _Bounds) -> list[_Candidate]:
    """Opening days first, then readiness; those who share a language and a calendar sit together."""
    languages = {
        value: rank for rank, value in enumerate(dict.fromkeys(each.language for each in candidates))
    }
    places = {value: rank for rank, value in enumerate(dict.fromkeys(each.place for each in candidates))}
    return sorted(
        candidates,
        key=lambda each: (
            bounds.waits(each),
            each.opens_on or date.max,
            each.ready or date.min,
            not each.named,
            languages[each.language],
            places[each.place],
            each.position,
        ),
    )


class _Filling:
    """Waves being filled, one after the other and never back, so that more hours never make more waves."""

    def __init__(self, pinned: Iterable[_Candidate], available: int | None) -> None:
        self.available = available
        self.waves: dict[int, list[_Candidate]] = {}
        self.ends: dict[int, WaveReason] = {}
        self._minutes: dict[int, int] = {}
        for candidate in pinned:
            self._add(candidate.pin or 1, candidate)
        self.first = 2 if 1 in self.waves else 1
        """The pilot is what the answers pin to it, when they do."""
        self._current = self.first

    def minutes(self, number: int) -> int:
        """Minutes that a wave's communities need."""
        return self._minutes.get(number, 0)

    def place(self, candidate: _Candidate, bounds: _Bounds) -> None:
        """Into the current wave, or the next that takes it; its bounds win over hours."""
        number, latest = max(self._current, bounds.earliest(candidate)), bounds.latest(candidate)
        while latest is None or number < latest:
            end = self._end(number, candidate)
            if end is None:
                break
            self.ends.setdefault(number, end)
            number += 1
        if latest is None or number <= latest:
            self._current = number
        self._add(number if latest is None else min(number, latest), candidate)

    def _add(self, number: int, candidate: _Candidate) -> None:
        self.waves.setdefault(number, []).append(candidate)
        self._minutes[number] = self.minutes(number) + candidate.minutes

    def _end(self, number: int, candidate: _Candidate) -> WaveReason | None:
        """Why a wave does not take a community; an empty one takes any."""
        inside = len(self.waves.get(number, ()))
        if not inside:
            return None
        if number == 1 and inside >= PILOT_SIZE:
            return WaveReason(kind=_Kind.PILOT, count=PILOT_SIZE)
        wanted = self.minutes(number) + candidate.minutes
        if self.available is None or wanted <= self.available:
            return None
        return WaveReason(kind=_Kind.FULL, community=candidate.id, minutes=wanted, available=self.available)


class _Finished:
    """Filled waves as the plan holds them, with their reasons."""

    def __init__(self, sheet: FactSheet, candidates: Sequence[_Candidate], filling: _Filling) -> None:
        self._sheet = sheet
        self._filling = filling
        self._languages = len({each.language for each in candidates})
        self._places = len({each.place for each in candidates})

    def wave(self, index: int, number: int) -> Wave:
        sheet = self._sheet
        members = sorted(self._filling.waves[number], key=lambda each: each.position)
        communities = tuple(each.id for each in members)
        theirs = {employer for community in communities for employer in sheet.employers_of(community)}
        return Wave(
            number=index,
            communities=communities,
            employers=tuple(employer for employer in sheet.elements("employers") if employer in theirs),
            members=_headcount(sheet, communities),
            not_before=max((each.not_before for each in members if each.not_before), default=None),
            hours_needed=self._filling.minutes(number),
            hours_available=self._filling.available,
            reasons=(*self._joining(members), *self._size(number, members)),
        )

    def _joining(self, members: Sequence[_Candidate]) -> Iterator[WaveReason]:
        """Why these: pins, then readiness, then what they share."""
        for each in members:
            if each.kept:
                yield WaveReason(kind=_Kind.KEPT, community=each.id)
            elif each.pin is not None:
                yield WaveReason(
                    kind=_Kind.PINNED, community=each.id, span=self._span("community.wave", each.id)
                )
            if each.opens_on is not None:
                span = self._span("community.opens_on", each.id)
                yield WaveReason(kind=_Kind.DATED, community=each.id, day=each.opens_on, span=span)
        ready = max((each.ready for each in members if each.ready is not None), default=None)
        if ready is not None:
            yield WaveReason(kind=_Kind.READY, day=ready)
        if len(members) > 1 and all(each.pin is None for each in members):
            yield from self._shared(members)

    def _shared(self, members: Sequence[_Candidate]) -> Iterator[WaveReason]:
        first = members[0]
        if (
            first.language
            and self._languages > 1
            and all(each.language == first.language for each in members)
        ):
            yield self._same(_Kind.LANGUAGE, "community.language", first.language)
        if first.place[0] and self._places > 1 and all(each.place == first.place for each in members):
            yield self._same(_Kind.CALENDAR, "employer.country", first.place[0])

    def _same(self, kind: WaveReasonKind, name: str, value: object) -> WaveReason:
        question = self._sheet.library.questions[name]
        return WaveReason(kind=kind, name=question.name, value=question.label_of(str(value)))

    def _size(self, number: int, members: Sequence[_Candidate]) -> Iterator[WaveReason]:
        """Why no more, or why so many."""
        available, needed = self._filling.available, self._filling.minutes(number)
        if available is not None and needed > available:
            kind = _Kind.OVER if len(members) > 1 else _Kind.ALONE
            yield WaveReason(kind=kind, minutes=needed, available=available, span=self._one_too_many(members))
        elif number in self._filling.ends:
            yield self._filling.ends[number]

    def _one_too_many(self, members: Sequence[_Candidate]) -> Span | None:
        """The pin of the community with which a wave passes the hours that there are."""
        minutes = 0
        for each in sorted(members, key=lambda each: each.pin is not None or each.opens_on is not None):
            minutes += each.minutes
            if minutes > (self._filling.available or 0):
                return self._span("community.wave", each.id) or self._span("community.opens_on", each.id)
        return None

    def _span(self, name: str, community: str) -> Span | None:
        return self._sheet.fact(name, {"community": community}).span


def _headcount(sheet: FactSheet, communities: Sequence[str]) -> int:
    """People in the wave: communities overlap, so never more than the organisation has."""
    total = sum(sheet.members(community) for community in communities)
    everyone = sheet.fact("organisation.headcount", {}).value
    return min(total, everyone) if isinstance(everyone, int) else total
