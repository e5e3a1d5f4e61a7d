"""The deck as programs find it: how its file is built, and that none of them would refuse it."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from decks import SMALLEST, content, deck, opened, parts, rest
from openpyxl import load_workbook
from openxml_audit import FileFormat, OpenXmlValidator

from examples import LANGUAGES, example_plan
from rse_plan.documents.audiences import audiences_of
from rse_plan.documents.described import Described
from rse_plan.documents.words import Words
from rse_plan.formats import pptx
from rse_plan.formats.pptx_look import COLOURS

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


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
