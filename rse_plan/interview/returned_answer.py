"""One answer on a sheet that has come back: which question it is to, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from rse_plan.diagnostics import Diagnostic, has_errors, nearest
from rse_plan.errors import say
from rse_plan.interview.given import Refusal, Setting
from rse_plan.interview.phrasing import may_be_unknown
from rse_plan.interview.sheet_mark import Mark
from rse_plan.interview.stated import comparable, read_stated
from rse_plan.interview.voice import Voice
from rse_plan.model.answers import ELEMENT_OF, AnswerValue
from rse_plan.model.base import LANGUAGES
from rse_plan.model.problem import Problem
from rse_plan.model.question import Question
from rse_plan.planning.facts import FactSheet
from rse_plan.source.span import file_start
from rse_plan.source.yaml_reader import Scalar

_PRIVATE = Problem(
    say("this is asked of the project lead alone"),
    say("take it out; the project lead answers it with “rse-plan init”"),
)
_LATER = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """The answers of a sheet, and what of it cannot be taken.

    `diagnostics` are the faults of a sheet in YAML, which has lines; `refused` those of a workbook. `notes`
    are what is left out while the rest is taken; `mark` says whose sheet it is, unless that is lost.
    """

    settings: tuple[Setting, ...] = ()
    refused: tuple[Refusal, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    notes: tuple[Refusal, ...] = ()
    mark: Mark | None = None

    @property
    def is_sound(self) -> bool:
        return not self.refused and not has_errors(self.diagnostics)


class Gone(Problem):
    """What is meant has been taken out of the answers since: no fault of the sheet's reader."""


def gone(id_: str, there: list[str]) -> Gone:
    """An element that is not listed, or is misspelt."""
    return Gone(say("the answers no longer list “{element}”: not taken", element=id_), nearest(id_, there))


def target(key: str, sheet: FactSheet) -> tuple[Question, str | None] | Problem:
    """The question and the element that a row names, if both are there and not private."""
    group, _, rest = key.partition(".")
    element, _, last = rest.rpartition(".")
    name = f"{ELEMENT_OF[group]}.{last}" if group in ELEMENT_OF else key
    question = sheet.library.questions.get(name)
    if question is None or (group in ELEMENT_OF) > bool(element):
        return Problem(say("no question is called “{key}”", key=key), nearest(key, sheet.library.questions))
    return checked(question, element or None, sheet) or (question, element or None)


def checked(question: Question, element: str | None, sheet: FactSheet) -> Problem | None:
    """Why nobody can answer this on a sheet."""
    if question.audience == "lead":
        return _PRIVATE
    group = question.group
    there = [one.id for one in sheet.answers.groups.get(group, ())] if group is not None else []
    return gone(element, there) if element is not None and element not in there else None


def value_of(text: str, question: Question, voice: Voice, day: date | None = None) -> AnswerValue | Problem:
    """What is meant by a text in a sheet; `day` is what its cell holds as a date."""
    if question.type == "date" and day is not None:
        return question.parse(Scalar(day.isoformat(), True, file_start("")))
    if says_unknown(text):
        if may_be_unknown(question):
            return None
        return Problem(say("this answer cannot be unknown"), say("give a value, or leave the cell empty"))
    if question.type == "boolean" and (holds := yes_or_no(text)) is not None:
        return holds
    found = read_stated(question, text, voice)
    if isinstance(found, Problem) and question.type in ("choice", "boolean"):
        names = ", ".join(_offered(question, voice))
        message = say("“{value}” is not in the list", value=text)
        return Problem(message, say("pick from the list: {names}", names=names))
    return found


def says_unknown(text: str) -> bool:
    """Whether these are words for not knowing."""
    return comparable(text) in _unknown_words()


@cache
def _unknown_words() -> frozenset[str]:
    said = (Voice(language).say("I don’t know yet") for language in LANGUAGES)
    return frozenset({*map(comparable, said), _LATER})


@cache
def _words_of(yes: bool) -> frozenset[str]:
    """How people say yes or no beside a choice; a cross is a yes to most of them."""
    voices = [Voice(language) for language in LANGUAGES]
    if yes:
        return frozenset({"true", "x", "1", *(comparable(voice.say("yes")) for voice in voices)})
    return frozenset({"false", "0", *(comparable(voice.say("no")) for voice in voices)})


def yes_or_no(text: str) -> bool | None:
    """Whether a text says yes or no; None when it says neither."""
    word = comparable(text)
    return True if word in _words_of(True) else False if word in _words_of(False) else None


def _offered(question: Question, voice: Voice) -> tuple[str, ...]:
    if question.type == "boolean":
        offered = [voice.say("yes"), voice.say("no")]
    else:
        offered = [voice.text(choice.label) for choice in question.choices]
    return (*offered, voice.say("I don’t know yet")) if may_be_unknown(question) else tuple(offered)
