"""The real program on small terminals, and on one whose size changes: what its screen shows."""

from __future__ import annotations

import os

import pytest
from terminal import ANSWERED, Start

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are of Unix")

PAGE_DOWN, DOWN = "\x1b[6~", "\x1b[B"


def test_a_small_terminal_shows_whole_words_and_that_a_list_goes_on(start: Start) -> None:
    terminal = start(language="fr", size=(24, 40))
    terminal.sees("porter \\?")
    terminal.send("Weldom\r")
    terminal.sees("affiliés compris")
    terminal.send("beaucoup\r")
    refused = terminal.rows_until("chiffres")
    assert refused[-2].endswith("« beaucoup » n’est pas un nombre")
    terminal.send("\x152750\r")
    terminal.sees("pays travaillent")
    terminal.send("\r")
    terminal.sees("Qui emploie")
    terminal.send("\r")
    terminal.sees("question 5 sur")
    rows = terminal.rows_until("↓ encore \\d+")
    assert all(len(row) < 40 for row in rows), rows
    terminal.send("?")
    again = terminal.rows_until("↓ encore \\d+")
    told = next(place for place, row in enumerate(again) if row.startswith("? "))
    assert len(again) - told <= 24
    terminal.send(PAGE_DOWN)
    terminal.sees("» la recherche du bon expert")
    terminal.sees("↑.*↓ encore \\d+")


def test_a_new_size_draws_the_question_anew(start: Start) -> None:
    terminal = start(language="fr", size=(24, 40))
    terminal.sees("Quel nom les documents doivent-ils\\s+porter")
    terminal.child.setwinsize(24, 90)
    terminal.sees("Quel nom les documents doivent-ils porter \\?")


@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_the_review_says_what_is_assumed_where_it_is(start: Start, plain: bool) -> None:
    terminal = start(*["--plain"] * plain, text=ANSWERED, language="fr", size=(30, 60))
    terminal.sees("Vos réponses")
    if plain:
        assumed = terminal.rows_until(r"supposé.: 10\b")
        assert all(len(row) < 60 for row in assumed), assumed
        terminal.sees("Entrée seule")
    else:
        terminal.sees(r"supposé.: 10\b")
        terminal.sees("↓ encore \\d+")
        terminal.send("heures d'anim zzz\r")
        terminal.sees("Rien dans la liste ne contient")
        terminal.send("\x7f" * 4 + "\r")
        terminal.sees("Combien d’heures")
        terminal.send("\x02")
        terminal.sees("C’est juste")
    terminal.send("\r")
    terminal.sees("Calcul du plan en cours")
    terminal.sees("confidentiel")


def test_what_is_pressed_while_it_works_goes_nowhere(start: Start) -> None:
    terminal = start(text=ANSWERED, language="fr", size=(24, 80))
    terminal.sees("C’est juste")
    terminal.send("\r")
    terminal.sees("Calcul du plan en cours")
    terminal.send(f"{DOWN}zzz{DOWN}")
    end = "".join(terminal.rows_until("confidentiel"))
    assert "zzz" not in end
    assert "^[" not in end
