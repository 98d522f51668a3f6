"""What the guide tells a maintainer to do can be done: a month carried in, a number found later."""

import csv
import io
from collections.abc import Mapping
from datetime import date

import pytest

from locales import find_language
from schemas import MODELS, Tables
from tests.upkeep.diff.editing import CONTENTS, as_csv, cells_of
from upkeep.check import Given, Report, check
from upkeep.diff.report import compare_states, write_text
from upkeep.diff.states import State
from upkeep.due import find_due

pytestmark = pytest.mark.cluster
NEW = "ohchr-2026-10-12"
NUMBERS = {
    ("monthly", "killed"): "344",
    ("monthly", "injured"): "2105",
    ("cumulative", "killed"): "17610",
    ("cumulative", "injured"): "55850",
}


def checked(changed: Mapping[str, bytes]) -> Report:
    """The changed tables, told beside the frozen ones."""
    given = [Given(f"{name}.csv", content) for name, content in changed.items()]
    beside = {name: content for name, content in CONTENTS.items() if name not in changed}
    return check(given, beside, before=CONTENTS)


def appended(table: str, rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.DictWriter(text, list(MODELS[table].columns()), lineterminator="\n").writerows(rows)
    return CONTENTS[table] + text.getvalue().encode()


@pytest.fixture(scope="module")
def month(tables: Tables) -> dict[str, bytes]:
    """The rows that `due` prints for OHCHR, their blanks filled in as the guide says."""
    (ohchr,) = find_due(tables, date(2026, 11, 28), publisher="ohchr")[:1]
    source = dict(zip(MODELS["sources"].columns(), ohchr.source.cells, strict=True))
    source |= {
        "source_id": NEW, "published": "2026-10-12", "available": "2026-10-12", "kind": "primary",
        "title": "Protection of Civilians in Armed Conflict, September 2026",
        "url": "https://ukraine.ohchr.org/en/Protection-of-Civilians-September-2026",
    }  # fmt: skip
    rows = []
    for draft in ohchr.rows:
        row = dict(zip(MODELS["civilian_deaths"].columns(), draft.cells, strict=True))
        if value := NUMBERS.get((row["series"], row["outcome"])):
            end = {"period_end": "2026-09-30", "as_of": "2026-09-30"}
            start = row["period_start"] or "2026-09-01"
            rows.append(row | end | {"source_id": NEW, "period_start": start, "value": value})
    assert len(rows) == len(NUMBERS)
    return {
        "sources": appended("sources", [source]),
        "civilian_deaths": appended("civilian_deaths", rows),
    }


def test_a_month_carried_in_with_the_rows_of_due_brings_no_error(month: dict[str, bytes]) -> None:
    assert [each for each in checked(month).only(known=False).findings
            if each.severity != "note"] == []  # fmt: skip


def test_its_diff_begins_with_the_new_edition_beside_the_month_before(
    month: dict[str, bytes],
) -> None:
    t = find_language("en")
    now = State("now", {**CONTENTS, **month})
    told = write_text(compare_states(State("before", CONTENTS), now, t), t)
    first, edition, *rows = told.split("\n\n")[1].splitlines()
    assert first == "New editions (1)"
    assert edition.endswith(f"12 October 2026 ({NEW})")
    assert rows[0] == (
        "  • Civilians killed, September 2026: 344; before 372, −28 (−7.5%) (August 2026)"
    )
    assert len(rows) == len(NUMBERS)


def edited(find: Mapping[str, str], **cells: str) -> bytes:
    """The table of deaths with cells of the rows that are found written anew."""
    header, *lines = cells_of("civilian_deaths")
    for line in lines:
        row = dict(zip(header, line, strict=True))
        if find.items() <= row.items():
            line[:] = [cells.get(name, cell) for name, cell in row.items()]
    return as_csv([header, *lines])


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"value": "900", "bound": "exact", "obs_status": "A", "note": ""}, []),
        ({"value": "900"}, ["value_not_expected"]),
    ],
)
def test_a_number_found_later_is_written_as_the_guide_says(
    cells: dict[str, str], wrong: list[str]
) -> None:
    gap = {"obs_status": "O", "period_start": "2026-02-01", "outcome": "injured"}
    report = checked({"civilian_deaths": edited(gap, **cells)})
    new = report.only(known=False).findings
    assert [one.cause.name for one in new if one.severity == "error"] == wrong


def test_a_missing_number_can_be_marked_as_the_advice_says() -> None:
    row = {"source_id": "ohchr-2026-08-31", "series": "monthly", "outcome": "injured"}
    emptied = checked({"civilian_deaths": edited(row, value="")}).only(known=False)
    assert [one.cause.name for one in emptied.findings] == ["value_missing"]
    marked = checked({"civilian_deaths": edited(row, value="", obs_status="O")})
    errors = [one for one in marked.only(known=False).findings if one.severity == "error"]
    assert errors == []


def test_a_publication_is_withdrawn_as_the_guide_says() -> None:
    name = "ohchr-2026-08-12"
    changed = {
        table: as_csv([line for line in cells_of(table) if name not in line])
        for table in ("sources", "civilian_deaths")
    }
    assert changed["sources"] != CONTENTS["sources"]
    left = len(cells_of("civilian_deaths")) - len(changed["civilian_deaths"].splitlines())
    changed["removed_rows"] = (
        b"file,rows,removed_on,reason\n"
        + f"civilian_deaths.csv,{left},2026-11-28,Withdrawn by its publisher.\n".encode()
    )
    errors = [one for one in checked(changed).only(known=False).findings if one.severity == "error"]
    assert errors == []
