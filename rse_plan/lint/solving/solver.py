"""One solver for all rules of a run: each question is worked out once, whoever asks it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from rse_plan.expressions import COLLECTIONS, check
from rse_plan.expressions.syntax import Condition
from rse_plan.library.conditions import Located
from rse_plan.library.index import Index
from rse_plan.library.load import Library
from rse_plan.lint.same import Same
from rse_plan.lint.solving.presence import Presence, conjuncts
from rse_plan.lint.solving.search import Solution, Verdict, solve
from rse_plan.lint.solving.shapes import Scope, Wanted
from rse_plan.lint.solving.wording import literal, without_places
from rse_plan.lint.solving.worth import Names


@dataclass
class Solver:
    """Answers looked for in one library."""

    library: Library
    _found: dict[tuple[object, ...], Solution] = field(default_factory=dict)
    _plain: dict[int, tuple[Condition, Condition]] = field(default_factory=dict)
    _known: dict[Condition, Condition] = field(default_factory=dict)
    _sound: dict[tuple[str, Scope], bool] = field(default_factory=dict)

    @cached_property
    def names(self) -> Names:
        return Names(self.library)

    @cached_property
    def index(self) -> Index:
        return self.library.index

    @cached_property
    def presence(self) -> Presence:
        return Presence(self.index)

    def solve(self, wanted: Sequence[Wanted], ignored: frozenset[str] = frozenset()) -> Solution:
        """Answers that do all that is wanted; `ignored` are names taken as always asked."""
        plain = {(id(self.same(w.condition)), w.scope, w.holds): w for w in wanted}
        key = (*plain, ignored)
        if key not in self._found:
            asked = [Wanted(self.same(w.condition), w.scope, w.holds) for w in plain.values()]
            self._found[key] = solve(self.names, asked, ignored)
        return self._found[key]

    def same(self, condition: Condition) -> Condition:
        """One object for all conditions that say the same: comparing them would cost more than solving."""
        kept = self._plain.get(id(condition))
        if kept is None:
            plain = without_places(condition)
            kept = (condition, self._known.setdefault(plain, plain))
            self._plain[id(condition)] = kept  # keeping the condition keeps its id from being given again
        return kept[1]

    def is_impossible(self, wanted: Sequence[Wanted], ignored: frozenset[str] = frozenset()) -> bool:
        """Whether it is certain that no answers do all that is wanted."""
        return bool(wanted) and self.solve(wanted, ignored).verdict is Verdict.IMPOSSIBLE

    def is_sound(self, located: Located) -> bool:
        """Whether nothing else is wrong with a condition; what is gets one finding, not two."""
        key = (located.expression.text, located.scope)
        if key not in self._sound:
            unread = self.library.unreadable.intersection(located.expression.names)
            faults = unread or check(located.expression, self.names.types, located.scope)
            self._sound[key] = not faults
        return self._sound[key]

    def why_impossible(self, wanted: Sequence[Wanted]) -> Conflict:
        """The least of what is wanted that no answers do, and the questions that then would not be asked."""
        parts = list(wanted)
        for part in reversed(wanted):
            fewer = [other for other in parts if other is not part]
            if self.is_impossible(fewer):
                parts = fewer
        read = self.names.seen(part.condition for part in parts).names
        asked = [name for name in sorted(read) if self.names.asked_when(name) is not None]
        ignored: frozenset[str] = frozenset()
        for name in asked:
            if self.is_impossible(parts, ignored | {name}):
                ignored |= {name}
        return Conflict(tuple(parts), tuple(name for name in asked if name not in ignored))


@dataclass(frozen=True, slots=True)
class Conflict:
    """Conditions that exclude each other, given that these questions are only asked at times."""

    parts: tuple[Wanted, ...]
    asked: tuple[str, ...]


def parts_of(located: Located) -> list[Wanted]:
    """The parts of a condition that must all hold."""
    return [Wanted(part, located.scope) for part in conjuncts(located.expression.root)]


def answers_in_words(solution: Solution) -> str:
    """Answers as conditions write them: `employer.country == "FR"`; what is not asked is left out."""
    return ", ".join((*_sizes(solution.sizes), *_values(solution)))


def _values(solution: Solution) -> Iterator[str]:
    for (name, owner), (value, _) in sorted(solution.answers.items(), key=str):
        where = "" if owner is None or owner[1] == 0 else f" ({owner[1] + 1})"
        if name.startswith("#"):
            yield f"sum({name[1:].replace(':', ', ')}) == {literal(value)}"
        elif value is not None:
            yield f"{name}{where} == {literal(value)}"


def _sizes(sizes: Mapping[str, int]) -> Iterator[str]:
    """Collections without an element; where there is no community there are no waves either."""
    empty = [collection for collection in COLLECTIONS if sizes.get(collection) == 0]
    yield from (f"count({collection}) == 0" for collection in empty[:1])


@lru_cache(maxsize=1)
def _solver(key: Same) -> Solver:
    return Solver(key.library)


def solver_of(library: Library) -> Solver:
    """The solver of a library, shared by the rules of a run."""
    return _solver(Same(library))
