"""What another playbook changes is told by `why`, the register and plan.json, and hidden where it must be."""

from __future__ import annotations

import json

from planning.explained import asked
from planning.planned import ANSWERS, plan_of, playbook

from rse_plan.documents.register_view import describe
from rse_plan.documents.words import Words
from rse_plan.formats.json import write
from rse_plan.planning.plan import Plan

WORK = playbook("id: file, duration: 2d\nid: meeting, duration: 1d")
CONTEXT = """\
kind: playbook
format: 1
id: context
title: {en: Context, fr: Contexte}
adjust:
  - item: own/file
    when: WHEN
    CHANGE
    why: {en: Many people to hear, fr: Beaucoup de monde à entendre}
"""
ANSWERED = ANSWERS + "culture: {mode: hierarchical}\n"


def context(when: str, change: str = "duration: {times: 2}") -> str:
    return CONTEXT.replace("WHEN", when).replace("CHANGE", change)


def adjusted(when: str) -> Plan:
    return plan_of(ANSWERED, WORK, context(when))


def test_why_tells_what_was_adapted_with_its_place_and_answers() -> None:
    found = asked(WORK, context("organisation.headcount > 300")).why("file")
    (change,) = found.adjusted
    assert (change.origin.playbook, change.origin.span.line) == ("context", 6)
    assert [reason.question for reason in change.reasons] == ["organisation.headcount"]
    assert found.planned is not None
    assert found.planned.days == 4


def test_why_tells_what_was_left_out_and_which_answer_brings_it_back() -> None:
    found = asked(WORK, context("organisation.headcount < 1000", "skip: true")).why_not("file")
    assert [change.origin.playbook for change in found.skipped] == ["context"]
    assert not found.absences
    assert all(remedy.question == "organisation.headcount" for remedy in found.remedies)


def test_the_register_and_plan_json_give_the_reason() -> None:
    plan = adjusted("organisation.headcount > 300")
    register = describe(plan, Words("fr"))
    (task,) = [row for phase in register.phases for row in phase.tasks if row.id == "own/file"]
    assert str(task.adjusted.plain) == "Beaucoup de monde à entendre"
    (made,) = [item for item in json.loads(write(plan, Words("fr")))["tasks"] if item["id"] == "own/file"]
    assert made["adjusted"][0]["origin"]["playbook"] == "context"
    assert made["duration"] == 4


def test_a_confidential_answer_behind_a_change_is_told_in_no_shared_document() -> None:
    plan = adjusted('culture.mode == "hierarchical"')
    register = describe(plan, Words("en"))
    (task,) = [row for phase in register.phases for row in phase.tasks if row.id == "own/file"]
    assert task.adjusted.plain == "decided by the project team"
    written = write(plan, Words("en"))
    (made,) = [item for item in json.loads(written)["tasks"] if item["id"] == "own/file"]
    assert made["adjusted"] == [{"origin": None, "why": "decided by the project team"}]
    assert "hierarchical" not in written


def test_two_plain_values_for_one_key_are_a_finding() -> None:
    second = context("organisation.headcount > 400", "duration: 7d").replace("id: context", "id: other")
    plan = plan_of(ANSWERED, WORK, context("organisation.headcount > 300", "duration: 5d"), second)
    (found,) = [one for one in plan.warnings if one.rule == "adjusted-twice"]
    assert [item.days for item in plan.items if item.id == "own/file"] == [5]
    assert [place.span.line for place in found.related] == [6]
