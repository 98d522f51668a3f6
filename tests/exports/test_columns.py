"""The rows taken away say their codes in words, and begin with what readers came for."""

import io
from dataclasses import replace

import pandas as pd
import pytest

from exports.columns import LABEL, find_columns
from exports.row_files import write_csv
from figures import FIGURES
from figures.core.chart import Chart
from locales import LANGUAGES
from schemas import Tables
from tests.editions import chart_of, charts, empty
from tests.views import some


def rows_of(chart: Chart) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(write_csv(chart)), dtype=str, keep_default_na=False)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["refugees", "world", "exactly", "registered"]),
        ("fr", ["réfugiés", "monde", "exactement", "enregistrés"]),
        ("uk", ["біженці", "світ", "точно", "зареєстровано"]),
    ],
)
def test_codes_stand_in_the_readers_words_too(
    language: str, words: list[str], tables: Tables
) -> None:
    row = rows_of(chart_of("refugees", tables, language)).iloc[0]
    names = ("population_group", "location", "bound", "status")
    assert [row[name] for name in names] == ["REF", "WORLD", "exact", "registered"]
    assert [row[f"{name}{LABEL}"] for name in names] == words


def test_several_donors_and_currencies_are_named(tables: Tables) -> None:
    rows = rows_of(chart_of("air-defence-2025", tables, "fr"))
    named = dict(zip(rows["donor"], rows["donor_label"], strict=True))
    assert named["DNK+NOR+SWE"] == "Danemark, Norvège et Suède"
    assert dict(zip(rows["currency"], rows["currency_label"], strict=True))["EUR"] == "euro"


@pytest.mark.parametrize("figure_id", list(FIGURES))
def test_every_code_has_words_and_no_cell_of_the_tables_is_touched(
    figure_id: str, tables: Tables
) -> None:
    english, french = (rows_of(chart_of(figure_id, tables, code)) for code in ("en", "fr"))
    codes = [name for name in english if f"{name}{LABEL}" in english]
    assert {"bound", "obs_status", "source_kind"} <= set(codes)
    for name in codes:
        assert ((english[name] == "") == (english[f"{name}{LABEL}"] == "")).all()
    kept = [name for name in english if not str(name).endswith(LABEL)]
    assert english[kept].equals(french[kept])


def test_the_rows_begin_with_what_where_when_how_many_how_sure_and_who(tables: Tables) -> None:
    names = list(rows_of(chart_of("civilians-killed-by-month", tables)))
    assert names[:4] == ["outcome_label", "victims_label", "weapon_label", "location_label"]
    assert names[4:10] == ["period_start", "period_end", "as_of", "value", "low", "high"]
    assert names[10:14] == ["bound_label", "status_label", "source_publisher", "source_published"]


def test_the_same_table_has_the_same_columns_with_and_without_rows(tables: Tables) -> None:
    full, none = chart_of("aid-by-month", tables), empty("aid-by-month", tables)
    assert find_columns(full) == find_columns(none)
    assert rows_of(none).empty


def test_sentences_of_the_tables_are_translated_beside_the_original(tables: Tables) -> None:
    english, french = (chart_of("refugees", tables, code) for code in ("en", "fr"))
    assert "note_label" not in rows_of(english)
    rows = rows_of(french)
    noted = rows[rows["note"] != ""]
    assert len(noted)
    assert (noted["note"] != noted["note_label"]).all()


def test_a_sentence_nobody_translated_is_english_and_marked_so(tables: Tables) -> None:
    chart = chart_of("refugees", tables, "fr")
    rows = chart.scene.rows.assign(note="Nobody has translated this {yet}.")
    changed = replace(chart, scene=replace(chart.scene, rows=rows))
    assert set(rows_of(changed)["note_label"]) == {"Nobody has translated this {yet}. [en anglais]"}


def test_every_title_is_used_once(tables: Tables) -> None:
    for language in some(list(LANGUAGES), "titles"):
        for chart in charts(tables, language):
            titles = [column.title for column in find_columns(chart)]
            assert len(set(titles)) == len(titles)
