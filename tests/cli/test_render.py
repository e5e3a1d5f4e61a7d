"""`rse-plan render`: what it writes, what it says, and what stops it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rse_plan.resources import examples_folder

Run = Callable[..., Any]
ENDINGS = ("md", "html", "docx")
DOCUMENTS = {f"{name}.{ending}" for name in ("brief", "plan", "register") for ending in ENDINGS}
ALL = DOCUMENTS | {"plan.json", "plan.xlsx"}


def answers_of(name: str) -> str:
    return (examples_folder() / f"{name}.yaml").read_text(encoding="utf-8")


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def weldom(tmp_path: Path) -> Path:
    """Weldom's answers as somebody's own, in the folder that commands run in."""
    path = tmp_path / "answers.yaml"
    path.write_text(answers_of("weldom"), encoding="utf-8")
    return path


def test_an_example_becomes_documents(run: Run, tmp_path: Path) -> None:
    ran = run("render", "--example", "weldom", "--language", "fr")
    assert ran.code == 0
    assert files(tmp_path / "plan") == ALL | {".rse-plan.json"}
    plan = json.loads((tmp_path / "plan" / "plan.json").read_bytes())
    assert plan["organisation"]["name"] == "Weldom"
    assert all(not task["origin"]["file"].startswith("/") for task in plan["tasks"])
    assert ran.out.splitlines()[-1] == "Read first: plan/brief.html"


def test_the_summary_says_when_it_opens_and_what_was_written(run: Run, tmp_path: Path) -> None:
    ran = run("render", "--example", "weldom", "--language", "en", "--format", "json", "--out", "a/b")
    opening = json.loads((tmp_path / "a" / "b" / "plan.json").read_bytes())["first_opening"]
    first, second = ran.out.splitlines()
    assert first.startswith("Weldom: first opening on ")
    assert str(int(opening[-2:])) in first
    assert re.fullmatch(r"Written to a/b/: plan.json, \d+\u00a0kB", second)


def test_several_languages_have_a_folder_each_and_equal_dates(run: Run, tmp_path: Path) -> None:
    assert run("render", "--example", "lagardere-publicite", "--language", "fr,en").code == 0
    assert files(tmp_path / "plan") == {".rse-plan.json"} | {
        f"{language}/{name}" for language in ("fr", "en") for name in ALL
    }
    french, english = (
        json.loads((tmp_path / "plan" / language / "plan.json").read_bytes()) for language in ("fr", "en")
    )
    assert [task["id"] for task in french["tasks"]] == [task["id"] for task in english["tasks"]]
    assert [task["start"] for task in french["tasks"]] == [task["start"] for task in english["tasks"]]
    assert french["tasks"][0]["title"] != english["tasks"][0]["title"]


def test_own_answers_are_read_from_the_usual_file_and_answered_in_their_language(
    run: Run, weldom: Path
) -> None:
    ran = run("render", "--format", "markdown", "--language", "fr")
    assert ran.code == 0
    assert "première ouverture" in ran.out
    assert files(weldom.parent / "plan") == {".rse-plan.json", "brief.md", "plan.md", "register.md"}


def test_a_document_of_somebody_else_is_kept(run: Run, weldom: Path) -> None:
    folder = weldom.parent / "plan"
    folder.mkdir()
    (folder / "plan.md").write_text("theirs", encoding="utf-8")
    ran = run("render", "--language", "fr")
    assert ran.code == 0
    assert (folder / "plan.md").read_text(encoding="utf-8") == "theirs"
    assert (folder / "plan.new.md").stat().st_size > 1000
    assert "plan/plan.md" in ran.err
    assert "plan/plan.new.md" in ran.err
    assert run("render", "--language", "fr", "--force").err == ""
    assert (folder / "plan.md").stat().st_size > 1000


def test_a_plan_that_cannot_hold_is_written_and_said(run: Run, weldom: Path) -> None:
    text = weldom.read_text(encoding="utf-8")
    weldom.write_text(text.replace("calendar:\n", "calendar:\n  target: 2027-01-20\n"), encoding="utf-8")
    ran = run("render", "--language", "fr")
    assert ran.code == 1
    assert "error[date-cannot-hold]" in ran.err
    assert files(weldom.parent / "plan") >= ALL


def test_folders_of_ones_own_add_to_the_plan(run: Run, weldom: Path) -> None:
    own = weldom.parent / "own"
    own.mkdir()
    (own / "coffee.yaml").write_text(
        """kind: playbook
format: 1
id: coffee
title: {en: Coffee, fr: Café}
tasks:
  - {id: brew, phase: frame, title: {en: Brew coffee, fr: Faire du café}, raci: {R: it, A: it}, duration: 1d}
""",
        encoding="utf-8",
    )
    assert run("render", "--playbooks", "own", "--format", "json", "--language", "en").code == 0
    tasks = json.loads((weldom.parent / "plan" / "plan.json").read_bytes())["tasks"]
    brew = next(task for task in tasks if task["id"] == "coffee/brew")
    assert (brew["title"], brew["origin"]["file"]) == ("Brew coffee", "own/coffee.yaml")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("render",), ("answers.yaml", "rse-plan init")),
        (("render", "nowhere.yaml"), ("nowhere.yaml",)),
        (("render", "."), (".",)),
        (("render", "--example", "weldo"), ("weldo", "weldom")),
        (("render", "a.yaml", "--example", "weldom"), ("choose one",)),
        (("render", "--example", "weldom", "--language", "de"), ("de", "en, fr")),
        (("render", "--example", "weldom", "--language", " , "), ("empty",)),
        (("render", "--example", "weldom", "--format", "odt"), ("odt", "markdown, html, json")),
        (("render", "--example", "weldom", "--playbooks", "nowhere"), ("nowhere",)),
        (("render", "--example", "weldom", "--out", "taken"), ("taken", "--out")),
    ],
)
def test_what_cannot_be_done_is_2_with_what_to_do(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], said: tuple[str, ...]
) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    ran = run(*arguments)
    assert ran.code == 2
    assert all(word in ran.err for word in said)
    assert ran.out == ""
    assert files(tmp_path) == {"taken"}


def test_answers_without_a_start_say_which_line_to_add(run: Run, weldom: Path) -> None:
    lines = weldom.read_text(encoding="utf-8").splitlines(keepends=True)
    weldom.write_text("".join(line for line in lines if "start:" not in line), encoding="utf-8")
    ran = run("render")
    assert ran.code == 2
    assert "start: 2" in ran.err
    assert files(weldom.parent) == {"answers.yaml"}


TASK = "raci: {R: it, A: it}, duration: 1d, title: {en: x, fr: x}}"
BROKEN = {
    "a tab": ("tasks:\n\t- {id: a}\n", "7:1: error[yaml-parse]"),
    "a duplicate key": ("tasks: []\ntasks: []\n", "7:1: error[duplicate-key]"),
    "an alias bomb": ("risks: &a [x, x]\nkpis: [*a, *a]\n", "6:8: error[unsupported-yaml]"),
    "a missing colon": ("tasks\n  - {id: a}\n", "error[yaml-parse]"),
    "a phase that does not exist": (
        f"tasks:\n  - {{id: a, phase: pilto, {TASK}\n",
        "7:20: error[wrong-value]",
    ),
    "an unknown role": (
        "tasks:\n  - {id: a, phase: frame, raci: {R: itt, A: it}, duration: 1d, title: {en: x, fr: x}}\n",
        "7:37: error[unknown-role]",
    ),
    "a question that nobody asks": (
        f'tasks:\n  - {{id: a, phase: frame, when: organisation.size == "x", {TASK}\n',
        "error[unasked-variable]",
    ),
    "a number where a date belongs": ("modified: 12\n", "6:11: error[wrong-value]"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_playbook_is_shown_with_its_place_and_nothing_written(
    run: Run, weldom: Path, fault: str
) -> None:
    body, said = BROKEN[fault]
    own = weldom.parent / "own"
    own.mkdir()
    head = "kind: playbook\nformat: 1\nid: mine\n\ntitle: {en: Mine, fr: Mien}\n"
    (own / "mine.yaml").write_text(head + body, encoding="utf-8")
    ran = run("render", "--playbooks", "own")
    assert ran.code == 2
    assert said in ran.err
    assert "own/mine.yaml:" in ran.err
    assert files(weldom.parent) == {"answers.yaml", "own/mine.yaml"}


def test_a_cycle_across_two_files_is_named_edge_by_edge(run: Run, weldom: Path) -> None:
    own = weldom.parent / "own"
    own.mkdir()
    for name, other in (("first", "second"), ("second", "first")):
        (own / f"{name}.yaml").write_text(
            f"kind: playbook\nformat: 1\nid: {name}\ntitle: {{en: x, fr: x}}\nrequires: [{other}]\n"
            f"tasks:\n  - {{id: a, phase: frame, needs: [{other}/a], {TASK}\n",
            encoding="utf-8",
        )
    ran = run("render", "--playbooks", "own")
    assert ran.code == 2
    assert "error[dependency-cycle]" in ran.err
    assert "own/first.yaml:7:" in ran.err
    assert "own/second.yaml:7:" in ran.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("format: 1", "format: 2", "error[format-version]"),
        ("start: 2027-01-04", "start: 12", "error[wrong-value]"),
        ("headcount: 2750", "sizee: 2750", "error[unknown-answer]"),
        ("kind: answers", "kind: playbook", "error["),
    ],
)
def test_broken_answers_are_shown_with_their_place_and_nothing_written(
    run: Run, weldom: Path, old: str, new: str, said: str
) -> None:
    text = weldom.read_text(encoding="utf-8")
    assert old in text
    weldom.write_text(text.replace(old, new, 1), encoding="utf-8")
    ran = run("render")
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.startswith("answers.yaml:")
    assert files(weldom.parent) == {"answers.yaml"}


def test_a_folder_that_may_not_be_read_is_said(
    run: Run, weldom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (weldom.parent / "own").mkdir()
    scan = os.scandir

    def refused(path: Any) -> Any:
        if Path(path).name == "own":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refused)
    ran = run("render", "--playbooks", "own")
    assert ran.code == 2
    assert "own" in ran.err


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in sorted(files(folder))}


@pytest.mark.whole  # two processes that read the library and render it
def test_the_same_bytes_under_any_hash_seed(process: Run, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        ran = process(
            "render", "--example", "weldom", "--language", "fr,en", "--out", seed,
            environment={"PYTHONHASHSEED": seed},
        )  # fmt: skip
        assert ran.code == 0
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


@pytest.mark.whole  # two processes that read the library and render it
def test_line_ends_a_byte_order_mark_and_the_console_change_no_document(process: Run, tmp_path: Path) -> None:
    text = answers_of("weldom")
    for name, written in (
        ("plain", text.encode("utf-8")),
        ("windows", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8")),
    ):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "answers.yaml").write_bytes(written)
        environment = {"PYTHONIOENCODING": "cp1252"} if name == "windows" else {}
        ran = process(
            "render", folder=folder, environment=environment, encoding="cp1252" if environment else "utf-8"
        )
        assert ran.code == 0
    plain, windows = contents(tmp_path / "plain" / "plan"), contents(tmp_path / "windows" / "plan")
    assert plain == windows


def test_a_file_of_another_format_is_refused_in_its_own_language(run: Run, weldom: Path) -> None:
    text = weldom.read_text(encoding="utf-8")
    weldom.write_text(text.replace("format: 1", "format: 9", 1), encoding="utf-8")
    ran = run("render")
    assert ran.code == 2
    assert "aide" in ran.err
    assert "help" not in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("render", "closed.yaml"),
        ("render", "--example", "weldom", "--playbooks", "closed.yaml"),
        ("lint", "closed.yaml"),
        ("lint", "--playbooks", "closed.yaml", "open.yaml"),
        ("schema", "answers", "--playbooks", "closed.yaml"),
        ("init", "closed.yaml"),
    ],
)
def test_what_cannot_be_read_is_said_in_our_form(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    for name in ("closed.yaml", "open.yaml"):
        (tmp_path / name).write_text("kind: answers\n", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda path, *_: "closed" not in str(path))
    ran = run(*arguments)
    assert "Usage:" not in ran.err
    assert "is not readable" not in ran.err


@pytest.mark.parametrize(("sites", "code"), [pytest.param("many", 0, marks=pytest.mark.whole), ("lots", 2)])
def test_a_reader_that_leaves_changes_no_exit_code(tmp_path: Path, sites: str, code: int) -> None:
    text = answers_of("weldom").replace("sites: many", f"sites: {sites}", 1)
    (tmp_path / "answers.yaml").write_text(text, encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        ran = subprocess.run(
            [sys.executable, "-m", "rse_plan", "render"],
            cwd=tmp_path,
            stdout=closed,
            stderr=closed,
            check=False,
            timeout=120,
        )
    assert ran.returncode == code


def test_what_nobody_confirmed_is_told_with_what_to_type(run: Run, weldom: Path) -> None:
    done = "items: [{id: framing/interviews, done: 2027-01-15}]"
    weldom.with_name("progress.yaml").write_text(f"kind: progress\nformat: 1\n{done}\n", encoding="utf-8")
    ran = run("render", "--today", "2027-02-15", "--language", "fr", "--format", "markdown")
    commands = re.findall(r"^  rse-plan done (\w\S+) (2027-\d\d-\d\d)$", ran.err, re.MULTILINE)
    assert len(commands) == 3
    assert all(day < "2027-02-15" for _, day in commands)
    assert "framing/interviews" not in dict(commands)
    assert re.search(r"confirmer d’un coup\s:\n  rse-plan done --until 2027-02-1[0-4]\n", ran.err)
    assert "le registre commence par leur liste" in ran.err
    register = (weldom.parent / "plan" / "register.md").read_text(encoding="utf-8")
    assert register.index("## Non confirmé") < register.index("## Vagues")
    assert "rse-plan done" not in register


def test_of_what_is_decided_the_answer_is_to_be_typed(
    run: Run, weldom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rse_plan.cli.confirming.today", lambda: date(2027, 1, 25))
    assert run("done", "--until", "2027-01-24", "--yes").code == 0
    told = run("render", "--today", "2027-01-25", "--language", "fr", "--format", "json").err
    yes = "oui" if "échéance" in told else "yes"
    assert f"  rse-plan decide sponsor-mandate/approve-study {yes} 2027-01-22\n" in told


def test_commands_to_type_name_the_answers_and_the_folder(run: Run, weldom: Path) -> None:
    """What is printed can be typed as it is."""
    folder = weldom.parent
    weldom.rename(folder / "ours.yaml")
    options = ("render", "ours.yaml", "--out", "given", "--format", "json")
    run(*options)
    done = "items: [{id: framing/interviews, done: 2027-01-15}]"
    (folder / "progress.yaml").write_text(f"kind: progress\nformat: 1\n{done}\n", encoding="utf-8")
    told = run(*options, "--today", "2027-02-15")
    commands = [line.split()[1:] for line in told.err.splitlines() if line.startswith("  rse-plan done")]
    assert [command[-2:] for command in commands[:3]] == [["--answers", "ours.yaml"]] * 3
    assert commands[3][-4:] == ["--answers", "ours.yaml", "--out", "given"]


def test_one_more_to_confirm_is_one(run: Run, weldom: Path) -> None:
    progress = weldom.with_name("progress.yaml")
    head = "kind: progress\nformat: 1\nitems:\n  - {id: framing/interviews, done: 2027-01-15}\n"
    progress.write_text(head, encoding="utf-8")
    options = ("--today", "2027-01-18", "--language", "fr", "--format", "json")
    first = run("render", *options).err
    count = int(re.findall(r"(\d+)\s échéances".replace(" ", ""), first)[0])
    given = re.findall(r"rse-plan done (\w\S+) (\S+)", first)
    assert (count, len(given)) == (6, 3)
    done = "".join(f"  - {{id: {id_}, done: {day}}}\n" for id_, day in given[:2])
    progress.write_text(head + done, encoding="utf-8")
    assert "\net 1 autre : le registre" in run("render", *options).err.replace("\u00a0", " ")
