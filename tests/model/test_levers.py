"""`lever:` of a question: what it must say by the question's type, and that its values are answers."""

from __future__ import annotations

import pytest
from planning.planned import document, said

from rse_plan.model.faults import fit
from rse_plan.model.question import Question, QuestionsFile

WORDS = "name: {en: n, fr: n}, label: {en: l, fr: l}"
CHOICES = "choices: [{value: a, label: {en: a, fr: a}}, {value: b, label: {en: b, fr: b}}]"


def read(type_: str, lever: str, more: str = "") -> tuple[Question | None, list[str]]:
    """A question with a lever, or what is wrong with it."""
    line = f"{{id: box.size, type: {type_}, {WORDS}, lever: {{{lever}}}{more}}}"
    head = "kind: questions\nformat: 1\nsections:\n  - id: box\n    title: {en: Box, fr: Boîte}\n"
    file, faults = fit(document(f"{head}    questions:\n      - {line}\n", "questions.yaml"), QuestionsFile)
    return (file.sections[0].questions[0] if file is not None else None), said(faults)


@pytest.mark.parametrize(
    ("type_", "lever", "more"),
    [
        ("integer", "cost: 2, step: 5, max: 35", ""),
        ("date", "cost: 3, earlier: 1w, times: 12", ""),
        ("boolean", "cost: 1, values: [false]", ""),
        ("choice", "cost: 5, values: [b, a]", f", {CHOICES}"),
    ],
)
def test_a_lever_that_fits_its_question(type_: str, lever: str, more: str) -> None:
    question, faults = read(type_, lever, more)
    assert faults == []
    assert question is not None
    assert question.lever is not None


@pytest.mark.parametrize(
    ("type_", "lever", "more", "fault"),
    [
        ("integer", "step: 5, max: 35", "", "the key “cost” is missing"),
        ("integer", "cost: 6, step: 5, max: 35", "", "6 is too large"),
        ("integer", "cost: 2, max: 35", "", "the key “step” is missing"),
        ("integer", "cost: 2, step: 5", "", "the key “max” is missing"),
        ("integer", "cost: 2, step: 0, max: 35", "", "0 is too small"),
        ("date", "cost: 2, step: 1, max: 3", "", "the key “earlier” is missing"),
        ("date", "cost: 2, earlier: soon, times: 3", "", "not an amount of time"),
        ("boolean", "cost: 2", "", "the key “values” is missing"),
        ("boolean", "cost: 2, values: [never]", "", "“never” is neither true nor false"),
        ("choice", "cost: 2, values: [c]", f", {CHOICES}", "“c” is not among the choices"),
        ("text", "cost: 2, values: [c]", "", "an answer of type text cannot be a lever"),
    ],
)
def test_a_lever_that_does_not_fit_is_told_once(type_: str, lever: str, more: str, fault: str) -> None:
    _, faults = read(type_, lever, more)
    assert len(faults) == 1
    assert fault in faults[0]
