"""`rse-plan render --for`: views beside what is there, for readers that the plan knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


def test_a_view_is_added_to_the_documents(run: Run, tmp_path: Path) -> None:
    written = ("--language", "fr", "--format", "markdown,html,json")
    assert run("render", "--example", "association-60", *written).code == 0
    before = files(tmp_path / "plan")
    plan = (tmp_path / "plan" / "plan.json").read_bytes()
    ran = run(
        "render", "--example", "association-60", *written, "--for", "hr, council", "--for", "ambassador"
    )
    assert ran.code == 0
    views = {f"{name}.{end}" for name in ("plan-hr", "council", "plan-ambassador") for end in ("md", "html")}
    assert files(tmp_path / "plan") == before | views
    assert (tmp_path / "plan" / "plan.json").read_bytes() == plan
    assert run("render", "--example", "association-60", *written).code == 0
    assert files(tmp_path / "plan") == before, "what is no longer produced goes"


def test_a_reader_whom_nobody_knows_stops_it(run: Run, tmp_path: Path) -> None:
    ran = run("render", "--example", "association-60", "--for", "community:memoire-des-chemin")
    assert ran.code == 2
    assert "did you mean “community:memoire-des-chemins”?" in ran.err
    assert not (tmp_path / "plan").exists()


def test_a_reader_has_no_slides_and_that_is_said(run: Run, tmp_path: Path) -> None:
    ran = run("render", "--example", "association-60", "--for", "hr", "--format", "pptx", "--language", "fr")
    assert ran.code == 2
    assert not (tmp_path / "plan").exists()
    assert "html" in ran.err
