"""Some figures that readers see, as they were known on a day: no later edition moves them."""

from datetime import date

import pandas as pd
import pytest

from figures import FIGURES
from figures.aid.aid_rows import TYPES
from figures.core.chart import Chart, draw
from figures.core.plot import Mark
from figures.core.view import make_view
from schemas import Tables

LATE_SUMMER, AUTUMN = date(2026, 8, 31), date(2026, 9, 30)
NEW_YEARS_EVE = date(2022, 12, 31)


ANCHORS = [
    ("civilians-killed-total", date(2023, 3, 31), "Verified deaths", date(2023, 2, 15), 8_006),
    ("civilians-killed-total", date(2025, 9, 30), "Verified deaths", date(2025, 7, 31), 13_883),
    ("civilians-killed-total", AUTUMN, "Verified deaths", date(2026, 8, 31), 17_257),
    ("civilians-killed-by-month", AUTUMN, "Verified deaths", date(2022, 3, 1), 4_312),
    ("civilian-casualties-by-month", AUTUMN, "Verified injuries", date(2026, 8, 1), 2_349),
    ("civilians-killed-by-year", AUTUMN, "Verified deaths", "2024", 2_088),
    ("mariupol-toll-compared", AUTUMN, "Verified", "OHCHR, to 30 Jun 2022", 1_348),
    ("refugees", AUTUMN, "End of year", date(2025, 12, 31), 5_224_131),
    ("refugee-series-revised", AUTUMN, "As first published", NEW_YEARS_EVE, 7_900_139),
    ("refugee-series-revised", AUTUMN, "Edition of 14 Apr 2024", NEW_YEARS_EVE, 6_276_837),
    ("internally-displaced", AUTUMN, "Survey rounds", date(2022, 5, 3), 8_029_000),
    ("displaced-13-million", AUTUMN, "Sum of figures as published",
     "31 December 2022, sum as published", 13_814_139),
    ("temporary-protection", AUTUMN, "Citizens of Ukraine", date(2026, 6, 30), 4_340_455),
    ("people-in-need", AUTUMN, "People in need", "January 2026", 10_800_000),
    ("aid-by-type", LATE_SUMMER, "Allocated", "Military (48%)", 172_992_996_000),
    ("aid-by-type", AUTUMN, "Allocated", "Military (48%)", 179_796_000_000),
    ("air-defence-2025", AUTUMN, "Kiel Institute record",
     "Netherlands (not Nordic): EUR 500 m", 581_571_500),
    ("reconstruction-needs", AUTUMN, "Needs of recovery", "Edition 5, data to 31 Dec 2025",
     587_700_000_000),
]  # fmt: skip


def known(tables: Tables, figure_id: str, day: date) -> Chart:
    return draw(make_view(FIGURES[figure_id], tables, {}, "en", day), tables)


def mark(chart: Chart, beginning: str) -> Mark:
    return next(one for one in chart.plot.marks if one.name.startswith(beginning))


@pytest.mark.parametrize(("figure_id", "day", "beginning", "place", "number"), ANCHORS)
def test_what_was_known_on_a_day_stays_as_it_was(
    live_tables: Tables, figure_id: str, day: date, beginning: str, place: date | str, number: float
) -> None:
    points = mark(known(live_tables, figure_id, day), beginning).points
    assert [point.y for point in points if point.x == place] == [number]


def test_months_of_all_donors_are_those_the_tracker_prints(live_tables: Tables) -> None:
    rows = live_tables.aid_flows
    printed = rows[(rows["series"] == "kiel-total-month") & (rows["item"] == "")]
    printed = printed[
        (printed["available"] <= pd.Timestamp(LATE_SUMMER)) & (printed["amount"] != 0)
    ]
    chart = known(live_tables, "aid-by-month", LATE_SUMMER)
    for code in TYPES:
        expected = list(printed.loc[printed["aid_type"] == code, "amount"])
        drawn = [point.y for point in mark(chart, code.capitalize()).points]
        assert expected
        assert drawn == pytest.approx(expected, abs=1)
