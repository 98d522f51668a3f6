"""The only way to read the tables: all of them or a list of everything to fix."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from schemas import checking
from schemas.accepted_warnings import AcceptedWarnings
from schemas.aid_flows import AidFlows
from schemas.cells import parse, read_text
from schemas.civilian_deaths import CivilianDeaths
from schemas.corrections import Corrections
from schemas.displacement import Displacement
from schemas.exchange_rates import ExchangeRates
from schemas.mending import Mending, mend
from schemas.problems import InvalidData, Problem
from schemas.raw import RawTable
from schemas.sources import Sources
from schemas.table import Table
from schemas.translations import Translations

DATA = Path(__file__).resolve().parent.parent / "data"

MODELS: Mapping[str, type[Table]] = {
    "sources": Sources,
    "displacement": Displacement,
    "civilian_deaths": CivilianDeaths,
    "aid_flows": AidFlows,
    "exchange_rates": ExchangeRates,
    "corrections": Corrections,
    "translations": Translations,
}
"""One model per CSV that readers see, of the same name."""

TABLES: Mapping[str, type[Table]] = {**MODELS, "accepted_warnings": AcceptedWarnings}
"""Every CSV of the folder: those readers see, and the maintainers' own."""


@dataclass(frozen=True, eq=False)
class Tables:
    """All valid tables; each frame is indexed by the line of its row in the CSV.

    Tables of figures carry two columns more than their CSV: `available`, the day from which the
    row's source is public, and `correction`, the names of the corrections that speak of the row.
    """

    sources: pd.DataFrame
    displacement: pd.DataFrame
    civilian_deaths: pd.DataFrame
    aid_flows: pd.DataFrame
    exchange_rates: pd.DataFrame
    corrections: pd.DataFrame
    translations: pd.DataFrame
    digest: str

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tables) and self.digest == other.digest


def read_all(folder: Path = DATA) -> Tables:
    """Read, mend and check every table of `folder`.

    Raises InvalidData with every problem of every file. Reading the same bytes again is free.
    """
    contents = read_files(folder)
    return read_contents(tuple(contents[name] for name in MODELS))


def read_files(folder: Path) -> Mapping[str, bytes]:
    """The bytes of every table of `folder` by its name; raises InvalidData if one is missing.

    The maintainers' own tables need not be there.
    """
    contents: dict[str, bytes] = {}
    missing: list[Problem] = []
    for name, model in TABLES.items():
        try:
            contents[name] = (folder / model.file_name()).read_bytes()
        except OSError:
            if name in MODELS:
                missing.append(Problem(model.file_name(), 0, "", "", "file_missing"))
    if missing:
        raise InvalidData(missing)
    return contents


@lru_cache(maxsize=4)
def read_contents(contents: tuple[bytes, ...]) -> Tables:
    """The tables of these bytes, in the order of `MODELS`; raises InvalidData."""
    raw: dict[str, RawTable] = {}
    problems: list[Problem] = []
    for (name, model), content in zip(MODELS.items(), contents, strict=True):
        raw[name], found = read_text(model.file_name(), content, model)
        problems += found
    usable = {name: table for name, table in raw.items() if _has_columns(table, MODELS[name])}
    mending = Mending((), {})
    if "corrections" in usable:
        mending = mend({table.file: table for table in usable.values()}, usable["corrections"])
        problems += mending.problems
    known = _known_sources(raw["sources"])
    frames: dict[str, pd.DataFrame] = {}
    for name, table in usable.items():
        cells = parse(table, MODELS[name])
        frames[name] = cells.frame()
        problems += cells.problems
        problems += checking.check_table(cells, MODELS[name])
        problems += checking.check_codes(cells, MODELS[name])
        if name != "sources" and known is not None:
            problems += checking.check_sources(cells, MODELS[name], known)
    if problems:
        raise InvalidData(sorted(set(problems)))
    digest = hashlib.sha256(b"\0".join(contents)).hexdigest()
    return Tables(**{name: _finished(name, frames, mending) for name in MODELS}, digest=digest)


def _has_columns(table: RawTable, model: type[Table]) -> bool:
    return sorted(table.header) == sorted(model.columns())


def _known_sources(raw: RawTable) -> set[str] | None:
    """Every source named in the text, even in rows that cannot be used; None without a column."""
    if "source_id" not in raw.header:
        return None
    return set(raw.column("source_id").texts)


def _finished(name: str, frames: Mapping[str, pd.DataFrame], mending: Mending) -> pd.DataFrame:
    frame = frames[name]
    if name in ("sources", "corrections", "translations"):
        return frame
    available = frames["sources"].set_index("source_id")["available"]
    file = MODELS[name].file_name()
    return frame.assign(
        available=frame["source_id"].map(available),
        correction=[mending.spoken_of.get((file, int(line)), "") for line in frame.index],
    )
