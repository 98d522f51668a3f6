"""Credit and citations: the figure, its house, the data's own dates, and every source."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from pylatexenc.latex2text import LatexNodes2Text

from exports.addresses import Edition, Site
from exports.citations import (
    collapse_lines,
    make_citation_files,
    make_citations,
    write_credit,
    write_heading,
)
from figures import FIGURES
from figures.core.chart import Chart
from schemas import Tables
from tests.conftest import ENGLISH_FIRST
from tests.editions import ATTACK, HASH, chart_of, charts, empty, frozen, hostile, live

every_language = pytest.mark.parametrize("language", ENGLISH_FIRST)
FIGURE = "civilian-toll-compared"
NAMES = ["citation.txt", "citation.bib", "citation.ris", "citation.json"]


def by_bibtex(files: Mapping[str, bytes]) -> dict[str, str]:
    """The one entry, as BibTeX reads and LaTeX prints it; addresses are printed as they are."""
    library = parse_string(files["citation.bib"].decode())
    assert not library.failed_blocks
    (entry,) = library.entries
    return {
        name: field.value if name == "url" else printed(field.value)
        for name, field in entry.fields_dict.items()
    }


def printed(tex: str) -> str:
    """What LaTeX prints; the reader used here knows braces only by their short names."""
    short = tex.replace(r"\textbraceleft{}", r"\{").replace(r"\textbraceright{}", r"\}")
    return str(LatexNodes2Text().latex_to_text(short)).replace("ˆ", "^")


def by_ris(files: Mapping[str, bytes]) -> dict[str, Any]:
    (entry,) = rispy.loads(files["citation.ris"].decode())
    return dict(entry)


def by_csl(files: Mapping[str, bytes]) -> str:
    """The one entry, as a reference manager writes it in the Harvard style."""
    items = json.loads(files["citation.json"])
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    bibliography.register(Citation([CitationItem(items[0]["id"])]))
    (line,) = bibliography.bibliography()
    return str(line)


@dataclass(frozen=True)
class Read:
    """A frozen figure with its citations, as three programs read them."""

    chart: Chart
    words: str
    bibtex: Mapping[str, str]
    ris: Mapping[str, Any]
    csl: Mapping[str, Any]


@cache
def every(language: str, tables: Tables) -> list[Read]:
    """Every figure, read once for all tests."""
    found = []
    for chart in charts(tables, language):
        files = make_citation_files(chart, frozen(chart))
        assert list(files) == NAMES
        (csl,) = json.loads(files["citation.json"])
        words = files["citation.txt"].decode()
        found.append(Read(chart, words, by_bibtex(files), by_ris(files), csl))
    return found


@every_language
def test_reference_managers_read_what_the_figure_is(language: str, tables: Tables) -> None:
    for one in every(language, tables):
        title, page = write_heading(one.chart), frozen(one.chart).page
        assert one.bibtex["title"] == title
        assert str(one.ris["title"]).startswith(title)
        assert one.csl["title-short"] == title
        assert [one.bibtex["url"], one.ris["urls"], one.csl["URL"]] == [page, [page], page]
        versions = [one.bibtex["version"], one.ris["edition"], one.csl["version"]]
        assert versions == [HASH] * 3


@every_language
def test_every_form_names_all_sources_with_their_dates(language: str, tables: Tables) -> None:
    for one in every(language, tables):
        notes = (one.words, one.bibtex["note"], one.ris["notes"][0], one.csl["note"])
        assert all(one.chart.note.text in note for note in notes), one.chart.view.figure


def test_a_style_of_the_citation_language_writes_the_same_facts(tables: Tables) -> None:
    chart = chart_of("refugees", tables)
    line = by_csl(make_citation_files(chart, frozen(chart)))
    assert line.startswith("The war in Ukraine: numbers and their sources (2026) ")
    assert chart.title in line
    assert frozen(chart).page in line


def test_words_follow_the_styles(tables: Tables) -> None:
    chart = chart_of("headline-refugees", tables)
    forms = make_citations(chart, frozen(chart))
    page = f"https://numbers.example.org/snapshots/headline-refugees/{HASH}/"
    assert forms["Credit line"] == (
        "Figure: The war in Ukraine: numbers and their sources; data: UNHCR, 25 June 2026"
    )
    assert forms["APA 7"] == (
        "The war in Ukraine: numbers and their sources. (2026, June 25). "
        "Refugees from Ukraine: 5,224,131, registered. Refugees from Ukraine in all countries, as "
        "UNHCR's Refugee Data Finder defines them, 31 December 2021 to 31 December 2025, number of "
        "people "
        f"(Version {HASH}) [Graph]. {page}"
    )
    assert forms["Chicago"] == (
        "The war in Ukraine: numbers and their sources. "
        "“Refugees from Ukraine: 5,224,131, registered. Refugees from Ukraine in all countries, as "
        "UNHCR's Refugee Data Finder defines them, 31 December 2021 to 31 December 2025, number of "
        "people.” "
        f"Version {HASH}. June 25, 2026. {page}."
    )


@every_language
def test_dates_are_those_of_the_data(language: str, tables: Tables) -> None:
    for one in every(language, tables):
        fresh = one.chart.freshness
        assert fresh is not None
        dated = fresh.published or fresh.available.isoformat()
        assert one.bibtex["date"] == dated
        assert one.csl["issued"] == {"date-parts": [[int(part) for part in dated.split("-")]]}
        assert one.ris["year"] == dated[:4]


def test_without_data_there_is_no_date(tables: Tables) -> None:
    chart = empty("refugees", tables)
    files = make_citation_files(chart, frozen(chart))
    assert "(n.d.)" in make_citations(chart, frozen(chart))["APA 7"]
    assert not {"date", "year", "month"} & set(by_bibtex(files))
    assert "issued" not in json.loads(files["citation.json"])[0]
    assert "year" not in by_ris(files)


def test_a_live_figure_says_that_it_changes_and_has_no_version(tables: Tables) -> None:
    chart = chart_of(FIGURE, tables)
    for form, text in make_citations(chart, live(chart)).items():
        assert "live figure" in text.lower(), form
        assert "version" not in text.lower(), form


def test_a_frozen_figure_does_not_say_that_it_changes(tables: Tables) -> None:
    chart = chart_of(FIGURE, tables)
    assert not any("live" in text.lower() for text in make_citations(chart, frozen(chart)).values())


@pytest.mark.parametrize("edition", [frozen, live], ids=["frozen", "live"])
def test_no_word_gets_out_of_its_field(edition: Callable[[Chart], Edition], tables: Tables) -> None:
    chart = hostile(chart_of(FIGURE, tables))
    files = make_citation_files(chart, edition(chart))
    assert by_bibtex(files)["title"] == collapse_lines(ATTACK)
    assert by_ris(files)["type_of_reference"] == "FIGURE"
    assert collapse_lines(ATTACK) in str(by_ris(files)["title"])
    assert json.loads(files["citation.json"])[0]["title-short"] == collapse_lines(ATTACK)


def test_an_address_with_braces_does_not_end_the_entry(tables: Tables) -> None:
    chart = chart_of(FIGURE, tables)
    files = make_citation_files(chart, Edition(Site("https://a.example/}\\"), chart.view, HASH))
    assert by_bibtex(files)["url"].startswith("https://a.example/%7D%5C/snapshots/")
    assert by_bibtex(files)["langid"] == "english"


def test_a_long_credit_counts_the_publishers_it_does_not_name(tables: Tables) -> None:
    chart = chart_of(FIGURE, tables)
    publishers = len(chart.note.cited)
    assert write_credit(chart, frozen(chart)).endswith(f"; {publishers - 3} other publishers")


def test_spaces_that_do_not_break_stay(tables: Tables) -> None:
    chart = chart_of("headline-refugees", tables, "fr")
    assert chart.title in make_citations(chart, frozen(chart))["APA 7"]
    assert "\u202f" in chart.title


def test_words_stand_on_one_line_and_entries_for_programs_on_several(tables: Tables) -> None:
    for figure_id in FIGURES:
        forms = make_citations(chart_of(figure_id, tables), live(chart_of(figure_id, tables)))
        lines = {name: "\n" in text for name, text in forms.items()}
        assert [name for name, several in lines.items() if several] == ["BibTeX", "RIS", "CSL-JSON"]
