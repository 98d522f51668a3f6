"""Finding by words: figures, numbers, publications and terms, in any language, case or accents.

Everything is looked for in what is there already: nothing is asked of anybody else. The pages that
are found are made elsewhere.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

import pandas as pd

from exports.columns import describe_columns
from exports.html import fill_template
from exports.row_names import name_rows
from figures import FIGURES
from figures.core.chart import draw
from figures.core.figure import TOPIC_NAMES, Topic
from figures.core.selection import select_latest
from figures.core.view import make_view
from locales import LANGUAGES, Translator, find_language, later, make_translator
from schemas import FACT_TABLES, MODELS, Tables
from web.directory import QUESTIONS, SOURCES, SitePage, link_to_page
from web.numbers import UNTOLD, summarize_number
from web.publications import search_sources

SEARCH: Final = SitePage(
    "search",
    later("Search"),
    later("Find figures, numbers, places, publications by a word in any of three languages."),
)
PARAMETER: Final = "q"
MOST: Final = 8
"""So many numbers of a topic are shown; what is left is counted."""
_LONGEST: Final = 100
_DIGITS: Final = re.compile(r"(?<=\d)[\s.,’'](?=\d{3}(?:\D|$))")
"""What stands between the thousands of a number."""


def fold(words: str) -> str:
    """Words without case, accents and marks between thousands, so that they meet those typed."""
    plain = unicodedata.normalize("NFKD", _DIGITS.sub("", words.casefold()))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def write_search(words: str, tables: Tables, t: Translator) -> str:
    """The page of what was found for some words."""
    asked = fold(words[:_LONGEST]).split()
    figures = _find(asked, map(_list_figures, LANGUAGES))
    numbers = {
        table: _find(asked, (_list_numbers(table, tables, code) for code in LANGUAGES))
        for table in FACT_TABLES
    }
    sources = search_sources(tables, words[:_LONGEST]) if asked else tables.sources.iloc[:0]
    return fill_template(
        "search.html",
        t,
        asked=words[:_LONGEST] if asked else "",
        figures=[
            (link_to_page(name, t), draw(make_view(FIGURES[name], tables, {}, t.code), tables))
            for name in figures
        ],
        groups=[
            (
                t(TOPIC_NAMES[Topic(MODELS[table].topic())]),
                [summarize_number(name, tables, t) for name in names[:MOST]],
                max(len(names) - MOST, 0),
            )
            for table, names in numbers.items()
            if names
        ],
        sources=len(sources),
        page=SOURCES,
    )


def _find(asked: Sequence[str], lists: Iterable[Sequence[tuple[str, str]]]) -> list[str]:
    """The names of entries in which each word asked for stands, or begins one."""
    if not asked:
        return []
    wanted = [f" {word} " if word.isdecimal() else f" {word}" for word in asked]
    entries = chain.from_iterable(lists)
    found = [one for one in entries if all(word in one[1] for word in wanted)]
    # Words that stand beside each other, as "March 2022", are meant together.
    found.sort(key=lambda one: " ".join(asked) not in one[1])
    return list(dict.fromkeys(name for name, _ in found))


@lru_cache(maxsize=len(LANGUAGES))
def _list_figures(code: str) -> tuple[tuple[str, str], ...]:
    """Every figure with its name and the questions it answers."""
    t = find_language(code)
    words = {name: [t(one.name), t(TOPIC_NAMES[one.topic])] for name, one in FIGURES.items()}
    for questions in QUESTIONS.values():
        for question, rows in questions:
            for name in (name for row in rows for name in row):
                words[name].append(t(question))
    return tuple((name, fold(f" {' '.join(texts)} ")) for name, texts in words.items())


@lru_cache(maxsize=2 * len(LANGUAGES) * len(FACT_TABLES))
def _list_numbers(table: str, tables: Tables, code: str) -> tuple[tuple[str, str], ...]:
    """The latest edition of every number with all its words, the newest and largest first."""
    t, model = make_translator(code, tables), MODELS[table]
    rows = select_latest(getattr(tables, table), table)
    days = rows["period_end"].fillna(rows.get("date", pd.NaT))
    order = rows[[model.number_column()]].assign(day=days)
    rows = rows.loc[order.sort_values(["day", model.number_column()], ascending=False).index]
    publishers = tables.sources.set_index("source_id")["publisher"]
    text = rows["source_id"].map(lambda name: t.data(publishers[name])).astype(str)
    for column in describe_columns(model, t):
        cells = rows[column.name].dropna().unique()
        if column.name in model.number_columns():
            words = {cell: str(int(cell)) for cell in cells}
        elif column.kind == "day":
            words = {cell: t.format_day(pd.Timestamp(cell)) for cell in cells}
        elif column.name != "note" and column.name in UNTOLD:
            continue
        else:
            words = {cell: column.words(str(cell), t) for cell in cells}
        text = text + [f" {words.get(cell, '')}" for cell in rows[column.name]]
    folded = {words: fold(f" {words} ") for words in text.unique()}
    return tuple(zip(name_rows(rows, table), text.map(folded), strict=True))
