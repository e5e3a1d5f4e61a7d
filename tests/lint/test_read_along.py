"""What a wheel holds of the bundled library stands in for its files, and nobody can tell the difference."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from small_library import write

from rse_plan.diagnostics import Diagnostic
from rse_plan.library import compiled
from rse_plan.library.compiled import bundled_folder
from rse_plan.lint import engine
from rse_plan.lint.engine import LoadedRule, Run, all_rules
from rse_plan.lint.rule import Profile
from rse_plan.lint.settings import Settings

TODAY = date(2026, 11, 28)
PUBLISHED = Settings(profile=Profile.PUBLISHED)
SOUND = """\
kind: playbook
format: 1
id: own
title: {en: Own, fr: À nous}
requires: [charter]
tasks:
  - id: first
    phase: pilot
    title: {en: First task, fr: Première tâche}
    raci: {R: hr, A: hr, I: sponsor}
    duration: 5d
    needs: [charter/charter-ready]
    done_when: {en: Written., fr: Écrit.}
"""


def findings(folder: Path) -> tuple[Diagnostic, ...]:
    return Run([folder], bundled_folder(), (), TODAY, PUBLISHED).examine({}).findings


def read_again() -> list[str]:
    return [path for path, file in compiled.compiled_files().items() if "_whole" in vars(file.document)]


def test_a_sound_file_is_examined_without_reading_a_bundled_one(wheel: Path, tmp_path: Path) -> None:
    assert findings(write(tmp_path, {"own.yaml": SOUND})) == ()
    assert compiled.compiled_files()
    assert read_again() == []


def test_a_place_in_a_bundled_file_is_looked_up_in_it(wheel: Path, tmp_path: Path) -> None:
    passing = SOUND.replace("    duration: 5d\n", "    duration: 5d\n    decides: deployment\n")
    found = findings(write(tmp_path, {"own.yaml": passing}))
    assert [one.rule for one in found] == ["decision-before-opinion"] * len(found)
    assert found
    assert read_again()


def test_editing_a_bundled_file_reads_all_of_them(wheel: Path, tmp_path: Path) -> None:
    bundled = bundled_folder().path / "use-cases" / "idea-box.yaml"
    edited = bundled.read_text(encoding="utf-8").replace("campaign-question]", "campaign-questoin]")
    run = Run([write(tmp_path, {"use-cases/idea-box.yaml": edited})], bundled_folder(), (), TODAY)
    assert {one.rule for one in run.examine({}).findings} >= {"unknown-reference"}
    assert read_again() == []


BETWEEN_FILES = [rule for rule in all_rules() if rule.check is None]
"""Rules that look beyond a single file, in a hook of their own or in what the library checks."""


@pytest.mark.whole
@pytest.mark.parametrize("rule", BETWEEN_FILES, ids=[rule.page.name for rule in BETWEEN_FILES])
def test_findings_are_those_of_the_files(
    rule: LoadedRule, wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path, rule.page.bad)
    along = findings(folder)
    monkeypatch.setattr(engine, "compiled_files", dict)
    assert findings(folder) == along
