"""The embed panel: everything an editor takes along, for one view, frozen or live."""

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

from exports.html import marked
from exports.typeface import TOP, faces, typeface_head
from figures import FIGURES
from figures.chart import Chart
from figures.house import HOUSE
from figures.view import LANGUAGE, View
from locales import LANGUAGES, Language
from snapshots.addresses import HERE, SETTING, Edition
from snapshots.citations import citations
from snapshots.embedding import codes
from snapshots.markup import past, remarked
from snapshots.page import source_hash
from snapshots.saved_names import name_saved
from snapshots.studio import Earlier

_HERE: Final = Path(__file__).parent
WIDTHS: Final = (640, 320)
"""How wide articles show a figure: on a desk and on a phone."""
PICTURES: Final = {
    "figure@2x.png": "PNG",
    "figure.jpg": "JPEG",
    "figure.svg": "SVG",
    "card.png": "card",
    "square.png": "square",
}


@cache
def script() -> str:
    """The one script of the panel."""
    return (_HERE / "panel.js").read_text(encoding="utf-8").strip()


@cache
def style() -> str:
    """The one style sheet of the panel."""
    return (_HERE / "panel.css").read_text(encoding="utf-8").strip()


@cache
def policy() -> str:
    """The panel's Content-Security-Policy."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {source_hash(script())}",
            f"style-src {source_hash(style())} {source_hash(faces(TOP))}",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def panel(
    chart: Chart,
    edition: Edition,
    height: int,
    remarks: Sequence[str] = (),
    earlier: Sequence[Earlier] = (),
    *,
    ready: bool,
) -> str:
    """The HTML document of the panel; `ready` says that the edition can be shown already.

    `remarks` are said first: what of its address was not understood. `earlier` are the snapshots
    of the same view.
    """
    say = chart.say
    name = say(FIGURES[chart.view.figure].name)
    title = say("Embed: {name}", name=name)
    return (
        f'<!DOCTYPE html>\n<html lang="{say.code}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f"<title>{escape(title)} · {escape(say(HOUSE))}</title>"
        f"{typeface_head(TOP, say.code)}<style>{style()}</style></head>\n"
        f"<body>\n<main{_words(say)}>\n{_top(chart, edition, title, remarks)}"
        f"{_freezing(chart, edition, ready=ready)}"
        f"<div data-when-frozen{'' if ready else ' hidden'}>\n"
        f"{_codes(chart, edition, height)}{_previews(edition, height, say, ready=ready)}"
        f"{_pictures(chart, edition)}{_citations(chart, edition)}</div>\n"
        f"{_earlier(edition, earlier, say)}</main>\n"
        f"<script>{script()}</script>\n</body>\n</html>\n"
    )


def _words(say: Language) -> str:
    """What the panel's script says, in the language of the panel."""
    words = {
        "freezing": say("Freezing this figure. This takes a few seconds …"),
        "frozen": say("Frozen. This address and what it shows will never change."),
        "failed": say("The server could not be reached. Try again."),
        "copied": say("Copied"),
    }
    return "".join(f' data-{name}="{escape(text)}"' for name, text in words.items())


def _top(chart: Chart, edition: Edition, title: str, remarks: Sequence[str]) -> str:
    say, view = chart.say, chart.view
    back = (
        f'<a href="/{view.figure}?{escape(view.query())}">← {escape(say("Back to the figure"))}</a>'
    )
    languages = " ".join(
        f'<b lang="{code}" aria-current="true">{name}</b>'
        if code == say.code
        else f'<a lang="{code}" hreflang="{code}" href="{_self(view, edition, code)}">{name}</a>'
        for code, name in LANGUAGES.items()
    )
    unnamed = say(
        "This site has no public address yet, so these codes work on this computer only. "
        "Whoever runs it sets {setting}.",
        setting=SETTING,
    )
    notice = f'<p class="notice">{escape(unnamed)}</p>\n' if edition.site.base == HERE else ""
    return (
        f"<nav>{back} {languages}</nav>\n<h1>{escape(title)}</h1>\n"
        f"{remarked(remarks)}{past(chart, _panel(view.today, frozen=edition.frozen))}"
        f'<p>{marked(chart.title)}</p>\n<p class="quiet">{marked(chart.subtitle)}</p>\n{notice}'
    )


def _self(view: View, edition: Edition, code: str) -> str:
    """This panel in another language."""
    pairs = "&".join(f"{name}={value}" for name, value in view.pairs() if name != LANGUAGE)
    kind = "" if edition.frozen else "&edition=live"
    return escape(f"/embed/{view.figure}?{pairs}&{LANGUAGE}={code}{kind}".replace("?&", "?"))


def _freezing(chart: Chart, edition: Edition, *, ready: bool) -> str:
    """Frozen or live, and where it is not frozen yet the button that does it."""
    say, view = chart.say, chart.view
    kinds = ((True, say("Frozen: never changes")), (False, say("Live: follows the data")))
    tabs = " ".join(
        f'<b aria-current="true">{escape(words)}</b>'
        if frozen == edition.frozen
        else f'<a href="{escape(_panel(view, frozen=frozen))}">{escape(words)}</a>'
        for frozen, words in kinds
    )
    words = (
        say(
            "The article will show exactly these numbers for ever. When newer or corrected "
            "numbers exist, a line in the figure says so."
        )
        if edition.frozen
        else say("The figure in the article changes whenever the data change.")
    )
    said = say("Frozen. This address and what it shows will never change.")
    form = (
        f'<form id="freeze" method="post" action="/snapshots/{view.figure}?{escape(view.query())}">'
        f'<button class="main">{escape(say("Freeze this view"))}</button></form>\n'
    )
    shown = edition.frozen and ready
    return (
        f'<div class="row editions">{tabs}</div>\n<p>{escape(words)}</p>\n'
        f'<p id="said" class="notice{" frozen" if shown else ""}" role="status"'
        f"{'' if shown else ' hidden'}>{escape(said) if shown else ''}</p>\n{'' if ready else form}"
    )


def _panel(view: View, *, frozen: bool) -> str:
    return f"/embed/{view.figure}?{view.query()}{'' if frozen else '&edition=live'}"


def _codes(chart: Chart, edition: Edition, height: int) -> str:
    say, given = chart.say, codes(chart, edition, height)
    return f"<h2>{escape(say('Copy'))}</h2>\n" + "".join(
        (
            _code("iframe", say("For websites: iframe"), given.iframe, 4, say),
            _code(
                "fitting",
                say("For websites that allow scripts: iframe as high as the figure"),
                given.fitting,
                8,
                say,
            ),
            _code(
                "oembed",
                say("For WordPress, Ghost and others: paste this address"),
                given.address,
                2,
                say,
            ),
            _code("html", say("For newsletters: picture with caption"), given.figure, 6, say),
            _code("alt", say("Text alternative"), given.alt, 3, say),
            _code("caption", say("Caption"), given.caption, 3, say),
        )
    )


def _code(name: str, label: str, text: str, lines: int, say: Language) -> str:
    return (
        f'<div class="code"><div class="row"><label for="{name}">{escape(label)}</label>'
        f'<button type="button" data-copies="{name}" hidden>{escape(say("Copy"))}</button></div>'
        f'<textarea id="{name}" rows="{lines}" readonly spellcheck="false">\n{escape(text)}'
        "</textarea></div>\n"
    )


def _links(chart: Chart, edition: Edition, names: Iterable[tuple[str, str]]) -> str:
    return " ".join(
        f'<a href="{escape(edition.path_of(name))}" '
        f'download="{name_saved(name, chart, edition)}">{escape(words)}</a>'
        for name, words in names
    )


def _pictures(chart: Chart, edition: Edition) -> str:
    say = chart.say
    names = [
        (
            name,
            {"card": say("Card 1200 × 630"), "square": say("Square 1080 × 1080")}.get(form, form),
        )
        for name, form in PICTURES.items()
    ]
    about = say("Title, caption, credit, licence and text alternative are inside each picture.")
    return (
        f"<h2>{escape(say('Pictures'))}</h2>\n"
        f'<p class="row">{_links(chart, edition, names)}</p>\n'
        f'<p class="quiet">{escape(about)}</p>\n'
    )


def _earlier(edition: Edition, earlier: Sequence[Earlier], say: Language) -> str:
    """The other snapshots of this view, and what has become of each."""
    rows = "".join(
        f'<li><a href="{escape(one.path)}">{escape(say("Frozen on {day}", day=say.day(one.day)))}'
        f"</a> · {escape(one.status.message or say('shows the numbers of today'))}</li>"
        for one in earlier
        if one.path != edition.path
    )
    title = escape(say("Frozen before"))
    return f"<h2>{title}</h2>\n<ul>{rows}</ul>\n" if rows else ""


def _citations(chart: Chart, edition: Edition) -> str:
    say = chart.say
    given = citations(chart, edition)
    rows = "".join(
        _code(f"cite-{number}", name, text, min(8, text.count("\n") + 3), say)
        for number, (name, text) in enumerate(given.items())
    )
    return f"<h2>{escape(say('Cite'))}</h2>\n{rows}"


def _previews(edition: Edition, height: int, say: Language, *, ready: bool) -> str:
    source = "src" if ready else "data-src"
    frames = "".join(
        f'<p class="quiet">{escape(say("{width} pixels wide", width=width))}</p>'
        f'<div class="preview" tabindex="0" role="region" '
        f'aria-label="{escape(say("{width} pixels wide", width=width))}">'
        f'<iframe {source}="{escape(edition.path)}" width="{width}" height="{height}" '
        f'title="{escape(say("Preview, {width} pixels wide", width=width))}" '
        'sandbox="allow-scripts" loading="lazy"></iframe></div>\n'
        for width in WIDTHS
    )
    return f"<h2>{escape(say('What the article will show'))}</h2>\n{frames}"
