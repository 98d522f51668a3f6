"""What search engines read about a figure, by a JSON-LD processor that reads it from HTML."""

import json
from dataclasses import replace
from typing import Any

import pytest
from pyld import jsonld

from exports.structured_data import LONGEST, write_json_ld
from figures import FIGURES
from locales import LANGUAGES
from schemas import Tables
from tests.editions import HASH, SITE, chart_of, charts, empty, frozen, hostile, live

SCHEMA = "https://schema.org/"
every_language = pytest.mark.parametrize("language", list(LANGUAGES))


def from_page(script: str) -> Any:
    """What a JSON-LD processor finds in a page that holds the script."""
    page = f'<html><head><script type="application/ld+json">{script}</script></head></html>'

    def load(url: str, options: object) -> dict[str, object]:
        context = {"@context": {"@vocab": SCHEMA, "url": {"@type": "@id"}}}
        found, kind = (context, "application/ld+json") if url == SCHEMA else (page, "text/html")
        return {"document": found, "contentType": kind, "contextUrl": None, "documentUrl": url}

    (dataset,) = jsonld.expand(f"{SITE.base}/page", {"documentLoader": load})
    return dataset


def text(dataset: Any, name: str) -> str:
    (value,) = dataset[SCHEMA + name]
    return str(value["@value"])


@every_language
def test_every_figure_is_a_dataset_with_what_search_engines_ask_for(
    language: str, tables: Tables
) -> None:
    for chart in charts(tables, language):
        dataset = from_page(write_json_ld(chart, frozen(chart)))
        assert dataset["@type"] == [f"{SCHEMA}Dataset"]
        assert 50 <= len(text(dataset, "description")) <= LONGEST
        assert text(dataset, "inLanguage") == language
        assert text(dataset, "identifier") == HASH
        assert dataset[f"{SCHEMA}license"]
        assert dataset[f"{SCHEMA}spatialCoverage"]
        assert dataset[f"{SCHEMA}variableMeasured"]
        assert len(dataset[f"{SCHEMA}isBasedOn"]) == len(chart.note.publications)
        forms = [text(one, "encodingFormat") for one in dataset[f"{SCHEMA}distribution"]]
        assert len(forms) == len(set(forms)) == 4


def test_every_day_is_the_data_s_own(tables: Tables) -> None:
    for chart in charts(tables):
        dataset, fresh = from_page(write_json_ld(chart, frozen(chart))), chart.freshness
        assert fresh is not None
        assert text(dataset, "dateModified") == fresh.available.isoformat()
        first, last = text(dataset, "temporalCoverage").split("/")
        assert first <= last == fresh.data_to.isoformat()


def test_a_licence_of_all_rows_is_given_by_its_address(tables: Tables) -> None:
    chart = chart_of("headline-refugees", tables)
    assert json.loads(write_json_ld(chart, frozen(chart)))["license"] == [
        "https://creativecommons.org/licenses/by/4.0/"
    ]


def test_terms_that_no_licence_names_are_given_in_words_and_the_rows_offered_under_none(
    tables: Tables,
) -> None:
    chart = chart_of("displaced-people", tables)
    dataset = json.loads(write_json_ld(chart, frozen(chart)))
    words = [one["name"] for one in dataset["license"]]
    assert any("single figures cited with a link" in name for name in words)
    assert any(name.endswith("CC BY 4.0") for name in words)
    assert "https://creativecommons.org/licenses/by/4.0/" in {
        one.get("license") for one in dataset["isBasedOn"]
    }


@pytest.mark.parametrize("figure_id", list(FIGURES))
def test_counts_of_ohchr_are_offered_under_no_open_licence(
    figure_id: str, live_tables: Tables
) -> None:
    chart = chart_of(figure_id, live_tables)
    if any(cited.publisher == "OHCHR" for cited in chart.note.cited):
        found = json.loads(write_json_ld(chart, frozen(chart)))["license"]
        (ohchr,) = [one for one in found if isinstance(one, dict) and "OHCHR" in one["name"]]
        assert "url" not in ohchr
        assert not [one for one in found if isinstance(one, str)]


def test_a_live_figure_says_so_and_has_no_identifier(tables: Tables) -> None:
    chart = chart_of("displaced-people", tables)
    dataset = json.loads(write_json_ld(chart, live(chart)))
    assert "Live figure; it changes." in dataset["description"]
    assert not {"identifier", "version"} & set(dataset)


@every_language
def test_a_figure_without_rows_is_still_described(language: str, tables: Tables) -> None:
    for figure_id in ("refugees", "civilians-killed-total", "aid-by-month"):
        chart = empty(figure_id, tables, language)
        dataset = from_page(write_json_ld(chart, live(chart)))
        assert len(text(dataset, "description")) >= 50
        assert f"{SCHEMA}dateModified" not in dataset


def test_no_word_ends_the_script_it_stands_in(tables: Tables) -> None:
    chart = hostile(chart_of("refugees", tables))
    script = write_json_ld(chart, frozen(chart))
    assert not set("<>&\u2028") & set(script)
    assert "<script>alert(1)</script>" in text(from_page(script), "name")


def test_a_description_too_long_is_cut_between_sentences(tables: Tables) -> None:
    chart = chart_of("refugees", tables)
    long = replace(chart, note=replace(chart.note, text="x" * LONGEST))
    description = json.loads(write_json_ld(long, frozen(long)))["description"]
    assert "xxx" not in description
    assert chart.subtitle in description
    assert len(description) <= LONGEST
