"""The import as a maintainer runs it, and what it left in the tables."""

import argparse
import csv
from dataclasses import dataclass
from pathlib import Path

from tests.frozen import FROZEN
from upkeep import importers


@dataclass(frozen=True)
class Answer:
    """What the command said, and how it ended."""

    code: int
    text: str


def run(*words: str) -> Answer:
    """The command with some words after its name."""
    parser = argparse.ArgumentParser()
    importers.add_arguments(parser)
    said: list[str] = []
    arguments = parser.parse_args([*words, "--accessed", "2026-11-22"])
    code = importers.run(arguments, said.append)
    return Answer(code, "".join(said))


def run_again(publisher: str, file: Path, *options: str) -> Answer:
    """The import of a file whose figures the frozen tables have already."""
    return run(publisher, str(file), "--data", str(FROZEN), *options)


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def rows_of(folder: Path, table: str, source: str) -> list[dict[str, str]]:
    """The rows of one source in a table."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["source_id"] == source]
