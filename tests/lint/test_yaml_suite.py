"""What YAML's own test suite holds, given to lint: all that the language allows, and much that it forbids.

The documents are not ours to ship: `.ci/yaml-test-suite FOLDER` gets them, and YAML_TEST_SUITE says where.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from hostile import Command
from small_library import assert_inside, write

from rse_plan.source.yaml_reader import read_bytes

pytestmark = pytest.mark.external

AT_LEAST = 400
"""Documents that make it the whole suite: its release of January 2022 has 402."""


@cache
def suite() -> Mapping[str, bytes]:
    """Each document by its name; where they are missing the test fails, it does not pass."""
    folder = os.environ.get("YAML_TEST_SUITE")
    assert folder, "the suite is missing: .ci/yaml-test-suite FOLDER, then set YAML_TEST_SUITE=FOLDER"
    found = {path.name: path.read_bytes() for path in sorted(Path(folder).glob("*.yaml"))}
    assert len(found) >= AT_LEAST, f"{folder} holds {len(found)} documents: .ci/yaml-test-suite gets them all"
    return found


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """Lint beside a library that is read at once: the documents have nothing to do with it."""
    library = write(tmp_path / "library")
    monkeypatch.setattr("rse_plan.cli.examination.playbooks_folder", lambda: library)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return Command(monkeypatch, capsys)


def test_each_document_is_read_or_refused_at_a_place_in_it() -> None:
    for name, content in suite().items():
        reading = read_bytes(content, name)
        assert reading.document is not None or reading.diagnostics, name
        for found in reading.diagnostics:
            assert_inside(found, reading.text)


def test_a_folder_of_all_documents_is_told_never_fallen_over(command: Command) -> None:
    """None of them is a file of ours, so that something is said of each."""
    contents = {f"suite/{name}": content for name, content in suite().items()}
    code, found = command.findings(contents, "suite")
    assert code == 1
    assert {one["path"] for one in found} == contents.keys()


def test_each_document_alone_is_told_never_fallen_over(command: Command) -> None:
    for name, content in suite().items():
        code, found = command.findings({name: content})
        assert code == 1, name
        assert found, name


def test_documents_as_a_value_in_a_playbook_are_told_never_fallen_over(command: Command) -> None:
    """What YAML allows there is no description of ours: it needs both languages."""
    head = b"kind: playbook\nformat: 1\nid: own\ntitle: {en: Own, fr: Propre}\ndescription:\n"
    contents = {f"suite/{name}": head + indented(content) for name, content in suite().items()}
    code, found = command.findings(contents, "suite")
    assert code == 1
    assert {one["path"] for one in found} == contents.keys()


def indented(content: bytes) -> bytes:
    return b"".join(b"  " + line for line in content.splitlines(keepends=True))


def test_mending_leaves_no_file_harder_to_read(command: Command) -> None:
    folder = Path("suite")
    for name, content in suite().items():
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    before, _, _ = command.run("suite", "--diff")
    after, _, _ = command.run("suite", "--fix")
    assert before == after == 1
    for name, content in suite().items():
        changed = (folder / name).read_bytes()
        if changed != content:
            faults = (len(read_bytes(each, name).diagnostics) for each in (changed, content))
            assert next(faults) <= next(faults), name
