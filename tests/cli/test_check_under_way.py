"""`check` and `why` of a plan under way: what they say of it, and that nothing past is proposed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from why_keys import KEYS

from rse_plan.resources import examples_folder

Run = Callable[..., Any]
PROGRESS = """\
kind: progress
format: 1
items:
  - {id: framing/tool-inventory, started: 2027-01-11}
  - id: platform-access/security-review
    started: 2027-02-10
    blocked: 2027-03-01
    reason: "the vendor has not answered"
    until: 2027-04-12
decisions:
  - {id: sponsor-mandate/approve-study, answer: "yes", on: 2027-01-22, note: in writing}
  - {id: sponsor-mandate/decide-pilot, answer: later, on: 2027-03-10}
"""


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Weldom's answers as somebody's own, nothing reported yet."""
    path = tmp_path / "answers.yaml"
    path.write_text((examples_folder() / "weldom.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return path


@pytest.fixture
def reported(answers: Path) -> Path:
    """The same with what was reported."""
    path = answers.with_name("progress.yaml")
    path.write_text(PROGRESS, encoding="utf-8")
    return path


def with_target(answers: Path, day: str) -> None:
    text = answers.read_text(encoding="utf-8")
    answers.write_text(re.sub(r"(\n  decision: .*)", rf"\1\n  target: {day}", text), encoding="utf-8")


def checked(run: Run, code: int, *arguments: str) -> dict[str, Any]:
    ran = run("check", "--format", "json", *arguments)
    assert ran.code == code, ran.err
    made: dict[str, Any] = json.loads(ran.out)
    return made


# --- check ---


def test_check_says_where_the_plan_stands(run: Run, reported: Path) -> None:
    ran = run("check", "--today", "2027-03-15")
    out = plain(ran.out)
    assert ran.code == 0
    assert re.search(
        r"\n  où on en est +au lundi 15 mars 2027 ; prochaine ouverture le \d+ mai 2027 : « Bo", out
    )
    assert re.search(r"\n  en retard +.* : 59 jours de retard, fin prévue le 15 janvier 2027 \(framing/", out)
    assert (
        "bloqué depuis le 1er mars 2027 (14 jours) : the vendor has not answered ; reprise attendue le "
        "12 avril 2027 (platform-access/security-review)" in out
    )
    assert re.search(
        r"\n  à décider +.* : attendue le 6 avril 2027, remise à plus tard le 10 mars 2027 \(", out
    )
    assert re.search(
        r"\n  non confirmé +\d\d activités sont passées sans que rien en ait été signalé ; ", out
    )


@pytest.mark.whole  # it plans, and some of it again for each answer
def test_check_names_what_falls_short_of_its_target(run: Run, reported: Path) -> None:
    """Before its day what stops the pilot alone; a count says nothing."""
    with reported.open("a", encoding="utf-8") as more:
        more.write(
            "measures:\n"
            "  - {kpi: measurement/monthly-readers@wave-1, value: 80/185, on: 2027-06-01}\n"
            "  - {kpi: measurement/monthly-readers@wave-1, value: 61/185, on: 2027-06-14}\n"
            "  - {kpi: measurement/activation@wave-1, value: 20/185, on: 2027-06-14}\n"
            "  - {kpi: idea-box/first-answer@boite-a-idees, value: 7/9, on: 2027-06-14}\n"
        )
    out = plain(run("check", "--today", "2027-06-15").out)
    (line,) = re.findall(r"\n  mesures +(.*)\n", out)
    assert line == (
        "Lecteurs mensuels : mesuré le 14 juin 2027 : 61 sur 185 (33 %), à ce jour sous le seuil d’arrêt "
        "(measurement/monthly-readers@wave-1)"
    )
    below = checked(run, 0, "--today", "2027-06-15")["standing"]["below_target"]
    assert [one["id"] for one in below] == ["measurement/monthly-readers@wave-1"]


@pytest.mark.whole  # it plans, and some of it again for each answer
def test_check_says_the_same_to_programs(run: Run, reported: Path) -> None:
    stands = checked(run, 0)["standing"]
    assert list(stands) == ["today", "next_opening", "late", "decisions", "below_target", "not_confirmed"]
    assert stands["today"] == "2027-03-10"  # the last day reported
    assert [(one["id"], one["state"], one["days"]) for one in stands["late"]] == [
        ("framing/tool-inventory", "under-way", 54),
        ("platform-access/security-review", "blocked", 9),
    ]
    assert stands["late"][1]["finish"] > stands["late"][1]["until"] == "2027-04-12"
    assert [one["id"] for one in stands["decisions"]] == ["sponsor-mandate/decide-pilot"]
    confirmed = {
        "framing/tool-inventory",
        "platform-access/security-review",
        "sponsor-mandate/decide-to-study",
    }
    unconfirmed = [one["id"] for one in stands["not_confirmed"]]
    assert unconfirmed
    assert confirmed.isdisjoint(unconfirmed)
    assert all(one["finish"] < "2027-03-10" for one in stands["not_confirmed"])


@pytest.mark.whole  # it plans, and some of it again for each answer
def test_without_a_day_and_reports_nothing_is_said_of_it(run: Run, answers: Path) -> None:
    assert "standing" not in checked(run, 0)
    assert "où on en est" not in run("check").out


@pytest.mark.whole  # it plans, and some of it again for each answer
def test_a_day_alone_says_what_is_not_confirmed_and_moves_nothing(run: Run, answers: Path) -> None:
    before, now = checked(run, 0), checked(run, 0, "--today", "2027-02-01")
    stands = now.pop("standing")
    assert stands["late"] == []
    assert stands["not_confirmed"]
    assert (before["first_opening"], before["fixed_by"]) == (now["first_opening"], now["fixed_by"])


@pytest.mark.whole  # it plans, and some of it again for each answer
def test_overloads_of_weeks_that_are_over_are_not_told(run: Run, answers: Path) -> None:
    before = checked(run, 0)["overloads"]
    assert {one["first_week"] for one in before} >= {"2027-04-12", "2027-09-13"}
    later = checked(run, 0, "--today", "2027-06-01")["overloads"]
    assert later
    assert all(one["last_week"] >= "2027-05-31" for one in later)


@pytest.mark.whole  # it plans, and some of it again for each answer
def test_no_way_out_begins_earlier_than_today(run: Run, answers: Path) -> None:
    with_target(answers, "2027-04-20")
    fresh = [change["question"] for way in checked(run, 1)["ways_out"] for change in way["answers"]]
    assert "calendar.start" in fresh
    made = checked(run, 1, "--today", "2027-02-01")
    assert made["target"]["earliest_opening"] == "2027-04-28"
    for way in made["ways_out"]:
        for change in way["answers"]:
            assert change["question"] != "calendar.start"
            assert (
                not re.fullmatch(r"\d{4}-\d\d-\d\d", str(change["value"])) or change["value"] >= "2027-02-01"
            )


@pytest.mark.whole  # it plans, and some of it again for each answer
def test_a_wanted_day_that_has_passed_has_no_way_out(run: Run, answers: Path) -> None:
    with_target(answers, "2027-03-15")
    ran = run("check", "--today", "2027-04-01")
    assert ran.code == 1
    assert "solutions" not in plain(ran.out)
    assert checked(run, 1, "--today", "2027-04-01")["ways_out"] == []


@pytest.mark.whole  # it plans, and some of it again for each answer
def test_what_was_to_begin_before_today_is_counted_from_today(run: Run, answers: Path) -> None:
    with_target(answers, "2027-04-20")
    out = plain(run("check", "--today", "2027-02-01").out)
    assert "\n                ce qui reste à commencer a 5 jours ouvrés de retard pour cela\n" in out
    late = (
        r"trop tard +Avis du CSE \(centrale Weldom\) : 25 janvier 2027 au plus tard, il y a 5 jours ouvrés\n"
    )
    assert re.search(late, out)
    # A month later the council is being consulted: what has begun can no longer begin too late.
    assert "trop tard" not in run("check", "--today", "2027-03-01").out


# --- why ---


@pytest.mark.whole  # it plans, and some of it again for each answer
def test_why_says_what_was_reported(run: Run, reported: Path) -> None:
    out = plain(run("why", "platform-access/security-review", "--today", "2027-03-15").out)
    told = "commencé le 10 février 2027, bloqué depuis le 1er mars 2027 : the vendor has not answered"
    assert re.search(rf"\n  signalé +{told}\n +reprise attendue le 12 avril 2027\n", out)
    assert "ce qui est rapporté : bloqué depuis le 1er mars 2027 : the vendor has not answered" in out
    assert "pour changer la date" not in out  # it has begun


@pytest.mark.whole  # it plans, and some of it again for each answer
def test_why_says_what_was_decided_of_an_ask_and_of_the_work_it_is_about(run: Run, reported: Path) -> None:
    out = plain(run("why", "sponsor-mandate/approve-study").out)
    assert re.search(r"\n  signalé +décision du 22 janvier 2027 : oui \(in writing\)\n", out)
    out = plain(run("why", "pilot-by-communities/decide-pilot@wave-1").out)
    assert re.search(r"\n  signalé +remise à plus tard le 10 mars 2027\n", out)


@pytest.mark.whole  # it plans, and some of it again for each answer
def test_why_says_that_nobody_has_spoken(run: Run, answers: Path) -> None:
    past = plain(run("why", "framing/tool-inventory", "--today", "2027-03-15").out)
    assert re.search(r"\n  signalé +rien, et sa date est passée : tenu pour fait comme prévu\n", past)
    coming = plain(run("why", "pilot-by-communities/decide-extension", "--today", "2027-01-11").out)
    assert re.search(r"\n  signalé +rien pour l’instant\n", coming)
    assert "début du plan : " not in coming.partition("pour changer la date")[2]


def test_why_says_it_to_programs_as_of_a_day_alone(run: Run, reported: Path) -> None:
    made = json.loads(run("why", "platform-access/security-review", "--format", "json").out)
    assert list(made) == [*KEYS, "reported"]
    told = made["reported"]
    assert (told["blocked"], told["until"], told["done"]) == ("2027-03-01", "2027-04-12", None)
    reported.unlink()
    assert list(json.loads(run("why", "framing/tool-inventory", "--format", "json").out)) == KEYS


@pytest.mark.parametrize("command", ["check", "render", "why open", "progress"])
@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_day_that_no_plan_reaches_is_refused(run: Run, command: str, year: str) -> None:
    ended = run(*command.split(), "--today", f"{year}-01-01")
    assert ended.code == 2
    assert f"the year {int(year)} is out of range" in ended.err


def test_what_has_opened_is_fixed_by_nothing_any_more(run: Run) -> None:
    before, after = (
        run("check", "--example", "weldom", "--today", day).out for day in ("2027-03-01", "2027-09-01")
    )
    assert "fixée par" in before or "fixed by" in before
    assert not any(label in after for label in ("fixée par", "fixed by", "prouvé", "proven"))
