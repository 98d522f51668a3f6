"""The lines of the tables mean nothing: shuffled, they give the same figures."""

import csv
import io
import random

import pytest

from exports.row_files import write_csv
from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.view import make_view
from schemas import MODELS, Tables, read_contents
from schemas.reading import read_files
from tests.frozen import FROZEN


def shuffled(content: bytes) -> bytes:
    """A CSV with its rows in another order."""
    header, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
    random.Random(content).shuffle(rows)  # noqa: S311 - chance, not secrecy
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode()


@pytest.fixture(scope="session")
def contents() -> dict[str, bytes]:
    found = read_files(FROZEN)
    return {name: found[name] for name in MODELS}


@pytest.fixture(scope="session")
def out_of_order(contents: dict[str, bytes]) -> Tables:
    return read_contents({name: shuffled(content) for name, content in contents.items()})


def drawn(figure_id: str, tables: Tables) -> Chart:
    return draw(make_view(FIGURES[figure_id], tables, {}), tables)


def test_shuffling_really_moves_the_rows(contents: dict[str, bytes]) -> None:
    for content in contents.values():
        moved = shuffled(content)
        assert moved != content
        assert sorted(moved.splitlines()) == sorted(content.splitlines())


@pytest.mark.parametrize("figure_id", FIGURES)
def test_a_figure_is_the_same_whatever_the_order_of_the_rows(
    figure_id: str, tables: Tables, out_of_order: Tables
) -> None:
    one, other = drawn(figure_id, tables), drawn(figure_id, out_of_order)
    assert (one.title, one.subtitle, one.note.text) == (
        other.title,
        other.subtitle,
        other.note.text,
    )
    assert one.plotly.to_json() == other.plotly.to_json()
    assert write_csv(one) == write_csv(other)


@pytest.mark.parametrize("figure_id", FIGURES)
def test_the_choices_of_a_figure_are_offered_in_the_same_order(
    figure_id: str, tables: Tables, out_of_order: Tables
) -> None:
    for choice in FIGURES[figure_id].choices:
        assert list(choice.options(tables)) == list(choice.options(out_of_order))
