"""A comment for a text over several lines stands at its key; one in the wrong place is told, and stays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from small_lint import HEAD

from rse_plan.diagnostics import Diagnostic
from rse_plan.library import Folder
from rse_plan.lint.engine import Linted, Run
from rse_plan.lint.fixes import apply_edits, fix
from rse_plan.lint.rule import Profile
from rse_plan.lint.settings import Settings
from rse_plan.resources import playbooks_folder

SHIPPED = Folder(playbooks_folder(), "bundled:")
IGNORE = "# rse-plan: ignore[tone] the client's slogan"


def run(folder: Path, files: Mapping[str, str]) -> Run:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Run([folder], SHIPPED, (), None, Settings(profile=Profile.PUBLISHED))


def argument(*lines: str) -> str:
    return (
        HEAD + "arguments:\n  - id: a\n" + "".join(f"    {line}\n" for line in lines) + "      fr: Simple.\n"
    )


def about_words(linted: Linted) -> list[Diagnostic]:
    return [one for one in linted.findings if one.rule in ("tone", "unused-ignore")]


BLOCK = ("    We keep it simple.", "    Their slogan is a game-changer.")
QUOTED = ('  en: "We keep it simple.', '    Their slogan is a game-changer."')


@pytest.mark.parametrize(
    "text",
    [
        argument("text:", f"  en: |  {IGNORE}", *BLOCK),
        argument("text:", f"  en: >-  {IGNORE}", *BLOCK),
        argument("text:", f"  {IGNORE}", "  en: |", *BLOCK),
        argument(f"text:  {IGNORE}", "  en: |", *BLOCK),  # the line above the key
        argument(
            "text:", f"  en:  {IGNORE}", "    We keep it simple.", "    Their slogan is a game-changer."
        ),
        argument("text:", f"  {IGNORE}", *QUOTED),
        argument("text:", *QUOTED[:1], f"{QUOTED[1]}  {IGNORE}"),
    ],
)
def test_a_text_over_several_lines_begins_at_its_key(tmp_path: Path, text: str) -> None:
    linted = run(tmp_path, {"own.yaml": text}).examine({})
    assert about_words(linted) == []
    assert [one.reason for one in linted.ignored] == ["the client's slogan"]


@pytest.mark.parametrize(
    "text",
    [
        argument(IGNORE, "text:", "  en: |", *BLOCK),
        argument("text:", "  en: |", *BLOCK, f"  {IGNORE}"),
        HEAD + f"arguments:\n  {IGNORE}\n  - id: a\n    because: []\n    text:\n      en: |\n"
        "        Their slogan is a game-changer.\n      fr: Simple.\n",
    ],
)
def test_one_in_the_wrong_place_is_told_and_left_alone(tmp_path: Path, text: str) -> None:
    wanted = run(tmp_path, {"own.yaml": text})
    tone, unused = sorted(about_words(wanted.examine({})), key=lambda one: one.rule)
    line = next(number for number, line in enumerate(text.split("\n"), 1) if "en: |" in line)
    assert (tone.rule, unused.rule, unused.edit) == ("tone", "unused-ignore", None)
    assert str(unused.help) == f"put it at the end of line {line}, or on the line above"
    fixed = fix(wanted.examine, lambda path: Path(path).read_bytes())
    assert (fixed.changes, fixed.mended) == ({}, 0)


def test_one_without_any_finding_in_its_item_is_taken_away(tmp_path: Path) -> None:
    text = argument("text:", "  en: |", *BLOCK) + f"  - id: b\n    {IGNORE}\n    text: {{en: A, fr: B}}\n"
    fixed = fix(run(tmp_path, {"own.yaml": text}).examine, lambda path: Path(path).read_bytes())
    ((_, after),) = fixed.changes.values()
    assert IGNORE not in after.decode()


def test_one_of_two_names_goes_where_the_other_waits(tmp_path: Path) -> None:
    both = "# rse-plan: ignore[tone, uncited-number] so"
    text = argument(both, "text:", "  en: |", *BLOCK)
    fixed = fix(run(tmp_path, {"own.yaml": text}).examine, lambda path: Path(path).read_bytes())
    ((_, after),) = fixed.changes.values()
    assert "# rse-plan: ignore[tone] so\n" in after.decode()


@pytest.mark.parametrize(
    ("comments", "left"),
    [
        ("# so # rse-plan: ignore[tone] y", "# so"),
        ("# rse-plan: ignore[tone] y # rse-plan: ignore[uncited-number] z", ""),
    ],
)
def test_no_blanks_are_left_at_the_end_of_a_line(tmp_path: Path, comments: str, left: str) -> None:
    text = HEAD + f"arguments:\n  - id: a\n    text: {{en: A, fr: B}}  {comments}\n"
    examined = run(tmp_path, {"own.yaml": text})
    fixed = fix(examined.examine, lambda path: Path(path).read_bytes())
    ((_, after),) = fixed.changes.values()
    assert after.decode().split("\n")[6] == f"    text: {{en: A, fr: B}}  {left}".rstrip()


def test_the_change_alone_leaves_no_blanks(tmp_path: Path) -> None:
    text = HEAD + f"arguments:\n  - id: a\n    text: {{en: A, fr: B}}  # so {IGNORE}\n"
    (found,) = about_words(run(tmp_path, {"own.yaml": text}).examine({}))
    assert found.edit is not None
    assert apply_edits(text.encode(), [found.edit]).decode().endswith("}  # so\n")
