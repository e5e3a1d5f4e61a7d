"""What one playbook may change in another one's work, and what it may not (semantics 6)."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_library import FILES, cited, write

from rse_plan.library import Folder, load_library

CHANGING = """\
kind: playbook
format: 1
id: changing
title: {en: Changing, fr: Change}
requires: [council]
adjust:
  - item: council/file
    when: organisation.headcount > 300 and employer.council
    duration: {times: 1.5, add: 2d}
    effort: {times: 2}
    why: {en: Many people, fr: Beaucoup de monde}
  - item: council/opinion
    lead_time: {times: 2}
    why: {en: A slow council, fr: Un CSE lent}
"""


def findings(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    """The rule of each fault of the changing playbook, and what stands where it points."""
    library = load_library([Folder(write(tmp_path, {**FILES, "changing.yaml": text}), "")])
    assert {one.span.path for one in library.diagnostics} <= {"changing.yaml"}
    return [(one.rule, cited(one.span, text)) for one in library.diagnostics]


def test_a_change_that_can_be_made_is_no_fault(tmp_path: Path) -> None:
    assert findings(tmp_path, CHANGING) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "place"),
    [
        ("council/file", "council/fil", "unknown-reference", "council/fil"),
        ("times: 1.5", "times: 0", "wrong-value", "0"),
        ("times: 1.5", "times: twice", "wrong-value", "twice"),
        ("add: 2d", "add: 1w", "wrong-value", "1w"),
        ("organisation.headcount", "organisation.size", "unasked-variable", "organisation.size"),
        ("employer.council\n", "community.members > 5\n", "unasked-variable", "community.members"),
        ("    lead_time: {times: 2}\n", "    skip: true\n", "wrong-value", "true"),
        (
            "    duration: {times: 1.5, add: 2d}\n    effort: {times: 2}\n",
            "    skip: true\n",
            "wrong-value",
            "true",
        ),
        ("lead_time: {times: 2}", "lead_time: 1mo", "wrong-value", "1mo"),
        ("lead_time: {times: 2}", "lead_time: {times: 0.5}", "wrong-value", "{times: 0.5}"),
        ("lead_time: {times: 2}", "duration: {times: 2}", "wrong-value", "{times: 2}"),
        ("    lead_time: {times: 2}\n", "", "missing-key", "item"),
        (", fr: Un CSE lent", "", "missing-translation", "why"),
    ],
)
def test_a_fault_in_a_change_is_one_finding(
    tmp_path: Path, old: str, new: str, rule: str, place: str
) -> None:
    assert CHANGING.count(old) == 1
    found = findings(tmp_path, CHANGING.replace(old, new))
    assert found == [(rule, place)]
