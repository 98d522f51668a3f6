"""An address is moved by what it shows, and by nothing else."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copy, copytree

import pandas as pd
import pytest

from exports.addresses import Look, Site
from figures import FIGURES
from figures.core.chart import draw
from figures.core.view import make_view
from schemas import Tables
from snapshots import snapshot as identity
from snapshots.snapshot import describe_content, edition_of
from tests.frozen import FROZEN
from tests.small_history import FIGURE, as_frozen, month, tables_of

ROOT = Path(__file__).parents[2]
SITE = Site("https://numbers.example.org")
WITH_RATES = "air-defence-2025"


def address(tables: Tables, code: str = "en", site: Site = SITE, figure: str = FIGURE) -> str:
    return edition_of(make_view(FIGURES[figure], tables, {}, code), tables, site).path


def sources_with(tables: Tables, **cells: str) -> Tables:
    """The same tables, every source saying otherwise in these columns."""
    return replace(tables, sources=tables.sources.assign(**cells), digest=str(cells))


@pytest.mark.parametrize(
    "otherwise",
    [
        lambda: address(tables_of([month(6, "200"), month(7, "287")])),
        lambda: address(tables_of([month(6, "200")])),
        lambda: address(as_frozen(), "fr"),
        lambda: address(as_frozen(), site=Site("https://elsewhere.example.org")),
        lambda: address(sources_with(as_frozen(), caveat="Counted anew.")),
        lambda: address(sources_with(as_frozen(), licence="CC BY-IGO")),
        lambda: address(sources_with(as_frozen(), publisher="Somebody else")),
    ],
    ids=["number", "row", "language", "site", "caveat", "licence", "publisher"],
)
def test_what_is_shown_moves_the_address(otherwise: Callable[[], str]) -> None:
    assert otherwise() != address(as_frozen())


def test_another_rate_moves_the_address_of_what_was_converted(tables: Tables) -> None:
    dearer = tables.exchange_rates.assign(units_per_eur=tables.exchange_rates["units_per_eur"] * 2)
    other = replace(tables, exchange_rates=dearer, digest="dearer")
    assert address(other, figure=WITH_RATES) != address(tables, figure=WITH_RATES)
    assert address(other) == address(tables)


def test_another_look_has_another_address_and_the_usual_one_none_of_its_own(
    tables: Tables,
) -> None:
    view = make_view(FIGURES["refugees"], tables, {})
    usual = edition_of(view, tables, SITE)
    looks = (Look(form="compact"), Look(theme="dark"), Look(title="no"), Look(pictures="dark"))
    others = {edition_of(view, tables, SITE, look).hash for look in looks}
    assert edition_of(view, tables, SITE, Look()) == usual
    assert len(others - {usual.hash}) == len(looks)


def test_the_edition_of_the_renderer_moves_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    before = address(as_frozen())
    monkeypatch.setattr(identity, "EDITION", identity.EDITION + 1)
    assert address(as_frozen()) != before


def test_when_a_source_was_last_read_moves_no_address() -> None:
    assert address(sources_with(as_frozen(), accessed="2026-01-01")) == address(as_frozen())


def test_a_column_nobody_fills_moves_no_address() -> None:
    tables = as_frozen()
    wider = replace(
        tables, civilian_deaths=tables.civilian_deaths.assign(new_column=""), digest="wider"
    )
    assert address(wider) == address(tables)


def test_rows_further_down_the_table_move_no_address(tables: Tables) -> None:
    def shifted(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.set_axis(rows.index + 1, axis=0)

    moved = replace(tables, civilian_deaths=shifted(tables.civilian_deaths), digest="moved")
    assert address(moved) == address(tables)


@pytest.mark.parametrize("figure", FIGURES)
def test_content_says_every_word_a_reader_sees(figure: str, tables: Tables) -> None:
    chart = draw(make_view(FIGURES[figure], tables, {}, "uk"), tables)
    told = str(describe_content(chart))
    cells = [cell for row in chart.table.rows for cell in row]
    for words in (chart.title, chart.subtitle, chart.note.text, *chart.first_caveats, *cells):
        assert repr(words)[1:-1] in told


@pytest.mark.cluster
def test_a_comment_in_the_program_moves_no_address(tmp_path: Path, tables: Tables) -> None:
    for folder in (*identity.DRAWING, "tests/data"):
        copytree(ROOT / folder, tmp_path / folder, ignore=lambda *_: ["__pycache__"])
    copy(ROOT / "tests/frozen.py", tmp_path / "tests/frozen.py")
    for name in ("web/rate_limits.py", "figures/plotly/traces.py", "locales/fr/messages.po"):
        with (tmp_path / name).open("a", encoding="utf-8") as file:
            file.write("\n# A remark.\n")
    with (tmp_path / "web/panel.css").open("a", encoding="utf-8") as file:
        file.write("\n/* A remark. */\n")
    program = (
        "from pathlib import Path; from schemas import read_all; from figures import FIGURES; "
        "from figures.core.view import make_view; from exports.addresses import Look, Site; "
        "from snapshots.snapshot import describe_program; "
        "from snapshots.snapshot import edition_of; "
        f"tables = read_all(Path({str(FROZEN)!r})); "
        f"view = make_view(FIGURES[{FIGURE!r}], tables, {{}}, 'fr'); "
        f"print(describe_program()['code'], edition_of(view, tables, Site({SITE.base!r})).path)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, stdout=subprocess.PIPE, text=True, check=True
    ).stdout.split()
    assert told[0] != identity.describe_program()["code"]
    assert told[1] == address(tables, "fr")
