"""Sources beside each other: how a later edition changes the past, and what nobody looks for.

And sentences of any source that readers of another language see in English.
"""

from functools import lru_cache
from typing import Final

import pandas as pd

from figures.core.freshness import find_rhythm
from schemas import FACT_TABLES, MODELS, NUMBER_TABLES, TRANSLATED_COLUMNS
from schemas.searches import RATES, shorten_publisher
from schemas.translations import LANGUAGES
from upkeep.rules.rule import ANY, Known, Seen, rule, same, sight, tell

_GROWING: Final = ("fts-plan", "fts-cluster")
"""Money that comes in from one snapshot to the next restates nothing."""
_RISES: Final = 0.3
"""Verified counts rise as cases are verified late; only beyond this is a rise much."""


@lru_cache(maxsize=4)
def _facts(known: Known, table: str) -> pd.DataFrame:
    """Facts told by several sources of one publisher, the oldest edition first."""
    rows, model = known[table], MODELS[table]
    rows = rows[rows[model.number_column()].notna() & rows["available"].notna()]
    rows = rows[~rows["obs_status"].isin(["U"]) & ~rows["series"].isin(_GROWING)]
    kind = "status" if "status" in rows else "measure"
    fact = same(rows, [*model.fact_columns(), "publisher", kind])
    again = rows.assign(fact=fact)[fact.duplicated(keep=False)]
    by = ["fact", "available", "as_of"] if "as_of" in rows else ["fact", "available"]
    return again.sort_values(by, kind="stable")


@rule("restated", ANY)
def see_restated(known: Known) -> Seen:
    """A later edition changes what an earlier one said; its largest change stands for all."""
    yield from _see_restated(known, least=0.0, most=0.1)


@rule("restated_much", ANY)
def see_restated_much(known: Known) -> Seen:
    """A later edition changes a figure by more than a tenth."""
    yield from _see_restated(known, least=0.1, most=float("inf"))


def _see_restated(known: Known, *, least: float, most: float) -> Seen:
    for table in FACT_TABLES:
        number, found = MODELS[table].number_column(), _facts(known, table)
        facts = found.groupby("fact")
        found = found.assign(before=facts[number].shift(), old=facts["source_id"].shift())
        change = (found[number] - found["before"]).abs()
        newest = ~found["fact"].duplicated(keep="last")
        changed = found.assign(change=change)[(change > 0) & newest]
        changed["pair"] = same(changed, ["old", "source_id", "series"])
        worst = changed.sort_values("change", kind="stable").drop_duplicates("pair", keep="last")
        share = worst["change"] / worst["before"].abs()
        if "status" in worst:
            late = (worst["status"] == "verified") & (worst[number] > worst["before"])
            share = share.mask(late & (share <= _RISES), share.clip(upper=0.1))
        several = worst["pair"].map(changed["pair"].value_counts())
        yield from tell(table, number, (share > least) & (share <= most), number=several,
                        old=worst["old"].astype(str), before=worst["before"])  # fmt: skip


@rule("older_replaces_newer", "civilian_deaths")
def see_older_replaces_newer(known: Known) -> Seen:
    """The edition that readers see knows less far than one that came out before it."""
    found = _facts(known, "civilian_deaths")
    found = found[found["series"].isin(["monthly", "period"])]
    furthest = found.groupby("fact")["as_of"].transform("cummax")
    last = ~found["fact"].duplicated(keep="last")
    yield from tell("civilian_deaths", "as_of", last & (found["as_of"] < furthest), day=furthest)


@rule("release_again", "aid_flows")
def see_release_again(known: Known) -> Seen:
    """A release under a new name that holds exactly the figures of the one before."""
    rows = known["aid_flows"].dropna(subset=["amount", "available"])
    names = ["period_start", "donor", "aid_type", "measure", "plan", "cluster", "item", "amount"]
    first: dict[tuple[object, ...], str] = {}
    for (publisher, code, source), told in rows.sort_values("available", kind="stable").groupby(
        ["publisher", "series", "source_id"], observed=True, sort=False
    ):
        if len(told) >= 3:
            figures = frozenset(zip(*(told[name] for name in names), strict=True))
            other = first.setdefault((publisher, code, figures), str(source))
            if other != source:
                yield sight("aid_flows", told.index.min(), "source_id", other=other)


@rule("all_zero", ANY)
def see_nothing_but_zeros(known: Known) -> Seen:
    """Every number of a source is 0, as after an import that found nothing."""
    for table in NUMBER_TABLES:
        number = MODELS[table].number_column()
        told = known[table]
        told = told[told[number].notna()]
        of = (told[number] != 0).groupby(told["source_id"].astype(str))
        many, first = of.transform("size"), ~told["source_id"].duplicated()
        empty = ~of.transform("any") & (many >= 3)
        if not empty.any() and len(told) >= 2 and (told[number] == 0).all():
            many, first, empty = many * 0 + len(told), told.index == told.index[0], many > 0
        yield from tell(table, number, empty & first, number=many)


@rule("never_looked_for", ANY)
def see_never_looked_for(known: Known) -> Seen:
    """A series that can go on and is not in searches.csv, once, at its newest row.

    Without any searches at hand nothing is said.
    """
    there = known["searches"]
    looked = {(shorten_publisher(name), code) for name, code in zip(
        there["publisher"].astype(str), there["series"].astype(str), strict=True)}  # fmt: skip
    rhythms = known["sources"].drop_duplicates("source_id").set_index("source_id")["frequency"]
    for table in NUMBER_TABLES if looked else ():
        for row, found in _newest(known[table]).iterrows():
            publisher, code = found["publisher"], str(found["series"])
            rhythm = find_rhythm(code, str(rhythms.get(found["source_id"], "never")))
            if (publisher, code) not in looked and rhythm != "never":
                yield sight(table, row, "source_id", publisher=publisher, series=code)


def _newest(rows: pd.DataFrame) -> pd.DataFrame:
    """Of every series of every publisher the row that became public last."""
    rows = rows if "series" in rows else rows.assign(series=RATES)
    rows = rows.drop_duplicates(["publisher", "series", "source_id"])
    names = rows["publisher"].astype(str).map(shorten_publisher)
    said = rows.assign(publisher=names).sort_values("available", kind="stable")
    return said[said["publisher"] != ""].drop_duplicates(["publisher", "series"], keep="last")


@rule("line_break", tuple(MODELS))
def see_line_break(known: Known) -> Seen:
    """A text with a line break, which no longer equals the same text without it."""
    for table, rows in known.tables.items():
        for name in MODELS[table].columns_of_kind("text"):
            broken = rows[name].astype(str).str.contains(r"[\r\n\u2028]")
            yield from tell(table, name, broken)


def _said(known: Known) -> pd.DataFrame:
    """Every sentence that is to be translated, once, where it stands first."""
    texts = [
        known[table][column].drop_duplicates().rename("text").rename_axis("row")
        .reset_index().assign(table=table, column=column).astype({"text": "object"})
        for table, columns in TRANSLATED_COLUMNS.items() for column in columns
    ]  # fmt: skip
    said = pd.concat(texts, ignore_index=True).drop_duplicates("text")
    return said[said["text"].notna() & (said["text"] != "")]


@rule("translation_missing", (*TRANSLATED_COLUMNS, "translations"))
def see_translation_missing(known: Known) -> Seen:
    """A sentence without French or Ukrainian, once, where it stands first.

    Without any translations at hand nothing is said.
    """
    there = known["translations"]
    done = {name: set(there.loc[there[name].astype(str) != "", "english"])
            for name in LANGUAGES.values()}  # fmt: skip
    for said in _said(known).itertuples() if len(there) else ():
        lacking = [name for name, texts in done.items() if said.text not in texts]
        if lacking:
            columns = ", ".join(lacking)
            yield sight(str(said.table), said.row, str(said.column), columns=columns)


@rule("translation_unused", "translations")
def see_translation_unused(known: Known) -> Seen:
    """The translation of a sentence that stands in none of the tables, as far as all are there."""
    if not any(known[table].empty for table in TRANSLATED_COLUMNS):
        english = known["translations"]["english"]
        yield from tell("translations", "english", ~english.isin(_said(known)["text"]))
