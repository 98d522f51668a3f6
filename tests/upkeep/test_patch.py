"""A patch makes exactly the new bytes of the old ones, as Git applies it."""

import random
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.frozen import FROZEN
from upkeep.sandbox.patch import patch

NAME = "data/table.csv"
OLD = b"".join(b"row %d,1\n" % n for n in range(40))


def applied(folder: Path, old: bytes | None, new: bytes) -> bytes:
    """What Git makes of the old bytes with the patch."""
    file = folder / NAME
    file.parent.mkdir(exist_ok=True)
    if old is None:
        file.unlink(missing_ok=True)
    else:
        file.write_bytes(old)
    subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"],
        input=patch(NAME, old, new), cwd=folder, check=True,
        env={"GIT_CEILING_DIRECTORIES": str(folder.parent), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    return file.read_bytes()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OLD, OLD.replace(b"row 7,1", b"row 7,2")),
        (OLD, OLD.replace(b"row 0,1\n", b"")),
        (OLD, OLD.replace(b"row 39,1\n", b"")),
        (OLD, b"first\n" + OLD + b"last\n"),
        (OLD, OLD.removesuffix(b"\n")),
        (OLD.removesuffix(b"\n"), OLD),
        (OLD.removesuffix(b"\n"), OLD.removesuffix(b"\n") + b"0"),
        (OLD, OLD.replace(b"\n", b"\r\n")),
        (OLD, b"".join(reversed(OLD.splitlines(keepends=True)))),
        (OLD, OLD.replace(b"row 7,1\n", b"a\rb\x0bc\x85\xe2\x80\xa8d\n")),
        (OLD, b"x"),
        (b"same\n" * 9, b"same\n" * 7 + b"other\n" + b"same\n" * 3),
        (None, OLD),
        (None, b"without an end"),
    ],
)
def test_git_makes_the_new_bytes_of_the_old_ones(
    tmp_path: Path, old: bytes | None, new: bytes
) -> None:
    assert applied(tmp_path, old, new) == new


lines = st.lists(st.sampled_from([b"a\n", b"b\n", b"c,1\n", b"\n", b"d\r\n"]), max_size=14)


@settings(max_examples=40)
@given(lines, lines, st.booleans(), st.booleans())
def test_whatever_the_lines_are_the_patch_is_exact(
    tmp_path_factory: pytest.TempPathFactory,
    old: list[bytes],
    new: list[bytes],
    one: bool,  # noqa: FBT001 - given by the property
    other: bool,  # noqa: FBT001 - likewise
) -> None:
    was = b"".join(old) + (b"end" if one else b"x\n")
    now = b"".join(new) + (b"end" if other else b"x\n")
    if was != now:
        assert applied(tmp_path_factory.getbasetemp(), was, now) == now


def test_nothing_changed_is_no_patch() -> None:
    assert patch(NAME, OLD, OLD) == b""


def test_a_patch_names_only_the_lines_that_change() -> None:
    told = patch(NAME, OLD, OLD.replace(b"row 20,1", b"row 20,2")).decode()
    assert told == (
        "diff --git a/data/table.csv b/data/table.csv\n"
        "--- a/data/table.csv\n+++ b/data/table.csv\n@@ -18,7 +18,7 @@\n"
        " row 17,1\n row 18,1\n row 19,1\n-row 20,1\n+row 20,2\n row 21,1\n row 22,1\n row 23,1\n"
    )


def test_a_table_in_another_order_takes_no_longer(tmp_path: Path) -> None:
    """A plain comparison line by line takes minutes for it."""
    old = (FROZEN / "aid_flows.csv").read_bytes()
    rows = old.splitlines(keepends=True)
    random.Random(7).shuffle(rows)  # noqa: S311 - nothing secret
    began = time.process_time()
    patch(NAME, old, b"".join(rows))
    assert time.process_time() - began < 2
    assert applied(tmp_path, old, b"".join(rows)) == b"".join(rows)
