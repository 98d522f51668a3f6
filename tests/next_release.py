"""The next edition of everything, as a maintainer would carry it into a copy of the tables.

Whatever the tables hold today, tomorrow's correct figures must break nothing: these editions are
made from the newest rows there, so that the product meets the next release before it comes out.
"""

import csv
import io
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pycountry

from schemas import TABLES
from schemas.reading import data_folder, read_files
from tests import small_tables

Row = dict[str, str]
Rows = list[Row]
Book = dict[str, Rows]
"""The rows of every table, by the name of the table."""

DEATHS, DISPLACED, AID, RATES = "civilian_deaths", "displacement", "aid_flows", "exchange_rates"
FACTS = (DISPLACED, DEATHS, AID, RATES)
PUBLISHER = "Observatory of the next edition"
NEW_SENTENCES = (
    PUBLISHER,
    "Counted for the first time, by a way of its own.",
    "Only what was seen by the observatory itself.",
    "Two digits were swapped.",
)
"""What readers have never read before, and nobody has translated."""


def read_book(contents: Mapping[str, bytes]) -> Book:
    """The rows of these tables."""
    return {
        name: list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        for name, content in contents.items()
    }


def written(book: Book) -> dict[str, bytes]:
    """The tables as files."""
    return {name: small_tables.written(name, rows) for name, rows in book.items()}


def day_after(book: Book) -> date:
    """The first day on which none of these tables was yet written."""
    days = [row[name] for row in book["sources"] for name in ("available", "accessed")]
    return date.fromisoformat(max(days)) + timedelta(days=1)


def matching(rows: Iterable[Row], **cells: str) -> Rows:
    """Rows that say all of this and give a number."""
    return [
        row
        for row in rows
        if all(row[name] == cell for name, cell in cells.items())
        and (row.get("value") or row.get("amount") or row.get("units_per_eur"))
    ]


def newest(book: Book, rows: Sequence[Row]) -> Row:
    """The row of the last day, in the edition that came out last."""
    return max(rows, key=lambda row: (_day(row), _came_out(book, row)))


def newest_source(book: Book, rows: Sequence[Row]) -> Rows:
    """Those rows that stand in the edition that came out last."""
    last = max(rows, key=lambda row: _came_out(book, row))["source_id"]
    return [row for row in rows if row["source_id"] == last]


def _day(row: Row) -> str:
    return row.get("date") or row.get("period_end") or row.get("month") or ""


def _came_out(book: Book, row: Row) -> tuple[str, int]:
    source = _source(book, row)
    return source["available"], int(source["release"] or 0)


def _source(book: Book, row: Row) -> Row:
    return next(each for each in book["sources"] if each["source_id"] == row["source_id"])


def _edition(book: Book, like: Row, day: date, ending: str = "", **cells: str) -> Row:
    """The source row of the edition after that of a row: only what is new differs."""
    before = _source(book, like)
    release = str(int(before["release"]) + 1) if before["release"] else ""
    name = re.split(r"-(?:r\d+-)?20\d\d", before["source_id"])[0]
    numbered = f"{name}-r{release}-{day}" if release else f"{name}-{day}"
    return {
        **before,
        "source_id": f"{numbered}{ending}",
        "release": release,
        "published": day.isoformat(),
        "available": day.isoformat(),
        "accessed": day.isoformat(),
        "kind": "primary",
        "via": "",
        **cells,
    }


def _carried(row: Row, source: Row, **cells: str) -> Row:
    """A row copied to a new line, with what is new, and without remarks about the old number."""
    plain = {"obs_status": "A", "note": "", "conflicts_with": "", "low": "", "high": ""}
    changed = {name: cell for name, cell in plain.items() if name in row}
    if "bound" in row:
        changed["bound"] = "exact"
    return {**row, **changed, "source_id": source["source_id"], **cells}


def _grown(number: str, share: float, more: int = 0) -> str:
    return str(round(float(number) * (1 + share)) + more)


def _and(book: Book, **added: Rows) -> Book:
    return {name: [*rows, *added.get(name, [])] for name, rows in book.items()}


def _months_after(day: str, count: int = 1) -> list[tuple[str, str]]:
    """First and last days of the months after the month of a day."""
    first = pd.Period(day, "M") + 1
    return [
        (f"{month.start_time:%Y-%m-%d}", f"{month.end_time:%Y-%m-%d}")
        for month in pd.period_range(first, periods=count, freq="M")
    ]


def _whole_country(rows: Iterable[Row], series: str, outcome: str, victims: str = "all") -> Rows:
    return matching(
        rows, series=series, outcome=outcome, victims=victims, location="UKR", territory="all",
        weapon="all", status="verified",
    )  # fmt: skip


OUTCOMES = ("killed", "injured")


def add_deaths_of_a_month(book: Book, day: date, *, splits: bool = True) -> Book:
    """OHCHR's next month: its count, the running count, the year so far, splits and children."""
    rows = book[DEATHS]
    months = {each: newest(book, _whole_country(rows, "monthly", each)) for each in OUTCOMES}
    start, end = _months_after(max(row["period_end"] for row in months.values()))[0]
    source = _edition(book, newest(book, list(months.values())), day)

    def carried(row: Row, value: str, first: str = start) -> Row:
        return _carried(row, source, period_start=first, period_end=end, as_of=end, value=value)

    added: Rows = []
    for outcome, month in months.items():
        value = _grown(month["value"], 0.03, 7)
        added.append(carried(month, value))
        added.append(carried(month | {"victims": "children"}, _grown(month["value"], -0.94)))
        for victims, share in (("all", 1.0), ("children", 0.05)):
            added.append(_running(book, outcome, victims, int(value), share, carried))
        added.append(_year_so_far(book, outcome, value, start, carried))
    if splits:
        added += [carried(row, _grown(row["value"], 0.02, 1)) for row in _splits(book)]
    return _and(book, sources=[source], **{DEATHS: added})


def _running(
    book: Book, outcome: str, victims: str, month: int, share: float,
    carried: Callable[[Row, str, str], Row],
) -> Row:  # fmt: skip
    """The running count, grown by every month since the last one and by some verified late."""
    rows = book[DEATHS]
    count = newest(book, _whole_country(rows, "cumulative", outcome, victims))
    since = {
        row["period_start"]: int(row["value"])
        for row in _whole_country(rows, "monthly", outcome)
        if row["period_start"] > count["period_end"]
    }
    value = int(count["value"]) + round(share * (sum(since.values()) + month)) + 3
    return carried(count, str(value), count["period_start"])


def _year_so_far(
    book: Book, outcome: str, month: str, start: str, carried: Callable[[Row, str, str], Row]
) -> Row:
    january = f"{start[:4]}-01-01"
    known = _whole_country(book[DEATHS], "period", outcome)
    so_far = [row for row in known if row["period_start"] == january]
    if not so_far:
        return carried(newest(book, known), month, january)
    last = newest(book, so_far)
    missed = [
        int(row["value"])
        for row in _whole_country(book[DEATHS], "monthly", outcome)
        if row["period_start"] > last["period_end"]
    ]
    return carried(last, str(int(last["value"]) + sum(missed) + int(month) + 2), january)


def _splits(book: Book) -> Rows:
    """The newest month by weapon and by place, as one edition printed it."""
    split = [
        row
        for row in matching(book[DEATHS], series="split", status="verified", victims="all")
        if row["period_start"][:7] == row["period_end"][:7]
    ]
    return newest_source(book, split)


def add_refugees_of_the_portal(book: Book, day: date) -> Book:
    """UNHCR's portal on one more day: refugees in the world, exactly."""
    last = newest(book, matching(book[DISPLACED], series="odp-as-published", location="WORLD"))
    source = _edition(book, last, day)
    shown = (day - timedelta(days=1)).isoformat()
    row = _carried(last, source, date=shown, value=_grown(last["value"], -0.01, 11))
    return _and(book, sources=[source], **{DISPLACED: [row]})


def add_survey_round(book: Book, day: date) -> Book:
    """IOM's next round: displaced inside the country, and returned."""
    added: Rows = []
    sources: Rows = []
    shown = (day.replace(day=1) - timedelta(days=1)).isoformat()
    for group, ending in (("IDP", ""), ("RET", "-returns")):
        rounds = matching(book[DISPLACED], series="iom-gps", population_group=group)
        surveyed = [row for row in rounds if _source(book, row)["publisher"] == "IOM DTM"]
        last = newest(book, surveyed)
        sources.append(_edition(book, last, day, ending))
        added.append(
            _carried(last, sources[-1], date=shown, value=_grown(last["value"], -0.02, 1000))
        )
    return _and(book, sources=sources, **{DISPLACED: added})


def add_month_of_protection(book: Book, day: date) -> Book:
    """Eurostat's next month: all countries, citizens of Ukraine and all beneficiaries."""
    citizens, everyone = "eurostat-ukrainian-citizens", "eurostat-all-beneficiaries"
    rows = book[DISPLACED]
    last = max(row["date"] for row in rows if row["series"] in (citizens, everyone))
    end = _months_after(last)[0][1]
    added: Rows = []
    sources: Rows = []
    counted: dict[str, int] = {}
    for series, ending in ((citizens, ""), (everyone, "-all")):
        known = matching(rows, series=series)
        places = {row["location"] for row in known}
        source = _edition(book, newest(book, known), day, ending)
        sources.append(source)
        for place in sorted(places):
            before = newest(book, [row for row in known if row["location"] == place])
            value = max(int(_grown(before["value"], 0.01)), counted.get(place, 0) + 100)
            counted.setdefault(place, value)
            added.append(_carried(before, source, date=end, value=str(value)))
    return _and(book, sources=sources, **{DISPLACED: added})


def add_country_of_refuge(book: Book, day: date) -> Book:
    """UNHCR's year-ends, all of them again, with a host country that no row names yet."""
    rows = matching(book[DISPLACED], series="rdf-year-end")
    last = newest_source(book, rows)
    source = _edition(book, last[0], day)
    end = max(row["date"] for row in last)
    hosts = [row for row in last if row["date"] == end and row["population_group"] == "REF"]
    tenth = sorted((int(row["value"]) for row in hosts), reverse=True)[10]
    again = [{**row, "source_id": source["source_id"]} for row in last]
    for row in again:
        if (row["date"], row["population_group"], row["location"]) == (end, "REF", "WORLD"):
            row["value"] = str(int(row["value"]) + tenth + 1)
    new = _carried(hosts[0], source, location=new_country(rows, "location"), value=str(tenth + 1))
    return _and(book, sources=[source], **{DISPLACED: [*again, new]})


def new_country(rows: Iterable[Row], column: str) -> str:
    """The first country of the alphabet that no row names."""
    named = {code for row in rows for code in row[column].split("+")}
    return next(
        country.alpha_3
        for country in sorted(pycountry.countries, key=lambda each: str(each.alpha_3))
        if country.alpha_3 not in named
    )


def add_release_of_aid(book: Book, day: date, *, months: int = 2) -> Book:
    """The Kiel Institute's next release: totals by donor, months by donor, months of all donors.

    A donor whom no row names gives for the first time. Without months, only the totals come out,
    as Release 30 did.
    """
    totals = matching(book[AID], series="kiel-donor-total")
    last = newest_source(book, totals)
    source = _edition(book, last[0], day, "-country-summary")
    end = _months_after(max(row["period_end"] for row in last), 2)[-1][1]
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
        added.append(_carried(row, source, period_end=end, amount=str(amount)))
    return _and(book, sources=sources, **{AID: added})


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
    source = _edition(book, known[0], day, source_id=f"{name}-data-explorer", **release)
    again = [{**row, "source_id": source["source_id"]} for row in published]
    covered = max(row["period_end"] for row in published)
    new = _months_after(covered, (pd.Period(end, "M") - pd.Period(covered, "M")).n)
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
            again.append(_carried(known[0], source, period_start=start, period_end=last, **cells))
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
    last = max(months, key=_day)
    added: Rows = []
    for donor in sorted({row["donor"] for row in months}):
        missing = sums[donor, "all", "allocation"] - sums[donor, "all", "commitment"]
        cells = {"donor": donor, "amount": str(max(round(missing), 0) + 1_000_000)}
        days = {name: last[name] for name in ("period_start", "period_end")}
        added.append(_carried(like, _named(last), **days, **cells))
        sums[donor, "all", "commitment"] += float(added[-1]["amount"])
    return added


def _named(row: Row) -> Row:
    return {"source_id": row["source_id"]}


def _months_of_all_donors(
    book: Book, day: date, name: str, release: Row, months: Rows
) -> tuple[Rows, Rows]:
    """The months of all donors as the donors make them; by item as before, the new ones bought."""
    printed = newest_source(book, matching(book[AID], series="kiel-total-month"))
    source = _edition(book, printed[0], day, source_id=f"{name}-tracker", **release)
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
                rows.append(_carried(row, source, **cells))
    weapons = newest_source(book, matching(book[AID], series="kiel-weapons"))
    last = max(end for _, end, _ in sums)
    for row in weapons:
        units = _grown(row["units"], 0, 1) if row["units"] else ""
        amount = max(float(_grown(row["amount"], 0.01)), 1e6 * int(units or 0))
        said = str(round(amount))
        rows.append(_carried(row, source, period_end=last, units=units, amount=said))
    return rows, [source]


def add_snapshot_of_appeals(book: Book, day: date) -> Book:
    """FTS as it stands one day later: every plan a little better funded, and by cluster."""
    plans = newest_source(book, matching(book[AID], series="fts-plan"))
    clusters = newest_source(book, matching(book[AID], series="fts-cluster"))
    source = _edition(book, plans[0], day)
    added = [_carried(row, source, amount=_funded(row)) for row in plans]
    appeals = {(row["plan"], row["period_start"], row["measure"]): row for row in added}
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in clusters:
        sums[row["plan"], row["period_start"], row["measure"]] += int(row["amount"])
    for row in clusters:
        key = (row["plan"], row["period_start"], row["measure"])
        if key in appeals:
            share = int(appeals[key]["amount"]) / sums[key]
            added.append(_carried(row, source, amount=_grown(row["amount"], share - 1)))
    return _and(book, sources=[source], **{AID: added})


def _funded(row: Row) -> str:
    return _grown(row["amount"], 0.02 if row["measure"] == "funding" else 0)


def add_plan_of_a_year(book: Book, day: date) -> Book:
    """OCHA's plan for the year of a day: people in need, and an appeal that has begun."""
    needs = newest(book, matching(book[DISPLACED], series="ocha-plan", location="UKR"))
    source = _edition(book, needs, day, "-hnrp")
    first, last = f"{day.year}-01-01", f"{day.year}-12-31"
    need = _carried(needs, source, date=first, value=_grown(needs["value"], -0.08))
    need["bound"] = "approximate"
    appeals = [
        row for row in matching(book[AID], series="fts-plan") if row["plan"].startswith("HUKR")
    ]
    snapshot = _edition(book, newest_source(book, appeals)[0], day)
    code = f"HUKR{day:%y}"
    kept = newest_source(book, matching(book[AID], series="fts-plan"))
    began = [
        _carried(
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
    return _and(book, sources=[source, snapshot], **{DISPLACED: [need], AID: [*again, *began]})


def add_month_of_rates(book: Book, day: date) -> Book:
    """The ECB's next month, every currency."""
    last = max(row["month"] for row in book[RATES])
    rows = [row for row in book[RATES] if row["month"] == last]
    start, _ = _months_after(f"{last}-01")[0]
    source = _edition(book, rows[0], day)
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
    return _and(book, sources=[source], **{RATES: added})


def add_publisher(book: Book, day: date) -> Book:
    """A publisher nobody has cited yet, in sentences that nobody has translated yet."""
    publisher, caveat, note, _ = NEW_SENTENCES
    claims = matching(
        book[DEATHS], series="total", outcome="killed", victims="all", location="UKR",
        status="estimate",
    )  # fmt: skip
    last = newest(book, claims)
    source = _edition(
        book, last, day, source_id=f"observatory-{day}", publisher=publisher, caveat=caveat,
        frequency="annual", title="A first estimate",
    )  # fmt: skip
    counted = newest(book, _whole_country(book[DEATHS], "cumulative", "killed"))
    row = _carried(
        last, source, value=_grown(counted["value"], 0.5), note=note,
        period_end=counted["period_end"], as_of=counted["as_of"],
    )  # fmt: skip
    search = {
        "searched_on": str(day), "publisher": publisher, "series": row["series"],
        "found_to": row["period_end"], "frequency": "annual", "note": "",
    }  # fmt: skip
    return _and(book, sources=[source], searches=[search], **{DEATHS: [row]})


def add_correction(book: Book, day: date) -> Book:
    """An error in the newest month of OHCHR, kept as printed and guarded."""
    row = newest(book, _whole_country(book[DEATHS], "monthly", "injured"))
    like = next(each for each in book["corrections"] if each["file"] == f"{DEATHS}.csv")
    correction = {
        **like,
        "correction_id": f"deaths-{row['period_end'][:7]}-injured",
        "row": f"source_id={row['source_id']};series=monthly;outcome=injured;victims=all",
        "column": "value",
        "printed": row["value"],
        "corrected": _swapped(row["value"]),
        "action": "override",
        "reason": NEW_SENTENCES[3],
        "provider": "OHCHR",
        "status": "open",
    }
    return _and(book, corrections=[correction])


def _swapped(number: str) -> str:
    return number[:-2] + number[-1] + number[-2]


def withdraw_source(book: Book, day: date) -> Book:
    """A publication that was withdrawn: its rows, its source and what is said of them go."""
    gone = withdrawn(book)
    left = {
        name: [row for row in rows if row.get("source_id") != gone] for name, rows in book.items()
    }
    left["corrections"] = [
        row for row in book["corrections"] if f"source_id={gone};" not in f"{row['row']};"
    ]
    for row in left[DISPLACED]:
        if row["conflicts_with"] == gone:
            row["conflicts_with"] = ""
    return left


def withdrawn(book: Book) -> str:
    """The newest publication of a claim that a correction speaks of."""
    claims = {row["source_id"]: row for row in matching(book[DEATHS], status="claim")}
    spoken_of = {
        name: row
        for name, row in claims.items()
        if any(f"source_id={name};" in f"{each['row']};" for each in book["corrections"])
    }
    return max(spoken_of, key=lambda name: _came_out(book, spoken_of[name]))


def add_editions_without_numbers(book: Book, day: date) -> Book:
    """Editions of people, victims and money that came out and did not give what was looked for."""
    for add in KINDS[: KINDS.index(add_month_of_rates)]:
        known = {row["source_id"] for row in book["sources"]}
        book = add(book, day)
        for table in (DISPLACED, DEATHS, AID):
            for row in book[table]:
                if row["source_id"] not in known:
                    number = "amount" if table == AID else "value"
                    row.update(dict.fromkeys((number, "low", "high", "bound"), ""))
                    row.update({"obs_status": "O"} | ({"units": ""} if table == AID else {}))
    return book


def add_deaths_until_january(book: Book, day: date) -> Book:
    """Every month of OHCHR up to the first of the next year, and OCHA's plan for that year."""
    came_out = date(day.year + 1, 2, 1)
    while not matching(book[DEATHS], series="monthly", period_end=f"{came_out.year}-01-31"):
        book = add_deaths_of_a_month(book, came_out)
        came_out += timedelta(days=1)
    return add_plan_of_a_year(book, came_out)


KINDS: tuple[Callable[[Book, date], Book], ...] = (
    add_deaths_of_a_month,
    add_refugees_of_the_portal,
    add_survey_round,
    add_month_of_protection,
    add_country_of_refuge,
    add_release_of_aid,
    add_snapshot_of_appeals,
    add_month_of_rates,
    add_publisher,
    add_correction,
    withdraw_source,
)
"""One correct edition of each kind."""


def carry_in(book: Book, *kinds: Callable[[Book, date], Book]) -> Book:
    """The tables after these editions, or after one of each kind, dated after everything there."""
    day = day_after(book)
    for add in kinds or KINDS:
        book = add(book, day)
    return book


def write(contents: Mapping[str, bytes], folder: Path) -> None:
    """Write tables into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / TABLES[name].file_name()).write_bytes(content)


if __name__ == "__main__":
    write(written(carry_in(read_book(read_files(data_folder())))), Path(sys.argv[1]))
