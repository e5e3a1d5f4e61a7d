"""Decks of examples, of plans with very long names, and of plans in doubt."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from zipfile import ZipFile

import pytest
from changed_plans import plan_of
from pptx import Presentation
from under_way import month

from examples import example_plan
from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.documents.deck import (
    Deck,
)
from rse_plan.documents.deck_fit import SIZES
from rse_plan.documents.described import Described
from rse_plan.documents.words import Words
from rse_plan.errors import Said
from rse_plan.formats import pptx
from rse_plan.planning.plan import Plan

LONG = "Communauté WWWWWWWW & <b>numérique</b> " * 6
UNBROKEN = "é" * 150 + " " + "W" * 60
SMALLEST = SIZES[-1]


@cache
def long_names(name: str = "weldom") -> Plan:
    """Whoever and whatever can be named has 200 characters."""
    changes = {"organisation.name": LONG, "community.name": LONG, "goal.process": UNBROKEN}
    return plan_of(name, changes, dict.fromkeys(("hr", "business", "it", "sponsor", "legal"), LONG))


@cache
def in_doubt(name: str) -> Plan:
    """The example with three long reasons why its plan cannot hold."""
    plan = example_plan(name)
    fault = Said("The opening wanted on {date} cannot hold. " * 4, {"date": plan.start})
    span = next(iter(plan.items)).chosen.origin.span
    found = Diagnostic(rule="plan", severity=Severity.ERROR, span=span, message=fault)
    return replace(plan, warnings=(found,) * 3)


PLANS: Mapping[str, Callable[[], Plan]] = {
    "long": long_names,
    "in-doubt": lambda: in_doubt("weldom"),
    "under-way": lambda: month(3),
}


def plan_named(name: str) -> Plan:
    return PLANS[name]() if name in PLANS else example_plan(name)


@cache
def deck(name: str, language: str) -> Deck:
    return Described(plan_named(name), Words(language)).deck


@cache
def content(name: str, language: str) -> bytes:
    return pptx.write(deck(name, language), Words(language), plan_named(name).start)


def opened(name: str, language: str) -> Any:
    return Presentation(io.BytesIO(content(name, language)))


def parts(whole: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(whole)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def rest(*names: str) -> list[Any]:
    """For .ci/run alone."""
    return [pytest.param(name, marks=pytest.mark.whole) for name in names]
