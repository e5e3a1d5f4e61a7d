"""An expert's questions 10 to 16: council, pledge, charter, pilot, hours, champions, seeding."""

from __future__ import annotations

import re
from datetime import timedelta

from asked_of_plans import (
    MONTH,
    asks,
    before_opening,
    first_opening,
    headcount_of,
    item_says,
    items_of,
    on_every_example,
    only,
    opening_of,
)
from shipped_plans import items, openings, view

from examples import LANGUAGES, example_plan
from rse_plan.documents.words import Words
from rse_plan.model.work import Gate
from rse_plan.planning.plan import Plan, Planned

# --- 10 ---


@on_every_example
def test_the_works_council_comes_before_any_real_user(name: str) -> None:
    """Question 10: each opening waits for the opinion of each council concerned; so does all that binds."""
    plan = example_plan(name)
    gates = [item for item in plan.items if isinstance(item.item, Gate) and item.item.gate == "works-council"]
    assert bool(gates) == plan.consultation
    for opening in openings(plan):
        for gate in gates:
            if concerned(plan, opening) & concerned(plan, gate):
                assert gate.finish <= opening.start, (gate.id, opening.id)
    binding = [item for item in plan.items if item.item.decides]
    binding_days = [(item.id, item.finish) for item in binding]
    binding_days += [(ask.chosen.id, ask.due) for ask in asks(plan) if ask.chosen.item.decides and ask.due]
    for id_, day in binding_days:
        assert all(gate.finish <= day for gate in gates if gate.start <= first_opening(plan)), id_


def concerned(plan: Plan, item: Planned) -> set[str]:
    """The employers that an item is about: its own, else those of its community."""
    own = item.chosen.elements.get("employer")
    community = next((c for c in plan.communities if c.id == item.chosen.elements.get("community")), None)
    return {own} if own else set(community.employers) if community else {e.id for e in plan.employers}


@on_every_example
def test_every_country_with_a_council_has_its_step(name: str) -> None:
    """Question 10: an employer that may have a council has a legal wait of its own."""
    plan = example_plan(name)
    for employer in plan.employers:
        people = employer.headcount.value
        small = isinstance(people, int) and people < 50 and employer.country in ("FR", "BE")
        if employer.independent or small or employer.works_council.value in (None, "none"):
            continue
        gates = [
            item for item in plan.items if isinstance(item.item, Gate) and item.item.gate == "works-council"
        ]
        own = [gate for gate in gates if gate.chosen.elements.get("employer") == employer.id]
        assert own, employer.id
        assert min(gate.finish for gate in own) <= first_opening(plan)


@on_every_example
def test_personal_data_are_in_order_before_any_real_user(name: str) -> None:
    """Question 10, red flag “legal in the last month”: what the law asks ends before the first opening."""
    plan = example_plan(name)
    legal = [
        item for item in plan.items if item.item.raci.responsible[:1] == ("dpo",) and item.phase == "prepare"
    ]
    for item in legal:
        assert item.start < first_opening(plan) - timedelta(days=MONTH) or item.item.place == "late", item.id
    for item in items(plan, "fr-data-protection/data-ready"):
        assert item.finish <= first_opening(plan)


# --- 11 ---


@on_every_example
def test_the_pledge_comes_before_the_opening_and_figures_are_of_groups(name: str) -> None:
    """Question 11: a written pledge of non-evaluation, signed before the opening; aggregates only."""
    plan = example_plan(name)
    before_opening(plan, "sponsor-mandate/pledge")
    (asked,) = [ask for ask in asks(plan) if ask.chosen.ref == "sponsor-mandate/sign-pledge"]
    assert asked.due is not None
    assert asked.due < first_opening(plan)
    assert all(k.chosen.item.level == "group" and k.chosen.item.min_group >= 10 for k in plan.kpis)
    for language, rule in (
        ("fr", r"Jamais par personne.*1\d personnes"),
        ("en", r"Never by person.*1\d people"),
    ):
        assert re.search(rule, view(name, language, "plan").measures_rule.plain)


# --- 12 ---


@on_every_example
def test_the_charter_holds_one_page_without_prior_moderation(name: str) -> None:
    """Question 12: one page, moderation after posting, ready before the opening."""
    plan = example_plan(name)
    before_opening(plan, "charter/draft-charter", "charter/charter-ready", "charter/incident-procedure")
    charter = only(plan, "charter/draft-charter")
    assert item_says(charter, r"\bune page\b", r"\bone page\b")
    assert item_says(charter, r"modération après", r"moderation after")
    (asked,) = [ask for ask in asks(plan) if ask.chosen.ref == "coalition/no-prior-approval"]
    assert asked.due is not None
    assert asked.due < first_opening(plan)


# --- 13 ---


@on_every_example
def test_the_pilot_is_of_a_business_department_and_of_several_units(name: str) -> None:
    """Question 13: the business answers for the opening; members come from two departments at least."""
    plan = example_plan(name)
    for opening in openings(plan):
        assert opening.item.raci.accountable == ("business",), opening.id
    pilot = [c for c in plan.communities if c.wave == 1]
    assert pilot
    for community in pilot:
        (invited,) = items_of(plan, "pilot-by-communities/recruit-core", community.id)
        assert item_says(invited, r"deux services", r"two departments"), community.id
    assert item_says(only(plan, "framing/use-cases"), r"deux services", r"two departments")


@on_every_example
def test_the_pilot_has_criteria_to_stop(name: str) -> None:
    """Question 13: written before the opening, decided on after the pilot, printed in brief and plan."""
    plan = example_plan(name)
    before_opening(plan, "framing/criteria")
    assert item_says(only(plan, "framing/criteria"), r"arrêt", r"stop")
    decision = only(plan, "pilot-by-communities/decide-extension")
    assert decision.start > first_opening(plan)
    assert item_says(decision, r"arrêter", r"stop")
    (readers, *_) = [kpi for kpi in plan.kpis if kpi.chosen.ref == "measurement/monthly-readers"]
    assert readers.chosen.item.stop_below is not None
    stops = [kpi for kpi in plan.kpis if kpi.chosen.item.stop_below is not None and not kpi.few]
    for language in LANGUAGES:
        words = Words(language)
        brief = [row for row in view(name, language, "brief").measures if row.when == words.say("Stop")]
        assert len(brief) == bool(stops)
        assert any(row.stop for row in view(name, language, "register").measures) == bool(stops)


# --- 14 ---


@on_every_example
def test_community_managers_have_hours_before_and_after_the_opening(name: str) -> None:
    """Question 14: letters with hours before the opening, work planned before and after, both in the bill."""
    plan = example_plan(name)
    before_opening(plan, "governance/animator-letter")
    for stage in plan.staffing:
        row = next(row for row in stage.rows if row.role == "community-manager")
        assert row.before > 0
        assert row.after > 0
    work = [item for item in plan.items if item.effort.get("community-manager")]
    assert any(item.finish <= first_opening(plan) for item in work)
    after = [item for item in work if item.kind == "ongoing" and item.start >= first_opening(plan)]
    assert max(item.finish for item in after) >= first_opening(plan) + timedelta(days=12 * MONTH)
    for language, both in (("fr", r"avant.*après"), ("en", r"before.*after")):
        pilot = next(row for row in view(name, language, "brief").options if row.recommended)
        assert re.search(both, pilot.cost.plain)


# --- 15 ---


@on_every_example
def test_champions_are_enough_willing_and_trained(name: str) -> None:
    """Question 15: one for 30 in the pilot, for 50 later; managers agree first; half a day of preparation."""
    plan = example_plan(name)
    recruited = items(plan, "pilot-by-communities/recruit-champions")
    assert {item.wave for item in recruited} == {wave.number for wave in plan.waves}
    for item in recruited:
        opening = min(o.start for o in openings(plan) if (o.wave or 1) == item.wave)
        assert item.finish <= opening, item.id
        assert item_says(item, r"accord de leur manager", r"managers first")
        assert item_says(item, r"demi-journée", r"half a day")
    pilot, full = plan.staffing
    for stage, members, each in ((pilot, plan.waves[0].members, 30), (full, headcount_of(name), 50)):
        row = next(row for row in stage.rows if row.role == "champion")
        assert row.people == max(-(-members // each), 1)


# --- 16 ---


@on_every_example
def test_every_community_is_seeded_and_founded_before_it_opens(name: str) -> None:
    """Question 16: ten posts, a founding meeting and first members, community by community."""
    plan = example_plan(name)
    for community in plan.communities:
        opening = opening_of(plan, community.id)
        for task in ("recruit-core", "seed-content", "founding-session"):
            (item,) = items_of(plan, f"pilot-by-communities/{task}", community.id)
            assert item.finish < opening, item.id
