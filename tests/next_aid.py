"""The next editions of money: the Kiel Institute, OCHA, and the rates of a month."""

from collections import defaultdict
from datetime import date

import pandas as pd

from tests.book import (
    AID,
    DISPLACED,
    RATES,
    Book,
    Row,
    Rows,
    add_rows,
    carry_row,
    day_of,
    edition_like,
    grow,
    matching,
    months_after,
    new_country,
    newest,
    newest_source,
)


def add_release_of_aid(book: Book, day: date, *, months: int = 2) -> Book:
    """The Kiel Institute's next release: totals by donor, months by donor, months of all donors.

    A donor whom no row names gives for the first time. Without months, only the totals come out,
    as Release 30 did.
    """
    totals = matching(book[AID], series="kiel-donor-total")
    last = newest_source(book, totals)
    source = edition_like(book, last[0], day, "-country-summary")
    end = months_after(max(row["period_end"] for row in last), 2)[-1][1]
    donor = new_country(book[AID], "donor")
    added: Rows = []
    sources = [source]
    grown: dict[tuple[str, str, str], int] = {}
    if months:
        more, sources, grown = _months_of_aid(book, day, last, source, donor, end)
        added += more
    new = [row | {"donor": donor} for row in last if row["donor"] == last[0]["donor"]]
    for row in (*last, *new):
        key = (row["donor"], row["aid_type"], row["measure"])
        amount = grown.get(key, round(float(row["amount"]) * 1.01))
        added.append(carry_row(row, source, period_end=end, amount=str(amount)))
    return add_rows(book, sources=sources, **{AID: added})


def _months_of_aid(
    book: Book, day: date, totals: Rows, summary: Row, donor: str, end: str
) -> tuple[Rows, Rows, dict[tuple[str, str, str], int]]:
    """All months again and those up to a day; their sources; what they make for each donor."""
    known = newest_source(book, matching(book[AID], series="kiel-month", measure="allocation"))
    name = known[0]["source_id"]
    published = [
        row for row in matching(book[AID], series="kiel-month") if row["source_id"] == name
    ]
    release = {"release": summary["release"]}
    name = summary["source_id"].removesuffix("-country-summary")
    source = edition_like(book, known[0], day, source_id=f"{name}-data-explorer", **release)
    again = [{**row, "source_id": source["source_id"]} for row in published]
    covered = max(row["period_end"] for row in published)
    new = months_after(covered, (pd.Period(end, "M") - pd.Period(covered, "M")).n)
    grown: dict[tuple[str, str, str], float] = defaultdict(float)
    for row in published:
        grown[row["donor"], row["aid_type"], row["measure"]] += float(row["amount"])
    most = {(row["donor"], row["aid_type"]): float(row["amount"]) for row in totals
            if row["measure"] == "allocation" and row["aid_type"] != "all"}  # fmt: skip
    most |= {(donor, kind): 2e9 for kind in {kind for _, kind in most}}
    for (who, kind), amount in most.items():
        rise = max(amount - grown[who, kind, "allocation"], 0.0)
        for share, (start, last) in zip((rise, *[0.0] * len(new)), new, strict=False):
            cells = {"donor": who, "aid_type": kind, "amount": str(round(share + 1e6))}
            again.append(carry_row(known[0], source, period_start=start, period_end=last, **cells))
    sums: dict[tuple[str, str, str], float] = defaultdict(float)
    for row in again:
        sums[row["donor"], row["aid_type"], row["measure"]] += float(row["amount"])
        if row["measure"] == "allocation":
            sums[row["donor"], "all", "allocation"] += float(row["amount"])
    again += _promised(again, sums)
    whole, tracker = _months_of_all_donors(book, day, name, release, again)
    told = {key: round(amount) for key, amount in sums.items()}
    return [*again, *whole], [summary, source, *tracker], told


def _promised(months: Rows, sums: dict[tuple[str, str, str], float]) -> Rows:
    """Commitments of the last month, so that nobody has allocated more than was promised."""
    like = next(row for row in months if row["measure"] == "commitment")
    last = max(months, key=day_of)
    added: Rows = []
    for donor in sorted({row["donor"] for row in months}):
        missing = sums[donor, "all", "allocation"] - sums[donor, "all", "commitment"]
        cells = {"donor": donor, "amount": str(max(round(missing), 0) + 1_000_000)}
        days = {name: last[name] for name in ("period_start", "period_end")}
        added.append(carry_row(like, _named(last), **days, **cells))
        sums[donor, "all", "commitment"] += float(added[-1]["amount"])
    return added


def _named(row: Row) -> Row:
    return {"source_id": row["source_id"]}


def _months_of_all_donors(
    book: Book, day: date, name: str, release: Row, months: Rows
) -> tuple[Rows, Rows]:
    """The months of all donors as the donors make them; by item as before, the new ones bought."""
    printed = newest_source(book, matching(book[AID], series="kiel-total-month"))
    source = edition_like(book, printed[0], day, source_id=f"{name}-tracker", **release)
    sums: dict[tuple[str, str, str], float] = defaultdict(float)
    for row in months:
        if row["measure"] == "allocation":
            sums[row["period_start"], row["period_end"], row["aid_type"]] += float(row["amount"])
    rows = [{**row, "source_id": source["source_id"]} for row in printed]
    covered = max(row["period_end"] for row in printed)
    templates = {(row["aid_type"], row["item"]): row for row in printed}
    for (start, end, kind), amount in sorted(sums.items()):
        if end <= covered:
            continue
        for (of_kind, item), row in templates.items():
            if of_kind == kind:
                said = str(round(amount)) if item in ("", "procurement") else "0"
                cells = {"period_start": start, "period_end": end, "amount": said}
                rows.append(carry_row(row, source, **cells))
    weapons = newest_source(book, matching(book[AID], series="kiel-weapons"))
    last = max(end for _, end, _ in sums)
    for row in weapons:
        units = grow(row["units"], 0, 1) if row["units"] else ""
        amount = max(float(grow(row["amount"], 0.01)), 1e6 * int(units or 0))
        said = str(round(amount))
        rows.append(carry_row(row, source, period_end=last, units=units, amount=said))
    return rows, [source]


def add_snapshot_of_appeals(book: Book, day: date) -> Book:
    """FTS as it stands one day later: every plan a little better funded, and by cluster."""
    plans = newest_source(book, matching(book[AID], series="fts-plan"))
    clusters = newest_source(book, matching(book[AID], series="fts-cluster"))
    source = edition_like(book, plans[0], day)
    added = [carry_row(row, source, amount=_funded(row)) for row in plans]
    appeals = {(row["plan"], row["period_start"], row["measure"]): row for row in added}
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in clusters:
        sums[row["plan"], row["period_start"], row["measure"]] += int(row["amount"])
    for row in clusters:
        key = (row["plan"], row["period_start"], row["measure"])
        if key in appeals:
            share = int(appeals[key]["amount"]) / sums[key]
            added.append(carry_row(row, source, amount=grow(row["amount"], share - 1)))
    return add_rows(book, sources=[source], **{AID: added})


def _funded(row: Row) -> str:
    return grow(row["amount"], 0.02 if row["measure"] == "funding" else 0)


def add_plan_of_a_year(book: Book, day: date) -> Book:
    """OCHA's plan for the year of a day: people in need, and an appeal that has begun."""
    needs = newest(book, matching(book[DISPLACED], series="ocha-plan", location="UKR"))
    source = edition_like(book, needs, day, "-hnrp")
    first, last = f"{day.year}-01-01", f"{day.year}-12-31"
    need = carry_row(needs, source, date=first, value=grow(needs["value"], -0.08))
    need["bound"] = "approximate"
    appeals = [
        row for row in matching(book[AID], series="fts-plan") if row["plan"].startswith("HUKR")
    ]
    snapshot = edition_like(book, newest_source(book, appeals)[0], day)
    code = f"HUKR{day:%y}"
    kept = newest_source(book, matching(book[AID], series="fts-plan"))
    began = [
        carry_row(
            newest(book, matching(appeals, measure=measure)), snapshot,
            plan=code, period_start=first, period_end=last, amount=amount,
        )
        for measure, amount in (("requirement", "2100000000"), ("funding", "180000000"))
    ]  # fmt: skip
    again = [
        {**row, "source_id": snapshot["source_id"]}
        for row in kept
        if not (row["plan"] == code and row["period_start"] == first)
    ]
    return add_rows(book, sources=[source, snapshot], **{DISPLACED: [need], AID: [*again, *began]})


def add_month_of_rates(book: Book, day: date) -> Book:
    """The ECB's next month, every currency."""
    last = max(row["month"] for row in book[RATES])
    rows = [row for row in book[RATES] if row["month"] == last]
    start, _ = months_after(f"{last}-01")[0]
    source = edition_like(book, rows[0], day)
    added = [
        {
            **row,
            "source_id": source["source_id"],
            "month": start[:7],
            "units_per_eur": f"{float(row['units_per_eur']) * 1.001:.6f}",
            "obs_status": "A",
        }
        for row in rows
    ]
    return add_rows(book, sources=[source], **{RATES: added})
