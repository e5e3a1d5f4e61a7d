"""The rules that read what questions do: cycles, no effect, gaps in the quick interview, templates."""

from __future__ import annotations

from pathlib import Path

import pytest
from lint.small_items import ITEM, only, own, question, task
from small_lint import HEAD, findings, places

# --- questions ---


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            question("own.x", "when: own.y", "default: true")
            + question("own.y", "when: own.x", "default: true"),
            [(8, 11, "own.y")],
        ),
        (question("own.x", "when: own.x", "default: true"), [(8, 11, "own.x")]),
        (question("own.x", "default: true") + question("own.y", "when: own.x", "default: true"), []),
        (
            question("own.x", "unknown: {assume: true, cases: [{when: own.y, assume: false}]}")
            + question("own.y", "when: own.x", "default: true"),
            [(8, 44, "own.y")],
        ),
    ],
)
def test_question_cycle(tmp_path: Path, text: str, found: list[tuple[int, int, str]]) -> None:
    assert places(tmp_path, "question-cycle", HEAD + "questions:\n" + text) == found


def test_a_playbook_that_applies_by_its_own_question_is_a_cycle(tmp_path: Path) -> None:
    text = HEAD + "applies_when: own.x\nquestions:\n" + question("own.x", "default: true")
    assert places(tmp_path, "question-cycle", text) == [(5, 15, "own.x")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (question("own.x", "default: true"), [(6, 9, "own.x")]),
        (question("own.x", "default: true") + "tasks:\n" + task("a", "when: own.x"), []),
        (
            question("own.x", kind="text")
            + "tasks:\n"
            + task("a").replace("en: T, fr: T", '"en": "{{ own.x }}", "fr": "{{own.x}}"'),
            [],
        ),
        (
            question("own.x", kind="date") + "tasks:\n  - {id: m, kind: milestone, phase: frame, on: own.x, "
            "title: {en: T, fr: T}, raci: {R: hr, A: hr}}\n",
            [],
        ),
        # read by a question that has an effect, and by one that has none
        (
            question("own.x", "default: true")
            + question("own.y", "when: own.x", "default: true")
            + "tasks:\n"
            + task("a", "when: own.y"),
            [],
        ),
        (
            question("own.x", "default: true") + question("own.y", "when: own.x", "default: true"),
            [(6, 9, "own.x"), (11, 9, "own.y")],
        ),
    ],
)
def test_no_effect_question(tmp_path: Path, text: str, found: list[tuple[int, int, str]]) -> None:
    assert places(tmp_path, "no-effect-question", HEAD + "questions:\n" + text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (question("own.x") + "tasks:\n" + task("a", "when: own.x"), [(6, 9, "own.x")]),
        (question("own.x", "required: true") + "tasks:\n" + task("a", "when: own.x"), []),
        (question("own.x", "default: true") + "tasks:\n" + task("a", "when: own.x"), []),
        (question("own.x") + "tasks:\n" + task("a", "when: known(own.x)"), []),
        (question("own.x") + "tasks:\n" + task("a", "when: known(own.x) and own.x"), []),
        (
            question("own.x", kind="date") + "tasks:\n  - {id: m, kind: milestone, phase: frame, on: own.x, "
            "title: {en: T, fr: T}, raci: {R: hr, A: hr}}\n",
            [(6, 9, "own.x")],
        ),
        (
            question("own.x", kind="date") + "tasks:\n  - {id: m, kind: milestone, phase: frame, on: own.x, "
            "when: known(own.x), title: {en: T, fr: T}, raci: {R: hr, A: hr}}\n",
            [],
        ),
        (
            question("own.x")
            + question("own.y", "when: own.x", "default: true")
            + "tasks:\n"
            + task("a", "when: own.y"),
            [(6, 9, "own.x")],
        ),
        (
            question("own.x") + "messages:\n  - {id: m, from: hr, channel: [email], when: own.x, "
            "subject: {en: s, fr: s}, body: {en: b, fr: b}}\n",
            [],
        ),
    ],
)
def test_quick_gap(tmp_path: Path, text: str, found: list[tuple[int, int, str]]) -> None:
    assert places(tmp_path, "quick-gap", HEAD + "questions:\n" + text) == found


def test_a_question_that_an_unreadable_item_may_read_is_left_alone(tmp_path: Path) -> None:
    text = HEAD + "questions:\n" + question("own.x", "default: true") + "tasks:\n"
    broken = task("a", "when: own.x").replace("duration: 5d", "duration: soon")
    assert places(tmp_path, "no-effect-question", text + broken) == []


def test_names_that_the_program_reads_are_named_in_it() -> None:
    """The list of what needs no playbook to have an effect is kept true to the code."""
    import rse_plan
    from rse_plan.lint.rules.no_effect_question import READ_BY_PROGRAM

    package = Path(rse_plan.__file__).parent
    parts = ("planning", "documents", "formats", "interview", "model", "cli")
    sources = "".join(
        path.read_text(encoding="utf-8") for part in parts for path in (package / part).rglob("*.py")
    )
    assert [name for name in sorted(READ_BY_PROGRAM) if f'"{name}"' not in sources] == []


# --- template-in-condition ---


@pytest.mark.parametrize(
    ("when", "column", "mended"),
    [
        ("'{{ organisation.headcount }} >= 300'", 12, "organisation.headcount"),
        ("'organisation.headcount >= 300 and {{employer.council}}'", 46, "employer.council"),
        ("'{{ organisation.headcount | int }} >= 300'", 12, None),
        ("'{% if organisation.headcount >= 300 %}'", 12, None),
    ],
)
def test_template_in_condition(tmp_path: Path, when: str, column: int, mended: str | None) -> None:
    found = only(findings(tmp_path, "template-in-condition", own(ITEM + task("a", f"when: {when}"))))
    assert (found.span.line, found.span.column) == (8, column)
    assert (found.edit.text if found.edit is not None else None) == mended
