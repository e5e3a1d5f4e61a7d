"""Hours a week of a role: under `people:`, else as a question assumes, else the role's own."""

from __future__ import annotations

from dataclasses import replace

from planning.explained import asked
from planning.planned import ANSWERS, playbook

from rse_plan.planning.facts import FactSheet
from rse_plan.planning.hours import Hours, hours_of, hours_read
from rse_plan.planning.variants import with_answer

TASKS = "id: a, duration: 1d"


def sheet_of(answers: str = ANSWERS) -> FactSheet:
    return asked(playbook(TASKS), answers=answers).ready.sheet


def test_what_is_said_of_the_people_counts_first_and_has_its_line() -> None:
    found = hours_of("community-manager", sheet_of(ANSWERS + "people: {community-manager: {hours: 12}}\n"))
    assert found is not None
    assert (found.hours, found.assumed, found.span.line if found.span else 0) == (12, False, 7)


def test_hours_that_nobody_has_said_are_assumed() -> None:
    assert hours_of("community-manager", sheet_of()) == Hours("community-manager", 10, None, assumed=True)


def test_a_role_has_its_own_hours_or_none() -> None:
    sheet = sheet_of()
    role = sheet.library.roles["hr"]
    told = [
        hours_of(
            "hr",
            replace(
                sheet, library=replace(sheet.library, roles={"hr": role.model_copy(update={"hours": hours})})
            ),
        )
        for hours in (None, 4)
    ]
    assert told == [None, Hours("hr", 4, None, assumed=True)]


def test_true_is_no_number_of_hours() -> None:
    sheet = sheet_of()
    answers = with_answer(sheet.answers, sheet.library, "team.cm_hours", None, True)
    own = sheet.library.roles["community-manager"].hours
    found = hours_of("community-manager", replace(sheet, answers=replace(answers, people={})))
    assert (found.hours if found else None) == own


def test_only_hours_that_a_question_has_told_are_read_as_its_answer() -> None:
    """What roles.yaml says is nobody's answer, and where nothing limits a role there is none."""
    said = sheet_of(ANSWERS + "people: {it: {hours: 4}, hr: {hours: 3}, dpo: {hours: unknown}}\n")
    roles = ("community-manager", "it", "hr", "dpo", "project-lead")
    assert [[name for name, _ in hours_read(role, said)] for role in roles] == [
        ["team.cm_hours"],
        ["team.it_hours"],
        [],
        [],
        [],
    ]
    assert [hours_of(role, said) for role in ("dpo", "project-lead")] == [
        None,
        Hours("project-lead", 10, None, assumed=True),
    ]


def test_other_hours_of_a_role_are_offered_as_the_answer_to_its_question() -> None:
    work = "id: a, duration: 1d, effort: {it: 20h}\nid: open, kind: milestone, opens: users, needs: [a]"
    made = asked(playbook(work), answers=ANSWERS + "people: {it: {hours: 4}}\n")
    moves = [move for move in made.why("open").moves if move.question.endswith("hours")]
    assert {move.question for move in moves} == {"team.it_hours"}
    assert {move.shown.value for move in moves} <= {8, 16}
