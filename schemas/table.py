"""What all tables have in common: one Pandera model per CSV, and the kinds of its columns."""

from collections.abc import Mapping
from typing import Any, ClassVar, TypeAlias

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

Text = Series[str]
Day = Series[pd.Timestamp]
Whole = Series[pd.Int64Dtype]
Decimal = Series[float]
Flags: TypeAlias = pd.Series


def column(
    title: str,
    description: str,
    *,
    required: bool = False,
    codes: Mapping[str, str] | None = None,
    pattern: str | None = None,
    form: str = "",
    unit: str = "",
    negative: bool = False,
    number: bool = False,
) -> Any:
    """Declare a column once: its words for maintainers, and what may stand in it.

    `codes` closes the vocabulary, `pattern` is a regular expression explained by `form`,
    `unit` is printed in the data dictionary; an empty cell is allowed unless `required`.
    """
    checks: dict[str, Any] = {}
    if codes is not None:
        checks["isin"] = list(codes) if required else ["", *codes]
    elif pattern is not None:
        checks["str_matches"] = f"^(?:{pattern})$" if required else f"^(?:{pattern})?$"
    if number and not negative:
        checks["ge"] = 0
    metadata = {"required": required, "codes": dict(codes or {}), "form": form, "unit": unit}
    return pa.Field(
        title=title, description=description, metadata=metadata, nullable=True, **checks
    )


class Table(pa.DataFrameModel):
    """A CSV of `data/`: strict columns, one fact a row; the index is the line in the file."""

    class Config:
        strict = True
        metadata: ClassVar[Mapping[str, Any]] = {}
        """key: the columns that make a row unique. rules: checks over several columns, each
        with the columns it reads, the one to blame first. value: the column of the number."""

    @pa.dataframe_check
    @classmethod
    def _duplicate(cls, rows: pd.DataFrame) -> Flags:
        return ~rows.duplicated(list(cls.key_columns()), keep="first")

    @classmethod
    def columns(cls) -> dict[str, Any]:
        """The declared columns in order, as Pandera keeps them."""
        return dict(cls.to_schema().columns)

    @classmethod
    def file_name(cls) -> str:
        """The name of the CSV."""
        return f"{cls.to_schema().name}.csv"

    @classmethod
    def key_columns(cls) -> tuple[str, ...]:
        """The columns that together make a row unique."""
        return tuple(cls.Config.metadata["key"])

    @classmethod
    def row_rules(cls) -> Mapping[str, tuple[str, ...]]:
        """Rules over several columns, by name, with the columns each reads."""
        return {"duplicate": cls.key_columns(), **cls.Config.metadata.get("rules", {})}

    @classmethod
    def number_column(cls) -> str:
        """The column that holds the number."""
        return str(cls.Config.metadata.get("value", "value"))


def filled(text: pd.Series) -> pd.Series:
    """Where a text column has something in it."""
    return text.fillna("") != ""
