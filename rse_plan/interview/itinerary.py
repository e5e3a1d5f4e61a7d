"""Where a sitting stands: what is due next, and what to ask again because somebody went back to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rse_plan.interview.agenda import FIRST_ONLY, REPEATED, Agenda, Ask, More, Step, Which, is_answered
from rse_plan.model.answers import Answers
from rse_plan.planning.facts import FactSheet

Key = tuple[str, str]
"""A step by what it is about: the question, and the element's id, or its place when it is not made yet."""
Order = Callable[[Sequence[Ask], Answers], Sequence[Ask]]
"""The open questions in the order in which to ask them."""
_MORE: Key = ("", REPEATED)


def as_given(asks: Sequence[Ask], _: Answers) -> Sequence[Ask]:
    """In the order of the questionnaire."""
    return asks


def key_of(step: Step, answers: Answers) -> Key:
    """What a step is about, whatever place its element has by now."""
    if isinstance(step, More):
        return _MORE
    if isinstance(step, Which):
        elements = answers.groups.get(step.about, ())
        return f"?{step.about}", "" if step.position is None else elements[step.position].id
    group, position = step.question.group, step.position
    if group is None or position is None:
        return step.question.id, ""
    elements = answers.groups.get(group, ())
    return step.question.id, elements[position].id if position < len(elements) else f"#{position}"


class Itinerary:
    """The steps of one sitting in their order, and which of them are due."""

    def __init__(self, agenda: Agenda, sheet: FactSheet, order: Order) -> None:
        self._agenda = agenda
        self._wanted: dict[str, int] = {}
        self._introduced: set[str] = set()
        """Employers whom this sitting asks about at more length than the quick interview does."""
        self._closed = agenda.went_past_communities(sheet)
        self._again: set[Key] = set()
        self._passed: set[Key] = set()
        """Steps of this sitting that say which questions need asking, once they have said so."""
        self._settled: set[Key] = set()
        """What those have settled, so that nobody was asked."""
        self._added: set[str] = set()
        """Communities that this sitting has added to those before them."""
        self._ranks: dict[Key, tuple[int, ...]] = {}
        self._latest: tuple[int, ...] = ()
        if agenda.goes_on_from_quick(sheet):
            self._rank(sheet, order)

    def steps(self, sheet: FactSheet) -> Sequence[Step]:
        """What applies, answered or not, in the order of this sitting."""
        steps = list(self._agenda.steps(sheet, self._wanted, self._introduced))
        if not self._ranks:
            return steps
        for place, step in enumerate(steps):
            # What an answer brought up follows that answer.
            self._ranks.setdefault(key_of(step, sheet.answers), (*self._latest, place))
        return sorted(steps, key=lambda step: self._ranks[key_of(step, sheet.answers)])

    def is_due(self, step: Step, sheet: FactSheet) -> bool:
        """Whether it is still to be asked, or to be asked again."""
        if isinstance(step, More):
            present = len(sheet.answers.groups.get(REPEATED, ()))
            return not self._closed and self._wanted.get(REPEATED, 0) <= present
        key = key_of(step, sheet.answers)
        if key in self._again:
            return True
        if isinstance(step, Which):
            return key not in self._passed and self._agenda.is_worth_asking(step, sheet)
        if is_answered(step, sheet.answers):
            return False
        which = self._agenda.which(step, sheet.library)
        return which is None or not self._stands_before(which, sheet)

    def _stands_before(self, which: Which, sheet: FactSheet) -> bool:
        """Whether it is due, and may leave nothing to ask of what it covers."""
        there = max(1, len(sheet.answers.groups.get(which.about, ())))
        return (which.position or 0) < there and self.is_due(which, sheet)

    def due(self, sheet: FactSheet) -> Step | None:
        """The next thing to ask."""
        return next((step for step in self.steps(sheet) if self.is_due(step, sheet)), None)

    def answered(self, ask: Ask, before: Answers, after: Answers) -> None:
        """It need not be asked any more; its element may have been made with the answer."""
        old, new = key_of(ask, before), key_of(ask, after)
        self._again -= {old, new}
        self._settled.discard(new)
        if old != new:
            self._wanted.pop(ask.question.group or "", None)
            if ask.question.group == FIRST_ONLY:
                self.introduce(new[1])
            if ask.question.group == REPEATED and ask.position:
                self._added.add(new[1])
        if self._ranks:
            self._latest = self._ranks[new] = self._ranks[old]

    def passed(self, which: Which, answers: Answers, settled: Iterable[Key]) -> None:
        """It has said which questions need asking, and settled these."""
        key = key_of(which, answers)
        self._again.discard(key)
        self._passed.add(key)
        self._settled.update(settled)

    def settle(self, key: Key) -> None:
        """It has its answer without having been asked: going back goes past it."""
        self._settled.add(key)

    def is_settled(self, step: Step, answers: Answers) -> bool:
        """Whether it has its answer without having been asked."""
        return key_of(step, answers) in self._settled

    def opens_added(self, ask: Ask, sheet: FactSheet) -> bool:
        """Whether it is the first question about a community that this sitting has added."""
        if ask.question.group != REPEATED or ask.position is None:
            return False
        ids = [element.id for element in sheet.answers.groups.get(REPEATED, ())]
        if ask.position >= len(ids) or ids[ask.position] not in self._added:
            return False
        steps = (step for step in self.steps(sheet) if isinstance(step, Ask))
        about = (step for step in steps if (step.question.group, step.position) == (REPEATED, ask.position))
        return next(about, None) == ask

    def has_passed(self, which: Which, answers: Answers) -> bool:
        """Whether it has said so already in this sitting."""
        return key_of(which, answers) in self._passed

    def ask_again(self, *keys: Key) -> None:
        """Ask for these once more, what they hold being suggested."""
        self._again.update(keys)

    def introduce(self, employer: str) -> None:
        """Ask about this employer what the organisation's answers tell of the others."""
        self._introduced.add(employer)

    def leave(self) -> None:
        """Nothing is asked again: what it holds is right."""
        self._again.clear()

    def want(self, group: str, count: int) -> None:
        """So many elements are to be in the list."""
        self._wanted[group] = count

    def close(self) -> None:
        """No further community is wanted."""
        self._closed = True

    def back_from(self, step: Step | None, sheet: FactSheet) -> None:
        """The step before this one is due; None stands behind the last of them."""
        if isinstance(step, Ask) and self._is_begun(step, sheet.answers):
            self._wanted.pop(step.question.group or "", None)
            return
        steps = self.steps(sheet)
        earlier = list(steps if step is None else steps[: steps.index(step)])
        while earlier and key_of(earlier[-1], sheet.answers) in self._settled:
            earlier.pop()
        if not earlier:
            return
        before = earlier[-1]
        if isinstance(before, More):
            self._closed = False
        else:
            self._again.add(key_of(before, sheet.answers))

    def _is_begun(self, ask: Ask, answers: Answers) -> bool:
        """Whether it opens an element that was wanted and has nothing yet: going back takes the wish back."""
        present = len(answers.groups.get(ask.question.group or "", ()))
        return bool(ask.position) and ask.position == present

    def _rank(self, sheet: FactSheet, order: Order) -> None:
        open_ = {key_of(ask, sheet.answers): ask for ask in self._agenda.unanswered(sheet)}
        steps = list(self._agenda.steps(sheet))
        for place, step in enumerate(steps):
            if key_of(step, sheet.answers) not in open_:
                self._ranks[key_of(step, sheet.answers)] = (0, place)
        ordered = order(tuple(open_.values()), sheet.answers)
        for place, step in enumerate(self._agenda.gathered(ordered, steps, sheet)):
            self._ranks[key_of(step, sheet.answers)] = (1, place)
        self._latest = (1,)
