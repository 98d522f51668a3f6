"""A figure as reference managers read it: BibTeX, RIS and CSL-JSON."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from exports.addresses import Edition
from exports.heading import heading, on_one_line, sentences
from figures.core.chart import Chart
from figures.core.site_name import HOUSE
from locales import CONVENTIONS, later

LIVE: Final = later("live figure; it changes")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun",
                  "jul", "aug", "sep", "oct", "nov", "dec")  # fmt: skip
_SHORT: Final = 8


@dataclass(frozen=True)
class Reference:
    """What is cited: this figure, by this house, as new as its data.

    `date` is as precise as it is known: '2025-08-13', '2025-08', '2025', or nothing at all;
    `version` names a frozen edition and is empty for a live one.
    """

    key: str
    house: str
    title: str
    subtitle: str
    date: str
    version: str
    url: str
    note: str
    language: str

    @property
    def whole_title(self) -> str:
        """Title and subtitle in one."""
        return sentences(self.title, self.subtitle).removesuffix(".")


def reference(chart: Chart, edition: Edition) -> Reference:
    """The reference to a chart in one of its editions; its dates are those of the data."""
    say, fresh = chart.say, chart.freshness
    date = known = ""
    if fresh is not None:
        date = fresh.published or fresh.available.isoformat()
        known = say("Data to {day}", day=say.day(fresh.data_to))
    live = "" if edition.frozen else say(LIVE)
    return Reference(
        key=f"{chart.view.figure}-{edition.hash[:_SHORT] or 'live'}",
        house=on_one_line(say(HOUSE)),
        title=on_one_line(heading(chart)),
        subtitle=on_one_line(chart.subtitle),
        date=date,
        version=edition.hash,
        url=edition.page,
        note=on_one_line(sentences(chart.note.text, known, live[:1].upper() + live[1:])),
        language=say.code,
    )


_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces even where they are escaped, so they are named.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "$&#%_"},
}


def _latex(words: str) -> str:
    """Words as LaTeX prints them; letters of any script stay as they are."""
    return "".join(_SPECIAL.get(letter, letter) for letter in words).replace("--", "-{}-")


def bibtex(cited: Reference) -> str:
    """The reference for BibTeX and BibLaTeX."""
    year, month, _ = _parts(cited.date)
    fields = {
        "author": f"{{{{{_latex(cited.house)}}}}}",
        "title": f"{{{{{_latex(cited.title)}}}}}",
        "subtitle": f"{{{{{_latex(cited.subtitle)}}}}}" if cited.subtitle else "",
        "date": f"{{{cited.date}}}" if cited.date else "",
        "year": f"{{{year}}}" if year else "",
        "month": _MONTHS[int(month) - 1] if month else "",
        "version": f"{{{cited.version}}}" if cited.version else "",
        "url": f"{{{_address(cited.url)}}}",
        "note": f"{{{_latex(cited.note)}}}" if cited.note else "",
        "langid": f"{{{CONVENTIONS[cited.language].english_name}}}",
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items() if value)
    return f"@misc{{{cited.key},\n{lines}}}\n"


def _address(url: str) -> str:
    """An address that cannot end the field it stands in."""
    return re.sub(r"[{}\\\s]", lambda sign: f"%{ord(sign[0]):02X}", url)


def _parts(date: str) -> tuple[str, str, str]:
    """Year, month and day of a date, as far as they are known."""
    year, month, day = [*date.split("-"), "", ""][:3]
    return year, month, day


def ris(cited: Reference) -> str:
    """The reference as RIS."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _tags(cited) if value) + "ER  - \r\n"


def _tags(cited: Reference) -> Iterator[tuple[str, str]]:
    year, month, day = _parts(cited.date)
    yield "TY", "FIGURE"
    yield "ID", cited.key
    yield "TI", cited.whole_title
    yield "AU", cited.house
    yield "PB", cited.house
    yield "PY", year
    yield "DA", f"{year}/{month}/{day}/" if year else ""
    yield "ET", cited.version
    yield "UR", cited.url
    yield "N1", cited.note
    yield "LA", cited.language


def csl_json(cited: Reference) -> str:
    """The reference as CSL-JSON, for Zotero and everything that speaks CSL."""
    item: dict[str, object] = {
        "id": cited.key,
        "type": "graphic",
        "title": cited.whole_title,
        "title-short": cited.title,
        "author": [{"literal": cited.house}],
        "publisher": cited.house,
        "issued": {"date-parts": [[int(part) for part in cited.date.split("-") if part]]},
        "version": cited.version,
        "URL": cited.url,
        "note": cited.note,
        "language": cited.language,
    }
    if not cited.date:
        del item["issued"]
    filled = {name: value for name, value in item.items() if value}
    return json.dumps([filled], ensure_ascii=False, indent=1) + "\n"
