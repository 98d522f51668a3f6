"""What the figures of aid promise, beyond what every figure does."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from figures import FIGURES
from figures.aid import AID
from figures.aid.air_defence import NORDIC, convert_to_dollars
from figures.core.chart import Chart, draw
from figures.core.palette import Meaning
from figures.core.plot import Mark, Point
from figures.core.selection import NotAddable, add_up
from figures.core.view import make_view
from schemas import Tables

Draws = Callable[..., Chart]

RELEASE_29, RELEASE_30 = 354_023_470_000, 369_774_000_000


@pytest.fixture(scope="module")
def drawn(tables: Tables) -> Draws:
    def one(name: str, known_on: date | None = None, **asked: str) -> Chart:
        codes = {key: [code] for key, code in asked.items()}
        return draw(make_view(FIGURES[name], tables, codes, "en", known_on), tables)

    return one


def mark(chart: Chart, name: str) -> Mark:
    return next(mark for mark in chart.plot.marks if mark.name == name)


def heights(mark: Mark) -> list[float]:
    return [point.y for point in mark.points if point.y is not None]


def at(mark: Mark, place: str) -> Point:
    return next(point for point in mark.points if str(point.x).startswith(place))


def packages(tables: Tables) -> pd.DataFrame:
    rows = tables.aid_flows
    return rows[rows["package"].str.contains("purl")]


def record(tables: Tables) -> pd.DataFrame:
    """The packages of the four donors as the Kiel Institute records them."""
    rows = packages(tables)
    return rows[(rows["series"] == "kiel-package") & (rows["package"] != "purl-all")]


def test_names_of_marks_fit_the_legend_of_a_phone(drawn: Draws) -> None:
    for figure in AID:
        assert all(len(mark.name) <= 40 for mark in drawn(figure.id).plot.marks)


def test_the_title_tells_what_the_months_add_up_to(drawn: Draws) -> None:
    chart = drawn("aid-by-month")
    sums = {mark.name: sum(heights(mark)) for mark in chart.plot.marks}
    assert {name: round(number / 1e9, 3) for name, number in sums.items()} == {
        "Military": 111.286,
        "Financial": 133.717,
        "Humanitarian": 14.654,
    }
    assert chart.title.startswith("EUR 259.7 bn allocated")


def test_months_begin_in_january_2022_and_follow_the_choice(tables: Tables, drawn: Draws) -> None:
    assert mark(drawn("aid-by-month"), "Military").points[0].x == date(2022, 1, 1)
    asked = {"from": ["2025-01"], "to": ["2025-03"], "types": ["military"]}
    chart = draw(make_view(FIGURES["aid-by-month"], tables, asked), tables)
    assert [mark.name for mark in chart.plot.marks] == ["Military"]
    assert [point.x.month for point in chart.plot.marks[0].points] == [1, 2, 3]  # type: ignore[union-attr]


def test_a_trimmed_copy_without_the_eu_institutions_is_never_shown_as_all_donors(
    drawn: Draws,
) -> None:
    assert drawn("aid-by-month", date(2026, 1, 15)).plot.empty
    before = drawn("aid-by-month", date(2026, 5, 1))
    assert set(before.rows["source_id"]) == {"kiel-r28-2026-02-28-main-data"}


def test_spikes_of_undated_packages_are_flagged_where_they_stand(drawn: Draws) -> None:
    table = drawn("aid-by-month", donor="FRA").table
    flagged = [row[1] for row in table.rows if "see corrections" in row[3]]
    assert flagged == ["December 2023"]


def test_donors_come_from_the_newest_release_known(drawn: Draws) -> None:
    newest = drawn("aid-by-donor").rows
    assert set(newest["period_end"]) == {pd.Timestamp("2026-06-30")}
    earlier = drawn("aid-by-donor", date(2026, 7, 1))
    assert set(earlier.rows["source_id"]) == {"kiel-r29-2026-06-04-country-summary"}


def test_donors_are_ten_from_the_largest_on_and_all_when_asked(drawn: Draws) -> None:
    chart = drawn("aid-by-donor")
    numbers = heights(chart.plot.marks[0])
    assert len(numbers) == 10
    assert numbers == sorted(numbers, reverse=True)
    assert "the 10 largest of 23" in chart.subtitle
    everyone = drawn("aid-by-donor", donors="all")
    assert len(everyone.plot.marks[0].points) == 23
    assert "all donors" in everyone.subtitle


def test_the_eu_institutions_are_a_donor_of_their_own(drawn: Draws) -> None:
    assert at(drawn("aid-by-donor").plot.marks[0], "EU institutions").y == pytest.approx(95.275e9)


def test_types_add_up_to_release_30_with_small_rounding(drawn: Draws) -> None:
    chart = drawn("aid-by-type")
    assert sum(heights(chart.plot.marks[0])) == pytest.approx(RELEASE_30, abs=2e6)
    older = drawn("aid-by-type", release="r29")
    assert sum(heights(older.plot.marks[0])) == RELEASE_29


def test_a_release_not_yet_known_shows_nothing(drawn: Draws) -> None:
    assert drawn("aid-by-type", date(2026, 7, 1), release="r30").plot.empty


def test_commitments_and_allocations_never_share_a_panel(drawn: Draws) -> None:
    panels = drawn("commitments-and-allocations").plot.panels
    rows = drawn("commitments-and-allocations").rows
    measures = [
        {
            rows.at[line, "measure"]
            for mark in panel.marks
            for point in mark.points
            for line in point.rows
        }
        for panel in panels
    ]
    assert measures == [{"commitment"}, {"allocation"}]


def test_the_loan_of_ninety_billion_is_named_where_it_stands(drawn: Draws) -> None:
    commitments = drawn("commitments-and-allocations").plot.panels[0]
    assert [(remark.x, remark.text) for remark in commitments.remarks] == [
        (date(2026, 4, 1), "EU institutions: EUR 90 bn")
    ]


def test_releases_tell_their_cut_off_and_how_the_total_changed(drawn: Draws) -> None:
    points = drawn("aid-by-release").plot.marks[0].points
    assert [point.x for point in points] == [
        "Release 27, data to 31 Dec 2025",
        "Release 28, data to 28 Feb 2026",
        "Release 29, data to 30 Apr 2026",
        "Release 30, data to 30 Jun 2026",
    ]
    assert [round((point.y or 0) / 1e9, 3) for point in points] == [
        338.541,
        345.631,
        354.023,
        369.776,
    ]


def test_a_downward_revision_is_seen(drawn: Draws) -> None:
    austria = drawn("aid-by-release", donor="AUT", type="humanitarian").plot.marks[0]
    assert at(austria, "Release 28").y > at(austria, "Release 29").y  # type: ignore[operator]


def test_releases_are_never_added_to_each_other(drawn: Draws) -> None:
    with pytest.raises(NotAddable, match="share days"):
        add_up(drawn("aid-by-release", donor="DEU").rows, "amount")


def test_the_four_packages_are_about_930_million_euros_and_not_half_nordic(
    tables: Tables,
) -> None:
    four = record(tables)
    nordic = four[four["donor"].isin(NORDIC)]
    assert add_up(four, "amount") == pytest.approx(929.87e6, abs=5e3)
    assert add_up(nordic, "amount") == pytest.approx(429.87e6, abs=5e3)
    assert set(four["donor"]) - NORDIC == {"NLD"}


def test_the_title_says_how_much_is_not_nordic(drawn: Draws) -> None:
    chart = drawn("air-defence-2025")
    assert chart.title == (
        "Of USD 1.1 bn recorded for four donors, USD 500 m is Nordic; the rest, 54%, is Dutch"
    )
    assert "929.87 million" in chart.subtitle


def test_every_donor_says_whether_it_is_nordic(drawn: Draws) -> None:
    places = [str(point.x) for point in drawn("air-defence-2025").plot.marks[0].points]
    assert places == [
        "Netherlands (not Nordic): EUR 500 m",
        "Sweden (Nordic): USD 275 m",
        "Norway (Nordic): NOK 1.5 bn",
        "Denmark (Nordic): DKK 580 m",
    ]


def test_what_was_announced_is_hollow_and_what_was_recorded_is_solid(drawn: Draws) -> None:
    chart = drawn("air-defence-2025")
    series = {
        mark.meaning: {
            chart.rows.at[line, "series"] for point in mark.points for line in point.rows
        }
        for mark in chart.plot.marks
    }
    assert series == {Meaning.SAID: {"announcement"}, Meaning.COUNTED: {"kiel-package"}}


def test_joint_statements_keep_their_bounds(drawn: Draws) -> None:
    told = next(
        m for m in drawn("air-defence-2025").plot.panels[1].marks if m.meaning is Meaning.SAID
    )
    assert at(told, "All four donors").bound == "minimum"
    assert at(told, "Nordic donors only").bound == "approximate"


def test_dollars_come_from_the_rates_that_are_cited(drawn: Draws) -> None:
    chart = drawn("air-defence-2025")
    assert set(chart.scene.rates["month"]) == {"2025-08"}
    assert "ecb-2026-04-13" in chart.note.source_ids
    assert convert_to_dollars(500e6, "EUR", chart.scene.rates) == pytest.approx(581.57e6, abs=1e4)
    assert convert_to_dollars(1.5e9, "NOK", chart.scene.rates) == pytest.approx(147.04e6, abs=1e4)


def test_without_a_rate_no_dollars_are_made_up(drawn: Draws) -> None:
    chart = drawn("air-defence-2025", date(2025, 9, 1))
    announced = chart.plot.panels[0].marks[0]
    assert at(announced, "Netherlands").y is None
    assert at(announced, "Sweden").y == 275e6


def test_the_same_money_told_twice_is_never_added(tables: Tables) -> None:
    rows = packages(tables)
    in_dollars_said = rows[(rows["series"] == "announcement") & (rows["currency"] == "USD")]
    overlapping = in_dollars_said[in_dollars_said["package"].str.contains("purl-2-swe")]
    with pytest.raises(NotAddable):
        add_up(overlapping, "amount")
    with pytest.raises(NotAddable):
        add_up(rows[rows["series"] == "kiel-package"], "amount")
    with pytest.raises(NotAddable):
        add_up(rows[rows["package"] == "purl-1-nld"], "amount")


def test_unpriced_systems_are_counted_but_have_no_value(drawn: Draws) -> None:
    pieces = drawn("air-defence-by-donor").plot
    assert pieces.unit == "pieces"
    assert at(pieces.marks[0], "United Kingdom").y == 19
    value = drawn("air-defence-by-donor", measure="value")
    assert at(value.plot.marks[0], "United Kingdom: no price").y is None
    assert 90_750 not in heights(value.plot.marks[0])


@pytest.mark.parametrize("item", ["howitzers", "tanks", "rocket_launchers"])
def test_other_weapons_can_be_chosen(drawn: Draws, item: str) -> None:
    assert set(drawn("air-defence-by-donor", item=item).rows["item"]) == {item}


def test_appeals_stand_for_the_day_of_one_snapshot(drawn: Draws) -> None:
    newest = drawn("humanitarian-appeals")
    assert "27 September 2026" in newest.subtitle
    assert newest.title == "Response Plan 2026: USD 1.7 bn funded of USD 2.3 bn required"
    earlier = drawn("humanitarian-appeals", snapshot="2026-02-20")
    assert at(mark(earlier, "Funded"), "Response Plan 2026").y == pytest.approx(310.1e6, abs=1e5)


def test_an_appeal_knows_nothing_after_its_snapshot(drawn: Draws) -> None:
    chart = drawn("humanitarian-appeals")
    assert chart.table.rows[0][4] == "27 Sept 2026"
    assert chart.freshness is not None
    assert chart.freshness.data_to == date(2026, 9, 27)


def test_what_is_required_is_a_plan_and_never_stacked_with_what_is_funded(drawn: Draws) -> None:
    for name in ("humanitarian-appeals", "appeal-by-cluster"):
        plot = drawn(name).plot
        assert [mark.meaning for mark in plot.marks] == [Meaning.ESTIMATED, Meaning.COUNTED]
        assert not plot.stacked


def test_the_plan_that_was_replaced_is_not_an_appeal_of_zero(drawn: Draws, tables: Tables) -> None:
    assert "HUKR22" not in set(drawn("humanitarian-appeals").rows["plan"])
    assert "HUKR22" not in FIGURES["appeal-by-cluster"].choices[0].options(tables)


def test_a_cluster_may_be_funded_beyond_its_requirement(drawn: Draws) -> None:
    places = {str(point.x) for point in mark(drawn("appeal-by-cluster"), "Funded").points}
    assert "Logistics: 150% funded" in places


def test_money_for_no_cluster_has_no_requirement_and_no_coverage(drawn: Draws) -> None:
    chart = drawn("appeal-by-cluster")
    required = {str(point.x) for point in mark(chart, "Required, as planned").points}
    funded = {str(point.x) for point in mark(chart, "Funded").points}
    assert funded - required == {"Not specified", "Multiple clusters/sectors (shared)"}


def test_clusters_with_the_unspecified_are_the_whole_appeal(drawn: Draws) -> None:
    assert sum(heights(mark(drawn("appeal-by-cluster"), "Funded"))) == 640_227_370


def test_needs_rise_from_349_to_about_588_billion_dollars(drawn: Draws) -> None:
    needs = drawn("reconstruction-needs").plot.panels[0].marks[0].points
    assert [(point.y, point.bound) for point in (needs[0], needs[-1])] == [
        (349e9, "exact"),
        (588e9, "approximate"),
    ]


def test_damage_that_was_not_found_is_shown_as_missing(drawn: Draws) -> None:
    damage = drawn("reconstruction-needs").plot.panels[1].marks[0]
    assert at(damage, "Edition 3").y is None
    assert at(damage, "Edition 5").bound == "minimum"


def test_needs_and_damage_are_estimates_and_stand_apart(drawn: Draws) -> None:
    plot = drawn("reconstruction-needs").plot
    assert [len(panel.marks) for panel in plot.panels] == [1, 1]
    assert {mark.meaning for mark in plot.marks} == {Meaning.ESTIMATED}
