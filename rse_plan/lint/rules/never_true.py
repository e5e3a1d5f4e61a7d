"""A condition that no answers can make true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import say
from rse_plan.expressions.syntax import Logic
from rse_plan.library.conditions import Located, all_conditions
from rse_plan.library.load import Library
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Rule
from rse_plan.lint.solving.branches import Idle, idle_branches
from rse_plan.lint.solving.context import context_of, is_of_item
from rse_plan.lint.solving.shapes import Wanted
from rse_plan.lint.solving.solver import Conflict, Solver, parts_of, solver_of
from rse_plan.lint.solving.telling import place_of, start_of, told
from rse_plan.lint.solving.wording import in_text

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: council-file
    phase: frame
    for_each: employers
    when: 'employer.works_council == "none" and employer.council_expert'
    title: {en: Write the works council’s file, fr: Rédiger le dossier du CSE}
    raci: {R: hr, A: hr}
    duration: 5d
    done_when: {en: It says who sees what., fr: Il dit qui voit quoi.}
"""

_GOOD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: council-file
    phase: frame
    for_each: employers
    when: 'employer.works_council == "single" and employer.council_expert'
    title: {en: Write the works council’s file, fr: Rédiger le dossier du CSE}
    raci: {R: hr, A: hr}
    duration: 5d
    done_when: {en: It says who sees what., fr: Il dit qui voit quoi.}
"""

RULE = Rule(
    name="never-true",
    what_it_finds=Both(
        en=(
            "A condition that no answers make true: its parts exclude each other, or a question that "
            "it reads is not asked where the rest holds. What excludes what is shown. A branch of an "
            "“or” too, which no answers reach, or which another branch covers."
        ),
        fr=(
            "Une condition qu’aucune réponse ne remplit : ses parties s’excluent, ou une question "
            "qu’elle lit n’est pas posée là où le reste est vrai. Ce qui s’exclut est montré. De même "
            "une branche d’un « or » que rien n’atteint, ou qu’une autre branche couvre."
        ),
    ),
    why_it_matters=Both(
        en="What it decides on would be missing from every plan without a word.",
        fr="Ce dont elle décide manquerait à tous les plans sans que rien ne le dise.",
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


def check_all(library: Library) -> Iterator[Diagnostic]:
    """Conditions that never hold, alone or where they are read, and branches that change nothing."""
    solver = solver_of(library)
    branches = _Branches(solver)
    for located in all_conditions(solver.index):
        if not library.examines(located.file) or not solver.is_sound(located):
            continue
        parts = parts_of(located)
        whole = [*context_of(located, solver), *parts]
        if solver.is_impossible(whole):
            yield from _impossible(located, parts, whole, solver)
        else:
            yield from branches.found(located, whole[: -len(parts)])


def _impossible(
    located: Located, parts: list[Wanted], whole: list[Wanted], solver: Solver
) -> Iterator[Diagnostic]:
    """An item's condition that only its playbook excludes is the rule unreachable-item."""
    around = whole[: -len(parts)]
    if solver.is_impossible(parts):
        yield _finding(located, solver.why_impossible(parts), solver)
    elif not is_of_item(located) and not solver.is_impossible(around):
        yield _finding(located, solver.why_impossible(whole), solver)


def _finding(located: Located, conflict: Conflict, solver: Solver) -> Diagnostic:
    message, related = told(conflict, solver)
    return Diagnostic(
        rule=RULE.name,
        span=place_of(located, conflict),
        message=message,
        help=say("compare with values that occur together, or take the condition out"),
        related=related,
    )


@dataclass(frozen=True, slots=True)
class _Branches:
    """Many files hold the same conditions: each is solved once."""

    solver: Solver
    _known: dict[tuple[object, ...], tuple[Idle, ...]] = field(default_factory=dict)

    def found(self, located: Located, context: list[Wanted]) -> Iterator[Diagnostic]:
        around = ((id(self.solver.same(one.condition)), one.scope) for one in context)
        key = (located.expression.text, located.scope, *around)
        if key not in self._known:
            root = located.expression.root
            self._known[key] = idle_branches(root, located.scope, context, self.solver)
        for idle in self._known[key]:
            yield _changes_nothing(located, idle, self.solver)


def _changes_nothing(located: Located, idle: Idle, solver: Solver) -> Diagnostic:
    message, related = told(idle.conflict, solver)
    advice = say("compare with values that occur together, or take this part of the condition out")
    if idle.covered_by:
        first, *more = idle.covered_by
        others = in_text(Logic("or", idle.covered_by) if more else first)
        message = say(
            "“{branch}” adds nothing: wherever it holds, “{others}” does",
            branch=in_text(idle.branch),
            others=others,
        )
        advice = say("take it out, or compare with what was meant")
    span = start_of(idle.branch, located)
    return Diagnostic(rule=RULE.name, span=span, message=message, help=advice, related=related)
