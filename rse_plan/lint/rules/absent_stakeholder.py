"""A department that has no part in anything."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.library import Library
from rse_plan.lint.methods import methods, roles_in
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.model.work import Work

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
requires: [be, de, fr-works-council, other-countries]
tasks:
  - id: first-day
    kind: milestone
    opens: users
    phase: pilot
    title: {en: First day of the trial, fr: Premier jour de l’essai}
    raci: {R: community-manager, A: business, C: [hr, legal]}
    needs:
      - {task: fr-works-council/council-opinion, optional: true}
      - {task: de/agreement, optional: true}
      - {task: be/consultation, optional: true}
      - {task: other-countries/council-agreement, optional: true}
  - id: results
    phase: sustain
    title: {en: Read the results, fr: Lire les résultats}
    raci: {R: project-lead, A: business}
    duration: 2d
    needs: [{task: first-day, lag: 90cd}]
    done_when: {en: One page is written., fr: Une page est écrite.}
"""

RULE = Rule(
    name="absent-stakeholder",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "A whole method (playbooks with an opening of their own) in whose `raci` IT, HR, the "
            "business or the legal department never appears, not even to be informed. Security counts "
            "as IT."
        ),
        fr=(
            "Une méthode entière (des playbooks avec leur propre ouverture) dont aucun `raci` ne cite "
            "la DSI, la DRH, le métier ou le juridique, fût-ce pour information. La sécurité compte "
            "avec la DSI."
        ),
    ),
    why_it_matters=Both(
        en="Whoever was not asked at the start is met at the end, with a reason to stop everything.",
        fr="Qui n’a pas été consulté au début se manifeste à la fin, avec une raison de tout arrêter.",
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _BAD.replace("C: [hr, legal]", "C: [hr, it, legal]")},
    how_to_ignore=CAN_BE_IGNORED,
)

WANTED = {"it": ("it", "security"), "hr": ("hr",), "business": ("business",), "legal": ("legal",)}
"""The departments without which no opening holds, with their tracks (semantics 11)."""


def check_all(library: Library) -> Iterator[Diagnostic]:
    """Every whole method."""
    for method in methods(library):
        roles = {role for p in method.work if isinstance(p.item, Work) for role in roles_in(p.item)}
        tracks = {library.roles[role].track for role in roles if role in library.roles}
        for department, own in WANTED.items():
            if tracks.isdisjoint(own):
                opening = method.opening
                yield Diagnostic(
                    rule=RULE.name,
                    severity=RULE.severity,
                    span=opening.file.key_span(*opening.route, "raci"),
                    message=say(
                        "“{track}” has no part in anything before or after {item}",
                        track=department,
                        item=opening.ref,
                    ),
                    help=say("name a role of that department where it decides, helps or must know"),
                )
