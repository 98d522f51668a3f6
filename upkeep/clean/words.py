"""Letters, signs and codes: alphabets mixed, words garbled, codes written otherwise."""

import re
from collections.abc import Iterator
from typing import Final

from upkeep.clean.columns import Column
from upkeep.clean.steps import Step

_INVISIBLE: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e"
                               "\u2060\ufeff]")  # fmt: skip
_ERRORS: Final = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|#+)")
_FORMULA: Final = re.compile(r"=.*|@[A-Za-z]+\(.*|[+-][A-Za-z]+\(.*", re.DOTALL)
_TEXT_FORMULA: Final = re.compile(r'="([^"]*)"')
_QUOTES: Final = "“”„‟«»‘’‚‹›\"'`´"
_DASHES: Final = frozenset("-–—−") | {"--", "---"}
_MARKS: Final = _DASHES | {
    "na", "n/a", "n.a.", "n.a", "nan", "null", "none", "nil", "…", "...", "..", ".", "?", "??",
    "no data", "not available", "not applicable", "missing", "(blank)", "(vide)", "n.d.", "nd",
    "s.o.", "н/д", "немає даних", "нема даних", "x",
}  # fmt: skip
_CYRILLIC_LOOKS: Final = "АВЕКМНОРСТХІЈЅаеорсухіјѕ"
_LATIN_LOOKS: Final = "ABEKMHOPCTXIJSaeopcyxijs"
_TO_LATIN: Final = str.maketrans(_CYRILLIC_LOOKS, _LATIN_LOOKS)
_TO_CYRILLIC: Final = str.maketrans(_LATIN_LOOKS, _CYRILLIC_LOOKS)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_LATIN: Final = re.compile(r"[A-Za-z]")


def repaired_signs(text: str, column: Column) -> Iterator[Step]:
    """What is wrong with the signs of a cell, whatever it means."""
    if _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
        yield Step("invisible_signs", text)
    clear = _ungarbled(text)
    if clear != text:
        text = clear
        yield Step("garbled", text)
    if "\ufffd" in text or "???" in text:
        yield Step("letters_lost")
    if text != text.strip():
        text = text.strip()
        yield Step("spaces_around", text)
    formula = _TEXT_FORMULA.fullmatch(text)
    if formula:
        text = formula[1]
        yield Step("formula", text)
    if column.kind != "text" and text.strip(_QUOTES) != text and not column.fits(text):
        text = text.strip(_QUOTES).strip()
        yield Step("smart_quotes", text)
    if not column.fits(text) or column.kind == "text":
        yield from _nothing_known(text, column)


def _nothing_known(text: str, column: Column) -> Iterator[Step]:
    """Formulas, their errors, and the many ways to write that there is nothing."""
    if _ERRORS.fullmatch(text):
        yield Step("sheet_error")
    elif text.lower() in _MARKS:
        zero_perhaps = "number" in column.kind and text in _DASHES
        yield Step("missing_mark", None if column.required or zero_perhaps else "")
    elif _FORMULA.fullmatch(text):
        yield Step("formula")


def _ungarbled(text: str) -> str:
    """UTF-8 that was read as a Windows encoding, read rightly; other text as it is."""
    if text.isascii():
        return text
    for encoding in ("latin-1", "cp1252", "cp1251"):
        try:
            clear = text.encode(encoding).decode()
        except UnicodeError:
            continue
        return _INVISIBLE.sub("", clear)
    return text


def repaired_letters(text: str, column: Column) -> Iterator[Step]:
    """Letters of another alphabet that only look right."""
    if not _CYRILLIC.search(text):
        return
    if column.kind == "code":
        latin = text.translate(_TO_LATIN)
        sure = column.fits(latin) or column.fits(latin.upper())
        if sure or _LATIN.search(text):
            yield Step("script_mixed", latin if sure else None)
    if column.kind != "text":
        return
    pieces = [_one_alphabet(piece) for piece in _WORD.findall(text)]
    if any(piece is None for piece in pieces):
        yield Step("script_mixed")
        return
    whole = iter(pieces)
    clear = _WORD.sub(lambda _: str(next(whole)), text)
    if clear != text:
        yield Step("script_mixed", clear)


def _one_alphabet(word: str) -> str | None:
    """The word in one alphabet: in the only one that works out, else in that of most letters."""
    many, few = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    if not many or not few:
        return word
    cyrillic, latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
    possible = [
        *([cyrillic] if not _LATIN.search(cyrillic) else []),
        *([latin] if not _CYRILLIC.search(latin) else []),
    ]
    if len(possible) == 2 and many != few:
        return cyrillic if many > few else latin
    return possible[0] if len(possible) == 1 else None


def repaired_code(text: str, column: Column) -> Iterator[Step]:
    """A code written in other letters or in words."""
    if column.fits(text):
        return
    for other in (text.upper(), text.lower()):
        if column.fits(other):
            yield Step("letter_case", other)
            return
    if not column.words:
        return
    plain = re.sub(r"\s+", " ", text.lower().replace("_", " "))
    joined = re.sub(r"\s*(?:[,;&/+]|\bAND\b)\s*", "+", text.upper())
    tries = (
        column.words.get(plain),
        plain.replace(" ", "_"),
        plain.replace(" ", "-"),
        joined if "+" in joined else None,
    )
    for code in tries:
        if code and column.fits(code):
            yield Step("words_for_code", code)
            return
    if re.fullmatch(r"(UA)?\d", text) and column.fits(f"UA0{text[-1]}"):
        yield Step("zeros_lost", None, (("wanted", f"UA0{text[-1]}"),))
