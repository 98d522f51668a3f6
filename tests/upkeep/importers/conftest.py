from collections.abc import Callable
from pathlib import Path

import pytest

from schemas import MODELS
from tests.small_tables import SMALL, written
from tests.upkeep.importers.running import Answer, bytes_of, run


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of small valid tables."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name, rows in SMALL.items():
        (folder / MODELS[name].file_name()).write_bytes(written(name, rows))
    return folder


Done = dict[tuple[object, ...], tuple[Answer, dict[str, bytes]]]


@pytest.fixture(scope="module")
def done() -> Done:
    """What was imported, and what it left: many tests begin with the same import."""
    return {}


@pytest.fixture
def bring(data: Path, done: Done) -> Callable[..., Answer]:
    """Run the import on the small tables; the same one from the same state is run once."""

    def called(publisher: str, file: Path, *options: str) -> Answer:
        words = (publisher, str(file), "--data", str(data), *options)
        if not file.is_file():
            return run(*words)
        key = publisher, options, file.name, file.read_bytes(), frozenset(bytes_of(data).items())
        if key not in done:
            done[key] = run(*words), bytes_of(data)
        answer, left = done[key]
        for path in set(data.iterdir()) - {data / name for name in left}:
            path.unlink()
        for name, content in left.items():
            (data / name).write_bytes(content)
        return answer

    return called
