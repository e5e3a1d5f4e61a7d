"""What would put the first opening off: each legal assumption tried the other way, by planning again.

Only later openings are told: what a council, its expert or the law decides is never a gain to be sought
(semantics 25).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from rse_plan.errors import UserError
from rse_plan.library import Library
from rse_plan.model.answers import Answers
from rse_plan.model.work import Gate
from rse_plan.planning.plan import Assumption, Later, Plan, Shown, State
from rse_plan.planning.variants import others, with_answer

Opening = Callable[[Answers], date | None]
"""The first opening under given answers."""


def later_openings(made: Plan, answers: Answers, library: Library, opening: Opening) -> tuple[Later, ...]:
    """The assumptions that a gate rests on and that, if false, put the first opening off; soonest first.

    `opening` gives the first opening under other answers.
    """
    gates = _names_of_gates(library)
    found = [
        later
        for assumption in made.assumptions
        if assumption.question in gates and not assumption.private
        for later in _tried(made, assumption, answers, library, opening)
    ]
    return tuple(sorted(found, key=lambda later: later.opening))


def _names_of_gates(library: Library) -> frozenset[str]:
    """Questions that decide whether there is a gate, or how long it takes."""
    items = [item for file in library.playbooks.values() for item in file.value.tasks]
    return frozenset(name for item in items if isinstance(item, Gate) for name in _names(item))


def _names(gate: Gate) -> Iterator[str]:
    conditions = [gate.when, *(case.when for case in (gate.lead_time.cases if gate.lead_time else ()))]
    for condition in conditions:
        if condition is not None:
            yield from condition.names


def _tried(
    made: Plan,
    assumption: Assumption,
    answers: Answers,
    library: Library,
    opening: Opening,
) -> Iterator[Later]:
    question = library.questions[assumption.question]
    name, element = assumption.question, assumption.element
    for value in others(question, assumption.shown.value) if question.type != "integer" else ():
        try:
            day = opening(with_answer(answers, library, name, element, value))
        except UserError:  # the other value leads to a plan that cannot be made: no day to tell
            continue
        if day is not None and made.first_opening is not None and day > made.first_opening:
            label = question.label_of(str(value))
            shown = Shown(question.name, value, State.ASSUMED, (label,) if label else ())
            yield Later(assumption=assumption, value=shown, opening=day)
