"""Which questions apply, in order: worked out from the answers alone, so that any file can be continued."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType

from rse_plan.library import Library
from rse_plan.model.answers import ELEMENT_OF, Answers
from rse_plan.model.question import Question
from rse_plan.planning.facts import FactSheet, Scope

START = "calendar.start"
"""Suggested at the end and shown among the answers, not counted; asked where the suggestion does not fit."""
REPEATED = "communities"
"""The list that the interview asks to go on with, until nobody wants another element."""
FIRST_ONLY = "employers"
"""The list of which quick asks about the first element alone (semantics 17)."""
INTRODUCTION = ("employer.name", "employer.country", "employer.independent")
"""What the organisation's answers tell of the employers: quick asks it of one that is added."""

_VIEWS = "stakeholders."
"""What begins the names of the questions about what each party thinks."""

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


@dataclass(frozen=True, slots=True)
class Which:
    """Which of several questions need asking at all; the others keep what stands there without it.

    `about` is a list of which most elements are alike (its questions other than the first ones, for the
    element at `position`), NAMES, PERIODS, VIEWS or HOURS.
    """

    about: str
    position: int | None = None


Step = Ask | More | Which
NAMES = "names"
"""The names of a group's companies, made from its own until somebody knows better."""
PERIODS, VIEWS, HOURS = "periods", "views", "hours"
"""Days that most have none of; what the parties think, of whom few have been met at first; hours of roles."""
BRANCHES, COMPANY = "organisation.employers", "employer.name"
"""The question that makes the employers, and what each is called."""


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

    def steps(
        self,
        sheet: FactSheet,
        wanted: Mapping[str, int] = NOTHING_WANTED,
        introduced: Collection[str] = (),
    ) -> Iterator[Step]:
        """What applies, answered or not; `wanted` is how many elements a list is to have at least.

        `introduced` are employers, by their ids, who are to be asked about also where quick does not.
        Whether another community is wanted stands behind those that are there, before one that is begun.
        """
        told: set[Which] = set()
        for step in self._asked(sheet, wanted, introduced):
            which = self._before(step, sheet)
            if which is not None and which not in told and len(self.covered(which, sheet)) > 1:
                told.add(which)
                yield which
            yield step

    def _asked(
        self, sheet: FactSheet, wanted: Mapping[str, int], introduced: Collection[str]
    ) -> Iterator[Step]:
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
            more_wanted: Sequence[int] = range(present, wanted.get(group, 0))
            if group == FIRST_ONLY and self.mode is Mode.QUICK:
                ids = sheet.elements(group)
                known = [position for position, id_ in enumerate(ids) if id_ in introduced]
                questions, more_wanted = _introduction(sheet.library), [*known, *more_wanted]
            yield from self._of_elements(questions, sheet, more_wanted)

    def unanswered(self, sheet: FactSheet) -> tuple[Ask, ...]:
        """Every question that still wants an answer, as far as can be told now."""
        steps = self.steps(sheet)
        return tuple(step for step in steps if isinstance(step, Ask) and not is_answered(step, sheet.answers))

    def still_counted(self, sheet: FactSheet) -> int:
        """How many are open of those that `counted` counts."""
        return sum(ask.question.id != START for ask in self.unanswered(sheet))

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
            if isinstance(step, Which):
                continue
            if isinstance(step, More):
                past = True
            elif is_answered(step, sheet.answers):
                if past:
                    return True
            elif step.question.group == REPEATED and is_quick(step, sheet) and not past:
                return False
        return False

    def which(self, ask: Ask, library: Library) -> Which | None:
        """What may settle a question without asking it."""
        question = ask.question
        if self.mode is Mode.QUICK or library.asked[question.id].playbook is not None:
            return None
        if question.group == REPEATED and ask.position and question.ask != "quick":
            return Which(REPEATED, ask.position)
        if question.type == "periods" and question.default == () and not ask.position:
            return Which(PERIODS)
        if question.hours_of is not None and question.ask != "quick":
            return Which(HOURS)
        is_view = question.id.startswith(_VIEWS) and question.default is not None
        return Which(VIEWS) if is_view else None

    def covered(self, which: Which, sheet: FactSheet) -> tuple[Ask, ...]:
        """The questions that it is about, as far as they apply."""
        if which.about == NAMES:
            name = sheet.library.questions.get(COMPANY)
            count = len(sheet.answers.groups.get(FIRST_ONLY, ()))
            asks = [Ask(name, place) for place in range(count)] if name is not None else []
            return tuple(ask for ask in asks if is_answered(ask, sheet.answers))
        firsts = (_first_like(Ask(question)) for question in self.questions)
        every = (replace(ask, position=which.position or ask.position) for ask in firsts)
        mine = (ask for ask in every if self.which(ask, sheet.library) == which)
        return tuple(ask for ask in mine if _applies(ask, sheet) and _applies(_first_like(ask), sheet))

    def section_of(self, step: Step, sheet: FactSheet) -> Question:
        """A question of the section that a step belongs to."""
        if isinstance(step, Ask):
            return step.question
        if isinstance(step, Which):
            return self.covered(step, sheet)[0].question
        return next(question for question in self.questions if question.group == REPEATED)

    def is_worth_asking(self, which: Which, sheet: FactSheet) -> bool:
        """Whether it settles several questions that are open; of a list, once the first element is done."""
        if which.about == NAMES:
            return False
        asks = self.covered(which, sheet)
        if which.position and not all(is_answered(_first_like(ask), sheet.answers) for ask in asks):
            return False
        return sum(not is_answered(ask, sheet.answers) for ask in asks) > 1

    def likely(self, steps: Iterable[Step], sheet: FactSheet) -> list[Step]:
        """These steps without the open questions that need no asking if it is as most often."""
        steps = list(steps)
        settling = {one for one in steps if isinstance(one, Which) and self.is_worth_asking(one, sheet)}
        return [
            step
            for step in steps
            if not isinstance(step, Ask)
            or is_answered(step, sheet.answers)
            or self.which(step, sheet.library) not in settling
        ]

    def gathered(self, asks: Sequence[Ask], steps: Iterable[Step], sheet: FactSheet) -> list[Step]:
        """Open questions in another order, those that one step may settle together behind it.

        What is taken over from the first element of a list stands behind the last question about that one.
        """
        about = {step: self._among(asks, step, sheet) for step in steps if isinstance(step, Which)}
        placed: list[Step] = []
        for ask in asks:
            which = self.which(ask, sheet.library)
            if which is None or which not in about:
                placed.append(ask)
            elif which.position is None and which not in placed:
                placed += [which, *about[which]]
        of_first = [
            place
            for place, step in enumerate(placed, start=1)
            if isinstance(step, Ask) and step.question.group == REPEATED and step.position == 0
        ]
        end = max(of_first, default=0)
        for which, covered in reversed(about.items()):
            if which.position is not None and covered:
                placed[end:end] = [which, *covered]
        return placed

    def _among(self, asks: Sequence[Ask], which: Which, sheet: FactSheet) -> list[Ask]:
        return [ask for ask in asks if self.which(ask, sheet.library) == which]

    def _before(self, step: Step, sheet: FactSheet) -> Which | None:
        """What stands before a step, unless it stood before another already."""
        if not isinstance(step, Ask) or self.mode is Mode.QUICK:
            return None
        if step.question.group == FIRST_ONLY:
            return Which(NAMES) if sheet.fact(BRANCHES, {}).value == "group" else None
        which = self.which(step, sheet.library)
        there = len(sheet.answers.groups.get(REPEATED, ()))
        return which if which is not None and (which.position or 0) < max(1, there) else None

    def _asked_about(self, group: str, present: int) -> int:
        return 1 if group == FIRST_ONLY and self.mode is Mode.QUICK else present

    def _of_elements(
        self, questions: tuple[Question, ...], sheet: FactSheet, positions: Iterable[int]
    ) -> Iterator[Ask]:
        for position in positions:
            for question in questions:
                if applies(question, sheet, position):
                    yield Ask(question, position)


def _introduction(library: Library) -> tuple[Question, ...]:
    return tuple(library.questions[name] for name in INTRODUCTION if name in library.questions)


def _applies(ask: Ask, sheet: FactSheet) -> bool:
    return applies(ask.question, sheet, ask.position)


def _first_like(ask: Ask) -> Ask:
    """The same question of the first element of its list."""
    return Ask(ask.question, None if ask.question.group is None else 0)


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
