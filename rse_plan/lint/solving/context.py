"""What holds anyway where a condition is read: it need only hold together with that."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.expressions import Expression
from rse_plan.expressions.syntax import Condition, Logic
from rse_plan.library.conditions import Located
from rse_plan.library.index import full_ref
from rse_plan.lint.solving.presence import conjuncts
from rse_plan.lint.solving.reading import at, question_at
from rse_plan.lint.solving.shapes import Wanted
from rse_plan.lint.solving.solver import Solver
from rse_plan.lint.solving.wording import without_places
from rse_plan.model.playbook import SECTIONS, Playbook
from rse_plan.model.question import Question

OWN = 3
"""Steps to an item's own condition: the section, the position, `when`."""


def context_of(located: Located, solver: Solver) -> list[Wanted]:
    """What holds where a condition of an item, a gate's or a question's case, or an adjustment is read."""
    return [
        Wanted(part, located.scope)
        for condition in _around(located, solver)
        if condition is not None
        for part in conjuncts(condition)
    ]


def _around(located: Located, solver: Solver) -> Iterator[Condition | None]:
    value, route = located.file.value, located.route
    question = question_at(located)
    if question is not None:
        yield from _around_question(question, located, solver)
    elif not isinstance(value, Playbook):
        return
    elif route[0] == "adjust":
        yield _root(value.applies_when)
        target = solver.index.places.get(full_ref(value.adjust[at(route, 1)].item, value))
        if target is not None:
            yield from (_root(target.playbook.applies_when), _root(target.item.when))
    elif "lead_time" in route:
        yield from (_root(value.applies_when), _root(value.tasks[at(route, 1)].when))
    elif is_of_item(located):
        yield _root(value.applies_when)


def is_of_item(located: Located) -> bool:
    """Whether it is an item's own condition."""
    return len(located.route) == OWN and located.route[-1] == "when" and located.route[0] in SECTIONS


def _around_question(question: Question, located: Located, solver: Solver) -> Iterator[Condition | None]:
    """A question's `when` need hold where its playbook applies, its cases where it is asked."""
    asked = solver.names.asked_when(question.id)
    if located.expression is not question.when:
        yield asked
    elif isinstance(asked, Logic) and asked != without_places(question.when.root):
        yield asked.parts[0]


def _root(expression: Expression | None) -> Condition | None:
    return expression.root if expression is not None else None
