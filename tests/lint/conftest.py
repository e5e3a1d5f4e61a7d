"""Lint run as a command."""

from __future__ import annotations

from pathlib import Path

import pytest
from lint.written_reports import finding, run_of
from ran import Run, runner
from small_library import write

from rse_plan.library import Folder
from rse_plan.lint import engine
from rse_plan.lint.engine import Linted, all_rules, lint
from rse_plan.resources import playbooks_folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run `rse-plan lint …` in an empty folder."""
    return runner(tmp_path, monkeypatch, capsys, "lint")


@pytest.fixture
def only_earlier_finders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files here are as small as can be: rules with hooks, which would ask for more, have their own tests."""
    earlier = tuple(one for one in engine.all_rules() if one.check is None and one.check_all is None)
    monkeypatch.setattr(engine, "all_rules", lambda: earlier)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Linted:
    """What lint says when it is given the Bad examples of all rules at once."""
    folder = tmp_path_factory.mktemp("bad")
    for rule in all_rules():
        write(folder / rule.page.name, rule.page.bad)
    return lint([folder], Folder(playbooks_folder(), "bundled:"))


@pytest.fixture
def one_of_each() -> Linted:
    """A finding of every rule there is."""
    pages = [rule.page for rule in all_rules()]
    return run_of(*(finding(page.name, line, severity=page.severity) for line, page in enumerate(pages, 1)))


@pytest.fixture
def linted(request: pytest.FixtureRequest) -> Linted:
    """Either of the two, by its name."""
    found: Linted = request.getfixturevalue(request.param)
    return found
