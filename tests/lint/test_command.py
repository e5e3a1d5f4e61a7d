"""`rse-plan lint` as a person runs it: broken input is told, with its place and what to do (semantics 21)."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from linted import with_task
from ran import Run
from small_library import write

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import say
from rse_plan.lint import engine
from rse_plan.lint.engine import File, LoadedRule
from rse_plan.lint.rule import Both, Rule
from rse_plan.source.span import file_start

ALL_RULES = engine.all_rules

pytestmark = pytest.mark.usefixtures("only_earlier_finders")

ANSWERS = "kind: answers\nformat: 1\norganisation: {name: Weldom, headcount: 2750}\n"
BOMB = "a: &a [x, x, x]\n" + "".join(
    f"{name}: &{name} [*{before}, *{before}, *{before}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


class Broken(NamedTuple):
    """Files, what is said of them: path:line:column, the rule, the fault, what to do."""

    files: dict[str, str]
    place: str
    rule: str
    message: str
    advice: str
    many: bool = False
    """One damage, many faults: each anchor and each alias is one."""


BROKEN = {
    "a tab": Broken(
        {"own.yaml": "kind: playbook\n\tformat: 1\n"},
        "own.yaml:2:1", "yaml-parse", "a tab where only spaces can stand", "indent with two spaces",
    ),
    "a duplicate key": Broken(
        {"own.yaml": with_task(more="    phase: frame\n")},
        "own.yaml:11:5", "duplicate-key", "“phase” stands twice in this map (first on line 7)",
        "keep one of the two",
    ),
    "an alias bomb": Broken(
        {"own.yaml": with_task() + BOMB},
        "own.yaml:11:4", "unsupported-yaml", "an anchor (&a)", "write the value out", many=True,
    ),
    "a missing colon": Broken(
        {"own.yaml": with_task().replace("format: 1", "format 1")},
        "own.yaml:2:1", "yaml-parse", "a “:” is missing after this key", "write “key: value”",
    ),
    "phase: pilto": Broken(
        {"own.yaml": with_task(phase="pilto")},
        "own.yaml:7:12", "wrong-value", "“pilto” does not fit here", "did you mean “pilot”?",
    ),
    "an unknown role": Broken(
        {"own.yaml": with_task(role="comunications")},
        "own.yaml:9:15", "unknown-role", "no role is called “comunications”",
        "did you mean “communications”?",
    ),
    "a cycle across two files": Broken(
        {
            "a.yaml": with_task("a", more="    needs: [b/do]\n"),
            "b.yaml": with_task("b", more="    needs: [a/do]\n"),
        },
        "a.yaml:11:13", "dependency-cycle", "items wait for each other: a/do → b/do → a/do",
        "take one of these needs away",
    ),
    "a condition on a question nobody asks": Broken(
        {"own.yaml": with_task(more="    when: organisation.mood == 3\n")},
        "own.yaml:11:11", "unasked-variable", "no question sets “organisation.mood”", "did you mean",
    ),
    "a number where a date belongs": Broken(
        {"answers.yaml": ANSWERS + "calendar: {start: 12}\n"},
        "answers.yaml:4:19", "wrong-value", "“12” is not a date", "write year-month-day, such as 2027-01-31",
    ),
    "answers for another format version": Broken(
        {"answers.yaml": ANSWERS.replace("format: 1", "format: 2")},
        "answers.yaml:2:9", "format-version", "this file is of format 2; this program reads format 1",
        "install a newer",
    ),
    "a file that is not UTF-8": Broken(
        {"own.yaml": with_task() + "\udce9"},
        "own.yaml:11:1", "unsupported-yaml", "this is not UTF-8 text", "save the file as UTF-8",
    ),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_broken_input_is_told_with_its_place_and_what_to_do(run: Run, tmp_path: Path, broken: Broken) -> None:
    for name, text in broken.files.items():
        (tmp_path / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    ran = run(".")
    assert (ran.code, ran.err) == (1, "")
    lines = ran.out.split("\n")
    found = lines.index(f"{broken.place}: error[{broken.rule}]: {broken.message}")
    advice = next(line for line in lines[found:] if line.startswith("  help: "))
    assert advice.startswith(f"  help: {broken.advice}")
    assert broken.many or sum(": error[" in line for line in lines) == 1


def test_each_step_of_a_cycle_has_its_file_and_line(run: Run, tmp_path: Path) -> None:
    write(tmp_path, BROKEN["a cycle across two files"].files)
    lines = run(".").out.split("\n")
    assert "  a.yaml:11:13: a/do waits for b/do" in lines
    assert "  b.yaml:11:13: b/do waits for a/do" in lines


@pytest.mark.parametrize("path", ["nothing.yaml", "nothing/at/all", "README.md"])
def test_a_path_that_cannot_be_examined_is_2(run: Run, tmp_path: Path, path: str) -> None:
    write(tmp_path, {"README.md": "x", "own.yaml": with_task(phase="pilto")})
    ran = run("own.yaml", path)
    assert (ran.code, ran.out) == (2, "")
    assert path in ran.err
    assert "help: " in ran.err


def test_a_folder_without_read_permission_is_2(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"own/closed/a.yaml": with_task("a")})
    scan = os.scandir

    def refusing(path: Any = ".") -> Any:
        """Permissions do not bind root, under whom tests may run."""
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    ran = run("own")
    assert (ran.code, ran.out) == (2, "")
    assert "own/closed cannot be read: you have no right to it" in ran.err
    assert "permissions" in ran.err


def test_a_file_without_read_permission_is_2(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"own.yaml": with_task()})
    opens = os.open

    def refusing(path: Any, *arguments: Any, **named: Any) -> int:
        if str(path).endswith("own.yaml"):
            raise PermissionError(13, "Permission denied", str(path))
        return opens(path, *arguments, **named)

    monkeypatch.setattr(os, "open", refusing)
    ran = run("own.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "own.yaml cannot be read: you have no right to it" in ran.err


def test_nothing_named_is_what_is_usually_there(run: Run, tmp_path: Path) -> None:
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert "neither “playbooks/” nor “answers.yaml”" in ran.err
    write(tmp_path, {"answers.yaml": ANSWERS})
    assert run() == (0, "errors: 0, warnings: 0, files examined: 1\n", "")
    write(tmp_path, {"playbooks/own.yaml": with_task(phase="pilto"), "elsewhere.yaml": "\t"})
    ran = run()
    assert ran.code == 1
    assert ran.out.startswith("playbooks/own.yaml:7:12: ")
    assert "files examined: 2\n" in ran.out


def test_the_shipped_library_and_examples_are_sound(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every rule: what is published may not even hold warnings; an example's plan may, but no error."""
    from rse_plan.resources import examples_folder, playbooks_folder

    monkeypatch.setattr(engine, "all_rules", ALL_RULES)
    ran = run(str(playbooks_folder()), "--profile", "published", "--today", "2026-11-28")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("errors: 0, warnings: 0, ")
    ran = run(str(examples_folder()), "--profile", "team")
    assert (ran.code, ran.err) == (0, "")


def test_json_for_programs(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"own.yaml": with_task(phase="pilto")})
    ran = run("--format", "json", "own.yaml")
    assert (ran.code, ran.err) == (1, "")
    report = json.loads(ran.out)
    assert report["format"] == 1
    assert [(found["path"], found["line"], found["rule"]) for found in report["findings"]] == [
        ("own.yaml", 7, "wrong-value")
    ]
    write(tmp_path, {"own.yaml": with_task()})
    assert json.loads(run("--format", "json", "own.yaml").out)["findings"] == []


def test_a_format_that_does_not_exist_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"own.yaml": with_task()})
    ran = run("--format", "sarfi", "own.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "--format" in ran.err


def test_messages_are_in_the_language_of_the_environment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    write(tmp_path, {"own.yaml": with_task(phase="pilto")})
    ran = run("own.yaml")
    assert ran.code == 1
    lines = ran.out.split("\n")
    assert (
        re.sub("[\u00a0\u202f]", " ", lines[0])
        == "own.yaml:7:12: error[wrong-value]: « pilto » ne convient pas ici"
    )
    assert re.sub("[\u00a0\u202f]", " ", lines[3]) == "  aide : vouliez-vous dire « pilot » ?"
    assert (
        re.sub("[\u00a0\u202f]", " ", lines[-2]) == "erreurs : 1, avertissements : 0, fichiers examinés : 1"
    )


def test_a_rule_explains_itself(run: Run) -> None:
    ran = run("--explain", "wrong-value")
    assert ran.code == 0
    assert ran.out.startswith("wrong-value (error, draft)\n\nWhat it finds\n")
    ran = run("--explain", "wrong-valeu")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean “wrong-value”?" in ran.err


def test_a_crashing_rule_is_3_and_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(file: File) -> Iterator[Diagnostic]:
        yield Diagnostic(rule="made-up", span=file_start(file.document.path), message=say("found"))
        raise KeyError

    talk = Both(en="Something.", fr="Quelque chose.")
    page = Rule(name="made-up", what_it_finds=talk, why_it_matters=talk, bad={}, good={})
    monkeypatch.setattr(engine, "all_rules", lambda: (LoadedRule(page, check),))
    write(tmp_path, {"own.yaml": with_task()})
    ran = run("own.yaml")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "internal error in rule “made-up” on own.yaml; please report it\n"


def test_colours_are_for_terminals(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"own.yaml": with_task(phase="pilto")})
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b" not in run("own.yaml").out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert "\x1b[1;31m" in run("own.yaml").out
    for name, value in (("NO_COLOR", "1"), ("CI", "true"), ("TERM", "dumb")):
        with monkeypatch.context() as quiet:
            quiet.setenv(name, value)
            assert "\x1b" not in run("own.yaml").out


# --- profiles, settings ---


@pytest.mark.parametrize(
    ("arguments", "code", "warnings"),
    [
        ("", 0, 1),
        ("--profile team", 0, 1),
        ("--profile draft", 0, 0),
        ("--profile published", 1, 1),
        ("--profile published --fail-on error", 0, 1),
        ("--fail-on warning", 1, 1),
        ("--profile draft --fail-on warning", 0, 0),
    ],
)
@pytest.mark.usefixtures("with_phase_order", "warned")
def test_a_profile_says_what_is_asked_and_what_fails(
    run: Run, arguments: str, code: int, warnings: int
) -> None:
    ran = run("own.yaml", *arguments.split())
    assert (ran.code, ran.err) == (code, "")
    assert ran.out.endswith(f"errors: 0, warnings: {warnings}, files examined: 1\n")


@pytest.fixture
def warned(tmp_path: Path) -> None:
    write(tmp_path, {"own.yaml": with_task(more="    # rse-plan: ignore[phase-order] it was agreed\n")})


@pytest.fixture
def with_phase_order(only_earlier_finders: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules of this module and one that a comment can name."""
    loaded = (*engine.all_rules(), *(one for one in ALL_RULES() if one.page.name == "phase-order"))
    monkeypatch.setattr(engine, "all_rules", lambda: loaded)


def test_fail_on_none_reports_and_passes(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"own.yaml": with_task(phase="pilto")})
    ran = run("own.yaml", "--fail-on", "none")
    assert ran.code == 0
    assert "errors: 1, " in ran.out


@pytest.mark.usefixtures("with_phase_order", "warned")
def test_the_command_line_overrides_the_settings(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"rse-plan.toml": '[tool.rse-plan.lint]\nprofile = "published"\n'})
    assert run("own.yaml").code == 1
    assert run("own.yaml", "--profile", "team").code == 0
    assert run("own.yaml", "--fail-on", "error").code == 0


def test_what_is_excluded_is_not_read_even_when_it_is_named(run: Run, tmp_path: Path) -> None:
    files = {
        "own/a.yaml": with_task("a"),
        "own/drafts/b.yaml": "\t",
        "own/compose.yaml": "services: {}\n",
        "pyproject.toml": '[tool.rse-plan.lint]\nexclude = ["drafts", "own/compose.yaml"]\n',
    }
    write(tmp_path, files)
    assert run("own") == (0, "errors: 0, warnings: 0, files examined: 1\n", "")
    ran = run("own/drafts/b.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "no file was examined" in ran.err


def test_a_setting_that_means_nothing_is_2_with_its_place(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"own.yaml": with_task(), "rse-plan.toml": '[tool.rse-plan.lint]\nprofil = "team"\n'})
    ran = run("own.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "rse-plan.toml:2:1: the setting “profil” is not known\n  help: did you mean “profile”?\n"
    )


def test_the_rules_are_listed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "all_rules", ALL_RULES)
    ran = run("--list")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split()[0] for line in ran.out.splitlines()] == [one.page.name for one in ALL_RULES()]
