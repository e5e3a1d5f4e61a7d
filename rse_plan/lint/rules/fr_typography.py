"""Straight signs in a French text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Edit, Severity
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.passages import Hit, text_at
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
objections:
  - id: no-time
    heard_from: [manager]
    says: {en: Who has time for this?, fr: Qui a le temps pour cela ?}
    answer:
      en: The “ideas” community answers.
      fr: La communauté "idées" répond, et l'équipe aussi.
"""

_GOOD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
objections:
  - id: no-time
    heard_from: [manager]
    says: {en: Who has time for this?, fr: Qui a le temps pour cela ?}
    answer:
      en: The “ideas” community answers.
      fr: La communauté « idées » répond, et l’équipe aussi.
"""

RULE = Rule(
    name="fr-typography",
    fixable=True,
    severity=Severity.WARNING,
    profile=Profile.PUBLISHED,
    what_it_finds=Both(
        en=(
            "Straight quotes, “ ” or << >> where French has « », and ' where it has ’. Spaces before signs "
            "are set when a document is written: nobody has to type them."
        ),
        fr=(
            "Des guillemets droits, “ ” ou << >> au lieu de « », et l’apostrophe droite au lieu de ’. Les "
            "espaces devant les signes sont posées à l’écriture du document : personne n’a à les taper."
        ),
    ),
    why_it_matters=Both(
        en="A sponsor’s letter with typewriter signs looks like a machine’s translation, and is read as one.",
        fr=(
            "Une lettre de direction aux signes de machine à écrire passe pour une traduction "
            "automatique, et se lit comme telle."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


_STRAIGHT = re.compile(
    r"`[^`\n]*`|\b[a-z]+://\S+|\{\{.*?\}\}"  # code, addresses and names to fill in keep their signs
    r"|(?P<apostrophe>(?<=\w)'(?=\w))"
    r"|(?P<quotes>(?<![\w\"])\"(?=\S)[^\"\x00]*?(?<=\S)\"(?![\w\"]))"
    r"|(?P<others>“[^”\x00\n]*”|<<\s?(?=\w)[^<>\x00\n]*?(?<=\S)\s?>>(?!\w))"
)
_SIGNS = ("'", '"', "“", "<<")
_MARKS = re.compile(r"""^(?:\\?"|“|<<\s?)|(?:\\?"|”|\s?>>)$""")


def check(file: File) -> Iterator[Diagnostic]:
    french = file.passages.get("fr")
    if french is None or not any(sign in french.joined for sign in _SIGNS):
        return
    for hit in french.find(_STRAIGHT):
        if hit.match["apostrophe"]:
            yield _apostrophe(hit)
        elif hit.match["quotes"] or (hit.match["others"] and not _is_inner(hit)):
            yield _quotes(hit)


def _apostrophe(hit: Hit) -> Diagnostic:
    written = text_at(hit.document, hit.span)
    return Diagnostic(
        rule=RULE.name,
        span=hit.span,
        message=say("French has the apostrophe ’"),
        help=say("write ’ for '"),
        severity=RULE.severity,
        edit=Edit(hit.span, "’") if written in ("'", "''") else None,
    )


def _is_inner(hit: Hit) -> bool:
    """Whether it is a quotation within another, which has signs of its own."""
    return hit.before.count("«") > hit.before.count("»")


def _quotes(hit: Hit) -> Diagnostic:
    written, words = text_at(hit.document, hit.span), _MARKS.sub("", hit.words)
    inside = _MARKS.sub("", written)
    exact = len(_MARKS.findall(written)) == 2 and " ".join(inside.split()) == words
    return Diagnostic(
        rule=RULE.name,
        span=hit.span,
        message=say("French has the quotes « »"),
        help=say("write « {words} »", words=words),
        severity=RULE.severity,
        edit=Edit(hit.span, f"« {inside} »") if exact else None,
    )
