"""What every name is worth: answered, assumed or absent, and how waves are made (semantics 2 to 5)."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from planning.asked import asking, holds, question, with_communities, worth
from planning.planned import ANSWERS, by_id, plan_of, playbook, sheet_of

from rse_plan.planning.instances import related
from rse_plan.planning.plan import State

ANSWERED, ASSUMED, ABSENT = State.ANSWERED, State.ASSUMED, State.ABSENT


# --- answered, assumed, absent ---


@pytest.mark.parametrize(
    ("given", "value", "state"),
    [
        ("", 7, ASSUMED),
        ("box: {size: unknown}\n", 7, ASSUMED),
        ("box: {size: 3}\n", 3, ANSWERED),
    ],
)
def test_the_answer_else_what_unknown_assumes(given: str, value: int, state: State) -> None:
    sheet = sheet_of(ANSWERS + given, asking(question("box.size", unknown="{assume: 7}")))
    assert worth(sheet, "box.size") == (value, state)


def test_unknown_comes_before_the_default() -> None:
    book = asking(
        question("box.size", default="1", unknown="{assume: 7}"),
        question("box.depth", default="1"),
        question("box.name", type_="text", unknown="{assume: ''}"),
    )
    sheet = sheet_of(ANSWERS + "box: {depth: unknown}\n", book)
    assert worth(sheet, "box.size") == (7, ASSUMED)
    assert worth(sheet, "box.depth") == (1, ASSUMED)
    assert worth(sheet, "box.name") == (None, ASSUMED)


def test_a_quoted_unknown_is_a_text() -> None:
    quoted = ANSWERS + "goal: {process: 'unknown'}\n"
    assert worth(sheet_of(quoted), "goal.process") == ("unknown", ANSWERED)
    assert worth(sheet_of(quoted.replace("'", "")), "goal.process") == (None, ASSUMED)


def test_an_optional_question_without_answer_is_absent() -> None:
    assert worth(sheet_of(ANSWERS), "calendar.target") == (None, ABSENT)


def test_the_first_case_that_holds_is_assumed() -> None:
    cases = (
        "[{when: organisation.headcount > 1000, assume: 1}, {when: organisation.headcount > 500, assume: 2}, \
{when: organisation.headcount > 100, assume: 3}]"
    )
    book = asking(question("box.size", unknown=f"{{assume: 7, cases: {cases}}}"))
    assert worth(sheet_of(ANSWERS, book), "box.size") == (2, ASSUMED)
    assert worth(sheet_of(ANSWERS.replace("900", "40"), book), "box.size") == (7, ASSUMED)


def test_a_date_may_be_assumed_so_long_after_another() -> None:
    assert worth(sheet_of(ANSWERS), "calendar.decision") == (date(2027, 2, 1), ASSUMED)
    months = question("box.day", type_="date", unknown="{assume: {after: calendar.decision, by: 1mo}}")
    decided = ANSWERS.replace("calendar: {", "calendar: {decision: 2027-03-31, ")
    assert worth(sheet_of(decided, asking(months)), "box.day") == (date(2027, 4, 30), ASSUMED)


@pytest.mark.parametrize(
    ("start", "calendar", "assumed"),
    [
        ("2027-04-19", "", "2027-05-18"),  # 17 May is Whit Monday
        ("2027-01-09", "", "2027-02-08"),  # a Saturday
        ("2027-01-04", "closures: [{from: 2027-02-01, to: 2027-02-05}]", "2027-02-08"),
        ("2027-01-04", "week: [tuesday, wednesday]", "2027-02-02"),
        ("2027-01-04", "", "2027-02-01"),
    ],
)
def test_a_date_that_is_assumed_falls_on_a_working_day(start: str, calendar: str, assumed: str) -> None:
    """The decision, four weeks after the start."""
    given = f"calendar: {{start: {start}, {calendar}}}" if calendar else f"calendar: {{start: {start}}}"
    sheet = sheet_of(ANSWERS.replace("calendar: {start: 2027-01-04}", given))
    assert worth(sheet, "calendar.decision") == (date.fromisoformat(assumed), ASSUMED)


# --- what no longer applies ---


@pytest.mark.parametrize(
    "given", ["", "box: {size: 3, closed: true}\n", "box: {size: unknown, closed: true}\n"]
)
def test_a_question_that_no_longer_applies_drops_its_answer_and_its_default(given: str) -> None:
    """Copier keeps the default of a question that it no longer asks."""
    book = asking(
        question("box.closed", type_="boolean", default="true"),
        question("box.size", default="7", when="not box.closed"),
        question("box.depth", default="7", when="box.size > 1"),
    )
    sheet = sheet_of(ANSWERS + given, book)
    assert worth(sheet, "box.size") == (None, ABSENT)
    assert worth(sheet, "box.depth") == (None, ABSENT)
    assert not holds(sheet, "box.size > 1")
    assert not holds(sheet, "not box.size > 1")
    assert not holds(sheet, "known(box.size)")


def test_answers_that_no_longer_apply_influence_nothing() -> None:
    answers = ANSWERS.replace("communities:", "employers: [{id: e, country: US}]\ncommunities:")
    council = "employers: [{id: e, country: US, works_council: multi}]"
    with_answer = answers.replace("employers: [{id: e, country: US}]", council)
    tasks = "id: a, for_each: employers, duration: 1d\nid: b, for_each: employers, duration: 9d, \
when: 'employer.works_council != \"none\"'"
    assert set(by_id(plan_of(with_answer, playbook(tasks)))) == {"a@e"}
    assert plan_of(with_answer, playbook(tasks)).items == plan_of(answers, playbook(tasks)).items


def test_a_playbook_that_does_not_apply_asks_nothing() -> None:
    book = asking(question("box.size", default="7"), head="applies_when: organisation.headcount < 10\n")
    assert worth(sheet_of(ANSWERS + "box: {size: 3}\n", book), "box.size") == (None, ABSENT)


LOOPING = "for_each: communities\napplies_when: community.use_case == 'idea-box'\n"


@pytest.mark.parametrize("first", [{}, {"community": "finance"}, {"community": "sales"}])
def test_a_looping_playbook_asks_when_it_applies_to_any_element(first: dict[str, str]) -> None:
    """Whatever loop the question is read from first."""
    book = asking(question("box.size", default="7"), head=LOOPING)
    two = with_communities(
        "id: finance, name: F, members: 4, use_case: move",
        "id: sales, name: S, members: 4, use_case: idea-box",
    )
    sheet = sheet_of(two, book)
    assert worth(sheet, "box.size", **first) == (7, ASSUMED)
    assert worth(sheet, "box.size") == worth(sheet, "box.size", community="finance")
    assert worth(sheet_of(ANSWERS, book), "box.size", **first) == (None, ABSENT)


def test_an_elements_question_applies_where_its_playbook_does() -> None:
    book = asking(question("community.size", default="7"), head=LOOPING)
    two = with_communities(
        "id: finance, name: F, members: 4, use_case: move, size: 3",
        "id: sales, name: S, members: 4, use_case: idea-box",
    )
    sheet = sheet_of(two, book)
    assert worth(sheet, "community.size", community="finance") == (None, ABSENT)
    assert worth(sheet, "community.size", community="sales") == (7, ASSUMED)


@pytest.mark.parametrize("first", ["berlin", "paris"])
def test_a_name_is_worth_the_same_from_every_loop(first: str) -> None:
    """Outside its loop `employer` is the first one, also when read while looping over another."""
    book = asking(question("box.size", default="7", when="employer.country == 'FR'"))
    two = ANSWERS.replace(
        "communities:", "employers: [{id: paris, country: FR}, {id: berlin, country: DE}]\ncommunities:"
    )
    sheet = sheet_of(two, book)
    assert worth(sheet, "box.size", employer=first) == (7, ASSUMED)
    assert worth(sheet, "box.size") == (7, ASSUMED)


def test_questions_that_apply_through_each_other_are_absent_and_end() -> None:
    book = asking(
        question("box.size", default="7", when="box.depth > 1"),
        question("box.depth", default="7", when="box.size > 1"),
    )
    assert worth(sheet_of(ANSWERS, book), "box.size") == (None, ABSENT)


# --- conditions: three truth values ---

TRUTH = {
    "true": "organisation.headcount > 1",
    "false": "organisation.headcount < 1",
    "undefined": "box.no == 1",
}


@pytest.mark.parametrize(("one", "other"), list(product(TRUTH, TRUTH)))
def test_conditions_follow_kleene(one: str, other: str) -> None:
    """Undefined at the top counts as false: so `not` of it does too, which tells it from false."""
    sheet = sheet_of(ANSWERS, asking(question("box.no")))
    left, right = TRUTH[one], TRUTH[other]
    assert holds(sheet, f"({left}) and ({right})") == ({one, other} == {"true"})
    assert holds(sheet, f"not (({left}) and ({right}))") == ("false" in (one, other))
    assert holds(sheet, f"({left}) or ({right})") == ("true" in (one, other))
    assert holds(sheet, f"not (({left}) or ({right}))") == ({one, other} == {"false"})


@pytest.mark.parametrize(
    "condition",
    [
        "box.no != 1",
        "box.no in [1, 2]",
        "box.no not in [1, 2]",
        "box.sure",
        "not box.sure",
        "'a' in box.many",
        "'a' not in box.many",
        "box.day < '2027-01-01'",
        "known(box.no)",
    ],
)
def test_what_reads_an_absent_name_does_not_hold(condition: str) -> None:
    choices = "[{value: a, label: {en: a, fr: a}}]"
    book = asking(
        question("box.no"),
        question("box.sure", type_="boolean"),
        question("box.day", type_="date"),
        question("box.many", type_="multi", choices=choices),
    )
    assert not holds(sheet_of(ANSWERS, book), condition)


def test_known_is_true_for_answers_alone() -> None:
    sheet = sheet_of(ANSWERS + "legal: {dpia: unknown, charter: draft}\n")
    assert holds(sheet, "known(legal.charter)")
    assert not holds(sheet, "known(legal.dpia)")
    assert not holds(sheet, "known(legal.individual_stats)")
    assert not holds(sheet, "known(calendar.target)")


def test_counting_over_elements() -> None:
    three = with_communities(
        "id: a, name: A, members: 10, wave: 1",
        "id: b, name: B, members: 30, wave: 2",
        "id: c, name: C, wave: 2",
    )
    sheet = sheet_of(three)
    for condition in (
        "count(communities) == 3",
        "count(waves) == 2",
        "count(communities, wave.pilot) == 1",
        "count(communities, community.members >= 30) == 2",
        "any(communities, community.members < 30)",
        "not all(communities, community.members < 30)",
        "sum(communities, community.members) == 140",
        "all(sponsors, sponsor.minutes == 30)",
        "count(employers) == 1",
    ):
        assert holds(sheet, condition), condition


# --- waves ---


def waves(*pins: int | None) -> list[list[str]]:
    communities = (
        f"id: c{n}, name: C{n}, members: 10" + (f", wave: {pin}" if pin is not None else "")
        for n, pin in enumerate(pins)
    )
    return [list(wave.communities) for wave in sheet_of(with_communities(*communities)).waves]


@pytest.mark.parametrize(
    ("pins", "expected"),
    [
        ((None,), [["c0"]]),
        ((None, None, None), [["c0", "c1", "c2"]]),
        ((None, None, None, None, None), [["c0", "c1", "c2"], ["c3", "c4"]]),
        ((2, 1, 2), [["c1"], ["c0", "c2"]]),
        ((1, 5, 9), [["c0"], ["c1"], ["c2"]]),
        ((3, 3), [["c0", "c1"]]),
        ((2, None), [["c1"], ["c0"]]),
    ],
)
def test_pins_else_the_first_three_then_the_rest(
    pins: tuple[int | None, ...], expected: list[list[str]]
) -> None:
    assert waves(*pins) == expected


def test_a_wave_has_the_employers_and_members_of_its_communities() -> None:
    answers = with_communities(
        "id: a, name: A, members: 600, wave: 1, employers: two",
        "id: b, name: B, members: 500, wave: 1, employers: 'two, one'",
        "id: c, name: C, members: 5, wave: 2",
    )
    employers = (
        "organisation: {name: A, headcount: 900, employers: group}\n"
        "employers: [{id: one}, {id: two}, {id: three}]"
    )
    sheet = sheet_of(answers.replace("organisation: {name: Acme, headcount: 900}", employers))
    pilot, rest = sheet.waves
    assert (pilot.employers, pilot.members, pilot.pilot) == (("one", "two"), 900, True)
    assert (rest.employers, rest.members, rest.pilot) == (("one", "two", "three"), 5, False)


def test_a_community_may_be_called_like_a_wave() -> None:
    two = with_communities(
        "id: wave-2, name: A, members: 60, wave: 1", "id: b, name: B, members: 100, wave: 2"
    )
    sheet = sheet_of(two)
    assert sheet.fact("champions.count", {"community": "wave-2"}).value == 2
    assert sheet.fact("champions.count", {"wave": "wave-2"}).value == 2
    assert sheet.fact("champions.count", {"wave": "wave-1"}).value == 2
    assert sheet.fact("champions.count", {"community": "b"}).value == 2
    assert sheet.fact("wave.number", {"community": "wave-2"}).value == 1


# --- which elements belong together ---

JOINED = with_communities(
    "id: a, name: A, members: 4, wave: 1, employers: paris",
    "id: b, name: B, members: 4, wave: 2, employers: berlin",
    "id: c, name: C, members: 4, wave: 2",
).replace(
    "organisation: {name: Acme, headcount: 900}",
    "organisation: {name: A, headcount: 900, employers: group}\n"
    "employers: [{id: paris}, {id: berlin}]\nsponsors: [{id: main}, {id: other}]",
)


@pytest.mark.parametrize(
    ("waiting", "needed", "expected"),
    [
        ("community=a", "community=a", True),
        ("community=a", "community=b", False),
        ("community=a", "wave=wave-1", True),
        ("community=a", "wave=wave-2", False),
        ("community=a", "employer=paris", True),
        ("community=a", "employer=berlin", False),
        ("community=c", "employer=berlin", True),
        ("wave=wave-1", "employer=berlin", False),
        ("wave=wave-2", "employer=berlin", True),
        ("wave=wave-2", "community=a", False),
        ("employer=paris", "community=b", False),
        ("community=a", "sponsor=other", True),
        ("sponsor=main", "sponsor=other", False),
        ("", "community=a", True),
        ("community=a", "", True),
        ("employer=paris wave=wave-2", "community=c", True),
        ("employer=paris wave=wave-2", "community=a", False),
        ("employer=paris wave=wave-2", "community=b", False),
        ("community=a", "employer=paris wave=wave-2", False),
        ("community=c sponsor=main", "employer=paris sponsor=other", False),
    ],
)
def test_related_elements(waiting: str, needed: str, expected: bool) -> None:
    sheet = sheet_of(JOINED)
    one, other = (dict(part.split("=") for part in text.split()) for text in (waiting, needed))
    assert related(sheet, one, other) is expected
    assert related(sheet, other, one) is expected


@pytest.mark.parametrize(
    ("employers", "given", "expected"),
    [
        ("employers: one", "", (False, ANSWERED)),
        ("employers: group", "", (False, ANSWERED)),
        ("employers: group", ", independent: unknown", (False, ANSWERED)),
        ("employers: group", ", independent: true", (True, ANSWERED)),
        ("employers: independent", "", (False, ASSUMED)),
        ("employers: unknown", "", (False, ASSUMED)),
        ("kind: affiliates", "", (True, ASSUMED)),
    ],
)
def test_what_another_answer_implies_is_no_assumption(
    employers: str, given: str, expected: tuple[object, State]
) -> None:
    text = ANSWERS.replace("headcount: 900", f"headcount: 900, {employers}")
    text += f"employers: [{{id: acme, country: FR{given}}}]\n"
    assert worth(sheet_of(text), "employer.independent", employer="acme") == expected


@pytest.mark.parametrize(("members", "told"), [("900", False), ("901", True), ("unknown", False)])
def test_a_community_larger_than_the_organisation_is_told(members: str, told: bool) -> None:
    made = plan_of(ANSWERS.replace("members: 40", f"members: {members}"), playbook("id: a, duration: 1d"))
    found = [each for each in made.warnings if each.rule == "members-over-headcount"]
    assert [(each.severity, each.span.line, each.span.column) for each in found] == (
        [("warning", 5, 43)] if told else []
    )
