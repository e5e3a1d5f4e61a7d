"""What a render says of its files: sizes as people say them, few lines for many, what to read first."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rse_plan.cli import summary
from rse_plan.cli.shell import words
from rse_plan.errors import UserError, say
from rse_plan.formats.documents import LeftOut, NotInstalledError
from rse_plan.formats.manifest import Kept, Output, Written

FRENCH, ENGLISH = words("fr"), words("en")


def told(sizes: dict[str, int]) -> list[str]:
    return [line.replace("\u00a0", " ") for line in summary._file_lines(Path("plan"), sizes, ENGLISH)]


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        (0, "0 bytes", "0 octets"),
        (999, "999 bytes", "999 octets"),
        (1000, "1 kB", "1 ko"),
        (12_499, "12 kB", "12 ko"),
        (999_499, "999 kB", "999 ko"),
        (999_500, "1 MB", "1 Mo"),
        (1_640_000, "1.6 MB", "1,6 Mo"),
        (9_960_000, "10 MB", "10 Mo"),
        (123_400_000, "123 MB", "123 Mo"),
    ],
)
def test_sizes_are_said_in_the_persons_language(count: int, english: str, french: str) -> None:
    said = summary.size(count)
    assert said.in_words(ENGLISH) == english.replace(" ", "\u00a0")
    assert said.in_words(FRENCH) == french.replace(" ", "\u00a0")


def test_one_file_takes_one_line() -> None:
    assert told({"plan.json": 409_000}) == ["Written to plan/: plan.json, 409 kB"]


def test_files_of_one_name_share_a_row_and_so_do_those_of_one_ending() -> None:
    sizes = {"brief.md": 8000, "plan.md": 38_000, "brief.html": 400, "prompt.txt": 7000}
    assert told(sizes | {"tasks.csv": 2000, "risks.csv": 1000}) == [
        "Written to plan/: 6 files, 56 kB",
        "  brief       .md 8 kB, .html 400 bytes",
        "  plan.md     38 kB",
        "  prompt.txt  7 kB",
        "  .csv        tasks 2 kB, risks 1 kB",
    ]


def test_each_language_has_its_rows() -> None:
    lines = told({f"{language}/{name}.md": 1000 for language in ("fr", "en") for name in ("brief", "plan")})
    assert lines[1:] == ["  fr/", "    .md  brief 1 kB, plan 1 kB", "  en/", "    .md  brief 1 kB, plan 1 kB"]


def test_many_files_stay_few_lines_and_none_is_forgotten() -> None:
    readers = {f"plan-{reader}.{ending}": 1000 for reader in range(40) for ending in ("md", "html")}
    lines = told(readers | {f"{number}.ics": 1000 for number in range(20)})
    assert len(lines) == 1 + summary.MOST_ROWS + 1
    assert lines[0] == "Written to plan/: 100 files, 100 kB"
    assert lines[-1].split() == ["…", "76", "other", "files,", "76", "kB"]


def test_a_row_of_many_files_is_counted() -> None:
    calendars = {f"{number}.ics": 1000 for number in range(summary.MOST_NAMED + 1)}
    assert told(calendars | {"plan.json": 5})[1] == "  .ics       9 files, 9 kB"


@pytest.mark.parametrize("columns", [60, 80])
def test_a_row_is_broken_between_files_only(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    endings = ("md", "html", "json", "docx", "xlsx", "xml", "tjp", "mmd")
    row = told({f"plan.{ending}": 123_000 for ending in endings})[1:]
    assert all(len(line) <= columns for line in row)
    assert len(row) == (3 if columns == 60 else 2)
    assert all(line.startswith("        .") for line in row[1:])
    assert "".join(row).count("123 kB") == len(endings)


@pytest.mark.parametrize(
    ("names", "first"),
    [
        (("plan.html", "brief.md", "brief.docx", "brief.html"), "brief.html"),
        (("brief.docx", "brief.pdf", "plan.html"), "brief.pdf"),
        (("fr/brief.html", "en/brief.html"), "fr/brief.html"),
        (("plan.html", "brief.new.html"), "brief.new.html"),
        (("plan-hr.html", "plan-it.html", "hr.ics"), "plan-hr.html"),
        (("plan.json", "tasks.csv", "plan.xlsx", "prompt.md"), None),
    ],
)
def test_the_brief_is_read_first(names: tuple[str, ...], first: str | None) -> None:
    assert summary.read_first(names) == first


def test_sizes_stand_under_the_names_on_the_disk() -> None:
    outputs = (Output("plan.md", b"12"), Output("brief.md", b"1"))
    written = Written(("plan.md", "brief.md"), (Kept("plan.md", "plan.new.md"),), ())
    assert summary.sizes_of(outputs, written) == {"plan.new.md": 2, "brief.md": 1}


def test_what_libraries_would_bring_is_one_sentence_with_one_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    left = [
        LeftOut("ics", NotInstalledError("ics", "calendar")),
        LeftOut("pdf", UserError(say("there is no browser to print with"), say("install one"))),
        LeftOut("pptx", NotInstalledError("pptx", "slides")),
    ]
    summary.tell_left_out(left, ENGLISH)
    assert capsys.readouterr().err.splitlines() == [
        "the format pdf is left out: there is no browser to print with",
        "  help: install one",
        "formats left out because their libraries are not installed: ics, pptx;"
        ' to have them: pip install "rse-plan[calendar,slides]"',
    ]
