"""A small script beside Streamlit's: it says what Streamlit leaves unsaid, in the page's language.

Streamlit shows only in its header, which these pages do not have, that a choice is not answered
yet; it says some words of its own in English whatever the page's language.
"""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from exports.html import part
from locales import Language, later

_HERE: Final = Path(__file__).parent
_PATH: Final = "/companion.js"
_TRANSLATED: Final = (
    later("Choose an option"),
    later("Clear value"),
    later("Close"),
    later("Dismiss"),
    later("Fullscreen"),
    later("Close fullscreen"),
    later("No results"),
    later("Open"),
    later("Press Enter to apply"),
    later("Cancel upload of {name}"),
    later("Upload {name}"),
    later("{name} per file"),
    later("file upload"),
    later("Selectbox options"),
    later("Skip to main content"),
    later("Show suggestions"),
    later("Suggestions"),
    later("{name} option available."),
    later("{name} options available."),
    later("{name}, selected"),
)
"""Streamlit's own words on these pages; `{name}` stands for what varies."""


@cache
def _script() -> bytes:
    return (_HERE / "companion.js").read_bytes()


def head(say: Language) -> str:
    """What stands in the head of the document: the script with its words, and the style."""
    says = {
        "waiting": say("Still waiting for the answer: what you see is the earlier choice."),
        "earlier": say("No connection: what you see is the earlier choice."),
        "lost": say("No connection: a new choice cannot be answered now."),
    }
    translations = {} if say.code == "en" else {words: say(words) for words in _TRANSLATED}
    told = {"says": says, "translations": translations, "menu": say("Menu")}
    address = f"{_PATH}?{sha256(_script()).hexdigest()[:12]}"
    style = (_HERE / "companion.css").read_text(encoding="utf-8").strip()
    words = json.dumps(told, ensure_ascii=False)
    return part("document.html", "companion", say, address, words, style)


def companion_route() -> Route:
    """The address of the script."""

    def answer(_: Request) -> Response:
        kept = "public, max-age=31536000, immutable"
        return Response(_script(), media_type="text/javascript", headers={"Cache-Control": kept})

    return Route(_PATH, answer, methods=["GET"])
