"""The typeface of the house: its files, and how a page names and fetches them.

Every page, picture and measure uses one family, Source Sans 3. Its files come from our own origin,
under names that change with their bytes, so that they may be kept for ever.
"""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from exports.html import fill_macro, fill_template
from locales import find_language

FONTS: Final = Path(__file__).parent / "fonts"
FONTCONFIG: Final = FONTS / "painted" / "fonts.conf"
"""What makes the typeface known to a browser that paints pictures."""

LATIN: Final = (
    "U+20-7E, U+A0-17F, U+218-21B, U+2BC, U+2C6, U+2DA, U+2DC, U+2007, U+2009-200B, U+2010-2015, "
    "U+2018-201E, U+2020-2022, U+2026, U+202F-2030, U+2032-2033, U+2039-203A, U+2044, U+20AC, "
    "U+2122, U+2190-2193, U+2212, U+2248, U+2260, U+2264-2265"
)
CYRILLIC: Final = "U+301, U+400-45F, U+490-491, U+20B4, U+2116"
"""The letters of each file, as CSS tells them; what is in neither is drawn by another typeface."""

MEDIA_TYPE: Final = "font/woff2"
TOP: Final = "/"
"""Where the pages of a server see the house."""
ROOTS: Final = (TOP, "../../../")
"""Where a light page may see it: live at the top, frozen above its folder."""


@cache
def read_font_files() -> Mapping[str, bytes]:
    """The files that pages fetch, by their path below the house: fonts/latin-<hash>.woff2."""
    contents = {name: (FONTS / f"{name}.woff2").read_bytes() for name in ("latin", "cyrillic")}
    return {
        f"fonts/{name}-{sha256(content).hexdigest()[:12]}.woff2": content
        for name, content in contents.items()
    }


@cache
def write_font_faces(root: str) -> str:
    """The style sheet that names the files, for a page that sees the house at `root`."""
    files = zip(read_font_files(), (LATIN, CYRILLIC), strict=True)
    return fill_template("faces.css", find_language("en"), root=root, files=files)


def write_typeface_head(root: str, code: str) -> str:
    """What the head of a page in a language holds: the files it needs at once, and their names."""
    early = list(read_font_files())[: 2 if code == "uk" else 1]
    words = (root, early, MEDIA_TYPE, write_font_faces(root))
    return str(fill_macro("head.html", "typeface", find_language(code), *words))
