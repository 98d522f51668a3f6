"""The page that is embedded, with everything it asks for: the one place that knows how it is made.

It is a stub of the shape of the real page, with the real script.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from snapshots.addresses import Site as House
from snapshots.bundle import plotly_js
from tests.clients.sites import HTML, JSON, SCRIPT, Answer

SNAPSHOTS = Path(__file__).resolve().parents[2] / "snapshots"
FOLDER = "/snapshots/refugees/3f9c2a1b77aa00112233/"
PAGE, STATUS, FIGURE = FOLDER, f"{FOLDER}status.json", f"{FOLDER}figure.json"
PLOTLY, OEMBED = "/plotly/plotly.js", "/oembed"
EVERYBODY = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
OUTSIDE, INSIDE, HOME = ".source a", ".actions a", "/refugees"
"""A link to another site, a link to ours, and where that leads."""
BOLD = "font-weight:bold"


def _text(name: str) -> str:
    return (SNAPSHOTS / name).read_text(encoding="utf-8").strip()


def sender() -> str:
    return _text("sender.js")


def script() -> str:
    return f"{sender()}\n{_text('page.js')}\n"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def policy() -> str:
    return (
        f"default-src 'none'; script-src 'self' {_hash(script())}; "
        f"style-src {_hash(_text('page.css'))} {_hash('')} 'unsafe-hashes' {_hash(BOLD)}; "
        "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
    )


def _drawing(width: int, height: int) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="A chart"><path d="M9 {height - 9}h{width - 18}" stroke="#2F7FD6"/></svg>'
    )


def _page(base: str) -> str:
    facts = "".join(f"<tr><td>2022-{month:02}</td><td>1,234</td></tr>" for month in range(1, 13))
    words = "A sentence that takes more room on a phone. " * 6
    return f"""<!DOCTYPE html>
<html lang="en" id="refugees" data-status="status.json" data-plotly="../../..{PLOTLY}"
 data-figure="figure.json">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy()}"><title>Refugees</title>
<link rel="alternate" type="application/json+oembed"
 href="{base}{OEMBED}?url={base}{PAGE}&amp;format=json" title="Refugees">
<base target="_blank"><style>{_text("page.css")}</style></head>
<body><main><h1>5.9 million refugees were recorded at the end of the year, most in Europe</h1>
<p class="subtitle">Refugees from Ukraine recorded by country of asylum</p>
<p id="status" role="status" hidden></p>
<div id="chart" class="chart"><div class="wide">{_drawing(800, 420)}</div>
<div class="narrow">{_drawing(360, 400)}</div></div>
<div class="source"><p class="label">Source</p><ul><li>
<a href="http://elsewhere.invalid/" rel="noopener">UNHCR, 5 July 2025</a></li></ul>
</div><details><summary>Table</summary>
<div class="scroll" tabindex="0"><table>{facts}</table></div></details>
<details><summary>In words</summary><p>{words}</p></details>
<p class="actions"><button id="explore" type="button" hidden
 data-failed="The interactive chart could not be loaded.">Make interactive</button>
<a href="{base}{HOME}">The house</a></p>
</main><script>{script()}</script></body></html>
"""


def _oembed(base: str) -> dict[str, object]:
    return {
        "version": "1.0",
        "type": "rich",
        "title": "Refugees",
        "width": 640,
        "height": 600,
        "html": f'<blockquote><a href="{base}{PAGE}">Refugees</a>. Source: UNHCR.</blockquote>'
        f'<iframe src="{base}{PAGE}" title="Refugees" width="640" height="600" loading="lazy" '
        'style="border:0;max-width:100%"></iframe>',
    }


def _figure() -> dict[str, object]:
    hover = "<b>Ukraine</b> · counted<br><b>5.9 million</b>"
    bar = {"type": "bar", "x": ["2023", "2024", "2025"], "y": [5.6, 5.9, 5.8]}
    return {
        "data": [{**bar, "hovertemplate": f"{hover}<extra></extra>"}],
        "layout": {
            "height": 360,
            "xaxis": {"type": "category", "fixedrange": True},
            "yaxis": {"fixedrange": True},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
        },
        "config": {"displayModeBar": False},
    }


def news(text: str = "", link: str = "") -> Answer:
    """What the house says of the figure."""
    return Answer(json.dumps({"text": text, "link": link}).encode(), JSON, EVERYBODY)


def answers(house: House) -> Mapping[str, Answer]:
    """Everything our site answers: the page, its news, its chart, its library, its oEmbed."""
    headers = {**EVERYBODY, "Content-Security-Policy": f"{policy()}; frame-ancestors *"}
    return {
        PAGE: Answer(_page(house.base).encode(), HTML, headers),
        STATUS: news(),
        FIGURE: Answer(json.dumps(_figure()).encode(), JSON, EVERYBODY),
        PLOTLY: Answer(plotly_js().read_bytes(), SCRIPT, EVERYBODY),
        OEMBED: Answer(json.dumps(_oembed(house.base)).encode(), JSON, EVERYBODY),
        HOME: Answer(b"<!DOCTYPE html><title>The house</title>", HTML),
    }
