"""Numbers as spreadsheets, languages and people write them, and the plain digits meant."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from upkeep.clean.steps import Step, either

_SPACES: Final = "\\s\u00a0\u202f\u2009'’`_"
_GROUPED: Final = re.compile(rf"(-?\d{{1,3}})((?:[{_SPACES}]\d{{3}})+)(?!\d)(.*)")
_SPACED: Final = re.compile(rf"-?\d[\d{_SPACES}]*[.,]?\d*")
_POWER: Final = re.compile(r"-?\d+([.,]\d+)?[eE][+-]?\d+")
_SIGNED: Final = re.compile(r"[−–—‑+]\s*(\d.*)|\((\d[^()]*)\)|(\d.*)[-−]")
_UNIT: Final = re.compile(
    r"[€$£₴%]|(?<![^\W\d])(?:EUR|USD|UAH|GBP|NOK|SEK|DKK|euros?|people|persons?|personnes|осіб|"
    r"m|mn|mln|bn|k|millions?|billions?|thousands?|milliers?|milliards?|"
    r"млн|млрд|тис)(?![^\W\d])\.?",
    re.IGNORECASE,
)


def repaired_number(text: str, *, whole: bool, comma_is_decimal: bool) -> Iterator[Step]:
    """What separates a text from a plain number, step by step."""
    for step in _signs(text):
        yield step
        text = step.text or text
    grouped = _GROUPED.fullmatch(text)
    if grouped and re.match(r"-?0\d", text) is None and not re.match(r"-?0.\d{3}", text):
        text = grouped[1] + re.sub(rf"[{_SPACES}]", "", grouped[2]) + grouped[3]
        yield Step("thousands", text)
    elif re.search(rf"[{_SPACES}]", text) and _SPACED.fullmatch(text):
        yield Step("thousands")
        return
    if _POWER.fullmatch(text):
        yield Step("number_rounded")
    elif re.fullmatch(r"-?\d+([.,]\d+)+", text):
        yield from _points(text, whole=whole, comma_is_decimal=comma_is_decimal)
    elif re.fullmatch(r"-?\d+", text) is None and any(sign.isdigit() for sign in text):
        bare = _UNIT.sub("", text)
        plain = re.fullmatch(rf"-?[\d{_SPACES}.,]+", bare.strip()) is not None
        yield Step("number_unit" if plain and bare != text else "number_words")


def _signs(text: str) -> Iterator[Step]:
    """Digits of other scripts, and the signs and brackets that mean 'less than zero'."""
    if any(sign.isdecimal() and not sign.isascii() for sign in text):
        text = "".join(
            str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text
        )
        yield Step("number_form", text)
    signed = _SIGNED.fullmatch(text)
    if signed and (signed[1] is None or text[0] != "+"):
        yield Step("number_form", "-" + (signed[1] or signed[2] or signed[3]).strip())
    elif signed:
        yield Step("number_form", signed[1])


def _points(text: str, *, whole: bool, comma_is_decimal: bool) -> Iterator[Step]:
    """Points and commas inside digits: of thousands, of decimals, or nobody knows."""
    commas, points = text.count(","), text.count(".")
    if commas and points:
        yield from _both(text, whole=whole)
    elif commas > 1 or points > 1:
        mark = "," if commas else "."
        if _in_threes(text, mark):
            yield Step("thousands", text.replace(mark, ""))
        else:
            yield Step("number_words")
    elif whole:
        yield from _one_mark_in_whole(text)
    elif commas:
        yield _one_comma(text, comma_is_decimal=comma_is_decimal)


def _both(text: str, *, whole: bool) -> Iterator[Step]:
    decimal = max(",.", key=text.rfind)
    thousands = "." if decimal == "," else ","
    if text.count(decimal) > 1 or not _in_threes(text.partition(decimal)[0], thousands):
        yield Step("number_words")
        return
    text = text.replace(thousands, "")
    yield Step("thousands", text)
    if whole:
        yield from _one_mark_in_whole(text, surely_decimal=True)
    elif decimal == ",":
        yield Step("decimal_comma", text.replace(",", "."))


def _in_threes(text: str, mark: str) -> bool:
    first, *groups = text.lstrip("-").split(mark)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in groups)


def _one_mark_in_whole(text: str, *, surely_decimal: bool = False) -> Iterator[Step]:
    """'1286.0' is a whole number; '1.286' may be thousands; '12.5' is none."""
    before, mark, after = re.split(r"([.,])", text)
    if not after.strip("0") and (surely_decimal or len(after) != 3):
        yield Step("decimal_comma" if mark == "," else "number_form", before)
    elif len(after) == 3 and len(before.lstrip("-")) <= 3 and not surely_decimal:
        yield either("number_ambiguous", before + after, f"{before}.{after}")
    elif mark == ",":
        yield Step("decimal_comma")


def _one_comma(text: str, *, comma_is_decimal: bool) -> Step:
    before, _, after = text.partition(",")
    digits = before.lstrip("-")
    sure = comma_is_decimal or len(after) != 3 or len(digits) > 3 or digits == "0"
    if sure:
        return Step("decimal_comma", f"{before}.{after}")
    return either("number_ambiguous", before + after, f"{before}.{after}")
