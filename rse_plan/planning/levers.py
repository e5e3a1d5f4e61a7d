"""Levers: what the organisation itself may answer otherwise to open earlier (semantics 25).

What others decide (the council, its expert, the law, a vendor) has none, and is never offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rse_plan.library import Library
from rse_plan.model.amounts import Amount
from rse_plan.model.answers import Answers
from rse_plan.model.question import GROUPS, Question
from rse_plan.planning.calendar import WorkCalendar
from rse_plan.planning.facts import FactSheet, FactValue
from rse_plan.planning.lapse import BeyondHorizonError, after_lapse
from rse_plan.planning.plan import Shown, State
from rse_plan.planning.select import decide
from rse_plan.planning.variants import with_answer
from rse_plan.planning.working_days import organisation_calendar
from rse_plan.source.span import Span

WAVE = "community.wave"
"""The question that takes a community out of the pilot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One answer to give otherwise: what it is worth now and then, and the line of the present answer."""

    question: str
    element: str | None
    now: Shown
    value: Shown
    span: Span | None
    hours_of: str | None = None
    """The role whose hours a week it gives: the file keeps them under `people:`."""

    @property
    def typed(self) -> str:
        """The answer as the answers file wants it, its path written with dots."""
        value = self.value.value
        written = str(value).lower() if isinstance(value, bool) else str(value)
        prefix, _, key = self.question.partition(".")
        if self.hours_of is not None:
            return f"people.{self.hours_of}.hours: {written}"
        place = f"{GROUPS[prefix]}.{self.element}" if self.element is not None else prefix
        return f"{place}.{key}: {written}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """A question's lever for one element: the values worth trying, the smallest step first."""

    question: Question
    element: str | None
    now: Shown
    values: tuple[FactValue, ...]
    span: Span | None

    @property
    def cost(self) -> int:
        """How hard one step is."""
        return self.question.lever.cost if self.question.lever is not None else 0

    def change(self, steps: int) -> Change:
        """The answer after so many steps, from 1."""
        value = self.values[steps - 1]
        label = self.question.label_of(str(value))
        return Change(
            question=self.question.id,
            element=self.element,
            now=self.now,
            value=Shown(self.question.name, value, State.ANSWERED, (label,) if label else ()),
            span=self.span,
            hours_of=self.question.hours_of,
        )


def levers_of(sheet: FactSheet, today: date | None = None) -> tuple[Lever, ...]:
    """The levers that have something left to give, in the order of the questions and elements.

    A day before `today` is nothing that can still be answered: who has begun cannot begin earlier.
    """
    return tuple(lever for lever in _levers(sheet, today) if lever.values)


def _levers(sheet: FactSheet, today: date | None) -> Iterator[Lever]:
    calendar = organisation_calendar(sheet)
    for name, question in sheet.library.questions.items():
        if question.lever is None:
            continue
        for element in _elements(sheet, question):
            bindings = {name.partition(".")[0]: element} if element is not None else {}
            if decide(question.when, sheet, bindings)[0]:
                fact = sheet.fact(name, bindings)
                yield Lever(
                    question=question,
                    element=element,
                    now=sheet.shown(name, bindings),
                    values=tuple(_to_come(_values(question, fact.value, calendar), today)),
                    span=fact.span,
                )


def _elements(sheet: FactSheet, question: Question) -> tuple[str | None, ...]:
    """The elements a lever is pulled for; of the pilot's communities, the first always stays in it."""
    group = question.group
    if group is None:
        return (None,)
    pilot = sheet.waves[0].communities if sheet.waves else ()
    if question.id == WAVE:
        return pilot[1:]
    return pilot if group == "communities" else sheet.elements(group)


def _values(question: Question, now: FactValue, calendar: WorkCalendar | None) -> tuple[FactValue, ...]:
    lever = question.lever
    if lever is None:
        return ()
    if question.type == "integer" and lever.step is not None and lever.max is not None:
        first = now if isinstance(now, int) else question.min or 0
        return tuple(range(first + lever.step, lever.max + 1, lever.step))
    if question.type == "date" and lever.earlier is not None:
        if not isinstance(now, date) or calendar is None:
            return ()
        return tuple(dict.fromkeys(_earlier(now, lever.earlier, lever.times or 1, calendar)))
    return tuple(value for value in question.lever_values if isinstance(value, str | bool) and value != now)


def _to_come(values: Iterable[FactValue], today: date | None) -> Iterator[FactValue]:
    return (one for one in values if not is_past(one, today))


def is_past(value: FactValue, today: date | None) -> bool:
    """Whether an answer would be a day that has passed."""
    return today is not None and isinstance(value, date) and value < today


def _earlier(day: date, step: Amount, times: int, calendar: WorkCalendar) -> Iterator[date]:
    """Earlier days on which people work, so long as the calendar knows them."""
    for count in range(1, times + 1):
        try:
            yield calendar.open_on_or_before(after_lapse(day, Amount(step.count * count, step.unit), sign=-1))
        except BeyondHorizonError:
            return


def applied(answers: Answers, library: Library, changes: Sequence[Change]) -> Answers:
    """The answers with some of them changed."""
    for change in changes:
        answers = with_answer(answers, library, change.question, change.element, change.value.value)
    return answers
