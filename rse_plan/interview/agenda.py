"""Which questions apply, in order: worked out from the answers alone, so that any file can be continued."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType

from rse_plan.library import Library
from rse_plan.model.answers import ELEMENT_OF, Answers
from rse_plan.model.question import Question
from rse_plan.planning.facts import FactSheet, Scope

START = "calendar.start"
"""Asked last, with a suggestion, beside the questions that are counted (semantics 10)."""
REPEATED = "communities"
"""The list that the interview asks to go on with, until nobody wants another element."""
FIRST_ONLY = "employers"
"""The list of which quick asks about the first element alone (semantics 17)."""

NOTHING_WANTED: Mapping[str, int] = MappingProxyType({})


class Mode(StrEnum):
    """How much is asked."""

    QUICK = "quick"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Ask:
    """One question, for the element at a position of its list when it belongs to one."""

    question: Question
    position: int | None = None


@dataclass(frozen=True, slots=True)
class More:
    """Whether the list of communities goes on."""


Step = Ask | More


def quick_questions(library: Library) -> tuple[Question, ...]:
    """The core questions of the quick interview in their order, the start last."""
    asked = [
        entry.question
        for entry in library.asked.values()
        if entry.playbook is None and entry.question.ask == "quick"
    ]
    return _start_last(asked, library)


def full_questions(library: Library) -> tuple[Question, ...]:
    """Every core question, then those of the playbooks, the start last; none that only a file answers."""
    entries = sorted(library.asked.values(), key=lambda entry: entry.playbook is not None)
    return _start_last([entry.question for entry in entries if entry.question.ask != "file"], library)


def _start_last(asked: list[Question], library: Library) -> tuple[Question, ...]:
    start = library.questions.get(START)
    others = tuple(question for question in asked if question.id != START)
    return (*others, start) if start is not None else others


@dataclass(frozen=True, slots=True)
class Agenda:
    """The questions of one interview, in order."""

    questions: tuple[Question, ...]
    mode: Mode = Mode.QUICK

    @property
    def counted(self) -> tuple[int, int]:
        """How many questions are asked once, the start apart, and how many for each community."""
        repeated = sum(question.group == REPEATED for question in self.questions)
        once = sum(question.group != REPEATED and question.id != START for question in self.questions)
        return once, repeated

    def steps(self, sheet: FactSheet, wanted: Mapping[str, int] = NOTHING_WANTED) -> Iterator[Step]:
        """What applies, answered or not; `wanted` is how many elements a list is to have at least.

        Whether another community is wanted stands behind those that are there, before one that is begun.
        """
        more = True
        for group, run in groupby(self.questions, key=lambda question: question.group):
            if group is None:
                yield from (Ask(question) for question in run if applies(question, sheet, None))
                continue
            questions = tuple(run)
            present = max(1, len(sheet.answers.groups.get(group, ())))
            yield from self._of_elements(questions, sheet, range(self._asked_about(group, present)))
            if group == REPEATED and more:
                more = False
                yield More()
            yield from self._of_elements(questions, sheet, range(present, wanted.get(group, 0)))

    def unanswered(self, sheet: FactSheet) -> tuple[Ask, ...]:
        """Every question that still wants an answer, as far as can be told now."""
        steps = self.steps(sheet)
        return tuple(step for step in steps if isinstance(step, Ask) and not is_answered(step, sheet.answers))

    def still_counted(self, sheet: FactSheet) -> int:
        """How many are open of those that `counted` counts; the start when nothing else is."""
        open_ = self.unanswered(sheet)
        return sum(ask.question.id != START for ask in open_) or len(open_)

    def goes_on_from_quick(self, sheet: FactSheet) -> bool:
        """Whether this is the full interview of a file in which the quick one was answered (semantics 2)."""
        if self.mode is Mode.QUICK:
            return False
        open_ = self.unanswered(sheet)
        return bool(open_) and not any(is_quick(ask, sheet) for ask in open_)

    def went_past_communities(self, sheet: FactSheet) -> bool:
        """Whether the answers show that the communities were done: all complete, and a later answer given."""
        past = False
        for step in self.steps(sheet):
            if isinstance(step, More):
                past = True
            elif is_answered(step, sheet.answers):
                if past:
                    return True
            elif step.question.group == REPEATED and is_quick(step, sheet) and not past:
                return False
        return False

    def _asked_about(self, group: str, present: int) -> int:
        return 1 if group == FIRST_ONLY and self.mode is Mode.QUICK else present

    def _of_elements(
        self, questions: tuple[Question, ...], sheet: FactSheet, positions: range
    ) -> Iterator[Ask]:
        for position in positions:
            for question in questions:
                if applies(question, sheet, position):
                    yield Ask(question, position)


def is_quick(ask: Ask, sheet: FactSheet) -> bool:
    """Whether the quick interview asks it too."""
    question = ask.question
    if question.group == FIRST_ONLY and ask.position:
        return False
    core = sheet.library.asked[question.id].playbook is None
    return core and (question.ask == "quick" or question.id == START)


def is_answered(ask: Ask, answers: Answers) -> bool:
    """Whether the file holds an answer, "I don't know" being one."""
    group = ask.question.group
    if group is None or ask.position is None:
        return ask.question.id in answers.values
    elements = answers.groups.get(group, ())
    return ask.position < len(elements) and ask.question.id in elements[ask.position].answers


def applies(question: Question, sheet: FactSheet, position: int | None) -> bool:
    """Whether its condition and its playbook's hold, and no other answer settles it."""
    group = question.group
    present = sheet.elements(group) if group is not None else ()
    element = present[position] if position is not None and position < len(present) else None
    bindings = {ELEMENT_OF[group]: element} if group is not None and element is not None else {}
    scope = Scope(sheet, bindings)
    playbook = sheet.library.asked[question.id].playbook
    if playbook is not None and (group is not None) > (element is not None):
        return False  # a playbook applies to an element that is there
    if playbook is not None and not _playbook_applies(playbook, scope):
        return False
    if question.when is not None and not scope.holds(question.when).holds:
        return False
    return not any(scope.holds(case.when).holds for case in question.settled)


def _playbook_applies(id_: str, scope: Scope) -> bool:
    playbook = scope.sheet.library.playbooks[id_].value
    condition = playbook.applies_when
    return condition is None or any(
        element.holds(condition).holds for element in scope.within(playbook.for_each)
    )
