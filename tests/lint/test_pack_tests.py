"""Packs' own tests: each broken expectation is told at its place; what holds is silent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from linted import SHIPPED, TODAY
from small_library import cited, write

from rse_plan.cli.shell import words
from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.library.with_answers import load
from rse_plan.lint import pack_tests
from rse_plan.lint.engine import Linted, RuleCrashError, all_rules, lint
from rse_plan.lint.reports import REPORTS, Style
from rse_plan.lint.rule import Profile
from rse_plan.lint.settings import Settings
from rse_plan.locales import translator

ANSWERS = """\
  organisation: {name: Weldom, headcount: 900}
  employers: [{id: weldom, country: FR, works_council: single, council_expert: true}]
  communities: [{id: shops, name: Shops, members: 40, use_case: other}]
  calendar: {start: 2027-01-04}
"""
TEST = f"""\
kind: test
format: 1
name: a council
answers:
{ANSWERS}\
expect:
  items: [fr-works-council/council-file, fr-works-council/council-opinion@weldom]
  absent: [fr-works-council/inform-staff-small]
  dates:
    fr-works-council/council-opinion@weldom: [2027-02-15, 2027-04-15]
    fr-works-council/council-opinion: 2027-04-15
    pilot-by-communities/open@shops: 2027-05-11
  first_opening: 2027-05-11
  findings: [overload]
"""
COUNCIL = "fr-works-council/council"
OWN = "kind: playbook\nformat: 1\nid: own\ntitle: {en: Own, fr: Propre}\n"


def run(folder: Path, files: dict[str, str], *given: str, profile: Profile = Profile.DRAFT) -> Linted:
    write(folder, files)
    settings = Settings(profile=profile)
    return lint([Path(name) for name in given or ("tests",)], SHIPPED, today=TODAY, settings=settings)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def failed(linted: Linted) -> list[Diagnostic]:
    return [one for one in linted.findings if one.rule == pack_tests.NAME]


def test_what_holds_is_silent(here: Path) -> None:
    assert run(here, {"tests/one.yaml": TEST}, profile=Profile.PUBLISHED).findings == ()


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("council-file,", "council-fille,", f"{COUNCIL}-fille", "no item is called"),
        ("inform-staff-small", "council-file", f"{COUNCIL}-file", "council-file@weldom” is in the plan"),
        ("[2027-02-15, ", "[2027-02-16, ", "[2027-02-16, 2027-04-15]", "lasts from 15 February 2027 to 15"),
        ("opinion: 2027-04-15", "opinion: 2027-02-15", "2027-02-15", "ends on 15 April 2027, not on 15 Feb"),
        ("shops: 2027-05-11", "shops: 2027-05-12", "2027-05-12", "is on 11 May 2027, not on 12 May 2027"),
        ("open@shops:", "opens:", "2027-05-11", "no item is called “pilot-by-communities/opens”"),
        ("ing: 2027-05-11", "ing: 2027-05-10", "2027-05-10", "opening is on 11 May 2027, not on 10 May"),
        ("[overload]", "unheard-of", "unheard-of", "“unheard-of” is not found in this plan"),
        ("{start: 2027-01-04}", "{target: 2027-12-01}", ANSWERS, "the answers give no start date"),
    ],
)
def test_what_does_not_hold_is_told_at_its_place(
    here: Path, old: str, new: str, place: str, message: str
) -> None:
    assert TEST.count(old) == 1
    text = TEST.replace(old, new)
    (found,) = run(here, {"tests/one.yaml": text}).findings
    assert (found.rule, found.severity) == ("failed-test", Severity.ERROR)
    assert cited(found.span, text).strip() == place.replace(old, new).strip()
    assert message in str(found.message)
    assert found.help is not None


def test_a_name_of_several_items_is_asked_for_more(here: Path) -> None:
    text = TEST.replace(
        "use_case: other}]", "use_case: other}, {id: b, name: B, members: 40, use_case: other}]"
    )
    found = failed(run(here, {"tests/one.yaml": text.replace("open@shops: ", "open: ")}))
    said = [one for one in found if "is in the plan 2 times" in str(one.message)]
    assert [str(one.help) for one in said] == ["name one of them, such as pilot-by-communities/open@shops"]


def test_own_playbooks_are_read_along(here: Path) -> None:
    task = """tasks:
  - id: tea
    phase: frame
    title: {en: Tea, fr: Thé}
    raci: {R: project-lead, A: business}
    duration: 5d
"""
    text = TEST.split("expect:", maxsplit=1)[0] + "expect:\n  dates: {own/tea: [2027-01-04, 2027-01-08]}\n"
    files = {"playbooks/own.yaml": OWN + task, "playbooks/tests/tea.yaml": text}
    assert run(here, files, "playbooks").findings == ()
    (found,) = run(
        here, {"playbooks/own.yaml": OWN + task.replace("5d", "6d")}, "playbooks/tests/tea.yaml"
    ).findings
    assert (found.rule, found.span.line) == ("failed-test", 10)


def test_answers_may_be_a_file_beside_the_test(here: Path) -> None:
    inline = TEST.index("answers:"), TEST.index("expect:")
    text = f"{TEST[: inline[0]]}answers: given/answers.yaml\n{TEST[inline[1] :]}"
    answers = "kind: answers\nformat: 1\n" + ANSWERS.replace("\n  ", "\n")[2:]
    files = {"tests/one.yaml": text, "tests/given/answers.yaml": answers}
    assert failed(run(here, files)) == []
    (found,) = failed(run(here, {"tests/one.yaml": text.replace("given/", "lost/")}))
    assert str(found.message) == "test “a council”: there is no answers file “lost/answers.yaml”"
    broken = {"tests/given/answers.yaml": answers.replace("headcount", "headcuont"), "tests/one.yaml": text}
    assert [one.rule for one in run(here, broken).findings] == ["unknown-answer", "failed-test"]


def test_faults_of_the_answers_in_a_test_are_told_there(here: Path) -> None:
    text = TEST.replace("headcount", "headcuont")
    (found,) = run(here, {"tests/one.yaml": text}).findings
    assert (found.rule, cited(found.span, text)) == ("unknown-answer", "headcuont")


@pytest.mark.parametrize(
    ("old", "new", "rule", "place"),
    [
        ("expect:", "expects:", "unknown-key", "expects"),
        ("council-file,", "council_file,", "wrong-value", "fr-works-council/council_file"),
        ("[2027-02-15, 2027-04-15]", "[2027-02-15, 2027-04-15, 2027-04-16]", "wrong-value", None),
        ("shops: 2027-05-11", "shops: 2027-13-11", "wrong-value", "2027-13-11"),
        ("name: a council\n", "", "missing-key", None),
        ("  absent:", "  absnet:", "unknown-key", "absnet"),
    ],
)
def test_a_test_has_a_format_of_its_own(here: Path, old: str, new: str, rule: str, place: str | None) -> None:
    assert TEST.count(old) == 1
    text = TEST.replace(old, new)
    (found,) = run(here, {"tests/one.yaml": text}).findings
    assert found.rule == rule
    assert place is None or cited(found.span, text) == place


def test_broken_playbooks_are_told_once_and_the_test_says_that_it_was_not_run(here: Path) -> None:
    files = {"playbooks/own.yaml": OWN.replace("title", "titel"), "playbooks/tests/one.yaml": TEST}
    files |= {"playbooks/a-compose.yaml": "services: {}\n"}
    assert [one.rule for one in run(here, files, "playbooks").findings] == ["missing-key", "unknown-key"]
    (found,) = failed(run(here, files, "playbooks/tests/one.yaml"))
    assert "it was not run, for playbooks/own.yaml:4:1 is wrong" in str(found.message)


def test_tests_are_no_part_of_a_plan(here: Path) -> None:
    """`render --playbooks` reads a pack whole: its tests neither disturb it nor change its fingerprint."""
    from rse_plan.library import Folder
    from rse_plan.pipeline import remade

    write(
        here,
        {
            "pack/own.yaml": OWN,
            "answers.yaml": "kind: answers\nformat: 1\n" + ANSWERS.replace("\n  ", "\n")[2:],
        },
    )

    def made() -> Iterator[str]:
        loaded = load(Path("answers.yaml"), [SHIPPED, Folder(Path("pack"), "pack/")])
        assert loaded.answers is not None
        assert loaded.diagnostics == ()
        yield remade(loaded.answers, loaded.library).inputs.playbooks

    before = list(made())
    write(here, {"pack/tests/one.yaml": TEST})
    assert list(made()) == before


def test_failed_test_is_none_of_the_rules_and_cannot_be_ignored(here: Path) -> None:
    assert pack_tests.NAME not in {rule.page.name for rule in all_rules()}
    text = TEST.replace("ing: 2027-05-11", "ing: 2027-05-10  # rse-plan: ignore[failed-test] later")
    assert [one.rule for one in run(here, {"tests/one.yaml": text}).findings] == [
        "failed-test",
        "unknown-ignore",
    ]


@pytest.mark.parametrize("form", list(REPORTS))
def test_every_report_has_it(here: Path, form: str) -> None:
    text = TEST.replace("ing: 2027-05-11", "ing: 2027-05-10")
    report = REPORTS[form](run(here, {"tests/one.yaml": text}), Style(words("en")))
    assert "failed-test" in report
    if form in ("json", "sarif"):
        json.loads(report)


def test_it_speaks_french(here: Path) -> None:
    text = TEST.replace("ing: 2027-05-11", "ing: 2027-05-10")
    (found,) = run(here, {"tests/one.yaml": text}).findings
    said = found.message.in_words(translator("fr"))
    assert said == "test « a council » : la première ouverture est le 11 mai 2027, et non le 10 mai 2027"


def test_a_crash_while_a_test_runs_ends_the_run(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pack_tests, "remade", crash)
    with pytest.raises(RuleCrashError) as crashed:
        run(here, {"tests/one.yaml": TEST})
    assert (crashed.value.rule, crashed.value.path) == ("failed-test", "tests/one.yaml")
