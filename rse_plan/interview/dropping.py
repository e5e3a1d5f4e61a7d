"""Answers whose question no longer applies once another answer was given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rse_plan.interview.agenda import Ask, applies, is_answered
from rse_plan.interview.itinerary import key_of
from rse_plan.library import Library
from rse_plan.model.answers import Answers, AnswerValue
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.variants import without_hours


def without_stale_answers(before: FactSheet, answers: Answers) -> tuple[Answers, tuple[Ask, ...]]:
    """The answers without those whose question applied before and does not any more, and what was dropped.

    What never applied stays: a hand wrote it there.
    """
    dropped: list[Ask] = []
    applied = {
        key_of(ask, before.answers)
        for ask in answered(before.answers, before.library)
        if applies(ask.question, before, ask.position)
    }
    while stale := _stale(answers, before.library, applied):
        dropped += stale
        for ask in stale:
            answers = without_answer(answers, ask)
    return answers, tuple(dropped)


def answered(answers: Answers, library: Library) -> Iterator[Ask]:
    """Every answer as what it answers."""
    for name in answers.values:
        if name in library.questions:
            yield Ask(library.questions[name])
    for elements in answers.groups.values():
        for position, element in enumerate(elements):
            for name in element.answers:
                if name in library.questions:
                    yield Ask(library.questions[name], position)


def answer_to(ask: Ask, answers: Answers) -> AnswerValue:
    """What the file holds for a question that is answered; None is "I don't know"."""
    group, name = ask.question.group, ask.question.id
    if group is None or ask.position is None:
        return answers.values[name].value
    return answers.groups[group][ask.position].answers[name].value


def without_answer(answers: Answers, ask: Ask) -> Answers:
    """The answers with one fewer."""
    group, name = ask.question.group, ask.question.id
    if group is None or ask.position is None:
        left = {key: kept for key, kept in answers.values.items() if key != name}
        answers, role = replace(answers, values=left), ask.question.hours_of
        return answers if role is None else without_hours(answers, role)
    elements = list(answers.groups[group])
    known = elements[ask.position]
    left = {key: kept for key, kept in known.answers.items() if key != name}
    elements[ask.position] = replace(known, answers=left)
    return replace(answers, groups={**answers.groups, group: tuple(elements)})


def _stale(answers: Answers, library: Library, applied: set[tuple[str, str]]) -> list[Ask]:
    sheet = FactSheet(answers, library)
    return [
        ask
        for ask in answered(answers, library)
        if key_of(ask, answers) in applied
        and is_answered(ask, answers)
        and not applies(ask.question, sheet, ask.position)
    ]
