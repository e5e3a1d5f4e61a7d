"""Texts that a page budget has cut: whole in the register, and listed by `check` (semantics 36)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from rse_plan.documents import brief_view, plan_view
from rse_plan.documents.tree import Line
from rse_plan.documents.typography import FIRM
from rse_plan.documents.words import Words
from rse_plan.planning.plan import Plan

END = f"{FIRM}…"
"""How a text ends that was cut at a word."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A text as the document shows it; `document` is its file's name, `language` its language."""

    document: str
    language: str
    text: str


def cuts(plan: Plan, language: str) -> Iterator[Cut]:
    """Every text that the brief and the plan cut in one language, each once."""
    words = Words(language)
    views = {"brief": brief_view.describe(plan, words), "plan": plan_view.describe(plan, words)}
    for document, view in views.items():
        for text in dict.fromkeys(_texts(view)):
            if END in text:
                yield Cut(document, language, text)


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
