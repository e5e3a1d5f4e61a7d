"""What the brief keeps when there is too much: what binds, what is decided, what serves the goal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from shipped_plans import ALL, made, view

from examples import LANGUAGES
from rse_plan.documents import brief_view, plan_view
from rse_plan.documents.brief_fit import Budget
from rse_plan.documents.brief_parts import brief_measures
from rse_plan.documents.key_dates import moments
from rse_plan.documents.readers import shown_from
from rse_plan.documents.telling import Telling, is_consultation
from rse_plan.documents.words import Words
from rse_plan.planning.plan import Planned

HOSPITAL = "groupe-hospitalier"


def consultations(name: str) -> list[Planned]:
    plan = made(name)
    opening = plan.first_opening
    assert opening is not None
    return [item for item in plan.items if is_consultation(item) and item.finish <= opening]


@pytest.mark.parametrize("name", ALL)
def test_the_last_council_and_the_opening_are_among_the_dates(name: str) -> None:
    """The brief may leave others out: not the one that the opening waits for last."""
    plan, words = made(name), Words("fr")
    days = {row.date for row in brief_view.describe(plan, words).milestones}
    on_page_one = {row.date for row in plan_view.describe(plan, words).page_one.dates}
    assert plan.first_opening is not None
    expected = [
        plan.first_opening,
        *[max(item.finish for item in found) for found in [consultations(name)] if found],
    ]
    for day in expected:
        assert words.day_and_month(day, plan.start) in days
        assert words.day(day, plan.start) in on_page_one


def test_each_country_has_its_last_council_in_the_brief() -> None:
    text = " ".join(row.text.plain for row in view(HOSPITAL, "fr", "brief").milestones)
    assert "Accord d’entreprise signé (hôpitaux en Allemagne)" in text
    assert "Avis du CSE (hôpitaux en France)" in text


def test_of_several_councils_the_last_to_answer_is_kept() -> None:
    plan = made(HOSPITAL)
    opinion = next(item for item in plan.items if item.id == "fr-works-council/council-opinion@france")
    later = [
        replace(
            opinion,
            chosen=replace(opinion.chosen, id=f"{opinion.chosen.ref}@e{n}", elements={"employer": f"e{n}"}),
            finish=opinion.finish + timedelta(days=n),
        )
        for n in range(1, 4)
    ]
    crowded = replace(plan, items=(*plan.items, *later))
    days = {row.date for row in brief_view.describe(crowded, Words("fr")).milestones}
    assert Words("fr").day_and_month(later[-1].finish, plan.start) in days
    kept = [
        m
        for m in moments(Telling(crowded, Words("fr")))
        if m.rank < 3 and m.items[:1] and is_consultation(m.items[0])
    ]
    assert [m.day for m in kept if m.items[0].chosen.ref == opinion.chosen.ref] == [later[-1].finish]


@pytest.mark.parametrize("name", ALL)
def test_every_decision_of_the_sponsor_is_among_the_acts(name: str) -> None:
    plan, words = made(name), Words("fr")
    asked = {
        words.line(ask.chosen.word(ask.chosen.item.do)).plain
        for ask in plan.asks
        if ask.chosen.item.of == "sponsor" and (ask.chosen.item.decides or ask.chosen.item.decision)
    }
    brief = brief_view.describe(plan, words)
    assert asked <= {act.what.plain for act in brief.acts}
    assert len(brief.acts) <= 5


def test_a_sixth_act_is_counted_not_forgotten() -> None:
    """What another playbook adds gives way to the mandate's own acts, even when it is due first."""
    plan = made("weldom")
    full = brief_view.describe(plan, Words("fr"))
    assert not full.acts_more
    pledge = next(ask for ask in plan.asks if ask.chosen.ref == "sponsor-mandate/sign-pledge")
    assert pledge.due is not None
    elsewhere = replace(pledge.chosen.origin, playbook="own")
    added = replace(
        pledge,
        chosen=replace(pledge.chosen, id="own/act", ref="own/act", origin=elsewhere),
        due=pledge.due - timedelta(days=1),
    )
    brief = brief_view.describe(replace(plan, asks=(added, *plan.asks)), Words("fr"))
    assert [act.what for act in brief.acts] == [act.what for act in full.acts]
    assert brief.acts_more.plain == "1 autre acte\u00a0: au registre."


def test_each_opening_counts_its_own_people() -> None:
    rows = [row.text.plain for row in view("association-60", "fr", "brief").milestones]
    opened = [text for text in rows if text.startswith("Ouverture du pilote")]
    assert len(opened) == 2
    assert not any("(60" in text for text in opened)


def test_a_joint_team_is_written_as_french_writes_it() -> None:
    assert view(HOSPITAL, "fr", "brief").from_ == "l’équipe commune"
    assert view(HOSPITAL, "en", "brief").from_ == "joint team"
    assert view("weldom", "fr", "brief").from_ == "direction métier"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_the_recommended_option_has_a_risk(name: str, language: str) -> None:
    for row in view(name, language, "brief").options:
        assert len(row.risk.plain) > 10


@pytest.mark.parametrize("name", ALL)
def test_there_is_always_an_argument(name: str) -> None:
    plan = made(name)
    assert len(view(name, "fr", "brief").why) >= 1
    hidden = tuple(replace(a, item=a.item.model_copy(update={"brief": False})) for a in plan.arguments)
    assert len(brief_view.describe(replace(plan, arguments=hidden), Words("fr")).why) >= 1


@pytest.mark.parametrize("name", ALL)
def test_the_goal_keeps_its_measure_when_room_is_short(name: str) -> None:
    telling = Telling(made(name), Words("fr"))
    full = brief_measures(telling, Budget().measures)
    short = brief_measures(telling, 1)
    goals = {row.text.plain for row in full if any(_is_of_goal(telling, row.text.plain))}
    if goals:
        assert short[0].text.plain in goals


def _is_of_goal(telling: Telling, text: str) -> list[bool]:
    titles = [
        telling.words.text(kpi.chosen.word(kpi.chosen.item.title))
        for kpi in telling.plan.kpis
        if telling.serves_goal(kpi.chosen)
    ]
    return [text.startswith(title) for title in titles if text.startswith(title)]


@pytest.mark.parametrize("name", ALL)
def test_rows_stand_in_the_order_of_the_dates_they_show(name: str) -> None:
    """A gate shows the day it ends, so that is where it stands."""
    plan, words = made(name), Words("fr")
    when: dict[str, set[date]] = {}
    for item in plan.items:
        when.setdefault(words.text(item.title)[:30], set()).add(shown_from(item))
    for page in plan_view.describe(plan, words).readers:
        for group in page.groups:
            days = [when.get(row.what.plain[:30]) for row in group.rows]
            known = [next(iter(found)) for found in days if found and len(found) == 1]
            assert known == sorted(known)
