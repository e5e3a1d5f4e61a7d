"""A question in words, and what is typed in answer as a value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from rse_plan.errors import say
from rse_plan.interview.agenda import Ask
from rse_plan.interview.asker import Form, Option, Prompt, Typed
from rse_plan.interview.voice import Voice
from rse_plan.model.answers import ELEMENT_OF, AnswerValue
from rse_plan.model.problem import Problem
from rse_plan.model.question import Question, as_scalar
from rse_plan.planning.facts import FactSheet

UNKNOWN = "unknown"
"""The key of "I don't know yet"; no choice can have it, since it is special in the answers file."""

_FORMS = {"choice": Form.ONE, "boolean": Form.ONE, "multi": Form.SEVERAL}
_EXAMPLE = date(2027, 1, 31)
_GROUPED_DIGITS = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+")
_SLASHED_DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def phrase(ask: Ask, sheet: FactSheet, voice: Voice, suggested: date | None = None) -> Prompt:
    """The prompt of a question; `suggested` is a day that Enter alone would give."""
    question = ask.question
    way_out = _way_out(ask, sheet, voice)
    beforehand = (voice.typed_day(suggested),) if suggested is not None else _picked_beforehand(question)
    return Prompt(
        form=_form(question),
        label=_element_before(ask, sheet, voice) + voice.text(question.label),
        hints=_hints(question, voice, way_out, beforehand),
        options=_options(question, voice, way_out),
        suggested=beforehand,
        complaint=lambda typed: _complaint(question, typed, voice),
        echo=lambda typed: _echo(question, typed, voice),
    )


def understand(question: Question, typed: Typed, voice: Voice) -> AnswerValue | Problem:
    """What was typed or picked, read by the question's one parser; None is "I don't know yet"."""
    form = _form(question)
    if form is not Form.LINE and UNKNOWN in typed:
        if len(typed) > 1:
            return Problem(say("“I don’t know yet” cannot stand beside other answers"))
        return None
    if form is Form.SEVERAL:
        if not typed:
            return Problem(say("nothing is picked"), say("pick at least one"))
        return question.parse(tuple(as_scalar(key) for key in typed))
    return _understand_line(question, typed[0] if typed else "", voice)


def _understand_line(question: Question, text: str, voice: Voice) -> AnswerValue | Problem:
    text = _tidied(text, question.type, voice.language)
    if not text and may_be_unknown(question):
        return None
    if not text:
        return Problem(say("an answer is missing here"))
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in text):
        return Problem(say("a sign in it is not text"), say("type it again, without control keys"))
    found = question.parse(as_scalar(text))
    if isinstance(found, Problem) and question.type == "date":
        return replace(found, advice=say("type one such as {day}", day=voice.typed_day(_EXAMPLE)))
    return found


def may_be_unknown(question: Question) -> bool:
    """Whether the interview takes "I don't know yet": also where nothing is wanted unless it is known."""
    return question.allows_unknown or (not question.required and question.default is None)


def assumption(ask: Ask, sheet: FactSheet, voice: Voice) -> str | None:
    """The cautious value that stands in for an answer nobody has, in words; None when there is none."""
    value = sheet.fact(ask.question.id, _bindings(ask, sheet)).value
    return voice.value(ask.question, value) if value not in (None, "") else None


def _form(question: Question) -> Form:
    return _FORMS.get(question.type, Form.LINE)


def _bindings(ask: Ask, sheet: FactSheet) -> Mapping[str, str]:
    group = ask.question.group
    present = sheet.elements(group) if group else ()
    if group is None or ask.position is None or ask.position >= len(present):
        return {}
    return {ELEMENT_OF[group]: present[ask.position]}


def _tidied(text: str, kind: str, language: str) -> str:
    """The forms people type that mean one thing only: 2 750, and 31/01/2027."""
    text = unicodedata.normalize("NFC", text).strip()
    if kind == "integer" and _GROUPED_DIGITS.fullmatch(text):
        return re.sub(r"\D", "", text)
    if kind == "date" and (found := _SLASHED_DATE.fullmatch(text)):
        return _day_of(int(found[1]), int(found[2]), found[3], language) or text
    return text


def _day_of(first: int, second: int, year: str, language: str) -> str | None:
    """French puts the day first; in English only a number over 12 tells the day from the month."""
    if language == "fr" or first > 12:
        return f"{year}-{second:02}-{first:02}"
    return f"{year}-{first:02}-{second:02}" if second > 12 else None


def _element_before(ask: Ask, sheet: FactSheet, voice: Voice) -> str:
    """Which element a question is about, where its words alone do not say."""
    group, bindings = ask.question.group, _bindings(ask, sheet)
    if group is None or not bindings or ask.question.id.endswith(".name"):
        return ""
    if group != "communities" and len(sheet.elements(group)) == 1:
        return ""
    singular = ELEMENT_OF[group]
    return voice.say("{element}: ", element=sheet.name_of(singular, bindings[singular]))


def _way_out(ask: Ask, sheet: FactSheet, voice: Voice) -> str | None:
    """What answering "I don't know yet" means, in words, where it can be answered."""
    question = ask.question
    if not may_be_unknown(question):
        return None
    if question.unknown is None:
        return voice.value(question, None)
    assumed = assumption(ask, sheet, voice)
    if assumed is None:
        return voice.say("I don’t know yet (it is left to be completed)")
    return voice.say("I don’t know yet (assumed: {value})", value=assumed)


def _hints(question: Question, voice: Voice, way_out: str | None, beforehand: Typed) -> tuple[str, ...]:
    hints = [voice.text(question.why)] if question.why else []
    if _form(question) is not Form.LINE:
        return tuple(hints)
    if example := _example(question, voice):
        hints.append(example)
    alone = _echo(question, beforehand, voice) if beforehand else way_out
    if alone is not None:
        hints.append(voice.say("Enter alone: {answer}", answer=alone))
    return tuple(hints)


def _example(question: Question, voice: Voice) -> str | None:
    if question.type == "integer":
        number = question.try_[-1] if question.try_ else max(question.min or 0, 10)
        return voice.say("A whole number, such as {number}", number=number)
    if question.type == "date":
        return voice.say("A date, such as {day}", day=voice.typed_day(_EXAMPLE))
    return None


def _options(question: Question, voice: Voice, way_out: str | None) -> tuple[Option, ...]:
    if _form(question) is Form.LINE:
        return ()
    if question.type == "boolean":
        named = [Option("true", voice.say("yes")), Option("false", voice.say("no"))]
    else:
        named = [Option(choice.value, voice.text(choice.label)) for choice in question.choices]
    return (*named, Option(UNKNOWN, way_out)) if way_out is not None else tuple(named)


def _picked_beforehand(question: Question) -> Typed:
    """The default, when there is one: picked, or typed already."""
    raw = question.default if isinstance(question.default, tuple) else (question.default,)
    return tuple(scalar.text for scalar in raw if getattr(scalar, "text", ""))


def _complaint(question: Question, typed: Typed, voice: Voice) -> str | None:
    found = understand(question, typed, voice)
    return voice.problem(found) if isinstance(found, Problem) else None


def _echo(question: Question, typed: Typed, voice: Voice) -> str:
    found = understand(question, typed, voice)
    return "" if isinstance(found, Problem) else voice.value(question, found)
