"""Every fault of a library is one finding, at its place, with what to do (semantics 19, 23)."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_library
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library.broken_lines import ALL, FAULTS
from small_library import FILES, Fault, assert_inside, changed, cited, load


def test_the_library_itself_is_sound(tmp_path: Path) -> None:
    assert load(tmp_path).diagnostics == ()


@pytest.mark.parametrize(("name", "fault"), ALL, ids=[f"{name}-{fault.new}" for name, fault in ALL])
def test_one_fault_is_one_finding(tmp_path: Path, name: str, fault: Fault) -> None:
    files = changed(name, fault.old, fault.new)
    found = load(tmp_path, files).diagnostics
    assert [(one.span.path, one.rule) for one in found] == [(name, fault.rule)]
    assert fault.message in f"{found[0].message} {found[0].help}"
    assert fault.cited is None or cited(found[0].span, files[name]) == fault.cited
    assert_inside(found[0], files[name])


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ["\tx: 1\n", "x 1\ny: 2\n", "x: [1\n", "\x07", "---\na: b\n"])
def test_a_file_that_cannot_be_read_is_one_finding(tmp_path: Path, name: str, damage: str) -> None:
    """What it defines is not called unknown wherever it is named."""
    found = load(tmp_path, {**FILES, name: FILES[name] + damage}).diagnostics
    assert [one.span.path for one in found] == [name]


def test_faults_of_all_files_are_found_in_one_run(tmp_path: Path) -> None:
    wrong = {name: faults[-1] for name, faults in FAULTS.items()}
    wrong["council.yaml"] = FAULTS["council.yaml"][0]
    files = {
        name: text.replace(wrong[name].old, wrong[name].new) if name in wrong else text
        for name, text in FILES.items()
    }
    found = load(tmp_path, files).diagnostics
    assert {one.span.path for one in found} == set(wrong)
    assert [one.span.path for one in found] == sorted(one.span.path for one in found)


def test_a_misspelt_phase_hides_nothing_else(tmp_path: Path) -> None:
    text = (
        FILES["pilot.yaml"]
        .replace("phase: sustain", "phase: sustian")
        .replace("council/opinion", "council/opinon")
    )
    found = load(tmp_path, {**FILES, "pilot.yaml": text}).diagnostics
    assert sorted(one.rule for one in found) == ["unknown-reference", "wrong-value"]


def test_each_misspelt_word_is_offered_the_nearest(tmp_path: Path) -> None:
    for old, new, offered in (
        ("needs: [seed,", "nedes: [seed,", "needs"),
        ("phase: sustain", "phase: sustian", "sustain"),
        ("council/opinion", "council/opinon", "council/opinion"),
        ("owner: community-manager", "owner: comunity-manager", "community-manager"),
        ("on: calendar.decision", "on: calendar.decison", "calendar.decision"),
    ):
        (found,) = load(tmp_path, changed("pilot.yaml", old, new)).diagnostics
        assert str(found.help) == f"did you mean “{offered}”?"


# --- any damage ---

INDEPENDENT = [(name, fault) for name, fault in ALL if name != "questions.yaml"]
"""Faults in questions are left out: what is asked decides what can be said of a condition elsewhere."""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_damage_to_any_file_is_told_without_raising(tmp_path: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FILES)))
    text = FILES[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    new = data.draw(st.text(alphabet="ab:-{}[], \n'\"&*x10é", max_size=8))
    files = {**FILES, name: text[:start] + new + text[end:]}
    library = load(tmp_path, files)
    for one in library.diagnostics:
        assert str(one.message)
        assert_inside(one, library.sources[one.span.path])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(INDEPENDENT), min_size=2, max_size=2, unique_by=lambda pair: pair[0]))
def test_faults_in_two_files_are_found_together(tmp_path: Path, picked: list[tuple[str, Fault]]) -> None:
    """Whatever is wrong in one file, the other file's fault is told too."""
    files = {**FILES, **{name: FILES[name].replace(fault.old, fault.new) for name, fault in picked}}
    found = small_library.load(tmp_path, files).diagnostics
    assert {one.span.path for one in found} == {name for name, _ in picked}


@pytest.mark.parametrize(
    ("case", "rule", "words"),
    [
        ("when: organisation.sites == 'lots', value: true", "type-or-choice", '"lots"'),
        ("when: organisation.site == 'one', value: true", "unasked-variable", "organisation.site"),
        ("when: organisation.headcount > 9, value: perhaps", "wrong-value", "perhaps"),
        ("when: organisation.headcount > 9, assume: true", "missing-key", None),
    ],
)
def test_what_a_settled_case_says_is_checked(tmp_path: Path, case: str, rule: str, words: str | None) -> None:
    case = case.replace("'", '"')
    old = "unknown: {assume: true, owner: hr}\n        name: {en: council"
    files = changed("questions.yaml", old, f"settled: [{{{case}}}]\n        {old}")
    found = [each for each in load(tmp_path, files).diagnostics if each.rule == rule]
    assert found
    assert words is None or cited(found[0].span, files["questions.yaml"]) == words
