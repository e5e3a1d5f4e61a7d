"""A figure that rests on nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import Said, say
from rse_plan.lint.engine import File
from rse_plan.lint.passages import Wording, place, wordings
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.lint.vocabulary import figures
from rse_plan.model.playbook import SECTIONS
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Document, Mapping, Sequence

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
objections:
  - id: no-time
    heard_from: [manager]
    says: {en: Who has time for this?, fr: Qui a le temps pour cela ?}
    answer: {en: 90% of employees find it useful., fr: 90 % des salariés le trouvent utile.}
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
    answer: {en: 90% of employees find it useful., fr: 90 % des salariés le trouvent utile.}
    because: [our-benchmarks]
"""

RULE = Rule(
    name="uncited-number",
    severity=Severity.WARNING,
    profile=Profile.PUBLISHED,
    what_it_finds=Both(
        en=(
            "A percentage, a ratio, an amount of money, “N of M” or “studies show”, in an item that "
            "cites nothing (`because`); a target in shares that cites nothing, too. The plan’s own "
            "dates, counts and efforts are exempt, and so is what `done_when` sets."
        ),
        fr=(
            "Un pourcentage, un ratio, un montant, « N sur M » ou « les études montrent », dans un "
            "élément qui ne cite rien (`because`) ; de même une cible en pourcentage sans source. Les "
            "dates, les décomptes et les charges propres au plan en sont exemptés, de même que ce que fixe "
            "`done_when`."
        ),
    ),
    why_it_matters=Both(
        en="One figure that nobody can trace is enough for a finance director to doubt all the others.",
        fr=(
            "Un seul chiffre dont personne ne retrouve l’origine suffit à un directeur financier pour "
            "douter de tous les autres."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


_CRITERION = "done_when"
"""What must be reached is no claim about the world."""


def check(file: File) -> Iterator[Diagnostic]:
    if file.document.kind != "playbook" or not _has_figures(file):
        return
    for section in SECTIONS:
        entries = file.document.root.get(section)
        for item in entries.items if isinstance(entries, Sequence) else ():
            if isinstance(item, Mapping) and item.get("because") is None:
                yield from _figures(file.document, item)
                yield from _target(item)


def _has_figures(file: File) -> bool:
    """Whether there is any figure: one search of the whole file, before items are looked at one by one."""
    return file.document.root.get("kpis") is not None or any(
        any(True for _ in figures(language, texts.lowered)) for language, texts in file.passages.items()
    )


def _figures(document: Document, item: Mapping) -> Iterator[Diagnostic]:
    criterion = item.get(_CRITERION)
    for wording in wordings(item):
        for match in figures(wording.language, wording.scalar.text.lower()):
            if (
                not match.groupdict().get("hearsay")
                and criterion is not None
                and _within(wording.scalar.span, criterion.span)
            ):
                continue
            span = place(document, wording.scalar, match.start(), len(match[0]))
            yield _uncited(span, say("“{words}” rests on nothing", words=_as_written(wording, match)))


def _within(inner: Span, outer: Span) -> bool:
    start, end = (outer.line, outer.column), (outer.end_line, outer.end_column)
    return start <= (inner.line, inner.column) < end


def _as_written(wording: Wording, match: re.Match[str]) -> str:
    return " ".join(wording.scalar.text[match.start() : match.end()].split())


def _target(item: Mapping) -> Iterator[Diagnostic]:
    target = item.get("target")
    low = target.get("low") if isinstance(target, Mapping) else None
    if low is not None:
        yield _uncited(low.span, say("this target rests on nothing"))


def _uncited(span: Span, message: Said) -> Diagnostic:
    advice = say("say where it comes from with “because: [...]”, or leave the figure out")
    return Diagnostic(rule=RULE.name, span=span, message=message, help=advice, severity=RULE.severity)
