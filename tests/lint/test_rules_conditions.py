"""Rules over conditions: what each finds, at which words, what it shows, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from lint.small_items import ITEM, LOOP, only, own, question, task
from small_library import COUNCIL, FILES, QUESTIONS
from small_lint import HEAD, findings, places

from rse_plan.diagnostics import Severity

# --- never-true ---


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ITEM + task("a", "when: organisation.headcount < 5"), [(8, 11, "organisation.headcount")]),
        (ITEM + task("a", "when: organisation.headcount >= 5"), []),
        (
            ITEM + task("a", "when: organisation.headcount > 300 and organisation.headcount < 300"),
            [(8, 44, "organisation.headcount")],
        ),
        (
            ITEM + task("a", 'when: organisation.sites == "one" and organisation.sites == "few"'),
            [(8, 43, "organisation.sites")],
        ),
        (ITEM + task("a", 'when: \'"messaging" in goal.replaces and "mailing-list" in goal.replaces\''), []),
        (LOOP + task("a", "when: employer.expert and not employer.council"), [(9, 35, "employer.council")]),
        (
            LOOP + task("a", 'when: employer.expert and employer.country == "DE"'),
            [(9, 31, "employer.country")],
        ),
        (LOOP + task("a", "when: employer.expert or not employer.council"), []),
        (
            ITEM
            + task("a", "when: any(employers, employer.expert) and not any(employers, employer.council)"),
            [(8, 66, "employer.council")],
        ),
        (ITEM + task("a", "when: count(employers) == 0"), [(8, 11, "count(employers) == 0")]),
        (
            ITEM + task("a", "for_each: waves", "when: wave.pilot and wave.number > 1"),
            [(9, 26, "wave.number")],
        ),
        (ITEM + task("a", "when: organisation.headcout < 5"), []),  # unasked-variable says so
        (ITEM + task("a", 'when: organisation.sites == "none"'), []),  # type-or-choice says so
        (
            HEAD + "applies_when: organisation.headcount > 90000\ntasks:\n" + task("a"),
            [(5, 15, "organisation.headcount")],
        ),
        (
            HEAD
            + "questions:\n"
            + question(
                "own.x",
                'when: organisation.sites == "one"',
                "unknown:",
                "  assume: true",
                "  cases:",
                '    - {when: organisation.sites == "few", assume: false}',
            )
            + "tasks:\n"
            + task("a", "when: own.x"),
            [(12, 18, "organisation.sites")],
        ),
        (
            HEAD + "adjust:\n  - item: council/file\n"
            '    when: any(employers, employer.country == "DE") and not employer.council\n'
            "    skip: true\n    why: {en: w, fr: w}\n",
            [(7, 60, "employer.council")],
        ),
    ],
)
def test_never_true(tmp_path: Path, text: str, found: list[tuple[int, int, str]]) -> None:
    assert places(tmp_path, "never-true", text) == found


def test_a_case_that_its_gate_excludes_is_never_taken(tmp_path: Path) -> None:
    """The small library's own gate: it waits only without an expert, and has a case for one."""
    found = only(findings(tmp_path, "never-true", {"council.yaml": COUNCIL}))
    assert (found.span.line, found.span.column) == (33, 18)
    assert "not employer.expert and employer.expert" in str(found.message)


def test_never_true_shows_the_question_that_stands_in_the_way(tmp_path: Path) -> None:
    text = LOOP + task("a", "when: employer.expert and not employer.council")
    found = only(findings(tmp_path, "never-true", own(text)))
    assert str(found.message) == (
        "no answers make this true: “employer.expert and not employer.council”, since “employer.expert” "
        'is only asked when “employer.country == "FR" and employer.council”'
    )
    assert [other.span.path for other in found.related] == ["bundled:council.yaml"]


def test_never_true_leaves_out_the_parts_that_have_no_share(tmp_path: Path) -> None:
    text = LOOP + task("a", "when: organisation.headcount > 300 and employer.expert and not employer.council")
    assert "headcount" not in str(only(findings(tmp_path, "never-true", own(text))).message)


# --- unreachable-item ---

GERMAN = HEAD + 'for_each: employers\napplies_when: employer.country == "DE"\ntasks:\n'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (GERMAN + task("a", 'when: employer.country == "FR"'), [(10, 11, "employer.country")]),
        (GERMAN + task("a", "when: employer.expert"), [(10, 11, "employer.expert")]),
        (GERMAN + task("a", "when: employer.council"), []),
        (GERMAN + task("a", 'when: any(employers, employer.country == "FR")'), []),
        (GERMAN + task("a", "when: organisation.headcount < 5"), []),  # never-true says so
        (
            HEAD + "applies_when: count(waves) > 1\ntasks:\n" + task("a", "when: count(communities) == 1"),
            [(9, 11, "count(communities) == 1")],
        ),
        (
            HEAD
            + "applies_when: count(waves) > 1\ntasks:\n"
            + task("a", "for_each: waves", "when: wave.pilot"),
            [],
        ),
    ],
)
def test_unreachable_item(tmp_path: Path, text: str, found: list[tuple[int, int, str]]) -> None:
    assert places(tmp_path, "unreachable-item", text) == found


def test_unreachable_item_shows_the_playbook_s_condition(tmp_path: Path) -> None:
    found = only(findings(tmp_path, "unreachable-item", own(GERMAN + task("a", "when: employer.expert"))))
    assert found.related[0].span.line == 6


# --- conditional-need ---

COUNCIL_ONLY = task("talk", "when: employer.council")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (LOOP + COUNCIL_ONLY + task("a", "needs: [talk]"), [(16, 13, "talk")]),
        (LOOP + COUNCIL_ONLY + task("a", "needs: [{task: talk, lag: 2d}]"), [(16, 20, "talk")]),
        (LOOP + COUNCIL_ONLY + task("a", "needs: [{task: talk, optional: true}]"), []),
        (LOOP + COUNCIL_ONLY + task("a", "when: employer.council", "needs: [talk]"), []),
        (
            LOOP + COUNCIL_ONLY + task("a", "when: employer.expert", "needs: [talk]"),
            [],
        ),  # asked with a council
        (LOOP + COUNCIL_ONLY + task("a", "before: {task: talk}"), [(16, 20, "talk")]),
        # a loop that its need has not: some employer has a council, or none has
        (
            ITEM + task("talk", "for_each: employers", "when: employer.council") + task("a", "needs: [talk]"),
            [(16, 13, "talk")],
        ),
        (
            ITEM
            + task("talk", "for_each: employers", "when: employer.council")
            + task("a", "when: any(employers, employer.council)", "needs: [talk]"),
            [],
        ),
        (ITEM + task("talk", "for_each: employers") + task("a", "needs: [talk]"), []),
        (ITEM + task("talk", "for_each: communities") + task("a", "needs: [talk]"), [(15, 13, "talk")]),
        (
            ITEM
            + task("talk", "for_each: communities")
            + task("a", "for_each: communities", "needs: [talk]"),
            [],
        ),
        # a community and its wave, its employers
        (
            ITEM
            + task("talk", "for_each: waves", "when: wave.pilot")
            + task("a", "for_each: communities", "needs: [talk]"),
            [(17, 13, "talk")],
        ),
        (
            ITEM
            + task("talk", "for_each: waves", "when: wave.pilot")
            + task("a", "for_each: communities", "needs: [{task: talk, which: first}]"),
            [],
        ),
        (
            ITEM
            + task("talk", "for_each: waves", "when: wave.pilot")
            + task("a", "for_each: communities", "when: wave.number == 1", "needs: [talk]"),
            [],
        ),
        (
            ITEM
            + task("talk", "for_each: employers", "when: employer.council")
            + task("a", "for_each: communities", "needs: [talk]"),
            [(17, 13, "talk")],
        ),
        # another playbook, and an adjustment that skips
        (ITEM + task("a", "needs: [council/file]"), [(8, 13, "council/file")]),
        (
            ITEM + task("talk") + task("a", "needs: [talk]") + "adjust:\n  - item: talk\n"
            "    when: organisation.headcount < 300\n    skip: true\n    why: {en: w, fr: w}\n",
            [(14, 13, "talk")],
        ),
        (
            ITEM
            + task("talk")
            + task("a", "when: organisation.headcount >= 300", "needs: [talk]")
            + "adjust:\n  - item: talk\n    when: organisation.headcount < 300\n"
            "    skip: true\n    why: {en: w, fr: w}\n",
            [],
        ),
        (
            ITEM + task("talk", "when: organisation.headcount < 5") + task("a", "needs: [talk]"),
            [],
        ),  # never-true
    ],
)
def test_conditional_need(tmp_path: Path, text: str, found: list[tuple[int, int, str]]) -> None:
    assert places(tmp_path, "conditional-need", text) == found


def test_conditional_need_prints_answers_and_is_a_warning(tmp_path: Path) -> None:
    text = LOOP + COUNCIL_ONLY + task("a", "needs: [talk]")
    found = only(findings(tmp_path, "conditional-need", own(text)))
    assert found.severity is Severity.WARNING
    assert str(found.message) == (
        "“own/talk” is not in the plan, and this item is, when: employer.council == false"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["needs: [talk]"], "    needs: [{task: talk, optional: true}]\n"),
        (["needs:", "  - talk"], "      - {task: talk, optional: true}\n"),
        (["needs: [{task: talk, lag: 2d}]"], "    needs: [{task: talk, optional: true, lag: 2d}]\n"),
        (["needs: [{task: talk, optional: false}]"], "    needs: [{task: talk, optional: true}]\n"),
        (["before:", "  task: talk", "  by: 2d"], "      task: talk\n      optional: true\n      by: 2d\n"),
    ],
)
def test_conditional_need_offers_the_words_to_add(tmp_path: Path, before: list[str], after: str) -> None:
    text = LOOP + COUNCIL_ONLY + task("a", *before)
    edit = only(findings(tmp_path, "conditional-need", own(text))).edit
    assert edit is not None
    lines = text.split("\n")
    line = lines[edit.span.line - 1]
    lines[edit.span.line - 1] = line[: edit.span.column - 1] + edit.text + line[edit.span.end_column - 1 :]
    mended = "\n".join(lines)
    assert after in mended
    assert findings(tmp_path / "again", "conditional-need", own(mended)) == []


def test_the_small_library_is_what_these_tests_think() -> None:
    assert "when: employer.council" in COUNCIL
    assert "goal.replaces" in QUESTIONS
    assert set(FILES) >= {"council.yaml", "questions.yaml"}
