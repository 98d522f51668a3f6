"""A small script beside Streamlit's: it says what Streamlit leaves unsaid, in the page's language.

Streamlit shows only in its header, which these pages do not have, that a choice is not answered
yet; it says some words of its own in English whatever the page's language.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from exports.html import fill_macro
from locales import Language

_HERE: Final = Path(__file__).parent
_PATH: Final = "/companion.js"


@cache
def _script() -> bytes:
    return (_HERE / "companion.js").read_bytes()


def write_companion_head(t: Language) -> str:
    """What stands in the head of the document: the script with its words."""
    address = f"{_PATH}?{sha256(_script()).hexdigest()[:12]}"
    return fill_macro("document.html", "companion", t, address)


def make_companion_route() -> Route:
    """The address of the script."""
    kept = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Route(_PATH, lambda _: Response(_script(), media_type="text/javascript", headers=kept))
