"""Rows of a terminal: nothing is lost, nothing is wider than it may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_plan.interview.lines import rows_of, shortened, width_of
from rse_plan.locales.folding import folded

TEXTS = st.text(st.sampled_from("ab é語-’\u00a0 "), max_size=60)


@pytest.mark.parametrize(
    ("line", "width", "hanging", "rows"),
    [
        ("", 10, 0, ("",)),
        ("one two three", 9, 0, ("one two", "three")),
        ("  one two three", 9, 0, ("  one two", "  three")),
        ("one two three", 7, 2, ("one two", "  three")),
        ("le plan\u00a0: supposé", 8, 0, ("le", "plan\u00a0:", "supposé")),
        ("abcdefghij kl", 4, 0, ("abcd", "efgh", "ij", "kl")),
        ("語語語", 4, 0, ("語語", "語")),
    ],
)
def test_lines_are_cut_between_words(line: str, width: int, hanging: int, rows: tuple[str, ...]) -> None:
    assert rows_of(line, width, hanging) == rows


def test_a_word_to_be_copied_is_left_whole() -> None:
    assert rows_of("see folder/answers.yaml now", 8, whole_words=True) == (
        "see",
        "folder/answers.yaml",
        "now",
    )


@given(TEXTS, st.integers(8, 30), st.integers(0, 4))
def test_rows_fit_and_hold_every_sign(line: str, width: int, hanging: int) -> None:
    line = line.lstrip(" ")
    rows = rows_of(line, width, hanging)
    assert all(width_of(row) <= width for row in rows)
    assert "".join(rows).replace(" ", "") == line.replace(" ", "")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Finance", "Finance"),
        ("Société d’Exploitation Ménagère (Belgique)", "Société d’Exploitat…(Belgique)"),
        ("Société d’Exploitation Ménagère (France)", "Société d’Exploitat…e (France)"),
    ],
)
def test_names_are_shortened_in_their_middle(name: str, short: str) -> None:
    assert shortened(name, 30) == short
    assert len(short) <= 30


@pytest.mark.parametrize(
    ("shown", "typed"),
    [
        ("Boîte à Idées", "idees"),
        ("employeurs\u00a0: un seul", "Employeurs : UN"),
        ("2\u202f750", "2 750"),
        ("l’accueil", "l'accueil"),
        ("Cœur de métier", "coeur de metier"),
        ("Straße", "strasse"),
        ("ide\u0301e", "idée"),
    ],
)
def test_what_is_looked_for_is_found_as_it_is_typed(shown: str, typed: str) -> None:
    assert folded(typed) in folded(shown)
