"""PDF without anything that prints: which browser is found, how it is run, what is said when it fails.

Fake browsers stand in for real ones; tests/formats/test_pdf_pages.py has those.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ran import Run, runner

from examples import LANGUAGES, example_plan
from rse_plan.cli.shell import words
from rse_plan.documents.audiences import audiences_of
from rse_plan.documents.described import Described
from rse_plan.documents.words import Words
from rse_plan.errors import UserError
from rse_plan.formats import browser, pdf, weasy

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fake browsers are shell scripts")

PRINTS = r"""
for word; do case $word in --print-to-pdf=*) out=${word#*=};; esac; done
printf '%s\n' "$@" > "$(dirname "$0")/asked"
node=$(printf %08d $$) next=$(printf %08d $(($$ + 7)))
cat > "$out" <<END
%PDF-1.4
1 0 obj
<</Title (\(D:20261129002550+00'00'\)) /CreationDate (D:20261129002550+00'00')
/ModDate (D:20261129012550+01'00')>>
endobj
<</S /TH /ID (node$next) /Headers [(node$node)]>> <</Limits [(node$node) (node$next)]>>
trailer
<</Size 2
/Info 1 0 R>>
startxref
9
%%EOF
END
"""
FAILING = {
    "hanging": ('sleep 60 & echo $! > "$(dirname "$0")/child"; wait', "0.3", "0,3"),
    "crashing": (
        "echo words >&2; echo '[1:FATAL:sandbox] no box' >&2; echo more >&2; exit 133",
        "no box",
        "",
    ),
    "writing nothing": ("echo 'ERROR: cannot write' >&2; exit 0", "cannot write", ""),
    "writing something else": (PRINTS.replace("%PDF-1.4", "<html>"), "no pages", "aucune page"),
}
PAGES = {"brief": "<p>é</p>", "plan": "<p>2</p>", "register": "<p>3</p>", "plan-hr": "<p>4</p>"}

Place = Callable[..., Path]


@pytest.fixture(autouse=True)
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made, as the home folder is; nothing is installed."""
    for name in ("rooms", "home", "bin"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "rooms"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv(browser.CHOICE, raising=False)
    return tmp_path / "rooms"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A program put somewhere: `place("chromium", "exit 0", "bin")`."""

    def put(name: str, script: str = PRINTS, *folders: str) -> Path:
        path = tmp_path.joinpath(*(folders or ("bin",)), name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    return put


def said(fault: UserError, language: str) -> str:
    translate = words(language)
    return f"{fault.message.in_words(translate)}\n{fault.help.in_words(translate) if fault.help else ''}"


# --- which browser ---


def test_a_browser_is_found_in_path_chrome_first(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert browser.find() is None
    for name in ("microsoft-edge", "chromium-browser", "google-chrome-stable"):
        assert browser.find() != str(place(name))
        assert browser.find() == str(tmp_path / "bin" / name)


def test_windows_and_macos_have_usual_places(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    environment = {"PROGRAMFILES(X86)": str(tmp_path / "x86"), "LOCALAPPDATA": str(tmp_path / "local")}
    place("chromium")
    assert list(browser._installed("win32", environment)) == [], "its PATH has the current folder in it"
    edge = place("msedge.exe", "", "x86", "Microsoft", "Edge", "Application")
    chrome = place("chrome.exe", "", "local", "Google", "Chrome", "Application")
    assert list(browser._installed("win32", environment)) == [str(chrome), str(edge)]
    (tmp_path / "bin" / "chromium").unlink()
    app = place("Google Chrome", "", "home", "Applications", "Google Chrome.app", "Contents", "MacOS")
    assert str(app) in list(browser._installed("darwin", {}))
    assert str(app) not in list(browser._installed("linux", {}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_environment_names_another_one_or_none(
    place: Place, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    named = place("my browser", PRINTS, "other")
    monkeypatch.setenv(browser.CHOICE, str(named))
    assert browser.find() == str(named)
    monkeypatch.setenv(browser.CHOICE, "WeasyPrint")
    assert browser.find() is None
    monkeypatch.setenv(browser.CHOICE, "/nowhere/chrome")
    with pytest.raises(UserError) as fault:
        browser.find()
    told = said(fault.value, language)
    assert browser.CHOICE in told
    assert "/nowhere/chrome" in told
    assert "weasyprint" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_nothing_to_print_with_both_ways_are_named(
    monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv(browser.CHOICE, browser.NO_BROWSER)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert not weasy.is_installed()
    with pytest.raises(UserError) as fault:
        pdf.printed({"brief": ""}, date(2027, 1, 4), {"brief": ""})
    told = said(fault.value, language)
    for way in ("Chrome", "Edge", "Chromium", browser.CHOICE, "WeasyPrint", 'pip install "rse-plan[pdf]"'):
        assert way in told


# --- how it is run ---


def test_each_page_has_a_start_with_a_profile_of_its_own(place: Place, rooms: Path) -> None:
    program = place("chromium")
    printed = browser.printed(str(program), PAGES)
    assert list(printed) == list(PAGES), "also more than are printed at once"
    assert all(content.startswith(b"%PDF-") for content in printed.values())
    asked = program.with_name("asked").read_text(encoding="utf-8").splitlines()
    (profile,) = (word.partition("=")[2] for word in asked if word.startswith("--user-data-dir="))
    assert profile.startswith(str(rooms))
    assert asked[-1].startswith(f"file://{rooms}")
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in asked
    assert list(rooms.iterdir()) == []


@pytest.mark.parametrize(("user", "unboxed"), [(0, True), (1000, False)])
def test_only_root_does_without_the_browsers_sandbox(
    place: Place, monkeypatch: pytest.MonkeyPatch, user: int, unboxed: bool
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    program = place("chromium")
    browser.printed(str(program), {"brief": ""})
    asked = program.with_name("asked").read_text(encoding="utf-8").splitlines()
    assert ("--no-sandbox" in asked) is unboxed


@pytest.mark.parametrize("folders", [("snap", "bin"), ("bin",)])
def test_a_snap_works_in_a_visible_folder_of_the_home(
    place: Place, tmp_path: Path, folders: tuple[str, ...]
) -> None:
    script = PRINTS if "snap" in folders else f"# exec /snap/bin/chromium\n{PRINTS}"
    program = place("chromium", script, *folders)
    browser.printed(str(program), {"brief": ""})
    page = program.with_name("asked").read_text(encoding="utf-8").splitlines()[-1]
    inside = Path(page.removeprefix("file://")).relative_to(tmp_path / "home")
    assert not inside.parts[0].startswith(".")
    assert list((tmp_path / "home").iterdir()) == []


# --- when it fails ---


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", FAILING)
def test_a_browser_that_fails_is_said_and_leaves_nothing(
    place: Place, rooms: Path, way: str, language: str
) -> None:
    script, why, french = FAILING[way]
    program = place("chromium", script)
    with pytest.raises(UserError) as fault:
        browser.printed(str(program), {"brief": ""}, limit=0.3 if way == "hanging" else 30)
    told = said(fault.value, language)
    for word in (str(program), "brief", (french if language == "fr" else "") or why, browser.CHOICE):
        assert word in told
    assert list(rooms.iterdir()) == []


def test_what_hangs_is_ended_with_all_that_it_started(place: Place) -> None:
    program = place("chromium", FAILING["hanging"][0])
    with pytest.raises(UserError):
        browser.printed(str(program), {"brief": ""}, limit=0.5)
    child = int(program.with_name("child").read_text(encoding="utf-8"))
    until = time.monotonic() + 10
    while runs(child) and time.monotonic() < until:
        time.sleep(0.01)
    assert not runs(child)


def runs(process: int) -> bool:
    """Whether it still does something: one that nobody has buried yet does not."""
    command = ["ps", "-o", "stat=", "-p", str(process)]
    state = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return bool(state) and not state.startswith("Z")


def test_what_cannot_be_started_is_said(place: Place, rooms: Path) -> None:
    program = place("chromium")
    program.chmod(0o644)
    with pytest.raises(UserError) as fault:
        browser.printed(str(program), {"brief": ""})
    assert "you have no right to it" in said(fault.value, "en")
    assert list(rooms.iterdir()) == []


def test_ctrl_c_ends_the_browser_and_leaves_nothing(place: Place, rooms: Path) -> None:
    program = place("chromium", f"kill -INT $PPID; {FAILING['hanging'][0]}")
    with pytest.raises(KeyboardInterrupt):
        browser.printed(str(program), {"brief": ""}, limit=30)
    assert list(rooms.iterdir()) == []


@pytest.mark.parametrize("name", ["TERM", "HUP"])
def test_whatever_ends_the_process_the_browser_ends_and_nothing_is_left(
    place: Place, rooms: Path, name: str
) -> None:
    number = getattr(signal, f"SIG{name}")
    before = signal.getsignal(number)
    program = place("chromium", f"kill -{name} $PPID; {FAILING['hanging'][0]}")
    with pytest.raises(SystemExit) as ended:
        browser.printed(str(program), {"brief": ""}, limit=30)
    assert ended.value.code == 128 + number
    assert list(rooms.iterdir()) == []
    assert signal.getsignal(number) == before


# --- what is written ---


def test_moments_are_the_plans_first_day_and_every_byte_keeps_its_place(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, program = example_plan("association-60"), str(place("chromium"))
    readers = audiences_of(plan, ["ambassador", "manager"])
    monkeypatch.setenv(browser.CHOICE, program)
    first, again, other = (
        {output.name: output.content for output in pdf.outputs(Described(plan, Words(language), readers))}
        for language in ("fr", "fr", "en")
    )
    assert list(first) == ["plan-ambassador.pdf", "plan-manager.pdf"]
    assert first == again
    day = f"{plan.start:%Y%m%d}000000".encode()
    content, raw = first["plan-manager.pdf"], browser.printed(program, {"brief": ""})["brief"]
    assert re.findall(rb"Date \(D:(\d+)\+00'00'\)", content) == [day, day]
    assert rb"(\(D:20261129002550+00'00'\))" in content, "words of an answer are left alone"
    assert b"/ID (node00000002) /Headers [(node00000001)]" in content, "it numbers on where it has come to"
    assert b"[(node00000001) (node00000002)]" in content
    assert content.index(b"trailer") == raw.index(b"trailer")
    marks = {
        re.findall(rb"/ID \[<([0-9a-f]{32})> <\1>\]", each)[0]
        for files in (first, other)
        for each in files.values()
    }
    assert len(marks) == 2 * len(first), "one for each document and language"


def test_files_are_named_as_those_of_other_formats_are(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv(browser.CHOICE, str(place("chromium")))
    run: Run = runner(tmp_path, monkeypatch, capsys)
    ran = run("render", "--example", "association-60", "--format", "pdf", "--language", "fr,en")
    assert ran.code == 0, ran.err
    names = [f"{language}/{name}.pdf" for language in ("fr", "en") for name in ("brief", "plan", "register")]
    assert all((tmp_path / "plan" / name).is_file() for name in names)
    assert ran.out.splitlines()[-1].endswith("plan/fr/brief.pdf")
