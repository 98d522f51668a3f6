"""Makes the files of the house's typeface anew from Adobe's: only the letters we write.

    npm pack source-sans@3.52.0 && tar xzf source-sans-3.52.0.tgz
    python -m tests.typeface package

Adobe reserves the name "Source" for files nobody changed, so ours carry one of their own; pages
and pictures call the typeface by its real name all the same (`exports/typeface.py`, `fonts.conf`).
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from exports.typeface import CYRILLIC, FONTS, LATIN

NAME: Final = "House Sans"
_ROOT: Final = Path(__file__).parent.parent
_WIDTHS: Final = _ROOT / "figures" / "plotly" / "letter_widths.json"
_FEATURES: Final = ("ccmp", "locl", "mark", "mkmk", "kern")
_KEPT_NAMES: Final = (0, 1, 2, 3, 4, 5, 6, 13, 14)
_GRAIN: Final = 10
_PARTS: Final = {
    "latin.woff2": ("VF/SourceSans3VF-Upright.ttf", LATIN),
    "cyrillic.woff2": ("VF/SourceSans3VF-Upright.ttf", CYRILLIC),
    "painted/regular.ttf": ("TTF/SourceSans3-Regular.ttf", f"{LATIN}, {CYRILLIC}"),
    "painted/bold.ttf": ("TTF/SourceSans3-Bold.ttf", f"{LATIN}, {CYRILLIC}"),
}


def letters(ranges: str) -> list[int]:
    """The letters of a `unicode-range`, as CSS writes it."""
    found: list[int] = []
    for part in ranges.replace(" ", "").removeprefix("U+").split(",U+"):
        first, _, last = part.partition("-")
        found.extend(range(int(first, 16), int(last or first, 16) + 1))
    return found


def cut(path: Path, wanted: Iterable[int], *, packed: bool) -> bytes:
    """A font file with nothing but the wanted letters, under our name."""
    options = Options()
    options.hinting = False
    options.layout_features = list(_FEATURES)
    options.name_IDs = list(_KEPT_NAMES)
    options.notdef_outline = True
    font = TTFont(path, recalcTimestamp=False)
    cutter = Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    _rename(font)
    font.flavor = "woff2" if packed else None
    written = BytesIO()
    font.save(written, reorderTables=False)
    return written.getvalue()


def _rename(font: TTFont) -> None:
    style = "Bold" if font["OS/2"].usWeightClass == 700 else "Regular"
    ours = {1: NAME, 2: style, 4: f"{NAME} {style}", 6: f"{NAME.replace(' ', '')}-{style}"}
    for record in font["name"].names:
        record.string = ours.get(record.nameID, str(record))
        if record.nameID == 3:
            record.string = f"{font['name'].getDebugName(5)};{ours[6]}"


def widths(fonts: Path) -> str:
    """Which letters are how wide: in thousandths of the size, rounded up to ten of them."""
    parts: dict[str, dict[int, str]] = {}
    for name in ("regular", "bold"):
        font = TTFont(fonts / "painted" / f"{name}.ttf")
        alike: defaultdict[int, str] = defaultdict(str)
        for code, glyph in sorted(font.getBestCmap().items()):
            alike[-(-font["hmtx"][glyph][0] // _GRAIN) * _GRAIN] += chr(code)
        parts[name] = dict(sorted(alike.items()))
    return json.dumps(parts, indent=1) + "\n"


def main(source: Path) -> None:
    """Write every file anew."""
    for name, (path, ranges) in _PARTS.items():
        packed = name.endswith(".woff2")
        (FONTS / name).write_bytes(cut(source / path, letters(ranges), packed=packed))
    _WIDTHS.write_text(widths(FONTS), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
