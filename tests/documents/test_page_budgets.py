"""Pages have a budget in the view, whatever the library and the organisation hold (semantics 36)."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from shipped_plans import ALL, made, view

from examples import LANGUAGES
from rse_plan.documents import page_one_fit, plan_view
from rse_plan.documents.cuts import cuts
from rse_plan.documents.page_one_fit import page_height
from rse_plan.documents.paper import SHEET, fitting, height, lines
from rse_plan.documents.readers import MOST_ROWS, ROOM, TITLE, row_height
from rse_plan.documents.tree import line
from rse_plan.documents.words import Words
from rse_plan.planning.plan import Plan, Planned


def crowded(plan: Plan) -> Plan:
    """The same plan with each item of work three times, on other days and under other names."""
    more = [
        replace(item, chosen=replace(item.chosen, id=f"{item.chosen.id}-{n}", ref=f"{item.chosen.ref}-{n}"))
        for item in plan.items
        if not item.opens
        for n in range(2)
    ]
    risks = [replace(risk, ref=f"{risk.ref}-{n}") for risk in plan.risks for n in range(3)]
    return replace(plan, items=(*plan.items, *more), risks=tuple(risks))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_each_reader_has_one_page(name: str, language: str) -> None:
    pages = view(name, language, "plan").readers
    assert len(pages) <= 6
    for page in pages:
        rows = [row for group in page.groups for row in group.rows]
        assert len(rows) <= MOST_ROWS
        assert sum(map(row_height, rows)) + TITLE * len(page.groups) <= ROOM


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_page_one_is_one_page(name: str, language: str) -> None:
    found = view(name, language, "plan")
    assert page_height(found.heading, found.page_one) <= SHEET
    assert len(found.page_one.dates) >= 6
    assert len(found.page_one.todos) >= min(3, len(found.page_one.todos))
    assert found.page_one.supposed


def test_a_plan_three_times_as_rich_still_fits_and_counts_what_it_leaves_out() -> None:
    plan = crowded(made("groupe-hospitalier"))
    found = plan_view.describe(plan, Words("fr"))
    for page in found.readers:
        rows = [row for group in page.groups for row in group.rows]
        assert len(rows) <= MOST_ROWS
        assert sum(map(row_height, rows)) + TITLE * len(page.groups) <= ROOM
        assert re.fullmatch(r"\d+ autres tâches\N{NO-BREAK SPACE}: au registre\.", page.more.plain)
    assert page_height(found.heading, found.page_one) <= SHEET
    assert len(found.risks) <= plan_view.MOST_RISKS
    assert found.risks_more


@pytest.mark.parametrize("name", ALL)
def test_what_weighs_is_kept(name: str) -> None:
    """The law, decisions and what the opening hangs on: never left out for a task that can wait."""
    plan = made(name)
    shown = {
        row.what.plain for page in view(name, "fr", "plan").readers for g in page.groups for row in g.rows
    }
    words = Words("fr")

    def weighs(item: Planned) -> bool:
        return item.legal or item.critical or item.item.headline or item.item.decides is not None

    titles = [words.text(item.title) for item in plan.items if weighs(item) and not item.chosen.elements]
    assert titles
    assert [title for title in titles if title not in shown and len(title) <= 95] == []


def test_check_lists_the_rows_that_are_left_out() -> None:
    plan = crowded(made("weldom"))
    told = [cut.text for cut in cuts(plan, "fr") if cut.document == "plan"]
    assert any(text.startswith("Risques · ") and "au registre" in text for text in told)
    assert any(text.startswith("Communautés · ") for text in told)
    assert all(cut.language == "fr" for cut in cuts(plan, "fr"))


def test_page_one_gives_way_to_a_long_heading() -> None:
    found = view("weldom", "fr", "plan")
    alerts = tuple(line("Une faute qui tient sur deux lignes de la page. " * 3) for _ in range(3))
    heading = replace(found.heading, alerts=alerts)
    assert page_height(heading, found.page_one) > page_height(found.heading, found.page_one) + 100
    budgets = list(page_one_fit.budgets())
    sizes = [(each.dates, each.todos, each.supposed, each.news) for each in budgets]
    assert sizes[0] == (9, 6, 5, 5)
    assert all(sum(a) > sum(b) for a, b in pairwise(sizes))


@pytest.mark.parametrize("name", ALL)
def test_sources_are_all_there_and_their_words_give_way(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, words = made(name), Words("fr")
    full = plan_view.describe(plan, words)
    monkeypatch.setattr(plan_view, "SOURCE_LINE", 60)
    short = plan_view.describe(plan, words)
    assert [row.number for row in short.sources] == [row.number for row in full.sources]
    assert not any(row.says for row in short.sources)
    assert short.sources_more.plain == "Ce qu’elles disent\N{NO-BREAK SPACE}: au registre."


def test_lines_and_heights_of_a_row() -> None:
    assert [lines("", 10), lines("x" * 10, 10), lines(line("x" * 11), 10)] == [1, 1, 2]
    assert height(("x" * 30, "x"), (10, 10)) - height(("x" * 20, "x"), (10, 10)) == 16
    assert fitting((1, 2, 3, 4), 3, 10, lambda row: row) == (1, 2, 3)
    assert fitting((1, 2, 3, 4), 9, 5, lambda row: row) == (1, 2)
