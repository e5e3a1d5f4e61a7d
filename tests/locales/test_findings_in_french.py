"""Findings that read like a calque once: each in the words that a French method owner would use."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_library import changed, load

from rse_plan.locales import translator


@pytest.mark.parametrize(
    ("change", "message", "advice"),
    [
        (
            ("pilot.yaml", "{en: Later., fr: Plus tard.}", "{en: Later.}"),
            "il manque la version « fr » de ce texte (présentes : en)",
            "ajouter « fr: … »",
        ),
        (("pilot.yaml", "likelihood: 3", "likelihood: 6"), "6 est trop grand", "au plus 5"),
        (
            ("evidence.yaml", "checked: 2026-11-23", "checked: 23/11/2026"),
            "« 23/11/2026 » n’est pas une date",
            "écrire année-mois-jour, par exemple 2027-01-31",
        ),
        (
            ("pilot.yaml", "low: 0.4, high: 0.8}", "low: 0.4, text: {en: a, fr: b}}"),
            "une cible est soit une fourchette de parts, soit un texte",
            "garder low: ou text:",
        ),
        (
            ("pilot.yaml", "{en: One stops.", '{en: "{{ 1 + 1 }}"'),
            "entre accolades, seul le nom d’une question est admis : {{ organisation.name }}",
            "ne rien calculer dans un texte",
        ),
    ],
)
def test_a_finding_in_french(tmp_path: Path, change: tuple[str, str, str], message: str, advice: str) -> None:
    french = translator("fr")
    (found,) = load(tmp_path, changed(*change)).diagnostics
    assert found.message.in_words(french).replace("\u00a0", " ") == message
    assert found.help is not None
    assert found.help.in_words(french).replace("\u00a0", " ") == advice
