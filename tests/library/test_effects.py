"""Changing one answer changes the plan where an expert expects it: the pairs of tests/cases/effects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml

from rse_plan.library import Library
from rse_plan.library.compiled import bundled_folder, read_library
from rse_plan.model.answers import read_answers
from rse_plan.pipeline import plan
from rse_plan.planning.plan import Plan, Planned
from rse_plan.source.yaml_reader import read_text

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "cases" / "effects"
FEWEST = 40
"""Pairs that there must be."""


@dataclass(frozen=True)
class Pair:
    """Answers changed, and what an expert expects of the plan."""

    file: str
    told: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.file}-{self.told['name']}"


KEYS = frozenset(
    ("name", "from", "set", "adds", "removes", "longer", "shorter", "first_opening", "assumed", "because")
)
EXPECTING = ("adds", "removes", "longer", "shorter", "first_opening", "assumed")


def pairs() -> Iterator[Pair]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for told in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):  # noqa: S506
            yield Pair(path.stem, told)


PAIRS = tuple(pairs())


def test_there_are_enough_pairs_and_each_expects_something() -> None:
    assert len(PAIRS) >= FEWEST
    assert len({str(pair) for pair in PAIRS}) == len(PAIRS)
    for pair in PAIRS:
        assert set(pair.told) <= KEYS, str(pair)
        assert pair.told["because"], str(pair)
        assert any(pair.told.get(key) for key in EXPECTING), str(pair)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_an_answer_has_the_effect_that_an_expert_expects(pair: Pair) -> None:
    path, told = pair.told["from"], pair.told
    before, after = made(path, ()), made(path, tuple(flat(told["set"])))
    had, has = refs(before), refs(after)
    for ref in told.get("adds", ()):
        assert ref not in had, f"{ref} is in the plan already"
        assert ref in has, f"{ref} is not in the plan"
    for ref in told.get("removes", ()):
        assert ref in had, f"{ref} is not in the plan before"
        assert ref not in has, f"{ref} is still in the plan"
    for ref in told.get("longer", ()):
        assert length(after, ref) > length(before, ref), ref
    for ref in told.get("shorter", ()):
        assert length(after, ref) < length(before, ref), ref
    assumed = questions(after) - questions(before)
    assert set(told.get("assumed", ())) <= assumed
    opening(told.get("first_opening", {}), before, after)


def opening(expected: Mapping[str, Any], before: Plan, after: Plan) -> None:
    if not expected:
        return
    assert before.first_opening is not None
    assert after.first_opening is not None
    later = (after.first_opening - before.first_opening).days
    if "same" in expected:
        assert later == 0
        return
    ((key, span),) = expected.items()
    low, high = map(int, span)
    assert low <= (later if key == "later_by_days" else -later) <= high, f"{later} days later"


def refs(plan_: Plan) -> set[str]:
    """Everything in a plan, without its elements."""
    chosen = [*(item.chosen for item in plan_.items), *(ask.chosen for ask in plan_.asks)]
    chosen += [kpi.chosen for kpi in plan_.kpis]  # type: ignore[misc]  # all of them are chosen items
    sections = (plan_.risks, plan_.objections, plan_.messages, plan_.arguments, plan_.options)
    return {one.ref for one in chosen} | {one.ref for section in sections for one in section}


def length(plan_: Plan, ref: str) -> int:
    """Days that the first instance of an item takes: open days of work, calendar days of a gate."""
    found = next(item for item in plan_.items if item.chosen.ref == ref)
    return found.days or span_of(found)


def span_of(item: Planned) -> int:
    return (item.finish - item.start).days


def questions(plan_: Plan) -> set[str]:
    return {assumption.question for assumption in plan_.assumptions}


# --- answers, changed ---


class Plain(yaml.SafeDumper):
    """Writes every text without quotes where YAML allows it: our own reader types scalars by their field."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


@cache
def library() -> Library:
    return read_library((bundled_folder(),))


@cache
def made(path: str, settings: tuple[tuple[str, Any], ...]) -> Plan:
    """The plan of an answers file with some of its answers given otherwise."""
    tree = yaml.load((ROOT / path).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    for key, value in settings:
        put(tree, key.split("."), list(value) if isinstance(value, tuple) else value)
    text = yaml.dump(tree, Dumper=Plain, allow_unicode=True, sort_keys=False, width=4000)
    read = read_text(text, path)
    assert read.document is not None
    answers, faults = read_answers(read.document, library().questions)
    assert faults == (), [(str(fault.message), fault.span) for fault in faults]
    return plan(answers, library())


def flat(settings: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in settings.items():
        yield key, tuple(value) if isinstance(value, list) else value


def put(node: Any, path: list[str], value: Any) -> None:
    """Set `communities.finance.members` or `organisation.headcount`; a list's element is made if new."""
    key, *rest = path
    if isinstance(node, list):
        found = next((item for item in node if item["id"] == key), None)
        if found is None:
            found = {"id": key}
            node.append(found)
        put(found, rest, value)
    elif rest:
        put(node.setdefault(key, [] if key in ("communities", "sponsors", "employers") else {}), rest, value)
    else:
        node[key] = value
