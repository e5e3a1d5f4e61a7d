"""What every test runs in: an environment without surprises, no network, and the switch for golden files."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main
from hypothesis import settings
from looked_at import LOOKED_AT

from rse_plan.library import Folder, Library, compiled, gathering
from rse_plan.model.base import Model
from rse_plan.resources import example_names, playbooks_folder
from rse_plan.source.yaml_reader import Document, Reading

# A red build means that something changed, never that chance found an old fault: the cases of the first
# two are always the same, those of the third never.
settings.register_profile("quick", max_examples=60, deadline=None, derandomize=True)
settings.register_profile("full", max_examples=80, deadline=None, derandomize=True)
settings.register_profile("explore", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

SCRUBBED = {
    "LANG": "C.UTF-8",
    "NO_COLOR": "1",
    "TERM": "dumb",
    "COLUMNS": "100",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
}
"""What a command may read of its environment, with the values that golden files were made under."""
REMOVED = ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "CI", "FORCE_COLOR", "PYTHONIOENCODING", "PYTHONUTF8")


_read_file, _fit_parts = gathering.read_file, gathering.fit_parts
_read: dict[tuple[Path, str, int], Reading] = {}
_fitted: dict[int, Any] = {}
_bundled = playbooks_folder()


def _read_once(path: Path, label: str | None = None) -> Reading:
    """The bundled files are read once in a run: they take a second, and a thousand tests want them."""
    if _bundled not in path.parents:
        return _read_file(path, label)
    key = (path, label or "", path.stat().st_mtime_ns)
    if key not in _read:
        _read[key] = _read_file(path, label)
    return _read[key]


def _fit_once(document: Document, model: type[Model]) -> Any:
    if not any(found.document is document for found in _of_bundled(document.path)):
        return _fit_parts(document, model)
    if id(document) not in _fitted:
        _fitted[id(document)] = _fit_parts(document, model)
    return _fitted[id(document)]


def _of_bundled(label: str) -> Iterator[Reading]:
    return (found for (_, known, _), found in _read.items() if known == label)


gathering.read_file, gathering.fit_parts = _read_once, _fit_once
_load_library = compiled.load_library


@cache
def _whole(folder: Folder) -> Library:
    return _load_library((folder,))


def _load_once(folders: Iterable[Folder]) -> Library:
    """The bundled library alone: read, fitted and checked once."""
    wanted = tuple(folders)
    return _whole(wanted[0]) if wanted == (compiled.bundled_folder(),) else _load_library(wanted)


compiled.load_library = _load_once
# Typer makes its commands anew at each call, for half the time of a short one; a process has one call.
typer.main.get_command = cache(typer.main.get_command)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite tests/golden, schema and key tables"
    )


KEPT = frozenset({"weldom", "association-60", "seven-countries"})
"""Examples and library cases whose tests run each time: the richest, the smallest, the one with most laws."""


FOR_THE_BUILD = (
    *("test_rules_", "test_rule_pages", "test_mutations", "test_robust", "test_private", "test_effects"),
    *("test_solver", "test_fixes", "test_pack_tests", "test_ways_out", "test_coverage", "test_figures"),
    *("test_plan_scale", "test_levelling_scale", "test_plan_properties", "test_dated_names"),
    "test_own_properties",
    *("test_terminal", "test_wandering", "test_killed", "test_init_given", "test_hand_over", "test_returned"),
    *("test_closing", "test_prospects", "test_explanation", "test_completion", "test_init_hindered"),
    *("test_shortcuts", "test_tracking_odd", "test_from_sheet", "test_sequences"),
    *("test_own_changes", "test_measured", "test_layers", "test_odd_layers", "test_shares", "test_diff"),
    *("test_check_under_way", "test_replan", "test_under_way_files", "test_why_every_item"),
    "test_confirming",
)
"""Files whose tests each examine the whole library, plan anew, or sit at a terminal: minutes in all."""
LONGEST = (
    *("test_plan_checks", "test_plan_properties", "test_wandering", "test_in_ci", "test_resources"),
    *("test_taskjuggler", "test_mutations", "test_both_sheets", "test_conduct", "test_killed"),
)
"""Files with tests that take ten seconds or more: they come first, so that no process ends alone with one."""


@cache
def shipped_names() -> frozenset[str]:
    """The examples and the library cases."""
    cases = Path(__file__).parent / "cases" / "library"
    return frozenset((*example_names(), *(path.name for path in cases.iterdir())))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """All tests of one example run in one process, so that its plan is made once."""
    from processes import Together

    made = Together(config, log)
    made.names = shipped_names()
    return made


IN_FEW = (
    *("test_every_format", "test_docx", "test_reader_views", "test_dated_names", "test_why", "test_pages"),
    *("test_own_properties", "test_measured"),
)
"""Files that look at a few examples only, unless EVERY_PAGE is set."""


@pytest.hookimpl(tryfirst=True)  # before pytest reads the marks
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of most examples are for .ci/run alone (`whole`), but for the documents that must not change."""
    config.hook.pytest_deselected(items=[item for item in items if _is_left_out(item)])
    items[:] = [item for item in items if not _is_left_out(item)]
    for item in items:
        if item.path.name.startswith(FOR_THE_BUILD):
            item.add_marker(pytest.mark.whole)
        named = [word for word in _words(item) if word in shipped_names()]
        if named and named[0] not in KEPT and item.path.name != "test_golden.py":
            item.add_marker(pytest.mark.whole)
    items.sort(key=lambda item: not item.path.name.startswith(LONGEST))


def _is_left_out(item: pytest.Item) -> bool:
    named = [word for word in _words(item) if word in example_names()]
    return item.path.name.startswith(IN_FEW) and bool(named) and named[0] not in LOOKED_AT


def _words(item: pytest.Item) -> Iterator[str]:
    """The words among a test's parameters, also those of a page: an example, a language, a document."""
    for value in item.callspec.params.values() if hasattr(item, "callspec") else ():
        words = value if isinstance(value, tuple) else (value,)
        yield from (word for word in words if isinstance(word, str))


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be rewritten instead of compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(autouse=True)
def scrubbed_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on who runs it."""
    for name in REMOVED:
        monkeypatch.delenv(name, raising=False)
    for name, value in SCRUBBED.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program has no network code (design D10); programs outside the package may talk to themselves."""
    if "external" not in request.keywords:
        monkeypatch.setattr(socket.socket, "connect", _refused)
        monkeypatch.setattr(socket.socket, "connect_ex", _refused)
        monkeypatch.setattr(socket, "getaddrinfo", _refused)


def _refused(*arguments: Any, **named: Any) -> Any:
    raise AssertionError(f"something reached for the network: {arguments[-1:]}{named or ''}")


@cache
def _as_compiled() -> bytes:
    return compiled.compile_library(_whole(compiled.bundled_folder()))


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A compiled library where an installed wheel would have it."""
    file = tmp_path / "library.pickle"
    file.write_bytes(_as_compiled())
    monkeypatch.setattr(compiled, "compiled_library", lambda: file)
    compiled._compiled.cache_clear()
    yield file
    compiled._compiled.cache_clear()
