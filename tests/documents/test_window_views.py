"""What a window has besides the printed document: the cover, grounds, charts, the matrix and the index."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from examples import LANGUAGES, example_plan
from rse_plan.documents import load_chart, phase_chart
from rse_plan.documents.cover import cover_facts, end_of_deployment
from rse_plan.documents.foreign import set_title
from rse_plan.documents.load_chart import load_charts
from rse_plan.documents.phase_chart import phase_charts
from rse_plan.documents.risk_matrix import risk_matrix
from rse_plan.documents.tables import assumption_rows, risk_row, shared_assumptions, shared_risks
from rse_plan.documents.task_grounds import TaskGrounds
from rse_plan.documents.task_index import task_index
from rse_plan.documents.telling import Telling, instances, is_decision
from rse_plan.documents.words import Words
from rse_plan.planning.plan import Plan, Reason, Shown, State

CANARY = "Zanzibarquestion"


@cache
def telling(language: str = "en") -> Telling:
    return Telling(example_plan("weldom"), Words(language))


def retold(**changes: object) -> Telling:
    return Telling(replace(example_plan("weldom"), **changes), Words("en"))  # type: ignore[arg-type]  # names of fields


# The cover


def test_the_cover_says_what_the_plan_holds() -> None:
    told = telling()
    plan, words = told.plan, told.words
    opening, end, people, decisions, assumed = cover_facts(told)
    assert plan.first_opening is not None
    assert opening.value == words.date(plan.first_opening)
    assert opening.note.plain == "if it is decided"
    last = max(i.finish for i in plan.items if i.phase == "rollout" and i.kind != "ongoing")
    assert end_of_deployment(plan) == last
    assert end.value == words.date(last)
    assert people.value == words.number(int(str(plan.facts["organisation.headcount"].value)))
    waiting = instances(item for item in plan.items if is_decision(item))
    assert decisions.value == str(len(waiting))
    assert "the next on 22" in decisions.note.plain
    critical = [row for row in assumption_rows(told, shared_assumptions(told)) if row.critical]
    assert assumed.value == str(len(critical))
    assert [fact.anchor for fact in (opening, end, people)] == ["opening", "calendar", "calendar"]


def test_the_cover_keeps_a_headcount_that_is_confidential() -> None:
    plan = example_plan("weldom")
    told = retold(private=plan.private | {"organisation.headcount"})
    invited = sum(wave.members for wave in plan.waves)
    assert [fact.value for fact in cover_facts(told)][2] == told.words.number(invited)


def test_a_plan_that_opens_nothing_has_a_cover() -> None:
    told = retold(items=(), first_opening=None, waves=(), facts={})
    assert [fact.value for fact in cover_facts(told)][:1] == ["0"]


# Grounds


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_says_why_without_ids_or_files(language: str) -> None:
    told = telling(language)
    grounds = TaskGrounds(told)
    for group in instances(told.plan.items):
        found = grounds.of(group)
        assert found.reasons
        assert found.fixed_by
        sources = [name for name in group[0].item.because if name in told.plan.evidence]
        assert len(found.sources) == len(sources)
        for name, source in zip(sources, found.sources, strict=True):
            assert set_title(told.plan.evidence[name].title, language) in source.title.plain
            assert bool(source.limits) == (told.plan.evidence[name].limits is not None)
        text = f"{found.reasons.plain} {found.fixed_by.plain}"
        assert group[0].id not in text
        assert ".yaml" not in text
    assert told.cited == {}, "sources that only a window names take no number from those of the pages"


def test_a_confidential_reason_is_not_told() -> None:
    plan = example_plan("weldom")
    question = next(iter(plan.facts.values()))
    secret = Reason("x.y", Shown(question.name, CANARY, State.ANSWERED), private=True, span=None)
    item = replace(plan.items[0], chosen=replace(plan.items[0].chosen, reasons=(secret,)))
    open_item = replace(item, chosen=replace(item.chosen, reasons=(replace(secret, private=False),)))
    grounds = TaskGrounds(telling())
    assert CANARY in grounds.of((open_item,)).reasons.plain
    hidden = grounds.of((item,)).reasons.plain
    assert CANARY not in hidden
    assert "decided by the project team" in hidden


# The charts of phases


def crowd(plan: Plan, times: int) -> Plan:
    """The same plan with each item so many times, under other names."""
    more = [
        replace(item, chosen=replace(item.chosen, id=f"{item.id}-{n}", ref=f"{item.chosen.ref}-{n}"))
        for item in plan.items
        for n in range(times)
    ]
    return replace(plan, items=tuple(more))


@pytest.mark.parametrize("few", [True, False])
def test_every_task_of_a_phase_has_its_line(few: bool) -> None:
    plan = example_plan("weldom")
    told = retold(items=plan.items[:10]) if few else telling()
    charts = phase_charts(told)
    assert sum(len(chart.rows) for chart in charts) == len(instances(told.plan.items))
    for chart in charts:
        assert not chart.more
        for row in chart.rows:
            assert 0 <= row.x <= chart.width
            assert row.x + row.width <= chart.width + 0.1
            assert (row.width == 0) == (row.kind in ("milestone", "opening"))


def test_of_very_many_tasks_those_that_weigh_keep_their_line() -> None:
    told = Telling(crowd(example_plan("weldom"), 5), Words("en"))
    for chart, phase in zip(phase_charts(told), told.plan.phases, strict=True):
        groups = instances(item for item in told.plan.items if item.phase == phase.phase.id)
        assert len(chart.rows) == min(len(groups), phase_chart.MOST_ROWS)
        assert sum(row.critical for row in chart.rows) == sum(group[0].critical for group in groups)
        rest = len(groups) - len(chart.rows)
        assert chart.more.plain == (f"{rest} other tasks: in the register." if rest else "")
        assert str(len(groups)) in chart.title


# Hours


def heights(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"V(-?[\d.]+)", path)]


def test_hours_are_drawn_inside_and_told_in_words() -> None:
    told = telling()
    charts = load_charts(told)
    assert [len(chart.rows) for chart in charts] == [len(load.weeks) for load in told.plan.workload]
    for chart, load in zip(charts, told.plan.workload, strict=True):
        over = [week for week in load.weeks if week.minutes > week.capacity]
        assert bool(chart.beyond) == bool(over)
        assert len([row for row in chart.rows if row.over]) == len(over)
        drawn = heights(chart.bars) + heights(chart.beyond) + heights(chart.capacity)
        assert min(drawn) >= load_chart.TOP
        assert max(drawn) <= chart.ground
        assert chart.bars.count("M") == sum(1 for week in load.weeks if min(week.minutes, week.capacity) > 0)
        assert told.words.hours(sum(week.minutes for week in load.weeks)) in chart.words
        most = max(load.weeks, key=lambda week: week.minutes)
        assert told.words.date(most.monday) in chart.words
        assert ("Never more" in chart.words) == (not over)


def test_a_bar_stands_as_high_as_its_hours() -> None:
    """The highest of all reaches the top; half of it half of that."""
    told = telling()
    load = told.plan.workload[0]
    full = replace(load.weeks[0], minutes=600, capacity=600)
    half = replace(load.weeks[1], minutes=300, capacity=600)
    (chart,) = load_charts(retold(workload=(replace(load, weeks=(full, half)),)))
    first, second = re.findall(r"M([\d.]+) [\d.]+V([\d.]+)H", chart.bars)
    assert float(first[1]) == load_chart.TOP
    assert float(second[1]) == load_chart.TOP + load_chart.HIGH / 2


def test_no_hours_no_chart() -> None:
    assert load_charts(retold(workload=())) == ()


# Risks


def test_each_risk_stands_once_where_its_grades_meet() -> None:
    told = telling()
    groups = shared_risks(told)
    rows = [risk_row(told, group) for group in groups]
    matrix = risk_matrix(told, groups, rows)
    assert all(len(row.cells) == len(matrix.impacts) for row in matrix.rows)
    assert matrix.impacts[-1] == "Impact 5"
    assert matrix.rows[0].likelihood == "Likelihood 5"
    found = {}
    for row in matrix.rows:
        for cell in row.cells:
            for risk in cell.risks:
                assert risk.number not in found
                found[risk.number] = (row.likelihood, cell.impact, risk.title, cell.sign)
    assert sorted(found) == list(range(1, len(groups) + 1))
    for number, group in enumerate(groups, start=1):
        item = group[0].item
        likelihood, impact, title, sign = found[number]
        assert (likelihood, impact) == (f"Likelihood {item.likelihood}", f"Impact {item.impact}")
        assert title == rows[number - 1].title.plain.rstrip()
        assert told.words.say(sign) == rows[number - 1].weight


def test_without_risks_the_matrix_is_whole_and_empty() -> None:
    matrix = risk_matrix(telling(), (), ())
    assert [len(row.cells) for row in matrix.rows] == [5] * 5


# The index


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_has_every_item_and_every_choice_finds_some(language: str) -> None:
    told = telling(language)
    index = task_index(told)
    assert sorted(row.id for row in index.rows) == sorted(item.id for item in told.plan.items)
    assert [row.start for row in index.rows] == sorted(row.start for row in index.rows)
    for choices, column in ((index.who, "who"), (index.phases, "phase")):
        said = {getattr(row, column) for row in index.rows}
        assert [choice.name for choice in choices if choice.name not in said] == []
        assert said <= {choice.name for choice in choices}
    assert {choice.name for choice in index.communities} == {c.name for c in told.plan.communities}
    communities = {row.community for row in index.rows}
    assert all({choice.name, choice.also} & communities for choice in index.communities)
    assert index.shown.count("#") == 1
    assert str(len(index.rows)) in index.shown
