"""Words of texts once more: what reviewers found missing, and the sound sentences that were corrected."""

from __future__ import annotations

from pathlib import Path

import pytest
from linted import mended, pointed, with_text


def found(folder: Path, language: str, written: str, rule: str) -> list[str]:
    """The words at which a rule points in a text of one language."""
    return [words for _, _, words in pointed(folder, with_text(**{language: written}), rule)]


@pytest.mark.parametrize(
    ("language", "written", "expected"),
    [
        ("fr", "Vaincre la résistance des managers", ["résistance"]),
        ("fr", "Lever les résistances", ["résistances"]),
        ("fr", "Acculturer les cibles", ["Acculturer les cibles"]),
        ("fr", "Ceux qui ne publient pas pénalisent l’équipe", ["pénalisent l’équipe"]),
        ("fr", "Publiez : vos collègues comptent sur vous !", ["vos collègues comptent sur vous"]),
        ("fr", "Les réfractaires ne publient pas", ["réfractaires"]),
        ("en", "Overcome resistance to change", ["resistance to change"]),
        ("en", "Overcome resistance", ["Overcome resistance"]),
        ("en", "Those who do not post hold the team back", ["hold the team back"]),
        ("en", "Your colleagues are counting on you", ["Your colleagues are counting on you"]),
        ("fr", "La résistance au vent d’un matériau", []),
        ("fr", "Les résistances électriques et la résistance du béton", []),
        ("fr", "Embarquer les passagers, puis embarquer à bord", []),
        ("fr", "Éviter de parler de réfractaires", []),
        ("fr", "Ne traitez personne de retardataire ni ne parlez des réfractaires", []),
        ("fr", "Les cibles sont des parts, de 40 à 60 %", []),
        ("fr", "L’amende qui pénalise le retard", []),
        ("fr", "Le compte de vos collègues", []),
        ("en", "Electrical resistance, wind resistance", []),
        ("en", "Avoid talking of laggards", []),
        ("en", "Never call people laggards", []),
        ("en", "Count the questions of your colleagues", []),
    ],
)
def test_tone(tmp_path: Path, language: str, written: str, expected: list[str]) -> None:
    assert found(tmp_path, language, written, "tone") == expected


@pytest.mark.parametrize(
    ("language", "written", "expected"),
    [
        ("fr", "La moitié des projets échouent", ["La moitié des projets"]),
        ("fr", "On sait que deux tiers des salariés lisent", ["deux tiers des salariés"]),
        ("fr", "Une étude récente le prouve", ["étude récente le prouve"]),
        ("en", "Half of all projects fail", ["Half of all projects"]),
        ("en", "Answers come twice as fast", ["twice as fast"]),
        ("en", "Nine employees in ten read it", ["Nine employees in ten"]),
        ("en", "One in three employees reads it", ["One in three"]),
        ("en", "A recent study proves it", ["study proves"]),
        ("fr", "Les salariés sont satisfaits à 100 %", ["100 %"]),
        ("fr", "Étape 1 sur 3, page 2 sur 4", []),
        ("fr", "Voter à 100 % en ligne", []),
        ("fr", "Relire la moitié des messages", []),
        ("fr", "La moitié des membres entrent d’abord, deux équipes sur trois sites", []),
        ("fr", "À la moitié du pilote, une étude d’impact", []),
        ("fr", "L’étude récente de nos locaux", []),
        ("en", "Step 1 of 3, page 2 of 4", []),
        ("en", "Vote 100% online", []),
        ("en", "Half of the members are invited first", []),
        ("en", "Reread half of the messages", []),
        ("en", "Ask twice as a reminder", []),
        ("en", "Two people in two rooms, two people in ten rooms", []),
        ("en", "The study begins", []),
    ],
)
def test_figures(tmp_path: Path, language: str, written: str, expected: list[str]) -> None:
    assert found(tmp_path, language, written, "uncited-number") == expected


CRITERION = """\
kind: playbook
format: 1
id: own
title: {{en: Own, fr: Propre}}
tasks:
  - id: do
    phase: pilot
    title: {{en: Do it, fr: Le faire}}
    raci: {{R: hr, A: hr}}
    duration: 1d
    {key}: {{en: "{en}", fr: "{fr}"}}
"""


@pytest.mark.parametrize(
    ("en", "fr", "claims"),
    [
        ("2 of 2 backups are restored.", "2 sauvegardes sur 2 sont restaurées.", False),
        ("The processor stays under 70%.", "Le processeur reste sous 70 %.", False),
        ("Studies show that it works.", "Les études montrent que cela marche.", True),
    ],
)
def test_a_criterion_may_hold_a_figure(tmp_path: Path, en: str, fr: str, claims: bool) -> None:
    criterion = {"own.yaml": CRITERION.format(key="done_when", en=en, fr=fr)}
    assert bool(pointed(tmp_path, criterion, "uncited-number")) is claims
    note = {"own.yaml": CRITERION.format(key="note", en=en, fr=fr)}
    assert pointed(tmp_path, note, "uncited-number") != []


@pytest.mark.parametrize(
    ("language", "written", "expected"),
    [
        ("fr", "Voir ici : https://example.org/charte", ["Voir ici"]),
        ("fr", "[Cliquez sur ce lien](https://example.org)", ["Cliquez sur ce lien"]),
        ("en", "See here: https://example.org/charter", ["See here"]),
        ("en", "[click on this link](https://example.org)", ["click on this link"]),
        ("fr", "Écrire « Cliquez ici » n’aide personne", []),
        ("fr", "À voir ici : trois réunions", []),
        ("en", "Nobody writes “Click here” any more", []),
        ("en", "See here: three meetings", []),
    ],
)
def test_links(tmp_path: Path, language: str, written: str, expected: list[str]) -> None:
    assert found(tmp_path, language, written, "vague-link") == expected


@pytest.mark.parametrize(
    ("written", "expected", "after"),
    [
        ("L’avis du comité d’entreprise", ["comité d’entreprise"], "L’avis du CSE"),
        ("Prévenir les délégués du personnel", ["délégués du personnel"], None),
        ("Le CE d’un produit ; le marquage CE", [], None),
        ("Le comité d’entreprise européen, le comité d’entreprise allemand", [], None),
        ("Le CSE remplace le comité d’entreprise et les délégués du personnel", [], None),
        ("Au Luxembourg, les délégués du personnel", [], None),
    ],
)
def test_bodies_of_before(tmp_path: Path, written: str, expected: list[str], after: str | None) -> None:
    assert found(tmp_path, "fr", written, "term-consistency") == expected
    said = mended(tmp_path, with_text(fr=written), "term-consistency")["own.yaml"]
    assert said == with_text(fr=after or written)["own.yaml"]


@pytest.mark.parametrize(
    ("written", "expected", "after"),
    [
        ("La “liste” suit", ["“liste”"], "La « liste » suit"),
        ("Le <<plan>> et << autre >>", ["<<plan>>", "<< autre >>"], "Le « plan » et « autre »"),
        ("Il dit « le mot “liste” suit »", [], None),
    ],
)
def test_quotes_of_others(tmp_path: Path, written: str, expected: list[str], after: str | None) -> None:
    assert found(tmp_path, "fr", written, "fr-typography") == expected
    said = mended(tmp_path, with_text(fr=written), "fr-typography")["own.yaml"]
    assert said == with_text(fr=after or written)["own.yaml"]


@pytest.mark.parametrize(
    ("language", "written", "expected"),
    [
        ("fr", "Bonjour {nom}", ["{nom}"]),
        ("fr", "Chez { organisation.name }", ["{ organisation.name }"]),
        ("fr", "Bonjour [Nom]", ["[Nom]"]),
        ("fr", "Bonjour %s", ["%s"]),
        ("fr", "À compléter", ["À compléter"]),
        ("fr", "Budget : à définir", ["à définir"]),
        ("fr", "Le budget [à compléter] suit", ["[à compléter]"]),
        ("fr", "‹à définir>", ["‹à définir>"]),
        ("fr", "Texte à venir…", ["Texte à venir"]),
        ("en", "Dear [Name]", ["[Name]"]),
        ("en", "To be completed", ["To be completed"]),
        ("en", "The budget [to be defined] follows", ["[to be defined]"]),
        ("en", "Text to come…", ["Text to come"]),
        ("fr", "Chez {{ organisation.name }}", []),
        ("fr", "Une fiche à compléter par le manager, à compléter.", []),
        ("fr", "Usage à confirmer", []),
        ("fr", "Voir [la charte](https://example.org)", []),
        ("fr", "Les réunions à venir", []),
        ("fr", "Une hausse de 5 % seulement", []),
        ("fr", "Taper `{nom}` dans le champ", []),
        ("en", "A dictionary to be completed by both sides", []),
        ("en", "It says “as is [sic]”", []),
        ("en", "The meetings to come", []),
    ],
)
def test_leftovers(tmp_path: Path, language: str, written: str, expected: list[str]) -> None:
    assert found(tmp_path, language, written, "leftover-text") == expected


def test_a_choice_may_be_called_to_be_defined(tmp_path: Path) -> None:
    choice = with_text()["own.yaml"] + (
        "questions:\n  - id: own.state\n    type: choice\n    label: {en: State, fr: État}\n"
        "    choices:\n      - {value: open, label: {en: To be defined, fr: À définir}}\n"
    )
    assert pointed(tmp_path, {"own.yaml": choice}, "leftover-text") == []
