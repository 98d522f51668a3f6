"""Reports from templates: as HTML, as Markdown and as text, each safe for where it is shown.

The templates lie in `upkeep/templates/`. What a value holds stays words: a template writes the
markup, and every value goes through the escape of its form.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from exports.html import ENVIRONMENT
from exports.html import TEMPLATES as PAGE_TEMPLATES
from locales import Language

TEMPLATES: Final = Path(__file__).parent / "templates"
_LONG: Final = 600
_JOINER: Final = "\u2060"
_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+"
)
"""Characters that steer a terminal, break a line or turn the direction of reading."""
_MARKUP: Final = re.compile(r"[\\`*_{}\[\]()<>&|~#\"'$^!]")
_ACTS: Final = re.compile(
    r"""[@#!%~$&^](?=[\w"'])|:(?=/|[\w+-]+:)|(?<=\bwww)\.|(?<=\bGH)-""", re.IGNORECASE
)
"""What places that show Markdown make a mention, a reference, a link or a picture of."""
_NUMBERED: Final = re.compile(r"^\d+(?=\.)")


def put_on_one_line(text: str) -> str:
    """Words as they can be shown anywhere: in one line, nothing hidden in them."""
    return _UNSEEN.sub(" ", text)


def escape_markdown(text: str) -> str:
    """Words that stay words in Markdown: no markup, no mention, no reference, no link."""
    text = put_on_one_line(text).strip()
    text = text if len(text) <= _LONG else f"{text[:_LONG]}…"
    text = _ACTS.sub(lambda found: f"{found[0]}{_JOINER}", text)
    # A sign as its number is shown, and means nothing, in Markdown and in HTML.
    text = _MARKUP.sub(lambda found: f"&#{ord(found[0])};", text)
    text = _NUMBERED.sub(lambda found: f"{found[0]}{_JOINER}", text)
    return f"&#{ord(text[0])};{text[1:]}" if text.startswith(("-", "+", "=")) else text


def _overlay(escape: Callable[[str], str]) -> Environment:
    """The environment of the house with our templates and another escape."""

    def finalize(value: Any) -> Markup:
        return value if isinstance(value, Markup) else Markup(escape(str(value)))  # noqa: S704

    return ENVIRONMENT.overlay(loader=FileSystemLoader(TEMPLATES), finalize=finalize)


_FORMS: Final = {
    ".html": ENVIRONMENT.overlay(loader=FileSystemLoader([TEMPLATES, PAGE_TEMPLATES])),
    ".md": _overlay(escape_markdown),
    ".txt": _overlay(put_on_one_line),
}


def fill_report(template: str, t: Language, **values: Any) -> str:
    """A template with its values, in a language; how they are escaped its ending says."""
    found = _FORMS[Path(template).suffix].get_template(template)
    return found.render(t=t, count=t.count, **values).rstrip() + "\n"


def fill_part(template: str, macro: str, t: Language, *values: Any) -> Markup:
    """One macro of a template with its values, in a language."""
    found = _FORMS[Path(template).suffix].get_template(template)
    written: Markup = getattr(found.make_module({"t": t, "count": t.count}), macro)(*values)
    return written
