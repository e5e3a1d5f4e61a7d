"""What a sheet says that has come back: answers with their places, and what cannot be taken.

The sheet has been through other hands. A row that is not one of ours, a private question, an answer that
does not fit: each is named with its cell or its line, and all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from rse_plan.diagnostics import Diagnostic, has_errors, in_order, nearest
from rse_plan.errors import say
from rse_plan.formats.workbook_reader import FilledCell, read_form
from rse_plan.interview.given import Refusal, Setting
from rse_plan.interview.phrasing import may_be_unknown, understand
from rse_plan.interview.sheet_form import ANSWER, PICKED, STAMP
from rse_plan.interview.sheets import key_of
from rse_plan.interview.stated import comparable, read_stated
from rse_plan.interview.voice import Voice
from rse_plan.model.answers import CM_HOURS, ELEMENT_OF, EMPLOYERS, Answer, Answers, AnswerValue, read_answers
from rse_plan.model.base import LANGUAGES
from rse_plan.model.problem import Problem
from rse_plan.model.question import Question
from rse_plan.planning.facts import FactSheet
from rse_plan.source.span import Span, file_start
from rse_plan.source.yaml_reader import Document, Node, Route, Scalar, read_bytes
from rse_plan.source.yaml_reader import Mapping as YamlMap

WORKBOOK = b"PK\x03\x04"
"""How a workbook begins, whatever its name."""
_PRIVATE = Problem(
    say("this is asked of the project lead alone"),
    say("take it out; the project lead answers it with “rse-plan init”"),
)
_LATER = "?"
_REFERENCE = "unknown-reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """The answers of a sheet, and what of it cannot be taken.

    `diagnostics` are the faults of a sheet in YAML, which has lines; `refused` those of a workbook.
    """

    settings: tuple[Setting, ...] = ()
    refused: tuple[Refusal, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def is_sound(self) -> bool:
        return not self.refused and not has_errors(self.diagnostics)


def read_returned(content: bytes, label: str, sheet: FactSheet) -> Returned:
    """Read a sheet in either form; raises NotAFormError for a workbook that is none of ours.

    `sheet` are the facts of the file that it goes back into: what it names must be there.
    """
    if not content.startswith(WORKBOOK) and not content.startswith(b"\xd0\xcf\x11\xe0"):
        return _from_yaml(content, label, sheet)
    form = read_form(content, STAMP, tuple(Voice(language).say(ANSWER) for language in LANGUAGES))
    language = next((word for word in form.stamp.split() if word in LANGUAGES), LANGUAGES[0])
    return _Cells(label, sheet, Voice(language)).read(form.cells)


# --- a workbook ---


@dataclass(slots=True)
class _Picked:
    """The choices of one question that stand in lines of their own."""

    question: Question
    element: str | None
    where: str
    yes: list[str] = field(default_factory=list)
    answered: int = 0


class _Cells:
    """Reads the cells one after the other and gathers what is wrong in all of them."""

    def __init__(self, label: str, sheet: FactSheet, voice: Voice) -> None:
        self._label = label
        self._sheet = sheet
        self._voice = voice
        self._settings: dict[str, Setting] = {}
        self._picked: dict[str, _Picked] = {}
        self._refused: list[Refusal] = []

    def read(self, cells: tuple[FilledCell, ...]) -> Returned:
        for cell in cells:
            if cell.text or cell.fault is not None:
                self._cell(cell)
        for key, picked in self._picked.items():
            self._several(key, picked)
        return Returned(settings=tuple(self._settings.values()), refused=tuple(self._refused))

    def _cell(self, cell: FilledCell) -> None:
        key, _, choice = cell.key.partition(PICKED)
        found = target(key, self._sheet)
        if isinstance(found, Problem):
            self._refuse(cell, found)
        elif cell.fault is not None:
            self._refuse(cell, Problem(cell.fault, say("type the answer itself")))
        elif choice:
            self._choice(cell, *found, choice)
        else:
            self._answer(cell, *found)

    def _answer(self, cell: FilledCell, question: Question, element: str | None) -> None:
        value = _value(cell, question, self._voice)
        key = key_of(question, element)
        if isinstance(value, Problem):
            self._refuse(cell, value)
        elif key in self._settings and self._settings[key].value != value:
            first = self._settings[key].where
            self._refuse(cell, Problem(say("another answer to this question stands at {place}", place=first)))
        else:
            self._settings[key] = Setting(self._where(cell), question.id, question, element, value)

    def _choice(self, cell: FilledCell, question: Question, element: str | None, choice: str) -> None:
        holds = _yes_or_no(cell.text)
        key = key_of(question, element)
        picked = self._picked.setdefault(key, _Picked(question, element, self._where(cell)))
        picked.answered += 1
        if holds is None:
            names = ", ".join((self._voice.say("yes"), self._voice.say("no")))
            message = say("“{value}” is not in the list", value=cell.text)
            self._refuse(cell, Problem(message, say("pick from the list: {names}", names=names)))
        elif holds and question.id == EMPLOYERS and (problem := _unless_employer(choice, self._sheet)):
            self._refuse(cell, problem)
        elif holds:
            picked.yes.append(choice)

    def _several(self, key: str, picked: _Picked) -> None:
        """Those that hold. Where none does, only a no to every one of them is an answer."""
        question = picked.question
        offered = len(self._sheet.elements("employers") if question.id == EMPLOYERS else question.choices)
        if not picked.yes and picked.answered < offered:
            return
        value = understand(question, tuple(picked.yes), self._voice)
        if isinstance(value, Problem):
            self._refused.append(Refusal(picked.where, value))
        else:
            self._settings[key] = Setting(picked.where, question.id, question, picked.element, value)

    def _refuse(self, cell: FilledCell, problem: Problem) -> None:
        self._refused.append(Refusal(self._where(cell), problem))

    def _where(self, cell: FilledCell) -> str:
        return f"{self._label}: {cell.place}"


def _value(cell: FilledCell, question: Question, voice: Voice) -> AnswerValue | Problem:
    if question.type == "date" and cell.day is not None:
        return question.parse(Scalar(cell.day.isoformat(), True, file_start("")))
    if comparable(cell.text) in _unknown_words():
        if may_be_unknown(question):
            return None
        return Problem(say("this answer cannot be unknown"), say("give a value, or leave the cell empty"))
    found = read_stated(question, cell.text, voice)
    if isinstance(found, Problem) and question.type in ("choice", "boolean"):
        names = ", ".join(_offered(question, voice))
        message = say("“{value}” is not in the list", value=cell.text)
        return Problem(message, say("pick from the list: {names}", names=names))
    return found


def target(key: str, sheet: FactSheet) -> tuple[Question, str | None] | Problem:
    """The question and the element that a row names, if both are there and not private."""
    group, _, rest = key.partition(".")
    element, _, last = rest.rpartition(".")
    name = f"{ELEMENT_OF[group]}.{last}" if group in ELEMENT_OF else key
    question = sheet.library.questions.get(name)
    if question is None or (group in ELEMENT_OF) > bool(element):
        return Problem(say("no question is called “{key}”", key=key), nearest(key, sheet.library.questions))
    return _checked(question, element or None, sheet) or (question, element or None)


def _checked(question: Question, element: str | None, sheet: FactSheet) -> Problem | None:
    if question.audience == "lead":
        return _PRIVATE
    group = question.group
    there = [one.id for one in sheet.answers.groups.get(group, ())] if group is not None else []
    if element is not None and element not in there:
        message = say("the answers no longer list “{element}”", element=element)
        return Problem(
            message, nearest(element, there) or say("take the row out, or add it with “rse-plan init”")
        )
    return None


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


def _yes_or_no(text: str) -> bool | None:
    word = comparable(text)
    return True if word in _words_of(True) else False if word in _words_of(False) else None


def _offered(question: Question, voice: Voice) -> tuple[str, ...]:
    if question.type == "boolean":
        return voice.say("yes"), voice.say("no")
    return tuple(voice.text(choice.label) for choice in question.choices)


# --- a file for an editor ---


def _from_yaml(content: bytes, label: str, sheet: FactSheet) -> Returned:
    """Read as an answers file is, the keys without a value left aside."""
    reading = read_bytes(content, label)
    if reading.document is None or has_errors(reading.diagnostics):
        return Returned(diagnostics=in_order(reading.diagnostics))
    document = reading.document.without(_blanks(reading.document.root))
    answers, faults = read_answers(document, sheet.library.questions, sheet.library.unreadable)
    # Whether an employer is there is a matter of the file that the sheet goes back into.
    own = (fault for fault in faults if fault.rule != _REFERENCE)
    given = tuple(_given(answers))
    odd = (*_misplaced(given, sheet), *_people(document))
    settings = (
        Setting(str(answer.span), question, sheet.library.questions[question], element, answer.value)
        for question, element, answer in given
    )
    return Returned(settings=tuple(settings), diagnostics=in_order((*own, *odd)))


def _given(answers: Answers) -> Iterator[tuple[str, str | None, Answer]]:
    for name, answer in answers.values.items():
        yield name, None, answer
    for elements in answers.groups.values():
        for element in elements:
            for name, answer in element.answers.items():
                yield name, element.id, answer


def _misplaced(given: Iterable[tuple[str, str | None, Answer]], sheet: FactSheet) -> Iterator[Diagnostic]:
    for name, element, answer in given:
        problem = _checked(sheet.library.questions[name], element, sheet)
        if problem is not None:
            yield _wrong(answer.span, problem)
        elif name == EMPLOYERS and isinstance(answer.value, str):
            yield from _not_there(answer.value, answer.span, sheet)


def _not_there(named: str, span: Span, sheet: FactSheet) -> Iterator[Diagnostic]:
    """The employers that a community names and that the file does not list."""
    for id_ in filter(None, (part.strip() for part in named.split(","))):
        if (problem := _unless_employer(id_, sheet)) is not None:
            yield replace(_wrong(span, problem), rule=_REFERENCE)


def _unless_employer(id_: str, sheet: FactSheet) -> Problem | None:
    there = sheet.elements("employers")
    if id_ in there:
        return None
    listed = say("one of {names}", names=", ".join(there))
    return Problem(say("no employer is called “{ref}”", ref=id_), nearest(id_, there) or listed)


def _people(document: Document) -> Iterator[Diagnostic]:
    """Of the people, a sheet asks the hours of one role: names are not lost without a word."""
    role, asked = CM_HOURS[1], "hours"
    people = document.root.get("people")
    for entry in people.entries if isinstance(people, YamlMap) else ():
        keys = entry.value.entries if isinstance(entry.value, YamlMap) else ()
        for key in (one.key for one in keys if (entry.key.text, one.key.text) != (role, asked)):
            advice = say("write it into the answers file itself")
            yield _wrong(key.span, Problem(say("a sheet does not ask for this"), advice))


def _wrong(span: Span, problem: Problem) -> Diagnostic:
    return Diagnostic(rule="wrong-value", span=span, message=problem.message, help=problem.advice)


def _blanks(node: Node, here: Route = ()) -> Iterator[Route]:
    """The ways to the keys that nobody has written anything behind."""
    if isinstance(node, Scalar):
        if node.plain and not node.text:
            yield here
    elif isinstance(node, YamlMap):
        for entry in node.entries:
            yield from _blanks(entry.value, (*here, entry.key.text))
    else:
        for position, item in enumerate(node.items):
            yield from _blanks(item, (*here, position))
