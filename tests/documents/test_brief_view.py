"""The brief: what is asked, when, at what cost; two pages; nothing invented, nothing private."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from changed_plans import plan_of
from html_page import read_page
from shipped_plans import made, view

from examples import LANGUAGES, NAMES, example_plan
from rse_plan.documents import brief_fit, brief_view
from rse_plan.documents.brief_fit import MOST_WORDS, second_page, words_of
from rse_plan.documents.brief_folio import brief_folio
from rse_plan.documents.folio import Table
from rse_plan.documents.paper import SHEET
from rse_plan.documents.tree import Cite, Line
from rse_plan.documents.views import BriefView
from rse_plan.documents.words import Words
from rse_plan.formats import html, markdown

FEWEST_WORDS = 650
"""Fewer would leave the sponsor's questions without an answer (model documents)."""


@pytest.fixture
def weldom() -> BriefView:
    return brief_view.describe(plan_of(), Words("fr"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_brief_fits_two_pages(name: str, language: str) -> None:
    plan = example_plan(name)
    view = brief_view.describe(plan, Words(language))
    everyone = len(plan.waves) == 1
    assert FEWEST_WORDS <= words_of(view) <= MOST_WORDS
    assert 3 <= len(view.acts) <= 5
    assert len(view.options) in ((2, 3) if everyone else (3,))
    assert 3 <= len(view.milestones) <= 5
    assert 2 <= len(view.risks) <= 4
    assert 1 <= len(view.objections) <= 3
    assert len(view.unknowns) <= 4


def test_what_gives_way_when_there_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    full = brief_view.describe(plan_of(), Words("fr"))
    monkeypatch.setattr(brief_fit, "MOST_WORDS", words_of(full) - 120)
    view = brief_view.describe(plan_of(), Words("fr"))
    assert words_of(view) <= words_of(full) - 120
    assert (view.acts, view.reply, len(view.options)) == (full.acts, full.reply, len(full.options))
    assert len(view.risks) < len(full.risks)
    assert [note.number for note in view.notes] == [*range(1, len(view.notes) + 1)]


def test_a_long_answer_is_cut_at_a_word() -> None:
    view = brief_view.describe(plan_of(changes={"goal.process": "mot " * 120}), Words("fr"))
    assert "mot mot\u00a0…" in view.essential.plain
    assert words_of(view) <= MOST_WORDS


def test_the_acts_are_dated_and_summed(weldom: BriefView) -> None:
    assert weldom.acts_title == "Cinq actes, 1\u00a0h\u00a030 en six mois"
    assert [act.number for act in weldom.acts] == [1, 2, 3, 4, 5]
    assert all(act.otherwise for act in weldom.acts)


def test_the_reply_box_answers_the_first_decision(weldom: BriefView) -> None:
    assert weldom.reply is not None
    assert weldom.reply.question.plain == "Votre réponse (décision n°\N{NO-BREAK SPACE}1, acte 1)\u00a0:"
    assert weldom.reply.choices == ("oui", "non", "à revoir le ……")


def test_the_log_has_a_line_for_each_decision_and_room_for_the_answer(weldom: BriefView) -> None:
    firm = "\N{NO-BREAK SPACE}"
    assert [(row.what, row.due) for row in weldom.log] == [
        (f"N°{firm}1 (acte 1)", f"22{firm}janv."),
        (f"N°{firm}2 (acte 4)", f"6{firm}avr."),
        (f"N°{firm}3 (acte 5)", f"12{firm}juil."),
    ]
    words = Words("fr")
    pieces = [piece for piece in brief_folio(weldom, words).pieces if isinstance(piece, Table)]
    (table,) = (piece for piece in pieces if piece.caption == "Relevé de décisions")
    assert all(not cell for row in table.rows for cell in row.cells[2:])
    assert "| N°\N{NO-BREAK SPACE}2 (acte 4) | 6\N{NO-BREAK SPACE}avr. | | |" in markdown.write(weldom, words)
    page = read_page(html.write(weldom, words))
    (written,) = (each for each in page.all("table") if each.has_class("log"))
    assert [cell.text for row in written.all("tr") for cell in row.all("td")][1:3] == ["", ""]
    sections = [section.attributes.get("aria-labelledby") for section in page.all("section")]
    assert sections[-2:] == ["log", "notes"]


def test_page_two_gives_way_before_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    full = view("weldom", "fr", "brief")
    assert second_page(full) <= SHEET
    monkeypatch.setattr(brief_fit, "SHEET", SHEET - 100)
    short = brief_view.describe(made("weldom"), Words("fr"))
    assert second_page(short) <= SHEET - 100
    assert len(short.log) == len(full.log) == 3


def test_posting_is_not_asked(weldom: BriefView) -> None:
    assert weldom.not_asked.plain.startswith("Ce que nous ne vous demandons pas\u00a0: publier.")
    assert weldom.not_asked.plain.count("Si vous le souhaitez") == 1


def test_rse_is_told_from_the_other_rse_once(weldom: BriefView) -> None:
    assert weldom.essential.plain.count("sans rapport avec la responsabilité sociétale") == 1
    assert "un réseau social d’entreprise (RSE, " in weldom.essential.plain


def test_hours_come_from_the_bill_and_prices_from_a_quote(weldom: BriefView) -> None:
    nothing, pilot, everyone = (row.cost.plain for row in weldom.options)
    assert nothing == "Aucun"
    assert "56\u00a0h par semaine avant, 40\u00a0h après" in pilot
    assert "devis attendu le" in pilot
    assert "165\u00a0h pour 55 ambassadeurs" in everyone
    assert "€" not in pilot + everyone


def test_not_acting_has_no_invented_cost(weldom: BriefView) -> None:
    assert weldom.inaction.plain.startswith("Ce que coûte l’inaction, nous l’ignorons")
    seen = brief_view.describe(plan_of(changes={"goal.inaction": ("silos",)}), Words("fr"))
    assert seen.inaction.plain.startswith("Ce que nous constatons\u00a0: les services travaillent")


def test_the_decision_to_open_comes_after_the_opinion(weldom: BriefView) -> None:
    assert "Vous déciderez de l’ouvrir ou non après l’avis du CSE" in weldom.essential.plain
    assert [row.mark for row in weldom.milestones].count("loi") == 2


def test_without_a_consultation_nothing_speaks_of_one() -> None:
    view = brief_view.describe(replace(plan_of(), consultation=False), Words("fr"))
    assert "CSE" not in view.essential.plain
    assert view.heading.project == ""


def cited(value: object) -> set[int]:
    if isinstance(value, Line):
        return {number for part in value.parts if isinstance(part, Cite) for number in part.numbers}
    return set()


@pytest.mark.parametrize("name", NAMES)
def test_notes_are_numbered_in_order_and_all_cited(name: str) -> None:
    view = brief_view.describe(example_plan(name), Words("fr"))
    lines = [
        view.not_asked,
        *view.why,
        *(line for row in view.options for line in (row.cost, row.gain, row.risk)),
        *(row.text for row in view.milestones),
        *(row.title for row in view.risks),
        *(row.answer for row in view.objections),
        *(row.text for row in view.measures),
    ]
    found = set().union(*(cited(line) for line in lines))
    assert [note.number for note in view.notes] == [*range(1, len(view.notes) + 1)]
    assert found == {note.number for note in view.notes}


def test_measures_of_small_pilots_have_no_percentage() -> None:
    view = brief_view.describe(plan_of(changes={"community.members": 12}), Words("fr"))
    readers = [row.text.plain for row in view.measures if "Lecteurs" in row.text.plain]
    assert readers
    assert not re.search(r"\d+\s*%", " ".join(readers))
