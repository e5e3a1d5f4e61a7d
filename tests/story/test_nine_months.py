"""Weldom month by month: commands, the lines on top of the plan, no past day moved, every rule kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
import yaml
from checker.again import faults_again
from ran import Run, runner
from story.months import MONTHS, Month, first_answers

from rse_plan.formats.former_plan import FoundPlan, open_plan
from rse_plan.formats.plan_schema import Task

GOLDEN = Path(__file__).parents[1] / "golden" / "story"
HEADS = {"fr": "## Ce qui a bougé depuis le plan précédent", "en": "## What moved since the plan before"}
pytestmark = pytest.mark.whole


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    return runner(tmp_path, monkeypatch, capsys)


def edited(path: Path, month: Month) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in month.edits:
        assert old in text
        text = text.replace(old, new, 1) if old else text + new
    path.write_text(text, encoding="utf-8")


def lines_on_top(folder: Path, language: str) -> list[str]:
    text = (folder / "plan" / language / "plan.md").read_text(encoding="utf-8")
    if HEADS[language] not in text:
        return []
    part = text.partition(HEADS[language])[2].partition("\n**")[0].partition("\n#")[0]
    return [line for line in part.splitlines() if line.startswith("- ")]


def tasks(found: FoundPlan) -> Mapping[str, Task]:
    return {task.id: task for task in found.value.tasks}


def changed_past(before: FoundPlan, after: FoundPlan, today: date) -> list[str]:
    """What had ended, has other days now, and neither was reported nor waits for that or for new work."""
    old, new = tasks(before), tasks(after)
    late: set[str] = set()
    found = []
    for task in after.value.tasks:
        was = old.get(task.id)
        if was is None:
            late.add(task.id)
        if was is None or (was.start, was.finish) == (task.start, task.finish):
            continue
        late.add(task.id)
        excused = task.report is not None or any(need.task in late for need in task.needs)
        if was.finish < today and task.kind != "ongoing" and not excused:
            found.append(task.id)
    return [*found, *(id_ for id_, task in old.items() if task.finish < today and id_ not in new)]


def told(month: Month, lines: list[str]) -> str:
    typed = [f"    rse-plan {' '.join(map(quoted, command))}" for command in month.commands]
    typed += [f"    # answers.yaml: {new.strip().splitlines()[0]} …" for _, new in month.edits]
    typed.append(f"    rse-plan render --today {month.today}")
    return "\n".join([f"## {month.today}: {month.story}", "", *typed, "", *lines, ""])


def quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word


def test_nine_months(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_golden: bool) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(first_answers(), encoding="utf-8")
    assert run("render", "--format", "json,markdown").code == 0
    story: dict[str, list[str]] = {"fr": [], "en": []}
    for month in MONTHS:
        monkeypatch.setattr("rse_plan.cli.tracking.today", lambda day=month.today: day)
        before = open_plan(tmp_path / "plan" / "fr" / "plan.json")
        for command in month.commands:
            ran = run(*command)
            assert ran.code == 0, ran.err
        edited(answers, month)
        ran = run("render", "--format", "json,markdown", "--today", month.today.isoformat())
        assert ran.code == 0, ran.err
        after = open_plan(tmp_path / "plan" / "fr" / "plan.json")
        assert changed_past(before, after, month.today) == []
        for language, parts in story.items():
            lines = lines_on_top(tmp_path, language)
            assert 1 <= len(lines) <= 5
            parts.append(told(month, lines))
        # On paper a term is explained where it is first said; what moved stands before it.
        moved = [line.partition(" (+")[0] for line in lines_on_top(tmp_path, "fr")]
        assert [line for line in moved if line not in ran.out] == []
        assert_kept(tmp_path, month)
    for language, parts in story.items():
        golden(GOLDEN / f"nine-months.{language}.txt", "\n".join(parts), update_golden)


def assert_kept(folder: Path, month: Month) -> None:
    """Every rule holds for what is still to come, by the checker that shares no code with the planner."""
    from story.planned_again import planned_again  # reads the whole library

    made = planned_again(folder, month.today)
    given = yaml.safe_load((folder / "answers.yaml").read_text(encoding="utf-8"))
    assert faults_again(made, given) == []


def golden(path: Path, text: str, update: bool) -> None:
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_made_again_the_same_day_nothing_changes(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(first_answers(), encoding="utf-8")
    assert run("render").code == 0
    for month in MONTHS[:4]:
        monkeypatch.setattr("rse_plan.cli.tracking.today", lambda day=month.today: day)
        for command in month.commands:
            assert run(*command).code == 0
        edited(answers, month)
        files = []
        for _ in range(2):
            assert run("render", "--today", month.today.isoformat()).code == 0
            files.append({path: path.read_bytes() for path in sorted((tmp_path / "plan").rglob("*.*"))})
        assert files[0] == files[1]
