"""What a name may be worth, and when: its few classes of values, and the condition under which it is asked.

Two integers that no condition of a query tells apart are one class; so are two dates, and all choices that
no condition names. A name whose question does not apply is absent (semantics 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations

from rse_plan.expressions import COLLECTIONS, NameKind, NameType, Value
from rse_plan.expressions.syntax import Aggregate, Compare, Condition, Known, Literal, Logic, Member
from rse_plan.library.load import Asked, Library
from rse_plan.lint.solving.wording import without_places
from rse_plan.model.names import COMPUTED, name_types
from rse_plan.model.problem import Problem
from rse_plan.model.question import AfterDate, Question, read_assumption
from rse_plan.source.yaml_reader import Scalar

Worth = tuple[Value, bool]
"""A value (None: absent), and whether an answer was given."""

ABSENT: Worth = (None, False)
SOME_TEXT = "…"
SOME_DAY = date(2027, 1, 4)
MAX_MEMBERS = 5
"""Choices of one `multi` that a query may tell apart: beyond, its classes are too many to try."""


class TooManyError(Exception):
    """A query beyond what is worth the time: nothing is said about it."""


@dataclass
class Seen:
    """What a set of conditions tells apart: literals by name, names under `known()`, counts.

    `names` are all that they read, those included that decide whether a question is asked.
    """

    names: set[str] = field(default_factory=set)
    literals: dict[str, set[Literal]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    aggregates: dict[Aggregate, set[int]] = field(default_factory=dict)
    _around: int = 0

    def read(self, node: Condition) -> Iterator[str]:
        """Take a condition in; gives the names that it reads."""
        if isinstance(node, Logic):
            for part in node.parts:
                yield from self.read(part)
        elif isinstance(node, Aggregate):
            yield from self._read_aggregate(node)
        elif isinstance(node, Compare) and isinstance(node.left, Aggregate):
            yield from self._read_aggregate(node.left)
            if isinstance(node.right, int):
                self.aggregates[node.left].add(node.right)
        else:
            yield from self._read_name(node)

    def _read_name(self, node: Condition) -> Iterator[str]:
        if isinstance(node, Compare) and not isinstance(node.left, Aggregate):
            self.literals.setdefault(node.left.path, set()).add(node.right)
            yield node.left.path
        elif isinstance(node, Member):
            self.literals.setdefault(node.name.path, set()).update(node.among)
            yield node.name.path
        elif not isinstance(node, Logic | Aggregate | Compare):
            if isinstance(node, Known):
                self.known.add(node.name.path)
            yield node.name.path

    def _read_aggregate(self, node: Aggregate) -> Iterator[str]:
        self.aggregates.setdefault(node, set())
        if node.where is not None:
            yield from self._read_inside(node, node.where)
        if node.summed is not None:
            yield node.summed.path

    def _read_inside(self, node: Aggregate, where: Condition) -> Iterator[str]:
        """What is asked of one element; a list inside a list needs witnesses for each of the outer ones."""
        self._around += 1
        inner = list(self.read(where))
        self._around -= 1
        own = f"{COLLECTIONS[node.collection]}."
        if self._around and node.collection != "waves" and any(not name.startswith(own) for name in inner):
            raise TooManyError
        yield from inner


@dataclass(frozen=True)
class Names:
    """Every name of a library: its type, when it is asked, what it is worth without an answer."""

    library: Library

    @cached_property
    def types(self) -> Mapping[str, NameType]:
        """The type of each name that can be read."""
        return name_types(self.library.questions)

    @cached_property
    def _asked_when(self) -> dict[str, Condition | None]:
        found = {name: _asked_when(asked, self.library) for name, asked in self.library.asked.items()}
        return {name: one and without_places(one) for name, one in found.items()}

    def _question(self, name: str) -> Question | None:
        asked = self.library.asked.get(name)
        return asked.question if asked is not None else None

    def asked_when(self, name: str) -> Condition | None:
        """What must hold for a question to be asked; None when it always is."""
        return self._asked_when.get(name)

    def may_stay_empty(self, name: str) -> bool:
        """Whether a name can be absent though its question applies: nothing stands in for an answer."""
        question = self._question(name)
        if question is None:
            return name in COMPUTED
        return not question.required and question.default is None and question.unknown is None

    def seen(self, conditions: Iterable[Condition], ignored: frozenset[str] = frozenset()) -> Seen:
        """What conditions tell apart, with those under which the names they read are asked."""
        seen = Seen()
        waiting = [name for condition in conditions for name in seen.read(condition)]
        while waiting:
            name = waiting.pop()
            if name in seen.names:
                continue
            seen.names.add(name)
            condition = None if name in ignored else self.asked_when(name)
            if condition is not None:
                waiting.extend(seen.read(condition))
        return seen

    def worths(self, name: str, seen: Seen) -> tuple[Worth, ...]:
        """One of each class of what a name may be worth where its question applies, absence aside."""
        type_ = self.types.get(name)
        if type_ is None:
            raise TooManyError  # no question sets it: unasked-variable says so
        question = self._question(name)
        values = tuple(_values(type_, seen.literals.get(name, set()), question))
        if name not in seen.known or question is None:
            return tuple((value, True) for value in values)
        return (*((value, True) for value in values), *_unanswered(question, values))


def _asked_when(asked: Asked, library: Library) -> Condition | None:
    question, parts = asked.question, []
    playbook = library.playbooks.get(asked.playbook or "")
    if playbook is not None and playbook.value.applies_when is not None:
        applies, loop = playbook.value.applies_when.root, playbook.value.for_each
        own = question.id.split(".")[0]
        if loop is not None and COLLECTIONS[loop] != own:
            applies = Aggregate("any", loop, applies, None, 0)
        parts.append(applies)
    if question.when is not None:
        parts.append(question.when.root)
    return None if not parts else parts[0] if len(parts) == 1 else Logic("and", tuple(parts))


def _values(type_: NameType, literals: set[Literal], question: Question | None) -> Iterator[Value]:
    if type_.kind is NameKind.BOOLEAN:
        yield from (True, False)
    elif type_.kind is NameKind.CHOICE:
        named = [choice for choice in type_.choices if choice in literals]
        yield from (*named, *[choice for choice in type_.choices if choice not in literals][:1])
    elif type_.kind is NameKind.MULTI:
        yield from _subsets(type_, literals)
    elif type_.kind is NameKind.INTEGER:
        low = question.min if question is not None else 0
        yield from _integers(literals, low, question.max if question is not None else None)
    elif type_.kind is NameKind.DATE:
        yield from _dates(literals)
    else:
        yield SOME_TEXT


def _subsets(type_: NameType, literals: set[Literal]) -> Iterator[tuple[str, ...]]:
    named = [choice for choice in type_.choices if choice in literals]
    if len(named) > MAX_MEMBERS:
        raise TooManyError
    for size in range(len(named) + 1):
        yield from combinations(named, size)


def _integers(literals: Iterable[Literal], low: int | None, high: int | None) -> Iterator[int]:
    cuts = {number for number in literals if isinstance(number, int) and not isinstance(number, bool)}
    found = {number + step for number in cuts for step in (-1, 0, 1)}
    inside = {n for n in found if (low is None or n >= low) and (high is None or n <= high)}
    yield from sorted(inside) or (low if low is not None else high if high is not None else 0,)


def _dates(literals: Iterable[Literal]) -> Iterator[date]:
    cuts = set()
    for text in literals:
        try:
            cuts.add(date.fromisoformat(str(text)))
        except ValueError:
            continue  # no date: type-or-choice says so
    found = {cut + timedelta(days=step) for cut in cuts for step in (-1, 0, 1) if date.min < cut < date.max}
    yield from sorted(found) or (SOME_DAY,)


def _unanswered(question: Question, values: tuple[Value, ...]) -> Iterator[Worth]:
    """What stands in when nobody answered: assumed, or settled by other answers."""
    raws = [question.default]
    if question.unknown is not None:
        raws = [question.unknown.assume, *(case.assume for case in question.unknown.cases)]
    for raw in raws:
        if question.type == "text" and isinstance(raw, Scalar) and not raw.text:
            continue
        value = read_assumption(question, raw) if raw is not None else None
        if isinstance(value, AfterDate):
            yield from ((day, False) for day in values)
        elif value is not None and not isinstance(value, Problem):
            alike = _alike(value, values, question)
            yield (alike, False)


def _alike(value: object, values: tuple[Value, ...], question: Question) -> Value:
    """The class that a value belongs to."""
    if question.type == "multi" and isinstance(value, tuple):
        named = {choice for one in values if isinstance(one, tuple) for choice in one}
        return tuple(choice for choice in value if choice in named)
    if question.type in ("integer", "date") and isinstance(value, int | date):
        below = [one for one in values if isinstance(one, int | date) and one <= value]  # type: ignore[operator]  # all are of one kind
        return max(below) if below else values[0]
    if question.type == "choice" and value not in values:
        return values[-1]
    return value if value in values else values[0]  # type: ignore[return-value]  # it is of the question's type
