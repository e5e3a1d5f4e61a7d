"""A percentage of a handful of people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from rse_plan.diagnostics import Diagnostic, Severity, has_errors
from rse_plan.errors import say
from rse_plan.library import Library
from rse_plan.lint.engine import File
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.lint.sample_answers import answers_with
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Document, Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from rse_plan.model.answers import Answers

_BAD_FIRST = answers_with("headcount: 60", "headcount: 200").replace("members: 40", "members: 80")

_BAD_SECOND = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
requires: [pilot-by-communities]
kpis:
  - id: authors
    for_each: communities
    title: {en: Authors, fr: Auteurs}
    measure: {en: Members who posted / members invited, fr: Membres ayant publié / membres invités}
    level: group
    use_case: [other]
    target: {after: pilot-by-communities/open, by: 90cd, low: 0.1, high: 0.3}
    because: [our-benchmarks]
"""

_GOOD_FIRST = """\
kind: answers
format: 1
organisation: {name: Weldom, headcount: 200, kind: company, frontline: none}
goal: {process: answering shops}
employers:
  - {id: weldom, country: GB, works_council: none}
sponsors:
  - {id: main, level: ceo, minutes: 60}
communities:
  - {id: shops, name: Shops, members: 80, use_case: other}
platform: {product: whaller}
legal: {charter: in-force, individual_stats: nobody}
calendar: {start: 2027-02-01, decision: 2027-03-01, freezes: [{preset: august}]}
people:
  community-manager: {hours: 15}
"""

_GOOD_SECOND = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
requires: [pilot-by-communities]
kpis:
  - id: authors
    for_each: communities
    title: {en: Authors, fr: Auteurs}
    measure: {en: Members who posted / members invited, fr: Membres ayant publié / membres invités}
    level: group
    use_case: [other]
    target: {after: pilot-by-communities/open, by: 90cd, low: 0.1, high: 0.3}
    because: [our-benchmarks]
    small: {en: "Each post, one by one", fr: "Chaque contenu, un à un"}
"""

if TYPE_CHECKING:
    from rse_plan.planning.plan import DatedKpi

RULE = Rule(
    name="kpi-too-few",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "With the answers given, a target in shares of which fewer than ten people are expected at "
            "the size of the pilot, and that does not say what is judged then (`small`)."
        ),
        fr=(
            "Avec les réponses données, une cible en pourcentage qui, à l’échelle du pilote, "
            "représente moins de dix personnes, et qui ne dit pas ce qu’on juge alors (`small`)."
        ),
    ),
    why_it_matters=Both(
        en=(
            "Of eighty people, 10% are eight: one on leave changes the result. The plan prints no "
            "percentage then, and without `small` nothing is left to judge."
        ),
        fr=(
            "Sur quatre-vingts personnes, 10 % en font huit : une absence change le résultat. Le plan "
            "n’affiche alors aucun pourcentage et, sans `small`, il ne reste rien à juger."
        ),
    ),
    bad={"answers.yaml": _BAD_FIRST, "playbooks/example.yaml": _BAD_SECOND},
    good={"answers.yaml": _GOOD_FIRST, "playbooks/example.yaml": _GOOD_SECOND},
    how_to_ignore=CAN_BE_IGNORED,
)


def check(file: File) -> Iterator[Diagnostic]:
    """A broken library or broken answers are told first: what they would select is anyone's guess."""
    if file.answers is None or file.faulty or has_errors(file.library.diagnostics):
        return
    told = set()
    for counted in _counted(file.answers, file.library):
        chosen, kpi, members = counted.chosen, counted.chosen.item, counted.members
        community = chosen.elements.get("community")
        if not counted.few or kpi.small is not None or (kpi.id, community) in told:
            continue
        told.add((kpi.id, community))
        yield Diagnostic(
            rule=RULE.name,
            span=_place(file.document, community),
            message=say("“{id}” expects fewer than ten of {members} people", id=chosen.id, members=members),
            help=say("say in the measure what is judged instead (small:), or open with more people"),
            severity=RULE.severity,
        )


def _counted(answers: Answers, library: Library) -> Iterator[DatedKpi]:
    """The measures that the answers select, each with the people it is counted on."""
    # The planner is loaded only when there are answers: most runs have playbooks alone.
    from rse_plan.planning.dues import pilot_members
    from rse_plan.planning.expand import expand
    from rse_plan.planning.facts import FactSheet
    from rse_plan.planning.plan import DatedKpi
    from rse_plan.planning.select import select
    from rse_plan.planning.waves import assign_waves

    facts = FactSheet(answers, library)
    sheet = replace(facts, waves=assign_waves(facts))
    for chosen in expand(select(library, sheet), sheet).kpis:
        yield DatedKpi(chosen=chosen, due=None, members=pilot_members(chosen, sheet))


def _place(document: Document, community: str | None) -> Span:
    """The members of the community, or all communities when a measure is of the pilot as a whole."""
    found = document.root.get("communities")
    for position, element in enumerate(found.items if isinstance(found, Sequence) else ()):
        name = element.get("id") if isinstance(element, Mapping) else None
        if isinstance(name, Scalar) and name.text == community:
            return document.span(("communities", position, "members"))
    return document.key_span(("communities",))
