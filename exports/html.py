"""HTML from templates: one environment, so that every word is escaped and nothing is forgotten.

Templates lie in `exports/templates/`. What they say is `say("…")`, or `count("…", "…", n)`.
"""

import re
from html import escape
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from locales import Language, Mixed, later

TEMPLATES: Final = Path(__file__).parent / "templates"
_NUMBER: Final = re.compile(r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+")
_BETWEEN: Final = re.compile(r"[,\u00a0\u202f]")


def marked(text: str) -> str:
    """Text as HTML; what is English in it for want of a translation says that it is."""
    if not isinstance(text, Mixed):
        return escape(text)
    return "".join(
        f'<span lang="en">{escape(part)}</span>' if english else escape(part)
        for part, english in text.parts()
    )


def spaced(text: str) -> Markup:
    """Text with numbers whose thousands stand apart on the screen and are one word once copied."""

    def apart(number: re.Match[str]) -> str:
        first, *groups = _BETWEEN.split(number[0])
        return first + "".join(f"<i>{group}</i>" for group in groups)

    return Markup(_NUMBER.sub(apart, marked(text)))  # noqa: S704 - escaped


def _final(value: Any) -> Any:
    """What a template prints: words with their language, everything else as it is."""
    return Markup(marked(value)) if isinstance(value, Mixed) else value  # noqa: S704 - escaped


ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_final,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters["spaced"] = spaced
ENVIRONMENT.filters["plain"] = str
"""Words where no mark can stand: in a title, in an attribute."""
ENVIRONMENT.globals["later"] = later
ENVIRONMENT.policies["json.dumps_kwargs"] = {"ensure_ascii": False}


def fill(template: str, say: Language, **values: Any) -> str:
    """A template with its values, in a language.

    Text is escaped; what is HTML already comes as Markup. Raises jinja2.UndefinedError for a value
    that is missing.
    """
    found = ENVIRONMENT.get_template(template)
    return found.render(say=say, count=say.count, **values)


def part(template: str, macro: str, say: Language, *values: Any) -> Markup:
    """One macro of a template with its values, in a language."""
    module = ENVIRONMENT.get_template(template).make_module({"say": say, "count": say.count})
    written: Markup = getattr(module, macro)(*values)
    return written
