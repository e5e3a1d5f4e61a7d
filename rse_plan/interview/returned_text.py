"""A sheet for an editor that has come back: read as an answers file is, in the words of a workbook too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rse_plan.diagnostics import Diagnostic, has_errors, in_order
from rse_plan.errors import say
from rse_plan.interview.given import Refusal, Setting
from rse_plan.interview.phrasing import UNKNOWN, understand
from rse_plan.interview.returned_answer import Gone, Returned, checked, gone, says_unknown, value_of
from rse_plan.interview.sheet_mark import find_mark
from rse_plan.interview.stated import choice_of
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import ELEMENT_OF, EMPLOYERS, Answer, Answers, AnswerValue, read_answers
from rse_plan.model.base import LANGUAGES
from rse_plan.model.problem import Problem
from rse_plan.model.question import Question
from rse_plan.planning.facts import FactSheet
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Document, Node, Route, Scalar, Sequence, read_bytes
from rse_plan.source.yaml_reader import Mapping as YamlMap

_REFERENCE = "unknown-reference"
_Given = tuple[str, str | None, Answer]
"""A question, the element that it is about, and the answer."""


def from_yaml(content: bytes, label: str, sheet: FactSheet) -> Returned:
    """The answers of a sheet in YAML, the keys without a value left aside."""
    reading = read_bytes(content, label)
    if reading.document is None or has_errors(reading.diagnostics):
        return Returned(diagnostics=in_order(reading.diagnostics))
    filled = reading.document.without(_blanks(reading.document.root))
    in_words = dict(_in_words(filled, sheet))
    document = filled.without(in_words)
    answers, faults = read_answers(document, sheet.library.questions, sheet.library.unreadable)
    given = sorted((*_given(answers), *in_words.values()), key=lambda one: _place(one[2].span))
    taking = _Taking(sheet)
    for name, element, answer in given:
        taking.take(name, element, answer)
    # Whether an employer is there is a matter of the file that the sheet goes back into.
    own = (fault for fault in faults if fault.rule != _REFERENCE)
    return Returned(
        settings=tuple(taking.settings),
        diagnostics=in_order((*own, *taking.found, *_people(document, sheet.library))),
        notes=tuple(taking.notes),
        mark=find_mark(reading.text),
    )


def _place(span: Span) -> tuple[int, int]:
    return span.line, span.column


def _given(answers: Answers) -> Iterator[_Given]:
    for name, answer in answers.values.items():
        yield name, None, answer
    for elements in answers.groups.values():
        for element in elements:
            for name, answer in element.answers.items():
                yield name, element.id, answer


@dataclass(slots=True)
class _Taking:
    """The answers while they are held against the file that they go back into."""

    sheet: FactSheet
    settings: list[Setting] = field(default_factory=list)
    notes: list[Refusal] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)

    def take(self, name: str, element: str | None, answer: Answer) -> None:
        question = self.sheet.library.questions[name]
        problem = checked(question, element, self.sheet)
        if isinstance(problem, Gone):
            self.notes.append(Refusal(str(answer.span), problem))
        elif problem is not None:
            self.found.append(_wrong(answer.span, problem))
        elif name == EMPLOYERS and isinstance(answer.value, str):
            self._employers(question, element, answer.value, answer.span)
        else:
            self.settings.append(Setting(str(answer.span), name, question, element, answer.value))

    def _employers(self, question: Question, element: str | None, named: str, span: Span) -> None:
        """Those that the file still lists."""
        there = list(self.sheet.elements("employers"))
        ids = [id_ for id_ in (part.strip() for part in named.split(",")) if id_]
        self.notes += [Refusal(str(span), gone(id_, there)) for id_ in ids if id_ not in there]
        if kept := ", ".join(id_ for id_ in ids if id_ in there):
            self.settings.append(Setting(str(span), question.id, question, element, kept))


def _in_words(document: Document, sheet: FactSheet) -> Iterator[tuple[Route, _Given]]:
    """What is written as people write it in a cell: yes, a label, 31/01/2027; where it can be understood."""
    spoken = document.scalar("language")
    voice = Voice(spoken.text if spoken is not None and spoken.text in LANGUAGES else LANGUAGES[0])
    for route, name, element, node in _answers(document, sheet.library):
        question = sheet.library.questions.get(name)
        value = _understood(node, question, voice) if question is not None else _NOTHING
        if not isinstance(value, Problem):
            yield route, (name, element, Answer(value, node.span))


_NOTHING = Problem(say("an answer is missing here"))


def _understood(node: Node, question: Question, voice: Voice) -> AnswerValue | Problem:
    if isinstance(node, Sequence) and question.type == "multi":
        picked = tuple(choice_of(question, item.text) for item in node.items if isinstance(item, Scalar))
        return understand(question, picked, voice) if len(picked) == len(node.items) else _NOTHING
    if not isinstance(node, Scalar) or (node.text == UNKNOWN and not node.plain):
        return _NOTHING
    if question.type == "text":  # a text is what it says, unless it says that nobody knows
        return None if node.plain and says_unknown(node.text) and question.id != EMPLOYERS else _NOTHING
    return value_of(node.text, question, voice)


def _answers(document: Document, library: Library) -> Iterator[tuple[Route, str, str | None, Node]]:
    """Everything that stands where an answer stands: the way to it, its question and its element."""
    for section, value in ((entry.key.text, entry.value) for entry in document.root.entries):
        if section in ELEMENT_OF and isinstance(value, Sequence):
            for position, item in enumerate(value.items):
                id_ = item.get("id") if isinstance(item, YamlMap) else None
                if isinstance(item, YamlMap) and isinstance(id_, Scalar):
                    for key, node in item.entries:
                        name = f"{ELEMENT_OF[section]}.{key.text}"
                        yield (section, position, key.text), name, id_.text, node
        elif section not in ELEMENT_OF and isinstance(value, YamlMap):
            for key, node in value.entries:
                yield (section, key.text), f"{section}.{key.text}", None, node
    for role, name in library.hours_questions.items():
        route = ("people", role, "hours")
        if (hours := document.node(route)) is not None:
            yield route, name, None, hours


def _people(document: Document, library: Library) -> Iterator[Diagnostic]:
    """Of the people, a sheet asks the hours of some roles: names are not lost without a word."""
    asked = {(role, "hours") for role in library.hours_questions}
    people = document.root.get("people")
    for entry in people.entries if isinstance(people, YamlMap) else ():
        keys = entry.value.entries if isinstance(entry.value, YamlMap) else ()
        for key in (one.key for one in keys if (entry.key.text, one.key.text) not in asked):
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
