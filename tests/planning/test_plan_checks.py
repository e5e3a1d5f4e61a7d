"""Plans of all sorts, checked by a checker that shares no code with the planner."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from checker import faults, read, with_guards
from hypothesis import given, settings
from planning.planned import ROOT, plan_of
from planning.random_projects import Project, projects
from planning.test_plan_cases import CASES, planned

from examples import NAMES, example_plan
from rse_plan.resources import example_path

FULL = settings.default.max_examples > 100


def answers_in(text: str) -> Mapping[str, Any]:
    """A file as any YAML reader gives it."""
    found: Mapping[str, Any] = read(text)
    return found


@cache
def playbooks_in(folder: Path) -> list[Mapping[str, Any]]:
    """The playbooks with guards in a folder and below it."""
    return with_guards(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml")))


@pytest.mark.parametrize("name", NAMES)
def test_an_example_holds(name: str) -> None:
    answers = answers_in(example_path(name).read_text(encoding="utf-8"))
    assert faults(example_plan(name), answers, playbooks_in(ROOT / "playbooks")) == []


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_a_case_holds(folder: Path) -> None:
    answers = (folder / "answers.yaml").read_text(encoding="utf-8")
    assert faults(planned(folder), answers_in(answers), playbooks_in(folder)) == []


@settings(max_examples=2_000 if FULL else 2 * settings.default.max_examples)
@given(project=projects())
def test_a_random_project_holds(project: Project) -> None:
    made = plan_of(project.text, project.playbook)
    assert faults(made, answers_in(project.text)) == []
