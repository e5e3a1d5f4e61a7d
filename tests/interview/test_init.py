"""The command as it is run: without a terminal, through a pipe, over files of every sort."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from ran import Run

from rse_plan.cli.shell import harmless
from rse_plan.resources import playbooks_folder

QUICK = """
organisation.name organisation.headcount organisation.countries organisation.employers goal.primary
goal.process sponsor.level stakeholders.owner community.name community.members community.use_case
employer.works_council
platform.product team.cm_hours calendar.decision calendar.target calendar.start
"""
TYPED = [
    "Weldom",
    "2 750",
    "",
    "1",
    "3",
    "",
    "1",
    "1",
    "Boîte à idées",
    "",
    "3",
    "",
    "4",
    "8",
    "",
    "",
    "",
    "",
]
"""Lines for `--plain`: one for each question of a quick interview with one community."""


def flags(shown: str) -> list[str]:
    """The answers for which a flag is offered."""
    return re.findall(r"^  --set ([a-z_.-]+)=", shown, re.MULTILINE)


def test_without_a_terminal_all_missing_answers_are_listed(init: Run, tmp_path: Path) -> None:
    ran = init()
    assert ran.code == 2
    assert ran.out == ""
    lines = ran.err.splitlines()
    assert flags(ran.err) == QUICK.split()
    assert "answers missing: 17" in lines[0]
    assert "rse-plan init" in lines[-1]
    assert list(tmp_path.iterdir()) == []


def test_without_a_terminal_only_what_is_missing_is_listed(init: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "kind: answers\nformat: 1\nlanguage: fr\norganisation: {name: W, headcount: 9, countries: [CH]}\n",
        encoding="utf-8",
    )
    ran = init("a.yaml")
    assert ran.code == 2
    assert flags(ran.err) == [name for name in QUICK.split()[3:] if name != "employer.works_council"]
    assert "réponses manquantes" in ran.err


def test_a_pipe_in_plain_mode_fills_the_file(init: Run, tmp_path: Path) -> None:
    ran = init("--quick", "--plain", "--language", "fr", typed="".join(f"{line}\n" for line in TYPED))
    assert (ran.code, ran.err) == (0, "")
    assert "Noté\u00a0: 2\u202f750" in ran.out
    assert ran.out.rstrip().endswith("rse-plan render")
    assert "confidentiel" in ran.out
    text = (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    assert text.startswith("kind: answers\nformat: 1\nlanguage: fr\ndocuments: [fr]\norganisation:\n")
    again = init()
    assert again.code == 0
    assert "plus rien à demander" in again.out
    assert (tmp_path / "answers.yaml").read_text(encoding="utf-8") == text


def test_a_pipe_that_ends_keeps_what_it_gave_and_lists_the_rest(init: Run, tmp_path: Path) -> None:
    ran = init("my answers.yaml", "--plain", typed="Weldom\n900\n")
    assert ran.code == 2
    assert "rse-plan init 'my answers.yaml'" in ran.err
    assert "answers missing: 15" in ran.err
    assert (tmp_path / "my answers.yaml").read_text(encoding="utf-8").endswith("  headcount: 900\n")


def process(folder: Path, *arguments: str, typed: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """The same as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "rse_plan", "init", *arguments],
        cwd=folder,
        input=typed,
        stdin=subprocess.DEVNULL if typed is None else None,
        capture_output=True,
        timeout=120,
        check=False,
    )


def test_a_process_without_a_terminal_says_so(tmp_path: Path) -> None:
    ran = process(tmp_path)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"nobody can be asked here" in ran.stderr


def test_a_pipe_of_another_encoding_is_no_crash(tmp_path: Path) -> None:
    ran = process(tmp_path, "--plain", typed=b"Bo\xeete\nWeldom\n")
    assert ran.returncode == 2
    assert b"a sign in it is not text" in ran.stdout
    assert b"name: Weldom" in (tmp_path / "answers.yaml").read_bytes()


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (b"kind: answers\nformat: 1\ngoal: {primari: x}\n", "answers.yaml:3:8: error[unknown-answer]"),
        (b"kind: answers\nformat: 1\ngoal: [a\n", "answers.yaml:3:7: error[yaml-parse]"),
        (b"kind: playbook\nformat: 1\n", "answers.yaml:1:7: error[wrong-value]"),
    ],
)
def test_a_file_that_is_not_readable_as_answers_is_left_alone(
    init: Run, tmp_path: Path, content: bytes, shown: str
) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(content)
    ran = init("--plain", typed="Weldom\n")
    assert ran.code == 2
    assert ran.err.startswith(shown)
    assert "answers.yaml was left as it is" in ran.err
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((".",), "is a folder"),
        (("nowhere/answers.yaml",), "its folder does not exist"),
        (("--language", "it"), "“it” is not known"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_advice(
    init: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = init("--plain", *arguments, typed="Weldom\n")
    assert ran.code == 2
    assert said in ran.err.splitlines()[0]
    assert ran.err.splitlines()[1].strip().startswith("help:")
    assert list(tmp_path.iterdir()) == []


def test_the_language_comes_from_the_environment_and_is_stored(
    init: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "fr_CA.UTF-8")
    ran = init("--plain", typed="Weldom\n")
    assert "Quel nom" in ran.out
    assert "language: fr\n" in (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    then = init("--plain")
    assert "Combien" in then.out
    english = init("--plain", "--language", "en")
    assert "How many" in english.out
    assert "language: en\ndocuments: [fr]\n" in (tmp_path / "answers.yaml").read_text(encoding="utf-8")


def test_what_would_steer_a_terminal_is_shown_and_not_obeyed(init: Run, tmp_path: Path) -> None:
    ran = init("--plain", typed="a\u202eb\na [bold]c\n")
    assert "\u202e" not in ran.out
    assert "one line of plain text is wanted here" in ran.out
    assert "Noted: a [bold]c" in ran.out
    assert harmless("a\u202eb \u061c") == r"a\x202eb \x61c"


def test_an_empty_number_is_an_answer_that_is_missing(init: Run) -> None:
    ran = init("--plain", typed="Weldom\n\n")
    assert "an answer is missing here" in ran.out
    assert "is not a whole number" not in ran.out


def test_the_count_of_open_questions_goes_on_from_the_count_at_the_beginning(init: Run) -> None:
    first = init("--plain", typed="Weldom\n").out
    assert "13 questions and 3 for each community" in first
    assert "questions still open: 15." in init("--plain").out


def sets(*flags: str) -> list[str]:
    return [part for flag in flags for part in ("--set", flag)]


OWN = """\
kind: playbook
format: 1
id: coffee
title: {en: Coffee, fr: Café}
questions:
  - id: coffee.beans
    type: integer
    name: {en: beans, fr: grains}
    label: {en: "How many beans?", fr: "Combien de grains ?"}
"""


@pytest.mark.whole
def test_playbooks_of_ones_own_ask_their_questions_and_stand_in_for_bundled_ones(
    init: Run, tmp_path: Path
) -> None:
    """As for every command that reads playbooks: `--playbooks DIR`, by path."""
    inside = Path("stakeholders/it-and-security.yaml")
    bundled = (playbooks_folder() / inside).read_text(encoding="utf-8")
    asked = "questions:\n  - {id: coffee.cups, type: integer, name: {en: cups, fr: tasses}, "
    asked += 'label: {en: "How many cups?", fr: "Combien de tasses ?"}}\n'
    (tmp_path / "my own" / inside).parent.mkdir(parents=True)
    (tmp_path / "my own" / inside).write_text(bundled + asked, encoding="utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "coffee.yaml").write_text(OWN, encoding="utf-8")
    over = ("--playbooks", "my own", "--playbooks", "more")
    listed = init("--full", "--no-input", *over)
    assert listed.code == 2
    assert re.search("--set coffee.cups='<NUMBER>.*How many cups", listed.err)
    assert re.search("--set coffee.beans='<NUMBER>.*How many beans", listed.err)
    assert listed.err.splitlines()[-1].endswith(
        "run rse-plan init --full --playbooks 'my own' --playbooks more in a terminal"
    )
    assert "coffee" not in init("--full", "--no-input").err
    assert "coffee" not in init("--no-input", *over).err, "quick asks no playbook’s question"
    given = sets("coffee.cups=3", "coffee.beans=9", "organisation.name=W")
    assert init("--no-input", *given).code == 2
    typed = init("--plain", *given, *over, typed="")
    assert "coffee:\n" in (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    assert "rse-plan init --playbooks 'my own' --playbooks more" in typed.err
    assert init("--for", "hr").code == 2, "the file speaks of what only those folders ask"
    handed = init("--for", "hr", *over).out
    assert "rse-plan init --playbooks 'my own' --playbooks more --merge hr.xlsx" in handed


def test_a_fault_in_playbooks_of_ones_own_ends_the_command(init: Run, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine.yaml").write_text("kind: playbook\nformat: 1\n", encoding="utf-8")
    ran = init("--playbooks", "own", "--plain", typed="Weldom\n")
    assert (ran.code, ran.out) == (2, "")
    assert "own/mine.yaml:" in ran.err
    assert init("--playbooks", "nowhere").code == 2


def test_a_flag_for_employers_lists_them(init: Run) -> None:
    given = sets("organisation.name=W", "organisation.countries=FR,DE", "organisation.employers=group")
    listed = init("--full", "--no-input", *given, *sets("community.name=A")).err
    assert "--set communities.a.employers='w-france,w-germany|unknown'  Who employs its members?\n" in listed


ANSWERED = """
calendar.start=2026-11-30 calendar.target=unknown calendar.decision=2027-01-22 team.cm_hours=8
platform.product=jalios employer.works_council=single community.use_case=idea-box community.members=unknown
community.name=Ideas stakeholders.owner=it sponsor.level=ceo goal.process=stores goal.primary=idea-box
organisation.employers=one organisation.countries=FR organisation.headcount=2750 organisation.name=Weldom
"""


@pytest.mark.whole
def test_without_an_interview_the_end_is_that_of_the_interview(init: Run, tmp_path: Path) -> None:
    """The opening and what it rests on, how to change an answer, what to type next."""
    end = init("his.yaml", "--no-input", *sets(*ANSWERED.split())).out
    review = init("his.yaml", "--plain", typed="1\n").out
    assert re.search(r"^The pilot could open on \d+ \w+ 202\d; \d+ assumptions, ", end, re.MULTILINE)
    assert "Worth finding out first: " in end
    assert "To change an answer: rse-plan init his.yaml\n" in end
    assert "assumptions: rse-plan init --full his.yaml\n" in end
    assert end.partition("The pilot")[2] == review.partition("The pilot")[2]
