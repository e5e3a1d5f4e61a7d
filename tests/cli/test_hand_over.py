"""`rse-plan init --for` and `--merge`: out to somebody and back, with what the shell sees."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filled_sheets import Typed, cell_of, changed, filled, rows_of

from rse_plan.resources import example_path

Run = Callable[..., Any]
COUNCIL = "employers.weldom.works_council"


@pytest.fixture(autouse=True)
def _weldom(tmp_path: Path) -> None:
    shutil.copy(example_path("weldom"), tmp_path / "answers.yaml")


def known(run: Run, *settings: str) -> None:
    """Answers that the project lead has learned meanwhile."""
    flags = [
        word
        for setting in (*settings, "calendar.target=unknown", "team.cm_hours=10")
        for word in ("--set", setting)
    ]
    assert run("init", "--no-input", *flags).code == 0


def returned(
    folder: Path, answers: dict[str, Typed], name: str = "hr.xlsx", back: str = "back.xlsx"
) -> bytes:
    """The sheet filled in and sent back; gives its content."""
    content = filled((folder / name).read_bytes(), answers)
    (folder / back).write_bytes(content)
    return content


def test_a_sheet_goes_out_and_its_answers_come_back(run: Run, tmp_path: Path) -> None:
    before = (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    ran = run("init", "--for", "hr")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"Questions pour la DRH dans hr.xlsx\u00a0: {len(rows_of((tmp_path / 'hr.xlsx').read_bytes())) - 1}",
        "Vos réponses confidentielles n’y sont pas.",
        "À son retour\u00a0: rse-plan init --merge hr.xlsx",
    ]
    assert (tmp_path / "answers.yaml").read_text(encoding="utf-8") == before
    returned(tmp_path, {COUNCIL: "oui, un seul", "employers.weldom.unions": "non"})
    ran = run("init", "--merge", "back.xlsx")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "Repris de back.xlsx dans answers.yaml\u00a0: 2",
        "  centrale Weldom, CSE\u00a0: oui, un seul",
        "  centrale Weldom, syndicats présents\u00a0: non",
    ]
    after = (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert added == ["    works_council: single", "    unions: false"]
    assert [line for line in before.splitlines() if line.lstrip().startswith("#")] == [
        line for line in after.splitlines() if line.lstrip().startswith("#")
    ]


def test_the_same_sheet_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    run("init", "--for", "hr")
    returned(tmp_path, {COUNCIL: "oui, un seul"})
    run("init", "--merge", "back.xlsx")
    once = (tmp_path / "answers.yaml").read_bytes()
    ran = run("init", "--merge", "back.xlsx")
    assert ran.code == 0
    assert "n’apprend rien de plus" in ran.out
    assert (tmp_path / "answers.yaml").read_bytes() == once


def test_a_file_for_an_editor_does_the_same(run: Run, tmp_path: Path) -> None:
    assert run("init", "--for", "hr", "--out", "hr.yaml", "--language", "en").code == 0
    text = (tmp_path / "hr.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Weldom: questions for human resources\n")
    (tmp_path / "hr.yaml").write_text(
        text.replace("    works_council:\n", "    works_council: single\n", 1), "utf-8"
    )
    ran = run("init", "--merge", "hr.yaml", "--language", "en")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Taken from hr.yaml into answers.yaml: 1\n  centrale Weldom, works council: yes, one\n"
    assert "    works_council: single\n" in (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    assert (tmp_path / "answers.yaml").read_text(encoding="utf-8").splitlines()[2] != "language: en"


def test_a_conflict_is_shown_with_both_values_and_the_rest_is_taken(run: Run, tmp_path: Path) -> None:
    run("init", "--for", "hr", "--language", "en")
    content = returned(
        tmp_path,
        {COUNCIL: "yes, one", "employers.weldom.council_delay_days": 45, "employers.weldom.unions": "yes"},
    )
    known(run, f"{COUNCIL}=multi", "employers.weldom.council_delay_days=60")
    answers = (tmp_path / "answers.yaml").read_text(encoding="utf-8").splitlines()
    line = answers.index("    works_council: multi") + 1
    ran = run("init", "--merge", "back.xlsx", "--language", "en")
    assert ran.code == 1
    assert "Taken from back.xlsx into answers.yaml: 1" in ran.out
    cell = cell_of(content, COUNCIL)
    assert (
        f"back.xlsx: Questions!{cell}: centrale Weldom, works council: the sheet says “yes, one”, "
        f"answers.yaml says “yes, central and local ones” (line {line}), which is kept\n"
        f"  help: to take the sheet’s answer: rse-plan init --set {COUNCIL}=single\n"
    ) in ran.err
    text = (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    assert "    works_council: multi\n" in text
    assert "    council_delay_days: 60\n" in text
    assert "    unions: true\n" in text


def test_the_way_to_take_the_other_answer_works(run: Run, tmp_path: Path) -> None:
    run("init", "--for", "hr", "--language", "en")
    returned(tmp_path, {"employers.weldom.council_delay_days": 45})
    known(run, "employers.weldom.council_delay_days=60")
    ran = run("init", "--merge", "back.xlsx", "--language", "en")
    assert ran.code == 1
    command = ran.err.rstrip().rpartition("rse-plan ")[2].split()
    assert run(*command, "--no-input").code == 0
    assert "    council_delay_days: 45\n" in (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    assert run("init", "--merge", "back.xlsx").code == 0


def test_bad_cells_are_named_and_nothing_is_taken(run: Run, tmp_path: Path) -> None:
    before = (tmp_path / "answers.yaml").read_bytes()
    run("init", "--for", "hr")
    content = returned(
        tmp_path, {COUNCIL: "deux", "employers.weldom.unions": "=1", "legal.charter_sanctions": "oui"}
    )
    ran = run("init", "--merge", "back.xlsx")
    assert ran.code == 2
    assert ran.err.splitlines() == [
        f"back.xlsx: Questions!{cell_of(content, COUNCIL)}: « deux » n’est pas dans la liste".replace(
            "« ", "«\u00a0"
        ).replace(" »", "\u00a0»"),
        "  aide\u00a0: choisir dans la liste\u00a0: "
        "non, oui, un seul, oui, central et d’établissement, je ne sais pas encore",
        f"back.xlsx: Questions!{cell_of(content, 'employers.weldom.unions')}: une formule se trouve ici",
        "  aide\u00a0: taper la réponse elle-même",
        "answers.yaml n’a pas été modifié",
    ]
    assert (tmp_path / "answers.yaml").read_bytes() == before


def test_a_bad_line_is_named_and_nothing_is_taken(run: Run, tmp_path: Path) -> None:
    before = (tmp_path / "answers.yaml").read_bytes()
    bad = "kind: answers\nformat: 1\nlegal: {charter: none, charter_sanction: true}\n"
    (tmp_path / "back.yaml").write_text(bad, encoding="utf-8")
    ran = run("init", "--merge", "back.yaml", "--language", "en")
    assert ran.code == 2
    assert "back.yaml:3:24: error[unknown-answer]" in ran.err
    assert "did you mean “charter_sanctions”?" in ran.err
    assert (tmp_path / "answers.yaml").read_bytes() == before


def test_a_contradiction_is_named_and_nothing_is_taken(run: Run, tmp_path: Path) -> None:
    before = (tmp_path / "answers.yaml").read_bytes()
    (tmp_path / "back.yaml").write_text(
        "kind: answers\nformat: 1\nlegal: {charter: none}\ncalendar: {target: 2020-01-01}\n", encoding="utf-8"
    )
    ran = run("init", "--merge", "back.yaml", "--language", "en")
    assert ran.code == 2
    assert "back.yaml:4:20: the wanted opening is on 1 January 2020, before the start" in ran.err
    assert (tmp_path / "answers.yaml").read_bytes() == before


def test_an_answer_without_a_question_is_said_and_left_out(run: Run, tmp_path: Path) -> None:
    run("init", "--for", "hr", "--language", "en")
    content = returned(tmp_path, {"employers.weldom.council_expert": "yes"})
    known(run, f"{COUNCIL}=none")
    ran = run("init", "--merge", "back.xlsx", "--language", "en")
    assert ran.code == 0
    cell = cell_of(content, "employers.weldom.council_expert")
    assert ran.err == (
        f"back.xlsx: Questions!{cell}: this question is not asked any more; its answer is not taken\n"
    )


def test_a_sheet_that_may_hold_answers_is_not_written_over(run: Run, tmp_path: Path) -> None:
    assert run("init", "--for", "hr").code == 0
    assert run("init", "--for", "hr").code == 0  # the same bytes: nothing is lost
    content = returned(tmp_path, {COUNCIL: "oui, un seul"}, back="hr.xlsx")
    ran = run("init", "--for", "hr", "--language", "en")
    assert ran.code == 2
    assert "hr.xlsx existe déjà" in ran.err or "hr.xlsx is there already" in ran.err
    assert (tmp_path / "hr.xlsx").read_bytes() == content


def test_where_nothing_is_open_no_sheet_is_written(run: Run, tmp_path: Path) -> None:
    ran = run("init", "--for", "council", "--language", "en")
    assert ran.code == 0
    assert ran.out.startswith(
        "Nothing is open for the staff representatives: no sheet is written.\nOpen questions: "
    )
    assert "hr (" in ran.out
    assert not (tmp_path / "council.xlsx").exists()


@pytest.mark.parametrize(
    ("arguments", "message", "advice"),
    [
        (["--for", "hrr"], "nobody to hand over to is called “hrr”", "did you mean “hr”?"),
        (["--for", "dpo"], "nobody to hand over to is called “dpo”", "“dpo” belongs to “legal”: --for legal"),
        (
            ["--for", "hr", "--out", "hr.csv"],
            "“hr.csv” ends neither in .xlsx nor in .yaml",
            "name it hr.xlsx",
        ),
        (
            ["--for", "hr", "--out", "no/hr.xlsx"],
            "no/hr.xlsx cannot be written: its folder does not exist",
            "--out",
        ),
        (["--for", "hr", "--out", "folder.xlsx"], "folder.xlsx is there already", "--out"),
        (["--out", "hr.xlsx"], "--out names a sheet, and nobody is named", "--for TRACK"),
        (["--merge", "gone.xlsx"], "gone.xlsx cannot be read: it does not exist", "name the sheet"),
        (["--merge", "folder.xlsx"], "folder.xlsx cannot be read: it is a folder", "name the sheet"),
        (
            ["--merge", "old.xls"],
            "old.xls: the workbook has a password, or is of an old kind",
            "save it as .xlsx",
        ),
        (
            ["--merge", "cut.xlsx"],
            "cut.xlsx: this is not an Excel workbook, or it is damaged",
            "save it as .xlsx",
        ),
        (
            ["--for", "hr", "--merge", "x"],
            "--for writes a sheet and --merge takes one back",
            "one after the other",
        ),
        (["--merge", "x", "--out", "y.xlsx"], "--merge writes into answers.yaml", "leave --out away"),
        (
            ["--for", "hr", "--set", "a=b"],
            "--for and --merge take no answers beside them",
            "a run of their own",
        ),
        (["new.yaml", "--for", "hr"], "new.yaml does not exist yet", "begin it with rse-plan init new.yaml"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_said_in_two_lines(
    run: Run, tmp_path: Path, arguments: list[str], message: str, advice: str
) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0" + b"0" * 600)
    (tmp_path / "cut.xlsx").write_bytes(b"PK\x03\x04 and no more")
    before = sorted(os.listdir(tmp_path))
    ran = run("init", *arguments)
    assert ran.code == 2
    assert ran.out == ""
    first, second = ran.err.splitlines()
    assert message in first
    assert advice in second
    assert sorted(os.listdir(tmp_path)) == before


def test_a_text_from_a_sheet_cannot_steer_the_terminal_or_the_file(run: Run, tmp_path: Path) -> None:
    run("init", "--for", "business", "--language", "en")
    key = "communities.boite-a-idees.purpose"
    returned(tmp_path, {key: "a: b # “c” [x]"}, name="business.xlsx")
    assert run("init", "--merge", "back.xlsx").code == 0
    assert '    purpose: "a: b # “c” [x]"\n' in (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    returned(tmp_path, {key: "\u202egnp.exe"}, name="business.xlsx")
    ran = run("init", "--merge", "back.xlsx")
    assert ran.code == 2
    assert "\u202e" not in ran.out + ran.err


def test_a_named_answers_file_is_named_in_what_to_type_next(run: Run, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").rename(tmp_path / "our answers.yaml")
    ran = run("init", "our answers.yaml", "--for", "it", "--out", "it now.yml")
    assert ran.out.splitlines()[-1].endswith("rse-plan init 'our answers.yaml' --merge 'it now.yml'")


def test_a_sheet_of_five_hundred_communities_goes_out_and_back(run: Run, tmp_path: Path) -> None:
    text = (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    head, _, tail = text.partition("communities:\n")
    tail = tail[tail.index("\n" + next(line for line in tail.splitlines() if line and line[0].isalpha())) :]
    many = "".join(f"  - {{id: c-{number}, name: Community {number}}}\n" for number in range(500))
    (tmp_path / "answers.yaml").write_text(f"{head}communities:\n{many}{tail}", encoding="utf-8")
    assert run("init", "--for", "business", "--language", "en").code == 0
    content = (tmp_path / "business.xlsx").read_bytes()
    assert len(rows_of(content)) > 4000
    returned(
        tmp_path, {f"communities.c-{number}.members": number + 2 for number in range(500)}, "business.xlsx"
    )
    ran = run("init", "--merge", "back.xlsx", "--language", "en")
    assert ran.code == 0
    assert "Taken from back.xlsx into answers.yaml: 500" in ran.out


# --- what else may come back ---


def test_a_sheet_of_another_organisation_is_refused(run: Run, tmp_path: Path) -> None:
    text = (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    other = re.sub(r"(?m)^  name: .*$", '  name: "Other SA"', text, count=1).replace("weldom", "other-sa")
    (tmp_path / "other.yaml").write_text(other, encoding="utf-8")
    assert run("init", "other.yaml", "--for", "hr").code == 0
    returned(tmp_path, {COUNCIL.replace("weldom", "other-sa"): "oui, un seul"})
    ran = run("init", "--merge", "back.xlsx")
    assert (ran.code, ran.out) == (2, "")
    assert "back.xlsx" in ran.err
    assert "Other SA" in ran.err
    assert (tmp_path / "answers.yaml").read_text(encoding="utf-8") == text
    command = re.search(r"rse-plan init (--set .*)", ran.err)
    assert command is not None
    assert shlex.split(command[1]) == ["--set", "organisation.name=Other SA"]


def test_the_file_is_locked_once(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows does not let a process lock twice what it has locked; nor does `flock`."""
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(os, "lockf", lambda handle, *_: fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB))
    assert run("init", "--for", "hr").code == 0
    returned(tmp_path, {COUNCIL: "oui, un seul"})
    assert run("init", "--merge", "back.xlsx").code == 0


def test_what_is_left_out_is_named_and_the_rest_taken(run: Run, tmp_path: Path) -> None:
    assert run("init", "--for", "hr").code == 0

    def add(worksheet: Any) -> None:
        worksheet.append(["Also", "we have two unions"])

    content = returned(tmp_path, {COUNCIL: "oui, un seul"})
    (tmp_path / "back.xlsx").write_bytes(changed(content, add))
    ran = run("init", "--merge", "back.xlsx")
    assert ran.code == 1
    assert "oui, un seul" in ran.out
    assert "cette ligne ne répond à aucune question" in ran.err
    again = run("init", "--merge", "back.xlsx")
    assert "rien que" not in again.out


def test_a_folder_that_is_not_there_is_what_is_missing(run: Run) -> None:
    ran = run("init", "--for", "hr", "--out", "nowhere/hr.xlsx")
    assert ran.code == 2
    assert "nowhere/hr.xlsx" in ran.err
    assert "its folder does not exist" in ran.err


def test_a_path_is_told_as_it_is_and_the_command_can_be_pasted(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "R&D d'ici"
    folder.mkdir()
    (tmp_path / "answers.yaml").rename(folder / "l'équipe.yaml")
    ran = run("init", "R&D d'ici/l'équipe.yaml", "--for", "hr", "--out", "R&D d'ici/hr $x.xlsx")
    assert ran.code == 0
    assert "R&D d'ici/hr $x.xlsx" in ran.out
    command = ran.out.splitlines()[-1].partition("rse-plan init ")[2]
    assert shlex.split(command) == ["R&D d'ici/l'équipe.yaml", "--merge", "R&D d'ici/hr $x.xlsx"]
    assert run("init", *shlex.split(command)).code == 0
