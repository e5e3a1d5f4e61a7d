"""What the lead thinks of colleagues is in no shared file, whatever it steers (semantics 26)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from rse_plan.expressions import Value
from rse_plan.formats.documents import write
from rse_plan.library import Folder, Library
from rse_plan.library.with_answers import load
from rse_plan.model.answers import Answer, Answers
from rse_plan.model.periods import AnyPeriod, Period, Preset
from rse_plan.model.question import Question
from rse_plan.pipeline import plan
from rse_plan.resources import BUNDLED, example_path, playbooks_folder

CANARY = "Zanzibarquestion"
LOADED = load(example_path("weldom"), [Folder(playbooks_folder(), BUNDLED)])
LEAD = [q for q in LOADED.library.questions.values() if q.audience == "lead"]


def values(question: Question) -> Iterator[Value | tuple[AnyPeriod, ...]]:
    """Every answer that a choice allows; a word that nothing else holds for a text."""
    if question.type == "text":
        yield CANARY
    elif question.type == "choice":
        yield from (choice.value for choice in question.choices)
    elif question.type == "multi":
        yield tuple(choice.value for choice in question.choices)
    elif question.type == "periods":
        yield (Period(date(2027, 1, 11), date(2027, 2, 12)), Preset("august"))
        yield (Period(date(2027, 1, 1), date(2049, 1, 1)),)


def answered(answers: Answers, question: Question, value: Value | tuple[AnyPeriod, ...]) -> Answers:
    given = Answer(value, answers.span)
    if question.group is None:
        return replace(answers, values={**answers.values, question.id: given})
    first, *others = answers.groups[question.group]
    changed = replace(first, answers={**first.answers, question.id: given})
    return replace(answers, groups={**answers.groups, question.group: (changed, *others)})


def shared_text(answers: Answers, library: Library) -> str:
    outputs = write(plan(answers, library), ("fr", "en"), ("markdown", "json"))  # pages show the same views
    return "\n".join(output.content.decode() for output in outputs)


def test_there_are_lead_questions_to_try() -> None:
    assert {"sponsor.attitude", "culture.mode", "history.failed", "stakeholders.hr"} <= {q.id for q in LEAD}


@pytest.mark.parametrize("question", LEAD, ids=lambda question: question.id)
def test_no_shared_file_names_a_private_answer(question: Question) -> None:
    assert LOADED.answers is not None
    for value in values(question):
        text = shared_text(answered(LOADED.answers, question, value), LOADED.library)
        assert CANARY not in text
        assert f'"{question.id}"' not in text
        for name in (question.name.en, question.name.fr):
            assert f"{name} :" not in text.replace("\u00a0", " ").replace("\u202f", " ")
            assert f"{name}:" not in text
