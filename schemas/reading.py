"""The only way to read the tables: all of them or a list of everything to fix."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from schemas.accepted_warnings import AcceptedWarnings
from schemas.aid_flows import AidFlows
from schemas.applied_corrections import AppliedCorrections, apply_corrections
from schemas.cells import TypedTable, parse_cells
from schemas.civilian_deaths import CivilianDeaths
from schemas.corrections import Corrections
from schemas.displacement import Displacement
from schemas.exchange_rates import ExchangeRates
from schemas.facts import Facts
from schemas.findings import Finding, InvalidData, make_finding
from schemas.removed_rows import RemovedRows
from schemas.searches import Searches
from schemas.sources import Sources
from schemas.table import Table
from schemas.text import TextTable, read_text
from schemas.translations import Translations
from schemas.validation import validate_names, validate_table

DATA = Path(__file__).resolve().parent.parent / "data"

DATA_SETTING: Final = "DASHBOARD_DATA"
"""Environment variable that names another data folder."""


def find_data_folder() -> Path:
    """The folder of the tables that everything reads and every command works on."""
    return Path(os.environ.get(DATA_SETTING) or DATA)


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

FACT_TABLES: Final = tuple(name for name, model in MODELS.items() if issubclass(model, Facts))
"""The tables figures take their rows from."""

NUMBER_TABLES: Final = tuple(
    name for name, model in MODELS.items() if model.columns_marked("edition")
)
"""Those, and the rates: the tables of numbers, each row from a source."""

TRANSLATED_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    name: said for name, model in MODELS.items() if (said := model.columns_marked("translated"))
}
"""The columns whose words readers see translated, by table."""


TEXT: Final = pd.StringDtype("python", na_value=np.nan)
"""Figures cut and join small frames many times, a quarter faster with plain strings than with
Arrow's, by which a hundred thousand rows are read faster."""


@dataclass(frozen=True, eq=False)
class Tables:
    """All valid tables; each frame is indexed by the line of its row in the CSV.

    Rows stand in an order of their own, not in that of the file (see `Read._finish`). Tables of
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
    return read_contents(read_files(folder or find_data_folder()))


def read_files(folder: Path) -> Mapping[str, bytes]:
    """The bytes of every table of `folder` that is there, by its name.

    A pipe, which would never end, is no file.
    """
    contents: dict[str, bytes] = {}
    for name, model in TABLES.items():
        path = folder / model.file_name()
        with suppress(OSError):
            if path.is_file():
                contents[name] = path.read_bytes()
    return contents


def read_contents(contents: Mapping[str, bytes]) -> Tables:
    """The tables of these bytes by name; raises InvalidData, also where one is missing."""
    return _read_contents(tuple((name, contents[name]) for name in MODELS if name in contents))


def try_read_contents(contents: Mapping[str, bytes]) -> tuple[Tables | None, tuple[Finding, ...]]:
    """The tables of these bytes, or why there are none."""
    try:
        return read_contents(contents), ()
    except InvalidData as invalid:
        return None, invalid.findings


@lru_cache(maxsize=4)
def _read_contents(contents: tuple[tuple[str, bytes], ...]) -> Tables:
    digest = hashlib.sha256(b"\0".join(content for _, content in contents)).hexdigest()
    return read(dict(contents)).to_tables(digest)


@dataclass(frozen=True)
class Validated:
    """One reading of tables: what is written, what is meant, and everything that is wrong."""

    texts: Mapping[str, TextTable]
    """Tables as they are written; empty where not even a header could be read."""
    mending: AppliedCorrections
    cells: Mapping[str, TypedTable]
    """The others, corrected and typed."""
    findings: tuple[Finding, ...]

    def corrected_text(self, name: str) -> TextTable:
        """The text of a table after corrections."""
        text = self.texts[name]
        return self.mending.tables.get(text.file, text)

    def corrections_of(self, name: str) -> list[str]:
        """For each row of a table the names of the corrections that speak of it."""
        text, spoken_of = self.texts[name], self.mending.spoken_of
        return [spoken_of.get((text.file, int(line)), "") for line in text.frame.index]

    def to_tables(self, digest: str) -> Tables:
        """The tables as readers get them; raises InvalidData if anything is wrong."""
        absent = [
            make_finding("file_missing", model.file_name())
            for name, model in MODELS.items()
            if name not in self.texts
        ]
        if absent or self.findings:
            raise InvalidData([*absent, *dict.fromkeys(self.findings)])
        return Tables(**{name: self._finish(name) for name in MODELS}, digest=digest)

    def _finish(self, name: str) -> pd.DataFrame:
        """A valid table as readers get it: an empty text is '', figures know their source's day.

        Rows stand by what they speak of, each fact's oldest edition first: lines of a file mean
        nothing. Of editions that became public on one day, the one that knows later days and then
        the one of the higher release is the later.
        """
        model = MODELS[name]
        frame = self.cells[name].frame[list(model.columns())].copy()
        frame = frame.fillna(dict.fromkeys(model.columns_of_kind("text"), ""))
        if name in NUMBER_TABLES:
            frame = join_source(frame, self.cells["sources"].frame, "available", "release")
            frame = frame.assign(correction=self.corrections_of(name))
        edition = [each for each in ("available", "as_of", "release", "source_id") if each in frame]
        return frame.sort_values([*model.fact_columns(), *edition], kind="stable").astype(
            {each: TEXT for each, kind in frame.dtypes.items() if isinstance(kind, pd.StringDtype)}
        )


def read(contents: Mapping[str, bytes]) -> Validated:
    """Everything that can be read in these bytes as they are, by name of the table."""
    return validate_texts(*_read_texts(contents))


def read_as_written(contents: Mapping[str, bytes]) -> Validated:
    """The text of these bytes after corrections; no cell is typed and nothing is validated."""
    texts, reported = _read_texts(contents)
    return Validated(texts, _correct(texts)[1], {}, tuple(reported))


def _read_texts(contents: Mapping[str, bytes]) -> tuple[dict[str, TextTable], list[Finding]]:
    found = {name: read_text(f"{name}.csv", content) for name, content in contents.items()}
    reported = [finding for _, findings in found.values() for finding in findings]
    return {name: text for name, (text, _) in found.items()}, reported


def _correct(texts: Mapping[str, TextTable]) -> tuple[dict[str, TextTable], AppliedCorrections]:
    """The tables of which at least a header could be read, and what corrections make of them."""
    readable = {name: text for name, text in texts.items() if len(text.frame.columns)}
    corrections = readable.get("corrections")
    if corrections is None or not set(Corrections.columns()) <= set(corrections.columns):
        return readable, AppliedCorrections({}, (), {})
    correctable = [text for name, text in readable.items() if name in MODELS]
    return readable, apply_corrections(correctable, corrections)


def validate_texts(texts: Mapping[str, TextTable], reported: Sequence[Finding] = ()) -> Validated:
    """Correct, parse and validate tables by name; those that are not there are not missed.

    This is the one way from text to facts, whether the text was read as it is or repaired before.
    A table of which no header could be read is left out; what is wrong with it is known already.
    """
    readable, mending = _correct(texts)
    cells = {
        name: parse_cells(mending.tables.get(text.file, text), TABLES[name])
        for name, text in readable.items()
    }
    findings = [*reported, *mending.findings]
    # Even rows of the sources that cannot be used name what may be cited.
    sources = readable["sources"].columns if "sources" in readable else {}
    for name, table in cells.items():
        model = TABLES[name]
        findings += [*table.findings, *validate_table(table, model)]
        if "source_id" in sources:
            cites, known = model.columns_marked("cites"), sources["source_id"]
            findings += validate_names(table, cites, "source_unknown", known, model)
        # A publication without its publisher is reported itself; its searches are not at fault.
        if name == "searches" and "" not in sources.get("publisher", [""]):
            known = sources["publisher"]
            findings += validate_names(table, ["publisher"], "publisher_unknown", known, model)
    return Validated(texts, mending, cells, tuple(findings))


def join_source(frame: pd.DataFrame, sources: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Rows that cite a source with what `sources.csv` says of it."""
    by_name = sources.drop_duplicates("source_id").set_index("source_id")
    told = by_name.reindex(frame["source_id"].astype("str"))
    return frame.assign(**{column: told[column].array for column in columns})
