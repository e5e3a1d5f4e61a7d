"""Freezes that playbooks make are held to the same rules as their items (semantics 35)."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_library import cited, write

from rse_plan.library import Folder, load_library
from rse_plan.resources import playbooks_folder

GUARDED = """\
kind: playbook
format: 1
id: own
title: {en: Own, fr: Propre}
for_each: employers
freezes:
  - id: vote
    when: known(employer.next_election)
    around: employer.next_election
    before: 90cd
    after: 2cw
    title: {en: "Before the vote", fr: "Avant le vote"}
    because: [elections-cse]
tasks:
  - id: work
    phase: prepare
    title: {en: Work, fr: Travail}
    raci: {R: it, A: it}
    duration: 5d
"""


@pytest.mark.parametrize(
    ("old", "new", "rule", "place"),
    [
        (
            "around: employer.next_election",
            "around: employer.next_vote",
            "unasked-variable",
            "employer.next_vote",
        ),
        (
            "around: employer.next_election",
            "around: employer.headcount",
            "type-or-choice",
            "employer.headcount",
        ),
        ("known(employer.next_election)", "known(employer.next)", "unasked-variable", "employer.next"),
        ("elections-cse]", "elections-csee]", "unknown-reference", "elections-csee"),
        ("before: 90cd", "before: 90d", "wrong-value", "90d"),
        ("before: 90cd", "before: 24mo", "wrong-value", "24mo"),
        ("    before: 90cd\n", "", "missing-key", "id"),
        (', fr: "Avant le vote"', "", "missing-translation", "title"),
        ("Before the vote", "Before {{ employer.nom }}", "unasked-variable", "employer.nom"),
        ("id: work\n", "id: vote\n", "duplicate-id", "vote"),
        ("    duration: 5d\n", "    duration: 5d\n    needs: [vote]\n", "unknown-reference", "vote"),
    ],
)
def test_a_fault_in_a_guard_is_one_finding(tmp_path: Path, old: str, new: str, rule: str, place: str) -> None:
    assert GUARDED.count(old) == 1
    text = GUARDED.replace(old, new)
    folders = [Folder(playbooks_folder(), ""), Folder(write(tmp_path, {"own.yaml": text}), "")]
    library = load_library(folders)
    assert [(one.rule, cited(one.span, text)) for one in library.diagnostics] == [(rule, place)]


def test_a_guard_without_faults(tmp_path: Path) -> None:
    folders = [Folder(playbooks_folder(), ""), Folder(write(tmp_path, {"own.yaml": GUARDED}), "")]
    library = load_library(folders)
    assert library.diagnostics == ()
    assert [guard.id for guard in library.playbooks["own"].value.freezes] == ["vote"]
