"""A table of a Word document: named columns that come back on each page, rows that no page end cuts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rse_plan.documents.folio import Row, Table
from rse_plan.formats.docx_runs import Runs
from rse_plan.formats.docx_styles import SOFT, TABLE_STYLE
from rse_plan.formats.docx_xml import attribute, paragraph, run

_SHADED = ("recommended", "phase")
_FIRM = "\u00a0"


def write_table(table: Table, runs: Runs, width: int) -> str:
    """The table, as wide as a line."""
    widths = _widths(table.shares, width)
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    head = (paragraph("TableHeading", run(name)) for name in table.columns)
    return (
        f"<w:tbl>{_properties(table, width)}<w:tblGrid>{grid}</w:tblGrid>"
        f"{_row(head, widths, '<w:cantSplit/><w:tblHeader/>', '')}"
        f"{''.join(_body(table, runs, widths))}</w:tbl>"
    )


def _widths(shares: Sequence[int], width: int) -> list[int]:
    """The last column takes what rounding leaves."""
    found = [width * share // sum(shares) for share in shares]
    return [*found[:-1], width - sum(found[:-1])]


def _properties(table: Table, width: int) -> str:
    total = int(bool(table.rows) and table.rows[-1].sign == "total")
    look = f'w:val="{"0460" if total else "0420"}" w:firstRow="1" w:lastRow="{total}"'
    return (
        f'<w:tblPr><w:tblStyle w:val="{TABLE_STYLE}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook {look} w:firstColumn="0" w:lastColumn="0"'
        f' w:noHBand="0" w:noVBand="1"/><w:tblCaption w:val={attribute(table.caption)}/></w:tblPr>'
    )


def _body(table: Table, runs: Runs, widths: Sequence[int]) -> Iterator[str]:
    for row in table.rows:
        cells = (paragraph("TableText", content) for content in _contents(row, table.boxed, runs))
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SOFT}"/>' if row.sign in _SHADED else ""
        yield _row(cells, widths, "<w:cantSplit/>", shade)


def _contents(row: Row, boxed: bool, runs: Runs) -> Iterator[str]:
    for number, words in enumerate(row.cells):
        box = runs.box(words.plain) + run(_FIRM) if boxed and not number else ""
        yield box + runs.line(words)


def _row(cells: Iterator[str], widths: Sequence[int], properties: str, shade: str) -> str:
    found = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{found}</w:tr>"
