"""Plans made from texts: the bundled questions, roles, phases and evidence, and a test's own playbooks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from rse_plan.diagnostics import Diagnostic
from rse_plan.library import Folder, Library, load_library
from rse_plan.library.checks import check_library
from rse_plan.library.load import Asked, Sourced
from rse_plan.model.answers import Answers, read_answers
from rse_plan.model.faults import fit
from rse_plan.model.playbook import Playbook
from rse_plan.pipeline import plan
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.plan import Plan, Planned
from rse_plan.planning.waves import assign_waves
from rse_plan.source.yaml_reader import Document, read_text

ROOT = Path(__file__).parents[2]
CATALOGUES = ("questions", "roles", "phases", "evidence")

ANSWERS = """\
kind: answers
format: 1
organisation: {name: Acme, headcount: 900}
communities:
  - {id: finance, name: Finance, members: 40, use_case: knowledge-sharing}
calendar: {start: 2027-01-04}
"""
"""One French employer, one community; starts on Monday 4 January 2027."""


@cache
def catalogues() -> Library:
    """The bundled lists without any bundled playbook, read once."""
    lists = (Folder(ROOT / "playbooks" / f"{name}.yaml", f"{name}.yaml") for name in CATALOGUES)
    return load_library(lists)


def document(text: str, label: str) -> Document:
    """A text that must be readable."""
    reading = read_text(text, label)
    assert reading.diagnostics == (), [str(fault.message) for fault in reading.diagnostics]
    assert reading.document is not None
    return reading.document


def library_of(*playbooks: str) -> Library:
    """The bundled lists with playbooks given as texts, `ID.yaml` each; nothing may be wrong with them."""
    files = {file.value.id: file for file in map(_sourced, playbooks)}
    base = catalogues()
    asked = {**base.asked, **_own(files.values())}
    library = replace(base, playbooks=dict(sorted(files.items())), asked=asked)
    faults = check_library(library)
    assert faults == (), said(faults)
    return library


def _sourced(text: str) -> Sourced[Playbook]:
    name = re.search(r"^id: (\S+)", text, re.MULTILINE)
    assert name is not None
    read = document(text, f"{name[1]}.yaml")
    value, faults = fit(read, Playbook)
    assert value is not None, said(faults)
    return Sourced(value, read)


def _own(files: Iterable[Sourced[Playbook]]) -> dict[str, Asked]:
    return {
        question.id: Asked(question, file.value.id, file, ("questions", position))
        for file in files
        for position, question in enumerate(file.value.questions)
    }


def answers_of(text: str, library: Library) -> Answers:
    """Answers that must fit the library's questions."""
    answers, faults = read_answers(document(text, "answers.yaml"), library.questions)
    assert faults == (), said(faults)
    return answers


def sheet_of(answers: str, *playbooks: str) -> FactSheet:
    """Every name's value, the waves assigned."""
    library = library_of(*playbooks)
    facts = FactSheet(answers_of(answers, library), library)
    return replace(facts, waves=assign_waves(facts))


def plan_of(answers: str, *playbooks: str) -> Plan:
    """The plan of some answers and playbooks."""
    library = library_of(*playbooks)
    return plan(answers_of(answers, library), library)


def playbook(tasks: str = "", *, id_: str = "own", head: str = "") -> str:
    """A playbook around a text of tasks, each line being one flow map without its bracket of wording."""
    lines = "".join(f"  - {{{line}}}\n" for line in _lines(tasks))
    return f"kind: playbook\nformat: 1\nid: {id_}\ntitle: {{en: Own, fr: Propre}}\n{head}" + (
        f"tasks:\n{lines}" if lines else ""
    )


def _lines(tasks: str) -> Iterator[str]:
    for line in filter(None, map(str.strip, tasks.splitlines())):
        yield f"{line}, phase: prepare, title: {{en: Work, fr: Travail}}, raci: {{R: it, A: it}}"


def by_id(made: Plan) -> dict[str, Planned]:
    """The plan's work by id, short ids where the playbook is the tests' own."""
    return {item.id.removeprefix("own/"): item for item in made.items}


def rules(made: Plan) -> list[str]:
    """The rules of all findings of a plan, in order."""
    return [finding.rule for finding in made.warnings]


def said(faults: Iterable[Diagnostic]) -> list[str]:
    """Findings in words."""
    return [f"{fault.span.line}:{fault.span.column} {fault.rule}: {fault.message}" for fault in faults]
