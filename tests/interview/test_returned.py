"""Sheets that come back: what is taken, what stays, and every fault named with its cell or its line."""

from __future__ import annotations

from datetime import date

import pytest
from filled_sheets import (
    COUNCIL,
    FILE,
    GROUP,
    Typed,
    back,
    cell_of,
    changed,
    facts,
    from_text,
    values,
    workbook,
    wrong,
)
from openpyxl.worksheet.worksheet import Worksheet

from rse_plan.interview.returned import read_returned
from rse_plan.library import Library

# --- a workbook ---


def test_answers_are_read_in_the_words_of_the_sheet(bundled: Library) -> None:
    typed = {
        COUNCIL: "oui,  un seul",
        "employers.weldom.council_delay_days": "45",
        "employers.weldom.next_election": "31/01/2028",
        "organisation.hourly_pay": "Non",
        "employers.weldom.council_expert": "je ne sais pas encore",
    }
    assert values(back(facts(FILE, bundled), "hr", typed, "fr")) == {
        "organisation.hourly_pay": False,
        "weldom employer.works_council": "single",
        "weldom employer.council_delay_days": 45,
        "weldom employer.next_election": date(2028, 1, 31),
        "weldom employer.council_expert": None,
    }


def test_an_empty_sheet_says_nothing(bundled: Library) -> None:
    assert values(back(facts(FILE, bundled), "hr", {})) == {}
    assert values(back(facts(FILE, bundled), "hr", {COUNCIL: "  "})) == {}


def test_a_date_is_taken_however_the_program_kept_it(bundled: Library) -> None:
    sheet, key = facts(FILE, bundled), "employers.weldom.next_election"
    for typed in (date(2028, 1, 31), 46783, "2028-01-31", "31/01/2028"):
        assert values(back(sheet, "hr", {key: typed})) == {"weldom employer.next_election": date(2028, 1, 31)}


def test_every_bad_cell_is_named_at_once(bundled: Library) -> None:
    typed: dict[str, Typed] = {
        "organisation.hourly_pay": "perhaps",
        COUNCIL: "two",
        "employers.weldom.council_delay_days": 900,
        "employers.weldom.next_election": "soon",
        "employers.weldom.council_expert": "=A1",
    }
    sheet = facts(FILE, bundled)
    content = workbook(sheet, "hr", typed)
    expected = {
        "organisation.hourly_pay": (
            "“perhaps” is not in the list",
            "pick from the list: yes, no, I don’t know yet",
        ),
        COUNCIL: (
            "“two” is not in the list",
            "pick from the list: no, yes, one, yes, central and local ones, I don’t know yet",
        ),
        "employers.weldom.next_election": (
            "“soon” is not a date",
            "type one such as 2027-01-29 or 29 January 2027",
        ),
        "employers.weldom.council_expert": ("a formula stands here", "type the answer itself"),
        "employers.weldom.council_delay_days": ("900 is too large", "at most 365"),
    }
    assert wrong(read_returned(content, "hr.xlsx", sheet)) == [
        (cell_of(content, key), *said) for key, said in expected.items()
    ]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("x" * 2001, "the text has 2001 characters; at most 2000 fit"),
        ("one\ntwo", "a sign in it is not text"),
        ("left\u202eright", "one line of plain text is wanted here"),
    ],
)
def test_text_is_checked_as_at_the_prompt(bundled: Library, typed: str, message: str) -> None:
    returned = back(facts(FILE, bundled), "business", {"communities.ideas.purpose": typed})
    assert [said for _, said, _ in wrong(returned)] == [message]


@pytest.mark.parametrize("typed", ["=1+1", "🎉 été", "עברית"])
def test_any_text_is_an_answer_where_a_text_is_asked(bundled: Library, typed: str) -> None:
    def write(worksheet: Worksheet) -> None:
        cell = worksheet[cell_of(content, "communities.ideas.purpose")]
        cell.value, cell.data_type = typed, "s"

    sheet = facts(FILE, bundled)
    content = workbook(sheet, "business", {})
    returned = read_returned(changed(content, write), "hr.xlsx", sheet)
    assert values(returned) == {"ideas community.purpose": typed}


def test_of_several_choices_those_that_hold_are_taken(bundled: Library) -> None:
    sheet = facts(FILE, bundled)
    choices = [choice.value for choice in bundled.questions["goal.replaces"].choices]
    assert values(back(sheet, "it", {"goal.replaces=messaging": "x", "goal.replaces=none": "no"})) == {
        "goal.replaces": ("messaging",)
    }
    assert values(back(sheet, "it", {"goal.replaces=messaging": "no"})) == {}
    never = back(sheet, "it", {f"goal.replaces={value}": "no" for value in choices})
    assert [message for _, message, _ in wrong(never)] == ["every choice is answered no"]
    odd = back(sheet, "it", {"goal.replaces=messaging": "some"})
    assert [message for _, message, _ in wrong(odd)] == ["“some” is not in the list"]


def test_employers_are_picked_by_their_names(bundled: Library) -> None:
    sheet = facts(GROUP, bundled)
    key = "communities.ideas.employers=weldom"
    assert values(back(sheet, "business", {key: "yes"})) == {"ideas community.employers": "weldom"}
    gone = facts(GROUP.replace("id: weldom", "id: other"), bundled)
    notes = read_returned(workbook(sheet, "business", {key: "yes"}), "hr.xlsx", gone).notes
    assert [str(one.problem.message) for one in notes] == ["the answers no longer list “weldom”: not taken"]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("culture.mode", "this is asked of the project lead alone"),
        ("sponsors.main.attitude", "this is asked of the project lead alone"),
        ("organisation.headcont", "no question is called “organisation.headcont”"),
        ("employers.works_council", "no question is called “employers.works_council”"),
        ("", None),
    ],
)
def test_a_key_that_somebody_wrote_is_checked(bundled: Library, key: str, message: str | None) -> None:
    def rewrite(worksheet: Worksheet) -> None:
        worksheet.append(["", "tense", "", "", key])

    sheet = facts(FILE, bundled)
    returned = read_returned(changed(workbook(sheet, "hr", {}), rewrite), "hr.xlsx", sheet)
    assert [one[1] for one in wrong(returned)] == ([] if message is None else [message])


def test_two_answers_to_one_question_are_one_too_many(bundled: Library) -> None:
    def twice(worksheet: Worksheet) -> None:
        worksheet.append(["", "no", "", "", "organisation.hourly_pay"])

    sheet = facts(FILE, bundled)
    content = changed(workbook(sheet, "hr", {"organisation.hourly_pay": "yes"}), twice)
    first = cell_of(content, "organisation.hourly_pay")
    assert [said for _, said, _ in wrong(read_returned(content, "hr.xlsx", sheet))] == [
        f"another answer to this question stands at hr.xlsx: Questions!{first}"
    ]


# --- a file for an editor ---


def test_a_file_is_read_as_answers_are(bundled: Library) -> None:
    text = (
        "organisation: {hourly_pay: unknown}\n"
        "employers:\n  - id: weldom\n    works_council: single\n    unions:\n"
        "communities: [{id: shops, employers: [weldom]}]\n"
        "people: {community-manager: {hours: 12}}\ngoal:\n"
    )
    assert values(from_text(facts(GROUP, bundled), text)) == {
        "organisation.hourly_pay": None,
        "weldom employer.works_council": "single",
        "shops community.employers": "weldom",
        "team.cm_hours": 12,
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "employers: [{id: weldom, works_counsil: single}]\n",
            ("3:26", "the key “works_counsil” is not known here"),
        ),
        ("employers: [{id: weldom, works_council: two}]\n", ("3:41", "“two” is not among the choices")),
        ("culture: {mode: tense}\n", ("3:17", "“tense” is not among the choices")),
        ("culture: {mode: mixed}\n", ("3:17", "this is asked of the project lead alone")),
        ("people: {hr: {name: Ann}}\n", ("3:15", "a sheet does not ask for this")),
        ("organisation: {a: b\n", ("3:15", "a bracket or brace is not closed")),
    ],
)
def test_a_fault_of_a_file_has_its_line(bundled: Library, text: str, found: tuple[str, str]) -> None:
    returned = from_text(facts(GROUP, bundled), text)
    assert [(str(one.span), str(one.message)) for one in returned.diagnostics] == [
        (f"hr.yaml:{found[0]}", found[1])
    ]
    assert not returned.is_sound


def test_a_file_of_another_kind_is_no_sheet(bundled: Library) -> None:
    returned = read_returned(b"kind: playbook\nformat: 1\nid: x\n", "hr.yaml", facts(FILE, bundled))
    assert [str(one.message) for one in returned.diagnostics] == ["this is not an answers file"]
