"""A rule is a page whose examples run, and every fault that is found has one (semantics 23)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from parsed_code import nodes
from small_library import write

import rse_plan
from rse_plan.errors import UserError
from rse_plan.library import Folder
from rse_plan.lint import rules
from rse_plan.lint.engine import Linted, LoadedRule, Run, all_rules, lint
from rse_plan.lint.explain import markdown, page, table
from rse_plan.lint.fixes import fix
from rse_plan.lint.rule import Both, Files
from rse_plan.lint.settings import Settings
from rse_plan.resources import playbooks_folder

PACKAGE = Path(rse_plan.__file__).parent
BY_NAME = {rule.page.name: rule for rule in all_rules()}
FINDERS = ("source", "expressions", "model", "library", "lint/ignores.py")
"""What finds faults besides rules: before any runs, for `render` needs them found too, and after all have."""
BUNDLED = Folder(playbooks_folder(), "bundled:")
TODAY = date(2026, 11, 28)
"""From which the ages of the sources in examples are counted."""
WANTED = set(
    """
    absent-stakeholder ask-without-consequence ask-without-date assumed-critical conditional-need
    date-cannot-hold decision-before-opinion department-capture dependency-cycle duplicate-id
    duplicate-key duration-implausible effort-over-duration evidence-stale evidence-without-source
    for-each-mismatch format-version fr-typography hard-coded-date heading-order incomparable-cases
    incomplete-case individual-evaluation kpi-too-few kpi-without-date kpi-without-measure
    kpi-without-use-case launch-in-blackout lead-text-shared lead-time-unsourced leftover-text
    lone-case message-missing missing-key missing-requires missing-translation never-true no-done-when
    no-effect-question nothing-after-launch one-accountable order-to-other-employer overload phase-order
    phase-without-ask pilot-before-opinion placeholder-mismatch point-target posting-as-success
    question-cycle quick-gap small-group sponsor-absent stale-plan status-misuse surveillance-wording
    template-in-condition term-consistency tone type-or-choice unasked-variable uncited-number
    undefined-variable unescaped-html unknown-answer unknown-ignore unknown-key unknown-reference unknown-role
    unreachable-item unsupported-yaml unused-definition unused-ignore vague-link working-days-in-law
    wrong-value yaml-parse yaml11-boolean
    """.split()  # noqa: SIM905  # a table to read
)
"""The rules of design/lint-rules.md, and `incomplete-case`: what outlooks are made of."""
TWO_FAULTS = {"ask-without-date", "individual-evaluation", "unknown-reference"}
"""Rules of two faults: what the model refuses, and what only a hook sees (phases, wording, the plan)."""
EVERY = pytest.mark.parametrize("rule", all_rules(), ids=list(BY_NAME))


def linted(folder: Path, files: Files, settings: Settings) -> Linted:
    return lint(paths(folder, files), BUNDLED, today=TODAY, settings=settings)


def paths(folder: Path, files: Files) -> list[Path]:
    """The folder of an example, and its plans: those are read only when they are named."""
    return [write(folder, files), *(folder / name for name in files if name.endswith(".json"))]


def at_its_profile(rule: LoadedRule) -> Settings:
    """What the rule itself is asked for with: its examples may break rules of later profiles."""
    return Settings(profile=rule.page.profile)


@EVERY
def test_the_bad_example_fires_this_rule_only(rule: LoadedRule, tmp_path: Path) -> None:
    findings = linted(tmp_path, rule.page.bad, at_its_profile(rule)).findings
    assert {(found.rule, found.severity) for found in findings} == {(rule.page.name, rule.page.severity)}


@EVERY
def test_the_good_example_is_silent(rule: LoadedRule, tmp_path: Path) -> None:
    assert linted(tmp_path, rule.page.good, at_its_profile(rule)).findings == ()


@EVERY
def test_a_rule_that_says_so_mends_its_bad_example(rule: LoadedRule, tmp_path: Path) -> None:
    """And one that does not say so offers nothing."""
    run = Run(paths(tmp_path, rule.page.bad), BUNDLED, today=TODAY, settings=at_its_profile(rule))
    fixed = fix(run.examine, lambda path: Path(path).read_bytes())
    offered = [found for found in fixed.before.findings if found.edit is not None and found.edit.safe]
    assert bool(offered) == rule.page.fixable
    assert len(fixed.after.findings) == len(fixed.before.findings) - len(offered)


@EVERY
def test_the_examples_differ_by_the_fault_alone(rule: LoadedRule) -> None:
    assert set(rule.page.bad) == set(rule.page.good)
    assert rule.page.bad != rule.page.good


@EVERY
def test_every_passage_is_there_in_both_languages(rule: LoadedRule) -> None:
    for passage in (rule.page.what_it_finds, rule.page.why_it_matters, rule.page.how_to_ignore):
        assert isinstance(passage, Both)
        assert passage.en != passage.fr
        for text in (passage.en, passage.fr):
            assert text.endswith(".")
        assert not re.search(r"\w'\w|\"", passage.fr), "French has its own signs"


def test_a_rule_s_file_has_its_name() -> None:
    files = {path.stem for path in Path(rules.__path__[0]).glob("*.py")} - {"__init__"}
    assert files == {name.replace("-", "_") for name in BY_NAME}
    assert list(BY_NAME) == sorted(BY_NAME)
    assert all(re.fullmatch(r"[a-z]+[0-9]*(-[a-z]+)*", name) for name in BY_NAME)


def test_the_rules_that_are_wanted_are_there() -> None:
    assert set(BY_NAME) == WANTED
    assert len(WANTED) == 78


def named_by(part: str) -> Iterator[str]:
    """The rules that a part of the package names where it finds a fault."""
    found = PACKAGE / part
    for path in [found] if found.suffix else found.rglob("*.py"):
        for node in nodes(path):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            names = [keyword.value for keyword in node.keywords if keyword.arg == "rule"]
            if node.func.id == "Problem" and len(node.args) >= 4:
                names.append(node.args[0])
            yield from (str(name.value) for name in names if isinstance(name, ast.Constant))


def test_every_page_has_exactly_one_finder() -> None:
    """Either something earlier names the rule, or the rule has a hook: never both for one fault."""
    earlier = {name for part in FINDERS for name in named_by(part)}
    hooked = {name for name, rule in BY_NAME.items() if rule.check or rule.check_all}
    assert earlier | hooked == set(BY_NAME)
    assert earlier & hooked == TWO_FAULTS


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("en", ["What it finds", "Why it matters", "Bad", "Good", "How to ignore"]),
        ("fr", ["Ce qu’elle trouve", "Pourquoi cela compte", "Mauvais", "Bon", "Comment l’ignorer"]),
    ],
)
def test_a_page_is_printed_under_fixed_headings(language: str, headings: list[str]) -> None:
    from rse_plan.locales import translator

    for name, rule in BY_NAME.items():
        lines = page(name, language, translator(language)).split("\n")
        fix_ = ", --fix" if rule.page.fixable else ""
        assert lines[0] == f"{name} ({rule.page.severity}, {rule.page.profile}{fix_})"
        assert [line for line in lines[1:] if line and not line.startswith(" ")] == headings
        assert f"  {rule.page.what_it_finds.in_(language)}" in lines


def test_a_page_that_does_not_exist_offers_the_nearest() -> None:
    with pytest.raises(UserError, match="no rule is called “unknown-rol”") as refusal:
        page("unknown-rol", "en")
    assert str(refusal.value.help) == "did you mean “unknown-role”?"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_list_has_a_line_for_each_rule(language: str) -> None:
    lines = table(language).split("\n")
    assert [line.split()[0] for line in lines] == list(BY_NAME)
    for line, rule in zip(lines, BY_NAME.values(), strict=True):
        assert line.split()[1:3] == [rule.page.severity, rule.page.profile]
        assert ("--fix" in line.split()[:4]) == rule.page.fixable
        assert rule.page.what_it_finds.in_(language).startswith(line[line.rindex("  ") + 2 :])


RULES_PAGE = PACKAGE.parent / "docs" / "rules.md"


def test_the_page_of_all_rules_is_fresh(update_golden: bool) -> None:
    if update_golden:
        RULES_PAGE.write_text(markdown(), encoding="utf-8", newline="")
    assert RULES_PAGE.read_text(encoding="utf-8") == markdown(), "run: python docs/make_tables.py"


def test_the_page_of_all_rules_has_every_example() -> None:
    page_ = markdown()
    words = re.sub(r"^(`{3,}).*?^\1$", "", page_, flags=re.MULTILINE | re.DOTALL)
    assert re.findall(r"^## (.*)$", words, re.MULTILINE) == list(BY_NAME)
    for rule in BY_NAME.values():
        for text in (*rule.page.bad.values(), *rule.page.good.values()):
            assert text.rstrip("\n") in page_
