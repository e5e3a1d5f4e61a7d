"""Rules about sponsors, departments and persons: what each finds, to the column, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from small_library import FILES, ROLES, changed, write
from small_lint import HEAD, findings, places

from rse_plan.library import Folder, load_library

ASK = (
    "asks:\n  - {{id: sign, phase: {phase}, role: support, do: {{en: a, fr: b}}, minutes: 5, "
    "due: {{{due}}}, if_refused: {{en: a, fr: b}}}}\n"
)


def said(folder: Path, rule: str, text: str, library: Mapping[str, str] = FILES) -> list[str]:
    return [cited for _, _, cited in places(folder, rule, text, library)]


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


KPI = """\
kpis:
  - id: k
    title: {{en: {en}, fr: {fr}}}
    measure: {{en: a / b, fr: a / b}}
    level: group
"""


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


CONTRIBUTES = """\
      - id: sponsor.contributes
        type: choice
        audience: lead
        default: willing
        name: {en: posts, fr: publie}
        label: {en: Posts?, fr: Publie ?}
        choices:
          - {value: willing, label: {en: willing, fr: prêt}}
          - {value: unwilling, label: {en: unwilling, fr: réticent}}
      - id: employer.independent
        type: boolean
        default: false
        name: {en: independent, fr: indépendant}
        label: {en: Independent?, fr: Indépendant ?}
"""
ASKED = {**FILES, "questions.yaml": FILES["questions.yaml"] + CONTRIBUTES}
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


# --- persons ---

NOTED = (
    "tasks:\n  - id: do\n    phase: pilot\n    duration: 1d\n    title: {{en: a, fr: b}}\n"
    "    raci: {{R: hr, A: hr}}\n    note: {{en: {en}, fr: {fr}}}\n"
)


@pytest.mark.parametrize(
    ("en", "fr", "wrong"),
    [
        ("A ranking of contributors", "x", ["ranking of contributors"]),
        ("Show the contributor leaderboard", "x", ["contributor leaderboard"]),
        ("Give each member an individual score", "x", ["individual score"]),
        ("Evaluate each employee by it", "x", ["Evaluate each employee"]),
        ("Name the top ten contributors", "x", ["top ten contributors"]),
        ("x", "Le classement des contributeurs", ["classement des contributeurs"]),
        ("x", "La note du salarié en tient compte", ["note du salarié"]),
        ("x", "Des classements individuels", ["classements individuels"]),
        ("x", "Évaluer chaque collaborateur", ["Évaluer chaque collaborateur"]),
        ("x", "Une évaluation des membres", ["évaluation des membres"]),
        ("x", "Les meilleurs contributeurs du mois", ["meilleurs contributeurs du mois"]),
        # said no to, quoted, or something else
        ("No ranking of contributors", "Ni prime ni classement des contributeurs", []),
        ("A ranking of contributors is refused", "Aucune évaluation des membres", []),
        ("Some ask for a “ranking of contributors”", "« classement des contributeurs »", []),
        ("Take a note of each idea", "Une note de cadrage, un classement des idées", []),
        ("Evaluate the pilot", "Évaluer le pilote", []),
        ("Rate each idea", "Noter chaque idée", []),
        ("Never mind. A ranking of contributors", "x", ["ranking of contributors"]),
    ],
)
def test_words_that_grade_people(tmp_path: Path, en: str, fr: str, wrong: list[str]) -> None:
    assert said(tmp_path, "individual-evaluation", HEAD + NOTED.format(en=f'"{en}"', fr=f'"{fr}"')) == wrong


@pytest.mark.parametrize(
    ("en", "fr", "wrong"),
    [
        ("Monitor the members", "x", ["Monitor the members"]),
        ("Track who posts", "x", ["Track who posts"]),
        ("Keep an eye on managers", "x", ["Keep an eye on"]),
        ("x", "Surveiller les échanges", ["Surveiller les échanges"]),
        ("x", "Contrôler les salariés", ["Contrôler les salariés"]),
        ("x", "Tracer les connexions", ["Tracer les connexions"]),
        ("x", "La surveillance des messages", ["surveillance des messages"]),
        ("Nobody will monitor members", "Personne ne surveille les membres", []),
        ("Monitor the delays", "Contrôler les droits d’accès", []),
        ("Track the budget", "Tracer une ligne", []),
        ("The press watch", "La veille partagée", []),
    ],
)
def test_words_that_watch_people(tmp_path: Path, en: str, fr: str, wrong: list[str]) -> None:
    assert said(tmp_path, "surveillance-wording", HEAD + NOTED.format(en=f'"{en}"', fr=f'"{fr}"')) == wrong


RISK = """\
risks:
  - id: ranks
    title: {en: A ranking of members is asked for, fr: Un classement des membres est demandé}
    likelihood: 3
    impact: 3
    early_sign: {en: HR asks for individual rankings, fr: On demande des classements individuels}
    response: {en: RESPONSE, fr: Dire pourquoi}
    owner: hr
objections:
  - id: counted
    heard_from: [business]
    says: {en: Will you monitor members?, fr: Allez-vous surveiller les membres ?}
    answer: {en: Come and see, fr: Venez voir}
"""


def test_a_risk_or_an_objection_names_what_is_feared(tmp_path: Path) -> None:
    for rule in ("individual-evaluation", "surveillance-wording"):
        assert said(tmp_path, rule, HEAD + RISK) == []
    wanted = HEAD + RISK.replace("RESPONSE", "Publish a ranking of members")
    assert places(tmp_path, "individual-evaluation", wanted) == [(11, 30, "ranking of members")]


@pytest.mark.parametrize(
    ("level", "rule"),
    [
        ("individual", "individual-evaluation"),
        ("person", "individual-evaluation"),
        ("team", "wrong-value"),
    ],
)
def test_the_level_of_a_measure(tmp_path: Path, level: str, rule: str) -> None:
    text = HEAD + KPI.format(en="a", fr="b").replace("level: group", f"level: {level}")
    for name in ("individual-evaluation", "wrong-value"):
        assert places(tmp_path, name, text) == ([(9, 12, level)] if name == rule else [])


def test_render_refuses_a_measure_of_persons_too(tmp_path: Path) -> None:
    text = HEAD + KPI.format(en="a", fr="b").replace("level: group", "level: individual")
    library = load_library([Folder(write(tmp_path, {**FILES, "own.yaml": text}), "")])
    assert [(one.rule, one.severity.value) for one in library.diagnostics] == [
        ("individual-evaluation", "error")
    ]


# --- other employers, and what is private ---

TITLED = (
    "tasks:\n  - id: do\n    phase: pilot\n    duration: 1d\n    title: {{en: {en}, fr: {fr}}}\n"
    "    raci: {{R: {role}, A: hr}}\n"
)
STAFFED = {
    **ASKED,
    "roles.yaml": ROLES + "  - {id: manager, track: manager, title: {en: manager, fr: manager}}\n",
}
THEIRS = "for_each: employers\napplies_when: employer.independent\n"


@pytest.mark.parametrize(
    ("scope", "title", "role", "wrong"),
    [
        (THEIRS, ("Require a reader", "x"), "hr", ["Require"]),
        (THEIRS, ("x", "Imposer un lecteur"), "hr", ["Imposer"]),
        (THEIRS, ("Sites must answer", "Les sites doivent répondre"), "hr", ["must"]),
        (THEIRS, ("Ask for an agreement", "Demander un accord"), "hr", []),
        (THEIRS, ("Name a reader", "Désigner un lecteur"), "[hr, manager]", ["manager"]),
        ("", ("Require a reader", "Imposer un lecteur"), "manager", []),
        (THEIRS.replace("independent", "council"), ("Require a reader", "x"), "hr", []),
        (THEIRS.replace("employer.", "not employer."), ("Require a reader", "x"), "hr", []),
        (THEIRS + "# x\n", ("Requirements", "Exigences"), "hr", []),
    ],
)
def test_orders_to_people_of_another_employer(
    tmp_path: Path, scope: str, title: tuple[str, str], role: str, wrong: list[str]
) -> None:
    text = HEAD + scope + TITLED.format(en=title[0], fr=title[1], role=role)
    assert said(tmp_path, "order-to-other-employer", text, STAFFED) == wrong


def test_an_item_may_be_theirs_alone(tmp_path: Path) -> None:
    text = HEAD + TITLED.format(en="Require it", fr="x", role="hr")
    text += "    for_each: employers\n    when: employer.council and employer.independent\n"
    assert said(tmp_path, "order-to-other-employer", text, STAFFED) == ["Require"]


PRIVATE = """\
objections:
  - id: why
    heard_from: [sponsor]
    says: {en: a, fr: b}
    answer: {en: "Is {{ sponsor.contributes }}", fr: "Est {{ sponsor.contributes }}"}
"""


def test_a_shared_text_that_tells_a_private_answer(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "lead-text-shared", {"own.yaml": HEAD + PRIVATE}, ASKED)
    assert (found.span.line, found.span.column) == (9, 22)
    assert [one.span.column for one in found.related] == [59]
    private = HEAD + PRIVATE.replace("id: why", "id: why\n    audience: lead")
    assert said(tmp_path, "lead-text-shared", private, ASKED) == []
    shared = HEAD + PRIVATE.replace("sponsor.contributes", "organisation.name")
    assert said(tmp_path, "lead-text-shared", shared, ASKED) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (TITLED.format(en="a", fr="b", role="hr") + "    audience: lead\n", ["lead"]),
        (KPI.format(en="a", fr="b") + "    audience: lead\n", ["lead"]),
        ("arguments:\n  - {id: a, text: {en: a, fr: b}, audience: lead}\n", ["lead"]),
        ("arguments:\n  - {id: a, text: {en: a, fr: b}, audience: shared}\n", []),
        (PRIVATE.replace("sponsor.contributes", "organisation.name") + "    audience: lead\n", []),
    ],
)
def test_what_cannot_be_for_the_team_alone(tmp_path: Path, text: str, wrong: list[str]) -> None:
    assert said(tmp_path, "lead-text-shared", HEAD + text, ASKED) == wrong
