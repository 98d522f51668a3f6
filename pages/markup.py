"""HTML that stands under and beside the charts of these pages. Pure text in, text out."""

from datetime import date
from html import escape

from exports.html import marked
from figures.chart import Chart
from locales import LANGUAGES, Language
from snapshots.markup import listed, opened
from snapshots.markup import table as whole_table

SHORT_TABLE = 40


def freshness_line(chart: Chart, today: date) -> str:
    """How fresh the main series of the figure are; the others are to be opened."""
    fresh, say = chart.freshness, chart.say
    if fresh is None:
        return ""
    others = opened(say("Dates of the other sources"), listed(fresh.others(say, today)))
    return f'<p class="fresh">{marked(fresh.words(say, today))}</p>{others}'


def table(chart: Chart, *, whole: bool) -> str:
    """The numbers drawn as a table, to be opened; a long one is cut unless `whole`."""
    shown = chart.table
    rows = shown.rows if whole else shown.rows[-SHORT_TABLE:]
    cut = len(shown.rows) - len(rows)
    label = chart.say("Table")
    more = ""
    if cut:
        words = chart.say(
            "The last {shown} of {all} rows; all of them are on the figure's own page.",
            shown=len(rows),
            all=len(shown.rows),
        )
        more = f'<p class="quiet">{escape(words)}</p>'
    return opened(label, more + whole_table(chart.title, shown, rows, label))


FORMS = {"csv": "CSV", "xlsx": "Excel", "png": "PNG", "svg": "SVG"}


def actions(chart: Chart) -> str:
    """One quiet row: how to embed it, what to take away, and the address of exactly this view."""
    say, view = chart.say, chart.view
    links = [
        f'<a href="/figures/{view.figure}.{form}?{escape(view.query())}">{name}</a>'
        for form, name in FORMS.items()
    ]
    query = escape(view.query())
    embed = f'<a href="/embed/{view.figure}?{query}">{escape(say("Embed and cite"))}</a>'
    permanent = f'<a href="/{view.figure}?{query}">{escape(say("Link to this view"))}</a>'
    download = escape(say("Download:"))
    return f'<p class="actions">{embed} {download} {" ".join(links)} {permanent}</p>'


def language_links(current: Language) -> str:
    """The three languages; the present one is not a link."""
    items = [
        f'<span lang="{code}" aria-current="true">{name}</span>'
        if code == current.code
        else f'<a href="/language/{code}" lang="{code}" hreflang="{code}">{name}</a>'
        for code, name in LANGUAGES.items()
    ]
    return f'<p class="languages">{" ".join(items)}</p>'
