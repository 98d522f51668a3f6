"""What is due: by the thresholds of HDX, as the figures show it, with the rows to add."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from figures import FIGURES
from figures.core.chart import draw
from figures.core.freshness import (
    THRESHOLDS,
    EditionState,
    find_last_day,
    find_last_edition,
    find_searches,
    group_by_series,
)
from figures.core.view import make_view
from locales import make_translator
from schemas import MODELS, Tables, read_contents
from schemas.searches import shorten_publisher
from tests.frozen import FROZEN
from tests.small_tables import SMALL, Rows, messages, small_with, written
from upkeep.cli import main
from upkeep.due import (
    DueSeries,
    find_due,
    find_series,
    write_json,
    write_markdown,
    write_text,
)

DAY = date(2026, 11, 22)
SOURCE = SMALL["sources"][0]
DEATHS = SMALL["civilian_deaths"][0]
OUT = date(2025, 8, 13)
"""The day the one source of the small tables came out."""


@pytest.fixture(scope="module")
def all_due(tables: Tables) -> list[DueSeries]:
    return find_due(tables, DAY, everything=True)


def small(sources: Rows, deaths: Rows) -> Tables:
    """The small tables with these publications and counts of victims, and money for air defence.

    Nobody has looked for anything that is in them.
    """
    correction = SMALL["corrections"][0] | {"action": "excluded", "row": "", "column": ""}
    return read_contents(
        small_with(
            sources=written("sources", [SOURCE, *sources]),
            civilian_deaths=written("civilian_deaths", deaths),
            aid_flows=written("aid_flows", [SMALL["aid_flows"][0] | {"item": "nato_purl"}]),
            corrections=written("corrections", [correction]),
            searches=written("searches", [SMALL["searches"][0] | {"series": "sex-age"}]),
        )
    )


def published(name: str, **cells: str) -> dict[str, str]:
    """One more publication."""
    day = name[-10:]
    return SOURCE | {"source_id": name, "published": day, "available": day, **cells}


def of(found: list[DueSeries], name: str) -> DueSeries:
    """The standing whose last edition has a name."""
    (one,) = [one for one in found if one.source_id == name]
    return one


@pytest.fixture(scope="module")
def one() -> Tables:
    """Tables with a single publication."""
    return small([], [DEATHS])


@pytest.fixture(scope="module")
def of_every_age() -> Tables:
    """A publisher for every frequency, all of whose publications came out on one day."""
    names = [
        published(f"{frequency}-{OUT}", publisher=frequency, frequency=frequency)
        for frequency in THRESHOLDS
    ]
    return small(names, [DEATHS, *(DEATHS | {"source_id": name["source_id"]} for name in names)])


@pytest.mark.parametrize("frequency", ["daily", "monthly"])
def test_a_series_ages_by_the_thresholds_of_hdx(of_every_age: Tables, frequency: str) -> None:
    states = (EditionState.CURRENT, EditionState.DUE, EditionState.OVERDUE, EditionState.DELINQUENT)
    for limit, before, state in zip(THRESHOLDS[frequency], states, states[1:], strict=False):
        for days, expected in ((limit - 1, before), (limit, state)):
            found = find_due(of_every_age, OUT + timedelta(days), everything=True)
            standing = of(found, f"{frequency}-{OUT}")
            assert (standing.state, standing.age) == (expected, days)


@pytest.mark.parametrize("today", [DAY, date(2027, 12, 31)])
def test_what_the_list_calls_overdue_the_figures_call_probably_outdated(
    tables: Tables, today: date
) -> None:
    late = {
        (one.source_id, part[1])
        for one in find_due(tables, today)
        if one.state in (EditionState.OVERDUE, EditionState.DELINQUENT)
        for part in one.parts
    }
    compared = 0
    sources = tables.sources.set_index("source_id", drop=False)
    for figure in FIGURES.values():
        chart = draw(make_view(figure, tables, {}), tables)
        assert chart.freshness is not None
        for (_, code), rows in group_by_series(chart.rows, sources):
            last = find_last_edition(rows["source_id"], sources)
            if (last["source_id"], code) in late and find_last_day(rows) == data_to_of(
                tables, last, code
            ):
                said = [one for one in chart.freshness.statements if one.is_late(today)]
                assert last["publisher"] in {one.publisher for one in said}, figure.id
                compared += 1
    assert compared > 10 or today <= DAY


def data_to_of(tables: Tables, source: pd.Series, code: str) -> date:
    """The last day the tables know of a series."""
    return find_searches(tables)[shorten_publisher(source["publisher"]), code].data_to


def looked_for(searched_on: str, frequency: str = "monthly") -> Tables:
    """The small tables, whose one series was looked for on a day."""
    row = SMALL["searches"][0] | {"searched_on": searched_on, "frequency": frequency}
    return read_contents(small_with(searches=written("searches", [row])))


def test_what_was_just_looked_for_in_vain_is_not_asked_for_again() -> None:
    found = find_due(looked_for("2026-11-20"), DAY, everything=True)
    monthly = next(one for one in found if one.parts == (("civilian_deaths", "monthly"),))
    assert (monthly.state, monthly.age) == (EditionState.CURRENT, 466)
    later = find_due(looked_for("2026-11-20"), date(2026, 12, 20))
    assert EditionState.DUE in {one.state for one in later}


def test_a_search_before_an_edition_was_due_puts_nothing_off() -> None:
    found = find_due(looked_for("2025-08-20"), DAY)
    (monthly,) = [one for one in found if ("civilian_deaths", "monthly") in one.parts]
    assert monthly.state is EditionState.DELINQUENT


def test_a_series_that_stopped_is_not_awaited_whatever_its_publisher_still_does() -> None:
    found = find_due(looked_for("2026-11-20", "stopped"), DAY)
    assert not [one for one in found if ("civilian_deaths", "monthly") in one.parts]
    everything = find_due(looked_for("2026-11-20", "stopped"), DAY, everything=True)
    (monthly,) = [one for one in everything if ("civilian_deaths", "monthly") in one.parts]
    assert monthly.state is EditionState.STOPPED
    told = write_text(everything, DAY, make_translator("en", looked_for("2026-11-20", "stopped")))
    (line,) = [line for line in told.splitlines() if "by month" in line and "OHCHR" in line]
    assert "Last looked for on 20 November 2026" in line


def test_the_list_says_when_a_series_was_last_looked_for() -> None:
    tables = looked_for("2025-08-20")
    told = write_text(find_due(tables, DAY), DAY, make_translator("en", tables))
    assert "Last looked for on 20 August 2025; found up to 31 July 2025" in told


def test_the_worst_comes_first_and_what_is_in_time_is_left_out(tables: Tables) -> None:
    found = [one.state for one in find_due(tables, DAY)]
    order = [EditionState.DELINQUENT, EditionState.OVERDUE, EditionState.DUE]
    assert found == sorted(found, key=order.index)
    assert set(found) <= set(order)


def test_every_part_of_every_table_is_in_one_series(tables: Tables) -> None:
    parts = {
        (name, code)
        for name in ("displacement", "civilian_deaths", "aid_flows")
        for code in getattr(tables, name)["series"]
    } | {("exchange_rates", "")}
    assert {part for series in find_series(tables) for part in series.parts} == parts


def test_parts_that_come_with_one_publication_are_one_series() -> None:
    names = [published("ohchr-2025-10-10")]
    later = DEATHS | {"source_id": "ohchr-2025-10-10", "as_of": "2025-10-01"}
    tables = small(names, [later, later | {"series": "cumulative"}])
    found = of(find_due(tables, DAY), "ohchr-2025-10-10")
    assert found.parts == (("civilian_deaths", "monthly"), ("civilian_deaths", "cumulative"))
    assert [draft.series for draft in found.rows] == ["monthly", "cumulative"]


def test_the_frequency_of_the_last_edition_counts() -> None:
    stopped = published("ohchr-2025-10-10", frequency="stopped")
    tables = small([stopped], [DEATHS, DEATHS | {"source_id": "ohchr-2025-10-10"}])
    stands = of(find_due(tables, DAY, everything=True), "ohchr-2025-10-10")
    assert stands.state is EditionState.STOPPED


def test_a_publisher_that_others_join_goes_on_as_one_series() -> None:
    joined = published("ohchr-2026-11-20", publisher="OHCHR, UNICEF")
    tables = small([joined], [DEATHS, DEATHS | {"source_id": "ohchr-2026-11-20"}])
    found = find_due(tables, DAY, everything=True)
    assert of(found, "ohchr-2026-11-20").state is EditionState.CURRENT
    old = [one.parts for one in found if one.source_id == "ohchr-2025-08-13"]
    assert not any(("civilian_deaths", "monthly") in parts for parts in old)


def test_figures_passed_on_once_are_not_awaited_for_ever() -> None:
    names = [
        published("who-2025-09-01", publisher="WHO"),
        published("who-2026-11-01", publisher="WHO"),
        published("ohchr-2026-11-20"),
    ]
    rows = [
        DEATHS | {"source_id": "who-2025-09-01"},
        DEATHS | {"source_id": "who-2026-11-01", "series": "cumulative"},
        DEATHS | {"source_id": "ohchr-2026-11-20"},
    ]
    names_found = {one.source_id for one in find_due(small(names, rows), DAY, everything=True)}
    assert "who-2025-09-01" not in names_found
    alone = {one.source_id for one in find_due(small(names, rows[:2]), DAY, everything=True)}
    assert "who-2025-09-01" in alone


def test_every_figure_that_shows_a_series_is_named(
    all_due: list[DueSeries], tables: Tables
) -> None:
    fed = {name for one in all_due for name in one.figures}
    assert fed == set(FIGURES)
    monthly = next(one for one in all_due if ("civilian_deaths", "monthly") in one.parts)
    assert "civilians-killed-by-month" in monthly.figures
    assert "aid-by-month" not in monthly.figures


def test_the_rows_to_add_fit_their_tables(all_due: list[DueSeries]) -> None:
    for one in all_due:
        for draft in (one.source, *one.rows):
            header, line = (
                next(csv.reader(io.StringIO(text))) for text in (draft.header, draft.line)
            )
            assert header == list(MODELS[draft.table].columns())
            cells = dict(zip(header, line, strict=True))
            assert all(cells[name] == "" for name in draft.blanks)
            assert "source_id" in draft.blanks


def test_killed_and_injured_are_a_pair_and_a_count_begins_where_it_always_did(
    all_due: list[DueSeries],
) -> None:
    ohchr = next(one for one in all_due if ("civilian_deaths", "cumulative") in one.parts)
    names = list(MODELS["civilian_deaths"].columns())
    rows = [dict(zip(names, row.cells, strict=True)) for row in ohchr.rows]
    for series, start in (("monthly", ""), ("cumulative", "2022-02-24")):
        pair = [row for row in rows if row["series"] == series]
        assert [row["outcome"] for row in pair] == ["killed", "injured"]
        assert {row["period_start"] for row in pair} == {start}
        assert {(row["obs_status"], row["bound"]) for row in pair} == {("A", "exact")}


def test_a_series_looked_for_in_vain_for_long_may_have_stopped() -> None:
    hint = "if it has stopped, write “stopped”"
    for searched_on, hinted in (("2025-10-01", False), ("2026-11-01", True)):
        tables = looked_for(searched_on)
        told = write_text(find_due(tables, date(2027, 2, 1)), DAY, make_translator("en", tables))
        assert (hint in told) is hinted


def test_a_row_to_add_is_valid_once_its_blanks_are_filled(one: Tables) -> None:
    (first, *_) = find_due(one, DAY)
    cells = dict(zip(MODELS["sources"].columns(), first.source.cells, strict=True))
    new = {
        "source_id": "ohchr-2026-11-20", "published": "2026-11-20", "available": "2026-11-20",
        "kind": "primary", "title": "Protection of civilians", "url": "https://example.org/november",
    }  # fmt: skip
    assert set(first.source.blanks) <= {*new, "via"}
    rows = [SOURCE, cells | new]
    assert messages(small_with(sources=written("sources", rows))) == []


def test_a_blank_left_empty_is_found_by_the_check(one: Tables) -> None:
    (first, *_) = find_due(one, DAY)
    cells = dict(zip(MODELS["sources"].columns(), first.source.cells, strict=True))
    found = " ".join(messages(small_with(sources=written("sources", [SOURCE, cells]))))
    for name in ("source_id", "title", "available", "kind"):
        assert f"line 3: {name} is ''; the cell is empty" in found


def test_no_day_after_today_is_ever_printed(tables: Tables, all_due: list[DueSeries]) -> None:
    t = make_translator("en", tables)
    days = {DAY.isoformat(), *(one.available.isoformat() for one in all_due)}
    for one in json.loads(write_json(all_due, DAY, t))["series"]:
        assert one["available"] in days
        assert not {"next", "expected"} & set(one)
    for text in (write_text(all_due, DAY, t), write_markdown(all_due, DAY, t)):
        assert "expected" not in text
        assert "2027" not in text


@pytest.mark.parametrize("code", ["en", "fr", "uk"])
def test_each_awaited_series_is_told_with_its_page_and_its_rows(tables: Tables, code: str) -> None:
    t = make_translator(code, tables)
    found = [one for one in find_due(tables, DAY) if one.awaited]
    text = write_text(found, DAY, t)
    for one in found:
        for words in (t.data(one.publisher), one.title, one.url, one.source.line, *one.figures):
            assert words in text
        assert all(draft.line in text for draft in one.rows)


def test_the_checklist_has_a_box_for_each_awaited_series(
    tables: Tables, all_due: list[DueSeries]
) -> None:
    text = write_markdown(all_due, DAY, make_translator("en", tables))
    assert text.count("- [ ] ") == sum(one.awaited for one in all_due)
    assert text.count("```") % 2 == 0


def test_nothing_due_is_said_in_words(one: Tables) -> None:
    found = find_due(one, OUT)
    assert found == []
    assert write_text(found, OUT, make_translator("en", one)) == "13 August 2025: nothing is due.\n"


@pytest.mark.cluster
def test_the_command_never_fails_because_something_is_due(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(FROZEN))
    assert main(["due", "--today", "2030-01-01", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["today"] == "2030-01-01"
    assert {one["state"] for one in told["series"]} == {"delinquent"}


def test_the_command_says_what_is_wrong_with_data_it_cannot_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    assert main(["due"]) == 2
    assert "data/sources.csv: the file is missing" in capsys.readouterr().err


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["due", "--today", "tomorrow"])
    assert stopped.value.code == 2
