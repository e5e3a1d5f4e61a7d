"""All tables of a plan in one language, and the page before them."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.documents.heading import describe_heading
from rse_plan.documents.list_sheets import (
    asks_sheet,
    assumptions_sheet,
    measures_sheet,
    risks_sheet,
    sources_sheet,
)
from rse_plan.documents.sheets import Sheet, SheetsView, Told
from rse_plan.documents.task_sheets import load_sheet, raci_sheet, tasks_sheet
from rse_plan.documents.telling import Telling
from rse_plan.documents.words import Words
from rse_plan.planning.plan import Plan


def describe(plan: Plan, words: Words) -> SheetsView:
    """The tables, in the order in which they are read."""
    telling = Telling(plan, words)
    sheets = (
        tasks_sheet(telling),
        raci_sheet(telling),
        risks_sheet(telling),
        measures_sheet(telling),
        asks_sheet(telling),
        load_sheet(telling),
        assumptions_sheet(telling),
    )
    every = (*sheets, sources_sheet(telling))
    return SheetsView(
        heading=describe_heading(telling, words.say("Tables of the plan")),
        cover_name=words.say("Read first"),
        facts=tuple(_facts(telling, every)),
        sheets=every,
    )


def _facts(telling: Telling, sheets: tuple[Sheet, ...]) -> Iterator[Told]:
    words, plan = telling.words, telling.plan
    yield Told(words.say("Start"), words.date(plan.start))
    yield Told(words.say("Decision"), telling.decision_day(words.date(plan.decision)))
    if plan.first_opening is not None:
        yield Told(words.say("First opening"), words.date(plan.first_opening))
    yield Told(words.say("Finish"), words.date(plan.finish))
    yield Told("", "")
    for sheet in sheets:
        yield Told(sheet.name, sheet.about)
    yield Told("", "")
    yield Told(
        words.say("To keep up"),
        words.say(
            "Cells on a yellow ground are yours: state, name, days, note. Rows may be sorted and filtered; "
            "a hidden first column says which task each row is, and must stay."
        ),
    )
    yield Told(
        words.say("To import"),
        words.say(
            "In Jira (by tasks.csv in English) or Planner (by a flow of Power Automate), map Task to the "
            "title, Phase to the component or bucket, Start and Finish to the dates, Done when to the "
            "description; people are known there by e-mail addresses, in the place of Name."
        ),
    )
