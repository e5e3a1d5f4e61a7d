"""Answers with one more answer in them; the elements of lists are made here (semantics 1 and 17)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from rse_plan.interview.agenda import Ask
from rse_plan.interview.voice import Voice
from rse_plan.model.answers import ELEMENT_OF, Answer, Answers, AnswerValue, Element
from rse_plan.planning.facts import FactSheet
from rse_plan.source.span import file_start

EMPLOYERS_QUESTION = "organisation.employers"

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
    answer = _answer(answers, value)
    group, name = ask.question.group, ask.question.id
    if group is None or ask.position is None:
        return replace(answers, values={**answers.values, name: answer})
    elements = list(answers.groups.get(group, ()))
    if ask.position < len(elements):
        known = elements[ask.position]
        elements[ask.position] = replace(known, answers={**known.answers, name: answer})
    else:
        made = _new_id(group, [element.id for element in elements], value)
        elements.append(Element(made, file_start(answers.path), {name: answer}))
    return _with_group(answers, group, elements)


def with_employers(sheet: FactSheet, voice: Voice) -> Answers:
    """The employers that the organisation's answers tell of (semantics 17), if the file lists none."""
    answers = sheet.answers
    if EMPLOYERS_QUESTION not in answers.values or answers.groups.get("employers"):
        return answers
    elements: list[Element] = []
    for given in _employers(sheet, voice):
        taken = [element.id for element in elements]
        id_ = make_id(str(given.get("employer.name", "")), taken, f"employer-{len(taken) + 1}")
        kept = {
            name: _answer(answers, value) for name, value in given.items() if name in sheet.library.questions
        }
        elements.append(Element(id_, file_start(answers.path), kept))
    return _with_group(answers, "employers", elements)


def _employers(sheet: FactSheet, voice: Voice) -> Iterator[Mapping[str, AnswerValue]]:
    """What is known of each: a group has one in every country; independent ones share a second line."""
    given = sheet.answers.values
    arrangement = sheet.fact(EMPLOYERS_QUESTION, {}).value
    name = sheet.fact("organisation.name", {}).value
    own = {"employer.name": name} if name else {}
    countries = sheet.fact("organisation.countries", {}).value
    named = countries if isinstance(countries, tuple) else ()
    if arrangement == "group" and named:
        for country in named:
            yield {"employer.name": _branch(sheet, voice, str(country)), "employer.country": str(country)}
        return
    place = {"employer.country": str(named[0])} if named else {}
    headcount = given.get("organisation.headcount")
    if given[EMPLOYERS_QUESTION].value == "one" and headcount is not None:
        yield {**own, **place, "employer.headcount": headcount.value}
    else:
        yield {**own, **place}
    if arrangement == "independent":
        others = voice.say("independent employers")
        yield {"employer.name": others, **place, "employer.independent": True}


def _branch(sheet: FactSheet, voice: Voice, country: str) -> str:
    """A group's company in one country, named until somebody gives its real name."""
    label = sheet.library.questions["organisation.countries"].label_of(country)
    place = voice.text(label) if label is not None else country
    name = sheet.fact("organisation.name", {}).value
    return f"{name} ({place})" if name else place


def _new_id(group: str, taken: Collection[str], value: AnswerValue) -> str:
    if group == "sponsors":
        return make_id("main", taken, "main")
    fallback = f"{ELEMENT_OF[group]}-{len(taken) + 1}"
    return make_id(value if isinstance(value, str) else "", taken, fallback)


def _answer(answers: Answers, value: AnswerValue) -> Answer:
    return Answer(value, file_start(answers.path))


def _with_group(answers: Answers, group: str, elements: list[Element]) -> Answers:
    return replace(answers, groups={**answers.groups, group: tuple(elements)})
