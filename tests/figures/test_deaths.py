"""What the figures of civilians killed and injured promise, beyond what every figure does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest

from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.palette import Meaning
from figures.core.plot import Mark
from figures.core.view import make_view
from figures.deaths import DEATHS
from schemas import Tables

Draws = Callable[..., Chart]


@pytest.fixture(scope="module")
def drawn(tables: Tables) -> Draws:
    def one(name: str, known_on: date | None = None, **asked: str) -> Chart:
        codes = {key.replace("_", "-"): [code] for key, code in asked.items()}
        return draw(make_view(FIGURES[name], tables, codes, "en", known_on), tables)

    return one


def heights(mark: Mark) -> list[float]:
    return [point.y for point in mark.points if point.y is not None]


def marks(chart: Chart, meaning: Meaning) -> list[Mark]:
    return [mark for mark in chart.plot.marks if mark.meaning is meaning]


def test_names_of_marks_fit_the_legend_of_a_phone(drawn) -> None:  # type: ignore[no-untyped-def]
    for figure in DEATHS:
        assert all(len(mark.name) <= 40 for mark in drawn(figure.id).plot.marks)


def test_each_month_is_shown_once_in_its_latest_edition(drawn) -> None:  # type: ignore[no-untyped-def]
    rows = drawn("civilians-killed-by-month").rows
    assert rows["period_start"].dt.to_period("M").is_unique
    assert rows.loc[rows["period_start"] == "2022-03-01", "value"].tolist() == [4312]


def test_a_month_without_a_figure_is_drawn_as_missing(drawn) -> None:  # type: ignore[no-untyped-def]
    points = drawn("civilians-killed-by-month").plot.marks[0].points
    missing = [point.x for point in points if point.y is None]
    assert missing == [date(2026, month, 1) for month in (2, 3, 4)]


def test_a_part_of_a_month_stands_in_until_the_whole_month_is_known(drawn) -> None:  # type: ignore[no-untyped-def]
    early = drawn("civilians-killed-by-month", date(2023, 8, 5))
    part = next(mark for mark in early.plot.marks if mark.hatched)
    assert [(point.x, point.y) for point in part.points] == [(date(2023, 7, 1), 143)]
    later = drawn("civilians-killed-by-month", date(2023, 11, 1))
    assert not any(mark.hatched for mark in later.plot.marks)
    july = later.rows[later.rows["period_start"] == "2023-07-01"]
    assert july["period_end"].tolist() == [pd.Timestamp("2023-07-31")]


def test_a_part_of_a_month_never_hides_the_whole_even_if_it_came_out_later(tables: Tables) -> None:
    rows = tables.civilian_deaths
    late = rows["available"].where(rows["period_end"] != "2023-07-30", pd.Timestamp("2026-10-01"))
    changed = replace(tables, civilian_deaths=rows.assign(available=late), digest="late part")
    chart = draw(make_view(FIGURES["civilians-killed-by-month"], changed, {}), changed)
    assert not any(mark.hatched for mark in chart.plot.marks)


def test_the_seam_between_revised_and_first_published_months_is_said(drawn) -> None:  # type: ignore[no-untyped-def]
    remarks = drawn("civilians-killed-by-month").plot.panels[0].remarks
    assert [remark.x for remark in remarks] == [date(2025, 8, 1)]


def test_killed_and_injured_stand_in_two_panels_and_are_never_stacked(drawn) -> None:  # type: ignore[no-untyped-def]
    chart = drawn("civilian-casualties-by-month")
    assert [panel.title for panel in chart.plot.panels] == ["Verified deaths", "Verified injuries"]
    assert not chart.plot.stacked
    assert chart.title == ("August 2026: 372 civilian deaths and 2,349 injuries verified")


def test_the_total_reaches_17_257_killed_and_53_693_injured(drawn) -> None:  # type: ignore[no-untyped-def]
    killed = drawn("civilians-killed-total")
    assert killed.title == (
        "17,257 verified civilian deaths to 31 August 2026; the true toll is considerably higher"
    )
    assert killed.plot.marks[0].points[-1].x == date(2026, 8, 31)
    at = {point.x: point.y for point in killed.plot.marks[0].points}
    assert at[date(2025, 7, 31)] == 13_883
    assert heights(drawn("civilians-killed-total", outcome="injured").plot.marks[0])[-1] == 53_693


def test_late_verification_is_a_step_in_verification_and_not_an_event(drawn) -> None:  # type: ignore[no-untyped-def]
    for name in ("civilians-killed-total", "headline-civilians-killed"):
        panel = drawn(name).plot.panels[0]
        (step,) = panel.remarks
        assert step.x == date(2023, 2, 15)
        assert step.text == "older cases verified at once: 7,199 to 8,006"
        assert [point.x for point in panel.marks[0].points if point.breaks] == [step.x]


def test_a_count_never_falls_from_one_publication_to_the_next(drawn) -> None:  # type: ignore[no-untyped-def]
    for outcome in ("killed", "injured"):
        counts = heights(drawn("civilians-killed-total", outcome=outcome).plot.marks[0])
        assert all(before <= after for before, after in pairwise(counts))


def test_years_show_counts_beside_estimates_and_never_add_them(drawn) -> None:  # type: ignore[no-untyped-def]
    counted, estimated = drawn("civilians-killed-by-year").plot.marks
    assert (counted.meaning, estimated.meaning) == (Meaning.COUNTED, Meaning.ESTIMATED)
    assert heights(counted) == [8422, 1974, 2088, 2514, 2222]
    assert heights(estimated) == [23_155, 2595, 2356, 2632]
    assert all(point.low is not None for point in estimated.points)
    assert all(len(point.rows) == 1 for mark in (counted, estimated) for point in mark.points)


def test_an_unfinished_year_says_so_where_it_is_drawn(drawn) -> None:  # type: ignore[no-untyped-def]
    counted = drawn("civilians-killed-by-year").plot.marks[0]
    assert counted.points[-1].x == "2026, unfinished: to 31 August 2026"


def test_injured_have_no_estimate(drawn) -> None:  # type: ignore[no-untyped-def]
    (only,) = drawn("civilians-killed-by-year", outcome="injured").plot.marks
    assert only.meaning is Meaning.COUNTED


def test_the_toll_keeps_counts_estimates_and_claims_apart(drawn) -> None:  # type: ignore[no-untyped-def]
    chart = drawn("civilian-toll-compared")
    assert chart.title == (
        "17,257 civilians verified killed; estimates reach 48,928, claims at least 100,000"
    )
    (counted,), (estimated, other), (said, conjecture) = (
        marks(chart, meaning) for meaning in Meaning
    )
    assert (heights(other), other.name) == ([11_724], "Count by another definition")
    assert (heights(conjecture), conjecture.points[0].bound) == ([100_000], "conjecture")
    assert heights(counted) == [8006, 13_883, 17_257]
    ucdp = next(point for point in estimated.points if point.y == 26_848)
    assert (ucdp.low, ucdp.high) == (22_214, 39_582)
    assert heights(said) == sorted(heights(said))
    assert {30_000, 40_000, 100_000} <= set(heights(said))


def test_every_toll_says_who_and_when(drawn) -> None:  # type: ignore[no-untyped-def]
    for name in ("civilian-toll-compared", "mariupol-toll-compared"):
        chart = drawn(name)
        for mark in chart.plot.marks:
            for point in mark.points:
                publisher = chart.scene.name_publisher(point.rows[0])
                assert str(point.x).startswith(publisher)
                assert len(str(point.x)) > len(publisher)


def test_beside_the_highest_claims_stands_what_was_verified_then(drawn) -> None:  # type: ignore[no-untyped-def]
    counted = drawn("civilian-toll-compared").plot.marks[0]
    assert "OHCHR, to 31 Jul 2025" in [point.x for point in counted.points]
    early = drawn("civilian-toll-compared", date(2022, 12, 1))
    assert heights(early.plot.marks[0]) == [6490, 6655]
    assert early.title == "6,655 civilians verified killed; claims reach about 40,000"


def test_each_kind_of_toll_can_be_shown_alone(drawn) -> None:  # type: ignore[no-untyped-def]
    for kind, meaning in zip(("verified", "estimate", "claim"), Meaning, strict=True):
        for name in ("civilian-toll-compared", "mariupol-toll-compared"):
            chart = drawn(name, kinds=kind)
            assert {mark.meaning for mark in chart.plot.marks} == {meaning}
            assert chart.title


def test_mariupol_keeps_its_range_a_range(drawn) -> None:  # type: ignore[no-untyped-def]
    chart = drawn("mariupol-toll-compared")
    (counted,), (estimated, suggested), (said,) = (marks(chart, meaning) for meaning in Meaning)
    assert heights(counted) == [1348]
    assert [
        (point.y, point.low, point.high, point.bound)
        for mark in (estimated, suggested)
        for point in mark.points
    ] == [
        (8000, None, None, "minimum"),
        (None, 10_300, 75_000, "range"),
    ]
    assert "75,000" not in chart.title
    assert heights(said) == [11_000, 22_000, 25_000]
    assert "10,300–75,000" in " ".join(chart.summary)


def test_march_2022_is_shown_in_five_editions(drawn) -> None:  # type: ignore[no-untyped-def]
    chart = drawn("months-revised", month="2022-03")
    assert heights(chart.plot.marks[0]) == [3175, 3918, 4182, 4289, 4312]
    assert chart.title == (
        "March 2022: 3,175 verified civilian deaths in the first edition, 4,312 in the last"
    )


def test_a_month_revised_downwards_is_shown_as_it_is(drawn) -> None:  # type: ignore[no-untyped-def]
    chart = drawn("months-revised", month="2023-02", outcome="injured")
    assert heights(chart.plot.marks[0]) == [541, 457, 457]
    first, last = drawn("months-revised", outcome="injured").plot.marks
    numbers = {
        one.x: (one.y, other.y) for one, other in zip(first.points, last.points, strict=True)
    }
    assert numbers["February 2023"] == (541, 457)


def test_the_ten_months_revised_most_stand_as_first_published_and_as_they_are_now(drawn) -> None:  # type: ignore[no-untyped-def]
    chart = drawn("months-revised")
    first, last = chart.plot.marks
    changes = [now - then for then, now in zip(heights(first), heights(last), strict=True)]
    assert (len(changes), changes[0]) == (10, 4312 - 3175)
    assert changes == sorted(changes, reverse=True)
    assert "the months revised most (10)" in chart.subtitle


def test_before_a_month_was_revised_none_is_shown_as_revised(drawn) -> None:  # type: ignore[no-untyped-def]
    assert drawn("months-revised", date(2022, 10, 1)).plot.empty
    assert not drawn("months-revised", date(2023, 3, 1)).plot.empty


def test_every_month_offered_has_at_least_two_editions(drawn, tables: Tables) -> None:  # type: ignore[no-untyped-def]
    offered = FIGURES["months-revised"].choices[0].options(tables)
    assert "2022-03" in offered
    for month in offered[1:]:
        chart = drawn("months-revised", month=month)
        assert chart.rows["as_of"].is_unique
        assert len(chart.rows) > 1


def test_only_parts_of_one_whole_are_drawn_and_none_is_hidden(drawn, tables: Tables) -> None:  # type: ignore[no-untyped-def]
    offered = FIGURES["children-women-men"].choices[0].options(tables)
    deaths = tables.civilian_deaths
    for day in offered:
        rows = drawn("children-women-men", as_of=day).rows
        assert not {"all", "children"} & set(rows["victims"])
        whole = deaths[
            (deaths["series"] == "sex-age")
            & (deaths["victims"] == "all")
            & (deaths["outcome"] == "killed")
            & (deaths["as_of"] == rows["as_of"].iloc[0])
        ]
        assert rows["value"].sum() == whole["value"].iloc[0]


def test_where_the_sex_is_not_known_is_a_mark_of_its_own(drawn) -> None:  # type: ignore[no-untyped-def]
    known, unknown = drawn("children-women-men").plot.marks
    assert [point.x for point in known.points] == ["boys", "girls", "men", "women"]
    assert heights(unknown) == [29, 1934]


def test_months_by_weapon_leave_out_years_and_years_leave_out_months(drawn) -> None:  # type: ignore[no-untyped-def]
    months, years = drawn("weapons").rows, drawn("weapons", by="year").rows
    assert (months["period_end"] - months["period_start"]).dt.days.max() <= 30
    assert (years["period_end"] - years["period_start"]).dt.days.min() >= 364


def test_a_month_without_a_split_is_missing_and_not_zero(drawn) -> None:  # type: ignore[no-untyped-def]
    bombs = drawn("weapons").plot.panels[-1].marks[0]
    assert [point.x for point in bombs.points if point.y is not None] == [date(2025, 7, 1)]
    assert all(point.y != 0 for point in bombs.points)


def test_what_others_claim_about_weapons_is_not_among_the_verified(drawn) -> None:  # type: ignore[no-untyped-def]
    assert set(drawn("weapons").rows["status"]) == {"verified"}


def test_the_strike_is_told_in_the_order_of_the_reports(drawn) -> None:  # type: ignore[no-untyped-def]
    chart = drawn("kyiv-28-august-2025")
    agreed, other = chart.plot.marks
    assert heights(agreed) == [12, 14, 15, 18, 23, 23, 23, 23, 25]
    assert {mark.meaning for mark in chart.plot.marks} == {Meaning.SAID}
    assert [(point.x, point.y) for point in other.points] == [
        ("French press article, which dates the strike 26 Aug 2025", 23)
    ]
    assert other.hatched
    assert len({point.x for mark in chart.plot.marks for point in mark.points}) == 10


def test_on_the_evening_of_the_strike_only_its_first_reports_are_known(drawn) -> None:  # type: ignore[no-untyped-def]
    chart = drawn("kyiv-28-august-2025", date(2025, 8, 28))
    assert chart.title == (
        "The reported toll of one strike on Kyiv rose from 12 to at least 18 killed"
    )


@pytest.mark.parametrize("figure_id", ["civilian-toll-compared", "civilians-killed-by-month"])
def test_beside_verified_counts_stands_what_their_own_publisher_says(
    figure_id: str, tables: Tables
) -> None:
    chart = draw(make_view(FIGURES[figure_id], tables, {}), tables)
    assert "considerably higher" in chart.first_caveats[-1]


def test_what_verified_counts_need_is_not_said_of_other_figures(tables: Tables) -> None:
    chart = draw(make_view(FIGURES["refugees"], tables, {}), tables)
    assert chart.first_caveats == chart.caveats[:1]
