"""Tables as text: what Excel and other programs make of them, in two countries, and nothing to run."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from changed_plans import plan_of
from confidential_plans import CANARY, kept_back, told_to_all
from hypothesis import given
from hypothesis import strategies as st

from examples import example_plan
from rse_plan.documents.described import Described
from rse_plan.documents.sheets import Column, Sheet
from rse_plan.documents.words import Words
from rse_plan.formats import csv as tables
from rse_plan.formats import json as plan_json
from rse_plan.planning.plan import Plan

SEPARATORS = {"fr": ";", "en": ","}
STEERING = tuple("=+-@\t\r＝＋－＠")


def files(plan: Plan, language: str) -> dict[str, bytes]:
    return {output.name: output.content for output in tables.outputs(Described(plan, Words(language)))}


@cache
def shipped(name: str, language: str) -> dict[str, bytes]:
    return files(example_plan(name), language)


def read(content: bytes, separator: str) -> list[list[str]]:
    return list(
        csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator, strict=True)
    )


@cache
def contract(name: str, language: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(plan_json.write(example_plan(name), Words(language)))
    return document


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ["weldom", "association-60"])
def test_files_are_utf_8_with_a_mark_and_rows_of_one_length(name: str, language: str) -> None:
    found = shipped(name, language)
    assert list(found) == ["tasks.csv", "risks.csv", "kpis.csv", "raci.csv"]
    for content in found.values():
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\n") == content.count(b"\r\n")
        assert content.endswith(b"\r\n")
        lines = read(content, SEPARATORS[language])
        assert len({len(line) for line in lines}) == 1
        assert len(lines) > 5


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ["weldom", "association-60"])
def test_dates_names_and_numbers_are_those_of_plan_json(name: str, language: str) -> None:
    view = Described(example_plan(name), Words(language)).sheets
    plan, separator = contract(name, language), SEPARATORS[language]

    def column(file: str, key: str, table: str) -> list[str]:
        place = view.sheet(table).column(key)
        return [line[place] for line in read(shipped(name, language)[file], separator)[1:]]

    assert column("tasks.csv", "id", "tasks") == [task["id"] for task in plan["tasks"]]
    assert column("tasks.csv", "title", "tasks") == [task["title"] for task in plan["tasks"]]
    assert column("tasks.csv", "start", "tasks") == [task["start"] for task in plan["tasks"]]
    assert column("tasks.csv", "finish", "tasks") == [task["finish"] for task in plan["tasks"]]
    hours = [float(text.replace(",", ".")) for text in column("tasks.csv", "effort", "tasks")]
    wanted = [sum(task["effort"].values()) * task["occurrences"] for task in plan["tasks"]]
    assert hours == pytest.approx(wanted, abs=0.5)
    assert any(hour % 1 for hour in hours)
    assert column("risks.csv", "impact", "risks") == [str(risk["impact"]) for risk in plan["risks"]]
    lows = [kpi["target"]["low"] if kpi["target"] and not kpi["few"] else None for kpi in plan["kpis"]]
    found = [
        float(text.replace(",", ".")) if text else None for text in column("kpis.csv", "low", "measures")
    ]
    assert found == lows
    assert column("raci.csv", "id", "raci") == [task["id"] for task in plan["tasks"]]


def one(text: str, language: str) -> bytes:
    """A table of one cell between two others."""
    columns = tuple(Column(key=key, title=key, width=9) for key in "abc")
    sheet = Sheet(key="x", name="x", about="", columns=columns, rows=(("left", text, "right"),))
    return tables.write(sheet, language).encode("utf-8", "surrogatepass")


@given(st.text(st.one_of(st.sampled_from("=+-@,;\"'\t\r\n x＝|"), st.characters()), max_size=30))
def test_no_cell_begins_a_formula_whichever_separator_a_program_takes(text: str) -> None:
    for language, other in (("fr", ","), ("en", ";")):
        content = one(text, language)
        lines = read(content, SEPARATORS[language])
        assert [len(line) for line in lines] == [3, 3]
        cells = [*lines[1], *content.decode("utf-8-sig").splitlines()[1].split(other)]
        assert not [cell for cell in cells if cell.strip('"').startswith(STEERING)]


@given(
    st.text(
        st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="=+-@＝＋－＠"),
        max_size=40,
    )
)
def test_any_other_text_is_read_as_itself(text: str) -> None:
    seen = read(one(text, "en"), ",")[1][1]
    assert seen == "".join(sign for sign in text if not _turns(sign))


def _turns(sign: str) -> bool:
    return (
        sign in "\u061c\u200e\u200f"
        or "\u202a" <= sign <= "\u202e"
        or "\u2066" <= sign <= "\u2069"
        or sign in "\ufffe\uffff"
    )


def test_hostile_answers_are_text() -> None:
    hostile = '=cmd|" /C calc"!A0;=1+1,@x <script>{{ 7*7 }} ]]> ** été'
    plan = plan_of(changes={"community.name": hostile}, people={"hr": hostile, "it": "y" * 2000})
    for language, separator in SEPARATORS.items():
        for content in files(plan, language).values():
            cells = [cell for line in read(content, separator) for cell in line]
            assert not [cell for cell in cells if cell.startswith(STEERING)]
        names = [cell for line in read(files(plan, language)["tasks.csv"], separator) for cell in line]
        assert "'" + hostile.replace(";=", ";'=").replace(",@", ",'@") in names
        assert "y" * 2000 in names


def test_what_is_for_the_lead_alone_is_left_out() -> None:
    plan = example_plan("weldom")
    assert CANARY.encode() in b"".join(files(told_to_all(plan), "fr").values())
    assert CANARY.encode() not in b"".join(files(kept_back(plan), "fr").values())


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert files(example_plan("weldom"), "fr") == shipped("weldom", "fr")


def test_the_page_on_other_tools_names_columns_that_are_there() -> None:
    page = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| ([A-Z][A-Za-z ]+) \|", page, re.MULTILINE)) - {"Column"}
    headings = read(shipped("weldom", "en")["tasks.csv"], ",")[0]
    assert {"Task", "Start", "Finish"} <= named <= set(headings)
    assert [heading for heading in headings if re.search(r"[^\w ]", heading)] == []
