"""The answers file: what the interview gathered, typed by the questions (semantics 1).

A mapping, not a class with a field for each question: a new question touches one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from rse_plan.diagnostics import Diagnostic, nearest, respelt
from rse_plan.errors import Said, say
from rse_plan.expressions import Value
from rse_plan.model.base import LANGUAGES, Text
from rse_plan.model.faults import beginning, check_format, fit_at, missing_key, plain
from rse_plan.model.fields import KEBAB, KEBAB_ADVICE
from rse_plan.model.own_changes import ADD, ADJUST, NO_OWN_WORK, OwnWork, read_own_work
from rse_plan.model.periods import AnyPeriod, read_periods
from rse_plan.model.problem import Problem
from rse_plan.model.question import GROUPS, Question, hours_questions
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Document, Entry, Node, Scalar, Sequence
from rse_plan.source.yaml_reader import Mapping as YamlMap

AnswerValue = Value | tuple[AnyPeriod, ...]

ELEMENT_OF = {plural: singular for singular, plural in GROUPS.items()}
HEADER = ("kind", "format", "language", "documents", "version", "exercise")
LAST = ("people", ADJUST, ADD)
PERSON = ("name", "deputy", "hours", "absences")
"""What may be said of a role's people."""
EMPLOYERS = "community.employers"
"""Ids of employers: a list, or a text with commas."""
VERSION = "[1-9][0-9]{0,2}"
MOST_HOURS = 9999
"""Hours a week of all people of a role together."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer with its place; `value` is None for "I don't know" (a plain `unknown`)."""

    value: AnswerValue
    span: Span

    @property
    def is_unknown(self) -> bool:
        return self.value is None


@dataclass(frozen=True, slots=True)
class Element:
    """One community, sponsor or employer; its `id` never changes."""

    id: str
    span: Span
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Person:
    """Who holds a role: names are optional, `hours` are a week's, all its people together."""

    span: Span
    name: str | None = None
    deputy: str | None = None
    hours: int | None = None
    asked: bool = False
    """Whether the file speaks of the hours, be it to say that nobody knows them."""
    absences: tuple[AnyPeriod, ...] = ()
    """Days on which nobody of the role works."""
    hours_span: Span | None = None
    """Where the hours are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything a plan is made from, besides the library."""

    path: str
    language: str = "en"
    documents: tuple[str, ...] = ("en",)
    version: int = 1
    """Of the plan, counted by whoever hands it out: calendars take a higher one in the place of a lower."""
    exercise: Text | None = None
    values: Mapping[str, Answer] = field(default_factory=dict)
    groups: Mapping[str, tuple[Element, ...]] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    own: OwnWork = NO_OWN_WORK
    span: Span


def read_answers(
    document: Document, questions: Mapping[str, Question], unreadable: frozenset[str] = frozenset()
) -> tuple[Answers, tuple[Diagnostic, ...]]:
    """Read an answers file; every answer that fits is kept, every fault is reported.

    `unreadable` are the questions of files with faults: their answers are neither read nor called unknown.
    """
    if refusal := check_format(document) or _not_answers(document):
        spoken = _language_of(document)
        return Answers(path=document.path, language=spoken, span=document.root.span), (refusal,)
    reader = _Reader(document, questions, unreadable)
    return reader.answers(), tuple(reader.found)


def _language_of(document: Document) -> str:
    """The language to refuse a file in: its own, where it can be told."""
    named = document.scalar("language")
    return named.text if named is not None and named.text in LANGUAGES else "en"


def _not_answers(document: Document) -> Diagnostic | None:
    """A file of another kind is refused whole: its other faults would mislead."""
    kind = document.root.get("kind")
    if kind is None:
        return missing_key("kind", beginning(document.root, document.root.span))
    if isinstance(kind, Scalar) and kind.text == "answers":
        return None
    message = say("this is not an answers file")
    advice = say("an answers file begins with “kind: answers”")
    return Diagnostic(rule="wrong-value", span=kind.span, message=message, help=advice)


class _Reader:
    def __init__(
        self, document: Document, questions: Mapping[str, Question], unreadable: frozenset[str]
    ) -> None:
        self._document = document
        self._questions = questions
        self._unreadable = unreadable
        self._prefixes = {name.split(".")[0] for name in (*questions, *unreadable) if "." in name} - set(
            GROUPS
        )
        self._values: dict[str, Answer] = {}
        self._groups: dict[str, tuple[Element, ...]] = {}
        self._people: dict[str, Person] = {}
        self.found: list[Diagnostic] = []

    def answers(self) -> Answers:
        if self._document.root.get("format") is None:
            self.found.append(missing_key("format", beginning(self._document.root, self._document.root.span)))
        for entry in self._document.root.entries:
            self._section(entry)
        self._check_employers()
        languages = self._documents()
        self._read_hours()
        own, faults = read_own_work(self._document)
        self.found.extend(faults)
        return Answers(
            path=self._document.path,
            language=self._language() or languages[0],
            documents=languages,
            version=self._version(),
            exercise=self._exercise(),
            values=self._values,
            groups=self._groups,
            people=self._people,
            own=own,
            span=self._document.root.span,
        )

    def _read_hours(self) -> None:
        """Hours a week are answers to the questions that ask for them."""
        for role, name in hours_questions(self._questions).items():
            person = self._people.get(role)
            if person is not None and person.asked:
                self._values[name] = Answer(person.hours, person.span)

    def _section(self, entry: Entry) -> None:
        key = entry.key.text
        if key in (*HEADER, ADJUST, ADD):
            return
        if key in ELEMENT_OF:
            self._groups[key] = tuple(self._elements(key, entry.value))
        elif key == "people":
            self._read_people(entry.value)
        elif key in self._prefixes:
            self._values.update(self._map_of(key, entry.value))
        else:
            self._report_key(entry.key, self._prefixes | set(ELEMENT_OF) | {*HEADER, *LAST})

    def _map_of(self, prefix: str, node: Node) -> dict[str, Answer]:
        if not isinstance(node, YamlMap):
            self._wrong(node.span, say("a map of answers is wanted here"), say("write key: value, indented"))
            return {}
        found: dict[str, Answer] = {}
        for entry in node.entries:
            name = f"{prefix}.{entry.key.text}"
            if name in self._questions:
                answer = self._answer(self._questions[name], entry.value)
                if answer is not None:
                    found[name] = answer
            elif entry.key.text != "id" and name not in self._unreadable:
                keys = [q.split(".")[1] for q in self._questions if q.startswith(f"{prefix}.")]
                self._report_key(entry.key, keys)
        return found

    def _answer(self, question: Question, node: Node) -> Answer | None:
        if isinstance(node, Scalar) and node.plain and node.text == "unknown":
            if question.allows_unknown or not question.required:
                return Answer(None, node.span)
            self._wrong(node.span, say("this answer cannot be unknown"), say("give a value"))
            return None
        raw = plain(node)
        if question.id == EMPLOYERS and isinstance(node, Sequence):
            raw = _joined(node)
        value = question.parse(raw)
        if isinstance(value, Problem):
            self._wrong(value.span or node.span, value.message, value.advice)
            return None
        return Answer(value, node.span)

    def _elements(self, plural: str, node: Node) -> Iterator[Element]:
        if not isinstance(node, Sequence):
            self._wrong(node.span, say("a list is wanted here"), say("begin each line with a dash"))
            return
        seen: dict[str, Span] = {}
        for item in node.items:
            if not isinstance(item, YamlMap):
                self._wrong(
                    item.span, say("a map of answers is wanted here"), say("write {{id: …, name: …}}")
                )
                continue
            found = item.get("id")
            if not isinstance(found, Scalar) or not found.text:
                self.found.append(missing_key("id", beginning(item, item.span)))
                continue
            if not re.fullmatch(KEBAB, found.text):
                message = say("“{value}” is not an id", value=found.text)
                self._wrong(found.span, message, KEBAB_ADVICE)
                continue
            if found.text in seen:
                message = say(
                    "the id “{id}” stands twice (first on line {line})",
                    id=found.text,
                    line=seen[found.text].line,
                )
                self.found.append(
                    Diagnostic(
                        rule="duplicate-id",
                        span=found.span,
                        message=message,
                        help=say("give each its own id"),
                    )
                )
                continue
            seen[found.text] = found.span
            yield Element(found.text, item.span, self._map_of(ELEMENT_OF[plural], item))

    def _check_employers(self) -> None:
        """The employers that a community names are among those of the file."""
        known = [employer.id for employer in self._groups.get("employers", ())]
        listed = self._document.root.get("employers")
        if isinstance(listed, Sequence) and len(listed.items) > len(known):
            return  # one of them has a fault of its own: it may be the one that is named
        for community in self._groups.get("communities", ()):
            answer = community.answers.get(EMPLOYERS)
            named = answer.value if answer is not None and isinstance(answer.value, str) else ""
            for id_ in filter(None, (part.strip() for part in named.split(","))):
                if answer is not None and id_ not in known:
                    self.found.append(
                        Diagnostic(
                            rule="unknown-reference",
                            span=self._document.place_of(id_, answer.span),
                            message=say("no employer is called “{ref}”", ref=id_),
                            help=nearest(id_, known) or say("add it under “employers:”"),
                        )
                    )

    def _read_people(self, node: Node) -> None:
        if not isinstance(node, YamlMap):
            self._wrong(
                node.span, say("a map of roles is wanted here"), say("write role: {{name: …, hours: …}}")
            )
            return
        for entry in node.entries:
            self._people[entry.key.text] = self._person(entry.value)

    def _person(self, node: Node) -> Person:
        if not isinstance(node, YamlMap):
            self._wrong(node.span, say("a map is wanted here"), say("write {{name: …, deputy: …, hours: …}}"))
            return Person(node.span)
        for entry in node.entries:
            if entry.key.text not in PERSON:
                self._report_key(entry.key, PERSON)
        hours = node.get("hours")
        return Person(
            node.span,
            self._name(node.get("name")),
            self._name(node.get("deputy")),
            self._hours(hours),
            hours is not None,
            self._absences(node.get("absences")),
            hours.span if hours is not None else None,
        )

    def _name(self, node: Node | None) -> str | None:
        if node is not None and not isinstance(node, Scalar):
            self._wrong(node.span, say("a single value is wanted here"), say("write one name"))
        if not isinstance(node, Scalar) or (node.plain and node.text == "unknown"):
            return None
        return node.text.strip() or None

    def _hours(self, node: Node | None) -> int | None:
        if node is None or (isinstance(node, Scalar) and node.plain and node.text == "unknown"):
            return None
        text = node.text if isinstance(node, Scalar) else ""
        if isinstance(node, Scalar) and node.plain and re.fullmatch("[0-9]{1,4}", text):
            return int(text)
        message = say("hours a week are a whole number, not “{value}”", value=text)
        if not text:
            message = say("hours a week are a whole number")
        digits = re.search("[0-9]{1,4}(?![0-9])", text)
        advice = say(
            "write digits only, from 0 to {most}, such as {example}",
            most=MOST_HOURS,
            example=digits[0] if digits is not None else 8,
        )
        self._wrong(node.span, message, advice)
        return None

    def _absences(self, node: Node | None) -> tuple[AnyPeriod, ...]:
        if node is None or (isinstance(node, Scalar) and node.plain and node.text == "unknown"):
            return ()
        found = read_periods(plain(node))
        if not isinstance(found, Problem):
            crowds = [period for period in found if period.population is not None]
            if not crowds:
                return found
            message = say("an absence is a role’s, not a population’s")
            found = Problem(message, say("take “{key}” away", key="population"), crowds[0].span)
        self._wrong(found.span or node.span, found.message, found.advice)
        return ()

    def _language(self) -> str | None:
        node = self._document.root.get("language")
        return self._known_language(node) if node is not None else None

    def _documents(self) -> tuple[str, ...]:
        node = self._document.root.get("documents")
        if node is None:
            return (self._language() or "en",)
        items = node.items if isinstance(node, Sequence) else (node,)
        found = tuple(filter(None, (self._known_language(item) for item in items)))
        return tuple(dict.fromkeys(found)) or ("en",)

    def _known_language(self, node: Node) -> str | None:
        if isinstance(node, Scalar) and node.text in LANGUAGES:
            return node.text
        self._wrong(
            node.span, say("this language is not known"), say("one of {names}", names=", ".join(LANGUAGES))
        )
        return None

    def _version(self) -> int:
        node = self._document.root.get("version")
        if node is None:
            return 1
        if isinstance(node, Scalar) and re.fullmatch(VERSION, node.text):
            return int(node.text)
        message = say("the version of a plan is a whole number from 1 to {most}", most=999)
        self._wrong(node.span, message, say("write one higher each time that you hand the plan out"))
        return 1

    def _exercise(self) -> Text | None:
        if self._document.root.get("exercise") is None:
            return None
        text, faults = fit_at(self._document, ("exercise",), Text)
        self.found.extend(faults)
        return text

    def _report_key(self, key: Scalar, known: object) -> None:
        names = sorted(str(name) for name in known) if isinstance(known, set | list | tuple) else []
        advice = nearest(key.text, names) or say("one of {names}", names=", ".join(names))
        message = say("the key “{key}” is not known here", key=key.text)
        edit = respelt(key.span, key.text, names)
        self.found.append(
            Diagnostic(rule="unknown-answer", span=key.span, message=message, help=advice, edit=edit)
        )

    def _wrong(self, span: Span, message: Said, advice: Said | None) -> None:
        self.found.append(Diagnostic(rule="wrong-value", span=span, message=message, help=advice))


def _joined(node: Sequence) -> Scalar | tuple[object, ...]:
    """A list of ids as the text that the question takes; a list of anything else is left for it to refuse."""
    words = [item.text for item in node.items if isinstance(item, Scalar)]
    if len(words) < len(node.items):
        return tuple(plain(item) for item in node.items)
    return Scalar(", ".join(words), False, node.span)


def start_date(answers: Answers) -> date | None:
    """The first day on which anything may be planned (semantics 10), when it has been answered."""
    answer = answers.values.get("calendar.start")
    return answer.value if answer is not None and isinstance(answer.value, date) else None
