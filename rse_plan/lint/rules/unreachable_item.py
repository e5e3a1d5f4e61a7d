"""An item whose condition excludes that of its playbook."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Related
from rse_plan.errors import say
from rse_plan.library.conditions import Located
from rse_plan.library.index import Place
from rse_plan.library.load import Library
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Rule
from rse_plan.lint.solving.presence import scope_of
from rse_plan.lint.solving.solver import Solver, parts_of, solver_of
from rse_plan.lint.solving.telling import place_of, told

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
for_each: employers
applies_when: employer.country == "FR"
tasks:
  - id: council-file
    phase: frame
    when: employer.country == "DE" and employer.headcount >= 50
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
for_each: employers
applies_when: employer.country == "FR"
tasks:
  - id: council-file
    phase: frame
    when: employer.country == "FR" and employer.headcount >= 50
    title: {en: Write the works council’s file, fr: Rédiger le dossier du CSE}
    raci: {R: hr, A: hr}
    duration: 5d
    done_when: {en: It says who sees what., fr: Il dit qui voit quoi.}
"""

RULE = Rule(
    name="unreachable-item",
    what_it_finds=Both(
        en=("An item that is in no plan: its own condition can hold, but never where its playbook applies."),
        fr=(
            "Un élément absent de tous les plans : sa condition peut être remplie, mais jamais là où "
            "son playbook s’applique."
        ),
    ),
    why_it_matters=Both(
        en="Its author believes that somebody will do it; nobody will ever read of it.",
        fr="Son auteur croit que quelqu’un s’en chargera ; personne n’en saura rien.",
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


def check_all(library: Library) -> Iterator[Diagnostic]:
    """Items whose condition never holds together with their playbook's."""
    solver = solver_of(library)
    for place in solver.index.examined:
        applies, when = place.playbook.applies_when, place.item.when
        if applies is None or when is None:
            continue
        above = Located(applies, place.file, ("applies_when",), scope_of(place))
        own = Located(when, place.file, (*place.route, "when"), scope_of(place))
        if solver.is_sound(above) and solver.is_sound(own):
            yield from _excluded(place, above, own, solver)


def _excluded(place: Place, above: Located, own: Located, solver: Solver) -> Iterator[Diagnostic]:
    """Nothing where one of the two is impossible by itself: that is the rule never-true."""
    parts = [*parts_of(above), *parts_of(own)]
    if not solver.is_impossible(parts):
        return
    if not solver.is_impossible(parts_of(above)) and not solver.is_impossible(parts_of(own)):
        conflict = solver.why_impossible(parts)
        message, related = told(conflict, solver)
        applies = Related(place.file.span("applies_when"), say("the playbook applies when this holds"))
        yield Diagnostic(
            rule=RULE.name,
            span=place_of(own, conflict),
            message=message,
            help=say("mend the condition, or move “{item}” to another playbook", item=place.item.id),
            related=(applies, *(one for one in related if one.span != applies.span)),
        )
