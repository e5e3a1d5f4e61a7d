"""Any sheet, whatever is written on it: the workbook and the file for an editor bring the same back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from filled_sheets import (
    GROUP,
    Typed,
    facts,
    filled,
    shipped,
    values,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from rse_plan.formats.workbook import write_form
from rse_plan.interview.merging import merge
from rse_plan.interview.returned import read_returned
from rse_plan.interview.sheet_form import as_form
from rse_plan.interview.sheet_text import as_yaml_sheet
from rse_plan.interview.sheets import Entry, Handout, handout
from rse_plan.interview.voice import Voice
from rse_plan.model.answers import Answers
from rse_plan.model.base import LANGUAGES
from rse_plan.model.catalogues import TRACKS
from rse_plan.model.periods import Period

TEXTS = ("Été", "a: b # c", "no", "12:30", "été 🎉", "«x»")


def picked(entry: Entry, chance: Random) -> Any:
    """A value that an open question may get; None is nothing."""
    question = entry.question
    offered = [choice.value for choice in entry.choices]
    if chance.random() < 0.3 or (entry.several and not offered):
        return None
    if entry.several:
        some = chance.sample(offered, chance.randint(1, len(offered)))
        return [value for value in offered if value in some and (value != "none" or len(some) == 1)]
    if question.type == "boolean":
        return chance.random() < 0.5
    if question.type == "choice":
        return chance.choice(offered)
    if question.type == "integer":
        return chance.randint(question.min or 0, min(question.max or 5000, 5000))
    day = date(2027, 1, 4) + timedelta(days=chance.randrange(1000))
    return {"date": day, "periods": (Period(day, day),)}.get(question.type) or chance.choice(TEXTS)


def on_sheet(entry: Entry, value: Any, voice: Voice) -> dict[str, Typed]:
    """A value as somebody types or picks it in the workbook."""
    if value is None:
        return {}
    if entry.several:
        return {f"{entry.key}={one}": voice.say("yes") for one in value}
    if entry.choices:
        stored = str(value).lower() if isinstance(value, bool) else value
        return {entry.key: next(choice.label for choice in entry.choices if choice.value == stored)}
    if isinstance(value, tuple):
        return {entry.key: f"{value[0].first} > {value[0].last}"}
    return {entry.key: value}


def in_file(entry: Entry, value: Any) -> str:
    """The same in YAML."""
    if value is None:
        return ""
    if entry.several:
        return f" [{', '.join(value)}]"
    if isinstance(value, tuple):
        return f" [{{from: {value[0].first}, to: {value[0].last}}}]"
    if isinstance(value, bool):
        return f" {str(value).lower()}"
    return f' "{value}"' if isinstance(value, str) and not entry.choices else f" {value}"


def filled_text(handed: Handout, picked: Mapping[str, Any], voice: Voice) -> str:
    """The file for an editor with values behind its colons, in the order of its keys."""
    lines, left = as_yaml_sheet(handed, voice).splitlines(), list(handed.entries)
    left.sort(key=lambda entry: _place(entry, handed))
    for number, line in enumerate(lines):
        entry = left[0] if left else None
        key = (
            "hours"
            if entry and entry.question.hours_of is not None
            else entry and entry.question.id.split(".")[1]
        )
        if entry is not None and line.strip() == f"{key}:" and line.startswith("  "):
            lines[number] = line + in_file(entry, picked[entry.key])
            left.pop(0)
    assert left == []
    return "\n".join(lines) + "\n"


def _place(entry: Entry, handed: Handout) -> int:
    """Where the first entry under the same top key stands: the file keeps those together."""

    def top(one: Entry) -> str:
        if one.question.hours_of is not None:
            return "people"
        return one.question.group or one.question.id.split(".")[0]

    return next(number for number, one in enumerate(handed.entries) if top(one) == top(entry))


@given(seed=st.integers(0, 2**32), track=st.sampled_from(TRACKS), language=st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_both_forms_of_a_sheet_bring_back_the_same_answers(seed: int, track: str, language: str) -> None:
    sheet, voice, chance = facts(GROUP, shipped()), Voice(language), Random(seed)  # noqa: S311  # chance, no secret
    handed = handout(track, sheet, voice)
    answers = {entry.key: picked(entry, chance) for entry in handed.entries}
    typed: dict[str, Typed] = {}
    for entry in handed.entries:
        typed |= on_sheet(entry, answers[entry.key], voice)
    book = read_returned(filled(write_form(as_form(handed, voice)), typed), "hr.xlsx", sheet)
    text = read_returned(filled_text(handed, answers, voice).encode(), "hr.yaml", sheet)
    assert (book.refused, text.diagnostics) == ((), ())
    assert sorted(values(book)) == sorted(values(text))
    one, other = (merge(sheet, found.settings, voice) for found in (book, text))
    assert _bare(one.answers) == _bare(other.answers)
    assert one.conflicts == other.conflicts == ()


def _bare(answers: Answers) -> Any:
    """The answers without their places."""
    groups = {
        group: [
            (one.id, {name: answer.value for name, answer in sorted(one.answers.items())}) for one in elements
        ]
        for group, elements in answers.groups.items()
    }
    return {name: answer.value for name, answer in sorted(answers.values.items())}, groups
