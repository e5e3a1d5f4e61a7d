"""The answers file: what a hand wrote stays, what is written can be read back, nothing is half done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from interview.hand_written import BY_HAND, hand_written

from rse_plan.errors import UserError
from rse_plan.interview.answers_tree import AnswersTree
from rse_plan.interview.phrasing import understand
from rse_plan.interview.saving import open_answers
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import Answer, Answers, Element, read_answers
from rse_plan.model.periods import Period, Preset
from rse_plan.model.problem import Problem
from rse_plan.resources import example_names, example_path
from rse_plan.source.span import file_start
from rse_plan.source.yaml_reader import read_text

Sit = Callable[..., Any]


def test_comments_order_and_quotes_of_a_hand_stay(sit: Sit, tmp_path: Path) -> None:
    hand_written(tmp_path / "answers.yaml", BY_HAND)
    sitting = sit([("FR",), "one", "why: not", "false", "nobody", "Ideas", "false", "unknown"])
    assert (
        sitting.text
        == """\
# Weldom, first draft
kind: answers   # do not touch
format: 1

# what we speak
language: en
documents: [en, fr]

# --- who we are ---
organisation: {name: 'Weldom', headcount: 2750, countries: [FR], employers: one} # from the article
employers:
- id: weldom
  name: Weldom
  country: FR
  headcount: 2750
  works_council: unknown
goal:
    process: "why: not"
    urgent: false
sponsors:
- id: main
  level: nobody
calendar:
    # the board meets on Fridays
    target: 2027-03-01   # wanted by Paul

# one community so far
communities:
- id: ideas
  name: Ideas
  members: 40   # to be counted

  # people say it is urgent
  use_case: idea-box
# end of file
"""
    )


@pytest.mark.parametrize("name", example_names())
def test_the_examples_are_given_back_byte_for_byte(bundled: Library, name: str) -> None:
    written = example_path(name).read_text(encoding="utf-8")
    tree = AnswersTree(bundled, written)
    assert tree.text() == written
    assert tree.lost_remark(written) is None


def test_what_stands_above_the_document_stays(sit: Sit, tmp_path: Path) -> None:
    above = "# ours\n%YAML 1.2\n---   # begins\n# mine\nkind: answers\nformat: 1\n"
    hand_written(tmp_path / "answers.yaml", above)
    assert sit(["Weldom"]).text == above + "organisation:\n  name: Weldom\n"


def test_a_comment_that_would_be_lost_is_named_and_nothing_written(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    written = "kind: answers\nformat: 1\norganisation: {name: W,   # who\n  headcount: 900}\n"
    hand_written(path, written)
    with pytest.raises(UserError, match="a comment inside braces") as refused:
        open_answers(path, library, "en")
    assert refused.value.span is not None
    assert refused.value.span.line == 3
    assert path.read_text(encoding="utf-8") == written


def test_windows_line_ends_and_a_byte_order_mark_stay(sit: Sit, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(b"\xef\xbb\xbfkind: answers\r\nformat: 1\r\n# mine\r\nlanguage: fr\r\n")
    text = sit(["Été"], language="fr").text
    kept = "\ufeffkind: answers\r\nformat: 1\r\n# mine\r\nlanguage: fr\r\n"
    assert text == f"{kept}organisation:\r\n  name: Été\r\n"


def test_hours_that_are_unknown_are_not_asked_again(sit: Sit, tmp_path: Path) -> None:
    until_hours = ["Weldom", "900", ("CH",), "one", "", "true", "ceo", "Ideas", "", "other", "false"]
    first = sit([*until_hours, ""])
    assert first.text.endswith("people:\n  community-manager:\n    hours: unknown\n")
    assert sit([""]).labels[0] == "When is it decided?"


def test_hours_go_beside_the_names_that_are_there(sit: Sit, tmp_path: Path) -> None:
    hand_written(
        tmp_path / "answers.yaml",
        "kind: answers\nformat: 1\npeople:\n  community-manager: {name: Ann}   # since May\n",
    )
    until_hours = ["Weldom", "900", ("CH",), "one", "", "true", "ceo", "Ideas", "", "other", "false"]
    text = sit([*until_hours, "12"]).text
    assert "  community-manager: {name: Ann, hours: 12} # since May\n" in text


def test_a_text_that_is_only_text_is_written_bare_and_any_other_quoted(library: Library) -> None:
    texts = ("Weldom", "Boîte à idées", "unknown", "No", "1.10", "12:30")
    written = {text: as_text(library, text) for text in texts}
    assert written == {
        "Weldom": "Weldom",
        "Boîte à idées": "Boîte à idées",
        "unknown": '"unknown"',
        "No": '"No"',
        "1.10": '"1.10"',
        "12:30": '"12:30"',
    }


def as_text(library: Library, text: str) -> str:
    target = Answers(path="", values={"goal.process": Answer(text, file_start(""))}, span=file_start(""))
    return written_out(library, target).rsplit("process: ", 1)[1].strip()


def written_out(library: Library, answers: Answers) -> str:
    tree = AnswersTree(library)
    tree.update(None, answers)
    return tree.text()


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_answer_can_be_read_back(library: Library, name: str, process: str) -> None:
    """Every text that a prompt takes comes back as it was, for us and for any other reader of YAML."""
    given_ = {}
    for question, text in (("organisation.name", name), ("goal.process", process)):
        parsed = understand(library.questions[question], (text,), Voice("en"))
        if not isinstance(parsed, Problem):
            given_[question] = Answer(parsed, file_start(""))
    answers = Answers(path="", values=given_, span=file_start(""))
    text = written_out(library, answers)
    document = read_text(text, "answers.yaml").document
    assert document is not None
    read, found = read_answers(document, library.questions)
    assert found == ()
    assert {key: answer.value for key, answer in read.values.items()} == {
        key: answer.value for key, answer in given_.items()
    }
    elsewhere = yaml.safe_load(text)
    for key, answer in given_.items():
        section, last = key.split(".")
        assert elsewhere[section][last] == ("unknown" if answer.value is None else answer.value)


def test_every_type_of_answer_can_be_read_back(library: Library) -> None:
    day = date(2027, 8, 1)
    values = {
        "organisation.name": "Weldom",
        "organisation.headcount": 900,
        "organisation.countries": ("FR", "CH"),
        "goal.urgent": True,
        "goal.process": None,
        "calendar.decision": day,
        "calendar.closures": (
            *(Period(day, date(2027, 8, 31)), Period(day, day, "stores")),
            *(Preset("august"), Preset("school-holidays", "C", "stores")),
        ),
    }
    answers = Answers(
        path="",
        values={name: Answer(value, file_start("")) for name, value in values.items()},
        groups={"communities": (Element("2027", file_start(""), {}),)},
        span=file_start(""),
    )
    text = written_out(library, answers)
    assert "closures: [{from: 2027-08-01, to: 2027-08-31}, {from: 2027-08-01" in text
    assert "{preset: august}, {preset: school-holidays, zone: C, population: stores}]" in text
    document = read_text(text, "answers.yaml").document
    assert document is not None
    read, found = read_answers(document, library.questions)
    assert found == ()
    assert {name: answer.value for name, answer in read.values.items()} == values
    assert [element.id for element in read.groups["communities"]] == ["2027"]


def test_a_new_answer_goes_behind_the_nearest_one_that_precedes_it(sit: Sit, tmp_path: Path) -> None:
    hand_written(
        tmp_path / "answers.yaml",
        "kind: answers\nformat: 1\ncalendar:\n  target: unknown\n\n# us\norganisation:\n  headcount: 9\n",
    )
    until_target = ["Weldom", ("CH",), "one", "", "true", "ceo", "Ideas", "", "other", "false", "3", ""]
    text = sit(until_target).text
    order = [line.strip().split(":")[0] for line in text.splitlines() if line and not line.startswith("   ")]
    assert order == [
        "kind",
        "format",
        "calendar",
        "start",
        "decision",
        "target",
        "people",
        "community-manager",
        "# us",
        "organisation",
        "name",
        "headcount",
        "countries",
        "employers",
        "employers",
        "- id",
        "goal",
        "process",
        "urgent",
        "sponsors",
        "- id",
        "communities",
        "- id",
    ]
