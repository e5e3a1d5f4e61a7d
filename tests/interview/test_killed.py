"""Killed between any two key presses, the file parses and holds all but the question on screen (issue 6)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from interview.killed_interviews import DRAWN

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals and SIGKILL are of Unix")
PROGRAM = Path(__file__).parent / "killed_interviews.py"
EXPECTED = [(name, value) for _, _, name, value in DRAWN]


def test_killed_at_fifty_moments_it_has_all_but_the_question_on_screen() -> None:
    ran = subprocess.run(
        [sys.executable, str(PROGRAM), "50", "2"],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert len(found) == 50
    for one in found:
        held, asked = one["answers"], one["asked"]
        assert one["faults"] == []
        assert held == dict(EXPECTED[: len(held)]), one
        assert len(held) in (asked, asked + 1), one
    assert len({one["asked"] for one in found}) > 5  # the moments are spread over the interview
    assert sum(one["on_enter"] for one in found) > 5  # and some fall while an answer is being saved
