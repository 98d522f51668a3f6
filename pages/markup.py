"""HTML that stands under and beside charts: notes, tables, links. Pure text in, text out."""

from collections.abc import Iterable
from datetime import date
from html import escape

from figures.chart import Chart
from figures.citation import Cited
from figures.tabulation import Tabulation
from locales import LANGUAGES, Language

SHORT_TABLE = 40


def source_note(chart: Chart) -> str:
    """The source note as text, every publication linked."""
    cited = chart.note.cited
    if not cited:
        return ""
    say = chart.say
    label = escape(say("Source") if len(cited) == 1 else say("Sources"))
    items = "".join(f"<li>{_cited(one, say)}</li>" for one in cited)
    return f'<div class="source"><p class="label">{label}</p><ul>{items}</ul></div>'


def _link(url: str, words: str) -> str:
    if not url:
        return escape(words)
    return f'<a href="{escape(url)}" rel="noopener noreferrer external">{escape(words)}</a>'


def _cited(cited: Cited, say: Language) -> str:
    words = cited.words(say)
    if len(cited.publications) == 1:
        return _link(cited.publications[0].url, words)
    links = "".join(
        f"<li>{_link(one.url, one.title)} "
        f'<span class="quiet">{escape(say.partial_day(one.published) if one.published else "")}'
        "</span></li>"
        for one in reversed(cited.publications)
    )
    return f"<details><summary>{escape(words)}</summary><ul>{links}</ul></details>"


def freshness_line(chart: Chart, today: date) -> str:
    """How fresh the figure is."""
    fresh = chart.freshness
    if fresh is None:
        return ""
    return f'<p class="fresh">{escape(fresh.words(chart.say, today))}</p>'


def caveats(chart: Chart, notes: Iterable[str] = ()) -> str:
    """What the figure does not tell, and the remarks on single rows."""
    own = "".join(f"<li>{escape(text)}</li>" for text in chart.caveats)
    if not own:
        return ""
    title = escape(chart.say("What this does not tell you"))
    more = _opened(chart.say("About the other sources"), chart.further_caveats)
    more += _opened(chart.say("Remarks on single numbers"), notes)
    return f'<div class="caveats"><p class="label">{title}</p><ul>{own}</ul>{more}</div>'


def _opened(label: str, texts: Iterable[str]) -> str:
    """A list to be opened; nothing if there is nothing in it."""
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    if not items:
        return ""
    return f"<details><summary>{escape(label)}</summary><ul>{items}</ul></details>"


def in_words(chart: Chart) -> str:
    """The text alternative, to be opened."""
    sentences = "".join(f"<p>{escape(text)}</p>" for text in (chart.alt, *chart.summary))
    return f"<details><summary>{escape(chart.say('In words'))}</summary>{sentences}</details>"


def table(chart: Chart, *, whole: bool) -> str:
    """The numbers drawn as a table, to be opened; a long one is cut unless `whole`."""
    shown = chart.table
    rows = shown.rows if whole else shown.rows[-SHORT_TABLE:]
    cut = len(shown.rows) - len(rows)
    label = escape(chart.say("Table"))
    more = ""
    if cut:
        words = chart.say(
            "The last {shown} of {all} rows; all of them are on the figure's own page.",
            shown=len(rows),
            all=len(shown.rows),
        )
        more = f'<p class="quiet">{escape(words)}</p>'
    return (
        f"<details><summary>{label}</summary>{more}"
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">'
        f"{_table(chart.title, shown, rows)}</div></details>"
    )


def _table(caption: str, shown: Tabulation, rows: Iterable[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in shown.header)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


FORMS = {"csv": "CSV", "xlsx": "Excel", "png": "PNG", "svg": "SVG"}


def actions(chart: Chart) -> str:
    """One quiet row: what can be taken away, and the address of exactly this view."""
    say, view = chart.say, chart.view
    links = [
        f'<a href="/figures/{view.figure}.{form}?{escape(view.query())}">{name}</a>'
        for form, name in FORMS.items()
    ]
    permanent = (
        f'<a href="/{view.figure}?{escape(view.query())}">{escape(say("Link to this view"))}</a>'
    )
    download = escape(say("Download:"))
    return f'<p class="actions">{download} {" ".join(links)} {permanent}</p>'


def language_links(current: Language) -> str:
    """The three languages; the present one is not a link."""
    items = [
        f'<span lang="{code}" aria-current="true">{name}</span>'
        if code == current.code
        else f'<a href="/language/{code}" lang="{code}" hreflang="{code}">{name}</a>'
        for code, name in LANGUAGES.items()
    ]
    return f'<p class="languages">{" ".join(items)}</p>'
