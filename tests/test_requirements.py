"""What gets installed: pinned, with the sums of the public files, and bound to no host."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.test_architecture import ROOT

PIN = re.compile(r"^([\w.-]+)(?:\[\w+\])?==(\S+)", re.MULTILINE)
PROGRAM = ROOT / "requirements.in"
TESTS = ROOT / "tests" / "requirements.in"


def pins(path: Path) -> Mapping[str, str]:
    """The version of each package a file names."""
    found = PIN.findall(path.read_text(encoding="utf-8"))
    return {name.casefold().replace("_", "-"): version for name, version in found}


def locked(wanted: Path) -> Path:
    return wanted.with_suffix(".txt")


@pytest.mark.parametrize("wanted", [PROGRAM, TESTS], ids=["program", "tests"])
def test_what_is_wanted_is_what_gets_installed(wanted: Path) -> None:
    named, installed = pins(wanted), pins(locked(wanted))
    assert named
    assert {name: installed.get(name) for name in named} == named


@pytest.mark.parametrize("wanted", [PROGRAM, TESTS], ids=["program", "tests"])
def test_every_file_that_gets_installed_has_a_sum_and_no_host(wanted: Path) -> None:
    text = locked(wanted).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[\w.-]+(?:\[\w+\])?==)", text, flags=re.MULTILINE)[1:]
    assert len(blocks) > len(pins(wanted))
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)


def test_the_tests_run_on_the_versions_the_program_runs_on() -> None:
    program, tests = pins(locked(PROGRAM)), pins(locked(TESTS))
    shared = program.keys() & tests.keys()
    assert shared
    assert {name: tests[name] for name in shared} == {name: program[name] for name in shared}
