"""The embed panel: everything an editor takes along, for one view, frozen or live."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from markupsafe import Markup

from exports.addresses import HERE, SETTING, Edition
from exports.block import Action, colours
from exports.citations import citations
from exports.embedding import codes
from exports.file_names import name_saved
from exports.html import fill, part
from exports.page import source_hash
from exports.typeface import TOP, faces, typeface_head
from figures import FIGURES
from figures.core.chart import Chart
from figures.core.site_name import HOUSE
from figures.core.view import View
from locales import LANGUAGES
from snapshots.service import Earlier

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
    """The one style sheet of the panel, with the colours of the house."""
    return f"{colours()}\n{(_HERE / 'panel.css').read_text(encoding='utf-8').strip()}"


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
    say, view = chart.say, chart.view
    today = _panel(view.today, frozen=edition.frozen)
    return fill(
        "panel.html",
        say,
        chart=chart,
        edition=edition,
        house=say(HOUSE),
        title=say("Embed: {name}", name=say(FIGURES[view.figure].name)),
        typeface=Markup(typeface_head(TOP, say.code)),  # noqa: S704 - HTML
        style=Markup(style()),  # noqa: S704 - our own
        script=Markup(script()),  # noqa: S704 - our own
        notices=part("figure.html", "notices", say, remarks, chart, today),
        home=f"/{view.figure}?{view.query()}",
        freeze=f"/snapshots/{view.figure}?{view.query()}",
        languages=LANGUAGES,
        panels=_panels(view, edition),
        unnamed=SETTING if edition.site.base == HERE else "",
        ready=ready,
        codes=codes(chart, edition, height),
        widths=WIDTHS,
        height=height,
        pictures=_pictures(chart, edition),
        citations=citations(chart, edition),
        earlier=[one for one in earlier if one.path != edition.path],
    )


def _panels(view: View, edition: Edition) -> dict[str, str]:
    """The other panels of the view: in every language, and of its other edition."""
    languages = {
        code: _panel(replace(view, language=code), frozen=edition.frozen) for code in LANGUAGES
    }
    editions = {"frozen": _panel(view, frozen=True), "live": _panel(view, frozen=False)}
    return {**languages, **editions}


def _panel(view: View, *, frozen: bool) -> str:
    return f"/embed/{view.figure}?{view.query()}{'' if frozen else '&edition=live'}"


def _pictures(chart: Chart, edition: Edition) -> list[Action]:
    """The pictures to take along."""
    say = chart.say
    cards = {"card": say("Card 1200 × 630"), "square": say("Square 1080 × 1080")}
    return [
        Action(cards.get(form, form), edition.path_of(name), name_saved(name, chart, edition))
        for name, form in PICTURES.items()
    ]
