"""A comparison as it is read: what a mail may not tell, how much a terminal shows."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from changed_plans import example

from rse_plan.documents.diff_view import LINES, Compared, DiffView
from rse_plan.documents.diff_words import DiffWords
from rse_plan.documents.words import Words
from rse_plan.formats.diff_markdown import write_diff
from rse_plan.model.answers import Answer, Answers
from rse_plan.model.question import Question
from rse_plan.pipeline import remade
from rse_plan.planning.causes import explained
from rse_plan.planning.changes import Side
from rse_plan.planning.comparison import Amounts
from rse_plan.planning.facts import PLURAL, FactSheet
from rse_plan.planning.outline import Outline, outline_of
from rse_plan.planning.variants import others, with_answer
from rse_plan.source.span import file_start

LEAD = tuple(name for name, question in example("weldom")[1].questions.items() if question.audience == "lead")


@cache
def former() -> Side:
    return Side(*example("weldom"))


def outlined(side: Side) -> Outline:
    return outline_of(remade(side.answers, side.library), FactSheet(side.answers, side.library))


def compared(now: Answers) -> Compared:
    found = explained(former(), Side(now, former().library), outlined)
    return Compared(former="a.yaml", now="b.yaml", moves=found.moves, causes=found.causes)


def otherwise(question: Question) -> Answers:
    """The answers with another one to a question, of the first element where it is asked of each."""
    side = former()
    sheet = FactSheet(side.answers, side.library)
    prefix = question.id.partition(".")[0]
    element = sheet.elements(PLURAL[prefix])[0] if prefix in PLURAL else None
    bound = {prefix: element} if element is not None else {}
    now = sheet.fact(question.id, bound).value
    value = next(iter(others(question, now)), None)
    if value is None and question.type == "multi":
        value = tuple(choice.value for choice in question.choices[:1])
    if value is None and question.type == "integer":
        value = (now if isinstance(now, int) else question.min or 0) + 1
    return with_answer(side.answers, side.library, question.id, element, value)


@pytest.mark.whole
@pytest.mark.parametrize("name", LEAD)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_mail_names_no_private_answer(name: str, language: str) -> None:
    question = former().library.questions[name]
    words = Words(language)
    found = compared(otherwise(question))
    mail = write_diff(DiffView(found, words, shared=True).page(None), words)
    assert name not in mail
    assert question.name.in_(language) not in mail.replace("\\", "")
    assert "weldom.yaml" not in mail
    told = DiffView(found, words).page(None)
    if found.causes:
        shown = "\n".join(line for part in told.parts for line in part.lines)
        assert words.say("confidential") in shown


def test_a_terminal_shows_some_forty_lines_and_causes_first() -> None:
    side = former()
    values = {**side.answers.values}
    for name, value in (("organisation.headcount", 2900), ("organisation.sites", "few")):
        values[name] = Answer(value, file_start("b.yaml"))
    answers = replace(side.answers, values=values)
    answers = with_answer(answers, side.library, "employer.council_expert", "weldom", False)
    view = DiffView(compared(answers), Words("en"))
    page, whole = view.page(), view.page(None)
    count = 1 + len(page.remarks) + sum(len(part.lines) for part in page.parts)
    assert count <= LINES
    assert page.parts[0].label == "causes"
    assert page.parts[0] == whole.parts[0]
    moved = next(part for part in page.parts if part.label == "moved")
    rest = len(next(part for part in whole.parts if part.label == "moved").lines) - len(moved.lines) + 1
    assert moved.lines[-1] == f"and {rest} others: --all shows them"


def test_answers_may_differ_where_plans_do_not() -> None:
    side = former()
    named = with_answer(side.answers, side.library, "goal.process", None, "another process")
    page = DiffView(compared(named), Words("en")).page()
    assert page.headline == "The answers differ, the plans do not."
    assert [part.label for part in page.parts] == ["without effect"]


@pytest.mark.parametrize(
    ("name", "former_minutes", "now", "said"),
    [
        ("it", 214 * 60, 206 * 60, "214 h → 206 h (−8 h)"),
        ("it", 12_864, 12_336, "214 h 24 → 205 h 36 (−8 h 48)"),  # 214 and 206 rounded, and 9 between them
        ("it", 3705, 3375, "61 h 45 → 56 h 15 (−5 h 30)"),
        ("it", 720, 570, "12 h → 9 h 30 (−2 h 30)"),
        ("it", 6000, 6010, "100 h → 100 h 10 (+10 min)"),
        ("tasks", 120, 118, "120 → 118 (−2)"),
    ],
)
def test_what_a_reader_subtracts_is_what_is_told(name: str, former_minutes: int, now: int, said: str) -> None:
    told = DiffWords(Words("en"), compared(former().answers).moves, shared=True)
    shown = told.change_of(Amounts(name, former_minutes, now))
    assert shown.replace("\u00a0", " ").replace("\u202f", " ") == said
