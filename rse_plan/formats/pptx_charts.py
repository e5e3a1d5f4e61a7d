"""Native charts with their data behind them, which PowerPoint opens for editing: no formula, fixed bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from rse_plan.documents.deck import Bars, Placed, SpanKind, Timeline
from rse_plan.documents.deck_charts import LABELS, ROLES, WHOLE_FROM
from rse_plan.documents.deck_fit import SIZES
from rse_plan.formats.cells import packed, write_text
from rse_plan.formats.plain_text import plain
from rse_plan.formats.pptx_look import emu

_ZERO = date(1899, 12, 30)
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
_LOCALES = {"fr-FR": "40C", "en-GB": "809"}
"""How a number format says the language of its months."""
_AXIS, _LEGEND = 24.0, 26.0
"""Height of the days above a calendar, of the legend below a chart."""
Cell = str | float | date | None


def serial(day: date) -> int:
    """A day as spreadsheets count them."""
    return (day - _ZERO).days


class Charts:
    """Puts charts on a slide; `day` stands for the moment at which their data is written."""

    def __init__(self, shapes: Any, language: str, day: date) -> None:
        self._shapes = shapes
        self._language = language
        self._day = day

    def timeline(self, piece: Timeline, placed: Placed) -> None:
        """Bars on a scale of days: an unseen one up to the first day, then one as long as it lasts."""
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE

        labels = [plain(span.label) for span in piece.spans]
        data = CategoryChartData(number_format="0")
        data.categories = labels
        starts = [span.start for span in piece.spans]
        data.add_series(plain(piece.start), [serial(day) for day in starts], "yyyy\\-mm\\-dd")
        columns: list[tuple[str, Sequence[Cell]]] = [(piece.start, starts)]
        for kind, name in piece.kinds:
            days = [
                (span.finish - span.start).days + 1 if span.kind is kind else None for span in piece.spans
            ]
            data.add_series(plain(name), days)
            columns.append((name, days))
        chart = self._chart(XL_CHART_TYPE.BAR_STACKED, data, placed, piece.name, piece.words)
        self._behind(chart, labels, columns)
        self._dress_timeline(chart, piece, placed)
        self._say_language(chart)

    def bars(self, piece: Bars, placed: Placed) -> None:
        """Bars of hours, each with its number."""
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE

        data = CategoryChartData(number_format=f'[>={WHOLE_FROM}]#,##0" h";General" h"')
        data.categories = roles = [plain(role) for role in piece.roles]
        for series in piece.series:
            data.add_series(plain(series.name), series.hours)
        chart = self._chart(XL_CHART_TYPE.BAR_CLUSTERED, data, placed, piece.name, piece.words)
        self._behind(chart, roles, [(series.name, series.hours) for series in piece.series])
        self._dress_bars(chart, piece, placed)
        self._say_language(chart)

    def _chart(self, kind: Any, data: Any, placed: Placed, name: str, words: str) -> Any:
        from pptx.enum.dml import MSO_THEME_COLOR
        from pptx.oxml import parse_xml
        from pptx.util import Pt

        box = placed.box
        frame = self._shapes.add_chart(kind, *map(emu, (box.left, box.top, box.width, box.height)), data)
        frame.name = plain(name)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(words))
        chart = frame.chart
        chart.has_title = False
        chart.font.size = Pt(SIZES[-1])
        chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
        space = chart._chartSpace
        space.insert(1, parse_xml(f'<c:lang {_C} val="{self._language}"/>'))
        _number_axes(space)
        return chart

    def _say_language(self, chart: Any) -> None:
        """Of all words of a chart, also of those that somebody adds."""
        from pptx.oxml.ns import qn

        for found in chart._chartSpace.iter(qn("a:defRPr"), qn("a:endParaRPr")):
            found.set("lang", self._language)

    def _behind(self, chart: Any, rows: Sequence[str], columns: Sequence[tuple[str, Sequence[Cell]]]) -> None:
        """The workbook of a chart, written by ourselves: names stay text, no clock is noted."""
        from openpyxl import Workbook

        book = Workbook()
        sheet: Any = book.worksheets[0]
        sheet.title = "Sheet1"
        for number, row in enumerate(rows, start=2):
            write_text(sheet.cell(number, 1), row)
        for place, (name, values) in enumerate(columns, start=2):
            write_text(sheet.cell(1, place), plain(name))
            for number, value in enumerate(values, start=2):
                cell = sheet.cell(number, place)
                cell.value = value
                if isinstance(value, date):
                    cell.number_format = "yyyy-mm-dd"
        sheet.column_dimensions["A"].width = 50
        book.properties.creator = "rse-plan"
        book.properties.created = book.properties.modified = datetime.combine(self._day, time())
        chart.part.chart_workbook.update_from_xlsx_blob(packed(book, self._day))

    # --- looks ---

    def _dress_timeline(self, chart: Any, piece: Timeline, placed: Placed) -> None:
        plot = chart.plots[0]
        plot.gap_width, plot.overlap = 40, 100
        plot.series[0].format.fill.background()
        for series, (kind, _) in zip(list(plot.series)[1:], piece.kinds, strict=True):
            _paint(series, kind)
        chart.has_legend = False  # the names of the bars say what they are
        _names_down(chart)
        axis = chart.value_axis
        axis.minimum_scale, axis.maximum_scale = serial(piece.first), serial(piece.last)
        axis.major_unit = piece.step
        axis.tick_labels.number_format = f"[$-{_LOCALES.get(self._language, '809')}]d mmm yy"
        axis.tick_labels.number_format_is_linked = False
        _quiet_lines(axis)
        _plot_at(chart, LABELS / placed.box.width, _AXIS / placed.box.height, 0.01)

    def _dress_bars(self, chart: Any, piece: Bars, placed: Placed) -> None:
        from pptx.enum.chart import XL_LABEL_POSITION
        from pptx.enum.dml import MSO_THEME_COLOR
        from pptx.util import Pt

        plot = chart.plots[0]
        plot.gap_width, plot.overlap = 45, 0
        colours = (MSO_THEME_COLOR.ACCENT_2, MSO_THEME_COLOR.ACCENT_1)
        for series, colour in zip(
            plot.series, colours if len(piece.series) > 1 else colours[1:], strict=True
        ):
            series.format.fill.solid()
            series.format.fill.fore_color.theme_color = colour
            series.invert_if_negative = False
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
        labels.font.size = Pt(SIZES[-1])
        several = len(piece.series) > 1
        if several:
            _legend(chart)
        else:
            chart.has_legend = False
        _names_down(chart)
        axis = chart.value_axis
        axis.visible, axis.has_major_gridlines = False, False
        top = max(hour for series in piece.series for hour in series.hours)
        axis.minimum_scale, axis.maximum_scale = 0, top * 1.25
        _plot_at(chart, ROLES / placed.box.width, 0.01, (_LEGEND if several else 4) / placed.box.height)


def _legend(chart: Any) -> None:
    """Below the bars."""
    from pptx.enum.chart import XL_LEGEND_POSITION

    chart.has_legend = True
    if chart.legend is not None:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False


def _number_axes(space: Any) -> None:
    """The library numbers axes below nothing, which the format does not allow."""
    from pptx.oxml.ns import qn

    numbers: dict[str, str] = {}
    for found in space.iter(qn("c:axId"), qn("c:crossAx")):
        found.set("val", numbers.setdefault(found.get("val"), str(len(numbers) + 1)))


def _paint(series: Any, kind: SpanKind) -> None:
    """Work is full, a wait is hatched, what is open is lighter."""
    from pptx.enum.dml import MSO_PATTERN, MSO_THEME_COLOR

    series.invert_if_negative = False
    fill = series.format.fill
    if kind is SpanKind.WAIT:
        series.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_5
        fill.patterned()
        fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        fill.fore_color.theme_color, fill.back_color.theme_color = (
            MSO_THEME_COLOR.ACCENT_5,
            MSO_THEME_COLOR.BACKGROUND_1,
        )
        return
    fill.solid()
    fill.fore_color.theme_color = (
        MSO_THEME_COLOR.ACCENT_1 if kind is SpanKind.PHASE else MSO_THEME_COLOR.ACCENT_2
    )


def _names_down(chart: Any) -> None:
    """The first row on top, its name beside it, no marks."""
    from pptx.enum.chart import XL_TICK_MARK
    from pptx.enum.dml import MSO_THEME_COLOR

    axis = chart.category_axis
    axis.reverse_order = True
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_4


def _quiet_lines(axis: Any) -> None:
    from pptx.enum.chart import XL_TICK_MARK
    from pptx.enum.dml import MSO_THEME_COLOR

    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_4
    axis.major_gridlines.format.line.width = emu(0.5)
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.fill.background()


def _plot_at(chart: Any, left: float, top: float, bottom: float) -> None:
    """Where the bars stand, so that names have the room that they were measured for."""
    from pptx.oxml import parse_xml

    right = 0.025
    values = {"x": left, "y": top, "w": 1 - left - right, "h": 1 - top - bottom}
    places = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in values.items())
    layout = parse_xml(
        f'<c:layout {_C}><c:manualLayout><c:layoutTarget val="inner"/>'
        '<c:xMode val="edge"/><c:yMode val="edge"/>'
        f"{places}</c:manualLayout></c:layout>"
    )
    area = chart._chartSpace.chart.plotArea
    for found in area.findall(layout.tag):
        area.remove(found)
    area.insert(0, layout)
