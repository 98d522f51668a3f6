"""Every message a reader may see, and the catalogues that translate it."""

import ast
import io
import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from figures import FIGURES
from figures.core import description, freshness
from figures.core.figure import TOPIC_NAMES
from locales import LANGUAGES
from locales.language import DOMAIN, FOLDER
from schemas import MODELS, codes
from schemas.findings import Severity
from upkeep.docs import list_causes

KEYWORDS: Final = {"t": None, "self": None, "later": None, "count": (1, 2)}
"""What words are written in, as Babel has it: `count` in two forms."""

Key = str | tuple[str, str]


def extract_python(
    file: IO[bytes], keywords: Container[str], *_tags: object, **_options: object
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
    file: IO[bytes], _keywords: object, _comment_tags: object, options: Mapping[str, str]
) -> Iterator[tuple[int, str, str, list[str]]]:
    """What tables of the site say under the names that `said` lists, for Babel."""
    names, left = options["said"].split(), [*tomllib.load(file).items()]
    for name, value in left:
        if isinstance(value, dict | list):
            left += value.items() if isinstance(value, dict) else [(name, one) for one in value]
        elif name in names:
            yield 0, "", value, []


def _list_declared() -> list[object]:
    """Words that are declared, and said where they are read: vocabularies, columns, figures."""
    columns = [one for model in MODELS.values() for one in model.columns().values()]
    choices = [one for figure in FIGURES.values() for one in figure.choices]
    return [
        *(codes.LISTS, TOPIC_NAMES, description.CHART_NAMES),
        *(state.value for state in (*Severity, *freshness.EditionState)),
        *([cause.title, cause.advice] for cause in list_causes()),
        *([one.title, one.description, one.metadata["form"], one.metadata["unit"]]
          for one in columns),
        *([one.name, one.subtitle, *one.caveats] for one in FIGURES.values()),
        *([one.question, one.words] for one in choices),
    ]  # fmt: skip


def _find_words(declared: object) -> Iterator[str]:
    """The words among what is declared, however deep; what is not empty."""
    if isinstance(declared, str):
        yield from [declared] * bool(declared)
    elif isinstance(declared, Mapping | list):
        for one in declared.values() if isinstance(declared, Mapping) else declared:
            yield from _find_words(one)


def collect_messages(root: Path = FOLDER.parent) -> list[Key]:
    """Every message of the house once, in a stable order; words of the tables are none."""
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel's
    said = (text for _, _, text, _, _ in extract_from_dir(root, methods, options, KEYWORDS))
    found = {text if isinstance(text, str) else (text[0], text[1]) for text in said}
    return sorted(found.union(_find_words(_list_declared())), key=str)


def find_catalogue(code: str) -> Path:
    """Where the catalogue of a language lies."""
    return FOLDER / code / f"{DOMAIN}.po"


def _read_catalogue(code: str) -> Catalog:
    if not find_catalogue(code).exists():
        return Catalog(locale=code)
    with find_catalogue(code).open("rb") as file:
        return read_po(file, locale=code)


def find_untranslated(code: str, keys: Iterable[Key]) -> list[Key]:
    """Messages a catalogue does not translate."""
    catalogue = _read_catalogue(code)
    found = ((key, catalogue.get(key if isinstance(key, str) else key[0])) for key in keys)
    # Of a message that counts, every form.
    return [key for key, message in found if message is None or message.fuzzy
            or not message.string or not all(message.string)]  # fmt: skip


def update_catalogues(keys: Sequence[Key]) -> dict[str, int]:
    """Bring every catalogue up to date; the number of messages each still lacks."""
    lacking = {}
    for code in sorted(LANGUAGES.keys() - {"en"}):
        path = find_catalogue(code)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render_catalogue(code, keys))
        lacking[code] = len(find_untranslated(code, keys))
    return lacking


def render_catalogue(code: str, keys: Iterable[Key]) -> bytes:
    """The catalogue of a language with exactly these messages, its translations kept."""
    catalogue, template = _read_catalogue(code), Catalog()
    for key in keys:
        template.add(key, flags=("python-brace-format",) if "{" in str(key) else ())
    catalogue.update(template, no_fuzzy_matching=True)
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
