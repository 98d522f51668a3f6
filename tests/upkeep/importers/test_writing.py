"""Writing: old or new, never half, whenever the program is killed."""

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType

import pytest

from upkeep.importers import writing
from upkeep.importers.refusal import Refused

OLD = {"sources.csv": b"old sources\n", "aid_flows.csv": b"old figures\n"}
NEW = {"sources.csv": b"new sources\n" * 999, "aid_flows.csv": b"new figures\n" * 999}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(writing, "PAUSE", 0.005)
    fresh(tmp_path)
    return tmp_path


def fresh(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    for name, content in OLD.items():
        (folder / name).write_bytes(content)


def state(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def killed(folder: Path, prepare: Callable[[], None], after: float | None = None) -> None:
    """Write in a process of its own that dies: by itself, or some seconds later by our hand."""
    child = os.fork()
    if child == 0:
        try:
            prepare()
            writing.write(folder, OLD, NEW)
        finally:
            os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def visible(folder: Path) -> str:
    """What a reader sees: old, new, or the harmless state between; anything else fails."""
    seen = {name: (folder / name).read_bytes() for name in OLD}
    if seen == OLD:
        return "old"
    if seen == NEW:
        return "new"
    assert seen == {**OLD, "sources.csv": NEW["sources.csv"]}
    return "between"


def test_all_files_are_replaced_and_nothing_else_stays(folder: Path) -> None:
    writing.write(folder, OLD, NEW)
    assert state(folder) == NEW


ENDS = {("old", "old"), ("old", "new"), ("between", "new"), ("new", "new")}
"""What readers see after a kill, and after the folder was put in order."""


@pytest.mark.soak
def test_killed_at_any_step_it_is_old_or_new(folder: Path) -> None:
    assert ends(folder, range(1, 500)) == ENDS


def test_killed_at_a_step_here_and_there_it_is_old_or_new(folder: Path) -> None:
    assert ends(folder, [1, *range(40, 500, 40)]) <= ENDS


def ends(folder: Path, steps: Iterable[int]) -> set[tuple[str, str]]:
    """How it ends when the writer dies at each of these steps, until it has none left."""
    seen = set()
    for step in steps:
        fresh(folder)
        killed(folder, lambda step=step: _die_at(step))  # type: ignore[misc]  # bound at once
        at_once = visible(folder)
        writing.recovered(folder)
        after = visible(folder)
        assert state(folder) in (OLD, NEW), step
        seen.add((at_once, after))
        if at_once == "new" and step > 100 and not _left(folder):
            break
    return seen


def _left(folder: Path) -> bool:
    return writing.recovered(folder)


def _die_at(step: int) -> None:
    """End this process, without a word, at the n-th line of the module that writes."""
    lines = 0

    def traced(frame: FrameType, event: str, _: object) -> object:
        nonlocal lines
        if frame.f_code.co_filename != writing.__file__:
            return None
        if event == "line":
            lines += 1
            if lines == step:
                os.kill(os.getpid(), signal.SIGKILL)
        return traced

    sys.settrace(traced)  # type: ignore[arg-type]  # a tracer returns itself


def test_killed_at_random_moments_it_is_old_or_new(folder: Path, rounds: int) -> None:
    chance = random.Random(4)  # noqa: S311 - chance, not secrecy
    for _ in range(rounds):
        fresh(folder)
        killed(folder, lambda: None, chance.uniform(0, 0.03))
        visible(folder)
        writing.recovered(folder)
        assert state(folder) in (OLD, NEW)


def test_the_next_write_puts_an_interrupted_one_in_order_first(folder: Path) -> None:
    (folder / ".sources.csv.1234abcd.importing").write_bytes(b"half")
    writing.write(folder, OLD, NEW)
    assert state(folder) == NEW


def test_recovering_a_folder_in_order_changes_nothing(folder: Path) -> None:
    assert not writing.recovered(folder)
    assert state(folder) == OLD


def test_a_file_somebody_changed_meanwhile_is_not_written_over(folder: Path) -> None:
    (folder / "aid_flows.csv").write_bytes(b"mended by hand\n")
    with pytest.raises(Refused, match="changed meanwhile"):
        writing.write(folder, OLD, NEW)
    writing.recovered(folder)
    assert state(folder) == {**OLD, "aid_flows.csv": b"mended by hand\n"}


def test_a_file_changed_after_a_kill_is_not_written_over(folder: Path) -> None:
    for step in range(1, 500):
        fresh(folder)
        killed(folder, lambda step=step: _die_at(step))  # type: ignore[misc]  # bound at once
        if (folder / writing.JOURNAL).exists() and visible(folder) == "old":
            break
    else:
        pytest.fail("no kill left a journal")
    (folder / "sources.csv").write_bytes(b"mended by hand\n")
    with pytest.raises(Refused, match="give the import up"):
        writing.recovered(folder)
    (folder / writing.JOURNAL).unlink()
    writing.recovered(folder)
    assert state(folder) == {**OLD, "sources.csv": b"mended by hand\n"}


def test_the_rights_of_a_file_stay(folder: Path) -> None:
    (folder / "sources.csv").chmod(0o640)
    writing.write(folder, OLD, NEW)
    assert (folder / "sources.csv").stat().st_mode & 0o777 == 0o640


def test_a_linked_file_stays_a_link(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("home")
    (folder / "sources.csv").rename(home / "sources.csv")
    (folder / "sources.csv").symlink_to(home / "sources.csv")
    writing.write(folder, OLD, NEW)
    assert (home / "sources.csv").read_bytes() == NEW["sources.csv"]
    assert (folder / "sources.csv").is_symlink()
