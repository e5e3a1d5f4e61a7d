"""Plans of the examples, whole and with answers changed, for the documents to describe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from rse_plan.expressions import Value
from rse_plan.library import Folder, Library
from rse_plan.model.answers import Answer, Answers, Person
from rse_plan.pipeline import load, plan
from rse_plan.planning.plan import Plan
from rse_plan.resources import BUNDLED, example_label, example_path, playbooks_folder


@cache
def example(name: str) -> tuple[Answers, Library]:
    loaded = load(example_path(name), (Folder(playbooks_folder(), BUNDLED),), example_label(name))
    assert loaded.answers is not None
    return loaded.answers, loaded.library


@cache
def planned(name: str, changes: tuple[tuple[str, Value], ...], people: tuple[tuple[str, str], ...]) -> Plan:
    answers, library = example(name)
    for question, value in changes:
        answers = changed(answers, question, value)
    named = {role: Person(answers.span, person) for role, person in people}
    return plan(replace(answers, people={**answers.people, **named}), library)


def changed(answers: Answers, question: str, value: Value) -> Answers:
    """The same answers with one more: of every community, sponsor or employer when it is asked of each."""
    given = Answer(value, answers.span)
    prefix = question.partition(".")[0]
    plural = {"community": "communities", "sponsor": "sponsors", "employer": "employers"}.get(prefix)
    if plural is None:
        return replace(answers, values={**answers.values, question: given})
    elements = tuple(
        replace(element, answers={**element.answers, question: given}) for element in answers.groups[plural]
    )
    return replace(answers, groups={**answers.groups, plural: elements})


def plan_of(
    name: str = "weldom", changes: Mapping[str, Value] | None = None, people: Mapping[str, str] | None = None
) -> Plan:
    """The plan of an example, with answers changed and people named."""
    return planned(name, tuple((changes or {}).items()), tuple((people or {}).items()))
