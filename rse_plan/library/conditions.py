"""Every condition of a library against the questions (design D3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rse_plan.diagnostics import Diagnostic
from rse_plan.expressions import COLLECTIONS, Expression, NameType, check
from rse_plan.library.index import Index, full_ref
from rse_plan.library.load import Asked, Library, Sourced
from rse_plan.model.base import Model
from rse_plan.model.names import name_types
from rse_plan.model.playbook import Playbook
from rse_plan.model.work import Gate
from rse_plan.source.yaml_reader import Route, Scalar


@dataclass(frozen=True, slots=True)
class Located:
    """A condition, where it is written, and the loop elements it may read."""

    expression: Expression
    file: Sourced[Model]
    route: Route
    scope: frozenset[str]


def check_conditions(library: Library, index: Index) -> Iterator[Diagnostic]:
    """Names that nobody asks, values that are no choice, comparisons that do not fit."""
    names = name_types(library.questions)
    for located in all_conditions(index):
        if library.examines(located.file) and not library.unreadable.intersection(located.expression.names):
            yield from _problems(located, names)


def _problems(located: Located, names: Mapping[str, NameType]) -> Iterator[Diagnostic]:
    node = located.file.document.node(located.route)
    for problem in check(located.expression, names, located.scope):
        span = (
            node.inside(problem.offset, problem.length)
            if isinstance(node, Scalar)
            else located.file.span(*located.route)
        )
        yield Diagnostic(rule=problem.rule, span=span, message=problem.message, help=problem.advice)


@lru_cache(maxsize=1)
def all_conditions(index: Index) -> tuple[Located, ...]:
    """Every condition of a library's playbooks and questions."""
    return tuple(_conditions(index))


def _conditions(index: Index) -> Iterator[Located]:
    library = index.library
    for file in library.playbooks.values():
        if file.value.applies_when is not None:
            yield Located(
                file.value.applies_when, file, ("applies_when",), elements_in_scope(file.value.for_each)
            )
        yield from _of_adjustments(file, index)
    for place in index.all_places:
        scope = elements_in_scope(place.playbook.for_each, place.item.for_each)
        if place.item.when is not None:
            yield Located(place.item.when, place.file, (*place.route, "when"), scope)
        if isinstance(place.item, Gate) and place.item.lead_time is not None:
            for position, case in enumerate(place.item.lead_time.cases):
                yield Located(
                    case.when, place.file, (*place.route, "lead_time", "cases", position, "when"), scope
                )
    for asked in library.asked.values():
        yield from _of_question(asked)


def _of_adjustments(file: Sourced[Playbook], index: Index) -> Iterator[Located]:
    """An adjustment may read the elements of what it changes, and those of its own playbook."""
    for position, adjustment in enumerate(file.value.adjust):
        target = index.places.get(full_ref(adjustment.item, file.value))
        loops = (target.playbook.for_each, target.item.for_each) if target is not None else ()
        if adjustment.when is not None:
            scope = elements_in_scope(file.value.for_each, *loops)
            yield Located(adjustment.when, file, ("adjust", position, "when"), scope)


def _of_question(asked: Asked) -> Iterator[Located]:
    prefix = asked.question.id.split(".")[0]
    scope = frozenset({prefix} if prefix in COLLECTIONS.values() else ())
    if asked.question.when is not None:
        yield Located(asked.question.when, asked.file, (*asked.route, "when"), scope)
    for position, settled in enumerate(asked.question.settled):
        yield Located(settled.when, asked.file, (*asked.route, "settled", position, "when"), scope)
    for position, case in enumerate(asked.question.unknown.cases if asked.question.unknown else ()):
        yield Located(case.when, asked.file, (*asked.route, "unknown", "cases", position, "when"), scope)


def elements_in_scope(*collections: str | None) -> frozenset[str]:
    """The singular names in scope; a loop over communities has its wave too."""
    found = {COLLECTIONS[name] for name in collections if name and name in COLLECTIONS}
    return frozenset(found | ({"wave"} if "community" in found else set()))
