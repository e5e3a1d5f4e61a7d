"""An expert's twenty questions, asked of every example in both languages: people, asks and measures (1 to 9).

Each test says which question it decides. What no program can decide is in `REVIEWED`, for docs/review.md.
The others: `test_contested_figures` (7), `test_questions_of_law_and_pilot` (10 to 16),
`test_questions_of_the_run` (17 to 19), `test_both_languages` (20).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import pytest
from asked_of_plans import (
    asks,
    before_opening,
    first_opening,
    is_support,
    items_of,
    on_every_example,
    only,
    opening_of,
)
from shipped_plans import items, raw, view

from examples import LANGUAGES, example_plan
from rse_plan.documents.words import Words
from rse_plan.model.catalogues import Evidence
from rse_plan.planning.plan import State

REVIEWED: Mapping[int, str] = {
    1: "whether the process named is the right one, and its owner the one who suffers from it",
    3: "whether the sponsor's level controls the people concerned, where a name is given",
    4: "whether the acts asked are those that only this sponsor can do",
    6: "whether each answer would satisfy the person who objects",
    8: "whether the licence gives these measures; the plan has a task to find out",
    9: "whether the targets are right for this trade and this climate",
    12: "whether the charter reads well, once it is written",
    13: "whether the pilot has the size that its use needs",
    15: "whether champions are chosen for their standing rather than their leisure",
    18: "whether what managers gain is true here",
    20: "whether the French and the English say the same thing, numbers apart",
}
"""What a person reads the plan for, by question; docs/review.md answers plan by plan."""

# --- 1 ---


@on_every_example
def test_each_use_has_an_owner_a_process_and_a_baseline(name: str) -> None:
    """Question 1: process, owner and baseline of each use, all before real users."""
    plan = example_plan(name)
    before_opening(plan, "framing/use-cases", "framing/baseline", "framing/criteria")
    assert only(plan, "framing/use-cases").finish < only(plan, "framing/baseline").start
    assert only(plan, "framing/baseline").finish < only(plan, "framing/criteria").finish
    for community in raw(name)["communities"]:
        opening = opening_of(plan, community["id"])
        named = items_of(plan, "pilot-by-communities/name-leader", community["id"])
        assert community.get("owner") == "named" or (named and named[0].finish <= opening), community["id"]
    for language in LANGUAGES:
        purpose = view(name, language, "plan").page_one.purpose.plain
        process = raw(name)["goal"].get("process", "unknown")
        assert process == "unknown" or process[:60] in purpose


# --- 2 ---


@on_every_example
def test_something_is_switched_off_with_a_date(name: str) -> None:
    """Question 2: the sponsor settles which channel stops, on a day, in brief and register."""
    plan = example_plan(name)
    (asked,) = [ask for ask in asks(plan) if ask.chosen.ref == "sponsor-mandate/stop-a-channel"]
    assert asked.due is not None
    assert asked.due < first_opening(plan)
    for language in LANGUAGES:
        words = Words(language)
        do = words.line(asked.chosen.word(asked.chosen.item.do)).plain
        acts = {act.what.plain: act.due for act in view(name, language, "brief").acts}
        assert acts.get(do) == words.day(asked.due, plan.start)
        register = {ask.what.plain.strip(): ask.due for ask in view(name, language, "register").asks}
        assert register.get(do) == words.date(asked.due)
    known = raw(name)["goal"].get("replaced_on", "unknown")
    if known != "unknown":
        stopped = only(plan, "sponsor-mandate/channel-stopped")
        assert stopped.start >= date.fromisoformat(known)
        assert stopped.start >= first_opening(plan)


# --- 3 ---


@on_every_example
def test_a_primary_sponsor_and_a_deputy(name: str) -> None:
    """Question 3: a sponsor whose level is known, or work to win one before the decision; and a deputy."""
    plan = example_plan(name)
    level = plan.facts["sponsor.level"]
    if level.state is not State.ANSWERED or level.value == "nobody":
        assert only(plan, "sponsor-mandate/find-sponsor").finish <= plan.decision
    before_opening(plan, "sponsor-mandate/backup-sponsor", "sponsor-mandate/mandate-signed")
    first = view(name, "fr", "brief").acts[0].what.plain, view(name, "en", "brief").acts[0].what.plain
    assert "suppléant" in first[0]
    assert "deputy" in first[1]


# --- 4 ---

VAGUE = re.compile(
    r"^(?:soutenir|appuyer|porter|incarner|promouvoir|accompagner|s’impliquer|support|back|promote|embody|sponsor|"
    r"champion|be visible|stay committed|encourager|encourage)\b",
    re.IGNORECASE,
)


@on_every_example
def test_asks_are_dated_countable_acts(name: str) -> None:
    """Question 4: every ask has a day, minutes, a consequence, and is no “support the project”."""
    plan = example_plan(name)
    assert asks(plan)
    for ask in asks(plan):
        item = ask.chosen.item
        assert ask.due is not None, ask.chosen.id
        assert plan.start <= ask.due <= plan.finish, ask.chosen.id
        assert 0 < item.minutes <= 60, ask.chosen.id
        assert not VAGUE.search(item.do.fr), item.do.fr
        assert not VAGUE.search(item.do.en), item.do.en
    for language in LANGUAGES:
        for act in view(name, language, "brief").acts:
            assert re.search(r"\d", act.due)
            assert re.search(r"\d", act.time)
            assert act.otherwise


@on_every_example
def test_every_phase_has_an_ask_of_the_coalition_and_few_of_the_sponsor(name: str) -> None:
    """Question 4: others than the sponsor act in each phase; the sponsor has five acts at most."""
    plan = example_plan(name)
    coalition = {ask.chosen.item.phase for ask in asks(plan) if ask.chosen.item.of != "sponsor"}
    assert coalition >= {phase.phase.id for phase in plan.phases}
    sponsor = {a.chosen.ref: a for a in asks(plan) if a.chosen.item.of == "sponsor" and is_support(a)}
    assert 1 <= len(sponsor) <= 5


# --- 5 ---

POSTING = re.compile(
    r"\b(?:publier|poster|commenter|répondre|réagir|poser une (?:vraie )?question|post|comment|reply|answer|"
    r"put one real question)\b",
    re.IGNORECASE,
)


@on_every_example
@pytest.mark.parametrize("language", LANGUAGES)
def test_support_stands_apart_from_participation(name: str, language: str) -> None:
    """Question 5: the brief's acts are support alone; what is offered stands apart."""
    plan, words, brief = example_plan(name), Words(language), view(name, language, "brief")
    offered = [ask for ask in asks(plan) if ask.chosen.item.of == "sponsor" and not is_support(ask)]
    said = {words.line(ask.chosen.word(ask.chosen.item.do)).plain for ask in offered}
    assert not {act.what.plain for act in brief.acts} & said
    assert not [act for act in brief.acts if POSTING.search(act.what.plain)]
    free = {
        "fr": "Ce que nous ne vous demandons pas\u00a0: publier.",
        "en": "What we do not ask of you: posting.",
    }
    assert brief.not_asked.plain.startswith(free[language])
    wish = {"fr": "Si vous le souhaitez", "en": "If you wish"}[language]
    assert (wish in brief.not_asked.plain) == bool(offered)
    assert all(text.startswith(wish) for text in said)
    roles = {ask.role for ask in view(name, language, "register").asks}
    assert words.say("required") in roles
    assert not offered or words.say("offered") in roles


# --- 6 ---

CLAIM = re.compile(
    r"\d|%|\b(?:étude|enquête|selon|sondage|d’après|analyste|study|survey|according|research|analyst)\b", re.I
)
OWN_NUMBERS = re.compile(
    r"\b(?:un|une|deux|trois|two|three|one|a)\s(?:jours?|mois|semaines?|days?|months?|weeks?)\b", re.I
)


@on_every_example
def test_each_objection_has_an_answer_with_source_and_limit_or_needs_none(name: str) -> None:
    """Question 6: an answer that claims a fact cites it; what it cites has its limit in the document."""
    plan = example_plan(name)
    shared = [chosen for chosen in plan.objections if chosen.item.audience == "shared"]
    assert len(shared) >= 5
    for chosen in shared:
        answer = chosen.item.answer
        assert answer.fr.strip()
        claims = any(CLAIM.search(OWN_NUMBERS.sub("", text)) for text in (answer.fr, answer.en))
        assert chosen.item.because or not claims, f"{chosen.id}: {answer.fr}"
        for source in chosen.item.because:
            assert has_limit(plan.evidence[source]), source


def has_limit(source: Evidence) -> bool:
    return source.limits is not None or source.type in ("law", "ruling")


@on_every_example
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_answers_three_objections_at_most(name: str, language: str) -> None:
    """Question 6: between one and three answers in the brief, each of them whole."""
    objections = view(name, language, "brief").objections
    assert 1 <= len(objections) <= 3
    for row in objections:
        assert row.answer.plain.strip()
        assert "…" not in row.answer.plain


# --- 8 ---

PERIOD = re.compile(
    r"\b(?:\d+(?: premiers)? jours|mois|trimestres?|semaines?|depuis|clôture|arrivées|"
    r"\d+ days|months?|quarters?|weeks?|since|close of)\b",
    re.IGNORECASE,
)
STATE_OF_THINGS = ("measurement/activation", "expert-finding/useful-profiles")
"""Shares of people counted on the day the measure is read, which has its date."""


@on_every_example
def test_every_measure_states_its_denominator_and_period(name: str) -> None:
    """Question 8: numerator / denominator, a period or a day; what the licence gives is checked."""
    plan = example_plan(name)
    assert plan.kpis
    for kpi in plan.kpis:
        measure = kpi.chosen.item.measure
        assert kpi.due is not None, kpi.chosen.id
        for text in (measure.fr, measure.en):
            assert re.search(r"\S / \S", text), f"{kpi.chosen.id}: {text}"
            assert kpi.chosen.ref in STATE_OF_THINGS or PERIOD.search(text), f"{kpi.chosen.id}: {text}"
    before_opening(plan, "measurement/measures-check")


# --- 9 ---

BANDS = {"contributors-small": (0, 299), "contributors": (300, 5000), "contributors-large": (5001, 10**9)}
SHARES = {
    "contributors-small": (0.20, 0.35, 0.50),
    "contributors": (0.10, 0.20, 0.35),
    "contributors-large": (0.06, 0.15, 0.25),
}


@on_every_example
def test_targets_are_scaled_to_size(name: str) -> None:
    """Question 9: contributors by size of organisation, and no percentage of fewer than ten people."""
    plan = example_plan(name)
    headcount = int(raw(name)["organisation"]["headcount"])
    found = {k.chosen.item.id: k for k in plan.kpis if k.chosen.item.id.startswith("contributors")}
    wanted = {key for key, (low, high) in BANDS.items() if low <= headcount <= high}
    assert set(found) & set(BANDS) == wanted
    for key in wanted:
        target = found[key].chosen.item.target
        assert target is not None
        assert (target.low, target.typical, target.high) == SHARES[key]
    few = [kpi for kpi in plan.kpis if kpi.few]
    for language in LANGUAGES:
        for row in view(name, language, "register").measures:
            if row.title.plain.strip() in {
                Words(language).line(k.chosen.word(k.chosen.item.title)).plain for k in few
            }:
                assert "%" not in row.target.plain


# --- red flags ---


@on_every_example
def test_none_of_the_red_flags(name: str) -> None:
    """Red flags: the tool first, accounts as a measure, nobody for the community, no risk about managers."""
    plan = example_plan(name)
    uses = only(plan, "framing/use-cases")
    for ref in ("platform-access/shortlist", "platform-choice/needs-sheet", "platform-access/contract"):
        for item in items(plan, ref):
            assert item.start > uses.start, item.id
    for kpi in plan.kpis:
        assert not re.search(
            r"\bcomptes (?:créés|ouverts)|accounts (?:created|opened)", kpi.chosen.item.measure.fr
        )
    assert any(risk.ref == "animation/one-person" for risk in plan.risks)


def test_what_is_left_to_a_reader_is_said_for_known_questions() -> None:
    """The list for docs/review.md names questions of the dossier, and says something of each."""
    assert set(REVIEWED) <= set(range(1, 21))
    assert all(len(left) > 20 for left in REVIEWED.values())
