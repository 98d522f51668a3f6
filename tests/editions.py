"""Editions of charts, and charts that are hard to write about: empty ones, and hostile words."""

from dataclasses import replace
from datetime import date

from exports.addresses import Edition, Site
from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.view import make_view
from schemas import Tables

SITE = Site("https://numbers.example.org")
HASH = "3f9c2a1b77aa00112233"
BEFORE_ANY_DATA = date(2000, 1, 1)
ATTACK = (
    "</script><script>alert(1)</script><!-- \"two\" 'one' {open \\ 100% & $1 #_^~ ]]>\r\n"
    "TY  - BOOK\u2028=1+1"
)


def frozen(chart: Chart) -> Edition:
    """The edition of a chart that never changes."""
    return Edition(SITE, chart.view, HASH)


def live(chart: Chart) -> Edition:
    """The edition of a chart that follows the data."""
    return Edition(SITE, chart.view)


def chart_of(figure_id: str, tables: Tables, language: str = "en") -> Chart:
    """A figure as it is first seen."""
    return draw(make_view(FIGURES[figure_id], tables, {}, language), tables)


def charts(tables: Tables, language: str = "en") -> list[Chart]:
    """Every figure as it is first seen."""
    return [chart_of(figure_id, tables, language) for figure_id in FIGURES]


def empty(figure_id: str, tables: Tables, language: str = "en") -> Chart:
    """A figure as it would have been before anything was known."""
    view = make_view(FIGURES[figure_id], tables, {}, language, BEFORE_ANY_DATA)
    return draw(view, tables)


def hostile(chart: Chart) -> Chart:
    """The same chart with words that try to get out of wherever they are written."""
    note = replace(chart.note, text=ATTACK)
    return replace(chart, title=ATTACK, subtitle=ATTACK, note=note)
