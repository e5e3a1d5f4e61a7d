"""Where a sitting stands: what is due next, and what to ask again because somebody went back to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rse_plan.interview.agenda import REPEATED, Agenda, Ask, More, Step, is_answered
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
        self._closed = agenda.went_past_communities(sheet)
        self._again: set[Key] = set()
        self._ranks: dict[Key, tuple[int, ...]] = {}
        self._latest: tuple[int, ...] = ()
        if agenda.goes_on_from_quick(sheet):
            self._rank(sheet, order)

    def steps(self, sheet: FactSheet) -> Sequence[Step]:
        """What applies, answered or not, in the order of this sitting."""
        steps = list(self._agenda.steps(sheet, self._wanted))
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
        return key_of(step, sheet.answers) in self._again or not is_answered(step, sheet.answers)

    def due(self, sheet: FactSheet) -> Step | None:
        """The next thing to ask."""
        return next((step for step in self.steps(sheet) if self.is_due(step, sheet)), None)

    def answered(self, ask: Ask, before: Answers, after: Answers) -> None:
        """It need not be asked any more; its element may have been made with the answer."""
        old, new = key_of(ask, before), key_of(ask, after)
        self._again -= {old, new}
        if old != new:
            self._wanted.pop(ask.question.group or "", None)
        if self._ranks:
            self._latest = self._ranks[new] = self._ranks[old]

    def ask_again(self, *keys: Key) -> None:
        """Ask for these once more, what they hold being suggested."""
        self._again.update(keys)

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
        place = len(steps) if step is None else steps.index(step)
        if place == 0:
            return
        before = steps[place - 1]
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
        for place, step in enumerate(self._agenda.steps(sheet)):
            if key_of(step, sheet.answers) not in open_:
                self._ranks[key_of(step, sheet.answers)] = (0, place)
        for place, ask in enumerate(order(tuple(open_.values()), sheet.answers)):
            self._ranks[key_of(ask, sheet.answers)] = (1, place)
        self._latest = (1,)
