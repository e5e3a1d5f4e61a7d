"""What a page budget has cut: texts and rows, whole in the register; `check` lists each (semantics 36)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from rse_plan.documents import brief_view, plan_view
from rse_plan.documents.tree import Line
from rse_plan.documents.typography import FIRM
from rse_plan.documents.views import BriefView, PlanView
from rse_plan.documents.words import Words
from rse_plan.planning.plan import Plan

END = f"{FIRM}…"
"""How a text ends that was cut at a word."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A text as the document shows it, or what it says of the rows that it leaves out.

    `document` is its file's name, `language` its language.
    """

    document: str
    language: str
    text: str


def cuts(plan: Plan, language: str) -> Iterator[Cut]:
    """The rows that the brief and the plan leave out in one language, then each text that they cut, once."""
    words = Words(language)
    brief, whole = brief_view.describe(plan, words), plan_view.describe(plan, words)
    yield from (Cut("brief", language, text) for text in _left_out_of_brief(brief))
    yield from (Cut("plan", language, text) for text in _left_out_of_plan(whole, words))
    for document, view in (("brief", brief), ("plan", whole)):
        for text in dict.fromkeys(_texts(view)):
            if END in text:
                yield Cut(document, language, text)


def _left_out_of_brief(view: BriefView) -> Iterator[str]:
    if view.acts_more:
        yield f"{view.acts_title} · {view.acts_more.plain}"


def _left_out_of_plan(view: PlanView, words: Words) -> Iterator[str]:
    page = view.page_one
    parts = [
        (page.todo_title, page.todo_more),
        *((reader.title, reader.more) for reader in view.readers),
        (words.say("Risks"), view.risks_more),
        (words.say("Measures"), view.measures_more),
        (words.say("Assumptions"), view.assumptions_more),
        (words.say("Sources"), view.sources_more),
    ]
    yield from (f"{title} · {more.plain}" for title, more in parts if more)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Line):
        yield value.plain
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
