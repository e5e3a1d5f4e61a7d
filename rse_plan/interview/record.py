"""Answers with one more answer in them; the elements of lists are made here (semantics 1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import replace

from rse_plan.interview.agenda import Ask
from rse_plan.model.answers import ELEMENT_OF, Answer, Answers, AnswerValue, Element
from rse_plan.planning.variants import with_hours
from rse_plan.source.span import file_start

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})
"""Letters that NFKD leaves whole, and that ASCII would drop from the middle of a word."""


def make_id(name: str, taken: Collection[str], fallback: str) -> str:
    """An element's id from its name: ASCII, kebab-case, `-2` when taken; `fallback` when nothing is left."""
    letters = unicodedata.normalize("NFKD", name.translate(_LIGATURES)).encode("ascii", "ignore").decode()
    stem = "-".join(re.findall(r"[a-z0-9]+", letters.lower())) or fallback
    made, number = stem, 1
    while made in taken:
        number += 1
        made = f"{stem}-{number}"
    return made


def with_answer(answers: Answers, ask: Ask, value: AnswerValue) -> Answers:
    """The answer to a question; an element that is not there yet is made with it."""
    answer = as_answer(answers, value)
    group, name = ask.question.group, ask.question.id
    if group is None or ask.position is None:
        answers = replace(answers, values={**answers.values, name: answer})
        role = ask.question.hours_of
        return answers if role is None else with_hours(answers, role, value)
    elements = list(answers.groups.get(group, ()))
    if ask.position < len(elements):
        known = elements[ask.position]
        elements[ask.position] = replace(known, answers={**known.answers, name: answer})
    else:
        made = _new_id(group, [element.id for element in elements], value)
        elements.append(Element(made, file_start(answers.path), {name: answer}))
    return with_group(answers, group, elements)


def _new_id(group: str, taken: Collection[str], value: AnswerValue) -> str:
    if group == "sponsors":
        return make_id("main", taken, "main")
    fallback = f"{ELEMENT_OF[group]}-{len(taken) + 1}"
    return make_id(value if isinstance(value, str) else "", taken, fallback)


def as_answer(answers: Answers, value: AnswerValue) -> Answer:
    """A value with the place of an answer that no file holds yet."""
    return Answer(value, file_start(answers.path))


def with_group(answers: Answers, group: str, elements: Iterable[Element]) -> Answers:
    """The answers with other elements in a list."""
    return replace(answers, groups={**answers.groups, group: tuple(elements)})


def with_elements(answers: Answers, group: str, wanted: int) -> Answers:
    """The list with nameless elements at its end, until there are as many as are wanted."""
    present = answers.groups.get(group, ())
    missing = range(len(present) + 1, wanted + 1)
    added = (Element(f"{ELEMENT_OF[group]}-{number}", answers.span, {}) for number in missing)
    return with_group(answers, group, (*present, *added))
