from collections.abc import Callable
from pathlib import Path

import pytest

from schemas import MODELS
from tests.small_tables import SMALL, written
from tests.upkeep.importing.running import Answer, run
from upkeep.importing import writing


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PAUSE", 0)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of small valid tables."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name, rows in SMALL.items():
        (folder / MODELS[name].file_name()).write_bytes(written(name, rows))
    return folder


@pytest.fixture
def bring(data: Path) -> Callable[..., Answer]:
    """Run the import on the small tables."""

    def called(publisher: str, file: Path, *options: str) -> Answer:
        return run(publisher, str(file), "--data", str(data), *options)

    return called
