"""Periods of the answers: presets by place, what never ends, absences, and the guards of playbooks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from planning.planned import ANSWERS, answers_of, library_of, plan_of, playbook, rules

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.model.periods import AnyPeriod, Period, Preset
from rse_plan.pipeline import prepare
from rse_plan.planning.freezes import freezes_shown
from rse_plan.planning.hashes import hash_answers
from rse_plan.planning.jobs import Job
from rse_plan.planning.periods import Place, days_of, endless, resolved
from rse_plan.planning.plan import Plan
from rse_plan.planning.prepared import Prepared
from rse_plan.planning.public_holidays import school_holidays

OPEN = "id: open, for_each: communities, kind: milestone, opens: users"
YEARS = range(2027, 2029)


def day(text: str) -> date:
    return date.fromisoformat(text)


def answered(calendar: str = "", rest: str = "") -> str:
    """The tests' answers with more in their calendar, each part on a line of its own."""
    return (
        ANSWERS.replace("calendar: {start: 2027-01-04}", f"calendar:\n  start: 2027-01-04\n{calendar}") + rest
    )


def ready(answers: str, *playbooks: str) -> Prepared:
    library = library_of(*playbooks)
    return prepare(answers_of(answers, library), library)


def jobs(made: Prepared) -> dict[str, Job]:
    return {chosen.item.id: job for chosen, job in zip(made.network.items, made.jobs, strict=True)}


def found(made: Plan, rule: str) -> Sequence[Diagnostic]:
    return [warning for warning in made.warnings if warning.rule == rule]


# --- presets ---


@pytest.mark.parametrize(
    ("preset", "place", "spans"),
    [
        (Preset("august"), ("FR", None), ["2027-08-01/2027-08-31", "2028-08-01/2028-08-31"]),
        (Preset("year-end"), ("other", None), ["2027-12-24/2028-01-02", "2028-12-24/2029-01-02"]),
        (Preset("school-holidays"), ("FR", None), []),
        (Preset("school-holidays"), ("CH", "GE"), []),
        (Preset("school-holidays"), ("GB", None), []),
        (Preset("school-holidays"), ("DE", None), []),
        (Preset("school-holidays"), ("other", None), []),
        (Preset("school-holidays"), ("DE", "Atlantis"), []),
    ],
    ids=str,
)
def test_a_preset_s_days(preset: Preset, place: Place, spans: list[str]) -> None:
    assert [f"{each.first}/{each.last}" for each in resolved((preset,), place, YEARS)] == spans


@pytest.mark.parametrize(
    ("zone", "place", "span"),
    [
        ("A", ("FR", None), "2027-02-13/2027-02-28"),
        ("C", ("FR", "57"), "2027-02-06/2027-02-21"),
        (None, ("FR", "Zone B"), "2027-02-20/2027-03-07"),
        ("A", ("DE", "BY"), "2027-02-08/2027-02-12"),
        (None, ("BE", "French"), "2027-02-22/2027-03-07"),
    ],
)
def test_school_holidays_are_those_of_the_place(zone: str | None, place: Place, span: str) -> None:
    days = resolved((Preset("school-holidays", zone, "stores"),), place, YEARS)
    assert span in [f"{each.first}/{each.last}" for each in days]
    assert {each.population for each in days} == {"stores"}


@pytest.mark.parametrize(
    ("country", "advice"),
    [("FR", "“zone: A”, B or C"), ("DE", "name the state"), ("BE", "the community"), ("CH", "from: and to:")],
)
def test_school_holidays_that_nobody_knows_are_told(country: str, advice: str) -> None:
    answers = answered(
        "  closures:\n    - {preset: school-holidays}\n", f"employers: [{{id: a, country: {country}}}]\n"
    )
    (told,) = found(plan_of(answers, playbook("id: a, duration: 5d")), "unknown-school-holidays")
    assert (told.severity, told.span.line) == (Severity.WARNING, 9)
    assert advice in str(told.help)


def test_school_holidays_are_known_for_some_years_only() -> None:
    employer = "employers: [{id: a, country: DE, subdivision: BY}]\n"
    answers = answered("  freezes: [{preset: school-holidays}]\n", employer)
    assert found(plan_of(answers, playbook("id: a, duration: 5d")), "unknown-school-holidays") == []
    last = school_holidays("DE", "BY", range(2027, 2057))[-1]
    later = answers.replace("2027-01-04", (last - timedelta(days=30)).isoformat())
    (told,) = found(plan_of(later, playbook("id: a, duration: 60d")), "unknown-school-holidays")
    assert f"are known until {last.day} {last:%B} {last.year} only" in str(told.message)


def test_documents_show_the_days_of_presets() -> None:
    made = plan_of(answered("  freezes: [{preset: august}]\n"), playbook("id: a, duration: 5d"))
    (band,) = freezes_shown(made.facts, day("2027-06-01"), day("2028-03-01"))
    assert (band.first, band.last) == (day("2027-08-01"), day("2027-08-31"))
    assert freezes_shown(made.facts, day("2027-01-01"), day("2027-07-31")) == ()


# --- without end ---


def period(first: str, last: str, population: str | None = None) -> Period:
    return Period(day(first), day(last), population)


LONG = period("2027-01-01", "2029-01-01")
LONGEST = period("2027-01-01", "2028-12-31")
IN_STORES = period("2029-01-01", "2029-06-30", "stores")
"""It follows LONGEST, which is the stores' too."""
FROM_SEPTEMBER, TO_JULY = period("2027-09-01", "2028-07-31"), period("2028-09-01", "2029-07-31")
"""With August between them, and before and after, two years and a month."""


@pytest.mark.parametrize(
    ("periods", "told"),
    [
        ((LONG,), [[LONG]]),
        ((LONGEST,), []),
        ((LONGEST, period("2029-01-02", "2029-06-30")), []),
        ((LONGEST, period("2029-01-01", "2029-06-30")), [[LONGEST, period("2029-01-01", "2029-06-30")]]),
        ((LONGEST, period("2029-01-02", "2029-06-30", "stores")), []),
        ((LONGEST, IN_STORES), [[IN_STORES]]),
        ((period("2027-01-01", "2028-12-31", "office"), IN_STORES), []),
        ((Preset("august"), FROM_SEPTEMBER, TO_JULY), [[FROM_SEPTEMBER, TO_JULY]]),
        ((Preset("year-end"), FROM_SEPTEMBER, TO_JULY), []),
        ((Preset("august", population="office"), FROM_SEPTEMBER, TO_JULY), []),
        ((Preset("august", population="all"), FROM_SEPTEMBER, TO_JULY), [[FROM_SEPTEMBER, TO_JULY]]),
        ((LONGEST, period("2028-01-01", "2028-06-30"), LONG), [[LONG]]),
    ],
)
def test_what_lasts_more_than_24_months(periods: tuple[AnyPeriod, ...], told: list[list[Period]]) -> None:
    place, years = ("FR", None), range(2026, 2030)
    assert [list(found.periods) for found in endless(periods, place, years)] == told
    kept = [each for each in periods if not any(each in run for run in told)]
    days = [day for each in kept for day in days_of(each, place, years)]
    assert list(resolved(periods, place, years)) == days


def test_a_preset_between_periods_makes_a_freeze_without_end() -> None:
    freezes = "  freezes:\n    - {preset: august}\n    - {from: 2027-09-01, to: 2028-07-31}\n\
    - {from: 2028-09-01, to: 2029-07-31}\n"
    made = plan_of(answered(freezes), playbook(OPEN))
    (told,) = found(made, "endless-freeze")
    assert (told.severity, told.span.line) == (Severity.ERROR, 10)
    assert "from 1 August 2027 to 31 August 2029" in str(told.message)
    assert str(told.help).startswith("leave days between periods that touch, presets too")
    shown = freezes_shown(made.facts, day("2027-01-04"), day("2028-12-31"))
    assert [each.first for each in shown] == [day("2027-08-01"), day("2028-08-01")]


def test_a_sponsor_who_is_never_there_is_told_without_a_name() -> None:
    answers = answered("", "sponsors: [{id: main, absences: [{from: 2027-01-01, to: 2030-01-01}]}]\n")
    (told,) = found(
        plan_of(answers, playbook("id: a, duration: 5d, effort: {sponsor: 1h}")), "endless-absence"
    )
    assert told.severity is Severity.ERROR
    assert "sponsor" not in f"{told.message} {told.help}"
    assert "2027" not in str(told.message)


def test_a_sponsor_who_is_never_there_as_a_person_is_told_without_a_name_too() -> None:
    answers = answered("", "people: {sponsor: {absences: [{from: 2027-01-01, to: 2030-01-01}]}}\n")
    (told,) = found(
        plan_of(answers, playbook("id: a, duration: 5d, effort: {sponsor: 1h}")), "endless-absence"
    )
    assert told.severity is Severity.ERROR
    assert "sponsor" not in f"{told.message} {told.help}"
    assert "2027" not in str(told.message)


# --- absences ---

AWAY = "people: {community-manager: {hours: 35, absences: [{from: 2027-01-11, to: 2027-01-15}]}}\n"
WORK = playbook(
    "id: mine, duration: 5d, effort: {community-manager: 1h}\n"
    "id: mine-too, duration: 3d, effort: {community-manager: 2h, it: 1h}\n"
    "id: theirs, duration: 5d, effort: {it: 1h}\n"
    "id: none, duration: 5d, effort: {community-manager: 0h}\n"
    "id: gate, kind: gate, gate: other, lead_time: {base: 5d}\n"
    "id: reached, kind: milestone"
)


def test_equal_absences_share_a_calendar() -> None:
    made = jobs(ready(answered("", AWAY), WORK))
    assert made["mine"].calendar is made["mine-too"].calendar
    assert {id_: job.away for id_, job in made.items() if job.away} == {
        "mine": ("community-manager",),
        "mine-too": ("community-manager",),
    }
    whole = made["theirs"].calendar
    assert made["none"].calendar is made["gate"].calendar is made["reached"].calendar is whole
    assert len(whole.open_days) - len(made["mine"].calendar.open_days) == 5
    assert jobs(ready(answered("", AWAY), WORK))["mine"].calendar is made["mine"].calendar


def test_an_absence_closes_no_day_of_the_place() -> None:
    calendar = jobs(ready(answered("", AWAY), WORK))["mine"].calendar
    assert not calendar.is_open(day("2027-01-11"))
    assert calendar.counting.is_open(day("2027-01-11"))
    assert calendar.of_place is calendar.counting


def test_absences_are_part_of_the_answers_hash() -> None:
    library = library_of(WORK)
    plain = "people: {community-manager: {hours: 35}}\n"
    hashes = {hash_answers(answers_of(answered("", rest), library)) for rest in (AWAY, plain)}
    assert len(hashes) == 2
    spaced = hash_answers(answers_of(answered("", "\n" + AWAY), library))
    assert spaced in hashes


# --- freezes of answers and guards of playbooks ---


def test_a_freeze_knows_where_it_is_written() -> None:
    written = (
        "  freezes:\n    - {from: 2027-03-01, to: 2027-03-05}\n    - {preset: year-end, population: all}\n"
    )
    barred = jobs(ready(answered(written), playbook(OPEN)))["open"].barred
    firsts = [(each.first, each.span.line if each.span else 0, each.origin) for each in barred[:2]]
    assert firsts == [(day("2027-03-01"), 9, None), (day("2027-12-24"), 10, None)]
    assert barred[0].title is None
    assert barred[1].title is not None
    assert barred[1].title.text.fr == "fin d’année"
    assert [each.first for each in barred] == sorted(each.first for each in barred)


GUARDED = playbook(
    OPEN + "\nid: change, duration: 1d, changes: true\nid: work, duration: 1d",
    head=(
        "for_each: employers\n"
        "freezes:\n"
        "  - {id: vote, when: known(employer.next_election), around: employer.next_election, before: 1mo,"
        " after: 2cw, because: [elections-cse],"
        " title: {en: 'Vote at {{ employer.name }}', fr: 'Vote à {{ employer.name }}'}}\n"
    ),
)
VOTE = (
    "employers: [{id: a, country: FR, works_council: single, next_election: 2027-03-31},"
    " {id: b, country: FR, works_council: single}]\n"
)


def test_a_guard_is_a_freeze_around_a_date() -> None:
    made = ready(answered("", VOTE), GUARDED)
    barred = {chosen.id: job.barred for chosen, job in zip(made.network.items, made.jobs, strict=True)}
    assert {id_ for id_, freezes in barred.items() if freezes} == {"own/open@a@finance", "own/change@a"}
    (freeze,) = barred["own/change@a"]
    assert (freeze.first, freeze.last) == (day("2027-02-28"), day("2027-04-14"))
    assert (freeze.origin, freeze.because) == ("own/vote@a", ("elections-cse",))
    assert freeze.span is not None
    assert (freeze.span.path, freeze.span.line) == ("own.yaml", 7)
    assert freeze.title is not None
    assert freeze.title.values["employer.name"].value == "a"
    read = [job.read for job in made.jobs if freeze in job.barred]
    assert all(("employer.next_election", {"employer": "a"}) in names for names in read)


def test_without_a_date_there_is_no_guard() -> None:
    answers = answered("", VOTE.replace(", next_election: 2027-03-31", ""))
    assert not any(job.barred for job in ready(answers, GUARDED).jobs)
    assert "unknown-school-holidays" not in rules(plan_of(answers, GUARDED))
