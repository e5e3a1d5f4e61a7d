"""Words of texts: signs, terms, what was left to write, and the tone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from linted import SHIPPED, Pointed, mended, pointed

from rse_plan.lint.engine import lint
from rse_plan.lint.rule import Profile
from rse_plan.lint.settings import Settings
from rse_plan.resources import playbooks_folder

HEAD = "kind: playbook\nformat: 1\nid: own\ntitle: {en: Own, fr: Propre}\n"
LINE = 9
"""On which a text in French begins; the English one stands above."""


def own(fr: str = "Rien.", en: str = "Nothing.") -> dict[str, str]:
    """A playbook with one argument, its texts as YAML."""
    text = f"arguments:\n  - id: why\n    text:\n      en: {en}\n      fr: {fr}\n"
    return {"own.yaml": HEAD + text}


def said(text: Mapping[str, str]) -> str:
    """The French text of a playbook, as YAML."""
    return text["own.yaml"].split("      fr: ")[1].rstrip("\n")


@pytest.mark.parametrize(
    ("written", "expected", "after"),
    [
        ("L'usage d'un outil", [(LINE, 12, "'"), (LINE, 20, "'")], "L’usage d’un outil"),
        ("'L''usage'", [(LINE, 13, "''")], "'L’usage'"),
        ('"L\'usage"', [(LINE, 13, "'")], '"L’usage"'),
        ('Un "mot" ici', [(LINE, 14, '"mot"')], "Un « mot » ici"),
        ("'Un \"mot\" ici'", [(LINE, 15, '"mot"')], "'Un « mot » ici'"),
        (r'"Un \"mot\" ici"', [(LINE, 15, r"\"mot\"")], '"Un « mot » ici"'),
        ("Un (\"mot\"), un \"autre\".", [(LINE, 15, '"mot"'), (LINE, 26, '"autre"')],
         "Un (« mot »), un « autre »."),
        ("|\n        Un \"mot\"\n        et l'usage.", [(10, 12, '"mot"'), (11, 13, "'")],
         "|\n        Un « mot »\n        et l’usage."),
        (">-\n        Un l'usage\n        et l'autre.", [(10, 13, "'"), (11, 13, "'")],
         ">-\n        Un l’usage\n        et l’autre."),
        ("Un « mot » et l’usage", [], None),
        ("Taper `l'usage` ou `\"x\"`", [], None),
        ("Voir https://example.org/l'usage", [], None),
        ("Un écran de 24\" ici", [], None),
        ("Une mesure de 5' ou 6'", [], None),
    ],
)  # fmt: skip
def test_signs_of_french(tmp_path: Path, written: str, expected: Pointed, after: str | None) -> None:
    assert pointed(tmp_path, own(written), "fr-typography") == expected
    assert said(mended(tmp_path, own(written), "fr-typography")) == (after or written)


def test_english_has_its_own_signs(tmp_path: Path) -> None:
    assert pointed(tmp_path, own(en='The team\'s "ideas" space'), "fr-typography") == []


@pytest.mark.parametrize(
    ("written", "expected", "after"),
    [
        ("Le CE rend son avis.", [(LINE, 14, "CE")], "Le CSE rend son avis."),
        ("L’avis du CE, puis au CE.", [(LINE, 21, "CE"), (LINE, 33, "CE")], "L’avis du CSE, puis au CSE."),
        ("Le CSE rend son avis.", [], None),
        ("Ce que le cadre décide.", [], None),
        ("Le règlement (CE) n° 45/2001 et la directive 95/46/CE.", [], None),
        ("Le CE européen est consulté.", [], None),
        ("Le nouveau CE est élu.", [(LINE, 22, "CE")], "Le nouveau CSE est élu."),
        (
            "Chaque nouveau CE, et le futur CE.",
            [(LINE, 26, "CE"), (LINE, 42, "CE")],
            "Chaque nouveau CSE, et le futur CSE.",
        ),
        ("Les CE des magasins.", [(LINE, 15, "CE")], "Les CSE des magasins."),
        ("Informer les élus CE.", [(LINE, 29, "CE")], "Informer les élus CSE."),
        ("Préparer la réunion CE.", [(LINE, 31, "CE")], "Préparer la réunion CSE."),
        ("Le dossier passe en CE.", [(LINE, 31, "CE")], "Le dossier passe en CSE."),
        ("Le comité d’entreprise (CE) a lu.", [(LINE, 35, "CE")], None),
        ("Le marquage CE, un nouveau marquage CE.", [], None),
        ("La déclaration CE de conformité, l’examen CE de type.", [], None),
        ("La CEE, le CEE et les CEE.", [], None),
        ("Le nouveau CE n° 45/2001.", [], None),
        ("Ce nouveau projet, et ce qu’il change. CE QUE L’ON FAIT.", [], None),
        ("Les États membres CE et la consultation CE.", [], None),
        ("Un avis CE, 12 mai 2019, n° 400, et l’arrêt du CE.", [], None),
        ("Le conseil d’entreprise (CE) belge : le CE se réunit.", [], None),
        ("L’ancien CE est devenu le CSE.", [], None),
        ("Le RSE ouvre.", [(LINE, 14, "RSE")], "Le réseau social d’entreprise (RSE) ouvre."),
        ("La RSE compte.", [(LINE, 14, "RSE")], "La responsabilité sociétale (RSE) compte."),
        ("Projet RSE.", [(LINE, 18, "RSE")], None),
        ("Le réseau social d’entreprise (RSE) ouvre. Le RSE sert.", [], None),
        ("Le RSE (réseau social d'entreprise) ouvre.", [], None),
        ("RSE, sans lien avec la responsabilité sociétale.", [], None),
        ("Le RSE ouvre. Ce réseau social d’entreprise sert.", [], None),
        ("Les DRSE et la norme RSEX.", [], None),
    ],
)
def test_terms(tmp_path: Path, written: str, expected: Pointed, after: str | None) -> None:
    assert pointed(tmp_path, own(written), "term-consistency") == expected
    assert said(mended(tmp_path, own(written), "term-consistency")) == (after or written)


def test_a_term_is_told_apart_once_in_a_file(tmp_path: Path) -> None:
    files = own("Le réseau social d’entreprise (RSE) ouvre.")
    files["own.yaml"] += "  - id: then\n    text: {en: Then., fr: Le RSE sert.}\n"
    assert pointed(tmp_path, files, "term-consistency") == []
    swapped = {"own.yaml": files["own.yaml"].replace("Le réseau social d’entreprise (RSE)", "Le RSE")}
    assert pointed(tmp_path, swapped, "term-consistency") == [(LINE, 14, "RSE")]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("TODO demander au CSE", [(LINE, 11, "TODO")]),
        ("À dire (TBD)", [(LINE, 19, "TBD")]),
        ("Lorem ipsum dolor", [(LINE, 11, "Lorem ipsum")]),
        ("Compter xx jours", [(LINE, 19, "xx jours")]),
        ("Compter x x d", [(LINE, 19, "x x d")]),
        ("Un xxx ici", [(LINE, 14, "xxx")]),
        ("Qui ????", [(LINE, 15, "????")]),
        ("Tout est à faire, todo compris", []),
        ("Le film Xxy dure 3 x 2 jours", []),
        ("Pourquoi ? Vraiment ?!", []),
        ("Le XXe siècle et le XXIe", []),
    ],
)
def test_what_was_left_to_write(tmp_path: Path, written: str, expected: Pointed) -> None:
    assert pointed(tmp_path, own(written), "leftover-text") == expected


def test_sources_have_titles(tmp_path: Path) -> None:
    text = (
        "kind: evidence\nformat: 1\nitems:\n"
        "  - {id: a, type: study, title: A TODO, publisher: us, checked: 2026-11-01}\n"
        "  - {id: b, type: study, title: B, publisher: us, url: 'https://a.org/xxx', checked: 2026-11-01}\n"
    )
    assert pointed(tmp_path, {"e.yaml": text}, "leftover-text") == [(4, 35, "TODO")]


@pytest.mark.parametrize(
    ("language", "written", "expected"),
    [
        ("fr", "Un outil révolutionnaire", "révolutionnaire"),
        ("fr", "Des outils Révolutionnaires", "Révolutionnaires"),
        ("fr", "Convaincre les réfractaires", "réfractaires"),
        ("fr", "Lever les résistances", "résistances"),
        ("fr", "La résistance au changement", "résistance"),
        ("fr", "Embarquer les équipes", "Embarquer"),
        ("fr", "Acculturer les managers", "Acculturer"),
        ("fr", "L’acculturation des managers", "acculturation"),
        ("fr", "Onboarder les nouveaux", "Onboarder"),
        ("fr", "Les populations cibles", "populations cibles"),
        ("fr", "Aucune excuse cette fois", "Aucune excuse"),
        ("fr", "La cible est de 40 à 60 %", None),
        ("fr", "Un système embarqué", None),
        ("fr", "La révolution de 1789", None),
        ("fr", "Un essai de résistance physique", None),
        ("fr", "Ne pas parler de « résistance » au changement", None),
        ("en", "A revolutionary tool", "revolutionary"),
        ("en", "Overcome resistance to change", "resistance to change"),
        ("en", "The laggards follow", "laggards"),
        ("en", "Onboard all users", "Onboard all users"),
        ("en", "Evangelise the teams", "Evangelise"),
        ("en", "The target audience", "target audience"),
        ("en", "You have no excuse", "no excuse"),
        ("en", "The onboarding of newcomers", None),
        ("en", "Every member must have an account", None),
        ("en", "What the next generation needs", None),
        ("en", "Never say “resistance to change”", None),
    ],
)
def test_tone(tmp_path: Path, language: str, written: str, expected: str | None) -> None:
    found = pointed(tmp_path, own(**{language: written}), "tone")
    assert [words for _, _, words in found] == ([expected] if expected else [])


def test_an_objector_may_say_what_is_thought(tmp_path: Path) -> None:
    text = """\
objections:
  - id: no
    heard_from: [manager]
    says: {en: Is it one more revolutionary tool?, fr: Encore un outil révolutionnaire ?}
    answer: {en: It is not revolutionary., fr: Non.}
"""
    assert pointed(tmp_path, {"own.yaml": HEAD + text}, "tone") == [(9, 28, "revolutionary")]


def test_nobody_corrects_the_words_of_answers(tmp_path: Path) -> None:
    text = (
        'kind: answers\nformat: 1\nexercise: {en: A TODO revolution., fr: L\'outil "révolutionnaire" TODO.}\n'
    )
    for rule in ("fr-typography", "tone", "leftover-text", "term-consistency"):
        assert pointed(tmp_path, {"answers.yaml": text}, rule) == []


def test_the_shipped_texts_are_well_written() -> None:
    rules = {"fr-typography", "term-consistency", "leftover-text", "tone", "uncited-number", "vague-link"}
    linted = lint([playbooks_folder()], SHIPPED, settings=Settings(profile=Profile.PUBLISHED))
    assert [(str(one.span), one.rule) for one in linted.findings if one.rule in rules] == []
