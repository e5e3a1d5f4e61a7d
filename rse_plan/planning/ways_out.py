"""Ways out when a wanted opening cannot hold: levers tried by planning again (semantics 24 and 25).

A lever is a question whose answer the organisation itself may choose otherwise. What others decide (the
council, its expert, the law, a vendor) has none, and is never offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import combinations

from rse_plan.errors import UserError
from rse_plan.library import Library
from rse_plan.model.amounts import Amount
from rse_plan.model.answers import CM_HOURS, Answers
from rse_plan.model.question import GROUPS, Question
from rse_plan.planning.facts import FactSheet, FactValue
from rse_plan.planning.lapse import after_lapse
from rse_plan.planning.plan import Shown, State
from rse_plan.planning.select import decide
from rse_plan.planning.variants import with_answer
from rse_plan.source.span import Span

WANTED = 3
"""Ways out that are shown."""
MOST_LEVERS = 3
"""Answers that one way out changes, at the most."""
SIZES = range(1, MOST_LEVERS + 1)
MOST_TRIES = 200
"""Times that a search plans again, at the most: a number, not seconds, so that it always finds the same."""
TRIES = (100, 130, 160, 185)
"""Of these, how many are made when a stage ends: one lever, two, three, less of one with some of another."""
WAVE = "community.wave"
"""The question that takes a community out of the pilot."""

Opening = Callable[[Answers], date | None]
"""The first opening under given answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One answer to give otherwise: what it is worth now and then, and the line of the present answer."""

    question: str
    element: str | None
    now: Shown
    value: Shown
    span: Span | None

    @property
    def typed(self) -> str:
        """The answer as the answers file wants it, its path written with dots."""
        value = self.value.value
        written = str(value).lower() if isinstance(value, bool) else str(value)
        prefix, _, key = self.question.partition(".")
        if self.question == CM_HOURS[0]:
            return f"people.{CM_HOURS[1]}.hours: {written}"
        place = f"{GROUPS[prefix]}.{self.element}" if self.element is not None else prefix
        return f"{place}.{key}: {written}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """Answers that make the wanted day hold, and the first opening then.

    `gained` are calendar days, from the plan's own first opening; `cost` the sum of the levers' costs, times
    the steps taken.
    """

    changes: tuple[Change, ...]
    opening: date
    gained: int
    cost: int

    @property
    def levers(self) -> tuple[tuple[str, str | None], ...]:
        """The questions answered otherwise, each with its element."""
        return tuple((change.question, change.element) for change in self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """A question's lever for one element: the values worth trying, the smallest step first."""

    question: Question
    element: str | None
    now: Shown
    values: tuple[FactValue, ...]
    span: Span | None

    @property
    def cost(self) -> int:
        """How hard one step is."""
        return self.question.lever.cost if self.question.lever is not None else 0


# --- what may be answered otherwise ---


def levers_of(sheet: FactSheet) -> tuple[Lever, ...]:
    """The levers that have something left to give, in the order of the questions and elements."""
    return tuple(lever for lever in _levers(sheet) if lever.values)


def _levers(sheet: FactSheet) -> Iterator[Lever]:
    for name, question in sheet.library.questions.items():
        if question.lever is None:
            continue
        for element in _elements(sheet, question):
            bindings = {name.partition(".")[0]: element} if element is not None else {}
            if decide(question.when, sheet, bindings)[0]:
                fact = sheet.fact(name, bindings)
                yield Lever(
                    question=question,
                    element=element,
                    now=sheet.shown(name, bindings),
                    values=_values(question, fact.value),
                    span=fact.span,
                )


def _elements(sheet: FactSheet, question: Question) -> tuple[str | None, ...]:
    """The elements a lever is pulled for; of the pilot's communities, the first always stays in it."""
    group = question.group
    if group is None:
        return (None,)
    pilot = sheet.waves[0].communities if sheet.waves else ()
    if question.id == WAVE:
        return pilot[1:]
    return pilot if group == "communities" else sheet.elements(group)


def _values(question: Question, now: FactValue) -> tuple[FactValue, ...]:
    lever = question.lever
    if lever is None:
        return ()
    if question.type == "integer" and lever.step is not None and lever.max is not None:
        first = now if isinstance(now, int) else question.min or 0
        return tuple(range(first + lever.step, lever.max + 1, lever.step))
    if question.type == "date" and lever.earlier is not None:
        return tuple(_earlier(now, lever.earlier, lever.times or 1)) if isinstance(now, date) else ()
    return tuple(value for value in question.lever_values if isinstance(value, str | bool) and value != now)


def _earlier(day: date, step: Amount, times: int) -> Iterator[date]:
    for count in range(1, times + 1):
        yield after_lapse(day, Amount(step.count * count, step.unit), sign=-1)


# --- which of them make the day hold ---

Setting = tuple[tuple[int, int], ...]
"""Levers by their position, each with how many of its steps are taken, from 1."""


class _TriedEnoughError(Exception):
    """The search has planned again as often as it may."""


@dataclass
class _Search:
    """Settings of levers, planned again; each once, and no more than MOST_TRIES.

    `_most` are the plans that may be made until the present stage ends.
    """

    answers: Answers
    library: Library
    levers: Sequence[Lever]
    wanted: date
    opening: Opening
    _known: dict[Setting, date | None] = field(default_factory=dict)
    _most: int = 1

    def holding(self) -> tuple[Setting, ...]:
        """Settings under which the wanted day holds, the fewest levers first; most often WANTED at least.

        Where too few sets of levers do it by their smallest steps, others of their steps follow: less of one
        lever and some of another, then all of them further, which leaves a margin.
        """
        self.opens(())  # what any setting gains is counted from it
        found: tuple[Setting, ...] = ()
        stages: list[Callable[[Sequence[Setting]], Iterator[Setting]]]
        stages = [*(partial(self._needed, size) for size in SIZES), self._eased]
        for most, stage in zip(TRIES, stages, strict=True):
            if len(found) < WANTED:
                found = (*found, *_best_of_each(self._ranked(self._reached(stage(found), most))))
        if len(found) < WANTED:
            found = (*found, *self._reached(self._further(found), MOST_TRIES))
        return found

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
            self._known[setting] = _opening(answers, self.opening)
        return self._known[setting]

    def holds(self, setting: Setting) -> bool:
        """Whether the wanted day holds under a setting."""
        day = self.opens(setting)
        return day is not None and day <= self.wanted

    def changes(self, setting: Setting) -> tuple[Change, ...]:
        """The answers that a setting changes."""
        return tuple(_change(self.levers[position], steps) for position, steps in setting)

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

    def _further(self, found: Sequence[Setting]) -> Iterator[Setting]:
        missing, steps = WANTED - len(found), 1
        reached = {self.opens(setting) for setting in found}
        while missing > 0 and any(self._raised(setting, steps) for setting in found):
            for setting in found:
                further = self._raised(setting, steps)
                if missing > 0 and further and self.holds(further) and self.opens(further) not in reached:
                    reached.add(self.opens(further))
                    missing -= 1
                    yield further
            steps += 1

    def _raised(self, setting: Setting, steps: int) -> Setting:
        """The same levers, all so many steps further; empty when one cannot go so far."""
        further = tuple((position, taken + steps) for position, taken in setting)
        fits = all(taken <= len(self.levers[position].values) for position, taken in further)
        return further if fits else ()


def ways_out(sheet: FactSheet, wanted: date, quick: Opening, sure: Opening) -> tuple[WayOut, ...]:
    """At most three sets of answers that make the wanted day hold, ranked by days gained, then cost.

    Those that change the same answers as another one, only further, come last, the smallest step first.
    `quick` plans again to compare (semantics 24); `sure` at the plan's own effort, to confirm what is shown.
    """
    search = _Search(sheet.answers, sheet.library, levers_of(sheet), wanted, quick)
    found: list[WayOut] = []
    now = _opening(sheet.answers, sure)
    for setting in search.holding():
        if len(found) == WANTED:
            break
        changes = search.changes(setting)
        opening = _opening(applied(sheet.answers, sheet.library, changes), sure)
        if opening is not None and opening <= wanted:
            gained, cost = (now - opening).days if now is not None else 0, search.cost(setting)
            found.append(WayOut(changes=changes, opening=opening, gained=gained, cost=cost))
    return _in_order(found)


def _in_order(ways: Sequence[WayOut]) -> tuple[WayOut, ...]:
    """The smallest step of each set of levers, the most days gained first; then their further steps."""
    smallest: dict[tuple[tuple[str, str | None], ...], WayOut] = {}
    for way in sorted(ways, key=lambda way: (way.gained, way.cost)):
        smallest.setdefault(way.levers, way)
    first = sorted(smallest.values(), key=lambda way: (-way.gained, way.cost))
    further = sorted((way for way in ways if way not in first), key=lambda way: (way.gained, way.cost))
    return (*first, *further)


def _opening(answers: Answers, opening: Opening) -> date | None:
    """The first opening under given answers; None when they lead to a plan that cannot be made."""
    try:
        return opening(answers)
    except UserError:
        return None


def applied(answers: Answers, library: Library, changes: Sequence[Change]) -> Answers:
    """The answers with some of them changed."""
    for change in changes:
        answers = with_answer(answers, library, change.question, change.element, change.value.value)
    return answers


def _change(lever: Lever, steps: int) -> Change:
    value = lever.values[steps - 1]
    label = lever.question.label_of(str(value))
    return Change(
        question=lever.question.id,
        element=lever.element,
        now=lever.now,
        value=Shown(lever.question.name, value, State.ANSWERED, (label,) if label else ()),
        span=lever.span,
    )


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
