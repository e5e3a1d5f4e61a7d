"""Plans that are large, and answers and playbooks that are hostile: an end, and words, in any case."""

from __future__ import annotations

from datetime import date

import pytest
from checker import faults
from planning.planned import ANSWERS, ROOT, by_id, plan_of, playbook, rules
from planning.test_plan_checks import answers_in

from rse_plan.errors import UserError
from rse_plan.library import Folder
from rse_plan.model.answers import Answers, read_answers
from rse_plan.pipeline import load, plan
from rse_plan.source.yaml_reader import read_text

MANY = 5000
OPEN = "kind: milestone, opens: users"


# --- large; quadratic work would take minutes here ---


def test_a_chain_of_thousands() -> None:
    links = (f"id: t{n}, duration: 1d, needs: [t{n - 1}]" for n in range(1, MANY))
    made = plan_of(
        ANSWERS, playbook("\n".join(["id: t0, duration: 1d", *links, f"id: o, {OPEN}, needs: [t{MANY - 1}]"]))
    )
    items = by_id(made)
    assert items["t0"].start == date(2027, 1, 4)
    assert items["t0"].slack == 0
    assert all(item.critical for item in made.items)
    assert items["o"].start > items[f"t{MANY - 1}"].finish > date(2046, 1, 1)


def test_a_star_of_thousands() -> None:
    names = [f"t{n}" for n in range(MANY)]
    tasks = [f"id: {name}, duration: {1 + n % 9}d, needs: [first]" for n, name in enumerate(names)]
    made = plan_of(
        ANSWERS,
        playbook(
            "\n".join(["id: first, duration: 1d", *tasks, f"id: o, {OPEN}, needs: [{', '.join(names)}]"])
        ),
    )
    items = by_id(made)
    assert items["o"].start == date(2027, 1, 18)
    assert (items["t0"].slack, items["t8"].slack) == (8, 0)


def test_hundreds_of_communities() -> None:
    count, size = 500, 25
    lines = "".join(
        f"  - {{id: c{n}, name: C{n}, members: 30, use_case: other, wave: {1 + n // size}}}\n"
        for n in range(count)
    )
    head, tail = ANSWERS.split("communities:\n")
    answers = f"{head}communities:\n{lines}{tail[tail.index('calendar:') :]}"
    tasks = "\n".join(
        (
            "id: kick-off, duration: 5d",
            "id: prepare, for_each: waves, duration: 5d, needs: [kick-off, {task: prepare, which: previous}]",
            "id: seed, for_each: communities, duration: 5d, place: late, needs: [prepare, kick-off]",
            f"id: open, {OPEN}, for_each: communities, needs: [seed, {{task: open, which: previous}}]",
            "id: review, for_each: communities, duration: 2d, needs: [{task: open, lag: 30cd}]",
            "id: rhythm, for_each: communities, kind: ongoing, from: open, until: review, every: 1w",
            "id: all, duration: 2d, needs: [review]",
        )
    )
    made = plan_of(answers, playbook(tasks))
    assert len(made.items) == 2 + count // size + 4 * count
    assert len({item.start for item in made.items if item.opens}) == count // size
    assert rules(made) == []


def test_a_cycle_of_instances_alone_is_named() -> None:
    """The first office opens in the second wave, and waits for what waits for the first office."""
    two = ANSWERS.replace(
        "use_case: knowledge-sharing}",
        "wave: 1}\n  - {id: sales, name: Sales, members: 40, wave: 2, population: office}",
    )
    tasks = "\n".join(
        (
            "id: visit, for_each: communities, duration: 1d, needs: [learn], when: community.wave == 2",
            "id: learn, for_each: communities, duration: 1d, needs: [report], when: not wave.pilot",
            "id: report, duration: 1d, needs: [{task: visit, which: first}]",
        )
    )
    ring = "own/visit@sales → own/learn@sales → own/report → own/visit@sales"
    with pytest.raises(UserError, match=f"items wait for each other: {ring}") as told:
        plan_of(two, playbook(tasks))
    assert told.value.span is not None
    assert (told.value.span.path, told.value.span.line) == ("own.yaml", 6)


# --- hostile answers ---


def answered(calendar: str = "", rest: str = "") -> str:
    return (
        ANSWERS.replace("calendar: {start: 2027-01-04}", f"calendar: {{start: 2027-01-04{calendar}}}") + rest
    )


SMALL = f"id: a, duration: 5d, effort: {{community-manager: 3h}}\nid: o, {OPEN}, needs: [a]"


FOR_EVER = "{from: 2027-01-01, to: 2100-12-31}"
AWAY = "people: {{community-manager: {{hours: 35, absences: [{absence}]}}}}\n"


@pytest.mark.parametrize(
    ("calendar", "rest", "rule"),
    [
        (f", closures: [{FOR_EVER}]", "", "endless-closure"),
        (", closures: [{from: 2000-01-01, to: 2100-12-31}]", "", "endless-closure"),
        (", closures: [{from: 2027-01-06, to: 2100-12-31}]", "", "endless-closure"),
        (f", freezes: [{FOR_EVER}]", "", "endless-freeze"),
        (
            ", freezes: [{from: 2027-01-01, to: 2028-06-30}, {from: 2028-06-01, to: 2030-01-01}]",
            "",
            "endless-freeze",
        ),
        ("", AWAY.format(absence=FOR_EVER), "endless-absence"),
    ],
)
def test_time_without_end_is_told_and_left_aside(calendar: str, rest: str, rule: str) -> None:
    made = plan_of(answered(calendar, rest), playbook(SMALL))
    (told,) = [warning for warning in made.warnings if warning.severity == "error"]
    assert told.rule == rule
    assert "more than 24 months" in str(told.message)
    assert (by_id(made)["a"].finish, by_id(made)["o"].start) == (date(2027, 1, 8), date(2027, 1, 11))


def test_work_without_end_is_told_in_words() -> None:
    with pytest.raises(UserError, match="the work does not end within 30 years") as told:
        plan_of(ANSWERS, playbook("id: a, duration: 9999d"))
    assert "calendar.freezes" in str(told.value.help)


def test_thousands_of_closures() -> None:
    """Every second day of thirteen years."""
    first = date(2027, 1, 4).toordinal()
    closed = ", ".join(
        f"{{from: {date.fromordinal(day)}, to: {date.fromordinal(day)}}}"
        for day in range(first, first + MANY, 2)
    )
    answers = answered(f", closures: [{closed}]", "")
    items = by_id(plan_of(answers, playbook(SMALL)))
    assert (items["a"].start, items["a"].finish) == (date(2027, 1, 5), date(2027, 1, 15))


def test_no_hours_and_no_effort() -> None:
    nobody = answered(rest="people: {community-manager: {hours: 0}}\n")
    assert rules(plan_of(nobody, playbook(SMALL))) == ["overload"]
    assert by_id(plan_of(nobody, playbook(SMALL)))["a"].finish == date(2027, 1, 8)
    made = plan_of(nobody, playbook(SMALL.replace("3h", "0h")))
    assert rules(made) == []
    assert made.load == {"community-manager": 0}


def test_endless_effort_is_told_in_words() -> None:
    with pytest.raises(UserError, match="does not end within"):
        plan_of(ANSWERS, playbook(SMALL.replace("3h", "999999h")))


@pytest.mark.parametrize(
    "tasks",
    [
        "id: a, duration: 99999999999999999999d",
        "id: a, duration: 99999w",
        "id: a, duration: 5d\nid: b, duration: 5d, needs: [{task: a, lag: 99999999999999999999cd}]",
        "id: a, duration: 5d\nid: b, duration: 5d, needs: [{task: a, lag: 99999mo}]",
        "id: a, duration: 5d\nid: b, duration: 5d, needs: [{task: a, lag: 99999d}]",
        "id: a, kind: gate, gate: other, lead_time: {base: 99999mo}",
        "id: a, kind: gate, gate: other, lead_time: {base: 99999d}",
        "id: a, duration: 5d\nid: b, kind: ongoing, from: a, until: 999999mo, every: 1w",
    ],
)
def test_endless_playbooks_are_told_in_words(tasks: str) -> None:
    with pytest.raises(UserError, match="the work does not end within 30 years"):
        plan_of(ANSWERS, playbook(tasks))


def test_a_measure_read_beyond_all_time_is_told_in_words() -> None:
    kpi = "kpis:\n  - {id: k, title: {en: K, fr: K}, measure: {en: m, fr: m}, level: group, \
target: {after: a, by: 99999cd, low: 0.1, high: 0.2}}\n"
    with pytest.raises(UserError, match="does not end within"):
        plan_of(ANSWERS, playbook("id: a, duration: 5d", head=kpi))


def test_much_slack_before_a_late_opening() -> None:
    """Steps are doubled to find slack; one that reaches beyond all calendars is a step too far, no fault."""
    answers = ANSWERS.replace("use_case:", "opens_on: 2055-01-01, use_case:")
    made = plan_of(
        answers,
        playbook(
            f"id: a, duration: 5d\nid: l, duration: 5d, place: late\n\
id: o, for_each: communities, {OPEN}, needs: [a, l]"
        ),
    )
    items = by_id(made)
    assert items["l"].finish == date(2054, 12, 31)
    assert items["a"].slack is not None
    assert items["a"].slack > 6900


# --- little to go by ---

BARE = "kind: answers\nformat: 1\norganisation: {name: A, headcount: 5}\ncalendar: {start: 2027-01-04}\n"
BUNDLED = (Folder(ROOT / "playbooks", "bundled:"),)


def bundled(text: str) -> Answers:
    """Answers to the questions of the bundled library, which must all fit."""
    library = load(ROOT / "examples" / "weldom.yaml", BUNDLED).library
    document = read_text(text, "answers.yaml").document
    assert document is not None
    answers, found = read_answers(document, library.questions)
    assert found == ()
    return answers


@pytest.mark.parametrize(
    "lists",
    [
        "",
        "communities: []\nemployers: []\nsponsors: []\n",
        "communities: [{id: a, name: A}]\n",
        "employers: [{id: e, country: FR}]\nsponsors: [{id: s}]\n",
        "communities: [{id: a, name: A}]\nemployers: [{id: e}]\nsponsors: [{id: s}]\n",
    ],
)
def test_answers_with_empty_or_missing_lists(lists: str) -> None:
    text = BARE + lists
    library = load(ROOT / "examples" / "weldom.yaml", BUNDLED).library
    made = plan(bundled(text), library)
    assert faults(made, answers_in(text)) == []
    assert (made.first_opening is None) == ("communities: [{" not in lists)
    assert ("no-opening" in rules(made)) == (made.first_opening is None)
    assert not [finding for finding in made.warnings if finding.severity == "error"]


def test_unknown_everywhere() -> None:
    """Every question that may be unknown is: the plan is made from cautious values, all of them told."""
    library = load(ROOT / "examples" / "weldom.yaml", BUNDLED).library
    groups: dict[str, list[str]] = {}
    for name, question in library.questions.items():
        prefix, key = name.split(".")
        if not question.required and name not in ("team.cm_hours", "team.roles"):
            groups.setdefault(prefix, []).append(f"{key}: unknown")
    groups["organisation"] += ["name: A", "headcount: 900"]
    groups["calendar"].append("start: 2027-01-04")
    plural = {"community": "communities", "employer": "employers", "sponsor": "sponsors"}
    lines = [
        f"{plural[prefix]}: [{{id: x, {', '.join(keys)}{', name: X' if prefix == 'community' else ''}}}]"
        if prefix in plural
        else f"{prefix}: {{{', '.join(keys)}}}"
        for prefix, keys in groups.items()
    ]
    text = "kind: answers\nformat: 1\n" + "\n".join(lines) + "\n"
    made = plan(bundled(text), library)
    assert made.first_opening is not None
    assert {"employer.works_council", "calendar.decision", "community.members"} <= {
        a.question for a in made.assumptions
    }
    assert not [finding for finding in made.warnings if finding.severity == "error"]


def test_no_start_is_told_with_the_line_to_add() -> None:
    with pytest.raises(UserError, match="no start date") as told:
        plan_of("kind: answers\nformat: 1\norganisation: {name: A, headcount: 5}\n", playbook(SMALL))
    assert "start: 2027-01-04" in str(told.value.help)
