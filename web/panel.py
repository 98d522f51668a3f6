"""The embed panel: everything an editor takes along, for one view, frozen or live."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from exports.addresses import LOCAL_ADDRESS, SETTING, Edition
from exports.block import BlockLink, name_download, read_colours
from exports.citations import make_citations
from exports.embedding import make_embed_codes
from exports.html import build_policy, fill_macro, fill_template, hash_source
from exports.typeface import TOP, write_font_faces, write_typeface_head
from figures.core.chart import Chart
from figures.core.site_name import SITE_NAME
from figures.core.view import View
from locales import LANGUAGES
from snapshots.service import EarlierSnapshot

_HERE: Final = Path(__file__).parent
WIDTHS: Final = (640, 320)
"""How wide articles show a figure: on a desk and on a phone."""
PICTURES: Final = {"figure@2x.png": "PNG", "figure.jpg": "JPEG", "figure.svg": "SVG"}


@cache
def read_script() -> str:
    """The one script of the panel."""
    return (_HERE / "panel.js").read_text(encoding="utf-8").strip()


@cache
def read_style() -> str:
    """The one style sheet of the panel, with the colours of the house."""
    return f"{read_colours()}\n{(_HERE / 'panel.css').read_text(encoding='utf-8').strip()}"


@cache
def build_panel_policy() -> str:
    """The panel's Content-Security-Policy."""
    return build_policy(
        {
            "script-src": hash_source(read_script()),
            "style-src": f"{hash_source(read_style())} {hash_source(write_font_faces(TOP))}",
            "img-src": "'self'",
            "font-src": "'self'",
            "connect-src": "'self'",
            "frame-src": "'self'",
            "form-action": "'self'",
            "frame-ancestors": "'self'",
        }
    )


def make_panel(
    chart: Chart,
    edition: Edition,
    height: int,
    remarks: Sequence[str] = (),
    earlier: Sequence[EarlierSnapshot] = (),
    *,
    ready: bool,
) -> str:
    """The HTML document of the panel; `ready` says that the edition can be shown already.

    `remarks` are said first: what of its address was not understood. `earlier` are the snapshots
    of the same view.
    """
    t, view = chart.t, chart.view

    def address(view: View, *, frozen: bool = edition.frozen) -> str:
        return f"/embed/{view.figure}?{view.write_query()}{'' if frozen else '&edition=live'}"

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
        style=read_style(),
        script=read_script(),
        notices=fill_macro("figure.html", "notices", t, remarks, chart, address(view.today)),
        home=f"/{view.figure}?{view.write_query()}",
        freeze=f"/snapshots/{view.figure}?{view.write_query()}",
        languages=LANGUAGES,
        panels={
            **{code: address(replace(view, language=code)) for code in LANGUAGES},
            "frozen": address(view, frozen=True),
            "live": address(view, frozen=False),
        },
        unnamed=SETTING if edition.site.base == LOCAL_ADDRESS else "",
        ready=ready,
        codes=make_embed_codes(chart, edition, height),
        widths=WIDTHS,
        height=height,
        pictures=[
            BlockLink(words, edition.path_of(name), name_download(name, chart, edition))
            for name, words in forms.items()
        ],
        citations=make_citations(chart, edition),
        earlier=[one for one in earlier if one.path != edition.path],
    )
