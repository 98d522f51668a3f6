"""The next edition of everything, as a maintainer would carry it into a copy of the tables.

Whatever the tables hold today, tomorrow's correct figures must break nothing: these editions are
made from the newest rows there, so that the product meets the next release before it comes out.
"""

import sys
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

from schemas import TABLES
from schemas.reading import find_data_folder, read_files
from tests.book import (
    AID,
    DEATHS,
    DISPLACED,
    Book,
    Row,
    Rows,
    add_rows,
    came_out,
    carry_row,
    day_after,
    edition_like,
    grow,
    matching,
    months_after,
    new_country,
    newest,
    newest_source,
    of_whole_country,
    read_book,
    source_of,
    written,
)
from tests.next_aid import (
    add_month_of_rates,
    add_plan_of_a_year,
    add_release_of_aid,
    add_snapshot_of_appeals,
)

PUBLISHER = "Observatory of the next edition"
NEW_SENTENCES = (
    PUBLISHER,
    "Counted for the first time, by a way of its own.",
    "Only what was seen by the observatory itself.",
    "Two digits were swapped.",
)
"""What readers have never read before, and nobody has translated."""

OUTCOMES = ("killed", "injured")


def add_deaths_of_a_month(book: Book, day: date, *, splits: bool = True) -> Book:
    """OHCHR's next month: its count, the running count, the year so far, splits and children."""
    rows = book[DEATHS]
    months = {each: newest(book, of_whole_country(rows, "monthly", each)) for each in OUTCOMES}
    start, end = months_after(max(row["period_end"] for row in months.values()))[0]
    source = edition_like(book, newest(book, list(months.values())), day)

    def carried(row: Row, value: str, first: str = start) -> Row:
        return carry_row(row, source, period_start=first, period_end=end, as_of=end, value=value)

    added: Rows = []
    for outcome, month in months.items():
        value = grow(month["value"], 0.03, 7)
        added.append(carried(month, value))
        added.append(carried(month | {"victims": "children"}, grow(month["value"], -0.94)))
        for victims, share in (("all", 1.0), ("children", 0.05)):
            added.append(_running(book, outcome, victims, int(value), share, carried))
        added.append(_year_so_far(book, outcome, value, start, carried))
    if splits:
        added += [carried(row, grow(row["value"], 0.02, 1)) for row in _splits(book)]
    return add_rows(book, sources=[source], **{DEATHS: added})


def _running(
    book: Book, outcome: str, victims: str, month: int, share: float,
    carried: Callable[[Row, str, str], Row],
) -> Row:  # fmt: skip
    """The running count, grown by every month since the last one and by some verified late."""
    rows = book[DEATHS]
    count = newest(book, of_whole_country(rows, "cumulative", outcome, victims))
    since = {
        row["period_start"]: int(row["value"])
        for row in of_whole_country(rows, "monthly", outcome)
        if row["period_start"] > count["period_end"]
    }
    value = int(count["value"]) + round(share * (sum(since.values()) + month)) + 3
    return carried(count, str(value), count["period_start"])


def _year_so_far(
    book: Book, outcome: str, month: str, start: str, carried: Callable[[Row, str, str], Row]
) -> Row:
    january = f"{start[:4]}-01-01"
    known = of_whole_country(book[DEATHS], "period", outcome)
    so_far = [row for row in known if row["period_start"] == january]
    if not so_far:
        return carried(newest(book, known), month, january)
    last = newest(book, so_far)
    missed = [
        int(row["value"])
        for row in of_whole_country(book[DEATHS], "monthly", outcome)
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
    source = edition_like(book, last, day)
    shown = (day - timedelta(days=1)).isoformat()
    row = carry_row(last, source, date=shown, value=grow(last["value"], -0.01, 11))
    return add_rows(book, sources=[source], **{DISPLACED: [row]})


def add_survey_round(book: Book, day: date) -> Book:
    """IOM's next round: displaced inside the country, and returned."""
    added: Rows = []
    sources: Rows = []
    shown = (day.replace(day=1) - timedelta(days=1)).isoformat()
    for group, ending in (("IDP", ""), ("RET", "-returns")):
        rounds = matching(book[DISPLACED], series="iom-gps", population_group=group)
        surveyed = [row for row in rounds if source_of(book, row)["publisher"] == "IOM DTM"]
        last = newest(book, surveyed)
        sources.append(edition_like(book, last, day, ending))
        added.append(
            carry_row(last, sources[-1], date=shown, value=grow(last["value"], -0.02, 1000))
        )
    return add_rows(book, sources=sources, **{DISPLACED: added})


def add_month_of_protection(book: Book, day: date) -> Book:
    """Eurostat's next month: all countries, citizens of Ukraine and all beneficiaries."""
    citizens, everyone = "eurostat-ukrainian-citizens", "eurostat-all-beneficiaries"
    rows = book[DISPLACED]
    last = max(row["date"] for row in rows if row["series"] in (citizens, everyone))
    end = months_after(last)[0][1]
    added: Rows = []
    sources: Rows = []
    counted: dict[str, int] = {}
    for series, ending in ((citizens, ""), (everyone, "-all")):
        known = matching(rows, series=series)
        places = {row["location"] for row in known}
        source = edition_like(book, newest(book, known), day, ending)
        sources.append(source)
        for place in sorted(places):
            before = newest(book, [row for row in known if row["location"] == place])
            value = max(int(grow(before["value"], 0.01)), counted.get(place, 0) + 100)
            counted.setdefault(place, value)
            added.append(carry_row(before, source, date=end, value=str(value)))
    return add_rows(book, sources=sources, **{DISPLACED: added})


def add_country_of_refuge(book: Book, day: date) -> Book:
    """UNHCR's year-ends, all of them again, with a host country that no row names yet."""
    rows = matching(book[DISPLACED], series="rdf-year-end")
    last = newest_source(book, rows)
    source = edition_like(book, last[0], day)
    end = max(row["date"] for row in last)
    hosts = [row for row in last if row["date"] == end and row["population_group"] == "REF"]
    tenth = sorted((int(row["value"]) for row in hosts), reverse=True)[10]
    again = [{**row, "source_id": source["source_id"]} for row in last]
    for row in again:
        if (row["date"], row["population_group"], row["location"]) == (end, "REF", "WORLD"):
            row["value"] = str(int(row["value"]) + tenth + 1)
    new = carry_row(hosts[0], source, location=new_country(rows, "location"), value=str(tenth + 1))
    return add_rows(book, sources=[source], **{DISPLACED: [*again, new]})


def add_publisher(book: Book, day: date) -> Book:
    """A publisher nobody has cited yet, in sentences that nobody has translated yet."""
    publisher, caveat, note, _ = NEW_SENTENCES
    claims = matching(
        book[DEATHS], series="total", outcome="killed", victims="all", location="UKR",
        status="estimate",
    )  # fmt: skip
    last = newest(book, claims)
    source = edition_like(
        book, last, day, source_id=f"observatory-{day}", publisher=publisher, caveat=caveat,
        frequency="annual", title="A first estimate",
    )  # fmt: skip
    counted = newest(book, of_whole_country(book[DEATHS], "cumulative", "killed"))
    row = carry_row(
        last, source, value=grow(counted["value"], 0.5), note=note,
        period_end=counted["period_end"], as_of=counted["as_of"],
    )  # fmt: skip
    search = {
        "searched_on": str(day), "publisher": publisher, "series": row["series"],
        "found_to": row["period_end"], "frequency": "annual", "note": "",
    }  # fmt: skip
    return add_rows(book, sources=[source], searches=[search], **{DEATHS: [row]})


def add_correction(book: Book, day: date) -> Book:
    """An error in the newest month of OHCHR, kept as printed and guarded."""
    row = newest(book, of_whole_country(book[DEATHS], "monthly", "injured"))
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
    return add_rows(book, corrections=[correction])


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
    return max(spoken_of, key=lambda name: came_out(book, spoken_of[name]))


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
    write(written(carry_in(read_book(read_files(find_data_folder())))), Path(sys.argv[1]))
