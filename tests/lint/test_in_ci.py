"""Lint where people work: the pre-commit hook, the GitHub action, the examples for CI (docs/ci.md)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from rse_plan.cli.app import app
from rse_plan.resources import example_names

ROOT = Path(__file__).parent.parent.parent
ACTION = ROOT / "action.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
GITHUB, GITLAB = ROOT / "docs" / "ci" / "github.yml", ROOT / "docs" / "ci" / "gitlab-ci.yml"
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")

SOUND = """kind: playbook
format: 1
id: own
title: {en: Own, fr: À nous}
tasks:
  - id: interviews
    phase: frame
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
    duration: 5d
"""
BROKEN = SOUND.replace("phase: frame", "phase: framme")
PLACE = "playbooks/own.yaml:7:12"


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def program(name: str) -> str:
    """A program that the extra `dev` installs; where it is missing the test fails, it does not pass."""
    found = shutil.which(name, path=os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    assert found is not None, f"{name} is missing: pip install -e '.[test,dev]'"
    return found


INSTALLING = {"PIP_COMPILE": "0"}
"""Programs are installed to be run once or twice: Python compiles what they import, and nothing else."""


def run(
    *command: str, cwd: Path = ROOT, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **(more or {})}, capture_output=True, text=True,
        encoding="utf-8", check=False, timeout=540, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def git(folder: Path, *arguments: str) -> None:
    person = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    done = run("git", *person, *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr


def repository(folder: Path, files: Mapping[str, str]) -> Path:
    """A Git repository with these files in its only commit."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(folder, "init", "--quiet", ".")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "all")
    return folder


# What can be seen without running it


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("playbooks/own.yaml", True),
        ("team/playbooks/law/own.yml", True),
        ("tests/own.yaml", True),
        ("team/tests/law/own.yml", True),
        ("answers.yaml", True),
        ("answers-weldom.yaml", True),
        ("docs/answers.yaml", True),
        (".github/workflows/playbooks.yml", False),
        ("my-playbooks/x.yaml", False),
        ("answers.yaml.orig", False),
        ("mkdocs.yml", False),
        ("my-tests/x.yaml", False),
    ],
)
def test_the_hook_is_for_playbooks_and_answers(path: str, wanted: bool) -> None:
    (hook,) = read(HOOKS)
    assert bool(re.search(hook["files"], path)) is wanted


def test_the_hook_is_one_run_that_always_knows_its_files() -> None:
    (hook,) = read(HOOKS)
    assert (hook["id"], hook["entry"], hook["types"]) == ("rse-plan-lint", "rse-plan lint", ["yaml"])
    assert hook["require_serial"] is True
    assert hook.get("pass_filenames", True) is True
    assert not hook.get("always_run", False)


def test_nothing_that_a_caller_says_is_pasted_into_a_script() -> None:
    for step in read(ACTION)["runs"]["steps"]:
        assert "${{" not in step["run"]
        assert "uses" not in step, "another action would have to be pinned by its commit"


def test_every_input_of_the_action_is_used_and_explained() -> None:
    action = read(ACTION)
    given = " ".join(action["runs"]["steps"][1]["env"].values())
    for name, told in action["inputs"].items():
        assert f"inputs.{name} " in given
        assert told["description"].endswith(".")
        assert f"| `{name}` |" in PAGE


def test_action_and_examples_ask_for_options_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    app(["lint", "--help"], standalone_mode=False)
    known = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    scripts = " ".join(step["run"] for step in read(ACTION)["runs"]["steps"][1:])
    scripts += " ".join(line for line in read(GITLAB)["playbooks"]["script"])
    assert set(re.findall(r"(?<= |\()--[a-z][a-z-]+", scripts)) <= known


def test_the_workflow_gives_the_action_inputs_that_it_has() -> None:
    steps = read(GITHUB)["jobs"]["lint"]["steps"]
    (ours,) = (step for step in steps if step["uses"].startswith("OWNER/rse-plan@"))
    assert set(ours["with"]) <= set(read(ACTION)["inputs"])


def test_every_action_in_the_workflow_is_pinned_by_its_commit() -> None:
    for step in read(GITHUB)["jobs"]["lint"]["steps"]:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"])


def test_the_examples_for_ci_are_no_examples_of_answers() -> None:
    assert not {"github", "gitlab-ci", "ci"} & set(example_names())


def test_the_page_shows_the_hook_as_it_is_called() -> None:
    shown = next(block for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if "hooks:" in block)
    (repo,) = yaml.safe_load(shown)["repos"]
    assert [hook["id"] for hook in repo["hooks"]] == [hook["id"] for hook in read(HOOKS)]


# What other programs say of it


@pytest.mark.external
def test_zizmor_finds_nothing_in_the_action_and_the_workflow() -> None:
    done = run(program("zizmor"), "--offline", "--persona", "auditor", str(ACTION), str(GITHUB))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout


@pytest.mark.external
def test_zizmor_would_have_found_something(tmp_path: Path) -> None:
    bad = tmp_path / "action.yml"
    text = ACTION.read_text(encoding="utf-8")
    bad.write_text(text.replace('"$INPUT_FORMAT"', "${{ inputs.format }}"), encoding="utf-8")
    done = run(program("zizmor"), "--offline", str(bad))
    assert done.returncode != 0
    assert "template-injection" in done.stdout


@pytest.mark.external
@pytest.mark.parametrize(
    ("kind", "path"),
    [("github-actions", ACTION), ("github-workflows", GITHUB), ("gitlab-ci", GITLAB)],
    ids=["action", "workflow", "gitlab"],
)
def test_the_files_are_what_their_hosts_say_they_read(kind: str, path: Path) -> None:
    done = run(program("check-jsonschema"), "--builtin-schema", f"vendor.{kind}", str(path))
    assert done.returncode == 0, done.stdout


@pytest.mark.external
def test_the_hook_runs_through_pre_commit(tmp_path: Path) -> None:
    """In a scratch repository, with the hook as a clone of this one would give it."""
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").stdout.split("\0")
    own = tmp_path / "rse-plan"
    for name in filter(lambda name: (ROOT / name).is_file(), listed):
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, own / name)
    repository(own, {})
    files = {"playbooks/own.yaml": BROKEN, "playbooks/sound.yaml": SOUND.replace("id: own", "id: sound")}
    project = repository(tmp_path / "project", {**files, "other.yaml": "kind: playbook\n"})
    cache = {**INSTALLING, "PRE_COMMIT_HOME": str(tmp_path / "cache")}
    tried = (program("pre-commit"), "try-repo", str(own), "rse-plan-lint", "--verbose")
    done = run(*tried, "--all-files", cwd=project, more=cache)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{PLACE}: error[wrong-value]: “framme” does not fit here" in done.stdout
    assert "files examined: 2" in done.stdout
    done = run(*tried, "--files", "playbooks/sound.yaml", cwd=project, more=cache)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "errors: 0, " in done.stdout
    assert "files examined: 1" in done.stdout


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the action's steps as GitHub's runner would: each script in bash, with its environment."""
    temporary = tmp_path_factory.mktemp("runner")
    given = {"RUNNER_TEMP": str(temporary), "GITHUB_ACTION_PATH": str(ROOT)}
    install, lint = read(ACTION)["runs"]["steps"]

    def bash(script: str, folder: Path, more: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        return run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script, cwd=folder, more=more)

    done = bash(install["run"], temporary, {**INSTALLING, **given})
    assert done.returncode == 0, done.stderr

    def steps(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
        defaults = {name: told["default"] for name, told in read(ACTION)["inputs"].items()}
        filled = {**defaults, **{name.replace("_", "-"): value for name, value in inputs.items()}}
        names = {variable: text[len("${{ inputs.") : -len(" }}")] for variable, text in lint["env"].items()}
        variables = {variable: filled[name] for variable, name in names.items()}
        return bash(lint["run"], folder, {**given, **variables})

    return steps


@pytest.mark.external
def test_the_action_shows_faults_and_fails(
    runner: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    project = repository(tmp_path, {"playbooks/own.yaml": BROKEN})
    done = runner(project, paths="playbooks\n", sarif="found it.sarif")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error title=wrong-value,file=playbooks/own.yaml,line=7,")
    (sarif,) = json.loads((project / "found it.sarif").read_text(encoding="utf-8"))["runs"]
    assert [result["ruleId"] for result in sarif["results"]] == ["wrong-value"]


@pytest.mark.external
def test_the_action_passes_sound_files_and_fails_when_it_cannot_look(
    runner: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    project = repository(tmp_path, {"our playbooks/own.yaml": SOUND})
    done = runner(project, paths="our playbooks", profile="draft", fail_on="warning", format="text")
    assert (done.returncode, done.stdout) == (0, "errors: 0, warnings: 0, files examined: 1\n")
    assert runner(project, paths="our playbooks\nnot there", sarif="x.sarif").returncode == 2
    assert runner(project, paths="--help").returncode == 2
    assert runner(project, paths="$(touch pwned)").returncode == 2
    assert not (project / "pwned").exists()
