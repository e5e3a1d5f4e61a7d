"""Which levers, and how much of each, make a wanted day hold: sought by planning again (semantics 24, 25)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import combinations, islice

from rse_plan.errors import UserError
from rse_plan.library import Library
from rse_plan.model.answers import Answers
from rse_plan.planning.levers import Change, Lever, applied

WANTED = 3
"""Ways out that are shown."""
MOST_LEVERS = 3
"""Answers that one way out changes, at the most."""
SIZES = range(1, MOST_LEVERS + 1)
MOST_TRIES = 200
"""Times that a search plans again, at the most: a number, not seconds, so that it always finds the same."""
TRIES = (100, 130, 160, 185)
"""Of these, how many are made when a stage ends: one lever, two, three, less of one with some of another."""
MOST_CONFIRMED = 40
"""Settings that a search has confirmed or refused, at the most: each costs a plan at full effort."""

Opening = Callable[[Answers], date | None]
"""The first opening under given answers."""

Setting = tuple[tuple[int, int], ...]
"""Levers by their position, each with how many of its steps are taken, from 1."""


class _TriedEnoughError(Exception):
    """The search has planned again as often as it may."""


@dataclass
class Search:
    """Settings of levers, planned again; each once, and no more than MOST_TRIES.

    `opening` plans quickly, to compare; `confirm` tells whether a setting may be shown, at the plan's effort.
    `_most` are the plans that may be made until the present stage ends.
    """

    answers: Answers
    library: Library
    levers: Sequence[Lever]
    wanted: date
    opening: Opening
    confirm: Callable[[Setting], bool]
    _known: dict[Setting, date | None] = field(default_factory=dict)
    _confirmed: dict[Setting, bool] = field(default_factory=dict)
    _most: int = 1

    def holding(self) -> tuple[Setting, ...]:
        """Confirmed settings under which the wanted day holds, the fewest levers first; WANTED at the most.

        Where too few sets of levers do it by their smallest steps, others of their steps follow: less of one
        lever and some of another, then all of them further, which leaves a margin.
        """
        self.opens(())  # what any setting gains is counted from it
        found: tuple[Setting, ...] = ()
        stages: list[Callable[[Sequence[Setting]], Iterator[Setting]]]
        stages = [*(partial(self._needed, size) for size in SIZES), self._eased]
        for most, stage in zip(TRIES, stages, strict=True):
            missing = WANTED - len(found)
            if missing:
                ranked = _best_of_each(self._ranked(self._reached(stage(found), most)))
                found = (*found, *islice(filter(self.is_confirmed, ranked), missing))
        refused = [setting for setting, shown in self._confirmed.items() if not shown]
        return (*found, *self._reached(self._further(found, refused), MOST_TRIES))

    def _reached(self, settings: Iterator[Setting], most: int) -> Iterator[Setting]:
        """The settings that are found before so many plans have been made since the search began."""
        self._most = most
        try:
            yield from settings
        except _TriedEnoughError:
            return

    def gained(self, setting: Setting) -> int:
        """Calendar days by which the first opening comes earlier; 0 when there is none to compare."""
        before, day = self.opens(()), self.opens(setting)
        return (before - day).days if before is not None and day is not None else 0

    def _needed(self, size: int, found: Sequence[Setting]) -> Iterator[Setting]:
        """The smallest steps of every so many levers, all of which are needed."""
        for chosen in combinations(range(len(self.levers)), size):
            if not any(set(_pulled(setting)) <= set(chosen) for setting in found):
                yield from self._smallest(chosen)

    def _eased(self, found: Sequence[Setting]) -> Iterator[Setting]:
        """Settings that take less of a lever already pulled, with some of another one."""
        known = {_pulled(setting) for setting in found}
        for setting in found:
            pulled = _pulled(setting)
            others = (position for position in range(len(self.levers)) if position not in pulled)
            for other in others if len(setting) < MOST_LEVERS else ():
                if tuple(sorted((*pulled, other))) not in known and self._eases(other, setting):
                    for eased in self._smallest((*pulled, other)):
                        if not any(_takes_as_much(eased, taken) for taken in found):
                            yield eased

    def _eases(self, other: int, setting: Setting) -> bool:
        """Whether one step less of a lever is enough once another is pulled as far as it goes."""
        most = (other, len(self.levers[other].values))
        return any(
            self.holds((*_with(setting, place, (position, steps - 1)), most))
            for place, (position, steps) in enumerate(setting)
            if steps > 1
        )

    def _ranked(self, settings: Iterator[Setting]) -> list[Setting]:
        return sorted(settings, key=lambda setting: (-self.gained(setting), self.cost(setting)))

    def opens(self, setting: Setting) -> date | None:
        """The first opening under a setting; None when no plan can be made or nothing opens."""
        setting = tuple(sorted(setting))
        if setting not in self._known:
            if len(self._known) >= self._most:
                raise _TriedEnoughError
            answers = applied(self.answers, self.library, self.changes(setting))
            self._known[setting] = self._opening(answers)
        return self._known[setting]

    def _opening(self, answers: Answers) -> date | None:
        try:
            return self.opening(answers)
        except UserError:  # these answers lead to a plan that cannot be made
            return None

    def is_confirmed(self, setting: Setting) -> bool:
        """Whether a setting may be shown; those beyond MOST_CONFIRMED may not."""
        if setting not in self._confirmed:
            self._confirmed[setting] = len(self._confirmed) < MOST_CONFIRMED and self.confirm(setting)
        return self._confirmed[setting]

    def holds(self, setting: Setting) -> bool:
        """Whether the wanted day holds under a setting."""
        day = self.opens(setting)
        return day is not None and day <= self.wanted

    def changes(self, setting: Setting) -> tuple[Change, ...]:
        """The answers that a setting changes."""
        return tuple(self.levers[position].change(steps) for position, steps in setting)

    def cost(self, setting: Setting) -> int:
        """What a setting costs."""
        return sum(self.levers[position].cost * steps for position, steps in setting)

    def _smallest(self, chosen: Sequence[int]) -> Iterator[Setting]:
        """The smallest steps of some levers that make the day hold, found for the first of them first."""
        setting = tuple((position, len(self.levers[position].values)) for position in chosen)
        if not self.holds(setting):
            return
        for place, (position, most) in enumerate(setting):
            low, high = 0, most  # high holds; no step at all does not: fewer levers have been tried
            while high - low > 1:
                middle = (low + high) // 2
                if self.holds(_with(setting, place, (position, middle))):
                    high = middle
                else:
                    low = middle
            setting = _with(setting, place, (position, high))
        yield tuple(sorted(setting))

    def _further(self, found: Sequence[Setting], refused: Sequence[Setting]) -> Iterator[Setting]:
        """Settings taken further, those found and those refused, whose error may go with another day."""
        missing, steps = WANTED - len(found), 1
        reached = {self.opens(setting) for setting in found}
        while missing > 0 and any(self._raised(setting, steps) for setting in (*found, *refused)):
            for setting in (*found, *refused):
                further = self._raised(setting, steps)
                if missing > 0 and further and self.holds(further) and self.opens(further) not in reached:
                    reached.add(self.opens(further))
                    if self.is_confirmed(further):
                        missing -= 1
                        yield further
            steps += 1

    def _raised(self, setting: Setting, steps: int) -> Setting:
        """The same levers, all so many steps further; empty when one cannot go so far."""
        further = tuple((position, taken + steps) for position, taken in setting)
        fits = all(taken <= len(self.levers[position].values) for position, taken in further)
        return further if fits else ()


def _with(setting: Setting, place: int, taken: tuple[int, int]) -> Setting:
    return (*setting[:place], taken, *setting[place + 1 :])


def _pulled(setting: Setting) -> tuple[int, ...]:
    return tuple(position for position, _ in setting)


def _best_of_each(ranked: Sequence[Setting]) -> Iterator[Setting]:
    """The first setting of every set of levers."""
    best: dict[tuple[int, ...], Setting] = {}
    for setting in ranked:
        best.setdefault(_pulled(setting), setting)
    yield from best.values()


def _takes_as_much(setting: Setting, other: Setting) -> bool:
    """Whether a setting pulls every lever of another as far, or further."""
    taken = dict(setting)
    return all(taken.get(position, 0) >= steps for position, steps in other)
