"""Whatever an own file removes, a plan is made without it or the fault is told: nothing breaks half-way."""

from __future__ import annotations

from pathlib import Path

import pytest

from rse_plan.diagnostics import has_errors
from rse_plan.library import Folder, load_library
from rse_plan.library.compiled import bundled_folder
from rse_plan.library.with_answers import load
from rse_plan.pipeline import prepare
from rse_plan.resources import example_path

EVERY = 18
"""Of some five hundred items each so manieth: half a minute."""


@pytest.mark.whole
def test_a_plan_is_made_without_any_item_or_its_removal_is_a_fault(tmp_path: Path) -> None:
    made = refused = 0
    for ref in list(load_library([bundled_folder()]).index.places)[::EVERY]:
        playbook, item = ref.split("/")
        text = f"kind: playbook\nformat: 1\nid: ours\nextends: {playbook}\nremove: [{item}]\n"
        (tmp_path / "ours.yaml").write_text(text, encoding="utf-8")
        loaded = load(example_path("association-60"), [bundled_folder(), Folder(tmp_path, "own/")])
        assert loaded.answers is not None
        if has_errors(loaded.diagnostics):
            refused += 1
            assert {one.span.path for one in loaded.diagnostics} == {"own/ours.yaml"}, ref
            continue
        made += 1
        ready = prepare(loaded.answers, loaded.library)
        assert ref not in {chosen.ref for chosen in ready.network.items}
    assert made > refused > 0
