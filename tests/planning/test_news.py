"""What moved since the plan before, because of what, who decides: one thing changed at a time, on Weldom."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from rse_plan.documents.news_view import MOST, news_lines
from rse_plan.documents.telling import Telling
from rse_plan.documents.words import Words
from rse_plan.library import Library, Sourced
from rse_plan.library.compiled import bundled_folder
from rse_plan.model.answers import Answers, read_answers
from rse_plan.model.progress import read_progress
from rse_plan.pipeline import load, plan, remade
from rse_plan.planning.comparison import moves
from rse_plan.planning.course import Course
from rse_plan.planning.former import former_of
from rse_plan.planning.news import Because, News, news_of
from rse_plan.planning.outline import outline_of
from rse_plan.planning.plan import Plan
from rse_plan.planning.variants import with_answer, with_hours
from rse_plan.resources import example_path
from rse_plan.source.yaml_reader import read_text

TODAY = date(2027, 2, 8)
pytestmark = pytest.mark.whole


@cache
def given() -> tuple[Answers, Library, Plan]:
    loaded = load(example_path("weldom"), (bundled_folder(),))
    assert loaded.answers is not None
    answers = with_hours(loaded.answers, "community-manager", 10)
    return answers, loaded.library, remade(answers, loaded.library)


def made_again(answers: Answers, *reports: str) -> Plan:
    _, library, before = given()
    course = Course(TODAY, former_of(before))
    if reports:
        text = "kind: progress\nformat: 1\nitems:\n" + "".join(f"  - {{{one}}}\n" for one in reports)
        document = read_text(text, "progress.yaml").document
        assert document is not None
        fitted = read_progress(document)
        assert fitted.value is not None
        course = replace(course, progress=Sourced(fitted.value, fitted.document))
    after = plan(answers, library, course=course)
    hours = {one.role: max(week.capacity for week in one.weeks) for one in before.workload if one.weeks}
    moved = moves(outline_of(before), outline_of(after))
    return replace(after, news=news_of(after, former_of(before), moved, hours))


def news(answers: Answers, *reports: str) -> News:
    found = made_again(answers, *reports).news
    assert found is not None
    return found


def test_an_assumption_that_became_an_answer_says_what_it_changed() -> None:
    answers, library, _ = given()
    found = news(with_answer(answers, library, "employer.council_expert", "weldom", False))
    first = found.developments[0]
    assert first.root.because in (Because.ANSWERED, Because.LEAD)
    assert first.moved[0].now.opens
    assert first.moved[0].told.days is not None
    assert first.moved[0].told.days < 0
    assert first.decides == "project-lead" or first.root.because is Because.LEAD


def test_hours_are_told_with_those_of_before() -> None:
    answers, _, _ = given()
    found = news(with_hours(answers, "community-manager", 5))
    roots = {one.root.because: one.root for one in found.developments}
    assert roots[Because.HOURS].role == "community-manager"
    assert roots[Because.HOURS].minutes == (600, 300)


def test_what_is_blocked_is_the_cause_of_all_that_waits_for_it() -> None:
    answers, _, _ = given()
    report = (
        "id: platform-access/shortlist, blocked: 2027-02-01, until: 2027-06-01, reason: no vendor answers"
    )
    [found] = news(answers, report).developments
    assert (found.root.because, found.root.item) == (Because.REPORTED, "platform-access/shortlist")
    assert found.moved[0].now.opens


def test_what_comes_and_goes_is_named() -> None:
    answers, library, _ = given()
    found = news(with_answer(answers, library, "platform.product", None, "viva-engage"))
    first = found.developments[0].root
    assert first.turned is not None
    assert (first.because, first.turned.question) == (Because.ANSWERED, "platform.product")
    gone = {one.root.gone.id for one in found.developments if one.root.gone is not None}
    assert gone == {"platform-access/shortlist"}


def test_what_is_gone_makes_nothing_later() -> None:
    answers, library, _ = given()
    found = news(with_answer(answers, library, "organisation.headcount", None, 200))
    assert found.developments
    eased = [one for one in found.developments if one.root.because is Because.GONE]
    assert all((one.moved[0].start.days or 0) < 0 for one in eased)


def test_a_private_answer_is_never_named() -> None:
    answers, library, _ = given()
    for name, value in (("culture.mode", "hierarchical"), ("history.failed", True)):
        made = made_again(with_answer(answers, library, name, None, value))
        for language in ("fr", "en"):
            told = " ".join(one.plain for one in news_lines(Telling(made, Words(language))))
            question = library.questions[name]
            assert question.name.in_(language) not in told
    assert library.questions["culture.mode"].audience == "lead"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_at_most_five_lines(language: str) -> None:
    answers, _, _ = given()
    other = with_hours(answers, "community-manager", 6)
    for role in ("it", "hr", "legal"):
        other = with_hours(other, role, 2)
    reports = [
        "id: framing/interviews, done: 2027-01-20",
        "id: framing/use-cases, done: 2027-01-29",
        "id: independent-employers/agreement@magasins, blocked: 2027-02-01, reason: x, until: 2027-04-01",
        "id: platform-access/directory-quality, blocked: 2027-02-01, reason: y, until: 2027-05-01",
        "id: charter/draft-charter, blocked: 2027-02-01, reason: z, until: 2027-04-15",
        "id: governance/who-decides, blocked: 2027-02-01, reason: z, until: 2027-04-15",
    ]
    made = made_again(other, *reports)
    lines = news_lines(Telling(made, Words(language)))
    assert made.news is not None
    assert len(made.news.developments) > MOST
    assert len(lines) == MOST
    assert all("{" not in one.plain for one in lines)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fr",
            "Nouveau dans le plan : « Relire les idées ».",
        ),
        (
            "en",
            "New in the plan: “Read the ideas again”.",
        ),
    ],
)
def test_what_came_and_moved_nothing_is_told(language: str, said: str) -> None:
    answers, _, _ = given()
    text = (
        "kind: answers\nformat: 1\nadd:\n  - id: own/read-again\n    phase: sustain\n"
        "    title: {fr: Relire les idées, en: Read the ideas again}\n"
        "    raci: {R: business, A: business}\n    duration: 1d\n"
        "    needs: [pilot-by-communities/open]\n"
    )
    document = read_text(text, "answers.yaml").document
    assert document is not None
    own = read_answers(document, given()[1].questions)[0].own
    made = made_again(replace(answers, own=own))
    lines = [one.plain.replace("\u00a0", " ") for one in news_lines(Telling(made, Words(language)))]
    assert lines[1:] == [said]


@pytest.mark.parametrize(
    ("language", "expert", "council"),
    [
        ("en", "yes (assumed) → no", "yes, one, as was assumed; no date moves."),
        ("fr", "oui (supposé) → non", "oui, un seul, comme on le supposait ; aucune date ne bouge."),
    ],
)
def test_an_assumption_that_proved_right_is_the_cause_of_nothing(
    language: str, expert: str, council: str
) -> None:
    """The delay is shorter because the council has no expert, not because there is a council."""
    answers, library, _ = given()
    answers = with_answer(answers, library, "employer.works_council", "weldom", "single")
    made = made_again(with_answer(answers, library, "employer.council_expert", "weldom", False))
    lines = [re.sub("[\u00a0\u202f]", " ", one.plain) for one in news_lines(Telling(made, Words(language)))]
    assert any(expert in one and "no date moves" not in one and "ne bouge" not in one for one in lines)
    assert [one for one in lines if council in one]
    assert not [one for one in lines if "→ oui" in one or "→ yes" in one]
