"""What one rule finds in a few files, as (line, column, the words it points at)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from small_library import cited, write

from rse_plan.diagnostics import Diagnostic
from rse_plan.library import Folder
from rse_plan.lint.engine import all_rules, lint
from rse_plan.lint.rule import Profile
from rse_plan.lint.settings import Settings
from rse_plan.resources import playbooks_folder

TODAY = date(2026, 11, 28)
SHIPPED = Folder(playbooks_folder(), "bundled:")
Pointed = list[tuple[int, int, str]]
TEXT = """\
kind: playbook
format: 1
id: own
title: {{en: Own, fr: Propre}}
arguments:
  - id: why
    text:
      en: {en}
      fr: {fr}
"""


def with_task(name: str = "own", *, phase: str = "pilot", role: str = "hr", more: str = "") -> str:
    """A playbook with one task."""
    return (
        f"kind: playbook\nformat: 1\nid: {name}\ntitle: {{en: Own, fr: À nous}}\ntasks:\n"
        f"  - id: do\n    phase: {phase}\n    title: {{en: Do, fr: Faire}}\n    raci: {{R: {role}, A: hr}}\n"
        f"    duration: 5d\n{more}"
    )


def with_text(*, en: str = "Nothing.", fr: str = "Rien.") -> dict[str, str]:
    """A playbook whose only text beside its title is this one."""
    return {"own.yaml": TEXT.format(en=_quoted(en), fr=_quoted(fr))}


def _quoted(text: str) -> str:
    """As the file holds it: between double quotes, which change nothing inside, where they can stand."""
    return f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"


def diagnostics(
    folder: Path, files: Mapping[str, str], rule: str, today: date = TODAY, library: Folder | None = None
) -> list[Diagnostic]:
    """The findings of a rule in files, read without a library or with one; no other rule is run."""
    none = folder.parent / f"{folder.name}-library"
    none.mkdir(exist_ok=True)
    others = frozenset(loaded.page.name for loaded in all_rules()) - {rule}
    settings = Settings(profile=Profile.PUBLISHED, disable=others)
    linted = lint([write(folder, files)], library or Folder(none, ""), today=today, settings=settings)
    return [one for one in linted.findings if one.rule == rule]


def pointed(
    folder: Path, files: Mapping[str, str], rule: str, today: date = TODAY, library: Folder | None = None
) -> Pointed:
    """Where they point, and at which words."""
    return [
        (one.span.line, one.span.column, cited(one.span, files[name_in(folder, one)]))
        for one in diagnostics(folder, files, rule, today, library)
    ]


def mended(folder: Path, files: Mapping[str, str], rule: str) -> Mapping[str, str]:
    """The files with every edit that the rule offers, the last place first."""
    changed = dict(files)
    for one in reversed(diagnostics(folder, files, rule)):
        if one.edit is not None:
            name = name_in(folder, one)
            lines = changed[name].split("\n")
            span = one.edit.span
            before = lines[span.line - 1][: span.column - 1]
            after = lines[span.end_line - 1][span.end_column - 1 :]
            lines[span.line - 1 : span.end_line] = [before + one.edit.text + after]
            changed[name] = "\n".join(lines)
    return changed


def name_in(folder: Path, found: Diagnostic) -> str:
    """The name by which a test knows the file of a finding."""
    return Path(found.span.path).relative_to(folder).as_posix()
