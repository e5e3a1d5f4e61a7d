"""What could be answered to a question, and the answers as they would then be (semantics 40).

Where the interview has only begun, what is missing is imagined: the suggested start, and one community.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from rse_plan.expressions import COLLECTIONS
from rse_plan.interview.agenda import REPEATED, START, Ask
from rse_plan.interview.employers import following_employers
from rse_plan.interview.record import with_elements
from rse_plan.interview.voice import Voice
from rse_plan.model.answers import Answer, Answers
from rse_plan.model.periods import AUGUST, YEAR_END, Preset
from rse_plan.model.question import NONE, Question
from rse_plan.planning.facts import FactSheet, FactValue
from rse_plan.planning.variants import with_answer

SHIFT = timedelta(weeks=4)
"""By how much a day is tried otherwise."""


def imagined(answers: Answers, ask: Ask, start: date) -> Answers:
    """The answers with what a plan needs and nobody has said yet, and the element that is asked about."""
    if START not in answers.values:
        answers = replace(answers, values={**answers.values, START: Answer(start, answers.span)})
    if not answers.groups.get(REPEATED):
        answers = with_elements(answers, REPEATED, 1)
    group = ask.question.group
    listed = group is not None and (group == REPEATED or answers.groups.get(group))
    return with_elements(answers, group, (ask.position or 0) + 1) if group and listed else answers


def element_of(ask: Ask, sheet: FactSheet) -> str | None:
    """The id of the element that a question is about."""
    group = ask.question.group
    return sheet.elements(group)[ask.position or 0] if group is not None else None


def bindings_of(ask: Ask, sheet: FactSheet) -> Mapping[str, str]:
    """The same as conditions read it: by the element's singular name."""
    element = element_of(ask, sheet)
    return {COLLECTIONS[ask.question.group or ""]: element} if element is not None else {}


def tries(ask: Ask, sheet: FactSheet, opening: date | None) -> tuple[FactValue, ...]:
    """The answers worth trying instead of the present value; `opening` is the first one as things stand."""
    question = ask.question
    value = sheet.fact(question.id, bindings_of(ask, sheet)).value
    return tuple(tried for tried in _tried(question, sheet, value, opening) if tried != value)


def _tried(
    question: Question, sheet: FactSheet, value: FactValue, opening: date | None
) -> tuple[FactValue, ...]:
    if question.type == "boolean":
        return (True, False)
    if question.type == "choice":
        return tuple(choice.value for choice in question.choices)
    if question.type == "multi":
        return tuple(dict.fromkeys(_lists(question, value)))
    if question.type == "integer":
        return question.try_
    if question.type == "periods":
        return tuple((Preset(name),) for name in (AUGUST, YEAR_END))
    if question.type == "date":
        return tuple(_days(question, value, opening))
    return sheet.elements("employers") if question.id == "community.employers" else ()


def _lists(question: Question, value: FactValue) -> Iterator[tuple[str, ...]]:
    """One choice more, or one less; where there is but one, each other in its stead too."""
    yield from (_with_or_without(question, value, choice.value) for choice in question.choices)
    if isinstance(value, tuple) and len(value) == 1:
        yield from ((choice.value,) for choice in question.choices)


def _with_or_without(question: Question, value: FactValue, choice: str) -> tuple[str, ...]:
    """The present choices with one more, or without one of several; what means none of them stands alone."""
    present = [item for item in value if isinstance(item, str)] if isinstance(value, tuple) else []
    if choice == NONE or present == [choice]:
        return (choice,)
    kept = [item for item in present if item not in (choice, NONE)]
    wanted = kept if choice in present else [*kept, choice]
    return tuple(one.value for one in question.choices if one.value in wanted)


def _days(question: Question, value: FactValue, opening: date | None) -> Iterator[date]:
    """Four weeks later than the day there is, else than the opening; earlier too, where one may choose."""
    base = value if isinstance(value, date) else opening
    if base is not None:
        yield base + SHIFT
        if isinstance(value, date) and question.lever is not None and question.id != START:
            yield base - SHIFT


def answered(ask: Ask, value: FactValue, sheet: FactSheet, voice: Voice) -> Answers:
    """The answers of the sheet with this one among them, and the employers that it tells of."""
    name = ask.question.id
    changed = with_answer(sheet.answers, sheet.library, name, element_of(ask, sheet), value)
    return following_employers(sheet, FactSheet(changed, sheet.library), voice)
