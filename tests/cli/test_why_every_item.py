"""What `rse-plan why` says of every item of every example, in words and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from why_keys import KEYS

import examples
from rse_plan.cli.why import _lines
from rse_plan.documents.why_view import WhyPage, WhyWords
from rse_plan.documents.words import Words
from rse_plan.formats.why import write_why
from rse_plan.library import Folder
from rse_plan.model.answers import Answers
from rse_plan.pipeline import dates, load, plan, prepare
from rse_plan.planning.bounds import BoundKind
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.lookup import Left, chosen_of, contents, find
from rse_plan.planning.plan import Plan, Planned
from rse_plan.planning.prepared import Prepared
from rse_plan.planning.variants import with_answer
from rse_plan.planning.why import Explanation, explain
from rse_plan.planning.why_absent import explain_absent
from rse_plan.resources import BUNDLED, example_label, example_path, playbooks_folder

ROOT = Path(__file__).parents[2]
PLACE = re.compile(r"(bundled:[\w./-]+\.yaml):(\d+)")

MOST_UNLIKE = ("bnp-personal-finance", "groupe-hospitalier", "weldom")
"""Where planning again for each answer is tried: it takes seconds for each."""


@cache
def ready(name: str) -> Prepared:
    loaded = load(example_path(name), (Folder(playbooks_folder(), BUNDLED),), example_label(name))
    assert loaded.answers is not None
    return prepare(loaded.answers, loaded.library)


def told(name: str, language: str) -> WhyWords:
    return WhyWords(examples.example_plan(name), ready(name).sheet, Words(language))


@cache
def explanations(name: str) -> tuple[Explanation, ...]:
    """All that is in an example's plan, without trying other answers: that is tested apart."""
    made = examples.example_plan(name)
    same = {item.id: (item.start, item.finish) for item in made.items}

    def dates(_: Answers) -> Mapping[str, tuple[date, date]]:
        return same

    return tuple(explain(entry, made, ready(name), dates) for entry in contents(made).values())


@pytest.mark.parametrize("name", examples.NAMES)
def test_every_chain_ends_at_the_start_or_on_a_given_day(name: str) -> None:
    wrong = [
        (found.id, found.chain[-1].item.id, found.chain[-1].bound)
        for found in explanations(name)
        if found.chain and found.chain[-1].bound.kind not in (BoundKind.START, BoundKind.PINNED)
    ]
    assert wrong == []
    assert all(found.chain for found in explanations(name) if found.planned is not None)


@pytest.mark.parametrize("name", examples.NAMES)
def test_every_link_of_a_chain_is_what_the_one_before_it_names(name: str) -> None:
    for found in explanations(name):
        for step, following in zip(found.chain, found.chain[1:], strict=False):
            assert step.after is not None
            assert step.after.id == following.item.id
        assert not found.chain or found.chain[-1].after is None


@pytest.mark.parametrize("language", examples.LANGUAGES)
@pytest.mark.parametrize("name", examples.NAMES)
def test_every_item_is_explained_and_every_file_and_line_exists(name: str, language: str) -> None:
    spoken = told(name, language)
    for found in explanations(name):
        page = spoken.present(found)
        assert_sound(page, language)
        assert all(len(line.split(" — ", 1)) == 2 for line in links(page, found))
        assert_known(json.loads(write_why(found, spoken)))


def links(page: WhyPage, found: Explanation) -> list[str]:
    """The lines of a chain, one for each of its links."""
    dated = [part.lines for part in page.parts if part.label in ("on this date", "à cette date")]
    lines = dated[0] if found.chain else ()
    chain = list(lines[1:] if found.due is not None else lines)
    assert len(chain) == len(found.chain)
    return chain


@pytest.mark.parametrize("language", examples.LANGUAGES)
@pytest.mark.parametrize("name", examples.NAMES)
def test_every_item_of_the_library_that_is_left_out_says_why(name: str, language: str) -> None:
    spoken = told(name, language)
    absent = list(left_out(name))
    assert len(absent) > 10
    for left in absent:
        found = explain_absent(left, ready(name).sheet, same_sheet(name))
        assert found.absences or found.empty or found.begins_with or found.skipped, found.id
        assert_sound(spoken.absent(found), language)
        assert_known(json.loads(write_why(found, spoken)))


def left_out(name: str) -> Iterator[Left]:
    made = examples.example_plan(name)
    there = {chosen_of(entry).ref for entry in contents(made).values()}
    for ref in ready(name).library.index.places:
        if ref not in there:
            found = find(ref, made, ready(name).sheet)
            assert isinstance(found, Left)
            yield found


@pytest.mark.whole  # it plans again for each answer
@pytest.mark.parametrize("name", MOST_UNLIKE)
def test_each_day_that_another_answer_leads_to_is_that_of_planning_again(name: str) -> None:
    made, library = examples.example_plan(name), ready(name).library

    def tried(answers: Answers) -> Mapping[str, tuple[date, date]]:
        return dates(answers, library)

    told = 0
    for entry in some_of_each_kind(made):
        for move in explain(entry, made, ready(name), tried).moves:
            if move.of is not None:
                continue  # what is taken out of the answers has tests of its own
            value = move.shown.value
            other = plan(
                with_answer(ready(name).answers, library, move.question, move.element, value), library
            )
            again = next(item for item in other.items if item.id == entry.id)
            gate = entry.kind == "gate"
            assert (entry.id, move.question, move.day) == (
                entry.id,
                move.question,
                again.finish if gate else again.start,
            )
            assert move.days == (move.day - (entry.finish if gate else entry.start)).days
            told += 1
    assert told > 2


def some_of_each_kind(made: Plan) -> Iterator[Planned]:
    """The first opening, and of each other kind of work one from the middle of the plan."""
    yield from (item for item in made.items if item.id == made.anchor)
    for kind in ("task", "gate", "ongoing"):
        found = [item for item in made.items if item.kind == kind]
        yield found[len(found) // 2]


def same_sheet(name: str) -> Any:
    def sheet(_: Answers) -> FactSheet:
        return ready(name).sheet

    return sheet


def assert_sound(page: WhyPage, language: str) -> None:
    text = "\n".join(_lines(page))
    assert "{" not in text
    assert "None" not in text.replace("gain: None", ""), "a value without words"
    assert all(part.label and part.lines and part.lines[0] and part.lines[-1] for part in page.parts)
    places = PLACE.findall(text)
    assert places
    for path, line in places:
        assert_exists(path, int(line))
    if language == "fr":
        assert "'" not in re.sub(PLACE, "", text)


def assert_exists(path: str, line: int) -> None:
    inside = path.removeprefix("bundled:")
    file = ROOT / inside if inside.startswith("examples/") else ROOT / "playbooks" / inside
    assert 1 <= line <= len(lines_of(file))


@cache
def lines_of(file: Path) -> tuple[str, ...]:
    return tuple(file.read_text(encoding="utf-8").splitlines())


def assert_known(value: Any) -> None:
    """Every place in the JSON exists; the keys are the documented ones."""
    assert list(value) == KEYS
    for place in places_in(value):
        assert_exists(place["file"], place["line"])


def places_in(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        if "file" in value:
            yield value
        for inner in value.values():
            yield from places_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from places_in(inner)
