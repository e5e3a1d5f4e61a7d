"""Which rows the calendar's drawing has: few enough to read, never leaving work out.

Detail is given up step by step until the rows fit: each item, then themes and communities, then waves,
then phases. Items that page one calls dates that count keep a row of their own for longest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from rse_plan.documents.standing import stand_of
from rse_plan.documents.telling import Telling
from rse_plan.documents.words import Words
from rse_plan.planning.plan import Plan, Planned
from rse_plan.planning.standing import Stand

MOST_ROWS = 28
"""Rows that print on one A4 page beside the dates that count."""
_NEAR = timedelta(days=4)
"""Work that stops for a weekend is drawn as one bar."""


class MarkKind(StrEnum):
    """What a mark of the drawing stands for."""

    SPAN = "span"
    """A phase, from its first item to its last."""
    WORK = "work"
    """Tasks: people are busy."""
    RECURRING = "recurring"
    """Work that comes back, every week or month."""
    GATE = "gate"
    """A wait for somebody's opinion or decision: nobody of the project is busy."""
    MILESTONE = "milestone"
    """A point in time."""
    OPENING = "opening"
    """The day on which real users get in."""


class LaneKind(StrEnum):
    """What a row is about."""

    PHASE = "phase"
    """The head of a group of rows."""
    ITEM = "item"
    """One item with a date that counts."""
    THEME = "theme"
    """All the work of a playbook, a community or a wave in this phase."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something drawn on a row, from its first to its last day, both included."""

    kind: MarkKind
    start: date
    finish: date
    critical: bool
    legal: bool = False
    title: str = ""
    stand: str = ""
    """Done, under-way or blocked; empty for what is to do, and for what nobody has spoken of."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One row: what it is called and what is drawn on it, in order of date; `holds` names what was put
    together in it for want of room."""

    kind: LaneKind
    label: str
    marks: tuple[Mark, ...]
    holds: str = ""

    @property
    def start(self) -> date:
        return min(mark.start for mark in self.marks)

    @property
    def finish(self) -> date:
        return max(mark.finish for mark in self.marks)

    @property
    def critical(self) -> bool:
        """Whether a delay here moves the first opening."""
        return any(mark.critical for mark in self.marks)


Key = tuple[str, ...]
KeyOf = Callable[[Planned], Key]
Groups = dict[Key, list[Planned]]
_WAVE_PHASES = ("pilot", "rollout")
"""Phases in which each wave has its own work; before and after, waves share theirs."""
DRAWN = ("", Stand.DONE.value, Stand.UNDER_WAY.value, Stand.BLOCKED.value)
"""How far things can be that are drawn differently."""
OTHERS: Key = ("others",)
"""The row of a phase that takes in the work which would make too many rows."""


def lanes_of(plan: Plan, words: Words, most: int = MOST_ROWS) -> tuple[Lane, ...]:
    """The rows of the drawing, phase by phase: at most `most`, unless phases alone are more."""
    lanes = _Lanes(plan, words)
    phases: list[Groups] = []
    for key, is_light in _DETAILS:
        phases = _folded(lanes.grouped(key), most - len(plan.phases), is_light)
        if sum(len(groups) for groups in phases) + len(plan.phases) <= most:
            break
    return tuple(lanes.named(phases))


def _folded(phases: list[Groups], most: int, is_light: Callable[[Planned], bool]) -> list[Groups]:
    """The lightest rows of each phase in one, as many as it takes; only rows of light items alone."""
    candidates = sorted(
        (_weight(items), index, key)
        for index, groups in enumerate(phases)
        for key, items in groups.items()
        if all(is_light(item) for item in items)
    )
    taken: list[set[Key]] = [set() for _ in phases]
    for _, index, key in candidates:
        if _rows(phases, taken) <= most:
            break
        taken[index].add(key)
    return [_with_others(groups, keys) for groups, keys in zip(phases, taken, strict=True)]


def _weight(items: Sequence[Planned]) -> tuple[bool, bool, int]:
    """What is given up last: dates that count, then what the first opening hangs on, then long work."""
    return (
        any(item.item.headline for item in items),
        any(item.critical for item in items),
        sum((item.finish - item.start).days + 1 for item in items),
    )


def _rows(phases: list[Groups], taken: list[set[Key]]) -> int:
    return sum(len(groups) - max(len(keys) - 1, 0) for groups, keys in zip(phases, taken, strict=True))


def _with_others(groups: Groups, keys: set[Key]) -> Groups:
    if len(keys) < 2:
        return groups
    kept = {key: items for key, items in groups.items() if key not in keys}
    return {**kept, OTHERS: [item for key, items in groups.items() if key in keys for item in items]}


def _is_plain(item: Planned) -> bool:
    """Work of no wave, that neither counts on page one nor sets the first opening."""
    return not (item.item.headline or item.critical or item.wave)


class _Lanes:
    """Groups of a plan's items, and how they are called and drawn."""

    def __init__(self, plan: Plan, words: Words) -> None:
        self._plan = plan
        self._words = words
        self._telling = Telling(plan, words)

    def grouped(self, key: KeyOf) -> list[Groups]:
        """The items of each phase, put together by a key."""
        return [self._of_phase(phase.phase.id, key) for phase in self._plan.phases]

    def named(self, phases: list[Groups]) -> Iterator[Lane]:
        """A head for each phase, then its rows by date, what is put together for want of room at the end."""
        for phase, groups in zip(self._plan.phases, phases, strict=True):
            span = Mark(MarkKind.SPAN, phase.start, phase.finish, critical=False)
            yield Lane(LaneKind.PHASE, self._words.title(phase.phase.title), (span,))
            lanes = [(key == OTHERS, self._lane(key, items)) for key, items in groups.items()]
            lanes.sort(key=lambda entry: (entry[0], entry[1].start, entry[1].finish))
            yield from (lane for _, lane in lanes)

    def _of_phase(self, phase: str, key: KeyOf) -> Groups:
        groups: Groups = {}
        for item in self._plan.items:
            if item.phase == phase:
                groups.setdefault(key(item), []).append(item)
        return groups

    def _lane(self, key: Key, items: Sequence[Planned]) -> Lane:
        marks = tuple(_marks(self._telling, items))
        if len({item.chosen.ref for item in items}) == 1:
            return Lane(LaneKind.ITEM, self._telling.merged(items).plain, marks)
        if key == OTHERS:
            holds = self._words.listed(dict.fromkeys(self._title(item) for item in items))
            return Lane(LaneKind.THEME, self._words.say("Other work"), marks, holds)
        return Lane(LaneKind.THEME, self._label(key, items), marks)

    def _label(self, key: Key, items: Sequence[Planned]) -> str:
        say = self._words.say
        match key:
            case ("community", name):
                return next(community.name for community in self._plan.communities if community.id == name)
            case ("wave", ""):
                return say("Waves")
            case ("wave", number):
                return self._wave(int(number))
        title = self._title(items[0])
        if key[0] == "employer" and self._has_several_employers(key[1]):
            name = next(employer.name for employer in self._plan.employers if employer.id == key[2])
            return say("{title} ({name})", title=title, name=name)
        return title

    def _title(self, item: Planned) -> str:
        return self._words.title(item.chosen.origin.playbook_title)

    def _wave(self, number: int) -> str:
        say = self._words.say
        named = {community.id: community.name for community in self._plan.communities}
        wave = next(wave for wave in self._plan.waves if wave.number == number)
        label = say("Pilot") if wave.pilot else say("Wave {number}", number=number)
        names = [named[community] for community in wave.communities]
        return say("{wave}: {names}", wave=label, names=self._words.listed(self._telling.few(names)))

    def _has_several_employers(self, playbook: str) -> bool:
        found = {
            item.chosen.elements.get("employer")
            for item in self._plan.items
            if item.chosen.origin.playbook == playbook
        }
        return len(found - {None}) > 1


def _each(item: Planned) -> Key:
    return ("item", item.id)


def _by_community(item: Planned) -> Key:
    if _stands_alone(item):
        return _each(item)
    if community := item.chosen.elements.get("community"):
        return ("community", community)
    return _by_wave(item)


def _by_wave(item: Planned) -> Key:
    if _stands_alone(item):
        return ("item", item.chosen.ref)
    if item.wave is not None and item.phase in _WAVE_PHASES:
        return ("wave", str(item.wave))
    if employer := item.chosen.elements.get("employer"):
        return ("employer", item.chosen.origin.playbook, employer)
    return ("playbook", item.chosen.origin.playbook)


def _by_theme(item: Planned) -> Key:
    if _stands_alone(item):
        return ("item", item.chosen.ref)
    if item.wave is not None and item.phase in _WAVE_PHASES:
        return ("wave", "")
    return ("playbook", item.chosen.origin.playbook)


def _stands_alone(item: Planned) -> bool:
    """Openings are drawn on their community's row: the others that count have their own."""
    return item.item.headline and not item.opens


_DETAILS: tuple[tuple[KeyOf, Callable[[Planned], bool]], ...] = (
    (_each, lambda _: False),
    (_by_community, lambda _: False),
    (_by_wave, _is_plain),
    (_by_theme, lambda _: True),
)
"""How items are put together, the most telling first, and which rows may then be put into one."""


def _marks(telling: Telling, items: Iterable[Planned]) -> Iterator[Mark]:
    marks = [_mark(telling, item) for item in items]
    for kind in (MarkKind.RECURRING, MarkKind.WORK):
        for critical in (False, True):
            for stand in DRAWN:
                alike = (kind, critical, stand)
                yield from _joined([m for m in marks if (m.kind, m.critical, m.stand) == alike])
    points = [mark for mark in marks if mark.kind not in (MarkKind.RECURRING, MarkKind.WORK)]
    yield from sorted(points, key=lambda mark: (mark.kind is MarkKind.OPENING, mark.start, mark.title))


def kind_of(item: Planned) -> MarkKind:
    """How an item is drawn."""
    return {
        "task": MarkKind.WORK,
        "ongoing": MarkKind.RECURRING,
        "gate": MarkKind.GATE,
        "milestone": MarkKind.OPENING if item.opens else MarkKind.MILESTONE,
    }[item.kind]


def _mark(telling: Telling, item: Planned) -> Mark:
    title, stand = telling.words.text(item.title), drawn_stand(telling, item)
    return Mark(kind_of(item), item.start, item.finish, item.critical, item.legal, title, stand)


def drawn_stand(telling: Telling, item: Planned) -> str:
    """What is drawn of how far it is: done, under way, blocked, or nothing."""
    stand = stand_of(telling, item)
    return stand if stand in DRAWN else ""


def _joined(marks: list[Mark]) -> Iterator[Mark]:
    """Bars that touch or overlap, as one."""
    waiting: Mark | None = None
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.finish)):
        if waiting is None or mark.start > waiting.finish + _NEAR:
            if waiting is not None:
                yield waiting
            waiting = mark
        else:
            last = max(waiting.finish, mark.finish)
            title = waiting.title if waiting.title == mark.title else ""
            waiting = replace(waiting, finish=last, title=title)
    if waiting is not None:
        yield waiting
