"""Words that grade or watch people, and the sound sentences that sound like them."""

from __future__ import annotations

from pathlib import Path

import pytest
from linted import pointed, with_text

GRADES, WATCHES = "individual-evaluation", "surveillance-wording"


def found(folder: Path, language: str, written: str, rule: str) -> list[str]:
    """The words at which a rule points in a text of one language."""
    return [words for _, _, words in pointed(folder, with_text(**{language: written}), rule)]


@pytest.mark.parametrize(
    ("language", "written", "expected"),
    [
        ("fr", "À reprendre dans l’entretien annuel de chaque manager", "entretien annuel de chaque manager"),
        ("fr", "Des messages à l’entretien annuel", "messages à l’entretien annuel"),
        ("fr", "Intégrer l'activité au calcul de la prime individuelle",
         "activité au calcul de la prime"),
        ("fr", "Verser une prime individuelle", "prime individuelle"),
        ("fr", "Fixer un quota de publications par personne", "quota de publications par personne"),
        ("fr", "Un minimum de messages pour chaque membre", "minimum de messages pour chaque membre"),
        ("fr", "Élire le salarié du mois", "salarié du mois"),
        ("fr", "Classer tous les contributeurs", "Classer tous les contributeurs"),
        ("en", "Raise it in the yearly appraisal of each manager", "yearly appraisal of each manager"),
        ("en", "Bring posts to the annual review", "posts to the annual review"),
        ("en", "Count activity in the yearly bonus", "activity in the yearly bonus"),
        ("en", "Pay an individual bonus", "individual bonus"),
        ("en", "Set a quota of posts per person", "quota of posts per person"),
        ("en", "Elect the contributor of the month", "contributor of the month"),
    ],
)  # fmt: skip
def test_words_that_grade(tmp_path: Path, language: str, written: str, expected: str) -> None:
    assert found(tmp_path, language, written, GRADES) == [expected]


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fr", "Inscrire l’animation à l’entretien annuel de l’animateur"),
        ("fr", "Les messages n’entrent pas dans l’entretien annuel des salariés"),
        ("fr", "De prime abord, l’usage surprend"),
        ("fr", "Un quota de stockage par utilisateur"),
        ("fr", "La contribution du mois, l’idée du mois, les membres du comité"),
        ("fr", "Un classement des idées des membres"),
        ("fr", "Noter les membres présents, noter les données personnelles"),
        ("fr", "L’accord prime sur la charte"),
        ("en", "Review the plan with all managers"),
        ("en", "The annual review of the budget"),
        ("en", "Activity has no place in any bonus"),
        ("en", "A disk quota for each user"),
        ("en", "Pick the question of the month"),
        ("en", "Rate user requests and score employee suggestions"),
        ("en", "The end of the month, members of the quarter-end committee"),
    ],
)
def test_sound_words_about_merit(tmp_path: Path, language: str, written: str) -> None:
    assert found(tmp_path, language, written, GRADES) == []


@pytest.mark.parametrize(
    ("language", "written", "expected"),
    [
        ("fr", "Identifier les salariés qui ne publient pas",
         "Identifier les salariés qui ne publient pas"),
        ("fr", "Relancer ceux qui ne se connectent jamais", "Relancer ceux qui ne se connectent jamais"),
        ("fr", "Envoyer au manager la liste des inactifs", "liste des inactifs"),
        ("fr", "Suivre les connexions de chacun et les remonter au manager",
         "Suivre les connexions de chacun"),
        ("fr", "Suivre l'activité de chaque collaborateur",
         "Suivre l'activité de chaque collaborateur"),
        ("fr", "Lire les messages privés en cas de doute", "Lire les messages privés"),
        ("fr", "Vérifier que chacun se connecte tous les jours",
         "Vérifier que chacun se connecte tous les jours"),
        ("fr", "Contrôler l’assiduité des membres", "Contrôler l’assiduité des membres"),
        ("fr", "Surveiller le personnel", "Surveiller le personnel"),
        ("fr", "Surveiller l’activité des salariés", "Surveiller l’activité des salariés"),
        ("fr", "Surveiller qui publie", "Surveiller qui publie"),
        ("fr", "Tracer tous les faits et gestes", "Tracer tous les faits et gestes"),
        ("fr", "Espionner", "Espionner"),
        ("en", "Identify the employees who do not post", "Identify the employees who do not post"),
        ("en", "Send the manager a list of inactive members", "list of inactive members"),
        ("en", "Track who logs in, and report it to their manager", "Track who logs in"),
        ("en", "Follow the activity of each employee", "Follow the activity of each employee"),
        ("en", "Read private messages in case of doubt", "Read private messages"),
        ("en", "Check that everyone logs in every day", "Check that everyone logs in every day"),
        ("en", "Check the attendance of members", "Check the attendance of members"),
    ],
)  # fmt: skip
def test_words_that_watch(tmp_path: Path, language: str, written: str, expected: str) -> None:
    assert found(tmp_path, language, written, WATCHES) == [expected]


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fr", "Surveiller le disque et tracer les requêtes lentes"),
        ("fr", "Surveiller le budget"),
        ("fr", "Tracer le périmètre"),
        ("fr", "La CNPD surveille l’application du RGPD"),
        ("fr", "Chacun peut surveiller sa propre consommation"),
        ("fr", "Surveiller les messages d’erreur et les connexions réseau"),
        ("fr", "Surveiller les comptes utilisateurs, contrôler les données personnelles"),
        ("fr", "Identifier les personnes qui n’ont pas d’ordinateur"),
        ("fr", "Repérer les personnes qui n’utilisent pas d’ordinateur"),
        ("fr", "Retirer de la liste des comptes inactifs"),
        ("fr", "Suivre l’activité de chaque communauté"),
        ("fr", "Mesurer la participation des membres"),
        ("fr", "Chacun relit ses messages privés"),
        ("fr", "Personne ne peut lire les messages privés"),
        ("fr", "Vérifier que chacun peut se connecter"),
        ("fr", "Vérifier que chaque membre se connecte sans erreur"),
        ("fr", "Noter la présence des participants à la formation"),
        ("en", "Track user requests, monitor members’ questions"),
        ("en", "List the people who do not have a computer"),
        ("en", "Check that everyone can log in"),
        ("en", "A list of inactive accounts"),
        ("en", "Follow the activity of each community"),
        ("en", "Members read their private notes"),
        ("en", "Members read private messages of their own"),
        ("en", "Nobody may read private messages"),
        ("en", "Check the attendance of the training"),
    ],
)
def test_sound_words_about_watching(tmp_path: Path, language: str, written: str) -> None:
    assert found(tmp_path, language, written, WATCHES) == []


def test_one_fault_is_found_once(tmp_path: Path) -> None:
    written = "Contrôler l’activité de chaque salarié, puis surveiller les membres"
    assert found(tmp_path, "fr", written, WATCHES) == [
        "Contrôler l’activité de chaque salarié",
        "surveiller les membres",
    ]
