"""Answers taken out of a file, elements put in another order: what a hand wrote stays where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from rse_plan.interview.saving import open_answers
from rse_plan.library import Library
from rse_plan.model.answers import Answers

FILE = """\
kind: answers
format: 1
# us
organisation:
  # as printed
  name: Weldom  # for now
  # counted in May
  headcount: 9
# what for
goal:
  urgent: true
# the groups
communities:
  # the first
  - id: a
    name: A  # alpha
    # few
    members: 4
  # the second
  - id: b
    name: B
  # the third
  - id: c
    name: C
# who
people:
  community-manager:
    hours: 8
# the end
"""
Change = Callable[[Answers], Answers]


@pytest.fixture
def changed(library: Library, tmp_path: Path) -> Callable[[Change], str]:
    def change(how: Change) -> str:
        path = tmp_path / "answers.yaml"
        path.write_text(FILE, encoding="utf-8")
        file = open_answers(path, library, "en")
        file.keep(how(file.answers))
        reread = open_answers(path, library, "en")
        assert values(reread.answers) == values(file.answers)
        return path.read_text(encoding="utf-8")

    return change


def values(answers: Answers) -> object:
    """What the file says, wherever it says it."""
    groups = {
        group: [(element.id, {name: a.value for name, a in element.answers.items()}) for element in elements]
        for group, elements in answers.groups.items()
        if elements
    }
    return {name: answer.value for name, answer in answers.values.items()}, groups


def without(*names: str) -> Change:
    return lambda answers: replace(
        answers, values={name: answer for name, answer in answers.values.items() if name not in names}
    )


def only(ids: str) -> Change:
    def chosen(answers: Answers) -> Answers:
        known = {element.id: element for element in answers.groups["communities"]}
        return replace(answers, groups={"communities": tuple(known[id_] for id_ in ids)})

    return chosen


def test_a_key_goes_and_the_remarks_around_it_stay(changed: Callable[[Change], str]) -> None:
    assert changed(without("organisation.headcount")) == FILE.replace("  headcount: 9\n", "")
    assert changed(without("organisation.name")) == FILE.replace("  name: Weldom  # for now\n", "")


def test_a_section_that_holds_nothing_more_goes(changed: Callable[[Change], str]) -> None:
    assert changed(without("goal.urgent")) == FILE.replace("goal:\n  urgent: true\n", "")
    hours = "people:\n  community-manager:\n    hours: 8\n"
    assert changed(without("team.cm_hours")) == FILE.replace(hours, "")


ELEMENTS = {
    "a": "  # the first\n  - id: a\n    name: A  # alpha\n    # few\n    members: 4\n",
    "b": "  # the second\n  - id: b\n    name: B\n",
    "c": "  # the third\n  - id: c\n    name: C\n",
}


@pytest.mark.parametrize("order", ["abc", "acb", "bac", "bca", "cab", "cba"])
def test_elements_move_with_the_remarks_above_them(changed: Callable[[Change], str], order: str) -> None:
    before, after = FILE.split("".join(ELEMENTS.values()))
    assert changed(only(order)) == before + "".join(ELEMENTS[id_] for id_ in order) + after


@pytest.mark.parametrize("kept", ["ab", "ac", "bc", "a", "b", "c", "cb"])
def test_an_element_goes_and_every_remark_outside_it_stays(
    changed: Callable[[Change], str], kept: str
) -> None:
    text = changed(only(kept))
    for remark in ("# the groups", "# the first", "# the second", "# the third", "# who", "# the end"):
        assert text.count(f"{remark}\n") == 1
    assert [line.split(": ")[1] for line in text.splitlines() if "- id: " in line] == list(kept)


def test_the_whole_list_goes(changed: Callable[[Change], str]) -> None:
    text = changed(only(""))
    assert "communities" not in text
    assert "# who\npeople:" in text


def test_quotes_are_those_of_the_new_answer(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text('kind: answers\nformat: 1\norganisation:\n  name: "a: b"\n', encoding="utf-8")
    file = open_answers(path, library, "en")
    name = replace(file.answers.values["organisation.name"], value="Weldom")
    file.keep(replace(file.answers, values={"organisation.name": name}))
    assert path.read_text(encoding="utf-8").endswith("  name: Weldom\n")
