"""What the documentation promises is there: commands, options, exit codes, keys, questions, links."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from rse_plan.cli.app import app
from rse_plan.errors import ExitCode
from rse_plan.library import Folder, load_library
from rse_plan.library.comparison import compare
from rse_plan.lint.engine import lint
from rse_plan.model.keys import MEANING
from rse_plan.model.progress import read_progress
from rse_plan.resources import BUNDLED, playbooks_folder
from rse_plan.source.yaml_reader import read_text

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / name for name in ("README.md", "SECURITY.md", "CHANGELOG.md")] + sorted(
    (ROOT / "docs").glob("*.md")
)
BASES = {"Text", "Item", "Work"}
"""Described in words, or through the kinds of work that have their keys."""


@pytest.fixture(scope="module")
def tables() -> ModuleType:
    """The script that makes the generated parts."""
    spec = importlib.util.spec_from_file_location("make_tables", ROOT / "docs" / "make_tables.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_parts_are_fresh(tables: ModuleType, update_golden: bool) -> None:
    if update_golden:
        tables.main()
    page = tables.FORMAT_PAGE.read_text(encoding="utf-8")
    assert tables.format_page(page) == page, "run: python docs/make_tables.py"
    questions = tables.QUESTIONS_PAGE.read_text(encoding="utf-8")
    assert tables.questions_page(tables.shipped()) == questions, "run: python docs/make_tables.py"


def test_every_map_of_the_format_has_its_table(tables: ModuleType) -> None:
    page = tables.FORMAT_PAGE.read_text(encoding="utf-8")
    assert set(tables.tables_in(page)) == set(MEANING) - BASES


def test_the_format_pages_example_is_a_playbook_without_faults(tmp_path: Path, tables: ModuleType) -> None:
    page = tables.FORMAT_PAGE.read_text(encoding="utf-8")
    example, evidence, case, *_ = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "pilot-example.yaml").write_text(example, encoding="utf-8")
    cases = f"kind: evidence\nformat: 1\nitems:\n{case}"
    (tmp_path / "cases.yaml").write_text(cases, encoding="utf-8")
    library = load_library([Folder(tables.playbooks_folder(), ""), Folder(tmp_path, "own/")])
    assert [str(found.message) for found in library.diagnostics] == []
    assert evidence.startswith("kind: evidence\nformat: 1\n")
    assert [figure.metric for figure in library.evidence["a-published-case"].value] == [
        "activation",
        "active-contributors",
    ]


def test_the_format_pages_test_is_one_that_holds(tmp_path: Path, tables: ModuleType) -> None:
    page = tables.FORMAT_PAGE.read_text(encoding="utf-8")
    *_, example, _ = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    shipped = Folder(tables.playbooks_folder(), "")
    for text, expected in ((example, []), (example.replace("2027-04-15", "2027-04-16"), ["failed-test"])):
        (tmp_path / "test.yaml").write_text(text, encoding="utf-8")
        assert [one.rule for one in lint([tmp_path / "test.yaml"], shipped).findings] == expected


def test_the_format_pages_progress_has_no_faults(tables: ModuleType) -> None:
    page = tables.FORMAT_PAGE.read_text(encoding="utf-8")
    *_, example = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    document = read_text(example, "progress.yaml").document
    assert document is not None
    fitted = read_progress(document)
    assert fitted.value is not None
    assert len(fitted.value.items) == 2
    assert fitted.diagnostics == ()


def test_the_layers_of_the_page_lint_clean_and_change_what_it_says(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "layers.md").read_text(encoding="utf-8")
    examples = re.findall(r"<!-- example: (\S+) -->\n```yaml\n(.*?)```", page, re.DOTALL)
    assert [name for name, _ in examples] == ["our-pilot.yaml", "our-words.yaml"]
    for name, text in examples:
        (tmp_path / name).write_text(text, encoding="utf-8")
    shipped = Folder(playbooks_folder(), BUNDLED)
    assert [str(one.message) for one in lint([tmp_path], shipped).findings] == []
    library = load_library([shipped, Folder(tmp_path, "own/")])
    changes = {(one.item, one.key) for one in compare(library).playbooks[0].changes}
    assert {("seed-content", "duration"), ("union-briefing", ""), ("empty-opening", "impact")} <= changes
    assert library.roles["champion"].title.fr == "relais"


def test_the_readme_names_every_command_and_exit_code() -> None:
    for command in app.registered_commands:
        assert f"| `rse-plan {command.name} " in README
    for code in ExitCode:
        assert f"\n| {int(code)} | " in README


def test_the_readme_promises_only_options_that_exist(command_help: Callable[[str], str]) -> None:
    for name, cell in re.findall(r"^\| `rse-plan (\w+) [^`]*` \| (.*) \|$", README, re.MULTILINE):
        options = set(re.findall(r"`(--[a-z-]+)", cell))
        assert options <= set(re.findall(r"--[a-z-]+", command_help(name))), name


@pytest.fixture
def command_help(capsys: pytest.CaptureFixture[str]) -> Callable[[str], str]:
    def shown(name: str) -> str:
        app([name, "--help"], standalone_mode=False)
        return capsys.readouterr().out

    return shown


@pytest.mark.parametrize("name", ["render", "test"])
def test_ci_finds_the_two_commands_in_the_readme(name: str) -> None:
    found = re.search(rf"<!-- ci: {name} -->\n```sh\n(.+)\n```", README)
    assert found is not None
    assert found[1].startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert f"readme_command {name}" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_command_has_its_windows_line() -> None:
    unix = re.findall(r"```sh\n(python3 .+)\n```", README)
    windows = re.findall(r"```bat\n(py .+)\n```", README)
    assert len(unix) == len(windows) == 2
    for line, other in zip(unix, windows, strict=True):
        expected = (
            line.replace("python3", "py").replace(".venv/bin/", r".venv\Scripts" + "\\").replace("'", "")
        )
        assert other == expected


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:", target):
            continue
        path, _, anchor = target.partition("#")
        assert not path or (page.parent / path).exists(), target
        if anchor:
            linked = (page.parent / path).read_text(encoding="utf-8") if path else text
            headings = re.findall(r"^#+ (.+)$", linked, re.MULTILINE)
            assert anchor in {heading.lower().replace(" ", "-") for heading in headings}, target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_stand_alone(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert "shared/" not in text
    assert "/work" not in text


def test_the_changelog_knows_the_version() -> None:
    import rse_plan

    assert f"## {rse_plan.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_project_says_which_python_it_needs() -> None:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
    assert "Python 3.11" in README
