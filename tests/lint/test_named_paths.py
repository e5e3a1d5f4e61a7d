"""What is examined where nothing is named, how paths are printed, and a run that examined nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ran import Run
from small_library import write


def playbook(name: str = "own") -> str:
    return (
        f"kind: playbook\nformat: 1\nid: {name}\ntitle: {{en: Own, fr: À nous}}\n"
        "tasks:\n  - id: tea\n    phase: frame\n    title: {en: Tea, fr: Thé}\n"
        "    raci: {R: hr, A: hr}\n    duration: 1d\n    done_when: {en: Drunk., fr: Bu.}\n"
    )


WRONG = playbook().replace("title:", "titel:")
TEST = (
    "kind: test\nformat: 1\nname: one\nanswers: {organisation: {name: A, headcount: 900},"
    " calendar: {start: 2027-01-04}}\nexpect: {}\n"
)


def test_tests_beside_the_playbooks_are_usually_there(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"playbooks/own.yaml": playbook(), "tests/one.yaml": TEST})
    ran = run()
    assert (ran.code, "tests/one.yaml:5:9: error[failed-test]" in ran.out) == (1, True)
    assert "files examined: 2" in ran.out


def test_tests_of_others_are_left_alone(run: Run, tmp_path: Path) -> None:
    others = {
        "tests/compose.yaml": "services: {}\n",
        "tests/broken.yaml": "\t",
        "tests/a.yaml": "kind: Pod\n",
    }
    write(tmp_path, {"playbooks/own.yaml": playbook(), **others})
    assert run() == (0, "errors: 0, warnings: 0, files examined: 1\n", "")


@pytest.mark.parametrize("form", ["gitlab", "github", "json", "junit", "sarif", "text"])
def test_a_path_is_printed_as_it_is_from_here(run: Run, tmp_path: Path, form: str) -> None:
    write(tmp_path, {"playbooks/own.yaml": WRONG})
    ran = run(str(tmp_path / "playbooks"), "--format", form)
    assert (ran.code, "playbooks/own.yaml" in ran.out) == (1, True)
    assert tmp_path.as_posix() not in ran.out
    assert ran.out == run("playbooks", "--format", form).out


def uris(report: str) -> set[tuple[str, str]]:
    (made,) = json.loads(report)["runs"]

    def places(part: Any) -> Any:
        if isinstance(part, dict):
            if "uri" in part:
                yield part["uri"], part.get("uriBaseId", "")
            for inner in part.values():
                yield from places(inner)
        elif isinstance(part, list):
            for inner in part:
                yield from places(inner)

    return set(places(made["results"]))


def test_sarif_is_of_the_folder_that_has_all_files(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(tmp_path, {"playbooks/own.yaml": WRONG, "sub/mine.yaml": WRONG.replace("own", "mine")})
    monkeypatch.chdir(tmp_path / "sub")
    ran = run("../playbooks", "mine.yaml", "--format", "sarif")
    assert uris(ran.out) == {("playbooks/own.yaml", "%SRCROOT%"), ("sub/mine.yaml", "%SRCROOT%")}
    alone = run("mine.yaml", "--format", "sarif")
    assert uris(alone.out) == {("mine.yaml", "%SRCROOT%")}


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
@pytest.mark.parametrize("settings", ["", '[tool.rse-plan.lint]\nexclude = ["playbooks"]\n'])
def test_a_run_that_examined_nothing_is_2(run: Run, tmp_path: Path, settings: str, form: str) -> None:
    write(tmp_path, {"rse-plan.toml": settings, "playbooks/README": "none"})
    if settings:
        write(tmp_path, {"playbooks/own.yaml": playbook()})
    for given in ((), ("playbooks",)):
        ran = run(*given, "--format", form)
        assert (ran.code, ran.out) == (2, "")
        assert "no file was examined" in ran.err
