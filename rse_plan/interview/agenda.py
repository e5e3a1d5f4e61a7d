"""Which question comes next: worked out from the answers alone, so that any file can be continued."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from rse_plan.library import Library
from rse_plan.model.answers import ELEMENT_OF, Answers
from rse_plan.model.question import Question
from rse_plan.planning.facts import FactSheet, Scope

START = "calendar.start"
"""Asked last, with a suggestion, beside the questions that are counted (semantics 10)."""
REPEATED = "communities"
"""The list that grows during the interview; of the other lists only the first element is asked about."""


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
        if entry.playbook is None and entry.question.ask == "quick" and entry.question.id != START
    ]
    start = library.questions.get(START)
    return (*asked, start) if start is not None else tuple(asked)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The questions of one interview, in order."""

    questions: tuple[Question, ...]

    @property
    def counted(self) -> tuple[int, int]:
        """How many questions are asked once, the start apart, and how many for each community."""
        repeated = sum(question.group == REPEATED for question in self.questions)
        once = sum(question.group != REPEATED and question.id != START for question in self.questions)
        return once, repeated

    def steps(self, sheet: FactSheet, communities: int = 1) -> Iterator[Step]:
        """What applies, answered or not, with at least so many communities."""
        for group, run in groupby(self.questions, key=lambda question: question.group):
            if group == REPEATED:
                yield from self._repeated(tuple(run), sheet, communities)
                yield More()
                continue
            for question in run:
                if _applies(question, sheet, None):
                    yield Ask(question, None if group is None else 0)

    def next_step(self, sheet: FactSheet, communities: int, closed: bool) -> Step | None:
        """The first thing to ask; `closed` says that no further community is wanted."""
        for step in self.steps(sheet, communities):
            if isinstance(step, More):
                if not closed:
                    return step
            elif not is_answered(step, sheet.answers):
                return step
        return None

    def unanswered(self, sheet: FactSheet) -> tuple[Ask, ...]:
        """Every question that still wants an answer, as far as can be told now."""
        steps = self.steps(sheet, len(sheet.answers.groups.get(REPEATED, ())))
        return tuple(step for step in steps if isinstance(step, Ask) and not is_answered(step, sheet.answers))

    def still_counted(self, sheet: FactSheet) -> int:
        """How many are open of those that `counted` counts; the start when nothing else is."""
        open_ = self.unanswered(sheet)
        return sum(ask.question.id != START for ask in open_) or len(open_)

    def went_past_communities(self, sheet: FactSheet) -> bool:
        """Whether the answers show that the communities were done: all complete, and a later answer given."""
        past = False
        for step in self.steps(sheet):
            if isinstance(step, More):
                past = True
            elif is_answered(step, sheet.answers):
                if past:
                    return True
            elif step.question.group == REPEATED:
                return False
        return False

    def _repeated(self, run: tuple[Question, ...], sheet: FactSheet, communities: int) -> Iterator[Step]:
        present = sheet.elements(REPEATED)
        for position in range(max(1, communities, len(present))):
            element = present[position] if position < len(present) else None
            for question in run:
                if _applies(question, sheet, element):
                    yield Ask(question, position)


def is_answered(ask: Ask, answers: Answers) -> bool:
    """Whether the file holds an answer, "I don't know" being one."""
    group = ask.question.group
    if group is None or ask.position is None:
        return ask.question.id in answers.values
    elements = answers.groups.get(group, ())
    return ask.position < len(elements) and ask.question.id in elements[ask.position].answers


def _applies(question: Question, sheet: FactSheet, element: str | None) -> bool:
    if question.when is None:
        return True
    bindings = {ELEMENT_OF[question.group]: element} if question.group and element else {}
    return Scope(sheet, bindings).holds(question.when).holds
