"""An order to people who work for somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.expressions import Expression
from rse_plan.library import Library, Sourced
from rse_plan.library.index import role_uses
from rse_plan.lint.engine import File
from rse_plan.lint.passages import place
from rse_plan.lint.precedence import conjuncts
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.model.base import LANGUAGES
from rse_plan.model.content import Ask
from rse_plan.model.playbook import Playbook
from rse_plan.model.work import Work
from rse_plan.source.yaml_reader import Route, Scalar

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
for_each: employers
applies_when: employer.independent
tasks:
  - id: site-readers
    phase: prepare
    title: {en: Require one reader for each site, fr: Imposer un lecteur par site}
    raci: {R: business, A: business}
    duration: 10d
    done_when: {en: Each site has named one., fr: Chaque site en a désigné un.}
"""

_GOOD = _BAD.replace(
    "{en: Require one reader for each site, fr: Imposer un lecteur par site}",
    "{en: Ask volunteer sites for one reader, fr: Demander un lecteur aux sites volontaires}",
).replace(
    "{en: Each site has named one., fr: Chaque site en a désigné un.}",
    "{en: Each site has answered., fr: Chaque site a répondu.}",
)

RULE = Rule(
    name="order-to-other-employer",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "Where `employer.independent` is a condition, of one employer or of any: a title, a "
            "`done_when` or an ask that orders (require, impose, must); and of one, work that its line "
            "managers are to do or to answer for."
        ),
        fr=(
            "Là où `employer.independent` est une condition, pour un employeur ou pour l’un d’eux : un "
            "titre, un `done_when` ou une demande qui ordonne (exiger, imposer, devoir) ; pour un "
            "employeur, un travail confié à son encadrement."
        ),
    ),
    why_it_matters=Both(
        en=(
            "An independent employer’s staff takes orders from that employer alone. Directing it can "
            "make you its employer in the eyes of a judge; agreements are asked for, never given for "
            "granted."
        ),
        fr=(
            "Le personnel d’un employeur indépendant ne reçoit d’ordres que de lui. Le diriger peut "
            "faire de vous son coemployeur aux yeux d’un juge ; un accord se demande, il ne se suppose "
            "pas."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)

_NAME = "employer.independent"
INDEPENDENT = (
    ("true", _NAME),
    ("compare", ("name", _NAME), "==", True),
    ("compare", ("name", _NAME), "!=", False),
)
"""The condition, as `conjuncts` gives it."""
MANAGERS = "manager"
"""The track whose people lead an employer's own staff."""
DOING = (("of",), ("raci", "R"), ("raci", "A"))
"""Where naming a role gives it something to do."""

_ORDERS = {
    "en": re.compile(
        r"\b(?:requir(?:e|es|ing)|imposes?|orders?|instructs?|obliges?|compel|force|enforce|demand|must"
        r"|have to|compulsory|mandatory)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:impos(?:er|e|ez|ons)|exig(?:er|e|ez|eons)|ordonn(?:er|e|ez|ons)|oblig(?:er|e|ez|eons|atoires?)"
        r"|contraindre|enjoindre|sommer|doi(?:t|vent)|devr(?:a|ont)"
        r"|donner (?:l’ordre|instruction|la consigne))\b",
        re.IGNORECASE,
    ),
}


def check(file: File) -> Iterator[Diagnostic]:
    """Tasks and asks that concern independent employers."""
    if file.playbook is None:
        return
    whole = file.playbook.value.applies_when
    for section, keys in (("tasks", ("title", "done_when")), ("asks", ("do",))):
        for position, item in enumerate(getattr(file.playbook.value, section)):
            theirs = _is_theirs(whole) or _is_theirs(item.when)
            if theirs or _is_about_them(whole) or _is_about_them(item.when):
                for key in keys:
                    yield from _ordering(file.playbook, (section, position, key))
            for route in _of_managers(item, file.library) if theirs else ():
                yield _directed(file.playbook, (section, position, *route))


def _is_theirs(condition: Expression | None) -> bool:
    """Whether it is for one employer that is independent."""
    return condition is not None and any(part in INDEPENDENT for part in conjuncts(condition))


def _is_about_them(condition: Expression | None) -> bool:
    """Whether it is for all that have such an employer among theirs: their own managers may act too."""
    wheres = [part[2] for part in conjuncts(condition) if part[0] in ("any", "all")] if condition else []
    return any(one in INDEPENDENT for where in wheres for one in _conjuncts_of(where))


def _conjuncts_of(part: object) -> Iterator[object]:
    if isinstance(part, tuple) and part[:1] == ("and",):
        for one in part[1:]:
            yield from _conjuncts_of(one)
    else:
        yield part


def _ordering(file: Sourced[Playbook], route: Route) -> Iterator[Diagnostic]:
    """One finding for a text, in the first language that orders."""
    for language in LANGUAGES:
        scalar = file.document.node((*route, language))
        match = _ORDERS[language].search(scalar.text) if isinstance(scalar, Scalar) else None
        if match is not None and isinstance(scalar, Scalar):
            yield Diagnostic(
                rule=RULE.name,
                severity=RULE.severity,
                span=place(file.document, scalar, match.start(), len(match[0])),
                message=say("“{words}”: an order to people whom another employer directs", words=match[0]),
                help=say("ask that employer for its agreement; a missing answer means no"),
            )
            return


def _of_managers(item: Work | Ask, library: Library) -> Iterator[Route]:
    """Where an item makes the managers of an employer do something or answer for it."""
    for role, route in role_uses(item):
        known = library.roles.get(role)
        if known is not None and known.track == MANAGERS and route[:2] in DOING:
            yield route


def _directed(file: Sourced[Playbook], route: Route) -> Diagnostic:
    """Work given to the managers of the other employer."""
    return Diagnostic(
        rule=RULE.name,
        severity=RULE.severity,
        span=file.span(*route),
        message=say("these managers work for another employer: no plan of yours directs them"),
        help=say("let your own people ask that employer"),
    )
