"""Questions of a playbook's own, and what their names are worth."""

from __future__ import annotations

from planning.planned import ANSWERS, playbook

from rse_plan.expressions import parse
from rse_plan.planning.facts import FactSheet, Scope
from rse_plan.planning.plan import State


def question(id_: str, type_: str = "integer", **keys: str) -> str:
    """A playbook's own question."""
    words = f"name: {{en: {id_}, fr: {id_}}}, label: {{en: '?', fr: '?'}}"
    extra = "".join(f", {key}: {value}" for key, value in keys.items())
    return f"  - {{id: {id_}, type: {type_}, {words}{extra}}}\n"


def asking(*questions: str, head: str = "", tasks: str = "id: a, duration: 1d") -> str:
    return playbook(tasks, head=head + "questions:\n" + "".join(questions))


def worth(sheet: FactSheet, name: str, **elements: str) -> tuple[object, State]:
    fact = sheet.fact(name, elements)
    return fact.value, fact.state


def holds(sheet: FactSheet, condition: str, **elements: str) -> bool:
    return Scope(sheet, elements).holds(parse(condition)).holds


def with_communities(*communities: str) -> str:
    lines = "".join(f"  - {{{line}}}\n" for line in communities)
    head, _, tail = ANSWERS.partition("communities:\n")
    return head + "communities:\n" + lines + tail[tail.index("calendar:") :]
