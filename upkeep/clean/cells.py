"""One cell: everything that is wrong with it, in the order in which it can be undone."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from typing import Any, Final

import pandas as pd
import pycountry
from babel.dates import get_month_names

from locales import LANGUAGES
from schemas import places
from schemas.cells import DAY, IS_READABLE, is_day
from schemas.rules import CODE_LISTS
from schemas.sources import PARTIAL_DAY
from schemas.table import Table, find_kind
from upkeep.clean.decode import Step, either

_ANYTHING: Final = re.compile("").match
_VERBATIM: Final = ("printed", "corrected")
"""Columns that quote cells, whatever is wrong with them."""
_KINDS: Final = {
    DAY: "day", PARTIAL_DAY: "partial_day", r"[0-9]{4}-(0[1-9]|1[0-2])": "month",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One declared column, as far as repairing its cells depends on it."""

    name: str
    kind: str
    """whole_number, decimal_number, day, partial_day, month, code, text or verbatim."""
    required: bool
    fits: Callable[[str], object]
    """Whether a text may stand there as it is."""
    words: Mapping[str, str]
    """Codes by the words for them, in small letters; empty where no list closes the codes."""


@cache
def columns_of(model: type[Table]) -> Mapping[str, Column]:
    """Every declared column of a table, in order."""
    return {name: _describe(name, declared) for name, declared in model.columns().items()}


def _describe(name: str, declared: Any) -> Column:
    metadata = declared.metadata
    kind, pattern = find_kind(declared.dtype), metadata["pattern"]
    fits: Callable[[str], object] = _ANYTHING
    words: Mapping[str, str] = {}
    if kind != "text":
        fits = IS_READABLE[kind]
    elif metadata["codes"]:
        kind, fits = "code", metadata["codes"].__contains__
        words = {meaning.lower(): code for code, meaning in metadata["codes"].items()}
    elif metadata["code_list"]:
        kind, fits = "code", CODE_LISTS[metadata["code_list"]]
        words = _words_for(metadata["code_list"])
    elif pattern:
        kind = _KINDS.get(pattern, "code")
        fits = is_day if kind == "day" else re.compile(pattern, re.ASCII).fullmatch
    elif name in _VERBATIM:
        kind = "verbatim"
    return Column(name, kind, metadata["required"], fits, words)


@cache
def _words_for(code_list: str) -> Mapping[str, str]:
    """Codes of places, donors or currencies by what people write instead of them."""
    if code_list == "currency":
        signs = {"€": "EUR", "£": "GBP", "₴": "UAH"}
        return signs | {each.name.lower(): each.alpha_3 for each in pycountry.currencies}
    words = {
        word.lower(): country.alpha_3
        for country in pycountry.countries
        for word in (country.name, country.alpha_2, getattr(country, "common_name", ""))
        if word
    }
    groups = places.DONOR_GROUPS if code_list == "donor" else {**places.GROUPS, **places.OBLASTS}
    return words | {meaning.lower(): code for code, meaning in groups.items()}


_TEXTS: Final = ("text", "verbatim")
_HIDDEN: Final = "\0-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff"


def is_suspect(text: str, column: Column) -> bool:
    """Whether a text needs a closer look."""
    return text != "" and (column.kind == "text" or not column.fits(text))


def repair_steps(text: str, column: Column, *, comma_is_decimal: bool = False) -> list[Step]:
    """Everything that is wrong with a cell; each step starts where the last sure one ended."""
    steps: list[Step] = []
    meaning = partial(_repair_meaning, comma_is_decimal=comma_is_decimal)
    for stage in (_repair_signs, _repair_letters, meaning):
        for step in stage(text, column):
            steps.append(step)
            text = text if step.text is None else step.text
        stuck = steps and steps[-1].text is None and steps[-1].cause != "letters_lost"
        if stuck or not text:
            break
    return steps


def clean(text: str, column: Column) -> str:
    """The text after every sure repair."""
    return last_sure(text, repair_steps(text, column))


def last_sure(text: str, steps: list[Step]) -> str:
    """What a text becomes; without a sure repair it stays as it is."""
    return next((step.text for step in reversed(steps) if step.text is not None), text)


def _repair_meaning(text: str, column: Column, *, comma_is_decimal: bool) -> Iterator[Step]:
    if column.kind in _TEXTS or column.fits(text):
        return
    if "number" in column.kind:
        whole = column.kind == "whole_number"
        yield from _repair_number(text, whole=whole, comma_is_decimal=comma_is_decimal)
    elif column.kind == "code":
        yield from _repair_code(text, column)
    else:
        yield from _repair_day(text, column.kind)


# Signs and letters, whatever the cell means.

_INVISIBLE: Final = re.compile(f"[{_HIDDEN}]")
_FAILED: Final = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|#+)")
_FORMULA: Final = re.compile(r"=.*|@[A-Za-z]+\(.*|[+-][A-Za-z]+\(.*", re.DOTALL)
_QUOTES: Final = "“”„‟«»‘’‚‹›\"'`´"
_DASHES: Final = frozenset("-–—−") | {"--", "---"}
_MARKS: Final = _DASHES | {
    "na", "n/a", "n.a.", "n.a", "nan", "null", "none", "nil", "…", "...", "..", ".", "?", "??",
    "no data", "not available", "not applicable", "missing", "(blank)", "(vide)", "n.d.", "nd",
    "s.o.", "н/д", "немає даних", "нема даних", "x",
}  # fmt: skip


def _repair_signs(text: str, column: Column) -> Iterator[Step]:
    seen = _INVISIBLE.sub("", text)
    if seen != text:
        yield Step("invisible_signs", seen)
    clear = _ungarble(seen)
    if clear != seen:
        yield Step("garbled", clear)
    if "\ufffd" in clear or "???" in clear:
        yield Step("letters_lost")
    text = clear.strip()
    if text != clear:
        yield Step("spaces_around", text)
    formula = re.fullmatch(r'="([^"]*)"', text)
    if formula:
        text = formula[1]
        yield Step("formula", text)
    if column.kind != "text" and text.strip(_QUOTES) != text and not column.fits(text):
        text = text.strip(_QUOTES).strip()
        yield Step("smart_quotes", text)
    if not column.fits(text) or column.kind == "text":
        yield from _find_nothing(text, column)


def _find_nothing(text: str, column: Column) -> Iterator[Step]:
    """Formulas, their errors, and the many ways to write that there is nothing."""
    if _FAILED.fullmatch(text):
        yield Step("sheet_error")
    elif text.lower() in _MARKS:
        zero_perhaps = "number" in column.kind and text in _DASHES
        yield Step("missing_mark", None if column.required or zero_perhaps else "")
    elif _FORMULA.fullmatch(text):
        yield Step("formula")


def _ungarble(text: str) -> str:
    """UTF-8 that was read as a Windows encoding, read rightly; other text as it is."""
    for encoding in () if text.isascii() else ("latin-1", "cp1252", "cp1251"):
        try:
            return _INVISIBLE.sub("", text.encode(encoding).decode())
        except UnicodeError:
            continue
    return text


_CYRILLIC_LOOKS: Final = "АВЕКМНОРСТХІЈЅаеорсухіјѕ"
_LATIN_LOOKS: Final = "ABEKMHOPCTXIJSaeopcyxijs"
TO_LATIN: Final = str.maketrans(_CYRILLIC_LOOKS, _LATIN_LOOKS)
"""Cyrillic letters as the Latin ones that look like them."""
_TO_CYRILLIC: Final = str.maketrans(_LATIN_LOOKS, _CYRILLIC_LOOKS)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_LATIN: Final = re.compile(r"[A-Za-z]")


def _repair_letters(text: str, column: Column) -> Iterator[Step]:
    """Letters of another alphabet that only look right."""
    if not _CYRILLIC.search(text):
        return
    if column.kind == "code":
        latin = text.translate(TO_LATIN)
        sure = column.fits(latin) or column.fits(latin.upper())
        if sure or _LATIN.search(text):
            yield Step("script_mixed", latin if sure else None)
    elif column.kind == "text":
        words = {word: _use_one_alphabet(word) for word in _WORD.findall(text)}
        if None in words.values():
            yield Step("script_mixed")
        elif any(word != clear for word, clear in words.items()):
            yield Step("script_mixed", _WORD.sub(lambda word: str(words[word[0]]), text))


def _use_one_alphabet(word: str) -> str | None:
    """The word in one alphabet: in the only one that works out, else in that of most letters."""
    many, few = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    if not many or not few:
        return word
    cyrillic, latin = word.translate(_TO_CYRILLIC), word.translate(TO_LATIN)
    possible = [] if _LATIN.search(cyrillic) else [cyrillic]
    possible += [] if _CYRILLIC.search(latin) else [latin]
    if len(possible) == 2 and many != few:
        return cyrillic if many > few else latin
    return possible[0] if len(possible) == 1 else None


def _repair_code(text: str, column: Column) -> Iterator[Step]:
    """A code written in other letters or in words."""
    plain = re.sub(r"\s+", " ", text.lower().replace("_", " "))
    joined = re.sub(r"\s*(?:[,;&/+]|\bAND\b)\s*", "+", text.upper())
    words = (column.words.get(plain), plain.replace(" ", "_"), plain.replace(" ", "-"))
    tries: dict[str, tuple[str, ...]] = {"letter_case": (text.upper(), text.lower())}
    if column.words:
        tries["words_for_code"] = (*filter(None, words), *([joined] if "+" in joined else []))
    for cause, codes in tries.items():
        code = next(filter(column.fits, codes), None)
        if code:
            yield Step(cause, code)
            return
    if column.words and re.fullmatch(r"(UA)?\d", text) and column.fits(f"UA0{text[-1]}"):
        yield Step("zeros_lost", None, (("wanted", f"UA0{text[-1]}"),))


# Numbers as spreadsheets, languages and people write them.

_SPACES: Final = "\\s\u00a0\u202f\u2009'’`_"
_GROUPED: Final = re.compile(
    rf"(-?(?!0[{_SPACES}]?\d)\d{{1,3}})((?:[{_SPACES}]\d{{3}})+)(?!\d)(.*)"
)
_SIGNED: Final = re.compile(r"([−–—‑+])\s*(\d.*)|\((\d[^()]*)\)")
_UNIT: Final = re.compile(
    r"[€$£₴%]|(?<![^\W\d])(?:EUR|USD|UAH|GBP|NOK|SEK|DKK|euros?|people|persons?|personnes|осіб|"
    r"m|mn|mln|bn|k|millions?|billions?|thousands?|milliers?|milliards?|"
    r"млн|млрд|тис)(?![^\W\d])\.?",
    re.IGNORECASE,
)


def _repair_number(text: str, *, whole: bool, comma_is_decimal: bool) -> Iterator[Step]:
    signed = _SIGNED.fullmatch(text)
    if signed:
        text = signed[2] if signed[1] == "+" else "-" + (signed[2] or signed[3]).strip()
        yield Step("number_form", text)
    grouped = _GROUPED.fullmatch(text)
    if grouped:
        text = grouped[1] + re.sub(rf"[{_SPACES}]", "", grouped[2]) + grouped[3]
        yield Step("thousands", text)
    if re.fullmatch(r"-?\d+([.,]\d+)?[eE][+-]?\d+", text):
        yield Step("number_rounded")
    elif re.fullmatch(rf"-?\d+([{_SPACES}]+\d+)+([.,]\d*)?", text):
        yield Step("thousands")
    elif re.fullmatch(r"-?\d+([.,]\d+)+", text):
        yield from _repair_points(text, whole=whole, comma_is_decimal=comma_is_decimal)
    elif re.fullmatch(r"-?\d+", text) is None and re.search("[0-9]", text):
        bare = _UNIT.sub("", text).strip()
        is_plain = bare != text and re.fullmatch(rf"-?[\d{_SPACES}.,]+", bare)
        yield Step("number_unit" if is_plain else "number_words")


def _repair_points(text: str, *, whole: bool, comma_is_decimal: bool) -> Iterator[Step]:
    """Points and commas inside digits: of thousands, of decimals, or nobody knows."""
    marks = re.findall("[.,]", text)
    decimal = marks[-1] if marks.count(marks[-1]) == 1 else ""
    if len(marks) > 1:
        *head, last = re.split("[.,]", text.lstrip("-"))
        groups = head[1:] if decimal else [*head[1:], last]
        is_grouped = len(head[0]) <= 3 and all(len(group) == 3 for group in groups)
        if not is_grouped or len({*marks[: len(groups)]}) != 1:
            yield Step("number_words")
            return
        thousands = marks[0]
        text = text.replace(thousands, "")
        yield Step("thousands", text)
        if not decimal:
            return
    before, after = text.split(decimal)
    digits, sure = before.lstrip("-"), len(marks) > 1
    either_way = either("number_ambiguous", before + after, f"{before}.{after}")
    if whole and not after.strip("0") and (sure or len(after) != 3):
        yield Step("decimal_comma" if decimal == "," else "number_form", before)
    elif whole and len(after) == 3 and len(digits) <= 3 and not sure:
        yield either_way
    elif whole and decimal == ",":
        yield Step("decimal_comma")
    elif not whole and decimal == ",":
        known = sure or comma_is_decimal or len(after) != 3 or len(digits) > 3 or digits == "0"
        yield Step("decimal_comma", f"{before}.{after}") if known else either_way


_LOST: Final = re.compile(r"\d{1,9}")
_ENOUGH: Final = 3
"""Numbers with decimals that a series must have, for its size to be known."""
_NARROW: Final = 4
"""So many times its smallest number the greatest of a series may be, for its size to be known."""


def find_lost_points(cells: pd.Series, series: list[pd.Series]) -> dict[int, str]:
    """By line, the numbers that a spreadsheet of another language took to be thousands.

    4.946 is 4946 to a German one, and only numbers of three decimals become others. Where all
    other numbers of a series are of one size and this is a thousand times theirs, one reading is
    left.
    """
    lost = cells.str.fullmatch(_LOST)
    if not lost.any() or not series:
        return {}
    numbers = pd.to_numeric(cells, errors="coerce").abs()
    sizes = numbers.mask(lost).groupby(series)
    low, high = sizes.transform("min"), sizes.transform("max")
    is_narrow = (sizes.transform("count") >= _ENOUGH) & (low > 0) & (high <= _NARROW * low)
    meant = numbers / 1000
    found = cells[lost & is_narrow & meant.between(low / 2, high * 2)].str.zfill(4)
    return {int(str(line)): f"{text[:-3]}.{text[-3:]}" for line, text in found.items()}


# Days and months as spreadsheets, languages and people write them.

_TIMED: Final = re.compile(
    r"(.*\d)[T\s]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?"
)
_FORMS: Final = tuple(
    (re.compile(pattern.replace("~", r"\s*[./\-–—‑\s]\s*")), cause)
    for pattern, cause in (
        (r"(?P<serial>\d{5})(?:[.,]0+)?", "date_number"),
        (r"(?P<year>\d{4})~(?P<month>\d{1,2})~(?P<day>\d{1,2})", "date_order"),
        (r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})", "date_order"),
        (r"(?P<day>\d{1,2})~(?P<month>\d{1,2})~(?P<year>\d{4})(?P<either>)", "date_order"),
        (r"(?P<year>\d{4})~(?P<month>\d{1,2})", "date_order"),
        (r"(?P<month>\d{1,2})~(?P<year>\d{4})", "date_order"),
        (r"\d{1,2}~(\d{1,2}|[^\W\d]+)~\d{2}|[^\W\d]+~\d{2}", "date_short"),
        (r"(?:(?P<day>\d{1,2})(?:er|st|nd|rd|th)?[.\s\-]+)?(?P<month>[^\W\d]+)\.?[\s\-]+"
         r"(?P<year>\d{4})(?:\s*(?:р|року|г)\.?)?", "date_words"),
        (r"(?P<month>[^\W\d]+)\.?[\s\-]+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
         "date_words"),
    )
)  # fmt: skip
"""How days are written. No program writes the day before the month behind a year: 2023-13-01 is a
slip, and is asked."""


def _repair_day(text: str, kind: str) -> Iterator[Step]:
    timed = _TIMED.fullmatch(text)
    if timed:
        midnight = not timed[2].strip("0:.") and timed[3] in (None, "Z", "+00:00")
        yield Step("date_time", timed[1] if midnight else None)
        text = timed[1]
        if not midnight or re.fullmatch(DAY, text):
            return
    for form, cause in _FORMS:
        found = form.fullmatch(text)
        if found:
            yield from _read_day(cause, found.groupdict(), kind)
            return


def _read_day(cause: str, parts: Mapping[str, str | None], kind: str) -> Iterator[Step]:
    """The ISO form of these parts, if there is such a day and the column takes it."""
    if not parts:
        yield Step(cause)
        return
    if "serial" in parts:
        meant = date(1899, 12, 30) + timedelta(days=int(parts["serial"] or 0))
        year, month, day = meant.year, meant.month, meant.day
    else:
        year, day = int(parts["year"] or 0), int(parts.get("day") or 0)
        named = parts["month"] or ""
        month = int(named) if named.isdecimal() else _month_names().get(named.lower(), -1)
    if "either" in parts and day <= 12 and day != month and 1 <= month <= 12 and day:
        yield either("date_ambiguous", f"{year}-{month:02}-{day:02}", f"{year}-{day:02}-{month:02}")
        return
    if "either" in parts and month > 12:
        day, month = month, day
    has_day = bool(parts.get("day") or parts.get("serial"))
    try:
        meant = date(year, month, day if has_day else 1)
    except ValueError:
        if month >= 0:
            yield Step("date_impossible")
        return
    if kind == "day" or (has_day and kind != "month"):
        yield Step(cause, meant.isoformat() if has_day and 1990 <= year <= 2100 else None)
    else:
        yield Step(cause, f"{meant:%Y-%m}" if meant.day == 1 else None)


@cache
def _month_names() -> Mapping[str, int]:
    return {
        name.lower().rstrip("."): number
        for language in LANGUAGES
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, language).items()
    }
