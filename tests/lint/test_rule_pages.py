"""A rule is a page whose examples run, and every fault that is found has one (semantics 23)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_library import write

import rse_plan
from rse_plan.errors import UserError
from rse_plan.library import Folder
from rse_plan.lint import rules
from rse_plan.lint.engine import Linted, LoadedRule, all_rules, lint
from rse_plan.lint.explain import page
from rse_plan.lint.rule import Both, Files
from rse_plan.resources import playbooks_folder

PACKAGE = Path(rse_plan.__file__).parent
BY_NAME = {rule.page.name: rule for rule in all_rules()}
FINDERS = ("source", "expressions", "model", "library")
"""What finds faults before any rule runs: `render` needs them found too."""
EVERY = pytest.mark.parametrize("rule", all_rules(), ids=list(BY_NAME))


def linted(folder: Path, files: Files) -> Linted:
    return lint([write(folder, files)], Folder(playbooks_folder(), "bundled:"))


@EVERY
def test_the_bad_example_fires_this_rule_only(rule: LoadedRule, tmp_path: Path) -> None:
    findings = linted(tmp_path, rule.page.bad).findings
    assert {(found.rule, found.severity) for found in findings} == {(rule.page.name, rule.page.severity)}


@EVERY
def test_the_good_example_is_silent(rule: LoadedRule, tmp_path: Path) -> None:
    assert linted(tmp_path, rule.page.good).findings == ()


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
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in BY_NAME)


def test_this_many_rules_are_there() -> None:
    assert len(BY_NAME) == 16


def named_by(part: str) -> Iterator[str]:
    """The rules that a part of the package names where it finds a fault."""
    for path in (PACKAGE / part).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            names = [keyword.value for keyword in node.keywords if keyword.arg == "rule"]
            if node.func.id == "Problem" and len(node.args) >= 4:
                names.append(node.args[0])
            yield from (str(name.value) for name in names if isinstance(name, ast.Constant))


def test_every_page_has_exactly_one_finder() -> None:
    """Either something earlier names the rule, or the rule has a hook: never both, never neither."""
    earlier = {name for part in FINDERS for name in named_by(part)}
    hooked = {name for name, rule in BY_NAME.items() if rule.check or rule.check_all}
    assert earlier | hooked == set(BY_NAME)
    assert earlier & hooked == set()


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
        assert lines[0] == f"{name} (error)"
        assert [line for line in lines[1:] if line and not line.startswith(" ")] == headings
        assert f"  {rule.page.what_it_finds.in_(language)}" in lines


def test_a_page_that_does_not_exist_offers_the_nearest() -> None:
    with pytest.raises(UserError, match="no rule is called “unknown-rol”") as refusal:
        page("unknown-rol", "en")
    assert str(refusal.value.help) == "did you mean “unknown-role”?"
