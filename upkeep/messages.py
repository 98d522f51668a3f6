"""Every message a reader may see, and the catalogues that translate it."""

import ast
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from exports.html import templates
from figures import FIGURES
from figures.core import description, freshness
from figures.core.figure import TOPICS
from locales import LANGUAGES
from locales.catalogue import DOMAIN, FOLDER
from schemas import MODELS, codes
from schemas.findings import CAUSES, Severity

ROOT: Final = FOLDER.parent
PACKAGES: Final = (
    "exports",
    "figures",
    "locales",
    "pages",
    "schemas",
    "snapshots",
    "upkeep",
    "web",
)
SAYING: Final = {"say", "self", "translate", "later"}
COUNTING: Final = "count"
PAIR: Final = 2

Key = str | tuple[str, str]


def _literals() -> Iterator[Key]:
    """Messages written where they are said, inside f-strings too."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and node.args:
                    yield from _said(node)


def _in_templates() -> Iterator[Key]:
    """Messages of the HTML templates."""
    for path in templates():
        with path.open("rb") as file:
            for _, name, texts, _ in babel_extract(file, [*SAYING, COUNTING], (), {}):
                words = texts if isinstance(texts, tuple) else (texts,)
                said = [text for text in words if text]
                yield (said[0], said[1]) if name == COUNTING else said[0]


def _said(call: ast.Call) -> Iterator[Key]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    texts = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    words = [text for text in texts if isinstance(text, str)]
    if name in SAYING and words[:1] == texts[:1]:
        yield from words[:1]
    elif name == COUNTING and len(words) == PAIR:
        yield words[0], words[1]


def _vocabularies() -> Iterator[str]:
    for words in (*codes.LISTS.values(), codes.ANY_SERIES):
        yield from words.values()
    yield from (severity.value for severity in Severity)
    for cause in CAUSES.values():
        yield cause.title
        yield cause.advice
    for model in MODELS.values():
        for declared in model.columns().values():
            yield declared.title
            yield declared.description
            yield declared.metadata["form"]
            yield declared.metadata["unit"]


def _declarations() -> Iterator[str]:
    yield from TOPICS.values()
    yield from (state.value for state in freshness.State)
    yield from description.KINDS.values()
    for figure in FIGURES.values():
        yield figure.name
        yield from (caveat for caveat in figure.caveats if isinstance(caveat, str))
        for choice in figure.choices:
            yield choice.question
            yield from choice.words.values()


def messages() -> list[Key]:
    """Every message of the house once, in a stable order; words of the tables are none."""
    found = {*_literals(), *_in_templates(), *_vocabularies(), *_declarations()}
    return sorted((key for key in found if key), key=str)


def template(keys: Iterable[Key]) -> Catalog:
    """A catalogue of untranslated messages."""
    catalogue = Catalog(project="dashboard", version="1", charset="utf-8")
    for key in keys:
        catalogue.add(key, flags=("python-brace-format",) if "{" in str(key) else ())
    return catalogue


def path_of(code: str) -> Path:
    """Where the catalogue of a language lies."""
    return FOLDER / code / f"{DOMAIN}.po"


def untranslated(code: str, keys: Iterable[Key]) -> list[Key]:
    """Messages a catalogue does not translate."""
    with path_of(code).open("rb") as file:
        catalogue = read_po(file, locale=code)
    return [key for key in keys if not _complete(catalogue.get(_identity(key)))]


def _identity(key: Key) -> str:
    return key if isinstance(key, str) else key[0]


def _complete(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(texts)


def update(keys: Iterable[Key]) -> dict[str, int]:
    """Bring every catalogue up to date; the number of messages each still lacks."""
    keys = list(keys)
    lacking = {}
    for code in LANGUAGES:
        if code != "en":
            path = path_of(code)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(updated(code, keys))
            lacking[code] = len(untranslated(code, keys))
    return lacking


def updated(code: str, keys: Iterable[Key]) -> bytes:
    """The catalogue of a language with exactly these messages, its translations kept."""
    catalogue = Catalog(locale=code)
    if path_of(code).exists():
        with path_of(code).open("rb") as file:
            catalogue = read_po(file, locale=code)
    catalogue.update(template(keys), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    text = io.BytesIO()
    write_po(text, catalogue, width=100, no_location=True, sort_output=True, omit_header=True)
    return _head(code, catalogue).encode() + text.getvalue()


def _head(code: str, catalogue: Catalog) -> str:
    """The few lines a catalogue needs to be read, and no dates that change by themselves."""
    return (
        f"# The dashboard in {LANGUAGES[code]}.\n"
        'msgid ""\n'
        'msgstr ""\n'
        f'"Language: {code}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
