"""What has a file's name may be a device without an end, or a pipe to which nobody writes."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from rse_plan.source.bounded import read_at_most

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")


def test_one_byte_more_than_wanted_tells_that_there_is_more(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(b"12345")
    assert [read_at_most(path, most) for most in (3, 4, 5)] == [b"1234", b"12345", b"12345"]
    assert read_at_most(Path("/dev/zero"), 10) == bytes(11)


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(path := tmp_path / "progress.yaml")
    with pytest.raises(OSError, match=r"progress\.yaml"):
        read_at_most(path, 10)


def test_a_pipe_that_somebody_writes_to_is_read_to_its_end(tmp_path: Path) -> None:
    os.mkfifo(path := tmp_path / "answers.yaml")
    ours = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # so that the writer is not waited for
    theirs = os.open(path, os.O_WRONLY)
    threading.Timer(0.05, lambda: (os.write(theirs, b"late"), os.close(theirs))).start()
    assert read_at_most(path, 10) == b"late"
    os.close(ours)
