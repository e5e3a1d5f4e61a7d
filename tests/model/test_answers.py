"""The answers file: every answer that fits is kept, every fault has its place (semantics 1)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import small_library
from hypothesis import given
from hypothesis import strategies as st
from small_library import ANSWERS, Fault, assert_inside, cited

from rse_plan.diagnostics import Diagnostic
from rse_plan.library import Folder, Library, load_library
from rse_plan.library.with_answers import answers_in
from rse_plan.model.answers import Answers, start_date
from rse_plan.model.periods import Period, Preset
from rse_plan.resources import playbooks_folder
from rse_plan.source.yaml_reader import read_text

LABEL = "answers.yaml"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return small_library.load(tmp_path_factory.mktemp("library"))


def read(text: str, library: Library) -> tuple[Answers, tuple[Diagnostic, ...]]:
    reading = read_text(text, LABEL)
    assert reading.document is not None
    return answers_in(reading.document, library)


def test_answers_are_typed_by_their_questions(library: Library) -> None:
    answers, faults = read(ANSWERS, library)
    assert faults == ()
    assert (answers.language, answers.documents) == ("fr", ("fr", "en"))
    assert answers.values["organisation.headcount"].value == 2750
    assert answers.values["goal.replaces"].value == ("mailing-list",)
    assert start_date(answers) == date(2027, 1, 4)
    assert answers.exercise is not None
    assert answers.exercise.fr == "Tiré d’un article."
    assert answers.people["community-manager"].hours == 8
    assert answers.people["community-manager"].name is None


def test_elements_of_a_list_have_answers_of_their_own(library: Library) -> None:
    answers, _ = read(ANSWERS, library)
    (community,) = answers.groups["communities"]
    assert community.id == "idees"
    assert community.answers["community.members"].value == 200
    assert community.answers["community.employers"].value == "centrale"


def test_unknown_is_an_answer_only_when_plain(library: Library) -> None:
    answers, _ = read(ANSWERS, library)
    assert answers.values["organisation.sites"].is_unknown
    _, faults = read(ANSWERS.replace("sites: unknown", 'sites: "unknown"'), library)
    assert [str(fault.message) for fault in faults] == ["“unknown” is not among the choices"]
    answers, faults = read(ANSWERS.replace("name: Weldom", 'name: "unknown"'), library)
    assert faults == ()
    assert answers.values["organisation.name"].value == "unknown"


def test_the_version_is_the_first_unless_it_is_counted(library: Library) -> None:
    assert read(ANSWERS, library)[0].version == 1
    answers, faults = read(ANSWERS.replace("format: 1", "format: 1\nversion: 12"), library)
    assert (answers.version, faults) == (12, ())


def test_an_answer_knows_its_place(library: Library) -> None:
    answers, _ = read(ANSWERS, library)
    assert cited(answers.values["organisation.headcount"].span, ANSWERS) == "2750"
    assert cited(answers.groups["communities"][0].answers["community.members"].span, ANSWERS) == "200"


def test_the_first_document_language_serves_when_none_is_said(library: Library) -> None:
    answers, _ = read(ANSWERS.replace("language: fr\n", ""), library)
    assert answers.language == "fr"
    answers, _ = read(ANSWERS.replace("language: fr\n", "").replace("documents: [fr, en]\n", ""), library)
    assert (answers.language, answers.documents) == ("en", ("en",))


FAULTS = [
    Fault("kind: answers", "kind: playbook", "wrong-value", "playbook", "this is not an answers file"),
    Fault("kind: answers\n", "", "missing-key", "format", "the key “kind” is missing"),
    Fault("format: 1\n", "", "missing-key", "kind", "the key “format” is missing"),
    Fault("format: 1", "format: 2", "format-version", "2", "this file is of format 2"),
    Fault("language: fr", "language: it", "wrong-value", "it", "this language is not known"),
    Fault("documents: [fr, en]", "documents: [fr, de]", "wrong-value", "de", "this language is not known"),
    *(
        Fault("format: 1", f"format: 1\nversion: {text}", "wrong-value", text, "a whole number from 1 to 999")
        for text in ("0", "1000", "two", "1.5", "²", "[2]")
    ),
    Fault(
        "exercise: {en: Drawn from an article., fr",
        "exercise: {fr",
        "missing-translation",
        "exercise",
        "missing in “en”",
    ),
    Fault(
        "exercise: {en: Drawn from an article., fr: Tiré d’un article.}",
        "exercise: yes",
        "wrong-value",
        "yes",
        "a text in both languages",
    ),
    Fault("name: Weldom", "nam: Weldom", "unknown-answer", "nam", "the key “nam” is not known here"),
    Fault("headcount: 2750", "headcount: large", "wrong-value", "large", "“large” is not a whole number"),
    Fault("headcount: 2750", "headcount: unknown", "wrong-value", "unknown", "this answer cannot be unknown"),
    Fault("headcount: 2750", "headcount: 2", "wrong-value", "2", "2 is too small"),
    Fault("sites: unknown", "sites: lots", "wrong-value", "lots", "“lots” is not among the choices"),
    Fault("goal:", "gaol:", "unknown-answer", "gaol", "the key “gaol” is not known here"),
    Fault(
        "replaces: [mailing-list]",
        "replaces: [mailing-list, fax]",
        "wrong-value",
        "[mailing-list, fax]",
        "“fax” is not",
    ),
    Fault(
        "goal:\n  replaces: [mailing-list]",
        "goal: [x]",
        "wrong-value",
        "[x]",
        "a map of answers is wanted here",
    ),
    Fault(
        "{id: centrale, country: FR,", "{country: FR,", "missing-key", "country", "the key “id” is missing"
    ),
    Fault(
        "id: centrale, country",
        "id: La centrale, country",
        "wrong-value",
        "La centrale",
        "“La centrale” is not an id",
    ),
    Fault("country: FR", "country: IT", "wrong-value", "IT", "“IT” is not among the choices"),
    Fault("council: unknown", "council: yes", "wrong-value", "yes", "“yes” is neither true nor false"),
    Fault(
        "council: unknown",
        "counsil: true",
        "unknown-answer",
        "counsil",
        "the key “counsil” is not known here",
    ),
    Fault(
        "employers: [centrale]",
        "employers: [centrale, magasin]",
        "unknown-reference",
        "magasin",
        "no employer is called",
    ),
    Fault(
        "employers: [centrale]",
        'employers: "magasin, centrale"',
        "unknown-reference",
        "magasin",
        "no employer is called",
    ),
    Fault(
        "employers: [centrale]",
        "employers: [{a: b}]",
        "wrong-value",
        "[{a: b}]",
        "a single value is wanted here",
    ),
    Fault("start: 2027-01-04", "start: 4", "wrong-value", "4", "“4” is not a date"),
    Fault(
        "start: 2027-01-04", "start: 2027-02-30", "wrong-value", "2027-02-30", "“2027-02-30” is not a date"
    ),
    Fault(
        "to: 2028-01-19, population",
        "population",
        "wrong-value",
        None,
        "a period has from, to and perhaps population",
    ),
    Fault("to: 2028-01-19", "to: 2026-01-19", "wrong-value", None, "the period ends before it begins"),
    Fault("community-manager:", "comunity-manager:", "unknown-role", "comunity-manager", "no role is called"),
    Fault("hours: 8}", "hours: 8h}", "wrong-value", "8h", "hours a week are a whole number, not “8h”"),
    Fault("hours: 8}", "hours: -5}", "wrong-value", "-5", "hours a week are a whole number, not “-5”"),
    Fault("hours: 8}", "hours: [8]}", "wrong-value", "[8]", "hours a week are a whole number"),
    Fault(
        "hours: 8}",
        "hours: 8, absences: [{from: 2027-03-02, to: 2027-03-01}]}",
        "wrong-value",
        "[{from: 2027-03-02, to: 2027-03-01}]",
        "the period ends before it begins",
    ),
    Fault(
        "hours: 8}",
        "hours: 8, absences: [{preset: agust}]}",
        "wrong-value",
        "agust",
        "“agust” is not the name",
    ),
    Fault(
        "hours: 8}",
        "hours: 8, absences: [{preset: august, population: stores}]}",
        "wrong-value",
        "preset",
        "an absence is a role’s",
    ),
    Fault("hours: 8}", "hours: 8, absences: august}", "wrong-value", "august", "a list of periods is wanted"),
    Fault("hours: 8}", "huors: 8}", "unknown-answer", "huors", "the key “huors” is not known here"),
    Fault("name: unknown, hours", "name: [a], hours", "wrong-value", "[a]", "a single value is wanted here"),
    Fault("{name: unknown, hours: 8}", "8", "wrong-value", "8", "a map is wanted here"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.new for fault in FAULTS])
def test_one_fault_is_one_finding(library: Library, fault: Fault) -> None:
    assert ANSWERS.count(fault.old) == 1
    text = ANSWERS.replace(fault.old, fault.new)
    _, found = read(text, library)
    assert [one.rule for one in found] == [fault.rule]
    assert fault.message in str(found[0].message)
    assert fault.cited is None or cited(found[0].span, text) == fault.cited


def test_absences_know_their_place(library: Library) -> None:
    listed = "absences: [{from: 2027-03-01, to: 2027-03-12}, {preset: august}]"
    text = ANSWERS.replace("hours: 8}", f"hours: 8, {listed}}}")
    answers, faults = read(text, library)
    assert faults == ()
    week, august = answers.people["community-manager"].absences
    assert (week, august) == (Period(date(2027, 3, 1), date(2027, 3, 12)), Preset("august"))
    assert week.span is not None
    assert august.span is not None
    assert (cited(week.span, text), cited(august.span, text)) == ("from", "preset")


def test_absences_that_nobody_knows_are_none(library: Library) -> None:
    answers, faults = read(ANSWERS.replace("hours: 8}", "hours: 8, absences: unknown}"), library)
    assert (faults, answers.people["community-manager"].absences) == ((), ())


def test_one_id_for_two_communities(library: Library) -> None:
    text = ANSWERS.replace("communities:\n", "communities:\n  - {id: idees, name: Autre}\n")
    answers, faults = read(text, library)
    assert [(fault.rule, fault.span.line) for fault in faults] == [("duplicate-id", 13)]
    assert len(answers.groups["communities"]) == 1


def test_every_fault_is_told_and_the_rest_is_kept(library: Library) -> None:
    text = (
        ANSWERS.replace("2750", "many")
        .replace("[mailing-list]", "[fax]")
        .replace("members: 200", "members: x")
    )
    answers, faults = read(text, library)
    assert len(faults) == 3
    assert answers.values["organisation.name"].value == "Weldom"
    assert "organisation.headcount" not in answers.values


def test_answers_to_questions_that_cannot_be_read_are_let_pass(tmp_path: Path) -> None:
    broken = small_library.changed("questions.yaml", "type: multi", "type: mulit")
    library = small_library.load(tmp_path, broken)
    assert [fault.rule for fault in library.diagnostics] == ["wrong-value"]
    _, faults = read(ANSWERS, library)
    assert faults == ()


@given(st.data())
def test_any_damage_is_read_without_raising(library: Library, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(ANSWERS)))
    end = data.draw(st.integers(start, min(len(ANSWERS), start + 30)))
    new = data.draw(st.text(alphabet="ab:-{}[], \n'\"&*x10", max_size=8))
    text = ANSWERS[:start] + new + ANSWERS[end:]
    reading = read_text(text, LABEL)
    faults = reading.diagnostics
    if reading.document is not None:
        faults += answers_in(reading.document, library)[1]
    for fault in faults:
        assert_inside(fault, reading.text)


@pytest.mark.parametrize(
    ("line", "words", "message"),
    [
        (
            "decision: 2027-01-03",
            "2027-01-03",
            "the decision is on 3 January 2027, before the start on 4 January 2027",
        ),
        (
            "target: 2026-12-01",
            "2026-12-01",
            "the wanted opening is on 1 December 2026, before the start on 4 January 2027",
        ),
        ("week: []", "[]", "a week has at least one working day"),
    ],
)
def test_answers_that_do_not_fit_each_other(line: str, words: str, message: str) -> None:
    library = load_library([Folder(playbooks_folder(), "bundled:")])
    text = f"kind: answers\nformat: 1\ncalendar:\n  start: 2027-01-04\n  {line}\n"
    _, faults = read(text, library)
    assert [(fault.rule, str(fault.message)) for fault in faults] == [("wrong-value", message)]
    assert cited(faults[0].span, text) == words
    fitting = "decision: 2027-01-04\n  target: 2027-01-04\n  week: [monday]"
    assert read(text.replace(line, fitting), library)[1] == ()


def test_a_refused_file_still_tells_its_language(library: Library) -> None:
    answers, faults = read(ANSWERS.replace("format: 1", "format: 9"), library)
    assert [fault.rule for fault in faults] == ["format-version"]
    assert answers.language == "fr"
