"""From a plot to Plotly: one template, one way to draw each kind of knowledge."""

import textwrap
from collections.abc import Callable, Sequence
from datetime import date

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from figures import axes, values
from figures.palette import FONT, GREY, GRID, INK, Meaning, Style, style
from figures.plot import Mark, Panel, Plot, Point, Remark, Shape
from figures.wrapping import wrapped
from locales import Language

Hover = Callable[[Mark, Point], str]

TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": [GREY],
        "xaxis": {"gridcolor": GRID, "linecolor": GREY, "zeroline": False},
        "yaxis": {"gridcolor": GRID, "linecolor": GREY, "zeroline": False},
        "hoverlabel": {"align": "left", "font": {"family": FONT, "size": 13}},
        "legend": {"font": {"size": 13}},
        "bargap": 0.25,
    }
)

_NOTE_LINE, _PANEL_HEIGHT, _BAR_HEIGHT = 17, 300, 30
_MONTH_BAR = 23 * 24 * 3600 * 1000


def render(plot: Plot, note: str, say: Language, hover: Hover, *, columns: int = 52) -> go.Figure:
    """The Plotly figure of a plot, with its source note drawn into it.

    `columns` is the width of a line of the note in letters: Plotly does not wrap words.
    """
    if plot.empty:
        return _empty(say)
    panels = [panel for panel in plot.panels if panel.marks]
    figure = make_subplots(
        rows=len(panels),
        cols=1,
        shared_xaxes=plot.timed,
        vertical_spacing=0.16 if len(panels) > 1 else 0,
        subplot_titles=[panel.title for panel in panels] if len(panels) > 1 else None,
    )
    for row, panel in enumerate(panels, start=1):
        _draw_panel(figure, panel, plot, say, hover, row)
    left = axes.label_width(panels, plot, say)
    _lay_out(figure, plot, panels, left)
    _draw_note(figure, note, columns, left, legend=_legend_lines(figure))
    return figure


def _draw_panel(
    figure: go.Figure, panel: Panel, plot: Plot, say: Language, hover: Hover, row: int
) -> None:
    shared = _categories_shared(panel)
    for mark in panel.marks:
        for trace in _traces(mark, plot, say, hover, shared):
            trace.legendgroup = mark.name
            trace.showlegend = trace.showlegend is not False and not any(
                other.legendgroup == mark.name and other.showlegend for other in figure.data
            )
            figure.add_trace(trace, row=row, col=1)
    axes.fit(figure, panel, plot, say, row)
    for remark in _breaks(panel, say) + list(panel.remarks):
        _draw_remark(figure, remark, plot, row)


def _categories_shared(panel: Panel) -> bool:
    """Whether two marks have a bar at the same place, so that bars must stand side by side."""
    seen: set[object] = set()
    for mark in panel.marks:
        places = {point.x for point in mark.points if mark.shape is Shape.BAR}
        if seen & places:
            return True
        seen |= places
    return False


def _traces(
    mark: Mark, plot: Plot, say: Language, hover: Hover, shared: bool
) -> list[go.Bar | go.Scatter]:
    drawn = style(mark.tone, mark.meaning)
    match mark.shape:
        case Shape.BAR:
            traces: list[go.Bar | go.Scatter] = [_bars(mark, plot, say, hover, drawn, shared)]
        case Shape.DOT | Shape.NUMBER:
            traces = [_dots(mark, plot, say, hover, drawn)]
        case _:
            traces = [_line(mark, hover, drawn)]
    spans = [point for point in mark.points if point.y is None and point.low is not None]
    if spans:
        traces.append(_spans(mark, spans, plot, say, hover, drawn))
    missing = [point for point in mark.points if point.y is None and point.low is None]
    if missing and plot.timed:
        traces.append(_missing(missing, say))
    return traces


def _place(point: Point) -> str:
    return point.x.isoformat() if isinstance(point.x, date) else wrapped(point.x)


def _across(plot: Plot, places: list[str], numbers: Sequence[float | None]) -> dict[str, object]:
    """Places and numbers on the axes where they belong."""
    if plot.horizontal:
        return {"x": list(numbers), "y": places}
    return {"x": places, "y": list(numbers)}


def _range(plot: Plot, points: Sequence[Point], colour: str) -> dict[str, object]:
    if not any(point.y is not None and point.low is not None for point in points):
        return {}
    above = [(point.high or 0) - (point.y or 0) if point.high is not None else 0 for point in points]
    below = [(point.y or 0) - (point.low or 0) if point.low is not None else 0 for point in points]
    bars = {"array": above, "arrayminus": below, "color": colour, "thickness": 2, "width": 5}
    return {"error_x" if plot.horizontal else "error_y": bars}


def _bars(
    mark: Mark, plot: Plot, say: Language, hover: Hover, drawn: Style, shared: bool
) -> go.Bar:
    points = mark.points
    labelled = plot.horizontal and not plot.stacked
    labels = [values.words(point, plot.unit, say) if point.y is not None else "" for point in points]
    hatch = {"pattern": {"shape": "/", "fgcolor": drawn.line, "bgcolor": drawn.fill, "size": 6}}
    return go.Bar(
        **_across(plot, [_place(point) for point in points], [point.y for point in points]),
        **_range(plot, points, drawn.line),
        width=_MONTH_BAR if plot.timed and plot.grain == "month" else None,
        orientation="h" if plot.horizontal else "v",
        name=mark.name,
        text=labels if labelled else None,
        textposition="outside" if labelled else "none",
        textfont={"size": 13},
        cliponaxis=False,
        offsetgroup=None if shared or plot.stacked else "one",
        marker={
            "color": drawn.fill,
            "line": {"color": drawn.line, "width": 1.5 if drawn.fill != drawn.line else 0},
            **(hatch if mark.hatched else {}),
        },
        customdata=[hover(mark, point) for point in points],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _dots(mark: Mark, plot: Plot, say: Language, hover: Hover, drawn: Style) -> go.Scatter:
    points = [point for point in mark.points if point.y is not None]
    labelled = plot.horizontal or mark.shape is Shape.NUMBER
    return go.Scatter(
        **_across(plot, [_place(point) for point in points], [point.y for point in points]),
        **_range(plot, points, drawn.line),
        name=mark.name,
        mode="markers+text" if labelled else "markers",
        text=[values.words(point, plot.unit, say) for point in points] if labelled else None,
        textposition="middle right" if plot.horizontal else "top center",
        cliponaxis=False,
        marker={
            "symbol": drawn.symbol,
            "size": 11,
            "color": drawn.line,
            "line": {"color": drawn.line, "width": 2},
        },
        customdata=[hover(mark, point) for point in points],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _line(mark: Mark, hover: Hover, drawn: Style) -> go.Scatter:
    places: list[str] = []
    heights: list[float | None] = []
    texts: list[str] = []
    for point in mark.points:
        if point.breaks and places:
            places.append(_place(point))
            heights.append(None)
            texts.append("")
        places.append(_place(point))
        heights.append(point.y)
        texts.append(hover(mark, point))
    few = len(mark.points) <= 60
    return go.Scatter(
        x=places,
        y=heights,
        name=mark.name,
        mode="lines+markers" if few else "lines",
        connectgaps=False,
        line={
            "color": drawn.line,
            "width": mark.width,
            "dash": drawn.dash,
            "shape": "hv" if mark.shape is Shape.STEP else "linear",
        },
        marker={"symbol": drawn.symbol, "size": 7, "color": drawn.line},
        customdata=texts,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _spans(
    mark: Mark, points: list[Point], plot: Plot, say: Language, hover: Hover, drawn: Style
) -> go.Bar:
    """Ranges without a middle: a light bar from the lower to the upper end."""
    long = [(point.high or 0) - (point.low or 0) for point in points]
    return go.Bar(
        **_across(plot, [_place(point) for point in points], long),
        base=[point.low for point in points],
        orientation="h" if plot.horizontal else "v",
        name=mark.name,
        text=[values.words(point, plot.unit, say) for point in points],
        textposition="auto",
        offsetgroup="one",
        marker={"color": style(mark.tone, Meaning.ESTIMATED).fill,
                "line": {"color": drawn.line, "width": 1.5}},
        customdata=[hover(mark, point) for point in points],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def _missing(points: list[Point], say: Language) -> go.Scatter:
    """A mark on the axis for every figure that was not found: missing is drawn as missing."""
    return go.Scatter(
        x=[_place(point) for point in points],
        y=[0] * len(points),
        name=say("figure not found"),
        mode="markers",
        marker={"symbol": "x-thin", "size": 9, "line": {"color": GREY, "width": 2}},
        hovertemplate=say("figure not found") + "<extra></extra>",
        cliponaxis=False,
    )


def _breaks(panel: Panel, say: Language) -> list[Remark]:
    days = {point.x for mark in panel.marks for point in mark.points if point.breaks}
    spoken_of = {remark.x for remark in panel.remarks}
    return [Remark(day, say("break")) for day in sorted(days - spoken_of, key=str)]


def _draw_remark(figure: go.Figure, remark: Remark, plot: Plot, row: int) -> None:
    if not isinstance(remark.x, date):
        return
    day = remark.x.isoformat()
    late = axes.in_second_half(remark.x, plot)
    figure.add_vline(x=day, line={"color": GREY, "width": 1, "dash": "dot"}, row=row, col=1)
    figure.add_annotation(
        x=day,
        y=1,
        yref=f"y{row if row > 1 else ''} domain",
        xref=f"x{row if row > 1 else ''}",
        text=wrapped(remark.text, 24),
        showarrow=False,
        xanchor="right" if late else "left",
        yanchor="top",
        xshift=-4 if late else 4,
        align="right" if late else "left",
        font={"size": 12},
    )


def _lay_out(figure: go.Figure, plot: Plot, panels: Sequence[Panel], left: int) -> None:
    shared = any(_categories_shared(panel) for panel in panels)
    bars = max(
        (
            len({point.x for mark in panel.marks for point in mark.points})
            * (sum(mark.shape is Shape.BAR for mark in panel.marks) if shared else 1)
            for panel in panels
        ),
        default=0,
    )
    height = max(_PANEL_HEIGHT, bars * (_BAR_HEIGHT - 6 * shared)) if plot.horizontal else _PANEL_HEIGHT
    stacked_mode = "relative" if plot.stacked else "overlay"
    figure.update_layout(
        template=TEMPLATE,
        height=height * len(panels) + 110,
        margin={"l": left, "r": 16, "t": 16, "b": 8},
        barmode="group" if shared and not plot.stacked else stacked_mode,
        dragmode=False,
        hovermode="closest",
        showlegend=_legend_lines(figure) > 1,
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1.0, "yanchor": "bottom"},
    )
    figure.update_annotations(selector={"yanchor": "bottom"}, x=0, xanchor="left", font={"size": 14})


def _legend_lines(figure: go.Figure) -> int:
    return sum(trace.showlegend is not False for trace in figure.data)


def _draw_note(figure: go.Figure, note: str, columns: int, left: int, legend: int) -> None:
    lines = textwrap.wrap(note, columns, break_long_words=False)
    figure.add_annotation(
        text="<br>".join(lines),
        name="source",
        x=0,
        y=0,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="top",
        xshift=-left + 4,
        yshift=-34,
        align="left",
        showarrow=False,
        font={"size": 12},
    )
    bottom = 44 + _NOTE_LINE * len(lines)
    top = 12 + (22 * legend if legend > 1 else 12)
    figure.update_layout(
        margin={"b": bottom, "t": top}, height=figure.layout.height - 110 + bottom + top
    )


def _empty(say: Language) -> go.Figure:
    """An empty chart that says so, and what to do."""
    figure = go.Figure(layout={"template": TEMPLATE, "height": 220})
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text=wrapped(say("Nothing is known for this choice. Choose more, or other dates."), 40),
        showarrow=False,
        x=0.5,
        y=0.5,
        xref="paper",
        yref="paper",
        font={"size": 15},
    )
    return figure

