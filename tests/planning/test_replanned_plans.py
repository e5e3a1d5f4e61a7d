"""Plans made again on a random day, after random reports and other answers, as somebody else checks them.

What has happened stays; what is still to come keeps every rule; made once more, nothing changes.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from itertools import zip_longest
from typing import Any

import pytest
import yaml
from checker import faults, with_guards
from checker import read as read_yaml
from checker.again import faults_again, ready_in
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from planning.planned import answers_of, library_of
from planning.random_projects import Project, projects
from shipped_plans import ALL, answers_path, library, prepared

from rse_plan.documents.words import Words
from rse_plan.errors import UserError
from rse_plan.formats import json
from rse_plan.library import Library, Sourced
from rse_plan.model.answers import Answers
from rse_plan.model.progress import ProgressFile, read_progress
from rse_plan.pipeline import prepare, remade
from rse_plan.planning.chain import Chain
from rse_plan.planning.course import Course
from rse_plan.planning.former import former_of
from rse_plan.planning.levelling.effort import QUICK
from rse_plan.planning.plan import Plan, Planned
from rse_plan.planning.variants import others, with_answer, with_hours
from rse_plan.source.yaml_reader import read_text

pytestmark = pytest.mark.whole
QUICKLY = (Phase.explicit, Phase.reuse, Phase.generate)
"""A plan takes a second: a failing case is told as it is found, and made no smaller."""
DAY = timedelta(days=1)
SOME = ALL if os.environ.get("EVERY_PAGE") else ALL[::5]
"""A fifth of all in the build, minutes else."""
REPORTS = 6
Entry = dict[str, Any]


@cache
def first(name: str) -> Plan:
    return remade(prepared(name).answers, library(), QUICK)


@cache
def read(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_yaml(answers_path(name).read_text(encoding="utf-8"))
    return found


@cache
def guards() -> list[Mapping[str, Any]]:
    return with_guards(library().sources.values())


# --- what happens ---


@st.composite
def reports(draw: st.DrawFn, plan: Plan, today: date) -> list[Entry]:
    """What was reported of some work by a day."""
    work = [item for item in plan.items if item.kind != "ongoing"]
    near = [item for item in work if item.start <= today + 21 * DAY] or work
    if not near:
        return []
    chosen = draw(st.lists(st.sampled_from(near), max_size=REPORTS, unique_by=lambda item: item.id))
    return [draw(report(item, plan.start, today)) for item in chosen]


@st.composite
def report(draw: st.DrawFn, item: Planned, start: date, today: date) -> Entry:
    found: Entry = {"id": item.id}
    kind = draw(st.sampled_from(("done", "started", "blocked", "both")))
    if kind == "done":
        found["done"] = draw(around(item.finish, start, today))
        if draw(st.booleans()):
            found["started"] = draw(around(item.start, start, found["done"]))
    elif kind == "started":
        found["started"] = draw(around(item.start, start, today))
    else:
        found["blocked"] = draw(around(item.start + 3 * DAY, start, today))
        found["reason"] = "it is so"
        if kind == "both":
            found["started"] = draw(around(item.start, start, found["blocked"]))
        if draw(st.booleans()):
            found["until"] = found["blocked"] + draw(st.integers(0, 60)) * DAY
    return found


def around(day: date, first: date, last: date) -> st.SearchStrategy[date]:
    """A day near another, between two."""
    low = min(max(day - 30 * DAY, first), last)
    high = max(min(day + 30 * DAY, last), low)
    return st.one_of(st.just(min(max(day, low), high)), st.dates(low, high))


@st.composite
def decisions(draw: st.DrawFn, plan: Plan, start: date, today: date) -> list[Entry]:
    if not plan.asks:
        return []
    asks = draw(st.lists(st.sampled_from(plan.asks), max_size=2, unique_by=lambda ask: ask.chosen.id))
    return [
        {
            "id": ask.chosen.id,
            "answer": draw(st.sampled_from(("yes", "no", "later"))),
            "on": draw(st.dates(start, today)),
        }
        for ask in asks
    ]


def progress_of(items: list[Entry], decided: list[Entry]) -> Sourced[ProgressFile] | None:
    if not items and not decided:
        return None
    value = {"kind": "progress", "format": 1, "items": items, "decisions": decided}
    text = yaml.safe_dump(value, sort_keys=False, allow_unicode=True)
    document = read_text(text, "progress.yaml").document
    assert document is not None
    found = read_progress(document)
    assert found.value is not None, (text, found.diagnostics)
    return Sourced(found.value, found.document)


def day_in(plan: Plan) -> st.SearchStrategy[date]:
    last = max((item.finish for item in plan.items if item.kind != "ongoing"), default=plan.start)
    return st.dates(plan.start, max(min(last, plan.start + timedelta(days=700)), plan.start) + DAY)


# --- what is checked ---


def again(
    answers: Answers, lib: Library, plan: Plan, today: date, told: Sourced[ProgressFile] | None
) -> Plan:
    return remade(answers, lib, QUICK, Course(today, former_of(plan), told))


def text_of(plan: Plan) -> str:
    return json.write(plan, Words("en"))


def moved_without_cause(raw: Mapping[str, Any], old: Plan, new: Plan, today: date) -> list[str]:
    """Work that had ended before a day, that nobody reported, and that its needs leave its days."""
    there = {item.id: item for item in new.items}
    decided = {ask.item for ask in new.asks if ask.decided is not None}
    found = []
    for item in old.items:
        now = there.get(item.id)
        if item.finish >= today or now is None or item.kind == "ongoing" or now.report is not None:
            continue
        if now.decided is not None or now.id in decided:  # done on the day of its decision
            continue
        days = (item.start, item.finish)
        if (now.start, now.finish) != days and ready_in(new, raw, now) <= item.start:
            found.append(f"{item.id}: {days} → {(now.start, now.finish)}")
    return found


def check(made: Plan, former: Plan, raw: Mapping[str, Any], playbooks: list[Mapping[str, Any]]) -> list[str]:
    assert made.today is not None
    return [*faults_again(made, raw, playbooks), *moved_without_cause(raw, former, made, made.today)]


@pytest.mark.parametrize("name", SOME)
@settings(max_examples=6, phases=QUICKLY, deadline=None)
@given(data=st.data())
def test_a_plan_made_again_holds(name: str, data: st.DataObject) -> None:
    plan, answers = first(name), prepared(name).answers
    today = data.draw(day_in(plan))
    told = progress_of(data.draw(reports(plan, today)), data.draw(decisions(plan, plan.start, today)))
    made = again(answers, library(), plan, today, told)
    assert check(made, plan, read(name), guards()) == []
    once_more = again(answers, library(), made, today, told)
    assert unlike(once_more, made) == []
    later = today + 31 * DAY
    month = again(answers, library(), made, later, told)
    assert check(month, made, read(name), guards()) == []
    assert unlike(again(answers, library(), month, later, told), month) == []
    chain = Chain(made, prepare(answers, library(), course=Course(today, former_of(plan), told)))
    for item in made.items:
        if item.kind != "ongoing":
            chain.back_from(item)


@st.composite
def other_answers(draw: st.DrawFn, name: str, plan: Plan) -> Answers:
    """Answers of which one to three are others."""
    answers = prepared(name).answers
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            role = draw(st.sampled_from(sorted(plan.load) or ["it"]))
            answers = with_hours(answers, role, draw(st.integers(2, 40)))
            continue
        questions = [q for q in library().questions.values() if others(q, None)]
        question = draw(st.sampled_from(questions))
        prefix = question.id.partition(".")[0]
        elements = {"community": [c.id for c in plan.communities], "employer": [e.id for e in plan.employers]}
        element = draw(st.sampled_from(elements[prefix])) if prefix in elements else None
        answers = with_answer(
            answers, library(), question.id, element, draw(st.sampled_from(others(question, None)))
        )
    return answers


@pytest.mark.parametrize("name", SOME)
@settings(max_examples=6, phases=QUICKLY, deadline=None)
@given(data=st.data())
def test_a_plan_made_again_from_other_answers_keeps_what_was(name: str, data: st.DataObject) -> None:
    plan = first(name)
    today = data.draw(day_in(plan))
    told = progress_of(data.draw(reports(plan, today)), [])
    answers = data.draw(other_answers(name, plan))
    try:
        made = again(answers, library(), plan, today, told)
    except UserError:
        assume(False)
    assert moved_without_cause(read(name), plan, made, today) == []
    former = {each.id: each for each in plan.items}
    moved = {each.id for each in made.items if each.id in former and former[each.id].finish != each.finish}
    for item in made.items:
        begun = item.report is not None or item.kind in ("gate", "ongoing") or getattr(item.item, "on", None)
        followed = any(need.item in moved for need in item.needs)
        kept = item.id in former and former[item.id].start == item.start
        assert item.start >= today or begun or followed or kept, item.id
    once_more = again(answers, library(), made, today, told)
    assert unlike(once_more, made) == []


def unlike(plan: Plan, other: Plan) -> list[str]:
    """The lines of plan.json that differ."""
    texts = [text_of(each).splitlines() for each in (plan, other)]
    return [f"{one} | {two}" for one, two in zip_longest(*texts, fillvalue="") if one != two][:9]


@settings(max_examples=250, phases=QUICKLY, deadline=None)
@given(project=projects(), data=st.data())
def test_a_random_project_made_again_holds(project: Project, data: st.DataObject) -> None:
    lib = library_of(project.playbook)
    answers = answers_of(project.text, lib)
    raw: Mapping[str, Any] = read_yaml(project.text)
    try:
        plan = remade(answers, lib, QUICK)
        faults(plan, raw)
    except (UserError, AssertionError):  # a freeze that never ends; school holidays that nobody knows
        assume(False)
    today = data.draw(day_in(plan))
    told = progress_of(data.draw(reports(plan, today)), [])
    made = again(answers, lib, plan, today, told)
    assert check(made, plan, raw, []) == []
    assert unlike(again(answers, lib, made, today, told), made) == []
    chain = Chain(made, prepare(answers, lib, course=Course(today, former_of(plan), told)))
    for item in made.items:
        if item.kind != "ongoing":
            chain.back_from(item)
