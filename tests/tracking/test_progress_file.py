"""progress.yaml on disk: what a hand wrote stays, what is written reads back, nothing is half done."""

from __future__ import annotations

import codecs
import os
import stat
import subprocess
import sys
from contextlib import suppress
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from progress_files import BARE, BY_HAND, DAYS, EMPTY, TODAY, comments, opened, read

from rse_plan.editing import kept_file
from rse_plan.editing.kept_file import UnreadableFileError
from rse_plan.errors import UserError
from rse_plan.model.progress import Measured
from rse_plan.tracking.progress_file import held, open_progress
from rse_plan.tracking.record import Record


def test_a_new_file_says_what_it_is(tmp_path: Path) -> None:
    kept = open_progress(tmp_path / "progress.yaml", lambda text: text.upper())
    made = Record(kept.value, DAYS).done("a/one", date(2027, 2, 5))
    assert kept.keep(made.file)
    text = (tmp_path / "progress.yaml").read_text(encoding="utf-8")
    assert text.startswith("# WHAT BECAME OF THE PLAN")
    assert text.endswith("kind: progress\nformat: 1\nitems:\n  - id: a/one\n    done: 2027-02-05\n")
    if os.name != "nt":
        assert stat.S_IMODE((tmp_path / "progress.yaml").stat().st_mode) == 0o600


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    path = tmp_path / "progress.yaml"
    path.write_text(BY_HAND, encoding="utf-8")
    kept = opened(path)
    record = Record(kept.value, DAYS)
    assert not kept.keep(record.done("a/one", None).file)
    assert path.read_text(encoding="utf-8") == BY_HAND
    assert kept.keep(record.done("a/one", date(2027, 2, 8)).file)
    assert path.read_text(encoding="utf-8") == BY_HAND.replace("done: 2027-02-05", "done: 2027-02-08")


def test_a_block_that_is_lifted_leaves_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "progress.yaml"
    path.write_text(BY_HAND, encoding="utf-8")
    kept = opened(path)
    assert kept.keep(Record(kept.value, DAYS).start("a/two", date(2027, 4, 12)).file)
    text = path.read_text(encoding="utf-8")
    assert comments(text) == comments(BY_HAND)
    assert "blocked" not in text
    assert "ticket" not in text
    report = read(path).report("a/two")
    assert report is not None
    assert report.started == date(2027, 4, 12)


def test_a_decision_and_a_measure_go_below_the_others(tmp_path: Path) -> None:
    path = tmp_path / "progress.yaml"
    path.write_text(BY_HAND, encoding="utf-8")
    kept = opened(path)
    kept.keep(
        Record(kept.value, DAYS).decide("b/one", "yes", date(2027, 4, 6), "with “conditions”: two").file
    )
    kept.keep(Record(kept.value, DAYS).measure("m/read@w", Measured(Fraction(17), 29), TODAY).file)
    text = path.read_text(encoding="utf-8")
    assert comments(text) == comments(BY_HAND)
    assert text.index("answer: later") < text.index('answer: "yes"') < text.index("value: 17/29")
    assert text.startswith(BY_HAND[: BY_HAND.index("  # and so on")])


@pytest.mark.parametrize("beginning", [BY_HAND.replace("\n", "\r\n"), "\ufeff" + BY_HAND])
def test_line_ends_and_byte_order_mark_stay(tmp_path: Path, beginning: str) -> None:
    path = tmp_path / "progress.yaml"
    path.write_bytes(beginning.encode())
    kept = opened(path)
    kept.keep(Record(kept.value, DAYS).done("a/three", None).file)
    content = path.read_bytes()
    assert content.startswith(codecs.BOM_UTF8) == beginning.startswith("\ufeff")
    assert content.count(b"\n") == content.count(b"\r\n") or b"\r" not in content
    assert (b"\r\n" in content) == ("\r\n" in beginning)
    assert read(path).report("a/three") is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind: progress\nformat: 1\nitems: [\n", "wrong"),
        ("kind: answers\nformat: 1\n", "“answers” does not fit here"),
        ("kind: progress\nformat: 7\n", "this file is of format 7"),
        ("- a\n", ""),
        ("kind: progress\nformat: 1\nitems: &x []\ndecisions: *x\n", ""),
        ("kind: progress\nformat: 1\nitems:\n  - {id: a/b, done: 2027-02-30}\n", "is not a date"),
        ("kind: progress\nformat: 1\nitems: nothing\n", "a list is wanted here"),
        ("kind: progress\nformat: 1\nitems:\n  - a/b\n", "a map of keys and values"),
        ("kind: progress\nformat: 1\nitems:\n  - {id: a/b, reason: \x07}\n", "a control character"),
        ("kind: progress\nformat: 1\nitems: " + "[" * 60 + "]" * 60, ""),
        ("kind: progress\nformat: 1\n#" + "x" * 1_100_000, "larger than 1 MiB"),
        ("", ""),
    ],
)
def test_a_broken_file_is_refused_with_its_faults_and_stays(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "progress.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFileError) as refused:
        opened(path)
    told = refused.value.diagnostics
    assert told
    if said != "wrong":
        assert said in str(told[0].message)
    assert path.read_text(encoding="utf-8") == text


def test_a_file_that_is_no_utf_8_stays(tmp_path: Path) -> None:
    path = tmp_path / "progress.yaml"
    path.write_bytes(b"kind: progress\nformat: 1\n# caf\xe9\n")
    with pytest.raises(UnreadableFileError):
        opened(path)


def test_a_comment_in_braces_is_refused_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "progress.yaml"
    text = "kind: progress\nformat: 1\nitems: [\n  # first\n  {id: a/one}]\n"
    path.write_text(text, encoding="utf-8")
    with suppress(UserError):
        kept = opened(path)
        kept.keep(Record(kept.value, DAYS).done("a/one", None).file)
        assert "# first" in path.read_text(encoding="utf-8")
        return
    assert path.read_text(encoding="utf-8") == text


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder"):
        opened(tmp_path)
    if os.name != "nt":
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(UserError, match="a device or a pipe"):
            opened(tmp_path / "pipe")


@pytest.mark.skipif(os.name == "nt", reason="links want a right there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real.yaml"
    real.write_text(BARE, encoding="utf-8")
    path = tmp_path / "progress.yaml"
    path.symlink_to(real)
    kept = opened(path)
    kept.keep(Record(kept.value, DAYS).done("a/one", None).file)
    assert path.is_symlink()
    assert read(real).report("a/one") is not None
    path.unlink()
    path.symlink_to(path)
    with pytest.raises(UserError, match="circle"):
        opened(path)


def test_a_version_of_somebody_else_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "progress.yaml"
    path.write_text(BY_HAND, encoding="utf-8")
    kept = opened(path)
    path.write_text(EMPTY, encoding="utf-8")
    with pytest.raises(UserError, match="changed by somebody else"):
        kept.keep(Record(kept.value, DAYS).done("a/three", None).file)
    assert path.read_text(encoding="utf-8") == EMPTY


def test_a_write_that_fails_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "progress.yaml"
    path.write_text(BY_HAND, encoding="utf-8")
    kept = opened(path)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "no space", str(path))

    monkeypatch.setattr(kept_file, "write_atomically", full)
    with pytest.raises(UserError, match="the disk is full") as refused:
        kept.keep(Record(kept.value, DAYS).done("a/three", None).file)
    assert "type the command again" in str(refused.value.help)
    assert path.read_text(encoding="utf-8") == BY_HAND


ANOTHER = """
import sys
from pathlib import Path
from rse_plan.errors import UserError
from rse_plan.tracking import progress_file
progress_file.TRIES = 2
try:
    with progress_file.held(Path(sys.argv[1])):
        pass
except UserError:
    sys.exit(7)
"""
"""Another process that wants the file: one may take its own lock again."""


def test_one_writes_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "progress.yaml"
    with held(path):
        assert subprocess.run([sys.executable, "-c", ANOTHER, path], check=False).returncode == 7
    assert subprocess.run([sys.executable, "-c", ANOTHER, path], check=False).returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_ids_without_a_plan_are_kept_and_told(tmp_path: Path) -> None:
    path = tmp_path / "progress.yaml"
    path.write_text(BY_HAND, encoding="utf-8")
    ids = frozenset({"a/one", "a/twos"})
    told = opened(path).unknown({"items": ids, "decisions": ids, "measures": ids})
    assert [(one.span.line, str(one.help)) for one in told] == [
        (14, "did you mean “a/twos”?"),
        (25, "did you mean “a/one”?"),
    ]
    assert {str(one.severity) for one in told} == {"warning"}
