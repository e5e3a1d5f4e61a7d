"""What `check` finds beyond what cannot hold: hours, weeks, the sponsor's time, lost needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from planning.planned import ANSWERS, answers_of, library_of, playbook

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.locales import translator
from rse_plan.pipeline import plan, prepare
from rse_plan.planning.health import health, overloads
from rse_plan.planning.role_load import RoleLoad, WeekLoad

OPENING = "id: open, kind: milestone, opens: users, for_each: communities"
MONDAY = date(2027, 1, 4)


def found(answers: str, text: str) -> list[Diagnostic]:
    library = library_of(text)
    read = answers_of(answers, library)
    return list(health(prepare(read, library), plan(read, library)))


def rules(answers: str, text: str) -> list[str]:
    return [finding.rule for finding in found(answers, text)]


def opening_on(day: str, calendar: str = "") -> str:
    """Answers under which the one community opens on a day."""
    text = ANSWERS.replace("use_case: knowledge-sharing}", f"opens_on: {day}}}")
    return text.replace("{start: 2027-01-04}", f"{{start: 2027-01-04{calendar}}}")


# --- hours ---


def weeks(*minutes: int) -> RoleLoad:
    """Weeks from 4 January with so many minutes of 600."""
    made = (
        WeekLoad(monday=MONDAY + timedelta(weeks=at), minutes=each, capacity=600)
        for at, each in enumerate(minutes)
    )
    return RoleLoad(role="hr", weeks=tuple(made))


def test_weeks_over_capacity_that_follow_each_other_are_told_together() -> None:
    library = library_of(playbook(OPENING))
    answers = answers_of(ANSWERS, library)
    made = replace(plan(answers, library), workload=(weeks(600, 660, 720, 614, 615, 600),))
    runs = [(over.first.isoformat(), over.last.isoformat(), over.over) for over in overloads(made)]
    assert runs == [("2027-01-11", "2027-01-18", 120), ("2027-02-01", "2027-02-01", 15)]
    told = [str(finding.message) for finding in health(prepare(answers, library), made)]
    assert told[0] == "HR: up to 2 h a week too many, weeks of 11 January 2027 to 18 January 2027"
    assert told[1] == "HR: 15 min too many in the week of 1 February 2027"


# --- weeks ---


@pytest.mark.parametrize(
    ("day", "calendar", "reason"),
    [
        ("2027-03-10", "", None),
        ("2027-08-12", "", "in August, when many people are away"),
        ("2027-12-28", "", "between Christmas and New Year, when many people are away"),
        ("2027-03-10", ", closures: [{from: 2027-03-11, to: 2027-03-20}]", None),
        (
            "2027-03-10",
            ", closures: [{from: 2027-03-08, to: 2027-03-09}, {from: 2027-03-11, to: 2027-03-20}]",
            "in a week with a single working day",
        ),
    ],
)
def test_an_opening_in_a_week_without_anybody_is_told(day: str, calendar: str, reason: str | None) -> None:
    findings = found(opening_on(day, calendar), playbook(OPENING))
    assert [each.rule for each in findings] == (["opening-in-closed-week"] if reason else [])
    told = [each.message.values["day"] for each in findings]
    assert told == [date.fromisoformat(day)] * len(findings)
    assert all(str(each.message).startswith("own/open@finance is on ") for each in findings)
    assert all(str(each.message).endswith(f" 2027, {reason}") for each in findings)
    assert all(each.severity is Severity.WARNING for each in findings)


@pytest.mark.parametrize(
    ("week", "told"), [("monday", False), ("monday, tuesday", False), ("monday, thursday", True)]
)
def test_a_working_week_of_a_day_is_a_whole_week(week: str, told: bool) -> None:
    """Of two working days one is closed in the last case; of one, the opening's is all that there is."""
    text = opening_on("2027-03-08", f", week: [{week}], closures: [{{from: 2027-03-11, to: 2027-03-11}}]")
    assert rules(text, playbook(OPENING)) == (["opening-in-closed-week"] if told else [])


def test_a_launch_is_looked_at_like_an_opening() -> None:
    tasks = f"{OPENING}\nid: launch, duration: 2d, launch: true, needs: [{{task: open, lag: 1d}}]"
    findings = found(opening_on("2027-07-30"), playbook(tasks))
    assert [str(each.message).partition(",")[0] for each in findings] == ["own/launch is on 2 August 2027"]


def test_a_wave_s_launch_is_looked_at_where_the_wave_is() -> None:
    """Bavaria has school holidays until 13 September; the main employer, in America, has none."""
    employers = "employers: [{id: boston, country: US}, {id: munich, country: DE, subdivision: BY}]\n"
    text = opening_on("2027-09-02").replace("members: 40,", "members: 40, wave: 1, employers: munich,")
    text = text.replace("headcount: 900", "headcount: 900, employers: group").replace(
        "communities:", employers + "communities:"
    )
    tasks = f"{OPENING}\nid: launch, duration: 2d, launch: true, for_each: waves, needs: [open]"
    reasons = {
        str(each.message).partition(" ")[0]: str(each.message) for each in found(text, playbook(tasks))
    }
    assert list(reasons) == ["own/open@finance", "own/launch@wave-1"]
    assert all("in the school holidays" in reason for reason in reasons.values())


# --- the sponsor's time ---


def asking(minutes: int, due: str = "{on: a}") -> str:
    """A playbook that asks something of the sponsor twice, when its only task ends: on 8 January."""
    ask = f"phase: frame, role: support, do: {{en: Do, fr: Faire}}, minutes: {minutes}, due: {due}"
    refused = "if_refused: {en: No, fr: Non}"
    asks = "".join(f"  - {{id: ask-{name}, {ask}, {refused}}}\n" for name in ("one", "two"))
    return playbook("id: a, duration: 5d") + f"asks:\n{asks}"


def with_sponsor(line: str) -> str:
    return ANSWERS + f"sponsors:\n  - {{id: main, {line}}}\n"


def test_asks_beyond_the_minutes_of_a_month_are_told_with_their_sum() -> None:
    assert rules(with_sponsor("minutes: 40"), asking(20)) == []
    findings = found(with_sponsor("minutes: 40"), asking(21))
    assert [each.rule for each in findings] == ["ask-over-minutes"]
    message = findings[0].message
    assert str(message) == "42 minutes are asked of the sponsor in January 2027, who has 40"
    said = message.in_words(translator("fr"))
    assert said == "42 minutes sont demandées au sponsor en janvier 2027, qui en a 40"


def test_asks_of_different_months_are_not_added_up() -> None:
    text = asking(30).replace("due: {on: a}", "due: {on: b}", 1)
    text = text.replace(
        "tasks:\n",
        "tasks:\n  - {id: b, duration: 30d, phase: prepare, title: {en: B, fr: B}, raci: {R: it, A: it}}\n",
    )
    assert rules(with_sponsor("minutes: 40"), text) == []


def test_asks_while_the_sponsor_is_away_are_told() -> None:
    away = with_sponsor("minutes: 60, absences: [{from: 2027-01-07, to: 2027-01-15}]")
    findings = found(away, asking(20))
    assert [each.rule for each in findings] == ["ask-during-absence", "ask-during-absence"]
    assert "15 January 2027" in str(findings[0].message)
    assert str(findings[0].help) == "ask before the sponsor leaves"
    back = with_sponsor("minutes: 60, absences: [{from: 2027-01-11, to: 2027-01-15}]")
    assert rules(back, asking(20)) == []


@pytest.mark.parametrize(
    "away",
    [
        "{from: 2026-12-01, to: 2027-01-15}",
        "{from: 2027-01-04, to: 2027-01-15}",
        "{from: 2026-12-20, to: 2027-01-06}, {from: 2027-01-07, to: 2027-01-15}",
    ],
)
def test_nobody_is_sent_to_ask_a_sponsor_who_leaves_before_the_plan_starts(away: str) -> None:
    findings = found(with_sponsor(f"minutes: 60, absences: [{away}]"), asking(20))
    assert [str(each.help) for each in findings] == [
        "agree on it before the plan starts, or with whoever stands in for the sponsor"
    ] * 2
    assert all("until 15 January 2027" in str(each.message) for each in findings)


def test_asks_while_the_sponsor_is_away_as_a_person_are_told_once() -> None:
    """Absences under `people:` are the sponsor's too."""
    away = "people: {sponsor: {absences: [{from: 2027-01-07, to: 2027-01-15}]}}\n"
    asked = asking(20).replace("id: ask-two", "id: ask-two, when: legal.charter_sanctions")
    findings = found(with_sponsor("minutes: 60") + away, asked)
    assert [each.rule for each in findings] == ["ask-during-absence"]
    assert "15 January 2027" in str(findings[0].message)


def test_a_second_sponsor_is_not_away_with_the_first() -> None:
    text = with_sponsor("absences: [{from: 2027-01-07, to: 2027-01-15}]") + "  - {id: second}\n"
    asked = asking(20).replace("id: ask-one", "id: ask-one, for_each: sponsors")
    asked = asked.replace("id: ask-two", "id: ask-two, when: legal.charter_sanctions")
    findings = found(text, asked)
    assert [str(each.message).partition(" ")[0] for each in findings] == ["own/ask-one@main"]


def test_what_the_sponsor_keeps_private_is_in_no_warning_of_the_plan() -> None:
    library = library_of(asking(90))
    answers = answers_of(with_sponsor("absences: [{from: 2027-01-07, to: 2027-01-15}]"), library)
    told = [finding.rule for finding in plan(answers, library).warnings]
    assert {"ask-during-absence", "ask-over-minutes"} & set(told) == set()


# --- needs ---


@pytest.mark.parametrize(
    ("need", "told"), [("b", True), ("{task: b, optional: true}", False), ("{task: b, which: all}", True)]
)
def test_a_need_that_the_answers_removed_is_told_unless_it_is_optional(need: str, told: bool) -> None:
    tasks = f"id: a, duration: 1d, needs: [{need}]\nid: b, duration: 1d, when: legal.charter_sanctions"
    assert rules(ANSWERS, playbook(tasks)) == (["conditional-need"] if told else [])
    assert rules(ANSWERS + "legal: {charter_sanctions: true}\n", playbook(tasks)) == []
