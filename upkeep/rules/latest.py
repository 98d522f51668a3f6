"""The latest period: a new number is judged by what its own series did lately.

Not by the greatest step ever seen: what was usual in the first weeks of the war says nothing
about a month of today. Usual is the middle of the last steps and their spread, both robust:
the median, and the median distance from it.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from locales import later
from schemas import FACT_TABLES, MODELS
from upkeep.rules.rule import (
    DEATHS,
    ERROR,
    WARNING,
    Known,
    Sighting,
    pairs,
    rule,
    same,
)

LAST: Final = 12
"""How many of the last steps of a series say what is usual."""
_BREAKS: Final = ("B", "D", "U")
_ONCE: Final = ("event", "statement", "announcement", "kiel-package", "kiel-weapons", "period",
                "total", "sex-age")  # fmt: skip
"""Series whose rows do not follow one another."""
_SLICE: Final = {
    "civilian_deaths": ("publisher", "series", "location", "territory", "outcome", "victims",
                        "weapon"),
    "displacement": ("series", "population_group", "measure", "origin", "location"),
    "aid_flows": ("series", "donor", "recipient", "aid_type", "measure", "plan", "cluster",
                  "item", "currency"),
    "exchange_rates": ("currency",),
}  # fmt: skip
"""What stays the same along a series."""
_YEARS: Final = 20
_LEAST: Final = 1e-3
_RETOLD: Final = 2.5
"""Later editions of the same days seldom move a number by more than so many times."""
_FEW: Final = 3
"""With fewer earlier numbers nothing is usual yet."""
_FLOW: Final = ("monthly", "split", "kiel-month", "kiel-total-month")
"""Series that tell what happened in some days: each number stands for itself."""
_WILD: Final = ("kiel-month", "kiel-total-month")
"""Money comes in such steps that only its sums and earlier editions tell of a slip."""


def follow(known: Known, table: str) -> pd.DataFrame:
    """The rows of series that go on, with what their series gave lately.

    `said` is what an earlier edition gave for the same days, `before` the number of the days
    before; `earlier` counts those. A number from `low` to `high` is usual.
    """
    return known.once(f"latest of {table}", lambda: _follow(known, table))


def _follow(known: Known, table: str) -> pd.DataFrame:
    rows, number = known.tables[table], MODELS[table].number_column()
    # Nobody killed is a number like one; no money is seldom told.
    rows = rows[rows[number] >= 0] if table == "civilian_deaths" else rows[rows[number] > 0]
    if "series" in rows:
        rows = rows[~rows["series"].isin(_ONCE)]
    first, last = _days(rows, table)
    told = pd.DataFrame({
        "key": same(rows, _SLICE[table]), "last": last, "first": first,
        "value": rows[number], "available": rows["available"],
        "source_id": rows["source_id"], "new": known.is_new(table)[rows.index],
        "marked": rows["obs_status"].isin(_BREAKS),
        "series": rows["series"].astype(str) if "series" in rows else table,
    })  # fmt: skip
    told = told[told["last"].notna()]
    told = told.sort_values(["key", "last", "first", "available"], kind="stable")
    span = pd.Series(same(told, ["key", "last", "first"]), told.index)
    told["said"] = told["value"].groupby(span).shift()
    spans = told[~span.duplicated(keep="last")]
    return told.join(_usual(spans).set_index(span[spans.index]), on=span.rename("span"))


def _days(rows: pd.DataFrame, table: str) -> tuple[pd.Series, pd.Series]:
    """The first and the last day each row speaks of."""
    if table == "exchange_rates":
        month = pd.to_datetime(rows["month"].astype(str), format="%Y-%m", errors="coerce")
        return month, month
    last = rows["period_end"]
    return rows["period_start"], (last.fillna(rows["date"]) if "date" in rows else last)


def _usual(spans: pd.DataFrame) -> pd.DataFrame:
    """What each series gave before each of its spans of days, and what would be usual then."""
    key = spans["key"]
    value = spans["value"].groupby(key).shift()
    log = np.log(spans["value"].clip(lower=_LEAST))
    step = log.groupby(key).diff()
    before = log.groupby(key).shift()
    middle = _roll(before, key, "median")
    spread = _roll((before - middle).abs(), key, "median")
    wobble = _roll(step.abs().groupby(key).shift(), key, "median")
    few = 2 / np.sqrt(value.clip(lower=1)) * (spans["value"] % 1 == 0)
    flow = spans["series"].isin(_FLOW)
    around = np.minimum(0.7 + 4 * np.where(flow, spread, wobble), 1.7) + few
    return pd.DataFrame({
        "before": value, "day": spans["last"].groupby(key).shift(),
        "earlier": spans.groupby(key).cumcount(),
        "low": np.exp(np.where(flow, np.minimum(middle, before), before) - around),
        "high": np.exp(np.where(flow, np.maximum(middle, before), before) + around),
        "least": _roll(value, key, "min"), "most": _roll(value, key, "max"),
        "moves": _roll((step != 0).astype(float).groupby(key).shift(), key, "min") > 0,
    })  # fmt: skip


def _roll(values: pd.Series, key: pd.Series, what: str, many: int = LAST) -> pd.Series:
    """A statistic of the last values of each series, up to each row; rows lie by series."""
    numbers, keys = values.to_numpy(float), key.to_numpy()
    back = np.arange(len(keys))[:, None] - np.arange(many)
    inside = (back >= 0) & (keys[back.clip(0)] == keys[:, None])
    told = np.sort(np.where(inside, numbers[back.clip(0)], np.nan), axis=1)
    count = (~np.isnan(told)).sum(axis=1)
    each = np.arange(len(told))
    low, high = {
        "min": (0 * count, 0 * count),
        "max": (count - 1, count - 1),
        "median": ((count - 1) // 2, count // 2),
    }[what]
    middle = (told[each, low] + told[each, np.minimum(high, many - 1)]) / 2
    return pd.Series(np.where(count > 0, middle, np.nan), values.index)


def _odd(found: pd.DataFrame) -> pd.DataFrame:
    """New numbers far from what was said of the same days, or from what was usual before."""
    again = found["said"].notna()
    beside = found["said"].fillna(found["before"])
    ratio = found["value"].clip(lower=_LEAST) / beside.clip(lower=_LEAST)
    told = again & ((ratio > _RETOLD) | (ratio < 1 / _RETOLD))
    known_well = ~again & (found["earlier"] >= _FEW) & ~found["series"].isin(_WILD)
    low = np.minimum(found["low"], found["least"] / 2)
    high = np.maximum(found["high"], found["most"] * 2)
    level = known_well & ~found["value"].between(low, high)
    grown = (found["series"] == "fts-plan") & (ratio > 1)
    odd = found["new"] & ~found["marked"] & (told | level) & ~grown
    odd_rows = found.assign(beside=beside, ratio=ratio)[odd]
    # One number stands for all that a release of such money restates: the one that moved most.
    far = odd_rows.loc[np.log(odd_rows["ratio"]).abs().sort_values(ascending=False).index]
    wild = far["said"].notna() & far["series"].isin(_WILD)
    return odd_rows.drop(far.index[wild & far.duplicated(["source_id", "series"])])


def _tell(table: str, found: pd.DataFrame) -> Iterator[Sighting]:
    for row in found.index:
        details = {name: float(found[name][row]) for name in ("least", "most", "beside")}
        if np.isnan(details["least"]):
            details |= {"least": details["beside"], "most": details["beside"]}
        ratio = max(found["ratio"][row], 1 / found["ratio"][row])
        details["times"] = float(round(ratio, 1 if ratio < 10 else None))
        yield Sighting(table, int(row), MODELS[table].number_column(), tuple(details.items()))


@rule(
    "digits_or_unit", WARNING, tables=FACT_TABLES,
    title=later("A digit or a unit too many or too few"),
    advice=later("the series gave {beside} last and {least} to {most} lately, {times} times away "
                 "from this; look for a digit, a unit such as thousand or million, or a decimal "
                 "point"),
)  # fmt: skip
def see_digits(known: Known) -> Iterator[Sighting]:
    """A new number about ten times, or a thousand times, what its series gave last."""
    for table in known.told(FACT_TABLES):
        odd = _odd(follow(known, table))
        yield from _tell(table, odd[np.log10(odd["ratio"]).abs() > 0.8])


@rule(
    "unlike_lately", WARNING, tables=FACT_TABLES,
    title=later("Unlike the last editions"),
    advice=later("the series gave {beside} last and {least} to {most} lately; look for a slip, or "
                 "set obs_status to B if the method changed"),
)  # fmt: skip
def see_unlike(known: Known) -> Iterator[Sighting]:
    """A new number outside what its series did lately."""
    for table in known.told(FACT_TABLES):
        odd = _odd(follow(known, table))
        yield from _tell(table, odd[np.log10(odd["ratio"]).abs() <= 0.8])


@rule(
    "decimal_point", ERROR, tables=("exchange_rates",),
    title=later("Decimal point lost"),
    advice=later("the month before it was {beside}, and no rate moves to {times} times that; a "
                 "spreadsheet set to another language has read the decimal point otherwise"),
)  # fmt: skip
def see_decimal_point(known: Known) -> Iterator[Sighting]:
    """A rate many times that of the month before, as when 4.946 becomes 4946."""
    found = follow(known, "exchange_rates")
    found = found.assign(beside=found["before"], ratio=found["value"] / found["before"])
    yield from _tell("exchange_rates", found[found["new"] & (np.log10(found["ratio"]).abs() > 0.9)])


@rule(
    "grows_unlike_lately", WARNING, tables=DEATHS,
    title=later("Grows unlike the last editions"),
    advice=later("the last editions grew by {least} to {most} in {days} days; this one grows by "
                 "{step}; look for a slip, or set obs_status to B if late verification was added"),
)  # fmt: skip
def see_growth(known: Known) -> Iterator[Sighting]:
    """A running count that grows by far more than lately, or not at all."""
    found = follow(known, "civilian_deaths")
    found = found[(found["series"] == "cumulative") & found["said"].isna()]
    days = (found["last"] - found["day"]).dt.days.clip(lower=1)
    step = found["value"] - found["before"]
    key = found["key"]
    daily = (step / days).clip(lower=0).groupby(key).shift()
    least, middle, most = (_roll(daily, key, what, 6) for what in ("min", "median", "max"))
    usual = middle * days
    much = step > np.maximum(3 * usual, 1.5 * most * days) + 4 * np.sqrt(usual + 1) + 5
    none = (step == 0) & (days >= 20) & (usual > 10)
    odd = (much | none) & (found["earlier"] > _FEW)
    for row in found.index[found["new"] & ~found["marked"] & odd]:
        span = int(days[row])
        numbers = {"least": round(least[row] * span), "most": round(most[row] * span)}
        details = numbers | {"days": span, "step": float(step[row])}
        yield Sighting("civilian_deaths", int(row), "value", tuple(details.items()))


@rule(
    "said_again", WARNING, tables=("civilian_deaths", "displacement"),
    title=later("The last number again"),
    advice=later("exactly this was the number of {day}, and the series moved every time lately; "
                 "is it the number of these days?"),
)  # fmt: skip
def see_said_again(known: Known) -> Iterator[Sighting]:
    """A new number that is that of the days before, in a series that always moved."""
    for table in known.told(("civilian_deaths", "displacement")):
        found = follow(known, table)
        still = (found["value"] == found["before"]) & found["said"].isna() & found["moves"]
        apart = (found["last"] - found["day"]).dt.days >= 20
        large = (found["value"] >= 50) & (found["earlier"] >= _FEW)
        for row in found.index[found["new"] & still & apart & large & ~found["marked"]]:
            details = (("day", found["day"][row]),)
            yield Sighting(table, int(row), MODELS[table].number_column(), details)


_PAIR: Final = ["source_id", "series", "period_start", "period_end", "as_of", "location",
                "territory", "victims", "weapon"]  # fmt: skip


@rule(
    "halves_swapped", WARNING, tables=DEATHS,
    title=later("Killed and injured swapped"),
    advice=later("the series gave {killed} killed and {injured} injured last; here the two have "
                 "changed places"),
)  # fmt: skip
def see_swapped_halves(known: Known) -> Iterator[Sighting]:
    """Killed and injured of a new edition that fit their series only the other way round."""
    found = follow(known, "civilian_deaths")
    beside = np.log(found["said"].fillna(found["before"]).clip(lower=_LEAST))
    rows = known.deaths.assign(
        log=np.log(found["value"].clip(lower=_LEAST)), usual=beside, new=found["new"]
    )
    rows = rows[rows["usual"].notna() & rows["new"].eq(True)]
    both = pairs(rows, "outcome", "killed", "injured", _PAIR)
    given = (both["log"] - both["usual"]).abs() + (both["log_2"] - both["usual_2"]).abs()
    swapped = (both["log"] - both["usual_2"]).abs() + (both["log_2"] - both["usual"]).abs()
    for at in both.index[(given > swapped + 0.2) & (swapped < 1)]:
        details = (("killed", round(np.exp(both.at[at, "usual"]))),
                   ("injured", round(np.exp(both.at[at, "usual_2"]))))  # fmt: skip
        yield Sighting("civilian_deaths", int(both.at[at, "row"]), "value", details)


@rule(
    "month_above_growth", ERROR, tables=DEATHS,
    title=later("Month above the growth of the count"),
    advice=later("the running count grew from {before} to {after} in this month, by {step}; no "
                 "month has more victims than that"),
)  # fmt: skip
def see_month_above_growth(known: Known) -> Iterator[Sighting]:
    """More victims in a new month than the running count of its publisher grew by."""
    rows = known.deaths
    rows = rows[(rows["victims"] == "all") & (rows["weapon"] == "all")
                & (rows["territory"] == "all") & rows["value"].notna()]  # fmt: skip
    new = known.is_new("civilian_deaths")
    counts = rows[rows["series"] == "cumulative"].rename_axis("row").reset_index()
    months = rows[(rows["series"] == "monthly") & new[rows.index]].rename_axis("row").reset_index()
    months = months.assign(eve=months["period_start"] - pd.Timedelta(days=1))
    on = ["publisher", "location", "outcome"]
    after = months.merge(counts, on=[*on, "source_id", "period_end"], suffixes=("", "_after"))
    both = after.merge(counts, left_on=[*on, "eve"], right_on=[*on, "period_end"],
                       suffixes=("", "_before"))  # fmt: skip
    both = both.sort_values("available_before").drop_duplicates("row", keep="last")
    step = both["value_after"] - both["value_before"]
    fits = ~both["obs_status_after"].isin(_BREAKS)
    # Cases that turned out not to be one are struck off: of 491 in December 2023, 486 remained.
    for at in both.index[(both["value"] > 1.02 * step + 2) & fits]:
        details = {"before": both.at[at, "value_before"], "after": both.at[at, "value_after"],
                   "step": step[at]}  # fmt: skip
        told = tuple((name, float(number)) for name, number in details.items())
        yield Sighting("civilian_deaths", int(both.at[at, "row"]), "value", told)


@rule(
    "wrong_century", ERROR, tables=FACT_TABLES,
    title=later("Another century"),
    advice=later("the source came out on {published}, more than {years} years away from this day; "
                 "correct the year"),
)  # fmt: skip
def see_wrong_century(known: Known) -> Iterator[Sighting]:
    """A day decades away from the day its source came out."""
    for table in known.told(FACT_TABLES):
        rows = known.tables[table]
        for name in MODELS[table].columns_of_kind("day"):
            away = (rows[name] - rows["available"]).abs() > pd.Timedelta(days=366 * _YEARS)
            for row in rows.index[away]:
                details = (("published", rows.at[row, "available"]), ("years", _YEARS))
                yield Sighting(table, int(row), name, details)


@rule(
    "days_of_the_month", ERROR, tables=("exchange_rates",),
    title=later("More days than the month has"),
    advice=later("this month has {days} working days, and rates are set on no others"),
)  # fmt: skip
def see_days_of_the_month(known: Known) -> Iterator[Sighting]:
    """A rate that is the average of more days than its month has working days."""
    rows = known.rates
    months = pd.to_datetime(rows["month"].astype(str), format="%Y-%m", errors="coerce")
    rows, months = rows[months.notna()], months[months.notna()]
    first = months.to_numpy().astype("datetime64[M]")
    days = pd.Series(np.busday_count(first, first + 1), rows.index)
    for row in rows.index[rows["days"] > days]:
        yield Sighting("exchange_rates", int(row), "days", (("days", int(days[row])),))


@rule(
    "published_after_it_was_public", ERROR, tables=("sources",),
    title=later("Published after it was public"),
    advice=later("it could be read from {available} on; correct one of the two days"),
)  # fmt: skip
def see_published_late(known: Known) -> Iterator[Sighting]:
    """A source whose day of publication lies after the day it could be read."""
    rows = known.sources
    published, available = rows["published"].astype(str), rows["available"].astype(str)
    # A source may say only the month or the year in which it came out.
    late = [said > known[: len(said)] for said, known in zip(published, available, strict=True)]
    for row in rows.index[np.array(late, bool) & rows["available"].notna().to_numpy(bool)]:
        details = (("available", rows.at[row, "available"]),)
        yield Sighting("sources", int(row), "published", details)


@rule(
    "line_break", ERROR, tables=tuple(MODELS),
    title=later("Line break in a cell"),
    advice=later("a name or sentence is one line; join the lines with a space"),
)  # fmt: skip
def see_line_breaks(known: Known) -> Iterator[Sighting]:
    """A text with a line break, which no longer equals the same text without it."""
    for table, rows in known.tables.items():
        for name in MODELS[table].columns_of_kind("text"):
            texts = rows[name].astype(str)
            for row in rows.index[texts.str.contains(r"[\r\n\u2028]")]:
                yield Sighting(table, int(row), name)
