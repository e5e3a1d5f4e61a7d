"""`rse-plan schema`: what is printed is a schema, and own playbooks' questions are in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rse_plan.cli.schema import Kind
from rse_plan.resources import schema_folder

Run = Callable[..., Any]


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_printed_is_what_is_shipped(run: Run, kind: Kind) -> None:
    ran = run("schema", kind)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (schema_folder() / f"{kind}.json").read_text(encoding="utf-8")


def test_questions_of_own_playbooks_are_answers_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "tea.yaml").write_text(
        """kind: playbook
format: 1
id: tea
title: {en: Tea, fr: Thé}
questions:
  - id: tea.cups
    type: integer
    default: 3
    name: {en: cups, fr: tasses}
    label: {en: "Cups?", fr: "Tasses ?"}
""",
        encoding="utf-8",
    )
    ran = run("schema", "answers", "--playbooks", "own")
    assert ran.code == 0
    assert json.loads(ran.out)["properties"]["tea"]["properties"]["cups"]["description"] == "Cups?"


def test_a_fault_in_own_playbooks_ends_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "tea.yaml").write_text("kind: playbok\n", encoding="utf-8")
    ran = run("schema", "answers", "--playbooks", "own")
    assert (ran.code, ran.out) == (2, "")
    assert "own/tea.yaml:1:7" in ran.err
