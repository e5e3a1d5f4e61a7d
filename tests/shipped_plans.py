"""The plans of everything shipped with answers: the examples, and the invented organisations of tests/cases.

`made` gives the plan of an example as it ships; of a library case the same plan without the days that a
false assumption would cost, which nothing here reads. Views are described once for all tests of a run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from examples import NAMES, VIEWS, example_plan
from rse_plan.diagnostics import Severity
from rse_plan.documents.tree import Line, Passage, flattened, line
from rse_plan.documents.words import Words
from rse_plan.library import Library
from rse_plan.library.compiled import bundled_folder, read_library
from rse_plan.library.index import Index
from rse_plan.library.with_answers import answers_in
from rse_plan.pipeline import prepare, remade
from rse_plan.planning.plan import Plan, Planned
from rse_plan.planning.prepared import Prepared
from rse_plan.resources import example_path
from rse_plan.source.yaml_reader import read_file

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "cases" / "library"
CASES = tuple(sorted(path.parent.name for path in FOLDER.glob("*/answers.yaml")))
ALL = (*NAMES, *CASES)


def answers_path(name: str) -> Path:
    """The answers file of an example or of a library case."""
    return example_path(name) if name in NAMES else FOLDER / name / "answers.yaml"


@cache
def library() -> Library:
    """The bundled library, read once in a run (tests/conftest.py), with the line of every item."""
    found = read_library((bundled_folder(),))
    assert found.diagnostics == ()
    return found


@cache
def index() -> Index:
    return library().index


@cache
def raw(name: str) -> dict[str, Any]:
    """The answers as a person reads them in the file: text, lists and maps, nothing assumed."""
    text = answers_path(name).read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # our own files, text only
    return found


@cache
def prepared(name: str) -> Prepared:
    """What is in the plan, before any date."""
    reading = read_file(answers_path(name), name)
    assert reading.document is not None
    answers, faults = answers_in(reading.document, library())
    assert [fault for fault in faults if fault.severity is Severity.ERROR] == []
    return prepare(answers, library())


@cache
def made(name: str) -> Plan:
    """The plan of an example or of a library case."""
    return example_plan(name) if name in NAMES else remade(prepared(name).answers, library())


@cache
def view(name: str, language: str, document: str) -> Any:
    """A document as its view: every word chosen, nothing placed yet."""
    return VIEWS[document].describe(made(name), Words(language))


# --- reading plans and views ---


def items(plan: Plan, ref: str) -> tuple[Planned, ...]:
    """The instances of one item of the library, in order of their dates."""
    return tuple(item for item in plan.items if item.chosen.ref == ref)


def openings(plan: Plan) -> tuple[Planned, ...]:
    """The days on which real users get in."""
    return tuple(item for item in plan.items if item.opens)


def rows(value: object) -> Iterator[object]:
    """Every dataclass inside a view, the outer ones first."""
    if isinstance(value, tuple):
        for each in value:
            yield from rows(each)
    elif is_dataclass(value) and not isinstance(value, Line | Passage):
        yield value
        for field in fields(value):
            yield from rows(getattr(value, field.name))


def lines(row: object, without: tuple[str, ...] = ()) -> Iterator[Line]:
    """The stretches of words that a row holds itself: not those of rows inside it, nor of some fields."""
    for field in fields(row):  # type: ignore[arg-type]  # rows are dataclasses
        if field.name in without:
            continue
        value = getattr(row, field.name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Line):
                yield each
            elif isinstance(each, Passage):
                yield flattened(each)
            elif isinstance(each, str):
                yield line(each)
