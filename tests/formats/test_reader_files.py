"""The readers' views as files: hostile answers are text, the bytes are the same, the words are all there."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from functools import cache

import pytest
from changed_plans import plan_of
from docx import Document
from html_page import read_page

from examples import LANGUAGES, example_plan
from rse_plan.documents.audiences import audiences_of
from rse_plan.documents.described import Described
from rse_plan.documents.folio import Folio
from rse_plan.documents.glossary import words_of
from rse_plan.documents.words import Words
from rse_plan.formats import docx, html, markdown

READERS = ("council", "ambassador", "security", "manager", "community:boite-a-idees")
HOSTILE = "<script>alert('x')</script> {{ 7*7 }} ]]> ** | [x](javascript:alert(1)) \u202eabc\u0007 =1+1"
FORMS = {"html": html, "md": markdown, "docx": docx}


@cache
def hostile() -> Described:
    changes = {"organisation.name": HOSTILE, "community.name": HOSTILE, "goal.process": HOSTILE}
    plan = plan_of(changes=changes, people={"community-manager": HOSTILE, "hr": HOSTILE})
    return Described(plan, Words("fr"), audiences_of(plan, READERS))


def made(told: Described, form: str) -> Mapping[str, bytes]:
    return {output.name: output.content for output in FORMS[form].outputs(told)}


@pytest.mark.parametrize("form", FORMS)
def test_hostile_answers_are_text(form: str) -> None:
    files = made(hostile(), form)
    assert len(files) == len(READERS)
    for name, content in files.items():
        if form == "docx":
            document = Document(io.BytesIO(content))
            cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
            said = " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
            assert "{{ 7*7 }}" in said, name
            continue
        text = content.decode()
        assert "{{ 7*7 }}" in text or r"\{\{ 7\*7 \}\}" in text, name
        assert "<script>alert" not in text.replace(r"\<script\>", ""), name
        assert 'href="javascript' not in text, name
        assert form == "html" or "](javascript:" not in text.replace(r"\]", ""), name
        assert "\u0007" not in text


@pytest.mark.parametrize("form", FORMS)
def test_the_bytes_are_the_same(form: str) -> None:
    plan = example_plan("association-60")
    first, second = (
        made(Described(plan, Words("en"), audiences_of(plan, READERS[:4])), form) for _ in range(2)
    )
    assert first == second
    assert all(name.endswith(f".{form}") for name in first)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reader", READERS)
def test_a_page_and_a_text_hold_every_word(reader: str, language: str) -> None:
    plan, words = example_plan("weldom"), Words(language)
    (folio,) = Described(plan, words, audiences_of(plan, [reader])).folios.values()
    page = squeezed(read_page(html.write(folio, words)).text)
    unlinked = re.sub(r"(?<!\\)\[([^\]\n]*)\]\(<[^>\n]*>\)", r"\1", markdown.write(folio, words))
    text = squeezed(re.sub(r"\\(.)", r"\1", unlinked).replace("*", ""))
    for said in words_of(body(folio)):
        assert squeezed(said) in page, said
        assert squeezed(said) in text, said


def body(folio: Folio) -> list[object]:
    """The pieces, but for tables: their captions are for those who do not see them."""
    return [piece for piece in folio.pieces if type(piece).__name__ != "Table"]


def squeezed(text: str) -> str:
    """Without spaces and the numbers of sources, which are no words."""
    return re.sub(r"\s+", "", re.sub(r"\[\d+(?:, \d+)*\]", "", text))
