"""Success that hangs on whether a sponsor posts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import say
from rse_plan.library import Sourced
from rse_plan.lint.engine import File
from rse_plan.lint.passages import place
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Rule
from rse_plan.model.base import LANGUAGES
from rse_plan.model.playbook import Playbook
from rse_plan.model.work import Gate, Item, Work
from rse_plan.source.yaml_reader import Route, Scalar

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
kpis:
  - id: voice
    title: {en: Posts by the sponsor, fr: Publications du sponsor}
    measure: {en: Posts / weeks of the trial, fr: Publications / semaines d’essai}
    level: group
    use_case: [knowledge-sharing]
"""

_GOOD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
kpis:
  - id: voice
    title: {en: Questions answered within two days, fr: Questions qui ont une réponse sous deux jours}
    measure:
      en: Questions answered / asked, over 28 days
      fr: Questions avec réponse / posées, sur 28 jours
    level: group
    use_case: [knowledge-sharing]
"""

RULE = Rule(
    name="posting-as-success",
    what_it_finds=Both(
        en=(
            "A measure that counts what a sponsor posts; a measure, a gate or a binding decision whose "
            "condition reads `sponsor.contributes`."
        ),
        fr=(
            "Une mesure qui compte ce que publie un sponsor ; une mesure, une attente ou une décision "
            "contraignante dont la condition lit `sponsor.contributes`."
        ),
    ),
    why_it_matters=Both(
        en=(
            "A sponsor’s support decides: mandate, hours, rules. Posting is offered, and does not "
            "decide success: measured, it becomes a duty, and then a ghost-writer’s."
        ),
        fr=(
            "Soutenir, pour un sponsor, c’est décider : mandat, heures, règles. Publier lui est "
            "proposé et ne décide pas du succès : une fois mesuré, cela devient un devoir, puis "
            "l’affaire d’un prête-plume."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)

CONTRIBUTES = "sponsor.contributes"
_POSTS = {
    "en": re.compile(
        r"\b(?:(?:posts?|messages?|comments?|publications?|contributions?|replies|activity)\s+"
        r"(?:\w+\s+){0,2}?(?:by|from|of)\s+(?:the |our |each )?(?:sponsor|chief executive|ceo|director)s?\b"
        r"|(?:sponsor|chief executive|ceo|director)(?:’s|s’|'s)?\s+(?:own |weekly |monthly )?"
        r"(?:posts?|messages?|comments?|publications?|contributions?|replies|activity)\b)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:publications?|messages?|posts?|commentaires?|contributions?|réponses?|activité)\s+(?:\w+\s+){0,2}?"
        r"(?:du|des|de la|par le|de notre|de chaque)\s+"
        r"(?:sponsor|directeur général|directrice générale|dirigeant|pdg|dg)s?\b",
        re.IGNORECASE,
    ),
}


def check(file: File) -> Iterator[Diagnostic]:
    """Measures, gates and binding decisions."""
    if file.playbook is None:
        return
    for position, item in enumerate(file.playbook.value.tasks):
        if isinstance(item, Gate) or (isinstance(item, Work) and item.decides is not None):
            yield from _resting(file.playbook, item, ("tasks", position))
    for position, kpi in enumerate(file.playbook.value.kpis):
        yield from _resting(file.playbook, kpi, ("kpis", position))
        for key in ("title", "measure"):
            yield from _counting(file.playbook, ("kpis", position, key))


def _resting(file: Sourced[Playbook], item: Item, route: Route) -> Iterator[Diagnostic]:
    if item.when is None or CONTRIBUTES not in item.when.names:
        return
    node = file.document.node((*route, "when"))
    start = node.text.find(CONTRIBUTES) if isinstance(node, Scalar) else 0
    span = file.span(*route, "when")
    yield Diagnostic(
        rule=RULE.name,
        span=node.inside(start, len(CONTRIBUTES)) if isinstance(node, Scalar) else span,
        message=say("“{item}” depends on whether a sponsor posts", item=item.id),
        help=say("let it rest on what sponsors decide: mandate, hours, rules"),
    )


def _counting(file: Sourced[Playbook], route: Route) -> Iterator[Diagnostic]:
    """One finding for a text, in the first language that counts a sponsor's posts."""
    for language in LANGUAGES:
        scalar = file.document.node((*route, language))
        match = _POSTS[language].search(scalar.text) if isinstance(scalar, Scalar) else None
        if match is not None and isinstance(scalar, Scalar):
            yield Diagnostic(
                rule=RULE.name,
                span=place(file.document, scalar, match.start(), len(match[0])),
                message=say("“{words}” measures whether a sponsor posts", words=match[0]),
                help=say("measure what the community gets done; posting is offered to sponsors, not asked"),
            )
            return
