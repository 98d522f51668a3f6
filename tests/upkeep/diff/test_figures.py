"""What readers will see: every figure that changes, part by part, and no other."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

import pytest

from figures import FIGURES, Figure
from figures.core.chart import draw
from figures.core.figure import TABLES_BY_TOPIC
from figures.core.selection import NotAddable
from schemas import Tables
from tests.upkeep.diff.editing import CONTENTS, compared, swapped, tables_with
from upkeep.diff.figures import (
    FigureChange,
    compare_figure,
    find_figure_changes,
    find_touched_tables,
)
from upkeep.diff.rows import Weight

MARCH = "2022-03-01,2022-03-31,2025-07-31,UKR,all,killed,all,all,civilian,"


@pytest.fixture(scope="module")
def raised() -> Tables:
    """One more dead in March 2022."""
    return tables_with(
        civilian_deaths=swapped("civilian_deaths", f"{MARCH}4312", f"{MARCH}4313"),
    )


@pytest.fixture(scope="module")
def found(tables: Tables, raised: Tables) -> tuple[FigureChange, ...]:
    draw.cache_clear()
    return find_figure_changes(tables, raised, "en")


def parts(change: FigureChange) -> dict[str, list[tuple[str, str, str]]]:
    return {
        part.name: [(one.label, one.before, one.after) for one in part.wordings]
        for part in change.parts
    }


def test_only_figures_that_show_the_number_change(found: tuple[FigureChange, ...]) -> None:
    assert [change.figure.id for change in found] == [
        "civilians-killed-by-month",
        "months-revised",
        "civilian-casualties-by-month",
    ]


def test_only_tables_with_another_row_or_publication_are_looked_at(
    tables: Tables, raised: Tables
) -> None:
    assert find_touched_tables(tables, tables) == set()
    assert find_touched_tables(tables, raised) == {"civilian_deaths"}
    moved = tables_with(displacement=CONTENTS["displacement"].replace(b"\n", b"\n\n", 1))
    assert find_touched_tables(tables, moved) == set()
    retitled = tables_with(
        sources=swapped("sources", "\nohchr-2026-08-31,OHCHR,", "\nohchr-2026-08-31,UN OHCHR,")
    )
    assert find_touched_tables(tables, retitled) == {"civilian_deaths"}


class Watched:
    """Tables that remember which of them were asked for."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> object:
        self.read.add(name)
        return getattr(self._tables, name)


@pytest.mark.parametrize("figure", FIGURES.values(), ids=list(FIGURES))
def test_a_figure_reads_no_table_but_those_of_its_topic(figure: Figure, tables: Tables) -> None:
    watched = Watched(tables)
    whole = cast("Tables", watched)
    figure.select(whole, figure.choose({}, whole), None)
    assert watched.read
    assert watched.read <= TABLES_BY_TOPIC[figure.topic]


def test_figures_whose_rows_are_the_same_are_not_even_drawn(
    found: tuple[FigureChange, ...],
) -> None:
    drawn_in_english_and_headlines = 3 * 2 + 2 * 2 * 2
    assert draw.cache_info().misses == drawn_in_english_and_headlines


def test_only_the_parts_that_change_are_told_before_and_after(
    found: tuple[FigureChange, ...],
) -> None:
    told = parts(found[0])
    (headline,) = told["Headline"]
    assert [words[-5:] for words in headline[1:]] == ["4,312", "4,313"]
    assert told["Numbers"] == [("Verified deaths, March 2022", "4,312", "4,313")]
    assert list(told) == ["Headline", "Numbers", "Chart described"]


def test_a_headline_that_changes_is_told_in_the_other_languages_too(
    found: tuple[FigureChange, ...],
) -> None:
    headlines = found[0].headlines
    assert [part.name for part in headlines] == ["Français", "Українська"]
    assert "4\u202f313" in headlines[0].wordings[0].after


def test_the_figures_can_be_told_in_any_language(tables: Tables, raised: Tables) -> None:
    change = next(iter(find_figure_changes(tables, raised, "uk")))
    assert change.after.language == "uk"
    assert [part.name for part in change.headlines] == ["English", "Français"]


def test_what_readers_see_mirrors_too(
    tables: Tables, raised: Tables, found: tuple[FigureChange, ...]
) -> None:
    back = find_figure_changes(raised, tables, "en")
    for there, here in zip(found, back, strict=True):
        turned = {
            name: [(label, after, before) for label, before, after in told]
            for name, told in parts(here).items()
        }
        assert parts(there) == turned


@pytest.fixture(scope="module")
def described(tables: Tables) -> Mapping[str, FigureChange]:
    """Figures after one source was described otherwise, a rate changed, and all lines moved."""
    lines = CONTENTS["sources"].decode().splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if line.startswith("ohchr-2026-08-31,OHCHR,"))
    lines[at] = (
        lines[at]
        .replace(",OHCHR,", ",UN OHCHR,", 1)
        .replace("https://", "http://", 1)
        .replace("OHCHR counts only", "Since August OHCHR counts only")
    )
    changed = {
        "sources": "".join(lines).encode(),
        "exchange_rates": swapped("exchange_rates", ",2025-08,USD,1.16", ",2025-08,USD,1.26"),
        "displacement": CONTENTS["displacement"].replace(b"\n", b"\n\n", 1),
    }
    report = compared(CONTENTS, {**CONTENTS, **changed})
    assert len(report.rows) == 2
    return {change.figure.id: change for change in report.figures}


def test_a_source_described_otherwise_changes_the_figures_that_cite_it(
    described: Mapping[str, FigureChange],
) -> None:
    told = parts(described["headline-civilians-killed"])
    names = [
        "Numbers", "Source note", "Links of the sources", "How fresh it is",
        "What this does not tell you",
    ]  # fmt: skip
    assert list(told) == names
    assert any(after.startswith("Since August") for _, _, after in told[names[4]])
    assert all("(https:" in before for _, before, _ in told[names[2]])
    assert all("(http:" in after for _, _, after in told[names[2]])


def test_an_exchange_rate_changes_the_figures_converted_with_it(
    described: Mapping[str, FigureChange],
) -> None:
    assert "Numbers" in parts(described["air-defence-2025"])
    assert "aid-by-month" not in described


def test_the_same_rows_in_other_lines_change_no_figure(
    described: Mapping[str, FigureChange],
) -> None:
    assert "refugees" not in described
    assert "displaced-people" not in described


def test_a_figure_that_can_no_longer_be_drawn_says_why(tables: Tables, raised: Tables) -> None:
    whole = FIGURES["weapons"]

    def only_once(asked: Tables) -> tuple[str, ...]:
        if asked is raised:
            raise NotAddable("two editions of one fact")
        return tuple(whole.choices[0].options(asked))

    figure = replace(
        whole, choices=(replace(whole.choices[0], options=only_once), *whole.choices[1:])
    )
    change = compare_figure(figure, tables, raised, "en")
    assert change is not None
    assert change.broken == "two editions of one fact"
    assert compare_figure(figure, raised, raised, "en") is None


@pytest.mark.soak
def test_that_somebody_looked_again_changes_no_figure_but_a_series_that_stops_does(
    tables: Tables,
) -> None:
    row = "2026-11-22,OHCHR,monthly,2026-08-31,monthly,"
    again = {"searches": swapped("searches", row, row.replace("11-22", "11-25"))}
    found = compared(CONTENTS, {**CONTENTS, **again})
    assert [(change.table, change.weight) for change in found.rows] == [
        ("searches", Weight.SEARCHES)
    ]
    assert found.figures == ()
    stops = swapped("searches", row, row.removesuffix("monthly,") + "stopped,")
    figure = FIGURES["civilians-killed-by-month"]
    ended = compare_figure(figure, tables, tables_with(searches=stops), "en")
    assert ended is not None
    assert "How fresh it is" in parts(ended)
