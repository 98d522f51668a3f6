"""The latest period: a new number is judged by what its own series did lately.

Not by the greatest step ever seen: what was usual in the first weeks of the war says nothing
about a month of today. Usual is the middle of the last steps and their spread, both robust:
the median, and the median distance from it.
"""

from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from schemas import FACT_TABLES, MODELS
from upkeep.rules.rule import BREAKS, Known, Seen, pairs, rule, same, tell

LAST: Final = 12
"""How many of the last steps of a series say what is usual."""
_ONCE: Final = ("event", "statement", "announcement", "kiel-package", "kiel-weapons", "period",
                "total", "sex-age")  # fmt: skip
"""Series whose rows do not follow one another."""
_LEAST: Final = 1e-3
_RETOLD: Final = 2.5
"""Later editions of the same days seldom move a number by more than so many times."""
_FLOW: Final = ("monthly", "split", "kiel-month", "kiel-total-month")
"""Series that tell what happened in some days: each number stands for itself."""
_WILD: Final = ("kiel-month", "kiel-total-month", "fts-plan", "fts-cluster")
"""Money comes in such steps that only its sums and earlier editions tell of a slip."""
_SMALL: Final = 25_000_000
"""One more parcel of aid multiplies what a small donor has given."""


@lru_cache(maxsize=4)
def follow(known: Known, table: str) -> pd.DataFrame:
    """The rows of series that go on, with what their series gave lately.

    `said` is what an earlier edition gave for the same days, `before` the number of the days
    before; `earlier` counts those, and `well` says that they are enough. A number from `low` to
    `high` is usual.
    """
    rows, number = known[table], MODELS[table].number_column()
    # Nobody killed is a number like one; no money is seldom told.
    rows = rows[rows[number] >= 0] if table == "civilian_deaths" else rows[rows[number] > 0]
    rows = rows.query("series not in @_ONCE") if "series" in rows else rows
    first, last = _days(rows)
    told = pd.DataFrame({
        "key": same(rows, _slice(table)), "last": last, "first": first,
        "value": rows[number], "available": rows["available"],
        "source_id": rows["source_id"], "new": known.is_new(table)[rows.index],
        "marked": rows["obs_status"].isin(BREAKS),
        "series": rows["series"].astype(str) if "series" in rows else table,
    })  # fmt: skip
    told = told[told["last"].notna()]
    told = told.sort_values(["key", "last", "first", "available"], kind="stable")
    span = same(told, ["key", "last", "first"])
    told["said"] = told["value"].groupby(span).shift()
    spans = told[~span.duplicated(keep="last")]
    return told.join(_usual(spans).set_index(span[spans.index]), on=span.rename("span"))


def _slice(table: str) -> list[str]:
    """What stays the same along the series of a table: whatever it counts, but not when."""
    model = MODELS[table]
    changing = {*model.columns_of_kind("day"), "month", "package"}
    names = [name for name in model.fact_columns() if name not in changing]
    # Each publisher counts victims in its own way.
    return [*names, "publisher"] if table == "civilian_deaths" else names


def _days(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The first and the last day each row speaks of."""
    if "day" in rows:
        return rows["day"], rows["day"]
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
    earlier = spans.groupby(key).cumcount()
    # Of a year to the next, small numbers of a country move by more than any slip.
    yearly = spans["last"].groupby(key).diff() > pd.Timedelta(days=300)
    few = 2 / np.sqrt(value.clip(lower=1)) * (spans["value"] % 1 == 0)
    flow = spans["series"].isin(_FLOW)
    around = np.minimum(0.7 + 4 * np.where(flow, spread, wobble), 1.7) + few
    return pd.DataFrame({
        "before": value, "day": spans["last"].groupby(key).shift(),
        "earlier": earlier, "well": earlier >= np.where(yearly, 5, 3),
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
    # What an appeal has received grows from one snapshot to the next.
    grown = found["series"].isin(("fts-plan", "fts-cluster")) & (ratio > 1)
    told = again & ~grown & ((ratio > _RETOLD) | (ratio < 1 / _RETOLD))
    small = found["series"].eq("kiel-donor-total") & (found["value"] < _SMALL)
    known_well = ~again & found["well"].eq(True) & ~found["series"].isin(_WILD) & ~small
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


@rule("digits_or_unit", FACT_TABLES)
def see_digits(known: Known) -> Seen:
    """A new number about ten times, or a thousand times, what its series gave last."""
    for table in FACT_TABLES:
        odd = _odd(follow(known, table))
        yield from _tell(table, odd, _find_digits(odd))


@rule("unlike_lately", FACT_TABLES)
def see_unlike(known: Known) -> Seen:
    """A new number outside what its series did lately."""
    for table in FACT_TABLES:
        odd = _odd(follow(known, table))
        yield from _tell(table, odd, ~_find_digits(odd))


@rule("decimal_point", "exchange_rates")
def see_decimal_point(known: Known) -> Seen:
    """A rate many times that of the month before, as when 4.946 becomes 49.46."""
    found = follow(known, "exchange_rates")
    found = found.assign(beside=found["before"], ratio=found["value"] / found["before"])
    yield from _tell("exchange_rates", found, found["new"] & _find_digits(found, 0.9))


def _find_digits(found: pd.DataFrame, least: float = 0.8) -> pd.Series:
    """Whether numbers are away from what they stand beside by about a power of ten."""
    return np.log10(found["ratio"]).abs() > least


def _tell(table: str, found: pd.DataFrame, seen: pd.Series) -> Seen:
    least, most = (found[name].fillna(found["beside"]) for name in ("least", "most"))
    times = np.maximum(found["ratio"], 1 / found["ratio"])
    times = times.round(1).where(times < 10, times.round())
    yield from tell(table, MODELS[table].number_column(), seen, least=least, most=most,
                    beside=found["beside"], times=times)  # fmt: skip


@rule("cumulative_leaps", "civilian_deaths")
def see_growth(known: Known) -> Seen:
    """A running count that grows by far more than lately, or not at all."""
    found = follow(known, "civilian_deaths")
    found = found[(found["series"] == "cumulative") & found["said"].isna()]
    days = (found["last"] - found["day"]).dt.days.clip(lower=1)
    step = found["value"] - found["before"]
    daily = (step / days).clip(lower=0).groupby(found["key"]).shift()
    least, usual, most = (_roll(daily, found["key"], what, 6) * days
                          for what in ("min", "median", "max"))  # fmt: skip
    much = step > np.maximum(3 * usual, 1.5 * most) + 4 * np.sqrt(usual + 1) + 5
    none = (step == 0) & (days >= 20) & (usual > 10)
    odd = (much | none) & (found["earlier"] > 3) & found["new"] & ~found["marked"]
    yield from tell("civilian_deaths", "value", odd, least=least.round(), most=most.round(),
                    days=days, step=step)  # fmt: skip


@rule("said_again", ("civilian_deaths", "displacement"))
def see_said_again(known: Known) -> Seen:
    """A new number that is that of the days before, in a series that always moved."""
    for table in ("civilian_deaths", "displacement"):
        found = follow(known, table)
        still = (found["value"] == found["before"]) & found["said"].isna() & found["moves"]
        apart = (found["last"] - found["day"]).dt.days >= 20
        large = (found["value"] >= 50) & found["well"].eq(True)
        again = found["new"] & still & apart & large & ~found["marked"]
        yield from tell(table, "value", again, day=found["day"])


_PAIR: Final = ["source_id", "series", "period_start", "period_end", "as_of", "location",
                "territory", "victims", "weapon"]  # fmt: skip


@rule("halves_swapped", "civilian_deaths")
def see_swapped_halves(known: Known) -> Seen:
    """Killed and injured of a new edition that fit their series only the other way round."""
    found = follow(known, "civilian_deaths")
    beside = found["said"].fillna(found["before"])
    logs = {name: np.log(of.clip(lower=_LEAST))
            for name, of in (("log", found["value"]), ("usual", beside))}  # fmt: skip
    rows = known["civilian_deaths"].assign(**logs, beside=beside, new=found["new"])
    rows = rows[rows["usual"].notna() & rows["new"].eq(True)]
    both = pairs(rows, "outcome", "killed", "injured", _PAIR)
    given = (both["log"] - both["usual"]).abs() + (both["log_2"] - both["usual_2"]).abs()
    turned = (both["log"] - both["usual_2"]).abs() + (both["log_2"] - both["usual"]).abs()
    swapped = (given > turned + 0.2) & (turned < 1)
    yield from tell("civilian_deaths", "value", swapped, both["row"],
                    killed=both["beside"], injured=both["beside_2"])  # fmt: skip


@rule("month_above_growth", "civilian_deaths")
def see_month_above_growth(known: Known) -> Seen:
    """More victims in a new month than the running count of its publisher grew by."""
    rows = known["civilian_deaths"].assign(new=known.is_new("civilian_deaths"))
    rows = rows[(rows["victims"] == "all") & (rows["weapon"] == "all")
                & (rows["territory"] == "all") & rows["value"].notna()]  # fmt: skip
    counts = rows[rows["series"] == "cumulative"]
    months = rows[(rows["series"] == "monthly") & rows["new"]].rename_axis("row").reset_index()
    months = months.assign(eve=months["period_start"] - pd.Timedelta(days=1))
    on = ["publisher", "location", "outcome"]
    after = months.merge(counts, on=[*on, "source_id", "period_end"], suffixes=("", "_after"))
    both = after.merge(counts, left_on=[*on, "eve"], right_on=[*on, "period_end"],
                       suffixes=("", "_before"))  # fmt: skip
    both = both.sort_values("available_before").drop_duplicates("row", keep="last")
    step = both["value_after"] - both["value_before"]
    # Cases that turned out not to be one are struck off: of 491 in December 2023, 486 remained.
    above = (both["value"] > 1.02 * step + 2) & ~both["obs_status_after"].isin(BREAKS)
    yield from tell("civilian_deaths", "value", above, both["row"], before=both["value_before"],
                    after=both["value_after"], step=step)  # fmt: skip
