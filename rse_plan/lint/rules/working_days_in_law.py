"""A delay of the law counted in working days."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Edit, Severity
from rse_plan.errors import say
from rse_plan.library import Sourced
from rse_plan.library.adjustments import LEGAL
from rse_plan.lint.engine import File
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.model.amounts import Amount, Unit
from rse_plan.model.playbook import Playbook
from rse_plan.model.work import Gate
from rse_plan.source.yaml_reader import Route, Scalar

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: tender
    kind: gate
    gate: tender
    phase: prepare
    title: {en: Tender for the platform, fr: Appel d’offres pour la plateforme}
    raci: {R: procurement, A: procurement}
    lead_time: {base: 35d}
    because: [fr-tender-35d]
"""

RULE = Rule(
    name="working-days-in-law",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en="A lead time in working days (`d`, `w`) on a gate that cites a law or a ruling.",
        fr=(
            "Un délai en jours ou semaines ouvrés (`d`, `w`) sur une attente qui cite une loi ou un jugement."
        ),
    ),
    why_it_matters=Both(
        en=(
            "The law counts calendar days: 35 working days are seven weeks, and the plan opens two "
            "weeks late."
        ),
        fr=(
            "La loi compte en jours calendaires : 35 jours ouvrés font sept semaines, et le plan "
            "ouvre deux semaines trop tard."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _BAD.replace("35d}", "35cd}")},
    how_to_ignore=CAN_BE_IGNORED,
    fixable=True,
)

_CALENDAR = {Unit.WORKING_DAY: Unit.CALENDAR_DAY, Unit.WORKING_WEEK: Unit.CALENDAR_WEEK}


def check(file: File) -> Iterator[Diagnostic]:
    """The lead times of gates that rest on a law or a ruling."""
    if file.playbook is None:
        return
    for position, item in enumerate(file.playbook.value.tasks):
        if isinstance(item, Gate) and _cites_a_law(file, item):
            for route, amount in _lead_times(item):
                if amount.unit in _CALENDAR:
                    yield _working(file.playbook, ("tasks", position, *route), amount)


def _cites_a_law(file: File, gate: Gate) -> bool:
    sources = (file.library.evidence.get(name) for name in gate.because)
    return any(source is not None and source.type in LEGAL for source in sources)


def _lead_times(gate: Gate) -> Iterator[tuple[Route, Amount]]:
    if gate.lead_time is None:
        return
    yield ("lead_time", "base"), gate.lead_time.base
    for position, case in enumerate(gate.lead_time.cases):
        if case.to is not None:
            yield ("lead_time", "cases", position, "to"), case.to


def _working(file: Sourced[Playbook], route: Route, amount: Amount) -> Diagnostic:
    span, node = file.span(*route), file.document.node(route)
    legal = str(Amount(amount.count, _CALENDAR[amount.unit]))
    plain = isinstance(node, Scalar) and node.plain
    return Diagnostic(
        rule=RULE.name,
        severity=RULE.severity,
        span=span,
        message=say("“{amount}” counts working days, on a gate that cites a law", amount=amount),
        help=say("write “{amount}”: the law counts every day", amount=legal),
        edit=Edit(span, legal if plain else f'"{legal}"'),
    )
