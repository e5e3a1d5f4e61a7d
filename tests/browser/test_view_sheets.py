"""The views of readers in Chromium, in LibreOffice and before the checkers: sheets, silence, no fault."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from changed_plans import plan_of
from looked_at import EVERY_PAGE, LOOKED_AT
from playwright.sync_api import Browser
from shipped_plans import made

from examples import LANGUAGES, example_plan
from rse_plan.documents.audiences import audiences_of
from rse_plan.documents.described import Described
from rse_plan.documents.words import Words
from rse_plan.formats import docx, html, markdown
from rse_plan.planning.plan import Plan

pytestmark = pytest.mark.external

READERS = ("council", "ambassador", "security", "manager", "sponsor", "community")
WIDEST = "DejaVu Sans"
"""The widest font that machines without the style sheet's own fall back on."""
LONG = "Pôle de la transformation durable ".ljust(200, "o")


@cache
def described(name: str, language: str, *asked: str) -> Described:
    plan = long_names() if name == "long" else made(name)
    first = plan.communities[0].id
    words = [f"community:{first}" if each == "community" else each for each in asked]
    return Described(plan, Words(language), audiences_of(plan, words))


def long_names() -> Plan:
    changes = {"organisation.name": LONG, "community.name": LONG, "goal.process": LONG}
    return plan_of(changes=changes, people={"community-manager": LONG})


EVERY = tuple((name, each) for name in ("association-60", "weldom", "seven-countries") for each in LANGUAGES)
READ = EVERY if EVERY_PAGE else (("weldom", "fr"), ("association-60", "en"))
"""A large plan and the smallest, unless every page is asked for."""
IN_THE_BROWSER = READ if EVERY_PAGE else READ[:1]
SHEETS = (*LOOKED_AT, "long") if EVERY_PAGE else ("weldom", "long")


def pages(of: Sequence[tuple[str, str]] = READ) -> Iterator[tuple[str, str, str]]:
    for name, language in of:
        for file, folio in described(name, language, *READERS).folios.items():
            yield f"{name}-{language}-{file}", html.write(folio, Words(language)), language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHEETS)
def test_the_ambassadors_page_is_one_sheet(browser: Browser, name: str, language: str) -> None:
    told = described(name, language, "ambassador")
    with browser.new_page() as page:
        page.set_content(html.write(told.folios["plan-ambassador"], told.words))
        page.evaluate("font => document.documentElement.style.setProperty('--sans', `'${font}'`)", WIDEST)
        printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_the_ambassadors_page_is_one_sheet_in_word_too(tmp_path: Path) -> None:
    assert shutil.which("soffice"), "install libreoffice-writer-nogui"
    for name in SHEETS:
        for language in LANGUAGES:
            told = described(name, language, "ambassador")
            content = docx.write(told.folios["plan-ambassador"], told.words, example_plan("weldom").start)
            (tmp_path / f"{name}-{language}.docx").write_bytes(content)
    sources = sorted(map(str, tmp_path.glob("*.docx")))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *sources]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    told_of = [
        subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
        for path in tmp_path.glob("*.pdf")
    ]
    assert len(told_of) == len(sources)
    assert all(re.search(r"^Pages:\s+1$", each, re.MULTILINE) for each in told_of)


@pytest.fixture(scope="module")
def checkers() -> Path:
    folder = os.environ.get("PAGE_CHECKERS")
    assert folder, "PAGE_CHECKERS names no folder: .ci/page-checkers makes it"
    return Path(folder) / "node_modules"


def test_no_request_no_message_no_violation(browser: Browser, checkers: Path, tmp_path: Path) -> None:
    axe = (checkers / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    path = tmp_path / "page.html"
    for name, text, _ in pages(IN_THE_BROWSER):
        path.write_text(text, encoding="utf-8")
        for scheme, width in (("light", 1280), ("dark", 320)):
            window = {"width": width, "height": 900}
            said: list[str] = []
            with browser.new_context(bypass_csp=True, viewport=window, color_scheme=scheme) as context:  # type: ignore[arg-type]  # literals above
                page = context.new_page()
                page.on("console", lambda message, said=said: said.append(message.text))
                page.on("request", lambda request, said=said: said.append(request.url))
                page.goto(path.as_uri())
                assert page.evaluate("document.documentElement.scrollWidth") <= width, name
                page.evaluate(axe)
                result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            said += [f"{each['id']} {each['nodes'][0]['html'][:120]}" for each in result["violations"]]
            if said != [path.as_uri()]:
                found[f"{name}-{scheme}"] = said
    assert found == {}


def test_the_nu_html_checker_says_nothing(checkers: Path, tmp_path: Path) -> None:
    names = []
    for name, text, _ in pages():
        names.append(f"{name}.html")
        (tmp_path / names[-1]).write_text(text, encoding="utf-8")
    jar = checkers / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-jar", str(jar), "--format", "json", *names]
    run = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    said = [(each["url"].rsplit("/", 1)[-1], each["message"]) for each in json.loads(run.stderr)["messages"]]
    assert said == []


def test_markdownlint_says_nothing(checkers: Path, tmp_path: Path) -> None:
    for name, language in READ:
        told = described(name, language, *READERS)
        for output in markdown.outputs(told):
            (tmp_path / f"{name}-{language}-{output.name}").write_bytes(output.content)
    rules = {"config": {"MD013": False}}
    (tmp_path / ".markdownlint-cli2.jsonc").write_text(json.dumps(rules), encoding="utf-8")
    program = checkers / ".bin" / "markdownlint-cli2"
    run = subprocess.run([program, "*.md"], cwd=tmp_path, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
