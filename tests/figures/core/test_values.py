"""A sentence that states a change, a comparison or an extreme is borne out by its rows."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from jinja2.ext import babel_extract

from figures import FIGURES
from figures.core import description
from figures.core.chart import Chart, draw
from figures.core.palette import Meaning
from figures.core.plot import Mark, Point, Shape, make_plot
from figures.core.values import choose_by_change, describe_differences
from figures.core.view import make_view
from locales import find_language
from schemas import Tables

SAY = find_language("en")
ROOT = Path(__file__).parents[3]

DIRECTION = re.compile(
    r"\b(lowered|raised|rose|fell|rises?|risen|falls?|higher|lower|highest|lowest|more than|fewer"
    r"|less than|most|largest|smallest|dwarfs?|grew|grows|down from|since then)\b",
    re.IGNORECASE,
)

SORTED = "the rows are sorted or searched for it"
WHAT_IF = "says what a change would mean, not that there is one"
OHCHR = "OHCHR's own words of its counts; no row can show them"
UNHCR = "UNHCR's own words on its reclassification"
QUOTED = "quotes what the press says"
BORNE_OUT: dict[str, str] = {
    "Funding is booked late": WHAT_IF,
    "Largest requirement": SORTED,
    "Money for several clusters": "parts and a whole, as FTS defines them",
    "The largest commitment of one donor": SORTED,
    "the 20 largest": SORTED,
    "the 10 largest": SORTED,
    "The two largest donors": SORTED,
    "The largest donor": SORTED,
    "Values cover priced pieces only": "a test counts the unpriced pieces",
    "{item}, by number of pieces": SORTED,
    "{item}: priced pieces worth": SORTED,
    "{total} allocated, {when}; largest part": SORTED,
    "Most months come from one edition": "a test counts the months",
    "{number} civilian verified killed in {month}; highest": SORTED,
    "{number} civilians verified killed in {month}; highest": SORTED,
    "Only verified cases are counted": OHCHR,
    "Each person was verified one by one": OHCHR,
    "first counts; will rise": OHCHR,
    "Where the line is broken, many older": WHAT_IF,
    "{n} verified civilian": OHCHR,
    "Civilians killed in Ukraine from {first} to {last}, each death": OHCHR,
    "The slimmer verified counts are older": SORTED,
    "Verified civilian deaths in Ukraine in the": SORTED,
    "Verified civilian injuries in Ukraine in the": SORTED,
    "The ten revised most": SORTED,
    "the {n} largest of": SORTED,
    "Human Rights Watch did not distinguish": "most claims: a reading of what was said",
    "The years come from different editions": "the latest year has had least time",
    "highest {highest}, lowest {lowest}": SORTED,
    "{place} had most": SORTED,
    "From 2024 most people in the Russian": UNHCR,
    "Countries with fewer people": SORTED,
    "{number} person displaced inside Ukraine by survey": SORTED,
    "{number} displaced inside Ukraine by survey": SORTED,
    "Refugees outside Europe are not": UNHCR,
    "A fall can mean": WHAT_IF,
    "At a break UNHCR changed": WHAT_IF,
    "Of several estimates with a range": SORTED,
    "Civilians killed in Ukraine from {first} to {last}, estimated": "names the ends of a range",
    "“More than": QUOTED,
    "at most {number}": "the bound of the row",
}


def sentences(source: str) -> Iterator[str]:
    """The words with a direction in a module, but those chosen by the numbers themselves."""
    tree = ast.parse(source)
    chosen = {
        id(part)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == choose_by_change.__name__
        for part in ast.walk(call)
    }
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value
            if id(node) not in chosen | notes and " " in words and DIRECTION.search(words):
                yield words


def unexplained(source: str) -> list[str]:
    return [words for words in sentences(source) if not words.startswith(tuple(BORNE_OUT))]


MODULES = [*sorted((ROOT / "figures").rglob("*.py")), *sorted((ROOT / "web").rglob("*.py"))]
OVERVIEW = ROOT / "exports" / "templates" / "overview.html"


def on_the_overview() -> list[str]:
    """The words with a direction in its template."""
    words: list[str] = []
    with OVERVIEW.open("rb") as file:
        for _, _, said, _ in babel_extract(file, ["t"], (), {}):
            words += [text for text in ([said] if isinstance(said, str) else said or ()) if text]
    return [one for one in words if " " in one and DIRECTION.search(one)]


def test_every_sentence_with_a_direction_is_chosen_by_its_numbers_or_explained() -> None:
    found = {
        str(path.relative_to(ROOT)): unexplained(path.read_text(encoding="utf-8"))
        for path in MODULES
    }
    found["overview"] = [
        words for words in on_the_overview() if not words.startswith(tuple(BORNE_OUT))
    ]
    assert {name: words for name, words in found.items() if words} == {}


def test_a_direction_typed_by_hand_is_found() -> None:
    assert unexplained('_NOTE = "UNHCR has since lowered its count for those years."')
    assert not unexplained(
        'choose_by_change(1, 2, higher="it rose to 2", lower="it fell to 2", same="")'
    )


def test_every_explanation_is_still_needed() -> None:
    said = [words for path in MODULES for words in sentences(path.read_text(encoding="utf-8"))]
    said += on_the_overview()
    assert [
        start for start in BORNE_OUT if not any(words.startswith(start) for words in said)
    ] == []


@pytest.mark.parametrize(("after", "words"), [(3, "more"), (1, "fewer"), (2, "same")])
def test_the_numbers_choose_the_wording(after: int, words: str) -> None:
    assert choose_by_change(2, after, higher="more", lower="fewer", same="same") == words


def test_differences_are_said_in_the_direction_they_have() -> None:
    days = (date(2022, 6, 7), date(2022, 12, 31))
    before = [Point(day, 100.0) for day in days]
    after = [Point(days[0], 130.0), Point(days[1], 60.0)]
    said = describe_differences(zip(before, after, strict=True), SAY)
    assert said == "7 Jun 2022: 30 more; 31 Dec 2022: 40 fewer"


def test_the_cut_in_the_refugee_series_begins_on_31_december_2022(tables: Tables) -> None:
    chart = draw(make_view(FIGURES["refugee-series-revised"], tables, {}), tables)
    assert chart.title == (
        "Refugees in Europe (31 December 2022): 7.9 million at first, 6.28 million after revision"
    )
    (compared,) = (text for text in chart.caveats if "latest edition against" in text)
    assert "7 Jun 2022: 96,946 more" in compared
    assert "31 Dec 2022: 1,623,302 fewer" in compared


def test_where_the_later_edition_is_higher_the_title_claims_no_cut(tables: Tables) -> None:
    asked = {"to": ["2022-09"]}
    chart = draw(make_view(FIGURES["refugee-series-revised"], tables, asked), tables)
    assert "7 June 2022" in chart.title


def test_most_months_come_from_one_edition(live_tables: Tables) -> None:
    rows = draw(make_view(FIGURES["civilians-killed-by-month"], live_tables, {}), live_tables).rows
    assert rows["as_of"].value_counts().iloc[0] > len(rows) / 2


def test_the_latest_whole_year_is_compared_with_whole_years_only(tables: Tables) -> None:
    title = draw(make_view(FIGURES["civilians-killed-by-year"], tables, {}), tables).title
    assert (
        title
        == "2,514 verified civilian deaths in 2025, more than in 2024 (2,088) and 2023 (1,974)"
    )


@pytest.mark.parametrize("figure_id", FIGURES)
def test_a_rise_or_fall_is_told_within_one_unbroken_part(
    figure_id: str, live_tables: Tables
) -> None:
    chart = draw(make_view(FIGURES[figure_id], live_tables, {}), live_tables)
    for mark, sentence in told(chart):
        for verb, first, last in re.findall(
            r"(rises|falls) from .*?\((.*?)\) to .*?\((.*?)\)", sentence
        ):
            part = mark.parts[-1]
            assert (SAY.format_short_day(part[0].x), SAY.format_short_day(part[-1].x)) == (
                first,
                last,
            )
            assert ((part[-1].y or 0) > (part[0].y or 0)) is (verb == "rises")
            assert not mark.rivals
            assert mark.shape is Shape.LINE


def told(chart: Chart) -> Iterator[tuple[Mark, str]]:
    """Every mark with the sentence about it."""
    marks = [mark for panel in chart.plot.panels for mark in panel.marks]
    return zip(marks, chart.summary, strict=True)


def summary(chart: Chart, *points: Point, rivals: bool = False) -> str:
    mark = Mark("People", points, Meaning.COUNTED, rivals=rivals)
    return description.summarize(make_plot([mark]), chart.scene)[0]


def test_no_change_is_told_over_a_break_a_gap_or_rivals(tables: Tables) -> None:
    chart = draw(make_view(FIGURES["returnees"], tables, {}), tables)
    first, second = Point(date(2025, 1, 1), 10.0), Point(date(2025, 3, 1), 20.0)
    assert "rises from 10" in summary(chart, first, second)
    broken = Point(date(2025, 3, 1), 20.0, breaks=True)
    assert "rises" not in summary(chart, first, broken)
    assert "rises" not in summary(chart, first, Point(date(2026, 3, 1), 20.0))
    assert "rises" not in summary(chart, first, second, rivals=True)
