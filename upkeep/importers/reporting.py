"""What an import would change, in words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from locales import Language
from schemas import MODELS
from upkeep.importers.comparing import Compared
from upkeep.importers.draft import Draft, Row
from upkeep.importers.suspecting import words

SHOWN: Final = 12
"""Rows that are shown one by one; the rest is counted."""


def told(draft: Draft, results: Sequence[Compared], t: Language) -> Iterator[str]:
    """The lines for a maintainer: what was left out, then each edition."""
    for remark in draft.remarks:
        yield t(remark.message, **remark.values) if remark.values else t(remark.message)
    for result in results:
        yield from _edition(result, t)


def _edition(result: Compared, t: Language) -> Iterator[str]:
    file = MODELS[result.edition.table].file_name()
    yield t(
        "{file}, {source}: {added} to add, {there} there already, {conflicting} contradicting",
        file=file,
        source=result.source_id,
        added=t.format_number(len(result.added)),
        there=t.format_number(result.there),
        conflicting=t.format_number(len(result.conflicts)),
    )
    for conflict in result.conflicts[:SHOWN]:
        yield t(
            "! line {line}: {fact} is {there} there, {new} in the file",
            line=conflict.line,
            fact=_fact(result, conflict.new),
            there=_number(result, conflict.there),
            new=_number(result, conflict.new),
        )
    yield from _more(len(result.conflicts), t)
    if result.source is not None:
        filled = (f"{name}={cell}" for name, cell in result.source.items() if cell)
        yield f"+ sources.csv: {'; '.join(filled)}"
    if result.added:
        yield from _counted(result, t)
    for row in result.added[:SHOWN]:
        yield f"+ {file}: {_fact(result, row)}: {_number(result, row)}"
    yield from _more(len(result.added), t)
    for row in result.doubtful:
        yield t(
            "? {fact} keeps its mark {status} though its number changed: look whether it holds",
            fact=_fact(result, row),
            status=row["obs_status"],
        )


def _counted(result: Compared, t: Language) -> Iterator[str]:
    kinds = Counter(_kind(row) for row in result.added)
    for kind, n in kinds.items():
        yield t("  {kind}: {n}", kind=kind, n=t.format_number(n))


def _kind(row: Row) -> str:
    names = ("series", "population_group", "measure", "aid_type")
    return ", ".join(row[name] for name in names if row.get(name)) or row.get("month", "")


def _fact(result: Compared, row: Row) -> str:
    return words(row, MODELS[result.edition.table].fact_columns())


def _number(result: Compared, row: Row) -> str:
    return row[MODELS[result.edition.table].number_column()] or "–"


def _more(n: int, t: Language) -> Iterator[str]:
    if n > SHOWN:
        yield t("  … and {n} more", n=t.format_number(n - SHOWN))
