"""A frozen figure tells its readers of newer numbers, of corrections, and why."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from exports.addresses import Site
from exports.row_files import write_csv
from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.view import make_view, read_query
from locales import PartlyTranslated
from schemas import Tables
from snapshots.revision import RevisionState, read_rows
from snapshots.snapshot import hash_rates
from snapshots.status import SnapshotStatus, find_status
from snapshots.store import Withdrawal
from tests.small_history import (
    FIGURE,
    FIRST,
    LATER,
    as_frozen,
    correction,
    month,
    tables_of,
)

SITE = Site("https://numbers.example.org")


def frozen(query: str = "lang=en", tables: Tables | None = None) -> tuple[dict[str, Any], Chart]:
    """The manifest and the chart of a view of the small tables."""
    tables = tables or as_frozen()
    asked = dict(pair.split("=") for pair in query.split("&"))
    view = read_query(FIGURES[FIGURE], tables, asked)
    opened = [choice.name for choice in FIGURES[FIGURE].choices if choice.name not in asked]
    return {"figure": FIGURE, "view": view.write_query(), "open": opened}, draw(view, tables)


def told(
    now: Tables,
    query: str = "lang=en",
    withdrawn: Withdrawal | None = None,
    **manifest: object,
) -> SnapshotStatus:
    """What readers of a view frozen from the small tables are told when the tables are these."""
    about, chart = frozen(query)
    rows = read_rows(write_csv(chart))
    return find_status({**about, **manifest}, rows, now, withdrawn, SITE)


def test_while_the_rows_are_the_same_there_is_no_news() -> None:
    status = told(as_frozen())
    assert status == SnapshotStatus(RevisionState.CURRENT)
    assert json.loads(status.as_json())["text"] == ""


def test_one_more_month_is_newer_for_those_who_left_the_end_open() -> None:
    now = tables_of([month(6, "200"), month(7, "286"), month(8, "208", LATER)])
    status = told(now)
    assert status.state is RevisionState.NEWER
    assert status.since == date(2025, 9, 10)
    assert status.address == f"{SITE.base}/figures/{FIGURE}?lang=en"
    assert "10 September 2025" in status.message


def test_one_more_month_is_no_news_of_a_period_that_was_chosen() -> None:
    now = tables_of([month(6, "200"), month(7, "286"), month(8, "208", LATER)])
    assert told(now, "to=2025-07&lang=en").state is RevisionState.CURRENT


def test_a_figure_that_shows_more_of_what_was_out_already_or_less_is_no_news() -> None:
    now = tables_of([month(5, "190"), month(6, "200"), month(7, "286")])
    assert told(now).state is RevisionState.CURRENT
    about, chart = frozen(tables=now)
    begins_later = {**about, "view": "from=2025-06&lang=en", "open": []}
    found = find_status(begins_later, read_rows(write_csv(chart)), now, None, SITE)
    assert found.state is RevisionState.CURRENT


def test_a_later_edition_of_a_number_is_newer_and_no_correction() -> None:
    now = tables_of([month(6, "200"), month(7, "286"), month(7, "295", LATER)])
    status = told(now, "to=2025-07&lang=en")
    assert status.state is RevisionState.NEWER
    assert status.address == f"{SITE.base}/figures/{FIGURE}?to=2025-07&lang=en"
    assert status.reason == ""


def test_an_edition_that_replaces_a_row_in_our_tables_is_newer_too() -> None:
    now = tables_of([month(6, "200"), month(7, "295", LATER)])
    assert told(now).state is RevisionState.NEWER


def test_what_came_out_later_is_no_news_of_a_view_as_it_was_known_on_a_day() -> None:
    now = tables_of([month(6, "200"), month(7, "286"), month(7, "295", LATER)])
    assert told(now, "known-on=2025-08-31&lang=en").state is RevisionState.CURRENT


def test_a_correction_that_replaces_a_number_is_told_with_its_reason() -> None:
    now = tables_of([month(6, "200"), month(7, "286")], [correction()])
    status = told(now)
    assert status.state is RevisionState.CORRECTED
    assert status.reason == "Digits are swapped."
    assert status.since == date(2025, 10, 1)
    assert status.message == "These numbers have been corrected. Digits are swapped."


def test_a_correction_that_was_known_when_the_figure_was_frozen_is_no_news() -> None:
    mended = tables_of([month(6, "200"), month(7, "286")], [correction()])
    about, chart = frozen(tables=mended)
    rows = read_rows(write_csv(chart))
    assert find_status(about, rows, mended, None, SITE).state is RevisionState.CURRENT


def test_a_remark_that_leaves_the_number_as_it_is_is_no_news() -> None:
    remark = correction(action="flag", corrected="")
    assert (
        told(tables_of([month(6, "200"), month(7, "286")], [remark])).state is RevisionState.CURRENT
    )


def test_a_correction_of_a_day_that_names_the_row_is_told_with_its_reason() -> None:
    moved = correction(column="as_of", printed="2025-08-13", corrected="2025-08-12")
    now = tables_of([month(6, "200"), month(7, "286")], [moved])
    assert told(now).state is RevisionState.CORRECTED
    assert told(now).reason == "Digits are swapped."


@pytest.mark.parametrize("row", ["", f"source_id={FIRST};period_start=2025-07-01"])
def test_a_row_that_a_correction_had_dropped_is_told_with_its_reason(row: str) -> None:
    dropped = correction(action="excluded", row=row, corrected="")
    status = told(tables_of([month(6, "200")], [dropped]))
    assert status.state is RevisionState.CORRECTED
    assert status.reason == "Digits are swapped."


def test_a_correction_is_told_even_if_newer_numbers_are_out() -> None:
    now = tables_of([month(6, "200"), month(7, "286"), month(8, "208", LATER)], [correction()])
    assert told(now).state is RevisionState.CORRECTED


def test_a_mistake_of_our_own_is_told_as_what_it_was_and_what_it_is() -> None:
    status = told(tables_of([month(6, "200"), month(7, "2860")]))
    assert status.state is RevisionState.CORRECTED
    assert status.reason == "OHCHR, Ukraine, July 2025: 286 → 2,860"
    assert told(tables_of([month(6, "200"), month(7, "286", bound="minimum")])).reason == (
        "OHCHR, Ukraine, July 2025: exactly → at least"
    )


def test_of_several_mistakes_the_first_is_told_and_how_many_more() -> None:
    status = told(tables_of([month(6, "201"), month(7, "2860")]))
    assert status.reason == "OHCHR, Ukraine, June 2025: 200 → 201; 1 more change"


def test_a_row_we_no_longer_have_is_told() -> None:
    status = told(tables_of([month(6, "200")]))
    assert status.state is RevisionState.CORRECTED
    assert status.reason == "OHCHR, Ukraine, July 2025: no longer in the data"


def test_a_row_that_turns_out_unfit_to_show_is_told() -> None:
    now = tables_of([month(6, "200"), month(7, "286", obs_status="U")])
    assert told(now).state is RevisionState.CORRECTED


def test_a_withdrawn_snapshot_says_so_whatever_the_numbers_are() -> None:
    why = Withdrawal(date(2026, 11, 22), {"en": "It was drawn from a draft."})
    status = told(as_frozen(), withdrawn=why)
    assert status.state is RevisionState.WITHDRAWN
    assert status.message == "Withdrawn on 22 November 2026: It was drawn from a draft."
    assert status.address.startswith(f"{SITE.base}/figures/{FIGURE}?")


def test_a_withdrawal_is_told_in_the_language_of_the_snapshot_where_it_is_written() -> None:
    why = Withdrawal(date(2026, 11, 22), {"en": "Wrong unit.", "fr": "Mauvaise unité."})
    assert told(as_frozen(), "lang=fr", why).reason == "Mauvaise unité."
    other = told(as_frozen(), "lang=uk", why)
    assert other.reason == "Wrong unit. (англійською)"
    assert isinstance(other.message, PartlyTranslated)
    assert [part for part, english in other.message.split_by_language() if english] == [
        "Wrong unit."
    ]
    assert not isinstance(told(as_frozen(), "lang=en", why).message, PartlyTranslated)


def test_a_figure_that_is_no_longer_published_is_withdrawn() -> None:
    status = told(as_frozen(), figure="no-such-figure")
    assert status.state is RevisionState.WITHDRAWN
    assert status.reason == "This figure is no longer published."
    assert status.address == ""


def test_readers_are_told_in_the_language_of_the_snapshot() -> None:
    status = told(tables_of([month(6, "200"), month(7, "2860")]), "lang=fr")
    assert "juillet\u00a02025" in status.reason
    assert "2\u202f860" in status.reason
    assert status.address.endswith("?lang=fr")


def test_other_exchange_rates_alone_make_a_figure_newer() -> None:
    about, chart = frozen()
    about["rates"] = "the sum of then"
    rows = read_rows(write_csv(chart))
    same = find_status({**about, "rates": hash_rates(chart)}, rows, as_frozen(), None, SITE)
    other = find_status(about, rows, as_frozen(), None, SITE)
    assert (same.state, other.state) == (RevisionState.CURRENT, RevisionState.NEWER)


def test_the_same_data_say_the_same() -> None:
    now = tables_of([month(6, "200"), month(7, "2860"), month(8, "208", LATER)])
    assert told(now).as_json() == told(now).as_json()


@pytest.mark.parametrize("language", ["en", "fr", "uk"])
def test_what_every_reader_fetches_is_small(language: str) -> None:
    long = correction(reason="Довга причина, чому це число не те. " * 20)
    now = tables_of([month(6, "200"), month(7, "286")], [long])
    content = told(now, f"lang={language}").as_json()
    assert len(content) < 600
    assert json.loads(content)["text"].endswith("…")


@pytest.mark.parametrize("figure_id", list(FIGURES))
def test_every_figure_frozen_today_is_current_today(figure_id: str, tables: Tables) -> None:
    view = make_view(FIGURES[figure_id], tables, {}, "uk")
    manifest: Mapping[str, Any] = {"figure": figure_id, "view": view.write_query(), "open": []}
    rows = read_rows(write_csv(draw(view, tables)))
    assert find_status(manifest, rows, tables, None, SITE).state is RevisionState.CURRENT


@pytest.mark.parametrize("figure_id", list(FIGURES))
def test_every_figure_frozen_in_the_past_is_at_most_older_today(
    figure_id: str, tables: Tables
) -> None:
    then = make_view(FIGURES[figure_id], tables, {}, known_on=date(2024, 1, 1))
    manifest: Mapping[str, Any] = {"figure": figure_id, "view": "lang=en", "open": []}
    rows = read_rows(write_csv(draw(then, tables)))
    found = find_status(manifest, rows, tables, None, SITE)
    assert found.state in (RevisionState.CURRENT, RevisionState.NEWER)
