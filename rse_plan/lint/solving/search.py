"""Search for answers that make conditions hold or fail: every part is weighed by all it may still come to.

A condition comes out true, false or undefined (semantics 3). With some names open, the set of what it may
come to is worked out bottom-up; a name is fixed only where that set leaves the matter open, and fixing it
to a value obliges its question to be asked, fixing it to nothing obliges it not to be.

Where a query would need more elements than are worth trying (see shapes), more steps than MAX_STEPS, or
more choices of one `multi` than MAX_MEMBERS, `solve` says UNDECIDED: a rule then finds nothing. A sum is a
whole number of its own, tied to nothing but the number of elements.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from rse_plan.expressions import COLLECTIONS
from rse_plan.expressions.syntax import Aggregate, Compare, Condition, Known, Logic, Member, Name, Truth
from rse_plan.lint.solving.shapes import FIRST, Scope, Shape, Wanted, shapes
from rse_plan.lint.solving.worth import ABSENT, Names, Seen, TooManyError, Worth

TRUE, FALSE, UNDEFINED = 1, 2, 4
MAX_STEPS = 3000


class Verdict(Enum):
    """Whether there are answers that do as wanted."""

    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"
    UNDECIDED = "undecided"


Owner = tuple[str, int] | None
Variable = tuple[str, Owner]
"""A name, and the element it is read of."""


@dataclass(frozen=True)
class Solution:
    """The verdict and, where it is POSSIBLE, answers that do: names by element, and sizes of collections."""

    verdict: Verdict
    answers: Mapping[Variable, Worth] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)


def solve(
    names: Names,
    wanted: Sequence[Wanted],
    ignored: frozenset[str] = frozenset(),
    least: Mapping[str, int] | None = None,
) -> Solution:
    """Look for answers that do all that is wanted.

    `ignored` are names whose questions are taken as always asked; `least` gives the fewest elements of a
    collection (there is always a sponsor and an employer).
    """
    try:
        seen = names.seen((one.condition for one in wanted), ignored)
        for shape in shapes(names, seen, wanted, {"sponsors": 1, "employers": 1, **(least or {})}):
            search = _Search(names, seen, shape, ignored)
            if search.extend(
                [(one.condition, _places(one.scope, shape), _mask(one.holds)) for one in wanted]
            ):
                return Solution(Verdict.POSSIBLE, dict(search.fixed), shape.sizes)
    except TooManyError:
        return Solution(Verdict.UNDECIDED)
    return Solution(Verdict.IMPOSSIBLE)


Places = Mapping[str, int]
"""The element in scope of each kind, by its position."""


def _places(scope: Scope, shape: Shape) -> Places:
    return {kind: shape.wave if kind == "wave" else 0 for kind in sorted(scope)}


def _mask(holds: bool) -> int:
    return TRUE if holds else FALSE | UNDEFINED


# --- the search ---

Part = tuple[Condition, Places, int]
"""A condition, the elements it is read for, and the outcomes that will do."""

_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class _Search:
    """One search over one shape; `fixed` holds what has been settled on so far."""

    def __init__(self, names: Names, seen: Seen, shape: Shape, ignored: frozenset[str]) -> None:
        self._names = names
        self._seen = seen
        self._shape = shape
        self._ignored = ignored
        self._steps = 0
        self._masks: dict[tuple[int, str], int] = {}
        self._worths: dict[str, tuple[Worth, ...]] = {}
        self.fixed: dict[Variable, Worth] = {}

    def extend(self, parts: Sequence[Part]) -> bool:
        """Settle on values until all parts come out as wanted; False when none do, with nothing fixed."""
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise TooManyError
        left = []
        for part in parts:
            outcomes = self.outcomes(part[0], part[1])
            if not outcomes & part[2]:
                return False
            if outcomes & ~part[2]:
                left.append(part)
        if not left:
            return True
        variable = self._open_in(left[0][0], left[0][1])
        if variable is None:
            raise TooManyError
        for worth, asked in self._choices(variable):
            self.fixed[variable] = worth
            if self.extend([*asked, *left]):
                return True
            del self.fixed[variable]
        return False

    def _choices(self, variable: Variable) -> Iterator[tuple[Worth, list[Part]]]:
        """What a variable may be, each with what that obliges its question to."""
        name, owner = variable
        condition = None if name in self._ignored else self._names.asked_when(name)
        places = {owner[0]: owner[1]} if owner is not None else {}
        asked: list[Part] = [(condition, places, TRUE)] if condition is not None else []
        for worth in self._worths_of(variable):
            yield worth, asked
        if self._names.may_stay_empty(name) and name != "wave.number":
            yield ABSENT, []
        elif condition is not None:
            yield ABSENT, [(condition, places, FALSE | UNDEFINED)]

    def _worths_of(self, variable: Variable) -> tuple[Worth, ...]:
        name, owner = variable
        if name == "wave.number":
            if owner is not None and owner[0] == "wave":
                return ((owner[1] + 1, True),)
            return tuple((number + 1, True) for number in range(self._shape.sizes.get("waves", 0)))
        if name.startswith("#"):
            cuts = next(cuts for node, cuts in self._seen.aggregates.items() if _sum_name(node) == name)
            found = sorted({max(0, cut + step) for cut in cuts for step in (-1, 0, 1)} | {0})
            return tuple((number, True) for number in found)
        if name not in self._worths:
            self._worths[name] = self._names.worths(name, self._seen)
        return self._worths[name]

    # --- what a condition may come to ---

    def outcomes(self, node: Condition, places: Places) -> int:
        """The outcomes that a condition may have with the rest of the names still open, as a set of bits."""
        if isinstance(node, Logic):
            return self._logic(node, places)
        if isinstance(node, Aggregate):
            low, high = self._range(node, places)
            return TRUE if low else TRUE | FALSE if high else FALSE
        if isinstance(node, Compare) and isinstance(node.left, Aggregate):
            return self._compared(node, node.left, places)
        variable = self._variable(_name_of(node), places)
        if variable is None:
            return FALSE if isinstance(node, Known) else UNDEFINED
        if variable in self.fixed:
            return _outcome(node, self.fixed[variable])
        return self._any_outcome(node, variable)

    def _any_outcome(self, node: Atom, variable: Variable) -> int:
        """What an atom may come to over all that its name may be worth."""
        own_wave = variable[0] == "wave.number" and variable[1] is not None and variable[1][0] == "wave"
        key = (id(node), str(variable[1]) if own_wave else "")
        if key not in self._masks:
            mask = 0
            for worth, _ in self._choices(variable):
                mask |= _outcome(node, worth)
            self._masks[key] = mask or UNDEFINED
        return self._masks[key]

    def _logic(self, node: Logic, places: Places) -> int:
        if node.operator == "not":
            inner = self.outcomes(node.parts[0], places)
            return (inner & UNDEFINED) | (FALSE if inner & TRUE else 0) | (TRUE if inner & FALSE else 0)
        deciding, neutral = (TRUE, FALSE) if node.operator == "or" else (FALSE, TRUE)
        found, undecided, all_neutral = 0, False, True
        for part in node.parts:
            inner = self.outcomes(part, places)
            if inner == deciding:
                return deciding
            found |= inner & deciding
            undecided = undecided or bool(inner & UNDEFINED)
            all_neutral = all_neutral and bool(inner & neutral)
        return found | (UNDEFINED if undecided else 0) | (neutral if all_neutral else 0)

    def _compared(self, node: Compare, left: Aggregate, places: Places) -> int:
        compare = _OPERATORS[node.operator]
        if left.function == "sum":
            variable: Variable = (_sum_name(left), None)
            worths = [self.fixed[variable]] if variable in self.fixed else self._worths_of(variable)
            held = {compare(worth[0], node.right) for worth in worths}
        else:
            low, high = self._range(left, places)
            held = {compare(count, node.right) for count in range(low, high + 1)}
        return (TRUE if True in held else 0) | (FALSE if False in held else 0)

    def _range(self, node: Aggregate, places: Places) -> tuple[int, int]:
        """The least and the most that an aggregate may come to; 0 and 1 for `any` and `all`."""
        if node.function == "sum":
            variable: Variable = (_sum_name(node), None)
            worth = self.fixed.get(variable)
            return (0, 1) if worth is None else (int(bool(worth[0])), int(bool(worth[0])))
        if node.where is None:
            size = self._shape.sizes[node.collection]
            return size, size
        kind = COLLECTIONS[node.collection]
        low = high = 0
        number = self._shape.apart[node.collection]
        for position in range(number):
            inner = self.outcomes(node.where, {**places, kind: position})
            low += inner == TRUE
            high += bool(inner & TRUE)
        if node.function == "count":
            return low, high
        if node.function == "any":
            return int(low > 0), int(high > 0)
        return int(low == number), int(high == number)

    # --- names ---

    def _variable(self, name: str, places: Places) -> Variable | None:
        """The variable that a name is where it is read; None where it means nothing, and so is absent."""
        prefix = name.partition(".")[0]
        if prefix in places:
            owner: Owner = (prefix, places[prefix])
        elif prefix in FIRST:
            owner = (prefix, self._shape.first[prefix])
        elif prefix == "wave" or name == "champions.count":
            kinds = (kind for kind in ("community", "wave") if kind in places)
            kind = next(kinds, None)
            if kind is None:
                return None
            owner = (kind, places[kind])
        elif prefix == "community":
            return None
        else:
            owner = None
        return ("wave.number" if name == "wave.pilot" else name), owner

    def _open_in(self, node: Condition, places: Places) -> Variable | None:
        """The first name that leaves a condition open."""
        if isinstance(node, Logic):
            return self._first_open((part, places) for part in node.parts)
        aggregate = node.left if isinstance(node, Compare) else node
        if isinstance(aggregate, Aggregate):
            if aggregate.function == "sum":
                variable: Variable = (_sum_name(aggregate), None)
                return None if variable in self.fixed else variable
            if aggregate.where is None:
                return None
            kind, where = COLLECTIONS[aggregate.collection], aggregate.where
            number = self._shape.apart[aggregate.collection]
            return self._first_open((where, {**places, kind: position}) for position in range(number))
        if isinstance(node, Aggregate):
            return None
        found = self._variable(_name_of(node), places)
        return None if found is None or found in self.fixed else found

    def _first_open(self, parts: Iterator[tuple[Condition, Places]]) -> Variable | None:
        for node, places in parts:
            outcomes = self.outcomes(node, places)
            if outcomes & (outcomes - 1):  # more than one
                found = self._open_in(node, places)
                if found is not None:
                    return found
        return None


def _sum_name(node: Aggregate) -> str:
    """A sum is a number of its own, the same wherever it is read."""
    return f"#{node.collection}:{node.summed.path if node.summed is not None else ''}"


Atom = Known | Truth | Compare | Member
"""A condition about one name."""


def _name_of(node: Atom) -> str:
    name = node.left if isinstance(node, Compare) else node.name
    return name.path if isinstance(name, Name) else ""


def _outcome(node: Atom, worth: Worth) -> int:
    """What an atom comes to when its name is worth this; mirrors the evaluator."""
    value, known = worth
    if isinstance(node, Known):
        return TRUE if known else FALSE
    if value is None:
        return UNDEFINED
    if _name_of(node) == "wave.pilot":
        value = value == 1
    if isinstance(node, Truth):
        return (TRUE if value else FALSE) if isinstance(value, bool) else UNDEFINED
    if isinstance(node, Member):
        found = node.among[0] in value if isinstance(value, tuple) else value in node.among
        return TRUE if found != node.negated else FALSE
    right = date.fromisoformat(str(node.right)) if isinstance(value, date) else node.right
    return TRUE if _OPERATORS[node.operator](value, right) else FALSE
