"""HDX: the files of other publishers it hands out, and OCHA's people in need, tagged or not."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from locales import later
from schemas.places import OBLASTS
from upkeep.importers import base, cells
from upkeep.importers.base import Answers, Draft, Edition
from upkeep.importers.dtm import Dtm
from upkeep.importers.fts import Fts
from upkeep.importers.table import LookAlike, Record, Sheet, Table, choose_sheet, headed
from upkeep.importers.unhcr import Unhcr

KEY_FIGURES: Final = LookAlike(
    headed(r"\bohchr\b"),
    later(
        "{file} is a sheet of OCHA that quotes OHCHR and others. Copy OHCHR's figures from its "
        "own updates, by hand: nobody hands them out as a file."
    ),
)
_WHOLE: Final = frozenset({"", "all", "total", "intersectoral", "inter-sectoral", "overall"})
_CITY: Final = frozenset({"kyiv", "kyiv city", "city of kyiv", "м. київ", "м.київ"})
_TITLE: Final = later(
    "Which plan is it? Give --title “Ukraine Humanitarian Needs and Response Plan 2026”."
)
_OTHERS: Final[Sequence[base.Importer]] = (Fts(), Dtm(), Unhcr())


class Hdx(base.Importer):
    """People in need, or the files that FTS, DTM and UNHCR hand out through HDX."""

    name = "hdx"
    look_alikes = (KEY_FIGURES,)

    def __init__(self) -> None:
        super().__init__()
        for other in _OTHERS:
            self.arguments |= other.arguments
            self.layouts += other.layouts

    def draft(self, sheets: Sequence[Sheet], answers: Answers) -> Draft:
        """The editions in a file, in the layout it has."""
        sheet = choose_sheet(sheets, self.fits, answers["sheet"])
        for other in _OTHERS:
            if other.fits(sheet):
                return other.draft([sheet], answers)
        return super().draft([sheet], answers)

    def read(self, table: Table, answers: Answers) -> Draft:
        """People in need of any help, for the country and its oblasts, as planned."""
        answers.ask(title=_TITLE, published=base.PUBLISHED)
        on = date.fromisoformat(answers.date()[1])
        ours = [one for one in table.records if cells.place(one["country"] or "UKR") == "UKR"]
        whole = [one for one in ours if {one.plain("cluster"), one.plain("category")} <= _WHOLE]
        kept = [one for one in whole if not (one["raion"] or one["hromada"])]
        rows = [
            base.stock("ocha-plan", "PIN", on, _find_oblast(one), value, status="planning_figure")
            for one in kept
            if (value := one.people("need")) is not None
        ]
        if not rows:
            message = later("The file has no people in need, all clusters together.")
            raise cells.Refused(message)
        rows.sort(key=lambda row: row["location"])
        finer = later("Rows finer than an oblast left out: {n}.")
        parts = later("Rows of single clusters or groups left out: {n}.")
        left = (
            *base.count_left(finer, len(whole) - len(kept)),
            *base.count_left(parts, len(ours) - len(whole)),
        )
        edition = Edition("displacement", tuple(rows), self.describe, "OCHA", restates=False)
        return Draft((edition,), left)


def _find_oblast(record: Record) -> str:
    """The code of the row's oblast; files exist in which Kyiv and its oblast are exchanged."""
    code = cells.clean(record["oblast"]).upper()
    if code in ("", "UA", "UKR"):
        return "UKR"
    if code not in OBLASTS:
        raise record.refuse("oblast", later("is no p-code of an oblast"))
    if code == "UA32" and record.plain("name") in _CITY:
        raise record.refuse("oblast", later("is Kyiv oblast, but the row names the city, UA80"))
    return code
