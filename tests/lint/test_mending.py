"""`rse-plan lint --fix` and `--diff` as a person runs them: what is certain is written, and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from linted import with_task
from ran import Run
from small_library import write

pytestmark = pytest.mark.usefixtures("only_earlier_finders")

MISSPELT = (
    "# À nous.\r\nkind: playbook\r\nformat: 1\r\nid: own   # short\r\n"
    "title: {fr: 'À nous', en: \"Own\"}\r\ntasks:\r\n"
    "  - id: do\r\n    phase: pilot\r\n    title: {en: Do, fr: Faire}\r\n    raci: {R: hr, A: hr}\r\n"
    "    duration: 5d\r\n    needs: [dome]  # first\r\n"
    "  - {id: done, phase: pilot, title: {en: Do, fr: Faire}, raci: {R: hr, A: hr}, duration: 5d}"
)
MENDED = MISSPELT.replace("[dome]", "[done]")


def test_fix_writes_what_is_certain_and_nothing_else(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"own.yaml": MISSPELT, "other.yaml": with_task("other", phase="pilto")})
    (tmp_path / "own.yaml").chmod(0o640)
    mode = (tmp_path / "own.yaml").stat().st_mode
    ran = run("own.yaml", "other.yaml", "--fix")
    assert (ran.code, ran.err) == (1, "mended: 1, files changed: 1\n")
    assert (tmp_path / "own.yaml").read_bytes().decode() == MENDED
    assert (tmp_path / "own.yaml").stat().st_mode == mode
    assert ran.out.startswith("other.yaml:7:12: error[wrong-value]")
    assert {path.name for path in tmp_path.iterdir()} == {"own.yaml", "other.yaml"}


def test_fix_goes_on_until_nothing_is_left(run: Run, tmp_path: Path) -> None:
    """The misspelt reference shows only once its key is read; taken alone that would be no gain."""
    text = MISSPELT.replace("needs: [dome]", "need: [done]").replace("phase: pilot", "phaze: pilot", 1)
    write(tmp_path, {"own.yaml": text})
    ran = run("own.yaml", "--fix")
    assert (ran.code, ran.out) == (0, "errors: 0, warnings: 0, files examined: 1\n")
    assert ran.err == "mended: 2, files changed: 1\n"
    assert (tmp_path / "own.yaml").read_bytes().decode() == MENDED


def test_fix_without_anything_to_mend_writes_nothing(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"own.yaml": with_task()})
    before = (tmp_path / "own.yaml").stat()
    ran = run("own.yaml", "--fix")
    assert (ran.code, ran.err) == (0, "mended: 0, files changed: 0\n")
    assert (tmp_path / "own.yaml").stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_fix_follows_a_link(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"real/own.yaml": MISSPELT})
    (tmp_path / "own.yaml").symlink_to(tmp_path / "real" / "own.yaml")
    assert run("own.yaml", "--fix").code == 0
    assert (tmp_path / "own.yaml").is_symlink()
    assert (tmp_path / "real" / "own.yaml").read_bytes().decode() == MENDED


def test_diff_shows_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"own.yaml": MISSPELT})
    for arguments in (("--diff",), ("--diff", "--fix")):
        ran = run("own.yaml", *arguments)
        assert (ran.code, ran.err) == (1, "would mend: 1, files: 1\n")
        lines = ran.out.splitlines()
        assert lines[:2] == ["--- own.yaml", "+++ own.yaml"]
        assert [line for line in lines[2:] if line[:1] in "+-"] == [
            "-    needs: [dome]  # first", "+    needs: [done]  # first",
        ]  # fmt: skip
        assert (tmp_path / "own.yaml").read_bytes().decode() == MISSPELT


def test_a_file_that_cannot_be_written_is_2(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"own.yaml": MISSPELT})

    def refusing(path: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "replace", refusing)
    ran = run("own.yaml", "--fix")
    assert (ran.code, ran.out) == (2, "")
    assert "own.yaml cannot be written: you have no right to it" in ran.err
    assert (tmp_path / "own.yaml").read_bytes().decode() == MISSPELT
    assert [path.name for path in tmp_path.iterdir()] == ["own.yaml"]


def test_a_file_that_changes_meanwhile_is_left_alone(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rse_plan.lint import fixes

    write(tmp_path, {"own.yaml": MISSPELT})
    mend = fixes.fix

    def editing(*arguments: Any) -> fixes.Fixed:
        fixed = mend(*arguments)
        write(tmp_path, {"own.yaml": "edited"})
        return fixed

    monkeypatch.setattr(fixes, "fix", editing)
    ran = run("own.yaml", "--fix")
    assert (ran.code, ran.out) == (2, "")
    assert "own.yaml has been changed meanwhile" in ran.err
    assert (tmp_path / "own.yaml").read_text(encoding="utf-8") == "edited"
