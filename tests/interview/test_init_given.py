"""The command with answers given beforehand, and what may go wrong around the file."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from flags import FLAGS, sets
from ran import Run

TYPED = [
    *("Weldom", "2750", "1", "1", "3", "Renewal of “concepts”: twice a year", "1", "1"),
    *("Boîte à idées", "", "3", "", "2", "3", "8", "2027-01-22", "", "2026-11-30"),
]
"""The same answers as lines of the plain interview."""


def process(folder: Path, *arguments: str, typed: str | None = None) -> subprocess.CompletedProcess[str]:
    """A process of its own, without a terminal of any sort."""
    return subprocess.run(
        [sys.executable, "-m", "rse_plan", "init", *arguments],
        cwd=folder,
        input=typed,
        stdin=subprocess.DEVNULL if typed is None else None,
        capture_output=True,
        encoding="utf-8",
        start_new_session=True,
        timeout=120,
        check=False,
    )


def test_flags_without_a_terminal_make_the_interviews_file(tmp_path: Path) -> None:
    given = process(tmp_path, "given.yaml", "--no-input", *sets(*FLAGS))
    assert (given.returncode, given.stderr) == (0, "")
    assert "given.yaml" in given.stdout
    asked = process(tmp_path, "asked.yaml", "--plain", typed="".join(f"{line}\n" for line in TYPED))
    assert (asked.returncode, asked.stderr) == (0, ""), asked.stdout
    assert (tmp_path / "given.yaml").read_bytes() == (tmp_path / "asked.yaml").read_bytes()
    assert sorted(left.name for left in tmp_path.iterdir()) == ["asked.yaml", "given.yaml"]


def test_what_is_still_missing_is_listed_with_its_flags_and_nothing_written(
    init: Run, tmp_path: Path
) -> None:
    kept = [flag for flag in FLAGS if not flag.startswith(("goal.primary", "community", "calendar.start"))]
    ran = init("--no-input", *sets(*kept, "communities.hr.name=HR"))
    assert ran.code == 2
    assert ran.out == ""
    lines = ran.err.splitlines()
    assert lines[0] == "rse-plan: nobody can be asked here; answers missing: 4"
    assert [line.split("=")[0] for line in lines[1:5]] == [
        "  --set goal.primary",
        "  --set communities.hr.members",
        "  --set communities.hr.use_case",
        "  --set calendar.start",
    ]
    assert (
        lines[2]
        == "  --set communities.hr.members='<NUMBER>|unknown'  How many people will be invited to it?"
    )
    assert "--communities" in lines[5]
    assert list(tmp_path.iterdir()) == []


def test_the_flags_that_are_listed_are_those_that_are_taken(init: Run, tmp_path: Path) -> None:
    """Nothing in the list has to be looked up elsewhere: give each listed flag its first value."""
    (tmp_path / "values.txt").write_text("", encoding="utf-8")
    listed = init("--no-input", "--full").err.splitlines()
    flags = [shlex.split(line.split("  ")[1])[1] for line in listed if line.startswith("  --set ")]
    assert len(flags) > 40
    examples = {"TEXT": "some words", "NUMBER": "12", "YYYY-MM-DD": "2027-03-01"}
    known = ["organisation.headcount=900", "organisation.employers=one", "community.name=A"]
    for flag in flags:
        name, _, form = flag.partition("=")
        value = "[]" if form.startswith("[") else form.strip("<>").split("|")[0].strip(">").split(",")[0]
        if name not in {one.split("=")[0] for one in known}:
            known.append(f"{name}={examples.get(value, value)}")
    ran = init("--no-input", "--full", *sets(*known))
    refused = [line for line in ran.err.splitlines() if line.startswith("rse-plan: --set")]
    assert [line for line in refused if "is not asked with the other answers" not in line] == []


def test_the_file_says_nothing_that_nobody_said(init: Run, tmp_path: Path) -> None:
    assert init("--no-input", *sets(*FLAGS)).code == 0
    text = (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    keys = [line.strip(" -").split(":")[0] for line in text.splitlines()]
    assert "kind" not in keys[1:]
    assert not {"frontline", "sites", "mode", "week", "start_time"} & set(keys)
    assert init("--no-input").code == 0
    assert (tmp_path / "answers.yaml").read_text(encoding="utf-8") == text


def test_flags_go_over_the_table_and_the_table_over_the_file(init: Run, tmp_path: Path) -> None:
    assert init("--no-input", *sets(*FLAGS, "communities.boite-a-idees.members=30")).code == 0
    path = tmp_path / "answers.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# ours\n", encoding="utf-8")
    table = "name;members;use_case\nBoîte à idées;40;\nFinance;50;Entraide\nHR;60;other\n"
    (tmp_path / "c.csv").write_bytes(b"\xef\xbb\xbf" + table.encode())
    ran = init("--no-input", "--communities", "c.csv", *sets("communities.finance.members=55"))
    assert ran.code == 2
    assert "c.csv, row 3, column “use_case”: “Entraide” is not among the choices" in ran.err
    assert "answers.yaml was left as it is" in ran.err
    assert "finance" not in path.read_text(encoding="utf-8")
    (tmp_path / "c.csv").write_text(table.replace("Entraide", "Front-line"), encoding="utf-8")
    ran = init("--no-input", "--communities", "c.csv", *sets("communities.finance.members=55"))
    assert (ran.code, ran.err) == (0, "")
    text = path.read_text(encoding="utf-8")
    members = [line.strip() for line in text.splitlines() if "members:" in line]
    assert members == ["members: 40", "members: 55", "members: 60"]
    assert "# ours" in text
    assert "use_case: idea-box" in text
    assert "use_case: front-line" in text


def test_what_is_given_need_not_be_asked(init: Run, tmp_path: Path) -> None:
    ran = init("--plain", *sets("organisation.headcount=900"), typed="Weldom\n")
    assert "How many people" not in ran.out
    assert "In which countries" in ran.out
    text = (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    assert "organisation:\n  name: Weldom\n  headcount: 900\n" in text


def test_all_that_is_wrong_is_said_at_once_and_nothing_written(init: Run, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("name,members\nA,none\n", encoding="utf-8")
    ran = init(
        "--plain", "--communities", "c.csv", *sets("organisation.headcuont=9", "goal.primary=x"), typed="W\n"
    )
    assert ran.code == 2
    assert ran.out == ""
    assert [line.split(":")[1].strip() for line in ran.err.splitlines() if line.startswith("rse-plan")] == [
        "c.csv, row 2, column “members”",
        "--set organisation.headcuont=9",
        "--set goal.primary=x",
    ]
    assert "did you mean “organisation.headcount”?" in ran.err
    assert [left.name for left in tmp_path.iterdir()] == ["c.csv"]


def test_days_that_contradict_each_other_are_refused_before_anything_is_written(
    init: Run, tmp_path: Path
) -> None:
    ran = init("--no-input", *sets(*FLAGS, "calendar.decision=2026-11-02"))
    assert ran.code == 2
    assert ran.err.splitlines() == [
        "rse-plan: the decision is on 2 November 2026, before the start on 30 November 2026",
        "  help: choose a later date, or start earlier",
    ]
    assert list(tmp_path.iterdir()) == []


def test_an_employer_that_is_not_there_is_refused(init: Run) -> None:
    group = ["organisation.employers=group", "organisation.countries=FR,DE"]
    ran = init("--no-input", *sets(*FLAGS, *group, "community.employers=weldom-germani"))
    assert ran.code == 2
    assert ran.err.splitlines() == [
        "rse-plan: no employer is called “weldom-germani”",
        "  help: did you mean “weldom-germany”?",
    ]


def test_a_day_off_is_told_and_kept(init: Run, tmp_path: Path) -> None:
    ran = init("--no-input", *sets(*FLAGS, "calendar.decision=2027-05-01", "calendar.target=2027-07-14"))
    assert ran.code == 0
    assert sorted(ran.err.splitlines()) == [
        "--set calendar.decision=2027-05-01: Saturday 1 May 2027 is a day off; it is kept, "
        "and the next working day is Monday 3 May 2027",
        "--set calendar.target=2027-07-14: Wednesday 14 July 2027 is a day off; it is kept, "
        "and the last working day before it is Tuesday 13 July 2027",
    ]
    assert "decision: 2027-05-01" in (tmp_path / "answers.yaml").read_text(encoding="utf-8")


def test_a_day_off_is_told_at_the_prompt_too(init: Run, tmp_path: Path) -> None:
    given = [flag for flag in FLAGS if not flag.startswith("calendar.decision")]
    ran = init("--plain", *sets(*given), typed="2027-05-01\n")
    assert ran.code == 0, ran.err
    assert "Saturday 1 May 2027 is a day off" in ran.out
    assert "decision: 2027-05-01" in (tmp_path / "answers.yaml").read_text(encoding="utf-8")


LIKE = "type one such as 2027-01-29 or 29 January 2027"
BAD = {
    "0 people": ("headcount", "0", "0 is too small: at least 5"),
    "10,000,000 people": ("headcount", "10000000", "10,000,000 is too large: at most 5,000,000"),
    "not a number": ("headcount", "a lot", "“a lot” is not a whole number: write digits only"),
    "a name of 500 characters": ("name", "x" * 500, "the text has 500 characters; at most 200 fit"),
    "text that turns round": ("name", "a\u202eb", "one line of plain text is wanted here"),
    "a key of the terminal": (
        "name",
        "a\x1b[Ab",
        "a sign in it is not text: type it again, without control keys",
    ),
    "an impossible date": ("decision", "2027-02-30", f"“2027-02-30” is not a date: {LIKE}"),
    "a year far away": ("decision", "2927-02-03", f"the year 2927 is out of range: {LIKE}"),
}
QUESTIONS = {
    "headcount": "organisation.headcount",
    "name": "organisation.name",
    "decision": "calendar.decision",
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_at_the_prompt_gets_one_line_and_is_asked_again(
    init: Run, tmp_path: Path, case: str
) -> None:
    about, typed, said = BAD[case]
    others = [flag for flag in FLAGS if not flag.startswith(QUESTIONS[about])]
    good = next(flag.split("=")[1] for flag in FLAGS if flag.startswith(QUESTIONS[about]))
    ran = init("--plain", *sets(*others), typed=f"{typed}\n{good}\n")
    assert ran.code == 0, ran.err
    assert [line.strip() for line in ran.out.splitlines()].count(said) == 1
    assert f": {typed}\n" not in (tmp_path / "answers.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", BAD)
def test_the_same_input_by_a_flag_gets_the_same_line(init: Run, case: str) -> None:
    about, typed, said = BAD[case]
    ran = init("--no-input", *sets(*FLAGS, f"{QUESTIONS[about]}={typed}"))
    assert ran.code == 2
    message, _, advice = said.partition(": ")
    lines = ran.err.splitlines()
    assert lines[0].endswith(f": {message}")
    assert lines[1:] == ([f"  help: {advice}"] if advice else [])
    assert not any(sign in ran.err for sign in "\x1b\u202e")


@pytest.mark.parametrize("name", ["🎉 Fête", "שלום עולם", "مرحبا", "👨‍👩‍👧", "日本語"])
def test_every_script_and_emoji_is_a_name(init: Run, tmp_path: Path, name: str) -> None:
    others = [flag for flag in FLAGS if not flag.startswith(("organisation.name", "community.name"))]
    ran = init("--no-input", *sets(*others, f"organisation.name={name}", f"community.name={name}"))
    assert ran.code == 0, ran.err
    assert name in (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    assert init("--no-input").code == 0


@pytest.mark.parametrize("content", [None, b"name;members\n"])
def test_a_table_that_is_not_there_or_says_nothing(init: Run, tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "c.csv").write_bytes(content)
    ran = init("--no-input", "--communities", "c.csv", *sets(*FLAGS))
    assert ran.code == (2 if content is None else 0)
    assert ("c.csv cannot be read: it does not exist" in ran.err) == (content is None)


def test_refusals_are_in_the_files_language(init: Run, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text("kind: answers\nformat: 1\nlanguage: fr\n", encoding="utf-8")
    ran = init("--no-input", *sets("organisation.headcuont=9"))
    assert ran.err.splitlines()[0] == (
        "rse-plan\u00a0: --set organisation.headcuont=9\u00a0: aucune question ne s’appelle "
        "«\u00a0organisation.headcuont\u00a0»"
    )


@pytest.mark.skipif(os.name == "nt", reason="the quotes of a POSIX shell")
def test_the_flags_that_are_listed_can_be_pasted(init: Run, tmp_path: Path) -> None:
    """Nothing of them is a pipe, a file or a job to the shell."""
    shown = [line.strip() for line in init("--full", "--no-input").err.splitlines() if "--set" in line]
    read = [shlex.split(line)[:2] for line in shown]
    assert ["--set", "organisation.employers=one|group|independent|unknown"] in read
    assert ["--set", "organisation.name=<TEXT>"] in read
    for line in shown:
        pasted = line.split("  ")[0]
        heard = subprocess.run(
            ["sh", "-c", f"printf '%s\\n' {pasted}"],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert heard.stdout.splitlines() == shlex.split(pasted)
        assert heard.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_a_community_larger_than_the_organisation_is_told(init: Run) -> None:
    ran = init("--no-input", *sets(*FLAGS, "organisation.headcount=7", "community.members=5000"))
    assert ran.code == 0
    assert "has 5000 members, in an organisation of 7 people" in ran.err
