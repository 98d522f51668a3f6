"""The only way to read the tables: all of them or a list of everything to fix."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from schemas.accepted_warnings import AcceptedWarnings
from schemas.aid_flows import AidFlows
from schemas.cells import Cells, parse
from schemas.civilian_deaths import CivilianDeaths
from schemas.corrections import Corrections
from schemas.displacement import Displacement
from schemas.exchange_rates import ExchangeRates
from schemas.facts import Facts
from schemas.findings import Finding, InvalidData, make_finding
from schemas.mending import Mending, mend
from schemas.removed_rows import RemovedRows
from schemas.searches import Searches
from schemas.sources import Sources
from schemas.table import Table, kind_of
from schemas.text import TextTable, read_text
from schemas.translations import Translations
from schemas.validation import validate_publishers, validate_sources, validate_table

DATA = Path(__file__).resolve().parent.parent / "data"

FOLDER: Final = "DASHBOARD_DATA"
"""Environment variable that names another data folder."""


def data_folder() -> Path:
    """The folder of the tables that everything reads and every command works on."""
    return Path(os.environ.get(FOLDER) or DATA)


MODELS: Mapping[str, type[Table]] = {
    "sources": Sources,
    "displacement": Displacement,
    "civilian_deaths": CivilianDeaths,
    "aid_flows": AidFlows,
    "exchange_rates": ExchangeRates,
    "corrections": Corrections,
    "translations": Translations,
    "searches": Searches,
}
"""One model per CSV that readers see, of the same name."""

TABLES: Mapping[str, type[Table]] = {
    **MODELS,
    "accepted_warnings": AcceptedWarnings,
    "removed_rows": RemovedRows,
}
"""Every CSV of the folder: those readers see, and the maintainers' own."""

FACTS: Final = tuple(name for name, model in MODELS.items() if issubclass(model, Facts))
"""The tables figures take their rows from."""

CITING: Final = tuple(name for name, model in MODELS.items() if model.columns_that("edition"))
"""Those, and the rates: the tables of numbers, each row from a source."""

SAID: Final[Mapping[str, tuple[str, ...]]] = {
    name: said for name, model in MODELS.items() if (said := model.columns_that("translated"))
}
"""The columns whose words readers see translated, by table."""


TEXT: Final = pd.StringDtype("python", na_value=np.nan)
"""Figures cut and join small frames many times, a quarter faster with plain strings than with
Arrow's, by which a hundred thousand rows are read faster."""


@dataclass(frozen=True, eq=False)
class Tables:
    """All valid tables; each frame is indexed by the line of its row in the CSV.

    Rows stand in an order of their own, not in that of the file (see `_put_in_order`). Tables of
    figures carry three columns more than their CSV: `available`, the day from which the row's
    source is public, its `release`, and `correction`, the names of the corrections that speak of
    the row.
    """

    sources: pd.DataFrame
    displacement: pd.DataFrame
    civilian_deaths: pd.DataFrame
    aid_flows: pd.DataFrame
    exchange_rates: pd.DataFrame
    corrections: pd.DataFrame
    translations: pd.DataFrame
    searches: pd.DataFrame
    digest: str

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tables) and self.digest == other.digest


def read_all(folder: Path | None = None) -> Tables:
    """Read, mend and check every table of a folder, else of the data folder.

    Raises InvalidData with every finding of every file. Reading the same bytes again is free.
    """
    contents = read_files(folder or data_folder())
    return read_contents(tuple(contents[name] for name in MODELS))


def read_files(folder: Path) -> Mapping[str, bytes]:
    """The bytes of every table of `folder` by its name; raises InvalidData if one is missing.

    The maintainers' own tables need not be there.
    """
    contents: dict[str, bytes] = {}
    missing: list[Finding] = []
    for name, model in TABLES.items():
        try:
            contents[name] = _read_bytes(folder / model.file_name())
        except OSError:
            if name in MODELS:
                missing.append(make_finding("file_missing", model.file_name()))
    if missing:
        raise InvalidData(missing)
    return contents


def _read_bytes(path: Path) -> bytes:
    """The bytes of a file; a pipe, which would never end, is no file."""
    if not path.is_file():
        raise FileNotFoundError(path)
    return path.read_bytes()


@lru_cache(maxsize=4)
def read_contents(contents: tuple[bytes, ...]) -> Tables:
    """The tables of these bytes, in the order of `MODELS`; raises InvalidData."""
    texts: dict[str, TextTable] = {}
    findings: list[Finding] = []
    for (name, model), content in zip(MODELS.items(), contents, strict=True):
        texts[name], found = read_text(model.file_name(), content)
        findings += found
    validated = validate(texts)
    findings += validated.findings
    if findings:
        raise InvalidData([*dict.fromkeys(findings)])
    digest = hashlib.sha256(b"\0".join(contents)).hexdigest()
    return Tables(**{name: _finish(name, validated) for name in MODELS}, digest=digest)


@dataclass(frozen=True)
class Validated:
    """Tables of text after corrections, parsing and validation, and everything that was wrong."""

    cells: Mapping[str, Cells]
    mending: Mending
    findings: tuple[Finding, ...]


def validate(texts: Mapping[str, TextTable]) -> Validated:
    """Correct, parse and validate tables by name; those that are not there are not missed.

    A table of which no header could be read is left out; what is wrong with it is known already.
    """
    readable = {name: text for name, text in texts.items() if len(text.frame.columns)}
    mending = mend_texts(readable)
    cells = {
        name: parse(mending.tables[text.file], TABLES[name]) for name, text in readable.items()
    }
    findings = list(mending.findings)
    known, publishers = (_named(readable, column) for column in ("source_id", "publisher"))
    for name, table in cells.items():
        findings += table.findings
        findings += validate_table(table, TABLES[name])
        if name != "sources" and known is not None:
            findings += validate_sources(table, TABLES[name], known)
        # A publication without its publisher is reported itself; its searches are not at fault.
        if name == "searches" and publishers is not None and "" not in publishers:
            findings += validate_publishers(table, TABLES[name], publishers)
    return Validated(cells, mending, tuple(findings))


def mend_texts(texts: Mapping[str, TextTable]) -> Mending:
    """Apply the corrections, as far as they can be read, to the tables of readers."""
    by_file = {text.file: text for text in texts.values()}
    corrections = texts.get("corrections")
    if corrections is None or not set(Corrections.columns()) <= set(corrections.frame.columns):
        return Mending(by_file, (), {})
    correctable = {texts[name].file: texts[name] for name in MODELS if name in texts}
    mending = mend(correctable, corrections)
    return replace(mending, tables={**by_file, **mending.tables})


def _named(texts: Mapping[str, TextTable], column: str) -> set[str] | None:
    """What a column of the sources names, even in rows that cannot be used; None without it."""
    if "sources" not in texts or column not in texts["sources"].frame:
        return None
    return set(texts["sources"].frame[column])


def _finish(name: str, validated: Validated) -> pd.DataFrame:
    """A valid table as readers get it: an empty text is '', figures know their source's day."""
    frame = validated.cells[name].frame
    frame = frame[list(MODELS[name].columns())].copy()
    for column, declared in MODELS[name].columns().items():
        if kind_of(declared.dtype) == "text" and frame[column].hasnans:
            frame[column] = frame[column].fillna("")
    if name in CITING:
        sources = validated.cells["sources"].frame.set_index("source_id")
        file, spoken_of = MODELS[name].file_name(), validated.mending.spoken_of
        frame = frame.assign(
            available=frame["source_id"].map(sources["available"]),
            release=frame["source_id"].map(sources["release"]),
            correction=[spoken_of.get((file, int(line)), "") for line in frame.index],
        )
    return _put_in_order(frame, MODELS[name])


def _put_in_order(frame: pd.DataFrame, model: type[Table]) -> pd.DataFrame:
    """Rows by what they speak of, each fact's oldest edition first: lines of a file mean nothing.

    Of editions that became public on one day, the one that knows later days and then the one of
    the higher release is the later.
    """
    edition = [name for name in ("available", "as_of", "release", "source_id") if name in frame]
    return frame.sort_values([*model.fact_columns(), *edition], kind="stable").astype(
        {name: TEXT for name, kind in frame.dtypes.items() if isinstance(kind, pd.StringDtype)}
    )
