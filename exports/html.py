"""HTML and XML from templates: one environment, so that every word is escaped.

Templates lie in `exports/templates/`. What they say is `say("…")`, or `count("…", "…", n)`. Pages
name here what they may load, too.
"""

import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from locales import Language, PartlyTranslated, later

TEMPLATES: Final = Path(__file__).parent / "templates"
_IMPOSSIBLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBER: Final = re.compile(r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+")
_BETWEEN: Final = re.compile(r"[,\u00a0\u202f]")


def strip_impossible(text: str, instead: str = "") -> str:
    """Text without the characters that XML cannot hold, not even escaped."""
    return _IMPOSSIBLE.sub(instead, text)


def mark_english(text: str) -> Markup:
    """Text as HTML; what is English in it for want of a translation says that it is."""
    if not isinstance(text, PartlyTranslated):
        return escape(strip_impossible(text))
    words = Markup('<span lang="en">{}</span>')
    return Markup().join(
        words.format(part) if english else part for part, english in text.split_by_language()
    )


def space_thousands(text: str) -> Markup:
    """Text with numbers whose thousands stand apart on the screen and are one word once copied."""

    def apart(number: re.Match[str]) -> str:
        first, *groups = _BETWEEN.split(number[0])
        return first + "".join(f"<i>{group}</i>" for group in groups)

    return Markup(_NUMBER.sub(apart, mark_english(text)))  # noqa: S704 - escaped


def _final(value: Any) -> Any:
    """What a template prints: text as HTML, everything else as it is."""
    return (
        mark_english(value) if isinstance(value, str) and not isinstance(value, Markup) else value
    )


ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_final,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters["spaced"] = space_thousands
ENVIRONMENT.filters["plain"] = str
"""Words where no mark can stand: in a title, in an attribute, in XML."""
ENVIRONMENT.globals["later"] = later
ENVIRONMENT.policies["json.dumps_kwargs"] = {"ensure_ascii": False}


def fill_template(template: str, t: Language, **values: Any) -> str:
    """A template with its values, in a language.

    Text is escaped; what is HTML already comes as Markup. Raises jinja2.UndefinedError for a value
    that is missing.
    """
    found = ENVIRONMENT.get_template(template)
    return found.render(t=t, count=t.count, **values)


def fill_macro(template: str, macro: str, t: Language, *values: Any) -> Markup:
    """One macro of a template with its values, in a language."""
    module = ENVIRONMENT.get_template(template).make_module({"t": t, "count": t.count})
    written: Markup = getattr(module, macro)(*values)
    return written


def fill_json(template: str, t: Language, **values: Any) -> Any:
    """What a template of JSON holds with its values, without the members that are empty."""
    return _drop_empty(json.loads(fill_template(template, t, **values)))


def _drop_empty(found: Any) -> Any:
    if isinstance(found, dict):
        parts = {name: _drop_empty(part) for name, part in found.items()}
        return {name: part for name, part in parts.items() if part}
    return [_drop_empty(part) for part in found] if isinstance(found, list) else found


def read_sources(folder: Path, *names: str) -> str:
    """Scripts or style sheets of a folder, one after the other."""
    return "\n".join((folder / name).read_text(encoding="utf-8").strip() for name in names)


def hash_source(text: str) -> str:
    """An inline script or style as a Content-Security-Policy names it."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def build_policy(sources: dict[str, str]) -> str:
    """The Content-Security-Policy that allows these sources, by directive, and nothing else."""
    ends = {name: sources.get(name, "'none'") for name in ("base-uri", "form-action")}
    allowed = {"default-src": "'none'", **sources, **ends}
    return "; ".join(f"{name} {value}" for name, value in allowed.items())
