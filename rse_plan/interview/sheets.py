"""One stakeholder's open questions as lines of a sheet (semantics 11): what is asked, why, how to answer.

A question is open while its answer is missing or unknown, also when the plan assumes one meanwhile. Private
questions (`audience: lead`) are on no sheet, and no sheet shows a value that rests on a private answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rse_plan.interview.agenda import Ask, applies, full_questions
from rse_plan.interview.phrasing import assumed_hours, may_be_unknown
from rse_plan.interview.sheet_mark import Mark, mark_of
from rse_plan.interview.tracks import track_of
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import ELEMENT_OF, EMPLOYERS, start_date
from rse_plan.model.base import Text
from rse_plan.model.question import Question
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.plan import State

_NOWHERE = Text.of("", "")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be picked: how the file writes it, and its words."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One open question in the words of a language.

    `element` is the id of the element of a list that it is about; `heading` stands above the entries that
    share it. `several` says that any number of the choices may be picked. `assumed` is what the plan takes
    meanwhile, in words, or "".
    """

    question: Question
    element: str | None
    heading: str
    label: str
    why: str
    choices: tuple[Choice, ...]
    several: bool
    may_be_unknown: bool
    assumed: str

    @property
    def key(self) -> str:
        """The name that the answer has for `--set`: a.b, or communities.finance.members."""
        return key_of(self.question, self.element)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """What is handed to whom: the lines, and what is said above them; `start` is the plan's first day."""

    track: str
    mark: Mark
    entries: tuple[Entry, ...]
    start: date | None

    @property
    def organisation(self) -> str:
        """Its name, or "" while nobody has said it."""
        return self.mark.organisation


def handout(track: str, sheet: FactSheet, voice: Voice) -> Handout:
    """A track's open questions in the words of a language."""
    return Handout(
        track=track,
        mark=mark_of(sheet.answers),
        entries=tuple(_entry(ask, sheet, voice) for ask in open_questions(sheet, track)),
        start=start_date(sheet.answers),
    )


def key_of(question: Question, element: str | None) -> str:
    """What names an answer outside the file."""
    if question.group is None or element is None:
        return question.id
    return f"{question.group}.{element}.{question.id.split('.')[1]}"


def open_questions(sheet: FactSheet, track: str | None = None) -> tuple[Ask, ...]:
    """What a track could answer, in the order of the questionnaire; None means everybody.

    What is asked about one element stands together, also where the questionnaire comes back to it.
    """
    shared = [question for question in full_questions(sheet.library) if question.audience != "lead"]
    mine = [question for question in shared if track in (None, track_of(question, sheet.library))]
    sections = _sections(sheet.library)
    areas = {question.id: question.group or sections.get(question.id, _NOWHERE) for question in mine}
    rank = {area: number for number, area in enumerate(dict.fromkeys(areas.values()))}
    found = [ask for question in mine for ask in _asks(question, sheet) if _is_open(ask, sheet)]
    asked = (ask for ask in found if applies(ask.question, sheet, ask.position))
    return tuple(sorted(asked, key=lambda ask: (rank[areas[ask.question.id]], ask.position or 0)))


def _asks(question: Question, sheet: FactSheet) -> Iterator[Ask]:
    """One for each element. What is not in the file yet has no id to be found again by: nobody is asked."""
    if question.group is None:
        yield Ask(question)
    else:
        yield from (Ask(question, at) for at in range(len(sheet.answers.groups.get(question.group, ()))))


def _is_open(ask: Ask, sheet: FactSheet) -> bool:
    group, name = ask.question.group, ask.question.id
    if group is None or ask.position is None:
        answer = sheet.answers.values.get(name)
    else:
        answer = sheet.answers.groups[group][ask.position].answers.get(name)
    return answer is None or answer.is_unknown


def _entry(ask: Ask, sheet: FactSheet, voice: Voice) -> Entry:
    question, element = ask.question, _element(ask, sheet)
    return Entry(
        question=question,
        element=element,
        heading=_heading(ask, sheet, voice),
        label=voice.text(question.label),
        why=voice.text(question.why) if question.why is not None else "",
        choices=_choices(question, sheet, voice),
        several=question.type == "multi" or question.id == EMPLOYERS,
        may_be_unknown=may_be_unknown(question),
        assumed=_assumed(question, element, sheet, voice),
    )


def _element(ask: Ask, sheet: FactSheet) -> str | None:
    group = ask.question.group
    if group is None or ask.position is None:
        return None
    return sheet.answers.groups[group][ask.position].id


def _heading(ask: Ask, sheet: FactSheet, voice: Voice) -> str:
    """The element's name; for the other questions, the title of their section or of their playbook."""
    group, element = ask.question.group, _element(ask, sheet)
    title = voice.text(_sections(sheet.library).get(ask.question.id, _NOWHERE))
    if group is None or element is None:
        return title
    singular = ELEMENT_OF[group]
    if f"{singular}.name" in sheet.library.questions:
        return sheet.name_of(singular, element)
    return title if len(sheet.elements(group)) == 1 else f"{title} ({element})"


def _sections(library: Library) -> Mapping[str, Text]:
    """The title that each question stands under: its section's, or its playbook's."""
    file = library.questions_file
    sections = file.value.sections if file is not None else ()
    core = {question.id: section.title for section in sections for question in section.questions}
    own = {
        name: library.playbooks[asked.playbook].value.title
        for name, asked in library.asked.items()
        if asked.playbook is not None
    }
    return {**core, **own}


def _choices(question: Question, sheet: FactSheet, voice: Voice) -> tuple[Choice, ...]:
    if question.type == "boolean":
        return Choice("true", voice.say("yes")), Choice("false", voice.say("no"))
    if question.id == EMPLOYERS:
        return tuple(Choice(id_, sheet.name_of("employer", id_)) for id_ in sheet.elements("employers"))
    return tuple(Choice(choice.value, voice.text(choice.label)) for choice in question.choices)


def _assumed(question: Question, element: str | None, sheet: FactSheet, voice: Voice) -> str:
    if _rests_on_private(question, sheet.library, frozenset()):
        return ""
    if question.hours_of is not None:
        return assumed_hours(question, sheet, voice)
    bindings = {ELEMENT_OF[question.group]: element} if question.group and element is not None else {}
    fact = sheet.fact(question.id, bindings)
    if fact.state is not State.ASSUMED or fact.value in (None, "", ()):
        return ""
    return voice.value(question, fact.value)


def _rests_on_private(question: Question, library: Library, seen: frozenset[str]) -> bool:
    """Whether a private answer decides what is assumed, at whatever remove."""
    if question.audience == "lead":
        return True
    assumed = [case.when for case in question.unknown.cases] if question.unknown is not None else []
    conditions = [*assumed, *(case.when for case in question.settled)]
    read = {name for condition in conditions for name in condition.names} - seen
    known = [library.questions[name] for name in read if name in library.questions]
    return any(_rests_on_private(other, library, seen | read) for other in known)
