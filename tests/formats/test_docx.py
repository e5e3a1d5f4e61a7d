"""Documents for Word: what the page says, in styles that can be edited; nothing that Word would refuse."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import mammoth
import pytest
from docx import Document
from filled_views import filled
from html_page import Element, read_page
from openxml_audit import FileFormat, OpenXmlValidator
from word_file import Paragraph, W, WordFile, style_of

from examples import LANGUAGES, NAMES, example_plan
from rse_plan.documents.brief_folio import brief_folio
from rse_plan.documents.described import Described
from rse_plan.documents.folio import Folio
from rse_plan.documents.plan_folio import plan_folio
from rse_plan.documents.register_folio import register_folio
from rse_plan.documents.rows import Heading
from rse_plan.documents.typography import without_widow
from rse_plan.documents.views import BriefView, PlanView, RegisterView
from rse_plan.documents.words import Words
from rse_plan.formats import docx, html
from rse_plan.formats.docx_styles import ACCENT, INK, PAPER, QUIET, SOFT

FOLIOS = ("brief", "plan", "register")
READ = (("weldom", "fr"), ("association-60", "en"))
FILES = [(name, language, document) for name, language in READ for document in ("brief", "plan")]
EVERY = [
    pytest.param(*each, marks=() if each in FILES else pytest.mark.whole)
    for each in [(name, lang, document) for name in NAMES for lang in LANGUAGES for document in FOLIOS]
]
FOLIO_OF: Mapping[type, Callable[[Any, Words], Folio]] = {
    PlanView: plan_folio,
    BriefView: brief_folio,
    RegisterView: register_folio,
}
DAY = date(2027, 1, 4)
HOSTILE = (
    "\"'><script>alert(1)</script>]]></w:t>{{ 7 * 7 }} ** | &amp; [x](javascript:alert(1)) \u05e9\u05dc =1+1"
)
NOT_PLACED: dict[type, set[str]] = {
    PlanView: {
        "heading.consultation",  # the line above the title says it while a consultation is due
        "heading.language",  # the styles have their own, of the words
        "calendar.mermaid",  # the drawing's other form
        "page_one.no_opening",  # said only when nothing opens
        "page_one.contents.title",  # the contents are made of the titles themselves
    },
    BriefView: {"heading.consultation", "heading.language", "risks.weight"},
    RegisterView: {"heading.consultation", "heading.language"},
}
"""Words of the views that documents for Word leave out, besides the drawing, and why."""


OF_A_WINDOW = ("cover", "phase-tasks", "grounds", "matrix", "tasks-index", "load", "hours-key")
"""Classes of what only pages show (design D17)."""
NOT_IN_WORD = ("calendar.chart.", "calendar.tasks.", "cover.", "index.", "load.", "risk_matrix.")
"""The same in the views, with the grounds of each task."""


@cache
def described(name: str, language: str) -> Described:
    return Described(example_plan(name), Words(language))


@cache
def file(name: str, language: str, document: str) -> WordFile:
    told = described(name, language)
    return WordFile(docx.write(told.folios[document], told.words, told.plan.start))


@pytest.fixture(params=FILES, ids="-".join)
def word(request: pytest.FixtureRequest) -> WordFile:
    """Brief and plan of the smallest and of a large example."""
    return file(*request.param)


# What it says


@pytest.mark.parametrize(("name", "language", "document"), EVERY)
def test_it_says_what_the_page_says_in_the_same_order(name: str, language: str, document: str) -> None:
    """All but the drawing and the numbers that lists on the page have by themselves."""
    told = described(name, language)
    page = read_page(html.write(told.views[document], told.words))
    (main,) = page.all("main")
    (top,) = page.all("header")
    found = file(name, language, document).paragraphs
    begins = ("LeadParagraph", "Fact", "TOCHeading")
    start = next(number for number, each in enumerate(found) if each.style in begins)
    said = [own_words(each, numbered=document == "brief") for each in found[start:]]
    assert signs("".join(shown(main))) == signs(" ".join(said))
    above = " ".join(each.text for each in found[:start])
    assert sorted(signs("".join(shown(top)))) == sorted(signs(above))


def shown(element: Element | str) -> Iterator[str]:
    """The words of a page that a document for Word has too, without the contents."""
    if isinstance(element, str):
        yield element
    elif element.tag not in ("svg", "nav", "figcaption", "summary") and not (
        names_a_table_unseen(element) or any(map(element.has_class, OF_A_WINDOW))
    ):
        inside_a_line = element.tag == "dfn" or "lang" in element.attributes
        yield "" if inside_a_line else " "
        for child in element.children:
            yield from shown(child)
        yield "" if inside_a_line else " "


def names_a_table_unseen(element: Element) -> bool:
    return element.tag == "caption" and not any(element.all("h2"))


def own_words(paragraph: Paragraph, *, numbered: bool) -> str:
    """Without contents and names of tables; the page has the numbers of sources as words when `numbered`."""
    if paragraph.style.startswith("TOC") or paragraph.style == "Caption":
        return ""
    if paragraph.style == "Source" and not numbered:
        return re.sub(r"^\[\d+\]", "", paragraph.text)
    return paragraph.text


def signs(text: str) -> list[str]:
    """Words as they are read, whatever stands between them."""
    return re.sub("[\\[\\]☐·,\u00a0\u202f\u2003]", " ", text).split()


@pytest.mark.parametrize("view", [PlanView, BriefView, RegisterView])
def test_every_word_of_a_view_is_placed(view: Any) -> None:
    said: dict[str, str] = {}

    def say(path: str) -> str:
        said[path] = f"w{len(said)}w"
        return f"https://{said[path]}" if path.endswith(".address") else said[path]

    found = written(filled(view, say))
    text = " ".join([found.text, *found.addresses.values(), footer(found)])
    missing = {re.sub(r"\[\d\]", "", path) for path, word in said.items() if word not in text}
    left = {path for path in missing if not path.startswith(NOT_IN_WORD) and ".grounds." not in path}
    assert left == NOT_PLACED[view]
    drawn = {path for path in missing if path.startswith("calendar.chart.rows.")}
    assert all(".bars" in path or path.endswith(".label") for path in drawn)


def written(view: Any) -> WordFile:
    words = Words("en")
    return WordFile(docx.write(FOLIO_OF[type(view)](view, words), words, DAY))


def footer(found: WordFile) -> str:
    return " ".join(Paragraph(each).text for each in found.part("word/footer1.xml").iter(f"{W}p"))


@pytest.mark.parametrize("view", [PlanView, BriefView, RegisterView])
def test_hostile_words_stay_words(view: Any) -> None:
    found = written(filled(view, lambda path: HOSTILE + "\x07\x9b\u202e" if "." in path else HOSTILE))
    assert HOSTILE in found.text
    assert "49" not in found.text
    assert not re.search("[\x00-\x08\x7f-\x9f\u202e]", found.text)
    assert found.addresses == {}
    with ZipFile(io.BytesIO(found.content)) as packed:
        assert all(b"<script" not in packed.read(name) for name in packed.namelist())
    assert HOSTILE in mammoth.extract_raw_text(io.BytesIO(found.content)).value


def test_names_of_two_thousand_letters_do_no_harm() -> None:
    long = "é" * 2000
    found = written(filled(BriefView, lambda _: long))
    assert long in found.text
    assert len(Document(io.BytesIO(found.content)).core_properties.title) == 255


# How it is made


def test_headings_are_those_of_the_navigation_pane(word: WordFile) -> None:
    levels = [int(each.style[-1]) for each in word.paragraphs if each.style.startswith("Heading")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for level in (1, 2, 3):
        style = word.styles[f"Heading{level}"]
        assert style_of(style, ".", "name") == f"heading {level}"
        assert style_of(style, "pPr", "outlineLvl") == str(level - 1)
    assert [each.style for each in word.paragraphs].count("Title") == 1


@pytest.mark.parametrize(("language", "tag"), [("fr", "fr-FR"), ("en", "en-GB")])
def test_every_paragraph_style_says_its_language(language: str, tag: str) -> None:
    styles = file("weldom", language, "brief").styles.values()
    said = {style_of(style, "rPr", "lang") for style in styles if style.attrib[f"{W}type"] == "paragraph"}
    assert said == {tag}


def test_every_style_that_is_used_is_there(word: WordFile) -> None:
    used = {
        each.attrib[f"{W}val"]
        for kind in ("pStyle", "rStyle", "tblStyle")
        for each in word.body.iter(f"{W}{kind}")
    }
    assert used <= set(word.styles)
    assert {"Title", "Heading1", "TableText", "PlanTable", "Strong", "Hyperlink"} <= used


def test_our_styles_have_names_in_the_language_of_the_document() -> None:
    names = {
        language: style_of(file("weldom", language, "brief").styles["LeadParagraph"], ".", "name")
        for language in LANGUAGES
    }
    assert names == {"fr": "Chapeau", "en": "Lead paragraph"}


def test_tables_name_their_columns_on_every_page_and_keep_their_rows_whole(word: WordFile) -> None:
    assert [*word.tables]
    for table in word.tables:
        rows = table.findall(f"{W}tr")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert heads == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        widths = [int(column.attrib[f"{W}w"]) for column in table.iter(f"{W}gridCol")]
        assert all(len(row.findall(f"{W}tc")) == len(widths) for row in rows)
        assert sum(widths) == room(word)
        assert style_of(table, "tblPr", "tblCaption")


def room(word: WordFile) -> int:
    """What a line holds, on A4."""
    (size,), (margins,) = word.body.iter(f"{W}pgSz"), word.body.iter(f"{W}pgMar")
    assert (size.attrib[f"{W}w"], size.attrib[f"{W}h"]) == ("11906", "16838")
    sides = [int(margins.attrib[f"{W}{side}"]) for side in ("left", "right", "top", "bottom")]
    assert min(sides) > 600, "a printer needs a centimetre"
    return 11906 - sides[0] - sides[1]


def test_two_tables_never_touch(word: WordFile) -> None:
    kinds = [each.tag for each in word.body[0]]
    assert (f"{W}tbl", f"{W}tbl") not in pairwise(kinds)


@pytest.mark.parametrize("language", LANGUAGES)
def test_contents_are_there_and_are_made_again_when_that_is_asked_for(language: str) -> None:
    found = file("weldom", language, "plan")
    instruction = next(found.body.iter(f"{W}instrText")).text or ""
    assert instruction.split() == ["TOC", "\\o", '"1-1"', "\\b", "chapters", "\\h", "\\z", "\\u"]
    signs_ = [each.attrib for each in found.body.iter(f"{W}fldChar")]
    assert [each[f"{W}fldCharType"] for each in signs_] == ["begin", "separate", "end"]
    assert f"{W}dirty" not in signs_[0], "Word would ask whether it may"
    entries = [each.text for each in found.paragraphs if each.style == "TOC1"]
    styles = [each.style for each in found.paragraphs]
    after = found.paragraphs[styles.index("TOC1") :]
    assert entries == [each.text for each in after if each.style == "Heading1"]
    assert len(entries) > 8
    assert not [*file("weldom", language, "brief").body.iter(f"{W}instrText")]


def test_links_inside_lead_somewhere(word: WordFile) -> None:
    places = [each.attrib for each in word.body.iter(f"{W}bookmarkStart")]
    names, numbers = ([each[f"{W}{key}"] for each in places] for key in ("name", "id"))
    assert len(set(names)) == len(names)
    assert len(set(numbers)) == len(numbers)
    assert sorted(numbers) == sorted(each.attrib[f"{W}id"] for each in word.body.iter(f"{W}bookmarkEnd"))
    assert all(re.fullmatch(r"\w{1,40}", name) for name in names)
    led = {
        each.attrib[f"{W}anchor"] for each in word.body.iter(f"{W}hyperlink") if f"{W}anchor" in each.attrib
    }
    assert led <= set(names)
    assert any(name.startswith("source_") for name in led)


def test_addresses_are_of_pages_and_mail(word: WordFile) -> None:
    assert word.addresses
    assert all(re.match(r"https?://[\x21-\x7e]+$", address) for address in word.addresses.values())


def test_each_choice_and_each_thing_to_do_can_be_ticked() -> None:
    told = described("weldom", "fr")
    box = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"
    assert told.brief.reply
    assert len([*file("weldom", "fr", "brief").body.iter(box)]) == len(told.brief.reply.choices) == 3
    assert len([*file("weldom", "fr", "plan").body.iter(box)]) == len(told.whole.page_one.todos) > 0


def test_marks_are_words_and_stand_out_from_what_is_under_them() -> None:
    found = file("weldom", "fr", "plan")
    filled_, plain = (
        {each.said(style).strip("\u00a0") for each in found.paragraphs} for style in ("FilledMark", "Mark")
    )
    assert filled_ == {"LOI", ""}
    assert "DÉCISION" in plain
    pairs = [
        (INK, PAPER),
        (QUIET, PAPER),
        (ACCENT, PAPER),
        (INK, SOFT),
        (QUIET, SOFT),
        (ACCENT, SOFT),
        (PAPER, ACCENT),
    ]
    assert {pair: ratio for pair in pairs if (ratio := contrast(*pair)) < 4.5} == {}


def contrast(one: str, other: str) -> float:
    light, dark = sorted(map(luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_who_it_is_on_top_at_the_foot_and_in_its_properties(language: str) -> None:
    told, found = described("weldom", language), file("weldom", language, "plan")
    heading: Heading = told.whole.heading
    assert heading.project
    assert found.paragraphs[0].text == heading.project
    assert footer(found) == f"{heading.document} · {heading.organisation} 1 / 1"
    fields = [
        each.attrib[f"{W}instr"].strip() for each in found.part("word/footer1.xml").iter(f"{W}fldSimple")
    ]
    assert fields == ["PAGE", "NUMPAGES"]
    said = Document(io.BytesIO(found.content)).core_properties
    assert (said.title, said.author, said.last_modified_by, said.comments) == (heading.title, "", "", "")
    assert said.language == {"fr": "fr-FR", "en": "en-GB"}[language]
    start = datetime.combine(told.plan.start, datetime.min.time())
    assert (said.created.replace(tzinfo=None), said.modified.replace(tzinfo=None)) == (start, start)


def test_the_file_has_nothing_of_the_machine_or_the_library_in_it(word: WordFile) -> None:
    with ZipFile(io.BytesIO(word.content)) as packed:
        entries = packed.infolist()
        assert not any(b"python-docx" in packed.read(entry) for entry in entries)
    assert {entry.date_time for entry in entries} <= {(2027, 1, 4, 0, 0, 0), (2027, 2, 1, 0, 0, 0)}
    names = {entry.filename for entry in entries}
    assert not any("customXml" in name or name.endswith((".jpeg", "app.xml")) for name in names)


# What other programs make of it


def faults(content: bytes, folder: Path) -> list[str]:
    path = folder / "file.docx"
    path.write_bytes(content)
    found = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path)
    return [error.description for error in found.errors]


@pytest.mark.parametrize(
    "document", ["brief", *(pytest.param(each, marks=pytest.mark.whole) for each in ("plan", "register"))]
)
def test_word_would_not_refuse_it(document: str, tmp_path: Path) -> None:
    assert faults(file("weldom", "fr", document).content, tmp_path) == []


def test_what_word_would_refuse_is_seen(tmp_path: Path) -> None:
    content = file("weldom", "fr", "brief").content
    wrong = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as packed, ZipFile(wrong, "w") as made:
        for name in packed.namelist():
            part = packed.read(name)
            made.writestr(name, part.replace(b"<w:keepLines/>", b"<w:keepMargins/>"))
    assert faults(wrong.getvalue(), tmp_path)


def test_another_reader_finds_headings_tables_boxes_and_links() -> None:
    found = mammoth.convert_to_html(io.BytesIO(file("weldom", "fr", "brief").content)).value
    page = read_page(found.replace(" />", ">").replace("<br>", ""))
    brief = described("weldom", "fr").brief
    assert next(page.all("h1")).text == without_widow(brief.acts_title)
    heads = [[cell.text for cell in head.all("th")] for head in page.all("thead")]
    assert heads[0] == ["Acte", "Pour le", "Temps", "Sinon"]
    assert heads[-1] == ["Décision", "Pour le", "Réponse, réserves", "Rendue le, par"]
    assert len(heads) == 4
    assert len([*page.all("input")]) == 3
    addresses = {
        link.attributes["href"] for link in page.all("a") if link.attributes.get("href", "#")[0] != "#"
    }
    assert addresses == {note.address for note in brief.notes if note.address}
