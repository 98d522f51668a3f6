"""HTML from templates: one environment, so that every word is escaped and nothing is forgotten.

Templates lie in `exports/templates/`. What they say is `say("…")`, or `count("…", "…", n)`.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from locales import Language, Mixed

TEMPLATES: Final = Path(__file__).parent / "templates"


def marked(text: str) -> str:
    """Text as HTML; what is English in it for want of a translation says that it is."""
    if not isinstance(text, Mixed):
        return escape(text)
    return "".join(
        f'<span lang="en">{escape(part)}</span>' if english else escape(part)
        for part, english in text.parts()
    )


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


def fill(template: str, say: Language, **values: Any) -> str:
    """A template with its values, in a language.

    Text is escaped; what is HTML already comes as Markup. Raises jinja2.UndefinedError for a value
    that is missing.
    """
    found = ENVIRONMENT.get_template(template)
    return found.render(say=say, count=say.count, **values)


def templates() -> Iterator[Path]:
    """Every template, in order; their words are collected for translation."""
    return iter(sorted(TEMPLATES.rglob("*.html")))
