"""The files of the typeface hold what the house writes, and are as wide as it reckons."""

from hashlib import sha256
from unicodedata import category

import pytest
from fontTools.ttLib import TTFont

from exports.typeface import (
    CYRILLIC,
    FONTS,
    LATIN,
    ROOTS,
    read_font_files,
    write_font_faces,
    write_typeface_head,
)
from figures.plotly.text_metrics import measure
from locales import LANGUAGES, find_language
from locales.language import FOLDER
from schemas.reading import DATA
from tests.frozen import FROZEN
from tests.typeface import letters

WEB = {"latin": LATIN, "cyrillic": CYRILLIC}
PAINTED = ("regular", "bold")
MOST = 60_000
"""As many bytes a page may ask for."""


def held(name: str) -> set[str]:
    return {chr(code) for code in TTFont(FONTS / name).getBestCmap()}


def written() -> set[str]:
    """Every letter of the catalogues and the tables."""
    files = [*FOLDER.glob("*/messages.po"), *DATA.glob("*.csv"), *FROZEN.glob("*.csv")]
    texts = [file.read_text("utf-8") for file in files]
    texts += [find_language(code).format_number(-1234567.5, 1) for code in LANGUAGES]
    return {letter for letter in "".join(texts) if category(letter) not in ("Cc", "Cf")}


@pytest.mark.parametrize("name", PAINTED)
def test_every_letter_we_write_can_be_painted(name: str) -> None:
    assert written() - held(f"painted/{name}.ttf") == set()


def test_every_letter_we_write_stands_in_a_file_that_pages_fetch() -> None:
    both = held("latin.woff2") | held("cyrillic.woff2")
    assert {"č", "→", "\u202f", "ґ", "№"} <= both
    assert written() - both == set()
    assert "語" not in both


@pytest.mark.parametrize("name", WEB)
def test_pages_ask_a_file_for_no_letter_it_lacks(name: str) -> None:
    assert {chr(code) for code in letters(WEB[name])} == held(f"{name}.woff2")


def test_no_letter_is_asked_of_both_files() -> None:
    assert not set(letters(LATIN)) & set(letters(CYRILLIC))


def test_what_a_page_fetches_is_small_and_named_after_its_bytes() -> None:
    assert sum(map(len, read_font_files().values())) < MOST
    for path, content in read_font_files().items():
        assert sha256(content).hexdigest()[:12] in path


@pytest.mark.parametrize("root", ROOTS)
def test_a_page_names_each_file_where_it_sees_the_house(root: str) -> None:
    assert all(f'url("{root}{path}")' in write_font_faces(root) for path in read_font_files())


def test_a_page_fetches_early_what_its_language_is_written_in() -> None:
    latin, cyrillic = read_font_files()
    assert latin in write_typeface_head("/", "fr").split("<style>", maxsplit=1)[0]
    assert cyrillic not in write_typeface_head("/", "fr").split("<style>", maxsplit=1)[0]
    assert cyrillic in write_typeface_head("/", "uk").split("<style>", maxsplit=1)[0]


@pytest.mark.parametrize("name", PAINTED)
def test_words_take_the_room_that_is_reckoned(name: str) -> None:
    font = TTFont(FONTS / "painted" / f"{name}.ttf")
    for code, glyph in font.getBestCmap().items():
        wide = measure(chr(code), 1000, bold=name == "bold")
        assert 0 <= wide - font["hmtx"][glyph][0] < 10, chr(code)


@pytest.mark.parametrize("name", ["latin.woff2", "painted/bold.ttf"])
def test_a_changed_file_does_not_bear_the_name_its_makers_reserve(name: str) -> None:
    names = TTFont(FONTS / name)["name"]
    assert all("Source" not in str(names.getDebugName(number)) for number in (1, 3, 4, 6))
    assert "Open Font License" in names.getDebugName(13)
    assert "Reserved Font Name 'Source'" in (FONTS / "OFL.txt").read_text("utf-8")
