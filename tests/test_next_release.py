"""The next release, carried into a copy of the tables: whoever wrote it correctly breaks nothing.

The promises and the anchors are those of the figures; here they are asked of tomorrow's tables.
"""

# ruff: noqa: F403, F405 - what is promised is not named twice: a new promise is asked here as well

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from figures import FIGURES, Figure
from figures.core import values
from figures.core.chart import Chart, draw
from figures.core.figure import Topic
from figures.core.view import make_view
from pages import data
from schemas import TABLES, Tables, read_contents
from schemas.findings import Severity
from schemas.reading import DATA_SETTING, find_data_folder, read_files
from tests import next_release as edition
from tests.book import Book, day_after, matching, new_country, read_book, written
from tests.figures import test_anchors as anchors
from tests.figures.test_promises import *
from tests.next_aid import add_release_of_aid
from tests.pages.test_pages import run
from upkeep.check import Given, Report, check
from web.directory import SOURCES, TOPIC_PAGES

# Shuffled lines, below, say more than the same lines twice; and nothing is nothing at any time.
del test_the_same_view_of_the_same_data_gives_the_same_bytes  # noqa: F821
del test_a_day_before_the_first_publication_shows_nothing  # noqa: F821
del test_an_empty_choice_draws_an_empty_chart_that_says_so  # noqa: F821

test_what_was_known_on_a_day_stays_as_it_was = anchors.test_what_was_known_on_a_day_stays_as_it_was

SAYS_NOTHING_NEW = {
    "headline-civilians-killed-estimate",
    "refugee-series-revised",
    "people-in-need",
    "mariupol-toll-compared",
    "months-revised",
    "children-women-men",
    "kyiv-28-august-2025",
    "air-defence-2025",
    "reconstruction-needs",
}
"""Figures of series of which no new edition came out, or of one day long ago."""

MEANT = {"translation_missing", "items_differ"}
"""Warnings of correct figures: sentences nobody has translated yet; and the Kiel Institute's own
two splits of military aid, which a release repeats and which have never matched."""


@dataclass(frozen=True)
class Carried:
    """The tables as they are, and as they will be."""

    before: Mapping[str, bytes]
    book: Book

    @cached_property
    def after(self) -> Mapping[str, bytes]:
        return written(self.book)

    @cached_property
    def tables_before(self) -> Tables:
        return tables_of(self.before)

    @cached_property
    def new_sources(self) -> set[str]:
        old = {row["source_id"] for row in read_book(self.before)["sources"]}
        return {row["source_id"] for row in self.book["sources"]} - old


def carried(*kinds: Callable[[Book, date], Book]) -> Carried:
    before = read_files(find_data_folder())
    return Carried(before, edition.carry_in(read_book(before), *kinds))


def tables_of(contents: Mapping[str, bytes]) -> Tables:
    return read_contents(contents)


def first_seen(figure_id: str, tables: Tables) -> Chart:
    return draw(make_view(FIGURES[figure_id], tables, {}), tables)


def checked(carried: Carried) -> Report:
    given = [Given(TABLES[name].file_name(), content) for name, content in carried.after.items()]
    return check(given, before=carried.before, today=day_after(carried.book))


@pytest.fixture(scope="session")
def release() -> Carried:
    """One correct edition of each kind."""
    return carried()


@pytest.fixture(scope="session")
def live_tables(release: Carried) -> Tables:
    """What the promises and the anchors are asked of here: tomorrow's tables."""
    return tables_of(release.after)


@pytest.fixture(scope="module")  # type: ignore[no-redef]
def looked_at(figure: Figure, live_tables: Tables) -> LookedAt:
    """Only as the figure is first seen, in English: the other views are looked at today."""
    seen = make_view(figure, live_tables, {})
    return lambda *languages: (seen,) if "en" in languages else ()


@pytest.fixture(scope="module")
def report(release: Carried) -> Report:
    return checked(release)


def test_the_check_finds_no_error(report: Report) -> None:
    assert not report.count(Severity.ERROR)


def test_the_check_warns_of_what_is_meant_and_of_nothing_else(report: Report) -> None:
    warnings = [each for each in report.findings if each.severity is Severity.WARNING]
    assert {each.cause.name for each in warnings} <= MEANT
    untranslated = {each.value for each in warnings if each.cause.name == "translation_missing"}
    assert untranslated == set(edition.NEW_SENTENCES)


def test_a_figure_moves_if_something_new_was_said_of_it(
    figure: Figure, charts: tuple[Chart, ...], release: Carried
) -> None:
    cites_it = bool(charts[0].note.source_ids & release.new_sources)
    assert cites_it == (figure.id not in SAYS_NOTHING_NEW)


@pytest.mark.parametrize(
    ("figure_id", "table", "series"),
    [
        ("headline-internally-displaced", "displacement", "iom-gps"),
        ("headline-civilians-killed", "civilian_deaths", "cumulative"),
        ("headline-aid-allocated", "aid_flows", "kiel-donor-total"),
        ("headline-appeal", "aid_flows", "fts-plan"),
        ("internally-displaced", "displacement", "iom-gps"),
        ("returnees", "displacement", "iom-gps"),
        ("temporary-protection", "displacement", "eurostat-ukrainian-citizens"),
        ("civilian-casualties-by-month", "civilian_deaths", "monthly"),
        ("civilians-killed-total", "civilian_deaths", "cumulative"),
        ("weapons", "civilian_deaths", "split"),
        ("aid-by-month", "aid_flows", "kiel-month"),
        ("aid-by-donor", "aid_flows", "kiel-donor-total"),
        ("aid-by-type", "aid_flows", "kiel-donor-total"),
        ("commitments-and-allocations", "aid_flows", "kiel-month"),
        ("air-defence-by-donor", "aid_flows", "kiel-weapons"),
        ("humanitarian-appeals", "aid_flows", "fts-plan"),
        ("appeal-by-cluster", "aid_flows", "fts-cluster"),
    ],
)
def test_what_is_written_over_a_figure_names_the_new_day(
    figure_id: str, table: str, series: str, release: Carried, live_tables: Tables
) -> None:
    rows = [row for row in release.book[table] if row["series"] == series]
    new = [row for row in rows if row["source_id"] in release.new_sources]
    chart = first_seen(figure_id, live_tables)
    before = first_seen(figure_id, release.tables_before)
    assert (chart.title, chart.subtitle) != (before.title, before.subtitle)
    if series.startswith("fts"):
        days = [day_after(read_book(release.before))]
    else:
        days = [date.fromisoformat(row.get("date") or row["period_end"]) for row in new]
    said = {chart.t.format_day(max(days)), chart.t.format_month(max(days))}
    assert any(words in f"{chart.title} {chart.subtitle}" for words in said)


def test_a_new_donor_and_a_new_country_of_refuge_are_shown(
    release: Carried, live_tables: Tables
) -> None:
    before = read_book(release.before)
    donor = new_country(before["aid_flows"], "donor")
    hosts = matching(before["displacement"], series="rdf-year-end")
    country = new_country(hosts, "location")
    everyone = {"donors": ["all"]}
    donors = draw(make_view(FIGURES["aid-by-donor"], live_tables, everyone), live_tables).rows
    assert donor in set(donors["donor"])
    assert country in set(first_seen("refugees-by-country", live_tables).rows["location"])


def test_a_correction_of_the_new_month_holds(release: Carried, live_tables: Tables) -> None:
    correction = release.book["corrections"][-1]
    chart = first_seen("civilian-casualties-by-month", live_tables)
    injured = chart.rows[chart.rows["outcome"] == "injured"]
    newest = injured.loc[injured["period_end"].idxmax()]
    assert correction["printed"] != correction["corrected"]
    assert newest["value"] == int(correction["corrected"])
    assert newest["correction"] == correction["correction_id"]


def test_a_withdrawn_publication_is_cited_nowhere(release: Carried, live_tables: Tables) -> None:
    gone = edition.withdrawn(read_book(release.before))
    cited = {name: first_seen(name, live_tables).note.source_ids for name in FIGURES}
    assert gone not in set().union(*cited.values())
    assert gone in first_seen("civilian-toll-compared", release.tables_before).note.source_ids


@pytest.mark.soak
def test_the_lines_of_the_next_release_mean_nothing(release: Carried, live_tables: Tables) -> None:
    lot = random.Random(7)  # noqa: S311 - chance, not secrecy
    book = {name: lot.sample(rows, len(rows)) for name, rows in release.book.items()}
    shuffled = tables_of(written(book))
    for name in FIGURES:
        one, other = first_seen(name, live_tables), first_seen(name, shuffled)
        assert (one.title, one.subtitle, one.alt) == (other.title, other.subtitle, other.alt)
        assert one.table == other.table


@pytest.mark.soak
def test_an_edition_without_its_numbers_breaks_no_chart_and_takes_none_away() -> None:
    empty = carried(edition.add_editions_without_numbers)
    before, after = empty.tables_before, tables_of(empty.after)
    for figure_id, figure in FIGURES.items():
        chart = first_seen(figure_id, after)
        if figure.topic is Topic.HEADLINES:
            assert chart.title == first_seen(figure_id, before).title
        assert "not found" not in chart.title
        assert chart.alt


def test_a_month_without_splits_and_a_release_without_months_break_no_chart() -> None:
    lean = carried(
        partial(edition.add_deaths_of_a_month, splits=False),
        partial(add_release_of_aid, months=0),
    )
    tables = tables_of(lean.after)
    for figure_id, moves in (
        ("civilian-casualties-by-month", True),
        ("weapons", False),
        ("aid-by-donor", True),
        ("aid-by-month", False),
    ):
        cited = first_seen(figure_id, tables).note.source_ids
        assert bool(cited & lean.new_sources) == moves, figure_id


@pytest.mark.soak
def test_january_opens_a_year_of_deaths_and_a_plan() -> None:
    turned = carried(edition.add_deaths_until_january)
    tables = tables_of(turned.after)
    year = max(row["period_end"] for row in turned.book["civilian_deaths"])[:4]
    assert not checked(turned).count(Severity.ERROR)
    assert f"January {year}" in first_seen("civilian-casualties-by-month", tables).title
    assert f"January {year}" in first_seen("people-in-need", tables).title
    assert f"Response Plan {year}" in first_seen("humanitarian-appeals", tables).title
    by_year = first_seen("civilians-killed-by-year", tables)
    verified = next(mark for mark in by_year.plot.marks if mark.name == "Verified deaths")
    assert any(year in str(point.x) for point in verified.points)


@pytest.fixture
def published(release: Carried, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The next release as what this process shows to readers."""
    edition.write(release.after, tmp_path)
    monkeypatch.setenv(DATA_SETTING, str(tmp_path))
    data.start_data_loader.cache_clear()
    yield
    data.start_data_loader.cache_clear()


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("topic", TOPIC_PAGES)
def test_the_page_of_a_topic_shows_the_new_numbers(topic: Topic, live_tables: Tables) -> None:
    app = run(TOPIC_PAGES[topic].path, "en")
    assert not app.exception
    assert {each.title for each in _of_topic(topic, live_tables)} <= read_on(app)


@pytest.mark.usefixtures("published")
def test_the_overview_shows_the_new_headlines(live_tables: Tables) -> None:
    app = run("", "en")
    assert not app.exception
    read = read_on(app)
    for chart in _of_topic(Topic.HEADLINES, live_tables):
        points = [mark.points[-1] for mark in chart.plot.marks]
        numbers = [values.format_point(point, chart.plot.unit, chart.t) for point in points]
        assert [n for n in numbers if not any(n in text for text in read)] == []


@pytest.mark.usefixtures("published")
def test_the_page_of_sources_names_the_new_publisher() -> None:
    app = run(SOURCES.path, "en")
    assert not app.exception
    assert any(edition.PUBLISHER in text for text in read_on(app))


def _of_topic(topic: Topic, tables: Tables) -> list[Chart]:
    return [first_seen(name, tables) for name, each in FIGURES.items() if each.topic is topic]


def read_on(app: AppTest) -> set[str]:
    """The pieces of text on a page."""
    bodies = (element.proto.body for element in app.get("html"))
    return {unescape(text) for body in bodies for text in re.findall(r">([^<>]+)<", body)}
