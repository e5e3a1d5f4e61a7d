"""Question 20 of an expert: the same people, dates and numbers in every document and both languages."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from asked_of_plans import first_opening, on_every_example
from shipped_plans import view

from examples import LANGUAGES, example_plan
from rse_plan.documents.words import Words
from rse_plan.formats import json as plan_json

# --- 20 ---


@cache
def as_json(name: str, language: str) -> Any:
    return json.loads(plan_json.write(example_plan(name), Words(language)))


WORDS = frozenset(
    {
        "title",
        "name",
        "text",
        "what",
        "if_wrong",
        "todo",
        "done_when",
        "note",
        "why",
        "do",
        "if_refused",
        "says",
    }
    | {
        "answer",
        "measure",
        "limit",
        "definition",
        "small",
        "early_sign",
        "response",
        "subject",
        "body",
        "exercise",
        "message",
    }
    | {"help", "reason"}
)
"""Keys of plan.json whose values are written in its language; all other values are the same in both."""


def differences(french: Any, english: Any, key: str = "", place: str = "") -> Iterator[str]:
    """Where two files differ otherwise than by the words of their language."""
    if isinstance(french, dict) and isinstance(english, dict):
        if [*french] != [*english]:
            yield f"{place}: keys"
        for name in french:
            yield from differences(french[name], english.get(name), name, f"{place}.{name}")
    elif isinstance(french, list) and isinstance(english, list):
        if len(french) != len(english):
            yield f"{place}: {len(french)} and {len(english)}"
        for position, (one, other) in enumerate(zip(french, english, strict=False)):
            yield from differences(one, other, key, f"{place}[{position}]")
    elif french != english and (key not in WORDS or not isinstance(french, str)):
        yield f"{place}: {french!r} and {english!r}"


@on_every_example
def test_both_languages_have_the_same_dates_numbers_and_ids(name: str) -> None:
    """Question 20: plan.json in French and in English differ by their words alone."""
    french, english = (as_json(name, language) for language in LANGUAGES)
    assert [*differences({**french, "language": ""}, {**english, "language": ""})] == []


TABLES: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("brief", lambda brief: [(act.number, act.due, act.time) for act in brief.acts]),
    ("brief", lambda brief: [(row.date, bool(row.mark)) for row in brief.milestones]),
    ("brief", lambda brief: [digits(row.cost.plain) for row in brief.options]),
    ("brief", lambda brief: [row.level for row in brief.risks]),
    ("brief", lambda brief: [digits(row.when + row.text.plain) for row in brief.measures]),
    ("brief", lambda brief: [len(brief.objections), len(brief.why), len(brief.unknowns)]),
    ("brief", lambda brief: [note.number for note in brief.notes]),
    ("plan", lambda plan: [(row.date, row.kind) for row in plan.page_one.dates]),
    ("plan", lambda plan: [row.due for row in plan.page_one.todos]),
    ("plan", lambda plan: [(row.start, row.finish) for row in plan.calendar.phases]),
    ("plan", lambda plan: [row.level for row in plan.risks]),
    ("plan", lambda plan: [(row.read_on, digits(row.target.plain)) for row in plan.measures]),
    ("register", lambda register: [(task.id, task.dates) for p in register.phases for task in p.tasks]),
    ("register", lambda register: [(ask.due, ask.time) for ask in register.asks]),
    ("register", lambda register: [(table.total.before, table.total.after) for table in register.staffing]),
    ("register", lambda register: [row.total for row in register.efforts]),
)
"""What must be equal in both languages, table by table."""

MONTHS = {
    short: str(number)
    for number, names in enumerate(
        (
            "janv jan january janvier", "févr feb february février", "mars mar march", "avr apr april avril",
            "mai may", "juin jun june", "juil jul july juillet", "août aug august",
            "sept sep september septembre", "oct october octobre", "nov november novembre",
            "déc dec december décembre",
        ),
        start=1,
    )
    for short in names.split()
}  # fmt: skip


def digits(text: str) -> list[str]:
    """Numbers and months in order, as one would say them in any language."""
    joined = re.sub(r"(?<=\d)[\u00a0\u202f ,](?=\d{3}(?!\d))", "", text)
    found = re.findall(r"\d+(?:[.,]\d+)?|[^\W\d_]+", joined)
    return [
        MONTHS.get(word.lower(), word.replace(",", "."))
        for word in found
        if word[0].isdigit() or word.lower() in MONTHS
    ]


def comparable(value: Any) -> Any:
    if isinstance(value, str):
        return sorted(digits(value)) or bool(value)
    if isinstance(value, list | tuple):
        return [comparable(each) for each in value]
    return value


@on_every_example
def test_documents_have_the_same_dates_and_numbers_in_both_languages(name: str) -> None:
    """Question 20: acts, milestones, costs, measures, tasks and efforts, table by table."""
    for document, table in TABLES:
        french, english = (table(view(name, language, document)) for language in LANGUAGES)
        assert comparable(french) == comparable(english), f"{document}: {french} and {english}"


@on_every_example
def test_reader_pages_give_the_same_dates_in_both_languages(name: str) -> None:
    """Question 20: a page holds what fits it, so one language may print more rows; none has another date."""
    pages = [view(name, language, "plan").readers for language in LANGUAGES]
    assert [page.anchor for page in pages[0]] == [page.anchor for page in pages[1]]
    for french, english in zip(*pages, strict=True):
        fewer, more = sorted((row_dates(french), row_dates(english)), key=lambda rows: rows.total())
        assert fewer
        assert fewer <= more, f"{french.anchor}: {fewer - more}"


def row_dates(page: Any) -> Counter[str]:
    """The days and signs of a page's rows."""
    return Counter(str((comparable(row.date), row.sign)) for group in page.groups for row in group.rows)


@on_every_example
def test_brief_plan_and_register_give_one_date_to_one_thing(name: str) -> None:
    """Question 20: the first opening, the answer awaited and the acts, in all three documents."""
    plan = example_plan(name)
    for language in LANGUAGES:
        words = Words(language)
        opening = words.day_and_month(first_opening(plan), plan.start)
        assert opening in view(name, language, "brief").essential.plain
        assert opening in words.date(first_opening(plan))
        assert words.date(first_opening(plan)) in view(name, language, "plan").page_one.opening.date
        asked = {(ask.what.plain.strip(), ask.due) for ask in view(name, language, "register").asks}
        for act in view(name, language, "brief").acts:
            assert any(
                what == act.what.plain and digits(due)[:2] == digits(act.due)[:2] for what, due in asked
            )
