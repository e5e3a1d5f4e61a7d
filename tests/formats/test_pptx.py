"""The deck as PowerPoint and LibreOffice find it: what it says, how it is built, that nothing overflows."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as Xml
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from changed_plans import plan_of
from openpyxl import load_workbook
from openxml_audit import FileFormat, OpenXmlValidator
from pptx import Presentation

from examples import LANGUAGES, NAMES, example_plan
from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.documents.audiences import audiences_of
from rse_plan.documents.deck import (
    HEIGHT,
    MOST_SLIDES,
    WIDTH,
    Bars,
    Beside,
    Card,
    Cards,
    Deck,
    Grid,
    Placed,
    Text,
    Tone,
    lines_of,
)
from rse_plan.documents.deck_fit import SIZES, lines, needed, shown
from rse_plan.documents.deck_slide import BODY_END, Draft
from rse_plan.documents.deck_slide import slide as placed_slide
from rse_plan.documents.described import Described
from rse_plan.documents.tree import Leaf, Line, Term, line
from rse_plan.documents.words import Words
from rse_plan.errors import Said
from rse_plan.formats import pptx
from rse_plan.formats.pptx_look import COLOURS
from rse_plan.planning.plan import Plan

LONG = "Communauté WWWWWWWW & <b>numérique</b> " * 6
UNBROKEN = "é" * 150 + " " + "W" * 60
SMALLEST = SIZES[-1]
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


@cache
def long_names(name: str = "weldom") -> Plan:
    """Whoever and whatever can be named has 200 characters."""
    changes = {"organisation.name": LONG, "community.name": LONG, "goal.process": UNBROKEN}
    return plan_of(name, changes, dict.fromkeys(("hr", "business", "it", "sponsor", "legal"), LONG))


@cache
def in_doubt(name: str) -> Plan:
    """The example with three long reasons why its plan cannot hold."""
    plan = example_plan(name)
    fault = Said("The opening wanted on {date} cannot hold. " * 4, {"date": plan.start})
    span = next(iter(plan.items)).chosen.origin.span
    found = Diagnostic(rule="plan", severity=Severity.ERROR, span=span, message=fault)
    return replace(plan, warnings=(found,) * 3)


PLANS: Mapping[str, Callable[[], Plan]] = {"long": long_names, "in-doubt": lambda: in_doubt("weldom")}


def plan_named(name: str) -> Plan:
    return PLANS[name]() if name in PLANS else example_plan(name)


@cache
def deck(name: str, language: str) -> Deck:
    return Described(plan_named(name), Words(language)).deck


@cache
def content(name: str, language: str) -> bytes:
    return pptx.write(deck(name, language), Words(language), plan_named(name).start)


def opened(name: str, language: str) -> Any:
    return Presentation(io.BytesIO(content(name, language)))


def parts(whole: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(whole)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


# --- what is described ---


def rest(*names: str) -> list[Any]:
    """For .ci/run alone."""
    return [pytest.param(name, marks=pytest.mark.whole) for name in names]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*NAMES, "long", *rest("in-doubt")])
def test_six_slides_at_most_and_everything_has_its_room(name: str, language: str) -> None:
    slides = deck(name, language).slides
    assert 4 <= len(slides) <= MOST_SLIDES
    assert len({slide.title for slide in slides}) == len(slides)
    described = deck(name, language)
    assert described.footer.endswith(described.heading.project or described.heading.not_legal_advice)
    assert lines(described.footer, 780, SMALLEST) == lines(slides[0].eyebrow, 864, 14) == 1
    for each in slides:
        for placed in each.pieces:
            box = placed.box
            assert needed(placed.piece, box.width, placed.size) <= box.height + 0.01, each.title
            assert placed.size >= SMALLEST
            assert 0 <= box.left <= box.left + box.width <= WIDTH
            assert box.bottom <= (each.foot.box.top if each.foot else HEIGHT)
        assert [pair for pair in combinations(each.pieces, 2) if overlap(*pair)] == [], each.title


def overlap(one: Placed, other: Placed) -> bool:
    a, b = one.box, other.box
    return (
        a.left < b.left + b.width - 0.01
        and b.left < a.left + a.width - 0.01
        and a.top < b.bottom - 0.01
        and b.top < a.bottom - 0.01
    )


@pytest.mark.parametrize("count", [1, 7])
def test_what_a_slide_cuts_is_whole_in_its_notes(count: int) -> None:
    brief = Described(example_plan("weldom"), Words("fr")).brief
    said = tuple(line(f"{number}. {LONG}") for number in range(count))
    table = Grid("Table", ("A", "B"), tuple((each, line("b")) for each in said), (80, 20))
    card = Cards((Card("Card", "1", line(LONG[:80])),))
    pieces = (Beside(((Text(said, Tone.POINTS),), (card,)), (70, 30)), table)
    made = placed_slide(Draft(title=LONG, pieces=pieces, notes=()), brief, Words("fr"))
    shown = [each for placed in made.pieces for each in lines_of(placed.piece)]
    noted = [each for part in made.notes for each in part.lines]
    whole = [each for piece in pieces for each in lines_of(piece)]
    assert made.title.endswith("…")
    assert line(LONG) in noted
    assert [each for each in whole if each not in shown and each not in noted] == []
    assert (count == 7) == any(each.plain.endswith("…") for each in shown)
    assert made.pieces[-1].box.bottom <= BODY_END + 0.01
    for placed in made.pieces:
        assert needed(placed.piece, placed.box.width, placed.size) <= placed.box.height + 0.01


def test_words_are_measured_not_guessed() -> None:
    assert lines("", 100, 12) == 1
    assert lines("mot " * 10 + "mot", 1000, 12) == 1
    assert lines("W" * 100, 120, 12) == 11
    assert lines("un deux", 30, 12) == 2
    assert lines("un\ndeux", 300, 12) == 2


def test_an_explanation_takes_room_too() -> None:
    term = Line((Term((Leaf("CSE"),), "élus du personnel"), Leaf(" : avis rendu")))
    assert shown(term) == "CSE (élus du personnel) : avis rendu"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_no_role_of_an_example_is_cut(name: str, language: str) -> None:
    pieces = [placed.piece for slide in deck(name, language).slides for placed in slide.pieces]
    charts = [piece for piece in pieces if isinstance(piece, Bars)]
    assert len(charts) == 2
    assert [role for chart in charts for role in chart.roles if role.endswith("…")] == []


@pytest.mark.parametrize(("language", "asked"), [("fr", "Décision attendue"), ("en", "Decision wanted")])
def test_it_asks_first_and_is_answered_last(language: str, asked: str) -> None:
    slides = deck("weldom", language).slides
    assert slides[0].title.startswith(asked)
    assert slides[0].opening
    assert any(type(placed.piece).__name__ == "Reply" for placed in slides[-1].pieces)
    brief = Described(example_plan("weldom"), Words(language)).brief
    (acts,) = (placed.piece for placed in slides[-1].pieces if isinstance(placed.piece, Grid))
    assert [row[1].plain for row in acts.rows] == [act.due for act in brief.acts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_a_plan_cannot_hold_stands_on_the_first_slide(language: str) -> None:
    described = Described(in_doubt("weldom"), Words(language))
    alerts, first = described.brief.heading.alerts, described.deck.slides[0]
    assert len(alerts) == 3
    alert, *others = (placed for placed in first.pieces if isinstance(placed.piece, Text))
    assert isinstance(alert.piece, Text)
    assert alert.piece.tone is Tone.ALERT
    assert all(len(line.plain) > 100 for line in alert.piece.lines)
    noted = [line for part in first.notes for line in part.lines]
    assert [line for line in alerts if line not in (*alert.piece.lines, *noted)] == []
    assert all(placed.box.top >= alert.box.bottom for placed in others)


# --- what is written ---


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["weldom", *rest("long")])
def test_titles_placeholders_and_texts_are_what_programs_expect(name: str, language: str) -> None:
    made = opened(name, language)
    described = deck(name, language)
    assert [slide.shapes.title.text_frame.text for slide in made.slides] == [
        one.title for one in described.slides
    ]
    assert len(made.slide_layouts) == 2
    assert {slide.slide_layout.name for slide in made.slides} == {
        layout.name for layout in made.slide_layouts
    }
    for number, slide in enumerate(made.slides, start=1):
        kinds = [found.get("type") for found in slide.element.iter(f"{P}ph")]
        assert kinds[-2:] == ["ftr", "sldNum"]
        assert [field.get("type") for field in slide.element.iter(f"{A}fld")] == ["slidenum"]
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert all(texts), "nothing is left empty"
        assert str(number) == texts[-1]
        assert described.heading.date in texts[-2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_run_says_its_language_and_is_large_enough(language: str) -> None:
    made, tag = opened("weldom", language), Words(language).tag
    for slide in made.slides:
        for element in (slide.element, slide.notes_slide.element):
            runs = list(element.iter(f"{A}rPr"))
            assert len(runs) > 3
            assert tag in {run.get("lang") for run in runs} <= {tag, "fr", "en", "de"}
            assert all(int(run.get("sz", "1200")) >= SMALLEST * 100 for run in runs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_and_tables_say_what_they_show(language: str) -> None:
    found = {"chart": 0, "table": 0}
    for slide in opened("weldom", language).slides:
        for shape in slide.shapes:
            described = shape._element.xpath(".//p:cNvPr")[0].get("descr")
            if shape.has_chart:
                found["chart"] += 1
                assert len(described) > 60
                assert not shape.chart.has_title
            elif shape.has_table:
                found["table"] += 1
                assert described
                assert shape.table.first_row
                assert all(cell.text for cell in shape.table.rows[0].cells)
    assert found == {"chart": 3, "table": 4}


def test_shapes_are_read_in_the_order_in_which_they_stand() -> None:
    for slide in opened("weldom", "fr").slides:
        title, *shapes = (
            shape for shape in slide.shapes if not shape.is_placeholder or shape == slide.shapes.title
        )
        assert title == slide.shapes.title
        same_row = [(shape.top, shape.left) for shape in shapes]
        for (top, left), (below, right) in pairwise(same_row):
            assert below > top or right > left


@pytest.mark.parametrize("name", ["weldom", "long"])
def test_the_data_behind_charts_are_those_of_the_charts_and_no_formula(name: str) -> None:
    charts = [shape.chart for slide in opened(name, "fr").slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 3
    for chart in charts:
        sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).worksheets[0]
        assert sheet.title == "Sheet1"
        rows = list(sheet.iter_rows())
        assert [row[0].value for row in rows[1:]] == list(chart.plots[0].categories)
        assert [cell.value for cell in rows[0][1:]] == [one.name for one in chart.plots[0].series]
        assert all(cell.data_type != "f" for row in rows for cell in row)


def test_nothing_of_the_librarys_own_deck_is_left() -> None:
    made = parts(content("weldom", "fr"))
    for name in made:
        assert not re.search(r"printer|thumbnail|app\.xml", name), name
    text = b"".join(made.values())
    for word in (b"Canny", b"PowerPoint Presentation", b"Click to", b"Calibri", b"en-US", b"Office Theme"):
        assert word not in text, word
    assert {ZipFile(io.BytesIO(content("weldom", "fr"))).infolist()[0].date_time[0]} == {2027}
    core = made["docProps/core.xml"].decode()
    assert "2027-01-04T00:00:00Z" in core
    assert "Note de décision" in core


def test_readers_views_have_no_deck() -> None:
    plan = example_plan("association-60")
    assert list(pptx.outputs(Described(plan, Words("fr"), audiences_of(plan, ["hr"])))) == []


def test_what_is_written_stands_out_from_its_ground() -> None:
    pairs = [
        *((ink, ground) for ink in ("dk1", "dk2", "accent1") for ground in ("lt1", "lt2")),
        *(("dk1", "accent3"), ("dk2", "accent3"), ("lt1", "accent1"), ("accent3", "accent1")),
        ("lt1", "accent5"),
    ]
    ratios = {pair: contrast(COLOURS[pair[0]], COLOURS[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}
    for bar in ("accent1", "accent2", "accent5"):
        assert contrast(COLOURS[bar], COLOURS["lt1"]) > 3


def contrast(one: str, other: str) -> float:
    light, dark = sorted(map(luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    values = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- what other programs say ---


def faults(whole: bytes, folder: Path) -> list[str]:
    path = folder / "brief.pptx"
    path.write_bytes(whole)
    found = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path)
    return [error.description for error in found.errors]


@pytest.mark.parametrize("name", ["long", *rest("weldom")])
def test_powerpoint_would_not_refuse_it(name: str, tmp_path: Path) -> None:
    assert faults(content(name, "fr"), tmp_path) == []


def test_what_powerpoint_would_refuse_is_seen(tmp_path: Path) -> None:
    made = parts(content("long", "fr"))
    made["ppt/slides/slide2.xml"] = made["ppt/slides/slide2.xml"].replace(b"<p:ph type=", b"<p:ph kind=")
    broken = io.BytesIO()
    with ZipFile(broken, "w") as packed:
        for name, part in made.items():
            packed.writestr(name, part)
    assert faults(broken.getvalue(), tmp_path)


Word = tuple[str, float, float, float, float]


@pytest.mark.external
def test_libreoffice_shows_each_slide_on_a_page_and_no_words_on_others(tmp_path: Path) -> None:
    """Every word inside its page, none on another: what a table or a text grows to is what was measured."""
    assert shutil.which("soffice"), "install libreoffice-impress-nogui"
    named = [(name, language) for name in NAMES for language in LANGUAGES]
    named += [(name, "fr") for name in PLANS]
    for name, language in named:
        (tmp_path / f"{name}-{language}.pptx").write_bytes(content(name, language))
    sources = [str(tmp_path / f"{name}-{language}.pptx") for name, language in named]
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *sources]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
    assert "Error" not in ran.stdout + ran.stderr
    for name, language in named:
        pages = list(printed(tmp_path / f"{name}-{language}.pdf"))
        assert len(pages) == len(deck(name, language).slides)
        for number, words in enumerate(pages, start=1):
            assert len(words) > 20
            assert [word for word in words if not inside(word)] == [], (name, language, number)
            assert [pair for pair in combinations(words, 2) if touch(*pair)] == [], (name, language, number)


def printed(path: Path) -> Iterator[list[Word]]:
    """The words of each page with their places, in points."""
    box = path.with_suffix(".html")
    subprocess.run(["pdftotext", "-bbox", path, box], check=True)
    text = re.sub(r"<(/?)(\w+:)?html[^>]*>", r"<\1html>", box.read_text(encoding="utf-8"))
    text = re.sub(r"<!DOCTYPE[^>]*>|<meta[^>]*>|<title>.*?</title>", "", text)
    for page in Xml.fromstring(text).iter("page"):  # noqa: S314  # our own file
        places = ("xMin", "yMin", "xMax", "yMax")
        yield [(word.text or "", *(float(word.attrib[one]) for one in places)) for word in page.iter("word")]  # type: ignore[misc]


def inside(word: Word) -> bool:
    _, left, top, right, bottom = word
    return left >= 0 and top >= 0 and right <= WIDTH and bottom <= HEIGHT


def touch(one: Word, other: Word) -> bool:
    """Whether two words stand on each other; lines that are close are not."""
    wide = min(one[3], other[3]) - max(one[1], other[1])
    high = min(one[4], other[4]) - max(one[2], other[2])
    return wide > 1 and high > 5


def test_a_word_on_another_is_seen() -> None:
    assert touch(("a", 0, 0, 20, 14), ("b", 10, 6, 30, 20))
    assert not touch(("a", 0, 0, 20, 14), ("b", 0, 12, 30, 26))
    assert not inside(("a", 950, 0, 970, 14))


def test_pieces_beside_each_other_are_all_looked_at() -> None:
    both = Beside(((Text((line("one"),)),), (Text((line("two"),)),)), (1, 1))
    assert [each.plain for each in lines_of(both)] == ["one", "two"]
