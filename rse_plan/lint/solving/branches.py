"""Branches of an `or` that change nothing: no answers reach them, or the others hold wherever they do.

A branch counts only where what stands beside it with `and` holds, and no other branch does; a condition
inside `any`, `all`, `count` decides for one element, and so is one of its own. Under `not` only branches
that nothing reaches are looked for: there an `or` is an `and`. What was found is left out before the next
is looked at, so that of two that say the same one stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rse_plan.expressions import COLLECTIONS
from rse_plan.expressions.syntax import Aggregate, Compare, Condition, Logic
from rse_plan.lint.solving.presence import conjuncts
from rse_plan.lint.solving.shapes import Scope, Wanted
from rse_plan.lint.solving.solver import Conflict, Solver


@dataclass(frozen=True, slots=True)
class Idle:
    """A branch that changes nothing, and why."""

    branch: Condition
    conflict: Conflict

    @property
    def covered_by(self) -> tuple[Condition, ...]:
        """The other branches that hold wherever it does; none when nothing reaches it."""
        return tuple(part.condition for part in self.conflict.parts if not part.holds)


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds and what fails wherever a part of a condition decides."""

    scope: Scope
    held: tuple[Wanted, ...]
    failed: tuple[Wanted, ...] = ()

    def beside(self, parts: Sequence[Condition], *, holds: bool) -> _Around:
        """With other parts of the same condition."""
        wanted = tuple(Wanted(part, self.scope, holds) for part in parts)
        if holds:
            return replace(self, held=(*self.held, *wanted))
        return replace(self, failed=(*self.failed, *wanted))

    def inside(self, kind: str) -> _Around:
        """For one element of a list; what is said of another element of it is left aside."""
        scope = self.scope | {kind}
        if any(kind in wanted.scope for wanted in (*self.held, *self.failed)):
            return _Around(scope, ())
        return replace(self, scope=scope)


def idle_branches(
    condition: Condition, scope: Scope, context: Sequence[Wanted], solver: Solver
) -> tuple[Idle, ...]:
    """Those of a condition that can hold; `context` is what holds where it is read."""
    return tuple(_Finder(solver).idle(condition, _Around(scope, tuple(context))))


@dataclass(frozen=True, slots=True)
class _Finder:
    solver: Solver
    _gone: set[int] = field(default_factory=set)

    def idle(self, node: Condition, around: _Around) -> Iterator[Idle]:
        """Below a part whose holding makes the whole hold, the rest being as it must."""
        if not isinstance(node, Logic):
            yield from self._of_list(node, around)
        elif node.operator == "not":
            yield from self._denied(node.parts[0], around)
        elif node.operator == "and":
            for part in node.parts:
                yield from self.idle(part, around.beside(self._others(node, part), holds=True))
        else:
            for part in reversed(node.parts):
                yield from self._itself(part, around.beside(self._others(node, part), holds=False))
            for part in node.parts:
                if id(part) not in self._gone:
                    yield from self.idle(part, around.beside(self._others(node, part), holds=False))

    def _denied(self, node: Condition, around: _Around) -> Iterator[Idle]:
        if not isinstance(node, Logic):
            yield from self._of_list(node, around)
            return
        for part in node.parts:
            if node.operator == "or":
                yield from self._itself(part, around)
            if id(part) not in self._gone:
                yield from self._denied(part, around)

    def _of_list(self, node: Condition, around: _Around) -> Iterator[Idle]:
        counted = node.left if isinstance(node, Compare) else node
        if isinstance(counted, Aggregate) and counted.where is not None:
            yield from self.idle(counted.where, around.inside(COLLECTIONS[counted.collection]))

    def _itself(self, branch: Condition, around: _Around) -> Iterator[Idle]:
        """What a reader needs least to see comes last: it is left out of the reasons first."""
        own = [Wanted(part, around.scope) for part in conjuncts(self._left(branch))]
        wanted = [*own, *reversed(around.held), *around.failed]
        if self.solver.is_impossible(wanted):
            self._gone.add(id(branch))
            conflict = self.solver.why_impossible(wanted)
            shown = {id(part) for part in conflict.parts}
            in_order = (part for part in (*around.held, *own, *around.failed) if id(part) in shown)
            yield Idle(branch, replace(conflict, parts=tuple(in_order)))

    def _others(self, node: Logic, part: Condition) -> list[Condition]:
        return [self._left(one) for one in node.parts if one is not part and id(one) not in self._gone]

    def _left(self, node: Condition) -> Condition:
        """A part without the branches that were found."""
        if not self._gone or not isinstance(node, Logic):
            return node
        parts = tuple(self._left(part) for part in node.parts if id(part) not in self._gone)
        return parts[0] if len(parts) == 1 and node.operator != "not" else Logic(node.operator, parts)
