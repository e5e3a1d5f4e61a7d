"""Faults that people make, planted in the shipped playbooks: nearly all are found, at their line."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings as hypothesis_settings
from kinds_of_faults import KINDS
from planted_faults import Kind, Planted, rounds

from rse_plan.diagnostics import Diagnostic
from rse_plan.library import Folder, Library, load_library
from rse_plan.lint.engine import Linted, Run
from rse_plan.lint.paths import label_of
from rse_plan.lint.rule import Profile
from rse_plan.lint.settings import Settings
from rse_plan.resources import BUNDLED, playbooks_folder

ROOT = playbooks_folder()
SHIPPED = Folder(ROOT, BUNDLED)
TODAY = date(2026, 11, 28)
WANTED = 0.95
"""Share of the planted faults that must be found."""
AT_LEAST = 25
"""Kinds of faults."""
FEW, MANY = 4, 20
"""Places for each kind: by default, and where properties run with their full number of cases."""


class Score(NamedTuple):
    """How a kind fared; `missed` names each place and what was found instead."""

    kind: Kind
    planted: int
    missed: tuple[str, ...]

    @property
    def found(self) -> int:
        return self.planted - len(self.missed)


def places() -> int:
    return FEW if hypothesis_settings().max_examples <= 250 else MANY


def linted(contents: Mapping[Path, str]) -> Linted:
    """What lint says at `published` of files with these contents; the library is around them."""
    run = Run(list(contents) or [ROOT], SHIPPED, (), TODAY, Settings(profile=Profile.PUBLISHED))
    return run.examine({label_of(path): text.encode() for path, text in contents.items()})


def told(found: Iterable[Diagnostic], name: str) -> frozenset[tuple[str, str]]:
    """Findings without their lines, which a fault above them moves."""
    return frozenset((one.rule, str(one.message)) for one in found if one.span.path.endswith(name))


@pytest.fixture(scope="module")
def untouched() -> Linted:
    return linted({})


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library((Folder(ROOT, ""),))


def test_the_untouched_files_are_clean(untouched: Linted) -> None:
    assert [f"{one.span}: {one.rule}: {one.message}" for one in untouched.findings] == []


def test_nearly_every_planted_fault_is_found_at_its_line(untouched: Linted, library: Library) -> None:
    scores = [score(kind, untouched, library) for kind in KINDS]
    planted, found = sum(one.planted for one in scores), sum(one.found for one in scores)
    assert len({one.kind.name for one in scores}) == len(KINDS) >= AT_LEAST
    assert [one.kind.name for one in scores if not one.planted] == [], "kinds without any place"
    # A kind that is never found is a hole in the rules, however many others there are.
    assert [one.kind.name for one in scores if not one.found] == [], table(scores)
    assert found >= WANTED * planted, table(scores)


def score(kind: Kind, untouched: Linted, library: Library) -> Score:
    """Plant a fault in several files at once: lint is run as often as one file is chosen."""
    chance = random.Random(kind.name)  # noqa: S311  # the same places every day
    chosen = kind.plant(library.sources, library, chance, places())
    missed: list[str] = []
    for together in rounds(chosen):
        seen = linted({ROOT / one.path: one.text for one in together}).findings
        missed.extend(lost for one in together if (lost := miss(kind, one, seen, untouched)))
    return Score(kind, len(chosen), tuple(missed))


def miss(kind: Kind, planted: Planted, seen: Iterable[Diagnostic], untouched: Linted) -> str | None:
    """What is wrong with what lint says of a planted fault; None where it is told at its line."""
    known = told(untouched.findings, planted.path)
    new = [one for one in seen if (one.rule, str(one.message)) not in known]
    if any(one.rule in kind.rules and is_at(one, planted) for one in new):
        return None
    own = (one for one in new if one.span.path.endswith(planted.path))
    instead = ", ".join(f"{one.rule} at {one.span.line}" for one in own) or "nothing"
    return f"{planted.path}:{planted.line}: {instead}"


def is_at(found: Diagnostic, planted: Planted) -> bool:
    spans = (found.span, *(other.span for other in found.related))
    return any(span.path.endswith(planted.path) and span.line in planted.lines for span in spans)


def table(scores: Iterable[Score]) -> str:
    rows = [f"{one.found:4}/{one.planted:<4}{one.kind.name}" for one in scores]
    lost = [f"{one.kind.name}: {where}" for one in scores for where in one.missed]
    return "\n".join(("", "found/planted", *rows, "", "missed:", *lost))
