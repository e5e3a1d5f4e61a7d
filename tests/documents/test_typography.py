"""Signs as each language sets them, whatever was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_plan.documents.typography import FINE, FIRM, set_english, set_french, without_widow

CASES = [
    ("Quoi ?", f"Quoi{FINE}?"),
    ("Quoi?!", f"Quoi{FINE}?!"),
    ("un ; deux; trois", f"un{FINE}; deux{FINE}; trois"),
    ("Qui : moi", f"Qui{FIRM}: moi"),
    ("Étape 2: faire", f"Étape 2{FIRM}: faire"),
    ("250 M€: oui", f"250 M€{FIRM}: oui"),
    ("«mot»", f"«{FIRM}mot{FIRM}»"),
    ("« Quel retour ? »", f"«{FIRM}Quel retour{FINE}?{FIRM}»"),
    ("70 %", f"70{FIRM}%"),
    ("12 000 €", f"12{FINE}000{FIRM}€"),
    ("en 2013 250 euros", "en 2013 250 euros"),
    ("l'idée d'été", "l’idée d’été"),
    ("à 12:30", "à 12:30"),
    ("http://x.org/?a=b;c:d", "http://x.org/?a=b;c:d"),
    ("voir https://x.org ; merci", f"voir https://x.org{FINE}; merci"),
    ("le 5 févr..", "le 5 févr."),
    ("à suivre...", "à suivre..."),
    ("n° 24/01457", f"n°{FIRM}24/01457"),
    ("n°5", f"n°{FIRM}5"),
    ("Point n° ", f"Point n°{FIRM}"),
    ("BetrVG, § 87", f"BetrVG, §{FIRM}87"),
]


@pytest.mark.parametrize(("typed", "wanted"), CASES)
def test_french_signs(typed: str, wanted: str) -> None:
    assert set_french(typed) == wanted


@pytest.mark.parametrize(
    ("before", "typed", "wanted"),
    [
        ("mot", " ; suite", f"{FINE}; suite"),
        ("mot", ": suite", f"{FIRM}: suite"),
        ("70", " %", f"{FIRM}%"),
        ("févr.", ".", ""),
        ("(", "? ", "? "),
        ("", "; seul", "; seul"),
    ],
)
def test_emphasis_may_cut_a_sentence_anywhere(before: str, typed: str, wanted: str) -> None:
    assert set_french(typed, before) == wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Ce que nous savons", "Ce que nous savons"),
        ("Les effets sur la paie", f"Les effets sur la{FIRM}paie"),
        ("Deux mots", "Deux mots"),
        ("", ""),
    ],
)
def test_a_short_last_word_of_a_title_is_not_alone(title: str, wanted: str) -> None:
    assert without_widow(title) == wanted


def test_english_leaves_spaces_alone() -> None:
    assert set_english("Why? Because it's 70%: see it; now.") == "Why? Because it’s 70%: see it; now."


@given(st.text(alphabet=" ab1:;!?%€«»'’.()/@\u00a0\u202f", max_size=40))
def test_setting_twice_changes_nothing_more(text: str) -> None:
    once = set_french(text)
    assert set_french(once) == once


@given(st.text(alphabet="ab1 :;!?%«»'()", max_size=40))
def test_only_spaces_and_apostrophes_change(text: str) -> None:
    def bare(words: str) -> str:
        return "".join(words.split()).replace("'", "’")

    assert bare(set_french(text)) == bare(text)
