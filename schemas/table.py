"""What all tables have in common: one Pandera model per CSV, its columns and its rules.

The words of columns and rules are not here but in the TOML files of this folder.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from inspect import get_annotations
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, TypeVar, cast, get_args

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from schemas import rules
from schemas.codes import DECLARED, LISTS
from schemas.findings import CAUSES

Text = Series[str]
Day = Series[pd.Timestamp]
Whole = Series[pd.Int64Dtype]
DecimalNumber = Series[float]
Flags: TypeAlias = pd.Series
Method = TypeVar("Method", bound=Callable[..., Any])
Mark = Literal["uniform", "edition", "cites", "remark", "translated", "where"]
"""Numbers of rows that differ in a uniform column are never added, columns of the edition tell
editions of one fact apart, one that cites names a source, a remark is no part of the number,
sentences to be translated stand in translations.csv, where is the place a row speaks of."""


def _declare_column(
    kind: str,
    title: str,
    description: str,
    *,
    optional: bool = False,
    codes: str = "",
    code_list: str = "",
    negative: bool = False,
    wholes: Sequence[str] = (),
    marks: Sequence[Mark] = (),
    **words: str,
) -> Any:
    """A column as its TOML declares it: its words for maintainers, and what may stand in it.

    `codes` names a closed vocabulary of `codes.toml`, `code_list` a list of `rules.CODE_LISTS`,
    `pattern` is a regular expression explained by `form`, `unit` is printed in the data dictionary;
    a cell must be filled in unless `optional`. `hxl` is its tag in the Humanitarian Exchange
    Language, `wholes` are codes whose parts the other codes are, `marks` say what else tools must
    know.
    """
    checks: dict[str, Any] = dict.fromkeys(rules.CODE_RULES.get(code_list, ()), code_list)
    if codes:
        checks["vocabulary"] = list(LISTS[codes])
    if "pattern" in words:
        checks["pattern"] = words["pattern"]
    if "number" in kind and not negative:
        checks["negative"] = 0
    metadata = {
        "required": not optional,
        "codes": dict(LISTS[codes]) if codes else {},
        "code_list": code_list,
        "wholes": tuple(wholes),
        **dict.fromkeys(("pattern", "form", "unit", "hxl"), ""),
        **words,
        **{mark: mark in marks for mark in get_args(Mark)},
    }
    given: dict[str, Any] = {rule: {"given": value} for rule, value in checks.items()}
    return pa.Field(
        title=title, description=description, metadata=metadata, nullable=optional, **given
    )


def declare_row_rule(columns: str) -> Callable[[Method], Method]:
    """Declare a rule over several columns of a row; it is named as its method.

    `columns` names those the rule reads, the one to blame first; `value` stands for the column
    of the number, whatever it is called.
    """

    def declare(method: Method) -> Method:
        name = CAUSES[method.__name__].name
        check = pa.dataframe_check(name=name, error=name, statistics={"columns": columns.split()})
        return cast("Method", check(method))

    return declare


class Table(pa.DataFrameModel):
    """A CSV of `data/`: strict columns, one fact a row; the index is the line in the file.

    A model names its columns with their types; the rest stands in the TOML of the same name, or
    for columns that several tables share in `table.toml`. Under `table` there are the `key` that
    makes a row unique, the column of the number unless it is `value`, and the `topic` of its page.
    """

    def __init_subclass__(cls) -> None:
        """Declare every column that the model names."""
        own = DECLARED.get(cls.table_name(), {"table": {"key": []}})
        declared = {**DECLARED["table"], **own}
        named = {"name": cls.table_name(), "unique": own["table"]["key"]}
        made: dict[str, Any] = {"Config": type("Config", (cls.Config,), named)}
        for name, kind in get_annotations(cls).items():
            made[name] = _declare_column(find_kind(get_args(kind)[0]), **declared[name])
            made[name].__set_name__(cls, name)
        for name, value in made.items():
            setattr(cls, name, value)
        super().__init_subclass__()  # type: ignore[no-untyped-call]  # Pandera's

    class Config:
        strict = True

    @classmethod
    def table_name(cls) -> str:
        """The name of the table, of its module, and of its CSV."""
        return cls.__module__.rpartition(".")[2]

    @classmethod
    @cache
    def schema(cls) -> pa.DataFrameSchema:
        """What Pandera enforces of cells that were read as their types already.

        Of rows that are the same the first is right.
        """
        schema = cls.to_schema()
        typed = schema.update_columns({name: {"dtype": None} for name in schema.columns})
        typed.report_duplicates = "exclude_first"
        return typed

    @classmethod
    @cache
    def columns(cls) -> Mapping[str, Any]:
        """The declared columns in order, as Pandera keeps them."""
        return MappingProxyType(cls.to_schema().columns)

    @classmethod
    def file_name(cls) -> str:
        """The name of the CSV."""
        return f"{cls.table_name()}.csv"

    @classmethod
    def key_columns(cls) -> tuple[str, ...]:
        """The columns that together make a row unique."""
        return tuple(DECLARED[cls.table_name()]["table"]["key"])

    @classmethod
    @cache
    def columns_marked(cls, fact: str) -> tuple[str, ...]:
        """The columns of which something is declared, such as `edition` or `remark`."""
        return tuple(name for name, one in cls.columns().items() if one.metadata[fact])

    @classmethod
    @cache
    def columns_of_kind(cls, *kinds: str) -> tuple[str, ...]:
        """The columns of some kinds: day, whole_number, decimal_number or text."""
        return tuple(name for name, one in cls.columns().items() if find_kind(one.dtype) in kinds)

    @classmethod
    def number_columns(cls) -> tuple[str, ...]:
        """The columns that hold numbers."""
        return cls.columns_of_kind("whole_number", "decimal_number")

    @classmethod
    def fact_columns(cls) -> tuple[str, ...]:
        """What a row is about, whoever says it and in whichever edition."""
        editions = cls.columns_marked("edition")
        return tuple(name for name in cls.key_columns() if name not in editions)

    @classmethod
    @cache
    def row_rules(cls) -> Mapping[str, tuple[str, ...]]:
        """Rules over several columns, by name, with the columns each reads."""
        number = cls.number_column()
        rules = {"duplicate": cls.key_columns()}
        for check in cls.to_schema().checks:
            read = check.statistics["columns"]
            rules[str(check.name)] = tuple(number if name == "value" else name for name in read)
        return rules

    @classmethod
    def number_column(cls) -> str:
        """The column that holds the number."""
        return str(DECLARED[cls.table_name()]["table"].get("value", "value"))

    @classmethod
    def topic(cls) -> str:
        """The page on which its figures stand; '' where it has none of its own."""
        return str(DECLARED[cls.table_name()]["table"].get("topic", ""))


def find_kind(dtype: object) -> str:
    """The kind of a column: day, whole_number, decimal_number or text."""
    name = str(dtype).lower()
    if "datetime" in name:
        return "day"
    if "int" in name:
        return "whole_number"
    return "decimal_number" if "float" in name else "text"


def is_filled(text: pd.Series) -> pd.Series:
    """Where a text column has something in it."""
    return text.fillna("") != ""
