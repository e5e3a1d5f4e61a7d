"""One stakeholder's open questions: whose they are, what counts as open, and what is never on a sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from filled_sheets import FILE, GROUP, facts, rows_of

from rse_plan.errors import UserError
from rse_plan.formats.workbook import write_form
from rse_plan.interview.sheet_form import as_form
from rse_plan.interview.sheet_text import as_yaml_sheet
from rse_plan.interview.sheets import handout, key_of, open_questions
from rse_plan.interview.tracks import TITLES, check_track, track_of
from rse_plan.interview.voice import Voice
from rse_plan.library import Folder, Library, load_library
from rse_plan.model.answers import Answer, Answers, AnswerValue
from rse_plan.model.base import LANGUAGES
from rse_plan.model.catalogues import TRACKS
from rse_plan.model.periods import Period
from rse_plan.model.question import Question
from rse_plan.planning.facts import FactSheet
from rse_plan.resources import example_names, example_path
from rse_plan.source.span import file_start

HEAD = "kind: answers\nformat: 1\n"


def keys(sheet: FactSheet, *tracks: str) -> list[str]:
    """The names of what the sheets of these tracks ask, or of all tracks."""
    voice = Voice("en")
    return [entry.key for track in tracks or TRACKS for entry in handout(track, sheet, voice).entries]


def sheets(sheet: FactSheet, track: str, language: str) -> tuple[dict[str, tuple[str, ...]], str]:
    """Both forms of a sheet: the lines of the workbook by key, and the text of the file."""
    voice = Voice(language)
    handed = handout(track, sheet, voice)
    return rows_of(write_form(as_form(handed, voice))), as_yaml_sheet(handed, voice)


# --- whose ---


def test_every_question_has_a_track_and_every_track_a_name(bundled: Library) -> None:
    assert {track_of(question, bundled) for question in bundled.questions.values()} <= set(TRACKS)
    assert list(TITLES) == list(TRACKS)


@pytest.mark.parametrize(
    ("name", "track"),
    [
        ("employer.works_council", "hr"),  # hr finds out
        ("community.sensitive", "legal"),  # the DPO does, whose track is legal
        ("platform.sso", "it"),
        ("organisation.over_250m", "finance"),
        ("goal.process", "business"),
        ("sponsor.minutes", "sponsor"),  # nobody is named: by the table
        ("community.kind", "business"),
        ("community.wave", "project"),
        ("calendar.week", "project"),
    ],
)
def test_a_question_is_its_finders_else_that_of_the_table(bundled: Library, name: str, track: str) -> None:
    assert track_of(bundled.questions[name], bundled) == track


def test_the_tables_name_only_questions_that_are_there(bundled: Library) -> None:
    from rse_plan.interview import tracks

    assert set(tracks._BY_QUESTION) <= set(bundled.questions)
    assert set(tracks._BY_SECTION) <= {name.split(".")[0] for name in bundled.questions}


@pytest.mark.parametrize(
    ("name", "help_"), [("hrr", "“hr”"), ("dpo", "--for legal"), ("nobody", "one of sponsor")]
)
def test_somebody_unknown_is_told_who_there_is(bundled: Library, name: str, help_: str) -> None:
    with pytest.raises(UserError) as refused:
        check_track(name, bundled)
    assert help_ in str(refused.value.help)


# --- what is open ---


def test_open_is_what_is_missing_or_unknown_and_applies(bundled: Library) -> None:
    sheet = facts(FILE, bundled)
    found = keys(sheet, "hr")
    assert "employers.weldom.works_council" in found  # unknown, and assumed by the plan
    assert "employers.weldom.council_expert" in found  # a playbook's own, while it applies
    assert "employers.weldom.headcount" not in found  # answered
    none = facts(FILE.replace("works_council: unknown", "works_council: none"), bundled)
    assert {"employers.weldom.works_council", "employers.weldom.council_expert"}.isdisjoint(keys(none, "hr"))
    assert "communities.shops.members" in keys(sheet, "business")
    assert "communities.ideas.members" not in keys(sheet, "business")


def test_what_another_answer_settles_is_not_asked(bundled: Library) -> None:
    assert "employers.weldom.independent" not in keys(facts(FILE, bundled))
    group = FILE.replace("employers: one", "employers: unknown")
    assert "employers.weldom.independent" in keys(facts(group, bundled))


def test_nobody_is_asked_about_what_the_file_does_not_list(bundled: Library) -> None:
    found = keys(facts(HEAD + "organisation: {name: Weldom}\n", bundled))
    assert [key for key in found if key.split(".")[0] in ("employers", "sponsors", "communities")] == []
    assert "organisation.headcount" in found


def test_what_is_asked_about_one_element_stands_together(bundled: Library) -> None:
    headings = [entry.heading for entry in handout("business", facts(FILE, bundled), Voice("fr")).entries]
    runs = [one for number, one in enumerate(headings) if number == 0 or headings[number - 1] != one]
    assert len(runs) == len(set(runs))
    assert runs.index("Ideas") + 1 == runs.index("Shops")


@pytest.mark.parametrize("name", example_names())
def test_every_open_question_is_on_one_sheet_and_no_other(bundled: Library, name: str) -> None:
    sheet = facts(example_path(name).read_text(encoding="utf-8"), bundled)
    every = [
        key_of(ask.question, _element(sheet, ask.question, ask.position)) for ask in open_questions(sheet)
    ]
    assert sorted(keys(sheet)) == sorted(every)
    assert len(every) == len(set(every)) > 0


def _element(sheet: FactSheet, question: Question, position: int | None) -> str | None:
    group = question.group
    return sheet.answers.groups[group][position].id if group is not None and position is not None else None


# --- what it says ---


def test_a_line_says_what_why_how_and_what_is_assumed(bundled: Library) -> None:
    rows, text = sheets(facts(FILE, bundled), "hr", "fr")
    assert rows["employers.weldom.works_council"] == (
        "Y a-t-il un CSE (comité social et économique) ou son équivalent\u202f?",
        "",
        "S’il y en a un, personne n’ouvre avant son avis ou la fin du délai légal.",
        "Choisir dans la liste. En attendant, le plan suppose\u00a0: oui, un seul.",
        "employers.weldom.works_council",
    )
    days = rows["employers.weldom.council_delay_days"][3]
    assert "Un nombre entier de 0 à 365. 0\u00a0: pas d’accord, donc le délai de la loi." in days
    assert "\n    works_council:\n" in text
    assert "unknown (je ne sais pas encore)" in text
    assert max(map(len, text.splitlines())) <= 96


def test_each_sheet_says_how_it_takes_employers(bundled: Library) -> None:
    two = GROUP.replace("works_council: unknown}]", "works_council: unknown}, {id: stores, country: FR}]")
    rows, text = sheets(facts(two, bundled), "business", "en")
    picked = {key: row for key, row in rows.items() if key.startswith("communities.ideas.employers=")}
    assert len(picked) == 2
    assert not any("comma" in " ".join(row) for row in picked.values())
    about = text.partition("# Who employs its members?")[2].partition("employers:")[0]
    assert "Any of these, as in [weldom, stores]" in about
    assert "comma" not in about


def test_of_several_choices_each_is_a_line(bundled: Library) -> None:
    rows, text = sheets(facts(FILE, bundled), "it", "en")
    mine = {key: row for key, row in rows.items() if key.startswith("goal.replaces=")}
    assert len(mine) == len(bundled.questions["goal.replaces"].choices)
    assert "→" in mine["goal.replaces=intranet-section"][0]
    assert "Any of these, as in [" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("track", TRACKS)
def test_the_file_for_an_editor_is_yaml_without_a_value(bundled: Library, track: str, language: str) -> None:
    _, text = sheets(facts(FILE, bundled), track, language)
    loaded = yaml.safe_load(text)
    assert [loaded.pop(key) for key in ("kind", "format", "language")] == ["answers", 1, language]
    assert set(_leaves(loaded)) <= {None, "weldom", "main", "ideas", "shops"}


def _leaves(node: object) -> list[object]:
    if isinstance(node, dict):
        return [leaf for value in node.values() for leaf in _leaves(value)]
    return [leaf for item in node for leaf in _leaves(item)] if isinstance(node, list) else [node]


def test_the_hours_stand_where_the_file_keeps_them(bundled: Library) -> None:
    _, text = sheets(facts(FILE, bundled), "business", "en")
    assert yaml.safe_load(text)["people"] == {"community-manager": {"hours": None}}


# --- what is never on it ---

CANARY = date(2031, 3, 13)


def private_answers(answers: Answers, library: Library) -> Answers:
    """Every private question answered, by values that give themselves away where a type allows it."""
    values, groups = dict(answers.values), dict(answers.groups)
    for question in library.questions.values():
        if question.audience != "lead":
            continue
        answer = Answer(_canary(question), file_start(answers.path))
        if question.group is None:
            values[question.id] = answer
        else:
            elements = groups.get(question.group, ())
            groups[question.group] = tuple(
                replace(one, answers={**one.answers, question.id: answer}) for one in elements
            )
    return replace(answers, values=values, groups=groups)


def _canary(question: Question) -> AnswerValue:
    if question.type == "periods":
        return (Period(CANARY, CANARY),)
    if question.choices:
        last = question.choices[-1].value
        return (last,) if question.type == "multi" else last
    return {"boolean": True, "text": "CANARY", "date": CANARY, "integer": 7}[question.type]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("known", [True, False], ids=["answered", "open"])
def test_no_private_question_or_answer_is_on_any_sheet(bundled: Library, language: str, known: bool) -> None:
    sheet = facts(FILE, bundled)
    if known:
        sheet = FactSheet(private_answers(sheet.answers, bundled), bundled)
    private = [question for question in bundled.questions.values() if question.audience == "lead"]
    assert len(private) >= 10
    told = "\n".join(str(part) for track in TRACKS for part in sheets(sheet, track, language))
    voice = Voice(language)
    for question in private:
        assert voice.text(question.label) not in told
        assert question.id not in told
        assert key_of(question, "main") not in told
    assert "CANARY" not in told
    assert "2031" not in told


CULTURE = """\
kind: questions
format: 1
sections:
  - id: culture
    title: {en: Ways, fr: Manières}
    questions:
      - id: culture.note
        type: text
        audience: lead
        name: {en: note, fr: note}
        label: {en: Which note?, fr: Quelle note ?}
        unknown: {assume: ""}
      - id: culture.mode
        type: choice
        audience: lead
        default: calm
        name: {en: mode, fr: mode}
        label: {en: Which mode?, fr: Quel mode ?}
        choices: [{value: calm, label: {en: calm, fr: calme}}, {value: tense, label: {en: tense, fr: tendu}}]
  - id: goal
    title: {en: Goal, fr: But}
    questions:
      - id: goal.pace
        type: integer
        name: {en: pace, fr: allure}
        label: {en: How fast?, fr: À quelle allure ?}
        unknown: {assume: 3, cases: [{when: culture.mode == "tense", assume: 987}]}
      - id: goal.steps
        type: integer
        name: {en: steps, fr: étapes}
        label: {en: How many steps?, fr: Combien d’étapes ?}
        unknown: {assume: 4, cases: [{when: goal.pace > 900, assume: 654}]}
      - id: goal.calm
        type: integer
        name: {en: calm, fr: calme}
        label: {en: How calm?, fr: À quel point ?}
        unknown: {assume: 321}
"""


def test_a_value_that_rests_on_a_private_answer_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "questions.yaml").write_text(CULTURE, encoding="utf-8")
    library = load_library([Folder(tmp_path, "")])
    assert library.diagnostics == ()
    sheet = facts(HEAD + "culture: {mode: tense, note: CANARY}\n", library)
    assert sheet.fact("goal.steps", {}).value == 654
    rows, text = sheets(sheet, "business", "en")
    assert set(rows) >= {"goal.pace", "goal.steps", "goal.calm"}
    told = f"{rows}{text}"
    assert "321" in told
    assert [word for word in ("987", "654", "CANARY", "tense") if word in told] == []


def test_the_same_answers_give_the_same_sheets(bundled: Library) -> None:
    made = [sheets(facts(FILE, bundled), "hr", "fr") for _ in range(2)]
    assert made[0] == made[1]
