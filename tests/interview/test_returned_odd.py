"""Sheets that come back from elsewhere, half answered, copied, moved about or written in other words."""

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
    rows_of,
    values,
    workbook,
)
from openpyxl.worksheet.worksheet import Worksheet

from rse_plan.formats.workbook_reader import NotAFormError
from rse_plan.interview.returned import read_returned
from rse_plan.interview.returned_answer import Returned
from rse_plan.interview.sheet_text import as_yaml_sheet
from rse_plan.interview.sheets import handout
from rse_plan.interview.voice import Voice
from rse_plan.library import Library

OTHER = FILE.replace("Weldom", "Other SA").replace("weldom", "other-sa")


def faults(returned: Returned) -> list[tuple[str, str]]:
    return [(str(one.problem.message), str(one.problem.advice)) for one in returned.refused]


def noted(returned: Returned) -> list[tuple[str, str]]:
    assert returned.refused == ()
    return [(str(one.where), str(one.problem.message)) for one in returned.notes]


def copied(content: bytes, answers: dict[str, str], title: str) -> bytes:
    """The workbook with a second copy of its sheet, in which these cells say something else."""

    def copy(worksheet: Worksheet) -> None:
        book = worksheet.parent
        second = book.copy_worksheet(worksheet)
        second.title = title
        for cell, text in answers.items():
            second[cell].value = text

    return changed(content, copy)


# --- several choices ---


def test_a_no_beside_empty_choices_is_named_and_not_taken(bundled: Library) -> None:
    sheet = facts(FILE, bundled)
    typed: dict[str, Typed] = {"goal.inaction=shadow-tools": "no", "goal.inaction=silos": "no"}
    content = workbook(sheet, "business", typed)
    returned = read_returned(content, "x.xlsx", sheet)
    where = f"x.xlsx: Questions!{cell_of(content, 'goal.inaction=shadow-tools')}"
    assert noted(returned) == [(where, "choices answered no: 2, the others empty; nothing is taken")]
    assert returned.is_sound


def test_a_no_to_every_choice_says_what_is_wanted(bundled: Library) -> None:
    sheet = facts(FILE, bundled)
    every = {f"goal.inaction={choice.value}": "no" for choice in bundled.questions["goal.inaction"].choices}
    assert faults(back(sheet, "business", every)) == [
        ("every choice is answered no", "say yes to at least one, or leave all of them empty")
    ]
    nobody: dict[str, Typed] = {"communities.ideas.employers=weldom": "no"}
    sheet = facts(GROUP, bundled)
    assert [said[0] for said in faults(back(sheet, "business", nobody))] == ["every choice is answered no"]


# --- whose sheet it is ---


@pytest.mark.parametrize("form", ["xlsx", "yaml"])
@pytest.mark.parametrize(
    ("project", "fits"),
    [
        (FILE, True),
        (OTHER, False),
        (OTHER.replace("id: other-sa", "id: weldom"), True),  # renamed: an id never changes
        (FILE.replace("name: Weldom, headcount", "headcount"), True),
        (OTHER.replace("Other SA", "WELDOM"), True),
    ],
)
def test_a_sheet_says_whose_it_is(bundled: Library, form: str, project: str, fits: bool) -> None:
    sheet, mine = facts(project, bundled), facts(FILE, bundled)
    if form == "xlsx":
        content = workbook(sheet, "hr", {})
    else:
        content = as_yaml_sheet(handout("hr", sheet, Voice("en")), Voice("en")).encode()
    mark = read_returned(content, f"hr.{form}", mine).mark
    assert mark is not None
    assert mark.fits(mine.answers) is fits


def test_a_sheet_without_a_mark_is_anybodys(bundled: Library) -> None:
    assert from_text(facts(FILE, bundled), "organisation: {hourly_pay: true}\n").mark is None


def test_a_sheet_of_a_project_without_a_name_fits(bundled: Library) -> None:
    bare = FILE.replace("name: Weldom, headcount", "headcount").replace("name: Weldom, ", "")
    mark = read_returned(workbook(facts(bare, bundled), "hr", {}), "hr.xlsx", facts(OTHER, bundled)).mark
    assert mark is not None
    assert mark.fits(facts(OTHER, bundled).answers)


# --- what is not there any more ---


def test_a_row_of_a_removed_element_is_left_and_the_rest_taken(bundled: Library) -> None:
    sheet = facts(FILE, bundled)
    typed: dict[str, Typed] = {"communities.ideas.purpose": "talk", "communities.shops.purpose": "sell"}
    content = workbook(sheet, "business", typed)
    gone = facts(FILE.replace("id: ideas", "id: notes"), bundled)
    returned = read_returned(content, "x.xlsx", gone)
    assert [one.value for one in returned.settings] == ["sell"]
    assert [message for _, message in noted(returned)] == ["the answers no longer list “ideas”: not taken"]


def test_a_removed_employer_is_left_out_of_a_community(bundled: Library) -> None:
    text = GROUP.replace(
        "works_council: unknown}", "works_council: unknown}, {id: gmbh, name: GmbH, country: DE}"
    )
    sheet = facts(text, bundled)
    picked: dict[str, Typed] = {f"communities.ideas.employers={id_}": "yes" for id_ in ("weldom", "gmbh")}
    returned = read_returned(workbook(sheet, "business", picked), "x.xlsx", facts(GROUP, bundled))
    assert [one.value for one in returned.settings] == ["weldom"]
    assert [message for _, message in noted(returned)] == ["the answers no longer list “gmbh”: not taken"]


def test_a_file_for_an_editor_is_taken_as_far_as_it_can_be(bundled: Library) -> None:
    text = (
        "communities: [{id: gone, members: 4}, {id: shops, employers: [weldom, x], purpose: Talk}]\n"
        "organisation: {hourly_pay: true}\n"
    )
    returned = from_text(facts(GROUP, bundled), text)
    assert returned.is_sound
    assert [(one.key, one.value) for one in returned.settings] == [
        ("community.employers", "weldom"),
        ("community.purpose", "Talk"),
        ("organisation.hourly_pay", True),
    ]
    assert noted(returned) == [
        ("hr.yaml:3:35", "the answers no longer list “gone”: not taken"),
        ("hr.yaml:3:62", "the answers no longer list “x”: not taken"),
    ]


# --- what people and programs make of a sheet ---


def test_another_answer_in_a_copy_of_the_sheet_is_named(bundled: Library) -> None:
    sheet = facts(FILE, bundled)
    content = workbook(sheet, "hr", {"organisation.hourly_pay": "yes"})
    cell = cell_of(content, "organisation.hourly_pay")
    assert values(read_returned(copied(content, {}, "Copy"), "x.xlsx", sheet)) == {
        "organisation.hourly_pay": True
    }
    assert values(read_returned(copied(content, {cell: ""}, "Copy"), "x.xlsx", sheet)) == {
        "organisation.hourly_pay": True
    }
    twice = read_returned(copied(content, {cell: "no"}, "Copy"), "x.xlsx", sheet)
    assert [(str(one.where), str(one.problem.message)) for one in twice.refused] == [
        (f"x.xlsx: Copy!{cell}", f"another answer to this question stands at x.xlsx: Questions!{cell}")
    ]


def test_another_answer_to_a_choice_in_a_copy_is_named(bundled: Library) -> None:
    sheet = facts(FILE, bundled)
    content = workbook(sheet, "it", {"goal.replaces=messaging": "yes"})
    cell = cell_of(content, "goal.replaces=messaging")
    twice = read_returned(copied(content, {cell: "no"}, "Copy"), "x.xlsx", sheet)
    assert [str(one.where) for one in twice.refused] == [f"x.xlsx: Copy!{cell}"]


def test_what_stands_beside_no_question_or_far_below_is_named(bundled: Library) -> None:
    def add(worksheet: Worksheet) -> None:
        worksheet.append(["Also", "we have two unions"])
        worksheet["B20500"].value = "far"

    sheet = facts(FILE, bundled)
    content = changed(workbook(sheet, "hr", {"organisation.hourly_pay": "yes"}), add)
    returned = read_returned(content, "x.xlsx", sheet)
    assert [one.value for one in returned.settings] == [True]
    row = int(cell_of(content, list(rows_of(content))[-1])[1:]) + 1
    assert noted(returned) == [
        (f"x.xlsx: Questions!B{row}", "this row belongs to no question: not taken"),
        ("x.xlsx: Questions!B20500", "this is below row 20,000: not read"),
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1", True), ("x", True), ("0", False), ("=TRUE()", True), ("=FALSE()", False), (True, True)],
)
def test_a_yes_is_a_yes_wherever_it_is_asked(bundled: Library, typed: Typed, meant: bool) -> None:
    assert values(back(facts(FILE, bundled), "hr", {"organisation.hourly_pay": typed})) == {
        "organisation.hourly_pay": meant
    }


def test_the_list_to_pick_from_is_that_of_the_drop_down(bundled: Library) -> None:
    (said,) = faults(back(facts(FILE, bundled), "hr", {COUNCIL: "two"}))
    assert said[1] == "pick from the list: no, yes, one, yes, central and local ones, I don’t know yet"


@pytest.mark.parametrize("content", [b"", b"kind: answers\n", b"%PDF-1.7"])
def test_what_is_called_a_workbook_and_is_none_gets_advice_for_workbooks(
    bundled: Library, content: bytes
) -> None:
    with pytest.raises(NotAFormError, match="this is not an Excel workbook, or it is damaged"):
        read_returned(content, "hr.XLSX", facts(FILE, bundled))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("employers: [{id: weldom, unions: yes}]", True),
        ("employers: [{id: weldom, unions: oui}]", True),
        ("employers: [{id: weldom, unions: x}]", True),
        ('employers: [{id: weldom, works_council: "yes, one"}]', "single"),
        ('employers: [{id: weldom, works_council: "Oui, un seul"}]', "single"),
        ('employers: [{id: weldom, works_council: "Je ne sais pas encore"}]', None),
        ("employers: [{id: weldom, next_election: 31/01/2027}]", date(2027, 1, 31)),
        ("employers: [{id: weldom, works_council: I don’t know yet}]", None),
        ('employers: [{id: weldom, council_delay_days: "?"}]', None),
        ("goal: {replaces: [Messaging groups, intranet-section]}", ("messaging", "intranet-section")),
        ("people: {community-manager: {hours: '12'}}", 12),
    ],
)
def test_a_file_for_an_editor_is_read_as_a_workbook_is(bundled: Library, text: str, value: object) -> None:
    returned = from_text(facts(FILE, bundled), f"{text}\n")
    assert returned.diagnostics == ()
    assert [one.value for one in returned.settings] == [value]
