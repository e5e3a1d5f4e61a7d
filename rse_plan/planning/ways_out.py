"""Ways out when a wanted opening cannot hold: levers tried by planning again (semantics 24 and 25)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import UserError
from rse_plan.model.answers import Answers
from rse_plan.model.question import AfterDate, Question, read_assumption
from rse_plan.planning.facts import PLURAL, FactSheet
from rse_plan.planning.lever_search import Opening, Search, Setting
from rse_plan.planning.levers import Change, applied, levers_of
from rse_plan.planning.plan import Plan, State

Fault = tuple[str, str, int, int, str]
"""An error of a plan, told from others: its rule, its place, and what it is about."""
SUBJECTS = ("item", "role", "community")
"""The values of a finding's message that tell what it is about, where its place does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """Answers that make the wanted day hold, and the first opening then.

    `kept` are dates that are assumed from the start on, and have to be answered as they are now: moved with
    an earlier start, they would leave an error in the plan. `gained` are calendar days, from the plan's own
    first opening; `cost` the sum of the levers' costs, times the steps taken.
    """

    changes: tuple[Change, ...]
    kept: tuple[Change, ...] = ()
    opening: date
    gained: int
    cost: int

    @property
    def levers(self) -> tuple[tuple[str, str | None], ...]:
        """The questions answered otherwise, each with its element."""
        return tuple((change.question, change.element) for change in self.changes)

    @property
    def answers(self) -> tuple[Change, ...]:
        """All that is to be written in the answers file."""
        return (*self.changes, *self.kept)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a way out is judged by: a plan's first opening and errors; of a plan under way, the day too."""

    opening: date | None
    errors: frozenset[Fault] = frozenset()
    today: date | None = None


Planning = Callable[[Answers], Outcome]
"""The outcome of a plan of given answers, made at the plan's own effort."""


def outcome_of(plan: Plan, today: date | None = None) -> Outcome:
    """A plan's first opening and its errors, and the day on which it stands."""
    errors = (_fault(found) for found in plan.warnings if found.severity is Severity.ERROR)
    return Outcome(plan.first_opening, frozenset(errors), today)


def _fault(found: Diagnostic) -> Fault:
    span, values = found.span, found.message.values
    subject = next((str(values[name]) for name in SUBJECTS if name in values), "")
    return found.rule, span.path, span.line, span.column, subject


def ways_out(
    sheet: FactSheet, wanted: date, now: Outcome, quick: Opening, sure: Planning
) -> tuple[WayOut, ...]:
    """At most three sets of answers that make the wanted day hold, ranked by days gained, then cost.

    Those that change the same answers as another one, only further, come last, the smallest step first. None
    leaves an error that the present plan (`now`) has not. Dates that are assumed from the start on stay what
    they are while levers are sought: nothing is won by an assumption. `quick` plans again to compare
    (semantics 24); `sure` at the plan's own effort, to confirm what is shown. No answer is a day that has
    passed.
    """
    held = tuple(_held(sheet))
    judge = _Judge(sheet, wanted, now, sure, held)
    ways: dict[Setting, WayOut] = {}

    def confirm(setting: Setting) -> bool:
        way = judge.way(search.changes(setting), search.cost(setting))
        if way is not None:
            ways[setting] = way
        return way is not None

    answers = applied(sheet.answers, sheet.library, held)
    search = Search(answers, sheet.library, levers_of(sheet, now.today), wanted, quick, confirm)
    return _in_order([ways[setting] for setting in search.holding()])


@dataclass(frozen=True, slots=True)
class _Judge:
    """Plans again what the search has found, as somebody would who types it."""

    sheet: FactSheet
    wanted: date
    now: Outcome
    sure: Planning
    held: tuple[Change, ...]

    def way(self, changes: tuple[Change, ...], cost: int) -> WayOut | None:
        """The way out that some changes are, alone or with dates that are kept; None when they are none."""
        changed = {(change.question, change.element) for change in changes}
        held = tuple(change for change in self.held if (change.question, change.element) not in changed)
        for kept in _subsets(held):
            opening = self._opening((*changes, *kept))
            if opening is not None:
                gained = (self.now.opening - opening).days if self.now.opening is not None else 0
                return WayOut(changes=changes, kept=kept, opening=opening, gained=gained, cost=cost)
        return None

    def _opening(self, changes: Sequence[Change]) -> date | None:
        """The first opening, when it is in time and the plan has no new error."""
        try:
            found = self.sure(applied(self.sheet.answers, self.sheet.library, changes))
        except UserError:  # these answers lead to a plan that cannot be made
            return None
        in_time = found.opening is not None and found.opening <= self.wanted
        return found.opening if in_time and found.errors <= self.now.errors else None


def _subsets(held: tuple[Change, ...]) -> Iterator[tuple[Change, ...]]:
    """None of them, each alone, all together: as few as can be are to be written down."""
    yield ()
    yield from ((one,) for one in held)
    if len(held) > 1:
        yield held


def _held(sheet: FactSheet) -> Iterator[Change]:
    """The dates that are assumed so long after another one, as answers."""
    for name, question in sheet.library.questions.items():
        if not _follows_a_date(question):
            continue
        prefix = name.partition(".")[0]
        for element in sheet.elements(PLURAL[prefix]) if prefix in PLURAL else (None,):
            bindings = {prefix: element} if element is not None else {}
            fact = sheet.fact(name, bindings)
            if fact.state is State.ASSUMED and isinstance(fact.value, date):
                shown = sheet.shown(name, bindings)
                yield Change(question=name, element=element, now=shown, value=shown, span=fact.span)


def _follows_a_date(question: Question) -> bool:
    if question.type != "date":
        return False
    raws = [question.default]
    if question.unknown is not None:
        raws = [question.unknown.assume, *(case.assume for case in question.unknown.cases)]
    return any(isinstance(read_assumption(question, raw), AfterDate) for raw in raws if raw is not None)


def _in_order(ways: Sequence[WayOut]) -> tuple[WayOut, ...]:
    """The smallest step of each set of levers, the most days gained first; then their further steps."""
    smallest: dict[tuple[tuple[str, str | None], ...], WayOut] = {}
    for way in sorted(ways, key=lambda way: (way.gained, way.cost)):
        smallest.setdefault(way.levers, way)
    first = sorted(smallest.values(), key=lambda way: (-way.gained, way.cost))
    further = sorted((way for way in ways if way not in first), key=lambda way: (way.gained, way.cost))
    return (*first, *further)
