"""A phase in which the sponsor is asked nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.library import Library, Place
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.model.content import Ask
from rse_plan.model.work import PHASES, Work
from rse_plan.source.span import Span

_ASK = """\
  - id: {id}
    phase: {phase}
    role: support
    do: {{en: {en}, fr: {fr}}}
    minutes: 20
    due: {{on: {on}}}
    if_refused: {{en: The plan stops there., fr: Le plan s’arrête là.}}
"""

_HEAD = """\
kind: playbook
format: 1
id: sponsor-mandate
title: {en: The sponsor’s mandate, fr: Le mandat du sponsor}
requires: [animation, charter, framing, pilot-by-communities]
tasks:
"""

_MILESTONE = """\
  - id: {id}
    kind: milestone
    phase: {phase}
    title: {{en: {en}, fr: {fr}}}
    raci: {{R: project-lead, A: sponsor}}
"""
_WORK = "".join(
    _MILESTONE.format(id=id_, phase=phase, en=en, fr=fr)
    for id_, phase, en, fr in (
        ("decide-to-study", "frame", "Study begun", "Étude engagée"),
        ("mandate-signed", "prepare", "Mandate signed", "Mandat signé"),
        ("pledge", "prepare", "Pledge signed", "Engagement signé"),
        ("channel-to-stop", "rollout", "Channel chosen", "Canal choisi"),
        ("channel-stopped", "rollout", "Channel stopped", "Canal arrêté"),
    )
)
"""What other playbooks wait for: this one stands in for the program's own."""
_BEGIN = _HEAD + _WORK + "asks:\n"

_FRAME = _ASK.format(
    id="uses", phase="frame", on="framing/use-cases", en="Choose two uses", fr="Choisir deux usages"
)
_PREPARE = _ASK.format(
    id="rules", phase="prepare", on="charter/charter-ready", en="Sign the rules", fr="Signer les règles"
)
_PILOT = _ASK.format(
    id="trial",
    phase="pilot",
    on="pilot-by-communities/pilot-review",
    en="Read the results",
    fr="Lire les résultats",
)
_ROLLOUT = _ASK.format(
    id="next-waves",
    phase="rollout",
    on="pilot-by-communities/decide-extension",
    en="Choose the next communities",
    fr="Choisir les prochaines communautés",
)
_SUSTAIN = _ASK.format(
    id="first-year",
    phase="sustain",
    on="animation/review-12",
    en="Review the year",
    fr="Faire le bilan de l’année",
)

RULE = Rule(
    name="phase-without-ask",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "A phase with work in it, in which no playbook of the library asks the sponsor (`of: "
            "sponsor`) anything."
        ),
        fr=(
            "Une phase où il y a du travail, sans qu’aucun playbook n’y demande rien au sponsor (`of: "
            "sponsor`)."
        ),
    ),
    why_it_matters=Both(
        en=(
            "A sponsor who is asked nothing for months is a signature on the first page, and is gone "
            "at the first storm."
        ),
        fr=(
            "Un sponsor à qui l’on ne demande rien pendant des mois n’est qu’une signature, absente au "
            "premier orage."
        ),
    ),
    bad={"sponsorship/sponsor-mandate.yaml": _BEGIN + _FRAME + _PREPARE + _PILOT + _ROLLOUT},
    good={"sponsorship/sponsor-mandate.yaml": _BEGIN + _FRAME + _PREPARE + _PILOT + _ROLLOUT + _SUSTAIN},
    how_to_ignore=CAN_BE_IGNORED,
)

TRACK = "sponsor"


def check_all(library: Library) -> Iterator[Diagnostic]:
    """Each phase, once, where the sponsor is asked in other phases."""
    index = library.index
    asking = [p for p in index.places.values() if isinstance(p.item, Ask) and _is_sponsor(p.item.of, library)]
    asked = {place.item.phase for place in asking if isinstance(place.item, Ask)}
    by_phase: dict[str, list[Place]] = {phase: [] for phase in PHASES}
    for place in index.work():
        if isinstance(place.item, Work):
            by_phase[place.item.phase].append(place)
    for phase, work in by_phase.items():
        if not work or phase in asked:
            continue
        yield Diagnostic(
            rule=RULE.name,
            severity=RULE.severity,
            span=_mandate(asking) if asking else _theirs(work, library).span("phase"),
            message=say("in the phase “{phase}” the sponsor is asked nothing", phase=phase),
            help=say("ask for a dated act that only a sponsor can do: decide, open a door, stop something"),
        )


def _is_sponsor(role: str, library: Library) -> bool:
    known = library.roles.get(role)
    return known is not None and known.track == TRACK


def _mandate(asking: list[Place]) -> Span:
    """The `asks:` of the playbook that asks the sponsor most: additions to it are not to blame."""
    counts = Counter(place.playbook.id for place in asking)
    most = counts.most_common(1)[0][0]
    return next(place.file.key_span("asks") for place in asking if place.playbook.id == most)


def _theirs(work: list[Place], library: Library) -> Place:
    """The first work of a phase in which the sponsor has a part, else the first work."""
    for place in work:
        raci = place.item.raci if isinstance(place.item, Work) else None
        if raci is not None and any(_is_sponsor(r, library) for r in (*raci.accountable, *raci.responsible)):
            return place
    return work[0]
