"""A delay of the law without its source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Related
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.passages import place, wordings
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.model.work import Gate
from rse_plan.source.yaml_reader import Route

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
    lead_time: {base: 35cd}
"""

RULE = Rule(
    name="lead-time-unsourced",
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "A gate of a works council, of data protection or of a tender that cites nothing under "
            "`because:`; any other whose text says that its delay is the law’s."
        ),
        fr=(
            "Une attente (CSE, protection des données, appel d’offres) qui ne cite rien sous `because:` ; "
            "de même toute autre dont le texte dit que son délai est celui de la loi."
        ),
    ),
    why_it_matters=Both(
        en=(
            "Counsel cannot check a delay whose text is not named, and nobody notices when the text changes."
        ),
        fr=(
            "Le juriste ne peut pas vérifier un délai dont le texte n’est pas cité, et personne ne "
            "remarque que ce texte a changé."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _BAD + "    because: [fr-tender-35d]\n"},
    how_to_ignore=CAN_BE_IGNORED,
)

LEGAL = ("works-council", "data-protection", "tender")
"""Gates whose delay somebody else than the project sets."""


_SAID = {
    "fr": re.compile(
        r"délais? léga(?:l|ux)|préavis légal|(?:par|selon) la loi\b|art(?:icle|\.) [LRD]\.? ?\d[\d-]*"
        r"|(?:imposé|fixé|exigé|prévu|donné|voulu)e?s? par (?:la loi|le code|la réglementation)\b"
        r"|\bla loi (?:le |l’)?(?:impose|exige|fixe|prévoit|donne|demande|veut|laisse|accorde)\b"
        r"|code (?:du travail|de la commande publique)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:statutory|legal) (?:delay|period|notice|deadline|time limit|wait)s?\b"
        r"|(?:(?:required|set|imposed|given|fixed|laid down) )?by (?:the )?law\b|\b(?:labour|labor) code\b"
        r"|\bthe law (?:requires|imposes|sets|gives|demands|allows|wants|fixes)\b",
        re.IGNORECASE,
    ),
}
_DENIED = re.compile(
    r"\b(?:pas|aucune?|rien|sans|jamais|not|no|nothing|without|never)\b|n’t\b", re.IGNORECASE
)


def check(file: File) -> Iterator[Diagnostic]:
    """Legal gates with a lead time of their own, and others that are said to be."""
    if file.playbook is None:
        return
    for position, item in enumerate(file.playbook.value.tasks):
        if isinstance(item, Gate) and item.lead_time is not None and not item.because:
            related = () if item.gate in LEGAL else tuple(_said(file, ("tasks", position)))[:1]
            if item.gate in LEGAL or related:
                yield Diagnostic(
                    rule=RULE.name,
                    span=file.playbook.key_span("tasks", position, "lead_time"),
                    message=say("nothing says where this delay comes from"),
                    help=say("name the law, ruling or practice under “because:”"),
                    related=related,
                )


def _said(file: File, route: Route) -> Iterator[Related]:
    """Where an item's texts say that a law sets its delay; a sentence that denies something is left alone."""
    node = file.document.node(route)
    for wording in wordings(node) if node is not None else ():
        text = wording.scalar.text
        found = _SAID[wording.language].search(text) if wording.language in _SAID else None
        if found is not None and not _DENIED.search(_sentence(text, found)):
            span = place(file.document, wording.scalar, found.start(), len(found[0]))
            yield Related(span, say("it is said here to be the law’s"))


def _sentence(text: str, found: re.Match[str]) -> str:
    """The sentence around what was found; a stop inside an abbreviation only makes it shorter."""
    start = max(text.rfind(stop, 0, found.start()) for stop in (". ", "! ", "? ", "\n")) + 1
    ends = [end for stop in (". ", "! ", "? ", "\n") if (end := text.find(stop, found.end())) >= 0]
    return text[start : min(ends, default=len(text))]
