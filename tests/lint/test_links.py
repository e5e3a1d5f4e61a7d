"""A link that leads nowhere is told: what it should hold would be missing in silence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from small_library import write

from rse_plan.errors import UserError
from rse_plan.library import Folder
from rse_plan.lint.engine import lint
from rse_plan.resources import playbooks_folder


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_a_link_to_nowhere_is_told(tmp_path: Path) -> None:
    write(tmp_path / "playbooks", {"own.yaml": "kind: playbook\n"})
    (tmp_path / "playbooks" / "x.yaml").symlink_to(tmp_path / "gone.yaml")
    with pytest.raises(UserError, match=r"x\.yaml cannot be read: it does not exist"):
        lint([tmp_path / "playbooks"], Folder(playbooks_folder(), "bundled:"))
