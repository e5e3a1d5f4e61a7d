"""The top of every document: what it is, of whom, under which reserve, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rse_plan.diagnostics import Severity
from rse_plan.documents.rows import Heading
from rse_plan.documents.standing import consultation_is_due
from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import Line, line
from rse_plan.documents.words import shortened
from rse_plan.errors import Said
from rse_plan.locales import translator
from rse_plan.planning.plan import Wording
from rse_plan.planning.why import title_of

MOST_ALERTS = 3
LONGEST_NAME = 60
"""Characters of the organisation's name."""


def describe_heading(telling: Telling, document: str) -> Heading:
    """`document` is its name in the document's language."""
    plan, words = telling.plan, telling.words
    consultation, project = _consultation(telling)
    return Heading(
        language=words.tag,
        document=document,
        subject=words.say("Enterprise social network (RSE, réseau social d’entreprise)"),
        organisation=shortened(telling.fact("organisation.name"), LONGEST_NAME),
        project=project,
        consultation=consultation,
        exercise=words.line(Wording(plan.exercise)) if plan.exercise else Line(),
        date=words.date(plan.start),
        version=_version(telling),
        not_legal_advice=words.say("This is not legal advice."),
        alerts=_alerts(telling),
        under_way=plan.today is not None,
    )


def _version(telling: Telling) -> str:
    """Its number; of a plan under way the day on which it stands as well."""
    words, plan = telling.words, telling.plan
    if plan.today is None:
        return words.say("version {number}", number=plan.version)
    day = words.date(plan.today)
    return words.say("version {number}, as it stood on {date}", number=plan.version, date=day)


def _consultation(telling: Telling) -> tuple[str, str]:
    """What the opening is subject to, as a sentence and as a title line; nothing if nobody is consulted."""
    if not consultation_is_due(telling):
        return "", ""
    sentence = telling.consulted(
        "Subject to consultation of the works council.",
        "Subject to consultation of the staff representatives.",
    )
    line = telling.consulted(
        "PROJECT, subject to consultation of the works council",
        "PROJECT, subject to consultation of the staff representatives",
    )
    return telling.words.say(sentence), telling.words.say(line)


def _alerts(telling: Telling) -> tuple[Line, ...]:
    """Why the plan cannot hold: said on top of every document (semantics 21)."""
    faults = [found for found in telling.plan.warnings if found.severity is Severity.ERROR]
    return tuple(line(_sentence(telling, fault.message)) for fault in faults[:MOST_ALERTS])


def _sentence(telling: Telling, message: Said) -> str:
    """A finding as a sentence of the document: its dates are written as the others are, and what it names
    by an id, which only commands know, has its title."""
    words = telling.words
    filled = {name: _filling(telling, value) for name, value in message.values.items()}
    said = words.typed(replace(message, values=filled).in_words(translator(words.language)))
    return words.capital(said if said.endswith((".", "!", "?")) else f"{said}.")


def _filling(telling: Telling, value: object) -> object:
    words = telling.words
    if isinstance(value, date):
        return words.date(value)
    if not isinstance(value, str):
        return value
    if (item := telling.by_id.get(value)) is not None:
        return words.quoted(words.text(item.title))
    ask = next((one for one in telling.plan.asks if one.chosen.id == value), None)
    return words.quoted(words.text(ask.chosen.word(title_of(ask.chosen.item)))) if ask is not None else value
