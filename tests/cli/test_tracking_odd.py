"""`rse-plan done` and its sisters: what is refused, told, corrected, and where the plan stands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from ran import Run
from tracked import answers, half_a_year_in, progress


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    half_a_year_in(monkeypatch, tmp_path)


def test_a_block_is_lifted(run: Run, tmp_path: Path) -> None:
    run("block", "use-cases", "--reason", "waiting", "2027-03-01")
    lifted = run("start", "use-cases", "2027-03-08")
    assert lifted.out.endswith("no longer blocked; started on 8 March 2027\n")
    assert "blocked" not in progress(tmp_path).split("format: 1")[1]


def test_the_person_is_spoken_to_in_the_language_of_the_answers(run: Run, tmp_path: Path) -> None:
    answers(tmp_path, "fr")
    told = run("done", "draft-charter", "05/02/2027")
    done = "Rédiger la charte d’usage sur une page, fait le 5 février 2027 (prévu\u00a0: 3 février)"
    assert told.out == f"Noté\u00a0: {done}\n"
    assert progress(tmp_path).startswith("# Ce qu’il est advenu du plan\u00a0: tenu par «\u00a0rse-plan done")
    decided = run("decide", "decide-pilot", "plus-tard", "6 avril 2027")
    assert "plus tard, le 6 avril 2027" in decided.out
    assert "answer: later" in progress(tmp_path) or 'answer: "later"' in progress(tmp_path)
    refused = run("done", "draft-charter", "31/12/2027")
    assert refused.code == 2
    assert "le 31 décembre 2027 est à venir" in refused.err


@pytest.mark.parametrize(
    ("words", "message", "advice"),
    [
        (["done", "draft-chartr"], "no item is called “draft-chartr”", "did you mean “draft-charter”?"),
        (["done", "entretiens"], "no item is called “entretiens”", "choose one: framing/interviews"),
        (["start", "fiche registre"], "no item is called", "fr-data-protection/record-draft"),
        (["done", "draft-charter", "2027-12-31"], "31 December 2027 is in the future", "when it is so"),
        (["done", "draft-charter", "2026-12-31"], "is before the plan begins", "calendar.start"),
        (["done", "draft-charter", "tomorrow"], "“tomorrow” is not a date", "2027-01-31"),
        (["done", "monthly-readers"], "is no work", "rse-plan measure measurement/monthly-readers@wave-1"),
        (["start", "sponsor-mandate/decide-pilot"], "is no work", "rse-plan decide"),
        (["block", "draft-charter", "--reason", ""], "a text is missing", "in quotes"),
        (["block", "draft-charter"], "--reason", ""),
        (["decide", "draft-charter", "yes"], "is nothing that is decided", "sponsor-mandate/decide-pilot"),
        (["decide", "decide-pilot", "perhaps"], "“perhaps” is no answer", "yes, no, later"),
        (["measure", "draft-charter", "3"], "is no measure", "measurement/monthly-readers@wave-1"),
        (["measure", "monthly-readers", "17/0"], "a share of nobody", "17/29"),
        (["measure", "monthly-readers", "120%"], "more than all", "100%"),
        (["done", "first-answer"], "may be any of 2 items", "idea-box/first-answer@boite-a-idees"),
        (["done", "us-labor/acting-unit"], "", ""),
    ],
)
def test_what_cannot_be_is_a_sentence_and_nothing_is_written(
    run: Run, tmp_path: Path, words: list[str], message: str, advice: str
) -> None:
    told = run(*words)
    assert told.code == 2
    assert told.out == ""
    assert message in told.err
    assert advice in told.err
    assert not (tmp_path / "progress.yaml").exists()


def test_several_candidates_are_listed(run: Run) -> None:
    told = run("measure", "idea-box/first-answer", "3")
    assert told.code == 2
    assert "idea-box/first-answer@boite-a-idees, idea-box/first-answer@toute-l-enseigne" in told.err
    assert run("measure", "first-answer@toute-l-enseigne", "3").code == 0


def test_the_work_that_a_decision_is_about_may_be_named(run: Run, tmp_path: Path) -> None:
    assert run("decide", "pilot-by-communities/decide-pilot@wave-1", "no", "2027-04-06").code == 0
    assert "id: sponsor-mandate/decide-pilot\n" in progress(tmp_path)
    assert run("decide", "council-opinion", "yes", "2027-05-06").code == 0
    assert "id: fr-works-council/council-opinion@weldom\n" in progress(tmp_path)


def test_other_answers_have_their_progress_beside_them(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "client"
    folder.mkdir()
    (tmp_path / "answers.yaml").rename(folder / "client.yaml")
    assert run("done", "draft-charter", "2027-02-05", "-a", "client/client.yaml").code == 0
    assert (folder / "progress.yaml").exists()
    missing = run("done", "draft-charter")
    assert (missing.code, "answers.yaml" in missing.err) == (2, True)


def test_a_broken_file_is_refused_with_its_faults(run: Run, tmp_path: Path) -> None:
    text = "kind: progress\nformat: 1\nitems:\n"
    text += "  - {id: a/b, started: 2027-03-01, done: 2027-02-01}\n  - {id: c}\n"
    (tmp_path / "progress.yaml").write_text(text, encoding="utf-8")
    told = run("done", "draft-charter")
    assert told.code == 2
    assert "progress.yaml:4:42: error[wrong-value]: done on 1 February 2027, before it started" in told.err
    assert "progress.yaml:5:10: error[wrong-value]: “c” names no item" in told.err
    assert "progress.yaml was left as it is" in told.err
    assert progress(tmp_path) == text


@pytest.mark.skipif(os.name == "nt", reason="links want a right of their own there")
def test_reports_behind_a_link_that_leads_nowhere_are_missed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "progress.yaml").symlink_to("gone.yaml")
    told = run("render", "--format", "json", "--today", "2027-03-01")
    assert (told.code, "progress.yaml cannot be read" in told.err) == (2, True)
    assert not (tmp_path / "plan").exists()


def test_an_id_of_another_library_is_kept_and_told(run: Run, tmp_path: Path) -> None:
    text = "kind: progress\nformat: 1\nitems:\n  - {id: charter/draft-chartr, done: 2027-03-01}\n"
    (tmp_path / "progress.yaml").write_text(text, encoding="utf-8")
    told = run("done", "use-cases", "2027-02-05")
    assert told.code == 0
    assert (
        "progress.yaml:4:10: warning[unknown-reference]: the plan holds no “charter/draft-chartr”" in told.err
    )
    assert "did you mean “charter/draft-charter”?" in told.err
    assert progress(tmp_path).startswith(text)


def test_a_terminal_is_not_steered_by_what_is_recorded(run: Run, tmp_path: Path) -> None:
    told = run("block", "use-cases", "--reason", "bell \x07", "2027-03-01")
    assert told.code == 2
    assert "U+0007" in told.err
    assert not (tmp_path / "progress.yaml").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not bind root")
def test_a_folder_without_rights(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        told = run("done", "draft-charter")
    finally:
        tmp_path.chmod(0o700)
    assert (told.code, "cannot be written" in told.err) == (2, True)


def test_where_the_plan_stands(run: Run, tmp_path: Path) -> None:
    run("done", "draft-charter", "2027-02-05")
    run("block", "use-cases", "--reason", "waiting", "2027-03-01")
    run("decide", "approve-study", "later", "2027-01-22")
    told = run("progress", "--today", "2027-02-10")
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[0] == "Where the plan stands on 10 February 2027"
    assert any(
        line.startswith("  Blocked ") and "(framing/use-cases): blocked since 1 March" in line
        for line in lines
    )
    assert any(line.startswith("  To be decided") and "approve-study" in line for line in lines)
    assert any(line.startswith("  Nothing recorded") for line in lines)
    assert lines[-1].startswith("What nobody has spoken of")
    assert run("progress", "--today", "2027-01-04").code == 0


def test_where_the_plan_stands_for_programs(run: Run) -> None:
    run("done", "draft-charter", "2027-02-05")
    run("measure", "monthly-readers", "58,5%")
    told = json.loads(run("progress", "--format", "json").out)
    assert told["format"] == 1
    assert told["today"] == "2027-06-30"
    assert [(one["id"], one["state"], one["done"]) for one in told["items"]] == [
        ("charter/draft-charter", "done", "2027-02-05")
    ]
    assert told["measures"] == [
        {"kpi": "measurement/monthly-readers@wave-1", "value": "58.5%", "on": "2027-06-30"}
    ]
    assert "charter/draft-charter" not in [one["id"] for one in told["overdue"]]
    assert told["overdue"]


def test_what_waits_for_something_late_is_not_overdue(run: Run) -> None:
    def overdue() -> set[str]:
        told = json.loads(run("progress", "--format", "json", "--today", "2027-02-26").out)
        return {one["id"] for one in told["overdue"]}

    planned = overdue()
    run("block", "framing/use-cases", "2027-01-18", "--reason", "nobody has time", "--until", "2027-06-01")
    now = overdue()
    assert now < planned
    assert "framing/criteria" in planned - now


def test_nothing_recorded_and_nothing_due(run: Run) -> None:
    told = run("progress", "--today", "2027-01-04")
    assert told.out == (
        "Where the plan stands on 4 January 2027\n  nothing is recorded, and nothing was due\n"
    )


def test_two_at_once_are_both_recorded(tmp_path: Path) -> None:
    text = (tmp_path / "answers.yaml").read_text(encoding="utf-8").replace("2027-01-04", "2025-01-06")
    (tmp_path / "answers.yaml").write_text(text, encoding="utf-8")
    ids = ("charter/draft-charter", "framing/use-cases", "framing/interviews")
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "rse_plan", "done", id_, "2026-02-05"],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for id_ in ids
    ]
    ends = [(process.communicate(timeout=120), process.returncode)[1] for process in running]
    assert ends == [0, 0, 0]
    assert all(f"id: {id_}\n" in progress(tmp_path) for id_ in ids)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["answers.yaml", "progress.yaml"]


def test_what_is_recorded_stands_beside_what_was_planned_also_when_made_again(run: Run) -> None:
    run("done", "interviews", "2027-01-18")
    run("render", "--today", "2027-01-20", "--format", "json")
    lines = run("progress", "--today", "2027-01-20").out.splitlines()
    assert any("done on 18 January 2027 (planned: 15 January)" in line for line in lines)


def test_what_nobody_has_spoken_of_is_told_by_day(run: Run) -> None:
    told = json.loads(run("progress", "--format", "json", "--today", "2027-02-26").out)
    days = [one["finish"] for one in told["overdue"]]
    assert len(days) > 3
    assert days == sorted(days)


def test_the_answers_to_a_decision_are_named_as_they_are_typed(run: Run, tmp_path: Path) -> None:
    assert "one of these: yes, no, later" in run("decide", "approve-study", "perhaps").err
    answers(tmp_path, "fr")
    told = run("decide", "approve-study", "jamais-vu").err.replace("\u00a0", " ")
    assert "au choix : oui, non, plus-tard" in told


def test_what_was_decided_is_not_among_what_nobody_has_spoken_of(run: Run) -> None:
    def overdue() -> set[str]:
        told = json.loads(run("progress", "--format", "json", "--today", "2027-02-26").out)
        return {one["id"] for one in told["overdue"]}

    assert "sponsor-mandate/decide-to-study" in overdue()
    run("decide", "approve-study", "yes", "2027-01-22")
    assert "sponsor-mandate/decide-to-study" not in overdue()
