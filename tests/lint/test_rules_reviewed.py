"""What the table of rules promises and single examples do not show: one test for each promise."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_library import FILES, QUESTIONS, ROLES
from small_lint import HEAD, places

TEXTS = "title: {en: a, fr: b}"
COUNCIL = {**FILES, "roles.yaml": ROLES + "  - {id: works-council, track: council, title: {en: c, fr: c}}\n"}


def work(more: str) -> str:
    return HEAD + f"tasks:\n  - {{id: do, phase: pilot, {TEXTS}, done_when: {{en: a, fr: b}}, {more}}}\n"


# --- who does what (semantics 11) ---


@pytest.mark.parametrize(
    ("raci", "rule", "found"),
    [
        ("{R: works-council, A: hr}", "wrong-value", ["works-council"]),
        ("{R: [hr, works-council], A: hr}", "wrong-value", ["works-council"]),
        ("{R: hr, A: works-council}", "wrong-value", ["works-council"]),
        ("{R: hr, A: hr, C: works-council, I: works-council}", "wrong-value", []),
        ("{A: hr}", "one-accountable", ["raci"]),
        ("{A: hr, R: []}", "one-accountable", ["raci"]),
        ("{R: hr, A: hr}", "missing-key", []),
    ],
)
def test_the_council_is_heard_and_somebody_does_the_work(
    tmp_path: Path, raci: str, rule: str, found: list[str]
) -> None:
    text = work(f"duration: 5d, raci: {raci}")
    assert [words for _, _, words in places(tmp_path, rule, text, COUNCIL)] == found


# --- orders to those whom another employer directs (S11) ---

ORDER = "duration: 5d, raci: {R: manager, A: hr}"
INDEPENDENT = (
    "      - id: employer.independent\n        type: boolean\n        default: false\n"
    "        name: {en: independent, fr: indépendant}\n        label: {en: Own?, fr: Indépendant ?}\n"
)
STORES = {
    **FILES,
    "questions.yaml": QUESTIONS + INDEPENDENT,
    "roles.yaml": ROLES + "  - {id: manager, track: manager, title: {en: c, fr: c}}\n",
}


@pytest.mark.parametrize(
    ("loop", "when", "found"),
    [
        ("employers", "employer.independent", ["Require", "manager"]),
        ("employers", "employer.independent == true", ["Require", "manager"]),
        ("employers", "employer.independent != false", ["Require", "manager"]),
        ("employers", "employer.council and employer.independent", ["Require", "manager"]),
        ("employers", "not employer.independent", []),
        ("employers", "employer.independent == false", []),
        # about them, though our own managers may be meant
        (None, "any(employers, employer.independent)", ["Require"]),
        (None, "any(employers, employer.council and employer.independent)", ["Require"]),
        (None, "all(employers, employer.independent)", ["Require"]),
        (None, "count(employers, employer.independent) > 0", []),
        (None, "not any(employers, employer.independent)", []),
        (None, "any(employers, not employer.independent)", []),
        (None, "any(employers, employer.council)", []),
    ],
)
def test_orders_where_an_employer_is_independent(
    tmp_path: Path, loop: str | None, when: str, found: list[str]
) -> None:
    text = work(ORDER).replace(TEXTS, "title: {en: Require a reader, fr: Trouver un lecteur}")
    text = text.replace("id: do", f"id: do, when: {when}" + (f", for_each: {loop}" if loop else ""))
    if "," in when:
        text = text.replace(f"when: {when}", f"when: '{when}'")
    assert [words for _, _, words in places(tmp_path, "order-to-other-employer", text, STORES)] == found


# --- grading and watching people (S08, S09) ---


def note(language: str, text: str) -> str:
    other = {"en": "fr", "fr": "en"}[language]
    return work(f"duration: 5d, raci: {{R: hr, A: hr}}, note: {{{language}: '{text}', {other}: x}}")


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "Donner une note à chaque salarié.", "Donner une note à chaque salarié"),
        ("fr", "Attribuer des points aux participants.", "Attribuer des points aux participants"),
        ("fr", "Afficher le top 10 des contributeurs.", "top 10 des contributeurs"),
        ("fr", "Désigner le contributeur du mois.", "contributeur du mois"),
        ("fr", "Le classement des plus actifs.", "classement des plus actifs"),
        (
            "fr",
            "Reprendre les contributions dans l’entretien annuel.",
            "contributions dans l’entretien annuel",
        ),
        ("fr", "Attribuer des places aux participants.", None),
        ("fr", "La question du mois, et le top 10 des idées.", None),
        ("fr", "Mesurer l’activité de chaque communauté.", None),
        ("fr", "Inscrire le temps d’animation dans l’entretien annuel.", None),
        ("fr", "Ne jamais désigner de contributeur du mois.", None),
        ("en", "Give each member a score.", "Give each member a score"),
        ("en", "Award points to each participant.", "Award points to each participant"),
        ("en", "Name the contributor of the month.", "contributor of the month"),
        ("en", "Put up a leaderboard.", "leaderboard"),
        ("en", "Use contributions in the annual appraisal.", "contributions in the annual appraisal"),
        ("en", "Give each member a seat.", None),
        ("en", "Put the time for it into the annual appraisal.", None),
        ("en", "Count the posts of each community.", None),
        ("en", "The question of the month.", None),
        ("en", "No leaderboard.", None),
    ],
)
def test_texts_that_grade(tmp_path: Path, language: str, text: str, found: str | None) -> None:
    shown = [words for _, _, words in places(tmp_path, "individual-evaluation", note(language, text))]
    assert shown == [found] * bool(found)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Count the posts of each employee.", "Count the posts of each employee"),
        ("fr", "Mesurer l’activité de chaque salarié.", "Mesurer l’activité de chaque salarié"),
        ("fr", "Garder un œil sur les équipes.", "Garder un œil sur les équipes"),
        ("fr", "Repérer qui n’a pas publié.", "Repérer qui n’a pas publié"),
        ("fr", "Le relevé des connexions de chaque salarié.", "relevé des connexions de chaque salarié"),
        ("fr", "Garder un œil sur le calendrier.", None),
        ("fr", "Repérer qui n’a pas d’accès.", None),
        ("fr", "Le relevé des connexions de chaque communauté.", None),
        ("en", "Check who has not posted.", "Check who has not posted"),
        ("en", "Track the usage of each employee.", "Track the usage of each employee"),
        ("en", "Check who has not been given access.", None),
        ("en", "Track the usage of each community.", None),
    ],
)
def test_texts_that_watch(tmp_path: Path, language: str, text: str, found: str | None) -> None:
    shown = [words for _, _, words in places(tmp_path, "surveillance-wording", note(language, text))]
    assert shown == [found] * bool(found)


# --- measures (K01): something / something, over a time ---


@pytest.mark.parametrize(
    ("measure", "target", "found"),
    [
        ("Readers / members", "", ["Readers / members"]),
        ("Readers in 28 days / members", "", []),
        ("Readers / members, each month", "", []),
        ("Readers / members, since the opening", "", []),
        ("Weekly readers / members", "", []),
        ("Median days to an answer", "", []),
        ("Readers / members", ", target: {after: open, by: 90cd, low: 0.2, high: 0.4}", []),
        ("Readers / members", ", small: {en: a, fr: b}", ["Readers / members"]),
        ("Readers / members", ", target: {low: 0.2, high: 0.4}", []),  # kpi-without-date says so
    ],
)
def test_a_measure_has_a_time(tmp_path: Path, measure: str, target: str, found: list[str]) -> None:
    text = HEAD + (
        f"requires: [pilot]\nkpis:\n  - {{id: k, {TEXTS}, level: group, use_case: [move], "
        f"measure: {{en: '{measure}', fr: Lecteurs en 28 jours / membres}}{target}}}\n"
    ).replace("after: open", "after: pilot/open")
    assert [words.strip("'") for _, _, words in places(tmp_path, "kpi-without-measure", text)] == found


# --- nothing of anything (T03) ---

TWO = (
    HEAD + f"tasks:\n  - {{id: do, phase: pilot, {TEXTS}, done_when: {{en: a, fr: b}}, duration: 5d, "
    f"raci: {{R: hr, A: hr}}}}\n  - {{id: then, phase: pilot, {TEXTS}, raci: {{R: hr, A: hr}}, "
)


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("done_when: {en: a, fr: b}, duration: 5d, needs: [{task: do, lag: 0d}]", ["0d"]),
        ("done_when: {en: a, fr: b}, duration: 5d, needs: [{task: do, lag: 1d}]", []),
        ("done_when: {en: a, fr: b}, duration: 5d, before: {task: do, by: 0cd}", ["0cd"]),
        ("done_when: {en: a, fr: b}, duration: 5d, before: [{task: do, by: 0cd}]", ["0cd"]),
        ("kind: ongoing, from: do, until: 0mo, every: 1w", ["0mo"]),
        ("kind: ongoing, from: do, until: 3mo, every: 1w", []),
        ("kind: ongoing, from: do, until: do, every: 1w", []),
    ],
)
def test_no_time_at_all(tmp_path: Path, more: str, found: list[str]) -> None:
    shown = places(tmp_path, "duration-implausible", TWO + more + "}\n")
    assert [words for _, _, words in shown] == found


# --- asks due with an item that nothing pairs them with (G07) ---

MEETING = (
    HEAD + f"tasks:\n  - {{id: talk, for_each: sponsors, phase: pilot, {TEXTS}, "
    "done_when: {en: a, fr: b}, duration: 5d, raci: {R: hr, A: hr}}\n"
)
ASK = (
    "asks:\n  - {id: ask, for_each: LOOP, phase: pilot, role: support, do: {en: a, fr: b}, minutes: 5, "
    "if_refused: {en: a, fr: b}, due: DUE}\n"
)


@pytest.mark.parametrize(
    ("more", "found"),
    [
        (ASK.replace("LOOP", "communities").replace("DUE", "{before: talk}"), ["talk"]),
        (ASK.replace("LOOP", "communities").replace("DUE", "{on: talk}"), ["talk"]),
        (ASK.replace("LOOP", "communities").replace("DUE", "{before: talk, which: first}"), []),
        (ASK.replace("LOOP", "sponsors").replace("DUE", "{before: talk}"), []),
    ],
)
def test_asks_of_another_loop(tmp_path: Path, more: str, found: list[str]) -> None:
    shown = places(tmp_path, "for-each-mismatch", MEETING + more)
    assert [words for _, _, words in shown] == found


# --- figures without a source (K08) and what was left to write (I05) ---


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "Deux tiers des projets échouent.", "Deux tiers des projets"),
        ("fr", "La moitié des salariés lisent.", "La moitié des salariés"),
        ("fr", "Selon une étude récente, on lit.", "Selon une étude"),
        ("fr", "Au milieu du deuxième tiers.", None),
        ("en", "Two thirds of projects fail.", "Two thirds of projects"),
        ("en", "Half of all employees read.", "Half of all employees"),
        ("en", "According to a recent study, people read.", "According to a recent study"),
        ("en", "Half a day of reading.", None),
    ],
)
def test_figures_in_words(tmp_path: Path, language: str, text: str, found: str | None) -> None:
    shown = [words for _, _, words in places(tmp_path, "uncited-number", note(language, text))]
    assert shown == [found] * bool(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Remettre à [à définir].", "[à définir]"),
        ("Remettre à [À COMPLÉTER].", "[À COMPLÉTER]"),
        ("Jour TBC.", "TBC"),
        ("Remettre à [to be defined].", "[to be defined]"),
        ("Le formulaire est à compléter.", None),
        ("Voir [à définir](https://example.org/mots).", None),
    ],
)
def test_brackets_left_to_fill(tmp_path: Path, text: str, found: str | None) -> None:
    shown = [words for _, _, words in places(tmp_path, "leftover-text", note("fr", text))]
    assert shown == [found] * bool(found)


# --- dates in words (T08) ---


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("title: {en: a, fr: Ouvrir le 1er mars 2027}", ["1er mars 2027"]),
        ("title: {en: Open on 1 March 2027, fr: b}", ["1 March 2027"]),
        ("title: {en: 'Open on March 1st, 2027', fr: b}", ["March 1st, 2027"]),
        ("title: {en: a, fr: Ouvrir le 01/03/2027}", ["01/03/2027"]),
        ("title: {en: a, fr: Ouvrir en mars}", []),
        ("title: {en: a, fr: Ouvrir avant 2027}", []),
        (f"{TEXTS}, note: {{en: a, fr: La loi date du 25 mai 2018}}", []),  # its own day, not one to keep
    ],
)
def test_dates_in_words(tmp_path: Path, more: str, found: list[str]) -> None:
    text = work("duration: 5d, raci: {R: hr, A: hr}").replace(TEXTS, more)
    assert [words for _, _, words in places(tmp_path, "hard-coded-date", text)] == found


# --- the return of a network as such (K04) ---


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("en: Return on investment of the network, fr: b", ["Return on investment of the network"]),
        ("en: a, fr: Retour sur investissement du réseau", ["Retour sur investissement du réseau"]),
        ("en: a, fr: ROI de la plateforme", ["ROI de la plateforme"]),
        ("en: Return on the ideas applied, fr: b", []),
        ("en: ROI of the ideas, fr: ROI des idées", []),
    ],
)
def test_the_return_of_the_network(tmp_path: Path, title: str, found: list[str]) -> None:
    text = HEAD + (
        f"kpis:\n  - {{id: k, title: {{{title}}}, use_case: [idea-box], level: group, "
        "measure: {en: a / b over a year, fr: a / b sur un an}}\n"
    )
    assert [words for _, _, words in places(tmp_path, "kpi-without-use-case", text)] == found


def test_an_order_in_what_shows_that_it_is_done(tmp_path: Path) -> None:
    text = work("for_each: employers, when: employer.independent, duration: 5d, raci: {R: hr, A: hr}")
    text = text.replace("done_when: {en: a, fr: b}", "done_when: {en: Each store must answer., fr: b}")
    assert [words for _, _, words in places(tmp_path, "order-to-other-employer", text, STORES)] == ["must"]


def test_a_playbook_s_title_is_shared(tmp_path: Path) -> None:
    lead = {
        **FILES,
        "questions.yaml": QUESTIONS.replace(
            "required: true\n        name: {en: name,",
            "required: true\n        audience: lead\n        name: {en: name,",
        ),
    }
    text = work("duration: 5d, raci: {R: hr, A: hr}").replace(
        "{en: Own, fr: Propre}", "{en: 'For {{ organisation.name }}', fr: 'Pour {{ organisation.name }}'}"
    )
    shown = places(tmp_path, "lead-text-shared", text, lead)
    assert [words for _, _, words in shown] == ["{{ organisation.name }}"]
