"""A term that means something else, or that is out of date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Edit, Severity
from rse_plan.errors import Said, say
from rse_plan.lint.engine import File
from rse_plan.lint.passages import Hit, Passages
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
      en: The works council is consulted first.
      fr: Le CE est consulté d’abord.
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
      en: The works council is consulted first.
      fr: Le CSE est consulté d’abord.
"""

RULE = Rule(
    name="term-consistency",
    fixable=True,
    severity=Severity.WARNING,
    profile=Profile.PUBLISHED,
    what_it_finds=Both(
        en=(
            "In French texts: “le CE”, “comité d’entreprise” or “délégués du personnel” for the "
            "CSE, and RSE used in a file that nowhere says whether it "
            "is *réseau social d’entreprise* or *responsabilité sociétale*."
        ),
        fr=(
            "Dans les textes français : « le CE », « comité d’entreprise » ou « délégués du personnel » pour "
            "le CSE, et RSE dans un fichier qui ne dit nulle "
            "part s’il s’agit du réseau social d’entreprise ou de la responsabilité sociétale."
        ),
    ),
    why_it_matters=Both(
        en=(
            "The CE has not existed in France since 2020: a letter that names it tells the staff "
            "representatives that nobody checked. To most managers, RSE is first the company’s social "
            "responsibility."
        ),
        fr=(
            "Le CE n’existe plus en France depuis 2020 : une lettre qui le nomme dit aux élus que "
            "personne n’a relu. Pour la plupart des cadres, RSE veut d’abord dire responsabilité "
            "sociétale."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


_ARTICLE = (
    r"(?<!arrêt )(?<!arrêts )(?:[LlDd]es|[Ll]eurs?|[Ll]e|[Dd]u|[Aa]ux?|[Uu]n|[NnVv]otre|[NnVv]os|[Ss]on|"
    r"[Cc]es?|[Cc]haque)\s+(?:(?:nouveau|futur|prochain|premier|seul|même|propre)x?s?\s+)?"
)
_OF_IT = (
    r"(?:élue?s?|réunions?|secrétaire|trésorière?|déléguée?s?)\s+|(?:pass\w+|réunion|présenté\w*)\s+en\s+"
)
_COUNCIL = re.compile(
    rf"(?:\b(?:{_ARTICLE}|{_OF_IT})|(?P<spelt>\b[Cc]omité d[’']entreprise\s+\())(?P<term>CE)\b"
    r"(?!\s+n°|-|/|\s+européen|,?\s+\d)"
)
"""Not the marking of goods, the European Communities, nor a decision of the Conseil d’État."""
_BELGIAN = re.compile(r"conseils? d[’']entreprise", re.IGNORECASE)
"""In Belgium it is what CE stands for."""
_RSE = re.compile(
    r"(?:(?P<network>\b(?:[Ll]e|[Dd]u|[Aa]u|[Uu]n|[Nn]otre|[Vv]otre|[Cc]e|[Ll]eur)\s+)|(?P<other>\b[Ll]a\s+))?\b(?P<term>RSE)\b"
)
_NETWORK = re.compile(
    r"réseaux?\s+soci(?:al|aux)\s+(?:d’|d')entreprises?|réseau\s+social\s+interne", re.IGNORECASE
)
_RESPONSIBILITY = re.compile(r"responsabilité\s+(?:sociale|sociétale)", re.IGNORECASE)


_BEFORE = re.compile(
    r"\b(?P<term>comités?\s+d[’']entreprise(?!\s+\(CE\))|délégués?\s+du\s+personnel)\b", re.IGNORECASE
)
_BEFORE_STEMS = ("d’entreprise", "d'entreprise", "du personnel")
_ELSEWHERE = re.compile(r"allemand|allemagne|europé|luxemb|belg|suisse|québec|\bcse\b", re.IGNORECASE)
"""Where such a body is a true one; a text that has the new name tells how it came about."""
_MARKING = re.compile(r"\bmarqu|\bproduits?\b|\bnormes?\b", re.IGNORECASE)
"""Of the two letters on a product."""


def check(file: File) -> Iterator[Diagnostic]:
    french = file.passages.get("fr")
    if french is None:
        return
    if any(stem in french.lowered for stem in _BEFORE_STEMS):
        yield from _bodies_of_before(french)
    if "CE" not in french.joined and "RSE" not in french.joined:
        return
    if _BELGIAN.search(french.joined) is None:
        for hit in french.find(_COUNCIL):
            if _MARKING.search(hit.wording.scalar.text) is None:
                instead = "CSE" if hit.match["spelt"] is None else None
                yield _found(hit, say("the CE became the CSE in 2020"), say("write CSE"), instead)
    yield from _first_use(french)


def _bodies_of_before(french: Passages) -> Iterator[Diagnostic]:
    """What the CSE replaced in France; a file that speaks of another country is left alone."""
    hits = tuple(french.find(_BEFORE))
    if not hits or _ELSEWHERE.search(french.joined) is not None:
        return
    for hit in hits:
        council = hit.match["term"][0] in "cC"
        message = say("“{words}”: the CSE took their place in 2020", words=hit.words)
        yield _found(hit, message, say("write CSE"), "CSE" if council else None)


def _first_use(french: Passages) -> Iterator[Diagnostic]:
    """RSE is told apart once in a file: there, or before."""
    first = next(french.find(_RSE), None)
    if first is None:
        return
    end = first.match.end() + len(first.wording.scalar.text) - first.offset - len(first.match[0])
    so_far = french.joined[:end]
    if _NETWORK.search(so_far) is None and _RESPONSIBILITY.search(so_far) is None:
        meant = (
            "responsabilité sociétale (RSE)" if first.match["other"] else "réseau social d’entreprise (RSE)"
        )
        sure = first.match["other"] or first.match["network"]
        message = say("RSE has two meanings, and nothing here says which is meant")
        yield _found(
            first, message, say("write “{words}” the first time", words=meant), meant if sure else None
        )


def _found(hit: Hit, message: Said, advice: Said, instead: str | None) -> Diagnostic:
    span = hit.span_of("term")
    return Diagnostic(
        rule=RULE.name,
        span=span,
        message=message,
        help=advice,
        severity=RULE.severity,
        edit=Edit(span, instead) if instead is not None and hit.is_exact("term") else None,
    )
