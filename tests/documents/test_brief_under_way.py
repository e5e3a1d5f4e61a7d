"""The brief of a plan under way: what was answered, what waits, what nobody has confirmed."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest
from under_way import MONTHS, NOTE, REASON, answered, month, plan_on, unbroken

from examples import LANGUAGES
from rse_plan.documents import brief_view, plan_view, register_view
from rse_plan.documents.brief_fit import MOST_WORDS, fits, second_page, words_of
from rse_plan.documents.brief_parts import brief_risks
from rse_plan.documents.page_one_fit import page_height
from rse_plan.documents.paper import SHEET
from rse_plan.documents.telling import Telling
from rse_plan.documents.views import BriefView, RegisterView
from rse_plan.documents.words import Words


@cache
def brief(number: int, language: str = "fr") -> BriefView:
    return brief_view.describe(month(number), Words(language))


@cache
def register(number: int, language: str = "fr") -> RegisterView:
    return register_view.describe(month(number), Words(language))


@pytest.mark.parametrize(
    ("number", "sentences"),
    [
        (
            3,
            (
                "Le 22 janvier, vous avez engagé l’étude et la consultation du CSE",
                "Vous déciderez de l’ouvrir ou non après l’avis du CSE",
            ),
        ),
        (
            6,
            (
                "Il sert une chose :",
                "200 personnes, ouvert depuis le 28 avril.",
                "Le 6 avril, vous avez décidé de l’ouvrir.",
                "vous déciderez de l’étendre ou de l’arrêter.",
            ),
        ),
        (9, ("Le 12 juillet, vous avez décidé d’arrêter.",)),
    ],
)
def test_the_brief_says_in_short_where_the_plan_stands(number: int, sentences: tuple[str, ...]) -> None:
    told = unbroken(brief(number).essential.plain)
    for sentence in sentences:
        assert sentence in told


@pytest.mark.whole
def test_the_reply_box_asks_for_the_next_decision_until_none_is_left() -> None:
    asked = {number: brief(number).reply for number in MONTHS}
    numbers = [re.findall(r"\d", unbroken(box.question.plain)) if box else [] for box in asked.values()]
    assert numbers == [["1", "1"], ["2", "4"], ["3", "5"], []]
    assert brief(9).reply_by == ""


def test_the_log_prints_the_answers_and_leaves_the_rest_to_be_written() -> None:
    log = brief(6).log
    assert [unbroken(row.answer.plain)[:3] for row in log] == ["oui", "oui", ""]
    assert [unbroken(row.given) for row in log] == ["22 janv., sponsor", "6 avr., sponsor", ""]
    assert unbroken(log[0].answer.plain).endswith("…"), "cut at a word"
    whole = [unbroken(ask.answer.plain) for ask in register(6).asks if ask.answer]
    assert f"oui le 22 janvier 2027 : {NOTE}" in whole


def test_acts_answered_are_not_asked_again() -> None:
    acts = brief(6).acts
    assert [unbroken(act.due) for act in acts][:4] == [
        "oui le 22 janv.",
        "29 janv., non confirmé",
        "reporté le 26 mars",
        "oui le 6 avr.",
    ]
    assert not acts[0].otherwise
    assert acts[2].otherwise
    assert unbroken(brief(6).acts_title) == "Cinq actes, 1 h 30 ; 2 réponses données"


def test_an_act_whose_work_is_done_is_not_told_as_unconfirmed() -> None:
    plan = plan_on(date(2027, 2, 8), "  - {id: sponsor-mandate/pledge, done: 2027-01-28}\n")
    act = brief_view.describe(plan, Words("fr")).acts[1]
    assert unbroken(act.due) == "fait le 28 janv."
    assert not act.otherwise


@pytest.mark.whole
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", MONTHS)
def test_page_one_and_the_brief_hold_on_their_pages(number: int, language: str) -> None:
    for plan in (month(number), answered(month(number), f"{NOTE} {REASON} " * 20)):
        view = brief_view.describe(plan, Words(language))
        assert fits(view)
        assert words_of(view) <= MOST_WORDS
        assert second_page(view) <= SHEET
        whole = plan_view.describe(plan, Words(language))
        assert page_height(whole.heading, whole.page_one) <= SHEET


def test_a_risk_of_not_waiting_is_over_with_the_wait() -> None:
    """Before the opinion the sponsor must see it; after it has ended nobody can open before it."""
    tellings = [Telling(month(number), Words("fr")) for number in (3, 6)]
    before, after = (unbroken(repr(brief_risks(telling, 9))) for telling in tellings)
    assert "Ouvrir avant l’avis" in before
    assert "Ouvrir avant l’avis" not in after
    assert "Crainte d’être évalué" in after


def test_once_open_an_act_that_nobody_spoke_of_threatens_nothing() -> None:
    """Before the opening the pledge is still a condition of it."""
    before, after = (brief(number).acts[1] for number in (3, 6))
    assert unbroken(before.otherwise.plain) == "Le pilote n’ouvre pas"
    assert unbroken(after.due) == "29 janv., non confirmé"
    assert not after.otherwise


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "(refusée le 12 juillet)"), ("en", "(refused on 12 July)")]
)
def test_an_opening_that_was_refused_is_told_as_refused(language: str, said: str) -> None:
    """Who said no reads no date of it as if it were settled."""
    rows = brief_view.describe(month(9), Words(language)).milestones
    opening = [text for row in rows if said in (text := unbroken(row.text.plain))]
    assert len(opening) == 1
    agreed = brief_view.describe(month(6), Words(language)).milestones
    assert said.split(maxsplit=1)[0] not in repr(agreed)
