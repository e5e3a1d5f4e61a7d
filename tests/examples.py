"""The plans of the shipped examples, made once for all tests of a run, and their documents."""

from __future__ import annotations

from functools import cache

from rse_plan.documents import brief_view, plan_view, register_view
from rse_plan.documents.words import Words
from rse_plan.formats import html
from rse_plan.library import Folder
from rse_plan.pipeline import load, plan
from rse_plan.planning.plan import Plan
from rse_plan.resources import BUNDLED, example_label, example_names, example_path, playbooks_folder

NAMES = example_names()
LANGUAGES = ("fr", "en")
VIEWS = {"plan": plan_view, "brief": brief_view, "register": register_view}


@cache
def example_plan(name: str) -> Plan:
    """The plan of one example."""
    loaded = load(example_path(name), (Folder(playbooks_folder(), BUNDLED),), example_label(name))
    assert loaded.answers is not None
    return plan(loaded.answers, loaded.library)


@cache
def example_page(name: str, language: str, document: str) -> str:
    """One document of an example as HTML."""
    words = Words(language)
    return html.write(VIEWS[document].describe(example_plan(name), words), words)
