"""Something that was still to be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.evidence import evidence_entries
from rse_plan.lint.passages import Hit, place
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.lint.tongues import Strayed, strayed
from rse_plan.lint.vocabulary import LEFTOVER, LEFTOVER_FORMS, LEFTOVER_STEMS
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Scalar

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
      en: TODO ask the council.
      fr: À voir avec le CSE, xx jours.
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
      en: Ten minutes a day.
      fr: Dix minutes par jour.
"""

RULE = Rule(
    name="leftover-text",
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "What stands where something was still to be written: TODO, FIXME, TBD, lorem ipsum, xxx, "
            "“xx days”, ???; a field that nothing fills in (`{name}`, `[Name]`, `%s`), and a text that says "
            "only “to be completed”; a text left in the other language, or exchanged with its translation."
        ),
        fr=(
            "Ce qui tient la place d’un texte à venir : TODO, FIXME, TBD, lorem ipsum, xxx, « xx jours », "
            "??? ; un champ que rien ne remplit (`{nom}`, `[Nom]`, `%s`), et un texte qui ne dit que "
            "« à compléter » ; un texte resté dans l’autre langue, ou interverti avec sa traduction."
        ),
    ),
    why_it_matters=Both(
        en="It comes out as it stands, on the page that the sponsor signs.",
        fr="Cela s’imprime tel quel, sur la page que signe le sponsor.",
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


_NAMES = "label"
"""Under which a choice may well be called “to be defined”."""


def check(file: File) -> Iterator[Diagnostic]:
    for texts in file.passages.values():
        if any(stem in texts.joined for stem in LEFTOVER_STEMS):
            yield from (_left(hit.span, hit.words) for hit in texts.find(LEFTOVER))
        for stems, form in LEFTOVER_FORMS:
            if any(stem in texts.lowered for stem in stems):
                yield from _forms(texts.find(form.pattern, lowered=True))
    for one in strayed(file.document, file.passages):
        yield _strayed(one)
    for item in evidence_entries(file.document):
        for key in ("title", "publisher", "jurisdiction"):
            value = item.get(key)
            if isinstance(value, Scalar) and (match := LEFTOVER.search(value.text)):
                yield _left(place(file.document, value, match.start(), len(match[0])), match[0])


def _forms(hits: Iterable[Hit]) -> Iterator[Diagnostic]:
    for hit in hits:
        if not (hit.match.groupdict().get("whole") and hit.key == _NAMES):
            yield _left(hit.span, hit.words)


def _strayed(one: Strayed) -> Diagnostic:
    message = (
        say("the English and the French of this text are exchanged")
        if one.exchanged
        else say("this text is not in the language that it stands under")
    )
    advice = say("put each under its own language") if one.exchanged else say("translate it")
    return Diagnostic(rule=RULE.name, span=one.wording.scalar.span, message=message, help=advice)


def _left(span: Span, words: str) -> Diagnostic:
    return Diagnostic(
        rule=RULE.name,
        span=span,
        message=say("“{words}” was left where a text belongs", words=words),
        help=say("write the text, or take the item out until you know"),
    )
