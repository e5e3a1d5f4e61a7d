"""The rules against grading or watching people, and orders to people of other employers."""

from __future__ import annotations

from pathlib import Path

import pytest
from lint.said_of_people import ASKED, KPI, said
from small_library import FILES, ROLES, write
from small_lint import HEAD, findings, places

from rse_plan.library import Folder, load_library

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
