"""`rse-plan progress --from`: the register's workbook comes back with states, days, notes and names."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from ran import Run
from tracked import answers, half_a_year_in, progress

from rse_plan.documents.task_sheets import states
from rse_plan.documents.words import Words
from rse_plan.model.progress import ProgressFile, read_progress
from rse_plan.source.yaml_reader import read_text

ID, NAME, START, FINISH, STATE, NOTE = "A", "G", "H", "I", "K", "N"
Typed = str | date | float | bool | None
CHARTER, USES, REVIEW = "charter/draft-charter", "framing/use-cases", "platform-access/security-review"
INTERVIEWS, CONFIRM = "framing/interviews", "fr-works-council/confirm-council@weldom"


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    half_a_year_in(monkeypatch, tmp_path)


@pytest.fixture
def sheet(run: Run, tmp_path: Path) -> Callable[..., Path]:
    """The workbook that `render` writes, with cells filled in: by id, then by column."""

    def make(changes: Mapping[str, Mapping[str, Typed]], language: str = "en", **done: Any) -> Path:
        path = tmp_path / "plan" / "plan.xlsx"
        if not path.exists():
            told = run("render", "--format", "xlsx", "--out", "plan", "--language", language)
            assert told.code in (0, 1), told.err
        book = load_workbook(path)
        page = book.worksheets[1]
        rows = {page[f"{ID}{row}"].value: row for row in range(2, page.max_row + 1)}
        for id_, cells in changes.items():
            for column, value in cells.items():
                page[f"{column}{rows[id_]}"].value = value
        if "change" in done:
            done["change"](page)
        book.save(tmp_path / "back.xlsx")
        return tmp_path / "back.xlsx"

    return make


def read(folder: Path) -> ProgressFile:
    document = read_text(progress(folder), "progress.yaml").document
    assert document is not None
    fitted = read_progress(document)
    assert fitted.diagnostics == ()
    assert fitted.value is not None
    return fitted.value


def state(language: str) -> tuple[str, str, str, str]:
    to_do, in_progress, blocked, done = states(Words(language))
    return to_do, in_progress, blocked, done


@pytest.mark.parametrize("language", ["en", "fr"])
def test_states_days_and_notes_are_taken(
    run: Run, tmp_path: Path, sheet: Callable[..., Path], language: str
) -> None:
    answers(tmp_path, language)
    _, in_progress, blocked, done = state(language)
    sheet(
        {
            CHARTER: {STATE: done, FINISH: datetime(2027, 2, 5)},
            INTERVIEWS: {STATE: done.upper() + " "},
            USES: {STATE: in_progress, START: datetime(2027, 1, 20)},
            CONFIRM: {STATE: in_progress},
            REVIEW: {STATE: blocked, NOTE: "no answer:\nyet"},
        },
        language,
    )
    told = run("progress", "--from", "back.xlsx")
    assert (told.code, told.err) == (0, "")
    assert "5" in told.out.splitlines()[0]
    by_id = {report.id: report for report in read(tmp_path).items}
    assert by_id[CHARTER].done == date(2027, 2, 5)
    assert by_id[INTERVIEWS].done == date(2027, 1, 15)
    assert by_id[USES].started == date(2027, 1, 20)
    assert by_id[CONFIRM].started == date(2027, 1, 4)
    assert (by_id[REVIEW].blocked, by_id[REVIEW].reason) == (date(2027, 6, 30), "no answer: yet")
    first = progress(tmp_path)
    again = run("progress", "--from", "back.xlsx")
    assert (again.code, again.err) == (0, "")
    assert "5" not in again.out.splitlines()[0]
    assert progress(tmp_path) == first


def test_the_same_as_the_commands_record(run: Run, tmp_path: Path, sheet: Callable[..., Path]) -> None:
    sheet(
        {
            CHARTER: {STATE: "done", FINISH: datetime(2027, 2, 5)},
            USES: {STATE: "in progress", START: "20 January 2027"},
            REVIEW: {STATE: "blocked"},
        }
    )
    assert run("progress", "--from", "back.xlsx").code == 0
    from_sheet = read(tmp_path)
    (tmp_path / "progress.yaml").unlink()
    run("start", USES, "2027-01-20")
    run("done", CHARTER, "2027-02-05")
    run("block", REVIEW, "--reason", "from the spreadsheet")
    by_commands = read(tmp_path)
    assert sorted(from_sheet.items, key=lambda one: one.id) == sorted(
        by_commands.items, key=lambda one: one.id
    )


def test_every_bad_cell_is_named_and_nothing_is_taken(
    run: Run, tmp_path: Path, sheet: Callable[..., Path]
) -> None:
    sheet(
        {
            CHARTER: {STATE: "finished"},
            INTERVIEWS: {STATE: "done", FINISH: "soon"},
            USES: {STATE: "=1+1"},
            REVIEW: {STATE: "blocked", NOTE: "=A1"},
            CONFIRM: {STATE: "done", FINISH: datetime(2026, 12, 1)},
            "framing/tool-inventory": {STATE: "done"},
        }
    )
    told = run("progress", "--from", "back.xlsx")
    assert told.code == 2
    assert told.out == ""
    for words in (
        "“finished” is not in the list",
        "pick from the list: to do, in progress, blocked, done",
        "“soon” is not a date",
        "a formula stands here",
        "1 December 2026 is before the plan begins",
    ):
        assert words in told.err
    places = [line.split(": ")[1] for line in told.err.splitlines() if line.startswith("back.xlsx: ")]
    assert len(places) == 5
    assert all(place.startswith(("Tasks!K", "Tasks!I", "Tasks!N")) for place in places)
    assert not (tmp_path / "progress.yaml").exists()


def test_what_is_recorded_stays_and_both_are_shown(
    run: Run, tmp_path: Path, sheet: Callable[..., Path]
) -> None:
    sheet({})
    run("done", CHARTER, "2027-02-08")
    run("done", USES, "2027-02-08")
    run("block", REVIEW, "2027-03-01", "--reason", "no answer")
    run("start", INTERVIEWS, "2027-01-18")
    before = progress(tmp_path)
    sheet(
        {
            CHARTER: {STATE: "done", FINISH: datetime(2027, 2, 5)},
            USES: {STATE: "in progress"},
            REVIEW: {STATE: "blocked", NOTE: "ill"},
        }
    )
    told = run("progress", "--from", "back.xlsx")
    assert told.code == 1
    assert progress(tmp_path) == before
    assert f"rse-plan done {CHARTER} 2027-02-05" in told.err
    assert f"rse-plan block {REVIEW} --reason ill" in told.err
    assert "take “done” out of progress.yaml first" in told.err
    assert "Still “to do” in back.xlsx, and kept as recorded: framing/interviews" in told.out


def test_a_sheet_from_before_takes_nothing_back(run: Run, tmp_path: Path, sheet: Callable[..., Path]) -> None:
    sheet({})
    run("done", CHARTER, "2027-02-08")
    before = progress(tmp_path)
    sheet({USES: {STATE: None}})
    told = run("progress", "--from", "back.xlsx")
    assert (told.code, told.err) == (0, "")
    assert f"kept as recorded: {CHARTER}" in told.out
    assert progress(tmp_path) == before


def test_done_after_a_late_start_is_not_before_it(
    run: Run, tmp_path: Path, sheet: Callable[..., Path]
) -> None:
    sheet({CHARTER: {STATE: "done"}})
    run("start", CHARTER, "2027-03-01")
    assert run("progress", "--from", "back.xlsx").code == 0
    report = read(tmp_path).report(CHARTER)
    assert report is not None
    assert (report.started, report.done) == (date(2027, 3, 1), date(2027, 6, 30))


def test_the_days_of_a_plan_made_again_are_no_news(
    run: Run, tmp_path: Path, sheet: Callable[..., Path]
) -> None:
    run("block", INTERVIEWS, "2027-01-11", "--reason", "nobody has time", "--until", "2027-03-01")
    sheet({CHARTER: {STATE: "done"}})
    told = run("progress", "--from", "back.xlsx")
    assert (told.code, told.err) == (0, "")
    assert {one.id for one in read(tmp_path).items} == {INTERVIEWS, CHARTER}


def test_days_names_and_strange_rows_are_told(run: Run, tmp_path: Path, sheet: Callable[..., Path]) -> None:
    def strange(page: Worksheet) -> None:
        page[f"{ID}{page.max_row}"].value = "charter/draft-chartr"
        page[f"{STATE}{page.max_row + 1}"].value = "done"

    sheet(
        {
            CHARTER: {FINISH: datetime(2027, 3, 5), NAME: "Anne Martin"},
            USES: {STATE: "done"},
        },
        change=strange,
    )
    told = run("progress", "--from", "back.xlsx")
    assert told.code == 1
    assert "these days are not the plan’s" in told.err
    assert 'name: "Anne Martin"' in told.err
    assert "did you mean “charter/draft-charter”?" in told.err
    assert "this row belongs to no task of the plan" in told.err
    assert [report.id for report in read(tmp_path).items] == [USES]
    assert "Anne" not in (tmp_path / "answers.yaml").read_text(encoding="utf-8")


def test_rows_may_be_sorted_columns_moved_and_lines_copied(
    run: Run, tmp_path: Path, sheet: Callable[..., Path]
) -> None:
    def sorted_(page: Worksheet) -> None:
        cells = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
        cells.sort(key=lambda row: str(row[2]), reverse=True)
        cells.append(next(row for row in cells if row[0] == CHARTER))
        for number, row in enumerate(cells, start=2):
            for place, value in enumerate(row, start=1):
                page.cell(number, place).value = value

    sheet({CHARTER: {STATE: "done"}}, change=sorted_)
    assert run("progress", "--from", "back.xlsx").code == 0
    assert [report.id for report in read(tmp_path).items] == [CHARTER]


def test_two_lines_of_one_task_must_agree(run: Run, tmp_path: Path, sheet: Callable[..., Path]) -> None:
    def copied(page: Worksheet) -> None:
        page[f"{ID}{page.max_row + 1}"].value = CHARTER
        page[f"{STATE}{page.max_row}"].value = "blocked"

    sheet({CHARTER: {STATE: "done"}}, change=copied)
    told = run("progress", "--from", "back.xlsx")
    assert told.code == 2
    assert "another line of this task stands at Tasks!" in told.err
    assert not (tmp_path / "progress.yaml").exists()


@pytest.mark.parametrize(
    "reference", ["'Gone'!$K$1:$K$9", "#REF!", "Tasks!$ZZZ$9999999", "'[1]x'!$A$1", "A" * 400, "'Tasks'!$K"]
)
def test_names_that_lead_nowhere(
    run: Run, tmp_path: Path, sheet: Callable[..., Path], reference: str
) -> None:
    path = sheet({})
    book = load_workbook(path)
    book.defined_names["rse_tasks_status"].attr_text = reference
    book.save(path)
    told = run("progress", "--from", "back.xlsx")
    assert told.code in (0, 2)
    assert not (tmp_path / "progress.yaml").exists()


def resaved(path: Path, folder: Path, *endings: str) -> Path:
    """Opened and saved by LibreOffice, from one ending to the next."""
    assert shutil.which("soffice"), "install libreoffice-calc-nogui"
    home = f"-env:UserInstallation=file://{folder}/home"
    for number, ending in enumerate(endings):
        out = folder / f"out-{number}"
        command = ["soffice", home, "--headless", "--convert-to", ending, "--outdir", str(out), str(path)]
        ran = subprocess.run(command, check=True, capture_output=True, timeout=180, text=True)
        assert "Error" not in ran.stdout + ran.stderr
        path = out / f"{path.stem}.{ending}"
    return path


@pytest.mark.external
@pytest.mark.parametrize(
    ("language", "endings"),
    [("fr", ("xlsx",)), ("en", ("ods", "xlsx"))],
    ids=["fr-saved", "en-by way of ods"],
)
def test_libreoffice_brings_back_the_same(
    run: Run, tmp_path: Path, sheet: Callable[..., Path], language: str, endings: tuple[str, ...]
) -> None:
    answers(tmp_path, language)
    _, in_progress, blocked, done = state(language)
    path = sheet(
        {
            CHARTER: {STATE: done, FINISH: datetime(2027, 2, 5)},
            INTERVIEWS: {STATE: done},
            USES: {STATE: in_progress, START: datetime(2027, 1, 20)},
            REVIEW: {STATE: blocked, NOTE: "no answer, “yet”"},
        },
        language,
    )
    back = resaved(path, tmp_path, *endings)
    told = run("progress", "--from", str(back))
    assert (told.code, told.err) == (0, "")
    from_sheet = read(tmp_path)
    (tmp_path / "progress.yaml").unlink()
    for words in (
        ("done", CHARTER, "2027-02-05"),
        ("done", INTERVIEWS, "2027-01-15"),
        ("start", USES, "2027-01-20"),
        ("block", REVIEW, "--reason", "no answer, “yet”"),
    ):
        assert run(*words).code == 0
    by_commands = read(tmp_path)
    assert {one.id: one for one in from_sheet.items} == {one.id: one for one in by_commands.items}


def test_answers_and_results_that_the_sheet_has_are_not_lost_without_a_word(
    run: Run, sheet: Callable[..., Path]
) -> None:
    def fill(page: Worksheet) -> None:
        book = page.parent
        assert isinstance(book, Workbook)
        measures, asks = book.worksheets[4], book.worksheets[5]
        for filled, id_, title, value in (
            (asks, "sponsor-mandate/approve-study", "Reply", "yes"),
            (measures, "measurement/monthly-readers@wave-1", "Result", "17/29"),
        ):
            row = next(cell.row for cell in filled["A"] if cell.value == id_)
            column = next(cell.column for cell in filled[1] if cell.value == title)
            filled.cell(row, column).value = value

    back = sheet({}, change=fill)
    told = run("progress", "--from", back.name)
    assert told.code == 1
    assert "rse-plan decide sponsor-mandate/approve-study yes" in told.err
    assert "rse-plan measure measurement/monthly-readers@wave-1 17/29" in told.err
    run("decide", "approve-study", "no", "2027-01-22")
    run("measure", "monthly-readers", "16/29", "2027-06-28")
    told = run("progress", "--from", back.name)
    assert (told.code, told.err) == (0, "")


def test_what_was_planned_is_what_the_sheet_was_written_from(
    run: Run, tmp_path: Path, sheet: Callable[..., Path]
) -> None:
    run("render", "--format", "json,xlsx")
    with (tmp_path / "answers.yaml").open("a", encoding="utf-8") as more:
        more.write("adjust:\n  - {item: framing/interviews, duration: 20d, why: More of them}\n")
    back = sheet({INTERVIEWS: {STATE: "done", FINISH: date(2027, 1, 18)}})
    told = run("progress", "--from", str(back))
    assert "done on 18 January 2027 (planned: 15 January)" in told.out
