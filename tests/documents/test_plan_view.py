"""What the plan must show, and what it must not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest
from changed_plans import plan_of

from rse_plan.documents import brief_view, plan_view, register_view
from rse_plan.documents.mermaid import mermaid
from rse_plan.documents.tables import target_line
from rse_plan.documents.telling import Telling, instances
from rse_plan.documents.tree import Line, Passage, flattened
from rse_plan.documents.views import PlanView
from rse_plan.documents.words import Words
from rse_plan.planning.plan import Plan

EXAMPLES = ("bnp-personal-finance", "lagardere-publicite", "weldom")


def texts(value: object) -> Iterator[str]:
    """Every word that a view places."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Line):
        yield value.plain
    elif isinstance(value, Passage):
        yield flattened(value).plain
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


@pytest.fixture
def weldom() -> PlanView:
    return plan_view.describe(plan_of(), Words("fr"))


def test_a_consultation_heads_the_plan(weldom: PlanView) -> None:
    assert weldom.heading.project == "PROJET, sous réserve de la consultation du CSE"
    assert "n’émane pas de Weldom" in weldom.heading.exercise.plain
    free = plan_view.describe(replace(plan_of(), consultation=False), Words("fr"))
    assert (free.heading.project, free.heading.consultation) == ("", "")


def test_rse_is_spelt_out(weldom: PlanView) -> None:
    assert weldom.heading.subject == "Réseau social d’entreprise (RSE)"


@pytest.mark.parametrize("name", EXAMPLES)
def test_page_one_keeps_its_budgets(name: str) -> None:
    for language in ("fr", "en"):
        page = plan_view.describe(plan_of(name), Words(language)).page_one
        assert 5 <= len(page.dates) <= 9
        assert len(page.todos) <= 6
        assert len(page.supposed) <= 5
        assert page.opening is not None


def test_the_law_and_the_decisions_are_marked(weldom: PlanView) -> None:
    marks = [row.mark for row in weldom.page_one.dates]
    assert marks[0] == "DÉCISION"
    assert marks.count("LOI") == 2
    opinion = next(row for row in weldom.page_one.dates if "délai écoulé" in row.what.plain)
    opening = next(row for row in weldom.page_one.dates if row.kind == "opening")
    assert weldom.page_one.dates.index(opinion) < weldom.page_one.dates.index(opening)


def test_the_opening_says_what_fixes_it_and_what_the_law_says(weldom: PlanView) -> None:
    opening = weldom.page_one.opening
    assert opening is not None
    fixed = " ".join(line.plain for line in opening.fixed_by)
    assert "Avis du CSE" in fixed
    assert "Délai retenu" in fixed
    law = opening.law[0].plain
    assert law.startswith("1 mois")
    assert "2 mois, avec expert" in law
    assert "60 jours" not in law


def test_a_delay_that_others_choose_is_no_gain(weldom: PlanView) -> None:
    expert = [row for row in weldom.assumptions if row.what.plain.startswith("Expert")]
    assert [row.if_wrong.plain for row in expert] == ["la date de l’avis change"]


def test_only_work_due_by_the_decision_is_to_be_done_now() -> None:
    plan = plan_of()
    view = plan_view.describe(plan, Words("fr"))
    due = [item for item in plan.items if item.kind == "task" and item.finish <= plan.decision]
    rest = re.findall(r"\d+", view.page_one.todo_more.plain)
    assert len(view.page_one.todos) + int(rest[0] if rest else 0) == len(instances(due))


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_task_stands_once_under_its_owner(name: str) -> None:
    plan = plan_of(name)
    view = plan_view.describe(plan, Words("fr"))
    rows = [
        (row.date, row.what.plain) for page in view.readers for group in page.groups for row in group.rows
    ]
    assert len(rows) == len(set(rows))
    left_out = sum(int(re.findall(r"\d+", page.more.plain)[0]) for page in view.readers if page.more)
    assert len(rows) + left_out == len(instances(plan.items))
    assert all(sum(len(group.rows) for group in page.groups) <= 20 for page in view.readers)
    assert len(view.readers) <= 6


@pytest.mark.parametrize("name", EXAMPLES)
def test_shared_documents_speak_in_words(name: str) -> None:
    plan = plan_of(name)
    words = Words("fr")
    plan_page = replace(plan_view.describe(plan, words), sources=())
    brief = replace(brief_view.describe(plan, words), notes=())
    for text in (*texts(plan_page), *texts(brief)):
        assert "bundled:" not in text
        assert ".yaml" not in text
        assert not re.search(r"[a-z]+-[a-z-]+/[a-z]+|\w@\w", text), text


def test_people_are_named_with_their_role() -> None:
    plan = plan_of(people={"hr": "Léa d'Arc", "legal": "Jo | <b>"})
    page = plan_view.describe(plan, Words("fr")).page_one
    assert "Léa d’Arc (DRH)" in {row.who for row in page.todos}
    assert "Jo | <b> (juridique)" in {row.who for row in page.todos}
    assert "DRH" not in page.unnamed.plain


def test_a_measure_that_counts_under_ten_has_no_percentage() -> None:
    plan = plan_of()
    telling = Telling(plan, Words("fr"))
    readers = next(kpi for kpi in plan.kpis if kpi.chosen.ref == "measurement/monthly-readers")
    assert "80, 120 ou 160 sur 200" in target_line(telling, readers).plain
    assert "%" not in target_line(telling, replace(readers, members=20)).plain


def test_a_plan_without_opening_says_so() -> None:
    bare = replace(plan_of(), anchor=None, first_opening=None)
    page = plan_view.describe(bare, Words("en")).page_one
    assert page.opening is None
    assert page.no_opening.plain == "Nothing opens to users in this plan."


def test_later_communities_are_named_together(weldom: PlanView) -> None:
    page = next(page for page in weldom.readers if page.anchor == "communities")
    titles = [row.what.plain for group in page.groups for row in group.rows]
    assert "Ouverture de «\u00a0Toute l’enseigne\u00a0» et «\u00a0Directeurs de magasin\u00a0»" in titles


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_diagram_is_well_formed(name: str) -> None:
    lines = mermaid(plan_of(name, {"community.name": "a`b:c;#%%{init}%%\n"}), Words("fr")).splitlines()
    assert lines[0] == "gantt"
    for line in lines[4:]:
        assert re.fullmatch(
            r" {4}(section [^:;#`{}]+|[^:;#`{}]+ :[a-z, ]*\d{4}-\d\d-\d\d, (0d|\d{4}-\d\d-\d\d))", line
        )


def lead_questions(plan: Plan) -> list[str]:
    return [a.shown.name.fr for a in plan.assumptions if a.private]


def test_private_answers_are_named_nowhere() -> None:
    plan = plan_of(changes={"sponsor.attitude": "sceptical", "stakeholders.hr": "against"})
    fr = Words("fr")
    views = (plan_view.describe(plan, fr), brief_view.describe(plan, fr), register_view.describe(plan, fr))
    words = " ".join(texts(views))
    assert lead_questions(plan)
    assert not [name for name in lead_questions(plan) if name in words]
    private = [risk.item.title.fr for risk in plan.risks if risk.item.audience == "lead"]
    assert private
    assert not [title for title in private if title in words]
