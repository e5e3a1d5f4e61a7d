"""Which communities open together, and why: pins, readiness, and the hours that there are (semantics 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from string import ascii_lowercase

import pytest
from planning.planned import ROOT, answers_of, library_of, plan_of, playbook, rules, sheet_of

from rse_plan.library import Folder, Library
from rse_plan.library.with_answers import load
from rse_plan.model.answers import read_answers
from rse_plan.pipeline import plan
from rse_plan.planning.assumptions import assumptions
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.plan import Plan
from rse_plan.planning.preparation import PREPARATION_WEEKS, Preparation
from rse_plan.planning.wave import Wave, WaveReason, WaveReasonKind
from rse_plan.planning.waves import PILOT_SIZE, assign_waves, hours_deciding
from rse_plan.source.yaml_reader import read_text

CM = "effort: {community-manager: 6h}"
OPENING = "id: open, kind: milestone, opens: users, for_each: communities, needs: [seed]"
SIX_HOURS = playbook(f"id: seed, for_each: communities, duration: 5d, {CM}\n{OPENING}")
"""Every community needs six hours of community management: with 4 h a week, two fit into three weeks."""


def answers(*communities: str, hours: int | None = 4, rest: str = "") -> str:
    """Communities a, b, c … with what is given of each; employers and people after them."""
    lines = "".join(
        f"  - {{id: {id_}, name: {id_.upper()}, members: 10{', ' * bool(more)}{more}}}\n"
        for id_, more in zip(ascii_lowercase, communities, strict=False)
    )
    people = f"people: {{community-manager: {{hours: {hours}}}}}\n" if hours is not None else ""
    return (
        "kind: answers\nformat: 1\norganisation: {name: Acme, headcount: 900, employers: group}\n"
        f"communities:\n{lines}calendar: {{start: 2027-01-04}}\n{people}{rest}"
    )


def waves(text: str, *playbooks: str) -> tuple[Wave, ...]:
    return sheet_of(text, *(playbooks or (SIX_HOURS,))).waves


def letters(found: Sequence[Wave]) -> list[str]:
    return ["".join(wave.communities) for wave in found]


def kinds(wave: Wave) -> list[str]:
    return [reason.kind.value for reason in wave.reasons]


def reason(wave: Wave, kind: WaveReasonKind) -> WaveReason:
    (found,) = (each for each in wave.reasons if each.kind is kind)
    return found


# --- hours ---


def test_as_many_as_hours_allow() -> None:
    found = waves(answers("", "", "", ""))
    assert letters(found) == ["ab", "cd"]
    pilot, last = found
    assert (pilot.hours_needed, pilot.hours_available) == (12 * 60, 4 * PREPARATION_WEEKS * 60)
    full = reason(pilot, WaveReasonKind.FULL)
    assert (full.community, full.minutes, full.available) == ("c", 18 * 60, 12 * 60)
    assert last.reasons == ()


def test_a_pilot_takes_three_at_most() -> None:
    found = waves(answers("", "", "", "", "", hours=40))
    assert letters(found) == ["abc", "de"]
    assert reason(found[0], WaveReasonKind.PILOT).count == PILOT_SIZE


def test_one_community_that_needs_more_than_there_is_opens_alone() -> None:
    found = waves(answers("", "", hours=1))
    assert letters(found) == ["a", "b"]
    assert [kinds(wave) for wave in found] == [["alone"], ["alone"]]
    assert rules(plan_of(answers("", "", hours=1), SIX_HOURS)) == []


def test_without_any_hours_one_at_a_time_and_a_finding() -> None:
    text = answers("wave: 1", "", "", hours=0)
    assert letters(waves(text)) == ["a", "b", "c"]
    made = plan_of(text, SIX_HOURS)
    (finding,) = (each for each in made.warnings if each.rule == "wave-over-capacity")
    assert "no hours" in str(finding.message)
    assert text.splitlines()[finding.span.line - 1].startswith("people:")


def test_communities_without_work_fit_into_no_hours() -> None:
    assert letters(waves(answers("", "", hours=0), playbook("id: a, duration: 1d"))) == ["ab"]


def test_hours_that_nobody_has_said_are_assumed_and_told() -> None:
    made = plan_of(answers("", "", "", "", "", "", "", hours=None), SIX_HOURS)
    assert letters(made.waves) == ["abc", "defg"]
    assert made.waves[0].hours_available == 10 * PREPARATION_WEEKS * 60


FIXED = playbook(f"id: seed, for_each: communities, duration: 5d, fixed: true, {CM}\n{OPENING}")
"""Its length rests on no hours: only the waves do."""


@pytest.mark.parametrize(
    ("communities", "told"),
    [(("", ""), True), (("wave: 1", "wave: 2"), False), (("wave: 1", "wave: 1"), False), (("",), False)],
)
def test_the_assumption_is_told_when_hours_decided(communities: Sequence[str], told: bool) -> None:
    sheet = sheet_of(answers(*communities, hours=None), FIXED)
    assert bool(hours_deciding(sheet)) is told
    told_of = assumptions(sheet, [(hours_deciding(sheet), False)])
    assert [each.question for each in told_of] == ["team.cm_hours"] * told
    made = plan_of(answers(*communities, hours=None), FIXED)
    assert ("team.cm_hours" in {each.question for each in made.assumptions}) >= told


# --- which hours ---


def minutes(tasks: str, *, head: str = "", of: str = "") -> int:
    library = library_of(playbook(tasks, head=head))
    return Preparation(FactSheet(answers_of(answers(of), library), library)).minutes("a")


@pytest.mark.parametrize(
    ("tasks", "hours"),
    [
        (f"id: x, for_each: communities, duration: 1d, {CM}", 6),
        ("id: x, for_each: communities, duration: 1d, effort: {community-manager: 1d}", 7),
        ("id: x, for_each: communities, duration: 1d, effort: {it: 6h}", 0),
        (f"id: x, duration: 1d, {CM}", 0),
        (f"id: x, for_each: waves, duration: 1d, {CM}", 0),
        (f"id: x, for_each: communities, duration: 1d, {CM}, when: community.use_case == 'other'", 6),
        (f"id: x, for_each: communities, duration: 1d, {CM}, when: community.use_case == 'move'", 0),
        (f"id: x, for_each: communities, duration: 1d, {CM}, when: not wave.pilot", 6),
        (f"id: x, for_each: communities, duration: 1d, {CM}, when: count(waves) > 7", 6),
        (f"id: x, for_each: communities, duration: 1d, {CM}, when: champions.count > 99", 6),
        (f"{OPENING.replace('seed', 'x')}\nid: x, for_each: communities, duration: 1d, {CM}", 6),
        (
            f"{OPENING.replace(', needs: [seed]', '')}\nid: x, for_each: communities, duration: 1d, {CM}, \
needs: [open]",
            0,
        ),
        (
            f"{OPENING.replace(', needs: [seed]', '')}\nid: r, duration: 1d, needs: [open]\n\
id: x, for_each: communities, duration: 1d, {CM}, needs: [r]",
            0,
        ),
        (
            f"{OPENING.replace(', needs: [seed]', '')}\nid: r, duration: 1d, \
needs: [{{task: open, which: first}}]\nid: x, for_each: communities, duration: 1d, {CM}, needs: [r]",
            6,
        ),
        (
            f"{OPENING.replace(', needs: [seed]', '')}\nid: x, for_each: communities, kind: ongoing, \
from: open, until: 3mo, every: 1w, {CM}",
            0,
        ),
    ],
)
def test_what_is_done_for_one_community_before_it_opens_counts(tasks: str, hours: int) -> None:
    assert minutes(tasks) == hours * 60


def test_the_loop_and_the_condition_of_a_playbook_count() -> None:
    task = f"id: x, duration: 1d, {CM}"
    loop = "for_each: communities\napplies_when: community.use_case == 'move'\n"
    assert minutes(task, head=loop) == 0
    assert minutes(task, head=loop.replace("move", "other")) == 6 * 60


def test_another_loop_counts_for_each_of_its_elements() -> None:
    two = "for_each: employers\napplies_when: employer.country == 'FR'\n"
    library = library_of(playbook(f"id: x, for_each: communities, duration: 1d, {CM}", head=two))
    text = answers("", rest="employers: [{id: e, country: FR}, {id: f, country: FR}, {id: g, country: DE}]\n")
    assert Preparation(FactSheet(answers_of(text, library), library)).minutes("a") == 12 * 60


# --- order ---


@pytest.mark.parametrize(
    ("communities", "expected"),
    [
        (("ready: 2027-05-01", "", "ready: 2027-03-01", ""), ["bd", "ac"]),
        (("", "owner: named", "", "owner: named"), ["bd", "ac"]),
        (("language: fr", "language: de", "language: fr", "language: de"), ["ac", "bd"]),
        (("employers: f", "employers: g", "employers: f", "employers: g"), ["ac", "bd"]),
        (("owner: named, ready: 2027-05-01", "", "", ""), ["bc", "ad"]),
        (("opens_on: 2027-09-01", "", "opens_on: 2027-06-01", ""), ["ac", "bd"]),
        (("", "", "opens_on: 2027-06-01", ""), ["ac", "bd"]),
    ],
)
def test_the_readiest_first_and_those_who_share_something_together(
    communities: Sequence[str], expected: list[str]
) -> None:
    employers = "employers: [{id: f, country: FR}, {id: g, country: DE}]\n"
    assert letters(waves(answers(*communities, rest=employers))) == expected


def test_what_they_share_is_told() -> None:
    employers = "employers: [{id: f, country: FR}, {id: g, country: DE}]\n"
    german = "language: de, employers: g"
    text = answers("", german, "", german, rest=employers)
    told = waves(text)[1]
    assert letters([told]) == ["bd"]
    language, calendar = reason(told, WaveReasonKind.LANGUAGE), reason(told, WaveReasonKind.CALENDAR)
    assert [each and each.in_("en") for each in (language.value, calendar.value)] == ["German", "Germany"]


def test_not_before_is_the_latest_day() -> None:
    (pilot,) = waves(answers("ready: 2027-03-01", "ready: 2027-02-01, opens_on: 2027-04-05"))
    assert pilot.not_before == date(2027, 4, 5)
    assert reason(pilot, WaveReasonKind.READY).day == date(2027, 3, 1)
    dated = reason(pilot, WaveReasonKind.DATED)
    assert (dated.community, dated.day) == ("b", date(2027, 4, 5))
    assert dated.span is not None


# --- pins ---


@pytest.mark.parametrize(
    ("communities", "expected"),
    [
        (("", "wave: 1", ""), ["b", "ac"]),
        (("wave: 2", "", ""), ["bc", "a"]),
        (("wave: 2", "", "", ""), ["bc", "ad"]),
        (("wave: 1", "wave: 2", "wave: 2", ""), ["a", "bc", "d"]),
        (("wave: 5", "wave: 9"), ["a", "b"]),
        (("wave: 1", "wave: 1", "wave: 1", "wave: 1", ""), ["abcd", "e"]),
        (("wave: 3, opens_on: 2027-05-03", "opens_on: 2027-06-01", "", "", ""), ["cd", "e", "ab"]),
        (("wave: 1, opens_on: 2027-05-03", "opens_on: 2027-03-01", ""), ["ab", "c"]),
        (("wave: 1, opens_on: 2027-05-03", "wave: 1", "opens_on: 2027-03-01"), ["abc"]),
    ],
)
def test_pins_are_kept(communities: Sequence[str], expected: list[str]) -> None:
    assert letters(waves(answers(*communities))) == expected


def test_a_pin_over_capacity_wins_and_is_told_with_its_line() -> None:
    text = answers("wave: 1", "wave: 2", "wave: 2", "wave: 2", "")
    made = plan_of(text, SIX_HOURS)
    assert letters(made.waves) == ["a", "bcd", "e"]
    assert kinds(made.waves[1]) == ["pinned"] * 3 + ["over"]
    (finding,) = (each for each in made.warnings if each.rule == "wave-over-capacity")
    assert "id: d," in text.splitlines()[finding.span.line - 1]
    assert "18 h of community management before they open, 6 h more" in str(finding.message)
    assert "6 h a week" in str(finding.help)
    assert rules(plan_of(text.replace("hours: 4", "hours: 6"), SIX_HOURS)) == []


def test_each_pin_is_a_reason_with_its_line() -> None:
    pinned = reason(waves(answers("wave: 1", ""))[0], WaveReasonKind.PINNED)
    assert pinned.span is not None
    assert (pinned.community, pinned.span.line) == ("a", 5)


# --- the examples ---

BUNDLED = (Folder(ROOT / "playbooks", "bundled:"),)


def weldom(hours: int) -> Plan:
    text = (ROOT / "examples" / "weldom.yaml").read_text(encoding="utf-8")
    text = text.replace("deputy: unknown}", f"deputy: unknown, hours: {hours}}}")
    library = bundled()
    document = read_text(text, "answers.yaml").document
    assert document is not None
    given, faults = read_answers(document, library.questions)
    assert faults == ()
    return plan(given, library)


def bundled() -> Library:
    return load(ROOT / "examples" / "weldom.yaml", BUNDLED).library


def test_few_hours_part_communities_that_many_hours_open_together() -> None:
    few, many = weldom(8), weldom(35)
    assert [wave.communities for wave in few.waves] == [
        ("boite-a-idees",),
        ("toute-l-enseigne",),
        ("directeurs-de-magasin",),
    ]
    full = reason(few.waves[1], WaveReasonKind.FULL)
    assert full.minutes is not None
    assert full.available is not None
    assert full.minutes > full.available == 8 * PREPARATION_WEEKS * 60
    assert [wave.communities for wave in many.waves] == [
        ("boite-a-idees",),
        ("toute-l-enseigne", "directeurs-de-magasin"),
    ]
    last = [max(each.opening or date.min for each in made.communities) for made in (few, many)]
    assert last[0] > last[1]


# --- size ---


def test_thousands_of_communities_at_once() -> None:
    library = bundled()
    lines = "".join(
        f"  - {{id: c{n}, name: C{n}, members: 30, use_case: {'move' if n % 2 else 'idea-box'}}}\n"
        for n in range(5000)
    )
    text = f"kind: answers\nformat: 1\norganisation: {{name: A, headcount: 900}}\ncommunities:\n{lines}"
    document = read_text(text + "calendar: {start: 2027-01-04}\n", "answers.yaml").document
    assert document is not None
    given, faults = read_answers(document, library.questions)
    assert faults == ()
    found = assign_waves(FactSheet(given, library))
    assert sum(len(wave.communities) for wave in found) == 5000
    assert len(found) == 1667
