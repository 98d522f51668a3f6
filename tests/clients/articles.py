"""Articles that embed a page in three columns, each with another client's own script."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from exports.addresses import Site
from exports.embedding import write_fitting_script

WIDTHS = (960, 640, 320)

Write = Callable[[str, int], str]

_STYLE = """
body { margin: 0; }
.column { margin-bottom: 20px; }
iframe { display: block; border: 0; width: 100%; }
"""


@dataclass(frozen=True)
class Client:
    """How an article embeds: what stands in a column, the script under them, and its library."""

    column: Write
    script: str = ""
    library: str = ""


def article(client: Client, address: str, widths: tuple[int, ...] = WIDTHS) -> str:
    """An article with the page at an address in a column of each width."""
    columns = "".join(
        f'<div class="column" style="width:{width}px">{client.column(address, width)}</div>'
        for width in widths
    )
    library = f'<script src="/library/{client.library}"></script>' if client.library else ""
    return (
        f'<!DOCTYPE html><html lang="en"><title>Article</title><style>{_STYLE}</style>'
        f"<body>{columns}{library}<script>{client.script}</script></body></html>"
    )


def frame(address: str, more: str = "") -> str:
    return f'<iframe src="{escape(address)}" title="Figure" height="150" {more}></iframe>'


def _frame(address: str, width: int) -> str:
    return frame(address)


def _sandboxed(address: str, width: int) -> str:
    return frame(address, 'sandbox="allow-scripts"')


def _named(kind: str, attribute: str) -> Write:
    return lambda address, width: f'<div id="{kind}-{width}" {attribute}="{escape(address)}"></div>'


def _listener(body: str) -> str:
    """A script that hears what the frames of the article say."""
    return (
        "addEventListener('message', ({data, source}) => {"
        "for (const frame of document.querySelectorAll('iframe'))"
        f"if (frame.contentWindow === source) {{ {body} }} }});"
    )


_AMP = _listener(
    "if (data.sentinel !== 'amp' || data.type !== 'embed-size') return;"
    "frame.style.height = data.height + 'px';"
    "source.postMessage({sentinel: 'amp', type: 'embed-size-changed',"
    " requestedHeight: data.height}, '*');"
)
_DATAWRAPPER = _listener(
    "for (const height of Object.values(data['datawrapper-height'] ?? {}))"
    " frame.style.height = height + 'px';"
)
_PLAIN = _listener("if (data.type === 'embed-size') frame.style.height = data.height + 'px';")


def _copied(address: str, width: int) -> str:
    return write_fitting_script(Site(address.partition("/snapshots/")[0])) + frame(address)


CLIENTS: Mapping[str, Client] = {
    "pym.js": Client(_named("pym", "data-pym-src"), library="pym.js/dist/pym.v1.js"),
    "iframe-resizer": Client(
        _frame, "iFrameResize({}, 'iframe')", "iframe-resizer/js/iframeResizer.js"
    ),
    "newswire": Client(
        _named("newswire", "data-frame-src"),
        "newswireFrames.autoInitFrames()",
        "@newswire/frames/dist/frames.umd.js",
    ),
    "amp": Client(_sandboxed, _AMP),
    "datawrapper": Client(_frame, _DATAWRAPPER),
    "copied": Client(_copied),
    "plain": Client(_frame, _PLAIN),
}
"""Those that name themselves by a package are its own code; the others follow the documents."""

PLAIN, COPIED = CLIENTS["plain"], CLIENTS["copied"]
UNMOVED = Client(lambda address, width: frame(address, 'scrolling="no"'))
"""An article that hears nothing: its frames stay as they are."""
