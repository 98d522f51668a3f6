"""HDX: the files of other publishers it hands out, and OCHA's people in need, tagged or not."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Final

from locales import later
from schemas.places import OBLASTS
from upkeep.importers.base import (
    PUBLISHED,
    Answers,
    Draft,
    Edition,
    Importer,
    Row,
    count_left,
    stock,
)
from upkeep.importers.cells import Refused, clean, place, refuse_cell
from upkeep.importers.dtm import Dtm
from upkeep.importers.fts import Fts
from upkeep.importers.table import Layout, LookAlike, Record, Sheet, Table, choose_sheet, headed
from upkeep.importers.unhcr import Unhcr

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
_OTHERS: Final[Sequence[Importer]] = (Fts(), Dtm(), Unhcr())


class Hdx(Importer):
    """People in need, or the files that FTS, DTM and UNHCR hand out through HDX."""

    name = "hdx"
    help = "files of FTS, DTM and UNHCR with or without HXL tags, and people in need by oblast"
    arguments = tuple(argument for other in _OTHERS for argument in other.arguments)
    layouts = (NEEDS, *(layout for other in _OTHERS for layout in other.layouts))
    look_alikes = (KEY_FIGURES,)
    usual: ClassVar = {
        "publisher": "OCHA",
        "url": "https://data.humdata.org/dataset/ukraine-humanitarian-needs",
        "licence": "CC BY",
        "frequency": "annual",
        "caveat": "A planning figure for aid, not a count of displaced people.",
    }

    def draft(self, sheets: Sequence[Sheet], answers: Answers) -> Draft:
        """The editions in a file, in the layout it has."""
        sheet = choose_sheet(sheets, self.fits, answers["sheet"])
        for other in _OTHERS:
            if other.fits(sheet):
                return other.draft([sheet], answers)
        return super().draft([sheet], answers)

    def read(self, table: Table, answers: Answers) -> Draft:
        """People in need of any help, for the country and its oblasts, as planned."""
        answers.ask(title=_TITLE, published=PUBLISHED)
        on = date.fromisoformat(answers.date()[1])
        ours = [one for one in table.records if place(one["country"] or "UKR") == "UKR"]
        whole = [one for one in ours if {one.plain("cluster"), one.plain("category")} <= _WHOLE]
        kept = [one for one in whole if not (one["raion"] or one["hromada"])]
        rows = [
            stock("ocha-plan", "PIN", on, _find_oblast(one), value, status="planning_figure")
            for one in kept
            if (value := one.people("need")) is not None
        ]
        if not rows:
            raise Refused(later("The file has no people in need, all clusters together."))
        rows.sort(key=lambda row: row["location"])
        edition = Edition("displacement", tuple(rows), self._source, "OCHA", restates=False)
        return Draft(
            (edition,),
            (
                *count_left(
                    later("Rows finer than an oblast left out: {n}."), len(whole) - len(kept)
                ),
                *count_left(
                    later("Rows of single clusters or groups left out: {n}."),
                    len(ours) - len(whole),
                ),
            ),
        )

    def _source(self, answers: Answers) -> Row:
        dates = answers.date()
        return self.describe(answers, f"ocha-{dates[0] or dates[1]}-hnrp", dates)


def _find_oblast(record: Record) -> str:
    """The code of the row's oblast; files exist in which Kyiv and its oblast are exchanged."""
    code = clean(record["oblast"]).upper()
    if code in ("", "UA", "UKR"):
        return "UKR"
    if code not in OBLASTS:
        message = later("Line {line}: “{text}” is no p-code of an oblast.")
        raise refuse_cell(message, record["oblast"], record.line, "oblast")
    if code == "UA32" and record.plain("name") in _CITY:
        message = later("Line {line}: UA32 is Kyiv oblast, but the row names the city, UA80.")
        raise Refused(message, line=record.line)
    return code
