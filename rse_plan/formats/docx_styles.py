"""What a Word document of ours looks like: its styles, lists and settings, as WordprocessingML.

Every look is a style, so that a reader who changes one changes all; each paragraph style says its language.
Word shows its own styles by their names in the reader's language; ours are named in the document's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rse_plan.documents.words import Words
from rse_plan.formats.docx_xml import NAMESPACES, attribute, in_order

INK, QUIET, LINE, SOFT, ACCENT, PAPER = "1B2428", "526066", "C3CDD1", "F1F5F6", "0B5765", "FFFFFF"
"""The colours of the HTML pages: what is written in one stands out from what it stands on (tested)."""
FONT = "Arial"
"""There, or with a twin of the same widths, on every system: lines and pages break at the same places."""
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
"""A4, in twentieths of a point, as all lengths here that are not said to be points."""
FACT_INDENT, NOTE_INDENT, FRAME_INDENT, LIST_STEP = 2155, 454, 142, 340
LEVELS = 3
TABLE_STYLE = "PlanTable"
BULLETS, NUMBERS = 1, 2
"""The lists that the list styles belong to; a numbered list that begins anew has a number of its own."""
FRAME = "".join(
    f'<w:{side} w:val="single" w:sz="{width}" w:space="6" w:color="{ACCENT}"/>'
    for side, width in (("top", 4), ("left", 24), ("bottom", 4), ("right", 4))
)
FRAME_SPACE = '<w:spacing w:before="0" w:after="60"/>'
FRAME_LAYOUT = (
    "<w:keepNext/>",
    "<w:keepLines/>",
    f"<w:pBdr>{FRAME}</w:pBdr>",
    FRAME_SPACE,
    f'<w:ind w:left="{FRAME_INDENT}" w:right="{FRAME_INDENT}" w:firstLine="0"/>',
)
"""Paragraphs with the same borders and indents share one frame."""
FRAME_TAB = f'<w:tabs><w:tab w:val="left" w:leader="none" w:pos="{FRAME_INDENT + LIST_STEP // 2}"/></w:tabs>'
"""Where the words of a point begin in a frame: an indent of its own would part it from the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """How close a document is set: sizes of type and spaces in points, `line` in parts of a line's own
    height, margins in millimetres."""

    body: float
    table: float
    notes: float
    heading: float
    line: float
    after: float
    before_heading: float
    cell: float
    top: int
    bottom: int
    side: int

    @property
    def width(self) -> int:
        """What a line of the page holds."""
        return PAGE_WIDTH - 2 * twips(self.side)


LETTER = Sheet(
    body=10.5,
    table=10.5,
    notes=7.5,
    heading=12,
    line=1.02,
    after=3,
    before_heading=7.5,
    cell=1,
    top=11,
    bottom=14,
    side=14,
)
"""A document of one or two pages."""
CLOSE = replace(LETTER, body=9, table=9, before_heading=6)
"""The same when it begins by saying why the plan cannot hold, which no budget counts."""
REPORT = Sheet(
    body=9.5,
    table=9.5,
    notes=8.5,
    heading=13,
    line=1.05,
    after=4,
    before_heading=9,
    cell=1.2,
    top=12,
    bottom=14,
    side=15,
)
"""Anything longer."""


def twips(millimetres: int) -> int:
    """Twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style: the insides of its layout and of its look. `own` ones Word does not know."""

    id: str
    name: str
    layout: str = ""
    look: str = ""
    follows: str = ""
    own: bool = False


def styles(words: Words, sheet: Sheet) -> str:
    """The part with the styles, in the document's language."""
    paragraphs = (*_headings(sheet), *_lists(sheet), *_texts(sheet), *_cells(sheet), *_contents(sheet))
    return (
        f"<w:styles {NAMESPACES}>{_defaults(words, sheet)}"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:rPr>{_colour(INK)}{_language(words)}</w:rPr></w:style>"
        f"{''.join(_paragraph_style(words, style) for style in paragraphs)}"
        f"{''.join(_character_styles(words))}{_table_styles(words)}</w:styles>"
    )


def _defaults(words: Words, sheet: Sheet) -> str:
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
        f"{_size(sheet.body)}{_language(words)}</w:rPr></w:rPrDefault>"
        f'<w:pPrDefault><w:pPr><w:spacing w:after="{round(sheet.after * 20)}"'
        f' w:line="{round(sheet.line * 240)}" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )


def _headings(sheet: Sheet) -> Iterator[_Style]:
    yield _Style("ProjectLine", "Project line", _space(0, 2), f"{_BOLD}{_colour(ACCENT)}{_size(9)}", own=True)
    yield _Style("Title", "Title", _space(0, 2), f"{_BOLD}{_size(sheet.heading + 6)}", "Subtitle")
    subtitle = _tabs(("right", sheet.width, "none")) + _space(0, sheet.after)
    yield _Style("Subtitle", "Subtitle", subtitle, _colour(QUIET), "Normal")
    looks = (
        (sheet.heading, ACCENT, sheet.before_heading, 3.0),
        (sheet.body + 1, INK, sheet.before_heading * 0.7, 2.5),
        (sheet.body, QUIET, 6.0, 2.0),
    )
    for level, (size, colour, before, after) in enumerate(looks):
        layout = f'<w:keepNext/><w:keepLines/>{_space(before, after)}<w:outlineLvl w:val="{level}"/>'
        look = f"{_BOLD}{_colour(colour)}{_size(size)}"
        yield _Style(f"Heading{level + 1}", f"heading {level + 1}", layout, look, "Normal")


def _lists(sheet: Sheet) -> Iterator[_Style]:
    for stem, name, number in (
        ("ListBullet", "List Bullet", BULLETS),
        ("ListNumber", "List Number", NUMBERS),
    ):
        for level in range(LEVELS):
            ending = str(level + 1) if level else ""
            layout = (
                f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
                f"{_space(0, sheet.after * 0.5)}"
            )
            yield _Style(stem + ending, f"{name} {ending}".strip(), layout)


def _texts(sheet: Sheet) -> Iterator[_Style]:
    yield _Style("LeadParagraph", "Lead paragraph", _space(5, sheet.after), own=True)
    yield _Style("Remark", "Remark", "", f"{_colour(QUIET)}{_size(sheet.body - 1)}", own=True)
    fact = (
        _tabs(("left", FACT_INDENT, "none"))
        + _space(0, 2)
        + f'<w:ind w:left="{FACT_INDENT}" w:hanging="{FACT_INDENT}"/>'
    )
    yield _Style("Fact", "Fact", fact, own=True)
    yield _Style("Frame", "Frame", in_order(FRAME_LAYOUT), own=True)
    yield _Style("KeyFigure", "Key figure", "", f"{_BOLD}{_size(sheet.body + 4)}", own=True)
    note = (
        _tabs(("left", NOTE_INDENT, "none"))
        + _space(0, 2)
        + f'<w:ind w:left="{NOTE_INDENT}" w:hanging="{NOTE_INDENT}"/>'
    )
    yield _Style("Source", "Source", note, _size(sheet.notes), own=True)
    yield _Style("Footer", "footer", _tabs(("right", sheet.width, "none")), f"{_colour(QUIET)}{_size(8)}")


def _cells(sheet: Sheet) -> Iterator[_Style]:
    space = _space(sheet.cell, sheet.cell)
    yield _Style("TableText", "Table text", space, _size(sheet.table), own=True)
    head = f"{_BOLD}{_colour(QUIET)}{_size(8.5)}"
    yield _Style("TableHeading", "Table heading", f"<w:keepNext/>{space}", head, own=True)
    yield _Style("Caption", "caption", f"<w:keepNext/>{_space(9, 3)}", f"{_BOLD}{_size(sheet.table)}")


def _contents(sheet: Sheet) -> Iterator[_Style]:
    heading = f"<w:keepNext/>{_space(sheet.before_heading * 0.7, 3)}"
    yield _Style("TOCHeading", "TOC Heading", heading, f"{_BOLD}{_colour(ACCENT)}{_size(sheet.body + 1)}")
    for level in range(LEVELS):
        tabs, place = _tabs(("right", sheet.width, "dot")), f'<w:ind w:left="{level * LIST_STEP}"/>'
        yield _Style(f"TOC{level + 1}", f"toc {level + 1}", f"<w:keepNext/>{tabs}{_space(0, 1)}{place}")


def _paragraph_style(words: Words, style: _Style) -> str:
    name = words.say(style.name) if style.own else style.name
    custom = ' w:customStyle="1"' if style.own else ""
    follows = f'<w:next w:val="{style.follows}"/>' if style.follows else ""
    layout = f"<w:pPr>{style.layout}</w:pPr>" if style.layout else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}"><w:name w:val={attribute(name)}/>'
        f'<w:basedOn w:val="Normal"/>{follows}<w:qFormat/>{layout}'
        f"<w:rPr>{style.look}{_language(words)}</w:rPr></w:style>"
    )


def _character_styles(words: Words) -> Iterator[str]:
    mark = f'{_BOLD}{_colour(ACCENT)}<w:spacing w:val="6"/>'
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ACCENT}"/>'
    filled = f'{_BOLD}{_colour(PAPER)}<w:spacing w:val="6"/>{shade}'
    found = (
        ("Strong", "Strong", _BOLD, False),
        ("Emphasis", "Emphasis", "<w:i/><w:iCs/>", False),
        ("Hyperlink", "Hyperlink", f'{_colour(ACCENT)}<w:u w:val="single"/>', False),
        ("Mark", words.say("Mark"), mark, True),
        ("FilledMark", words.say("Filled mark"), filled, True),
        ("FactName", words.say("Name of a fact"), f"{_BOLD}{_colour(QUIET)}", True),
        ("SourceNumber", words.say("Source number"), _colour(QUIET), True),
    )
    for id_, name, look, own in found:
        custom = ' w:customStyle="1"' if own else ""
        yield (
            f'<w:style w:type="character"{custom} w:styleId="{id_}"><w:name w:val={attribute(name)}/>'
            f"<w:qFormat/><w:rPr>{look}</w:rPr></w:style>"
        )


def _table_styles(words: Words) -> str:
    """Rows apart by thin lines, the names of columns by a strong one, a total by another."""
    margins = '<w:left w:w="0" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE}">'
        f"<w:name w:val={attribute(words.say('Plan table'))}/>"
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
        f"{_edge('bottom', 4, LINE)}{_edge('insideH', 4, LINE)}</w:tblBorders></w:tblPr>"
        f"{_row_style('firstRow', _edge('bottom', 12, INK), '')}"
        f"{_row_style('lastRow', _edge('top', 8, INK) + _edge('bottom', 8, INK), _BOLD)}</w:style>"
    )


def _row_style(kind: str, edges: str, look: str) -> str:
    shown = f"<w:rPr>{look}</w:rPr>" if look else ""
    lines = f"<w:tcPr><w:tcBorders>{edges}</w:tcBorders></w:tcPr>"
    return f'<w:tblStylePr w:type="{kind}">{shown}{lines}</w:tblStylePr>'


def _edge(side: str, width: int, colour: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="{colour}"/>'


_BOLD = "<w:b/><w:bCs/>"


def _colour(colour: str) -> str:
    return f'<w:color w:val="{colour}"/>'


def _size(points: float) -> str:
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _language(words: Words) -> str:
    return f'<w:lang w:val="{words.tag}"/>'


def _space(before: float, after: float) -> str:
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"/>'


def _tabs(*stops: tuple[str, int, str]) -> str:
    found = (f'<w:tab w:val="{side}" w:leader="{leader}" w:pos="{place}"/>' for side, place, leader in stops)
    return f"<w:tabs>{''.join(found)}</w:tabs>"


def numbering(lists: int) -> str:
    """The part with the lists: points, and `lists` numbered ones that each begin at one."""
    bullets = _abstract(0, "bullet", ("•", "–", "·"))
    numbers = _abstract(1, "decimal", ("%1.", "%2.", "%3."))
    begun = "".join(
        f'<w:num w:numId="{NUMBERS + 1 + number}"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number in range(lists)
    )
    return (
        f"<w:numbering {NAMESPACES}>{bullets}{numbers}"
        f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="{NUMBERS}"><w:abstractNumId w:val="1"/></w:num>{begun}</w:numbering>'
    )


def _abstract(id_: int, kind: str, signs: tuple[str, ...]) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/><w:pPr>'
        f'<w:ind w:left="{LIST_STEP * (level + 1)}" w:hanging="{LIST_STEP}"/></w:pPr>'
        f"<w:rPr>{_colour(ACCENT)}</w:rPr></w:lvl>"
        for level, sign in enumerate(signs)
    )
    kinds = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{id_}">{kinds}{levels}</w:abstractNum>'


def settings(words: Words) -> str:
    """The part with the settings: today's Word, not one of its older ways of laying out."""
    uri = "http://schemas.microsoft.com/office/word"
    decimal, between = (",", ";") if words.language == "fr" else (".", ",")
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{words.tag}"/>'
        f'<w:decimalSymbol w:val="{decimal}"/><w:listSeparator w:val="{between}"/></w:settings>'
    )
