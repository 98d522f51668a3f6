"""Corrections of sources hold while their guard holds, and say when they must go."""

import pytest

from schemas import MODELS, Tables, read_contents
from tests.small_tables import SMALL, Rows, messages, small_with, written
from upkeep.check import Given, check

CORRECTION = SMALL["corrections"][0]


def corrected(**cells: str) -> dict[str, bytes]:
    """The small tables with a correction that says something else."""
    return small_with(corrections=written("corrections", [CORRECTION | cells]))


def deaths(**cells: str) -> bytes:
    """The one count of victims, printed otherwise."""
    return written("civilian_deaths", [SMALL["civilian_deaths"][0] | cells])


def test_a_correction_must_go_when_the_source_has_mended_its_error() -> None:
    assert messages(small_with(civilian_deaths=deaths(value="268"))) == [
        "data/corrections.csv, line 2: correction_id is 'a-misprint'; "
        "the cell now says “268”, not “286”; if the source has corrected its error, "
        "remove this correction"
    ]


def test_without_the_correction_the_mended_figure_is_read_as_printed() -> None:
    other = CORRECTION | {"action": "flag", "column": "", "row": "", "correction_id": "another"}
    tables = read_contents(
        small_with(civilian_deaths=deaths(value="268"), corrections=written("corrections", [other]))
    )
    assert tables.civilian_deaths["value"].tolist() == [268]
    assert tables.civilian_deaths["correction"].tolist() == [""]


def test_a_value_replaced_in_no_column_is_a_problem_and_not_a_traceback() -> None:
    assert messages(corrected(column="")) == [
        "data/corrections.csv, line 2: column is ''; "
        "a value is replaced in one column; write its name, for example value"
    ]


def test_a_value_replaced_in_no_column_hides_no_other_problem() -> None:
    rows: Rows = [CORRECTION | {"column": ""}, CORRECTION | {"correction_id": "b", "printed": "1"}]
    found = messages(small_with(corrections=written("corrections", rows)))
    assert [message.split("; ")[0] for message in found] == [
        "data/corrections.csv, line 2: column is ''",
        "data/corrections.csv, line 3: correction_id is 'b'",
    ]


@pytest.mark.parametrize("action", ["flag", "excluded"])
def test_a_whole_row_may_be_remarked_on_without_a_column(action: str) -> None:
    assert messages(corrected(column="", action=action)) == []


def test_every_row_corrected_in_the_house_names_a_known_correction(tables: Tables) -> None:
    known = set(tables.corrections["correction_id"])
    for name in set(MODELS) - {"sources", "corrections", "translations", "searches"}:
        named = " ".join(getattr(tables, name)["correction"]).split()
        assert set(named) <= known


@pytest.mark.parametrize(
    ("rule", "table", "content"),
    [
        ("correction_guard", "civilian_deaths", deaths(value="268")),
        ("column_needed", "corrections", written("corrections", [CORRECTION | {"column": ""}])),
    ],
)
def test_the_check_says_so_too_in_the_line_of_the_correction(
    rule: str, table: str, content: bytes
) -> None:
    contents = small_with(**{table: content})
    report = check([Given(f"{name}.csv", written_) for name, written_ in contents.items()])
    found = [one.place for one in report.findings if one.cause.name == rule]
    assert [(place.file, place.line) for place in found] == [("corrections.csv", 2)]
