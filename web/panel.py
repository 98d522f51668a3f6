"""The embed panel: everything an editor takes along, for one view, frozen or live."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from exports.addresses import HERE, SETTING, Edition
from exports.block import Action, colours, name_saved
from exports.citations import citations
from exports.embedding import codes
from exports.html import fill, part, policy, source_hash
from exports.typeface import TOP, faces, typeface_head
from figures.core.chart import Chart
from figures.core.site_name import HOUSE
from figures.core.view import View
from locales import LANGUAGES
from snapshots.service import Earlier

_HERE: Final = Path(__file__).parent
WIDTHS: Final = (640, 320)
"""How wide articles show a figure: on a desk and on a phone."""
PICTURES: Final = {"figure@2x.png": "PNG", "figure.jpg": "JPEG", "figure.svg": "SVG"}


@cache
def script() -> str:
    """The one script of the panel."""
    return (_HERE / "panel.js").read_text(encoding="utf-8").strip()


@cache
def style() -> str:
    """The one style sheet of the panel, with the colours of the house."""
    return f"{colours()}\n{(_HERE / 'panel.css').read_text(encoding='utf-8').strip()}"


@cache
def panel_policy() -> str:
    """The panel's Content-Security-Policy."""
    return policy(
        {
            "script-src": source_hash(script()),
            "style-src": f"{source_hash(style())} {source_hash(faces(TOP))}",
            "img-src": "'self'",
            "font-src": "'self'",
            "connect-src": "'self'",
            "frame-src": "'self'",
            "form-action": "'self'",
            "frame-ancestors": "'self'",
        }
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

    def address(view: View, *, frozen: bool = edition.frozen) -> str:
        return f"/embed/{view.figure}?{view.query()}{'' if frozen else '&edition=live'}"

    forms = {
        **PICTURES,
        "card.png": say("Card 1200 × 630"),
        "square.png": say("Square 1080 × 1080"),
    }
    return fill(
        "panel.html",
        say,
        chart=chart,
        edition=edition,
        house=say(HOUSE),
        title=say("Embed: {name}", name=say(chart.figure.name)),
        typeface=typeface_head(TOP, say.code),
        style=style(),
        script=script(),
        notices=part("figure.html", "notices", say, remarks, chart, address(view.today)),
        home=f"/{view.figure}?{view.query()}",
        freeze=f"/snapshots/{view.figure}?{view.query()}",
        languages=LANGUAGES,
        panels={
            **{code: address(replace(view, language=code)) for code in LANGUAGES},
            "frozen": address(view, frozen=True),
            "live": address(view, frozen=False),
        },
        unnamed=SETTING if edition.site.base == HERE else "",
        ready=ready,
        codes=codes(chart, edition, height),
        widths=WIDTHS,
        height=height,
        pictures=[
            Action(words, edition.path_of(name), name_saved(name, chart, edition))
            for name, words in forms.items()
        ],
        citations=citations(chart, edition),
        earlier=[one for one in earlier if one.path != edition.path],
    )
