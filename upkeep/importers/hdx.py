"""HDX: the files of other publishers it hands out, and OCHA's people in need, tagged or not."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from locales import later
from schemas import places
from upkeep.importers import dtm, fts, fts_flows, layout, unhcr
from upkeep.importers.cells import clean, people, plain
from upkeep.importers.countries import place
from upkeep.importers.draft import (
    PUBLISHED,
    Answers,
    Draft,
    Edition,
    Remark,
    Row,
    dated,
    described,
    stock,
)
from upkeep.importers.foreign import Sheet
from upkeep.importers.layout import Layout, Record
from upkeep.importers.refusal import Refused, Unanswered

NEEDS: Final = Layout(
    "people in need by oblast",
    {
        "oblast": ("admin 1 pcode", "admin1 pcode", "adm1_pcode", "#adm1+code"),
        "need": ("in need", "people in need", "pin", "#inneed", "#inneed+ind", "#inneed+total"),
    },
    {
        "country": ("country iso3", "iso3", "#country+code"),
        "name": ("admin 1 name", "oblast", "#adm1+name"),
        "raion": ("admin 2 pcode", "admin2 pcode", "adm2_pcode", "#adm2+code"),
        "hromada": ("admin 3 pcode", "admin3 pcode", "#adm3+code"),
        "cluster": ("cluster", "sector", "#sector", "#sector+code", "#sector+name"),
        "category": ("category", "population group", "#category", "#population+category"),
    },
)

_WHOLE: Final = frozenset({"", "all", "total", "intersectoral", "inter-sectoral", "overall"})
_CITY: Final = frozenset({"kyiv", "kyiv city", "city of kyiv", "м. київ", "м.київ"})
_CAVEAT: Final = "A planning figure for aid, not a count of displaced people."
_TITLE: Final = later(
    "Which plan is it? Give --title “Ukraine Humanitarian Needs and Response Plan 2026”."
)

_OTHERS: Final[Sequence[tuple[tuple[Layout, ...], Callable[[Sequence[Sheet], Answers], Draft]]]] = (
    ((fts_flows.FLOWS, fts.CLUSTERS, fts.PLANS), fts.draft),
    ((dtm.TOTALS,), dtm.draft),
    ((unhcr.FINDER,), unhcr.draft),
)


def draft(sheets: Sequence[Sheet], answers: Answers) -> Draft:
    """The editions in a file, in the layout it has."""
    known = [NEEDS, *(one for layouts, _ in _OTHERS for one in layouts)]
    sheet = layout.only(sheets, lambda one: layout.fits(one, known), answers.sheet)
    for layouts, reader in _OTHERS:
        if layout.fits(sheet, layouts):
            return reader([sheet], answers)
    _, table = layout.found(sheet, known)
    return _needs(table.records, answers)


def _needs(records: Sequence[Record], answers: Answers) -> Draft:
    """People in need of any help, for the country and its oblasts, as planned."""
    if not answers.title:
        raise Unanswered(_TITLE, *([] if answers.published or answers.available else [PUBLISHED]))
    published, available = dated(answers)
    on = date.fromisoformat(available)
    rows: list[Row] = []
    finer = parts = 0
    for record in records:
        if record["country"] and place(record["country"]) != "UKR":
            continue
        if plain(record["cluster"]) not in _WHOLE or plain(record["category"]) not in _WHOLE:
            parts += 1
        elif record["raion"] or record["hromada"]:
            finer += 1
        else:
            value = people(record["need"], record.line, "in need")
            if value is not None:
                location = _location(record)
                rows.append(
                    stock("ocha-plan", "PIN", on, location, value, status="planning_figure")
                )
    if not rows:
        raise Refused(later("The file has no people in need, all clusters together."))
    _not_swapped(records)
    edition = Edition(
        "displacement",
        tuple(sorted(rows, key=lambda row: row["location"])),
        lambda given: _source(given, published or available),
        "OCHA",
        restates=False,
    )
    return Draft((edition,), tuple(_remarks(finer, parts)))


def _location(record: Record) -> str:
    code = clean(record["oblast"]).upper()
    if code in ("", "UA", "UKR"):
        return "UKR"
    if code not in places.OBLASTS:
        raise Refused(
            later("Line {line}: “{text}” is no p-code of an oblast."),
            line=record.line,
            text=clean(record["oblast"]),
        )
    return code


def _not_swapped(records: Sequence[Record]) -> None:
    """Refuse the codes of Kyiv and of its oblast in each other's place, as some files have them."""
    for record in records:
        if clean(record["oblast"]).upper() == "UA32" and plain(record["name"]) in _CITY:
            raise Refused(
                later("Line {line}: UA32 is Kyiv oblast, but the row names the city, UA80."),
                line=record.line,
            )


def _remarks(finer: int, parts: int) -> list[Remark]:
    said = []
    if finer:
        said.append(Remark(later("Rows finer than an oblast left out: {n}."), {"n": finer}))
    if parts:
        said.append(Remark(later("Rows of single clusters or groups left out: {n}."), {"n": parts}))
    return said


def _source(answers: Answers, day: str) -> Row:
    return described(
        answers,
        f"ocha-{day}-hnrp",
        dated(answers),
        publisher="OCHA",
        url="https://data.humdata.org/dataset/ukraine-humanitarian-needs",
        licence="CC BY",
        frequency="annual",
        caveat=_CAVEAT,
    )
