"""What a figure says of how fresh it is: only what can be known, of one publisher at a time."""

from datetime import date

import pytest

from figures import FIGURES, Figure
from figures.core.chart import Chart, draw
from figures.core.freshness import Freshness, SeriesFreshness, find_searches
from figures.core.view import make_view
from locales import LANGUAGES, make_translator
from schemas import Tables, read_contents
from schemas.searches import shorten_publisher
from tests.small_tables import SMALL, Rows, small_with, written
from tests.views import some

TODAY = date(2026, 11, 22)
LATE = "newer figures probably exist"
EDITION = SMALL["sources"][0] | {"kind": "primary", "via": ""}
MONTH = SMALL["civilian_deaths"][0]


def chart(
    figure: str = "civilians-killed-by-month",
    *,
    sources: Rows | None = None,
    deaths: Rows | None = None,
    known_on: date | None = None,
    language: str = "en",
    **search: str,
) -> Chart:
    """A figure of the small tables, whose one series was looked for so."""
    correction = SMALL["corrections"][0] | {"action": "excluded", "row": "", "column": ""}
    tables = read_contents(
        small_with(
            sources=written("sources", sources or [EDITION]),
            civilian_deaths=written("civilian_deaths", deaths or [MONTH]),
            corrections=written("corrections", [correction]),
            searches=written("searches", [SMALL["searches"][0] | search]),
        )
    )
    return draw(make_view(FIGURES[figure], tables, {}, language, known_on), tables)


def said(drawn: Chart, today: date = TODAY) -> str:
    """All that is said of its one series, or its dates where there is no more to say."""
    assert drawn.freshness is not None
    return "".join(
        drawn.freshness.describe_series(drawn.t, today)
    ) or drawn.freshness.describe_dates(drawn.t)


def test_a_line_says_to_when_from_when_and_when_it_was_last_looked_for() -> None:
    assert said(chart()) == (
        "OHCHR: to 31 July 2025, published 13 August 2025; "
        "last looked for on 1 September 2025, newer figures probably exist."
    )


def test_nothing_newer_is_expected_before_its_time() -> None:
    assert LATE not in said(chart(), date(2025, 9, 10))


@pytest.mark.parametrize("language", ["fr", "uk"])
def test_an_abbreviation_at_the_end_has_one_full_stop(language: str) -> None:
    words = said(chart(language=language), date(2025, 9, 10))
    assert words.endswith(".")
    assert not words.endswith("..")


def test_a_source_that_stopped_is_not_awaited() -> None:
    words = said(chart(frequency="stopped"))
    assert words.endswith("; this series is discontinued.")
    assert LATE not in words


def test_a_publisher_without_a_rhythm_is_never_late() -> None:
    words = said(chart(frequency="as-needed"), date(2030, 1, 1))
    assert words.endswith("last looked for on 1 September 2025, published without a fixed rhythm.")


def test_without_a_day_of_publication_the_day_it_was_surely_online_is_said() -> None:
    undated = EDITION | {"published": ""}
    assert said(chart(sources=[undated])).startswith("OHCHR: to 31 July 2025, online by 13 August")


def test_a_month_of_publication_is_said_as_one() -> None:
    monthly = EDITION | {"published": "2025-08"}
    assert "published in August 2025" in said(chart(sources=[monthly]))


def test_an_event_that_is_over_awaits_nothing() -> None:
    event = MONTH | {
        "series": "event", "period_start": "2025-08-28", "period_end": "2025-08-28",
        "as_of": "2025-08-29", "location": "UA80",
    }  # fmt: skip
    report = EDITION | {"source_id": "kyiv-2025-08-29", "published": "2025-08-29",
                        "available": "2025-08-29"}  # fmt: skip
    drawn = chart(
        "kyiv-28-august-2025",
        sources=[EDITION, report],
        deaths=[MONTH, event | {"source_id": "kyiv-2025-08-29"}],
    )
    assert said(drawn) == "Data to 28 August 2025, published 29 August 2025."


def test_of_what_was_known_on_a_day_nothing_is_said_about_today() -> None:
    assert said(chart(known_on=date(2025, 8, 20))) == (
        "Data to 31 July 2025, published 13 August 2025."
    )


def test_a_superseded_edition_is_never_called_late(tables: Tables) -> None:
    drawn = draw(make_view(FIGURES["months-revised"], tables, {}), tables)
    assert drawn.freshness is not None
    (statement,) = drawn.freshness.statements
    assert statement.superseded
    assert LATE not in said(drawn, date(2030, 1, 1))


def test_series_of_one_publisher_that_differ_are_told_apart(live_tables: Tables) -> None:
    drawn = draw(make_view(FIGURES["refugees"], live_tables, {}), live_tables)
    assert drawn.freshness is not None
    names = [one.name_series(drawn.t) for one in drawn.freshness.statements]
    assert len(names) > 2
    assert len(set(names)) == len(names)


@pytest.fixture(scope="module", params=list(FIGURES))
def figure(request: pytest.FixtureRequest) -> Figure:
    return FIGURES[request.param]


def of(figure: Figure, tables: Tables, language: str = "en") -> tuple[Chart, Freshness]:
    drawn = draw(make_view(figure, tables, {}, language), tables)
    assert drawn.freshness is not None
    return drawn, drawn.freshness


def test_no_figure_with_a_later_edition_in_the_tables_is_called_outdated(
    figure: Figure, live_tables: Tables
) -> None:
    drawn, fresh = of(figure, live_tables)
    for one in fresh.statements:
        if _has_later(one, live_tables):
            assert LATE not in one.describe(drawn.t, date(2040, 1, 1))


def _has_later(one: SeriesFreshness, tables: Tables) -> bool:
    held = [
        search
        for (publisher, code), search in find_searches(tables).items()
        if publisher == shorten_publisher(one.publisher) and one.series in ("", code)
    ]
    return all(search.available > one.available for search in held)


def test_every_publisher_shown_is_named_in_a_statement_of_its_own(
    figure: Figure, live_tables: Tables
) -> None:
    for language in some(list(LANGUAGES), figure.id):
        drawn, fresh = of(figure, live_tables, language)
        cited = {str(drawn.scene.sources.at[name, "publisher"]) for name in drawn.rows["source_id"]}
        told = {shorten_publisher(one.publisher) for one in fresh.statements}
        assert told == {shorten_publisher(name) for name in cited}
        for one in fresh.statements:
            words = one.describe(drawn.t, TODAY)
            assert words.startswith(one.name_series(drawn.t))
            assert words.count(drawn.t.format_day(one.data_to)) >= 1


def test_every_date_said_is_that_of_one_series(figure: Figure, live_tables: Tables) -> None:
    drawn, fresh = of(figure, live_tables)
    for one in fresh.statements:
        rows = drawn.rows[drawn.rows["source_id"].map(_publisher(drawn)) == one.publisher]
        assert one.available in set(rows["available"].dt.date)
        assert one.data_to <= one.available


def _publisher(drawn: Chart) -> dict[str, str]:
    return dict(drawn.scene.sources["publisher"])


def test_the_main_series_stand_in_the_line_and_all_apart(live_tables: Tables) -> None:
    drawn, fresh = of(FIGURES["civilian-toll-compared"], live_tables)
    t = make_translator("en", live_tables)
    assert [words.split(":")[0] for words in fresh.describe_series(t, TODAY)] == [
        "OHCHR",
        "ACLED, as used by Acosta et al.",
        "Acosta et al., adjusting UCDP",
        "UCDP",
    ]
    dates = [words.split(";")[0] for words in fresh.describe_series(t, TODAY)]
    assert [words in fresh.describe_dates(t) for words in dates] == [True, True, False, False]
    assert fresh.statements[0].publisher == "OHCHR"
    assert drawn.note.text.startswith("Sources: ")


def test_where_newer_figures_probably_exist_the_line_warns_of_it() -> None:
    drawn = chart()
    assert drawn.freshness is not None
    warned = "Newer figures probably exist; last looked for on 1 September 2025."
    assert drawn.freshness.warn(drawn.t, TODAY) == warned
    assert drawn.freshness.warn(drawn.t, date(2025, 9, 10)) == ""


def test_of_a_past_state_nobody_is_warned() -> None:
    drawn = chart(known_on=date(2025, 8, 20))
    assert drawn.freshness is not None
    assert drawn.freshness.warn(drawn.t, date(2030, 1, 1)) == ""
