"""A table more costs its own files and one entry in a list: nothing else has to know of it.

The texts here are what somebody adds for a small table of people detained. They are put into a
copy of the two folders that change, and the tools, which do not, are run on it.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.frozen import FROZEN

ROOT = Path(__file__).resolve().parent.parent
MODEL = '''"""`detained.csv`: counts of civilians held."""

from schemas import facts
from schemas.table import Day, Text, Whole


class Detained(facts.Facts):
    """One count of civilians held, by one publisher, in one publication."""

    source_id: Text
    series: Text
    period_start: Day
    period_end: Day
    location: Text
    held: Whole
    low: Whole
    high: Whole
    bound: Text
    status: Text
    obs_status: Text
    note: Text
'''
COLUMNS = """
[table]
key = ["source_id", "series", "period_start", "period_end", "location"]
value = "held"
topic = "civilian-deaths"

[series]
title = "Series"
description = "What is compared."
codes = "held_series"

[period_start]
title = "From"
description = "First day."
hxl = "#date+start"

[period_end]
title = "To"
description = "Last day."

[location]
title = "Place of detention"
description = "Where."
code_list = "location"
marks = ["where"]

[held]
title = "People held"
description = "Number of people."
unit = "people"
optional = true

[status]
title = "Status"
description = "How known."
codes = "deaths_status"

[codes.held_series]
held = "people held"
"""
FIGURE = '''"""Civilians held, by place."""

from figures.core.figure import Figure, FigureRows, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Shape, make_plot
from figures.core.selection import make_points, select_known, select_latest


def _select(tables, chosen, known_on):
    rows = select_latest(select_known(tables.detained, known_on), "detained")
    return FigureRows("detained", rows)


def _draw(scene):
    def place(row):
        return scene.t.name_place(row["location"])

    drawn = make_points(scene.rows, place, "held")
    return make_plot((Mark("Held", drawn, Meaning.COUNTED, Tone.FIRST, Shape.BAR),))


HELD = Figure(
    id="civilians-held",
    topic=Topic.DEATHS,
    name="Civilians held",
    title=lambda scene: f"Civilians held: {scene.rows['held'].sum()}",
    subtitle=lambda scene: "By place, number of people",
    caveats=(),
    select=_select,
    draw=_draw,
)
'''
HEADER = (
    "source_id,series,period_start,period_end,location,held,low,high,bound,status,obs_status,note"
)
ROW = "ohchr-2025-08-13,held,2025-07-01,2025-07-31,UA63,10,,,exact,verified,A,"
CHANGES = {
    "schemas/reading.py": {
        "from schemas.exchange_rates": "from schemas.detained import Detained\n"
        "from schemas.exchange_rates",
        '    "exchange_rates": ExchangeRates,\n': '    "exchange_rates": ExchangeRates,\n'
        '    "detained": Detained,\n',
        "    exchange_rates: pd.DataFrame\n": "    exchange_rates: pd.DataFrame\n"
        "    detained: pd.DataFrame\n",
    },
    "figures/deaths/__init__.py": {
        "from figures.deaths import": "from figures.deaths.detained import HELD\n"
        "from figures.deaths import",
        "    tolls.STRIKE,\n": "    tolls.STRIKE,\n    HELD,\n",
    },
}
"""What is written instead of what, in files that are there."""
NEW = {
    "schemas/detained.py": MODEL,
    "schemas/detained.toml": COLUMNS,
    "figures/deaths/detained.py": FIGURE,
}
WORDS = ("locales/fr/messages.po", "locales/uk/messages.po")
CSV = ("data/detained.csv",)
TESTS = ("tests/small_tables.py", "tests/figures/test_deaths.py")

DRAWN = """
import json
from figures import FIGURES
from figures.core.chart import draw
from figures.core.view import make_view
from schemas import read_all
from schemas.dictionary import write_dictionary
from exports.addresses import Edition, read_site
from exports.structured_data import write_data_package, write_json_ld
from exports.row_files import write_csv
from upkeep.importers.base import Answers, Edition as Draft, blank
from upkeep.importers.proposal import propose
from upkeep.messages import collect_messages
from datetime import date
from schemas.text import read_texts
from schemas.reading import find_data_folder, read_files

tables = read_all()
chart = draw(make_view(FIGURES["civilians-held"], tables, {}), tables)
package = json.loads(write_data_package(chart, Edition(read_site(), chart.view)))
linked = json.loads(write_json_ld(chart, Edition(read_site(), chart.view)))
row = tables.detained.iloc[0]
given = blank("detained", series="held", period_start="2025-07-01", period_end="2025-07-31",
              location="UA12", held="3", bound="exact", status="verified", obs_status="A")
publisher = tables.sources.set_index("source_id").at[row["source_id"], "publisher"]
texts = read_texts(read_files(find_data_folder()))
rows = texts["sources"].rows.values()
source = next(each for each in rows if each["source_id"] == row["source_id"])
draft = Draft("detained", (given,), lambda answers: source, publisher)
found = propose(draft, texts, Answers(date(2026, 1, 1)), ended=True)
print(json.dumps({
    "cited": chart.note.text,
    "header": write_csv(chart).decode("utf-8-sig").splitlines()[0],
    "key": package["resources"][0]["schema"]["uniqueKeys"],
    "tags": [field.get("hxl") for field in package["resources"][0]["schema"]["fields"]],
    "place": [each["identifier"] for each in linked["spatialCoverage"]],
    "dictionary": "### detained.csv" in write_dictionary(),
    "word": "Place of detention" in collect_messages() and "people held" in collect_messages(),
    "added": len(found.added),
}))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders that change, and data with one row of the new table."""
    there = tmp_path_factory.mktemp("copy")
    for folder in ("schemas", "figures"):
        shutil.copytree(ROOT / folder, there / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in NEW.items():
        (there / name).write_text(text, encoding="utf-8")
    for name, changes in CHANGES.items():
        text = (there / name).read_text(encoding="utf-8")
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new, 1)
        (there / name).write_text(text, encoding="utf-8")
    put(there / "data")
    return there


def put(folder: Path, *rows: str) -> Path:
    """The frozen tables and the new one."""
    shutil.copytree(FROZEN, folder)
    (folder / "detained.csv").write_text("\n".join((HEADER, *(rows or (ROW,)), "")))
    return folder


def run(copy: Path, *command: str) -> str:
    """What a program of the house says beside the copy, without running into trouble."""
    settings = {**os.environ, "PYTHONPATH": f"{copy}:{ROOT}", "DASHBOARD_DATA": str(copy / "data")}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=copy,
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


def test_a_new_table_costs_ten_files_at_most() -> None:
    assert len({*CSV, *NEW, *CHANGES, *WORDS, *TESTS}) <= 10


@pytest.mark.cluster
def test_its_figure_its_words_and_its_import_know_it(copy: Path) -> None:
    told = json.loads(run(copy, "-c", DRAWN))
    assert "OHCHR" in told["cited"]
    assert "held" in told["header"].split(",")
    assert told["key"] == [["source_id", "series", "period_start", "period_end", "location"]]
    assert "#date+start" in told["tags"]
    assert told["place"] == ["UA63"]
    assert told["dictionary"]
    assert told["word"]
    assert told["added"] == 1


@pytest.mark.cluster
def test_the_check_asks_it_everything_that_it_asks_of_facts(copy: Path, tmp_path: Path) -> None:
    bad = (ROW.replace("UA63", "UA99"), ROW.replace("2025-07-31", "2095-07-31"), f"{ROW}x,y")
    folder = put(tmp_path / "bad", ROW, *bad, ROW)
    found = run(copy, "-m", "upkeep", "check", str(folder / "detained.csv"), "--all")
    for cause in (
        "place_unknown",
        "in_the_future",
        "duplicate",
        "never_looked_for",
        "comma_unquoted",
    ):
        assert f"[{cause}]" in found
    good = run(copy, "-m", "upkeep", "check", str(copy / "data" / "detained.csv"))
    assert "0 errors" in good


@pytest.mark.cluster
def test_the_diff_says_what_became_of_its_rows_and_of_its_figure(
    copy: Path, tmp_path: Path
) -> None:
    other = put(tmp_path / "other", ROW.replace(",10,", ",12,"))
    found = run(copy, "-m", "upkeep", "diff", str(copy / "data"), str(other))
    assert "10 → 12" in found
    assert "Civilians held" in found
