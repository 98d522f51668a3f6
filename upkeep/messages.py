"""Every message a reader may see, and the catalogues that translate it."""

import ast
import io
import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from figures import FIGURES
from figures.core import description, freshness
from figures.core.figure import TOPIC_NAMES, Words
from locales import LANGUAGES
from locales.language import DOMAIN, FOLDER
from schemas import MODELS, codes
from schemas.findings import CAUSES, Severity
from upkeep.clean.repair import DAMAGE

KEYWORDS: Final = {"t": None, "self": None, "later": None, "count": (1, 2)}
"""What words are written in, as Babel has it: `count` in two forms."""

Key = str | tuple[str, str]


def extract_python(
    file: IO[bytes],
    keywords: Container[str],
    comment_tags: object,  # noqa: ARG001 - Babel gives it
    options: object,  # noqa: ARG001 - likewise
) -> Iterator[tuple[int, str, list[str | None], list[str]]]:
    """What a module says, for Babel.

    Babel's own reader of Python overlooks what is said in f-strings, and in a call that passes
    `say` on; and it takes the key in `say(codes.KIND[row["kind"]])` for a message.
    """
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            texts = [getattr(argument, "value", None) for argument in node.args]
            words = [text if isinstance(text, str) and text else None for text in texts]
            if name in keywords and words:
                yield node.lineno, name, words, []


def extract_toml(
    file: IO[bytes],
    keywords: object,  # noqa: ARG001 - Babel gives it
    comment_tags: object,  # noqa: ARG001 - likewise
    options: Mapping[str, str],
) -> Iterator[tuple[int, str, str, list[str]]]:
    """What tables of the site say under the names that `said` lists, for Babel."""
    names, left = options["said"].split(), [*tomllib.load(file).items()]
    for name, value in left:
        if isinstance(value, dict):
            left += value.items()
        elif isinstance(value, list):
            left += [(name, one) for one in value]
        elif name in names:
            yield 0, "", value, []


def _declared() -> Iterator[str]:
    """Words that are declared, and said where they are read: vocabularies, columns, figures."""
    for words in codes.LISTS.values():
        yield from words.values()
    yield from (severity.value for severity in Severity)
    for cause in (*CAUSES.values(), *DAMAGE.values()):
        yield from (cause.title, cause.advice)
    for model in MODELS.values():
        for one in model.columns().values():
            yield from (one.title, one.description, one.metadata["form"], one.metadata["unit"])
    yield from TOPIC_NAMES.values()
    yield from (state.value for state in freshness.EditionState)
    yield from description.CHART_NAMES.values()
    for figure in FIGURES.values():
        yield from _list_words((figure.name, figure.subtitle, *figure.caveats))
        for choice in figure.choices:
            yield from (choice.question, *choice.words.values())


def _list_words(declared: Iterable[Words]) -> Iterator[str]:
    for words in declared:
        if isinstance(words, str):
            yield words
        elif isinstance(words, Mapping):
            yield from _list_words(words.values())


def collect_messages(root: Path = FOLDER.parent) -> list[Key]:
    """Every message of the house once, in a stable order; words of the tables are none."""
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel's
    said = extract_from_dir(root, methods, options, KEYWORDS)
    found: set[Key] = {
        text if isinstance(text, str) else (text[0], text[1]) for _, _, text, _, _ in said
    }
    return sorted(found | {text for text in _declared() if text}, key=str)


def make_template(keys: Iterable[Key]) -> Catalog:
    """A catalogue of untranslated messages."""
    catalogue = Catalog(project="dashboard", version="1", charset="utf-8")
    for key in keys:
        catalogue.add(key, flags=("python-brace-format",) if "{" in str(key) else ())
    return catalogue


def find_catalogue(code: str) -> Path:
    """Where the catalogue of a language lies."""
    return FOLDER / code / f"{DOMAIN}.po"


def find_untranslated(code: str, keys: Iterable[Key]) -> list[Key]:
    """Messages a catalogue does not translate."""
    with find_catalogue(code).open("rb") as file:
        catalogue = read_po(file, locale=code)
    return [key for key in keys if not _complete(catalogue.get(_identity(key)))]


def _identity(key: Key) -> str:
    return key if isinstance(key, str) else key[0]


def _complete(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(texts)


def update_catalogues(keys: Iterable[Key]) -> dict[str, int]:
    """Bring every catalogue up to date; the number of messages each still lacks."""
    keys = list(keys)
    lacking = {}
    for code in LANGUAGES:
        if code != "en":
            path = find_catalogue(code)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(render_catalogue(code, keys))
            lacking[code] = len(find_untranslated(code, keys))
    return lacking


def render_catalogue(code: str, keys: Iterable[Key]) -> bytes:
    """The catalogue of a language with exactly these messages, its translations kept."""
    catalogue = Catalog(locale=code)
    if find_catalogue(code).exists():
        with find_catalogue(code).open("rb") as file:
            catalogue = read_po(file, locale=code)
    catalogue.update(make_template(keys), no_fuzzy_matching=True)
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
