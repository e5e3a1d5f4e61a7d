"""Why no answers fit, as a finding's message and the places that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Related
from rse_plan.errors import Said, say
from rse_plan.expressions.syntax import Aggregate, Compare, Condition
from rse_plan.library.conditions import Located
from rse_plan.lint.solving.presence import conjuncts
from rse_plan.lint.solving.solver import Conflict, Solver
from rse_plan.lint.solving.wording import all_of, in_text, place_in
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Scalar


def told(conflict: Conflict, solver: Solver) -> tuple[Said, tuple[Related, ...]]:
    """What excludes what, and the questions that are asked only at times, or set too few values."""
    parts = all_of(part.condition for part in conflict.parts)
    if not conflict.asked:
        return say("no answers make this true: “{parts}”", parts=parts), tuple(_questions(conflict, solver))
    name = conflict.asked[0]
    condition = solver.names.asked_when(name)
    message = say(
        "no answers make this true: “{parts}”, since “{name}” is only asked when “{condition}”",
        parts=parts,
        name=name,
        condition=in_text(condition) if condition is not None else "",
    )
    return message, tuple(_asked_at(name, solver) for name in conflict.asked)


def _questions(conflict: Conflict, solver: Solver) -> Iterator[Related]:
    names = dict.fromkeys(
        name for part in conflict.parts for name in sorted(solver.names.seen([part.condition]).names)
    )
    for name in names:
        asked = solver.library.asked.get(name)
        if asked is not None and len(names) == 1:
            yield Related(asked.file.span(*asked.route, "id"), say("the question that sets it"))


def _asked_at(name: str, solver: Solver) -> Related:
    """Where it is written when a question is asked: its own condition, else that of its playbook."""
    asked = solver.library.asked[name]
    route = (*asked.route, "when") if asked.question.when is not None else ("applies_when",)
    return Related(asked.file.span(*route), say("“{name}” is only asked when this holds", name=name))


def place_of(located: Located, conflict: Conflict) -> Span:
    """The first name of the last part of a condition that has a share in a conflict."""
    node = located.file.document.node(located.route)
    own = {id(part) for part in conjuncts(located.expression.root)}
    names = [place_in(part.condition) for part in conflict.parts if id(part.condition) in own]
    name = names[-1] if names else place_in(located.expression.root)
    if not isinstance(node, Scalar) or name is None:
        return located.file.span(*located.route)
    return node.inside(name.offset, len(name.path))


def start_of(part: Condition, located: Located) -> Span:
    """The first name of a part of a condition; of a list counted as a whole, the word that counts it."""
    node = located.file.document.node(located.route)
    if isinstance(node, Scalar):
        name, counted = place_in(part), part.left if isinstance(part, Compare) else part
        if name is not None:
            return node.inside(name.offset, len(name.path))
        if isinstance(counted, Aggregate):
            return node.inside(counted.offset, len(counted.function))
    return located.file.span(*located.route)
