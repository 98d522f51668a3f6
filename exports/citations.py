"""How a figure is credited, cited and licensed, in words and for reference managers."""

import json
import re
from calendar import month_abbr
from dataclasses import dataclass, replace
from typing import Final

from exports.addresses import Edition
from exports.html import fill_json
from figures.core.chart import Chart
from figures.core.citation import Publication
from figures.core.figure import Topic
from figures.core.site_name import SITE_NAME
from locales import CONVENTIONS, Language, Translator, find_language, later

_BREAKS: Final = re.compile(r"[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
"""Spaces that do not break, as French sets them in numbers and before colons, are none of these."""
_CREATIVE: Final = "https://creativecommons.org/licenses/by"
_KNOWN: Final = {
    "CC BY 4.0": ("CC-BY-4.0", f"{_CREATIVE}/4.0/"),
    "CC BY-IGO": ("CC-BY-3.0-IGO", f"{_CREATIVE}/3.0/igo/"),
    "CC BY": ("cc-by", "https://opendefinition.org/licenses/cc-by/"),
    "reuse with acknowledgement": ("other-at", ""),
}
_UNKNOWN: Final = "notspecified"
"""What catalogues call terms that no licence names."""
LIVE: Final = later("live figure; it changes")
_SHORT: Final = 8
_NAMED: Final = 3
"""So many publishers stand in a credit line; the source note names all."""
_LATEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # BibTeX counts braces even where they are escaped, so they are named.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "$&#%_"},
    }
)


def write_heading(chart: Chart) -> str:
    """The title of a chart as it can stand alone; a headline number says of what."""
    if chart.figure.topic is not Topic.HEADLINES or chart.plot.empty:
        return chart.title
    return chart.t.label(chart.t(chart.figure.name), chart.title)


def join_sentences(*words: str) -> str:
    """Several words one after the other, each ending as a sentence does."""
    return " ".join(
        text if text.endswith((".", "!", "?", "…")) else f"{text}." for text in words if text
    )


def collapse_lines(words: str) -> str:
    """Words without line breaks; spaces that do not break stay."""
    return _BREAKS.sub(" ", words).strip(" ")


@dataclass(frozen=True)
class Licence:
    """What one or more publishers allow: in their words, and by id and address where it has any."""

    words: str
    id: str
    url: str
    publishers: tuple[str, ...] = ()

    def named(self, t: Translator) -> str:
        """Whose terms they are, and the terms: 'OHCHR: reuse with acknowledgement'."""
        return t.label(t.join_items(map(t.data, self.publishers)), t.data(self.words))


def find_licence(publication: Publication) -> Licence:
    """What the publisher of one publication allows; nothing is taken for open that is not."""
    return Licence(publication.licence, *_KNOWN.get(publication.licence, (_UNKNOWN, "")))


def find_licences(chart: Chart) -> tuple[Licence, ...]:
    """Every licence behind a chart, with the publishers it stands for, in order of the note.

    Where one publisher's terms are no licence, the rows as a whole are offered under none: a
    program takes the first id it finds for all of them. Each publication keeps its own.
    """
    publishers: dict[Licence, dict[str, None]] = {}
    for cited in chart.note.cited:
        for publication in cited.publications:
            publishers.setdefault(find_licence(publication), {})[cited.publisher] = None
    unknown = any(one.id == _UNKNOWN for one in publishers)
    terms = {"id": _UNKNOWN, "url": ""} if unknown else {}
    return tuple(
        replace(one, publishers=tuple(names), **terms) for one, names in publishers.items()
    )


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
        return join_sentences(self.title, self.subtitle).removesuffix(".")

    @property
    def date_parts(self) -> tuple[str, str, str]:
        """Year, month and day, as far as they are known."""
        year, month, day = [*self.date.split("-"), "", ""][:3]
        return year, month, day


def make_reference(chart: Chart, edition: Edition) -> Reference:
    """The reference to a chart in one of its editions; its dates are those of the data."""
    t, fresh = chart.t, chart.freshness
    date = known = ""
    if fresh is not None:
        date = fresh.published or fresh.available.isoformat()
        known = t("Data to {day}", day=t.format_day(fresh.data_to))
    live = "" if edition.frozen else t(LIVE)
    return Reference(
        key=f"{chart.view.figure}-{edition.hash[:_SHORT] or 'live'}",
        house=collapse_lines(t(SITE_NAME)),
        title=collapse_lines(write_heading(chart)),
        subtitle=collapse_lines(chart.subtitle),
        date=date,
        version=edition.hash,
        url=edition.page,
        note=collapse_lines(join_sentences(chart.note.text, known, live[:1].upper() + live[1:])),
        language=t.code,
    )


def make_citations(chart: Chart, edition: Edition) -> dict[str, str]:
    """Every form in which a figure is cited, by its name; forms for programs have several lines."""
    cited = make_reference(chart, edition)
    return {
        chart.t("Credit line"): write_credit(chart, edition),
        "APA 7": _apa(cited, chart.t),
        "Chicago": _chicago(cited, chart.t),
        "BibTeX": write_bibtex(cited),
        "RIS": write_ris(cited),
        "CSL-JSON": write_csl_json(cited),
    }


def make_citations_in_words(chart: Chart, edition: Edition) -> dict[str, str]:
    """The forms that people read, each on one line."""
    every = make_citations(chart, edition)
    return {name: text for name, text in every.items() if "\n" not in text}


def make_citation_files(chart: Chart, edition: Edition) -> dict[str, bytes]:
    """The citations as files, by name."""
    cited = make_reference(chart, edition)
    forms = make_citations_in_words(chart, edition)
    words = "\n\n".join([*(f"{name}\n{text}" for name, text in forms.items()), cited.note])
    files = {
        "citation.txt": f"{words.strip()}\n",
        "citation.bib": write_bibtex(cited),
        "citation.ris": write_ris(cited),
        "citation.json": write_csl_json(cited),
    }
    return {name: text.encode() for name, text in files.items()}


def write_credit(chart: Chart, edition: Edition) -> str:
    """The line under a picture: 'Figure: The war in Ukraine …; data: OHCHR, 13 August 2025'."""
    t, cited = chart.t, chart.note.cited
    house = collapse_lines(t(SITE_NAME))
    if not edition.frozen:
        house = t("{house} ({remark})", house=house, remark=t(LIVE))
    if not cited:
        return t("Figure: {house}", house=house)
    named = [one.describe(t) for one in cited[:_NAMED]]
    others = len(cited) - _NAMED
    if others > 0:
        named.append(t.count("{n} other publisher", "{n} other publishers", others))
    sources = chart.scene.add_edition(t.join_items(named))
    return collapse_lines(t("Figure: {house}; data: {sources}", house=house, sources=sources))


def _apa(cited: Reference, t: Language) -> str:
    """The APA style, 7th edition; author and publisher are one and are named once."""
    kind = t("Graph")
    version = f"({t('Version {hash}', hash=cited.version)}) " if cited.version else ""
    kind = kind if cited.version else t.join_items((kind, t(LIVE)))
    date = ", ".join(part for part in (cited.date[:4], _without_year(cited.date, t)) if part)
    title = f"{cited.whole_title} {version}[{kind}]"
    dated = f"({date or t('n.d.')})"
    return f"{join_sentences(cited.house)} {dated}. {join_sentences(title)} {cited.url}"


def _chicago(cited: Reference, t: Language) -> str:
    """The bibliography entry of the Chicago style; English writes 'September 16, 2026' there."""
    title = t("“{title}”", title=join_sentences(cited.whole_title))
    version = t("Version {hash}", hash=cited.version) if cited.version else t("Live figure")
    date = t.format_partial_day(cited.date) if cited.date else t("n.d.")
    if t.code == "en" and len(cited.date) > 7:
        date = f"{_without_year(cited.date, t)}, {cited.date[:4]}"
    return f"{join_sentences(cited.house)} {title} {join_sentences(version, date, cited.url)}"


def _without_year(date: str, t: Language) -> str:
    """Day and month, in the order in which American styles want them in English."""
    if len(date) < 7:
        return ""
    words = re.split(rf"\s{date[:4]}", t.format_partial_day(date))[0]
    return " ".join(reversed(words.split(" "))) if t.code == "en" and len(date) > 7 else words


def write_bibtex(cited: Reference) -> str:
    """The reference for BibTeX and BibLaTeX; letters of any script stay as they are."""

    def latex(words: str) -> str:
        return words.translate(_LATEX).replace("--", "-{}-")

    year, month, _ = cited.date_parts
    # An address must not end the field it stands in.
    address = re.sub(r"[{}\\\s]", lambda sign: f"%{ord(sign[0]):02X}", cited.url)
    fields = {
        "author": f"{{{{{latex(cited.house)}}}}}",
        "title": f"{{{{{latex(cited.title)}}}}}",
        "subtitle": f"{{{{{latex(cited.subtitle)}}}}}" if cited.subtitle else "",
        "date": f"{{{cited.date}}}" if cited.date else "",
        "year": f"{{{year}}}" if year else "",
        "month": month_abbr[int(month)].lower() if month else "",
        "version": f"{{{cited.version}}}" if cited.version else "",
        "url": f"{{{address}}}",
        "note": f"{{{latex(cited.note)}}}" if cited.note else "",
        "langid": f"{{{CONVENTIONS[cited.language].english_name}}}",
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items() if value)
    return f"@misc{{{cited.key},\n{lines}}}\n"


def write_ris(cited: Reference) -> str:
    """The reference as RIS."""
    year, month, day = cited.date_parts
    tags = {
        "TY": "FIGURE",
        "ID": cited.key,
        "TI": cited.whole_title,
        "AU": cited.house,
        "PB": cited.house,
        "PY": year,
        "DA": f"{year}/{month}/{day}/" if year else "",
        "ET": cited.version,
        "UR": cited.url,
        "N1": cited.note,
        "LA": cited.language,
    }
    lines = (f"{tag}  - {value}\r\n" for tag, value in tags.items() if value)
    return "".join(lines) + "ER  - \r\n"


def write_csl_json(cited: Reference) -> str:
    """The reference as CSL-JSON, for Zotero and everything that speaks CSL."""
    date = [int(part) for part in cited.date_parts if part]
    item = fill_json("citation.json", find_language(cited.language), cited=cited, date=date)
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"
