"""A misspelt playbook is mended once, and an id of one letter less or more is nobody's slip."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from small_lint import HEAD

from rse_plan.library import Folder
from rse_plan.lint.engine import Run
from rse_plan.lint.fixes import fix
from rse_plan.lint.rule import Profile
from rse_plan.lint.settings import Settings

WORK = "phase: pilot, title: {en: a, fr: b}, raci: {R: hr, A: hr}, duration: 1d"
CHARTER = HEAD.replace("own", "charter") + f"tasks:\n  - {{id: ready, {WORK}}}\n"


def run(folder: Path, files: Mapping[str, str]) -> Run:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "none").mkdir()
    return Run([folder], Folder(folder / "none", ""), (), None, Settings(profile=Profile.DRAFT))


@pytest.mark.parametrize("listed", ["charters", "charte", "chart"])
def test_a_misspelt_playbook_is_one_fault(tmp_path: Path, listed: str) -> None:
    text = HEAD + f"requires: [{listed}]\ntasks:\n  - {{id: do, {WORK}, needs: [charter/ready]}}\n"
    wanted = run(tmp_path, {"charter.yaml": CHARTER, "own.yaml": text})
    found = [one for one in wanted.examine({}).findings if one.rule != "unknown-role"]
    assert [one.rule for one in found] == ["unknown-reference"]
    fixed = fix(wanted.examine, lambda path: Path(path).read_bytes())
    for _, after in fixed.changes.values():
        assert "requires: [charter]\n" in after.decode()


def test_another_letter_is_another_item(tmp_path: Path) -> None:
    text = HEAD + f"tasks:\n  - {{id: task-a, {WORK}}}\n  - {{id: more, {WORK}, needs: [task-b]}}\n"
    wanted = run(tmp_path, {"own.yaml": text})
    fixed = fix(wanted.examine, lambda path: Path(path).read_bytes())
    assert "unknown-reference" in [one.rule for one in fixed.after.findings]
    assert fixed.changes == {}
