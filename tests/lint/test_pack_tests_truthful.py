"""Packs' tests that could not fail, or that fail without saying why; and where they are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from linted import SHIPPED, TODAY
from small_library import cited, write

from rse_plan.diagnostics import Diagnostic
from rse_plan.lint.engine import lint
from rse_plan.lint.rule import Profile
from rse_plan.lint.settings import Settings

HEAD = """\
kind: test
format: 1
name: one
answers:
  organisation: {name: Weldom, headcount: 900}
  employers: [{id: weldom, country: FR, works_council: single}]
  communities: [{id: shops, name: Shops, members: 40, use_case: other}]
  calendar: {start: 2027-01-04}
"""
COUNCIL = "fr-works-council/council-file"
SMALL = "fr-works-council/inform-staff-small"


def found(folder: Path, files: dict[str, str], *given: str) -> list[Diagnostic]:
    write(folder, files)
    settings = Settings(profile=Profile.DRAFT)
    return list(lint([Path(name) for name in given], SHIPPED, today=TODAY, settings=settings).findings)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("expect", "place", "message", "advice"),
    [
        ("{}", "{}", "nothing is expected of the plan", "name items:, absent:"),
        ("{items: []}", "{items: []}", "nothing is expected of the plan", "name items:, absent:"),
        ("{absent: [fr-works-council/council-fille]}", f"{COUNCIL[:-4]}fille", "no item is called", COUNCIL),
        (f"{{absent: ['{SMALL}@weldon']}}", f"'{SMALL}@weldon'", "no item is called", f"{SMALL}@weldom"),
        ("{absent: [fr-works-council/inform-staff-small@weldom]}", None, "", ""),
        (
            f"{{items: [{SMALL}]}}",
            SMALL,
            "is not in the plan",
            "its condition “employer.works_council == \"none\"",
        ),
        (
            f"{{dates: {{{SMALL}: 2027-01-04}}}}",
            "2027-01-04",
            "is not in the plan",
            "does not hold with these answers (bundled:jurisdictions/fr-works-council.yaml:",
        ),
        (
            "{dates: {fr-works-council/council-opinion@weldom: [2027-04-15, 2027-02-15]}}",
            "[2027-04-15, 2027-02-15]",
            "15 April 2027 comes after 15 February 2027",
            "write [first, last]",
        ),
    ],
)  # fmt: skip
def test_what_is_expected_can_be_broken(
    here: Path, expect: str, place: str | None, message: str, advice: str
) -> None:
    text = f"{HEAD}expect: {expect}\n"
    told = found(here, {"tests/one.yaml": text}, "tests")
    assert [cited(one.span, text) for one in told] == ([place] if place is not None else [])
    for one in told:
        assert (one.rule, message in str(one.message), advice in str(one.help)) == ("failed-test", True, True)


OWN = """\
kind: playbook
format: 1
id: own
title: {en: Own, fr: Propre}
tasks:
  - id: tea
    phase: frame
    title: {en: Tea, fr: Thé}
    raci: {R: project-lead, A: business}
    duration: 5d
"""
OWNS = f"{HEAD}expect: {{dates: {{own/tea: [2027-01-04, 2027-01-08]}}}}\n"
LATER = OWNS.replace("01-08", "01-11")


@pytest.mark.parametrize(
    ("given", "files"),
    [
        (("tests",), 1),
        (("tests/one.yaml",), 1),
        (("tests/deep/two.yaml",), 1),
        (("playbooks", "tests"), 2),
    ],
)
def test_tests_are_run_with_the_playbooks_beside_them(here: Path, given: tuple[str, ...], files: int) -> None:
    name = "tests/deep/two.yaml" if "deep" in given[0] else "tests/one.yaml"
    there = {"playbooks/own.yaml": OWN, name: LATER}
    told = found(here, there, *given)
    assert [(one.rule, one.span.path) for one in told] == [("failed-test", name)]
    assert found(here, {**there, name: OWNS}, *given) == []


def test_answers_of_a_test_that_is_named_alone_are_read_along(here: Path) -> None:
    answers = "kind: answers\nformat: 1\norganisation: {name: Weldom, headcount: 900}\n"
    answers += "communities: [{id: shops, name: Shops, members: 40, use_case: other}]\n"
    answers += "calendar: {start: 2027-01-04}\n"
    test = "kind: test\nformat: 1\nname: one\nanswers: given/weldom.yaml\n" + OWNS[OWNS.index("expect:") :]
    files = {"playbooks/own.yaml": OWN, "tests/one.yaml": test, "tests/given/weldom.yaml": answers}
    assert found(here, files, "tests/one.yaml") == []
