"""Sheets that come back: what is taken, what stays, and every fault named with its cell or its line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest
from filled_sheets import Typed, cell_of, changed, filled
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from rse_plan.formats.workbook import write_form
from rse_plan.interview.merging import Merged, merge
from rse_plan.interview.returned import Returned, read_returned
from rse_plan.interview.sheet_form import as_form
from rse_plan.interview.sheet_text import as_yaml_sheet
from rse_plan.interview.sheets import Entry, Handout, handout
from rse_plan.interview.voice import Voice
from rse_plan.library import Folder, Library, load_library
from rse_plan.library.with_answers import answers_in
from rse_plan.model.answers import Answers
from rse_plan.model.base import LANGUAGES
from rse_plan.model.catalogues import TRACKS
from rse_plan.model.periods import Period
from rse_plan.planning.facts import FactSheet
from rse_plan.resources import BUNDLED, playbooks_folder
from rse_plan.source.yaml_reader import read_text

FILE = """\
kind: answers
format: 1
organisation: {name: Weldom, headcount: 900, countries: [FR], employers: one}
employers: [{id: weldom, name: Weldom, country: FR, headcount: 900, works_council: unknown}]
sponsors: [{id: main, level: unknown}]
communities:
  - {id: ideas, name: Ideas, members: 40, use_case: idea-box}
  - {id: shops, name: Shops, use_case: front-line}
calendar: {start: 2027-01-04}
"""
GROUP = FILE.replace("employers: one", "employers: group")
COUNCIL = "employers.weldom.works_council"


@cache
def shipped() -> Library:
    """The library that people get, for cases that would print it."""
    return load_library([Folder(playbooks_folder(), BUNDLED)])


def facts(text: str, library: Library) -> FactSheet:
    document = read_text(text, "answers.yaml").document
    assert document is not None
    answers, faults = answers_in(document, library)
    assert faults == ()
    return FactSheet(answers, library)


def workbook(sheet: FactSheet, track: str, answers: Mapping[str, Typed], language: str = "en") -> bytes:
    voice = Voice(language)
    return filled(write_form(as_form(handout(track, sheet, voice), voice)), answers)


def back(sheet: FactSheet, track: str, answers: Mapping[str, Typed], language: str = "en") -> Returned:
    return read_returned(workbook(sheet, track, answers, language), "hr.xlsx", sheet)


def values(returned: Returned) -> dict[str, Any]:
    assert returned.refused == ()
    assert returned.diagnostics == ()
    return {f"{one.element or ''} {one.key}".strip(): one.value for one in returned.settings}


def wrong(returned: Returned) -> list[tuple[str, str, str]]:
    return [
        (
            str(one.where).removeprefix("hr.xlsx: Questions!"),
            str(one.problem.message),
            str(one.problem.advice),
        )
        for one in returned.refused
    ]


def from_text(sheet: FactSheet, text: str) -> Returned:
    return read_returned(("kind: answers\nformat: 1\n" + text).encode(), "hr.yaml", sheet)


# --- a workbook ---


def test_answers_are_read_in_the_words_of_the_sheet(bundled: Library) -> None:
    typed = {
        COUNCIL: "oui,  un seul",
        "employers.weldom.council_delay_days": "45",
        "employers.weldom.next_election": "31/01/2028",
        "organisation.hourly_pay": "Non",
        "employers.weldom.council_expert": "je ne sais pas encore",
    }
    assert values(back(facts(FILE, bundled), "hr", typed, "fr")) == {
        "organisation.hourly_pay": False,
        "weldom employer.works_council": "single",
        "weldom employer.council_delay_days": 45,
        "weldom employer.next_election": date(2028, 1, 31),
        "weldom employer.council_expert": None,
    }


def test_an_empty_sheet_says_nothing(bundled: Library) -> None:
    assert values(back(facts(FILE, bundled), "hr", {})) == {}
    assert values(back(facts(FILE, bundled), "hr", {COUNCIL: "  "})) == {}


def test_a_date_is_taken_however_the_program_kept_it(bundled: Library) -> None:
    sheet, key = facts(FILE, bundled), "employers.weldom.next_election"
    for typed in (date(2028, 1, 31), 46783, "2028-01-31", "31/01/2028"):
        assert values(back(sheet, "hr", {key: typed})) == {"weldom employer.next_election": date(2028, 1, 31)}


def test_every_bad_cell_is_named_at_once(bundled: Library) -> None:
    typed: dict[str, Typed] = {
        "organisation.hourly_pay": "perhaps",
        COUNCIL: "two",
        "employers.weldom.council_delay_days": 900,
        "employers.weldom.next_election": "soon",
        "employers.weldom.council_expert": "=A1",
    }
    sheet = facts(FILE, bundled)
    content = workbook(sheet, "hr", typed)
    expected = {
        "organisation.hourly_pay": ("“perhaps” is not in the list", "pick from the list: yes, no"),
        COUNCIL: (
            "“two” is not in the list",
            "pick from the list: no, yes, one, yes, central and local ones",
        ),
        "employers.weldom.next_election": ("“soon” is not a date", "type one such as 2027-01-31"),
        "employers.weldom.council_expert": ("a formula stands here", "type the answer itself"),
        "employers.weldom.council_delay_days": ("900 is too large", "at most 365"),
    }
    assert wrong(read_returned(content, "hr.xlsx", sheet)) == [
        (cell_of(content, key), *said) for key, said in expected.items()
    ]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("x" * 2001, "the text has 2001 characters; at most 2000 fit"),
        ("one\ntwo", "a sign in it is not text"),
        ("left\u202eright", "one line of plain text is wanted here"),
    ],
)
def test_text_is_checked_as_at_the_prompt(bundled: Library, typed: str, message: str) -> None:
    returned = back(facts(FILE, bundled), "business", {"communities.ideas.purpose": typed})
    assert [said for _, said, _ in wrong(returned)] == [message]


@pytest.mark.parametrize("typed", ["=1+1", "🎉 été", "עברית"])
def test_any_text_is_an_answer_where_a_text_is_asked(bundled: Library, typed: str) -> None:
    def write(worksheet: Worksheet) -> None:
        cell = worksheet[cell_of(content, "communities.ideas.purpose")]
        cell.value, cell.data_type = typed, "s"

    sheet = facts(FILE, bundled)
    content = workbook(sheet, "business", {})
    returned = read_returned(changed(content, write), "hr.xlsx", sheet)
    assert values(returned) == {"ideas community.purpose": typed}


def test_of_several_choices_those_that_hold_are_taken(bundled: Library) -> None:
    sheet = facts(FILE, bundled)
    choices = [choice.value for choice in bundled.questions["goal.replaces"].choices]
    assert values(back(sheet, "it", {"goal.replaces=messaging": "x", "goal.replaces=none": "no"})) == {
        "goal.replaces": ("messaging",)
    }
    assert values(back(sheet, "it", {"goal.replaces=messaging": "no"})) == {}
    never = back(sheet, "it", {f"goal.replaces={value}": "no" for value in choices})
    assert [message for _, message, _ in wrong(never)] == ["nothing is picked"]
    odd = back(sheet, "it", {"goal.replaces=messaging": "some"})
    assert [message for _, message, _ in wrong(odd)] == ["“some” is not in the list"]


def test_employers_are_picked_by_their_names(bundled: Library) -> None:
    sheet = facts(GROUP, bundled)
    key = "communities.ideas.employers=weldom"
    assert values(back(sheet, "business", {key: "yes"})) == {"ideas community.employers": "weldom"}
    gone = facts(GROUP.replace("id: weldom", "id: other"), bundled)
    refused = read_returned(workbook(sheet, "business", {key: "yes"}), "hr.xlsx", gone).refused
    assert [str(one.problem.message) for one in refused] == ["no employer is called “weldom”"]


def test_rows_that_are_not_ours_are_refused(bundled: Library) -> None:
    sheet = facts(FILE, bundled)
    content = workbook(sheet, "business", {"communities.ideas.purpose": "talk"})
    gone = facts(FILE.replace("id: ideas", "id: notes"), bundled)
    refused = read_returned(content, "hr.xlsx", gone).refused
    assert [str(one.problem.message) for one in refused] == ["the answers no longer list “ideas”"]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("culture.mode", "this is asked of the project lead alone"),
        ("sponsors.main.attitude", "this is asked of the project lead alone"),
        ("organisation.headcont", "no question is called “organisation.headcont”"),
        ("employers.works_council", "no question is called “employers.works_council”"),
        ("communities.nobody.members", "the answers no longer list “nobody”"),
        ("", None),
    ],
)
def test_a_key_that_somebody_wrote_is_checked(bundled: Library, key: str, message: str | None) -> None:
    def rewrite(worksheet: Worksheet) -> None:
        worksheet.append(["", "tense", "", "", key])

    sheet = facts(FILE, bundled)
    returned = read_returned(changed(workbook(sheet, "hr", {}), rewrite), "hr.xlsx", sheet)
    assert [one[1] for one in wrong(returned)] == ([] if message is None else [message])


def test_two_answers_to_one_question_are_one_too_many(bundled: Library) -> None:
    def twice(worksheet: Worksheet) -> None:
        worksheet.append(["", "no", "", "", "organisation.hourly_pay"])

    sheet = facts(FILE, bundled)
    content = changed(workbook(sheet, "hr", {"organisation.hourly_pay": "yes"}), twice)
    first = cell_of(content, "organisation.hourly_pay")
    assert [said for _, said, _ in wrong(read_returned(content, "hr.xlsx", sheet))] == [
        f"another answer to this question stands at hr.xlsx: Questions!{first}"
    ]


# --- a file for an editor ---


def test_a_file_is_read_as_answers_are(bundled: Library) -> None:
    text = (
        "organisation: {hourly_pay: unknown}\n"
        "employers:\n  - id: weldom\n    works_council: single\n    unions:\n"
        "communities: [{id: shops, employers: [weldom]}]\n"
        "people: {community-manager: {hours: 12}}\ngoal:\n"
    )
    assert values(from_text(facts(GROUP, bundled), text)) == {
        "organisation.hourly_pay": None,
        "weldom employer.works_council": "single",
        "shops community.employers": "weldom",
        "team.cm_hours": 12,
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "employers: [{id: weldom, works_counsil: single}]\n",
            ("3:26", "the key “works_counsil” is not known here"),
        ),
        ("employers: [{id: weldom, works_council: two}]\n", ("3:41", "“two” is not among the choices")),
        ("culture: {mode: tense}\n", ("3:17", "“tense” is not among the choices")),
        ("culture: {mode: mixed}\n", ("3:17", "this is asked of the project lead alone")),
        ("communities: [{id: gone, members: 4}]\n", ("3:35", "the answers no longer list “gone”")),
        ("communities: [{id: shops, employers: [x]}]\n", ("3:38", "no employer is called “x”")),
        ("people: {hr: {name: Ann}}\n", ("3:15", "a sheet does not ask for this")),
        ("organisation: {a: b\n", ("3:15", "a bracket or brace is not closed")),
    ],
)
def test_a_fault_of_a_file_has_its_line(bundled: Library, text: str, found: tuple[str, str]) -> None:
    returned = from_text(facts(GROUP, bundled), text)
    assert [(str(one.span), str(one.message)) for one in returned.diagnostics] == [
        (f"hr.yaml:{found[0]}", found[1])
    ]
    assert not returned.is_sound


def test_a_file_of_another_kind_is_no_sheet(bundled: Library) -> None:
    returned = read_returned(b"kind: playbook\nformat: 1\nid: x\n", "hr.yaml", facts(FILE, bundled))
    assert [str(one.message) for one in returned.diagnostics] == ["this is not an answers file"]


# --- beside what the file holds ---


def merged(text: str, library: Library, returned: str) -> Merged:
    sheet = facts(text, library)
    found = from_text(sheet, returned)
    assert found.is_sound
    return merge(sheet, found.settings, Voice("en"))


def held(answers: Answers, name: str, group: str = "", id_: str = "") -> Any:
    if not group:
        return answers.values[name].value if name in answers.values else "nothing"
    element = next(one for one in answers.groups[group] if one.id == id_)
    return element.answers[name].value if name in element.answers else "nothing"


def test_what_is_missing_or_unknown_is_taken(bundled: Library) -> None:
    found = merged(FILE, bundled, "employers: [{id: weldom, works_council: single, unions: true}]\n")
    assert held(found.answers, "employer.works_council", "employers", "weldom") == "single"
    assert held(found.answers, "employer.unions", "employers", "weldom") is True
    assert len(found.taken) == 2


def test_what_the_file_knows_stays_and_the_other_value_is_shown(bundled: Library) -> None:
    found = merged(FILE, bundled, "employers: [{id: weldom, headcount: 320, unions: true}]\n")
    assert held(found.answers, "employer.headcount", "employers", "weldom") == 900
    assert [(one.setting.value, one.kept.value, one.kept.span.line) for one in found.conflicts] == [
        (320, 900, 4)
    ]
    assert [one.key for one in found.taken] == ["employer.unions"]


def test_the_same_answer_and_not_knowing_what_is_known_are_no_conflicts(bundled: Library) -> None:
    found = merged(FILE, bundled, "employers: [{id: weldom, headcount: 900, works_council: unknown}]\n")
    assert (found.taken, found.conflicts) == ((), ())
    again = merged(FILE, bundled, "employers: [{id: weldom, headcount: unknown}]\n")
    assert (again.taken, again.conflicts) == ((), ())


def test_an_answer_that_is_not_asked_any_more_is_left_out(bundled: Library) -> None:
    text = FILE.replace("works_council: unknown", "works_council: none")
    found = merged(text, bundled, "employers: [{id: weldom, council_expert: true, unions: true}]\n")
    assert [one.key for one in found.pointless] == ["employer.council_expert"]
    assert held(found.answers, "employer.council_expert", "employers", "weldom") == "nothing"
    assert held(found.answers, "employer.unions", "employers", "weldom") is True


def test_answers_of_one_sheet_count_together(bundled: Library) -> None:
    """The expert is asked about while there is a council: the sheet's own answer says that there is none."""
    found = merged(FILE, bundled, "employers: [{id: weldom, council_expert: true, works_council: none}]\n")
    assert [one.key for one in found.pointless] == ["employer.council_expert"]
    assert [one.key for one in found.taken] == ["employer.works_council"]


def test_what_a_sheet_makes_pointless_leaves_the_file(bundled: Library) -> None:
    text = FILE.replace("employers: one}", "employers: one, hourly_pay: true}")
    found = merged(text, bundled, "organisation: {frontline: none}\n")
    assert [ask.question.id for ask in found.dropped] == ["organisation.hourly_pay"]
    assert held(found.answers, "organisation.hourly_pay") == "nothing"


def test_a_day_that_contradicts_the_file_is_refused(bundled: Library) -> None:
    found = merged(FILE, bundled, "calendar: {target: 2026-12-01}\n")
    assert [str(one.problem.message) for one in found.refused] == [
        "the wanted opening is on 1 December 2026, before the start on 4 January 2027"
    ]
    assert found.taken == ()


def test_employers_follow_the_answer_that_tells_of_them(bundled: Library) -> None:
    text = FILE.replace("employers: one", "employers: unknown").replace(
        "employers: [{id: weldom, name: Weldom, country: FR, headcount: 900, works_council: unknown}]\n", ""
    )
    found = merged(text, bundled, "organisation: {employers: independent}\n")
    assert [element.id for element in found.answers.groups["employers"]] == [
        "weldom",
        "independent-employers",
    ]


# --- every sheet, whatever is written on it ---


TEXTS = ("Été", "a: b # c", "no", "12:30", "été 🎉", "«x»")


def picked(entry: Entry, chance: Random) -> Any:
    """A value that an open question may get; None is nothing."""
    question = entry.question
    offered = [choice.value for choice in entry.choices]
    if chance.random() < 0.3 or (entry.several and not offered):
        return None
    if entry.several:
        some = chance.sample(offered, chance.randint(1, len(offered)))
        return [value for value in offered if value in some]
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
            if entry and entry.question.id == "team.cm_hours"
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
        if one.question.id == "team.cm_hours":
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
