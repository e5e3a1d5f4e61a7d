"""Rules about sponsors, departments and persons: what each finds, to the column, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from lint.said_of_people import ASKED, KPI, said
from small_library import FILES, ROLES, changed
from small_lint import HEAD, findings, places

ASK = (
    "asks:\n  - {{id: sign, phase: {phase}, role: support, do: {{en: a, fr: b}}, minutes: 5, "
    "due: {{{due}}}, if_refused: {{en: a, fr: b}}}}\n"
)


# --- asks and messages ---


def test_an_ask_without_a_day_is_named_once(tmp_path: Path) -> None:
    text = HEAD + ASK.format(phase="pilot", due="X").replace("due: {X}, ", "")
    assert places(tmp_path, "ask-without-date", text) == [(6, 10, "sign")]
    assert places(tmp_path, "missing-key", text) == []


def test_an_ask_whose_due_names_no_day_lacks_a_key_only(tmp_path: Path) -> None:
    text = HEAD + ASK.format(phase="pilot", due="which: first")
    assert said(tmp_path, "ask-without-date", text) == []
    assert len(said(tmp_path, "missing-key", text)) == 1


@pytest.mark.parametrize(
    ("phase", "due", "wrong"),
    [
        ("pilot", "on: pilot/seed", []),
        ("rollout", "on: pilot/seed", []),
        ("prepare", "on: pilot/seed", ["pilot/seed"]),
        ("prepare", "before: pilot/seed, by: 2d", []),
        ("prepare", "on: pilot/nothing", []),
    ],
)
def test_an_ask_due_when_what_it_serves_is_over(
    tmp_path: Path, phase: str, due: str, wrong: list[str]
) -> None:
    assert said(tmp_path, "ask-without-date", HEAD + ASK.format(phase=phase, due=due)) == wrong


def test_an_ask_that_says_nothing_of_a_refusal(tmp_path: Path) -> None:
    text = HEAD + ASK.format(phase="pilot", due="on: pilot/seed")
    silent = text.replace(", if_refused: {en: a, fr: b}", "")
    assert places(tmp_path, "ask-without-consequence", text) == []
    assert places(tmp_path, "ask-without-consequence", silent) == [(6, 10, "sign")]


MESSAGE = """\
messages:
  - {id: news, from: sponsor, channel: [email], subject: {en: a, fr: b}, body: {en: a, fr: b}}
"""


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("", "", []),
        ("channel: [email]", "channel: []", ["[]"]),
        ("channel: [email], ", "", ["news"]),
        (", body: {en: a, fr: b}", "", ["news"]),
        ("subject: {en: a, fr: b}, ", "", ["news"]),
    ],
)
def test_a_message_that_cannot_be_sent(tmp_path: Path, old: str, new: str, wrong: list[str]) -> None:
    text = HEAD + MESSAGE.replace(old, new)
    assert said(tmp_path, "message-missing", text) == wrong
    assert said(tmp_path, "missing-key", text) == []


def test_half_a_message_is_a_missing_translation(tmp_path: Path) -> None:
    text = HEAD + MESSAGE.replace("body: {en: a, fr: b}", "body: {en: a}")
    assert said(tmp_path, "message-missing", text) == []
    assert said(tmp_path, "missing-translation", text) == ["body"]


# --- the sponsor ---


def test_phases_in_which_the_sponsor_is_asked_nothing(tmp_path: Path) -> None:
    """The small library has work in four phases and one ask, in the pilot."""
    found = findings(tmp_path, "phase-without-ask", {"pilot.yaml": FILES["pilot.yaml"]})
    assert [str(one.message) for one in found] == [
        f"in the phase “{phase}” the sponsor is asked nothing" for phase in ("frame", "prepare", "sustain")
    ]
    line = FILES["pilot.yaml"].split("\n").index("asks:") + 1
    assert {(one.span.line, one.span.column) for one in found} == {(line, 1)}


def test_additions_are_not_to_blame_for_a_phase_without_ask(tmp_path: Path) -> None:
    own = HEAD + ASK.format(phase="pilot", due="on: pilot/seed")
    second = ASK.format(phase="pilot", due="on: seed").replace("asks:\n", "")
    twice = changed("pilot.yaml", "objections:", second + "objections:")
    assert findings(tmp_path, "phase-without-ask", {"own.yaml": own}, twice) == []


def test_what_a_department_is_asked_is_not_asked_of_the_sponsor(tmp_path: Path) -> None:
    text = FILES["pilot.yaml"].replace("objections:", ASK.format(phase="frame", due="on: decide").replace(
        "asks:\n", "").replace("role:", "of: hr, role:") + "objections:")  # fmt: skip
    phases = [str(one.message) for one in findings(tmp_path, "phase-without-ask", {"pilot.yaml": text})]
    assert "in the phase “frame” the sponsor is asked nothing" in phases


def test_without_any_ask_the_phase_s_work_is_shown(tmp_path: Path) -> None:
    text = FILES["pilot.yaml"]
    text = text[: text.index("\nasks:") + 1] + text[text.index("objections:") :]
    found = findings(tmp_path, "phase-without-ask", {"pilot.yaml": text})
    assert {text.split("\n")[one.span.line - 1].strip() for one in found} >= {"phase: frame", "phase: pilot"}


@pytest.mark.parametrize(
    ("en", "fr", "wrong"),
    [
        ("Posts by the sponsor", "x", ["Posts by the sponsor"]),
        ("The sponsor’s weekly posts", "x", ["sponsor’s weekly posts"]),
        ("x", "Messages du directeur général", ["Messages du directeur général"]),
        ("Posts by the sponsor", "Publications du sponsor", ["Posts by the sponsor"]),
        ("Posts by members", "Publications des membres", []),
        ("Hours that the sponsor freed", "Heures libérées par le sponsor", []),
    ],
)
def test_a_measure_of_a_sponsor_s_posts(tmp_path: Path, en: str, fr: str, wrong: list[str]) -> None:
    assert said(tmp_path, "posting-as-success", HEAD + KPI.format(en=en, fr=fr)) == wrong


READS = 'when: organisation.headcount > 9 and sponsor.contributes == "willing"'


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        (KPI.format(en="a", fr="b") + f"    {READS}\n", True),
        (
            "tasks:\n  - id: wait\n    kind: gate\n    gate: decision\n    on: calendar.decision\n"
            f"    phase: pilot\n    title: {{en: a, fr: b}}\n    raci: {{R: hr, A: hr}}\n    {READS}\n",
            True,
        ),
        (
            "tasks:\n  - id: do\n    phase: pilot\n    duration: 1d\n    title: {en: a, fr: b}\n"
            f"    raci: {{R: hr, A: hr}}\n    {READS}\n",
            False,
        ),
        (
            "tasks:\n  - id: do\n    phase: pilot\n    duration: 1d\n    decides: deployment\n"
            f"    title: {{en: a, fr: b}}\n    raci: {{R: hr, A: hr}}\n    {READS}\n",
            True,
        ),
    ],
)
def test_success_that_depends_on_posting(tmp_path: Path, more: str, wrong: bool) -> None:
    expected = ["sponsor.contributes"] if wrong else []
    assert said(tmp_path, "posting-as-success", HEAD + more, ASKED) == expected


# --- departments ---

LEGAL = ROLES + (
    "  - {id: it, track: it, title: {en: IT, fr: DSI}}\n"
    "  - {id: security, track: security, title: {en: security, fr: sécurité}}\n"
    "  - {id: legal, track: legal, title: {en: legal, fr: juridique}}\n"
)
MANNED = {**FILES, "roles.yaml": LEGAL}


def method(*accountable: str, opens: bool = True, informed: str = "[hr, it, legal, business]") -> str:
    """A playbook with a task for each role, the last item an opening."""
    tasks = "".join(
        f"  - {{id: t{n}, phase: pilot, title: {{en: a, fr: b}}, "
        f"raci: {{R: project-lead, A: {role}}}, duration: 1d}}\n"
        for n, role in enumerate(accountable[:-1])
    )
    kind = "kind: milestone, opens: users" if opens else "kind: milestone"
    return (
        HEAD
        + f"tasks:\n{tasks}  - {{id: start, {kind}, phase: pilot, title: {{en: a, fr: b}}, "
        + f"raci: {{R: project-lead, A: {accountable[-1]}, I: {informed}}}}}\n"
    )


@pytest.mark.parametrize(
    ("accountable", "wrong"),
    [
        (("hr",) * 5, ["hr"]),
        (("hr",) * 4, []),
        (("hr", "hr", "hr", "hr", "business"), []),
        (("business", "hr", "hr", "hr", "hr", "hr"), ["hr"]),
        (("project-lead", "community-manager", *("project-lead",) * 3), ["project-lead"]),
    ],
)  # fmt: skip
def test_one_department_for_everything(
    tmp_path: Path, accountable: tuple[str, ...], wrong: list[str]
) -> None:
    assert said(tmp_path, "department-capture", method(*accountable), MANNED) == wrong


def test_additions_to_a_method_may_be_one_department_s(tmp_path: Path) -> None:
    assert said(tmp_path, "department-capture", method(*("hr",) * 5, opens=False), MANNED) == []
    assert said(tmp_path, "absent-stakeholder", method("hr", opens=False, informed="hr"), MANNED) == []


def test_capture_over_several_files_is_seen_in_each(tmp_path: Path) -> None:
    own = {
        "own.yaml": method(*("hr",) * 3),
        "next.yaml": method(*("hr",) * 3, opens=False).replace("id: own", "id: next"),
    }
    (found,) = findings(tmp_path, "department-capture", own, MANNED)
    assert str(found.message) == "“hr” answers for 6 of the 6 items of work"
    assert [Path(span.path).name for span in (found.span, *(one.span for one in found.related))] == [
        "next.yaml",
        "own.yaml",
    ]


@pytest.mark.parametrize(
    ("informed", "absent"),
    [
        ("[hr, it, legal, business]", []),
        ("[hr, security, legal, business]", []),
        ("[hr, it, business]", ["legal"]),
        ("hr", ["business", "it", "legal"]),
    ],
)
def test_departments_without_a_part(tmp_path: Path, informed: str, absent: list[str]) -> None:
    text = method("sponsor", informed=informed)
    found = findings(tmp_path, "absent-stakeholder", {"own.yaml": text}, MANNED)
    assert sorted(str(one.message.values["track"]) for one in found) == absent
    assert {text.split("\n")[one.span.line - 1][one.span.column - 1 :][:4] for one in found} <= {"raci"}
