"""The figures of displacement, and what each of them promises."""

from datetime import date

import pandas as pd
import pytest

from figures.core import selection as pick
from figures.core.chart import Chart, draw
from figures.core.choice import Choice
from figures.core.figure import Figure
from figures.core.palette import MEANING, Meaning
from figures.core.plot import Mark, Point
from figures.core.view import make_view
from figures.displacement import DISPLACEMENT
from figures.displacement.refugees import MEMBERS
from schemas import read_all
from schemas.places import OBLASTS
from tests.frozen import FROZEN

TABLES = read_all(FROZEN)
FIGURES = {figure.id: figure for figure in DISPLACEMENT}
MONTHS = ("from", "to")
ROUND_13 = date(2023, 5, 23)


def chart(name: str, asked: dict[str, str] | None = None, known_on: date | None = None) -> Chart:
    chosen = {choice: [code] for choice, code in (asked or {}).items()}
    return draw(make_view(FIGURES[name], TABLES, chosen, "en", known_on), TABLES)


def months_of(figure: Figure) -> list[Choice]:
    return [choice for choice in figure.choices if choice.name in MONTHS]


def mark(drawn: Chart, beginning: str) -> Mark:
    return next(one for one in drawn.plot.marks if one.name.startswith(beginning))


def at(points: tuple[Point, ...], x: date | str) -> Point:
    return next(point for point in points if point.x == x)


def part(**codes: str) -> pd.DataFrame:
    rows = TABLES.displacement
    for column, code in codes.items():
        rows = rows[rows[column] == code]
    return rows


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize(
    "known_on", [None, date(2022, 1, 1), date(2022, 5, 1), date(2022, 6, 15), date(2023, 9, 1)]
)
def test_every_row_selected_is_drawn_whenever_it_is_asked_for(
    name: str, known_on: date | None
) -> None:
    drawn = chart(name, known_on=known_on)
    assert drawn.plot.rows == set(drawn.scene.rows.index)
    assert drawn.title
    assert drawn.plotly is not None


@pytest.mark.parametrize("name", FIGURES)
def test_every_answer_to_every_question_gives_a_chart(name: str) -> None:
    for choice in FIGURES[name].choices:
        codes = choice.options(TABLES)
        for code in codes if choice.name not in MONTHS else codes[:: len(codes) - 1]:
            drawn = chart(name, {choice.name: code})
            assert drawn.plot.rows == set(drawn.scene.rows.index)
            assert drawn.table is not None


@pytest.mark.parametrize("name", [name for name, figure in FIGURES.items() if months_of(figure)])
def test_months_the_wrong_way_round_give_an_empty_chart(name: str) -> None:
    first, *_, last = months_of(FIGURES[name])[0].options(TABLES)
    assert chart(name, {"from": last, "to": first}).plot.empty


@pytest.mark.parametrize("name", FIGURES)
def test_a_mark_shows_the_least_sure_of_what_it_is_made_of(name: str) -> None:
    for one in chart(name).plot.marks:
        for point in (point for point in one.points if point.rows):
            assert pick.find_least_sure(TABLES.displacement.loc[list(point.rows)]) is one.meaning


def test_refugees_in_the_world_at_the_end_of_2025() -> None:
    drawn = chart("refugees", {"scope": "WORLD"})
    assert at(mark(drawn, "End of year").points, date(2025, 12, 31)).y == 5_224_131
    assert "5.22 million" in drawn.title


def test_europe_and_the_world_never_share_a_chart() -> None:
    for scope in ("WORLD", "EUROPE"):
        assert set(chart("refugees", {"scope": scope}).rows["location"]) == {scope}


def test_the_last_day_of_2022_stands_as_first_published_and_as_revised() -> None:
    drawn = chart("refugee-series-revised")
    last_day = date(2022, 12, 31)
    assert at(mark(drawn, "As first published").points, last_day).y == 7_900_139
    assert at(mark(drawn, "Edition of 14 Apr 2024").points, last_day).y == 6_276_837
    assert at(mark(drawn, "Edition of 17 Aug 2023").points, last_day).y == 6_272_098
    assert "7.9 million at first" in drawn.title
    assert "6.28 million after revision" in drawn.title


def test_a_day_that_was_revised_says_what_it_was_and_what_it_became() -> None:
    (remark,) = chart("refugee-series-revised").plot.panels[0].remarks
    assert (remark.x, remark.text) == (
        date(2022, 12, 31),
        "at first 7.9 million, after revision 6.28 million",
    )


def test_the_days_of_the_build_up_are_not_drawn() -> None:
    for name in ("displaced-people", "refugees", "refugee-series-revised"):
        assert "U" not in set(chart(name).rows["obs_status"])


def test_a_revision_is_a_break_not_a_fall() -> None:
    points = mark(chart("displaced-people"), "Refugees in Europe, daily").points
    assert at(points, date(2022, 12, 31)).breaks
    assert at(points, date(2023, 6, 5)).breaks


def test_a_day_of_the_daily_series_is_not_drawn_twice() -> None:
    shown = chart("displaced-people").rows
    assert not shown[shown["population_group"] == "REF"]["date"].duplicated().any()


def test_before_the_daily_series_came_out_refugees_are_as_published() -> None:
    shown = chart("displaced-people", known_on=date(2022, 12, 1)).rows
    assert set(shown.loc[shown["population_group"] == "REF", "series"]) == {"odp-as-published"}


def test_the_peak_of_displacement_inside_ukraine() -> None:
    drawn = chart("internally-displaced")
    rounds = mark(drawn, "Survey rounds")
    assert max(rounds.points, key=lambda point: point.y or 0).y == 8_029_000
    assert rounds.meaning is Meaning.ESTIMATED
    assert "down from 8.03 million (May 2022)" in drawn.title


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("displaced-people", "Displaced inside"),
        ("internally-displaced", "Survey rounds"),
        ("returnees", "Returnees"),
    ],
)
def test_round_13_breaks_every_series_of_the_survey(name: str, beginning: str) -> None:
    assert at(mark(chart(name), beginning).points, ROUND_13).breaks


def test_the_register_is_a_mark_of_its_own() -> None:
    register = mark(chart("internally-displaced"), "Register")
    assert register.meaning is Meaning.COUNTED
    assert [point.y for point in register.points] == [4_871_807]


def test_publishers_who_disagree_are_both_shown() -> None:
    stated = mark(chart("internally-displaced"), "Rounded key figures")
    assert sorted(point.y or 0 for point in stated.points if point.x == date(2026, 2, 28)) == [
        3_300_000,
        3_700_000,
    ]


def test_thirteen_million_is_a_statement_and_the_same_sum_is_an_estimate() -> None:
    drawn = chart("displaced-13-million")
    assert mark(drawn, "As stated").meaning is Meaning.SAID
    assert mark(drawn, "Sum of figures as published").meaning is Meaning.ESTIMATED
    assert "at least 13 million stated" in drawn.title


@pytest.mark.parametrize(
    ("beginning", "place", "number"),
    [
        ("Sum of figures as published", "31 December 2022, sum as published", 13_814_139),
        ("Sum after UNHCR's revision", "31 December 2022, sum after revision", 12_190_837),
        ("Sum of figures as published", "23 May 2023, sum as published", 13_343_288),
        ("Sum of figures as published", "17 April 2025, sum as published", 10_582_800),
        ("Sum of figures as published", "31 December 2025, sum as published", 8_936_131),
        ("Sum of rounded key figures", "28 February 2026, sum of rounded figures", 9_600_000),
    ],
)
def test_what_refugees_and_displaced_people_came_to(
    beginning: str, place: str, number: int
) -> None:
    assert at(mark(chart("displaced-13-million"), beginning).points, place).y == number


def test_two_scopes_of_refugees_are_never_added() -> None:
    world = part(series="odp-as-published", source_id="unhcr-odp-2025-04-17")
    with pytest.raises(pick.NotAddable):
        pick.add_up(world[world["location"].isin(["WORLD", "EUROPE"])])
    with pytest.raises(pick.NotAddable):
        pick.add_displaced(world[world["location"].isin(["WORLD", "EUROPE"])], "both")


def test_refugees_and_displaced_people_are_added_only_by_name() -> None:
    rows = TABLES.displacement
    both = pd.concat(
        [
            part(series="rdf-year-end", location="WORLD", population_group="REF").tail(1),
            part(series="idmc-year-end").tail(1),
        ]
    )
    with pytest.raises(pick.NotAddable):
        pick.add_up(both)
    assert pick.add_displaced(both, "both").y == both["value"].sum()
    assert pick.find_least_sure(both) is MEANING["survey_estimate"]
    with pytest.raises(pick.NotAddable):
        pick.add_displaced(rows.loc[[*both.index, rows.index[0]]], "three")


def test_the_same_people_on_two_days_are_never_added() -> None:
    with pytest.raises(pick.NotAddable):
        pick.add_up(part(series="iom-gps", population_group="IDP"))


def test_returnees_are_never_added_to_the_displaced() -> None:
    rounds = part(series="iom-gps")
    with pytest.raises(pick.NotAddable):
        pick.add_up(rounds[rounds["date"] == pd.Timestamp(ROUND_13)])


def test_hosts_are_the_largest_of_the_year_and_the_cut_is_said() -> None:
    drawn = chart("refugees-by-country")
    everyone = part(series="rdf-year-end", population_group="REF", date=pd.Timestamp("2025-12-31"))
    hosts = everyone[everyone["location"] != "WORLD"]["value"].nlargest(10)
    assert sorted(drawn.rows["value"]) == sorted(hosts)
    assert drawn.subtitle.endswith(f"the 10 largest of {len(everyone) - 1}")
    assert drawn.title.startswith("Germany had most refugees from Ukraine")


def test_the_russian_federation_is_there_until_it_was_reclassified() -> None:
    assert "RUS" in set(chart("refugees-by-country", {"year": "2023"}).rows["location"])
    assert "RUS" not in set(chart("refugees-by-country", {"year": "2024"}).rows["location"])
    assert any("Russian Federation" in text for text in chart("refugees-by-country").caveats)


def test_the_union_is_added_up_only_from_all_its_members() -> None:
    citizens = mark(chart("temporary-protection"), "Citizens of Ukraine")
    june, july = citizens.points
    assert len(MEMBERS) == len(june.rows) == 27
    assert (june.y, july.y) == (4_340_455, 4_363_130)
    assert len(july.rows) == 1


def test_a_country_shows_only_its_own_rows() -> None:
    assert set(chart("temporary-protection", {"place": "POL"}).rows["location"]) == {"POL"}


def test_temporary_protection_says_that_it_is_a_part_of_the_refugees() -> None:
    assert "part of the refugees" in chart("temporary-protection").caveats[0]


def test_people_in_need_are_planning_figures_by_plan_or_by_oblast() -> None:
    plans = chart("people-in-need")
    assert {one.meaning for one in plans.plot.marks} == {Meaning.ESTIMATED}
    assert [point.y for point in plans.plot.marks[0].points][-1] == 10_800_000
    oblasts = chart("people-in-need", {"place": "oblasts"})
    assert len(oblasts.rows) == 25
    assert "UKR" not in set(oblasts.rows["location"])
    assert "Donetsk oblast had most people in need in the 2023 plan: 2.57 million" in oblasts.title


def test_every_oblast_has_its_tile_and_those_without_a_figure_are_dotted() -> None:
    drawn = chart("people-in-need", {"place": "oblasts"})
    figure = drawn.draw_body(1000)
    tiles, words = figure.data[:2]
    assert len(tiles.x) == len(drawn.table.rows) == 25
    assert len(words.text) == len(OBLASTS)
    dotted = [shape for shape in figure.layout.shapes if shape.line.dash == "dot"]
    assert len(dotted) == len(OBLASTS) - 25 == sum("–" in text for text in words.text)


def test_a_darker_tile_never_has_a_smaller_number() -> None:
    drawn = chart("people-in-need", {"place": "oblasts"})
    shades = [
        float(colour.split(",")[-1][:-1]) for colour in drawn.draw_body(358).data[0].marker.color
    ]
    numbers = [point.y or 0 for point in drawn.plot.marks[0].points]
    assert [shade for _, shade in sorted(zip(numbers, shades, strict=True))] == sorted(shades)
    assert len(set(shades)) > 3
