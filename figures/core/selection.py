"""Selecting rows: what was known on a day, and which edition of a fact is the latest."""

from collections.abc import Callable, Iterable
from datetime import date

import pandas as pd

from figures.core.palette import MEANING, Meaning
from figures.core.plot import Point
from schemas import FACT_TABLES, MODELS, NUMBER_TABLES

_PERIOD = ["period_start", "period_end"]
_NUMBERS = {column for name in NUMBER_TABLES for column in MODELS[name].number_columns()}


def narrow(rows: pd.DataFrame, **cells: str | Iterable[str]) -> pd.DataFrame:
    """The rows with these words in these columns; of several words, with one of them."""
    for column, words in cells.items():
        rows = rows[rows[column].isin([words] if isinstance(words, str) else list(words))]
    return rows


def select_known(rows: pd.DataFrame, on: date | None) -> pd.DataFrame:
    """Rows whose source was public by a day; all of them without one."""
    return rows if on is None else rows[rows["available"] <= pd.Timestamp(on)]


def select_latest(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """For each fact, the row of the edition that came out last.

    A fact is every column of the table's key except the edition; of editions of one day, that of
    the later as-of date, then that of the higher release is the last. An edition that does not
    give the figure takes nothing away from those that did.
    """
    edition = [name for name in ("available", "as_of", "release") if name in rows]
    order = {"by": ["found", *edition], "kind": "stable", "na_position": "first"}
    newest_last = rows.assign(found=_given(rows)).sort_values(**order)
    last = newest_last.drop_duplicates(MODELS[table].fact_columns(), keep="last")
    return select_lines(rows, last.index)


def select_found(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that give a number, or a range."""
    return rows[_given(rows)]


def _given(rows: pd.DataFrame) -> pd.Series:
    return rows[[name for name in _NUMBERS if name in rows]].notna().any(axis=1)


def select_lines(rows: pd.DataFrame, lines: Iterable[int]) -> pd.DataFrame:
    """The rows of some lines, in the order in which they stand."""
    return rows[rows.index.isin(list(lines))]


def select_chartable(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows without those that their own source or method makes unfit to chart."""
    return rows[rows["obs_status"] != "U"]


def select_between(
    rows: pd.DataFrame, column: str, start: date | None, end: date | None
) -> pd.DataFrame:
    """Rows whose day lies between two days, both included; None leaves that side open."""
    if start is not None:
        rows = rows[rows[column] >= pd.Timestamp(start)]
    if end is not None:
        rows = rows[rows[column] <= pd.Timestamp(end)]
    return rows


class NotAddable(ValueError):
    """Raised when numbers would be added that must not be."""


def add_up(rows: pd.DataFrame, column: str = "value") -> float:
    """The sum of rows that may be added.

    Raises NotAddable for rows of different kinds of knowledge, stock or flow, commitment or
    allocation, currency or edition; for a whole beside its parts; for rows whose packages are the
    same money; and for numbers that are not there.
    """
    model = next(MODELS[name] for name in FACT_TABLES if set(MODELS[name].columns()) <= set(rows))
    for name in model.columns_marked("uniform"):
        if rows[name].nunique() > 1:
            raise NotAddable(f"{name}: {sorted(rows[name].unique())}")
    for name in model.columns_marked("wholes"):
        wholes = model.columns()[name].metadata["wholes"]
        if rows[name].nunique() > 1 and rows[name].isin(wholes).any():
            raise NotAddable(f"{name}: a whole and its parts")
    if "population_group" in rows:
        _refuse_same_people(rows)
    parts = [part for name in rows.get("package", ()) if name for part in name.split("+")]
    if len(parts) != len(set(parts)):
        raise NotAddable("the same money is told twice")
    fact = model.fact_columns()
    if rows.duplicated(fact).any():
        raise NotAddable("two editions of one fact")
    if "period_start" in rows:
        _refuse_shared_days(rows, [name for name in fact if name not in _PERIOD])
    if rows[column].isna().any():
        raise NotAddable(f"{column} is missing in line {rows.index[rows[column].isna()][0]}")
    return float(rows[column].sum())


def _refuse_same_people(rows: pd.DataFrame) -> None:
    groups = set(rows["population_group"])
    if groups >= {"REF", "TPR"}:
        raise NotAddable("temporary protection is a part of the refugees")
    if len(groups) > 1 and not groups <= {"REF", "ASY"}:
        raise NotAddable(f"population_group: {sorted(groups)}")
    if rows["date"].nunique() > 1:
        raise NotAddable("people counted on different days")


def _refuse_shared_days(rows: pd.DataFrame, same: list[str]) -> None:
    """Refuse totals over periods that share days, such as one total and a later one."""
    if len(rows[_PERIOD].drop_duplicates()) < 2:
        return
    in_time = rows.sort_values("period_start", kind="stable")
    ended = in_time.groupby(same, dropna=False)["period_end"].shift()
    if (in_time["period_start"] <= ended).any():
        raise NotAddable("periods that share days")


def add_displaced(rows: pd.DataFrame, x: date | str) -> Point:
    """One point for the refugees abroad and the people displaced inside Ukraine, together.

    The one sum across kinds of knowledge: a register abroad and a survey inside count different
    people, so their sum means something, but it is only an estimate (see `find_least_sure`). Takes
    one count of refugees, in Europe or the world, and one of people displaced inside Ukraine;
    raises NotAddable for anything else.
    """
    halves = {row["population_group"]: row for row in rows.to_dict("records")}
    if len(rows) != 2 or set(halves) != {"REF", "IDP"} or set(rows["measure"]) != {"stock"}:
        raise NotAddable("not one count of refugees and one of people displaced inside Ukraine")
    if halves["REF"]["location"] not in ("EUROPE", "WORLD") or halves["IDP"]["location"] != "UKR":
        raise NotAddable(f"location: {sorted(rows['location'])}")
    if rows["value"].isna().any():
        raise NotAddable("value is missing")
    return _added(rows, x, float(rows["value"].sum()))


def find_least_sure(rows: pd.DataFrame) -> Meaning:
    """How the least sure of several rows is known: said, else estimated, else counted."""
    return max((MEANING[status] for status in rows["status"]), key=list(Meaning).index)


def make_points(
    rows: pd.DataFrame, x: str | Callable[[pd.Series], date | str], column: str = "value"
) -> tuple[Point, ...]:
    """One point for each row, in the order of the rows; a break stays a break.

    `x` names a column of days, or makes the place of a row from it (see `find_first_of_month`).
    """
    return tuple(
        Point(
            x=row[x].date() if isinstance(x, str) else x(row),
            y=_number(row[column]),
            low=_number(row["low"]),
            high=_number(row["high"]),
            bound=str(row["bound"]),
            rows=(int(str(line)),),
            breaks=row["obs_status"] == "B",
        )
        for line, row in rows.iterrows()
    )


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type]


def find_first_of_month(row: pd.Series) -> date:
    """The first day of the month in which a row's period begins."""
    first: date = row["period_start"].date().replace(day=1)
    return first


def add_gaps(
    drawn: Iterable[Point], first: date | None = None, last: date | None = None
) -> tuple[Point, ...]:
    """The points of a monthly series, and an empty one for every month without any.

    They reach from the first to the last month of the points, or between the days given; an empty
    point stands at the beginning of its month, or at the end where the others do.
    """
    known = {point.x: point for point in drawn if isinstance(point.x, date)}
    if not known:
        return ()
    months = pd.period_range(first or min(known), last or max(known), freq="M")
    found = {pd.Period(day, freq="M") for day in known}
    at_end = all(pd.Timestamp(day).is_month_end for day in known)
    for month in months[~months.isin(list(found))]:
        day = (month.end_time if at_end else month.start_time).date()
        known[day] = Point(day, None)
    return tuple(known[day] for day in sorted(known))


def make_sum(rows: pd.DataFrame, x: date | str, column: str = "value") -> Point:
    """One point for the sum of rows that may be added; it is as vague as its vaguest part."""
    return _added(rows, x, add_up(rows, column))


def _added(rows: pd.DataFrame, x: date | str, number: float) -> Point:
    order = ("exact", "approximate", "minimum", "maximum", "range")
    bound = max(rows["bound"], key=order.index)
    return Point(x=x, y=number, bound=bound, rows=tuple(map(int, rows.index)))
