"""One parser for every source of an answer: prompt, file, flag, default (semantics 1, style 21)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import small_library
from hypothesis import given
from hypothesis import strategies as st

from rse_plan.library import Folder, load_library
from rse_plan.model.amounts import read_amount
from rse_plan.model.periods import Period, Preset
from rse_plan.model.problem import Problem
from rse_plan.model.question import AfterDate, Question, read_assumption
from rse_plan.source.span import file_start
from rse_plan.source.yaml_reader import Scalar


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Question]:
    return dict(small_library.load(tmp_path_factory.mktemp("library")).questions)


def plain(text: str) -> Scalar:
    return Scalar(text, True, file_start("answers.yaml"))


def quoted(text: str) -> Scalar:
    return Scalar(text, False, file_start("answers.yaml"))


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("organisation.name", plain("no"), "no"),
        ("organisation.name", plain(" 12:30 "), "12:30"),
        ("organisation.headcount", plain("2750"), 2750),
        ("organisation.sites", quoted("one"), "one"),
        ("goal.replaces", plain("messaging"), ("messaging",)),
        ("goal.replaces", (plain("messaging"), plain("messaging")), ("messaging",)),
        ("goal.replaces", (), ()),
        ("employer.council", plain("false"), False),
        ("employer.country", plain("DE"), "DE"),
        ("calendar.start", plain("2028-02-29"), date(2028, 2, 29)),
        ("calendar.start", quoted("2027-01-04"), date(2027, 1, 4)),
        (
            "calendar.freezes",
            ({"from": plain("2027-10-16"), "to": plain("2027-10-16"), "population": plain("stores")},),
            (Period(date(2027, 10, 16), date(2027, 10, 16), "stores"),),
        ),
        (
            "calendar.freezes",
            (
                {"preset": plain("august")},
                {"preset": plain("school-holidays"), "zone": plain("C"), "population": plain("stores")},
            ),
            (Preset("august"), Preset("school-holidays", "C", "stores")),
        ),
    ],
)
def test_answers_that_fit(questions: dict[str, Question], name: str, raw: object, value: object) -> None:
    assert questions[name].parse(raw) == value


@pytest.mark.parametrize(
    ("name", "raw", "message", "advice"),
    [
        ("organisation.name", plain(""), "an answer is missing here", None),
        ("organisation.name", quoted("a\nb"), "one line of plain text", None),
        ("organisation.name", quoted("a\u202eb"), "one line of plain text", None),
        ("organisation.name", plain("a\u2066b"), "one line of plain text", None),
        ("organisation.name", plain("a\u200fb"), "one line of plain text", None),
        ("organisation.name", plain("a\u061cb"), "one line of plain text", None),
        ("organisation.name", quoted("a\x1bb"), "one line of plain text", None),
        ("organisation.name", plain("x" * 201), "201 characters; at most 200", None),
        ("organisation.name", (plain("a"),), "a single value is wanted here", None),
        ("organisation.headcount", plain("many"), "“many” is not a whole number", "digits only"),
        ("organisation.headcount", quoted("300"), "“300” is not a whole number", "digits only"),
        ("organisation.headcount", plain("3.5"), "is not a whole number", None),
        ("organisation.headcount", plain("٣٠٠"), "is not a whole number", None),
        ("organisation.headcount", plain("4"), "4 is too small", "at least 5"),
        ("organisation.headcount", plain("90001"), "90,001 is too large", "at most 90,000"),
        ("organisation.sites", plain("som"), "“som” is not among the choices", "one of one, few, many"),
        ("organisation.sites", plain("meny"), "“meny” is not among the choices", "did you mean “many”?"),
        ("goal.replaces", (plain("chat"),), "“chat” is not among the choices", None),
        ("goal.replaces", {"a": plain("b")}, "a list is wanted here", "write [a, b]"),
        ("goal.replaces", ((plain("messaging"),),), "a single value is wanted here", None),
        ("employer.council", plain("yes"), "“yes” is neither true nor false", "true or false"),
        ("employer.council", quoted("true"), "“true” is neither true nor false", None),
        ("employer.council", plain("True"), "“True” is neither true nor false", None),
        ("calendar.start", plain("5"), "“5” is not a date", "year-month-day"),
        ("calendar.start", plain("2027-02-29"), "“2027-02-29” is not a date", None),
        ("calendar.start", plain("04/01/2027"), "is not a date", None),
        ("calendar.start", plain("20270104"), "is not a date", None),
        ("calendar.start", plain("1999-12-31"), "the year 1999 is out of range", None),
        ("calendar.freezes", plain("august"), "a list of periods is wanted here", None),
        ("calendar.freezes", (plain("august"),), "a period has from, to", None),
        ("calendar.freezes", ({"from": plain("2027-08-01")},), "a period has from, to", None),
        (
            "calendar.freezes",
            ({"from": plain("2027-08-02"), "to": plain("2027-08-01")},),
            "ends before",
            None,
        ),
        ("calendar.freezes", ({"from": plain("x"), "to": plain("2027-08-01")},), "“x” is not a date", None),
        ("calendar.freezes", ({"from": (), "to": plain("2027-08-01")},), "a single value", None),
        (
            "calendar.freezes",
            ({"form": plain("2027-08-01"), "to": plain("2027-08-02")},),
            "a period has",
            "“from”",
        ),
        (
            "calendar.freezes",
            ({"preset": plain("agust")},),
            "“agust” is not the name",
            "did you mean “august”?",
        ),
        (
            "calendar.freezes",
            ({"preset": plain("x")},),
            "“x” is not the name",
            "august, year-end, school-holidays",
        ),
        ("calendar.freezes", ({"preset": ()},), "“” is not the name", None),
        (
            "calendar.freezes",
            ({"preset": plain("august"), "to": plain("x")},),
            "a preset has",
            "take “to” away",
        ),
        ("calendar.freezes", ({"preset": plain("august"), "zone": plain("A")},), "“A” is not a zone", None),
        (
            "calendar.freezes",
            ({"preset": plain("school-holidays"), "zone": plain("D")},),
            "“D” is not a zone",
            "one of A, B, C",
        ),
    ],
)
def test_answers_that_do_not_fit_say_why(
    questions: dict[str, Question], name: str, raw: object, message: str, advice: str | None
) -> None:
    found = questions[name].parse(raw)
    assert isinstance(found, Problem)
    assert message in str(found.message)
    assert advice is None or advice in str(found.advice)


def test_a_date_may_be_assumed_as_so_long_after_another(questions: dict[str, Question]) -> None:
    raw = {"after": plain("calendar.start"), "by": plain("4w")}
    by = read_amount("4w", frozenset("w"), whole=True)  # type: ignore[arg-type]  # a unit is a word
    assert read_assumption(questions["calendar.decision"], raw) == AfterDate("calendar.start", by)  # type: ignore[arg-type]  # by is an amount
    assert isinstance(read_assumption(questions["organisation.headcount"], raw), Problem)
    assert isinstance(read_assumption(questions["calendar.decision"], {**raw, "by": plain("soon")}), Problem)


RAW = st.recursive(
    st.builds(Scalar, st.text(max_size=20), st.booleans(), st.just(file_start("a"))),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.sampled_from(["from", "to", "a", "preset", "zone"]), inner)
    ),
    max_leaves=5,
)


@given(st.data())
def test_any_value_is_an_answer_or_a_problem(questions: dict[str, Question], data: st.DataObject) -> None:
    question = questions[data.draw(st.sampled_from(sorted(questions)))]
    found = question.parse(data.draw(RAW))
    assert isinstance(found, Problem | str | int | date | tuple)
    if isinstance(found, Problem):
        assert str(found.message)


@given(st.integers(5, 90000), st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.booleans())
def test_values_are_read_as_they_are_written(
    questions: dict[str, Question], number: int, day: date, truth: bool
) -> None:
    assert questions["organisation.headcount"].parse(plain(str(number))) == number
    assert questions["calendar.start"].parse(plain(day.isoformat())) == day
    assert questions["employer.council"].parse(plain(str(truth).lower())) is truth
    period = {"from": plain(day.isoformat()), "to": plain((day + timedelta(days=0)).isoformat())}
    assert questions["calendar.freezes"].parse((period,)) == (Period(day, day),)


NOTHING_STOPS = """kind: questions
format: 1
sections:
  - id: purpose
    title: {en: Purpose, fr: But}
    questions:
      - id: goal.stops
        type: multi
        default: [none]
        name: {en: what stops, fr: arrêt}
        label: {en: What stops?, fr: Quoi ?}
        choices:
          - {value: list, label: {en: a list, fr: une liste}}
          - {value: chat, label: {en: chat groups, fr: des groupes}}
          - {value: none, label: {en: nothing, fr: rien}}
"""


def test_a_choice_that_means_none_stands_alone(tmp_path: Path) -> None:
    """`none` beside a channel that stops: a plan would be made of two answers that exclude each other."""
    (tmp_path / "questions.yaml").write_text(NOTHING_STOPS, encoding="utf-8")
    question = load_library([Folder(tmp_path, "library/")]).questions["goal.stops"]
    assert question.parse((plain("none"), plain("none"))) == ("none",)
    assert question.parse((plain("list"), plain("chat"))) == ("list", "chat")
    for raw in (("list", "none"), ("none", "chat"), ("list", "chat", "none")):
        found = question.parse(tuple(plain(value) for value in raw))
        assert isinstance(found, Problem), raw
        assert str(found.message) == "“none” cannot stand beside other answers"
        assert str(found.advice) == "leave it out, or leave out the others"
