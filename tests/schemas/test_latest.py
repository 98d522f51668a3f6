"""A broken file never takes the data away from readers."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from schemas import MODELS, Problem
from schemas.latest import Latest
from tests.small_tables import small_with


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for model, content in zip(MODELS.values(), small_with(), strict=True):
        (tmp_path / model.file_name()).write_bytes(content)
    return tmp_path


def test_readers_get_the_tables_of_the_folder(folder: Path) -> None:
    assert Latest(folder).read().tables is not None


def test_readers_keep_the_last_good_data_when_a_file_breaks(folder: Path) -> None:
    reported: list[Problem] = []

    def report(problems: Sequence[Problem]) -> None:
        reported.extend(problems)

    latest = Latest(folder, report)
    good = latest.read().tables
    (folder / "sources.csv").write_text("nonsense\n", encoding="utf-8")
    broken = latest.read()
    assert broken.tables is good
    assert list(broken.problems) == reported
    assert "data/sources.csv" in reported[0].message()


def test_a_problem_is_reported_once_and_not_on_every_visit(folder: Path) -> None:
    calls: list[int] = []
    latest = Latest(folder, lambda problems: calls.append(len(problems)))
    (folder / "sources.csv").write_text("nonsense\n", encoding="utf-8")
    for _ in range(3):
        latest.read()
    assert len(calls) == 1


def test_a_mended_file_is_read_without_a_restart(folder: Path) -> None:
    latest = Latest(folder)
    content = (folder / "sources.csv").read_bytes()
    (folder / "sources.csv").write_text("nonsense\n", encoding="utf-8")
    assert latest.read().tables is None
    (folder / "sources.csv").write_bytes(content)
    assert latest.read().tables is not None
    assert latest.read().problems == ()
