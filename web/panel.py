"""The embed panel: everything an editor takes along, for one view, frozen or live."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from exports.addresses import LOCAL_ADDRESS, LOOKS, SETTING, Edition, Look
from exports.block import COLOURS, BlockLink, name_download
from exports.citations import make_citations
from exports.embedding import make_embed_codes
from exports.html import build_policy, fill_macro, fill_template, hash_source, read_sources
from exports.page import estimate_height
from exports.typeface import TOP, write_font_faces, write_typeface_head
from figures.core.chart import Chart
from figures.core.site_name import SITE_NAME
from figures.core.view import View
from locales import LANGUAGES
from snapshots.service import EarlierSnapshot

_HERE: Final = Path(__file__).parent
WIDTHS: Final = (640, 320)
"""How wide articles show a figure: on a desk and on a phone."""
IN_ARTICLES: Final = "compact"
"""The form that is offered first."""
PICTURES: Final = {"figure@2x.png": "PNG", "figure.jpg": "JPEG", "figure.svg": "SVG"}


SCRIPT: Final = read_sources(_HERE, "panel.js")
PANEL_STYLE: Final = f"{COLOURS}\n{read_sources(_HERE, 'panel.css')}"
"""The one style sheet of the panel, with the colours of the house."""
PANEL_POLICY: Final = build_policy(
    {
        "script-src": hash_source(SCRIPT),
        "style-src": f"{hash_source(PANEL_STYLE)} {hash_source(write_font_faces(TOP))}",
        **dict.fromkeys(("img-src", "font-src", "connect-src", "frame-src"), "'self'"),
        **dict.fromkeys(("form-action", "frame-ancestors"), "'self'"),
    }
)


def find_panel(view: View, look: Look, *, frozen: bool = True) -> str:
    """The address of the panel of a view in a look."""
    form = {} if look.form == IN_ARTICLES else {"form": look.form}
    asked = {**look.unusual, "form": "", **form, "edition": "" if frozen else "live"}
    more = urlencode({name: value for name, value in asked.items() if value})
    return f"/embed/{view.figure}?{view.write_query()}{'&' if more else ''}{more}"


def make_panel(
    chart: Chart,
    edition: Edition,
    remarks: Sequence[str] = (),
    earlier: Sequence[EarlierSnapshot] = (),
    *,
    ready: bool,
) -> str:
    """The HTML document of the panel; `ready` says that the edition can be shown already.

    `remarks` are said first: what of its address was not understood. `earlier` are the snapshots
    of the same view.
    """
    t, view, look = chart.t, chart.view, edition.look
    height_at = partial(estimate_height, chart, look=look)
    address = partial(find_panel, frozen=edition.frozen)

    forms = {
        **PICTURES,
        "card.png": t("Card 1200 × 630"),
        "square.png": t("Square 1080 × 1080"),
    }
    return fill_template(
        "panel.html",
        t,
        chart=chart,
        edition=edition,
        house=t(SITE_NAME),
        title=t("Embed: {name}", name=t(chart.figure.name)),
        typeface=write_typeface_head(TOP, t.code),
        style=PANEL_STYLE,
        script=SCRIPT,
        notices=fill_macro("figure.html", "notices", t, remarks, chart, address(view.today, look)),
        home=f"/{view.figure}?{view.write_query()}",
        freeze=f"/snapshots/{view.figure}?{edition.query}",
        look=look,
        looks={
            name: {one: address(view, replace(look, **{name: one})) for one in offered}
            for name, offered in LOOKS.items()
        },
        languages=LANGUAGES,
        panels={
            **{code: address(replace(view, language=code), look) for code in LANGUAGES},
            "frozen": address(view, look, frozen=True),
            "live": address(view, look, frozen=False),
        },
        unnamed=SETTING if edition.site.base == LOCAL_ADDRESS else "",
        ready=ready,
        codes=make_embed_codes(chart, edition, height_at),
        widths={width: height_at(width) for width in WIDTHS},
        pictures=[
            BlockLink(words, edition.path_of(name), name_download(name, chart, edition))
            for name, words in forms.items()
        ],
        citations=make_citations(chart, edition),
        earlier=[one for one in earlier if one.path != edition.path],
    )
