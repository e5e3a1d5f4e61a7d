"""`rse-plan done --until`: what is listed, asked, recorded and left out; no date of the plan moves by it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from ran import Run
from tracked import TODAY, answers, half_a_year_in, progress

from rse_plan.cli import confirming

UNTIL = "2027-06-29"
MONTH = date(2027, 3, 29)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    half_a_year_in(monkeypatch, tmp_path)
    monkeypatch.setattr(confirming, "today", lambda: TODAY)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A terminal in which this is typed."""

    def make(typed: str) -> None:
        monkeypatch.setattr(confirming, "has_terminal", lambda: True)
        monkeypatch.setattr("builtins.input", lambda question: print(question) or typed)

    return make


def dates(folder: Path) -> dict[str, tuple[str, str]]:
    found = json.loads((folder / "plan" / "plan.json").read_text(encoding="utf-8"))
    return {task["id"]: (task["start"], task["finish"]) for task in found["tasks"]}


def test_all_that_is_shown_is_recorded_on_its_day_and_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "progress.yaml").write_text("kind: progress\nformat: 1\n# mine\n", encoding="utf-8")
    run("decide", "approve-study", "yes", "2027-01-22")
    told = run("done", "--until", UNTIL, "--yes")
    assert told.code == 0, told.err
    shown = [line for line in told.out.splitlines() if line.startswith("    ")]
    assert told.out.endswith(f"Recorded in progress.yaml: {len(shown)}\n")
    kept = progress(tmp_path)
    assert "# mine" in kept
    assert kept.count("    done: ") == len(shown) > 40
    assert "  - id: framing/interviews\n    done: 2027-01-15\n" in kept
    again = run("done", "--until", UNTIL, "--yes")
    assert again.code == 0
    assert "Nothing left to confirm up to 29 June 2027." in again.out
    assert progress(tmp_path) == kept


def test_decisions_and_what_waits_for_them_are_left_to_be_said(run: Run, tmp_path: Path) -> None:
    told = run("done", "--until", UNTIL, "--yes")
    left = told.out.partition("Left out, to be decided")[2].partition("To be recorded")[0]
    assert "(sponsor-mandate/approve-study): planned for 22 January 2027" in left
    assert "Left out until then, as it waits for one of these:" in left
    assert "sponsor-mandate/decide-to-study" not in progress(tmp_path)
    assert "charter/draft-charter" not in progress(tmp_path)  # it waits for the study


def test_what_something_done_has_needed_holds_nothing_back(run: Run, tmp_path: Path) -> None:
    """The pilot is open: its contract was signed, whoever forgot to record it."""
    run("decide", "approve-study", "yes", "2027-01-22")
    held = run("done", "--until", UNTIL, "--yes").out
    assert "(platform-access/configuration)" not in held.partition("To be recorded")[2]
    run("done", "pilot-by-communities/open@boite-a-idees", "2027-04-28")
    told = run("done", "--until", UNTIL, "--yes").out
    left, _, recorded = told.partition("To be recorded")
    assert "(platform-access/contract@wave-1)" in left  # who signed, and when, is still to be said
    assert "(platform-access/configuration)" in recorded


def test_it_asks_in_a_terminal_and_takes_no_for_an_answer(
    run: Run, tmp_path: Path, asked: Callable[[str], None]
) -> None:
    asked("n")
    told = run("done", "--until", UNTIL)
    assert (told.code, (tmp_path / "progress.yaml").exists()) == (0, False)
    assert "as done? (y/n)" in told.out
    assert "nothing is recorded; say it of each" in told.err
    answers(tmp_path, "fr")
    asked("Oui")
    told = run("done", "--until", "29 juin 2027")
    assert "points comme faits\u202f? (o/n)" in told.out
    assert "done: 2027-01-15" in progress(tmp_path)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["done"], "nothing is named that is done"),
        (["done", "interviews", "--until", UNTIL], "“interviews” and --until are both given"),
        (["done", "interviews", "--yes"], "--yes goes with --until alone"),
        (["done", "--until", "2027-07-01"], "1 July 2027 is in the future"),
        (["done", "--until", "2026-07-01", "--yes"], "is before the plan begins"),
        (["done", "--until", "soon"], "“soon” is not a date"),
        (["done", "--until", UNTIL], "there is no terminal to ask in"),
        (["done", "--until", UNTIL, "--out", "elsewhere"], "there is no plan.json in elsewhere"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_nothing_is_written(
    run: Run, tmp_path: Path, words: list[str], message: str
) -> None:
    told = run(*words)
    assert told.code == 2
    assert message in told.err
    assert not (tmp_path / "progress.yaml").exists()


def test_no_date_moves_and_causes_stay(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What followed late work is recorded on the days that it had, begun and done."""
    monkeypatch.setattr(confirming, "today", lambda: MONTH)
    run("render", "--format", "json")
    shutil.copytree(tmp_path / "plan", tmp_path / "handed")
    run("decide", "approve-study", "yes", "2027-01-22")
    run("done", "independent-employers/agreement@magasins", "2027-03-16")
    run("block", "platform-access/security-review", "2027-03-01", "--reason", "no answer")
    told = run("render", "--format", "json", "--today", MONTH.isoformat())
    before, moved = dates(tmp_path), [line for line in told.out.splitlines() if line.startswith("- ")]
    shutil.rmtree(tmp_path / "plan")
    (tmp_path / "handed").rename(tmp_path / "plan")
    confirmed = run("done", "--until", "2027-03-28", "--yes")
    assert confirmed.code == 0, confirmed.err
    assert "blocked since 1 March 2027: no answer" in confirmed.out
    told = run("render", "--format", "json", "--today", MONTH.isoformat())
    assert dates(tmp_path) == before
    assert [line for line in told.out.splitlines() if line.startswith("- ")] == moved


def test_the_plan_that_was_handed_out_is_looked_for_where_it_was_written(run: Run, tmp_path: Path) -> None:
    """Answers changed since: what people went by is the plan that they have."""
    run("render", "--format", "json", "--out", "given")
    text = (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    moved = "adjust:\n  - {item: framing/interviews, duration: 20d, why: More of them}\n"
    (tmp_path / "answers.yaml").write_text(f"{text}{moved}", encoding="utf-8")
    shown = run("progress", "--out", "given", "--today", "2027-06-30")
    assert "(framing/interviews): planned for 15 January 2027" in shown.out
    assert shown.out.endswith("To confirm all of it: rse-plan done --until 2027-06-15 --out given\n")
    late = run("done", "framing/interviews", "2027-01-18", "--out", "given")
    assert "done on 18 January 2027 (planned: 15 January)" in late.out
    (tmp_path / "progress.yaml").unlink()
    told = run("done", "--until", UNTIL, "--yes", "--out", "given")
    assert "no former plan" not in told.err
    assert "framing/interviews\n    done: 2027-01-15" in progress(tmp_path)
    by_file = run("check", "--today", "2027-06-30", "--former", "given/plan.json")
    assert run("check", "--today", "2027-06-30", "--out", "given").out == by_file.out
    assert run("why", "framing/interviews", "--out", "nowhere").code == 2
