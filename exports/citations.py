"""How a figure is credited and cited, in words and for reference managers."""

import re

from exports.addresses import Edition
from exports.heading import on_one_line, sentence, sentences
from exports.references import LIVE, Reference, bibtex, csl_json, reference, ris
from figures.core.chart import Chart
from locales import Language

_NAMED = 3
"""So many publishers stand in a credit line; the source note names all."""


def citations(chart: Chart, edition: Edition) -> dict[str, str]:
    """Every form in which a figure is cited, by its name; forms for programs have several lines."""
    cited = reference(chart, edition)
    return {
        chart.say("Credit line"): credit(chart, edition),
        "APA 7": _apa(cited, chart.say),
        "Chicago": _chicago(cited, chart.say),
        "BibTeX": bibtex(cited),
        "RIS": ris(cited),
        "CSL-JSON": csl_json(cited),
    }


def citation_files(chart: Chart, edition: Edition) -> dict[str, bytes]:
    """The citations as files, by name."""
    cited = reference(chart, edition)
    forms = {name: text for name, text in citations(chart, edition).items() if "\n" not in text}
    words = "\n\n".join([*(f"{name}\n{text}" for name, text in forms.items()), cited.note])
    files = {
        "citation.txt": f"{words.strip()}\n",
        "citation.bib": bibtex(cited),
        "citation.ris": ris(cited),
        "citation.json": csl_json(cited),
    }
    return {name: text.encode() for name, text in files.items()}


def credit(chart: Chart, edition: Edition) -> str:
    """The line under a picture: 'Figure: The war in Ukraine …; data: OHCHR, 13 August 2025'."""
    say, cited = chart.say, chart.note.cited
    house = reference(chart, edition).house
    if not edition.frozen:
        house = say("{house} ({remark})", house=house, remark=say(LIVE))
    if not cited:
        return say("Figure: {house}", house=house)
    named = [one.words(say) for one in cited[:_NAMED]]
    others = len(cited) - _NAMED
    if others > 0:
        named.append(say.count("{n} other publisher", "{n} other publishers", others))
    return on_one_line(
        say(
            "Figure: {house}; data: {sources}",
            house=house,
            sources=chart.scene.dated(say.row(named)),
        )
    )


def _apa(cited: Reference, say: Language) -> str:
    """The APA style, 7th edition; author and publisher are one and are named once."""
    kind = say("Graph")
    version = f"({say('Version {hash}', hash=cited.version)}) " if cited.version else ""
    kind = kind if cited.version else say.row((kind, say(LIVE)))
    date = _year_first(cited.date, say) or say("n.d.")
    title = f"{cited.whole_title} {version}[{kind}]"
    return f"{sentence(cited.house)} ({date}). {sentence(title)} {cited.url}"


def _chicago(cited: Reference, say: Language) -> str:
    """The bibliography entry of the Chicago style."""
    title = say("“{title}”", title=sentence(cited.whole_title))
    version = say("Version {hash}", hash=cited.version) if cited.version else say("Live figure")
    date = _month_first(cited.date, say) or say("n.d.")
    return f"{sentence(cited.house)} {title} {sentences(version, date)} {sentence(cited.url)}"


def _year_first(date: str, say: Language) -> str:
    """'2026, September 16', in the order in which a language writes day and month."""
    year = date[:4]
    day = _without_year(date, say)
    return f"{year}, {day}" if day else year


def _month_first(date: str, say: Language) -> str:
    """'September 16, 2026' in English; other languages write the day as everywhere."""
    if say.code == "en" and len(date) > 7:
        return f"{_without_year(date, say)}, {date[:4]}"
    return say.partial_day(date) if date else ""


def _without_year(date: str, say: Language) -> str:
    if len(date) < 7:
        return ""
    words = re.split(rf"\s{date[:4]}", say.partial_day(date))[0]
    if say.code == "en" and len(date) > 7:
        day, month = words.split(" ")
        return f"{month} {day}"
    return words
