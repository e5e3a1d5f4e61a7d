"""What the tests of an expert's twenty questions read in a plan and its documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from shipped_plans import items, openings, raw, rows, view

from examples import NAMES
from rse_plan.documents.tree import Line, Passage, flattened
from rse_plan.model.base import Text, texts_of
from rse_plan.planning.plan import Plan, Planned

on_every_example = pytest.mark.parametrize("name", NAMES)
MONTH = 30


def asks(plan: Plan) -> list[Any]:
    return [ask for ask in plan.asks if ask.chosen.item.audience == "shared"]


def first_opening(plan: Plan) -> date:
    assert plan.first_opening is not None
    return plan.first_opening


def only(plan: Plan, ref: str) -> Planned:
    """The first instance of an item that every plan must have."""
    found = items(plan, ref)
    assert found, f"{ref} is not in the plan"
    return found[0]


def before_opening(plan: Plan, *refs: str) -> None:
    for ref in refs:
        for item in items(plan, ref) or (only(plan, ref),):
            assert item.finish <= first_opening(plan), f"{item.id} ends on {item.finish}"


def words_in(text: Text, french: str, english: str) -> bool:
    """Whether both wordings say it."""
    return bool(re.search(french, text.fr, re.I) and re.search(english, text.en, re.I))


def item_says(item: Planned, french: str, english: str) -> bool:
    texts = [*texts_of(item.item)]
    return words_in(
        Text.of(" ".join(text.en for text in texts), " ".join(text.fr for text in texts)), french, english
    )


def all_words(name: str, language: str, document: str) -> str:
    """A document as running text."""
    return "\n".join(_words(view(name, language, document)))


def _words(value: object) -> Iterator[str]:
    for row in rows(value):
        for field in row.__dataclass_fields__:  # type: ignore[attr-defined]  # rows are dataclasses
            held = getattr(row, field)
            for each in held if isinstance(held, tuple) else (held,):
                if isinstance(each, str):
                    yield each
                elif isinstance(each, Line):
                    yield each.plain
                elif isinstance(each, Passage):
                    yield flattened(each).plain


def items_of(plan: Plan, ref: str, community: str) -> list[Planned]:
    return [item for item in items(plan, ref) if item.chosen.elements.get("community") == community]


def opening_of(plan: Plan, community: str) -> date:
    found = [item for item in openings(plan) if item.chosen.elements.get("community") == community]
    assert found, f"{community} never opens"
    return found[0].start


def headcount_of(name: str) -> int:
    return int(raw(name)["organisation"]["headcount"])


def is_support(ask: Any) -> bool:
    return bool(ask.chosen.item.role == "support")
