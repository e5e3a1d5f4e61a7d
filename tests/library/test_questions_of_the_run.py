"""An expert's questions 17 to 19: people without a computer, managers, and the two years that follow."""

from __future__ import annotations

import re
from datetime import timedelta

from asked_of_plans import (
    MONTH,
    before_opening,
    first_opening,
    item_says,
    items_of,
    on_every_example,
    only,
    opening_of,
)
from shipped_plans import items

from examples import example_plan

# --- 17 ---


@on_every_example
def test_people_without_a_computer_have_access_time_and_a_measure(name: str) -> None:
    """Question 17: access from any share on; paid reading time and a measure from 30%."""
    plan = example_plan(name)
    frontline = plan.facts["organisation.frontline"]
    if frontline.value == "none":
        return
    mobile = plan.facts.get("platform.mobile")
    if mobile is None or mobile.value != "ready":
        assert only(plan, "platform-access/access-without-email").finish <= first_opening(plan)
    assert any(risk.ref == "platform-access/field-left-out" for risk in plan.risks)
    if frontline.value in ("30-60", "over-60"):
        before_opening(plan, "front-line-staff/shared-device")
        assert (
            items(plan, "front-line-staff/paid-reading-time")
            or items(plan, "us/paid-reading-time")
            or ({employer.country for employer in plan.employers} == {"US"})
        )
        assert any(kpi.chosen.item.id in ("field-share", "field-accounts") for kpi in plan.kpis)


# --- 18 ---


@on_every_example
def test_managers_are_informed_before_the_opening(name: str) -> None:
    """Question 18: their briefing, a risk about them, and a rule against communities that copy teams."""
    plan = example_plan(name)
    before_opening(plan, "pilot-by-communities/brief-managers")
    assert item_says(only(plan, "pilot-by-communities/brief-managers"), r"ils y gagnent", r"they gain")
    about = [
        r for r in plan.risks if re.search(r"manager|hiérarch|équipe", r.item.title.fr + r.item.response.fr)
    ]
    assert about
    silos = {"pilot-by-communities/teams-copied", "knowledge-sharing/one-team-only"}
    assert silos & {risk.ref for risk in plan.risks}


# --- 19 ---


@on_every_example
def test_the_plan_goes_on_long_after_the_launch(name: str) -> None:
    """Question 19: month 5 and 7, clean-up and closing rules, a budget for a year, a second year."""
    plan = example_plan(name)
    opening = first_opening(plan)
    assert plan.finish >= opening + timedelta(days=12 * MONTH)
    month_5 = only(plan, "animation/check-month-5")
    assert opening + timedelta(days=4 * MONTH) <= month_5.start <= opening + timedelta(days=7 * MONTH)
    for community in plan.communities:
        (closing,) = items_of(plan, "animation/decide-month-7", community.id)
        day = opening_of(plan, community.id)
        assert day + timedelta(days=6 * MONTH) <= closing.start <= day + timedelta(days=9 * MONTH + 15)
        assert item_says(closing, r"fermer", r"close")
    assert only(plan, "animation/review-12").start >= opening + timedelta(days=365)
    assert item_says(only(plan, "finance-and-procurement/budget-line"), r"douze mois", r"twelve months")
    assert only(plan, "animation/second-year").finish >= opening + timedelta(days=23 * MONTH)
    for ref in ("animation/clean-up", "governance/community-rules", "animation/review-24"):
        only(plan, ref)
