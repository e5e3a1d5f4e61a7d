"""plan.xlsx as a spreadsheet program meets it: the plan's dates, names and numbers, and nothing to run."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from changed_plans import plan_of
from confidential_plans import CANARY, kept_back, told_to_all
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from examples import example_plan
from rse_plan.documents.described import Described
from rse_plan.documents.sheets import Holds, Sheet
from rse_plan.documents.words import Words
from rse_plan.formats import json as plan_json
from rse_plan.formats import xlsx
from rse_plan.planning.plan import Plan

READ = [("weldom", "fr"), ("association-60", "en")]
HOSTILE = "=1+1<script>{{ 7*7 }}]]>**|\t\x07\u202e[x](javascript:alert(1)) & été"
STATES = {"fr": ["à faire", "en cours", "bloqué", "fait"], "en": ["to do", "in progress", "blocked", "done"]}


def written(plan: Plan, language: str) -> bytes:
    return next(iter(xlsx.outputs(Described(plan, Words(language))))).content


@cache
def workbook(name: str, language: str) -> bytes:
    return written(example_plan(name), language)


@cache
def opened(name: str, language: str) -> Workbook:
    return load_workbook(io.BytesIO(workbook(name, language)))


@cache
def contract(name: str, language: str) -> dict[str, Any]:
    """plan.json of the same plan."""
    document: dict[str, Any] = json.loads(plan_json.write(example_plan(name), Words(language)))
    return document


@cache
def tables(name: str, language: str) -> Mapping[str, Sheet]:
    return {sheet.key: sheet for sheet in Described(example_plan(name), Words(language)).sheets.sheets}


def rows(name: str, language: str, key: str) -> Iterator[dict[str, Any]]:
    """The rows of a sheet as read back, by the keys of its columns."""
    table = tables(name, language)[key]
    page = opened(name, language)[table.name]
    assert [cell.value for cell in page[1]] == [column.title for column in table.columns]
    for cells in page.iter_rows(min_row=2, values_only=True):
        yield dict(zip((column.key for column in table.columns), cells, strict=True))


def day(value: object) -> str | None:
    assert value is None or isinstance(value, datetime), f"{value!r} is no date"
    return value.date().isoformat() if value else None


@pytest.mark.parametrize(("name", "language"), READ)
def test_tasks_are_those_of_plan_json(name: str, language: str) -> None:
    plan = contract(name, language)
    people = {role["id"]: role["name"] for role in plan["roles"]}
    found = list(rows(name, language, "tasks"))
    assert [row["id"] for row in found] == [task["id"] for task in plan["tasks"]]
    for row, task in zip(found, plan["tasks"], strict=True):
        owner = (task["raci"]["R"] or task["raci"]["A"])[0]
        hours = sum(task["effort"].values()) * task["occurrences"]
        assert row["title"] == task["title"]
        assert (day(row["start"]), day(row["finish"])) == (task["start"], task["finish"])
        assert (row["days"], row["slack"], row["wave"]) == (task["duration"], task["slack"], task["wave"])
        assert bool(row["critical"]) == task["critical"]
        assert row["effort"] == pytest.approx(hours, abs=0.5)
        assert row["name"] == people[owner]
        assert row["done_when"] == task["done_when"]
        assert row["status"] == STATES[language][0]
        assert row["note"] is None


@pytest.mark.parametrize(("name", "language"), READ)
def test_letters_are_those_of_plan_json(name: str, language: str) -> None:
    table = tables(name, language)["raci"]
    roles = [column.key for column in table.columns if column.holds is Holds.LETTERS]
    tasks = {task["id"]: task["raci"] for task in contract(name, language)["tasks"]}
    for row in rows(name, language, "raci"):
        for role in roles:
            wanted = [letter for letter in "RACI" if role in tasks[row["id"]][letter]]
            assert (row[role] or "").split() == wanted


@pytest.mark.parametrize(("name", "language"), READ)
def test_risks_measures_asks_and_hours_are_those_of_plan_json(name: str, language: str) -> None:
    plan = contract(name, language)
    risks = [(r["id"], r["title"], r["likelihood"], r["impact"], r["response"]) for r in plan["risks"]]
    fields = ("id", "title", "likelihood", "impact", "response")
    assert [tuple(row[key] for key in fields) for row in rows(name, language, "risks")] == risks
    for row, kpi in zip(rows(name, language, "measures"), plan["kpis"], strict=True):
        target = (kpi["target"] or {}) if not kpi["few"] else {}
        assert (row["id"], row["title"], row["members"]) == (kpi["id"], kpi["title"], kpi["members"])
        assert day(row["due"]) == kpi["due"]
        assert [row[key] for key in ("low", "typical", "high")] == [
            target.get(key) for key in ("low", "typical", "high")
        ]
    for row, ask in zip(rows(name, language, "asks"), plan["asks"], strict=True):
        assert (row["id"], row["what"], row["minutes"]) == (ask["id"], ask["do"], ask["minutes"])
        assert day(row["due"]) == ask["due"]
    hours = {
        (load["role"], week["monday"]): (week["hours"], week["capacity"])
        for load in plan["workload"]
        for week in load["weeks"]
    }
    found = {
        (role, day(row["monday"])): (row[f"{role}.hours"], row[f"{role}.capacity"])
        for row in rows(name, language, "load")
        for role in (load["role"] for load in plan["workload"])
        if row[f"{role}.hours"] is not None
    }
    assert found == hours


@pytest.mark.parametrize(("name", "language"), READ)
def test_what_is_cited_is_in_the_sheet_of_sources(name: str, language: str) -> None:
    known = {row["number"] for row in rows(name, language, "sources")}
    cited = {
        int(number)
        for key in ("tasks", "risks", "measures", "asks")
        for row in rows(name, language, key)
        for number in re.findall(r"\d+", row["sources"] or "")
    }
    assert cited == known
    assert len(known) > 20


@pytest.mark.parametrize(("name", "language"), READ)
def test_every_sheet_is_ready_for_screen_and_paper(name: str, language: str) -> None:
    book = opened(name, language)
    assert book.properties.language == {"fr": "fr-FR", "en": "en-GB"}[language]
    cover, *pages = book.worksheets
    assert len(pages) == 8
    for page in pages:
        assert page.auto_filter.ref == page.dimensions
        assert page.freeze_panes.endswith("2")
        assert page.print_title_rows == "$1:$1"
        assert page.print_area
    for page in (cover, *pages):
        assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert int(page.page_setup.fitToHeight) == 0
    project = {"fr": "PROJET, sous réserve de la consultation du CSE",
               "en": "PROJECT, subject to consultation of the works council"}[language]  # fmt: skip
    assert cover["A1"].value == project
    assert {page.oddHeader.right.text for page in pages} == {project}


@pytest.mark.parametrize(("name", "language"), READ)
def test_what_is_read_back_is_found_in_every_language(name: str, language: str) -> None:
    book = opened(name, language)
    table = tables(name, language)["tasks"]
    page = book[table.name]
    for key in ("id", "status", "name", "start", "finish", "note"):
        letter = page.cell(1, table.column(key) + 1).column_letter
        last = len(table.rows) + 1
        assert (
            book.defined_names[f"rse_tasks_{key}"].attr_text == f"'{table.name}'!${letter}$1:${letter}${last}"
        )
    assert page.column_dimensions["A"].hidden
    rule = page.data_validations.dataValidation[0]
    assert rule.formula1 == f'"{",".join(STATES[language])}"'
    letter = page.cell(1, table.column("status") + 1).column_letter
    assert str(rule.sqref) == f"{letter}2:{letter}{len(table.rows) + 1}"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_headings_that_go_elsewhere_have_no_punctuation_and_are_different(language: str) -> None:
    for key in ("tasks", "risks", "measures", "asks"):
        titles = [column.title for column in tables("weldom", language)[key].columns]
        assert all(re.fullmatch(r"[\w ]+", title) for title in titles), titles
        assert len(set(titles)) == len(titles)


def letters(page: Worksheet) -> Iterator[tuple[str, str]]:
    """Each letter of the sheet of RACI with the colour behind it."""
    for row in page.iter_rows(min_row=2, min_col=4):
        for cell in row:
            yield cell.value or "", cell.fill.fgColor.rgb if cell.fill.fill_type else ""


def test_colours_say_nothing_that_letters_do_not() -> None:
    found = set(letters(opened("weldom", "fr")["RACI"]))
    assert {text for text, _ in found} >= {"", "R", "A", "C", "I", "R A"}
    assert len({colour for text, colour in found if len(text) == 1}) == 4
    assert {colour for text, colour in found if not text} == {""}


@cache
def hostile_workbook() -> bytes:
    changes = {"organisation.name": f"&A {HOSTILE}", "community.name": HOSTILE, "goal.process": HOSTILE}
    people = {"hr": HOSTILE, "legal": "@SUM(A1)", "it": "x" * 2000}
    return written(short(plan_of(changes=changes, people=people)), "fr")


def short(plan: Plan) -> Plan:
    """The plan with fewer tasks: a whole workbook takes half a second."""
    return replace(plan, items=plan.items[:25])


def test_hostile_answers_are_text() -> None:
    content = hostile_workbook()
    with ZipFile(io.BytesIO(content)) as parts:
        pages = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert all(not re.search(rb"<f[ >]", parts.read(name)) for name in pages)
        assert not [
            name for name in parts.namelist() if b"javascript:" in parts.read(name) and "rels" in name
        ]
    seen = set()
    for page in load_workbook(io.BytesIO(content)).worksheets:
        for cell in (cell for row in page.iter_rows() for cell in row if isinstance(cell.value, str)):
            assert cell.data_type == "s"
            assert not re.search("[\x00-\x1f\u202a-\u202e]", cell.value)
            if cell.value.startswith(("=", "+", "-", "@")):
                # Kept as text when somebody edits the cell and presses Enter.
                assert (cell.number_format, cell.quotePrefix) == ("@", True)
                seen.add(cell.value)
    assert "@SUM(A1)" in seen
    assert "=1+1<script>{{ 7*7 }}]]>**| [x](javascript:alert(1)) & été" in seen


def test_a_name_with_the_sign_of_codes_is_printed_as_it_is() -> None:
    with ZipFile(io.BytesIO(hostile_workbook())) as parts:
        assert b"&amp;L&amp;&amp;A =1+1" in parts.read("xl/worksheets/sheet2.xml")


def test_what_is_for_the_lead_alone_is_left_out() -> None:
    def everything(plan: Plan) -> str:
        with ZipFile(io.BytesIO(written(plan, "fr"))) as parts:
            return "".join(parts.read(name).decode() for name in parts.namelist())

    plan = example_plan("weldom")
    assert CANARY in everything(told_to_all(short(plan))), "the canary can be seen at all"
    assert CANARY not in everything(kept_back(short(plan)))


def test_the_same_plan_gives_the_same_bytes_at_another_time(monkeypatch: pytest.MonkeyPatch) -> None:
    later = time.time() + 86_400 * 400
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(later))
    assert written(example_plan("weldom"), "fr") == workbook("weldom", "fr")
    with ZipFile(io.BytesIO(workbook("weldom", "fr"))) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(2027, 1, 4, 0, 0, 0)}
        assert parts.read("docProps/core.xml").count(b"2027-01-04T00:00:00Z") == 2


def test_a_plan_without_measures_or_hours_has_empty_sheets() -> None:
    some = example_plan("weldom")
    plan = replace(some, kpis=(), asks=(), risks=(), workload=(), assumptions=(), items=some.items[:3])
    book = load_workbook(io.BytesIO(written(plan, "en")))
    assert [page.max_row for page in book.worksheets[1:]] == [4, 4, 1, 1, 1, 1, 1, len(book["Sources"]["A"])]


def converted(content: bytes, ending: str, folder: Path) -> Path:
    assert shutil.which("soffice"), "install libreoffice-calc-nogui"
    source = folder / "plan.xlsx"
    source.write_bytes(content)
    home = f"-env:UserInstallation=file://{folder}/home"
    command = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        ending,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    ran = subprocess.run(command, check=True, capture_output=True, timeout=180, text=True)
    assert "Error" not in ran.stdout + ran.stderr
    return folder / "out" / f"plan.{ending}"


@pytest.mark.external
def test_libreoffice_keeps_dates_states_names_and_ids(tmp_path: Path) -> None:
    """Opened and saved by another program: what issue after issue reads back is still there."""
    book = load_workbook(converted(workbook("weldom", "fr"), "xlsx", tmp_path))
    table = tables("weldom", "fr")["tasks"]
    page = book[table.name]
    cells = list(page.iter_rows(min_row=2, values_only=True))
    start, finish, id_ = (table.column(key) for key in ("start", "finish", "id"))
    tasks = contract("weldom", "fr")["tasks"]
    assert [(row[id_], day(row[start]), day(row[finish])) for row in cells] == [
        (task["id"], task["start"], task["finish"]) for task in tasks
    ]
    assert page.column_dimensions["A"].hidden
    assert page.data_validations.dataValidation[0].formula1 == f'"{",".join(STATES["fr"])}"'
    assert "rse_tasks_status" in book.defined_names
    assert page.auto_filter.ref


@pytest.mark.external
def test_libreoffice_prints_every_sheet_across(tmp_path: Path) -> None:
    pdf = converted(workbook("association-60", "en"), "pdf", tmp_path)
    told = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    width, height = (float(size) for size in re.findall(r"([\d.]+) x ([\d.]+) pts", told)[0])
    assert (round(width), round(height)) == (842, 595)
    assert int(re.findall(r"Pages:\s+(\d+)", told)[0]) < 40
    text = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    first = date.fromisoformat(contract("association-60", "en")["start"])
    assert f"{first.day} {first:%b} {first.year}" in text
