"""One department that answers for nearly everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Related, Severity
from rse_plan.errors import say
from rse_plan.library import Library, Place
from rse_plan.lint.methods import methods
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.model.work import Work

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
requires: [be, de, fr-works-council, other-countries]
tasks:
  - id: topics
    phase: frame
    title: {en: Choose three topics, fr: Choisir trois sujets}
    raci: {R: communications, A: communications, C: [business, hr]}
    duration: 5d
    done_when: {en: Three topics are written., fr: Trois sujets sont écrits.}
  - id: settings
    phase: prepare
    title: {en: Set the tool up, fr: Paramétrer l’outil}
    raci: {R: it, A: communications, C: legal}
    duration: 5d
    needs: [topics]
    done_when: {en: A test account works., fr: Un compte d’essai fonctionne.}
  - id: first-posts
    phase: pilot
    title: {en: Write the first posts, fr: Rédiger les premiers contenus}
    raci: {R: community-manager, A: communications}
    duration: 5d
    needs: [settings]
    done_when: {en: Ten posts are ready., fr: Dix contenus sont prêts.}
  - id: first-day
    kind: milestone
    opens: users
    phase: pilot
    title: {en: First day of the trial, fr: Premier jour de l’essai}
    raci: {R: community-manager, A: communications}
    needs:
      - first-posts
      - {task: fr-works-council/council-opinion, optional: true}
      - {task: de/agreement, optional: true}
      - {task: be/consultation, optional: true}
      - {task: other-countries/council-agreement, optional: true}
  - id: results
    phase: sustain
    title: {en: Read the results, fr: Lire les résultats}
    raci: {R: project-lead, A: communications}
    duration: 2d
    needs: [{task: first-day, lag: 90cd}]
    done_when: {en: One page is written., fr: Une page est écrite.}
"""

_GOOD = _BAD.replace(
    "{R: communications, A: communications, C: [business, hr]}", "{R: communications, A: business, C: hr}"
).replace("{R: project-lead, A: communications}", "{R: project-lead, A: business}")

RULE = Rule(
    name="department-capture",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "A whole method (playbooks with an opening of their own, and at least five items of work) "
            "in which one department is accountable for more than 80 % of the work. Security counts as "
            "a department."
        ),
        fr=(
            "Une méthode entière (des playbooks avec leur propre ouverture et au moins cinq éléments) "
            "où une seule direction répond de plus de 80 % du travail. La sécurité compte pour une "
            "direction."
        ),
    ),
    why_it_matters=Both(
        en=(
            "A network that belongs to one department serves that department, and the others wait for "
            "it to fail."
        ),
        fr=(
            "Un réseau qui appartient à une direction sert cette direction, et les autres attendent "
            "qu’il échoue."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)

LEAST = 5
"""Items of work below which a share says nothing."""
MOST = 0.8


def check_all(library: Library) -> Iterator[Diagnostic]:
    """Every whole method, by the track of who answers for its work."""
    for method in methods(library):
        tracks = [(place, _track(place, library)) for place in method.work]
        if len(tracks) < LEAST:
            continue
        track, count = Counter(track for _, track in tracks).most_common(1)[0]
        if track is not None and count > MOST * len(tracks):
            yield _captured([place for place, own in tracks if own == track], track, len(tracks))


def _track(place: Place, library: Library) -> str | None:
    accountable = place.item.raci.accountable if isinstance(place.item, Work) else ()
    role = library.roles.get(accountable[0]) if accountable else None
    return role.track if role is not None else None


def _captured(places: list[Place], track: str, total: int) -> Diagnostic:
    """One finding, at the first of its items in each file: whichever file is examined, it is seen there."""
    first = {place.file.document.path: place for place in reversed(places)}
    spans = sorted(place.span("raci", "A") for place in first.values())
    message = say(
        "“{track}” answers for {count} of the {total} items of work",
        track=track,
        count=len(places),
        total=total,
    )
    return Diagnostic(
        rule=RULE.name,
        severity=RULE.severity,
        span=spans[0],
        message=message,
        help=say("let those answer for it whose work the network serves"),
        related=tuple(Related(span, say("here too")) for span in spans[1:]),
    )
