"""HTML that stands beside the figures of these pages. Pure text in, text out."""

from datetime import date

from exports.html import marked
from figures.chart import Chart
from locales import LANGUAGES, Language


def freshness_line(chart: Chart, today: date) -> str:
    """How fresh the main series of the figure are."""
    fresh, say = chart.freshness, chart.say
    return "" if fresh is None else f'<p class="fresh">{marked(fresh.words(say, today))}</p>'


def language_links(current: Language) -> str:
    """The three languages; the present one is not a link."""
    items = [
        f'<span lang="{code}" aria-current="true">{name}</span>'
        if code == current.code
        else f'<a href="/language/{code}" lang="{code}" hreflang="{code}">{name}</a>'
        for code, name in LANGUAGES.items()
    ]
    return f'<p class="languages">{" ".join(items)}</p>'
