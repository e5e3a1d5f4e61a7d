"""Documents for Word on paper, as LibreOffice lays them out: how many pages, and what stands on which."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

import pytest
from changed_plans import example, plan_of
from looked_at import EVERY_PAGE, LOOKED_AT
from shipped_plans import CASES, made
from under_way import NOTE, answered, month

from examples import LANGUAGES, example_plan
from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.documents.described import Described
from rse_plan.documents.words import Words
from rse_plan.errors import Said
from rse_plan.formats import docx
from rse_plan.planning.plan import Plan

pytestmark = pytest.mark.external

BRIEF_PAGES, MOST_PLAN_PAGES = 2, 12
FULLEST = 0.95
"""Of a page of the brief: no two programs break all lines alike."""
MOST_OVER = 6
"""Lines of page one that names of 200 characters may push onto the next."""
HEIGHT, TOP, FOOT = 841.9, 31.0, 45.0
"""Points of A4, of the margin above, and from the lower edge to the words of the foot."""
LONG = tuple(
    f"{word} de la transformation durable ".ljust(197, "o") + f" {word[:2]}" for word in ("Pôle", "Union")
)
MANY = [name for name in LOOKED_AT if name != "weldom"] if EVERY_PAGE else ["association-60"]
NAMED = ("weldom", "groupe-hospitalier") if EVERY_PAGE else ("weldom",)


@dataclass(frozen=True)
class Printed:
    """A document as PDF."""

    path: Path

    @property
    def pages(self) -> int:
        told = subprocess.run(["pdfinfo", self.path], check=True, capture_output=True, text=True).stdout
        (found,) = re.findall(r"^Pages:\s+(\d+)$", told, re.MULTILINE)
        return int(found)

    def text(self, page: int) -> str:
        command = ["pdftotext", "-f", str(page), "-l", str(page), "-layout", self.path, "-"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def fullness(self) -> list[float]:
        """How far down each page its words reach, 1 being the margin."""
        command = ["pdftotext", "-bbox", self.path, "-"]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        lowest = HEIGHT - FOOT
        return [
            (max(y for y in map(float, re.findall(r'yMax="([\d.]+)"', page)) if y <= lowest) - TOP)
            / (lowest - TOP)
            for page in told.split("<page ")[1:]
        ]


def long_names(name: str) -> Plan:
    """The example with names of 200 characters."""
    names = cycle(LONG)
    _, library = example(name)
    questions = ("organisation.name", "community.name", "employer.name")
    changes = {each: next(names) for each in questions if each in library.questions}
    return plan_of(name, changes=changes, people={"sponsor": next(names), "hr": next(names)})


def in_doubt(name: str) -> Plan:
    """The example with three long reasons why its plan cannot hold."""
    plan = example_plan(name)
    fault = Said("The opening wanted on {date} cannot hold. " * 4, {"date": plan.start})
    span = next(iter(plan.items)).chosen.origin.span
    found = Diagnostic(rule="plan", severity=Severity.ERROR, span=span, message=fault)
    return replace(plan, warnings=(found,) * 3)


def plans() -> Iterator[tuple[str, Plan, tuple[str, ...]]]:
    """Each plan with the documents that are printed of it: all of Weldom's."""
    yield "weldom", example_plan("weldom"), ("brief", "plan", "register")
    for name in MANY:
        yield name, example_plan(name), ("brief", "plan")
    for name in NAMED:
        yield f"{name}-named", long_names(name), ("brief", "plan")
    yield "groupe-hospitalier-in-doubt", in_doubt("groupe-hospitalier"), ("brief",)
    yield "weldom-under-way", answered(month(6), f"{NOTE} " * 20), ("brief", "plan")
    for name in CASES[::6] if EVERY_PAGE else ():
        yield name, made(name), ("brief",)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    """Every document in both languages, in one run of the program: `weldom-fr-brief` and so on."""
    assert shutil.which("soffice"), "install libreoffice-writer-nogui"
    folder = tmp_path_factory.mktemp("word")
    names = []
    for name, plan, documents in plans():
        for language in LANGUAGES:
            told = Described(plan, Words(language))
            for document in documents:
                names.append(f"{name}-{language}-{document}")
                content = docx.write(told.folios[document], told.words, plan.start)
                (folder / f"{names[-1]}.docx").write_bytes(content)
    sources = [str(folder / f"{name}.docx") for name in names]
    home = f"-env:UserInstallation=file://{folder}/home"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *sources]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
    assert "Error" not in ran.stdout + ran.stderr
    return {name: Printed(folder / f"{name}.pdf") for name in names}


def test_the_brief_has_two_pages_and_room_to_spare(printed: dict[str, Printed]) -> None:
    briefs = {name: each for name, each in printed.items() if name.endswith("-brief")}
    assert len(briefs) >= len(LANGUAGES) * len(("weldom", *MANY, *NAMED, "in-doubt"))
    assert {name: each.pages for name, each in briefs.items() if each.pages != BRIEF_PAGES} == {}
    full = {name: max(each.fullness()) for name, each in briefs.items()}
    assert {name: share for name, share in full.items() if share > FULLEST} == {}


@pytest.mark.parametrize(("language", "first"), [("fr", "Calendrier"), ("en", "Calendar")])
def test_page_two_of_the_brief_begins_at_the_calendar(
    printed: dict[str, Printed], language: str, first: str
) -> None:
    page = printed[f"weldom-{language}-brief"].text(2)
    assert page.splitlines()[0].strip() == first
    assert re.search(r" 2 ?/ ?2$", page)


def test_the_plan_has_twelve_pages_at_most_and_decides_on_the_first(printed: dict[str, Printed]) -> None:
    whole = {name: each for name, each in printed.items() if name.endswith("-plan")}
    assert {name: each.pages for name, each in whole.items() if each.pages > MOST_PLAN_PAGES} == {}
    for name, each in whole.items():
        lines = [line.strip() for line in each.text(2).splitlines()]
        (contents,) = (number for number, line in enumerate(lines) if line in ("Sommaire", "Contents"))
        assert contents == 0 or "named" in name, name
        assert contents <= MOST_OVER


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_are_named_again_on_the_next_page(printed: dict[str, Printed], language: str) -> None:
    register = printed[f"weldom-{language}-register"]
    assert register.pages > 20
    words = Words(language)
    head = (words.say("Risk"), words.say("Weight"), words.say("Early sign"))
    pages = [register.text(page) for page in range(1, register.pages + 1)]
    assert sum(all(name in page.splitlines()[0] for name in head) for page in pages) >= 1
