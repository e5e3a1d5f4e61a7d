"""The form as a spreadsheet program meets it: what it offers, what it must not run, the same bytes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from filled_sheets import changed, filled, rows_of
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rse_plan.formats.workbook import CellKind, Form, FormRow, write_form
from rse_plan.formats.workbook_reader import FilledForm, NotAFormError, read_form

STAMP = "stamp/1"
FORM = Form(
    title="Weldom: questions for IT",
    instructions=("Answer what you know.", "Send it back."),
    headings=("Question", "Answer", "Why", "How"),
    rows=(
        FormRow(question="Platform"),
        FormRow(
            key="a.sso",
            question="Is it ready?",
            why="Because.",
            how="Pick.",
            options=("ready", "no, not yet"),
        ),
        FormRow(key="a.count", question="How many?", kind=CellKind.INTEGER, least=1, most=365),
        FormRow(key="a.day", question="When?", kind=CellKind.DATE),
        FormRow(key="b.text", question="What?"),
    ),
    stamp="stamp/1 en it",
    sheet_name="Questions",
    lists_name="Lists",
    refusal="This does not fit.",
    made_on=date(2027, 1, 4),
)
HOSTILE = ("=1+1", '=HYPERLINK("http://x")', "+33", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0")


def read(content: bytes) -> FilledForm:
    return read_form(content, STAMP, ("Answer", "Réponse"))


def answers(content: bytes) -> dict[str, str]:
    return {cell.key: cell.text for cell in read(content).cells if cell.text}


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_is_written_is_read_back_with_its_places() -> None:
    form = read(filled(write_form(FORM), {"a.sso": "ready", "b.text": " in a word "}))
    assert form.stamp == "stamp/1 en it"
    assert [(cell.key, cell.place, cell.text) for cell in form.cells] == [
        ("a.sso", "Questions!B7", "ready"),
        ("a.count", "Questions!B8", ""),
        ("a.day", "Questions!B9", ""),
        ("b.text", "Questions!B10", "in a word"),
    ]


def test_the_same_form_gives_the_same_bytes_at_another_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_form(FORM)
    later = time.time() + 86_400 * 400
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(later))
    assert write_form(FORM) == first
    with ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2027, 1, 4, 0, 0, 0)}
    assert parts(first)["docProps/core.xml"].count(b"2027-01-04T00:00:00Z") == 2


def test_every_part_is_well_formed() -> None:
    for name, content in parts(write_form(FORM)).items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(content)  # noqa: S314  # our own


def test_lists_numbers_and_dates_have_their_rules() -> None:
    book = load_workbook(io.BytesIO(write_form(FORM)))
    sheet, lists = book.worksheets
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert set(rules) == {"B7", "B8", "B9"}
    assert (rules["B7"].type, rules["B7"].formula1, rules["B7"].errorStyle) == (
        "list",
        "'Lists'!$A$1:$A$2",
        "stop",
    )
    assert [lists["A1"].value, lists["A2"].value] == ["ready", "no, not yet"]
    assert lists.sheet_state == "hidden"
    assert (rules["B8"].formula1, rules["B8"].formula2, rules["B8"].error) == (
        "1",
        "365",
        "This does not fit.",
    )
    assert (rules["B9"].formula1, rules["B9"].formula2) == ("36526", "73415")


def test_only_the_answers_can_be_typed_over_and_the_keys_are_hidden() -> None:
    sheet = load_workbook(io.BytesIO(write_form(FORM))).worksheets[0]
    assert sheet.protection.sheet
    assert sheet.column_dimensions["E"].hidden
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {"B7", "B8", "B9", "B10"}
    assert sheet.freeze_panes == "A6"


@pytest.mark.parametrize(
    ("text", "lines"), [("Short?", 1), ("Which stops?\n→ the list", 2), ("word " * 30, 4)]
)
def test_a_row_is_as_high_as_its_text(text: str, lines: int) -> None:
    form = replace(FORM, rows=(FormRow(key="a.b", question=text),))
    sheet = load_workbook(io.BytesIO(write_form(form))).worksheets[0]
    assert sheet.row_dimensions[6].height == 15 * lines


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_looks_like_a_formula_stays_text_wherever_it_stands(text: str) -> None:
    row = FormRow(key="a.sso", question=text, why=text, how=text, options=(text, "other"))
    rows = (FormRow(question=text), row)
    form = replace(FORM, title=text, instructions=(text,), rows=rows, refusal=text)
    content = write_form(form)
    for name, part in parts(content).items():
        if name.startswith("xl/worksheets/"):
            assert b"<f>" not in part
            assert b"<f " not in part
    book = load_workbook(io.BytesIO(content))
    found = [
        cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value == text
    ]
    assert len(found) == 7
    for cell in found:
        # Kept as text, and kept so when somebody edits the cell and presses Enter.
        assert (cell.data_type, cell.number_format, cell.quotePrefix) == ("s", "@", True)


def test_what_programs_make_of_an_answer_is_read_as_what_was_meant() -> None:
    content = write_form(FORM)
    typed = filled(content, {"a.count": 45.0, "a.day": date(2028, 1, 31), "b.text": True})
    assert answers(typed) == {"a.count": "45", "a.day": "2028-01-31", "b.text": "true"}

    def as_number(sheet: Worksheet) -> None:
        sheet["B9"].number_format = "General"
        sheet["B9"].value = 46783

    cell = read(changed(content, as_number)).cells[2]
    assert (cell.text, cell.day) == ("46783", date(2028, 1, 31))


def test_formulas_and_errors_are_no_answers() -> None:
    def spoil(sheet: Worksheet) -> None:
        sheet["B7"] = "=A1"
        sheet["B8"] = "#N/A"

    faults = [str(cell.fault) for cell in read(changed(write_form(FORM), spoil)).cells if cell.fault]
    assert faults == ["a formula stands here", "“#N/A” stands here"]


def test_moved_rows_and_columns_are_found_again() -> None:
    def move(sheet: Worksheet) -> None:
        sheet.insert_rows(1, 3)
        sheet.insert_cols(1)
        sheet.delete_rows(11)

    cells = read(changed(filled(write_form(FORM), {"a.day": date(2028, 1, 31)}), move)).cells
    assert [(cell.key, cell.place) for cell in cells] == [
        ("a.sso", "Questions!C10"),
        ("a.day", "Questions!C11"),
        ("b.text", "Questions!C12"),
    ]


def other_workbook() -> bytes:
    target = io.BytesIO()
    Workbook().save(target)
    return target.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def with_entity() -> bytes:
    files = parts(write_form(FORM))
    name = "xl/worksheets/sheet1.xml"
    files[name] = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + files[name]
    return zipped(files)


def without_heading() -> bytes:
    return changed(write_form(FORM), lambda sheet: sheet.__setitem__("B5", "mine"))


def without_keys() -> bytes:
    return changed(write_form(FORM), lambda sheet: sheet.delete_cols(5))


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda: b"", "not an Excel workbook, or it is damaged"),
        (lambda: b"question;answer\n", "not an Excel workbook, or it is damaged"),
        (lambda: write_form(FORM)[:3000], "not an Excel workbook, or it is damaged"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"0" * 600, "has a password, or is of an old kind"),
        (
            lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
            "not an Excel workbook",
        ),
        (lambda: zipped({"xl/workbook.xml": b"0" * 70_000_000}), "far larger than what is read"),
        (lambda: b"0" * 10_500_000, "far larger than what is read"),
        (lambda: zipped({"xl/workbook.xml": b"<workbook"}), "not an Excel workbook, or it is damaged"),
        (with_entity, "not an Excel workbook, or it is damaged"),
        (other_workbook, "no sheet of questions"),
        (without_keys, "no sheet of questions"),
        (without_heading, "the column of the answers has lost its heading"),
    ],
    ids=[
        "empty",
        "csv",
        "cut",
        "password",
        "ods",
        "bomb",
        "large",
        "broken",
        "entity",
        "other",
        "keys",
        "heading",
    ],
)
def test_what_is_no_form_is_refused_in_words(made: Callable[[], bytes], message: str) -> None:
    with pytest.raises(NotAFormError, match=re.escape(message)) as refused:
        read(made())
    assert str(refused.value.advice)


def test_a_form_cut_at_any_byte_is_refused_and_never_a_crash() -> None:
    content = write_form(FORM)
    for end in range(0, len(content), 97):
        with pytest.raises(NotAFormError):
            read(content[:end])


def test_of_a_sheet_that_claims_millions_of_rows_the_first_are_read() -> None:
    def far(sheet: Worksheet) -> None:
        sheet["XFD1048576"] = "far away"

    content = changed(filled(write_form(FORM), {"a.count": 7}), far)
    assert answers(content) == {"a.count": "7"}


def test_rows_are_found_by_their_keys() -> None:
    assert rows_of(write_form(FORM))["a.sso"] == ("Is it ready?", "", "Because.", "Pick.", "a.sso")


@pytest.mark.external
def test_libreoffice_opens_the_form_and_keeps_what_matters(tmp_path: Path) -> None:
    """Opened, saved by another program, and read back: rules, hidden column, protection and answers stay."""
    assert shutil.which("soffice"), "install libreoffice-calc-nogui"
    (tmp_path / "in").mkdir()
    name = tmp_path / "in" / "form.xlsx"
    name.write_bytes(
        filled(write_form(FORM), {"a.sso": "no, not yet", "a.count": 45, "a.day": date(2028, 1, 31)})
    )
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "out"),
        str(name),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    content = (tmp_path / "out" / "form.xlsx").read_bytes()
    assert answers(content) == {"a.sso": "no, not yet", "a.count": "45", "a.day": "2028-01-31"}
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet.column_dimensions["E"].hidden
    assert sheet.protection.sheet
    rules = {str(rule.sqref): rule.type for rule in sheet.data_validations.dataValidation}
    assert rules == {"B7": "list", "B8": "whole", "B9": "date"}
