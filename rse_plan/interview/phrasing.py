"""A question in words, and what is typed in answer as a value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from rse_plan.documents.words import Words
from rse_plan.errors import Said, say
from rse_plan.interview.agenda import Ask
from rse_plan.interview.asker import Form, Option, Prompt, Typed
from rse_plan.interview.record import with_elements
from rse_plan.interview.typed_periods import EXAMPLE as EXAMPLE_PERIODS
from rse_plan.interview.typed_periods import as_typed_periods, read_typed_periods
from rse_plan.interview.voice import Voice
from rse_plan.locales.folding import folded
from rse_plan.locales.typed_days import read_typed_day
from rse_plan.model.answers import ELEMENT_OF, EMPLOYERS, AnswerValue
from rse_plan.model.base import LANGUAGES
from rse_plan.model.periods import ENDS_EARLY, Period, Preset
from rse_plan.model.problem import Problem
from rse_plan.model.question import NONE, Question, as_scalar, stands_alone
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.hours import hours_of
from rse_plan.planning.plan import State

UNKNOWN = "unknown"
"""The key of "I don't know yet"; no choice can have it, since it is special in the answers file."""

ALONE = (UNKNOWN, NONE)
"""Keys of options that cannot be picked together with another."""

_FORMS = {"choice": Form.ONE, "boolean": Form.ONE, "multi": Form.SEVERAL}
EXAMPLE = date(2027, 1, 29)
"""A day on which people work, and which tells the day from the month."""
_GROUPED_DIGITS = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+")
_NOTHING = ("none", "aucun", "aucune")
"""What people type for an empty list, and where 0 stands for none."""


def phrase(ask: Ask, sheet: FactSheet, voice: Voice, suggested: Typed | None = None) -> Prompt:
    """The prompt of a question; `suggested` is what Enter alone gives instead of the question's default."""
    question = ask.question
    way_out = _way_out(ask, sheet, voice)
    beforehand = _picked_beforehand(question) if suggested is None else suggested
    options = _options(ask, sheet, voice, way_out)
    return Prompt(
        form=_form(question),
        label=_element_before(ask, sheet, voice) + voice.text(question.label),
        hints=_hints(question, voice, way_out, beforehand),
        options=options,
        suggested=beforehand,
        empty=_empty(question, way_out, voice) if beforehand else None,
        complaint=lambda typed: _complaint(question, typed, voice),
        echo=lambda typed: _echo(question, typed, options, voice),
    )


def as_typed(question: Question, value: AnswerValue, voice: Voice) -> Typed:
    """An answer as it would be typed or picked: what is suggested when its question comes again."""
    if question.id == EMPLOYERS:
        return tuple(part.strip() for part in value.split(",")) if isinstance(value, str) else ()
    if value is None:
        return () if _form(question) is Form.LINE else (UNKNOWN,)
    if isinstance(value, bool):
        return ("true",) if value else ("false",)
    if isinstance(value, date):
        return (voice.typed_day(value),)
    if not isinstance(value, tuple):
        return (str(value),)
    periods = tuple(item for item in value if isinstance(item, Period | Preset))
    if periods:
        return (as_typed_periods(periods, voice),)
    return tuple(map(str, value))


def understand(question: Question, typed: Typed, voice: Voice) -> AnswerValue | Problem:
    """What was typed or picked, read by the question's one parser; None is "I don't know yet"."""
    if question.id == EMPLOYERS:
        return question.parse(as_scalar(", ".join(typed))) if typed else None
    form = _form(question)
    if form is not Form.LINE and len(typed) > 1 and (alone := set(typed).intersection(ALONE)):
        key = min(alone)
        return stands_alone(voice.value(question, None if key == UNKNOWN else (key,)))
    if form is not Form.LINE and UNKNOWN in typed:
        return None
    if form is Form.SEVERAL:
        if not typed and question.default != ():
            return Problem(say("nothing is picked"), say("pick at least one"))
        return question.parse(tuple(as_scalar(key) for key in typed))
    return _understand_line(question, typed[0] if typed else "", voice)


def _understand_line(question: Question, text: str, voice: Voice) -> AnswerValue | Problem:
    text = _tidied(text, question.type, voice.language)
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in text):
        return Problem(say("a sign in it is not text"), say("type it again, without control keys"))
    if folded(text) in _words_for_nothing(question):
        text = "0" if question.type == "integer" else ""
    if question.type == "periods":
        return _understand_periods(question, text, voice)
    if not text and may_be_unknown(question):
        return None
    if not text:
        return Problem(say("an answer is missing here"))
    found = question.parse(as_scalar(text))
    if isinstance(found, Problem) and question.type == "date":
        return replace(found, advice=_such_as(voice))
    return found


def _understand_periods(question: Question, text: str, voice: Voice) -> AnswerValue | Problem:
    """Nothing typed is no period."""
    raw = read_typed_periods(text, voice.language)
    found = raw if isinstance(raw, Problem) else question.parse(raw)
    if found is raw or not isinstance(found, Problem):
        return found
    if found.message == ENDS_EARLY:
        return replace(found, advice=say("type the first day first, then the last one"))
    return replace(found, advice=_such_as(voice))


def _such_as(voice: Voice) -> Said:
    return say("type one such as {day} or {written}", **_examples(voice))


def _examples(voice: Voice) -> dict[str, str]:
    """The same day in figures and in words."""
    return {"day": voice.typed_day(EXAMPLE), "written": Words(voice.language).date(EXAMPLE)}


def _words_for_nothing(question: Question) -> frozenset[str]:
    """What is typed for an empty list, or for 0 where that has a name."""
    if question.nothing is None:
        return frozenset(_NOTHING if question.type == "periods" else ())
    named = (question.nothing.in_(language) for language in LANGUAGES)
    return frozenset(map(folded, (*_NOTHING, *named)))


def may_be_unknown(question: Question) -> bool:
    """Whether the interview takes "I don't know yet": also where nothing is wanted unless it is known."""
    return question.allows_unknown or (not question.required and question.default is None)


def assumption(ask: Ask, sheet: FactSheet, voice: Voice) -> str | None:
    """The cautious value that stands in for an answer nobody has, in words; None when there is none."""
    if ask.question.hours_of is not None:
        return assumed_hours(ask.question, sheet, voice)
    sheet = _with_its_element(ask, sheet)
    value = sheet.fact(ask.question.id, _bindings(ask, sheet)).value
    return voice.value(ask.question, value) if value not in (None, "") else None


def assumed_hours(question: Question, sheet: FactSheet, voice: Voice) -> str:
    """The hours a week that a role is taken to have while nobody knows them, in words."""
    found = hours_of(question.hours_of or "", sheet)
    return voice.value(question, found.hours) if found is not None else voice.say("as many as it takes")


def _form(question: Question) -> Form:
    if question.id == EMPLOYERS:
        return Form.SEVERAL
    return _FORMS.get(question.type, Form.LINE)


def _bindings(ask: Ask, sheet: FactSheet) -> Mapping[str, str]:
    group = ask.question.group
    present = sheet.elements(group) if group else ()
    if group is None or ask.position is None or ask.position >= len(present):
        return {}
    return {ELEMENT_OF[group]: present[ask.position]}


def _with_its_element(ask: Ask, sheet: FactSheet) -> FactSheet:
    """The facts with the element that a question is about, also where it is made with the answer.

    Without it, what is read would be the first element's.
    """
    group, position = ask.question.group, ask.position
    if group is None or position is None or position < len(sheet.elements(group)):
        return sheet
    return FactSheet(with_elements(sheet.answers, group, position + 1), sheet.library)


def _tidied(text: str, kind: str, language: str) -> str:
    """The forms people type that mean one thing only: 2 750, 31/01/2027 and 31 January 2027."""
    text = unicodedata.normalize("NFC", text).strip()
    if kind == "integer" and _GROUPED_DIGITS.fullmatch(text):
        return re.sub(r"\D", "", text)
    if kind == "date":
        return read_typed_day(text, language) or text  # else refused in the words it was typed in
    return text


def _element_before(ask: Ask, sheet: FactSheet, voice: Voice) -> str:
    """Which element a question is about, where its words alone do not say."""
    sheet, group = _with_its_element(ask, sheet), ask.question.group
    if group is None or ask.position is None or ask.question.id == "community.name":
        return ""
    if ask.question.id == "employer.name":
        return _country_before(ask, sheet, voice)
    if group != "communities" and len(sheet.elements(group)) == 1:
        return ""
    return voice.say("{element}: ", element=element_name(group, ask.position or 0, sheet, voice))


def _country_before(ask: Ask, sheet: FactSheet, voice: Voice) -> str:
    """Where an employer is whose name is asked: several are asked for one after the other."""
    country, bindings = sheet.library.questions.get("employer.country"), _bindings(ask, sheet)
    found = sheet.fact("employer.country", bindings)
    if country is None or found.state is not State.ANSWERED or len(sheet.elements("employers")) == 1:
        return ""
    return voice.say("{element}: ", element=voice.value(country, found.value))


def element_name(group: str, position: int, sheet: FactSheet, voice: Voice) -> str:
    """What an element of a list is called; sponsors have no names, only their places."""
    if group == "sponsors":
        return voice.say("Sponsor {number}", number=position + 1)
    return sheet.name_of(ELEMENT_OF[group], sheet.elements(group)[position])


def _way_out(ask: Ask, sheet: FactSheet, voice: Voice) -> str | None:
    """What answering "I don't know yet" means, in words, where it can be answered."""
    question = ask.question
    if not may_be_unknown(question):
        return None
    if question.unknown is None and question.hours_of is None:
        return voice.value(question, None)
    assumed = assumption(ask, sheet, voice)
    if assumed is None:
        return voice.say("I don’t know yet (it is left to be completed)")
    return voice.say("I don’t know yet (assumed: {value})", value=assumed)


def _empty(question: Question, way_out: str | None, voice: Voice) -> str | None:
    """What nothing typed or picked means, in words, where it is an answer."""
    if question.id == EMPLOYERS:
        return voice.say("all")
    if question.default == ():
        return voice.value(question, ())
    return way_out if _form(question) is Form.LINE else None


def _hints(question: Question, voice: Voice, way_out: str | None, beforehand: Typed) -> tuple[str, ...]:
    hints = [voice.text(question.why)] if question.why else []
    if _form(question) is not Form.LINE:
        return tuple(hints)
    if example := _example(question, voice):
        hints.append(example)
    alone = _echo(question, (), (), voice) if question.type == "periods" else way_out
    if alone is not None and not beforehand:
        hints.append(voice.say("Enter alone: {answer}", answer=alone))
    return tuple(hints)


def _example(question: Question, voice: Voice) -> str | None:
    if question.type == "integer":
        number = question.try_[-1] if question.try_ else max(question.min or 0, 10)
        told = voice.say("A whole number, such as {number}", number=voice.value(question, number))
        if question.nothing is None or question.min != 0:
            return told
        return voice.say("{number}; 0: {nothing}", number=told, nothing=voice.value(question, 0))
    if question.type == "date":
        return voice.say("A date, such as {day} or {written}", **_examples(voice))
    if question.type == "periods":
        return voice.say("Such as {example}; a semicolon between two periods", example=EXAMPLE_PERIODS)
    return None


def _options(ask: Ask, sheet: FactSheet, voice: Voice, way_out: str | None) -> tuple[Option, ...]:
    question = ask.question
    if question.id == EMPLOYERS:
        return tuple(Option(id_, sheet.name_of("employer", id_)) for id_ in sheet.elements("employers"))
    if _form(question) is Form.LINE:
        return ()
    if question.type == "boolean":
        named = [Option("true", voice.say("yes")), Option("false", voice.say("no"))]
    else:
        named = [
            Option(choice.value, voice.text(choice.label), choice.value in ALONE)
            for choice in question.choices
        ]
    return (*named, Option(UNKNOWN, way_out, alone=True)) if way_out is not None else tuple(named)


def _picked_beforehand(question: Question) -> Typed:
    """The default, when there is one: picked, or typed already.

    Enter alone says neither yes nor no where nobody may know.
    """
    if question.type == "boolean" and question.default is None and may_be_unknown(question):
        return (UNKNOWN,)
    raw = question.default if isinstance(question.default, tuple) else (question.default,)
    return tuple(scalar.text for scalar in raw if getattr(scalar, "text", ""))


def _complaint(question: Question, typed: Typed, voice: Voice) -> str | None:
    found = understand(question, typed, voice)
    return voice.problem(found) if isinstance(found, Problem) else None


def _echo(question: Question, typed: Typed, options: tuple[Option, ...], voice: Voice) -> str:
    if question.id == EMPLOYERS:
        return voice.listed(option.label for option in options if option.key in typed) or voice.say("all")
    found = understand(question, typed, voice)
    return "" if isinstance(found, Problem) else voice.value(question, found)
