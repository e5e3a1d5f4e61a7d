"""Texts left in the other language, or exchanged."""

from __future__ import annotations

from pathlib import Path

import pytest
from linted import diagnostics, pointed, with_text


@pytest.mark.parametrize(
    ("en", "fr", "lines"),
    [
        ("Écrire le texte", "Write the text", [8]),
        ("The letter is for the board.", "The letter is for the board.", [9]),
        ("Who may read it", "Decide with the board who may read it", [9]),
        ("Décider avec la direction de qui peut lire", "Qui peut lire", [8]),
        ("Décider de la date avec le CSE", "Décider de la date avec le CSE", [8]),
        # sound
        ("Write the text", "Écrire le texte", []),
        ("Own", "Own", []),
        ("The charter", "La charte", []),
        ("Île de la Cité", "Île de la Cité", []),
        ("See “The State of the Union of Work”", "Voir « The State of the Union of Work »", []),
        ("Read The Financial Times", "Lire The Financial Times", []),
        ("Say “le droit de la famille” as in French", "Dire « le droit de la famille »", []),
        ("Hand it over to Le Cercle de la Presse", "Le remettre au Cercle de la Presse", []),
        ("Community-led, cloud-based", "Community-led, cloud-based", []),
    ],
)
def test_a_text_in_the_other_language(tmp_path: Path, en: str, fr: str, lines: list[int]) -> None:
    files = with_text(en=en, fr=fr)
    assert [line for line, _, _ in pointed(tmp_path, files, "leftover-text")] == lines


def test_exchanged_texts_are_called_so(tmp_path: Path) -> None:
    swapped = with_text(en="Écrire le texte", fr="Write the text")
    (found,) = diagnostics(tmp_path, swapped, "leftover-text")
    assert "exchanged" in str(found.message)
