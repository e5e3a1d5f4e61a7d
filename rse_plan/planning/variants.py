"""Answers with one of them changed: what comparisons plan again, to show what an answer is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rse_plan.expressions import Value
from rse_plan.library import Library
from rse_plan.model.answers import Answer, Answers, Element, Person
from rse_plan.model.question import Question
from rse_plan.planning.facts import FIRST_ELEMENT, PLURAL, FactSheet, FactValue


def others(question: Question, value: object) -> tuple[Value, ...]:
    """The answers that could be given instead of a value, where there are a few."""
    if question.type == "boolean":
        return (not value,)
    if question.type == "choice":
        return tuple(choice.value for choice in question.choices if choice.value != value)
    if question.type == "integer":
        return tuple(tried for tried in question.try_ if tried != value)
    return ()


def element_of(sheet: FactSheet, name: str, elements: Mapping[str, str]) -> str | None:
    """The element whose answer a name means among those in scope: outside its loop the first, if any."""
    prefix = name.partition(".")[0]
    if prefix in elements:
        return elements[prefix]
    return next(iter(sheet.elements(PLURAL[prefix])), None) if prefix in FIRST_ELEMENT else None


def with_answer(
    answers: Answers, library: Library, name: str, element: str | None, value: FactValue
) -> Answers:
    """The same answers, with another one to a question; `element` is of its list, for a repeated question.

    Where the file has no such list, the element that the program reads in its stead gets the answer.
    """
    given = Answer(value, answers.span)
    prefix = name.partition(".")[0]
    if element is None or prefix not in PLURAL:
        changed = replace(answers, values={**answers.values, name: given})
        role = library.questions[name].hours_of if name in library.questions else None
        return with_hours(changed, role, value) if role is not None else changed
    sheet = FactSheet(answers, library)
    listed = (sheet.element(PLURAL[prefix], id_) for id_ in sheet.elements(PLURAL[prefix]))
    elements = tuple(_with(item, name, given) if item.id == element else item for item in listed)
    return replace(answers, groups={**answers.groups, PLURAL[prefix]: elements})


def _with(element: Element, name: str, given: Answer) -> Element:
    return replace(element, answers={**element.answers, name: given})


def with_hours(answers: Answers, role: str, hours: FactValue) -> Answers:
    """The same answers, with other hours a week of a role; they live under `people:` alone."""
    person = answers.people.get(role, Person(answers.span))
    number = hours if isinstance(hours, int) else None
    return replace(answers, people={**answers.people, role: replace(person, hours=number, asked=True)})


def without_hours(answers: Answers, role: str) -> Answers:
    """The same answers, as if nobody had spoken of a role's hours; its names stay."""
    people = dict(answers.people)
    person = people.pop(role, None)
    if person is not None:
        left = replace(person, hours=None, asked=False, hours_span=None)
        people |= {role: left} if left != Person(person.span) else {}
    return replace(answers, people=people)


def without_answer(answers: Answers, name: str, element: str | None) -> Answers:
    """The same answers, as if a question had not been answered, for one element of a repeated one."""
    prefix = name.partition(".")[0]
    if element is None or prefix not in PLURAL:
        return replace(answers, values=_without(answers.values, name))
    elements = tuple(
        replace(item, answers=_without(item.answers, name)) if item.id == element else item
        for item in answers.groups.get(PLURAL[prefix], ())
    )
    return replace(answers, groups={**answers.groups, PLURAL[prefix]: elements})


def _without(given: Mapping[str, Answer], name: str) -> dict[str, Answer]:
    return {key: answer for key, answer in given.items() if key != name}
