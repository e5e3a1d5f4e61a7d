"""The register holds everything, whole."""

from __future__ import annotations

from changed_plans import plan_of

from rse_plan.documents import register_view
from rse_plan.documents.tree import flattened
from rse_plan.documents.words import Words


def test_every_item_stands_once() -> None:
    plan = plan_of()
    view = register_view.describe(plan, Words("fr"))
    ids = [task.id for phase in view.phases for task in phase.tasks]
    assert sorted(ids) == sorted(item.id for item in plan.items)


def test_a_task_is_told_whole() -> None:
    view = register_view.describe(plan_of(people={"hr": "Ada"}), Words("fr"))
    tasks = {task.id: task for phase in view.phases for task in phase.tasks}
    task = tasks["fr-works-council/council-file@weldom"]
    assert [(row.letter, row.meaning) for row in task.raci][:2] == [("R", "réalise"), ("A", "en répond")]
    assert "Ada (DRH)" in task.raci[0].roles
    assert task.effort
    assert task.done_when
    assert task.fixed_by
    assert "sponsor-mandate/mandate-signed" in task.after
    assert "CSE\u00a0: oui, un seul (supposé)" in task.reasons.plain
    assert task.evidence
    assert task.origin.startswith("bundled:jurisdictions/fr-works-council.yaml:")


def test_private_reasons_are_not_told() -> None:
    plan = plan_of(changes={"history.failed": True})
    view = register_view.describe(plan, Words("fr"))
    task = next(t for phase in view.phases for t in phase.tasks if t.id == "framing/lessons")
    assert "décidé par l’équipe projet" in task.reasons.plain
    assert "tentative" not in task.reasons.plain


def test_communities_with_one_kit_share_it() -> None:
    kits = register_view.describe(plan_of(), Words("fr")).kits
    assert "Boîte à idées et Toute l’enseigne" in [kit.community.plain for kit in kits]


def test_messages_objections_and_measures_are_whole() -> None:
    plan = plan_of()
    view = register_view.describe(plan, Words("en"))
    assert len(view.messages) == sum(message.item.audience == "shared" for message in plan.messages)
    assert all(flattened(message.body).plain for message in view.messages)
    assert "…" not in "".join(row.response.plain for row in view.risks)
    assert {row.value for row in view.inputs} >= {plan.inputs.answers, plan.inputs.playbooks}


def test_the_bill_of_each_stage_is_summed() -> None:
    pilot, everyone = register_view.describe(plan_of(), Words("fr")).staffing
    assert (pilot.total.before, pilot.total.after) == ("56\u00a0h", "40\u00a0h")
    assert everyone.title == "Ouverture à tous, 2\u202f750 membres"
