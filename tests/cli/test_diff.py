"""`rse-plan diff`: two plans compared on the command line, from answers, plan.json files, or one changed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from ran import Run

from rse_plan.documents.words import Words
from rse_plan.formats.json import write
from rse_plan.library.compiled import bundled_folder
from rse_plan.pipeline import load, remade

ANSWERS = """\
kind: answers
format: 1
language: {language}
organisation: {{name: {name}, headcount: 900}}
communities:
  - {{id: finance, name: Finance, members: {members}, use_case: knowledge-sharing}}
calendar: {{start: 2027-01-04, decision: 2027-01-29}}
history: {{failed: {failed}}}
"""
KEYS = ["format", "same", "former", "now", "effort", "dates", "communities", "items", "hours", "asks",
        "risks", "kpis", "assumptions", "totals", "causes", "beginnings"]  # fmt: skip
EXPERT = "employer.council_expert=false"


def with_answers(folder: Path, file: str = "answers.yaml", **given: object) -> None:
    usual = {"language": "en", "name": "Acme", "members": 40, "failed": "false"}
    (folder / file).write_text(ANSWERS.format(**usual | given), encoding="utf-8")


def plan_json(folder: Path, answers: str = "answers.yaml", file: str = "plan.json") -> None:
    loaded = load(folder / answers, (bundled_folder(),), answers)
    assert loaded.answers is not None
    made = remade(loaded.answers, loaded.library)
    (folder / file).write_text(write(made, Words(loaded.answers.language)), encoding="utf-8")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_plan_does_not_differ_from_itself(run: Run, tmp_path: Path) -> None:
    with_answers(tmp_path)
    ran = run("diff", "answers.yaml", "answers.yaml")
    assert (ran.code, ran.out, ran.err) == (0, "Nothing differs between the two plans.\n", "")
    made = json.loads(run("diff", "answers.yaml", "answers.yaml", "--format", "json").out)
    assert [*made] == KEYS
    assert made["same"] is True
    empty = ("dates", "communities", "hours", "asks", "risks", "kpis", "assumptions", "totals", "causes")
    assert [made[key] for key in empty] == [[] for _ in empty]
    assert made["items"] == {"moved": [], "added": [], "removed": []}


def test_what_if_is_asked_of_the_plan_as_it_stands(run: Run, tmp_path: Path) -> None:
    """Nothing that has passed is told to be otherwise, and what was reported counts."""
    with_answers(tmp_path)
    run("render", "--format", "json", "--out", "given")
    report = (
        "kind: progress\nformat: 1\nitems:\n  - {id: sponsor-mandate/decide-to-study, done: 2027-02-08}\n"
    )
    (tmp_path / "progress.yaml").write_text(report, encoding="utf-8")
    asked = ("diff", "--what-if", EXPERT, "--out", "given", "--today", "2027-02-10", "--format", "json")
    ran = run(*asked)
    assert ran.code == 0, ran.err
    made = json.loads(ran.out)
    assert made["items"]["moved"]
    assert [one for one in made["items"]["moved"] if one["finish"]["former"] < "2027-02-10"] == []
    render = run("render", "--format", "json", "--out", "given", "--today", "2027-02-10")
    assert render.code == 0, render.err
    opening = json.loads((tmp_path / "given" / "plan.json").read_text(encoding="utf-8"))["first_opening"]
    first = next(one for one in made["dates"] if one["name"] == "first_opening")
    assert first["former"] == opening > first["now"]


def test_an_answer_changed_needs_no_second_file(run: Run, tmp_path: Path) -> None:
    with_answers(tmp_path)
    before = (tmp_path / "answers.yaml").read_bytes()
    ran = run("diff", "--what-if", EXPERT)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert re.fullmatch(r"The first opening moves from .+ to .+ 2027 \(−\d+ days, \d+ working\)", lines[0])
    assert lines[1] == f"  answers.yaml → answers.yaml --what-if {EXPERT}"
    assert "expert appointed by the works council: yes (assumed) → no — first opening −" in lines[2]
    assert len(lines) <= 40
    assert (tmp_path / "answers.yaml").read_bytes() == before
    assert len(run("diff", "--what-if", EXPERT, "--all").out.splitlines()) > 40


@pytest.mark.whole
def test_it_speaks_the_language_of_the_answers_or_the_one_asked_for(run: Run, tmp_path: Path) -> None:
    with_answers(tmp_path, language="fr")
    out = plain(run("diff", "--what-if", EXPERT).out)
    assert re.match(r"L’ouverture passe du \d+ \w+ au \d+ \w+ 2027 \(−\d+ jours, \d+ ouvrés\)\n", out)
    assert "expert désigné par le CSE : oui (supposé) → non — première ouverture −" in out
    english = run("diff", "--what-if", EXPERT, "--language", "en").out
    assert english.startswith("The first opening moves from ")
    for word in ("the ", " of ", "working", "moves"):
        assert word not in out


def test_causes_are_numbered_and_named_beside_what_they_move(run: Run, tmp_path: Path) -> None:
    with_answers(tmp_path)
    with_answers(tmp_path, "b.yaml", members=60)
    text = (tmp_path / "b.yaml").read_text(encoding="utf-8")
    text += "employers: [{id: main, country: FR, council_expert: false, works_council: single}]\n"
    (tmp_path / "b.yaml").write_text(text, encoding="utf-8")
    out = run("diff", "answers.yaml", "b.yaml").out
    assert re.search(r"causes +\[1\] ", out)
    assert "members of the community: 40 → 60 (b.yaml:6)" in out
    assert re.search(r"first opening: .+ \[\d\]", out)


@pytest.mark.whole
def test_shares_add_up_in_json_as_well(run: Run, tmp_path: Path) -> None:
    with_answers(tmp_path)
    arguments = ("--what-if", EXPERT, "--what-if", "people.community-manager.hours=20")
    made = json.loads(run("diff", *arguments, "--format", "json").out)
    assert [*made] == KEYS
    assert (made["same"], made["effort"]) == (False, "standard")
    names = [change["name"] for cause in made["causes"] for change in cause["changes"]]
    assert names == ["team.cm_hours", "employer.council_expert"]
    moved = {one["name"]: one["days"] for one in made["dates"]}
    for name, days in moved.items():
        assert sum(cause["share"]["dates"][name] for cause in made["causes"]) == days
    for total in made["totals"]:
        assert sum(cause["share"]["totals"][total["name"]] for cause in made["causes"]) == total["more"]
    for each in made["items"]["moved"]:
        assert each["causes"]
    change = made["causes"][1]["changes"][0]
    assert (change["former"], change["now"]) == (
        {"value": True, "state": "assumed"},
        {"value": False, "state": "answered"},
    )
    assert (change["former_place"], change["now_place"], change["confidential"]) == (None, None, False)


def test_a_confidential_answer_is_marked_here_and_unnamed_in_a_mail(run: Run, tmp_path: Path) -> None:
    with_answers(tmp_path)
    with_answers(tmp_path, "b.yaml", failed="true")
    out = run("diff", "answers.yaml", "b.yaml").out
    assert "earlier attempt: no → yes (b.yaml:8, confidential)" in out
    mail = run("diff", "answers.yaml", "b.yaml", "--format", "markdown").out
    assert "- decided by the project team — " in mail
    assert "earlier attempt" not in mail
    assert "confidential" not in mail
    assert ".yaml" not in mail
    made = json.loads(run("diff", "answers.yaml", "b.yaml", "--format", "json").out)
    assert [cause["confidential"] for cause in made["causes"]] == [True]


@pytest.mark.whole
def test_several_confidential_answers_are_one_in_a_mail(run: Run, tmp_path: Path) -> None:
    with_answers(tmp_path)
    given = ("sponsor.attitude=sceptical", "history.failed=true", EXPERT)
    arguments = [word for one in given for word in ("--what-if", one)]
    mail = run("diff", *arguments, "--format", "markdown").out
    assert mail.count("decided by the project team") == 1
    assert mail.startswith("**The first opening moves from ")
    assert "— cause (" in mail
    assert "sceptical" not in mail


def test_two_plan_files_say_where_moves_begin(run: Run, tmp_path: Path) -> None:
    with_answers(tmp_path)
    text = (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    late = text.replace("decision: 2027-01-29", "decision: 2027-03-12")
    (tmp_path / "late.yaml").write_text(late, encoding="utf-8")
    plan_json(tmp_path, file="a.json")
    plan_json(tmp_path, "late.yaml", "b.json")
    ran = run("diff", "a.json", "b.json")
    assert (ran.code, ran.err) == (0, "")
    assert "Agreement to start the study: on the day given, 12 March 2027 instead of 29 January; " in ran.out
    made = json.loads(run("diff", "a.json", "b.json", "--format", "json").out)
    assert (made["causes"], made["effort"]) == ([], None)
    assert made["beginnings"][0]["fact"] == "given"
    moved = {each["id"] for each in made["items"]["moved"]}
    assert all(set(one["moved"]) <= moved for one in made["beginnings"])
    assert run("diff", "a.json", "a.json").out == "Nothing differs between the two plans.\n"


@pytest.mark.whole
def test_a_plan_file_beside_answers(run: Run, tmp_path: Path) -> None:
    """What is for the lead alone is in no plan.json: it is no difference."""
    with_answers(tmp_path, failed="true")
    (tmp_path / "plan").mkdir()
    plan_json(tmp_path, file="plan/plan.json")
    for pair in (("plan", "answers.yaml"), ("answers.yaml", "plan/plan.json")):
        assert run("diff", *pair).out == "Nothing differs between the two plans.\n"
    with_answers(tmp_path, "b.yaml", members=60, failed="true")
    made = json.loads(run("diff", "plan", "b.yaml", "--format", "json").out)
    assert made["effort"] == "standard"
    assert made["causes"] == []


@pytest.mark.whole
def test_different_organisations_are_compared_and_that_is_said_once(run: Run, tmp_path: Path) -> None:
    with_answers(tmp_path)
    with_answers(tmp_path, "b.yaml", name="Zenith")
    ran = run("diff", "answers.yaml", "b.yaml")
    assert ran.code == 0
    assert ran.out.count("The two plans are of different organisations: Acme and Zenith") == 1


@pytest.mark.whole
def test_an_answer_of_the_one_employer_that_the_file_does_not_list(run: Run, tmp_path: Path) -> None:
    """It is told by the organisation's answers: nobody is added with it."""
    with_answers(tmp_path)
    given = ("--what-if", EXPERT, "--what-if", "sponsor.minutes=60")
    made = json.loads(run("diff", *given, "--format", "json").out)
    kinds = [(change["kind"], change["name"]) for cause in made["causes"] for change in cause["changes"]]
    assert sorted(kinds) == [("answer", "employer.council_expert"), ("answer", "sponsor.minutes")]


@pytest.mark.whole
def test_a_value_cannot_steer_the_terminal_or_the_mail(run: Run, tmp_path: Path) -> None:
    with_answers(tmp_path)
    with_answers(tmp_path, "b.yaml", name='"*[Zenith](x)* <b>"')
    mail = run("diff", "answers.yaml", "b.yaml", "--format", "markdown").out
    assert "<b>" not in mail.replace("\\<b", "")
    assert "[Zenith](x)" not in mail


# --- two libraries ---

PLAYBOOK = """\
kind: playbook
format: 1
id: more
title: {en: More, fr: Plus}
questions:
  - id: more.much
    section: organisation
    name: {en: how much more, fr: combien de plus}
    label: {en: How much?, fr: Combien ?}
    type: integer
    default: 1
tasks:
  - id: work
    phase: frame
    title: {en: More work, fr: Encore du travail}
    raci: {R: project-lead, A: project-lead}
    duration: 3d
    effort: {project-lead: 2d}
    done_when: {en: It is done., fr: C’est fait.}
"""


def playbooks(folder: Path, name: str, effort: str = "2d") -> None:
    (folder / name).mkdir()
    text = re.sub(r"questions:\n(  .*\n)+(?=tasks)", "", PLAYBOOK).replace("2d", effort)
    (folder / name / "more.yaml").write_text(text, encoding="utf-8")


@pytest.mark.whole
def test_what_own_playbooks_change(run: Run, tmp_path: Path) -> None:
    with_answers(tmp_path)
    playbooks(tmp_path, "own")
    ran = run("diff", "answers.yaml", "--playbooks", "own")
    assert (ran.code, ran.err) == (0, "")
    assert "  answers.yaml → answers.yaml --playbooks own" in ran.out
    assert "playbook added: More (own/more.yaml:1) — tasks +1; effort, all roles +14 h" in plain(ran.out)
    assert re.search(r"added +More work \(", ran.out)


@pytest.mark.whole
def test_an_upgrade_of_playbooks_names_the_items_lines(run: Run, tmp_path: Path) -> None:
    with_answers(tmp_path)
    playbooks(tmp_path, "old")
    playbooks(tmp_path, "new", "3d")
    arguments = ("diff", "answers.yaml", "--playbooks", "new", "--former-playbooks", "old")
    out = plain(run(*arguments).out)
    assert "playbook changed: More; work changed (line 6) (new/more.yaml:1) — effort, all roles +7 h" in out
    change = json.loads(run(*arguments, "--format", "json").out)["causes"][0]["changes"][0]
    assert change["items"] == [
        {
            "id": "more/work",
            "former_place": {"file": "old/more.yaml", "line": 6},
            "now_place": {"file": "new/more.yaml", "line": 6},
        }
    ]
    mail = run(*arguments, "--format", "markdown").out
    assert "playbook changed: More — " in mail
    assert "more.yaml" not in mail


@pytest.mark.whole
def test_both_sides_may_have_the_same_playbooks(run: Run, tmp_path: Path) -> None:
    with_answers(tmp_path)
    playbooks(tmp_path, "own")
    made = json.loads(run("diff", "--playbooks", "own", "--what-if", EXPERT, "--format", "json").out)
    assert [change["kind"] for cause in made["causes"] for change in cause["changes"]] == ["answer"]


# --- what cannot be compared ---


def test_plan_files_are_compared_without_playbooks(run: Run, tmp_path: Path) -> None:
    with_answers(tmp_path)
    playbooks(tmp_path, "own")
    plan_json(tmp_path)
    ran = run("diff", "plan.json", "plan.json", "--playbooks", "own")
    assert (ran.code, ran.out) == (2, "")
    assert "a plan.json is compared as it is" in ran.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "there is nothing to compare with"),
        (("answers.yaml",), "there is nothing to compare with"),
        (("answers.yaml", "b.yaml", "--what-if", EXPERT), "--what-if stands in place of B"),
        (("answers.yaml", "b.yaml", "--today", "2027-02-01"), "--progress and --out go with --what-if"),
        (("plan.json",), "a plan.json cannot be planned otherwise"),
        (("plan.json", "--what-if", EXPERT), "a plan.json cannot be planned otherwise"),
        (("answers.yaml", "nowhere.yaml"), "nowhere.yaml cannot be read: it does not exist"),
        (("nowhere.json", "answers.yaml"), "nowhere.json cannot be read: it does not exist"),
        (("answers.yaml", "--example", "weldom"), "both an answers file and an example are given"),
        (("--what-if", "goal.primary"), "--what-if goal.primary: no answer is given"),
        (
            ("--what-if", "goal.primry=move"),
            "--what-if goal.primry=move: no question is called “goal.primry”",
        ),
        (("--what-if", EXPERT, "--what-if", EXPERT), "--what-if changes “employer.council_expert” twice"),
        (("--what-if", "calendar.start=2027-02-01"), "the decision is on 29 January 2027, before the start"),
        (("--what-if", EXPERT, "--language", "de"), "the language “de” is not known"),
        (("answers.yaml", "answers.yaml", "--playbooks", "none"), "there is no folder none"),
    ],
)
def test_what_cannot_be_compared_is_said(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    with_answers(tmp_path)
    ran = run("diff", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert "help: " in ran.err


@pytest.mark.whole
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('"format": 1', '"format": 2'), "of another format than this program writes"),
        (('"kind": "task"', '"kind": "chore"'), "see “tasks."),
        (("}\n", "\n"), "this is not valid JSON"),
    ],
)
def test_a_broken_plan_file_is_said_in_a_sentence(
    run: Run, tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    with_answers(tmp_path)
    plan_json(tmp_path)
    text = (tmp_path / "plan.json").read_text(encoding="utf-8")
    (tmp_path / "broken.json").write_text(text.replace(*change), encoding="utf-8")
    for pair in (("plan.json", "broken.json"), ("broken.json", "answers.yaml")):
        ran = run("diff", *pair)
        assert (ran.code, ran.out) == (2, "")
        assert message in ran.err
        assert "help: " in ran.err


def test_every_fault_of_both_files_is_shown_once(run: Run, tmp_path: Path) -> None:
    with_answers(tmp_path, language="xx")
    with_answers(tmp_path, "b.yaml", members=-1)
    ran = run("diff", "answers.yaml", "b.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("this language is not known") == 1
    assert "b.yaml:6" in ran.err
    assert run("diff", "answers.yaml", "answers.yaml").err.count("this language is not known") == 1


@pytest.mark.whole
def test_answers_to_a_question_of_the_new_playbooks_are_no_fault(run: Run, tmp_path: Path) -> None:
    """The file is up to date with the playbooks of today; those of yesterday do not ask it."""
    with_answers(tmp_path)
    with (tmp_path / "answers.yaml").open("a", encoding="utf-8") as file:
        file.write("more: {much: 3}\n")
    (tmp_path / "own").mkdir()
    asking = PLAYBOOK.replace("    section: organisation\n", "")
    (tmp_path / "own" / "more.yaml").write_text(asking, encoding="utf-8")
    ran = run("diff", "answers.yaml", "--playbooks", "own")
    assert (ran.code, ran.err) == (0, "")
    assert "playbook added: More" in ran.out
    assert run("diff", "answers.yaml", "--what-if", EXPERT).code == 2
