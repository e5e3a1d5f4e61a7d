"""`rse-plan check` of several plans: one table, each plan with what lies beside its answers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rse_plan.resources import examples_folder

Run = Callable[..., Any]
KEYS = ["format", "today", "holds", "plans", "left_out", "openings", "late", "decisions", "overloads"]
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
  - {id: sponsor-mandate/approve-study, answer: "yes", on: 2027-01-22}
  - {id: sponsor-mandate/decide-pilot, answer: later, on: 2027-03-10}
"""


def copied(folder: Path, example: str, *, name: str = "", manager: str = "", language: str = "fr") -> str:
    """An example as somebody's own, in a folder of its own: its path as it is typed."""
    text = (examples_folder() / f"{example}.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^language: ..$", f"language: {language}", text)
    if name:
        text, count = re.subn(r"(?m)^(  name: ).*$", lambda found: found[1] + json.dumps(name), text, count=1)
        assert count == 1
    if manager:
        text, count = re.subn(r"(  community-manager: )\{.*\}", rf"\1{{{manager}}}", text)
        assert count == 1
    path = folder / example / "answers.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return f"{example}/answers.yaml"


@pytest.fixture
def two(tmp_path: Path) -> tuple[str, str]:
    """Weldom, of which things were reported, and Cisco: one community manager for both."""
    weldom = copied(tmp_path, "weldom", manager='name: " anna  MUSTER", hours: 8')
    (tmp_path / "weldom" / "progress.yaml").write_text(PROGRESS, encoding="utf-8")
    return weldom, copied(tmp_path, "cisco", manager='name: "Anna Muster", hours: 10')


def table(run: Run, code: int, *arguments: str) -> dict[str, Any]:
    ran = run("check", *arguments, "--format", "json")
    assert ran.code == code, ran.err
    made: dict[str, Any] = json.loads(ran.out)
    assert list(made) == KEYS
    return made


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_the_table_in_french_as_of_the_last_day_reported(run: Run, two: tuple[str, str]) -> None:
    ran = run("check", *two)
    assert ran.code == 0
    assert plain(ran.err) == "plan refait au 10 mars 2027, dernier jour signalé\n"
    out = plain(ran.out)
    assert out.startswith("2 plans au mercredi 10 mars 2027\n\nprochaines ouvertures\n")
    assert re.search(r"\n  18 mai 2027 +Weldom +« Boîte à idées »\n", out)
    assert re.search(
        r"\nen retard\n  54 jours +Weldom +.* \(framing/tool-inventory\) +fin prévue le 15 jan", out
    )
    blocked = (
        "bloqué depuis le 1er mars 2027 : the vendor has not answered ; reprise attendue le 12 avril 2027"
    )
    assert re.search(rf"\n  9 jours +Weldom +.*\(platform-access/security-review\) +{blocked}\n", out)
    assert re.search(r"\n  6 avril 2027 +Weldom .*decide-pilot\) +remise à plus tard le 10 mars 2027\n", out)
    assert re.search(r"\n  22 février 2027 +Cisco .* aucune décision signalée\n", out)
    assert re.search(
        r"\npersonnes demandées par plusieurs plans\n  Anna Muster +semaines du .* : jusqu’à .* par semaine "
        r"pour Cisco et Weldom ; un plan compte au plus sur 10 h, tous ensemble sur 18 h\n",
        out,
    )


@pytest.mark.whole  # it reads and plans two examples
def test_the_table_in_english_where_the_answers_speak_different_languages(
    run: Run, two: tuple[str, str], tmp_path: Path
) -> None:
    copied(tmp_path, "cisco", manager="name: Anna Muster, hours: 10", language="en")
    out = plain(run("check", *two, "--today", "2027-03-15").out)
    assert out.startswith("2 plans on Monday 15 March 2027\n\nnext openings\n")
    assert re.search(r"\nlate\n  59 days +Weldom +.* was to end on 15 January 2027\n", out)
    assert re.search(r"\n  6 April 2027 +Weldom .* put off on 10 March 2027\n", out)
    assert "one plan counts on 10 h at the most, all of them on 18 h" in out
    assert "whether these hours are the same ones, no plan knows" in out


@pytest.mark.whole  # it reads and plans two examples
def test_the_same_for_programs_in_any_order_of_the_files(run: Run, two: tuple[str, str]) -> None:
    made = table(run, 0, *two)
    assert (made["today"], made["holds"], made["left_out"]) == ("2027-03-10", True, [])
    assert [(one["organisation"], one["replanned"]) for one in made["plans"]] == [
        ("Cisco", False),
        ("Weldom", True),
    ]
    assert [one["day"] for one in made["openings"]] == sorted(one["day"] for one in made["openings"])
    late = made["late"][1]
    assert late["plan"] == two[0]
    assert (late["state"], late["since"], late["days"]) == ("blocked", "2027-03-01", 9)
    put_off = {one["id"]: one["put_off"] for one in made["decisions"] if one["plan"] == two[0]}
    assert put_off["sponsor-mandate/decide-pilot"] == "2027-03-10"
    assert "sponsor-mandate/approve-study" not in put_off
    over = made["overloads"][0]
    assert (over["name"], over["minutes_most"], over["minutes_together"]) == ("Anna Muster", 600, 1080)
    assert over["minutes_planned"] > over["minutes_most"]
    assert table(run, 0, two[1], two[0], two[1]) == made


@pytest.mark.whole  # it reads and plans two examples
def test_a_broken_file_is_told_and_the_others_are_shown(
    run: Run, two: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "broken.yaml").write_text("kind: answers\nformat: 1\nteam: [\n", encoding="utf-8")
    (tmp_path / "unstarted.yaml").write_text(
        "kind: answers\nformat: 1\nlanguage: fr\norganisation: {name: A, headcount: 90}\n", encoding="utf-8"
    )
    ran = run("check", *two, "broken.yaml", "unstarted.yaml", "missing.yaml")
    assert ran.code == 2
    assert "broken.yaml:" in ran.err
    assert "unstarted.yaml" in ran.err
    assert "missing.yaml cannot be read" in ran.err
    out = plain(ran.out)
    assert out.startswith("2 plans au ")
    told = "laissés de côté : voir les messages\n  broken.yaml\n  missing.yaml\n  unstarted.yaml\n"
    assert out.endswith(told)


@pytest.mark.whole  # it reads and plans two examples
def test_reports_that_cannot_be_are_told_and_the_others_are_shown(
    run: Run, two: tuple[str, str], tmp_path: Path
) -> None:
    ran = run("check", *two, "--today", "2027-02-01")  # before most of what was reported
    assert ran.code == 2
    assert "weldom/progress.yaml:7:" in ran.err
    assert plain(ran.out).startswith("1 plan au lundi 1er février 2027")
    (tmp_path / "weldom" / "progress.yaml").write_text(PROGRESS + "  - nonsense\n", encoding="utf-8")
    made = table(run, 2, *two)
    assert made["left_out"] == [two[0]]
    assert made["today"] is None


@pytest.mark.whole  # it reads and plans two examples
def test_a_plan_that_cannot_hold_says_why(run: Run, two: tuple[str, str], tmp_path: Path) -> None:
    answers = tmp_path / two[0]
    text = re.sub(r"(\n  decision: .*)", r"\1\n  target: 2027-03-15", answers.read_text("utf-8"))
    answers.write_text(text, encoding="utf-8")
    (tmp_path / "weldom" / "progress.yaml").unlink()
    ran = run("check", *two)
    assert ran.code == 1
    out = plain(ran.out)
    assert out.startswith("2 plans, comme prévu : rien n’a été signalé\n\nintenable\n  Weldom  ")
    assert "en retard" not in out
    made = table(run, 1, *two)
    assert made["holds"] is False
    assert [(one["organisation"], one["holds"], len(one["errors"])) for one in made["plans"]] == [
        ("Cisco", True, 0),
        ("Weldom", False, 1),
    ]


@pytest.mark.whole  # it reads and plans two examples
def test_the_plan_beside_the_answers_is_the_one_that_was_followed(
    run: Run, two: tuple[str, str], tmp_path: Path
) -> None:
    assert run("render", two[0], "--out", "weldom/plan", "--format", "json").code == 0
    before = (tmp_path / "weldom" / "plan" / "plan.json").read_text("utf-8")
    first = table(run, 0, *two, "--today", "2027-03-15")
    assert (tmp_path / "weldom" / "plan" / "plan.json").read_text("utf-8") == before
    (tmp_path / "weldom" / "plan" / "plan.json").write_text("{}", encoding="utf-8")
    broken = table(run, 2, *two, "--today", "2027-03-15")
    assert broken["left_out"] == [two[0]]
    assert first["plans"][0] == broken["plans"][0]


@pytest.mark.whole  # it reads and plans two examples
def test_names_longer_than_the_table_are_cut_at_a_word(run: Run, tmp_path: Path) -> None:
    long = "Organisation of people who like very long names, and write them"
    out = plain(run("check", "--portfolio", copied(tmp_path, "weldom", name=long)).out)
    assert "  Organisation of people who …  " in out
    assert long not in out


@pytest.mark.whole  # it reads and plans two examples
def test_two_plans_of_one_name_are_told_by_their_files(run: Run, tmp_path: Path) -> None:
    paths = [copied(tmp_path, "weldom", name="Same"), copied(tmp_path, "cisco", name="Same")]
    out = run("check", *paths).out
    assert all(f"Same ({path})" in out for path in paths)


@pytest.mark.whole  # it reads and plans two examples
def test_one_file_keeps_its_form_unless_the_table_is_asked_for(run: Run, tmp_path: Path) -> None:
    path = copied(tmp_path, "weldom")
    assert plain(run("check", path).out).startswith("Weldom : première ouverture le ")
    assert plain(run("check", path, "--portfolio").out).startswith("1 plan, comme prévu")
    assert run("check", "--portfolio").code == 2  # there is no answers.yaml here


@pytest.mark.parametrize(
    ("option", "value"),
    [("--example", "weldom"), ("--progress", "progress.yaml"), ("--former", "plan/plan.json")],
)
def test_options_of_one_plan_are_refused(run: Run, option: str, value: str) -> None:
    ran = run("check", "a.yaml", "b.yaml", option, value, "--today", "2027-03-15")
    assert (ran.code, ran.out) == (2, "")
    assert f"{option} is of one plan, and several are looked at together" in ran.err
