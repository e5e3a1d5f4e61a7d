"""What is typed: the forms people use, and a helpful line for what does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_plan.interview.agenda import Ask, Mode
from rse_plan.interview.asker import Form
from rse_plan.interview.phrasing import UNKNOWN, as_typed, phrase, understand
from rse_plan.interview.record import make_id
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import EMPLOYERS, Answer, Answers, Element
from rse_plan.model.periods import AnyPeriod, Period, Preset
from rse_plan.model.problem import Problem
from rse_plan.planning.facts import FactSheet
from rse_plan.source.span import file_start


def understood(library: Library, question: str, *typed: str, language: str = "en") -> Any:
    return understand(library.questions[question], typed, Voice(language))


def complaint(library: Library, question: str, *typed: str, language: str = "en") -> str:
    found = understood(library, question, *typed, language=language)
    assert isinstance(found, Problem), found
    return Voice(language).problem(found)


@pytest.mark.parametrize(
    ("question", "typed", "value"),
    [
        ("organisation.headcount", "2750", 2750),
        ("organisation.headcount", " 2 750 ", 2750),
        ("organisation.headcount", "2\u202f750", 2750),
        ("calendar.decision", "2027-01-22", date(2027, 1, 22)),
        ("calendar.decision", "22/01/2027", date(2027, 1, 22)),
        ("calendar.decision", "1/22/2027", date(2027, 1, 22)),
        ("calendar.decision", "", None),
        ("calendar.target", " ", None),
        ("goal.process", "unknown", "unknown"),
        ("goal.process", "  e\u0301te\u0301  ", "été"),
        ("goal.process", "🎉 مرحبا", "🎉 مرحبا"),
        ("goal.urgent", "true", True),
        ("goal.urgent", UNKNOWN, None),
    ],
)
def test_what_people_type(library: Library, question: str, typed: str, value: object) -> None:
    assert understood(library, question, typed) == value


def test_a_day_and_a_month_that_could_be_each_other_are_asked_for_again_in_english(library: Library) -> None:
    assert understood(library, "calendar.decision", "03/02/2027", language="fr") == date(2027, 2, 3)
    assert "such as 2027-01-29 or" in complaint(library, "calendar.decision", "03/02/2027")


@pytest.mark.parametrize(
    ("question", "typed", "language", "quoted"),
    [
        ("calendar.decision", "31/13/2028", "fr", "31/13/2028"),
        ("calendar.decision", "30.02.2027", "fr", "30.02.2027"),
        ("calendar.decision", " 2/30/2027 ", "en", "2/30/2027"),
        ("calendar.decision", "0/0/2027", "fr", "0/0/2027"),
        ("calendar.closures", "02/08/2027 > 31/13/2027", "fr", "31/13/2027"),
    ],
)
def test_a_day_that_does_not_exist_is_quoted_as_it_was_typed(
    library: Library, question: str, typed: str, language: str, quoted: str
) -> None:
    assert complaint(library, question, typed, language=language).startswith(
        f"“{quoted}” is not a date" if language == "en" else f"«\u00a0{quoted}\u00a0» n’est pas une date"
    )


@pytest.mark.parametrize(
    ("question", "typed", "english"),
    [
        ("organisation.name", "", "an answer is missing here"),
        ("organisation.name", "x" * 500, "the text has 500 characters; at most 200 fit"),
        ("goal.process", "x" * 2001, "the text has 2001 characters; at most 2000 fit"),
        ("organisation.headcount", "0", "0 is too small: at least 5"),
        ("organisation.headcount", "10000000", "10,000,000 is too large: at most 5,000,000"),
        ("organisation.headcount", "many", "“many” is not a whole number: write digits only"),
        ("organisation.headcount", "1,5", "“1,5” is not a whole number: write digits only"),
        (
            "calendar.decision",
            "2027-02-30",
            "“2027-02-30” is not a date: type one such as 2027-01-29 or 29 January 2027",
        ),
        (
            "calendar.decision",
            "1870-01-01",
            "the year 1870 is out of range: type one such as 2027-01-29 or 29 January 2027",
        ),
        ("goal.process", "a\x1b[2Jb", "a sign in it is not text: type it again, without control keys"),
        ("goal.process", "a\x9bb", "a sign in it is not text: type it again, without control keys"),
        ("goal.process", "a\u2028b", "a sign in it is not text: type it again, without control keys"),
        ("goal.process", "a\udc80b", "a sign in it is not text: type it again, without control keys"),
    ],
)
def test_what_does_not_fit_gets_one_line_with_what_would(
    library: Library, question: str, typed: str, english: str
) -> None:
    assert complaint(library, question, typed) == english
    assert complaint(library, question, typed, language="fr") != english


SUMMER = Period(date(2027, 8, 2), date(2027, 8, 20))


@pytest.mark.parametrize(
    ("typed", "language", "periods"),
    [
        ("", "en", ()),
        ("2027-08-02 > 2027-08-20", "en", (SUMMER,)),
        ("from 2027-08-02 to 2027-08-20; year-end", "en", (SUMMER, Preset("year-end"))),
        ("du 02/08/2027 au 20/08/2027, août", "fr", (SUMMER, Preset("august"))),
        ("2027-08-02 – 2027-08-20 (stores)", "en", (replace(SUMMER, population="stores"),)),
        (
            "School holidays/A; 2027-08-02",
            "en",
            (Preset("school-holidays", "A"), replace(SUMMER, last=SUMMER.first)),
        ),
    ],
)
def test_periods_are_typed_on_one_line(
    library: Library, typed: str, language: str, periods: tuple[AnyPeriod, ...]
) -> None:
    assert understood(library, "calendar.closures", typed, language=language) == periods
    question = library.questions["calendar.closures"]
    again = as_typed(question, periods, Voice(language))
    assert understood(library, "calendar.closures", *again, language=language) == periods


@pytest.mark.parametrize(
    ("typed", "english"),
    [
        ("sometime", "“sometime” is no period: type 2 to 20 August 2027; year-end"),
        (
            "2027-08-20 > 2027-08-02",
            "the period ends before it begins: type the first day first, then the last one",
        ),
        ("2027-02-30", "“2027-02-30” is not a date: type one such as 2027-01-29 or 29 January 2027"),
    ],
)
def test_a_line_that_states_no_period_is_refused(library: Library, typed: str, english: str) -> None:
    assert complaint(library, "calendar.closures", typed) == english


def test_several_choices(library: Library) -> None:
    assert understood(library, "organisation.countries", "DE", "FR") == ("DE", "FR")
    assert complaint(library, "organisation.countries") == "nothing is picked: pick at least one"
    assert "cannot stand beside" in complaint(library, "organisation.countries", "FR", UNKNOWN)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Boîte à idées", "boite-a-idees"),
        ("Cœur de métier", "coeur-de-metier"),
        ("R&D / Lab 2", "r-d-lab-2"),
        ("مرحبا", "community-1"),
        ("--", "community-1"),
        ("Finance", "finance-3"),
    ],
)
def test_ids_come_from_names(name: str, expected: str) -> None:
    assert make_id(name, ["finance", "finance-2"], "community-1") == expected


@given(st.text(), st.lists(st.text()))
def test_an_id_is_kebab_case_and_free(name: str, others: list[str]) -> None:
    taken: list[str] = []
    for other in [*others, name]:
        made = make_id(other, taken, "community-1")
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
        assert made not in taken
        taken.append(made)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_bundled_question_can_be_asked(
    bundled: Library, interview_of: Callable[..., Any], language: str, mode: Mode
) -> None:
    """No gap left in a label, something to pick from, nothing longer than a line or two of a screen."""
    interview = interview_of(bundled, language, mode)
    sheet = FactSheet(Answers(path="answers.yaml", span=file_start("answers.yaml")), bundled)
    for question in interview.agenda.questions:
        prompt = phrase(Ask(question, 0 if question.group else None), sheet, interview.voice)
        assert "{" not in prompt.label + "".join(prompt.hints)
        assert len(prompt.label) <= 120
        assert len(prompt.options) >= 2 or prompt.form is Form.LINE or question.id == EMPLOYERS
        assert all(len(option.label) <= 100 for option in prompt.options)
        if prompt.form is not Form.LINE:
            assert all(prompt.complaint((option.key,)) is None for option in prompt.options)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_community_s_employers_are_asked_for_where_they_are_picked(bundled: Library, language: str) -> None:
    """A list to pick from has no word of how the file or a flag writes it."""
    answers = Answers(path="", span=file_start(""))
    prompt = phrase(Ask(bundled.questions[EMPLOYERS]), FactSheet(answers, bundled), Voice(language))
    assert prompt.form is Form.SEVERAL
    shown = " ".join((prompt.label, *prompt.hints))
    assert not re.search("comma|identif|virgule", shown)
    assert re.search("none named, all|Sans réponse, tous", shown)


@pytest.mark.parametrize(
    ("name", "suggested"), [("goal.urgent", (UNKNOWN,)), ("employer.independent", ("false",))]
)
def test_enter_alone_says_neither_yes_nor_no_where_nobody_may_know(
    library: Library, name: str, suggested: tuple[str, ...]
) -> None:
    sheet = FactSheet(Answers(path="answers.yaml", span=file_start("answers.yaml")), library)
    assert phrase(Ask(library.questions[name]), sheet, Voice("fr")).suggested == suggested


def test_a_sponsor_to_be_added_is_told_apart_from_the_first(library: Library) -> None:
    """The first one's answer was shown as what would be assumed of the second, without saying whose it is."""
    span = file_start("answers.yaml")
    first = Element("main", span, {"sponsor.level": Answer("ceo", span)})
    answers = Answers(path="answers.yaml", span=span, groups={"sponsors": (first,)})
    prompt = phrase(Ask(library.questions["sponsor.level"], 1), FactSheet(answers, library), Voice("fr"))
    assert re.sub(r"\s", " ", prompt.label) == "Sponsor 2 : Qui l’appuie ?"
    assert "personne pour l’instant" in prompt.options[-1].label
    assert "direction générale" not in prompt.options[-1].label


@pytest.mark.parametrize("typed", ["0", "aucun", "pas d'accord, donc le délai de la loi"])
def test_that_no_agreement_sets_a_time_limit_can_be_said(bundled: Library, typed: str) -> None:
    """What is told to be assumed is what the gate takes: the law's own time, no number of days."""
    voice, question = Voice("fr"), bundled.questions["employer.council_delay_days"]
    law = "pas d’accord, donc le délai de la loi"
    for expert in (True, False, None):
        span = file_start("")
        said = {"employer.country": "FR", "employer.headcount": 900, "employer.council_expert": expert}
        employer = Element("a", span, {name: Answer(value, span) for name, value in said.items()})
        answers = Answers(path="", span=span, groups={"employers": (employer,)})
        prompt = phrase(Ask(question, 0), FactSheet(answers, bundled), voice)
        hints = re.sub(r"\s", " ", " ".join(prompt.hints))
        assert f"Entrée seule : je ne sais pas encore (le plan supposera : {law})" in hints
        assert f"0 : {law}" in hints
    assert understand(question, (typed,), voice) == 0
    assert voice.value(question, 0) == law
