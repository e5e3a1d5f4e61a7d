"""A source that has not been looked at for long."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.evidence import evidence_entries
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.source.yaml_reader import Scalar

_BAD_FIRST = """\
kind: evidence
format: 1
items:
  - id: fr-new-law
    type: law
    title: "Code du travail, R2312-6"
    publisher: Légifrance
    checked: 2016-01-04
"""

_BAD_SECOND = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
arguments:
  - id: why
    text: {en: Answers come faster., fr: Les réponses viennent plus vite.}
    because: [fr-new-law]
"""

_GOOD_FIRST = """\
kind: evidence
format: 1
items:
  - id: fr-new-law
    type: law
    title: "Code du travail, R2312-6"
    publisher: Légifrance
    checked: 2026-11-01
"""

_GOOD_SECOND = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
arguments:
  - id: why
    text: {en: Answers come faster., fr: Les réponses viennent plus vite.}
    because: [fr-new-law]
"""

RULE = Rule(
    name="evidence-stale",
    severity=Severity.WARNING,
    profile=Profile.PUBLISHED,
    what_it_finds=Both(
        en=(
            "A source last checked too long ago: over six months for a law, over twenty-four for "
            "anything else. Ages are counted from today, or from the day that `--today` gives."
        ),
        fr=(
            "Une source vérifiée il y a trop longtemps : plus de six mois pour une loi, plus de "
            "vingt-quatre pour le reste. L’âge se compte à partir d’aujourd’hui, ou du jour que donne "
            "`--today`."
        ),
    ),
    why_it_matters=Both(
        en=(
            "A lead time that a law no longer sets makes a whole calendar wrong, and nobody sees it in "
            "the plan."
        ),
        fr="Un délai que la loi ne fixe plus fausse tout le calendrier, et rien ne le montre dans le plan.",
    ),
    bad={"evidence.yaml": _BAD_FIRST, "example.yaml": _BAD_SECOND},
    good={"evidence.yaml": _GOOD_FIRST, "example.yaml": _GOOD_SECOND},
    how_to_ignore=CAN_BE_IGNORED,
)


MONTHS = {"law": 6}
"""After how many months a source is looked at again; rulings and figures of the past move less."""
MONTHS_OF_OTHERS = 24


def check(file: File) -> Iterator[Diagnostic]:
    """Nothing is stale when nobody says what day it is."""
    if file.today is None:
        return
    for item in evidence_entries(file.document):
        checked, type_ = item.get("checked"), item.get("type")
        day = _day(checked.text) if isinstance(checked, Scalar) else None
        if checked is None or day is None:
            continue
        months = MONTHS.get(type_.text if isinstance(type_, Scalar) else "", MONTHS_OF_OTHERS)
        if _months_after(day, months) < file.today:
            yield Diagnostic(
                rule=RULE.name,
                span=checked.span,
                message=say("checked on {date}, more than {months} months ago", date=day, months=months),
                help=say("read it again: correct what has changed, and write today’s date"),
                severity=RULE.severity,
            )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
