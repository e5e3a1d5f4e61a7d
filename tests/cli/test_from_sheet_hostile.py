"""`rse-plan progress --from`: workbooks that are none, that are torn, too large, or somebody else's."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from ran import Run
from tracked import half_a_year_in


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    half_a_year_in(monkeypatch, tmp_path)


def plain_book() -> bytes:
    book = Workbook()
    book.active.append(["Id", "State"])  # type: ignore[union-attr]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def bomb() -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w", 8) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 70_000_000)
    return target.getvalue()


def with_entities() -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "this is not an Excel workbook, or it is damaged"),
        (b"kind: progress\n", "this is not an Excel workbook, or it is damaged"),
        (b"PK\x03\x04 not a zip", "this is not an Excel workbook, or it is damaged"),
        (b"\xd0\xcf\x11\xe0 old", "has a password, or is of an old kind"),
        (b"0" * 10_500_000, "far larger than what is read"),
        (bomb, "far larger than what is read"),
        (with_entities, "damaged"),
        (plain_book, "this workbook is no plan.xlsx"),
    ],
    ids=["empty", "yaml", "torn", "old", "huge", "bomb", "entities", "other"],
)
def test_hostile_workbooks(run: Run, tmp_path: Path, content: bytes | Callable[[], bytes], said: str) -> None:
    (tmp_path / "back.xlsx").write_bytes(content if isinstance(content, bytes) else content())
    told = run("progress", "--from", "back.xlsx")
    assert told.code == 2
    assert said in told.err
    assert told.out == ""
    assert not (tmp_path / "progress.yaml").exists()


def test_no_file_and_a_folder(run: Run, tmp_path: Path) -> None:
    assert "it does not exist" in run("progress", "--from", "none.xlsx").err
    (tmp_path / "folder.xlsx").mkdir()
    told = run("progress", "--from", "folder.xlsx")
    assert (told.code, "folder.xlsx cannot be read" in told.err) == (2, True)
