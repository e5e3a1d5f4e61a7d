"""Plans whose files say what dates they must come out with, worked out by hand (semantics 4, 7 to 17)."""

from __future__ import annotations

from pathlib import Path

import pytest
from planning.expectations import Case, read_case
from planning.planned import ROOT, plan_of

from rse_plan.planning.plan import Plan

CASES = sorted(path for path in (ROOT / "tests" / "cases" / "plans").iterdir() if path.is_dir())


def planned(folder: Path) -> Plan:
    """The plan of a case: the bundled lists and the case's own playbooks, none of the bundled ones."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))}
    return plan_of(texts.pop("answers"), *texts.values())


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_dates_are_the_ones_worked_out_by_hand(folder: Path) -> None:
    assert read_case(folder).differences(planned(folder)) == []


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A copy of a case, to be spoilt."""
    source = ROOT / "tests" / "cases" / "plans" / "two-communities-in-parallel"
    for path in source.iterdir():
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def spoilt(folder: Path, old: str, new: str) -> Case:
    path = folder / "work.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return read_case(folder)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    # expect@sales: 2027-01-21..2027-01-22\n", "", "work/review@sales: no expectation"),
        ("expect: 2027-01-14..2027-01-15", "expect: 2027-01-14..2027-01-18", "work/review-all:"),
        ("expect: 2027-01-14..2027-01-15", "expect: ..2027-01-16", "work/review-all:"),
        ("expect@finance: absent", "expect@finance: 2027-01-04", "work/name-leader@finance: not in the plan"),
        (
            "slack 0 critical\n    # expect@sales: 2027-01-11",
            "slack 1\n    # expect@sales: 2027-01-11",
            "seed",
        ),
        (
            "slack 0 critical\n    # expect@sales: 2027-01-14",
            "slack 0\n    # expect@sales: 2027-01-14",
            "open",
        ),
        ("2027-01-07..2027-01-08", "2027-01-07..2027-01-08 warning: overload", "overload"),
    ],
)
def test_a_wrong_or_missing_expectation_is_told(case: Path, old: str, new: str, told: str) -> None:
    differences = spoilt(case, old, new).differences(planned(case))
    assert len(differences) == 1
    assert told in differences[0]


def test_an_expectation_that_cannot_be_read_is_no_expectation(case: Path) -> None:
    with pytest.raises(AssertionError, match="cannot be read"):
        spoilt(case, "expect: 2027-01-14..2027-01-15", "expect: 14 January")
