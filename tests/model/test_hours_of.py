"""A question that asks a role's hours: `hours_of` names the role, and `people:` keeps the answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_library import FILES, load

from rse_plan.library import Library
from rse_plan.model.answers import read_answers
from rse_plan.model.question import hours_questions
from rse_plan.source.yaml_reader import read_text

ASKED = """\
      - id: team.hr_hours
        type: integer
        hours_of: hr
        name: {en: hours, fr: heures}
        label: {en: How many?, fr: Combien ?}
"""


def made(tmp_path: Path, text: str) -> Library:
    """The small library with one more question."""
    before = FILES["questions.yaml"]
    anchor = "      - id: calendar.start\n"
    assert anchor in before
    return load(tmp_path, {**FILES, "questions.yaml": before.replace(anchor, text + anchor)})


def told(library: Library) -> list[tuple[str, str]]:
    return [(one.rule, str(one.message)) for one in library.diagnostics]


def test_the_hours_under_people_answer_it(tmp_path: Path) -> None:
    library = made(tmp_path, ASKED)
    assert told(library) == []
    assert hours_questions(library.questions) == {"hr": "team.hr_hours"}
    text = "kind: answers\nformat: 1\npeople: {hr: {hours: 6}, sponsor: {hours: 2}}\n"
    document = read_text(text, "answers.yaml").document
    assert document is not None
    answers, faults = read_answers(document, library.questions)
    assert faults == ()
    assert {name: answer.value for name, answer in answers.values.items()} == {"team.hr_hours": 6}


@pytest.mark.parametrize(
    ("text", "rule", "message"),
    [
        (ASKED.replace("hours_of: hr", "hours_of: rh"), "unknown-role", "no role is called “rh”"),
        (
            ASKED.replace("integer", "text"),
            "wrong-value",
            "hours a week are a whole number: an answer of type text is none",
        ),
        (
            ASKED.replace("team.hr_hours", "community.hr_hours"),
            "wrong-value",
            "a role has its hours once, not for each element of a list",
        ),
        (
            ASKED + ASKED.replace("team.hr_hours", "team.more_hours"),
            "duplicate-id",
            "the hours of the role “hr” are asked for twice",
        ),
    ],
)
def test_what_does_not_fit_is_told_at_its_place(tmp_path: Path, text: str, rule: str, message: str) -> None:
    assert told(made(tmp_path, text)) == [(rule, message)]
