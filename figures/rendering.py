"""From a plot to Plotly: one template, one way to draw each kind of knowledge."""

import textwrap
from collections.abc import Callable, Sequence
from datetime import date

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from figures import axes, lanes, values
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

_NOTE_LINE, _PANEL_HEIGHT, _LOW_PANEL_HEIGHT, _REMARK_LINE, _HEADING = 17, 300, 220, 15, 30
_LEGEND_MARK = 44
_LETTER, _NEAR = 0.024, 0.05
_MONTH_BAR = 23 * 24 * 3600 * 1000


def render(plot: Plot, note: str, say: Language, hover: Hover, *, columns: int = 56) -> go.Figure:
    """The Plotly figure of a plot, with its source note drawn into it.

    `columns` is the width of a line of the note in letters: Plotly does not wrap words.
    """
    if plot.empty:
        return _empty(say)
    panels = [panel for panel in plot.panels if panel.marks]
    heights = [_panel_height(panel, plot, len(panels), say) for panel in panels]
    gap = _gap(plot, say)
    inner = sum(heights) + gap * (len(panels) - 1)
    figure = make_subplots(
        rows=len(panels),
        cols=1,
        shared_xaxes=plot.timed,
        row_heights=heights,
        vertical_spacing=gap / inner if len(panels) > 1 else 0,
        subplot_titles=[panel.title for panel in panels] if len(panels) > 1 else None,
    )
    for row, panel in enumerate(panels, start=1):
        _draw_panel(figure, panel, plot, say, hover, row)
    left = axes.label_width(panels, plot, say)
    _lay_out(figure, plot, panels, left, inner)
    _draw_note(figure, note, columns, left, legend=_legend_lines(figure))
    return figure


def _draw_panel(
    figure: go.Figure, panel: Panel, plot: Plot, say: Language, hover: Hover, row: int
) -> None:
    bars = _side_by_side(panel)
    for number, mark in enumerate(panel.marks):
        lane = lanes.lane(panel, plot, say, bars, number if bars > 1 else 0)
        for trace in _traces(mark, plot, say, hover, shared=bars > 1):
            trace.update(lane if isinstance(trace, go.Bar) else {})
            trace.legendgroup = mark.name
            named = trace.showlegend is not False and mark.name != panel.title
            trace.showlegend = named and not any(
                other.legendgroup == mark.name and other.showlegend for other in figure.data
            )
            figure.add_trace(trace, row=row, col=1)
    axes.fit(figure, panel, plot, say, row, bars)
    for remark, line in _stacked([*_breaks(panel, plot, say), *panel.remarks], plot):
        _draw_remark(figure, remark, plot, row, line)


def _gap(plot: Plot, say: Language) -> int:
    """Pixels between two panels; words below a panel need more of them."""
    if lanes.words_above(plot, say):
        return 56
    return 45 if plot.timed else 90


def _side_by_side(panel: Panel) -> int:
    """How many bars a place has room for: 1 unless two marks have a bar at the same place."""
    seen: set[object] = set()
    marks = [mark for mark in panel.marks if mark.shape is Shape.BAR]
    for mark in marks:
        places = {point.x for point in mark.points}
        if seen & places:
            return len(marks)
        seen |= places
    return 1


def _traces(
    mark: Mark, plot: Plot, say: Language, hover: Hover, *, shared: bool
) -> list[go.Bar | go.Scatter]:
    drawn = style(mark.tone, mark.meaning)
    match mark.shape:
        case Shape.BAR:
            traces: list[go.Bar | go.Scatter] = [
                _bars(mark, plot, say, hover, drawn, shared=shared),
                *_numbers_beyond_ranges(mark, plot, say, shared=shared),
            ]
        case Shape.DOT | Shape.NUMBER:
            traces = [_dots(mark, plot, say, hover, drawn)]
        case _:
            traces = [_line(mark, hover, drawn)]
    spans = [point for point in mark.points if point.y is None and point.low is not None]
    if spans:
        traces.append(_spans(mark, spans, plot, say, hover, drawn))
    missing = [point for point in mark.points if point.y is None and point.low is None]
    if missing and (plot.timed or plot.horizontal):
        traces.append(_missing(missing, plot, say))
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
    above = [
        (point.high or 0) - (point.y or 0) if point.high is not None else 0 for point in points
    ]
    below = [(point.y or 0) - (point.low or 0) if point.low is not None else 0 for point in points]
    bars = {"array": above, "arrayminus": below, "color": colour, "thickness": 2, "width": 5}
    return {"error_x" if plot.horizontal else "error_y": bars}


def _bars(
    mark: Mark, plot: Plot, say: Language, hover: Hover, drawn: Style, *, shared: bool
) -> go.Bar:
    points = mark.points
    labelled = plot.horizontal and not plot.stacked and not _ranged(points)
    labels = _labels(points, plot, say)
    said = mark.meaning is Meaning.SAID
    paler = drawn.fill if said else style(mark.tone, Meaning.ESTIMATED).fill
    hatch = {"pattern": {"shape": "/", "fgcolor": drawn.line, "bgcolor": paler, "size": 6}}
    return go.Bar(
        **_across(plot, [_place(point) for point in points], [point.y for point in points]),
        **_range(plot, points, drawn.line),
        width=_MONTH_BAR if plot.timed and plot.grain == "month" else None,
        orientation="h" if plot.horizontal else "v",
        name=mark.name,
        text=labels if labelled else None,
        textposition="outside" if labelled else "none",
        textfont={"size": 13},
        constraintext="none",
        cliponaxis=False,
        offsetgroup=_group(mark, plot, shared=shared),
        marker={
            "color": drawn.fill,
            "line": {"color": drawn.line, "width": 1.5 if drawn.fill != drawn.line else 0},
            **(hatch if mark.hatched else {}),
        },
        customdata=[hover(mark, point) for point in points],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _ranged(points: Sequence[Point]) -> bool:
    return any(point.y is not None and point.high is not None for point in points)


def _labels(points: Sequence[Point], plot: Plot, say: Language) -> list[str]:
    return [lanes.number(point, plot, say) if point.y is not None else "" for point in points]


def _group(mark: Mark, plot: Plot, *, shared: bool) -> str | None:
    if plot.stacked:
        return None
    return mark.name if shared else "one"


def _numbers_beyond_ranges(mark: Mark, plot: Plot, say: Language, *, shared: bool) -> list[go.Bar]:
    """Numbers at the upper ends of the ranges, so that no range is drawn through its number."""
    if not plot.horizontal or plot.stacked or not _ranged(mark.points):
        return []
    ends = [max(point.y or 0, point.high or 0) for point in mark.points]
    return [
        go.Bar(
            **_across(plot, [_place(point) for point in mark.points], ends),
            orientation="h",
            name=mark.name,
            text=_labels(mark.points, plot, say),
            textposition="outside",
            textfont={"size": 13},
            constraintext="none",
            cliponaxis=False,
            offsetgroup=_group(mark, plot, shared=shared),
            marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
            hoverinfo="skip",
            showlegend=False,
        )
    ]


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
    many = len(mark.points) > 60
    around = [None, *heights, None]
    alone = [
        here is not None and before is None and after is None
        for before, here, after in zip(around, heights, around[2:], strict=False)
    ]
    return go.Scatter(
        x=places,
        y=heights,
        name=mark.name,
        mode="lines+markers" if any(alone) or not many else "lines",
        connectgaps=False,
        line={
            "color": drawn.line,
            "width": mark.width,
            "dash": drawn.dash,
            "shape": "hv" if mark.shape is Shape.STEP else "linear",
        },
        marker={
            "symbol": drawn.symbol,
            "size": [7 if lonely else 0 for lonely in alone] if many else 7,
            "opacity": 1,
            "color": drawn.line,
        },
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
        marker={
            "color": style(mark.tone, Meaning.ESTIMATED).fill,
            "line": {"color": drawn.line, "width": 1.5},
        },
        customdata=[hover(mark, point) for point in points],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def _missing(points: list[Point], plot: Plot, say: Language) -> go.Scatter:
    """A mark on the axis for every figure that was not found: missing is drawn as missing."""
    words = say("figure not found")
    return go.Scatter(
        **_across(plot, [_place(point) for point in points], [0] * len(points)),
        name=words,
        mode="markers+text" if plot.horizontal else "markers",
        text=[words] * len(points) if plot.horizontal else None,
        textposition="middle right",
        textfont={"size": 13},
        marker={"symbol": "x-thin", "size": 9, "line": {"color": GREY, "width": 2}},
        hovertemplate=words + "<extra></extra>",
        showlegend=not plot.horizontal,
        cliponaxis=False,
    )


def _breaks(panel: Panel, plot: Plot, say: Language) -> list[Remark]:
    """A line wherever a series breaks off from a point before; of two close ones, one is named."""
    broken = {point.x for mark in panel.marks for point in mark.points[1:] if point.breaks}
    spoken_of = {remark.x for remark in panel.remarks}
    found: list[Remark] = []
    for day in sorted(day for day in broken - spoken_of if isinstance(day, date)):
        near = found and axes.share(day, plot) - axes.share(found[-1].x, plot) < _NEAR
        found.append(Remark(day, "" if near else say("break")))
    return found


def _stacked(remarks: Sequence[Remark], plot: Plot) -> list[tuple[Remark, int]]:
    """Each remark with the line on which its words begin, so that on a phone none cover others."""
    taken: list[tuple[float, float, int, int]] = []
    stacked = []
    dated = [remark for remark in remarks if isinstance(remark.x, date)]
    for remark in sorted(dated, key=lambda remark: str(remark.x)):
        words = wrapped(remark.text, 24).split("<br>") if remark.text else []
        at, long = axes.share(remark.x, plot), _LETTER * (max(map(len, words), default=0) + 1)
        left = at - long if at > 0.5 else at
        line = 0
        while any(
            left < right_end
            and left_end < left + long
            and line < below
            and above < line + len(words)
            for left_end, right_end, above, below in taken
        ):
            line += 1
        taken.append((left, left + long, line, line + len(words)))
        stacked.append((remark, line))
    return stacked


def _draw_remark(figure: go.Figure, remark: Remark, plot: Plot, row: int, line: int) -> None:
    if not isinstance(remark.x, date):
        return
    day = remark.x.isoformat()
    late = axes.share(remark.x, plot) > 0.5
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
        yshift=-_REMARK_LINE * line,
        align="right" if late else "left",
        font={"size": 12},
    )


def _lay_out(figure: go.Figure, plot: Plot, panels: Sequence[Panel], left: int, inner: int) -> None:
    shared = any(_side_by_side(panel) > 1 for panel in panels)
    stacked_mode = "relative" if plot.stacked else "overlay"
    figure.update_layout(
        template=TEMPLATE,
        height=inner + 110,
        margin={"l": left, "r": 16, "t": 16, "b": 8},
        barmode="group" if shared and not plot.stacked else stacked_mode,
        dragmode=False,
        hovermode="closest",
        showlegend=_legend_lines(figure) > 0,
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1.0, "yanchor": "bottom"},
    )
    figure.update_annotations(
        selector={"yanchor": "bottom"},
        x=0,
        xanchor="left",
        xshift=4 - left,
        yshift=6,
        font={"size": 14},
    )


def _panel_height(panel: Panel, plot: Plot, panels: int, say: Language) -> int:
    least = _PANEL_HEIGHT if panels < 3 else _LOW_PANEL_HEIGHT
    if not plot.horizontal:
        return least
    places = {point.x for mark in panel.marks for point in mark.points}
    needed = len(places) * lanes.row_height(panel, plot, say, _side_by_side(panel))
    return needed if panels > 1 or lanes.words_above(plot, say) else max(least, needed)


def _legend_lines(figure: go.Figure) -> int:
    """Lines the legend takes on a phone; none for a single entry, which needs no legend."""
    lines, used = 1, 0.0
    entries = [trace.name for trace in figure.data if trace.showlegend is not False]
    for name in entries:
        wide = lanes.LETTER * len(name) + _LEGEND_MARK
        if used and used + wide > lanes.PHONE:
            lines, used = lines + 1, 0.0
        used += wide
    return lines if len(entries) > 1 else 0


def _draw_note(figure: go.Figure, note: str, columns: int, left: int, legend: int) -> None:
    lines = textwrap.wrap(note, columns, break_long_words=False, break_on_hyphens=False)
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
    heading = _HEADING if figure.layout.annotations[0].yanchor == "bottom" else 0
    top = 12 + (22 * legend + heading if legend else max(12, heading))
    inner = figure.layout.height - 110
    figure.update_layout(
        margin={"b": bottom, "t": top}, height=inner + bottom + top, legend_y=1 + heading / inner
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
