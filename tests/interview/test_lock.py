"""Two interviews over one file: the second is told so; whoever was killed stands in nobody's way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rse_plan.errors import UserError
from rse_plan.interview.lock import held

HOLDS = """
import sys
from pathlib import Path
from rse_plan.interview.lock import held

with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def another(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has the file until it reads a line, or is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        try:
            yield child
        finally:
            child.stdin.close()
            child.wait(timeout=60)


def test_the_second_is_told_and_takes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    with another(path):
        with pytest.raises(UserError, match="another “rse-plan init” is filling in") as refused, held(path):
            pass
        assert "Ctrl-C keeps its answers" in str(refused.value.help)
        with held(tmp_path / "other.yaml"):
            pass
    with held(path):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is of Unix")
def test_a_killed_one_leaves_the_file_free(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    with another(path) as child:
        child.send_signal(signal.SIGKILL)
        child.wait(timeout=60)
        assert [left.name for left in tmp_path.iterdir()] == [".answers.yaml.lock"]
        with held(path):
            pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="links of Unix")
def test_a_link_to_the_file_is_the_same_file(tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(tmp_path / "answers.yaml")
    with another(tmp_path / "answers.yaml"), pytest.raises(UserError, match=r"link\.yaml"), held(link):
        pass


def test_where_nothing_can_be_written_one_goes_on_without(tmp_path: Path) -> None:
    with held(tmp_path / "nowhere" / "answers.yaml"):
        pass
    (tmp_path / "file").write_bytes(b"")
    with held(tmp_path / "file" / "answers.yaml"):
        pass


def test_a_disk_without_locks_is_no_reason_to_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without(*_: object) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr("rse_plan.editing.lock._take", without)
    with held(tmp_path / "answers.yaml"):
        pass


def test_the_lock_goes_with_whoever_fails(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    with pytest.raises(RuntimeError), held(path):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows removes no open file")
def test_a_lock_that_its_holder_just_removed_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between opening and locking, the former holder removes the file: a third one must be kept out."""
    path, place = tmp_path / "answers.yaml", tmp_path / ".answers.yaml.lock"
    take, calls = os.lockf, []

    def late(descriptor: int, *arguments: int) -> None:
        if not calls:
            place.unlink()
        calls.append(descriptor)
        take(descriptor, *arguments)

    monkeypatch.setattr(os, "lockf", late)
    with held(path):
        assert len(calls) == 2
        assert place.exists()


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_links_that_lead_in_a_circle_are_no_crash(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with held(tmp_path / "a"):
        pass
