"""Random changes of the answers' own, on the examples: the plan holds, as somebody else checks it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
import yaml
from checker import READER, faults, with_guards
from checker.own import added
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from shipped_plans import answers_path, library, made

from examples import NAMES
from rse_plan.diagnostics import has_errors
from rse_plan.library.with_answers import answers_in
from rse_plan.model.work import PHASES
from rse_plan.pipeline import remade
from rse_plan.planning.levelling.effort import QUICK
from rse_plan.planning.plan import Plan, Planned
from rse_plan.source.yaml_reader import read_text

QUICKLY = (Phase.explicit, Phase.reuse, Phase.generate)
"""A plan takes a second: a failing case is told as it is found, and made no smaller."""
ENTRIES = 5
ADDED = 3
OWNERS = ("project-lead", "it", "hr", "communications", "business")
Entry = dict[str, Any]
EVERY = pytest.mark.parametrize("name", NAMES)


@cache
def base(name: str) -> str:
    return answers_path(name).read_text(encoding="utf-8")


def text_of(name: str, adjust: list[Entry], add: list[Entry]) -> str:
    """An example's answers with more at their end."""
    own = {key: value for key, value in (("adjust", adjust), ("add", add)) if value}
    return base(name) + (yaml.safe_dump(own, allow_unicode=True, sort_keys=False) if own else "")


def planned(name: str, adjust: list[Entry], add: list[Entry] | None = None) -> Plan:
    reading = read_text(text_of(name, adjust, add or []), f"{name}.yaml")
    assert reading.document is not None
    answers, found = answers_in(reading.document, library())
    assert not has_errors(found), [(str(one.span), str(one.message)) for one in found]
    return remade(answers, library(), QUICK)


def checked(name: str, plan: Plan, adjust: list[Entry], add: list[Entry] | None = None) -> list[str]:
    answers = yaml.load(text_of(name, adjust, add or []), Loader=READER)  # noqa: S506  # both are safe loaders
    return faults(plan, answers, guards())


@cache
def guards() -> list[Mapping[str, Any]]:
    return with_guards(library().sources.values())


def day_from(plan: Plan, days: int) -> date:
    return plan.start + timedelta(days=days)


@st.composite
def entries(draw: st.DrawFn, plan: Plan) -> list[Entry]:
    """Entries for items of a plan, at most one for a key of a reach."""
    found: dict[tuple[str, str], Entry] = {}
    for _ in range(draw(st.integers(1, ENTRIES))):
        item = draw(st.sampled_from(plan.items))
        key = draw(st.sampled_from(keys_of(item, item.id in triggers_of_law(plan))))
        name = draw(st.sampled_from((item.id, item.chosen.ref)))
        found[name, key] = {"item": name, key: draw(value_of(key, item, plan)), "why": "So it is"}
    return list(found.values())


def triggers_of_law(plan: Plan) -> frozenset[str]:
    """What sets off a delay of the law, which answers cannot leave out."""
    return frozenset(need.item for gate in plan.items if gate.legal for need in gate.needs)


def keys_of(item: Planned, is_trigger: bool) -> tuple[str, ...]:
    keys = ("title", "note", "owner")
    if item.kind == "gate":
        return (*keys, *(() if item.legal else ("finish", "skip")))
    keys = (*keys, "skip") if not (item.opens or is_trigger) else keys
    return (*keys, "start", "duration") if item.kind == "task" else keys


def value_of(key: str, item: Planned, plan: Plan) -> st.SearchStrategy[Any]:
    if key in ("start", "finish"):
        return st.integers(0, 250).map(lambda days: day_from(plan, days))
    if key == "duration":
        return st.integers(1, 25).map(lambda days: f"{days}d")
    if key == "owner":
        return st.sampled_from(OWNERS)
    return st.just(True) if key == "skip" else st.just(f"Ours: {item.item.id}")


@st.composite
def own_items(draw: st.DrawFn, plan: Plan) -> list[Entry]:
    """Own tasks, each after items of the plan and after earlier own ones."""
    refs = [item.chosen.ref for item in plan.items if item.kind != "ongoing"]
    made: list[Entry] = []
    for number in range(draw(st.integers(1, ADDED))):
        needs = draw(
            st.lists(st.sampled_from([*refs, *(one["id"] for one in made)]), max_size=2, unique=True)
        )
        made.append(
            {
                "id": f"own/task-{number}",
                "phase": draw(st.sampled_from(PHASES)),
                "title": f"Task {number}",
                "raci": {"R": draw(st.sampled_from(OWNERS)), "A": "project-lead"},
                "duration": f"{draw(st.integers(1, 10))}d",
                "effort": {"project-lead": "1d"},
                "needs": needs,
            }
        )
    return made


@EVERY
@settings(max_examples=8, phases=QUICKLY)
@given(data=st.data())
def test_the_plan_holds_whatever_the_answers_change(name: str, data: st.DataObject) -> None:
    adjust = data.draw(entries(made(name)))
    add = data.draw(own_items(made(name)))
    plan = planned(name, adjust, add)
    assert checked(name, plan, adjust, add) == []
    assert [item.id for item in added(plan)] == sorted(one["id"] for one in add) or len(added(plan)) == len(
        add
    )


@EVERY
@settings(max_examples=3, phases=QUICKLY)
@given(data=st.data())
def test_the_order_of_entries_changes_nothing(name: str, data: st.DataObject) -> None:
    adjust = data.draw(entries(made(name)))
    shuffled = data.draw(st.permutations(adjust))
    one, other = planned(name, adjust), planned(name, list(shuffled))
    assert shown(one) == shown(other)
    assert one.inputs.answers == other.inputs.answers


def shown(plan: Plan) -> list[tuple[object, ...]]:
    return [
        (item.id, item.item.title, item.owner, item.start, item.finish, item.effort, item.item.note)
        for item in plan.items
    ]


@EVERY
def test_the_answers_win_over_every_playbook(name: str) -> None:
    """Each task that playbooks change, given a length of its own; each that they leave out, kept."""
    plan = made(name)
    changed = {item.chosen.ref for item in plan.items if item.chosen.adjusted and item.kind == "task"}
    adjust: list[Entry] = [{"item": ref, "duration": "23d"} for ref in sorted(changed)]
    after = planned(name, adjust)
    lengths = {str(getattr(item.item, "duration", "")) for item in after.items if item.chosen.ref in changed}
    assert lengths <= {"23d"}
    assert checked(name, after, adjust) == []
