"""What a list names twice is told at the later of the two."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_library import FILES, changed, cited, load


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("pilot.yaml", "requires: [council]", "requires: [council, council]", "council"),
        ("pilot.yaml", "needs: [seed, {", "needs: [seed, pilot/seed, {", "pilot/seed"),
        ("pilot.yaml", "needs: [seed, {", "needs: [{task: seed}, {task: seed, lag: 2d}, {", "seed"),
        ("pilot.yaml", "mitigated_by: [seed]", "mitigated_by: [seed, open, seed]", "seed"),
        ("council.yaml", "because: [fr-law]", "because: [fr-law, fr-law]", "fr-law"),
        (
            "council.yaml",
            "needs: [file]",
            "needs: [file]\n    before: [{task: pilot/open}, {task: pilot/open, by: 1d}]",
            "pilot/open",
        ),
    ],
)
def test_what_stands_twice_in_a_list(tmp_path: Path, name: str, old: str, new: str, words: str) -> None:
    files = changed(name, old, new)
    (found,) = (one for one in load(tmp_path, files).diagnostics if one.rule == "duplicate-id")
    (first,) = found.related
    assert cited(found.span, files[name]) == words
    assert first.span < found.span
    assert str(found.message).startswith(f"“{words}”") or "/" in str(found.message)


@pytest.mark.parametrize(
    "needs",
    ["[{task: seed, which: first}, {task: seed, which: all}, {", "[{task: seed, which: all}, seed, {"],
)
def test_another_instance_is_another_need(tmp_path: Path, needs: str) -> None:
    library = load(tmp_path, changed("pilot.yaml", "needs: [seed, {", f"needs: {needs}"))
    assert [one.rule for one in library.diagnostics if one.rule == "duplicate-id"] == []


def test_the_small_library_names_nothing_twice(tmp_path: Path) -> None:
    assert load(tmp_path, FILES).diagnostics == ()
