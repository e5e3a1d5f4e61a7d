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
from rse_plan.interview.typed_periods import as_typed_periods, read_typed_periods
from rse_plan.interview.voice import Voice
from rse_plan.model.answers import ELEMENT_OF, EMPLOYERS, AnswerValue
from rse_plan.model.periods import Period, Preset
from rse_plan.model.problem import Problem
from rse_plan.model.question import Question, as_scalar
from rse_plan.planning.facts import FactSheet

UNKNOWN = "unknown"
"""The key of "I don't know yet"; no choice can have it, since it is special in the answers file."""

_FORMS = {"choice": Form.ONE, "boolean": Form.ONE, "multi": Form.SEVERAL}
_EXAMPLE = date(2027, 1, 31)
_GROUPED_DIGITS = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+")
_SLASHED_DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


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
        return (as_typed_periods(periods),)
    return tuple(map(str, value))


def understand(question: Question, typed: Typed, voice: Voice) -> AnswerValue | Problem:
    """What was typed or picked, read by the question's one parser; None is "I don't know yet"."""
    if question.id == EMPLOYERS:
        return question.parse(as_scalar(", ".join(typed))) if typed else None
    form = _form(question)
    if form is not Form.LINE and UNKNOWN in typed:
        if len(typed) > 1:
            return Problem(say("“I don’t know yet” cannot stand beside other answers"))
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
    if question.type == "periods":
        return _understand_periods(question, text, voice)
    if not text and may_be_unknown(question):
        return None
    if not text:
        return Problem(say("an answer is missing here"))
    found = question.parse(as_scalar(text))
    if isinstance(found, Problem) and question.type == "date":
        return replace(found, advice=say("type one such as {day}", day=voice.typed_day(_EXAMPLE)))
    return found


def _understand_periods(question: Question, text: str, voice: Voice) -> AnswerValue | Problem:
    """Nothing typed is no period."""
    raw = read_typed_periods(text, lambda day: _tidied(day, "date", voice.language))
    return raw if isinstance(raw, Problem) else question.parse(raw)


def may_be_unknown(question: Question) -> bool:
    """Whether the interview takes "I don't know yet": also where nothing is wanted unless it is known."""
    return question.allows_unknown or (not question.required and question.default is None)


def assumption(ask: Ask, sheet: FactSheet, voice: Voice) -> str | None:
    """The cautious value that stands in for an answer nobody has, in words; None when there is none."""
    value = sheet.fact(ask.question.id, _bindings(ask, sheet)).value
    return voice.value(ask.question, value) if value not in (None, "") else None


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
    return voice.say("{element}: ", element=element_name(group, ask.position or 0, sheet, voice))


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
    if question.unknown is None:
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
        return voice.say("none")
    return way_out if _form(question) is Form.LINE else None


def _hints(question: Question, voice: Voice, way_out: str | None, beforehand: Typed) -> tuple[str, ...]:
    hints = [voice.text(question.why)] if question.why else []
    if question.id == EMPLOYERS:
        hints.append(voice.say("None picked: all of them"))
    if _form(question) is not Form.LINE:
        return tuple(hints)
    if example := _example(question, voice):
        hints.append(example)
    alone = _echo(question, beforehand, (), voice) if beforehand or question.type == "periods" else way_out
    if alone is not None:
        hints.append(voice.say("Enter alone: {answer}", answer=alone))
    return tuple(hints)


def _example(question: Question, voice: Voice) -> str | None:
    if question.type == "integer":
        number = question.try_[-1] if question.try_ else max(question.min or 0, 10)
        return voice.say("A whole number, such as {number}", number=number)
    if question.type == "date":
        return voice.say("A date, such as {day}", day=voice.typed_day(_EXAMPLE))
    if question.type == "periods":
        days = f"{voice.typed_day(date(2027, 8, 2))} > {voice.typed_day(date(2027, 8, 20))}"
        return voice.say("Days and names, such as {days}; year-end; august", days=days)
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
        named = [Option(choice.value, voice.text(choice.label)) for choice in question.choices]
    return (*named, Option(UNKNOWN, way_out)) if way_out is not None else tuple(named)


def _picked_beforehand(question: Question) -> Typed:
    """The default, when there is one: picked, or typed already."""
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
