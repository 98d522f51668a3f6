"""How often the rules of the latest period cry in vain, and what share of slips they find.

Every edition in the live tables is once the new one: its table holds what was public before it,
and it. A cry about its rows is counted as false, as these rows were looked at and kept. Then
slips of the hand are put into its numbers one by one, and found is what raises a new cry.

An edition is a publication in a table; of series that come as one file of many years, each
month of the file. A slip in a series with fewer than three earlier numbers is counted apart:
nothing says what is usual there.

    python -m tests.calibration            writes tests/CALIBRATION.md
    python -m tests.calibration --every 9  only a ninth of the editions, printed
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from schemas import DATA, FACT_TABLES, MODELS, NUMBER_TABLES
from schemas.findings import Severity
from schemas.reading import validate_texts
from schemas.text import read_texts
from upkeep.check import _frames
from upkeep.rules import RULES, latest
from upkeep.rules.rule import Known, Rule, same

TODAY = pd.Timestamp("2200-01-01")
RESULT = Path(__file__).with_name("CALIBRATION.md")
ONE_FILE = ("exchange_rates", "odp-daily", "rdf-year-end", "eurostat-ukrainian-citizens")
LATEST = frozenset(rule.name for rule in RULES if rule.see.__module__ == latest.__name__)
TIMES = {"×10": 10, "÷10": 0.1, "×1,000": 1000, "÷1,000": 0.001, "sign": -1}
HARD = ("×10", "÷10", "killed and injured swapped", "sign", "×1,000", "÷1,000")
"""The slips of which at least 95 % must be found."""

Tables = Mapping[str, pd.DataFrame]
Cries = Counter[int]


@dataclass(frozen=True)
class Edition:
    """What was public before an edition, and it: which rows of its table are new."""

    table: str
    name: str
    tables: Tables
    new: pd.Series

    def known(self, rows: pd.DataFrame | None = None) -> Known:
        """What the rules look at, with other rows in place of the edition's table."""
        tables = self.tables if rows is None else {**self.tables, self.table: rows}
        return Known(tables, TODAY, {self.table: self.new})

    @property
    def rows(self) -> pd.DataFrame:
        """The rows of its table."""
        return self.tables[self.table]


@dataclass(frozen=True)
class Slip:
    """A slip that was put into an edition, and the rule that found it."""

    table: str
    kind: str
    judged: bool
    found: str


def read_live() -> Tables:
    """The live tables as the rules see them."""
    texts = read_texts({path.stem: path.read_bytes() for path in DATA.glob("*.csv")})
    return _frames(validate_texts(texts).cells)


def list_editions(tables: Tables) -> Iterator[Edition]:
    """Every edition of every table of figures, the oldest first."""
    for table in NUMBER_TABLES:
        rows = tables[table].reset_index(drop=True)
        first, last = latest._days(rows)
        series = rows["series"].astype(str) if "series" in rows else pd.Series(table, rows.index)
        day = last.fillna(first).where(series.isin(ONE_FILE))
        month = day.dt.strftime("%Y-%m").fillna("")
        name = rows["source_id"].astype(str) + " " + month
        for edition in sorted(set(name)):
            new = name == edition
            public = rows.loc[new, "available"].max()
            same_file = (day < day[new].min()) if day[new].notna().any() else False
            before = (rows["available"] < public) & (month == "") | same_file
            # Rules of the latest period and errors look at one publisher at a time.
            kept = new | (before & rows["publisher"].isin(rows.loc[new, "publisher"]))
            others = {name: tables[name].iloc[:0] for name in FACT_TABLES if name != table}
            yield Edition(
                table, edition, {**tables, **others, table: rows[kept].reset_index(drop=True)},
                new[kept].reset_index(drop=True),
            )  # fmt: skip


def cry(edition: Edition, rule: Rule, rows: pd.DataFrame | None = None) -> Cries:
    """About which rows of its table a rule cries."""
    if not len(edition.rows):
        return Counter()
    seen = rule.see(edition.known(rows))
    return Counter(each.row for each in seen if each.table == edition.table)


def list_rules(table: str, *, loud: bool) -> list[Rule]:
    """The rules of a table: of the latest period first, then errors, then, if loud, warnings."""
    severities = [Severity.ERROR, *([Severity.WARNING] if loud else [])]
    asked = [
        rule for rule in RULES
        if table in rule.tables and rule.name not in _NOT_OF_NUMBERS
        and (rule.name in LATEST or rule.cause.severity in severities)
    ]  # fmt: skip
    ranks = {Severity.ERROR: 1, Severity.WARNING: 2}
    return sorted(asked, key=lambda rule: rule.name not in LATEST and ranks[rule.cause.severity])


_NOT_OF_NUMBERS = {"never_looked_for", "translation_missing", "line_break"}


def break_shape(rows: pd.DataFrame, row: int, number: str) -> bool:
    """Whether a row can no longer be read: the schema sees it before any rule."""
    cells = rows.loc[row]
    negative = cells[number] < 0 and number != "amount"
    ends = "period_end" in rows and cells["period_end"] < cells["period_start"]
    low, high = cells.get("low", np.nan), cells.get("high", np.nan)
    return bool(negative or ends or low > cells[number] or cells[number] > high or low > high)


def make_slips(edition: Edition, row: int, before: float) -> Iterator[tuple[str, pd.DataFrame]]:
    """The table of an edition with one slip in one of its rows, by kind of slip."""
    rows, number = edition.rows, MODELS[edition.table].number_column()
    value = float(rows.at[row, number])
    whole = value == round(value)
    for kind, times in TIMES.items():
        slipped = value * times
        yield kind, put(rows, row, number, float(round(slipped)) if whole else slipped)
    digits = str(round(value))
    yield "digit added", put(rows, row, number, float(digits[0] + digits))
    if len(digits) > 1:
        yield "digit lost", put(rows, row, number, float(digits[1:]))
    if not np.isnan(before) and before != value:
        yield "last value again", put(rows, row, number, before)
    if {"low", "high"} <= set(rows) and not np.isnan(rows.at[row, "high"]):
        swapped = put(rows, row, number, float(rows.at[row, "high"]))
        yield "value and high swapped", put(swapped, row, "high", value)
    name = "date" if "date" in rows and pd.notna(rows.at[row, "date"]) else "period_end"
    if name in rows and pd.notna(rows.at[row, name]):
        for kind, years in (("a century early", -100), ("a century late", 100)):
            yield kind, put(rows, row, name, rows.at[row, name] + pd.DateOffset(years=years))
    if "outcome" in rows:
        fact = pd.Series(np.asarray(same(rows, latest._PAIR)), rows.index)
        other = rows.index[(fact == fact[row]) & (rows["outcome"] != rows.at[row, "outcome"])]
        if len(other) and rows.at[other[0], number] != value:
            half = put(rows, row, number, float(rows.at[other[0], number]))
            yield "killed and injured swapped", put(half, other[0], number, value)


def put(rows: pd.DataFrame, row: int, column: str, cell: object) -> pd.DataFrame:
    """Rows with another cell."""
    changed = rows.copy(deep=False)
    changed[column] = rows[column].copy()
    changed.loc[row, column] = cell
    return changed


def try_slips(edition: Edition, lot: random.Random, most: int = 2) -> Iterator[Slip]:
    """What becomes of each kind of slip in a few rows of an edition."""
    rows, number = edition.rows, MODELS[edition.table].number_column()
    follow = latest.follow(edition.known(), edition.table)
    rules = list_rules(edition.table, loud=True)
    quiet = cache(lambda rule: cry(edition, rule))
    new = rows.index[edition.new & (rows[number] > 0)]
    for row in sorted(lot.sample(list(new), min(most, len(new)))):
        there = row in follow.index
        before = float(follow.at[row, "before"]) if there else np.nan
        judged = there and bool(follow.at[row, "earlier"] >= 3 or pd.notna(follow.at[row, "said"]))
        for kind, slipped in make_slips(edition, row, before):
            if break_shape(slipped, row, number):
                yield Slip(edition.table, kind, judged, "the schema")
                continue
            crying = (rule.name for rule in rules
                      if cry(edition, rule, slipped) - quiet(rule))  # fmt: skip
            yield Slip(edition.table, kind, judged, next(crying, ""))


def calibrate(tables: Tables, every: int = 1) -> tuple[
    Counter[str], Counter[tuple[str, str]], list[Slip]
]:  # fmt: skip
    """Editions by table, cries by table and rule, and what became of each slip."""
    lot = random.Random(14)  # noqa: S311
    editions: Counter[str] = Counter()
    cries: Counter[tuple[str, str]] = Counter()
    tried: list[Slip] = []
    for edition in list(list_editions(tables))[::every]:
        editions[edition.table] += 1
        for rule in list_rules(edition.table, loud=False):
            vain = cry(edition, rule)
            cries[edition.table, rule.name] += sum(n for row, n in vain.items() if edition.new[row])
        tried += try_slips(edition, lot)
    return editions, cries, tried


def tell(
    editions: Counter[str], cries: Counter[tuple[str, str]], tried: list[Slip]
) -> Iterator[str]:
    """The result in Markdown."""
    yield "| Table | Editions | Cries in vain | Per ten editions |\n|---|---:|---:|---:|"
    for table in [*editions, "all"]:
        many = editions.get(table, editions.total())
        vain = sum(times for (of, _), times in cries.items() if table in (of, "all"))
        yield f"| {table} | {many} | {vain} | {10 * vain / many:.2f} |"
    yield "\n| Rule | Cries in vain | Slips it found first |\n|---|---:|---:|"
    first = Counter(slip.found for slip in tried if slip.found)
    vain_by_rule: Counter[str] = Counter()
    for (_, rule), times in cries.items():
        vain_by_rule[rule] += times
    for rule in sorted({*first, *vain_by_rule, *LATEST}):
        yield f"| {rule} | {vain_by_rule[rule]} | {first[rule]} |"
    yield ("\n| Slip | Tried | Found | Share | Without history: tried | found |\n"
           "|---|---:|---:|---:|---:|---:|")  # fmt: skip
    for kind in dict.fromkeys(slip.kind for slip in tried):
        yield _tell_slips(kind, [slip for slip in tried if slip.kind == kind])
    hard = [slip for slip in tried if slip.kind in HARD]
    yield _tell_slips("**×10, ÷10, swap, sign, unit**", hard)
    for table in editions:
        of_table = [slip for slip in hard if slip.table == table]
        if of_table:
            yield _tell_slips(f"these in {table}", of_table)


def _tell_slips(title: str, slips: list[Slip]) -> str:
    judged = [bool(slip.found) for slip in slips if slip.judged]
    apart = [bool(slip.found) for slip in slips if not slip.judged]
    share = f"{100 * sum(judged) / len(judged):.1f} %" if judged else "–"
    return (f"| {title} | {len(judged)} | {sum(judged)} | {share} "
            f"| {len(apart)} | {sum(apart)} |")  # fmt: skip


def main() -> None:
    """Write the result, or print that of a sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="take each n-th edition only")
    every = parser.parse_args().every
    told = "\n".join(tell(*calibrate(read_live(), every)))
    sys.stdout.write(f"{told}\n")
    if every == 1:
        about = (__doc__ or "").split("\n    python")[0].strip()
        RESULT.write_text(f"# {about}\n\n{told}\n", "utf-8")


if __name__ == "__main__":
    main()
