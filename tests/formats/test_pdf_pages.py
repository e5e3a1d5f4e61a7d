"""PDF as an installed browser and WeasyPrint print it: pages, words, what a file says of itself, silence."""

from __future__ import annotations

import io
import json
import re
import socket
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from changed_plans import plan_of
from html_page import read_page
from looked_at import EVERY_PAGE, LOOKED_AT
from pypdf import PdfReader
from read_back import READERS, Told, pdf_text

from examples import LANGUAGES, example_page, example_plan
from rse_plan.documents.audiences import audiences_of
from rse_plan.documents.described import Described
from rse_plan.documents.words import Words
from rse_plan.formats import browser, html, pdf, weasy
from rse_plan.planning.plan import Plan

pytestmark = pytest.mark.external

PRINTERS = ("browser", browser.NO_BROWSER)
BRIEF_PAGES, MOST_PLAN_PAGES = 2, 12
LONG = "Pôle de la transformation durable ".ljust(200, "o")
HOSTILE = "<script>alert('x')</script> {{ 7*7 }} ]]> ** [x](javascript:alert(1)) \u202eabc\u0007 =1+1"


def printed(plan: Plan, language: str, *names: str, by: str = PRINTERS[0]) -> Mapping[str, bytes]:
    """Some documents of a plan as PDF, `brief.pdf` and so on."""
    told = Described(plan, Words(language))
    pages = {name: html.write(told.views[name], told.words) for name in names}
    made = pdf_of(pages, plan.start, {name: pdf._identity(told, name) for name in names}, by)
    return {f"{name}.pdf": content for name, content in made.items()}


def pdf_of(pages: Mapping[str, str], day: date, identities: Mapping[str, str], by: str) -> dict[str, bytes]:
    with pytest.MonkeyPatch.context() as patch:
        if by == browser.NO_BROWSER:
            patch.setenv(browser.CHOICE, by)
        else:
            assert browser.find(), "no browser is installed: .ci/run installs one"
        return pdf.printed(pages, day, identities)


@cache
def weldom(by: str) -> Mapping[str, bytes]:
    return printed(example_plan("weldom"), "fr", "brief", "plan", by=by)


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def pages(content: bytes) -> int:
    return len(read(content).pages)


@pytest.mark.parametrize("by", PRINTERS)
def test_a_file_says_what_it_is_and_nothing_of_a_machine_or_a_clock(by: str) -> None:
    moment = f"D:{example_plan('weldom').start:%Y%m%d}"
    for name, content in weldom(by).items():
        file = read(content)
        said, root = file.metadata, file.root_object
        assert said is not None
        assert str(said.title).endswith(" · Weldom"), name
        assert said.creator == "rse-plan"
        assert said.author is None, "no person, as in the documents for Word"
        assert all(str(said[key]).startswith(moment) for key in ("/CreationDate", "/ModDate"))
        assert root["/Lang"] == "fr-FR"
        assert root["/MarkInfo"]["/Marked"]
        assert len(file.trailer["/ID"]) == 2
        assert {
            tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) for page in file.pages
        } == {(210, 297)}
        for word in (b"file:", b"/tmp", b"rse-plan-", str(Path.home()).encode() + b"/"):
            assert word not in content


@pytest.mark.parametrize("by", PRINTERS)
def test_the_contents_stand_beside_the_pages(by: str) -> None:
    heads = [head.text for head in read_page(example_page("weldom", "fr", "plan")).all("h2")]
    (title, chapters) = read(weldom(by)["plan.pdf"]).outline
    assert "Weldom" in title["/Title"]
    shown = [one["/Title"] for one in chapters if not isinstance(one, list)]
    assert shown
    assert [squeezed(one) for one in shown] == [
        head for head in map(squeezed, heads) if head in set(map(squeezed, shown))
    ]
    assert len(shown) > len(heads) - 4, "but for what a window alone has"


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("by", PRINTERS)
def test_its_pages_are_numbered_and_hold_the_plans_days_and_names(by: str) -> None:
    plan, words = example_plan("weldom"), Words("fr")
    brief, whole = (pdf_text(weldom(by)[name]) for name in ("brief.pdf", "plan.pdf"))
    assert pages(weldom(by)["brief.pdf"]) == BRIEF_PAGES
    assert pages(weldom(by)["plan.pdf"]) <= MOST_PLAN_PAGES
    assert plan.first_opening is not None
    for text in (brief, whole):
        count = len(text.split("\f")) - 1
        assert re.findall(rf"\b(\d+) / {count}\b", text) == [str(number + 1) for number in range(count)]
    assert words.weekday(plan.first_opening) in " ".join(whole.split())
    for community in plan.communities:
        assert community.name in " ".join(whole.split())


@pytest.mark.parametrize("by", PRINTERS)
def test_the_same_bytes_on_every_run(by: str) -> None:
    again = printed(example_plan("weldom"), "fr", "brief", by=by)
    assert again["brief.pdf"] == weldom(by)["brief.pdf"]


def test_a_register_read_back_is_plan_jsons_and_its_tables_repeat_their_heads() -> None:
    told = Told(example_plan("association-60"), Words("en"))
    files = printed(told.plan, "en", "register")
    found, wanted = READERS["pdf"](files, told)
    assert found
    assert found == wanted
    sheets = pdf_text(files["register.pdf"]).split("\f")
    assert all("Date What Who Phase" in sheet for sheet in sheets[:2])


@pytest.mark.parametrize("by", PRINTERS)
def test_no_head_of_a_table_stands_alone_at_the_foot_of_a_page(by: str) -> None:
    """A reader's view in which the first row of a table does not fit under its head."""
    plan, words = example_plan("weldom"), Words("fr")
    told = Described(plan, words, audiences_of(plan, ["security"]))
    pages = {name: html.write(folio, words) for name, folio in told.folios.items()}
    (content,) = pdf_of(pages, plan.start, dict.fromkeys(pages, "ab" * 16), by).values()
    sheets = [" ".join(sheet.split()) for sheet in pdf_text(content).split("\f")]
    assert len(sheets) > 2
    assert not any(re.search(r"Date Quoi Qui Terminé quand$", sheet) for sheet in sheets)
    assert any(
        "Droits d’administration et réglages Date Quoi Qui Terminé quand 1" in sheet for sheet in sheets
    )


@pytest.mark.parametrize("by", PRINTERS)
def test_hostile_answers_are_text_and_names_of_200_characters_leave_the_brief_two_pages(by: str) -> None:
    changes = {"organisation.name": LONG, "community.name": LONG, "goal.process": HOSTILE}
    content = printed(plan_of(changes=changes, people={"hr": LONG}), "fr", "brief", by=by)["brief.pdf"]
    text = " ".join(pdf_text(content).split())
    assert "<script>alert(’x’)</script>" in text.replace("'", "’")
    assert "{{ 7*7 }}" in text
    assert pages(content) == BRIEF_PAGES
    assert "/OpenAction" not in read(content).root_object
    for page in read(content).pages:
        actions = [note.get_object().get("/A", {"/S": "/GoTo"}) for note in page.get("/Annots", ())]
        leading = [action.get("/URI", "https://") for action in actions]
        assert {action["/S"] for action in actions} <= {"/GoTo", "/URI"}
        assert [address for address in leading if not address.startswith("https://")] == []


def test_the_browser_finds_no_server(tmp_path: Path) -> None:
    """What it logs of its network: it tries to reach its maker, and no byte leaves."""
    program, log = browser.find(), tmp_path / "network.json"
    assert program
    script = tmp_path / "logging"
    script.write_text(f'#!/bin/sh\nexec "{program}" --log-net-log="{log}" "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    browser.printed(str(script), {"brief": example_page("weldom", "fr", "brief")})
    told = json.loads(log.read_text(encoding="utf-8"))
    types = {number: name for name, number in told["constants"]["logEventTypes"].items()}
    seen = {types[event["type"]] for event in told["events"]}
    assert seen
    forbidden = {"HOST_RESOLVER_MANAGER_JOB", "DNS_TRANSACTION", "TCP_CONNECT_ATTEMPT", "UDP_BYTES_SENT"}
    assert forbidden <= set(types.values()), "these are its words for it"
    assert seen & forbidden == set()


BRIEFS = [(name, language, by) for name in LOOKED_AT for language in LANGUAGES for by in PRINTERS]
"""Those of hostile answers and long names are above; with EVERY_PAGE, these."""


@pytest.mark.skipif(not EVERY_PAGE, reason="only with EVERY_PAGE")
@pytest.mark.parametrize(("name", "language", "by"), BRIEFS)
def test_the_brief_has_two_pages(name: str, language: str, by: str) -> None:
    assert pages(printed(example_plan(name), language, "brief", by=by)["brief.pdf"]) == BRIEF_PAGES


# --- WeasyPrint ---


def test_weasyprint_draws_with_the_colours_of_the_page() -> None:
    prepared = weasy._prepared(example_page("weldom", "fr", "plan"))
    drawings = re.findall(r"<svg\b[^>]*><style>(.*?)</style><defs>(.*?)</defs>", prepared, re.DOTALL)
    assert len(drawings) == prepared.count("<svg")
    for style, patterns in drawings:
        assert ".gantt .work{fill:#cfe3e6;stroke:#0b5765" in style
        assert "var(" not in style
        assert 'id="hatch"' in patterns


def test_weasyprint_fetches_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *where, **_: asked.append(where))
    picture = tmp_path / "secret.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text y="9">secret</text></svg>')
    page = (
        '<!DOCTYPE html><title>x</title><link rel="stylesheet" href="http://example.org/x.css">'
        f'<style></style><p>seen</p><img src="{picture.as_uri()}"><img src="https://example.org/x.png">'
    )
    content = weasy.printed(page, example_plan("weldom").start, "ab" * 16)
    assert asked == []
    assert "seen" in pdf_text(content)
    assert "secret" not in pdf_text(content)
